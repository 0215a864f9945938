"""Inverse kinematics: a posture document in, poses out, and the name of every wish that is not met."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.kinematics import Placement, place
from loosen.body.least_squares import least_squares
from loosen.body.model import ROOT, Body
from loosen.body.rotation import between
from loosen.body.rows import Rows
from loosen.body.wishes import Problem, problem_of
from loosen.body.words import word_book
from loosen.domain.posture import KeyPose, Load, Pair, PairKind, Posture, Wishes
from loosen.errors import PoseError

Array = NDArray[np.float64]
SKIN = "skin"
"""Kind of surface of the body itself."""
PAIR_REACH = 2.5
"""Two parts bear on each other within this many tolerances."""
INBETWEEN_STEPS = 12
"""Steps of the search for a pose between two keys; it begins close."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a point of the skin rests on a surface.

    Attributes:
        site: The point.
        surface: Name of the surface.
        point: Its place [m], shape (3,).
        normal: Direction in which the surface pushes, shape (3,).
        friction: Coefficient of friction.
        yield_m: How far the surface gives way under an ordinary load [m].
        gap_m: Distance from the surface [m]; negative where it is sunk in.
    """

    site: str
    surface: str
    point: Array
    normal: Array
    friction: float
    yield_m: float
    gap_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Residual:
    """One wish that is missed by more than is tolerable.

    Attributes:
        name: What was asked.
        missed: By how much.
        allowed: How much would be tolerable.
        unit: ``m`` or ``°``.
    """

    name: str
    missed: float
    allowed: float
    unit: str

    def __str__(self) -> str:
        if self.unit == "m":
            return f"{self.name}: missed by {self.missed * 1000:.0f} mm, {self.allowed * 1000:.0f} mm allowed"
        return f"{self.name}: missed by {self.missed:.1f}°, {self.allowed:.1f}° allowed"


@dataclass(frozen=True)
class Pose:
    """A solved pose.

    Attributes:
        q: Coordinates, shape (n_q,).
        placement: Where everything is.
        contacts: What touches which surface; only what is near enough to carry.
        residuals: Every wish missed by more than is tolerable, by name; empty for a good pose.
        key: Name of the key pose that it is or leads to.
        share: 1 at a key; the share of the way from the key before otherwise.
        time_s: When it is reached, from the first key on [s].
        wishes: What was asked, for load, pairs, flags and figure.
        steps: Steps of the search.
    """

    q: Array
    placement: Placement
    contacts: tuple[Contact, ...]
    residuals: dict[str, Residual]
    key: str
    wishes: Wishes
    share: float = 1.0
    time_s: float = 0.0
    steps: int = 0

    @property
    def load(self) -> Load | None:
        """What the hands hold."""
        return self.wishes.load

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Parts of the body that touch each other."""
        return self.wishes.pairs

    @property
    def relaxed(self) -> bool:
        """Whether the back is let go."""
        return bool(self.wishes.relaxed)


def wishes_of(posture: Posture, key: KeyPose) -> Wishes:
    """Return everything asked of a key: that of the document with that of the key over it.

    Angles, slopes, surfaces and props of the key replace those of the same name; sentences, pairs, free joints and
    muscles are added.
    """
    pelvis = {**posture.pelvis.model_dump(exclude_none=True), **key.pelvis.model_dump(exclude_none=True)}
    return Wishes.model_validate(
        {
            "pelvis": pelvis,
            "joints": _merged(posture.joints, key.joints),
            "slopes": {**posture.slopes, **key.slopes},
            "on": {name: sites for name, sites in {**posture.on, **key.on}.items() if sites},
            "place": (*posture.place, *key.place),
            "pairs": (*posture.pairs, *key.pairs),
            "free": (*posture.free, *key.free),
            "slides": (*posture.slides, *key.slides),
            "balance": key.balance or posture.balance,
            "load": key.load or posture.load,
            "props": {**posture.props, **key.props},
            "relaxed": posture.relaxed if key.relaxed is None else key.relaxed,
            "brace": posture.brace if key.brace is None else key.brace,
            "highlight": (*posture.highlight, *key.highlight),
        }
    )


def _merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    out = dict(old)
    for name, value in new.items():
        before = out.get(name)
        out[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return out


def pose(body: Body, posture: Posture, key: int | str = -1) -> Pose:
    """Return one key pose; contacts shared with the keys before it stay where they were.

    Args:
        body: Whose pose.
        posture: The document.
        key: Place or name of the key; the last by default.

    Raises:
        PoseError: The document names what does not exist, or asks an angle that a joint cannot reach.
    """
    return key_poses(body, posture, _place_of(posture, key) + 1)[-1]


def key_poses(body: Body, posture: Posture, count: int | None = None) -> tuple[Pose, ...]:
    """Return the key poses in order, or the first few of them."""
    poses: list[Pose] = []
    time_s = 0.0
    for key in posture.key[:count]:
        wishes = wishes_of(posture, key)
        before = poses[-1] if poses else None
        solved = _solve_key(body, posture.base, wishes, before)
        time_s += key.seconds if before else 0.0
        poses.append(_finished(solved, wishes, key.name, 1.0, time_s))
        time_s += key.hold_s
    return tuple(poses)


def motion(body: Body, posture: Posture) -> tuple[Pose, ...]:
    """Return the key poses with those between them; what touches in both keys stays where it is."""
    keys = key_poses(body, posture)
    out: list[Pose] = [keys[0]]
    for before, after, key in zip(keys, keys[1:], posture.key[1:], strict=False):
        start = after.time_s - key.seconds
        for index in range(posture.inbetweens):
            share = (index + 1) / (posture.inbetweens + 1)
            out.append(_between(body, before, after, share, start + share * key.seconds))
        out.append(after)
    return tuple(out)


@dataclass(frozen=True)
class _Solved:
    problem: Problem
    rows: Rows
    q: Array
    cost: float
    steps: int


def _place_of(posture: Posture, key: int | str) -> int:
    names = [entry.name for entry in posture.key]
    if isinstance(key, str):
        if key not in names:
            raise PoseError(
                f"There is no key {key!r}.", detail=f"Keys: {', '.join(names)}.", where="key", allowed=names
            )
        return names.index(key)
    if not -len(names) <= key < len(names):
        raise PoseError(f"There is no key {key}; there are {len(names)}.", where="key", allowed=names)
    return key % len(names)


def _solve_key(body: Body, base: str, wishes: Wishes, before: Pose | None) -> _Solved:
    problem = problem_of(body, base, wishes)
    if before is None:
        return _search(problem, problem.start())
    problem.pinned(_shared(before, problem, wishes))
    again = _search(problem, before.q)
    # a key far from the one before is better begun from its base
    afresh = problem.start()
    afresh[:3] = before.q[:3]
    if not _missed(again):
        return again
    other = _search(problem, afresh)
    return other if other.cost < again.cost else again


def _search(problem: Problem, q: Array, most_steps: int | None = None) -> _Solved:
    rows = Rows(problem)
    found = least_squares(rows, q) if most_steps is None else least_squares(rows, q, most_steps)
    return _Solved(problem, rows, found.q, found.cost, found.steps)


def _shared(before: Pose, problem: Problem, wishes: Wishes) -> dict[int, Array]:
    """Return the sites that stay where they rest from one pose to the next, with their places."""
    body = problem.body
    touching = {(body.sites[site], surface) for surface, sites in problem.touching.items() for site in sites}
    book = word_book(body)
    sliding = {body.sites[site] for name in wishes.slides for site in book.sites(name, "slides")}
    return {
        body.site(contact.site): contact.point
        for contact in before.contacts
        if (contact.site, contact.surface) in touching and contact.site not in sliding and _stays(body, contact.site)
    }


def _stays(body: Body, site: str) -> bool:
    segment = body.segments[body.site_segment[body.site(site)]]
    return segment.removeprefix("left ").removeprefix("right ") in body.definition.words.stays


def _between(body: Body, before: Pose, after: Pose, share: float, time_s: float) -> Pose:
    """Return a pose between two keys: angles eased from one to the other, shared contacts held."""
    eased = (1 - math.cos(math.pi * share)) / 2
    q = before.q + eased * (after.q - before.q)
    q[3:ROOT] = between(before.q[3:ROOT], after.q[3:ROOT], eased)
    held = {contact.site: contact for contact in after.contacts}
    wishes = after.wishes.model_copy(update={"place": (), "pairs": (), "slopes": {}, "balance": None, "joints": {}})
    shared = {c.site for c in before.contacts if c.site in held and held[c.site].surface == c.surface}
    on = {
        surface: tuple(c.site for c in after.contacts if c.surface == surface and c.site in shared)
        for surface in after.wishes.on
    }
    wishes = wishes.model_copy(update={"on": {surface: sites for surface, sites in on.items() if sites}})
    problem = problem_of(body, _any_base(body), wishes)
    tolerance = body.definition.words.tolerance
    problem.target = q[ROOT:].copy()
    problem.loose = np.full(len(problem.target), math.radians(tolerance.follow_deg))
    problem.turn = place(body, q).rotation[0]
    problem.turn_loose = np.radians(np.full(3, tolerance.follow_deg))
    problem.anchor, problem.anchor_loose = q[:3].copy(), np.full(3, tolerance.contact_m * 4)
    problem.written = frozenset()
    problem.pinned(_shared(before, problem, wishes))
    solved = _search(problem, q, INBETWEEN_STEPS)
    return _finished(solved, wishes.model_copy(update={"pairs": after.wishes.pairs}), after.key, share, time_s)


def _any_base(body: Body) -> str:
    return body.definition.words.template[0].name


def _finished(solved: _Solved, wishes: Wishes, key: str, share: float, time_s: float) -> Pose:
    placement = place(solved.problem.body, solved.q)
    missed = _missed(solved)
    return Pose(
        q=solved.q,
        placement=placement,
        contacts=_contacts(solved.problem, placement),
        residuals=missed,
        key=key,
        wishes=wishes,
        share=share,
        time_s=time_s,
        steps=solved.steps,
    )


def _contacts(problem: Problem, placement: Placement) -> tuple[Contact, ...]:
    body = problem.body
    touch = body.definition.words.tolerance.touch_m
    found = []
    for surface, sites in problem.touching.items():
        plane = problem.planes[surface]
        for site in sites:
            at = placement.sites[site]
            gap = float(plane.normal @ (at - plane.at))
            if abs(gap) <= touch + plane.yield_m:
                found.append(
                    Contact(body.sites[site], surface, at.copy(), plane.normal, plane.friction, plane.yield_m, gap)
                )
    for pair in problem.pairs:
        found += _pair_contacts(problem, placement, *pair)
    return tuple(found)


def _pair_contacts(problem: Problem, placement: Placement, a: int, b: int, kind: PairKind) -> list[Contact]:
    """Return what one part of the body gives another: a push out of its skin, a pull into it, or both."""
    body = problem.body
    kinds = word_book(body).props
    gap = placement.sites[a] - placement.sites[b]
    if float(np.linalg.norm(gap)) > body.definition.words.tolerance.pair_m * PAIR_REACH:
        return []
    outward = body.site_at[b] * np.array([1.0, 1.0, 0.0])  # limbs and trunk run along z
    outward /= max(float(np.linalg.norm(outward)), 1e-9)
    normal = placement.rotation[body.site_segment[b]] @ outward
    skin = kinds[SKIN]
    signs = {PairKind.PUSH: (1.0,), PairKind.PULL: (-1.0,), PairKind.HOLD: (1.0, -1.0)}[kind]
    return [
        Contact(
            body.sites[a],
            body.sites[b],
            placement.sites[a].copy(),
            sign * normal,
            skin.friction,
            skin.yield_m,
            float(normal @ gap),
        )
        for sign in signs
    ]


def _missed(solved: _Solved) -> dict[str, Residual]:
    """Return every wish missed by more than is tolerable."""
    problem = solved.problem
    body, tolerance = problem.body, problem.body.definition.words.tolerance
    placement = place(body, solved.q)
    found: dict[str, Residual] = {}

    def note(name: str, missed: float, scale: float, unit: str) -> None:
        allowed = scale * tolerance.report
        before = found.get(name)
        if abs(missed) > allowed and (before is None or abs(missed) > before.missed):
            found[name] = Residual(name, abs(missed), allowed, unit)

    for row, missed in zip(problem.points, solved.rows.misses(placement), strict=True):
        note(row.name, float(missed), row.scale, "m")
    angles = solved.q[ROOT:]
    for index, joint in enumerate(body.joints):
        if index in problem.written:
            off = math.degrees(angles[index] - problem.target[index])
            note(f"angle {joint.name}", off, tolerance.written_deg, "°")
        beyond = max(angles[index] - joint.most, joint.least - angles[index], 0.0)
        note(f"range of {joint.name}", math.degrees(beyond), tolerance.limit_deg, "°")
    for name, missed, scale, unit in solved.rows.others(placement):
        note(name, missed, scale, unit)
    return found
