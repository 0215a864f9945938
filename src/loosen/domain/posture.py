"""The posture document: key poses as a physiotherapist would write them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool

from loosen.domain.basics import Evidence, Id, Record, Text, Words
from loosen.domain.drawn import PostureKind
from loosen.domain.numbers import Name, Real, Vector

Sentence = Annotated[str, Field(min_length=3, max_length=120)]
"""One of the forms: ``A under B``, ``A over B``, ``A ahead of B 0.1``, ``feet apart 0.2``, ``A at x 0.3``, ..."""

Angles = dict[Name, Real | dict[Name, Real]]
"""Joint angles [°] by everyday name, with the movement where a name has several."""


class PairKind(StrEnum):
    """How two parts of the body hold each other."""

    PUSH = "push"
    PULL = "pull"
    HOLD = "hold"


class Pair(Record):
    """Two parts of the body that touch.

    Attributes:
        a: A site.
        b: The site that it touches.
        kind: Whether they only press, pull at each other as a hand round a thigh, or both.
    """

    a: Name
    b: Name
    kind: PairKind = PairKind.PUSH


class Pelvis(Record):
    """How the pelvis is turned from the base template [°], and where it is [m].

    Attributes:
        tilt: Forward.
        roll: To its right.
        turn: To the left.
        height: Above the floor.
        at: Its place, where it matters.
    """

    tilt: Real | None = Field(default=None, ge=-180, le=180)
    roll: Real | None = Field(default=None, ge=-180, le=180)
    turn: Real | None = Field(default=None, ge=-180, le=180)
    height: Real | None = Field(default=None, ge=0, le=3)
    at: Vector | None = None


class Prop(Record):
    """A surface: a plane of some thing, with a point on it and the direction that it pushes.

    Attributes:
        kind: What it is, such as ``chair`` or ``wall``; decides friction and yield.
        at: A point of the plane [m]; scaled with the person unless fixed.
        normal: Direction in which it pushes.
        recline: Lean of a backrest away from the upright [°]; gives the normal in place of ``normal``.
        size: Length, width and thickness as drawn [m].
        fixed: True if it does not grow with the person, such as a box of a given height.
        friction: Own coefficient in place of that of the kind.
        yield_m: Own yield in place of that of the kind [m].
    """

    kind: Name
    at: Vector = (0.0, 0.0, 0.0)
    normal: Vector = (0.0, 0.0, 1.0)
    recline: Real | None = Field(default=None, ge=-20, le=80)
    size: Vector | None = None
    fixed: StrictBool = False
    friction: Real | None = Field(default=None, ge=0, le=2)
    yield_m: Real | None = Field(default=None, ge=0, le=0.3)


class Load(Record):
    """What the hands hold.

    Attributes:
        kg: Its mass [kg].
        hands: Which hand or hands hold it.
        ahead_m: How far its middle is in front of the hands, in the world [m].
        below_m: How far its middle is below the hands [m].
        size: Length, width and height of a box as drawn [m].
    """

    kg: Real = Field(ge=0, le=200)
    hands: Annotated[str, Field(pattern="^(both|left|right)$")] = "both"
    ahead_m: Real = Field(default=0.0, ge=-1, le=1)
    below_m: Real = Field(default=0.0, ge=-1, le=1)
    size: Vector | None = None


class Camera(Record):
    """From where the figure is drawn.

    Attributes:
        turn_deg: How far the camera stands round to the front [°].
        down_deg: How far it looks down [°].
        side: From which side of the body.
    """

    turn_deg: Real = Field(default=18.0, ge=-180, le=180)
    down_deg: Real = Field(default=9.0, ge=-90, le=90)
    side: Annotated[str, Field(pattern="^(left|right)$")] = "right"


class Wishes(Record):
    """What a key pose, or all of them, should be like.

    Attributes:
        pelvis: How the pelvis is turned.
        joints: Joint angles [°].
        slopes: Slope of a line of the body above the level [°], such as ``trunk``; 0 is level, 90 upright.
        on: Parts of the body that rest on each surface; ``floor`` is always there.
        place: Sentences about where parts are.
        pairs: Parts of the body that touch each other.
        free: Joints that the solver may choose.
        slides: Parts that may slide on what they rest on, from the key before.
        balance: Part over which the centre of mass stands, such as ``feet``.
        load: What the hands hold.
        props: Surfaces besides the floor.
        relaxed: True where the back is let go: leaned, laid down, propped.
        brace: Effort of the trunk as a share of a hard brace, 0 to 1.
        highlight: Muscles that are lit in the figure.
    """

    pelvis: Pelvis = Pelvis()
    joints: Angles = Field(default_factory=dict)
    slopes: dict[Name, Real] = Field(default_factory=dict)
    on: dict[Name, tuple[Name, ...]] = Field(default_factory=dict)
    place: tuple[Sentence, ...] = ()
    pairs: tuple[Pair, ...] = ()
    free: tuple[Name, ...] = ()
    slides: tuple[Name, ...] = ()
    balance: Name | None = None
    load: Load | None = None
    props: dict[Name, Prop] = Field(default_factory=dict)
    relaxed: StrictBool | None = None
    brace: Real | None = Field(default=None, ge=0, le=1)
    highlight: tuple[Name, ...] = ()


class KeyPose(Wishes):
    """One key pose: what it changes or adds to the wishes of the whole document.

    Attributes:
        name: Its name.
        seconds: How long the movement into it takes [s].
        hold_s: How long it is held [s].
        words: What happens, for the text alternative.
    """

    name: Name
    seconds: Real = Field(default=2.0, gt=0, le=60)
    hold_s: Real = Field(default=0.0, ge=0, le=600)
    words: Text | None = None


class Posture(Wishes):
    """A posture or movement as key poses.

    Attributes:
        id: Id of the variant of a movement, of the rest position or of the everyday posture.
        name: Its name.
        kind: What it is in the product.
        stands_for: Ids of further variants, remedies or cards that look the same.
        like: Id of another posture from which everything is taken that is not written here.
        base: Template that it starts from.
        key: The key poses in order.
        inbetweens: Poses drawn between two keys.
        camera: From where it is drawn.
        shows: Index of the key that a still shows; the last by default.
        evidence: Where its angles come from.
        note: What a reader should know about it.
    """

    id: Id
    name: Text
    kind: PostureKind
    stands_for: tuple[Id, ...] = ()
    like: Id | None = None
    base: Name
    key: tuple[KeyPose, ...] = Field(min_length=1, max_length=12)
    inbetweens: int = Field(default=4, ge=0, le=12)
    camera: Camera = Camera()
    shows: int = Field(default=-1, ge=-1, le=11)
    evidence: tuple[Evidence, ...] = ()
    note: Words | None = None
