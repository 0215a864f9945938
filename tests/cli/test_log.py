"""``loosen log``: how a day was, and what that changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from loosen.coach import Daily
from loosen.coach.checkin import CheckIn
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from tests.cli.conftest import Clock, Home, Run, unwrapped

TODAY = date(2026, 11, 21)


def logged(home: Home, day: date = TODAY) -> HistoryDay:
    return home.state().diary.days[day]


def test_options_are_saved_without_a_question(run: Run, calm: Home) -> None:
    result = run("log", "--pain", "2", "--worst", "4", "--walked", "15", "--no-flare")

    day = logged(calm)
    assert result.exit_code == 0
    assert (day.pain_now, day.pain_worst, day.minutes_walked, day.flare) == (2, 4, 15, False)
    assert " > " not in result.stdout


def test_questions_are_asked_and_enter_leaves_one_out(run: Run, calm: Home) -> None:
    result = run("log", given="2\n\n15\nn\n")

    day = logged(calm)
    assert result.exit_code == 0
    assert (day.pain_now, day.pain_worst, day.minutes_walked) == (2, None, 15)


@pytest.mark.parametrize("end", ["q\n", ""])
def test_what_was_given_is_kept_when_the_person_leaves(run: Run, calm: Home, end: str) -> None:
    result = run("log", given=f"2\n5\n{end}")

    assert result.exit_code == 0
    assert (logged(calm).pain_now, logged(calm).pain_worst) == (2, 5)


def test_nothing_given_saves_nothing_and_exits_with_1(run: Run, calm: Home) -> None:
    before = len(calm.events())

    result = run("log", given="")

    assert result.exit_code == 1
    assert "nothing was saved" in result.stdout
    assert len(calm.events()) == before


def test_numbers_out_of_range_are_asked_again(run: Run, calm: Home) -> None:
    result = run("log", given="11\n-1\ntwo\n2.5\n2\n\n\n\n")

    assert result.stdout.count("Please give a whole number from 0 to 10.") == 4
    assert logged(calm).pain_now == 2


def test_every_option_that_cannot_be_used_is_listed(run: Run, calm: Home) -> None:
    plain, as_json = run("log", "--pain", "11", "--worst", "-1"), run("log", "--json", "--pain", "11")

    assert plain.exit_code == 2
    assert "log.pain_now" in plain.stderr
    assert "log.pain_worst" in plain.stderr
    assert json.loads(as_json.stdout)["error"]["type"] == "bad-facts"
    assert calm.state().diary.days == {}


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-11-22", "has not come yet"), ("yesterday", "is not a day"), ("2026-02-30", "is not a day")],
)
def test_day_that_cannot_be_logged_is_told(run: Run, calm: Home, day: str, told: str) -> None:
    with_answers, without = run("log", "--pain", "2", "--day", day), run("log", "--day", day, given="2\n")

    assert with_answers.exit_code == 2
    assert told in with_answers.stderr
    assert without.exit_code != 0
    assert calm.state().diary.days == {}


def test_days_may_be_logged_out_of_order(run: Run, calm: Home, clock: Clock) -> None:
    run("log", "--worst", "3", "--day", "2026-11-20")
    run("log", "--worst", "4", "--day", "2026-11-18")

    assert [str(day.date) for day in calm.state().diary.history] == ["2026-11-18", "2026-11-20"]


def test_logging_twice_corrects_and_keeps_what_was_said(run: Run, calm: Home) -> None:
    run("log", "--worst", "3")

    result = run("log", given="\n5\n\n\n")

    assert "Worst pain of the day, 0 to 10 [3]" in result.stdout
    assert logged(calm).pain_worst == 5
    assert [event.body for event in calm.events() if event.kind is EventKind.DAY_CORRECTED] == [
        {"day": "2026-11-21", "changes": {"pain_worst": 5}}
    ]


def test_flare_tells_what_changes_today_and_tomorrow(run: Run, calm: Home) -> None:
    result = run("log", "--flare")

    told = unwrapped(result.stdout)
    assert told.index("What your days change today") < told.index("Tomorrow, if nothing more happens")
    assert told.count("(rule FLARE-RELIEF)") == 2


def test_calm_day_says_that_nothing_changes(run: Run, calm: Home) -> None:
    result = run("log", "--worst", "3")

    assert "Your days change nothing in the plan so far." in result.stdout


def test_clear_worsening_leads_to_the_check(run: Run, calm: Home, clock: Clock) -> None:
    run("log", "--worst", "3")
    clock.go_on(days=1)

    result = run("log", "--worst", "7")

    assert "It got clearly worse" in unwrapped(result.stdout)
    assert "loosen check --new" in result.stdout


def test_json_tells_the_day_and_what_it_changes(run: Run, calm: Home, library: Library) -> None:
    result = run("log", "--flare", "--pain", "3", "--json")

    answer = json.loads(result.stdout)
    assert (answer["day"]["flare"], answer["day"]["pain_now"]) == (True, 3)
    assert answer["adapted"]["tomorrow"] == [
        {"rule": "FLARE-RELIEF", "says": library.adaptation["FLARE-RELIEF"].says.en, "about": None}
    ]


def test_day_can_be_logged_before_the_first_check(run: Run, home: Home) -> None:
    result = run("log", "--pain", "3")

    assert result.exit_code == 0
    assert logged(home).pain_now == 3
    assert "You have not done the safety check yet." in result.stdout


def test_journal_that_cannot_be_opened_exits_with_4(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").mkdir()

    result = run("log", "--pain", "3")

    assert result.exit_code == 4
    assert "Saved" not in result.stdout


def test_everything_of_the_check_in_can_be_given(run: Run, calm: Home) -> None:
    result = run("log", "--sleep", "6", "--mood", "7", "--medicine", "--change", "-2", "--area", "low-back-left")

    day = logged(calm)
    assert result.exit_code == 0
    assert (day.sleep, day.mood, day.medicine, day.global_change) == (6, 7, True, -2)
    assert day.areas == ("low-back-left",)


def test_sore_muscles_can_be_told(run: Run, calm: Home) -> None:
    run("log", "--pain", "4", "--sore-muscles")
    assert logged(calm).muscle_soreness

    run("log", "--no-sore-muscles")

    assert not logged(calm).muscle_soreness


def test_night_mood_and_medicine_are_asked_last(run: Run, calm: Home) -> None:
    result = run("log", given="2\n\n\n\n6\n7\ny\n")

    day = logged(calm)
    assert result.exit_code == 0
    assert (day.pain_now, day.sleep, day.mood, day.medicine) == (2, 6, 7, True)


def test_own_activities_are_scored_by_name(run: Run, calm: Home) -> None:
    with calm.opened() as (coach, person):
        names = [("", "Put on my socks"), ("", "Sit through a film"), ("", "Carry my child")]
        CheckIn(Daily(coach)).choose_activities(person, names)

    result = run("log", "--activity", "Put on my socks=4", "--activity", "carry-my-child=6")

    assert result.exit_code == 0
    assert logged(calm).activities == {"put-on-my-socks": 4, "carry-my-child": 6}


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--activity", "fly=4", "no activity"), ("--activity", "fly", "NAME=7"), ("--area", "tail", "no area")],
)
def test_unknown_areas_and_activities_are_told(run: Run, calm: Home, option: str, value: str, told: str) -> None:
    result = run("log", option, value)

    assert result.exit_code == 2
    assert told in unwrapped(result.stderr)
    assert calm.state().diary.days == {}


def test_new_place_below_the_knee_leads_to_the_check(run: Run, calm: Home) -> None:
    result = run("log", "--area", "calf-left")

    assert "New places: Left calf." in unwrapped(result.stdout)
    assert "loosen check" in result.stdout


def test_a_flare_that_is_over_is_told(run: Run, calm: Home, clock: Clock) -> None:
    run("log", "--flare")
    clock.go_on(days=1)

    result = run("log", "--flare-over")

    assert result.exit_code == 0
    assert logged(calm, date(2026, 11, 22)).flare_over
