"""What a low lumbar disc carries: from the loads above it to compression, shear and pressure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.model import ROOT, Body, JointAxis
from loosen.body.share import share_out
from loosen.domain.anatomy import Sex
from loosen.domain.spine import JointEffort, SpineDefinition

Array = NDArray[np.float64]
_SPINE = ("lumbar", "chest", "neck", "head")
_LEG = ("hip", "knee", "ankle")
_LEAST_RANGE = math.radians(5.0)
_MOST_BENT = 1.5
_NO_LAW = [math.inf, math.inf, 0.0, 0.0, 1.0]
"""The pelvis has no tissue that ties it to the world."""


@dataclass(frozen=True, slots=True)
class Spine:
    """The muscles, tissue and discs of one person, as arrays.

    Muscles are listed for the left side, then for the right. Arms are in the frame of the disc (x forward, y left,
    z up): a positive moment about y bends forward, about x to the right, about z turns left.

    Attributes:
        arms: Moment of each unit of muscle force, upright, shape (3, n_muscles) [m].
        fades: Share of the backward arm lost in full flexion, shape (n_muscles,).
        area: Cross-sections, shape (n_muscles,) [cm²].
        along: Share of the pull along the disc normal, shape (n_muscles,).
        forward: Share of the pull across the disc, forward positive, shape (n_muscles,).
        stiffness: Bending stiffness for each newton, about y and about x, shape (2, n_muscles) [m].
        psoas: Places of the left and the right psoas.
        flexion: Moment of slack tissue at full flexion and its steepness.
        extension: The same at full extension.
        side: The same bent fully to a side.
        turn: The same turned fully to a side.
        mass_kg: Body mass [kg].
        bulk: Body mass over that of the reference.
        arm_scale: Arms of this person over those of the reference.
        tone: Compression without effort [N].
        awake: Least compression by trunk muscles and slack tissue together unless the spine is let go [N].
        brace: Compression of a hard brace [N].
        disc_area: Area by name of the level [mm²].
        flexion_range: Flexion and extension of the lumbar spine [rad], both positive.
        lumbar: Coordinates of lumbar flexion, bending to the left and turning left.
        hip_flexion: Coordinates of left and right hip flexion.
        is_spine: Whether a coordinate turns the spine, shape (n_q,).
        is_leg: Whether it turns a leg, shape (n_q,).
        strength: Moment of full effort of each coordinate, shape (n_q,) [N·m].
        softening: Factor on the price of energy in supports, so that all forces grow with mass alike.
        slack_law: Range and moment at its end, upward and downward, and steepness, shape (5, n_q).
    """

    definition: SpineDefinition
    arms: Array
    fades: Array
    area: Array
    along: Array
    forward: Array
    stiffness: Array
    psoas: tuple[int, int]
    flexion: tuple[float, float]
    extension: tuple[float, float]
    side: tuple[float, float]
    turn: tuple[float, float]
    mass_kg: float
    bulk: float
    arm_scale: float
    tone: float
    awake: float
    brace: float
    disc_area: dict[str, float]
    flexion_range: tuple[float, float]
    lumbar: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    hip_flexion: tuple[int, int]
    is_spine: NDArray[np.bool_]
    is_leg: NDArray[np.bool_]
    strength: Array
    softening: float
    slack_law: Array

    @classmethod
    def build(cls, definition: SpineDefinition, body: Body) -> Spine:
        """Return the spine of a person.

        Args:
            definition: The reference.
            body: Whose spine it is; gives mass, stature, sex, and the joints.
        """
        mass_kg, muscles = float(body.mass.sum()), definition.muscles
        bulk = mass_kg / float(definition.efforts.passive_mass)
        might = mass_kg / float(definition.efforts.strength_mass)
        heft = mass_kg / float(muscles.tone_mass)
        effort = {item.joint: item for item in definition.efforts.joint}
        bend, turn, flex = effort["lumbar bend"], effort["lumbar twist"], effort["lumbar flex"]
        scale = _arm_scale(definition, body)
        both = [muscle for _ in "lr" for muscle in muscles.muscle]
        arms = scale * _arms(definition)
        names = [muscle.name for muscle in muscles.muscle]
        place = names.index(muscles.psoas)
        bending = [joint for joint in body.joints if joint.kind == "lumbar flex"]
        return cls(
            definition=definition,
            arms=arms,
            fades=np.array([muscle.fades for muscle in both], dtype=float),
            area=np.array([muscle.area for muscle in both], dtype=float),
            along=np.array([muscle.along for muscle in both], dtype=float),
            forward=np.array([muscle.forward for muscle in both], dtype=float),
            stiffness=float(muscles.stiffness) * arms[[1, 0]] ** 2 / (scale * np.array([m.length for m in both])),
            psoas=(place, place + len(names)),
            flexion=(bulk * flex.passive_up, float(flex.steepness)),
            extension=(bulk * flex.passive_down, float(flex.steepness)),
            side=(bulk * bend.passive_up, float(bend.steepness)),
            turn=(bulk * turn.passive_up, float(turn.steepness)),
            mass_kg=mass_kg,
            bulk=heft,
            arm_scale=scale,
            tone=float(muscles.tone) * heft,
            # a spine that is let go keeps a share of its effort, and the same share of its tone
            awake=float(muscles.tone) * heft * (1 / float(definition.efforts.relaxed_share) - 1),
            brace=float(muscles.brace) * heft,
            disc_area=_disc_areas(definition, body),
            flexion_range=(sum(joint.most for joint in bending), -sum(joint.least for joint in bending)),
            lumbar=(_places(body, "lumbar flex"), _places(body, "lumbar bend"), _places(body, "lumbar twist")),
            hip_flexion=(ROOT + body.joint("left thigh/hip flex"), ROOT + body.joint("right thigh/hip flex")),
            is_spine=np.array([False] * ROOT + [joint.kind.startswith(_SPINE) for joint in body.joints]),
            is_leg=np.array([False] * ROOT + [joint.kind.startswith(_LEG) for joint in body.joints]),
            strength=np.array([1.0] * ROOT + [effort[joint.kind].strength * might for joint in body.joints]),
            softening=1.0 / might**2,
            slack_law=np.array(
                [_NO_LAW] * ROOT + [_slack_law(joint, effort[joint.kind], bulk) for joint in body.joints]
            ).T.copy(),
        )

    def slack(self, q: Array) -> Array:
        """Return the moment of slack tissue of each coordinate, along it, shape (..., n_q) [N·m].

        Args:
            q: Coordinates, shape (..., n_q).
        """
        up, down, at_up, at_down, steepness = self.slack_law
        share = np.minimum(np.where(q > 0, q / up, -q / down), _MOST_BENT)
        size = np.expm1(steepness * share) / np.expm1(steepness)
        return np.asarray(np.where(q > 0, -at_up * size, at_down * size))

    def bent(self, q: Array) -> tuple[Array, Array, Array, Array]:
        """Return lumbar flexion, bending right and turning left over their ranges, and flexion in degrees."""
        flex, side, turn = (q[..., list(places)].sum(axis=-1) for places in self.lumbar)
        up, down = self.flexion_range
        aside, around = (self.slack_law[0, list(places)].sum() for places in self.lumbar[1:])
        return np.where(flex > 0, flex / up, flex / down), -side / aside, turn / around, np.degrees(flex)


def _arm_scale(definition: SpineDefinition, body: Body) -> float:
    """Return the arms of a person over those of the reference."""
    muscles = definition.muscles
    size = body.person.stature_m / float(muscles.stature)
    return size * float(muscles.woman_arms) if body.person.sex is Sex.FEMALE else size


def _arms(definition: SpineDefinition) -> Array:
    """Return the moment of each unit of muscle force, left side first, shape (3, n_muscles) [m]."""
    listed = definition.muscles.muscle
    sides = np.array([muscle.sides for muscle in listed], dtype=float)
    turns = np.array([muscle.turns for muscle in listed], dtype=float)
    back = np.array([muscle.extends for muscle in listed], dtype=float)
    return np.array([[*-sides, *sides], [*-back, *-back], [*turns, *-turns]])


def _disc_areas(definition: SpineDefinition, body: Body) -> dict[str, float]:
    """Return the areas of the discs of a person by level [mm²]; they grow with the square of stature within a sex."""
    disc, female = definition.disc, body.person.sex is Sex.FEMALE
    reference = float(disc.stature_woman if female else disc.stature_man)
    size = (body.person.stature_m / reference) ** 2
    return {level.name: 100.0 * size * float(level.area_woman if female else level.area_man) for level in disc.level}


def _places(body: Body, kind: str) -> tuple[int, ...]:
    return tuple(ROOT + index for index, joint in enumerate(body.joints) if joint.kind == kind)


def _slack_law(joint: JointAxis, effort: JointEffort, bulk: float) -> list[float]:
    up, down = max(joint.most, _LEAST_RANGE), max(-joint.least, _LEAST_RANGE)
    return [up, down, effort.passive_up * bulk, effort.passive_down * bulk, float(effort.steepness)]


@dataclass(frozen=True, slots=True)
class Cut:
    """What acts on everything above a disc, in the frame of the disc (x forward, y left, z along its normal).

    Attributes:
        level: Name of the disc.
        force: Weights, hand load and supports, shape (3,) [N].
        moment: Their moment about the middle of the disc, shape (3,) [N·m].
        toppling: How fast these moments grow with a small tilt forward and sideways, shape (2,) [N·m/rad].
        bent: Flexion of the lumbar spine over its range; extension is negative.
        bent_aside: The same to the side, right positive.
        turned: The same in turning, left positive.
        flexion_deg: Flexion of the lumbar spine from standing [degrees].
        hip_flexors: Active flexion moment of the left and the right hip, at least 0 [N·m].
        braced: How hard the belly is braced, 0 to 1.
        let_go: Whether the spine is let go, so that its muscles hold no turn.
    """

    level: str
    force: Array
    moment: Array
    toppling: Array
    bent: float
    bent_aside: float
    turned: float
    flexion_deg: float
    hip_flexors: tuple[float, float] = (0.0, 0.0)
    braced: float = 0.0
    let_go: bool = False


@dataclass(frozen=True, slots=True)
class DiscLoad:
    """Load on one disc of a healthy adult; an estimate.

    Attributes:
        level: ``L4/5`` or ``L5/S1``.
        compression_n: Force along the disc normal, pressing positive [N].
        shear_n: Force across it, upper vertebra forward positive [N].
        pressure_mpa: Pressure inside a healthy disc [MPa].
        moments: Moment of the loads above: bending forward, to the right, turning left [N·m].
        muscle_n: What the muscles add to the compression [N].
        tissue_n: What slack tissue adds to the compression [N].
        uncertainty: Least and greatest pressure to be expected among people of this size [MPa].
        band: Id of the band that people read.
        band_name: Its words.
    """

    level: str
    compression_n: float
    shear_n: float
    pressure_mpa: float
    moments: tuple[float, float, float]
    muscle_n: float
    tissue_n: float
    uncertainty: tuple[float, float]
    band: str
    band_name: str


def slack_moment(bent: float, end: float, steepness: float) -> float:
    """Return the moment of slack tissue at a share of its range, a law that rises late [N·m]."""
    return end * math.expm1(steepness * bent) / math.expm1(steepness)


def disc_load(spine: Spine, cut: Cut) -> DiscLoad:
    """Return the load on a disc from what acts above it.

    Slack tissue takes its part of each moment; trunk muscles carry the rest with the least squared stress, and pull
    more where the spine above would otherwise topple. What presses the disc without effort is there in any posture,
    even where the supports pull the trunk apart: ligaments take that pull, and the nucleus cannot be drawn upon.
    """
    asked = {"flex": float(cut.moment[1]), "bend": float(cut.moment[0]), "turn": float(cut.moment[2])}
    slack, squeeze = _slack(spine, cut, asked)
    full = min(max(cut.bent, 0.0), 1.0)
    behind = spine.arms[1] < 0
    arms = spine.arms.copy()
    arms[1] *= np.where(behind, 1 - spine.fades * full, 1.0)
    # bent fully, the fibres of the back run along the spine and no longer hold the vertebra back
    forward = np.where(behind, (1 - full) * spine.forward, spine.forward)
    least = np.zeros(len(spine.area))
    hip = spine.definition.muscles
    share = float(hip.psoas_share) / (float(hip.psoas_hip_arm) * spine.arm_scale)
    free = float(hip.psoas_free) * spine.bulk
    least[list(spine.psoas)] = [share * max(0.0, moment - free) for moment in cut.hip_flexors]
    wanted = np.maximum(0.0, cut.toppling - _slack_stiffness(spine, cut))
    pull = share_out(arms, slack - cut.moment, spine.area, least, spine.stiffness, wanted)
    muscle = float(spine.along @ pull)
    if not cut.let_go:
        # taut tissue steadies as muscles do, and lets them fall silent
        muscle = max(muscle, spine.awake - squeeze)
    compression = max(0.0, -float(cut.force[2]) + muscle + squeeze) + spine.tone + cut.braced * spine.brace
    pressure = disc_pressure(spine, cut.level, compression, cut.flexion_deg)
    band, words = load_band(spine, cut.level, pressure)
    return DiscLoad(
        level=cut.level,
        compression_n=compression,
        shear_n=float(cut.force[0]) + float(forward @ pull),
        pressure_mpa=pressure,
        moments=(asked["flex"], asked["bend"], asked["turn"]),
        muscle_n=muscle,
        tissue_n=squeeze,
        uncertainty=spread(spine, pressure),
        band=band,
        band_name=words,
    )


def _slack(spine: Spine, cut: Cut, asked: dict[str, float]) -> tuple[Array, float]:
    """Return the moment that slack tissue leaves to be subtracted, and the compression it makes.

    Bent forward, back or aside, weight hangs on the tissue, which never gives more than is asked for: a written angle
    near the end of its range is not exact enough to invent muscles that work against it. Nothing hangs in a turn.
    Unless the spine is let go, muscles hold it against the whole pull of the tissue.
    """
    tissue, scale = spine.definition.tissue, spine.arm_scale
    flex = bend = turn = squeeze = 0.0
    if cut.bent > 0 < asked["flex"]:
        flex = min(slack_moment(cut.bent, *spine.flexion), asked["flex"])
        disc, ligament = float(tissue.disc_share), float(tissue.ligament_share)
        arms = ligament / float(tissue.ligament_arm) + (1 - disc - ligament) / float(tissue.fascia_arm)
        squeeze += flex * arms / scale
    elif cut.bent < 0 > asked["flex"]:
        flex = -min(slack_moment(-cut.bent, *spine.extension), -asked["flex"])
        squeeze += -flex * (1 - float(tissue.disc_share)) / (float(tissue.extension_arm) * scale)
    if cut.bent_aside * asked["bend"] > 0:
        size = min(slack_moment(abs(cut.bent_aside), *spine.side), abs(asked["bend"]))
        bend = math.copysign(size, asked["bend"])
        squeeze += size * (1 - float(tissue.disc_share)) / (float(tissue.side_arm) * scale)
    if cut.turned * asked["turn"] > 0 or not cut.let_go:
        size = slack_moment(min(abs(cut.turned), _MOST_BENT), *spine.turn)
        size = min(size, abs(asked["turn"])) if cut.let_go else size
        turn = math.copysign(size, cut.turned)
        squeeze += size * (1 - float(tissue.disc_share)) / (float(tissue.turn_arm) * scale)
    return np.array([bend, flex, turn]), squeeze


def _slack_stiffness(spine: Spine, cut: Cut) -> Array:
    """Return how much slack tissue itself resists a small tilt forward and sideways [N·m/rad]."""
    forward = cut.bent >= 0
    end, steepness = spine.flexion if forward else spine.extension
    span = spine.flexion_range[0 if forward else 1]
    own = end * steepness * math.exp(steepness * abs(cut.bent)) / math.expm1(steepness) / span
    return np.array([own, 0.0])


def disc_pressure(spine: Spine, level: str, compression_n: float, flexion_deg: float) -> float:
    """Return the pressure in a healthy disc [MPa].

    Args:
        spine: The person.
        level: Name of the disc.
        compression_n: Force along its normal [N].
        flexion_deg: Flexion of the whole lumbar spine from standing [degrees]; the disc bends by its share.
    """
    law = spine.definition.disc
    part = next(item for item in law.level if item.name == level)
    stress = compression_n / spine.disc_area[level]
    bent = flexion_deg * float(part.flexion_share)
    loaded = (
        law.constant
        + law.stress * stress
        + law.flexion * bent
        + law.stress_squared * stress * stress
        + law.stress_flexion * stress * bent
        + law.flexion_squared * bent * bent
    )
    # swelling fills the disc until the load presses as much water out, so the two do not simply add up
    return math.hypot(float(law.rest), max(0.0, loaded))


def spread(spine: Spine, pressure_mpa: float) -> tuple[float, float]:
    """Return the least and greatest pressure to be expected: error of the model and spread of people together."""
    bands = spine.definition.bands
    share = math.hypot(float(bands.model_error), float(bands.people_spread))
    half = math.hypot(share * pressure_mpa, float(bands.least_error))
    return max(0.0, pressure_mpa - half), pressure_mpa + half


def load_band(spine: Spine, level: str, pressure_mpa: float) -> tuple[str, str]:
    """Return id and words of the band of a pressure, by the same person's pressure in relaxed standing."""
    bands = spine.definition.bands
    standing = float(bands.standing) * spine.mass_kg / float(bands.standing_mass)
    ratio = pressure_mpa / disc_pressure(spine, level, standing, 0.0)
    found = next((band for band in bands.band if ratio <= band.up_to), bands.band[-1])
    return found.id, str(found.name)
