"""Ready-made pictures as a page shows them: addresses, sizes and words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from loosen.domain.drawn import Drawn, DrawnKey
from loosen.knowledge.drawn import DRAWN, drawn_for, load_drawn, svg_text

_VIEW_BOX = re.compile(r'viewBox="\S+ \S+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_THEN = " Then: "


@dataclass(frozen=True)
class Drawing:
    """One file, with its size, so that a page keeps the room free before it has come."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A picture as a page shows it.

    Attributes:
        id: Of the picture.
        name: What it shows.
        moves: Whether `full` is an animation.
        full: The animation, or the still where there is none.
        still: The key pose that tells most.
        strip: The key poses side by side, for those who want no motion, and for print.
        alt: All key poses in words.
        still_alt: The telling one in words.
    """

    id: str
    name: str
    moves: bool
    full: Drawing
    still: Drawing
    strip: Drawing
    alt: str
    still_alt: str


@lru_cache(maxsize=512)
def picture_for(shown: str) -> Picture | None:
    """Return the picture that stands for a variant, remedy, card or posture, or None when there is none."""
    drawn = drawn_for().get(shown)
    return None if drawn is None else _picture(drawn)


def key_drawing(drawn: Drawn, key: DrawnKey) -> Drawing:
    """Return the still of a key pose."""
    return _drawing(f"{drawn.id}.{drawn.keys.index(key)}")


@lru_cache(maxsize=1)
def pictures_version() -> str:
    """Return what changes with the pictures, so that a browser may keep each of them for good."""
    digest = hashlib.sha256()
    for path in sorted(DRAWN.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def is_picture(name: str) -> bool:
    """Return whether there is a file by this name."""
    of, _, part = name.partition(".")
    drawn = load_drawn().get(of)
    if drawn is None:
        return False
    return part in {str(place) for place in range(len(drawn.keys))} or (drawn.moves and part in {"", "keys"})


def _picture(drawn: Drawn) -> Picture:
    telling = drawn.keys[drawn.telling]
    still = key_drawing(drawn, telling)
    full = _drawing(drawn.id) if drawn.moves else still
    return Picture(
        id=drawn.id,
        name=drawn.name,
        moves=drawn.moves,
        full=full,
        still=still,
        strip=_drawing(f"{drawn.id}.keys") if drawn.moves else still,
        alt=f"{drawn.name}: {_THEN.join(key.alt for key in drawn.keys) if drawn.moves else telling.alt}",
        still_alt=f"{drawn.name}: {telling.alt}",
    )


@lru_cache(maxsize=1024)
def _drawing(name: str) -> Drawing:
    found = _VIEW_BOX.search(svg_text(name) or "")
    width, height = (float(found["width"]), float(found["height"])) if found else (4.0, 3.0)
    return Drawing(f"/figures/{name}.svg?{pictures_version()}", round(width), round(height))
