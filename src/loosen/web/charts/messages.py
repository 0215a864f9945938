"""What each chart says, in words: its text alternative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loosen.core.outcome_words import number_words, weeks_met
from loosen.domain.outcomes import (
    ActivityReport,
    DoneDay,
    Happening,
    HappeningKind,
    PainReport,
    Progress,
    Typical,
    WeekReport,
)


def pain_message(progress: Progress) -> str:
    """Return what the chart of pain says."""
    pain: PainReport = progress.pain
    flares = sum(day.is_flare for day in pain.days)
    told = [progress.headline, *pain.notes]
    first = next((day.typical for day in pain.days if day.typical), None)
    last = next((day.typical for day in reversed(pain.days) if day.typical), None)
    if first and last:
        told.append(f"The typical band goes from {_range(first)} to {_range(last)}.")
    if flares:
        told.append("There was 1 flare." if flares == 1 else f"There were {flares} days of flare.")
    return " ".join(told)


def days_message(weeks: Sequence[WeekReport]) -> str:
    """Return what the chart of days with a session says."""
    return f"Days with a session, week by week: {_listed(week.bout_days for week in weeks)}. {_aims(weeks)}"


def minutes_message(weeks: Sequence[WeekReport]) -> str:
    """Return what the chart of minutes says."""
    walked = _listed(week.walked or 0 for week in weeks)
    bouts = _listed(week.bout_minutes for week in weeks)
    aims = _listed(week.aim_minutes for week in weeks)
    return f"Minutes walked, week by week: {walked}. Minutes in sessions: {bouts}. The aim for both: {aims}."


def activities_message(activities: Sequence[ActivityReport]) -> str:
    """Return what the chart of activities says."""
    return " ".join(_activity(one) for one in activities)


def line_message(done: Sequence[DoneDay], happenings: Sequence[Happening]) -> str:
    """Return what the time line says."""
    days = sum(bool(day.bouts) for day in done)
    counts = {kind: sum(one.kind is kind for one in happenings) for kind in HappeningKind}
    told = [f"Movements were done on {days} of {len(done)} days."]
    for kind, one, more in (
        (HappeningKind.FLARE, "1 day of flare", "days of flare"),
        (HappeningKind.STOP, "1 day with a stop", "days with a stop"),
        (HappeningKind.CHECK, "1 safety check", "safety checks"),
    ):
        if counts[kind]:
            told.append(f"{one}." if counts[kind] == 1 else f"{counts[kind]} {more}.")
    return " ".join(told)


def _activity(one: ActivityReport) -> str:
    before, after = one.change.before, one.change.after
    if before is None or after is None:
        return f"{one.name}: {one.told[-1][1]} of 10."
    return f"{one.name}: from {number_words(before)} to {number_words(after)} of 10."


def _aims(weeks: Sequence[WeekReport]) -> str:
    met, count = weeks_met(weeks)
    return f"The aim was met in {met} of {count} weeks." if met else "Each day counts."


def _range(typical: Typical) -> str:
    return f"{round(typical.low)} to {round(typical.high)}"


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
