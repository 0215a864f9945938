"""What to do in a break from sitting: moves of the person's own plan that need neither floor nor mat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from loosen.coach.daily import Daily
from loosen.coach.state import PersonState
from loosen.domain.basics import Record
from loosen.domain.care import MovementPurpose, Position
from loosen.domain.library import Library
from loosen.domain.plan import Person, Place, Plan, PlanItem

EASY = {MovementPurpose.RELIEF, MovementPurpose.MOBILITY, MovementPurpose.WARM_UP}
AT_A_DESK = {Position.CHAIR.value, Position.STANDING.value, Position.WALKING.value}
_WALK_S = 30
_WALK = "Walk a few steps, then sit down in a new position."
_STAND = f"Stand up. {_WALK}"
_CHANGE = "Change your position, gently."


class MicroMove(Record):
    """One move of a break.

    Attributes:
        id: The variant.
        name: Of the movement.
        detail: Which way of doing it; empty for the usual one.
        words: How often, and for how long.
        steps: How it is done.
        seconds: How long it takes.
    """

    id: str
    name: str
    detail: str
    words: str
    steps: tuple[str, ...]
    seconds: int


class DeskBreak(Record):
    """A break: a move if one fits, and what to do with the rest of it."""

    seconds: int
    move: MicroMove | None
    rest: str


def desk_break(daily: Daily, state: PersonState, lasts: timedelta, turn: int = 0) -> DeskBreak:
    """Return what to do in a break.

    The moves are those of a plan made for the work place, so every rule of the plan holds for them. Only easy ones
    are taken, in turn, each no more often than its dose allows a day. Where nothing may be planned, there are none.

    Args:
        daily: The use cases of a day.
        state: Where the person stands.
        lasts: How long the break is.
        turn: Which break of the day it is, from 0.
    """
    seconds = int(lasts.total_seconds())
    plan = _plan_at_work(daily, state)
    if plan.withheld is not None or daily.ended_today(state):
        return DeskBreak(seconds=seconds, move=None, rest=_CHANGE)
    moves = _turns([item for bout in plan.bouts for item in bout.items], daily.library)
    move = _sized(moves[turn], daily.library, seconds - _WALK_S) if turn < len(moves) else None
    is_up = move is not None and moves[turn].position != Position.CHAIR.value
    return DeskBreak(seconds=seconds, move=move, rest=_WALK if is_up else _STAND)


def _turns(items: Sequence[PlanItem], library: Library) -> list[PlanItem]:
    """Return the easy moves of a day in turn, each as often as its dose allows."""
    easy = [
        item
        for item in items
        if item.position in AT_A_DESK and set(library.movements[item.movement].purposes) <= EASY
    ]
    most = {item.id: int(library.variants[item.id][1].dose.times_per_day.most) for item in easy}
    rounds = range(max(most.values(), default=0))
    return [item for round_ in rounds for item in easy if round_ < most[item.id]]


def _plan_at_work(daily: Daily, state: PersonState) -> Plan:
    chosen = state.diary.person
    person = Person(
        minutes=None,
        place=Place.WORK,
        floor_ok=False,
        goals=chosen.goals,
        dislikes=chosen.dislikes,
        limits=chosen.limits,
    )
    return daily.plan_on(state, daily.today(), person).plan


def _sized(item: PlanItem, library: Library, seconds: int) -> MicroMove:
    """Return one round of a movement, with as many repetitions as fit."""
    _, variant = library.variants[item.id]
    sides = 2 if item.per_side else 1
    if item.duration_s is not None:
        lasts = min(item.duration_s, seconds // sides)
        words = f"{lasts} seconds"
    else:
        one = max(1, round(variant.dose.move_s) + (item.hold_s or 0))
        times = max(1, min(item.repetitions or 1, seconds // (one * sides)))
        lasts = times * one
        held = {0: "", 1: ", hold 1 second"}.get(item.hold_s or 0, f", hold {item.hold_s} seconds")
        words = f"{times} times{held}" if times > 1 else f"once{held}"
    words += " each side" if item.per_side else ""
    detail = "" if item.detail == item.name else item.detail.removeprefix(f"{item.name}, ")
    return MicroMove(
        id=item.id, name=item.name, detail=detail, words=words, steps=variant.steps.en, seconds=lasts * sides
    )
