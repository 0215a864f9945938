"""Days that are told, corrected and taken along, with a hand-turned clock."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from loosen.coach import Coach, Daily
from loosen.domain.events import EventKind
from loosen.errors import FactsError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, Clock, begun, check, day_of, ended, kinds, plan_of, rules


def test_a_change_of_an_earlier_report_is_a_correction(daily: Daily, coach: Coach, journal: MemoryJournal) -> None:
    daily.log_day(ANN, {"pain_worst": 5})
    daily.log_day(ANN, {"pain_worst": 6, "minutes_walked": 20})

    assert day_of(daily, coach).pain_worst == 6
    assert kinds(journal)[-2:] == [EventKind.DAY_LOGGED, EventKind.DAY_CORRECTED]
    assert [dict(change.changes) for change in coach.state(ANN).diary.corrections] == [{"pain_worst": 6}]


def test_a_pain_of_0_can_be_corrected_too(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"pain_worst": 0})
    daily.log_day(ANN, {"pain_worst": 4})

    assert [dict(change.changes) for change in coach.state(ANN).diary.corrections] == [{"pain_worst": 4}]


def test_a_mistyped_morning_pain_is_mended_with_the_change_that_followed_from_it(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=3))
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 7})

    daily.log_day(ANN, {"pain_now": 2}, day=daily.today())

    assert day_of(daily, coach).morning_change == -1  # 2 now, 3 before the bout
    assert "DAY-GOOD" in rules(plan_of(daily, coach))


def test_a_morning_change_that_was_told_stays_when_the_pain_is_mended(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=3))
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 7, "morning_change": 1})

    daily.log_day(ANN, {"pain_now": 2}, day=daily.today())

    assert day_of(daily, coach).morning_change == 1


@pytest.mark.parametrize(("morning", "evening", "rule"), [(4, 2, "DAY-UP-2"), (2, 6, "DAY-PROGRESS")])
def test_how_it_is_in_the_evening_does_not_rewrite_the_morning(
    morning: int, evening: int, rule: str, daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=2), pain=2)
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": morning})
    clock.turn(hours=8)

    daily.log_day(ANN, {"pain_now": evening})

    state = coach.state(ANN)
    assert day_of(daily, coach).pain_now == morning
    assert daily.facts_today(state)["pain-now"] == evening
    assert state.diary.corrections == ()


def test_pain_answered_in_a_new_check_counts_over_what_was_logged_before_it(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    daily.log_day(ANN, {"pain_now": 6})
    clock.turn(hours=2)

    check(coach)  # pain 3

    assert daily.facts_today(coach.state(ANN))["pain-now"] == 3
    assert "START-SORE" not in rules(plan_of(daily, coach))


def test_saying_the_same_again_corrects_nothing(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"pain_worst": 5})
    daily.log_day(ANN, {"pain_worst": 5})

    assert coach.state(ANN).diary.corrections == ()


def test_a_log_sent_twice_with_the_same_id_counts_once(daily: Daily, journal: MemoryJournal) -> None:
    daily.log_day(ANN, {"pain_worst": 5}, event_id="log-1")
    daily.log_day(ANN, {"pain_worst": 5}, event_id="log-1")

    assert kinds(journal).count(EventKind.DAY_LOGGED) == 1


def test_an_earlier_day_can_be_logged_later(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"minutes_walked": 20}, day=daily.today() - timedelta(days=3))

    assert day_of(daily, coach, back=3).minutes_walked == 20


def test_a_day_that_has_not_come_is_refused(daily: Daily, coach: Coach) -> None:
    with pytest.raises(FactsError, match="has not come yet"):
        daily.log_day(ANN, {"pain_now": 3}, day=daily.today() + timedelta(days=1))

    assert coach.state(ANN).diary.days == {}


@pytest.mark.parametrize(
    "raw",
    [
        {"pain_now": 11},
        {"pain_now": "3"},
        {"pain_now": True},
        {"pian_now": 3},
        {"minutes_walked": -1},
        {"flare": "yes"},
    ],
)
def test_a_log_that_cannot_be_used_is_refused_and_nothing_is_recorded(
    raw: dict[str, object], daily: Daily, coach: Coach
) -> None:
    with pytest.raises(FactsError):
        daily.log_day(ANN, raw)

    assert coach.state(ANN).diary.days == {}


def test_an_empty_log_records_nothing(daily: Daily, journal: MemoryJournal) -> None:
    before = kinds(journal)

    daily.log_day(ANN, {})

    assert kinds(journal) == before


def test_the_export_holds_every_event_and_names_nobody(daily: Daily, journal: MemoryJournal) -> None:
    ended(daily, begun(daily))

    export = daily.export(ANN)

    assert [event["id"] for event in export["events"]] == [event.id for event in journal.events(ANN)]
    assert all("person" not in event for event in export["events"])


def test_the_table_has_a_line_for_each_day(daily: Daily) -> None:
    daily.log_day(ANN, {"pain_now": 3}, day=date(2026, 11, 19))
    daily.log_day(ANN, {"pain_now": 2}, day=date(2026, 11, 20))

    rows = list(csv.DictReader(io.StringIO(daily.export_csv(ANN))))

    assert [(row["date"], row["pain_now"]) for row in rows] == [("2026-11-19", "3"), ("2026-11-20", "2")]


def test_nobody_else_is_touched(daily: Daily, coach: Coach) -> None:
    daily.log_day("ben", {"pain_now": 3})

    assert coach.state(ANN).diary.days == {}
