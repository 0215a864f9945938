"""``loosen plan``: the contract that programs build on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loosen.domain.library import Library
from tests.cli.conftest import Run, calm_answers, real, unwrapped

TODAY = "2026-11-21"


@pytest.fixture
def facts(library: Library) -> dict[str, object]:
    return calm_answers(library)


def planned(run: Run, **request: Any) -> dict[str, Any]:
    result = run("plan", "--json", given=json.dumps(request))
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def day(number: int, **reported: object) -> dict[str, object]:
    return {"date": f"2026-11-{number:02}", **reported}


def test_plan_has_bouts_day_and_reasons(run: Run, facts: dict[str, object]) -> None:
    answer = planned(run, facts=facts, today=TODAY)

    (bout,) = answer["bouts"]
    assert answer["withheld"] is None
    assert all(item["because"] and item["grade"] for item in bout["items"])
    assert answer["day"]["walking"]["minutes"] > 0
    assert all(item["because"] for item in answer["left_out"])
    assert answer["now"]["items"]


def test_minutes_are_kept_by_the_clock(run: Run, facts: dict[str, object]) -> None:
    answer = planned(run, facts=facts, person={"minutes": 5}, today=TODAY)

    assert answer["bouts"][0]["seconds"] <= 300  # 5 * 60 s


def test_emergency_withholds_the_plan_and_exits_with_0(run: Run, facts: dict[str, object]) -> None:
    answer = planned(run, facts={**facts, "saddle-numbness": True}, today=TODAY)

    assert answer["withheld"]
    assert (answer["disposition"], answer["bouts"], answer["day"]) == ("emergency", [], None)


def test_no_answers_withhold_the_plan(run: Run) -> None:
    answer = planned(run)

    assert (answer["disposition"], answer["bouts"]) == ("not-enough-answers", [])
    assert answer["withheld"]


def test_a_long_time_off_asks_for_a_check_and_one_since_then_brings_the_plan_back(
    run: Run, facts: dict[str, object]
) -> None:
    history = [{"date": "2026-11-01", "done": ["pelvic-tilt"]}]

    before = planned(run, facts=facts, history=history, today=TODAY)
    after = planned(run, facts=facts, history=history, today=TODAY, checked_on=TODAY)

    assert (before["rescreen"], before["bouts"]) == (True, [])
    assert (after["withheld"], [note["rule"] for note in after["adapted"]]) == (None, ["MISSED-LONG"])
    assert after["bouts"]


def test_a_check_of_15_days_ago_withholds_the_plan(run: Run, facts: dict[str, object]) -> None:
    answer = planned(run, facts=facts, today=TODAY, checked_on="2026-11-06")

    assert (answer["rescreen"], answer["adapted"][0]["rule"]) == (True, "RESCREEN-DUE")


@pytest.mark.parametrize("wish", ["limits", "dislikes"])
def test_a_misspelt_limit_is_told_and_not_taken_for_none(wish: str, run: Run, facts: dict[str, object]) -> None:
    call = {"facts": facts, "today": TODAY, "person": {wish: ["bridgge"]}}

    result = run("plan", "--json", given=json.dumps(call))

    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 2
    assert error["where"] == f"person.{wish}.0"
    assert "Did you mean 'bridge'?" in error["detail"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_out_of_all_reach_is_refused_in_words(day: str, run: Run, facts: dict[str, object]) -> None:
    result = run("plan", "--json", given=json.dumps({"facts": facts, "today": day}))

    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["where"] == "today"


def test_a_check_that_has_not_been_is_refused(run: Run, facts: dict[str, object]) -> None:
    result = run("plan", "--json", given=json.dumps({"facts": facts, "today": TODAY, "checked_on": "2026-11-22"}))

    assert result.exit_code != 0
    assert json.loads(result.stdout)["error"]["where"] == "checked_on"


def test_today_is_the_day_of_this_machine_when_it_is_left_out(run: Run, facts: dict[str, object]) -> None:
    before = datetime.now(UTC).astimezone().date()

    answer = planned(run, facts=facts)

    assert answer["today"] in {str(before), str(before + timedelta(days=1))}  # at midnight


def test_history_out_of_order_gives_the_same_plan(run: Run, facts: dict[str, object]) -> None:
    days = [day(18, pain_now=3, done=["pelvic-tilt-standing"]), day(19, pain_now=6, morning_change=3), day(20)]

    forwards = planned(run, facts=facts, history=days, today=TODAY)
    backwards = planned(run, facts=facts, history=days[::-1], today=TODAY)

    assert forwards == backwards


def test_history_changes_the_plan_and_says_its_rule(run: Run, facts: dict[str, object]) -> None:
    days = [day(20, pain_now=2, done=["pelvic-tilt-standing"]), day(21, pain_now=4, morning_change=2)]

    answer = planned(run, facts=facts, history=days, today=TODAY)

    assert {note["rule"] for note in answer["adapted"]} == {"DAY-UP-2"}


def test_a_day_for_relief_says_only_what_made_it_one(run: Run, facts: dict[str, object]) -> None:
    days = [day(20, pain_now=3, done=["pelvic-tilt-standing"]), day(21, pain_now=5, morning_change=2)]

    answer = planned(run, facts=facts, history=days, today=TODAY)

    assert [note["rule"] for note in answer["adapted"]] == ["START-SORE"]


@pytest.mark.parametrize(
    ("given", "kind", "where"),
    [
        ("", "bad-input", "input"),
        ("{bad", "bad-input", "input, line 1, column 2"),
        ("[]", "bad-input", "input"),
        ('{"hstory": []}', "bad-input", "hstory"),
        ('{"person": {"minutes": 500}}', "bad-input", "person.minutes"),
        ('{"person": {"minuts": 5}}', "bad-input", "person.minuts"),
        ('{"today": "tomorrow"}', "bad-input", "today"),
        ('{"today": null}', "bad-input", "today"),
        ('{"history": [{"pain_now": 3}]}', "bad-input", "history.0.date"),
        ('{"history": [{"date": "2026-11-20", "pain_now": 11}]}', "bad-input", "history.0.pain_now"),
        ('{"facts": {"age": "x"}}', "bad-facts", "facts.age"),
        ('{"today": "2026-11-21", "history": [{"date": "2026-11-22"}]}', "bad-facts", "history.0.date"),
        (
            '{"today": "2026-11-21", "history": [{"date": "2026-11-20"}, {"date": "2026-11-20"}]}',
            "bad-facts",
            "history.1.date",
        ),
        (
            '{"today": "2026-11-21", "history": [{"date": "2026-11-20", "done": ["flying"]}]}',
            "bad-facts",
            "history.0.done",
        ),
        (b"\xff", "bad-input", "input"),
    ],
)
def test_bad_input_is_an_error_object(run: Run, given: str | bytes, kind: str, where: str) -> None:
    as_json, plain = run("plan", "--json", given=given), run("plan", given=given)

    error = json.loads(as_json.stdout)["error"]
    assert (as_json.exit_code, plain.exit_code) == (2, 2)
    assert {"type", "title", "detail", "where", "allowed"} <= set(error)
    assert (error["type"], error["where"]) == (kind, where)
    assert plain.stdout == ""
    assert plain.stderr
    assert "Traceback" not in plain.stderr


def test_every_mistake_of_a_history_is_listed(run: Run) -> None:
    history = [day(25), day(26), day(20, done=["flying"])]

    result = run("plan", given=json.dumps({"today": TODAY, "history": history}))

    assert all(f"history.{number}" in result.stderr for number in (0, 1, 2))


def test_misspelt_key_inside_is_guessed(run: Run) -> None:
    given = {"person": {"minuts": 5}, "history": [{"date": TODAY, "pain_nw": 3}]}

    error = json.loads(run("plan", "--json", given=json.dumps(given)).stdout)["error"]

    assert [problem["where"] for problem in error["problems"]] == ["person.minuts", "history.0.pain_nw"]
    assert "Did you mean 'minutes'?" in error["problems"][0]["detail"]
    assert "Did you mean 'pain_now'?" in error["problems"][1]["detail"]


def test_schemas_describe_request_and_answer(run: Run, facts: dict[str, object]) -> None:
    request = {"facts": facts, "person": {"minutes": 10}, "history": [day(20, pain_now=3)]}
    schemas = json.loads(run("plan", "--schema").stdout)

    answer = planned(run, **request)

    Draft202012Validator(schemas["request"]).validate(request)
    Draft202012Validator(schemas["answer"]).validate(answer)
    assert not Draft202012Validator(schemas["request"]).is_valid({"fcts": {}})


def test_readable_plan_tells_bout_day_and_first_steps(run: Run, facts: dict[str, object]) -> None:
    result = run("plan", "--why", "--left-out", given=json.dumps({"facts": facts, "today": TODAY}))

    told = unwrapped(result.stdout)
    order = ["Plan for Saturday 2026-11-21", "min by the clock", "Through the day", "Left out:", "What to do now"]
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)
    assert "Why: " in told
    assert "How sure: " in told
    assert "Source: " in told


def test_readable_plan_says_why_there_is_none(run: Run, facts: dict[str, object]) -> None:
    result = run("plan", given=json.dumps({"facts": {**facts, "blood-in-urine": True}, "today": TODAY}))

    assert result.exit_code == 0
    assert "Get medical help today" in result.stdout
    assert "Through the day" not in result.stdout


def test_real_command_plans_the_same_every_time(facts: dict[str, object]) -> None:
    request = json.dumps({"facts": facts, "today": TODAY}).encode()

    one, other = (real("plan", "--json", given=request, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert one.returncode == 0
    assert one.stderr == b""
    assert one.stdout == other.stdout
