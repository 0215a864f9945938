"""``loosen load``: a posture in, what holds the body and what the low back carries out."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run

WEIGHT_N = 70 * 9.81


def loaded(run: Run, **request: Any) -> dict[str, Any]:
    result = run("load", "--json", given=json.dumps(request))
    assert result.exit_code == 0, result.stdout
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refused(run: Run, **request: Any) -> dict[str, Any]:
    result = run("load", "--json", given=json.dumps(request))
    assert result.exit_code == 2
    error: dict[str, Any] = json.loads(result.stdout)["error"]
    assert set(error) >= {"type", "title", "detail", "where", "allowed"}
    return error


def test_what_holds_a_standing_man_adds_up_to_his_weight(run: Run) -> None:
    answer = loaded(run, posture="standing")

    assert sum(contact["force_n"][2] for contact in answer["contacts"]) == pytest.approx(WEIGHT_N, abs=0.1)
    assert answer["residual"] < 0.1
    assert {disc["level"] for disc in answer["discs"]} == {"L4/5", "L5/S1"}


def test_the_load_in_the_hands_stands_on_the_floor_too(run: Run) -> None:
    answer = loaded(run, posture="lift-squat", hands_kg=20)

    assert sum(contact["force_n"][2] for contact in answer["contacts"]) == pytest.approx(90 * 9.81, abs=0.2)
    assert answer["hands_kg"] == 20


def test_a_posture_never_seen_before_gives_an_answer(run: Run) -> None:
    document = {
        "base": "standing",
        "joints": {"lumbar": {"flex": 15}, "hips": {"flex": 20}},
        "on": {"floor": ["feet"]},
        "balance": "feet",
    }

    bent, upright = loaded(run, posture=document), loaded(run, posture="standing")

    assert bent["compression_n"] > upright["compression_n"]


def test_a_document_may_build_on_a_shipped_posture(run: Run) -> None:
    heavier = loaded(run, posture={"like": "lift-stoop", "id": "heavier", "load": {"kg": 20}})

    assert heavier["compression_n"] > loaded(run, posture="lift-stoop")["compression_n"]


def test_a_heavier_person_carries_more(run: Run) -> None:
    light, heavy = (
        loaded(run, posture="standing", person={"mass_kg": mass, "stature_m": 1.75, "sex": "female"})["compression_n"]
        for mass in (55, 75)
    )

    assert heavy > light


def test_the_answer_fits_its_schema(run: Run) -> None:
    schemas = json.loads(run("load", "--schema").stdout)

    jsonschema.validate(loaded(run, posture="sitting-upright"), schemas["answer"])
    jsonschema.validate({"posture": "standing"}, schemas["request"])
    assert "on" in schemas["posture"]["properties"]


@pytest.mark.parametrize(
    ("request_", "kind", "where"),
    [
        ({"posture": "flying"}, "not-found", "posture"),
        ({"posture": {"base": "standing", "on": {"floor": ["feets"]}}}, "bad-pose", "on.floor"),
        ({"posture": {"base": "standing", "on": {"cloud": ["feet"]}}}, "bad-pose", "on.cloud"),
        ({"posture": {"base": "standing", "joints": {"knees": 400}, "on": {"floor": ["feet"]}}}, "bad-pose", "knees"),
        ({"posture": "standing", "person": {"mass_kg": -4}}, "bad-input", "person.mass_kg"),
        ({"posture": "standing", "hands_kg": -1}, "bad-input", "hands_kg"),
        ({"posture": "standing", "key": "jump"}, "not-found", "key"),
        ({"posture": {"base": "standing"}}, "bad-pose", "balance"),
    ],
)
def test_what_cannot_be_is_refused_by_name(run: Run, request_: dict[str, Any], kind: str, where: str) -> None:
    error = refused(run, **request_)

    assert error["type"] == kind
    assert where in error["where"]
    assert error["detail"] or error["allowed"]


def test_not_a_number_is_refused(run: Run) -> None:
    result = run("load", "--json", given='{"posture": "standing", "hands_kg": NaN}')

    assert result.exit_code == 2
    assert "NaN" in json.loads(result.stdout)["error"]["title"]


def test_what_topples_says_which_force_is_missing(run: Run) -> None:
    leaning = {"base": "standing", "pelvis": {"tilt": 40}, "slopes": {"left leg": 60, "right leg": 60}}

    error = refused(run, posture={**leaning, "on": {"floor": ["feet"]}})

    assert "would have to come from nowhere" in error["title"]


def test_people_read_the_band_before_any_number(run: Run) -> None:
    told = run("load", "lying-back").stdout

    assert told.index("like lying") < told.index(" N")
    assert "not a limit" in told
