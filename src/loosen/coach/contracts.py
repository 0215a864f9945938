"""The contracts that outsiders build on, without any journal: facts and triage."""

from __future__ import annotations

from loosen.ask import Heard, read_danger_signs
from loosen.core.adaptation import Checked, Reviewed
from loosen.core.facts import FactValue, in_words, read_facts
from loosen.core.planner import plan_for
from loosen.core.prevention import rescreen_rule
from loosen.core.suitability import wish_problems
from loosen.core.triage import triage
from loosen.domain.basics import Answer
from loosen.domain.contracts import FactEntry, FactsAnswer, HeardSign, TriageAnswer, TriageRequest
from loosen.domain.library import Library
from loosen.domain.plan import Plan, PlanRequest
from loosen.errors import FactProblem, FactsError


def list_facts(library: Library) -> FactsAnswer:
    """Return every fact that can be answered: how it is asked, of which type, on which screen, and why."""
    titles = {screen.id: screen.title.en for screen in library.screens.values()}
    return FactsAnswer(
        facts=tuple(
            FactEntry(
                id=q.id,
                question=q.ask.en,
                short=q.short.en,
                type=q.type,
                choices=q.choice,
                minimum=q.minimum,
                maximum=q.maximum,
                unit=q.unit,
                hard=q.hard,
                purpose=q.purpose,
                clarifier=q.clarifier_id,
                clarifies=q.clarifies,
                under=q.under,
                screen=q.screen,
                screen_title=titles[q.screen],
                line=q.line,
                why_asked=q.why.en,
            )
            for q in library.facts.values()
        ),
        knowledge_version=library.version,
    )


def triage_request(request: TriageRequest, library: Library) -> TriageAnswer:
    """Return the outcome for a call of the triage contract.

    Raises:
        FactsError: Facts or screens that cannot be used; all are listed.
        CallError: The free text is too long.
    """
    facts = read_facts(request.facts, library, request.none_of)
    heard = read_danger_signs(request.words, library) if request.words else ()
    signs = tuple(_take_in(sign, facts, library) for sign in heard)
    result = triage(facts, library)
    return TriageAnswer(**{name: getattr(result, name) for name in type(result).model_fields}, heard=signs)


def _take_in(sign: Heard, facts: dict[str, FactValue], library: Library) -> HeardSign:
    """Count a heard sign as yes, or, where the answer was no, as not sure, so that it is asked again."""
    said = facts.get(sign.fact)
    question = library.facts[sign.fact]
    if said is not Answer.YES:
        facts[sign.fact] = Answer.YES if said is None else Answer.UNKNOWN
        facts.pop(question.clarifier_id or "", None)  # the words came after it, so it is asked again
        if question.under and all(facts.get(parent) is Answer.NO for parent in question.under):
            facts.update(dict.fromkeys(question.under, Answer.UNKNOWN))  # else the sign would not concern them
    return HeardSign(
        fact=sign.fact,
        question=question.ask.en,
        quote=sign.quote,
        counted_as=in_words(question, facts[sign.fact]),
    )


def plan_request(request: PlanRequest, library: Library) -> Plan:
    """Return the plan for a call of the plan contract.

    Raises:
        FactsError: Facts, screens, history or days that cannot be used; all are listed.
    """
    facts = read_facts(request.facts, library, request.none_of)
    wrong = wish_problems(request.person, library)
    if wrong:
        raise FactsError(wrong)
    checked = _checked(request)
    most_days = library.thresholds[rescreen_rule(facts)].value
    return plan_for(
        facts,
        library,
        person=request.person,
        history=request.history,
        today=request.today,
        is_stale=checked is not None and (request.today - checked.on).days > most_days,
        checked=checked,
        reviews=_reviews(request, library),
    ).plan


def _reviews(request: PlanRequest, library: Library) -> tuple[Reviewed, ...]:
    """Return the reviews that a call tells of, checked."""
    late = [review for review in request.reviews if review.date > request.today]
    if late:
        what = f"{late[0].date} is after today ({request.today})."
        raise FactsError([FactProblem("reviews.date", what, "Leave it out, or mend the date.")])
    return tuple(Reviewed(review.date, read_facts(review.facts, library)) for review in request.reviews)


def _checked(request: PlanRequest) -> Checked | None:
    """Return the safety check that a call tells of; the days up to it count as known to it."""
    on = request.checked_on
    if on is None:
        return None
    if on > request.today:
        what = f"{on} is after today ({request.today})."
        raise FactsError([FactProblem("checked_on", what, "Leave it out, or mend the day.")])
    return Checked(on=on, history=tuple(day for day in request.history if day.date <= on))
