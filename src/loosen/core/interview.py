"""The interview: ask next what can still change the outcome, hard flags first, and then stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.core.triage import judge, wanted_facts
from loosen.domain.basics import Answer
from loosen.domain.library import Library
from loosen.domain.results import LineToAsk, ScreenToAsk
from loosen.domain.safety import Purpose, Question, Screen


def next_screen(facts: Facts, library: Library) -> ScreenToAsk | None:
    """Return the next screen of the safety check, or None when nothing left can change the outcome.

    Args:
        facts: Checked answers so far.
        library: The knowledge.

    Returns:
        The first screen, in the order of urgency, that holds a question whose answer can still matter.
    """
    reading = Reading(facts, library)
    wanted = wanted_facts(reading, judge(facts, library, reading))
    wanted |= {name for fact in wanted for name in _deciding(library.facts[fact], reading)}
    screens = [screen for screen in library.ordered_screens if screen.purpose is Purpose.SAFETY]
    return _first_with(wanted, screens, facts, library, reading)


def _deciding(question: Question, reading: Reading) -> Iterator[str]:
    """Yield the unanswered facts that decide whether a question concerns this person at all."""
    if question.asked_if is not None:
        yield from reading.missing_facts(question.asked_if)


def next_fit_screen(facts: Facts, library: Library) -> ScreenToAsk | None:
    """Return the next screen of what is needed to fit the steps to the person, or None."""
    return next_screen_for(fit_facts(library), facts, library)


def next_screen_for(names: Iterable[str], facts: Facts, library: Library) -> ScreenToAsk | None:
    """Return the next screen that holds an unanswered fact of a given set that applies, or None."""
    reading = Reading(facts, library)
    wanted = {fact for fact in names if fact not in facts and reading.applies(fact)}
    wanted |= {name for fact in wanted for name in _deciding(library.facts[fact], reading)}
    return _first_with(wanted, library.ordered_screens, facts, library, reading)


def screen_with(facts: Facts, library: Library, screen_id: str) -> ScreenToAsk:
    """Return a screen with every question that applies, answered or not, to look at or correct it."""
    screen = library.screens[screen_id]
    reading = Reading(facts, library)
    shown = [q for q in _of_screen(library, screen) if not q.under and (q.id in facts or reading.applies(q.id))]
    return _build(screen, shown, library)


def fit_facts(library: Library) -> frozenset[str]:
    """Return the facts that choose what suits the person: those of the tags, and of body and room."""
    own = {q.id for q in library.questions.values() if q.purpose is Purpose.FIT}
    return library.tag_facts | own


def _first_with(
    wanted: set[str], screens: Iterable[Screen], facts: Facts, library: Library, reading: Reading
) -> ScreenToAsk | None:
    screens = list(screens)
    askable = {fact for fact in wanted if _askable(library.facts[fact], facts, library)}
    for screen in screens:
        if any(library.facts[fact].screen == screen.id for fact in askable):
            extra = fit_facts(library) if screen.purpose is Purpose.SAFETY else frozenset()
            shown = [
                q
                for q in _of_screen(library, screen)
                if q.id in askable
                or (q.id in extra and q.id not in facts and reading.applies(q.id) and _askable(q, facts, library))
            ]
            return _build(screen, shown, library)
    return None


def _of_screen(library: Library, screen: Screen) -> list[Question]:
    return [q for q in library.facts.values() if q.screen == screen.id]


def _askable(question: Question, facts: Facts, library: Library) -> bool:
    """Return whether a question can be asked now: what it follows up is answered, and not with no."""
    if question.clarifies is not None:
        return facts.get(question.clarifies) is Answer.UNKNOWN
    return not question.under or any(leads_on(library.facts[parent], facts) for parent in question.under)


def leads_on(parent: Question, answers: Mapping[str, object]) -> bool:
    """Return whether an answer brings up its follow-ups: yes, or not sure with the clarifier not denying it."""
    said = answers.get(parent.id)
    if said is Answer.UNKNOWN and parent.clarifier_id is not None:
        return answers.get(parent.clarifier_id) in {Answer.YES, Answer.UNKNOWN}
    return said in {Answer.YES, Answer.UNKNOWN}


def _build(screen: Screen, shown: list[Question], library: Library) -> ScreenToAsk:
    ids = {q.id for q in shown}
    nested = [
        q for q in _of_screen(library, screen) if q.id not in ids and (ids & set(q.under) or q.clarifies in ids)
    ]
    lines = tuple(
        LineToAsk(
            line=line,
            questions=tuple(q for q in shown if q.line == line.id),
            nested=tuple(q for q in nested if q.line == line.id),
        )
        for line in screen.line
        if any(q.line == line.id for q in shown)
    )
    total = [s for s in library.ordered_screens if s.purpose is screen.purpose]
    return ScreenToAsk(screen=screen, lines=lines, step=total.index(screen) + 1, steps=len(total))
