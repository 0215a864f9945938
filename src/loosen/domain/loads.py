"""Records of the load contract: a posture in, contacts and the load on the low back out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr

from loosen.domain.anatomy import BodyPerson
from loosen.domain.basics import Id, Record
from loosen.domain.numbers import Real


class LoadRequest(Record):
    """Call of `loosen load`.

    Attributes:
        posture: Id of a posture, or a posture document; see its own schema.
        key: Name or place of the key pose; the one that a still shows if left out.
        person: Whose body it is.
        hands_kg: Load in the hands [kg]; that of the posture if left out.
    """

    posture: Id | dict[str, Any]
    key: StrictInt | StrictStr | None = None
    person: BodyPerson = BodyPerson()
    hands_kg: Annotated[Real, Field(ge=0, le=200)] | None = None


class Moments(Record):
    """Moments of everything above a disc, in its own frame [N·m].

    Attributes:
        flexion: Bending it forward.
        side: Bending it to the right.
        twist: Turning it to the left.
    """

    flexion: float
    side: float
    twist: float


class DiscAnswer(Record):
    """The load on one disc.

    Attributes:
        level: ``L4/5`` or ``L5/S1``.
        compression_n: Along the disc normal [N].
        shear_n: Across it [N], positive when the upper vertebra is pushed forward.
        pressure_mpa: Inside a healthy disc [MPa].
        uncertainty: Least and greatest pressure to be expected among people of this size [MPa].
    """

    level: str
    compression_n: float
    shear_n: float
    pressure_mpa: float
    moments: Moments
    uncertainty: tuple[float, float]


class ContactAnswer(Record):
    """What one support gives to the body, world frame (x forward, y left, z up) [m, N]."""

    site: str
    surface: str
    at: tuple[float, float, float]
    force_n: tuple[float, float, float]


class LoadAnswer(Record):
    """Answer of `loosen load`. An estimate for a healthy adult, never a limit.

    Attributes:
        posture: Id of the posture.
        key: Which key pose it is.
        compression_n: On the disc L4/5 [N]; the other numbers of the disc are of the same level.
        band: Where that stands, as people read it.
        discs: Both levels.
        contacts: What every support gives.
        residual: The greatest force [N] or moment [N·m] that nothing gives; a posture above 0.1 is refused.
        missed: Wishes of the posture that the body could not meet, in words.
    """

    posture: str
    key: str
    person: BodyPerson
    hands_kg: float
    compression_n: float
    shear_n: float
    pressure_mpa: float
    moments: Moments
    uncertainty: tuple[float, float]
    band: str
    band_words: str
    discs: tuple[DiscAnswer, ...]
    contacts: tuple[ContactAnswer, ...]
    residual: float
    missed: tuple[str, ...]
