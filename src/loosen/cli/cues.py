"""What the keys of a guided bout do to the cues that are left. Pure functions; time stays outside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from loosen.core.script import Cue, CueKind, DoseMost

LONGER_S = 15
_SERIES = {CueKind.MOVE, CueKind.HOLD}
_WAITING = {CueKind.NEXT, CueKind.CHANGE, CueKind.GET_READY, CueKind.SWITCH_SIDE, CueKind.REST}


def without(cues: Sequence[Cue], item: int, *, same_place: bool = False) -> list[Cue]:
    """Return the cues without those of a movement.

    Args:
        cues: What is left of the script.
        item: Which movement.
        same_place: The next movement is done in the same position; a change of position
            that is still to come, or runs now, is for that one then.
    """
    left = [cue for cue in cues if cue.item != item]
    change = next((cue for cue in cues if cue.item == item and cue.kind is CueKind.CHANGE), None)
    if same_place and change is not None and left:
        return [change.model_copy(update={"item": left[0].item}), *left]
    return left


def eased(cues: Sequence[Cue], into_s: float) -> list[Cue]:
    """Return the cues with half of what is left of the movement that is being done now.

    Args:
        cues: What is left of the script; the first cue runs now.
        into_s: Seconds into the first cue.

    Returns:
        The repetition that runs is finished. A series of one repetition keeps it; where nothing else can be
        halved, the hold that runs now is. Breathing and rest get half of the time that is left.
    """
    found: list[Cue] = []
    most, before = 0, None
    for cue in cues:
        is_first = cue is cues[0]
        into = into_s if is_first else 0.0
        if cue.item != cues[0].item or cue.item is None:
            found.append(cue)
        elif cue.kind is CueKind.BREATHE:
            found.append(_halved(cue, into))
        elif cue.kind not in _SERIES or cue.repetition is None or cue.of is None:
            found.append(cue)
        else:
            if is_first:
                most = cue.repetition + (cue.of - cue.repetition) // 2
            elif before is None or before.kind not in _SERIES or (before.repetition or 0) > cue.repetition:
                most = max(1, cue.of // 2)
            if cue.repetition <= most:
                found.append(cue.model_copy(update={"of": most}))
        before = cue
    if len(found) == len(cues) and found and found[0].kind is CueKind.HOLD:
        found[0] = _halved(found[0], into_s)
    return found


def harder(cues: Sequence[Cue], most: DoseMost, script: Sequence[Cue]) -> list[Cue]:
    """Return the cues with a step more of what is left of the movement that is being done now.

    Args:
        cues: What is left of the script; the first cue runs now.
        most: How far the dose of this movement may go.
        script: The whole script, from which a repetition is copied.

    Returns:
        Repetitions are added first, then time; the same cues where the dose is at its most.
    """
    item = cues[0].item if cues else None
    if item is None:
        return list(cues)
    more = [cue for series in _series_of(cues) for cue in _with_more(series, script, item, most)]
    if len(more) > len(cues):
        return more
    return [_longer_by_step(cue, most) if cue.item == item else cue for cue in cues]


def longer(cues: Sequence[Cue], most: DoseMost | None, *, is_calm: bool) -> list[Cue]:
    """Return the cues with more time for the one that runs now: a wait always, a hold up to the most of its dose."""
    if not cues:
        return []
    first = cues[0]
    limit = _most_s(first, most) if is_calm and most is not None else None
    if first.kind in _WAITING:
        limit = first.seconds + LONGER_S
    seconds = max(first.seconds, min(first.seconds + LONGER_S, limit or 0))
    return [first.model_copy(update={"seconds": seconds}), *cues[1:]]


def _with_more(series: Sequence[Cue], script: Sequence[Cue], item: int, most: DoseMost) -> Iterator[Cue]:
    """Yield a series with a step more of repetitions, as far as its dose goes."""
    last = series[-1]
    of = last.of if last.item == item and last.kind in _SERIES else None
    wanted = min((of or 0) + most.repetitions_step, most.repetitions or 0)
    if of is None or wanted <= of:
        yield from series
        return
    yield from (cue.model_copy(update={"of": wanted}) for cue in series)
    pattern = _one_repetition(script, last)
    for repetition in range(of + 1, wanted + 1):
        for cue in pattern:
            say = str(repetition) if cue.kind is CueKind.MOVE else cue.say
            yield cue.model_copy(update={"repetition": repetition, "of": wanted, "say": say})


def _one_repetition(script: Sequence[Cue], like: Cue) -> list[Cue]:
    """Return one repetition as it is done on a side: moving, then holding."""
    same = [cue for cue in script if cue.item == like.item and cue.side == like.side]
    last = (next((cue for cue in reversed(same) if cue.kind is kind), None) for kind in (CueKind.MOVE, CueKind.HOLD))
    return [cue for cue in last if cue is not None]


def _series_of(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield cues in groups: each set on one side together, everything else alone."""
    group: list[Cue] = []
    for cue in cues:
        goes_on = (
            bool(group)
            and {group[-1].kind, cue.kind} <= _SERIES
            and group[-1].item == cue.item
            and (group[-1].repetition or 0) <= (cue.repetition or 0)
        )
        if group and not goes_on:
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _longer_by_step(cue: Cue, most: DoseMost) -> Cue:
    limit, step = _most_s(cue, most), most.hold_step_s if cue.kind is CueKind.HOLD else most.duration_step_s
    if limit is None or cue.seconds >= limit:
        return cue
    return cue.model_copy(update={"seconds": min(cue.seconds + step, limit)})


def _most_s(cue: Cue, most: DoseMost) -> int | None:
    return {CueKind.HOLD: most.hold_s, CueKind.BREATHE: most.duration_s}.get(cue.kind)


def _halved(cue: Cue, into_s: float) -> Cue:
    return cue.model_copy(update={"seconds": math.ceil(into_s + (cue.seconds - into_s) / 2)})
