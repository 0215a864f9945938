"""Records of the words that postures are written with, and how exactly each wish is met."""

from __future__ import annotations

from pydantic import Field, StrictBool

from loosen.domain.basics import Id, Record
from loosen.domain.numbers import Basis, Name, Real, Vector


class JointWord(Record):
    """An everyday name for one or more joint angles.

    Attributes:
        name: The everyday name, such as ``arm``; the left one where sided.
        motion: The movement, such as ``forward``; the first one listed may be left out by the author.
        share: Joint angles by segment and kind of joint, as shares of the number written.
    """

    name: Name
    plural: Name | None = None
    motion: Name
    sided: StrictBool = False
    share: dict[Name, Real] = Field(min_length=1)
    basis: Basis | None = None


class BasePosture(Record):
    """A template that a posture starts from.

    Attributes:
        name: Its name.
        front: Where the front of the pelvis looks, in the world.
        head: Where the upper end of the pelvis points, in the world.
        at: Where the pelvis is to begin with [m].
        joints: Usual joint angles [°], by everyday name and movement.
    """

    name: Name
    front: Vector
    head: Vector
    at: Vector
    joints: dict[Name, Real | dict[Name, Real]] = Field(default_factory=dict)


class PropKind(Record):
    """A thing that holds the body.

    Attributes:
        name: Its name, such as ``pillow``.
        friction: Coefficient of friction against clothes or skin.
        yield_m: How far it gives way under an ordinary load [m].
        bounded: True if it is only where the author says; a floor or wall is everywhere in its plane.
    """

    name: Name
    friction: Real = Field(ge=0)
    yield_m: Real = Field(ge=0)
    bounded: StrictBool = True
    basis: Basis


class Tolerances(Record):
    """How exactly each kind of wish of an author is met; also its weight against the others."""

    written_deg: Real = Field(gt=0)
    spine_deg: Real = Field(gt=0)
    limb_deg: Real = Field(gt=0)
    turn_deg: Real = Field(gt=0)
    free_deg: Real = Field(gt=0)
    limit_deg: Real = Field(gt=0)
    pelvis_written_deg: Real = Field(gt=0)
    pelvis_deg: Real = Field(gt=0)
    anchor_m: Real = Field(gt=0)
    contact_m: Real = Field(gt=0)
    place_m: Real = Field(gt=0)
    pair_m: Real = Field(gt=0)
    below_m: Real = Field(gt=0)
    pin_m: Real = Field(gt=0)
    balance_m: Real = Field(gt=0)
    slope_deg: Real = Field(gt=0)
    follow_deg: Real = Field(gt=0)
    touch_m: Real = Field(gt=0)
    report: Real = Field(gt=0)


class PosingWords(Record):
    """Everything a posture is written with.

    Attributes:
        stays: Segments whose contacts stay where they are from one key to the next; the others may roll.
        word: Everyday joint names.
        template: Base postures.
        prop: Kinds of surfaces.
        tolerance: Weights by kind of wish.
    """

    id: Id
    stays: tuple[Name, ...] = ()
    word: tuple[JointWord, ...] = Field(min_length=1)
    template: tuple[BasePosture, ...] = Field(min_length=1)
    prop: tuple[PropKind, ...] = Field(min_length=1)
    tolerance: Tolerances
    basis: tuple[Basis, ...] = Field(min_length=1)
