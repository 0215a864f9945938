"""How many minutes of walking a week: never a leap, and after recovery a programme that grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

WALK_BUILD, WALK_CAP = "WALK-BUILD", "WALK-CAP"
_WEEK = timedelta(weeks=1)
_WHOLE = 100


def week_most(days: Sequence[HistoryDay], today: date, library: Library) -> int | None:
    """Return the most minutes of the coming week, or None where too little was told of the last one."""
    values = library.adaptation[WALK_CAP].values
    told = _told(days, today - _WEEK, today)
    if len(told) < values["told_days"]:
        return None
    return sum(told) * _WEEK.days * (_WHOLE + values["percent_most"]) // (len(told) * _WHOLE)


def week_aim(days: Sequence[HistoryDay], well_since: date, today: date, library: Library) -> int:
    """Return the minutes of this week of the programme after recovery.

    It begins with the person's own minutes. Each week adds a share to what was walked in the week before, up to the
    goal; where little was told, and after a sorer morning, the aim of the week before stays. What was walked beyond
    it counts, what was not is no debt, and the aim never falls below where it began or the usual start.
    """
    values = library.adaptation[WALK_BUILD].values
    aim = values["start"]
    own = _told(days, well_since - _WEEK, well_since)
    if len(own) >= values["told_days"]:
        aim = min(max(values["fewest"], sum(own)), values["goal_week_12"])
    least = min(aim, values["start"])
    for week in range(1, (today - well_since) // _WEEK + 1):
        first = well_since + _WEEK * (week - 1)
        goal = values["goal_week_12"] if week < values["from_week"] else values["goal_month_6"]
        aim = max(least, _next(days, first, aim, goal, library))
    return aim


def _next(days: Sequence[HistoryDay], first: date, aim: int, goal: int, library: Library) -> int:
    """Return the aim of the week after one."""
    values = library.adaptation[WALK_BUILD].values
    after = first + _WEEK
    told = _told(days, first, after)
    is_sore = any((day.morning_change or 0) > 0 for day in days if first <= day.date < after)
    if len(told) < values["told_days"] or is_sore:
        return aim
    return min(goal, sum(told) * (_WHOLE + values["percent"]) // _WHOLE)


def _told(days: Sequence[HistoryDay], first: date, after: date) -> list[int]:
    return [day.minutes_walked for day in days if first <= day.date < after and day.minutes_walked is not None]
