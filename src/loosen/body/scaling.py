"""Lengths and masses of one person, from the proportions of the reference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loosen.domain.anatomy import BodyPerson, Proportions, Segment, Sex

Array = NDArray[np.float64]


def mirrored(vector: Array, right: bool) -> Array:
    """Return a place written for the left, for the right if asked."""
    return np.asarray(vector * np.array([1.0, -1.0, 1.0])) if right else vector


def other_side(name: str) -> str:
    """Return the name of the same thing on the other side of the body."""
    if name.startswith("left "):
        return "right " + name.removeprefix("left ")
    return "left " + name.removeprefix("right ") if name.startswith("right ") else name


class Scaling:
    """Factors of one person on the lengths and masses of the reference.

    Attributes:
        size: Stature over that of the reference.
        extra_kg: Mass above a usual build.
    """

    def __init__(self, proportions: Proportions, person: BodyPerson) -> None:
        self.size = person.stature_m / proportions.stature_m
        self.person = person
        self._ratio = {ratio.group: ratio.of.of(person.sex) for ratio in proportions.ratio}
        build = proportions.build
        # lean people are lean all over: below a usual build the shares of the table hold
        usual = min(person.mass_kg, build.most * person.stature_m**2)
        self.extra_kg = person.mass_kg - usual
        self._forward = build.forward_m_per_kg * self.extra_kg
        total = sum(part.mass.of(person.sex) * part.count for part in proportions.part)
        shares = {part.name: part.mass.of(person.sex) / total for part in proportions.part}
        region: dict[str, float] = {}
        for part in proportions.part:
            if part.region is not None:
                region[part.region] = region.get(part.region, 0.0) + shares[part.name] * part.count
        self._mass = {
            part.name: shares[part.name] * usual
            + (
                self.extra_kg * build.share[part.region] * shares[part.name] / region[part.region]
                if part.region
                else 0.0
            )
            for part in proportions.part
        }
        self._trunk = {part.name for part in proportions.part if part.region == "trunk"}

    def mass(self, segment: Segment) -> float:
        """Return the mass of a segment [kg]."""
        return sum(self._mass[part] * share for part, share in segment.mass.items())

    def joint(self, segment: Segment) -> Array:
        """Return the near joint of a segment, in the frame of its parent [m], shape (3,)."""
        return np.array(segment.at) * self._factors(segment.scale[0], segment.wide[0])

    def point(self, segment: Segment, at: Array) -> Array:
        """Return a point of a segment, in its frame [m], shape (3,)."""
        return np.asarray(at * self._factors(segment.scale[1], segment.wide[1]), dtype=np.float64)

    def centre(self, segment: Segment) -> Array:
        """Return the centre of mass of a segment, in its frame [m], shape (3,)."""
        female = self.person.sex is Sex.FEMALE and segment.centre_female is not None
        at = np.array(segment.centre_female if female else segment.centre)
        # a centre written for women already belongs to a woman's length
        place = at * self.size if female else self.point(segment, at)
        forward = self._forward if self._trunk.intersection(segment.mass) else 0.0
        return np.asarray(place + np.array([forward, 0.0, 0.0]), dtype=np.float64)

    def _factors(self, along: str, wide: str) -> Array:
        factors = [self._ratio[along], self._ratio[wide], self._ratio[along]]
        return np.array([factor * self.size for factor in factors])
