"""The day around the bouts. What each span of days holds is evidence 5.6."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loosen.core.adaptation import Adaptation
from loosen.core.day import plan_day, programme_of, review_on
from loosen.core.facts import Facts, read_facts
from loosen.core.situation import situation_of
from loosen.core.suitability import chosen_set, room_of, suitability_of
from loosen.domain.care import Kit
from loosen.domain.library import Library
from loosen.domain.plan import Day
from loosen.domain.results import PlanState
from tests.property.people import CALM

TODAY = date(2026, 11, 21)


def day_of(facts: Facts, library: Library, adaptation: Adaptation | None = None, **ask: Any) -> Day:
    """Return the day of somebody at home, who has what they need, after a check that leaves room for everything."""
    situation = situation_of(facts, library)
    room = room_of(situation, place="home", kit=tuple(Kit), floor_ok=True)
    suits = suitability_of(situation, library, room, limits=ask.pop("limits", ()))
    steps = chosen_set(situation, library, PlanState.FULL)
    return plan_day(
        facts, library, adaptation or Adaptation(), suits, steps, is_gentle=bool(ask.pop("is_gentle", False))
    )


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
    facts = read_facts({"days-since-start": days, "pain-now": 3}, library)

    walking = day_of(facts, library).walking

    assert programme_of(facts, library).id == programme
    assert walking is not None
    assert (walking.minutes, walking.minutes_most) == minutes
    assert (walking.times, walking.times_most) == times


def test_who_does_not_know_when_it_began_gets_the_gentlest_day(library: Library) -> None:
    facts = read_facts({"days-since-start": "unknown"}, library)

    assert programme_of(facts, library).id == "first-days"


@pytest.mark.parametrize(
    ("days", "half"), [(1, (1, 2)), (5, (2, 5)), (10, (5, 7)), (20, (10, 15))]
)  # half of 2 to 5, 5 to 10, 10 to 15, 20 to 30, rounded down
def test_a_flare_halves_the_walks(days: int, half: tuple[int, int], library: Library) -> None:
    facts = read_facts({"days-since-start": days, "pain-now": 3}, library)

    walking = day_of(facts, library, Adaptation(walk_percent=50)).walking

    assert walking is not None
    assert (walking.minutes, walking.minutes_most) == half


def test_the_words_tell_how_long_and_how_often(library: Library) -> None:
    early, later = (
        day_of(read_facts({"days-since-start": days, "pain-now": 3}, library), library).walking for days in (5, 20)
    )

    assert early is not None
    assert later is not None
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
        (200, date(2026, 12, 15)),  # day 224 = 84 + 5 x 28 is 24 days on
    ],
)
def test_the_next_review_is_counted_from_the_day_it_began(days: int, expected: date | None, library: Library) -> None:
    assert review_on(read_facts({"days-since-start": days, "pain-now": 3}, library), library, TODAY) == expected


def test_every_part_of_the_day_has_a_reason_and_a_grade(library: Library) -> None:
    day = day_of(read_facts({"days-since-start": 5}, library), library)

    for part in (day.breaks, *day.sleep, *day.work, *day.relief):
        assert part.because
        assert part.grade_words


def test_on_a_gentle_day_the_work_is_light_however_long_ago_it_began(library: Library) -> None:
    facts = read_facts({"days-since-start": 20}, library)

    usual, gentle = (day_of(facts, library, is_gentle=ask) for ask in (False, True))

    assert not any("lifting" in part.words for part in gentle.work)
    assert any("lifting" in part.words for part in usual.work)
    assert gentle.work[0].words == "Light tasks only. Nothing over 5 kg."


def test_on_a_gentle_day_heat_is_named_beside_what_helped_before(library: Library) -> None:
    usual = day_of(read_facts({**CALM, "days-since-start": 30, "diabetes": False}, library), library)
    gentle = day_of(read_facts({**CALM, "days-since-start": 30, "diabetes": False}, library), library, is_gentle=True)

    added = [part.words for part in gentle.relief if part not in usual.relief]
    assert any("Heat" in words for words in added)
    assert set(usual.relief) <= set(gentle.relief)


def test_on_a_gentle_day_the_walks_are_tiny(library: Library) -> None:
    walking = day_of(read_facts({"days-since-start": 20}, library), library, is_gentle=True).walking

    assert walking is not None
    assert (walking.name, walking.minutes, walking.minutes_most) == ("Tiny walks through the day", 2, 5)


def test_walking_that_a_clinician_took_out_is_not_in_the_day(library: Library) -> None:
    assert day_of(read_facts({"days-since-start": 5}, library), library, limits=("walking",)).walking is None


def test_who_is_worse_with_arching_walks_with_sit_breaks(library: Library) -> None:
    facts = read_facts(
        {"days-since-start": 20, "pain-now": 3, "worse-standing": True, "eased-by-sitting": True}, library
    )

    walking = day_of(facts, library).walking

    assert walking is not None
    assert walking.name == "Walks with sit breaks"


def test_heart_disease_brings_its_caution_to_the_walks(library: Library) -> None:
    walking = day_of(read_facts({"days-since-start": 20, "heart-disease": True}, library), library).walking

    assert walking is not None
    assert any("ask your doctor" in caution for caution in walking.cautions)


@pytest.mark.parametrize("days", [1, 5, 10])
def test_heat_is_not_for_skin_that_does_not_feel(days: int, library: Library) -> None:
    usual, numb = (
        day_of(read_facts({**CALM, "days-since-start": days, "diabetes": ill}, library), library)
        for ill in (False, True)
    )

    assert not any("Heat" in part.words for part in numb.relief)
    assert any("Heat" in part.words for part in usual.relief)
