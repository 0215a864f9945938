"""The script of a bout: a flat list of timed cues that web, terminal and print all read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loosen.domain.basics import Record
from loosen.domain.care import Movement, Surface, Variant
from loosen.domain.planning import Planning

_FIRST_SIDE, _OTHER_SIDE = 1, 2
_WHERE: dict[int | None, str] = {_FIRST_SIDE: " one side", _OTHER_SIDE: " the other side"}


class CueKind(StrEnum):
    """What a stretch of time is for."""

    NEXT = "next"
    GET_READY = "get-ready"
    CHANGE = "change-position"
    MOVE = "move"
    HOLD = "hold"
    BREATHE = "breathe"
    SWITCH_SIDE = "switch-side"
    REST = "rest"
    DONE = "done"


class Cue(Record):
    """A stretch of time with one thing to do.

    Attributes:
        at_s: Seconds from the start of the bout.
        seconds: How long it lasts.
        item: Index of the movement in the bout; None for changes of position and the end.
        text: What stands on the screen.
        say: What is spoken when it begins; empty to stay silent.
        repetition: Which repetition, from 1; None where there is none.
        side: 1 or 2 where each side gets the dose, so that the second one can be shown mirrored.
    """

    at_s: int
    seconds: int
    kind: CueKind
    item: int | None
    text: str
    say: str
    repetition: int | None = None
    of: int | None = None
    side: int | None = None


class DoseMost(Record):
    """How far a person may go with a movement while doing it, and by which step.

    Attributes:
        repetitions: Per set; None where the dose has no repetitions.
        hold_s: Seconds of one hold; None where nothing is held.
        duration_s: Seconds in one go; None where the dose is no time.
    """

    repetitions: int | None
    repetitions_step: int
    hold_s: int | None
    hold_step_s: int
    duration_s: int | None
    duration_step_s: int


class Script(Record):
    """The cues of a bout; they follow each other without a gap.

    Attributes:
        most: For each movement in order, how far its dose may go.
    """

    seconds: int
    cues: tuple[Cue, ...]
    most: tuple[DoseMost, ...] = ()


@dataclass(frozen=True, slots=True)
class DoseNow:
    """The dose of today, worked out from where the person stands.

    Attributes:
        sets: Rounds.
        repetitions: Per set and side; 1 for a duration.
        hold_s: Held per repetition.
        move_s: Moving per repetition.
        duration_s: For rest and breathing: seconds in one go; None otherwise.
        per_side: Whether each side gets it.
        rest_s: Between sets.
        load_kg: In the hands; None where nothing is carried.
    """

    sets: int
    repetitions: int
    hold_s: int
    move_s: int
    duration_s: int | None
    per_side: bool
    rest_s: int
    load_kg: int | None = None


@dataclass(frozen=True, slots=True)
class ScriptItem:
    """A movement of a bout with the dose of today, and where it is done if that is known."""

    movement: Movement
    variant: Variant
    dose: DoseNow
    surface: Surface | None = None


def seconds_of(dose: DoseNow, planning: Planning) -> int:
    """Return what a movement takes by the clock, getting ready included."""
    sides = 2 if dose.per_side else 1
    one_side = dose.duration_s if dose.duration_s is not None else dose.repetitions * (dose.move_s + dose.hold_s)
    a_set = one_side * sides + planning.switch_side_s * (sides - 1)
    return planning.get_ready_s + a_set * dose.sets + (dose.rest_s or planning.rest_s) * (dose.sets - 1)


def compile_script(items: Sequence[ScriptItem], changes_s: Sequence[int], planning: Planning) -> Script:
    """Return the timed cues of a bout.

    Args:
        items: The movements in order.
        changes_s: Seconds of the change of position before each of them.
        planning: Timing of the cues.
    """
    cues: list[Cue] = []
    clock = 0
    for index, (item, change_s) in enumerate(zip(items, changes_s, strict=True)):
        for part in (*_lead_in(index, item, change_s, planning), *_work(item, planning)):
            if part.seconds > 0:
                cues.append(Cue(at_s=clock, item=index, **part._asdict()))
                clock += part.seconds
    done = _Part(CueKind.DONE, planning.done_s, "Done. Well done for taking the time.", "Done. Breathe out.")
    cues.append(Cue(at_s=clock, item=None, **done._asdict()))
    return Script(seconds=clock + planning.done_s, cues=tuple(cues), most=tuple(most_of(item) for item in items))


def most_of(item: ScriptItem) -> DoseMost:
    """Return how far the dose of a movement may go while it is done."""
    dose = item.variant.dose
    parts = (dose.repetitions, dose.hold_s, dose.duration_s)
    repetitions, hold_s, duration_s = (None if part is None else round(part.most) for part in parts)
    steps = [round(part.step or 1) if part is not None else 0 for part in parts]
    return DoseMost(
        repetitions=repetitions,
        repetitions_step=steps[0],
        hold_s=hold_s,
        hold_step_s=steps[1],
        duration_s=duration_s,
        duration_step_s=steps[2],
    )


class _Part(NamedTuple):
    """A cue whose place in the bout is not known yet."""

    kind: CueKind
    seconds: int
    text: str
    say: str
    repetition: int | None = None
    of: int | None = None
    side: int | None = None


def _lead_in(index: int, item: ScriptItem, change_s: int, planning: Planning) -> Iterator[_Part]:
    """Yield what comes before the work of a movement: its name, how to get there, getting ready."""
    names = dict.fromkeys((item.movement.name.en, item.variant.name.en))  # some variants are called as the movement
    name = " ".join(f"{one}." for one in names)
    words = planning.words_to_get_to(item.variant.position, item.surface).en
    next_s = planning.next_s if index else 0  # the first movement has nothing before it
    yield _Part(CueKind.NEXT, next_s, f"Next: {name}", f"Next: {name}")
    yield _Part(CueKind.CHANGE, change_s, words, f"{words} Take your time.")
    say = "Get ready." if next_s else f"Get ready. {name}"
    if item.dose.duration_s is None:  # a player with a voice waits for its end before the first repetition
        say = f"{say} {' '.join(item.variant.steps.en)}"
    yield _Part(CueKind.GET_READY, planning.get_ready_s - next_s, f"Get ready: {name}", say)


def _work(item: ScriptItem, planning: Planning) -> Iterator[_Part]:
    """Yield the cues of the work of one movement."""
    dose = item.dose
    steps = " ".join(item.variant.steps.en)
    sides: tuple[int | None, ...] = (_FIRST_SIDE, _OTHER_SIDE) if dose.per_side else (None,)
    for round_ in range(1, dose.sets + 1):
        for side in sides:
            if side == _OTHER_SIDE:
                yield _Part(CueKind.SWITCH_SIDE, planning.switch_side_s, "Switch sides", "Switch sides.", side=side)
            yield from _one_go(dose, steps, side, is_first=round_ == 1 and side != _OTHER_SIDE)
        if round_ < dose.sets:
            words = f"Rest. Next: set {round_ + 1} of {dose.sets}"
            yield _Part(CueKind.REST, dose.rest_s or planning.rest_s, words, f"{words}.")


def _one_go(dose: DoseNow, steps: str, side: int | None, *, is_first: bool) -> Iterator[_Part]:
    """Yield the cues of one set on one side; the steps of what is done for a while are spoken as it begins."""
    if dose.duration_s is not None:
        yield _Part(CueKind.BREATHE, dose.duration_s, steps, steps if is_first else "", side=side)
        return
    where = _WHERE.get(side, "")
    for repetition in range(1, dose.repetitions + 1):
        count = (repetition, dose.repetitions, side)
        yield _Part(
            CueKind.MOVE,
            dose.move_s,
            f"Move{where}",
            str(repetition),
            *count,
        )
        yield _Part(
            CueKind.HOLD, dose.hold_s, "Hold, and breathe", "Hold" if dose.move_s else str(repetition), *count
        )
