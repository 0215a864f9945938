"""The script of a bout: a flat list of timed cues that web, terminal and print all read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from loosen.domain.basics import Record
from loosen.domain.care import Movement, Surface, Variant
from loosen.domain.planning import Planning


class CueKind(StrEnum):
    """What a stretch of time is for."""

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
    """

    at_s: int
    seconds: int
    kind: CueKind
    item: int | None
    text: str
    say: str
    repetition: int | None = None
    of: int | None = None


class Script(Record):
    """The cues of a bout; they follow each other without a gap."""

    seconds: int
    cues: tuple[Cue, ...]


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
    """

    sets: int
    repetitions: int
    hold_s: int
    move_s: int
    duration_s: int | None
    per_side: bool
    rest_s: int


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

    def add(kind: CueKind, seconds: int, item: int | None, text: str, say: str, *count: int | None) -> None:
        nonlocal clock
        if seconds > 0:
            repetition, of = count or (None, None)
            cues.append(
                Cue(
                    at_s=clock,
                    seconds=seconds,
                    kind=kind,
                    item=item,
                    text=text,
                    say=say,
                    repetition=repetition,
                    of=of,
                )
            )
            clock += seconds

    for index, (item, change_s) in enumerate(zip(items, changes_s, strict=True)):
        name = f"{item.movement.name.en}. {item.variant.name.en}."
        words = planning.words_to_get_to(item.variant.position, item.surface).en
        add(CueKind.CHANGE, change_s, index, words, f"{words} Take your time.")
        add(CueKind.GET_READY, planning.get_ready_s, index, f"Get ready: {name}", f"Get ready. {name}")
        for kind, seconds, text, say, repetition, of in _work(item.dose, planning, item.variant):
            add(kind, seconds, index, text, say, repetition, of)
    add(CueKind.DONE, planning.done_s, None, "Done. Well done for taking the time.", "Done. Breathe out.")
    return Script(seconds=clock, cues=tuple(cues))


def _work(
    dose: DoseNow, planning: Planning, variant: Variant
) -> Iterator[tuple[CueKind, int, str, str, int | None, int | None]]:
    """Yield the cues of one movement: kind, seconds, text, spoken words, repetition and their number."""
    steps = " ".join(variant.steps.en)
    sides = ("one side", "the other side") if dose.per_side else ("",)
    for round_ in range(dose.sets):
        for side_index, side in enumerate(sides):
            if side_index:
                yield CueKind.SWITCH_SIDE, planning.switch_side_s, "Switch sides", "Switch sides.", None, None
            if dose.duration_s is not None:
                yield CueKind.BREATHE, dose.duration_s, steps, steps if round_ == side_index == 0 else "", None, None
                continue
            for repetition in range(1, dose.repetitions + 1):
                first = repetition == 1 and round_ == side_index == 0
                where = f" {side}".rstrip()
                count = (repetition, dose.repetitions)
                yield CueKind.MOVE, dose.move_s, f"Move{where}", steps if first else str(repetition), *count
                yield CueKind.HOLD, dose.hold_s, "Hold, and breathe", "Hold" if dose.move_s else "", *count
        if round_ + 1 < dose.sets:
            yield CueKind.REST, dose.rest_s or planning.rest_s, "Rest", "Rest.", None, None
