"""Desk, bed, car and lifting: plain lines with pictures, and the step of lifting that fits today."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from loosen.domain.basics import Disposition
from loosen.domain.care import Stage
from loosen.domain.life import KgRange, LiftingStep
from loosen.domain.lifting_method import Units
from loosen.units import lb_from_kg
from loosen.web.asked import coach_of, daily_of, state_of
from loosen.web.pages.care import turned_away
from loosen.web.rendering import render

if TYPE_CHECKING:
    from loosen.coach.life import MyLifting

router = APIRouter(include_in_schema=False)
TITLE = "Desk, bed, car, lifting"
LIFTING = "lifting"
_URGENT = {Disposition.EMERGENCY, Disposition.SAME_DAY}
_MORE = {
    "bed": (("/positions", "Which position loads the back least?"), ("/posture#bed", "More on beds")),
    "car": (("/posture#car", "More on cars"),),
    "desk": (("/breaks", "Set a break timer"), ("/posture#desk", "More on desks")),
    LIFTING: (("/lift", "Look at a lift"), ("/positions", "Which position loads the back least?")),
}


@router.get("/life")
def life(request: Request) -> Response:
    """Show the four places, with the step of lifting for whoever has done the check."""
    from loosen.coach.life import lifting_of, places_for, places_in_general  # no other page needs it

    coach, daily, state = coach_of(request), daily_of(request), state_of(request)
    away = turned_away(request)
    if away is not None and state.facts and coach.outcome(state).disposition in _URGENT:
        return away
    mine: MyLifting | None = lifting_of(coach, daily, state) if away is None else None
    is_known = mine is not None and mine.ladder is not None
    library = coach.library
    return render(
        request,
        "life.html",
        TITLE,
        places=places_for(daily, state) if is_known else places_in_general(library),
        more=_MORE,
        lifting=LIFTING,
        mine=mine,
        check_first=away.headers["location"] if away is not None else "/check",
        names=[step.name.en for step in sorted(library.lifting_steps.values(), key=lambda step: step.order)],
        weight=weight_words,
        most=most_words,
        look_at=lambda step, kg: lift_address(step, is_well=_is_well(mine), kg=kg),
        compression=library.loads,
        planning=next(iter(library.planning.values())),
    )


def weight_words(kg: KgRange) -> str:
    """Return a weight in words, in pounds too."""
    if kg.is_under:
        return f"under {_up_to(kg)}"
    if kg.least is None:
        return f"up to {_up_to(kg)}"
    return f"{kg.least:g} to {kg.most:g} kg ({lb_from_kg(kg.least):.0f} to {lb_from_kg(kg.most):.0f} pounds)"


def most_words(kg: KgRange) -> str:
    """Return the most of a weight in words."""
    return f"{'under' if kg.is_under else 'up to'} {_up_to(kg)}"


def lift_address(step: LiftingStep, *, is_well: bool, kg: KgRange | None = None) -> str | None:
    """Return the lifting page filled with a step as heavy as it is today, or None where it has no numbers."""
    if step.lift is None:
        return None
    filled = {
        "units": Units.METRIC.value,
        "back_pain": "no" if is_well else "yes",
        "load": f"{(kg or step.kg).most:g}",
        "origin.horizontal": f"{step.lift.reach:g}",
        "origin.vertical": f"{step.lift.start:g}",
        "destination.horizontal": f"{step.lift.reach:g}",
        "destination.vertical": f"{step.lift.end:g}",
    }
    return f"/lift?{urlencode(filled)}"


def _is_well(mine: MyLifting | None) -> bool:
    return mine is not None and mine.ladder is not None and mine.ladder.stage is Stage.M


def _up_to(kg: KgRange) -> str:
    return f"{kg.most:g} kg ({lb_from_kg(kg.most):.0f} pounds)"
