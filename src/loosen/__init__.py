"""Loosen: a private coach for back-muscle spasm.

The functions here take and return the records of the JSON contracts. They store nothing and know no clock::

    import loosen

    loosen.triage({"age": 41, "saddle-numbness": True}).disposition
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loosen.domain.contracts import FactsAnswer, TriageAnswer
    from loosen.domain.library import Library
    from loosen.domain.lifting import LiftAnswer
    from loosen.domain.plan import HistoryDay, Person, Plan

__version__ = "0.1.0"
__all__ = ["__version__", "facts", "lift", "plan", "triage"]

RawFact = bool | int | float | str
"""An answer: true, false, "unknown", a number, a choice id or an ISO date."""


def facts(library: Library | None = None) -> FactsAnswer:
    """Return every fact that can be answered: how it is asked, of which type, on which screen, and why."""
    from loosen.coach import list_facts

    return list_facts(library or _built_in())


def triage(
    answers: Mapping[str, RawFact],
    *,
    none_of: Iterable[str] = (),
    words: str | None = None,
    library: Library | None = None,
) -> TriageAnswer:
    """Return how soon help is needed, and why.

    Args:
        answers: Answers by fact id; see `facts`.
        none_of: Screens of which nothing applies; an answer wins over it.
        words: Free text, read for danger signs.
        library: The knowledge; the built-in one if not given.

    Raises:
        FactsError: Answers or screens that cannot be used; all are listed.
    """
    from loosen.coach import triage_request
    from loosen.coach.requests import read_request
    from loosen.domain.contracts import TriageRequest

    raw = {"facts": dict(answers), "none_of": list(none_of), "words": words}
    return triage_request(read_request(raw, TriageRequest), library or _built_in())


def plan(
    answers: Mapping[str, RawFact],
    *,
    today: date,
    person: Person | None = None,
    history: Sequence[HistoryDay] = (),
    none_of: Iterable[str] = (),
    checked_on: date | None = None,
    library: Library | None = None,
) -> Plan:
    """Return the plan of a day, or why there is none.

    Args:
        answers: Answers by fact id, as of ``today``.
        today: The day to plan.
        person: Minutes, room, goals, dislikes and a clinician's limits.
        history: Reported days, in any order.
        none_of: Screens of which nothing applies; an answer wins over it.
        checked_on: The day of the safety check that gave the answers; it takes the history up to then into account.
        library: The knowledge; the built-in one if not given.

    Raises:
        FactsError: Answers, screens or history that cannot be used; all are listed.
    """
    from loosen.coach import plan_request
    from loosen.domain.plan import Person, PlanRequest

    request = PlanRequest(
        facts=dict(answers),
        none_of=tuple(none_of),
        person=person or Person(),
        history=tuple(history),
        today=today,
        checked_on=checked_on,
    )
    return plan_request(request, library or _built_in())


def lift(request: Mapping[str, object]) -> LiftAnswer:
    """Return the limit of a lift for healthy workers, what would change it most, and the wear of a day.

    Args:
        request: The call of the contract, as `loosen lift` reads it: units, tasks, duration or work, circumstances.

    Raises:
        FactsError: Measures that cannot be used or that contradict each other; all are listed.
    """
    from loosen.coach.lifting import answer_lift
    from loosen.coach.requests import read_request
    from loosen.domain.lifting import LiftRequest

    return answer_lift(read_request(request, LiftRequest))


def _built_in() -> Library:
    from loosen.knowledge import load_library

    return load_library()
