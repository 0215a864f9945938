"""A guided bout from the questions before it to what is saved after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loosen.cli.dialogue import Dialogue, Leaving
from loosen.cli.hurt import Hurt
from loosen.cli.interview import Interview
from loosen.cli.owner import tell_no_plan
from loosen.cli.planned import clock, tell_adapted
from loosen.cli.player import Played, Player, tell_cue, tell_item
from loosen.core.zones import MOST_PAIN
from loosen.errors import NotAllowedError

if TYPE_CHECKING:
    from loosen.cli.owner import Owner
    from loosen.cli.pace import Pace
    from loosen.core.planner import MadePlan
    from loosen.settings import Settings


class GuidedBout:
    """Leads the owner through one bout.

    Args:
        owner: Whose bout it is.
        settings: Where their data are.
        dialogue: The terminal.
        pace: Time and keys; None shows everything at once, to be done at one's own pace.
    """

    def __init__(self, owner: Owner, settings: Settings, dialogue: Dialogue, pace: Pace | None) -> None:
        self._owner = owner
        self._settings = settings
        self._dialogue = dialogue
        self._pace = pace

    def lead(self) -> bool:
        """Lead through the bout and return whether there was one, or the check in its place.

        Raises:
            JournalError: The journal cannot be used; what was done is told all the same.
        """
        plan, none = self._owner.plan()
        self._owner.check_journal(self._dialogue)
        if none is not None:
            tell_no_plan(self._dialogue, self._owner, plan, none)
            return False
        for sign in self._owner.daily.ended_today(self._owner.state()):
            self._dialogue.line(f"No more exercise today. {sign.advice.en}")
            return False
        if not plan.bouts:
            self._dialogue.line(plan.nothing_fits or "There is no guided bout today.")
            return False
        self._dialogue.line(self._owner.emergency_numbers())
        try:
            if not self._is_screened():
                return True
            pain = self._dialogue.ask_whole("How strong is the pain now, 0 to 10?", 0, MOST_PAIN)
        except Leaving:
            self._dialogue.line()
            self._dialogue.line("You stopped before the bout. Nothing was begun.")
            return False
        return self._begin(pain)

    def _is_screened(self) -> bool:
        """Ask the questions before a bout; any yes leads into the safety check at once."""
        owner, answers = self._owner, {}
        self._dialogue.title("Before you begin")
        for question in owner.daily.mini_questions():
            answers[question.id] = self._dialogue.ask_yes_no(question.ask.en)
            if answers[question.id]:
                break
        answers = {question.id: answers.get(question.id, False) for question in owner.daily.mini_questions()}
        if owner.daily.screen(owner.person, answers):
            return True
        self._dialogue.line()
        self._dialogue.line("Then no bout now. We go through the safety check again first.")
        interview = Interview(owner.opened, owner.journal, self._settings.data_dir, self._dialogue)
        interview.run(anew=False, country=None)
        return False

    def _begin(self, pain: int) -> bool:
        owner = self._owner
        try:
            owner.daily.start_bout(owner.person, pain)
        except NotAllowedError as error:
            plan, none = owner.plan()
            if none is not None:
                tell_no_plan(self._dialogue, owner, plan, none)
            else:
                self._dialogue.line(error.title)
            return False
        made = owner.daily.plan(owner.state())
        if made.plan.adapted:
            self._dialogue.title("What your days changed")
            tell_adapted(self._dialogue, made.plan.adapted)
        self._dialogue.title(f"{made.plan.bouts[0].title}: {clock(made.plan.bouts[0].seconds)} min")
        self._finish(*(self._show(made) if self._pace is None else self._play(made, pain, self._pace)))
        return True

    def _play(self, made: MadePlan, pain: int, pace: Pace) -> tuple[Played, int | None]:
        owner, planned = self._owner, made.plan.bouts[0]
        country = owner.coach.country(owner.state())
        hurt = Hurt(pain, owner.library, country, self._dialogue, pace)
        played = Player(planned, made.scripts[planned.id], owner.library, hurt, self._dialogue, pace).run()
        return played, played.seconds

    def _show(self, made: MadePlan) -> tuple[Played, int | None]:
        """Show the bout at once and ask what was done of it; nobody measured how long it took."""
        planned = made.plan.bouts[0]
        told = None
        for cue in made.scripts[planned.id].cues:
            if cue.item is not None and cue.item != told:
                told = cue.item
                tell_item(self._dialogue, planned.items[told], told, len(planned.items), self._owner.library)
            tell_cue(self._dialogue, cue)
        self._dialogue.line()
        played = Played()
        try:
            for item in planned.items:
                if self._dialogue.ask_yes_no(f"Did you do this to the end: {item.name}?"):
                    played.done.append(item.id)
                elif self._dialogue.ask_yes_no("Did you stop it because of pain?"):
                    played.stopped.append(item.id)
        except Leaving:
            self._dialogue.line()
        return played, None

    def _finish(self, played: Played, seconds: int | None) -> None:
        """Save how it went; after an emergency nothing more is asked."""
        owner, pain = self._owner, None
        try:
            if not played.is_urgent:
                prompt = "How strong is the pain now, 0 to 10? Enter to leave it out"
                pain = self._dialogue.ask_whole_or_skip(prompt, 0, MOST_PAIN)
        except (Leaving, KeyboardInterrupt):
            self._dialogue.line()
        owner.daily.finish_bout(
            owner.person,
            done=tuple(played.done),
            stopped=tuple(played.stopped),
            seconds=seconds,
            pain=pain,
            signs=tuple(dict.fromkeys(sign.id for sign in played.signs)),
        )
        took = f" {clock(seconds)} min." if seconds is not None else ""
        stopped = f", {len(played.stopped)} stopped" if played.stopped else ""
        is_saved = "Saved" if owner.journal.trouble is None else "Not saved"
        self._dialogue.line()
        self._dialogue.line(f"{is_saved}: {len(played.done)} done{stopped}.{took}")
        if any(sign.opens_check for sign in played.signs):
            self._dialogue.line("Before the next bout the safety check comes first: loosen check")
        elif not played.is_urgent:
            self._dialogue.line("Tomorrow morning, say how it is: loosen log. The plan follows it: loosen today")
        owner.check_journal(self._dialogue)
