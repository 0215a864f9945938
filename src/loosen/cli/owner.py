"""The owner of the data folder and their day: coach, journal, state, and why there may be no plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loosen.cli.outcome import tell_emergency
from loosen.cli.planned import tell_adapted
from loosen.coach import Daily
from loosen.coach.opening import open_steady_coach
from loosen.coach.people import owner
from loosen.domain.basics import Disposition
from loosen.domain.help import LineKind
from loosen.domain.results import PlanState
from loosen.errors import JournalError

if TYPE_CHECKING:
    from loosen.cli.output import Voice
    from loosen.coach import Coach, PersonState
    from loosen.coach.opening import Opened
    from loosen.coach.steady import SteadyJournal
    from loosen.domain.library import Library
    from loosen.domain.plan import Plan
    from loosen.settings import Settings

_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Why there is no plan today.

    Attributes:
        words: Why.
        remedy: What to do.
    """

    words: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a data folder.

    Attributes:
        opened: The coach, and what went wrong in opening it.
        journal: Its journal; it tells when nothing can be saved any more.
        person: Who they are in the journal.
        daily: The use cases of a day.
    """

    opened: Opened
    journal: SteadyJournal
    person: str
    daily: Daily

    @property
    def coach(self) -> Coach:
        """The use cases of the check."""
        return self.opened.coach

    @property
    def library(self) -> Library:
        """The knowledge."""
        return self.opened.coach.library

    def state(self) -> PersonState:
        """Return where the owner stands."""
        return self.coach.state(self.person)

    def plan(self) -> tuple[Plan, NoPlan | None]:
        """Return today's plan, and why there is none."""
        state = self.state()
        plan = self.daily.plan(state).plan
        none = self._why_none(state, plan)
        if none is not None and plan.withheld is None:
            nothing: dict[str, object] = {"now": None, "bouts": (), "day": None, "left_out": (), "review_on": None}
            plan = plan.model_copy(update={**nothing, "review": None, "reminders": (), "withheld": none.words})
        return plan, none

    def emergency_numbers(self) -> str:
        """Return whom to call in an emergency."""
        country = self.coach.country(self.state())
        numbers = [line.number for line in country.line if line.kind is LineKind.EMERGENCY]
        return f"Emergency numbers ({country.name}): {', '.join(numbers)}."

    def check_journal(self, voice: Voice) -> None:
        """Stop where the journal cannot be used, with the numbers to call in sight.

        Raises:
            JournalError: The journal cannot be read or written.
        """
        if self.journal.trouble is not None:
            voice.line(self.emergency_numbers())
            raise self.journal.trouble

    def _why_none(self, state: PersonState, plan: Plan) -> NoPlan | None:
        coach = self.coach
        result = coach.outcome(state)
        if not state.facts:
            return NoPlan("You have not done the safety check yet.", "Do it now: loosen check")
        if coach.is_stale(state):
            return NoPlan(plan.withheld or "Your last check is too old.", "Run it again: loosen check")
        if result.disposition is Disposition.EMERGENCY:
            return NoPlan(f"{result.title}. {result.meaning}", "After emergency care: loosen check --new")
        if coach.next_screen(state) is not None:
            return NoPlan("Your safety check is not finished.", "Go on with it: loosen check")
        if coach.plan_state(state, result) is PlanState.WITHHELD:
            later = "When a clinician has seen you and allowed self-care, say so there."
            return NoPlan(f"{result.title}. {result.meaning}", f"See what to do and why: loosen check. {later}")
        if plan.rescreen:
            return NoPlan(plan.withheld or "Please run the safety check again.", "Run it now: loosen check --new")
        if state.notice_for != state.check:
            return NoPlan("The safety notice is not confirmed yet.", "Read and confirm it: loosen check")
        return None


@contextmanager
def open_owner(settings: Settings) -> Iterator[Owner]:
    """Yield the owner of the data folder. A journal that cannot be used is told by `Owner.check_journal`."""
    opened, journal = open_steady_coach(settings)
    try:
        try:
            person = owner(settings.data_dir)
        except JournalError as error:
            person = _NOBODY
            journal.give_up(error)
        yield Owner(opened, journal, person, Daily(opened.coach))
    finally:
        opened.close()


def tell_no_plan(voice: Voice, owner: Owner, plan: Plan, none: NoPlan) -> None:
    """Tell why there is no plan and what to do; an emergency comes with whom to call."""
    state = owner.state()
    result = owner.coach.outcome(state)
    if result.disposition is Disposition.EMERGENCY and not owner.coach.is_stale(state):
        tell_emergency(voice, result, owner.coach.country(state), owner.library)
    else:
        voice.title("No plan today")
        voice.line(none.words)
        tell_adapted(voice, plan.adapted)
    voice.line()
    voice.line(none.remedy)
    voice.line(owner.emergency_numbers())
