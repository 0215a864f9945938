"""What the decisions return: the outcome, and why."""

from __future__ import annotations

from enum import StrEnum

from loosen.domain.basics import Disposition, Grade, Id, Level, Record
from loosen.domain.help import MedicineVerdict
from loosen.domain.safety import Line, Question, Screen


class AnsweredFact(Record):
    """A fact that took part in a decision, as the person answered it.

    Attributes:
        said: What a yes means, as the person would tell a clinician; empty for other answers.
    """

    id: str
    question: str
    answer: str
    said: str


class CitedSource(Record):
    """A source as a result quotes it."""

    id: Id
    title: str
    locator: str
    grade: Grade
    grade_words: str
    confirmed: bool


class Because(Record):
    """One rule that spoke: which, at which level, from which answers, on whose evidence."""

    rule: Id
    rule_version: int
    title: str
    lay_title: str
    level: Level
    facts: tuple[AnsweredFact, ...]
    advice: str
    source: tuple[CitedSource, ...]
    blocks_plan: bool


class WouldChange(Record):
    """What the outcome would be if one answer were different."""

    fact: str
    question: str
    to: str
    disposition: Disposition


class PlanState(StrEnum):
    """How much of a plan the outcome allows."""

    FULL = "full"
    COMFORT = "comfort"
    WITHHELD = "withheld"


class TriageResult(Record):
    """Outcome of triage.

    Attributes:
        disposition: What to do, in the five words of the contracts.
        level: The urgency letter behind it: E, S, W, R, G (self-care) or N (not enough answers).
        within_days: For see-a-clinician: how soon.
        title: The outcome in one line.
        meaning: What it means.
        because: The rules that spoke, most urgent first.
        advice: What to do, in order.
        worse: What would make it more urgent.
        ask_next: Facts that can still change the outcome, most important first.
        open: Hard facts that are unanswered, or "not sure" with the clarifying question unanswered.
        unsettled: Rules that "not sure" answers left open; they are asked again next time.
        not_asked: Facts that were not asked because they could not change the outcome.
        would_change: Which single corrections would change the outcome.
        plan: "full", "comfort" or "withheld".
        knowledge_version: Version of the knowledge that decided.
    """

    disposition: Disposition
    level: str
    within_days: int | None
    title: str
    meaning: str
    because: tuple[Because, ...]
    advice: tuple[str, ...]
    worse: str | None
    ask_next: tuple[str, ...]
    open: tuple[str, ...]
    unsettled: tuple[Because, ...]
    not_asked: tuple[str, ...]
    would_change: tuple[WouldChange, ...]
    plan: PlanState
    knowledge_version: str


class LineToAsk(Record):
    """A line of a screen with the questions to ask on it now."""

    line: Line
    questions: tuple[Question, ...]
    nested: tuple[Question, ...]


class ScreenToAsk(Record):
    """The next screen of the interview.

    Attributes:
        screen: Which screen.
        lines: Its lines; ``nested`` questions are for those who answer yes or not sure above them.
        step: Its place among the screens that may still come, from 1.
        steps: How many screens this interview may have at most.
    """

    screen: Screen
    lines: tuple[LineToAsk, ...]
    step: int
    steps: int

    @property
    def facts(self) -> tuple[Question, ...]:
        """Every question on the screen, nested ones included."""
        return tuple(q for line in self.lines for q in (*line.questions, *line.nested))


class ItemKind(StrEnum):
    """What a step of the plan is."""

    BREATHING = "breathing"
    REST = "rest"
    REMEDY = "remedy"
    MOVEMENT = "movement"
    WALK = "walk"


class NowItem(Record):
    """One thing to do now.

    Attributes:
        id: The variant or remedy.
        entry: Where its page is: folder and id.
        dose: How much, in words.
        minutes: About how long it takes.
        cautions: What to watch for in this person, each from a tag.
        because: Why it is offered to this person.
        why: Why it is worth doing.
    """

    id: str
    kind: ItemKind
    entry: str
    name: str
    detail: str
    steps: tuple[str, ...]
    dose: str
    minutes: float | None
    position: str | None
    skin: str | None
    cautions: tuple[str, ...]
    stop: tuple[str, ...]
    because: str
    why: str
    grade: Grade
    grade_words: str
    source: tuple[CitedSource, ...]


class LeftOut(Record):
    """Something that is not offered, and why."""

    id: str
    name: str
    because: str


class AvoidItem(Record):
    """Something to leave out today, and why."""

    id: str
    words: str
    why: str
    until: str | None
    source: tuple[CitedSource, ...]


class Now(Record):
    """What to do in the next ten minutes, and what to leave out today.

    Attributes:
        stage: The stage, in words.
        tags: States of the person that were taken into account, in words.
        unsure: States that nobody has ruled out; they count as present.
        set_name: The set of steps that fits.
    """

    stage: str
    set_name: str
    tags: tuple[str, ...]
    unsure: tuple[str, ...]
    items: tuple[NowItem, ...]
    avoid: tuple[AvoidItem, ...]
    left_out: tuple[LeftOut, ...]


class MedicineFinding(Record):
    """What the screen says of one medicine."""

    id: str
    name: str
    verdict: MedicineVerdict
    reasons: tuple[str, ...]
    same_day: bool
    unanswered: int


class PossibleContributor(Record):
    """Something that may have played a part."""

    id: str
    name: str
    wording: str
    change: str
    grade: Grade
    grade_words: str
