"""``loosen today``: the owner's plan, or why there is none and what to do."""

from __future__ import annotations

import json
from pathlib import Path

from loosen.coach import Daily
from loosen.domain.library import Library
from tests.cli.conftest import NOON, Clock, Home, Run, calm_answers, unwrapped


def test_without_a_check_the_check_comes_first(run: Run, home: Home) -> None:
    result = run("today")

    assert result.exit_code == 0
    assert "You have not done the safety check yet." in result.stdout
    assert "loosen check" in result.stdout
    assert "112" in result.stdout


def test_plan_shows_bout_with_times_and_the_day(run: Run, calm: Home) -> None:
    result = run("today")

    told = unwrapped(result.stdout)
    assert "Plan for Saturday 2026-11-21" in told
    assert "min by the clock, 3 times today" in told
    assert all(words in told for words in ("Walking: ", "Breaks: ", "Work: ", "Sleep: "))
    assert "Begin: loosen go." in told
    assert "Why: " not in told
    assert "Left out" not in told


def test_reasons_and_what_is_left_out_are_told_on_request(run: Run, calm: Home) -> None:
    why, left_out = run("today", "--why"), run("today", "--left-out")

    assert "How sure: Weak evidence (C)." in unwrapped(why.stdout)
    assert "Wall sit: " in left_out.stdout


def test_json_is_the_plan(run: Run, calm: Home) -> None:
    result = run("today", "--json")

    plan = json.loads(result.stdout)
    assert (plan["withheld"], plan["today"]) == (None, "2026-11-21")
    assert plan["bouts"][0]["items"]


def test_unfinished_check_is_told(run: Run, home: Home) -> None:
    with home.opened() as (coach, person):
        coach.answer(person, {"saddle-numbness": False})

    result = run("today")

    assert "Your safety check is not finished." in result.stdout


def test_emergency_in_an_unfinished_check_is_told_first(run: Run, home: Home) -> None:
    with home.opened() as (coach, person):
        coach.set_country(person, "GB")
        coach.answer(person, {"chest-pressure": True})

    result = run("today")

    assert result.exit_code == 0
    assert result.stdout.index("GET EMERGENCY HELP NOW") < result.stdout.index("999")
    assert "Plan for" not in result.stdout


def test_same_day_help_withholds_the_plan(run: Run, home: Home, library: Library) -> None:
    home.check(calm_answers(library, blood_in_urine=True))

    plain, as_json = run("today"), run("today", "--json")

    assert "Get medical help today" in plain.stdout
    assert "Through the day" not in plain.stdout
    assert (plain.exit_code, as_json.exit_code) == (0, 0)
    assert json.loads(as_json.stdout)["bouts"] == []


def test_old_check_is_run_again(run: Run, calm: Home, clock: Clock) -> None:
    clock.go_on(days=15)

    result = run("today")

    assert "Your safety check is 2 weeks old" in unwrapped(result.stdout)
    assert "Run it again: loosen check" in result.stdout


def test_plan_waits_for_the_notice(run: Run, home: Home, library: Library) -> None:
    with home.opened() as (coach, person):
        coach.begin_check(person)
        coach.answer(person, calm_answers(library))

    plain, as_json = run("today"), run("today", "--json")

    plan = json.loads(as_json.stdout)
    assert "The safety notice is not confirmed yet." in plain.stdout
    assert "Through the day" not in plain.stdout
    assert (plan["withheld"], plan["bouts"], plan["now"]) == ("The safety notice is not confirmed yet.", [], None)


def test_clear_worsening_asks_for_the_check_until_it_is_done(
    run: Run, calm: Home, clock: Clock, library: Library
) -> None:
    with calm.opened() as (coach, person):
        Daily(coach).log_day(person, {"pain_worst": 3}, day=NOON.date())
    clock.go_on(days=1)
    run("log", "--worst", "7")

    worse = run("today")
    calm.check(calm_answers(library))
    after = run("today")

    assert "It got clearly worse" in unwrapped(worse.stdout)
    assert "loosen check --new" in worse.stdout
    assert "Begin: loosen go." in after.stdout


def test_long_gap_asks_for_the_check_and_restarts_lower_after_it(
    run: Run, calm: Home, clock: Clock, library: Library
) -> None:
    run("go", "--no-wait", given="n\nn\nn\nn\n3\n" + "y\n" * 9)
    clock.go_on(days=17)
    calm.check(calm_answers(library))

    result = run("today")

    assert "(rule MISSED-LONG)" in unwrapped(result.stdout)
    assert "Begin: loosen go." in result.stdout


def test_plan_of_someone_whom_a_clinician_cleared_outlasts_the_pain_of_the_day(
    run: Run, home: Home, library: Library
) -> None:
    with home.opened() as (coach, person):
        coach.begin_check(person)
        coach.answer(person, calm_answers(library, blood_in_urine=True))
        coach.clear_by_clinician(person)
        coach.confirm_notice(person)

    run("log", "--pain", "2")
    result = run("today")

    assert "Begin: loosen go." in result.stdout


def test_pain_of_another_day_is_not_the_pain_now(run: Run, calm: Home) -> None:
    run("log", "--pain", "9", "--day", "2026-11-19")

    assert calm.state().facts["pain-now"] == 3


def test_journal_that_cannot_be_read_exits_with_4_and_shows_whom_to_call(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").write_bytes(b"no database at all, only words" * 50)

    plain, as_json = run("today"), run("today", "--json")

    assert (plain.exit_code, as_json.exit_code) == (4, 4)
    assert "Emergency numbers" in plain.stdout
    assert json.loads(as_json.stdout)["error"]["type"] == "journal"


def test_damaged_key_exits_with_4(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "owner.key").write_text("half")

    result = run("today")

    assert result.exit_code == 4
    assert "The owner's key is damaged." in result.stderr
