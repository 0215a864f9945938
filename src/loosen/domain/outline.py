"""Records of how the body is drawn: the soft shapes around its segments, and where muscles lie.

Nothing here is clinical. Lengths are metres for a person of the drawn stature; places are in the frame of a segment
(x forward, y left, z up when standing). Shapes of paired parts are written for the right side and mirrored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, StrictBool

from loosen.domain.basics import Id, Number, Record, Text, Words

Triple = tuple[Number, Number, Number]
"""Three numbers along forward, left and up."""


class Region(StrEnum):
    """The parts of the body that are drawn with one outline each."""

    TRUNK = "trunk"
    HEAD = "head"
    UPPER_ARM = "upper arm"
    FOREARM = "forearm"
    THIGH = "thigh"
    SHANK = "shank"


class Cover(StrEnum):
    """What a shape is painted as."""

    SKIN = "skin"
    SHIRT = "shirt"
    TROUSERS = "trousers"
    SHOE = "shoe"
    HAIR = "hair"


class Ball(Record):
    """An ellipsoid fixed to a segment.

    Attributes:
        segment: Name of the segment.
        at: Its middle [m].
        radii: Half sizes along the axes of the segment [m].
    """

    segment: Words
    at: Triple
    radii: Triple


class Shape(Record):
    """One closed outline: the convex hull of a few balls.

    Attributes:
        region: With which other shapes it shares one outline.
        cover: What it is painted as.
        balls: From the near end of the limb to the far end.
        paired: Written for the right side and mirrored for the left.
        visible_from: A direction in the frame of the first ball; painted only where that side faces the viewer.
        reach: How far the side may turn away and still be painted, as a cosine.
    """

    id: Id
    region: Region
    cover: Cover
    balls: tuple[Ball, ...] = Field(min_length=1)
    paired: StrictBool = False
    visible_from: Triple | None = None
    reach: Number = 0.0


class Tube(Record):
    """The trunk: a smooth tube through stations from the seat to the base of the neck.

    Attributes:
        stations: Ellipsoids in order from the seat upward.
        waist: How many stations the trousers cover.
        spine: Place of the spine line behind the middle of each station, as a share of its depth.
    """

    stations: tuple[Ball, ...] = Field(min_length=4)
    waist: int
    spine: Number


class Hair(Record):
    """A cap of hair: what lies behind a tilted plane through the skull, and sometimes a knot.

    Attributes:
        id: Name of the style.
        skull: The ellipsoid that carries it.
        plane: Normal of the plane, pointing into the hair, in the frame of the head.
        offset: Distance of the plane from the middle of the skull, as a share of its radius.
        knot: A ball of gathered hair.
    """

    id: Id
    skull: Ball
    plane: Triple
    offset: Number
    knot: Ball | None = None


class Build(Record):
    """How the shapes of one sex differ from the written ones, as factors."""

    shoulders: Number = 1.0
    waist: Number = 1.0
    hips: Number = 1.0
    limbs: Number = 1.0
    face: Number = 1.0


class HeldKind(StrEnum):
    """What is held or stretched along the body."""

    STICK = "stick"
    TOWEL = "towel"
    BAND = "band"
    WHEEL = "wheel"
    DUMBBELL = "dumbbell"
    WEIGHTS = "weights"


class Held(Record):
    """A thing that the hands hold, or that runs along the body.

    Attributes:
        kind: What it is; a dumbbell lies across both hands in place of the box of a load, weights lie one in each.
        postures: Ids of the postures that show it.
        keys: Names of the key poses in which it is in use; all of them if not given.
        through: Sites along it, in order; for a wheel and for weights the two hands.
        beyond_m: How far it goes on past both ends [m].
        tied: A fixed point of the world in the middle of it, as where a band is tied [m].
    """

    kind: HeldKind
    postures: tuple[Id, ...] = Field(min_length=1)
    keys: tuple[Words, ...] = ()
    through: tuple[Words, ...] = Field(min_length=2)
    beyond_m: Number = 0.0
    tied: Triple | None = None


class Breath(Record):
    """How belly and ribs rise in pictures of breathing.

    Attributes:
        postures: Ids of the postures that breathe.
        rise_m: How far the front of the belly moves [m].
        shares: Share of the rise at each station of the trunk, from the seat upward.
        in_s: How long the breath in is drawn [s].
        out_s: How long the breath out is drawn [s].
        rest_s: How long the figure rests after each [s].
    """

    postures: tuple[Id, ...] = Field(min_length=1)
    rise_m: Number
    shares: tuple[Number, ...]
    in_s: Number
    out_s: Number
    rest_s: Number


class Figure(Record):
    """All shapes of the drawn body.

    Attributes:
        note: Where the sizes come from and what they are good for.
        stature_m: Height of the person for whom the sizes are written.
        body_mass_index: Build of that person.
        held: Sticks, towels, bands and weights of single postures.
        breath: How the pictures of breathing move.
        cycles: Ids of postures whose last key leads on to the first, as steps do; others go back the way they came.
    """

    id: Id
    note: Words
    stature_m: Number
    body_mass_index: Number
    trunk: Tube
    shape: tuple[Shape, ...] = Field(min_length=1)
    hair: tuple[Hair, ...] = Field(min_length=1)
    build: dict[str, Build]
    held: tuple[Held, ...] = ()
    breath: Breath | None = None
    cycles: tuple[Id, ...] = ()


class MusclePatch(Record):
    """A piece of a muscle that can be lit: the hull or tube of a few balls, seen only inside its region.

    Attributes:
        regions: What it lies on; it is cut at their edge and painted over the nearest of them.
        balls: Along the muscle.
        visible_from: The direction it faces, in the frame of its middle ball.
        reach: How far it may face away from the viewer and still show, as a cosine.
    """

    regions: tuple[Region, ...] = Field(min_length=1)
    balls: tuple[Ball, ...] = Field(min_length=1)
    visible_from: Triple
    reach: Number = -0.35


class DrawnMuscle(Record):
    """A named muscle or group as patches on the surface.

    Attributes:
        also: Other names that a posture may use.
        paired: Written for the right side and mirrored for the left.
        side: Only this side is lit, seen or half seen; a posture asks for it as ``right obliques``.
    """

    id: Id
    name: Text
    also: tuple[Words, ...] | None = None
    paired: StrictBool = True
    side: Literal["left", "right"] | None = None
    patch: tuple[MusclePatch, ...] = Field(min_length=1)


class Musculature(Record):
    """All muscles that can be lit."""

    id: Id
    note: Words
    muscle: tuple[DrawnMuscle, ...] = Field(min_length=1)
