"""Desk, bed, car and lifting for one person: which lines apply, and which step of lifting fits today."""

from __future__ import annotations

from dataclasses import dataclass

from loosen.coach.coach import Coach
from loosen.coach.daily import Daily
from loosen.coach.known import checked_at, reviews_of
from loosen.coach.state import PersonState
from loosen.core.lifting_steps import LiftingToday, lifting_today
from loosen.core.situation import Situation, situation_of
from loosen.domain.care import Limit
from loosen.domain.library import Library
from loosen.domain.life import Place, PlaceLine, PlacePicture
from loosen.domain.plan import DayPart


@dataclass(frozen=True)
class MyLifting:
    """What a person may lift today.

    Attributes:
        ladder: The ladder with the step of today; None where there is no plan.
        withheld: Why there is no plan.
        work: What the plan says of work.
    """

    ladder: LiftingToday | None
    withheld: str | None
    work: tuple[DayPart, ...]


@dataclass(frozen=True)
class MyPlace:
    """A place with what applies to a person.

    Attributes:
        place: The place.
        lines: Its lines.
        pictures: Its pictures.
        limits: What its entries say to those in a state that this person is in, or that nobody has ruled out.
    """

    place: Place
    lines: tuple[PlaceLine, ...]
    pictures: tuple[PlacePicture, ...]
    limits: tuple[Limit, ...] = ()


def lifting_of(coach: Coach, daily: Daily, state: PersonState) -> MyLifting:
    """Return what a person may lift today; nothing where there is no plan."""
    plan = daily.plan(state).plan
    if plan.withheld is not None:
        return MyLifting(None, plan.withheld, ())
    today = daily.today()
    ladder = lifting_today(
        daily.facts_today(state),
        daily.library,
        history=state.diary.told_last,
        today=today,
        allowed=coach.plan_state(state, coach.outcome(state)),
        limits=state.diary.person.limits,
        checked=checked_at(state),
        reviews=reviews_of(state, daily.library),
    )
    return MyLifting(ladder, None, plan.day.work if plan.day is not None else ())


def places_for(daily: Daily, state: PersonState) -> tuple[MyPlace, ...]:
    """Return the places with the lines and pictures that apply, or may apply, to a person."""
    library = daily.library
    situation = situation_of(daily.facts_today(state), library)
    return tuple(
        MyPlace(
            place,
            tuple(line for line in place.line if situation.holds(line.when) and _is_for(line, situation)),
            tuple(picture for picture in place.picture if _is_for(picture, situation)),
            _limits(place, situation, library),
        )
        for place in _ordered(library)
    )


def places_in_general(library: Library) -> tuple[MyPlace, ...]:
    """Return the places as they are for anybody."""
    return tuple(MyPlace(place, place.line, place.picture) for place in _ordered(library))


def _ordered(library: Library) -> list[Place]:
    return sorted(library.places.values(), key=lambda place: place.order)


def _is_for(part: PlaceLine | PlacePicture, situation: Situation) -> bool:
    return situation.tags.isdisjoint(part.not_for)


def _limits(place: Place, situation: Situation, library: Library) -> tuple[Limit, ...]:
    found: dict[str, Limit] = {}
    for remedy in (library.remedies[name] for name in place.remedies):
        for limit in (*remedy.block, *remedy.caution):
            if limit.tag in situation.tags:
                found.setdefault(limit.words.en, limit)
    return tuple(found.values())
