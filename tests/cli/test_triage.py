"""``loosen triage`` and ``loosen facts``: the contracts that outsiders build on."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from loosen.cli.outcome import tell_outcome
from loosen.cli.output import Voice
from loosen.core.facts import read_facts
from loosen.core.triage import triage
from loosen.domain.library import Library
from tests.cli.conftest import Run, real, unwrapped

EMERGENCY = {"facts": {"age": 41, "jaw-locked": True}}


def test_emergency_exits_with_0(run: Run) -> None:
    result = run("triage", "--json", given=json.dumps(EMERGENCY))

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["disposition"] == "emergency"
    assert answer["because"][0]["rule"] == "RF25"
    assert result.stderr == ""


def test_all_clear_is_self_care(run: Run, baseline: dict[str, object]) -> None:
    result = run("triage", "--json", given=json.dumps({"facts": baseline}))

    assert json.loads(result.stdout)["disposition"] == "self-care"


def test_nothing_answered_is_never_self_care(run: Run) -> None:
    result = run("triage", "--json", given="{}")

    answer = json.loads(result.stdout)
    assert answer["disposition"] == "not-enough-answers"
    assert "saddle-numbness" in answer["ask_next"]


def test_request_can_come_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(EMERGENCY), encoding="utf-8")

    from_file = run("triage", "--json", "--file", str(file))
    from_input = run("triage", "--json", "--file", "-", given=json.dumps(EMERGENCY))

    assert json.loads(from_file.stdout) == json.loads(from_input.stdout)


def test_schemas_describe_request_and_answer(run: Run, baseline: dict[str, object]) -> None:
    request = {"facts": {**baseline, "saddle-numbness": "unknown"}, "none_of": ["legs"], "words": "my bum is numb"}
    schemas = json.loads(run("triage", "--schema").stdout)

    answer = json.loads(run("triage", "--json", given=json.dumps(request)).stdout)

    Draft202012Validator(schemas["request"]).validate(request)
    Draft202012Validator(schemas["answer"]).validate(answer)
    assert not Draft202012Validator(schemas["request"]).is_valid({"fcts": {}})


@pytest.mark.parametrize(
    ("given", "kind", "where"),
    [
        ("{bad", "bad-input", "input, line 1, column 2"),
        ("", "bad-input", "input"),
        ("[]", "bad-input", "input"),
        ('{"fcts": {}}', "bad-input", "fcts"),
        ('{"facts": {"age": NaN}}', "bad-input", "input"),
        ('{"facts": {"age": "x"}}', "bad-facts", "facts.age"),
        ('{"facts": {"age": 400}}', "bad-facts", "facts.age"),
        ('{"facts": {"aeg": 40}}', "bad-facts", "facts.aeg"),
        ('{"facts": {"\\ud800": true}}', "bad-facts", "facts.\ud800"),
        ('{"none_of": ["felling"]}', "bad-facts", "none_of"),
        ('{"words": 5}', "bad-input", "words"),
        (b"\xff", "bad-input", "input"),
        ('{"words": "' + "a" * 1_000_000 + '"}', "bad-input", "input"),
        ('{"words": "' + "a" * 5_000 + '"}', "bad-input", "words"),
    ],
)
def test_bad_input_is_an_error_object(run: Run, given: str | bytes, kind: str, where: str) -> None:
    as_json, plain = run("triage", "--json", given=given), run("triage", given=given)

    error = json.loads(as_json.stdout)["error"]
    assert (as_json.exit_code, plain.exit_code) == (2, 2)
    assert {"type", "title", "detail", "where", "allowed"} <= set(error)
    assert (error["type"], error["where"]) == (kind, where)
    assert plain.stdout == ""
    assert plain.stderr
    assert "Traceback" not in plain.stderr


@pytest.mark.parametrize("name", ["missing.json", "", "a\0b"])
def test_file_that_cannot_be_read_is_told(run: Run, tmp_path: Path, name: str) -> None:
    result = run("triage", "--json", "--file", str(tmp_path / name) if "\0" not in name else name)

    assert result.exit_code == 2
    assert "cannot be read" in json.loads(result.stdout)["error"]["title"]


def test_every_wrong_fact_is_listed(run: Run) -> None:
    result = run("triage", given='{"facts": {"aeg": 40, "fever": 3}}')

    assert "facts.aeg: There is no fact 'aeg'.\n  Did you mean 'age'?" in result.stderr
    assert "facts.fever: 3 is not" in result.stderr


def test_message_cannot_steer_the_terminal(run: Run) -> None:
    result = run("triage", given='{"facts": {"\\u001b[2J": true}}')

    assert "\x1b" not in result.stderr


def test_overlay_with_mistakes_exits_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "RF01.toml").write_text("id = 1")

    result = run("triage", "--json", "--overlay", str(tmp_path), given="{}")

    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 3
    assert error["type"] == "knowledge"
    assert error["problems"][0]["file"] == "rules/RF01.toml"


def test_readable_outcome_tells_who_to_call_and_why(run: Run) -> None:
    result = run("triage", given=json.dumps(EMERGENCY))

    told = unwrapped(result.stdout)
    assert told.index("GET EMERGENCY HELP NOW") < told.index("Who to call") < told.index("Why we say this")
    assert all(number in told for number in ("112", "999", "911", "000"))
    assert "Is your jaw stiff or locked? Yes." in told
    assert "rule RF25" in told
    assert "Source: " in told


def test_readable_outcome_tells_what_was_read_in_the_words(run: Run) -> None:
    result = run("triage", given=json.dumps({"words": "My bum is numb."}))

    assert "We read this in your words" in result.stdout
    assert "Counted as: Yes." in result.stdout


def test_thoughts_of_suicide_show_the_crisis_line_of_the_country_first(run: Run, library: Library) -> None:
    result = triage(read_facts({"self-harm-thoughts": True}, library), library)

    @click.command()
    def tell() -> None:
        tell_outcome(Voice(), result, library.countries["GB"], library)

    told = CliRunner().invoke(tell).output
    assert told.index("116 123") < told.index("999")


def test_facts_tell_how_each_is_asked(run: Run, library: Library) -> None:
    result = run("facts", "--json")

    answer = json.loads(result.stdout)
    by_id = {fact["id"]: fact for fact in answer["facts"]}
    assert set(by_id) == set(library.facts)
    assert by_id["saddle-numbness"]["clarifier"] == "saddle-numbness-clarified"
    assert by_id["age"]["type"] == "number"
    assert by_id["fever"]["why_asked"]


def test_facts_fit_their_schema(run: Run) -> None:
    schema = json.loads(run("facts", "--schema").stdout)

    Draft202012Validator(schema).validate(json.loads(run("facts", "--json").stdout))


def test_readable_facts_name_type_and_question(run: Run) -> None:
    result = run("facts")

    assert "age: 0 to 120 years" in result.stdout
    assert "How old are you?" in result.stdout
    assert "saddle-numbness: yes, no or not sure, hard" in result.stdout


def test_real_command_answers_in_json() -> None:
    ended = real("triage", "--json", given=json.dumps(EMERGENCY).encode())

    assert ended.returncode == 0
    assert json.loads(ended.stdout)["disposition"] == "emergency"
    assert ended.stderr == b""


def test_real_command_fails_in_json() -> None:
    ended = real("triage", "--json", given=b"\xff\xfe")

    assert ended.returncode == 2
    assert json.loads(ended.stdout)["error"]["type"] == "bad-input"
    assert ended.stderr == b""
