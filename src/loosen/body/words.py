"""What an author's words mean on a body: sites, groups, joint names, lines and directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from loosen.body.model import Body
from loosen.body.scaling import mirrored
from loosen.domain.posing_words import BasePosture, JointWord, PropKind
from loosen.domain.posture import Angles
from loosen.errors import PoseError

Array = NDArray[np.float64]
SIDES = ("left", "right")
LISTED = 40
"""Names up to this many are all shown in a message."""


class WordBook:
    """The names of one body.

    Attributes:
        groups: Sites of each group by its name.
        joints: Joint and share of each everyday angle, by name and movement.
        motions: Movements of each everyday name; the first is meant where none is written.
        lines: Start and end sites of each line.
        pointers: Segment and direction of each pointer.
        templates: Base postures.
        props: Kinds of surfaces.
    """

    def __init__(self, body: Body) -> None:
        definition = body.definition
        self.body = body
        self.groups: dict[str, tuple[str, ...]] = {}
        for group in definition.surface.group:
            if group.sided:
                for side in SIDES:
                    self.groups[f"{side} {group.name}"] = tuple(f"{side} {site}" for site in group.sites)
            else:
                self.groups[group.name] = group.sites
        self.joints: dict[tuple[str, str], tuple[tuple[int, float], ...]] = {}
        self.motions: dict[str, tuple[str, ...]] = {}
        for word in definition.words.word:
            self._learn(word)
        self.lines = dict(self._lines())
        self.pointers = dict(self._pointers())
        self.templates: dict[str, BasePosture] = {base.name: base for base in definition.words.template}
        self.props: dict[str, PropKind] = {prop.name: prop for prop in definition.words.prop}

    def sites(self, name: str, where: str) -> tuple[int, ...]:
        """Return the sites that a name stands for when it touches something: a group before a single site."""
        if name in self.groups:
            return tuple(self.body.site(site) for site in self.groups[name])
        return (self._site(name, where),)

    def points(self, name: str, where: str) -> tuple[int, ...]:
        """Return the sites whose middle a name stands for when it is placed: a single site before a group."""
        if name in self.body.index["site"]:
            return (self.body.site(name),)
        return self.sites(name, where)

    def is_group(self, name: str) -> bool:
        """Return whether a name stands for several sites."""
        return name in self.groups

    def angles(self, written: Angles, where: str) -> dict[int, float]:
        """Return joint angles [rad] by index, from everyday names.

        Raises:
            PoseError: A name or movement is unknown, or an angle is outside what the joint can do.
        """
        out: dict[int, float] = {}
        for name, value in written.items():
            if name not in self.motions:
                raise self.unknown("joint", name, self.motions, f"{where}.joints")
            motions = value if isinstance(value, dict) else {self.motions[name][0]: value}
            for motion, degrees in motions.items():
                if (name, motion) not in self.joints:
                    raise self.unknown(f"movement of {name}", motion, self.motions[name], f"{where}.joints.{name}")
                for joint, share in self.joints[name, motion]:
                    out[joint] = float(np.radians(degrees * share))
                    self._check_range(name, motion, degrees, joint, share, where)
        return out

    def joints_of(self, name: str, where: str) -> tuple[int, ...]:
        """Return every joint of an everyday name, with or without its movement."""
        if name in self.motions:
            return tuple(joint for motion in self.motions[name] for joint, _ in self.joints[name, motion])
        head, _, motion = name.rpartition(" ")
        if (head, motion) in self.joints:
            return tuple(joint for joint, _ in self.joints[head, motion])
        raise self.unknown("joint", name, self.motions, where)

    def unknown(self, kind: str, name: str, known: Iterable[str], where: str) -> PoseError:
        """Return the error for a name that does not exist."""
        names = sorted(known)
        close = get_close_matches(name, names, n=3)
        guess = f"Did you mean {', '.join(map(repr, close))}? " if close else ""
        listed = f"Allowed: {', '.join(names)}." if len(names) <= LISTED else f"{len(names)} exist."
        return PoseError(f"Unknown {kind} {name!r}.", detail=guess + listed, where=where, allowed=names)

    def _site(self, name: str, where: str) -> int:
        if name not in self.body.index["site"]:
            raise self.unknown("part of the body", name, (*self.groups, *self.body.sites), where)
        return self.body.site(name)

    def _learn(self, word: JointWord) -> None:
        def joints(side: str) -> tuple[tuple[int, float], ...]:
            return tuple((self.body.joint(side + joint), share) for joint, share in word.share.items())

        if not word.sided:
            self._add(word.name, word.motion, joints(""))
            return
        for side in SIDES:
            self._add(f"{side} {word.name}", word.motion, joints(f"{side} "))
        if word.plural:
            self._add(word.plural, word.motion, joints("left ") + joints("right "))

    def _lines(self) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
        for line in self.body.definition.surface.line:
            for side in (f"{side} " for side in SIDES) if line.sided else ("",):
                start, end = (tuple(side + site for site in sites) for sites in (line.start, line.end))
                yield side + line.name, (start, end)

    def _pointers(self) -> Iterator[tuple[str, tuple[int, Array]]]:
        for pointer in self.body.definition.surface.pointer:
            for side in (f"{side} " for side in SIDES) if pointer.sided else ("",):
                direction = mirrored(np.array(pointer.direction), side == "right ")
                yield side + pointer.name, (self.body.segment(side + pointer.segment), direction)

    def _add(self, name: str, motion: str, joints: tuple[tuple[int, float], ...]) -> None:
        self.joints[name, motion] = joints
        self.motions[name] = (*self.motions.get(name, ()), motion)

    def _check_range(self, name: str, motion: str, degrees: float, joint: int, share: float, where: str) -> None:
        axis = self.body.joints[joint]
        slack = self.body.definition.words.tolerance.limit_deg
        least, most = np.degrees([axis.least, axis.most])
        if least - slack <= degrees * share <= most + slack:
            return
        same = [(self.body.joints[j], part) for j, part in self.joints[name, motion]]
        low = max(np.degrees(j.least) / part for j, part in same)
        high = min(np.degrees(j.most) / part for j, part in same)
        raise PoseError(
            f"{name} {motion} is {degrees:g}°; it can go from {low:.0f}° to {high:.0f}°.",
            detail="Write an angle in that range, or let another joint take part of it.",
            where=f"{where}.joints.{name}.{motion}",
        )


@lru_cache(maxsize=64)
def word_book(body: Body) -> WordBook:
    """Return the names of a body; made once for each."""
    return WordBook(body)
