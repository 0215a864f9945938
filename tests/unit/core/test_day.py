"""The day around the bouts. What each span of days holds is evidence 5.6."""

from __future__ import annotations

from datetime import date

import pytest

from loosen.core.adaptation import Adaptation
from loosen.core.day import plan_day, programme_of, review_on
from loosen.core.facts import read_facts
from loosen.domain.library import Library

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "programme", "minutes", "times"),
    [
        (0, "first-days", (2, 5), (6, 14)),
        (2, "first-days", (2, 5), (6, 14)),
        (3, "days-3-6", (5, 10), (2, 3)),
        (6, "days-3-6", (5, 10), (2, 3)),
        (7, "days-7-13", (10, 15), (2, 2)),
        (13, "days-7-13", (10, 15), (2, 2)),
        (14, "weeks-2-6", (20, 30), (1, 1)),
        (41, "weeks-2-6", (20, 30), (1, 1)),
        (42, "weeks-6-12", (20, 30), (1, 1)),
        (83, "weeks-6-12", (20, 30), (1, 1)),
        (84, "long-lasting", (20, 30), (1, 1)),
    ],
)
def test_each_span_of_days_has_its_programme_and_its_walks(
    days: int, programme: str, minutes: tuple[int, int], times: tuple[int, int], library: Library
) -> None:
    facts = read_facts({"days-since-start": days}, library)

    walking = plan_day(facts, library, Adaptation()).walking

    assert programme_of(facts, library).id == programme
    assert (walking.minutes, walking.minutes_most) == minutes
    assert (walking.times, walking.times_most) == times


def test_who_does_not_know_when_it_began_gets_the_gentlest_day(library: Library) -> None:
    facts = read_facts({"days-since-start": "unknown"}, library)

    assert programme_of(facts, library).id == "first-days"


@pytest.mark.parametrize(
    ("days", "half"), [(1, (1, 2)), (5, (2, 5)), (10, (5, 7)), (20, (10, 15))]
)  # half of 2 to 5, 5 to 10, 10 to 15, 20 to 30, rounded down
def test_a_flare_halves_the_walks(days: int, half: tuple[int, int], library: Library) -> None:
    facts = read_facts({"days-since-start": days}, library)

    walking = plan_day(facts, library, Adaptation(walk_percent=50)).walking

    assert (walking.minutes, walking.minutes_most) == half


def test_the_words_tell_how_long_and_how_often(library: Library) -> None:
    early, later = (
        plan_day(read_facts({"days-since-start": days}, library), library, Adaptation()).walking for days in (5, 20)
    )

    assert early.words == "Walk 5 to 10 minutes, 2 to 3 times a day, on flat ground, at a pace that is easy."
    assert "20 to 30 minutes, once a day" in later.words


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, date(2026, 12, 5)),  # day 14 is 14 days on
        (13, date(2026, 11, 22)),  # day 14 is tomorrow
        (14, date(2026, 12, 5)),  # day 28 is 14 days on
        (28, date(2026, 12, 5)),  # day 42 is 14 days on
        (60, date(2026, 12, 15)),  # day 84 is 24 days on
        (100, date(2026, 12, 3)),  # day 112 is 12 days on
        (200, None),
    ],
)
def test_the_next_review_is_counted_from_the_day_it_began(days: int, expected: date | None, library: Library) -> None:
    assert review_on(read_facts({"days-since-start": days}, library), library, TODAY) == expected


def test_every_part_of_the_day_has_a_reason_and_a_grade(library: Library) -> None:
    day = plan_day(read_facts({"days-since-start": 5}, library), library, Adaptation())

    for part in (day.breaks, *day.sleep, *day.work, *day.relief):
        assert part.because
        assert part.grade_words
