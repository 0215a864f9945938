"""The plans of today and the coming days, one for each way a morning can be, for a device that is on its own.

Nothing is decided here. What a day may bring is written as events that did not happen, taken in on top of what did,
and the use case of the day is asked as it would be on that day. So the same rules act as on the day itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from loosen.coach.coach import Coach
from loosen.coach.daily import DAYS, Daily
from loosen.coach.state import PAIN, PersonState, fold
from loosen.core.adaptation import Adaptation, adapt
from loosen.core.facts import FactValue
from loosen.core.planner import MadePlan
from loosen.domain.events import Event, EventKind
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from loosen.domain.results import PlanState

DAYS_AHEAD = 7
MOST_PAIN = 10
_SORE, _UP_1, _UP_2, _TWICE, _MISSED = "START-SORE", "DAY-UP-1", "DAY-UP-2", "DAY-UP-2-TWICE", "MISSED-SHORT"
_NOON_H = 12


class Morning(StrEnum):
    """How a morning is, and with it which plan of the day holds."""

    USUAL = "usual"
    HOLD = "hold"
    STEP_BACK = "step-back"
    RELIEF = "relief"


class Pick(StrEnum):
    """What a morning answer leads to: a plan of the day, relief for some days, or the safety check."""

    USUAL = "usual"
    HOLD = "hold"
    STEP_BACK = "step-back"
    RELIEF = "relief"
    RELIEF_DAYS = "relief-days"
    CHECK = "check"


@dataclass(frozen=True)
class DayAhead:
    """One day and its plans.

    Attributes:
        day: Which day.
        facts: Answers that are others on that day.
        kept: By morning, the plans if the days before went as planned.
        missed: By morning, the plans if nothing was done since.
    """

    day: date
    facts: Mapping[str, FactValue]
    kept: Mapping[Morning, MadePlan]
    missed: Mapping[Morning, MadePlan]


@dataclass(frozen=True)
class Week:
    """What a device keeps of a person.

    Attributes:
        made_at: When it was worked out.
        allowed: How much of a plan the check and a clinician's word allow.
        holds_until: When the safety check is too old; None before the first.
        days: Today and the coming days; none where no plan is allowed.
    """

    made_at: datetime
    allowed: PlanState
    holds_until: datetime | None
    days: tuple[DayAhead, ...]


@dataclass(frozen=True)
class Picks:
    """Which plan a morning answer leads to, so that no device has to know a rule.

    Attributes:
        first: By pain, where no bout went before.
        by_rise: By mornings in a row that were clearly worse (0 or 1), pain before the last bout, and pain now.
        worse_days: For how many days back a pain counts as one before.
        relief_days: For how many days relief holds once it is called for.
        flare_days: For how many days after its first a flare is for relief.
        kept_days: After how many days without a bout the days no longer count as kept.
    """

    first: tuple[Pick, ...]
    by_rise: tuple[tuple[tuple[Pick, ...], ...], ...]
    worse_days: int
    relief_days: int
    flare_days: int
    kept_days: int


def week_of(coach: Coach, state: PersonState, *, is_told: bool = True) -> Week:
    """Return the plans of today and the coming days.

    Args:
        coach: The use cases of the check.
        state: Where the person stands.
        is_told: Whether the person has ticked the safety notice; there are no days before that.
    """
    daily = Daily(coach)
    allowed = coach.plan_state(state, coach.outcome(state))
    is_planned = allowed is not PlanState.WITHHELD and not daily.plan(state).plan.withheld
    return Week(
        made_at=coach.now(),
        allowed=allowed,
        holds_until=coach.holds_until(state),
        days=tuple(_days(coach, state)) if is_planned and is_told else (),
    )


def picks_of(library: Library) -> Picks:
    """Return which plan each morning answer leads to, as the rules of adaptation say it."""
    pains = range(MOST_PAIN + 1)
    rules = library.adaptation
    return Picks(
        first=tuple(_pick(_adapted(library, None, pain, 0)) for pain in pains),
        by_rise=tuple(
            tuple(tuple(_pick(_adapted(library, before, pain, strikes)) for pain in pains) for before in pains)
            for strikes in (0, 1)
        ),
        worse_days=int(rules["RESCREEN-WORSE"].values["days"]),
        relief_days=int(rules[_TWICE].values["relief_days"]),
        flare_days=int(rules["FLARE-RELIEF"].values["to_day"]),
        kept_days=int(rules[_MISSED].values["to_days"]) + 1,
    )


def _days(coach: Coach, state: PersonState) -> Iterator[DayAhead]:
    here = coach.now().astimezone()
    kept = state
    for ahead in range(DAYS_AHEAD + 1):
        moment = here if ahead == 0 else (here + timedelta(days=ahead)).replace(hour=_NOON_H, minute=0)
        then = coach.at(moment)
        plans = {morning: _plan(then, kept, morning) for morning in Morning}
        missed = plans if kept is state else _after_nothing(then, state, plans[Morning.RELIEF])
        facts = Daily(then).facts_today(state)
        changed = {DAYS: facts[DAYS]} if DAYS in facts else {}
        yield DayAhead(moment.date(), changed, plans, missed)
        kept = fold(_as_planned(then, kept, plans), coach.library, kept)


def _after_nothing(then: Coach, state: PersonState, relief: MadePlan) -> Mapping[Morning, MadePlan]:
    """Return the plans of a day before which nothing was done; relief is the same, and there is nothing to hold."""
    usual, back = (_plan(then, state, morning) for morning in (Morning.USUAL, Morning.STEP_BACK))
    return {Morning.USUAL: usual, Morning.HOLD: usual, Morning.STEP_BACK: back, Morning.RELIEF: relief}


def _plan(then: Coach, state: PersonState, morning: Morning) -> MadePlan:
    """Return the plan of a day if its morning is like this."""
    return Daily(then).plan(fold(_morning(then, state, morning), then.library, state))


def _morning(then: Coach, state: PersonState, morning: Morning) -> Iterator[Event]:
    """Yield what a person would have told on such a morning; nothing where this day's was told already."""
    daily, rules = Daily(then), then.library.adaptation
    today, sore = daily.today(), int(rules[_SORE].values["pain_from"])
    pain = daily.facts_today(state).get(PAIN)
    told = int(pain) if isinstance(pain, int | float) else 0
    known = state.diary.days.get(today)
    if morning is Morning.RELIEF:
        yield _event(then, EventKind.PAIN_TOLD, {"day": today.isoformat(), "pain": max(told, sore)})
        return
    if known is not None and known.pain_now is not None:
        return
    rise = {Morning.HOLD: rules[_UP_1], Morning.STEP_BACK: rules[_UP_2]}.get(morning)
    if rise is not None:
        log = {"morning_change": int(rise.values["rise"])}
        yield _event(then, EventKind.DAY_LOGGED, {"day": today.isoformat(), "log": log})
    yield _event(then, EventKind.PAIN_TOLD, {"day": today.isoformat(), "pain": min(told, sore - 1)})


def _as_planned(then: Coach, state: PersonState, plans: Mapping[Morning, MadePlan]) -> Iterator[Event]:
    """Yield the day as it goes when all is done as planned; nothing where it was done, or where there is nothing."""
    daily = Daily(then)
    today = daily.today()
    known = state.diary.days.get(today)
    pain = daily.facts_today(state).get(PAIN)
    is_sore = isinstance(pain, int | float) and pain >= then.library.adaptation[_SORE].values["pain_from"]
    bouts = plans[Morning.RELIEF if is_sore else Morning.USUAL].plan.bouts
    if not bouts or (known is not None and (known.done or known.stopped)):
        return
    if is_sore and (known is None or known.pain_now is None):
        yield _event(then, EventKind.DAY_LOGGED, {"day": today.isoformat(), "log": {"pain_now": int(pain)}})  # type: ignore[arg-type]  # a number, as it is sore
    items = [item.id for item in bouts[0].items]
    sets = {item.id: item.sets for item in bouts[0].items}
    begun = _event(
        then, EventKind.BOUT_STARTED, {"day": today.isoformat(), "items": items, "pain": None, "sets": sets}
    )
    yield begun
    how = {"bout": begun.id, "day": today.isoformat(), "done": items, "stopped": [], "seconds": None, "pain": None}
    yield _event(then, EventKind.BOUT_FINISHED, how)


def _event(then: Coach, kind: EventKind, body: dict[str, Any]) -> Event:
    """Return an event that did not happen; it never reaches a journal."""
    now = then.now()
    return Event(id=f"supposed-{kind.value}-{now:%Y%m%d}", person="nobody", at=now, kind=kind, body=body)


def _adapted(library: Library, before: int | None, pain: int, strikes: int) -> Adaptation:
    """Return what the rules make of a morning after a bout that began with a pain."""
    some = next(iter(library.variants))
    today = date(2000, 1, 1 + 2)  # any day will do: only the days between count
    history: list[HistoryDay] = []
    if before is not None:
        if strikes:
            up = int(library.adaptation[_UP_2].values["rise"])
            history.append(HistoryDay(date=today - timedelta(days=2), done=(some,)))
            history.append(
                HistoryDay(date=today - timedelta(days=1), done=(some,), pain_now=before, morning_change=up)
            )
        else:
            history.append(HistoryDay(date=today - timedelta(days=1), done=(some,), pain_now=before))
    change = None if before is None else pain - before
    history.append(HistoryDay(date=today, pain_now=pain, morning_change=change))
    return adapt(history, library, today, pain)


def _pick(found: Adaptation) -> Pick:
    rules = {note.rule for note in found.said}
    if found.rescreen:
        return Pick.CHECK
    if found.relief_only:
        return Pick.RELIEF_DAYS if _TWICE in rules else Pick.RELIEF
    if found.percent < 100:  # noqa: PLR2004 - the whole
        return Pick.STEP_BACK
    return Pick.HOLD if any(rule.startswith(_UP_1) for rule in rules) else Pick.USUAL
