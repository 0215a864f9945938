"""Reported days as they may be used: in order, none in the future, none twice, with movements that are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from loosen.errors import FactProblem, FactsError


def checked_days(history: Sequence[HistoryDay], library: Library, today: date) -> list[HistoryDay]:
    """Return reported days in order.

    Raises:
        FactsError: Days in the future, a day that stands twice, or unknown movements; all are listed.
    """
    problems = []
    seen: set[date] = set()
    for index, day in enumerate(history):
        where = f"history.{index}"
        if day.date > today:
            what = f"{day.date} is after today ({today})."
            problems.append(FactProblem(f"{where}.date", what, "Leave it out, or mend the date."))
        if day.date in seen:
            problems.append(FactProblem(f"{where}.date", f"{day.date} stands twice.", "Merge the two entries."))
        seen.add(day.date)
        for name in (*day.done, *day.stopped):
            if name not in library.variants and name not in library.movements:
                what = f"There is no movement {name!r}."
                problems.append(FactProblem(f"{where}.done", what, "Use the ids of the plan."))
    if problems:
        raise FactsError(problems)
    return sorted(history, key=lambda day: day.date)
