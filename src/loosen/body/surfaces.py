"""Planes that hold the body: the floor and the props of a posture."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.words import WordBook
from loosen.domain.posture import Prop
from loosen.errors import PoseError

Array = NDArray[np.float64]
FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Plane:
    """One surface.

    Attributes:
        name: Its name in the document.
        kind: What it is.
        at: A point of it [m], shape (3,).
        normal: Unit vector in which it pushes, shape (3,).
        friction: Coefficient of friction.
        yield_m: How far it gives way under an ordinary load [m].
        bounded: Whether it holds only what is said to rest on it.
    """

    name: str
    kind: str
    at: Array
    normal: Array
    friction: float
    yield_m: float
    bounded: bool


def planes_of(book: WordBook, props: dict[str, Prop], size: float) -> dict[str, Plane]:
    """Return the surfaces by name; the floor is always there.

    Args:
        book: The kinds of props.
        props: As written.
        size: Stature over that of the reference, by which places grow unless fixed.

    Raises:
        PoseError: A kind is unknown or a normal has no direction.
    """
    written = props if FLOOR in props else {FLOOR: Prop(kind=FLOOR), **props}
    return {name: _plane(book, name, prop, size) for name, prop in written.items()}


def _plane(book: WordBook, name: str, prop: Prop, size: float) -> Plane:
    if prop.kind not in book.props:
        raise book.unknown("kind of prop", prop.kind, book.props, f"props.{name}.kind")
    kind = book.props[prop.kind]
    normal = np.array(prop.normal)
    if prop.recline is not None:
        lean = math.radians(prop.recline)
        normal = np.array([math.cos(lean), 0.0, math.sin(lean)])
    length = float(np.linalg.norm(normal))
    if length == 0:
        raise PoseError(
            f"The normal of {name} has no length.", detail="Write the way it pushes.", where=f"props.{name}.normal"
        )
    return Plane(
        name=name,
        kind=prop.kind,
        at=np.array(prop.at) * (1.0 if prop.fixed else size),
        normal=normal / length,
        friction=kind.friction if prop.friction is None else prop.friction,
        yield_m=kind.yield_m if prop.yield_m is None else prop.yield_m,
        bounded=kind.bounded and name != FLOOR,
    )
