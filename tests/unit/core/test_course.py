"""The typical course: bands that are typed by hand here, kept apart by how long the pain had lasted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.course import Spell, aligned, band_on, course_for, pain_of, spell_of
from loosen.domain.course import CourseKind, PointValue
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

TODAY = date(2026, 11, 21)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def told(*pains: tuple[int, int]) -> list[HistoryDay]:
    """Return reports: days ago and pain."""
    return [HistoryDay(date=days_ago(ago), pain_now=pain) for ago, pain in pains]


@pytest.mark.parametrize(
    ("course", "day", "band"),
    [
        ("acute", 0, (4.9, 5.6, 6.2)),
        ("acute", 42, (2.1, 2.6, 3.1)),
        ("acute", 21, (3.5, 4.1, 4.65)),  # half-way: (4.9 + 2.1) / 2, (5.6 + 2.6) / 2, (6.2 + 3.1) / 2
        ("acute", 112, (1.95, 2.4, 2.85)),  # half-way from day 42 to day 182
        ("acute", 364, (1.7, 2.1, 2.5)),
        ("subacute", 0, (5.5, 6.3, 7.1)),
        ("subacute", 42, (2.2, 2.9, 3.7)),
        ("persistent", 182, (2.9, 4.3, 5.7)),
        ("acute-2012", 182, (0.9, 1.2, 1.5)),
        ("first-week", 1, (4.8, 4.9, 5.0)),
        ("first-week", 7, (2.3, 2.6, 2.8)),
    ],
)
def test_the_band_is_that_of_the_source_and_straight_between(
    library: Library, course: str, day: int, band: tuple[float, float, float]
) -> None:
    found = band_on(library.courses[course], day)

    assert found == pytest.approx(band)


@pytest.mark.parametrize(("course", "day"), [("acute", -1), ("acute", 365), ("first-week", 0), ("first-week", 8)])
def test_there_is_no_band_outside_of_what_was_measured(library: Library, course: str, day: int) -> None:
    assert band_on(library.courses[course], day) is None


@pytest.mark.parametrize(
    ("days", "course"),
    [
        (0, "acute"),
        (41, "acute"),
        (42, "subacute"),
        (83, "subacute"),
        (84, "persistent"),
        (364, "persistent"),
        (365, None),
    ],
)
def test_acute_subacute_and_persistent_are_kept_apart(library: Library, days: int, course: str | None) -> None:
    found = course_for(days, library)

    assert (found.id if found else None) == course


def test_every_value_says_whether_it_was_read_in_the_source(library: Library) -> None:
    wallwork = library.courses["acute"].point

    assert wallwork[0].confirmed == (PointValue.MEAN, PointValue.LOW)
    assert [point.confirmed for point in wallwork[1:]] == [(), (), ()]
    assert all(len(point.confirmed) == 3 for point in library.courses["acute-2012"].point)


def test_new_pain_stays_on_the_course_of_new_pain(library: Library) -> None:
    spell = Spell(began=days_ago(60), first_report=days_ago(58))

    found = aligned(spell, library)

    assert found is not None
    assert found.course.id == "acute"
    assert found.day_of(TODAY) == 60  # counted from the day when it began


def test_a_course_of_older_pain_counts_from_the_first_report(library: Library) -> None:
    spell = Spell(began=days_ago(70), first_report=days_ago(20))

    found = aligned(spell, library)

    assert found is not None
    assert found.course.id == "subacute"  # 50 days of pain at the first report
    assert found.day_of(TODAY) == 20


def test_pain_of_more_than_a_year_has_no_band(library: Library) -> None:
    assert aligned(Spell(began=days_ago(500), first_report=days_ago(3)), library) is None


def test_the_hopeful_line_shows_only_below_the_band(library: Library) -> None:
    found = aligned(Spell(began=days_ago(182), first_report=days_ago(182)), library)

    assert found is not None
    early, late = found.on(days_ago(182 - 21)), found.on(TODAY)
    assert early is not None
    assert late is not None
    assert early.hopeful is None  # (5.2 + 2.3) / 2 = 3.75, the band begins at 3.5
    assert late.hopeful == pytest.approx(1.2)  # the band begins at 1.8


def test_a_hopeful_course_stands_beside_the_typical_one(library: Library) -> None:
    found = course_for(10, library, CourseKind.HOPEFUL)

    assert found is not None
    assert found.id == "acute-2012"


def test_a_spell_begins_where_the_person_said_it_began(library: Library) -> None:
    history = told((9, 6), (8, 6), (1, 4))

    found = spell_of(history, library, TODAY, 12)

    assert found == Spell(began=days_ago(12), first_report=days_ago(9))


def test_a_later_check_does_not_make_a_spell_shorter(library: Library) -> None:
    history = told((30, 6), (20, 5), (10, 4), (1, 6))

    found = spell_of(history, library, TODAY, 1)  # a flare yesterday, taken for the beginning

    assert found == Spell(began=days_ago(30), first_report=days_ago(30))


def test_pain_after_30_days_without_is_a_new_spell(library: Library) -> None:
    history = told((80, 5), (70, 4), (60, 1), (50, 0), (40, 0), (2, 6))

    found = spell_of(history, library, TODAY, 3)

    assert found == Spell(began=days_ago(3), first_report=days_ago(2))


def test_without_a_beginning_or_a_report_there_is_no_spell(library: Library) -> None:
    assert spell_of(told((3, 5)), library, TODAY, None) is None
    assert spell_of([], library, TODAY, 3) is None


def test_the_pain_of_a_day_is_what_was_told_first() -> None:
    assert pain_of(HistoryDay(date=TODAY, pain_now=4, pain_last=7)) == 4
    assert pain_of(HistoryDay(date=TODAY, pain_last=7)) == 7
