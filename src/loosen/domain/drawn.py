"""What is known of the pictures that come with the product: words, key poses, loads."""

from __future__ import annotations

from enum import StrEnum

from loosen.domain.basics import Id, Record


class PostureKind(StrEnum):
    """What a posture is in the product."""

    MOVEMENT = "movement"
    REST = "rest"
    EVERYDAY = "everyday"
    NOT_NOW = "not-now"
    CALIBRATION = "calibration"
    TEMPLATE = "template"


class DrawnKey(Record):
    """One key pose of a picture, with the load that the body model gives for the reference man.

    Attributes:
        name: What the pose is called.
        alt: The pose in words, for those who do not see it.
        compression_n: On the disc L4/5 [N].
        shear_n: Across it [N], positive when the upper vertebra is pushed forward.
        pressure_mpa: In the disc [MPa], as of a healthy one.
        uncertainty: Least and greatest pressure to be expected among people of this size [MPa].
        band: Where that stands: an id of the load bands.
    """

    name: str
    alt: str
    compression_n: float
    shear_n: float
    pressure_mpa: float
    uncertainty: tuple[float, float]
    band: Id


class Drawn(Record):
    """A picture of a movement, a rest position, an everyday posture, or of what is not for now.

    Attributes:
        stands_for: Variants, remedies and cards that it stands for.
        telling: Place of the key pose that tells most.
        moves: Whether there is an animation; else all there is are stills.
    """

    id: Id
    name: str
    kind: PostureKind
    stands_for: tuple[Id, ...]
    telling: int
    moves: bool
    keys: tuple[DrawnKey, ...]

    @property
    def heaviest(self) -> DrawnKey:
        """The key pose that loads the low back most."""
        return max(self.keys, key=lambda key: key.compression_n)
