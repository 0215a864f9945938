"""From a posture document and its solved poses to a subject that can be drawn and put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loosen.domain.anatomy import BodyPerson
from loosen.domain.outline import Breath, DrawnMuscle, Figure, Held, HeldKind, Musculature
from loosen.domain.posture import Posture
from loosen.errors import NotFoundError
from loosen.figures.animated import once_round, there_and_back
from loosen.figures.breathing import SHARES, STEPS, breath_of, breathing
from loosen.figures.camera import Camera
from loosen.figures.furnish import furnish
from loosen.figures.measures import measure
from loosen.figures.paint import Clock
from loosen.figures.resting import Contact
from loosen.figures.scene import Subject
from loosen.figures.skeleton import Skeleton
from loosen.figures.style import MAN, Look
from loosen.figures.words import describe_motion

Array = NDArray[np.float64]

_UPRIGHT, _BENT_SIDEWAYS, _TURNED = 0.7, 12.0, 15.0
SIDES = ("left", "right")
STEP_REST_S = 0.1
LONGEST_REST_S, SHORTEST_REST_S = 2.0, 0.8
"""A hold is drawn as a rest of at most and at least this long: a picture shows the way, a timer the time."""


class Placed(Protocol):
    """Segments of one pose, as the kinematics returns them."""

    @property
    def origin(self) -> Array:
        """Near joint of each segment, shape (n_seg, 3)."""

    @property
    def rotation(self) -> Array:
        """Rotation of each segment, shape (n_seg, 3, 3)."""

    def site(self, name: str) -> Array:
        """Return one site, shape (3,)."""


class Touch(Protocol):
    """One contact of a solved pose."""

    @property
    def site(self) -> str:
        """Name of the site."""

    @property
    def surface(self) -> str:
        """Name of the surface or of the other site."""

    @property
    def point(self) -> Array:
        """Where they touch, shape (3,)."""


class Posed(Protocol):
    """One solved pose."""

    @property
    def placement(self) -> Placed:
        """Where the segments are."""

    @property
    def contacts(self) -> Sequence[Touch]:
        """What touches what."""

    @property
    def key(self) -> str:
        """Name of the key that it is or leads to."""

    @property
    def share(self) -> float:
        """1 at a key."""

    @property
    def time_s(self) -> float:
        """When it is reached [s]."""


def skeleton_of(placement: Placed, segments: Sequence[str]) -> Skeleton:
    """Return a placement as a skeleton, with the names of the segments in its order."""
    return Skeleton(
        origin=dict(zip(segments, placement.origin, strict=True)),
        rotation=dict(zip(segments, placement.rotation, strict=True)),
    )


def camera_of(posture: Posture, skeletons: Sequence[Skeleton] = ()) -> Camera:
    """Return the view that the posture asks for; if it asks for none, one that shows what its poses do."""
    if "camera" not in posture.model_fields_set and skeletons:
        return Camera(turn=telling_turn(skeletons))
    camera = Camera(posture.camera.turn_deg, posture.camera.down_deg)
    return camera.mirrored() if posture.camera.side == "left" else camera


def telling_turn(skeletons: Sequence[Skeleton]) -> float:
    """Return from how far in front poses are best seen [°]: bends to the side from the front, turns from between."""
    found = [measure(skeleton) for skeleton in skeletons]
    upright = max(m.pelvis_up for m in found) > _UPRIGHT
    if upright and max(abs(m.side_bend) for m in found) > _BENT_SIDEWAYS:
        return 75.0
    turned = max((m.twist for m in found), key=abs)
    if upright and abs(turned) > _TURNED:  # from the side to which the chest opens
        return 140.0 if turned > 0 else 40.0
    return Camera().turn


def muscles_of(names: Sequence[str], musculature: Musculature, where: str = "highlight") -> tuple[DrawnMuscle, ...]:
    """Return muscles by id, name or other name; ``left`` or ``right`` before it lights one side alone.

    Raises:
        NotFoundError: There is no such muscle; the names that exist are listed.
    """
    known: dict[str, DrawnMuscle] = {}
    for muscle in musculature.muscle:
        for name in (muscle.id, muscle.id.replace("-", " "), muscle.name.en, *(muscle.also or ())):
            known[name.lower()] = muscle
    found: dict[str, DrawnMuscle] = {}
    for name in names:
        words, side = name.lower(), None
        for one in SIDES:
            if words.startswith(one + " "):
                words, side = words.removeprefix(one + " "), one
        if words not in known:
            close = get_close_matches(words, known, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else "Use one of the names allowed."
            raise NotFoundError(
                f"No muscle is called {name!r}.",
                detail=hint,
                where=where,
                allowed=[muscle.id for muscle in musculature.muscle],
            )
        muscle = known[words]
        found[name.lower()] = muscle.model_copy(update={"side": side}) if side else muscle
    return tuple(found.values())


def subject_of(
    posture: Posture,
    poses: Sequence[Posed],
    segments: Sequence[str],
    figure: Figure,
    musculature: Musculature,
    *,
    person: BodyPerson | None = None,
    look: Look = MAN,
) -> Subject:
    """Return a posture as a subject.

    Args:
        posture: The document, complete in itself.
        poses: Its solved poses in time order.
        segments: Names of the segments in the order of the placements.
        figure: How the body is drawn.
        musculature: The muscles that can be lit.
        person: Whom the poses were solved for.
        look: Colours, build and hair.
    """
    person = person or BodyPerson()
    skeletons = tuple(skeleton_of(pose.placement, segments) for pose in poses)
    lit = dict.fromkeys([*posture.highlight, *(name for key in posture.key for name in key.highlight)])
    around = furnish(posture, poses, skeletons, figure.held)
    breath = breath_of(figure, posture)
    if breath is not None:
        skeletons = breathing(breath, poses[0], skeletons[0])
        around = tuple(replace(thing, poses=thing.poses * len(skeletons)) for thing in around)
    return Subject(
        figure=figure,
        skeletons=skeletons,
        camera=camera_of(posture, skeletons),
        mass_kg=person.mass_kg,
        stature_m=person.stature_m,
        look=look,
        muscles=muscles_of(tuple(lit), musculature, f"{posture.id}: highlight"),
        things=around,
        breath=SHARES if breath is not None else (),
    )


def breath_clock(breath: Breath) -> Clock:
    """Return when each pose of a breath is shown: in, a short rest, out more slowly."""
    rests = [float(breath.rest_s)] * 2
    return there_and_back((0, STEPS), [float(breath.in_s)], rests, back_s=[float(breath.out_s)])


def keys_of(poses: Sequence[Posed]) -> tuple[int, ...]:
    """Return which of the poses of a movement are keys."""
    return tuple(i for i, pose in enumerate(poses) if pose.share >= 1)


def clock_of(posture: Posture, poses: Sequence[Posed]) -> Clock:
    """Return when each pose of a movement is shown; the poses between keys are eased, so their times are even.

    Where the poses close a circle, with the first key once more at their end, they are shown once round.
    """
    keys = keys_of(poses)
    if len(keys) > len(posture.key):
        return once_round(keys, [key.seconds for key in (*posture.key[1:], posture.key[0])], STEP_REST_S)
    moves = [key.seconds for key in posture.key[1:]]
    rests = [min(LONGEST_REST_S, max(SHORTEST_REST_S, key.hold_s)) for key in posture.key]
    return there_and_back(keys, moves, rests, eased=False)


def posture_words(
    posture: Posture, poses: Sequence[Posed], segments: Sequence[str], held: Sequence[Held] = ()
) -> str:
    """Return the text alternative of a picture: what the author says of each key, and what its pose shows.

    Args:
        posture: The document.
        poses: Its solved poses; only the keys are told.
        segments: Names of the segments in the order of the placements.
        held: What hands hold in single postures.
    """
    keys = [poses[i] for i in keys_of(poses)]
    skeletons = [skeleton_of(pose.placement, segments) for pose in keys]
    words = {key.name: key.words.en if key.words else "" for key in posture.key}
    told = [words.get(pose.key, "") for pose in keys]
    text = describe_motion(skeletons, [contact_words(posture, pose) for pose in keys], posture.base, told)
    return text + _held_words(posture, held)


_CALLED = {
    "rail": "back of the chair",
    "wheel": "steering wheel",
    "handle": "handle",
    "basin": "basin",
    "pedals": "pedals",
    "worktop": "worktop",
    "counter": "counter",
    "desk": "desk",
    "bench": "bench",
    "stool": "stool",
    "armrests": "armrests",
}
"""Names in a document that say more than the kind of the thing."""


def _held_words(posture: Posture, held: Sequence[Held]) -> str:
    mine = {one.kind for one in held if posture.id in one.postures}
    load = next((wish.load for wish in (*posture.key, posture) if wish.load is not None and wish.load.kg > 0), None)
    if HeldKind.WEIGHTS in mine:
        return " Each hand holds a small weight."
    if load is None:
        return ""
    what = "weight" if HeldKind.DUMBBELL in mine else "box"
    return f" Both hands hold a {what}." if load.hands == "both" else f" The {load.hands} hand carries a weight."


def contact_words(posture: Posture, pose: Posed) -> list[Contact]:
    """Return what touches what, with things by their kind, or by their name where it says more."""
    props = dict(posture.props)
    for key in posture.key:
        props.update(key.props)
    kinds = {name: _CALLED.get(name, prop.kind).removeprefix("cushioned ") for name, prop in props.items()}
    touched = {touch.surface for touch in pose.contacts}
    several = {kind for kind in kinds.values() if sum(kinds[name] == kind for name in touched & set(kinds)) > 1}
    called = {name: kind + "s" if kind in several else kind for name, kind in kinds.items()}
    return [(touch.site, called.get(touch.surface, touch.surface)) for touch in pose.contacts]
