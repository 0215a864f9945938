"""What helps: silent until it knows enough, ranked, drawn towards the person's own mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta as beta_of

from loosen.core.helped import Helped, Helps, Trial, helped
from loosen.domain.library import Library
from loosen.knowledge import load_library

LIBRARY = load_library()
NAMES = ("heat", "cold", "walking", "rest")
trials = st.lists(
    st.builds(
        Trial,
        st.frozensets(st.sampled_from(NAMES), min_size=1),
        st.integers(0, 10),
        st.integers(0, 10),
    ),
    max_size=40,
)


def used(name: str, before: int, after: int, times: int = 1) -> list[Trial]:
    return [Trial(frozenset({name}), before, after)] * times


def one(found: Helps, name: str) -> Helped:
    return next(each for each in found.ranked if each.name == name)


def test_nothing_told_is_silence(library: Library) -> None:
    found = helped([], library)

    assert (found.ranked, found.silent, found.usual, found.trials) == ((), (), None, 0)


def test_four_uses_are_too_few_and_five_are_enough(library: Library) -> None:
    few, enough = helped(used("heat", 6, 3, 4), library), helped(used("heat", 6, 3, 5), library)

    assert (few.ranked, few.silent) == ((), (("heat", 4),))
    assert [each.name for each in enough.ranked] == ["heat"]


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [(8, 6, 5), (8, 7, 0), (5, 4, 0), (4, 3, 0), (3, 2, 0), (3, 1, 5), (2, 0, 5), (4, 4, 0), (4, 6, 0)],
)
def test_better_means_2_points_wherever_pain_began(library: Library, before: int, after: int, better: int) -> None:
    assert one(helped(used("heat", before, after, 5), library), "heat").better == better


def test_low_pain_that_cannot_fall_by_2_points_shows_nothing(library: Library) -> None:
    assert helped(used("heat", 1, 0, 9), library) == helped([], library)


def test_the_estimate_is_drawn_towards_the_mean_of_the_person(library: Library) -> None:
    told = [*used("heat", 6, 3, 7), *used("heat", 6, 6, 2), *used("cold", 6, 6, 5)]

    found = helped(told, library)

    usual = 8 / 16  # (7 better + 1) of (14 trials + 2)
    assert found.usual == usual
    assert one(found, "heat").share == pytest.approx((7 + 4 * usual) / (9 + 4))  # 4 uses' worth of the mean
    assert one(found, "cold").share == pytest.approx((0 + 4 * usual) / (5 + 4))
    assert (one(found, "heat").better, one(found, "heat").uses) == (7, 9)


def test_the_range_is_that_of_the_beta_distribution(library: Library) -> None:
    found = one(helped([*used("heat", 6, 3, 7), *used("heat", 6, 6, 2)], library), "heat")

    usual = 8 / 11
    low, high = beta_of(7 + 4 * usual, 2 + 4 * (1 - usual)).ppf([0.1, 0.9])  # 80 percent lie between
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.006)


def test_without_pain_there_is_nothing_to_ease(library: Library) -> None:
    assert helped(used("heat", 0, 0, 9), library) == helped([], library)


def test_more_uses_make_it_surer(library: Library) -> None:
    few, many = (helped(used("heat", 6, 3, times), library) for times in (5, 30))

    assert few.ranked[0].high - few.ranked[0].low > many.ranked[0].high - many.ranked[0].low


@given(trials, st.randoms(use_true_random=False))
def test_the_order_of_uses_does_not_matter(told: list[Trial], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random

    assert helped(shuffled, LIBRARY) == helped(told, LIBRARY)


@given(trials, st.sampled_from(NAMES), st.integers(1, 10))
def test_one_more_good_use_never_lowers_an_estimate(told: list[Trial], name: str, before: int) -> None:
    first = {each.name: each.share for each in helped(told, LIBRARY).ranked}

    after = helped([*told, Trial(frozenset({name}), before, 0)], LIBRARY)

    assert all(one(after, known).share >= share for known, share in first.items())


@given(trials)
def test_the_estimate_lies_in_its_range_and_the_best_stands_first(told: list[Trial]) -> None:
    found = helped(told, LIBRARY).ranked

    assert all(0 <= each.low <= each.high <= 1 for each in found)
    assert all(each.better <= each.uses >= 5 for each in found)
    assert [each.share for each in found] == sorted((each.share for each in found), reverse=True)
