"""The use cases of a flare and of times without pain: each one tap away, and one tap back."""

from __future__ import annotations

from datetime import timedelta

from loosen.coach.daily import Daily
from loosen.coach.state import PersonState
from loosen.core.flares import flare_day
from loosen.core.lately import most_pain
from loosen.core.recovery import RECOVERED


class Spells:
    """Takes in that a flare began or is over, and begins the check of somebody without pain.

    Args:
        daily: The use cases of a day.
    """

    def __init__(self, daily: Daily) -> None:
        self._daily, self._coach = daily, daily.coach

    def tell_flare(self, person: str) -> None:
        """Record that today is a flare."""
        self._daily.log_day(person, {"flare": True, "flare_over": False})

    def end_flare(self, person: str) -> None:
        """Record that the flare is over; on the day on which it was told it is taken back."""
        self._daily.log_day(person, {"flare_over": True})

    def flare_day(self, state: PersonState) -> int | None:
        """Return the day of the flare that runs, from 0, or None where none does or its end was told."""
        return flare_day(state.diary.history, self._daily.today(), self._daily.library)

    def begin_prevention(self, person: str) -> bool:
        """Begin the safety check of somebody without pain, or the whole one where something speaks against that.

        Returns:
            Whether it is the one without the questions about a pain of now.
        """
        state = self._coach.state(person)
        if self._is_urgent(state) or self._was_sore(state):
            self._coach.begin_check(person)
            return False
        self._coach.begin_prevention(person)
        return True

    def _is_urgent(self, state: PersonState) -> bool:
        """Return whether the last check ended with something that is not to be talked away."""
        return bool(state.facts) and self._coach.outcome(state).disposition.is_urgent

    def _was_sore(self, state: PersonState) -> bool:
        """Return whether pain was told in the last days that are asked about."""
        values = self._daily.library.adaptation[RECOVERED].values
        since = self._daily.today() - timedelta(days=values["days"])
        diary = state.diary
        told = [(day.date, most_pain(day)) for day in diary.history]
        told += [(bout.day, pain) for bout in diary.bouts for pain in (bout.pain_before, bout.pain_after)]
        told += [(use.day, pain) for use in diary.uses for pain in (use.pain_before, use.pain_after)]
        told += diary.pains.items()
        return any(day > since and (pain or 0) >= values["ends_from"] for day, pain in told)
