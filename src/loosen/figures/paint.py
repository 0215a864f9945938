"""A scene as SVG text. Only presentation attributes and classes: nothing that a strict content policy would block.

A page may recolour a figure that stands in it through the classes ``fig-line``, ``fig-skin``, ``fig-shirt``,
``fig-trousers``, ``fig-shoe``, ``fig-hair``, ``fig-muscle``, ``fig-spine`` and ``fig-thing``; a figure shown as an
image takes its colours from the palette it was drawn with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Cover
from loosen.figures.camera import UNITS_PER_METRE
from loosen.figures.outline import hull, path_texts
from loosen.figures.pieces import Piece, facing
from loosen.figures.scene import Scene, pieces_of, spine_curve
from loosen.figures.style import Palette, Tone
from loosen.figures.things import Block, Material, Rod, Thing

Array = NDArray[np.float64]
_BACK_TURNED_AWAY = -0.50  # below this cosine the spine line is hidden by the body
_END_ON = 0.6  # above this cosine the trunk is looked at along its length and the line would be a heap of dots
_FACE_ON = 0.6  # above this cosine the nose would be lost against the face
_FAINT = {"skull": ".3", "nose": ".18"}
_EDGES = {"sleeve", "trousers", "shoe", "hair", "knot"}  # where one cover ends on another, for print without colour
_EDGE_M = 0.012  # thickness of both edges of a stick or towel in print [m]
_SHADES = {2: 0, 0: 2, 1: 1}  # which tint of a material the faces across each axis take


@dataclass(frozen=True)
class Clock:
    """When each pose of a moving figure is reached.

    Attributes:
        order: Which pose is shown at each time.
        share: Each time as a share of the round, rising from 0 to 1.
        seconds: Length of the round.
    """

    order: tuple[int, ...]
    share: tuple[float, ...]
    seconds: float

    def only(self, kept: Sequence[int]) -> Clock:
        """Return the clock of a figure that shows some of the poses; the others are passed over."""
        rows = [(kept.index(pose), share) for pose, share in zip(self.order, self.share, strict=True) if pose in kept]
        return Clock(tuple(pose for pose, _ in rows), tuple(share for _, share in rows), self.seconds)


class Painter:
    """Writes one scene; each path is stored once and painted by reference."""

    def __init__(self, scene: Scene, prefix: str, clock: Clock | None = None) -> None:
        self.scene, self.prefix, self.clock = scene, prefix, clock
        self.palette: Palette = scene.subject.look.palette
        self.face_on = facing(scene.subject.skeletons, scene.subject.camera, "head", (1.0, 0.0, 0.0)) > _FACE_ON
        self.clips: dict[tuple[str, ...], str] = {}
        self.ids: dict[str, str] = {}

    def svg(self, title: str, desc: str) -> str:
        """Return the whole picture."""
        left, top, width, height = self.scene.box
        body = "".join(self._group(group) for group in self.scene.groups)
        p = self.prefix
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" role="img" '
            f'aria-labelledby="{p}t {p}d"><title id="{p}t">{escape(title, quote=False)}</title>'
            f'<desc id="{p}d">{escape(desc, quote=False)}</desc>{self._defs()}'
            f'<g stroke-linejoin="round" stroke-linecap="round">{body}</g></svg>'
        )

    def _defs(self) -> str:
        found = "".join(
            f'<clipPath id="{name}">{"".join(f"""<use href="#{self._id(n)}"/>""" for n in names)}</clipPath>'
            for names, name in self.clips.items()
        )
        if self.palette.shaded:
            _, top, _, height = self.scene.box
            found += "".join(
                f'<linearGradient id="{self.prefix}{key}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{top}" '
                f'y2="{top + height}"><stop stop-color="{mixed(tone.near, "#ffffff", 0.10)}"/>'
                f'<stop offset="1" stop-color="{mixed(tone.near, "#16263a", 0.10)}"/></linearGradient>'
                for key, tone in (("s", self.palette.shirt), ("p", self.palette.trousers))
            )
        else:
            found += (
                f'<pattern id="{self.prefix}h" width="7" height="7" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><path d="m0 0v7" stroke="{self.palette.muscle}" stroke-width="3"/>'
                "</pattern>"
            )
        return f"<defs>{found}</defs>" if found else ""

    def _id(self, name: str) -> str:
        return self.ids.setdefault(name, f"{self.prefix}{len(self.ids)}")

    def _group(self, names: Sequence[str]) -> str:
        if names[0] in self.scene.things:
            return self._thing(self.scene.things[names[0]])
        pieces = [piece for name in names for piece in pieces_of(self.scene, name)]
        main = [piece for piece in pieces if not piece.detail]
        paint = self.palette
        lines = "".join(self._path(piece.outlines, self._id(piece.name)) for piece in main)
        text = (
            f'<g class="fig-line" fill="none" stroke="{paint.outline}" stroke-width="{_short(paint.outline_width)}" '
            f'opacity="{_short(paint.outline_opacity)}">{lines}</g>'
        )
        for name in names:
            text += "".join(self._fill(piece) for piece in main if piece.node == name)
            text += self._muscles(name)
        text += "".join(self._detail(piece) for piece in pieces if piece.detail)
        return text + (self._spine() if "trunk" in names else "")

    def _fill(self, piece: Piece) -> str:
        cover = "skin" if piece.cover is Cover.SKIN else piece.cover.value
        line = ""
        kind = piece.name.removeprefix("left ").removeprefix("right ")
        if not self.palette.shaded and kind in _EDGES:
            line = f' stroke="{self.palette.outline}" stroke-width="2"'
        elif kind == "skull" or (kind == "nose" and self.face_on):  # the jaw against the neck, the nose on the face
            line = f' stroke="{self.palette.outline}" stroke-opacity="{_FAINT[kind]}" stroke-width="1.5"'
        fill = self._colour(piece)
        return f'<use href="#{self._id(piece.name)}" class="fig-{cover}" fill="{fill}"{line}/>'

    def _colour(self, piece: Piece) -> str:
        tone: Tone = getattr(self.palette, piece.cover.value)
        if piece.node in self.scene.far:
            return tone.far
        if not self.palette.shaded and piece.cover is Cover.HAIR:
            return f"url(#{self.prefix}h)"
        if self.palette.shaded and piece.cover in {Cover.SHIRT, Cover.TROUSERS}:
            return f"url(#{self.prefix}{'s' if piece.cover is Cover.SHIRT else 'p'})"
        return tone.near

    def _detail(self, piece: Piece) -> str:
        paint = self.palette
        drawn = self._path(piece.outlines, None)
        return (
            f'<g class="fig-{piece.cover.value}" fill="{self._colour(piece)}" stroke="{paint.outline}" '
            f'stroke-width="1.5" stroke-opacity="{_short(paint.outline_opacity)}">{drawn}</g>'
        )

    def _muscles(self, node: str) -> str:
        text = ""
        for lit in self.scene.lit:
            if lit.node != node:
                continue
            clip = self.clips.setdefault(lit.clip, f"{self.prefix}c{len(self.clips)}")
            text += f'<g clip-path="url(#{clip})">{self._path(lit.outlines, None)}</g>'
        if not text:
            return ""
        paint = self.palette
        fill = paint.muscle if paint.shaded else f"url(#{self.prefix}h)"
        return f'<g class="fig-muscle" fill="{fill}" opacity="{_short(paint.muscle_opacity)}">{text}</g>'

    def _spine(self) -> str:
        scene = self.scene
        subject = scene.subject
        end_on = abs(facing(subject.skeletons, subject.camera, "lumbar lower", (0.0, 0.0, 1.0))) > _END_ON
        if not subject.look.spine_line or scene.body.spine_facing < _BACK_TURNED_AWAY or end_on:
            return ""
        curves = tuple(spine_curve(points, scene.subject.camera) for points in scene.body.spine)
        return (
            f'<g class="fig-spine" fill="none" stroke="{self.palette.spine}" stroke-width="4.5" '
            f'stroke-dasharray="0 8.5">{self._path(curves, None, closed=False)}</g>'
        )

    def _path(self, outlines: Sequence[Array], name: str | None, *, closed: bool = True) -> str:
        return self._moving(path_texts(outlines, closed=closed), name)

    def _moving(self, texts: Sequence[str], name: str | None) -> str:
        start = f'<path id="{name}" d="{texts[0]}"' if name else f'<path d="{texts[0]}"'
        if self.clock is None or len(set(texts)) == 1:
            return start + "/>"
        return f"{start}>{self._animate('d', texts)}</path>"

    def _animate(self, attribute: str, texts: Sequence[str]) -> str:
        if self.clock is None:
            return ""
        times = ";".join(_short(round(t, 3)) for t in self.clock.share)
        values = ";".join(texts[i] for i in self.clock.order)
        return (
            f'<animate attributeName="{attribute}" dur="{_short(round(self.clock.seconds, 2))}s" '
            f'repeatCount="indefinite" keyTimes="{times}" values="{values}"/>'
        )

    def _thing(self, thing: Thing) -> str:
        paint = self.palette
        if thing.shown and max(thing.shown) == 0:
            return ""
        poses = [thing.at(i) for i in range(len(self.scene.subject.skeletons))]
        text = ""
        for index in range(len(poses[0])):
            row = [parts[index] for parts in poses]
            tints = self._tints(getattr(row[0], "tint", None) or thing.material)
            if isinstance(row[0], Block):
                text += self._block([p for p in row if isinstance(p, Block)], tints)
            elif isinstance(row[0], Rod):
                rods = [p for p in row if isinstance(p, Rod)]
                if not paint.shaded:  # a white line with black edges: less ink than a black one
                    text += self._rod(rods, paint.prop_outline, 0.0)
                text += self._rod(rods, tints[0], 0.0 if paint.shaded else -_EDGE_M)
            else:
                outlines = [hull(p.balls(), self.scene.subject.camera) for p in row]
                text += f'<g fill="{tints[0]}">{self._path(outlines, None)}</g>'
        return (
            f'<g class="fig-thing" stroke="{paint.prop_outline}" stroke-opacity="{_short(paint.prop_opacity)}" '
            f'stroke-width="1.5"{self._fading(thing.shown)}{text}</g>'
        )

    def _fading(self, shown: Sequence[float]) -> str:
        """Return the rest of the tag of a thing that comes and goes."""
        if not shown or min(shown) == 1:
            return ">"
        start = f' opacity="{_short(round(shown[0], 2))}">'
        if self.clock is None:
            return start
        return start + self._animate("opacity", [_short(round(value, 2)) for value in shown])

    def _tints(self, material: Material) -> tuple[str, str, str]:
        if material == "band":
            return (self.palette.band,) * 3
        tints: tuple[str, str, str] = getattr(self.palette, material)
        return tints

    def _block(self, row: Sequence[Block], tints: tuple[str, str, str]) -> str:
        camera = self.scene.subject.camera
        text = ""
        for axis in range(3):
            away = camera.nearness(row[0].axes[:, axis] / max(row[0].half[axis], 1e-9))
            if abs(away) < 1e-6:  # noqa: PLR2004  # seen edge-on
                continue
            faces = [_polygon(camera.flat(_face(block, axis, 1 if away > 0 else -1))) for block in row]
            text += f'<g fill="{tints[_SHADES[axis]]}">{self._moving(faces, None)}</g>'
        return text

    def _rod(self, row: Sequence[Rod], colour: str, wider: float) -> str:
        camera = self.scene.subject.camera
        lines = [_polygon(camera.flat(np.array(rod.points, dtype=float)), closed=False) for rod in row]
        width = _short(round(max(row[0].width + wider, 0.004) * UNITS_PER_METRE, 1))
        style = f'fill="none" stroke="{colour}" stroke-opacity="1" stroke-width="{width}"'
        return f"<g {style}>{self._moving(lines, None)}</g>"


def _face(block: Block, axis: int, sign: int) -> Array:
    u, v = [k for k in range(3) if k != axis]
    axes = block.axes
    middle = np.array(block.middle) + sign * axes[:, axis]
    corners = [middle + a * axes[:, u] + b * axes[:, v] for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return np.stack(corners)


def _polygon(points: Array, *, closed: bool = True) -> str:
    whole = np.rint(points).astype(int)
    text = f"m{whole[0][0]} {whole[0][1]}"
    for step in np.diff(whole, axis=0):
        text += f"l{step[0]} {step[1]}"
    return text + ("z" if closed else "")


def _short(value: float) -> str:
    return f"{value:g}".removeprefix("0") if 0 < value < 1 else f"{value:g}"


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    a = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(other[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x * (1 - share) + y * share):02x}" for x, y in zip(a, b, strict=True))
