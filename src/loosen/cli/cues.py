"""What the keys of a guided bout do to the cues that are left. Pure functions; time stays outside."""

from __future__ import annotations

import math
from collections.abc import Sequence

from loosen.core.script import Cue, CueKind

_SERIES = {CueKind.MOVE, CueKind.HOLD}


def without(cues: Sequence[Cue], item: int, *, same_place: bool = False) -> list[Cue]:
    """Return the cues without those of a movement.

    Args:
        cues: What is left of the script.
        item: Which movement.
        same_place: The next movement is done in the same position; a change of position that runs now goes on.
    """
    left = [cue for cue in cues if cue.item != item]
    first = cues[0] if cues else None
    if same_place and first is not None and first.item == item and first.kind is CueKind.CHANGE and left:
        return [first.model_copy(update={"item": left[0].item}), *left]
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


def _halved(cue: Cue, into_s: float) -> Cue:
    return cue.model_copy(update={"seconds": math.ceil(into_s + (cue.seconds - into_s) / 2)})
