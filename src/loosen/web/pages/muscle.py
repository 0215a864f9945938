"""What rest does to muscle, and how much of lost weight is not fat: ranges with their sources, for anyone to read."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from loosen.coach.same import Same
from loosen.core.muscle import Estimate, lean_share, regain_days
from loosen.domain.muscle import Measure, Muscle
from loosen.web.asked import coach_of
from loosen.web.charts.frame import nice_most
from loosen.web.charts.ranges import Ranged, ranges_chart
from loosen.web.rendering import render

router = APIRouter(include_in_schema=False)
_TITLES = {
    Measure.SIZE: ("size", "Muscle size lost"),
    Measure.STRENGTH: ("strength", "Strength lost"),
}
_GRAMS = 1000
_WAYS = ((False, "plain", "Without training"), (True, "trained", "With strength training"))


@router.get("/muscle")
def muscle(request: Request) -> HTMLResponse:
    """Show what rest takes, how it comes back, and what lost weight is made of."""
    library = coach_of(request).library
    known = next(iter(library.muscle.values()))
    return render(
        request,
        "muscle.html",
        "What rest does to muscle",
        muscle=known,
        losses=_losses(Same(known)),
        regain=[
            (days, *regain_days(known, days))
            for days in sorted({loss.days for loss in known.loss if loss.percent.low})
        ],
        lean=_lean(Same(known)),
        shares=[
            (fat, *(lean_share(known.lean, fat, trains=trains) for trains, _, _ in _WAYS))
            for fat in known.lean.fat_kg
        ],
    )


@lru_cache(maxsize=2)
def _losses(kept: Same[Muscle]) -> tuple[tuple[str, Markup], ...]:
    """Return a chart of what was lost for each measure, with its heading."""
    found = []
    for measure, (name, title) in _TITLES.items():
        rows = [
            Ranged(
                loss.situation.en,
                float(loss.percent.low),
                (loss.percent.low + loss.percent.high) / 2,
                float(loss.percent.high),
                _percent(float(loss.percent.low), float(loss.percent.high)),
            )
            for loss in kept.record.loss
            if loss.measure is measure
        ]
        most = nice_most(max(row.high for row in rows))
        message = " ".join(f"{row.name}: {row.said}." for row in rows)
        found.append((title, Markup(ranges_chart(name, f"{title}, percent", message, rows, most, "%"))))  # noqa: S704 - escaped
    return tuple(found)


@lru_cache(maxsize=2)
def _lean(kept: Same[Muscle]) -> tuple[tuple[str, Markup], ...]:
    """Return a chart of how much of 1 kg is not fat, with and without training."""
    found = []
    for trains, name, title in _WAYS:
        rows = [_grams(fat, lean_share(kept.record.lean, fat, trains=trains)) for fat in kept.record.lean.fat_kg]
        message = " ".join(f"With {row.name}: {row.said}." for row in rows)
        found.append((title, Markup(ranges_chart(name, title, message, rows, _GRAMS, "g"))))  # noqa: S704 - escaped
    return tuple(found)


def _grams(fat: int, share: Estimate) -> Ranged:
    low, middle, high = (_GRAMS * part for part in (share.low, share.middle, share.high))
    return Ranged(f"{fat} kg of fat", low, middle, high, f"{round(low, -1):.0f} to {round(high, -1):.0f} g")


def _percent(low: float, high: float) -> str:
    if high == 0:
        return "none"
    return f"{high:g} %" if low == high else f"{low:g} to {high:g} %"
