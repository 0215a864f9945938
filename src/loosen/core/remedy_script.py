"""The script of a remedy with a timer: the same flat list of cues that a bout has."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.core.script import Cue, CueKind, Script
from loosen.domain.timers import Pace, RemedyTimer

_MINUTE_S = 60
_Part = tuple[CueKind, int, str, str]


def remedy_script(timer: RemedyTimer, minutes: int, ready_s: int, done_s: int) -> Script:
    """Return the timed cues of one use.

    Args:
        timer: How it is used.
        minutes: How long, getting ready not counted.
        ready_s: Seconds to get ready, and to look at the skin; these looks are part of the minutes.
        done_s: Seconds for the last words.
    """
    parts = [
        (CueKind.GET_READY, ready_s, timer.ready.en, timer.ready.en),
        *_work(timer, minutes * _MINUTE_S, ready_s),
        (CueKind.DONE, done_s, timer.done.en, timer.done.en),
    ]
    cues = []
    at = 0
    for kind, seconds, text, say in parts:
        item = None if kind is CueKind.DONE else 0
        cues.append(Cue(at_s=at, seconds=seconds, kind=kind, item=item, text=text, say=say))
        at += seconds
    return Script(seconds=at, cues=tuple(cues))


def _work(timer: RemedyTimer, total: int, look_s: int) -> Iterator[_Part]:
    if timer.pace is not None:
        yield from _breaths(timer.pace, total)
    elif timer.spots is not None:
        for start in range(0, total, timer.spots.seconds):
            words = timer.spots.next.en if start else timer.while_on.en
            yield CueKind.MOVE, min(timer.spots.seconds, total - start), words, words
    else:
        yield from _stretches(timer, total, look_s)


def _breaths(pace: Pace, total: int) -> Iterator[_Part]:
    """Yield as many whole breaths as the time holds; only the first one is spoken."""
    one = pace.in_s + pace.out_s
    for number in range(max(1, total // one)):
        said = number == 0
        for seconds, words in (
            (pace.in_s, pace.breathe_in.en),
            (pace.out_s, pace.breathe_out.en),
        ):
            yield CueKind.BREATHE, seconds, words, words if said else ""


def _stretches(timer: RemedyTimer, total: int, look_s: int) -> Iterator[_Part]:
    """Yield time that goes by, with looks at the skin and a word half-way in between."""
    stops: dict[int, str] = {}
    if timer.check is not None and timer.check_every_min is not None:
        every = timer.check_every_min * _MINUTE_S
        stops = dict.fromkeys(range(every, total, every), timer.check.en)
    if timer.half is not None:
        stops[total // 2] = timer.half.en
    at = 0
    for stop, words in sorted(stops.items()):
        yield CueKind.HOLD, stop - at, timer.while_on.en, timer.while_on.en if at == 0 else ""
        look = min(look_s, total - stop)
        yield CueKind.SWITCH_SIDE, look, words, words
        at = stop + look
    if at < total:
        yield CueKind.HOLD, total - at, timer.while_on.en, timer.while_on.en if at == 0 else ""
