"""What an author asks of one key pose, as rows that should vanish."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loosen.body.model import Body
from loosen.body.rotation import matrix_of, vector_of
from loosen.body.sentences import Said, read_sentence
from loosen.body.surfaces import Plane, planes_of
from loosen.body.words import SIDES, WordBook, word_book
from loosen.domain.posing_words import BasePosture, Tolerances
from loosen.domain.posture import PairKind, Wishes
from loosen.errors import PoseError

Array = NDArray[np.float64]
UP = np.array([0.0, 0.0, 1.0])
DIRECTIONS = {
    "up": UP,
    "down": -UP,
    "forward": np.array([1.0, 0.0, 0.0]),
    "back": np.array([-1.0, 0.0, 0.0]),
    "left": np.array([0.0, 1.0, 0.0]),
    "right": np.array([0.0, -1.0, 0.0]),
}
AXES = {"x": 0, "y": 1, "z": 2}
_ALONG = {"ahead": (0, 1), "behind": (0, -1), "left": (1, 1), "right": (1, -1), "above": (2, 1), "below": (2, -1)}


GRIPS = {"left": ("left grip",), "right": ("right grip",), "both": ("left grip", "right grip")}
"""The sites that share a load in the hands."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """A weighted sum of sites that should have a value.

    Attributes:
        name: What the author asked, for messages.
        terms: Sites with their vectors.
        target: The value [m].
        scale: Tolerance [m].
        give: How far below the value it may lie at no cost [m].
    """

    name: str
    terms: tuple[tuple[int, Array], ...]
    target: float
    scale: float
    give: float = 0.0


@dataclass
class Problem:
    """The rows of one key pose on one body.

    Attributes:
        target: Wanted joint angles, shape (n_joint,) [rad].
        loose: Tolerance of each, shape (n_joint,) [rad].
        written: Joints whose angle was written.
        turn: Wanted rotation of the pelvis, shape (3, 3).
        turn_loose: Tolerance about its own axes, shape (3,) [rad].
        anchor: Wanted place of the pelvis, shape (3,) [m].
        anchor_loose: Tolerance, shape (3,) [m].
        points: Rows on sites.
        touching: Sites that rest on each surface.
        over: Sites over whose middle body and load balance.
        grips: Sites that carry a load, its mass [kg], and how far its middle is in front of them [m].
        planes: The surfaces.
    """

    body: Body
    target: Array
    loose: Array
    written: frozenset[int]
    turn: Array
    turn_loose: Array
    turn_written: tuple[bool, bool, bool]
    anchor: Array
    anchor_loose: Array
    points: list[PointRow]
    touching: dict[str, tuple[int, ...]]
    planes: dict[str, Plane]
    slopes: list[tuple[str, tuple[int, ...], tuple[int, ...], float]] = field(default_factory=list)
    nears: list[tuple[str, tuple[int, ...], tuple[int, ...], float]] = field(default_factory=list)
    aparts: list[tuple[str, tuple[int, ...], tuple[int, ...], float]] = field(default_factory=list)
    facings: list[tuple[str, int, Array, Array]] = field(default_factory=list)
    over: tuple[int, ...] = ()
    grips: tuple[int, ...] = ()
    carried_kg: float = 0.0
    carried_ahead_m: float = 0.0
    pairs: list[tuple[int, int, PairKind]] = field(default_factory=list)

    def start(self) -> Array:
        """Return the coordinates of the base template with the written angles."""
        body = self.body
        least = np.array([joint.least for joint in body.joints])
        most = np.array([joint.most for joint in body.joints])
        return np.concatenate([self.anchor, vector_of(self.turn), np.clip(self.target, least, most)])

    def pinned(self, pins: Mapping[int, Array]) -> None:
        """Hold sites where they are, each in all three directions."""
        scale = self.body.definition.words.tolerance.pin_m
        for site, at in pins.items():
            name = f"{self.body.sites[site]} stays"
            self.points += [PointRow(name, ((site, axis),), float(axis @ at), scale) for axis in np.eye(3)]


def problem_of(body: Body, base: str, wishes: Wishes) -> Problem:
    """Return the rows of a key pose.

    Args:
        body: The body.
        base: Name of the base template.
        wishes: Everything asked of this key, the wishes of the whole document included.

    Raises:
        PoseError: A name, sentence, surface or angle cannot be used.
    """
    book = word_book(body)
    tolerance = body.definition.words.tolerance
    if base not in book.templates:
        raise book.unknown("base posture", base, book.templates, "base")
    template = book.templates[base]
    target, loose, written = _angles(book, template, wishes)
    pelvis = wishes.pelvis
    tilts = (pelvis.roll, pelvis.tilt, pelvis.turn)
    frame = _frame(np.array(template.front), np.array(template.head))
    for axis, value in zip(np.eye(3)[[2, 1, 0]], (pelvis.turn, pelvis.tilt, pelvis.roll), strict=True):
        frame = frame @ matrix_of(math.radians(value or 0.0) * axis)
    anchor = np.array(template.at) * body.size
    anchor_loose = np.full(3, tolerance.anchor_m)
    if pelvis.at is not None:
        anchor, anchor_loose = np.array(pelvis.at) * body.size, np.full(3, tolerance.place_m)
    if pelvis.height is not None:
        anchor[2], anchor_loose[2] = pelvis.height * body.size, tolerance.place_m
    problem = Problem(
        body=body,
        target=target,
        loose=loose,
        written=written,
        turn=frame,
        turn_loose=np.radians(
            [tolerance.pelvis_deg if tilt is None else tolerance.pelvis_written_deg for tilt in tilts]
        ),
        turn_written=(tilts[0] is not None, tilts[1] is not None, tilts[2] is not None),
        anchor=anchor,
        anchor_loose=anchor_loose,
        points=[],
        touching={},
        planes=planes_of(book, wishes.props, body.size),
    )
    _add_contacts(problem, book, wishes)
    _add_places(problem, book, wishes)
    return problem


def _angles(book: WordBook, template: BasePosture, wishes: Wishes) -> tuple[Array, Array, frozenset[int]]:
    """Return wanted joint angles, their tolerances [rad], and the joints whose angle was written."""
    body, tolerance = book.body, book.body.definition.words.tolerance
    target = np.zeros(len(body.joints))
    loose = np.radians([_usual_tolerance(joint.kind, tolerance) for joint in body.joints])
    for joint, angle in book.angles(template.joints, template.name).items():
        target[joint] = angle
    written = book.angles(wishes.joints, "key")
    for joint, angle in written.items():
        target[joint] = angle
        loose[joint] = math.radians(tolerance.written_deg)
    for name in wishes.free:
        for joint in book.joints_of(name, "free"):
            loose[joint] = math.radians(tolerance.free_deg)
            written.pop(joint, None)  # where to begin, no wish
    return target, loose, frozenset(written)


def _usual_tolerance(kind: str, tolerance: Tolerances) -> float:
    """Return how near to the base posture a joint stays where nothing was written of it [°]."""
    first, *_, last = kind.split()
    if first in {"lumbar", "chest"}:
        return tolerance.spine_deg
    return tolerance.turn_deg if last in {"rotate", "turn"} else tolerance.limb_deg


def _frame(front: Array, head: Array) -> Array:
    front = front / np.linalg.norm(front)
    up = head - front * float(front @ head)
    up = up / np.linalg.norm(up)
    return np.column_stack([front, np.cross(up, front), up])


def _add_contacts(problem: Problem, book: WordBook, wishes: Wishes) -> None:
    body, tolerance = problem.body, problem.body.definition.words.tolerance
    for surface, names in wishes.on.items():
        if surface not in problem.planes:
            raise book.unknown("surface", surface, problem.planes, f"on.{surface}")
        plane = problem.planes[surface]
        sites: dict[int, None] = {}
        for name in names:
            for site in book.sites(name, f"on.{surface}"):
                _check_skin(body, site, f"on.{surface}")
                sites[site] = None
        problem.touching[surface] = tuple(sites)
        value = float(plane.normal @ plane.at)
        for site in sites:
            row = PointRow(
                f"{body.sites[site]} on {surface}",
                ((site, plane.normal),),
                value,
                tolerance.contact_m,
                plane.yield_m,
            )
            problem.points.append(row)


def _check_skin(body: Body, site: int, where: str) -> None:
    """Raise a PoseError if a site that should touch something is inside the body."""
    if body.site_is_skin[site]:
        return
    skin = [name for name, outer in zip(body.sites, body.site_is_skin, strict=True) if outer]
    near = [name for name in skin if body.site_segment[body.site(name)] == body.site_segment[site]]
    raise PoseError(
        f"{body.sites[site]!r} is inside the body and rests on nothing.",
        detail=f"Name a part of the skin. Allowed there: {', '.join(near)}.",
        where=where,
        allowed=skin,
    )


def _add_places(problem: Problem, book: WordBook, wishes: Wishes) -> None:
    body, tolerance = problem.body, problem.body.definition.words.tolerance
    for sentence in wishes.place:
        _add_sentence(problem, book, sentence, read_sentence(sentence, "place"))
    for pair in wishes.pairs:
        a, b = book.points(pair.a, "pairs"), book.points(pair.b, "pairs")
        for site in (*a, *b):
            _check_skin(body, site, "pairs")
        name = f"{pair.a} meets {pair.b}"
        if len(a) == len(b) == 1:
            problem.pairs.append((a[0], b[0], pair.kind))
        problem.points += [PointRow(name, _gap(a, b, axis), 0.0, tolerance.pair_m) for axis in np.eye(3)]
    for name, slope in wishes.slopes.items():
        if name not in book.lines:
            raise book.unknown("line", name, book.lines, "slopes")
        start, end = (tuple(body.site(site) for site in sites) for sites in book.lines[name])
        problem.slopes.append((f"slope of {name}", start, end, math.radians(slope)))
    if wishes.balance is not None:
        over = f"balance on {wishes.balance}"
        known = {name.removeprefix("balance on ") for name in book.groups if name.startswith("balance on ")}
        problem.over = book.points(
            over if over in book.groups else wishes.balance, f"balance, one of {sorted(known)}"
        )
        if wishes.load is not None:
            problem.grips = tuple(body.site(name) for name in GRIPS[wishes.load.hands])
            problem.carried_kg, problem.carried_ahead_m = wishes.load.kg, wishes.load.ahead_m


def _gap(a: tuple[int, ...], b: tuple[int, ...], axis: Array) -> tuple[tuple[int, Array], ...]:
    return (*((site, axis / len(a)) for site in a), *((site, -axis / len(b)) for site in b))


def _add_sentence(problem: Problem, book: WordBook, sentence: str, said: Said) -> None:
    size, scale = problem.body.size, problem.body.definition.words.tolerance.place_m
    where = f"place {sentence!r}"
    if said.form == "faces":
        if said.a not in book.pointers:
            raise book.unknown("direction", said.a, book.pointers, where)
        segment, own = book.pointers[said.a]
        problem.facings.append((sentence, segment, own, DIRECTIONS[said.word]))
        return
    if said.form == "apart":
        singular = _singular(said.a, book, where)
        left, right = (book.points(f"{side} {singular}", where) for side in SIDES)
        problem.aparts.append((sentence, left, right, said.number * size))
        return
    a = book.points(said.a, where)
    if said.form == "at":
        axis = np.eye(3)[AXES[said.word]]
        terms = tuple((site, axis / len(a)) for site in a)
        problem.points.append(PointRow(sentence, terms, said.number * size, scale))
        return
    b = book.points(said.b, where)
    if said.form == "near":
        problem.nears.append((sentence, a, b, said.number * size))
        return
    if said.form in _ALONG:
        index, sign = _ALONG[said.form]
        problem.points.append(PointRow(sentence, _gap(a, b, np.eye(3)[index]), sign * said.number * size, scale))
        return
    axes = {"under": (0, 1), "over": (0, 1), "level": (2,), "meets": (0, 1, 2)}[said.form]
    problem.points += [PointRow(sentence, _gap(a, b, np.eye(3)[index]), 0.0, scale) for index in axes]


_SINGULAR = {"feet": "foot", "calves": "calf", "wrists": "wrist", "toes": "toe tip"}


def _singular(name: str, book: WordBook, where: str) -> str:
    for candidate in (_SINGULAR.get(name, name), name.removesuffix("s"), name.removesuffix("s") + " point"):
        full = f"left {candidate}"
        if full in book.groups or full in book.body.index["site"]:
            return candidate
    raise book.unknown("part of both sides", name, book.groups, where)
