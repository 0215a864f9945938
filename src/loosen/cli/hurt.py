"""“This hurts” in a guided bout: stop signs first, then pain and its zone, as the knowledge says."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from loosen.cli.dialogue import Dialogue, read_marks
from loosen.cli.outcome import tell_stop
from loosen.cli.planned import clock
from loosen.core.zones import MOST_PAIN, zone_of
from loosen.domain.planning import StopAction, StopSign, Zone

if TYPE_CHECKING:
    from loosen.cli.pace import Pace
    from loosen.domain.help import Country
    from loosen.domain.library import Library

_MINUTE_S = 60
_TICK_S = 1.0
_TOO_LONG_RULE = "ST4"
_SEVERITY = list(StopAction)


class Hurt:
    """Asks what is felt and says what follows.

    Args:
        start: Pain before the bout.
        library: The knowledge.
        country: Whose emergency numbers to show.
        dialogue: The terminal.
        pace: Time and keys.

    Attributes:
        is_calm: Whether the last answer about pain leaves room for more.
    """

    def __init__(self, start: int, library: Library, country: Country, dialogue: Dialogue, pace: Pace) -> None:
        self._start = start
        self._library = library
        self._country = country
        self._dialogue = dialogue
        self._pace = pace
        self._now = pace.now
        self._sore_since: float | None = None
        self._asked_at = pace.now()
        self._longest_min = float(library.thresholds["long-pain-in-session"].value)
        self._rest_s = float(library.thresholds["red-zone-rest"].value) * _MINUTE_S
        self._mild_from = library.thresholds["above-mild-from"].value
        self._red_from = library.thresholds["red-zone-from"].value
        self.is_calm = start < self._mild_from
        self._signs = sorted(library.stop_signs.values(), key=lambda sign: sign.order)

    def lasts_too_long(self) -> bool:
        """Return whether pain above mild that rose in this bout was told too long ago to leave it at that."""
        return self._sore_since is not None and self._now() - self._sore_since >= self._longest_min * _MINUTE_S

    def ask(self, note: Callable[[StopSign], None]) -> StopAction:
        """Ask, say what follows and return what to do.

        Args:
            note: Is told each stop sign at once, before anything more is asked.

        Raises:
            Leaving: The person goes away half-way.
        """
        self._asked_at = self._now()
        if self.lasts_too_long():
            self._dialogue.line(f"It hurt {self._longest_min:g} minutes ago.")
        signs = self._ask_signs()
        worst = max(signs, key=lambda sign: _SEVERITY.index(sign.action), default=None)
        self.is_calm = self.is_calm and not signs
        for sign in signs:
            note(sign)
        for sign in sorted(signs, key=lambda sign: -_SEVERITY.index(sign.action)):
            self._tell(sign)
        if worst is not None and worst.action in {StopAction.STOP_BOUT, StopAction.EMERGENCY}:
            return worst.action
        return self._ask_pain(note, is_out=worst is not None)

    def _ask_signs(self) -> list[StopSign]:
        self._dialogue.title("What do you feel?")
        for number, sign in enumerate(self._signs, start=1):
            self._dialogue.line(sign.ask.en, indent=3, mark=f"{number}. ")
        while True:
            marks = read_marks(
                self._dialogue.ask("Numbers of what you feel, Enter for pain only, q to end the bout"),
                len(self._signs),
            )
            if not isinstance(marks, str):
                return [self._signs[number - 1] for number in sorted(marks)]  # not sure counts as yes
            self._dialogue.line(marks)

    def _tell(self, sign: StopSign) -> None:
        if sign.action is StopAction.EMERGENCY:
            tell_stop(self._dialogue, sign, self._country, self._library)
        else:
            self._dialogue.line(f"{sign.advice.en} (rule {sign.rule})")

    def _ask_pain(self, note: Callable[[StopSign], None], *, is_out: bool) -> StopAction:
        """Ask how strong the pain is and return what follows; after a rest in the red zone it is asked again."""
        pain = self._dialogue.ask_whole("How strong is the pain now, 0 to 10?", 0, MOST_PAIN)
        late = self._too_long(pain)
        if late is not None:
            note(late)
            self._tell(late)
            return late.action
        zone = self._zone(pain)
        self._dialogue.line(zone.says.en)
        if zone.action is not StopAction.STOP_EXERCISE:
            return StopAction.STOP_EXERCISE if is_out else zone.action
        return self._after_rest(note)

    def _zone(self, pain: int) -> Zone:
        """Return the zone of a pain, and note whether it leaves room for more."""
        zone = zone_of(self._start, pain, self._library)
        self.is_calm = zone.action is StopAction.CARRY_ON and pain < self._mild_from
        return zone

    def _after_rest(self, note: Callable[[StopSign], None]) -> StopAction:
        """Let the person rest, ask how strong the pain is then, and return what follows."""
        ends = self._now() + self._rest_s
        while True:
            self._rest_until(ends)
            pain = self._dialogue.ask_whole("How strong is it now, 0 to 10? (q ends the bout)", 0, MOST_PAIN)
            late = self._too_long(pain)
            if late is not None:
                note(late)
                self._tell(late)
                return late.action
            if self._zone(pain).action is not StopAction.STOP_EXERCISE or pain < self._red_from:
                return StopAction.STOP_EXERCISE
            if self._now() >= ends:
                self._dialogue.line("That is enough for today.")
                return StopAction.STOP_BOUT

    def _rest_until(self, ends: float) -> None:
        """Show how long to rest until the time is over, or until a key is pressed."""
        self._dialogue.line("Rest and breathe. Any key when it feels better.")
        with self._pace.listening():
            while (left := ends - self._now()) > 0:
                self._dialogue.status(f"Rest {clock(math.ceil(left))}")
                if self._pace.wait(min(left, _TICK_S)) is not None:
                    break
        self._dialogue.status()

    def _too_long(self, pain: int) -> StopSign | None:
        """Return the stop sign of pain that has lasted too long, or note since when it is above mild."""
        if pain < self._mild_from or pain <= self._start:
            self._sore_since = None
        elif self._sore_since is None:
            self._sore_since = self._asked_at
        elif self.lasts_too_long():
            return next((sign for sign in self._signs if sign.rule == _TOO_LONG_RULE), None)
        return None
