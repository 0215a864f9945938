"""The day around the bouts: walking, breaks, sleep, work, and when to look back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from loosen.core.adaptation import Adaptation
from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.core.now import WALKING
from loosen.core.reviews import next_review, origin_of
from loosen.core.suitability import Suitability
from loosen.core.walks import amount_of
from loosen.domain.basics import Grade, Truth
from loosen.domain.care import StageSet, VariantKind
from loosen.domain.learning import YellowFlag
from loosen.domain.library import Library
from loosen.domain.plan import Day, DayPart, Walks
from loosen.domain.planning import DayLine, Programme

BREAKS = "break-timer"
_RESPONSE = "response"
_WHOLE = 100
_GENTLE = (VariantKind.REGRESSION, VariantKind.BASE, VariantKind.POSITION)
_USUAL = (VariantKind.BASE, VariantKind.POSITION, VariantKind.REGRESSION)


def programme_of(facts: Facts, library: Library) -> Programme:
    """Return the programme for the days since the pain began; the gentlest one when they are unknown."""
    reading = Reading(facts, library)
    ordered = sorted(library.programmes.values(), key=lambda entry: entry.order)
    return next((entry for entry in ordered if reading.truth(entry.when) is Truth.TRUE), _gentlest(library))


def _gentlest(library: Library) -> Programme:
    """Return the programme of the first days of pain."""
    return min((entry for entry in library.programmes.values() if not entry.is_prevention), key=lambda e: e.order)


def plan_day(
    facts: Facts, library: Library, adaptation: Adaptation, suits: Suitability, steps: StageSet, *, is_gentle: bool
) -> Day:
    """Return what the day holds besides the bouts.

    Args:
        facts: Checked answers.
        library: The knowledge.
        adaptation: What the reported days change.
        suits: The hard filters; they hold for walking and relief as for movements.
        steps: The set that fits; it may name the way to walk.
        is_gentle: Whether pain, a flare or the outcome of the check allow only what is gentle.
    """
    programme = programme_of(facts, library)
    gentle = _gentlest(library) if is_gentle else programme
    because = f"It belongs to: {programme.name.en.lower()}."

    def parts(kind: str, lines: Iterable[DayLine]) -> tuple[DayPart, ...]:
        return tuple(_part(kind, line.words.en, because, _grade(line, library)) for line in lines)

    every = programme.break_every_min
    breaks = f"Stand up or move for 1 to 3 minutes after {every} minutes of sitting."
    return Day(
        name=programme.name.en,
        goals=programme.goals.en,
        walking=_walks(programme, adaptation, suits, steps, is_gentle=is_gentle),
        breaks=_part("break", breaks, because, library.remedies[BREAKS].grade),
        sleep=parts("sleep", programme.sleep),
        work=parts("work", gentle.work) + parts("training", gentle.training),
        relief=parts("relief", _relief(dict.fromkeys((gentle, programme)), library, suits)),
        tone=_tone([library.yellow_flags[flag] for flag in adaptation.flags]),
    )


def review_on(facts: Facts, library: Library, today: date) -> date | None:
    """Return the next day on which to look back, counted from the day the pain began."""
    origin = origin_of(facts, today, None)
    return None if origin is None else next_review(programme_of(facts, library), origin, today)


def _grade(line: DayLine, library: Library) -> Grade:
    return line.evidence[0].grade if line.remedy is None else library.remedies[line.remedy].grade


def _relief(programmes: Iterable[Programme], library: Library, suits: Suitability) -> Iterator[DayLine]:
    """Yield the lines on relief of some programmes, without the remedies that this person should not use."""
    for line in (line for programme in programmes for line in programme.relief):
        if line.remedy is None or suits.why_no_remedy(library.remedies[line.remedy]) is None:
            yield line


def _tone(flags: Sequence[YellowFlag]) -> tuple[DayPart, ...]:
    """Return one short line at most: what may be a crisis before the rest, which the page of the review has."""
    flag = next((flag for flag in flags if flag.crisis is not None), flags[0] if flags else None)
    if flag is None:
        return ()
    grade = next((one for one in flag.evidence if one.supports == _RESPONSE), flag.evidence[0]).grade
    kind = "tone" if flag.crisis is None else "crisis"
    return (_part(kind, flag.tone.en, f"You told us of: {flag.domain.en.lower()}.", grade),)


def _walks(
    programme: Programme, adaptation: Adaptation, suits: Suitability, steps: StageSet, *, is_gentle: bool
) -> Walks | None:
    """Return the walking of the day in the first way that suits, or None where none does."""
    walking = suits.library.movements[WALKING]
    # in a flare the usual walks go on, at the share that its rule says
    is_flare = adaptation.walk_percent < _WHOLE
    kinds = _USUAL if is_flare or not is_gentle else _GENTLE
    preferred = () if is_flare else steps.variants
    ways = sorted(
        (way for way in walking.variant if way.kind in kinds or way.id in preferred),
        key=lambda way: (way.id not in preferred, kinds.index(way.kind) if way.kind in kinds else 0),
    )
    way = next((way for way in ways if suits.why_not(walking, way) is None), None)
    if way is None:
        return None
    amount = amount_of(programme, adaptation, way, suits.library)
    return Walks(
        minutes=amount.minutes,
        minutes_most=amount.minutes_most,
        times=amount.times,
        times_most=amount.times_most,
        days=amount.days,
        week_minutes=amount.week_minutes,
        rule=amount.rule,
        name=way.name.en,
        words=amount.words(),
        cautions=suits.cautions(way.caution),
        because=walking.why.en,
        grade=walking.grade,
        grade_words=walking.grade.words,
    )


def _part(kind: str, words: str, because: str, grade: Grade) -> DayPart:
    return DayPart(kind=kind, words=words, because=because, grade=grade, grade_words=grade.words)
