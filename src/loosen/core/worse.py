"""Whether pain became so much worse that the safety check must be run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from loosen.core.lately import most_pain
from loosen.domain.plan import HistoryDay
from loosen.domain.planning import AdaptationRule

_Level = Callable[[HistoryDay], int | None]


def got_worse(
    days: Sequence[HistoryDay],
    seen: Sequence[HistoryDay],
    flare_from: date | None,
    today: date,
    rule: AdaptationRule,
) -> bool:
    """Return whether the pain reported last rose clearly over the days before it.

    The worst of a day is compared with the worst of others, and pain now with pain now, so that a first report of the
    worst is not taken for a rise. A rise over several days counts where it ends above all of them; ups and downs do
    not. What the safety check has seen, and a flare that was told, do not ask for it again.

    Args:
        days: Reported days in order.
        seen: What the last safety check took into account.
        flare_from: The first day of a flare that still runs.
        today: The day of the plan.
        rule: How much, and how many days before count.
    """
    told = [day for day in days if (day.pain_latest, day.pain_worst, day.morning_change) != (None, None, None)]
    if not told or (told[-1].flare and not told[-1].flare_over) or (today - told[-1].date).days > 1:
        return False
    last, rise = told[-1], rule.values["rise"]
    since = last.date - timedelta(days=rule.values["days"])
    if flare_from is not None:
        since = max(since, flare_from)
    before = [day for day in told[:-1] if day.date >= since]
    known = [day for day in seen if day.date >= since]
    levels: tuple[tuple[_Level, _Level], ...] = ((most_pain, lambda day: day.pain_worst), (_now, _now))
    for of_last, of_others in levels:
        level = of_last(last)
        if level is None or _is_known(level, [of_last(day) for day in known], rise):
            continue
        if _rose(level, [value for day in before if (value := of_others(day)) is not None], rise):
            return True
    change = last.morning_change
    return change is not None and change >= rise and all(day.morning_change != change for day in known)


def _rose(level: int, others: Sequence[int], rise: int) -> bool:
    if not others:
        return False
    return level - others[-1] >= rise or (level > max(others) and level - min(others) >= rise)


def _is_known(level: int, seen: Sequence[int | None], rise: int) -> bool:
    return any(value is not None and level - value < rise for value in seen)


def _now(day: HistoryDay) -> int | None:
    return day.pain_latest
