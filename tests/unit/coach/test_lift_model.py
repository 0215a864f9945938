"""The body model's own answer for a lift."""

from __future__ import annotations

from typing import Any

import pytest

from loosen.coach.lift_model import model_lift
from loosen.coach.requests import read_request
from loosen.domain.lifting import BodyAnswer, LiftRequest
from loosen.knowledge.lifting import load_lifting


def answer(**task: Any) -> BodyAnswer:
    job = {"tasks": [{"load": 10, "origin": {"horizontal": 35, "vertical": 70}, "travel": 30, **task}]}
    return model_lift(read_request(job, LiftRequest), load_lifting())


def compression(**task: Any) -> float:
    load = answer(**task).load
    assert load is not None
    return float(load["compression_n"])


def test_a_load_that_is_farther_away_weighs_more_on_the_back() -> None:
    near, far = (compression(origin={"horizontal": reach, "vertical": 70}) for reach in (30, 50))

    assert far > near


def test_a_heavier_load_weighs_more_on_the_back() -> None:
    assert compression(load=20) > compression(load=5)


def test_the_heavier_end_is_the_one_that_is_drawn() -> None:
    found = answer(destination={"horizontal": 30, "vertical": 100}, origin={"horizontal": 45, "vertical": 20})

    assert found.load is not None
    assert found.load["place"] == "origin"
    assert found.figure is not None
    assert found.figure.startswith("<svg")


def test_pounds_and_inches_give_the_same_lift() -> None:
    metric = compression(load=10, origin={"horizontal": 38.1, "vertical": 76.2})
    job = {"units": "us", "tasks": [{"load": 22.0462, "origin": {"horizontal": 15, "vertical": 30}, "travel": 10}]}

    load = model_lift(read_request(job, LiftRequest), load_lifting()).load

    assert load is not None
    assert load["compression_n"] == pytest.approx(metric, rel=0.001)


def test_a_reach_that_nobody_has_is_told_and_not_drawn() -> None:
    found = answer(load=60, origin={"horizontal": 63, "vertical": 5})

    assert found.load is None
    assert found.figure is None
    assert found.note.startswith("The lift cannot be drawn as measured.")
