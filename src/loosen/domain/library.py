"""All knowledge as one frozen value that the decisions take as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType

from loosen.domain.basics import Record
from loosen.domain.care import AvoidToday, Movement, NotNow, Remedy, StageSet, Variant
from loosen.domain.checkin import BodyArea, Questionnaire
from loosen.domain.conditions import Condition, leaves, signs_in
from loosen.domain.course import Course, WeekAim
from loosen.domain.help import Country, Medicine, Notice, Site, Threshold
from loosen.domain.learning import Claim, Contributor, Faq, Source, YellowFlag
from loosen.domain.life import LiftingStep, Place
from loosen.domain.muscle import Muscle
from loosen.domain.planning import AdaptationRule, MiniQuestion, Planning, Programme, StopSign, Zone
from loosen.domain.safety import LevelWords, Question, Rule, Screen, Sign, StageRule, Tag
from loosen.domain.timers import RemedyTimer


@dataclass(frozen=True, repr=False)
class Library:
    """Every entry of the knowledge by kind and id.

    Attributes:
        version: Changes whenever any entry changes; written beside each result.
        loads: Compression of the low back [N] in the heaviest key pose of a variant, by the body model for the
            reference man; a variant that is not drawn has none.
    """

    version: str
    sources: Mapping[str, Source]
    screens: Mapping[str, Screen]
    questions: Mapping[str, Question]
    signs: Mapping[str, Sign]
    rules: Mapping[str, Rule]
    levels: Mapping[str, LevelWords]
    tags: Mapping[str, Tag]
    stages: Mapping[str, StageRule]
    sets: Mapping[str, StageSet]
    avoid: Mapping[str, AvoidToday]
    remedies: Mapping[str, Remedy]
    movements: Mapping[str, Movement]
    not_now: Mapping[str, NotNow]
    claims: Mapping[str, Claim]
    faq: Mapping[str, Faq]
    contributors: Mapping[str, Contributor]
    yellow_flags: Mapping[str, YellowFlag]
    medicines: Mapping[str, Medicine]
    countries: Mapping[str, Country]
    thresholds: Mapping[str, Threshold]
    notice: Mapping[str, Notice]
    site: Mapping[str, Site]
    planning: Mapping[str, Planning]
    programmes: Mapping[str, Programme]
    adaptation: Mapping[str, AdaptationRule]
    mini_screen: Mapping[str, MiniQuestion]
    stop_signs: Mapping[str, StopSign]
    zones: Mapping[str, Zone]
    courses: Mapping[str, Course]
    aims: Mapping[str, WeekAim]
    muscle: Mapping[str, Muscle]
    body_areas: Mapping[str, BodyArea]
    questionnaires: Mapping[str, Questionnaire]
    timers: Mapping[str, RemedyTimer]
    places: Mapping[str, Place]
    lifting_steps: Mapping[str, LiftingStep]
    loads: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Library({self.version}, {sum(len(self.kind(kind)) for kind in KIND_NAMES)} entries)"

    @cached_property
    def facts(self) -> Mapping[str, Question]:
        """Every fact that can be answered: the questions and their clarifying questions."""
        found: dict[str, Question] = {}
        for question in self.ordered_questions:
            found[question.id] = question
            if question.clarifier is not None and question.clarifier_id is not None:
                found[question.clarifier_id] = question.model_copy(
                    update={
                        "id": question.clarifier_id,
                        "ask": question.clarifier,
                        "short": question.clarifier,
                        "hard": False,
                        "clarifier": None,
                        "clarifies": question.id,
                        "people_say": None,
                    }
                )
        return MappingProxyType(found)

    @cached_property
    def ordered_screens(self) -> tuple[Screen, ...]:
        """The screens in the order in which they are shown."""
        return tuple(sorted(self.screens.values(), key=lambda screen: screen.order))

    @cached_property
    def ordered_questions(self) -> tuple[Question, ...]:
        """The questions in the order of screens, lines and places in the line."""
        place = {
            (screen.id, line.id): (screen.order, position)
            for screen in self.screens.values()
            for position, line in enumerate(screen.line)
        }
        return tuple(
            sorted(
                self.questions.values(),
                key=lambda q: (*place.get((q.screen, q.line), (99, 99)), q.order, q.id),
            )
        )

    @cached_property
    def variants(self) -> Mapping[str, tuple[Movement, Variant]]:
        """Every variant of every movement, by variant id."""
        return MappingProxyType(
            {variant.id: (movement, variant) for movement in self.movements.values() for variant in movement.variant}
        )

    @cached_property
    def tag_facts(self) -> frozenset[str]:
        """Every fact that a tag looks at."""
        return frozenset(leaf.fact for tag in self.tags.values() for leaf in leaves(tag.when))

    @cached_property
    def rules_reading(self) -> Mapping[str, frozenset[str]]:
        """The rules that an answer can change, by fact: directly, through a sign, or by what is asked after it."""
        found: dict[str, set[str]] = {name: set() for name in self.facts}
        for rule in self.rules.values():
            for fact in self._facts_read(*(outcome.when for outcome in rule.outcome)):
                found[fact].add(rule.id)
        return MappingProxyType({fact: frozenset(rules) for fact, rules in found.items()})

    def _facts_read(self, *conditions: Condition) -> set[str]:
        """Return every fact that conditions depend on, those that decide whether another one applies included."""
        seen: set[str] = set()
        signs: set[str] = set()
        facts: list[str] = []
        left = list(conditions)
        while left or facts:
            if left:
                condition = left.pop()
                facts += [leaf.fact for leaf in leaves(condition)]
                fresh = set(signs_in(condition)) - signs
                signs |= fresh
                left += [self.signs[sign].when for sign in fresh]
                continue
            fact = facts.pop()
            if fact not in seen:
                seen.add(fact)
                question = self.facts[fact]
                facts += [*question.under, *filter(None, (question.clarifies, question.clarifier_id))]
                left += [question.asked_if] if question.asked_if is not None else []
        return seen

    def entry(self, kind: str, entry_id: str) -> Record | None:
        """Return one entry by its folder name and id, or None."""
        found: Record | None = self.kind(kind).get(entry_id)
        return found

    def kind(self, kind: str) -> Mapping[str, Record]:
        """Return all entries of a kind; an unknown kind is empty."""
        entries: Mapping[str, Record] = getattr(self, kind, {}) if kind in KIND_NAMES else {}
        return entries


KIND_NAMES: tuple[str, ...] = tuple(one.name for one in fields(Library) if one.name not in {"version", "loads"})
"""Names of the kinds; also the folders of the data files (an underscore stands as such)."""
