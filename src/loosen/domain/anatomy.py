"""Records of the mannequin: people, proportions, segments, joints and skin sites."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, StrictBool, model_validator

from loosen.domain.basics import Id, Record
from loosen.domain.numbers import Basis, Name, Real, Vector
from loosen.domain.posing_words import PosingWords


class Sex(StrEnum):
    """Which table of proportions applies."""

    MALE = "male"
    FEMALE = "female"


class BodyPerson(Record):
    """The person whose body is built.

    Attributes:
        mass_kg: Body mass [kg].
        stature_m: Stature [m].
        sex: Which proportions and mass shares apply.
    """

    mass_kg: Real = Field(default=70.0, ge=25, le=350)
    stature_m: Real = Field(default=1.74, ge=1.2, le=2.3)
    sex: Sex = Sex.MALE


class BothSexes(Record):
    """A number for each sex."""

    male: Real
    female: Real

    def of(self, sex: Sex) -> float:
        """Return the number of one sex."""
        return self.male if sex is Sex.MALE else self.female


class Ratio(Record):
    """Lengths of one group over those of the reference, at equal stature."""

    group: Name
    of: BothSexes
    basis: Basis


class MassPart(Record):
    """One part of the table of body masses.

    Attributes:
        name: The part.
        mass: Share of body mass of one such part.
        region: Where extra mass goes: ``trunk``, ``thigh``, ``arm``, or none.
        count: How many a body has.
    """

    name: Name
    mass: BothSexes
    region: Name | None = None
    count: int = Field(default=1, ge=1, le=2)
    basis: Basis


class BuildRule(Record):
    """Where mass goes that is beyond a usual build.

    Attributes:
        most: Body mass index above which mass is extra [kg/m²].
        share: Share of the extra mass by region.
        forward_m_per_kg: How far the middle of the trunk moves forward for each extra kilogram [m/kg].
    """

    most: Real = Field(gt=0)
    share: dict[Name, Real]
    forward_m_per_kg: Real
    basis: Basis


class Proportions(Record):
    """How a body is scaled to a person.

    Attributes:
        stature_m: Stature of the reference that all lengths belong to [m].
        gravity: Standard gravity [m/s²].
        ratio: Lengths by sex.
        part: Masses by sex.
        build: The rule for people far from a usual build.
    """

    id: Id
    stature_m: Real = Field(gt=0)
    gravity: Real = Field(gt=0)
    ratio: tuple[Ratio, ...] = Field(min_length=1)
    part: tuple[MassPart, ...] = Field(min_length=1)
    build: BuildRule
    basis: tuple[Basis, ...] = Field(min_length=1)


class Joint(Record):
    """One axis about which a segment turns in its parent.

    Attributes:
        name: Kind of joint and movement, such as ``hip flex``;
            the same for both sides and for all levels of a region.
        axis: Axis in the frame of the segment before the turn, of the left side; the right one is mirrored.
        range_deg: Least and greatest angle [°].
        basis: Source of the range.
    """

    name: Name
    axis: Vector
    range_deg: tuple[Real, Real]
    basis: Basis


class Segment(Record):
    """A rigid part of the body. Its frame lies in its near joint; x forward, y left, z up in neutral standing.

    Attributes:
        name: Its name; sided ones are written once, for the left, and named ``left ...`` and ``right ...``.
        parent: Segment that carries it, none for the pelvis.
        sided: Whether there are two.
        at: Its near joint in the frame of the parent [m].
        centre: Its centre of mass [m].
        scale: Group of lengths by which ``at`` is scaled, and the one for ``centre`` and sites.
        wide: Group by which the sideways place of the joint is scaled.
        mass: Shares of parts of the mass table.
        joint: Its axes, outermost first.
    """

    name: Name
    parent: Name | None = None
    sided: StrictBool = False
    at: Vector
    centre: Vector
    centre_female: Vector | None = None
    scale: tuple[Name, Name]
    wide: tuple[Name, Name]
    mass: dict[Name, Real] = Field(min_length=1)
    joint: tuple[Joint, ...] = ()
    basis: tuple[Basis, ...] = Field(min_length=1)


class DiscPlace(Record):
    """Where a disc lies and what of its own segment is above it.

    Attributes:
        name: Level, such as ``L4/5``.
        segment: Segment in whose frame it lies.
        at: Middle of the disc [m].
        tilt_deg: Forward lean of its normal in neutral standing [°].
        follows: Share of the turn of the segment against its parent that the disc plane makes.
        above: Share of the mass of the segment that is above the cut.
        above_centre: Centre of that share [m].
    """

    name: Name
    segment: Name
    at: Vector
    tilt_deg: Real
    follows: Real = Field(ge=0, le=1)
    above: Real = Field(ge=0, le=1)
    above_centre: Vector
    basis: Basis


class Frame(Record):
    """The segments and discs of the body."""

    id: Id
    segment: tuple[Segment, ...] = Field(min_length=1)
    disc: tuple[DiscPlace, ...] = ()


class Site(Record):
    """A named point of the skin, or of a joint.

    Attributes:
        name: Its name; on a sided segment it is written for the left and named ``left ...`` and ``right ...``.
        segment: Segment that carries it.
        at: Its place in that frame [m].
        sided: Whether a point of a middle segment has a twin on the other side.
        skin: False for inner points such as joints, which touch nothing.
        bends: True where the part gives way by itself, such as toes and fingertips, so that it may lie beyond a
            surface that the foot or hand stands on.
    """

    name: Name
    segment: Name
    at: Vector
    sided: StrictBool = False
    skin: StrictBool = True
    bends: StrictBool = False


class Group(Record):
    """Several sites under one everyday name, such as ``feet``; written for the left where sided."""

    name: Name
    sites: tuple[Name, ...] = Field(min_length=1)
    sided: StrictBool = False


class Line(Record):
    """A straight line of the body whose slope an author may give; written for the left where sided."""

    name: Name
    start: tuple[Name, ...] = Field(min_length=1)
    end: tuple[Name, ...] = Field(min_length=1)
    sided: StrictBool = False


class Pointer(Record):
    """A direction that an author may turn somewhere, such as ``palm``; written for the left where sided."""

    name: Name
    segment: Name
    direction: Vector
    sided: StrictBool = False


class Station(Record):
    """One ellipsoid of the outline of the body.

    Attributes:
        segment: Segment that carries it.
        at: Its middle [m].
        radii: Half sizes forward, sideways and upward [m].
    """

    segment: Name
    at: Vector
    radii: Vector


class Surface(Record):
    """Sites of the skin, their groups, lines and the outline radii that belong to them."""

    id: Id
    site: tuple[Site, ...] = Field(min_length=1)
    group: tuple[Group, ...] = ()
    line: tuple[Line, ...] = ()
    pointer: tuple[Pointer, ...] = ()
    outline: tuple[Station, ...] = ()
    basis: tuple[Basis, ...] = Field(min_length=1)


class BodyDefinition(Record):
    """The one definition of the mannequin."""

    proportions: Proportions
    frame: Frame
    surface: Surface
    words: PosingWords

    @model_validator(mode="after")
    def _names_exist(self) -> BodyDefinition:
        """Refuse names that nothing carries; the loader reports them one by one."""
        wrong = [what for _, _, what, _ in dangling(self)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def dangling(body: BodyDefinition) -> list[tuple[str, tuple[str | int, ...], str, str]]:
    """Return every name that points nowhere: file, path, what is wrong, what is allowed."""
    segments = {segment.name for segment in body.frame.segment}
    parts = {part.name for part in body.proportions.part}
    groups = {ratio.group for ratio in body.proportions.ratio}
    found: list[tuple[str, tuple[str | int, ...], str, str]] = []

    def look(file: str, path: tuple[str | int, ...], kind: str, name: str, known: set[str]) -> None:
        if name not in known:
            found.append((file, path, f"unknown {kind} {name!r}", f"Allowed: {', '.join(sorted(known))}."))

    for index, segment in enumerate(body.frame.segment):
        if segment.parent is not None:
            look("skeleton", ("segment", index, "parent"), "segment", segment.parent, segments)
        for part in segment.mass:
            look("skeleton", ("segment", index, "mass"), "part", part, parts)
        for group in (*segment.scale, *segment.wide):
            look("skeleton", ("segment", index, "scale"), "group of lengths", group, groups)
    for index, site in enumerate(body.surface.site):
        look("sites", ("site", index, "segment"), "segment", site.segment, segments)
    joints = {f"{s.name}/{joint.name}" for s in body.frame.segment for joint in s.joint}
    for index, word in enumerate(body.words.word):
        for joint in word.share:
            look("posing", ("word", index, "share"), "joint", joint, joints)
    return found
