"""The plan of a day: hard filters, then the exact optimum of a bout, with a reason for every movement in or out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from loosen.core.adaptation import Adaptation, Checked, adapt
from loosen.core.day import programme_of
from loosen.core.facts import Facts
from loosen.core.lately import with_pain_of
from loosen.core.one_day import DayPlanner, MadeBout, MadePlan
from loosen.core.prevention import as_well, is_well
from loosen.core.recovery import first_well_day
from loosen.core.reviews import LookBack, look_back, origin_of
from loosen.core.situation import Situation, situation_of
from loosen.core.triage import triage
from loosen.core.yellow import Reviewed
from loosen.domain.basics import Disposition
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay, Person, Plan
from loosen.domain.results import PlanState, TriageResult

__all__ = ["MadeBout", "MadePlan", "changes_for", "plan_for"]
_PAIN_NOW = "pain-now"


def plan_for(
    facts: Facts,
    library: Library,
    *,
    person: Person,
    history: tuple[HistoryDay, ...],
    today: date,
    allowed: PlanState | None = None,
    is_stale: bool = False,
    checked: Checked | None = None,
    reviews: Sequence[Reviewed] = (),
) -> MadePlan:
    """Return the plan of a day.

    Args:
        facts: Checked answers, as of today.
        library: The knowledge.
        person: Minutes, room, goals, dislikes and a clinician's limits.
        history: Reported days, in any order.
        today: The day to plan.
        allowed: How much of a plan there may be, where a clinician's word changes what triage says.
        is_stale: Whether the safety check is so old that it must be run again first.
        checked: When it was run last, and what had been reported by then.
        reviews: What was answered on review days.

    Returns:
        The plan; withheld, with the reason, when the outcome of triage does not allow one.

    Raises:
        FactsError: The history cannot be used; all problems are listed.
    """
    facts = with_pain_of(today, facts, history)
    result = triage(facts, library)
    state = allowed if allowed is not None else result.plan
    adaptation = changes_for(facts, library, history, today, checked, reviews)
    if is_stale:
        rule = library.adaptation["RESCREEN-DUE"]
        adaptation = replace(adaptation, rescreen=True, said=(Adapted(rule=rule.id, says=rule.says.en),))
    if adaptation.well_since is not None:
        facts = as_well(facts)
    situation = situation_of(facts, library)
    if state is PlanState.WITHHELD or adaptation.rescreen:
        return MadePlan(_withheld(result, state, adaptation, situation, library, today), {})
    ahead = _ahead(facts, library, adaptation, result, today, history, reviews)
    return DayPlanner(facts, library, person, today, state, adaptation, result, situation, ahead).plan()


def changes_for(
    facts: Facts,
    library: Library,
    history: Sequence[HistoryDay],
    today: date,
    checked: Checked | None,
    reviews: Sequence[Reviewed],
) -> Adaptation:
    """Return what the days, the reviews and the answers of the check change."""
    pain = facts.get(_PAIN_NOW)
    checked_on = checked.on if checked is not None else None
    return adapt(
        history,
        library,
        today,
        int(pain) if isinstance(pain, int | float) else None,
        checked,
        reviews=(Reviewed(checked_on or date.min, facts), *reviews),
        well_from=first_well_day(history, checked_on, today, library) if is_well(facts) else None,
    )


def _ahead(
    facts: Facts,
    library: Library,
    adaptation: Adaptation,
    result: TriageResult,
    today: date,
    history: Sequence[HistoryDay],
    reviews: Sequence[Reviewed],
) -> LookBack:
    """Return when to look back; without an outcome there is nothing to look back on, and in a flare it is no time."""
    if result.disposition is Disposition.NOT_ENOUGH_ANSWERS:
        return LookBack()
    back = look_back(
        programme_of(facts, library),
        origin_of(facts, today, adaptation.well_since),
        today,
        history,
        [review.on for review in reviews],
        library,
        is_careful=adaptation.careful_since is not None,
    )
    return replace(back, reminders=()) if adaptation.in_flare else back


def _withheld(
    result: TriageResult,
    state: PlanState,
    adaptation: Adaptation,
    situation: Situation,
    library: Library,
    today: date,
) -> Plan:
    """Return a plan that says why there is none; the words of an urgent outcome come before everything."""
    urgent = state is PlanState.WITHHELD and result.disposition in {Disposition.EMERGENCY, Disposition.SAME_DAY}
    why = "Please go through the safety check again first." if adaptation.rescreen else ""
    if urgent or not adaptation.rescreen:
        why = f"{result.title}. {result.meaning} {why}".rstrip()
    return Plan(
        withheld=why,
        rescreen=adaptation.rescreen,
        today=today,
        stage=situation.stage.value,
        disposition=result.disposition.value,
        now=None,
        bouts=(),
        day=None,
        adapted=tuple(
            note for note in adaptation.said if note.rule.startswith(("RESCREEN", "RECUR", "NEW-PAIN", "MISSED"))
        ),
        nothing_fits=None,
        left_out=(),
        review_on=None,
        knowledge_version=library.version,
    )
