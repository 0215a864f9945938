"""The whole loop in the terminal: check, plan, bout, log, and a plan that took it into account."""

from __future__ import annotations

import json

from tests.cli.conftest import ADULT, MINI_CLEAR, Clock, Home, Paced, Run, Talk, unwrapped


def test_what_is_logged_after_a_bout_changes_the_plan_of_the_next_day(
    run: Run, talk: Talk, home: Home, clock: Clock, paced: Paced
) -> None:
    talk(ADULT)
    first = json.loads(run("today", "--json").stdout)
    paced()
    run("go", given=f"{MINI_CLEAR}2\n2\n")
    run("log", "--worst", "3", "--walked", "20")
    clock.go_on(days=1)

    logged = run("log", "--pain", "4")  # 2 before the bout, 4 the morning after: a rise of 2
    second = json.loads(run("today", "--json").stdout)
    told = run("today")

    assert "(rule DAY-UP-2)" in unwrapped(logged.stdout)
    assert "(rule DAY-UP-2)" in unwrapped(told.stdout)
    assert [note["rule"] for note in second["adapted"]] == ["DAY-UP-2"]
    assert (first["adapted"], first["today"], second["today"]) == ([], "2026-11-21", "2026-11-22")
    assert [item["id"] for bout in second["bouts"] for item in bout["items"]] != [
        item["id"] for bout in first["bouts"] for item in bout["items"]
    ] or second["bouts"][0]["seconds"] < first["bouts"][0]["seconds"]


def test_movement_that_was_stopped_is_named_the_next_day(run: Run, calm: Home, clock: Clock, paced: Paced) -> None:
    paced((20.0, "h"))
    run("go", given=f"{MINI_CLEAR}3\n\n7\n3\n3\n")
    clock.go_on(days=1)

    result = run("today")

    assert "(rule STOPPED)" in unwrapped(result.stdout)


def test_the_same_day_is_planned_the_same_twice(run: Run, calm: Home) -> None:
    assert run("today").stdout == run("today").stdout
