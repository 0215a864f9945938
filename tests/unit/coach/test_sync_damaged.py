"""What is known of an entry is taken in, and what is not is said; a sign is never lost with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from loosen.coach import Coach
from loosen.coach.sync import EntryStatus
from loosen.domain.results import PlanState
from tests.unit.coach.ann import ANN, Clock, check
from tests.unit.coach.letters import MORNING, at, entry, send

CHEST = {"chest-pressure", "collapse"}


@pytest.fixture
def coach(coach: Coach, clock: Clock) -> Coach:
    """The use cases; Ann was well this morning."""
    clock.now = MORNING
    check(coach)
    return coach


def is_withheld(coach: Coach) -> bool:
    state = coach.state(ANN)
    return coach.plan_state(state, coach.outcome(state)) is PlanState.WITHHELD


@pytest.mark.parametrize("days_ago", [0, 2])
def test_new_pain_in_the_leg_that_comes_in_late_opens_the_check(coach: Coach, clock: Clock, days_ago: int) -> None:
    clock.now = at(12)
    day = (MORNING - timedelta(days=days_ago)).date().isoformat()

    (answer,) = send(coach, clock, at(13), entry("day", {"log": {"areas": ["calf-left"]}}, at(11), day=day))

    assert answer.status is EntryStatus.TAKEN
    assert set(coach.state(ANN).facts) == {"leg-pain-below-knee"}
    assert is_withheld(coach)


def test_an_unknown_area_beside_a_known_one_is_left_out_and_named(coach: Coach, clock: Clock) -> None:
    log = {"areas": ["tail", "calf-left"], "minutes_walked": 12}

    (answer,) = send(coach, clock, at(13), entry("day", {"log": log}, at(11)))

    day = coach.state(ANN).diary.days[MORNING.date()]
    assert (day.areas, day.minutes_walked) == (("calf-left",), 12)
    assert "tail" in answer.note
    assert is_withheld(coach)


def test_an_unknown_area_takes_nothing_else_with_it(coach: Coach, clock: Clock) -> None:
    log = {"areas": ["tail"], "pain_now": 6}

    (answer,) = send(coach, clock, at(13), entry("day", {"log": log}, at(11)))

    day = coach.state(ANN).diary.days[MORNING.date()]
    assert (day.areas, day.pain_now) == ((), 6)
    assert "tail" in answer.note


@pytest.mark.parametrize("log", [{"areas": ["tail"]}, {"activities": {"dance": 3}}])
def test_a_day_of_which_nothing_is_known_is_refused(coach: Coach, clock: Clock, log: dict[str, Any]) -> None:
    (answer,) = send(coach, clock, at(13), entry("day", {"log": log}, at(11)))

    assert answer.status is EntryStatus.REFUSED
    assert coach.state(ANN).diary.days == {}


def test_a_known_sign_beside_an_unknown_one_opens_the_check(coach: Coach, clock: Clock) -> None:
    one = entry("signs", {"signs": ["hunger", "chest-or-faint"]}, at(11))

    (answer,) = send(coach, clock, at(13), one)

    assert set(coach.state(ANN).facts) == CHEST
    assert answer.status is EntryStatus.TAKEN
    assert "hunger" in answer.note


@pytest.mark.parametrize("wrong", [{"done": ["flying"]}, {"done": "all"}, {"pain": 11}, {"signs": ["hunger"]}])
def test_a_sign_of_a_bout_is_taken_in_even_where_the_rest_cannot_be_used(
    coach: Coach, clock: Clock, wrong: dict[str, Any]
) -> None:
    began = entry("bout-started", {"items": ["bridge-lying"], "pain": 3}, at(11))
    body = {"bout": began.id, "done": ["bridge-lying"], "stopped": [], "pain": 3, **wrong}
    body["signs"] = [*wrong.get("signs", []), "chest-or-faint"]

    told = send(coach, clock, at(13), began, entry("bout-finished", body, at(11, 10)))

    assert [answer.status for answer in told] == [EntryStatus.TAKEN] * 2
    assert coach.state(ANN).facts.keys() >= CHEST
    assert is_withheld(coach)
    assert told[1].note


@pytest.mark.parametrize(
    ("kind", "body", "for_good"),
    [
        ("signs", {"signs": ["hunger"]}, True),
        ("day", {"log": {"pain_now": 99}}, True),
        ("bout-started", {"items": [["a"]]}, True),
        ("dance", {}, False),
    ],
)
def test_the_answer_says_whether_an_entry_is_refused_for_good(
    coach: Coach, clock: Clock, kind: str, body: dict[str, Any], for_good: bool
) -> None:
    (answer,) = send(coach, clock, at(13), entry(kind, body, at(11)))

    assert (answer.status, answer.for_good) == (EntryStatus.REFUSED, for_good)
