"""Colours of figures. They are drawing style, not knowledge; a page may override them through the class names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Skin(StrEnum):
    """Skin tones, from light to dark."""

    LIGHT = "light"
    MEDIUM = "medium"
    OLIVE = "olive"
    BROWN = "brown"
    DARK = "dark"


@dataclass(frozen=True)
class Tone:
    """One colour for the near limbs and the trunk, one for the far limbs."""

    near: str
    far: str


@dataclass(frozen=True)
class Palette:
    """All colours of a figure.

    Attributes:
        shaded: Clothes get lighter upward; without it muscles are hatched and covers have edges, as for print.
    """

    skin: Tone = Tone("#eec1a0", "#d3a385")
    shirt: Tone = Tone("#39a79d", "#2b857d")
    trousers: Tone = Tone("#34507a", "#24395a")
    shoe: Tone = Tone("#f6f5f1", "#d9dce2")
    hair: Tone = Tone("#4d3a30", "#3d2e26")
    muscle: str = "#ff6b4a"
    muscle_opacity: float = 0.88
    outline: str = "#16263a"
    outline_opacity: float = 0.5
    outline_width: float = 3.0
    spine: str = "#ffffff"
    mat: tuple[str, str, str] = ("#cfe3f0", "#a9c7dd", "#b9d4e6")
    wood: tuple[str, str, str] = ("#d9a868", "#a8763c", "#c08d4e")
    wall: tuple[str, str, str] = ("#efece5", "#e7e3da", "#e2ded4")
    soft: tuple[str, str, str] = ("#e9dfca", "#cbbc9d", "#d9ccb0")
    card: tuple[str, str, str] = ("#dcb274", "#a97b3f", "#c4975a")
    metal: tuple[str, str, str] = ("#8d99a8", "#5d6878", "#737f8e")
    cloth: tuple[str, str, str] = ("#86aede", "#5d86b8", "#7199cb")
    pillow: tuple[str, str, str] = ("#f1edfa", "#d3cbe6", "#e2dcf0")
    white: tuple[str, str, str] = ("#fbfcfd", "#d7dee5", "#e8edf1")
    band: str = "#d4577a"
    prop_outline: str = "#16263a"
    prop_opacity: float = 0.25
    shaded: bool = True


_SKINS = {
    Skin.LIGHT: (Tone("#f3cdb0", "#d9ae92"), Tone("#8a5a35", "#6f4729")),
    Skin.MEDIUM: (Tone("#eec1a0", "#d3a385"), Tone("#4d3a30", "#3d2e26")),
    Skin.OLIVE: (Tone("#d7a67c", "#b98a63"), Tone("#2f2723", "#241d1a")),
    Skin.BROWN: (Tone("#a9734c", "#8a5b3a"), Tone("#241c1a", "#1a1413")),
    Skin.DARK: (Tone("#7a4e34", "#613c27"), Tone("#1c1716", "#120f0e")),
}

DAY = Palette()
NIGHT = replace(
    DAY,
    trousers=Tone("#4d6fa3", "#39557f"),
    outline="#0b1420",
    outline_opacity=0.75,
    mat=("#3d5468", "#2c3f50", "#344a5c"),
    wall=("#4a4f57", "#383c43", "#41464d"),
    soft=("#6b675e", "#4f4c45", "#5d5a52"),
    pillow=("#8d87a3", "#6d6883", "#7d7893"),
    white=("#9aa3ad", "#737c86", "#868f99"),
    prop_outline="#c9d6e4",
)
_PAPER = ("#ffffff", "#ffffff", "#ffffff")
LINE = Palette(
    skin=Tone("#ffffff", "#ffffff"),
    shirt=Tone("#ffffff", "#ffffff"),
    trousers=Tone("#ffffff", "#ffffff"),
    shoe=Tone("#ffffff", "#ffffff"),
    hair=Tone("#ffffff", "#ffffff"),
    muscle="#555555",
    muscle_opacity=1.0,
    outline="#000000",
    outline_opacity=1.0,
    outline_width=4.0,
    spine="#000000",
    mat=_PAPER,
    wood=_PAPER,
    wall=_PAPER,
    soft=_PAPER,
    pillow=_PAPER,
    white=_PAPER,
    card=_PAPER,
    metal=_PAPER,
    cloth=_PAPER,
    band="#000000",
    prop_outline="#000000",
    prop_opacity=1.0,
    shaded=False,
)


def with_skin(palette: Palette, skin: Skin) -> Palette:
    """Return a palette with another skin tone and the hair that goes with it."""
    tone, hair = _SKINS[skin]
    return replace(palette, skin=tone, hair=hair)


@dataclass(frozen=True)
class Look:
    """How a person is drawn.

    Attributes:
        palette: Colours.
        build: Whose proportions, by the name in the outline data.
        hair: Hair style, by the name in the outline data.
    """

    palette: Palette = DAY
    build: str = "male"
    hair: str = "short"
    spine_line: bool = True


MAN = Look()
WOMAN = Look(replace(DAY, shirt=Tone("#c9698c", "#a64f70")), build="female", hair="knot")
PRINT = Look(LINE)
