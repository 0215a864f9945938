"""The hard filters: what may be offered to this person in this room, and why something may not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from loosen.core.facts import FactValue
from loosen.core.situation import Situation
from loosen.domain.basics import Answer
from loosen.domain.care import Kit, Limit, Movement, Remedy, StageSet, Surface, Variant
from loosen.domain.library import Library
from loosen.domain.plan import Person
from loosen.domain.results import PlanState
from loosen.errors import FactProblem

COMFORT_SET = "comfort"
_ALWAYS_AT_HAND = {Kit.MAT, Kit.WALL, Kit.SHOES}
_STANDS_IN = {Kit.CUSHION: Kit.PILLOW}
_FACT_OF_KIT = {Kit.PILLOW: "has-pillows"}
_SURFACE_WORDS = {
    Surface.FLOOR: "a floor to get down to",
    Surface.BED: "a bed",
    Surface.CHAIR: "a firm chair",
    Surface.FEET: "room to stand",
}
_AT_HOME, _IN_BED = "home", "in-bed"


@dataclass(frozen=True)
class Room:
    """Where the person is and what is there.

    Attributes:
        surfaces: Where the body can be supported.
        kit: Things at hand.
    """

    surfaces: frozenset[Surface]
    kit: frozenset[Kit]


def room_of(
    situation: Situation,
    *,
    place: str | None = None,
    kit: Iterable[Kit] | None = None,
    floor_ok: bool | None = None,
) -> Room:
    """Return the room, from what is given and otherwise from the answers; what nobody said is not there."""
    facts = situation.facts
    at_hand = frozenset(kit) if kit is not None else frozenset(k for k in Kit if _is_yes(facts.get(_fact_of(k))))
    at_hand |= _ALWAYS_AT_HAND
    where = place if place is not None else facts.get("place")
    in_bed, at_home = where == _IN_BED, where == _AT_HOME
    if in_bed:
        at_hand |= {Kit.BED, Kit.PILLOW}
    floor = ("FLOOR" not in situation.tags) if floor_ok is None else floor_ok
    usable = {
        Surface.FLOOR: at_home and floor,
        Surface.BED: in_bed or (at_home and Kit.BED in at_hand),
        Surface.CHAIR: not in_bed and Kit.CHAIR in at_hand,
        Surface.FEET: not in_bed,
    }
    return Room(frozenset(surface for surface, can in usable.items() if can), at_hand)


@dataclass(frozen=True)
class Suitability:
    """What may be offered.

    Attributes:
        situation: Stage, tags and answers.
        library: The knowledge.
        room: Where and with what.
        skipped: Movements that a set for this person's direction leaves out.
        forbidden: Movements, variants and remedies that the site or a clinician has ruled out.
        disliked: Movements that the person does not want.
    """

    situation: Situation
    library: Library
    room: Room
    skipped: frozenset[str]
    forbidden: frozenset[str]
    disliked: frozenset[str] = frozenset()

    def why_not(self, movement: Movement, variant: Variant) -> str | None:
        """Return why a variant may not be offered, or None if it may."""
        if {movement.id, variant.id} & self.forbidden:
            return "Your clinician or clinic has taken it out."
        if {movement.id, variant.id} & self.disliked:
            return "You said that you do not want it."
        if movement.id in self.skipped:
            return "It does not suit the direction that eases you."
        if variant.stage_from.rank > self.situation.stage.rank:
            return "It comes later."
        blocked = next((limit.words.en for limit in variant.block if limit.tag in self.situation.tags), None)
        if blocked is not None:
            return blocked
        if not self.room.surfaces & set(variant.surfaces):
            return f"It needs {' or '.join(_SURFACE_WORDS[one] for one in variant.surfaces)}."
        lacking = [kit.value.replace("-", " ") for kit in variant.kit if not self._at_hand(kit)]
        return f"It needs: {', '.join(lacking)}." if lacking else None

    def why_no_remedy(self, remedy: Remedy) -> str | None:
        """Return why a remedy may not be offered, or None if it may."""
        if remedy.id in self.forbidden:
            return "Your clinician or clinic has taken it out."
        return next((limit.words.en for limit in remedy.block if limit.tag in self.situation.tags), None)

    def cautions(self, limits: tuple[Limit, ...]) -> tuple[str, ...]:
        """Return what to watch for in this person."""
        return tuple(dict.fromkeys(limit.words.en for limit in limits if limit.tag in self.situation.tags))

    def _at_hand(self, kit: Kit) -> bool:
        return kit in self.room.kit or _STANDS_IN.get(kit) in self.room.kit


def wish_problems(person: Person, library: Library, where: str = "person") -> list[FactProblem]:
    """Return every dislike and limit that names nothing: a misspelt limit must not be taken for none."""
    known = sorted({*library.movements, *library.variants, *library.remedies})
    problems = []
    for field in ("dislikes", "limits"):
        for index, name in enumerate(getattr(person, field)):
            if name not in known:
                close = get_close_matches(name, known, n=1)
                remedy = f"Did you mean {close[0]!r}?" if close else "Use the id of a movement or remedy."
                problems.append(FactProblem(f"{where}.{field}.{index}", f"There is no movement {name!r}.", remedy))
    return problems


def suitability_of(
    situation: Situation,
    library: Library,
    room: Room,
    *,
    limits: Iterable[str] = (),
    dislikes: Iterable[str] = (),
) -> Suitability:
    """Return the hard filters for a person in a room."""
    skipped = {
        movement
        for entry in library.sets.values()
        if entry.when is not None and situation.holds(entry.when)
        for movement in entry.skip
    }
    forbidden = {name for site in library.site.values() for name in site.forbidden}
    return Suitability(
        situation, library, room, frozenset(skipped), frozenset(forbidden) | frozenset(limits), frozenset(dislikes)
    )


def chosen_set(situation: Situation, library: Library, plan: PlanState) -> StageSet:
    """Return the set of steps that fits: the first in order whose stage and condition certainly hold."""
    if plan is PlanState.COMFORT:
        return library.sets[COMFORT_SET]
    for candidate in sorted(library.sets.values(), key=lambda entry: entry.order):
        if candidate.id != COMFORT_SET and situation.stage in candidate.stages and situation.surely(candidate.when):
            return candidate
    return library.sets[COMFORT_SET]


def _fact_of(kit: Kit) -> str:
    return _FACT_OF_KIT.get(kit, f"has-{kit.value}")


def _is_yes(value: FactValue | None) -> bool:
    return value is Answer.YES
