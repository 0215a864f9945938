"""The guided bout in the terminal: cue after cue by the clock, and the keys that act at once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from loosen.cli.cues import LONGER_S, eased, harder, longer, without
from loosen.cli.dialogue import Dialogue, Leaving
from loosen.cli.hurt import Hurt
from loosen.cli.pace import GONE
from loosen.cli.planned import clock
from loosen.core.script import Cue, CueKind
from loosen.domain.planning import StopAction, StopSign

if TYPE_CHECKING:
    from loosen.cli.pace import Pace
    from loosen.core.script import Script
    from loosen.domain.library import Library
    from loosen.domain.plan import PlanItem, PlannedBout

KEYS = "p pause, n skip, e easier, m harder, t 15 s more, h this hurts, q end"
_TICK_S = 0.25
_LATE_S = 5.0  # later than this the machine was asleep, and so the bout stood still
_LONG_S = 3600.0
_BAR = 20
_AS_FAR = "That is as far as it goes today."
_ANNOUNCES = {CueKind.CHANGE, CueKind.GET_READY}


@dataclass
class Played:
    """How a bout went.

    Attributes:
        done: Variants that were done to their end.
        stopped: Variants that were stopped because of pain or a stop sign.
        signs: Stop signs that came up.
        seconds: How long it took, pauses not counted.
        is_urgent: An emergency was told; nothing more is asked.
    """

    done: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    signs: list[StopSign] = field(default_factory=list)
    seconds: int = 0
    is_urgent: bool = False


class Player:
    """Leads through one bout.

    Args:
        planned: The bout.
        script: Its cues.
        library: The knowledge.
        hurt: What to do when something hurts.
        dialogue: The terminal.
        pace: Time and keys.
    """

    def __init__(
        self, planned: PlannedBout, script: Script, library: Library, hurt: Hurt, dialogue: Dialogue, pace: Pace
    ) -> None:
        self._items = planned.items
        self._cues = list(script.cues)
        self._script = script
        self._library = library
        self._hurt = hurt
        self._dialogue = dialogue
        self._pace = pace
        self._played = Played()
        self._is_told = False
        self._begins_anew = False
        self._announced: int | None = None
        self._at = self._began = pace.now()
        self._stood_s = 0.0

    def run(self) -> Played:
        """Play to the end, or to where the person stops, and return how it went. Ctrl-C ends it."""
        if self._pace.has_keys:
            self._dialogue.line(f"Keys: {KEYS}")
        try:
            while self._cues:
                with self._pace.listening():
                    key = self._play()
                if key is not None:
                    self._react(key)
        except KeyboardInterrupt:
            self._clear_line()
            self._dialogue.line("You ended it.")
        self._played.seconds = max(0, round(self._pace.now() - self._began - self._stood_s))
        return self._played

    def _play(self) -> str | None:
        """Play cues until a key is pressed, a sore spell has lasted too long, or none is left."""
        while self._cues:
            cue = self._cues[0]
            if not self._is_told:
                self._tell(cue)
                self._is_told = True
            ends = self._at + cue.seconds
            while (left := ends - self._pace.now()) > 0:
                key = self._wait(cue, left)
                if key is not None:
                    return key
            self._end_cue(cue, late=-left)
        return None

    def _wait(self, cue: Cue, left: float) -> str | None:
        if not self._pace.has_keys:
            return self._pace.wait(left)
        self._show(cue, left)
        return self._pace.wait(min(left, _TICK_S)) or ("h" if self._hurt.lasts_too_long() else None)

    def _end_cue(self, cue: Cue, late: float) -> None:
        self._cues.pop(0)
        self._is_told = False
        self._at += cue.seconds
        if late > _LATE_S:
            self._stood_s += late
            self._at += late
        if cue.item is not None and all(other.item != cue.item for other in self._cues):
            self._played.done.append(self._items[cue.item].id)
        if not self._cues:
            self._clear_line()

    def _react(self, key: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "p": self._pause,
            " ": self._pause,
            "n": self._skip,
            "e": self._ease,
            "m": self._more,
            "t": self._longer,
            "h": self._this_hurts,
            "q": self._end,
            GONE: self._end,
        }
        act = acts.get(key)
        if act is None:
            return
        self._clear_line()
        began = self._pace.now()
        self._begins_anew = False
        act()
        now = self._pace.now()
        self._stood_s += now - began
        self._at = now if self._begins_anew else self._at + now - began

    def _pause(self) -> None:
        self._dialogue.line("Paused. Any key goes on; h this hurts, q ends.")
        key = None
        with self._pace.listening():
            while key is None:
                key = self._pace.wait(_LONG_S)
        if key in {"h", "q", GONE}:
            self._this_hurts() if key == "h" else self._end()

    def _skip(self) -> None:
        item = self._cues[0].item
        if item is None:
            self._end()
            return
        self._dialogue.line(f"Skipped: {self._items[item].name}.")
        self._leave_out(item)

    def _ease(self) -> None:
        self._cues = eased(self._cues, self._pace.now() - self._at)
        self._dialogue.line("Easier: half of the repetitions from here.")

    def _more(self) -> None:
        """Add a step to what is left of the movement, where the last pain that was told leaves room for it."""
        item = self._cues[0].item
        before = self._cues
        if item is not None and item < len(self._script.most) and self._hurt.is_calm:
            self._cues = harder(self._cues, self._script.most[item], self._script.cues)
        self._dialogue.line("Harder: a little more of it." if self._cues != before else _AS_FAR)

    def _longer(self) -> None:
        item, before = self._cues[0].item, self._cues
        most = self._script.most[item] if item is not None and item < len(self._script.most) else None
        self._cues = longer(self._cues, most, is_calm=self._hurt.is_calm)
        self._dialogue.line(f"{LONGER_S} seconds more." if self._cues != before else _AS_FAR)

    def _this_hurts(self) -> None:
        """Ask what is felt and how strong it is, and do what follows at once."""
        item = self._cues[0].item
        try:
            action = self._hurt.ask(partial(self._note_sign, item))
        except Leaving:
            action = StopAction.STOP_BOUT
        if action in {StopAction.STOP_EXERCISE, StopAction.STOP_BOUT} and item is not None:
            self._stop(item)
        if action is StopAction.EASE:
            self._ease()
        elif action in {StopAction.STOP_BOUT, StopAction.EMERGENCY}:
            self._end()
        self._dialogue.line()

    def _note_sign(self, item: int | None, sign: StopSign) -> None:
        """Note a stop sign before anything more is asked, so that it is kept whatever happens next."""
        self._played.signs.append(sign)
        self._played.is_urgent = self._played.is_urgent or sign.action is StopAction.EMERGENCY
        if item is not None:
            self._stop(item)

    def _stop(self, item: int) -> None:
        name = self._items[item].id
        if name not in self._played.stopped:
            self._played.stopped.append(name)
        if self._cues and self._cues[0].item == item:
            self._leave_out(item)

    def _leave_out(self, item: int) -> None:
        following = self._items[item + 1].position if item + 1 < len(self._items) else None
        self._cues = without(self._cues, item, same_place=following == self._items[item].position)
        self._is_told = False
        self._begins_anew = True

    def _end(self) -> None:
        self._cues = []

    def _tell(self, cue: Cue) -> None:
        """Tell what begins now; with keys, the line that runs shows the rest."""
        if cue.item is not None and cue.item != self._announced:
            self._announced = cue.item
            self._clear_line()
            tell_item(self._dialogue, self._items[cue.item], cue.item, len(self._items), self._library)
        if not self._pace.has_keys:
            tell_cue(self._dialogue, cue)

    def _show(self, cue: Cue, left: float) -> None:
        gone = cue.seconds - left
        total = sum(other.seconds for other in self._cues) - gone
        full = round(_BAR * min(1.0, max(0.0, gone / cue.seconds)))
        bar = "#" * full + "-" * (_BAR - full)
        self._dialogue.status(f"[{bar}] {clock(math.ceil(left)):>5} of {clock(math.ceil(total))}  {_short(cue)}")

    def _clear_line(self) -> None:
        if self._pace.has_keys:
            self._dialogue.status()


def tell_item(dialogue: Dialogue, item: PlanItem, place: int, of: int, library: Library) -> None:
    """Tell which movement comes now and how it is done."""
    _, variant = library.variants[item.id]
    dialogue.title(f"{place + 1} of {of}: {item.name}. {item.detail}")
    for number, step in enumerate(variant.steps.en, start=1):
        dialogue.line(step, indent=3, mark=f"{number}) ")
    dialogue.line(variant.breathing.en, indent=3, mark="Breathing: ")
    for words in item.cautions:
        dialogue.line(words, indent=3, mark="Take care: ")


def tell_cue(dialogue: Dialogue, cue: Cue) -> None:
    """Tell one cue with its time."""
    dialogue.line(f"{_short(cue)}, {cue.seconds} s", mark=f"{clock(cue.at_s):>6}  ")


def _short(cue: Cue) -> str:
    text = "Go on slowly" if cue.kind is CueKind.BREATHE else cue.text.rstrip(".")
    return f"{text} ({cue.repetition} of {cue.of})" if cue.of is not None and cue.of > 1 else text
