"""Records of what holds the body up: strengths, passive tissue, trunk muscles, the disc, and bands of load."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from loosen.domain.basics import Id, Number, Record, Text, Words


class Mark(StrEnum):
    """How well a number is known."""

    SEEN = "seen"
    RECALLED = "recalled"
    DERIVED = "derived"
    ESTIMATE = "estimate"
    FITTED = "fitted"


class Quantity(Record):
    """A number with its unit, its source and how well it is known.

    Attributes:
        value: The number.
        unit: Its unit, ``1`` for a ratio.
        source: Id of a file in ``sources/``.
        mark: Whether it was read in the source, recalled, derived, estimated or fitted.
        note: What a reader should know about it.
    """

    value: Number
    unit: Words
    source: Id
    mark: Mark
    note: Words | None = None

    def __float__(self) -> float:
        return float(self.value)


class JointEffort(Record):
    """How strong a joint is and how its slack tissue resists, about one of its axes.

    Attributes:
        joint: Name of the joint without its side, and of the axis: ``hip flex``.
        strength: Moment that counts as full effort, either way [N·m].
        passive_up: Moment of slack tissue at the greatest angle [N·m].
        passive_down: Moment of slack tissue at the least angle [N·m].
        steepness: How late the tissue takes up: exponent of the law.
    """

    joint: Words
    strength: Number = Field(gt=0)
    passive_up: Number = Field(ge=0)
    passive_down: Number = Field(ge=0)
    steepness: Number = Field(gt=0)


class Efforts(Record):
    """Strength and slack resistance of all joints, and the weights of the least-effort rule.

    Attributes:
        root_weight: Price of a missing newton or newton metre, in efforts.
        softness: Price of energy stored in supports, in squared efforts for each joule.
        bare_yield: How far skin and flesh give way on a hard support, for each newton.
        ordinary_load: Load on one point of support to which the yield of a surface belongs.
        relaxed_share: Strength counted for the spine where it is leaned or laid down.
        passive_mass: Body mass to which the slack resistance belongs.
        strength_mass: Body mass to which the strengths belong.
    """

    id: Id
    source: Id
    mark: Mark
    note: Words | None = None
    root_weight: Quantity
    softness: Quantity
    bare_yield: Quantity
    ordinary_load: Quantity
    relaxed_share: Quantity
    passive_mass: Quantity
    strength_mass: Quantity
    joint: tuple[JointEffort, ...] = Field(min_length=1)


class TrunkMuscle(Record):
    """One muscle of each side where it crosses the low lumbar discs.

    Attributes:
        name: The muscle.
        area: Cross-section of one side [cm²].
        extends: Arm by which it bends the trunk backward [m]; negative bends it forward.
        sides: Arm by which it bends the trunk to its own side [m].
        turns: Arm by which it turns the trunk to its own side [m]; negative turns it to the other.
        along: Share of its pull along the disc normal.
        forward: Share of its pull that pushes the upper vertebra forward; negative holds it back.
        length: Length by which its stiffness is reckoned [m].
        fades: Share of its backward arm that is lost in full flexion.
        source: Id of a file in ``sources/``.
        mark: How well its numbers are known.
    """

    name: Words
    area: Number = Field(gt=0)
    extends: Number
    sides: Number = Field(ge=0)
    turns: Number
    along: Number = Field(ge=0, le=1)
    forward: Number = Field(ge=-1, le=1)
    length: Number = Field(gt=0)
    fades: Number = Field(ge=0, lt=1)
    source: Id
    mark: Mark
    note: Words | None = None


class TrunkMuscles(Record):
    """The muscles of one side, the people they were described in, and how they are shared out.

    Attributes:
        stature: Stature to which the arms belong.
        woman_arms: Arms of a woman over those of a man of her stature.
        stiffness: Stiffness of a pulling muscle times its length over its force.
        prop_sink: Force of a support of the upper body over its stiffness.
        tone: Compression that is there without any effort.
        brace: Compression that a hard brace adds.
        psoas: Name of the muscle that also flexes the hip.
        psoas_free: Hip flexion moment that the other hip flexors hold without it.
        psoas_share: Part of a hip flexion moment beyond that which it takes.
        psoas_hip_arm: Its arm at the hip.
    """

    id: Id
    stature: Quantity
    woman_arms: Quantity
    stiffness: Quantity
    prop_sink: Quantity
    tone: Quantity
    brace: Quantity
    tone_mass: Quantity
    psoas: Words
    psoas_free: Quantity
    psoas_share: Quantity
    psoas_hip_arm: Quantity
    muscle: tuple[TrunkMuscle, ...] = Field(min_length=1)


class Tissue(Record):
    """What the slack tissue of the lumbar spine carries in flexion, and through which arms.

    Attributes:
        disc_share: Part of it that the disc carries, without compressing itself.
        ligament_share: Part of it that the ligaments carry.
        ligament_arm: Arm of the ligaments.
        fascia_arm: Arm of the rest: fascia and stretched muscle.
        side_arm: Arm of the tissue that is stretched in bending sideways.
        turn_arm: Arm of the tissue that is stretched in turning.
        extension_arm: Arm about which tissue is loaded at the end of extension.
    """

    id: Id
    disc_share: Quantity
    ligament_share: Quantity
    ligament_arm: Quantity
    fascia_arm: Quantity
    side_arm: Quantity
    turn_arm: Quantity
    extension_arm: Quantity


class DiscLevel(Record):
    """One disc: its share of the movement of the lumbar spine, its size."""

    name: Words
    flexion_share: Quantity
    above_lumbosacral: Quantity
    area_man: Quantity
    area_woman: Quantity


class Disc(Record):
    """From force to pressure in a healthy disc.

    Attributes:
        stature_man: Stature to which a man's area belongs.
        stature_woman: Stature to which a woman's area belongs.
        rest: Pressure of an unloaded disc that is full of water [MPa].
        constant: Terms of the pressure [MPa] in mean stress P [MPa] and flexion of the level φ [degrees].
    """

    id: Id
    source: Id
    mark: Mark
    note: Words | None = None
    rest: Quantity
    stature_man: Quantity
    stature_woman: Quantity
    constant: Number
    stress: Number
    flexion: Number
    stress_squared: Number
    stress_flexion: Number
    flexion_squared: Number
    level: tuple[DiscLevel, ...] = Field(min_length=1)


class LoadBand(Record):
    """A band that a person reads in place of a number.

    Attributes:
        id: Its name.
        name: Words for it.
        up_to: Highest pressure of the band, over that of the same person in relaxed standing.
    """

    id: Id
    name: Text
    up_to: Number = Field(gt=0)


class LoadBands(Record):
    """The bands in rising order, and how far an answer can be off.

    Attributes:
        standing: Compression of the reference person in relaxed standing.
        standing_mass: Mass of that person.
        model_error: Error of the model itself against measured pressure.
        people_spread: Share by which people of one size differ.
        least_error: Error that stays at the lowest loads.
    """

    id: Id
    source: Id
    mark: Mark
    note: Words | None = None
    standing: Quantity
    standing_mass: Quantity
    model_error: Quantity
    people_spread: Quantity
    least_error: Quantity
    band: tuple[LoadBand, ...] = Field(min_length=1)


class SpineDefinition(Record):
    """All that is known of how the body holds itself, for a person of the reference size."""

    efforts: Efforts
    muscles: TrunkMuscles
    tissue: Tissue
    disc: Disc
    bands: LoadBands
