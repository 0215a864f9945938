"""Breaks from sitting: a timer in the page, with moves of one's own plan."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from loosen.coach.breaks import desk_break
from loosen.core.breaks import break_wishes
from loosen.web.asked import coach_of, daily_of, state_of
from loosen.web.figures import picture_for
from loosen.web.pages.care import turned_away
from loosen.web.rendering import render

router = APIRouter(include_in_schema=False)
_MINUTE_S = 60
_STEP_MIN = 5
_BREAKS_A_DAY = 16


@router.get("/breaks")
def breaks(request: Request) -> Response:
    """Show the timer, and the moves of today's breaks."""
    away = turned_away(request)
    if away is not None:
        return away
    daily, state = daily_of(request), state_of(request)
    library = coach_of(request).library
    wishes = break_wishes(library)
    least, most = (int(library.thresholds[f"break-every-{end}"].value) for end in ("least", "most"))
    found = [desk_break(daily, state, wishes.lasts, turn) for turn in range(_BREAKS_A_DAY)]
    data = {
        "every_s": int(wishes.every.total_seconds()),
        "lasts_s": int(wishes.lasts.total_seconds()),
        "natural_s": int(wishes.natural.total_seconds()),
        "again_s": int(wishes.again.total_seconds()),
        "breaks": [one.model_dump(mode="json") for one in found],
        "figures": {one.move.id: _figure(one.move.id) for one in found if one.move is not None},
    }
    return render(
        request,
        "breaks.html",
        "Breaks from sitting",
        data=data,
        every=range(least, most + 1, _STEP_MIN),
        usual=int(wishes.every.total_seconds()) // _MINUTE_S,
        moves=list({one.move.id: one.move for one in found if one.move is not None}.values()),
        remedy=library.remedies["break-timer"],
    )


def _figure(variant: str) -> dict[str, str] | None:
    picture = picture_for(variant)
    return None if picture is None else {"moving": picture.full.src, "still": picture.strip.src, "alt": picture.alt}
