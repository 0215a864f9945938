"""The pictures: their files, all of them by kind, which position loads the back least, and desk, bed and car."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from loosen.domain.drawn import Drawn, DrawnKey, PostureKind
from loosen.domain.library import Library
from loosen.errors import NotFoundError
from loosen.knowledge.drawn import load_drawn, svg_gz
from loosen.knowledge.spine import load_spine
from loosen.web.asked import coach_of
from loosen.web.figures import Drawing, is_picture, key_drawing, picture_for, pictures_version
from loosen.web.rendering import render

router = APIRouter(include_in_schema=False)
files = APIRouter(include_in_schema=False)
_SVG = "image/svg+xml"
_FOR_GOOD = "public, max-age=31536000, immutable"
_STANDING = "standing"
_KINDS: dict[PostureKind, tuple[str, str]] = {
    PostureKind.MOVEMENT: ("movements", "Movements"),
    PostureKind.REST: ("rest", "To rest in"),
    PostureKind.EVERYDAY: ("every-day", "Every day"),
    PostureKind.NOT_NOW: ("not-now", "Not now"),
}
_ABOUT_SAME = (0.85, 1.15)


@files.get("/figures/{name}.svg")
def file(request: Request, name: str) -> Response:
    """Hand out a picture as it was packed; unpacked to those who cannot unpack it."""
    data = svg_gz(name) if is_picture(name) else None
    if data is None:
        raise NotFoundError(f"There is no picture {name[:80]!r}.", where="name", detail="See all at /figures.")
    headers = {"Vary": "Accept-Encoding"}
    headers["Cache-Control"] = _FOR_GOOD if request.url.query == pictures_version() else "no-cache"
    if not _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(gzip.decompress(data), media_type=_SVG, headers={**headers, "Content-Encoding": "identity"})
    return Response(data, media_type=_SVG, headers={**headers, "Content-Encoding": "gzip"})


@router.get("/figures")
def gallery(request: Request) -> HTMLResponse:
    """Show every picture, or those of one kind."""
    wanted = request.query_params.get("kind", "")
    drawn = sorted(load_drawn().values(), key=lambda one: one.name)
    shelves = [
        (slug, title, [one for one in drawn if one.kind is kind])
        for kind, (slug, title) in _KINDS.items()
        if wanted in {"", slug}
    ]
    if not shelves:
        raise NotFoundError("There are no pictures of that kind.", where="kind", detail="See all at /figures.")
    return render(
        request, "figures.html", "All pictures", shelves=shelves, wanted=wanted, kinds=list(_KINDS.values())
    )


@dataclass(frozen=True)
class Loaded:
    """A position in the chart: a picture, and its load as parts of that in relaxed standing.

    Attributes:
        drawn: The posture.
        key: Its heaviest key pose.
        picture: Of that.
        ratio: Pressure in the disc over that in relaxed standing.
        least: The same, as low as is to be expected among people.
        most: As high.
        words: The ratio in words.
    """

    drawn: Drawn
    key: DrawnKey
    picture: Drawing
    ratio: float
    least: float
    most: float
    words: str


@router.get("/positions")
def positions(request: Request) -> HTMLResponse:
    """Show which position loads the back least, in bands."""
    chart = loaded_positions()
    limits = [float(band.up_to) for band in load_spine().bands.band]
    bands = [
        (band, lower, [one for one in chart if one.key.band == band.id])
        for band, lower in zip(load_spine().bands.band, [0.0, *limits], strict=False)
    ]
    return render(
        request,
        "positions.html",
        "Which position loads the back least?",
        bands=[band for band in bands if band[2]],
        chart=chart,
        scale=max(one.most for one in chart),
        claims=("A04", "A05"),
        sources=("wilke-1999", "nachemson-1981", "model-estimate"),
    )


@dataclass(frozen=True)
class Place:
    """Where people stay for long, and what is known of it.

    Attributes:
        id: Its anchor on the page.
        title: What it is called.
        pictures: Postures with a word for each.
        remedies: Entries that say what to do.
        claims: What the web says, checked.
    """

    id: str
    title: str
    pictures: tuple[tuple[str, str], ...]
    remedies: tuple[str, ...]
    claims: tuple[str, ...]


_PLACES = (
    Place(
        "desk",
        "Desk",
        (
            ("desk-arms-supported", "Arms and back held"),
            ("sitting-lumbar-roll", "With a rolled towel, if you like it"),
            ("desk-standing", "Standing for a while"),
            ("desk-reaching", "Not for long"),
        ),
        ("break-timer", "vary-posture", "ergonomic-chair", "lumbar-roll", "sit-stand-desk"),
        ("A05", "B16", "B19", "C20", "D12", "E08"),
    ),
    Place(
        "bed",
        "Bed",
        (
            ("easy-positions-side", "On your side"),
            ("easy-positions-back", "On your back"),
            ("easy-positions-front", "On your front, if it feels best"),
            ("getting-out-of-bed", "Up by way of your side"),
        ),
        ("sleep-position", "bed-pillows"),
        ("A04", "B15"),
    ),
    Place(
        "car",
        "Car",
        (
            ("driving-good", "Seat close, back held"),
            ("driving-poor", "Not for long"),
            ("boot-load", "Not right after a drive"),
        ),
        ("driving",),
        ("A19",),
    ),
)


@router.get("/posture")
def posture(request: Request) -> HTMLResponse:
    """Show what to do at the desk, in bed and in the car."""
    return render(
        request,
        "posture.html",
        "At the desk, in bed, in the car",
        places=_PLACES,
        bands={one.id: _band_words(one) for one in load_drawn().values()},
    )


@router.get("/figures/{name}")
def one(request: Request, name: str) -> HTMLResponse:
    """Show one picture large, with its words and its load."""
    drawn = load_drawn().get(name)
    if drawn is None:
        raise NotFoundError(f"There is no picture {name[:80]!r}.", where="name", detail="See all at /figures.")
    return render(
        request,
        "figure.html",
        drawn.name,
        drawn=drawn,
        picture=picture_for(drawn.id),
        band=_band_words(drawn),
        about=_pages_about(coach_of(request).library, drawn),
    )


def _band_words(drawn: Drawn) -> str:
    key = max(drawn.keys, key=lambda one: one.pressure_mpa)
    return next(band.name.en for band in load_spine().bands.band if band.id == key.band)


def _pages_about(library: Library, drawn: Drawn) -> list[tuple[str, str]]:
    """Return address and name of the entries that a picture stands for."""
    found: dict[str, str] = {}
    for shown in (drawn.id, *drawn.stands_for):
        if shown in library.variants:
            movement, variant = library.variants[shown]
            name = (
                variant.name.en
                if variant.name.en.startswith(movement.name.en)
                else f"{movement.name}: {variant.name}"
            )
            found[f"/learn/movements/{movement.id}#{variant.id}"] = name
        if shown in library.remedies:
            found[f"/learn/remedies/{shown}"] = library.remedies[shown].name.en
        if shown in library.not_now:
            found[f"/learn/not_now/{shown}"] = library.not_now[shown].name.en
    return list(found.items())


def loaded_positions() -> tuple[Loaded, ...]:
    """Return the positions of every day and of rest, the lightest first."""
    drawn = load_drawn()
    standing = drawn[_STANDING].heaviest.pressure_mpa
    shown = [one for one in drawn.values() if one.kind in {PostureKind.EVERYDAY, PostureKind.REST}]
    return tuple(sorted((_loaded(one, standing) for one in shown), key=lambda one: one.ratio))


def _loaded(drawn: Drawn, standing: float) -> Loaded:
    key = max(drawn.keys, key=lambda one: one.pressure_mpa)
    least, most = key.uncertainty
    return Loaded(
        drawn=drawn,
        key=key,
        picture=key_drawing(drawn, key),
        ratio=key.pressure_mpa / standing,
        least=least / standing,
        most=most / standing,
        words=_in_words(key.pressure_mpa / standing),
    )


def _in_words(ratio: float) -> str:
    """Return a load beside that of standing, in words as rough as it is known."""
    low, high = _ABOUT_SAME
    if low <= ratio <= high:
        return "about as standing"
    steps = (
        (0.3, "much less than standing"),
        (0.6, "about half of standing"),
        (low, "a bit less than standing"),
        (1.4, "a bit more than standing"),
        (1.75, "half as much again as standing"),
        (2.5, "about twice standing"),
        (3.5, "about 3 times standing"),
        (4.5, "about 4 times standing"),
    )
    return next((words for most, words in steps if ratio < most), "5 times standing, or more")


def _takes_gzip(accepted: str) -> bool:
    """Return whether a header says that gzip is taken."""
    for part in accepted.lower().split(","):
        coding, _, quality = part.strip().partition(";")
        if coding.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
