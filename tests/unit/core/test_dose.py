"""A dose in words a person can follow, and in minutes."""

from __future__ import annotations

import pytest

from loosen.core.dose import dose_words, minutes_of, planned_words
from loosen.domain.care import Dose
from loosen.domain.plan import PlanItem

DAILY = {"times_per_day": {"start": 1, "most": 1}, "days_per_week": {"start": 7, "most": 7}}

PLANNED = {
    "id": "bridge-lying", "movement": "bridge", "kind": "movement", "name": "Bridge", "detail": "Lying", "sets": 1,
    "repetitions": 8, "hold_s": None, "duration_s": None, "per_side": False, "seconds": 60, "position": "lying-back",
    "because": "It helps.", "cautions": (), "grade": "D", "grade_words": "Opinion, not tested", "source": (),
}  # fmt: skip


def dose(**over: object) -> Dose:
    return Dose.model_validate({**DAILY, **over})


def span(start: float, most: float | None = None) -> dict[str, float]:
    return {"start": start, "most": start if most is None else most}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (dose(repetitions=span(5)), "5 times. Once a day."),
        (dose(repetitions=span(1)), "Once. Once a day."),
        (dose(repetitions=span(5), hold_s=span(3)), "5 times, hold 3 seconds. Once a day."),
        (dose(repetitions=span(5), hold_s=span(1)), "5 times, hold 1 second. Once a day."),
        (dose(repetitions=span(5), per_side=True), "5 times, each side. Once a day."),
        (dose(repetitions=span(5), sets=span(2)), "2 rounds of: 5 times. Once a day."),
        (dose(duration_s=span(60)), "1 minute. Once a day."),
        (dose(duration_s=span(120, 300)), "2 to 5 minutes. Once a day."),
        (dose(duration_s=span(45)), "45 seconds. Once a day."),
        (dose(distance_m=span(10), load_kg=span(2)), "10 metres, 2 kg. Once a day."),
        (dose(repetitions=span(5), times_per_day=span(2, 4)), "5 times. 2 to 4 times a day."),
        (dose(repetitions=span(5), times_per_day=span(3)), "5 times. 3 times a day."),
    ],
)
def test_a_dose_is_told_in_words(given: Dose, words: str) -> None:
    assert dose_words(given) == words


@pytest.mark.parametrize(
    ("given", "minutes"),
    [
        (dose(duration_s=span(300)), 5.0),
        (dose(repetitions=span(10), hold_s=span(4), move_s=2), 1.0),  # 10 * (4 + 2) s
        (dose(repetitions=span(10), hold_s=span(4), move_s=2, per_side=True), 2.0),
        (dose(repetitions=span(5), move_s=6, sets=span(2), rest_s=60), 2.0),  # 2 * 5 * 6 s + 60 s
        (dose(duration_s=span(30), spots=span(4)), 2.0),
        (dose(distance_m=span(10)), None),
    ],
)
def test_a_dose_is_told_in_minutes(given: Dose, minutes: float | None) -> None:
    assert minutes_of(given) == minutes


def test_a_dose_must_say_how_much() -> None:
    with pytest.raises(ValueError, match="needs repetitions, duration_s or distance_m"):
        dose()


def test_a_range_cannot_fall() -> None:
    with pytest.raises(ValueError, match=r"most \(3\) is below start \(5\)"):
        dose(repetitions=span(5, 3))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({}, "8 times"),
        ({"sets": 2}, "2 sets of 8"),
        ({"repetitions": 5, "hold_s": 3, "per_side": True}, "5 times, hold 3 s, each side"),
        ({"sets": 3, "repetitions": 1, "hold_s": 10, "per_side": True}, "3 holds of 10 s, each side"),
        ({"repetitions": 1, "hold_s": 30}, "Hold 30 s"),
        ({"repetitions": 1}, "Once"),
        ({"sets": 2, "load_kg": 5}, "2 sets of 8, 5 kg"),
        ({"repetitions": None, "duration_s": 180}, "3 minutes"),
        ({"repetitions": None, "duration_s": 30, "sets": 2}, "2 rounds of 30 seconds"),
        ({"repetitions": None, "duration_s": 150}, "2½ minutes"),
    ],
)
def test_a_planned_dose_reads_as_people_speak(over: dict[str, object], words: str) -> None:
    planned = PlanItem.model_validate({**PLANNED, **over})

    assert planned_words(planned) == words
