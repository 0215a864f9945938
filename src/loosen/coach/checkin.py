"""The check-in: how a day is, own activities, and where it hurts; new places lead to the safety check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.coach.daily import Daily
from loosen.coach.records import OwnActivity
from loosen.coach.state import PersonState
from loosen.core.facts import Facts
from loosen.core.flares import flare_day
from loosen.core.mornings import ROSE, SORE
from loosen.domain.basics import Answer
from loosen.domain.checkin import BodyArea, View
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay
from loosen.domain.results import PlanState
from loosen.errors import FactProblem, FactsError

GLOBAL_EVERY = "global-change-every"
MARKS_HOLD = "rescreen-after"
LEAST_ACTIVITIES, MOST_ACTIVITIES = "activities-least", "activities-most"
LONGEST_NAME = 60
_WALK = "walking"
_MINUTE_S = 60
_ID_LENGTH = 40


@dataclass(frozen=True)
class Asked:
    """What a check-in asks.

    Attributes:
        day: Of which day.
        is_today: Whether that is today.
        known: What was told of that day already.
        pain: Pain to show as told: where the first of the day is known, that of today which was told last.
        activities: Own activities to score.
        asks_global: Whether a week has gone since the change was asked.
        asks_morning: Whether there is an earlier bout to compare the morning with, and that was not done yet.
        asks_soreness: Whether a bout was done so lately that muscles may be sore from it.
        in_flare: Whether a flare was told and not yet its end.
        before: Areas that were marked last, on this or an earlier day.
        walked: Minutes that timed walks of that day add up to.
    """

    day: date
    is_today: bool
    known: HistoryDay | None
    pain: int | None
    activities: tuple[OwnActivity, ...]
    asks_global: bool
    asks_morning: bool
    asks_soreness: bool
    in_flare: bool
    before: tuple[str, ...]
    walked: int


@dataclass(frozen=True)
class NewPlaces:
    """Areas that are new and that the safety check has to look at.

    Attributes:
        areas: The areas.
        asks: The facts that they leave open.
        spread: Those of the areas that lie next to one that was marked before.
    """

    areas: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()


class CheckIn:
    """Takes in how the days are.

    Args:
        daily: The use cases of a day.
    """

    def __init__(self, daily: Daily) -> None:
        self._daily, self._coach = daily, daily.coach
        self.library = daily.library

    def asked(self, state: PersonState, day: date | None = None) -> Asked:
        """Return what to ask of a day, today if none is given."""
        on = day or self._daily.today()
        is_today = on == self._daily.today()
        diary, known = state.diary, state.diary.days.get(on)
        first = known.pain_now if known else None
        return Asked(
            day=on,
            is_today=is_today,
            known=known,
            pain=diary.pains.get(on, first) if is_today and first is not None else first,
            activities=diary.activities,
            asks_global=_is_due(diary.history, on, int(self.library.thresholds[GLOBAL_EVERY].value)),
            asks_morning=(known is None or known.morning_change is None) and diary.rise_since_bout(on, 0) is not None,
            asks_soreness=_may_be_sore(diary.history, on, self.library),
            in_flare=flare_day(diary.history, on, self.library) is not None,
            before=_areas_before(diary.history, on, self.library),
            walked=sum((use.seconds or 0) for use in diary.uses if use.day == on and use.remedy == _WALK)
            // _MINUTE_S,
        )

    def may_be_soreness(self, state: PersonState, said: Iterable[Adapted]) -> bool:
        """Return whether what is said of today holds only until sore muscles are named as the reason."""
        rose = any(note.rule in ROSE for note in said)
        return rose and _may_be_sore(state.diary.history, self._daily.today(), self.library)

    def save(
        self, person: str, answers: Mapping[str, object], *, day: date | None = None, event_id: str | None = None
    ) -> NewPlaces:
        """Record how a day is. An area that is new where a nerve may speak begins the safety check.

        Raises:
            FactsError: A value cannot be used, or the day is in the future; all are listed, nothing is recorded.
        """
        state = self._coach.state(person)
        on = day or self._daily.today()
        raw = dict(answers)
        self._check_names(state, raw)
        known = state.diary.days.get(on)
        scores = raw.get("activities")
        if known is not None and isinstance(scores, dict):
            own = {one.id for one in state.diary.activities}
            raw["activities"] = {**{name: one for name, one in known.activities.items() if name in own}, **scores}
        told, pain = raw.get("morning_change"), raw.get("pain_now")
        if isinstance(told, int) and isinstance(pain, int):
            rise = state.diary.rise_since_bout(on, pain)
            raw["morning_change"] = told if rise is None else max(told, rise)  # the safer of the two
        marked = raw.get("areas")
        before = _areas_before(state.diary.history, on, self.library)
        found = NewPlaces()
        if isinstance(marked, list | tuple):
            found = new_places(before, [str(name) for name in marked], state.facts, self.library)
        self._daily.log_day(person, raw, day=day, event_id=event_id)
        if found.asks:
            self.ask_again(person, found.asks)
        return found

    def ask_again(self, person: str, facts: Iterable[str]) -> None:
        """Leave facts open in the safety check: in a new one, or in this one where it allows no plan.

        What led to such an outcome is not forgotten, nor what was answered in a check that is not finished.
        """
        state = self._coach.state(person)
        withheld = self._coach.plan_state(state, self._coach.outcome(state)) is PlanState.WITHHELD
        if state.facts and withheld and not self._coach.is_stale(state):
            self._coach.correct(person, dict.fromkeys(facts, Answer.UNKNOWN.value))
        else:
            self._coach.begin_check(person, facts)

    def areas_of(self, view: View) -> tuple[BodyArea, ...]:
        """Return the areas that are listed under a view, in order."""
        areas = (area for area in self.library.body_areas.values() if area.view is view)
        return tuple(sorted(areas, key=lambda area: area.order))

    def activity_limits(self) -> tuple[int, int]:
        """Return how many own activities there are at least and at most, unless there are none."""
        least, most = (int(self.library.thresholds[name].value) for name in (LEAST_ACTIVITIES, MOST_ACTIVITIES))
        return least, most

    def choose_activities(self, person: str, rows: Sequence[tuple[str, str]]) -> tuple[OwnActivity, ...]:
        """Record own activities; one that is renamed keeps its id, and with it its scores.

        Args:
            person: Whose they are.
            rows: Id (empty for a new one) and name; an empty name takes the activity out.

        Raises:
            FactsError: Too few, too many, too long, or one twice.
        """
        state = self._coach.state(person)
        least, most = self.activity_limits()
        current = {one.id for one in state.diary.activities}
        taken = current | {name for day in state.diary.history for name in day.activities}
        named = [(name, " ".join(words.split())) for name, words in rows if words.strip()]
        problems = _row_problems([words for _, words in named], least, most)
        if problems:
            raise FactsError(problems)
        chosen: list[OwnActivity] = []
        for name, words in named:
            one = name if name in current else _fresh_id(words, taken)
            taken.add(one)
            chosen.append(OwnActivity(one, words))
        body = {"activities": [{"id": one.id, "name": one.name} for one in chosen]}
        self._coach.record(person, (EventKind.ACTIVITIES_CHOSEN, body))
        return tuple(chosen)

    def _check_names(self, state: PersonState, raw: Mapping[str, object]) -> None:
        """See to it that areas and activities are those that there are."""
        problems = []
        areas, scores = raw.get("areas"), raw.get("activities")
        for name in areas if isinstance(areas, list | tuple) else ():
            if name not in self.library.body_areas:
                problems.append(
                    FactProblem("log.areas", f"There is no area {str(name)[:40]!r}.", "Tick those listed.")
                )
        own = {one.id for one in state.diary.activities}
        for name in scores if isinstance(scores, dict) else ():
            if name not in own:
                what = f"There is no activity {str(name)[:40]!r} of yours."
                problems.append(FactProblem(f"log.activities.{name}", what, "Choose your activities first."))
        if problems:
            raise FactsError(problems)


def new_places(before: Iterable[str], now: Iterable[str], facts: Facts, library: Library) -> NewPlaces:
    """Return which marks are new and leave facts open that the check has not answered with yes.

    Args:
        before: Areas that were marked last.
        now: Areas that are marked.
        facts: Answers of the check.
        library: The knowledge.
    """
    known = {name for name, value in facts.items() if value is Answer.YES}
    marked = [library.body_areas[name] for name in dict.fromkeys(now)]
    earlier = set(before)
    fresh = [area for area in marked if area.id not in earlier]
    areas, asks = [], []
    for area in fresh:
        wanted = [] if known & set(area.asks) else list(area.asks)
        both = any(other.side is not area.side and set(other.asks_both) & set(area.asks_both) for other in marked)
        wanted += [name for name in area.asks_both if both and name not in known]
        asks += wanted
        areas += [area.id] if wanted else []
    spread = tuple(name for name in areas if earlier & set(library.body_areas[name].neighbours))
    return NewPlaces(tuple(areas), tuple(dict.fromkeys(asks)), spread)


def _areas_before(history: Sequence[HistoryDay], on: date, library: Library) -> tuple[str, ...]:
    """Return the areas that were marked last; marks that are older than a safety check may be are forgotten."""
    since = on - timedelta(days=int(library.thresholds[MARKS_HOLD].value))
    marked = [day.areas for day in history if since <= day.date <= on and day.areas]
    return marked[-1] if marked else ()


def _is_due(history: Sequence[HistoryDay], on: date, every: int) -> bool:
    """Return whether the weekly question is due: so many days after it was answered last, or after the first day."""
    told = [day.date for day in history if day.global_change is not None and day.date != on]
    since = told[-1] if told else (history[0].date if history else on)
    return (on - since).days >= every


def _may_be_sore(history: Sequence[HistoryDay], on: date, library: Library) -> bool:
    """Return whether the last bout of an earlier day is so near that muscles may be sore from it."""
    trained = [day.date for day in history if day.date < on and (day.done or day.stopped)]
    return bool(trained) and (on - trained[-1]).days <= library.adaptation[SORE].values["days"]


def _row_problems(names: Sequence[str], least: int, most: int) -> list[FactProblem]:
    problems = []
    if names and not least <= len(names) <= most:
        what = f"{len(names)} {'activity' if len(names) == 1 else 'activities'} named."
        problems.append(FactProblem("activities", what, f"Name {least} to {most}, or none."))
    folded = [name.casefold() for name in names]
    for name in names:
        if len(name) > LONGEST_NAME:
            what = f"“{name[:30]}…” is too long."
            problems.append(FactProblem("activities", what, f"Use {LONGEST_NAME} letters at most."))
    if len(set(folded)) < len(folded):
        problems.append(FactProblem("activities", "One activity stands there twice.", "Name each once."))
    return problems


def _fresh_id(words: str, taken: set[str]) -> str:
    """Return an id that says what the activity is, and that no activity ever had."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_ID_LENGTH].strip("-") or "activity"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def without_empty(asked: Asked, areas: Sequence[str], *, same: bool) -> tuple[str, ...] | None:
    """Return the areas that a form says: those ticked, those of last time, or None where nothing was said of them."""
    if areas:
        return tuple(dict.fromkeys(areas))
    if same and asked.before:
        return asked.before
    return () if asked.known is not None and asked.known.areas else None
