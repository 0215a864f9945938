"""Whatever is told: less pain never reads as worse, and a band never leaves what was measured."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loosen.core.course import band_on
from loosen.core.outcome_words import pain_headline
from loosen.core.outcomes import pain_change
from loosen.core.weeks import BoutDone, streak_of
from loosen.domain.course import Course
from loosen.domain.library import Library
from loosen.domain.outcomes import Direction
from loosen.knowledge import load_library

FIRST = date(2026, 10, 1)
TODAY = FIRST + timedelta(days=27)
LIBRARY = load_library()
RANK = {Direction.WORSE: 0, Direction.SAME: 1, Direction.BETTER: 2}
PAINS = st.lists(st.integers(0, 10), min_size=3, max_size=7)
COURSES = st.sampled_from(sorted(LIBRARY.courses.values(), key=lambda course: course.id))


def direction(first_week: list[int], last_week: list[int], library: Library) -> int:
    told = [(FIRST + timedelta(days=n), pain) for n, pain in enumerate(first_week)]
    told += [(FIRST + timedelta(days=21 + n), pain) for n, pain in enumerate(last_week)]
    return RANK[pain_change(told, FIRST, TODAY, library).direction]


@given(first=PAINS, last=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=3, max_size=7))
def test_less_pain_now_never_reads_as_worse(first: list[int], last: list[tuple[int, int]]) -> None:
    lower, higher = [min(pair) for pair in last], [max(pair) for pair in last]

    assert direction(first, lower, LIBRARY) >= direction(first, higher, LIBRARY)


@given(first=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=3, max_size=7), last=PAINS)
def test_more_pain_at_the_beginning_never_reads_as_worse_now(first: list[tuple[int, int]], last: list[int]) -> None:
    lower, higher = [min(pair) for pair in first], [max(pair) for pair in first]

    assert direction(higher, last, LIBRARY) >= direction(lower, last, LIBRARY)


@given(first=PAINS, last=PAINS)
def test_the_headline_names_a_fall_or_rise_only_where_there_is_one(first: list[int], last: list[int]) -> None:
    told = [(FIRST + timedelta(days=n), pain) for n, pain in enumerate(first)]
    told += [(FIRST + timedelta(days=21 + n), pain) for n, pain in enumerate(last)]
    found = pain_change(told, FIRST, TODAY, LIBRARY)

    words = pain_headline(found, FIRST, TODAY, len(told))

    assert ("went from" in words) == (found.direction is not Direction.SAME)


@given(course=COURSES, day=st.integers(-50, 500))
def test_a_band_lies_between_its_measured_neighbours(course: Course, day: int) -> None:
    found = band_on(course, day)

    measured = course.point[0].day <= day <= course.point[-1].day
    assert (found is not None) == measured
    if found is None:
        return
    before, after = next((a, b) for a, b in pairwise(course.point) if a.day <= day <= b.day)
    for value, name in zip(found, ("low", "mean", "high"), strict=True):
        ends = sorted(getattr(point, name) * 10 / course.scale for point in (before, after))
        assert ends[0] - 1e-9 <= value <= ends[1] + 1e-9
    assert 0 <= found[0] <= found[1] <= found[2] <= 10


@given(course=COURSES, days=st.tuples(st.integers(0, 364), st.integers(0, 364)))
def test_between_two_measured_days_the_band_goes_one_way(course: Course, days: tuple[int, int]) -> None:
    early, late = sorted(days)
    for before, after in pairwise(course.point):
        if before.day <= early <= late <= after.day:
            first, second = band_on(course, early), band_on(course, late)
            assert first is not None
            assert second is not None
            for one, two, name in zip(first, second, ("low", "mean", "high"), strict=True):
                rises = getattr(after, name) >= getattr(before, name)
                assert two >= one - 1e-9 if rises else two <= one + 1e-9


@given(active=st.sets(st.integers(0, 40), max_size=30), more=st.integers(0, 40))
def test_one_more_active_day_never_makes_a_streak_shorter(active: set[int], more: int) -> None:
    def days(numbers: set[int]) -> int:
        bouts = [BoutDone(FIRST + timedelta(days=n), 600, ("cat-cow",), is_done=True) for n in sorted(numbers)]
        return streak_of((), [], bouts, FIRST + timedelta(days=40), LIBRARY).days

    assert days(active | {more}) >= days(active)
