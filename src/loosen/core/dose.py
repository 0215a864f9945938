"""A dose in words and in minutes."""

from __future__ import annotations

from loosen.domain.care import Dose, Range
from loosen.domain.plan import PlanItem

_MINUTE_S = 60
_SECONDS_MOST = _MINUTE_S + _MINUTE_S // 2
"""Up to a minute and a half a time is told in seconds."""


def dose_words(dose: Dose) -> str:
    """Return where a dose starts, as a person reads it."""
    parts: list[str] = []
    sets = dose.sets.start
    if dose.repetitions:
        times = dose.repetitions.start
        parts.append("once" if times == 1 else f"{times:g} times")
    if dose.hold_s and dose.hold_s.start:
        parts.append(f"hold {_seconds(dose.hold_s.start)}")
    if dose.duration_s:
        parts.append(_span(dose.duration_s))
    if dose.distance_m:
        parts.append(f"{dose.distance_m.start:g} metres")
    if dose.load_kg:
        parts.append(f"{dose.load_kg.start:g} kg")
    if dose.spots:
        parts.append(f"{dose.spots.start:g} spots")
    if dose.per_side:
        parts.append("each side")
    words = ", ".join(parts)
    if sets > 1:
        words = f"{sets:g} rounds of: {words}"
    return f"{words[:1].upper()}{words[1:]}. {_often(dose.times_per_day)}"


def planned_words(item: PlanItem) -> str:
    """Return how much of a planned movement is done, as a person reads it."""
    if item.duration_s is None:
        parts = _counted(item.sets, item.repetitions or 1, item.hold_s or 0)
    else:
        rounds = f"{item.sets} rounds of " if item.sets > 1 else ""
        parts = [f"{rounds}{lasting_words(item.duration_s)}"]
    if item.load_kg:
        parts.append(f"{item.load_kg} kg")
    if item.per_side:
        parts.append("each side")
    return ", ".join(parts)


def _counted(sets: int, repetitions: int, hold_s: int) -> list[str]:
    """Return sets, repetitions and hold; what is held once in a set is a hold."""
    if repetitions == 1 and hold_s:
        return [f"{sets} holds of {hold_s} s" if sets > 1 else f"Hold {hold_s} s"]
    times = "Once" if repetitions == 1 else f"{repetitions} times"
    parts = [f"{sets} sets of {repetitions}" if sets > 1 else times]
    return [*parts, f"hold {hold_s} s"] if hold_s else parts


def lasting_words(seconds: int) -> str:
    """Return a time in words: seconds up to 90, then minutes, halves included."""
    if seconds <= _SECONDS_MOST:
        return f"{seconds} seconds"
    halves = round(seconds * 2 / _MINUTE_S)
    return f"{halves // 2}½ minutes" if halves % 2 else f"{halves // 2} minutes"


def minutes_of(dose: Dose) -> float | None:
    """Return about how many minutes one go takes at its start, or None where it cannot be told."""
    sides = 2 if dose.per_side else 1
    if dose.duration_s:
        one = dose.duration_s.start
    elif dose.repetitions:
        hold = dose.hold_s.start if dose.hold_s else 0
        one = dose.repetitions.start * (hold + dose.move_s)
    else:
        return None
    sets = dose.sets.start
    seconds = sets * one * sides * (dose.spots.start if dose.spots else 1) + (sets - 1) * dose.rest_s
    return round(seconds / _MINUTE_S, 1)


def _seconds(seconds: float) -> str:
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"


def _span(duration: Range) -> str:
    if duration.start < _MINUTE_S:
        return _seconds(duration.start)
    start, most = duration.start / _MINUTE_S, duration.most / _MINUTE_S
    if start == most:
        return "1 minute" if start == 1 else f"{start:g} minutes"
    return f"{start:g} to {most:g} minutes"


def _often(times: Range) -> str:
    if times.start == times.most:
        return "Once a day." if times.start == 1 else f"{times.start:g} times a day."
    return f"{times.start:g} to {times.most:g} times a day."
