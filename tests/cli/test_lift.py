"""`loosen lift`: the contract on standard input and from a file, words for people, errors in one shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run, real, unwrapped

BOX: dict[str, Any] = {
    "tasks": [
        {
            "load": 10,
            "origin": {"horizontal": 40, "vertical": 20},
            "destination": {"horizontal": 35, "vertical": 80},
            "frequency": 1,
            "coupling": "fair",
        }
    ],
    "duration": "short",
}


def asked(run: Run, request: object) -> dict[str, Any]:
    """Return the answer in JSON to a valid call."""
    result = run("lift", "--json", given=json.dumps(request))
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_a_lift_is_read_from_standard_input(run: Run) -> None:
    answer = asked(run, BOX)

    assert answer["rwl"] == pytest.approx(9.59, abs=0.01)
    assert answer["multipliers"]["hm"] == 0.625
    assert answer["refused"] == []
    assert answer["body_model"]["compression_n"] > 0
    assert answer["figure"].startswith("<svg")
    assert answer["words"]


def test_a_lift_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lift.json"
    path.write_text(json.dumps(BOX), encoding="utf-8")

    result = run("lift", "--json", "--file", str(path))

    assert json.loads(result.stdout) == asked(run, BOX)


def test_request_and_answer_fit_their_schemas(run: Run) -> None:
    schemas = json.loads(run("lift", "--schema").stdout)
    calls = [BOX, {**BOX, "circumstances": ["one-hand"]}, {**BOX, "tasks": BOX["tasks"] * 2}]

    answers = [asked(run, call) for call in calls]

    for name, values in (("request", calls), ("answer", answers)):
        jsonschema.Draft202012Validator.check_schema(schemas[name])
        for value in values:
            jsonschema.Draft202012Validator(schemas[name]).validate(value)


def test_a_lift_that_the_method_does_not_cover_is_a_valid_answer(run: Run) -> None:
    answer = asked(run, {**BOX, "circumstances": ["one-hand"]})

    assert answer["refused"] == [{"id": "one-hand", "reason": "The method is only for lifts with both hands."}]
    assert answer["rwl"] is None


def test_the_words_say_first_for_whom_the_limit_is_not(run: Run) -> None:
    said = unwrapped(run("lift", given=json.dumps({**BOX, "back_pain": True})).stdout)

    assert said.startswith("Your back hurts, so this limit does not apply to you.")
    assert "What helps most Hold it close" in said
    assert "limit 9.6 kg" in said


def test_several_tasks_are_told_with_their_composite_index(run: Run) -> None:
    tasks = [{**BOX["tasks"][0], "name": name} for name in ("Crate", "Bag")]

    said = unwrapped(run("lift", given=json.dumps({**BOX, "tasks": tasks})).stdout)

    assert "All 2 tasks together have an index of" in said
    assert "Crate" in said
    assert "Bag" in said


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ('{"tasks": []}', "tasks"),
        ("{}", "tasks"),
        ("[]", "input"),
        ('{"tasks": [{"load": NaN}]}', "input"),
        (json.dumps({**BOX, "duratoin": "short"}), "duratoin"),
        (json.dumps({**BOX, "duration": "for ever"}), "duration"),
        (json.dumps({**BOX, "circumstances": ["one-hnd"]}), "circumstances.0"),
    ],
)
def test_what_cannot_be_used_is_an_error_object_and_exits_with_2(run: Run, given: str, where: str) -> None:
    result = run("lift", "--json", given=given)

    assert result.exit_code == 2
    error = json.loads(result.stdout)["error"]
    assert set(error) >= {"type", "title", "detail", "where", "allowed"}
    assert error["where"] == where


def test_a_misspelt_key_is_met_with_a_guess(run: Run) -> None:
    result = run("lift", given=json.dumps({**BOX, "duratoin": "short"}))

    assert "Did you mean 'duration'?" in result.stderr


def test_the_real_command_answers() -> None:
    done = real("lift", "--json", given=json.dumps(BOX).encode())

    assert done.returncode == 0
    assert json.loads(done.stdout)["band"] == "raised"
