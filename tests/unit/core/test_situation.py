"""Where the person stands: a state that nobody has ruled out counts as present."""

from __future__ import annotations

import pytest

from loosen.core.facts import read_facts
from loosen.core.situation import Situation, situation_of
from loosen.domain.care import Stage
from loosen.domain.conditions import IsOneOf, Yes
from loosen.domain.library import Library


def situation(library: Library, **answers: object) -> Situation:
    named = {name.replace("_", "-"): value for name, value in answers.items()}
    return situation_of(read_facts(named, library), library)


@pytest.mark.parametrize(
    ("days", "pain", "stage"),
    [
        (0, 5, Stage.T0),
        (2, 5, Stage.T0),
        (3, 5, Stage.T1),
        (6, 5, Stage.T1),
        (7, 5, Stage.T1_LATE),
        (7, 6, Stage.T1),
        (13, 5, Stage.T1_LATE),
        (13, 8, Stage.T1),
        (14, 5, Stage.T2),
        (27, 5, Stage.T2),
        (28, 5, Stage.T2_LATE),
        (83, 5, Stage.T2_LATE),
        (84, 5, Stage.T3),
        (3650, 5, Stage.T3),
    ],
)
def test_the_stage_follows_days_and_pain(library: Library, days: int, pain: int, stage: Stage) -> None:
    assert situation(library, days_since_start=days, pain_now=pain).stage is stage


@pytest.mark.parametrize("days", [None, "unknown"])
def test_without_the_days_the_gentlest_stage_is_taken(library: Library, days: object) -> None:
    answers = {} if days is None else {"days_since_start": days}

    assert situation(library, **answers).stage is Stage.T0


def test_without_the_pain_the_second_week_is_not_taken_as_mild(library: Library) -> None:
    assert situation(library, days_since_start=9).stage.rank <= Stage.T1.rank


def test_a_state_that_was_denied_is_not_a_tag(library: Library) -> None:
    state = situation(library, poor_skin_feeling=False, fragile_skin=False, diabetes=False, confused=False)

    assert "NUMBSKIN" not in state.tags


def test_a_state_that_was_affirmed_is_a_tag_and_certain(library: Library) -> None:
    state = situation(library, poor_skin_feeling=True)

    assert "NUMBSKIN" in state.tags
    assert "NUMBSKIN" not in state.unsure


@pytest.mark.parametrize("answer", [None, "unknown"])
def test_a_state_that_nobody_has_ruled_out_counts_as_present(library: Library, answer: object) -> None:
    answers = {} if answer is None else {"implant": answer}

    state = situation(library, **answers)

    assert "IMPLANT" in state.tags & state.unsure


def test_very_sore_is_a_tag_from_7_of_10(library: Library) -> None:
    assert "ACUTE_SEVERE" in situation(library, pain_now=7, days_since_start=9).tags
    assert "ACUTE_SEVERE" not in situation(library, pain_now=6, days_since_start=9).tags


def test_hardly_moving_in_the_first_2_days_is_very_sore_too(library: Library) -> None:
    assert "ACUTE_SEVERE" in situation(library, pain_now=4, days_since_start=2, hardly_moves=True).tags
    assert "ACUTE_SEVERE" not in situation(library, pain_now=4, days_since_start=3, hardly_moves=True).tags


def test_a_tag_can_be_asked_for_like_a_fact(library: Library) -> None:
    state = situation(library, floor_ok="no", implant="unknown", epilepsy=False)

    assert state.surely(Yes(fact="FLOOR"))
    assert state.holds(Yes(fact="IMPLANT"))
    assert not state.surely(Yes(fact="IMPLANT"))
    assert not state.holds(Yes(fact="EPILEPSY"))


def test_no_condition_always_holds(library: Library) -> None:
    state = situation(library)

    assert state.holds(None)
    assert state.surely(None)


def test_a_condition_over_a_choice_holds_only_for_that_choice(library: Library) -> None:
    upper = IsOneOf(fact="site", choices=("upper-back",))

    assert situation(library, site="upper-back").surely(upper)
    assert not situation(library, site="low-back").holds(upper)
    assert not situation(library).surely(upper)
