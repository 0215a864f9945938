"""A dose in words and in minutes."""

from __future__ import annotations

from loosen.domain.care import Dose, Range

_MINUTE_S = 60


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
