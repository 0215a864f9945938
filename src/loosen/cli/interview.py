"""The whole way through the check in the terminal: screens, outcome, notice, fit, first steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from loosen.cli.asking import Asking
from loosen.cli.dialogue import Dialogue, Leaving, Way
from loosen.cli.groups import not_found
from loosen.cli.outcome import tell_emergency, tell_outcome, tell_reasons
from loosen.cli.steps import tell_notice, tell_steps, tell_whole_notice
from loosen.coach.daily import Daily
from loosen.coach.people import owner
from loosen.coach.spells import Spells
from loosen.core.interview import screen_with
from loosen.domain.basics import Disposition
from loosen.domain.help import LineKind
from loosen.domain.results import PlanState
from loosen.domain.safety import Purpose
from loosen.errors import JournalError

if TYPE_CHECKING:
    from loosen.coach import PersonState
    from loosen.coach.opening import Opened
    from loosen.coach.steady import SteadyJournal
    from loosen.domain.results import ScreenToAsk, TriageResult
    from loosen.domain.safety import Screen

_NOBODY = "nobody"
_ASKED_HERE = {Purpose.SAFETY, Purpose.FIT}


class Interview:
    """Leads one person through the check.

    Args:
        opened: The coach, and what went wrong in opening it.
        journal: Its journal; tells when answers can no longer be saved.
        data_dir: Where the owner's key is.
        dialogue: The terminal.
    """

    def __init__(self, opened: Opened, journal: SteadyJournal, data_dir: Path, dialogue: Dialogue) -> None:
        self._coach = opened.coach
        self._library = opened.coach.library
        self._overlay_error = opened.overlay_error
        self._journal = journal
        self._dialogue = dialogue
        self._has_told_trouble = False
        self._told_outcome: TriageResult | None = None
        self._has_told_emergency = False
        try:
            self._person = owner(data_dir)
        except JournalError as error:
            self._person = _NOBODY
            self._journal.give_up(error)

    def run(self, *, anew: bool, country: str | None, without_pain: bool = False) -> TriageResult:
        """Go through the check as far as the person wants and return the outcome so far.

        Raises:
            NotFoundError: No such country is known.
        """
        self._set_country(country)
        self._greet()
        if without_pain:
            Spells(Daily(self._coach)).begin_prevention(self._person)
        else:
            self._begin(anew=anew)
        try:
            self._lead()
        except Leaving as leaving:
            self._part(leaving.way)
        return self._coach.outcome(self._state())

    def _state(self) -> PersonState:
        return self._coach.state(self._person)

    def _set_country(self, country: str | None) -> None:
        if country is None:
            return
        code = country.upper()
        if code not in self._library.countries:
            raise not_found("country", country, self._library.countries, see="loosen knowledge list countries")
        self._coach.set_country(self._person, code)

    def _greet(self) -> None:
        say = self._dialogue.line
        if self._overlay_error is not None:
            say("Your site's own knowledge holds mistakes and is left out. See: loosen knowledge check")
        notice = next(iter(self._library.notice.values()))
        say(notice.short.en)
        country = self._coach.country(self._state())
        numbers = [line.number for line in country.line if line.kind is LineKind.EMERGENCY]
        say(f"Emergency numbers ({country.name}): {', '.join(numbers)}.")
        self._tell_trouble()

    def _begin(self, *, anew: bool) -> None:
        """Begin a check where there is none to go on with."""
        state = self._state()
        if state.check is not None and self._coach.is_stale(state):
            self._dialogue.line("Your last check is too old to build on. We ask again.")
            anew = True
        if anew or state.check is None:
            self._coach.begin_check(self._person)
        elif self._coach.next_screen(state) is not None:
            if state.facts:
                self._dialogue.line("We go on where you stopped. To begin a new check: loosen check --new")
        else:
            self._dialogue.line("This is your last check. To begin a new one: loosen check --new")

    def _lead(self) -> None:
        """Do what comes next until nothing is left to do."""
        while True:
            state = self._state()
            screen = self._coach.next_screen(state)
            if screen is not None:
                if self._tell_emergency_at_once(state):
                    self._dialogue.line()
                    self._dialogue.line("Call first. A few more questions could change this; they can wait.")
                self._ask(screen)
                continue
            self._tell_outcome(state)
            if self._coach.plan_state(state, self._coach.outcome(state)) is PlanState.WITHHELD:
                if self._goes_on_after_outcome(state):
                    continue
                return
            if state.notice_for != state.check:
                if not self._confirm_notice(state):
                    return
                continue
            fit = self._coach.next_fit_screen(state)
            if fit is None:
                tell_steps(self._dialogue, self._coach.first_steps(state))
                return
            self._ask(fit)

    def _ask(self, screen: ScreenToAsk, *, is_review: bool = False) -> None:
        """Ask a screen and record what was answered on it, also when the person leaves half-way."""
        state = self._state()
        asking = Asking(screen, state.facts, self._library, self._dialogue, is_review=is_review)
        try:
            asking.run()
        except Leaving as leaving:
            self._record(asking.answers)
            if leaving.way is not Way.BACK:
                raise
            self._look_back(screen.screen)
        else:
            self._record(asking.answers)

    def _look_back(self, screen: Screen | None) -> None:
        """Show the screen that was answered before a screen, to correct it."""
        state = self._state()
        before = [
            other
            for other in self._library.ordered_screens
            if other.purpose in _ASKED_HERE
            and (screen is None or other.order < screen.order)
            and any(q.screen == other.id and q.id in state.facts for q in self._library.questions.values())
        ]
        if not before:
            self._dialogue.line("This is the first screen.")
            return
        self._ask(screen_with(state.facts, self._library, before[-1].id), is_review=True)

    def _record(self, answers: dict[str, object]) -> None:
        if answers:
            self._coach.correct(self._person, answers)
        self._tell_trouble()

    def _tell_emergency_at_once(self, state: PersonState) -> bool:
        """Tell who to call as soon as an emergency is known; return whether that was news."""
        result = self._coach.outcome(state)
        is_news = result.disposition is Disposition.EMERGENCY and not self._has_told_emergency
        if is_news:
            tell_emergency(self._dialogue, result, self._coach.country(state), self._library)
        self._has_told_emergency = result.disposition is Disposition.EMERGENCY
        return is_news

    def _tell_outcome(self, state: PersonState) -> None:
        result = self._coach.outcome(state)
        told = self._told_outcome
        if told is not None and (told.disposition, told.because) == (result.disposition, result.because):
            return
        if result.disposition is Disposition.EMERGENCY:
            self._tell_emergency_at_once(state)
            tell_reasons(self._dialogue, result, self._library)
        else:
            tell_outcome(self._dialogue, result, self._coach.country(state), self._library)
        self._told_outcome = result

    def _goes_on_after_outcome(self, state: PersonState) -> bool:
        """Return whether an answer was corrected or a clinician allowed self-care; else all is said."""
        can_clear = self._coach.outcome(state).disposition is Disposition.SAME_DAY
        clear = ", c if a clinician has seen you since and allowed self-care" if can_clear else ""
        self._dialogue.line()
        try:
            text = self._dialogue.ask(f"Enter to finish, b to go back and correct an answer{clear}")
        except Leaving as leaving:
            if leaving.way is Way.BACK:
                self._look_back(None)
                return True
            return False
        return can_clear and text == "c" and self._is_cleared()

    def _is_cleared(self) -> bool:
        """Record that a clinician allowed self-care, after asking once more; return whether that was so."""
        try:
            was_seen = self._dialogue.ask_yes_no(
                "Has a clinician seen you about this, and allowed self-care at home?"
            )
        except Leaving:
            return False
        if was_seen:
            self._coach.clear_by_clinician(self._person)
            self._tell_trouble()
        return was_seen

    def _confirm_notice(self, state: PersonState) -> bool:
        """Return whether the person has read and confirmed the safety notice."""
        notice = next(iter(self._library.notice.values()))
        tell_notice(self._dialogue, notice)
        while True:
            try:
                text = self._dialogue.ask("Type yes to confirm, no to stop here, w for the whole notice")
            except Leaving as leaving:
                if leaving.way is not Way.BACK:
                    raise
                self._look_back(None)
                return True
            if text == "yes":
                self._coach.confirm_notice(self._person)
                return True
            if text in {"no", "n"}:
                self._dialogue.line("Without it there are no first steps. The outcome above still holds.")
                return False
            if text == "w":
                tell_whole_notice(self._dialogue, notice)

    def _part(self, way: Way) -> None:
        """Part from a person who leaves; an emergency that is known by then is told before anything else."""
        self._tell_emergency_at_once(self._state())
        self._dialogue.line()
        if self._journal.trouble is not None:
            self._dialogue.line("You stopped. Your answers are not saved.")
        else:
            self._dialogue.line("Your answers are saved. To go on: loosen check")
        if way is Way.END:
            self._dialogue.line("The input ended before the check was finished.")

    def _tell_trouble(self) -> None:
        """Tell once that answers can no longer be saved."""
        if self._journal.trouble is not None and not self._has_told_trouble:
            self._has_told_trouble = True
            self._dialogue.line("Your answers cannot be saved. The check goes on all the same; finish it in one go.")
            self._dialogue.line(str(self._journal.trouble))
