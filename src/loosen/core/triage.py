"""Triage: which rules speak, what the outcome is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loosen.core.facts import Facts, FactValue, in_words
from loosen.core.logic import Reading
from loosen.domain.basics import Answer, Disposition, Evidence, Level, Truth
from loosen.domain.library import Library
from loosen.domain.results import AnsweredFact, Because, CitedSource, PlanState, TriageResult, WouldChange
from loosen.domain.safety import FactType, Outcome, Question, Rule

AGE = "age"
_SELF_CARE, _NOT_ENOUGH = "G", "N"
_DISPOSITION = {
    Level.EMERGENCY: Disposition.EMERGENCY,
    Level.SAME_DAY: Disposition.SAME_DAY,
    Level.WEEK: Disposition.SEE_A_CLINICIAN,
    Level.ROUTINE: Disposition.SEE_A_CLINICIAN,
}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Every outcome of every rule, sorted by whether it holds.

    Attributes:
        fired: Outcomes that hold, most urgent first, one for each rule.
        unsettled: Outcomes that only "not sure" answers keep open; more urgent than routine.
        live: Emergency or same-day outcomes for which something was affirmed and something is unanswered.
        open: Every outcome that is still open.
    """

    fired: tuple[tuple[Rule, Outcome], ...]
    unsettled: tuple[tuple[Rule, Outcome], ...]
    live: tuple[tuple[Rule, Outcome], ...]
    open: tuple[tuple[Rule, Outcome], ...]


def triage(facts: Facts, library: Library) -> TriageResult:
    """Return the outcome for a set of answers: the highest level that any rule returns, and why.

    Args:
        facts: Checked answers by fact id; see `loosen.core.facts.read_facts`.
        library: The knowledge.

    Returns:
        The outcome. With no answers it is "not enough answers", never self-care.

    Source:
        ``loosen-safety-rule``: the levels and the treatment of "not sure" are rules of this project.
    """
    reading = Reading(facts, library)
    verdicts = judge(facts, library, reading)
    open_facts = open_hard_facts(facts, library, reading)
    level = _level(facts, verdicts, open_facts)
    words = library.levels[level]
    quotes = _Quotes(facts, reading, library)
    because, unsettled = quotes.because(verdicts.fired), quotes.because(verdicts.unsettled)
    top = [reason for reason in because if reason.level == level]
    own = [outcome.do for _, outcome in verdicts.fired if outcome.level == level]
    do = own[0] if own and all(own) else None
    advice = dict.fromkeys([reason.advice for reason in top] + list((do or words.do).en))
    return TriageResult(
        disposition=disposition_of(level),
        level=level,
        within_days=words.within_days if level in {Level.WEEK, Level.ROUTINE} else None,
        title=words.title.en,
        meaning=words.meaning.en,
        because=because,
        advice=tuple(advice),
        worse=words.worse.en if words.worse else None,
        ask_next=_ask_next(reading, verdicts, open_facts, facts, library),
        open=open_facts,
        unsettled=unsettled,
        not_asked=tuple(
            q.id
            for q in library.ordered_questions
            if q.purpose == "safety" and q.id not in facts and reading.applies(q.id)
        ),
        would_change=tuple(_would_change(top, level, facts, verdicts, library)),
        plan=_plan_state(level, verdicts, open_facts, facts),
        knowledge_version=library.version,
    )


def level_of(facts: Facts, library: Library) -> str:
    """Return only the letter of the outcome: E, S, W, R, G or N."""
    reading = Reading(facts, library)
    return _level(facts, judge(facts, library, reading), open_hard_facts(facts, library, reading))


def disposition_of(level: str) -> Disposition:
    """Return the word of the contracts for a letter."""
    if level == _SELF_CARE:
        return Disposition.SELF_CARE
    return Disposition.NOT_ENOUGH_ANSWERS if level == _NOT_ENOUGH else _DISPOSITION[Level(level)]


def judge(facts: Facts, library: Library, reading: Reading) -> Verdicts:
    """Sort every outcome of every rule by whether it holds."""
    fired: list[tuple[Rule, Outcome]] = []
    still_open: list[tuple[Rule, Outcome]] = []
    for rule in library.rules.values():
        for outcome in rule.outcome:  # most urgent first
            value = reading.truth(outcome.when)
            if value is Truth.TRUE:
                fired.append((rule, outcome))
                break
            if value is Truth.OPEN:
                still_open.append((rule, outcome))
    fired.sort(key=lambda pair: (-pair[1].level.rank, pair[0].id))
    without_missing = Reading(facts, library, missing=Truth.FALSE)
    unsettled = tuple(
        (rule, outcome)
        for rule, outcome in still_open
        if outcome.level is not Level.ROUTINE and without_missing.truth(outcome.when) is Truth.OPEN
    )
    live = tuple(
        (rule, outcome)
        for rule, outcome in still_open
        if outcome.level.rank >= Level.SAME_DAY.rank and _is_live(outcome, library, reading)
    )
    return Verdicts(tuple(fired), unsettled, live, tuple(still_open))


def open_hard_facts(facts: Facts, library: Library, reading: Reading) -> tuple[str, ...]:
    """Return the hard facts that are unanswered, or "not sure" with their clarifier unanswered."""
    return tuple(
        question.id
        for question in library.ordered_questions
        if question.hard
        and reading.applies(question.id)
        and (
            question.id not in facts or (facts[question.id] is Answer.UNKNOWN and question.clarifier_id not in facts)
        )
    )


def _is_live(outcome: Outcome, library: Library, reading: Reading) -> bool:
    """Return whether something that was affirmed could still complete an outcome, once the rest is answered."""
    affirmed = any(not library.facts[name].background for name in reading.holding_facts(outcome.when))
    return affirmed and next(reading.missing_facts(outcome.when), None) is not None


def _knows_age(facts: Facts) -> bool:
    return isinstance(facts.get(AGE), int | float)


def _level(facts: Facts, verdicts: Verdicts, open_facts: tuple[str, ...]) -> str:
    top = verdicts.fired[0][1].level if verdicts.fired else None
    if top is not None:
        return top
    if not _knows_age(facts):
        return _NOT_ENOUGH
    if verdicts.unsettled:
        return Level.ROUTINE
    return _NOT_ENOUGH if open_facts or verdicts.live else _SELF_CARE


def _plan_state(level: str, verdicts: Verdicts, open_facts: tuple[str, ...], facts: Facts) -> PlanState:
    """Return how much of a plan there may be; whatever could still be urgent holds it back."""
    if level in {Level.EMERGENCY, Level.SAME_DAY, _NOT_ENOUGH} or open_facts or verdicts.live:
        return PlanState.WITHHELD
    if not isinstance(facts.get(AGE), int | float) or any(outcome.blocks_plan for _, outcome in verdicts.fired):
        return PlanState.WITHHELD
    could_be_urgent = any(outcome.level.rank >= Level.SAME_DAY.rank for _, outcome in verdicts.unsettled)
    return PlanState.COMFORT if level == Level.WEEK or could_be_urgent else PlanState.FULL


def _ask_next(
    reading: Reading, verdicts: Verdicts, open_facts: tuple[str, ...], facts: Facts, library: Library
) -> tuple[str, ...]:
    wanted = wanted_facts(reading, verdicts)
    clarifiers = [
        str(library.questions[fact].clarifier_id) for fact in open_facts if facts.get(fact) is Answer.UNKNOWN
    ]
    hard = [fact for fact in open_facts if fact not in facts]
    missing_age = [] if _knows_age(facts) else [AGE]
    order = {fact: place for place, fact in enumerate(library.facts)}
    rest = sorted(wanted, key=lambda fact: order[fact])
    return tuple(dict.fromkeys([*clarifiers, *hard, *missing_age, *rest]))


def wanted_facts(reading: Reading, verdicts: Verdicts) -> set[str]:
    """Return the unanswered facts that can still change the outcome, and those that such a fact follows up."""
    settled = 0
    wanted: set[str] = set()
    excuses: list[tuple[int, set[str]]] = []
    for _, outcome in verdicts.fired:  # most urgent first, so that the first settled one settles the rest
        missing = set(reading.missing_excuses(outcome.when))
        if not missing:
            settled = outcome.level.rank
            break
        excuses.append((outcome.level.rank, missing))
    for rank, missing in excuses:
        if rank > settled:
            wanted |= missing
    for _, outcome in verdicts.open:
        if outcome.level.rank > settled:
            wanted.update(reading.missing_facts(outcome.when))
    return wanted | {parent for fact in wanted for parent in reading.missing_parents(fact)}


class _Quotes:
    """Puts outcomes into the words of a result; what many of them quote is put into words once."""

    def __init__(self, facts: Facts, reading: Reading, library: Library) -> None:
        self._facts, self._reading, self._library = facts, reading, library
        self._answered: dict[str, AnsweredFact] = {}

    def because(self, pairs: Iterable[tuple[Rule, Outcome]]) -> tuple[Because, ...]:
        """Return why, outcome by outcome."""
        return tuple(self._because(rule, outcome) for rule, outcome in pairs)

    def _because(self, rule: Rule, outcome: Outcome) -> Because:
        names = dict.fromkeys(self._reading.holding_facts(outcome.when))
        return Because(
            rule=rule.id,
            rule_version=rule.version,
            title=rule.title.en,
            lay_title=rule.lay_title.en,
            level=outcome.level,
            facts=tuple(self._answer(name) for name in names),
            advice=outcome.advice.en,
            source=tuple(cite(evidence, self._library) for evidence in outcome.evidence),
            blocks_plan=outcome.blocks_plan,
        )

    def _answer(self, name: str) -> AnsweredFact:
        known = self._answered.get(name)
        if known is None:
            known = _answered(self._library.facts[name], self._facts[name], self._library)
            self._answered[name] = known
        return known


def _answered(question: Question, value: FactValue, library: Library) -> AnsweredFact:
    """Return a fact as a result quotes it, with the words for telling a clinician."""
    said = ""
    if value in {Answer.YES, Answer.UNKNOWN} and question.type is FactType.ANSWER:
        line = next(line for line in library.screens[question.screen].line if line.id == question.line)
        said = f"{line.title.en}: {question.short.en[:1].lower()}{question.short.en[1:]}"
        said += "" if value is Answer.YES else " (not sure)"
    return AnsweredFact(id=question.id, question=question.ask.en, answer=in_words(question, value), said=said)


def cite(evidence: Evidence, library: Library) -> CitedSource:
    """Return a piece of evidence as results quote it."""
    return CitedSource(
        id=evidence.source,
        title=library.sources[evidence.source].title,
        locator=evidence.locator,
        grade=evidence.grade,
        grade_words=evidence.grade.words,
        confirmed=evidence.confirmed,
    )


def _would_change(
    reasons: Iterable[Because], level: str, facts: Facts, verdicts: Verdicts, library: Library
) -> Iterator[WouldChange]:
    names = dict.fromkeys(fact.id for reason in reasons for fact in reason.facts)
    for name in names:
        question = library.facts[name]
        if question.type is not FactType.ANSWER or facts[name] is Answer.NO:
            continue
        other = _level_with(name, Answer.NO, facts, verdicts, library)
        if other != level:
            yield WouldChange(fact=name, question=question.ask.en, to="no", disposition=disposition_of(other))


def _level_with(name: str, value: FactValue, facts: Facts, verdicts: Verdicts, library: Library) -> str:
    """Return the letter of the outcome if one answer were another.

    The same as `level_of` for the changed answers, but only rules that the answer can change are looked at again.
    """
    readers = library.rules_reading[name]
    top = next((outcome.level for rule, outcome in verdicts.fired if rule.id not in readers), None)
    if top is Level.EMERGENCY:
        return top
    changed: dict[str, FactValue] = {**facts, name: value}
    reading = Reading(changed, library)
    for rule in readers:
        spoken = next((o for o in library.rules[rule].outcome if reading.truth(o.when) is Truth.TRUE), None)
        if spoken is not None and (top is None or spoken.level.rank > top.rank):
            top = spoken.level
    return level_of(changed, library) if top is None else top  # where no rule speaks, what is open decides
