"""What to do now: a few things, the first one doable without lying down, nothing that a tag blocks."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.core.dose import dose_words, minutes_of
from loosen.core.facts import FactValue
from loosen.core.situation import Situation
from loosen.core.triage import cite
from loosen.domain.basics import Answer
from loosen.domain.care import Kit, Limit, Movement, Position, Remedy, StageSet, Surface, Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.results import AvoidItem, ItemKind, LeftOut, Now, NowItem, PlanState
from loosen.errors import NotAllowedError

BREATHING, REST, WALKING = "diaphragm-breathing", "easy-positions", "walking"
HEAT, COLD = "heat", "cold"
COMFORT_SET = "comfort"
FEW_MOVEMENTS = "first-movements-most"
_UPRIGHT = {Position.CHAIR, Position.STANDING}
_ALWAYS_AT_HAND = {Kit.MAT, Kit.WALL, Kit.SHOES}
_GENTLE = (VariantKind.REGRESSION, VariantKind.BASE, VariantKind.POSITION, VariantKind.PROGRESSION)
_USUAL = (VariantKind.BASE, VariantKind.POSITION, VariantKind.REGRESSION, VariantKind.PROGRESSION)


def first_steps(situation: Situation, library: Library, plan: PlanState) -> Now:
    """Return the first steps for a person whom triage allows self-care.

    Args:
        situation: Stage, tags and answers; see `loosen.core.situation.situation_of`.
        library: The knowledge.
        plan: How much of a plan the outcome allows.

    Returns:
        Steps in order, what to leave out today, and why each other candidate is not offered.

    Raises:
        NotAllowedError: The outcome withholds every plan.
    """
    if plan is PlanState.WITHHELD:
        raise NotAllowedError(
            "There is no plan for this outcome.",
            detail="Follow the advice of the safety check first.",
            where="plan",
        )
    chosen = _chosen_set(situation, library, plan)
    chooser = _Chooser(situation, library, chosen)
    items = [item for item in chooser.items(library) if item is not None]
    return Now(
        stage=library.stages[situation.stage].name.en,
        set_name=chosen.name.en,
        tags=tuple(library.tags[tag].name.en for tag in sorted(situation.tags - situation.unsure)),
        unsure=tuple(library.tags[tag].name.en for tag in sorted(situation.unsure)),
        items=tuple(items),
        avoid=tuple(_avoid(situation, library)),
        left_out=tuple(chooser.left_out),
    )


def _chosen_set(situation: Situation, library: Library, plan: PlanState) -> StageSet:
    if plan is PlanState.COMFORT:
        return library.sets[COMFORT_SET]
    for candidate in sorted(library.sets.values(), key=lambda entry: entry.order):
        if candidate.id != COMFORT_SET and situation.stage in candidate.stages and situation.surely(candidate.when):
            return candidate
    return library.sets[COMFORT_SET]


class _Chooser:
    """Chooses one variant for each step and remembers why others are not offered."""

    def __init__(self, situation: Situation, library: Library, chosen: StageSet) -> None:
        self.situation = situation
        self.library = library
        self.chosen = chosen
        self.left_out: list[LeftOut] = []
        self.forbidden = {name for site in library.site.values() for name in site.forbidden}
        self.skipped = {
            movement
            for candidate in library.sets.values()
            if candidate.when is not None and situation.holds(candidate.when)
            for movement in candidate.skip
        }

    def items(self, library: Library) -> Iterator[NowItem | None]:
        yield self._movement(BREATHING, ItemKind.BREATHING, upright_first=True)
        yield self._warmth()
        if REST in self.chosen.movements:
            yield self._movement(REST, ItemKind.REST)
        most = int(library.thresholds[FEW_MOVEMENTS].value)
        offered = 0
        for movement in self.chosen.movements:
            if movement not in {BREATHING, REST, WALKING} and offered < most:
                item = self._movement(movement, ItemKind.MOVEMENT)
                offered += item is not None
                yield item
        if WALKING in self.chosen.movements:
            yield self._movement(WALKING, ItemKind.WALK)

    def _movement(self, name: str, kind: ItemKind, *, upright_first: bool = False) -> NowItem | None:
        movement = self.library.movements[name]
        variants = self._in_order(movement, upright_first=upright_first)
        reasons = [self._why_not(movement, variant) for variant in variants]
        for variant, reason in zip(variants, reasons, strict=True):
            if reason is None:
                return self._as_item(movement, variant, kind)
        first = next(reason for reason in reasons if reason is not None)
        self.left_out.append(LeftOut(id=name, name=movement.name.en, because=first))
        return None

    def _in_order(self, movement: Movement, *, upright_first: bool) -> list[Variant]:
        kinds = _GENTLE if self.situation.surely(self.library.sets["severe"].when) else _USUAL
        preferred = self.chosen.variants
        return sorted(
            (
                v
                for v in movement.variant
                if v.kind is not VariantKind.PROGRESSION or v.id in preferred or upright_first
            ),
            key=lambda v: (
                upright_first and v.position not in _UPRIGHT,
                v.id not in preferred,
                kinds.index(v.kind),
            ),
        )

    def _why_not(self, movement: Movement, variant: Variant) -> str | None:
        """Return why a variant is not offered, or None if it can be."""
        if {movement.id, variant.id} & self.forbidden:
            return "Your clinic has taken it out."
        if movement.id in self.skipped:
            return "It does not suit the direction that eases you."
        if variant.stage_from.rank > self.situation.stage.rank:
            return "It comes later."
        for limit in variant.block:
            if limit.tag in self.situation.tags:
                return limit.words.en
        if not self._has_place(variant):
            return "It does not fit where you are."
        lacking = [kit for kit in variant.kit if kit not in _ALWAYS_AT_HAND and not self._at_hand(kit)]
        return f"It needs: {', '.join(kit.value.replace('-', ' ') for kit in lacking)}." if lacking else None

    def _has_place(self, variant: Variant) -> bool:
        facts = self.situation.facts
        place = facts.get("place")
        in_bed, at_home = place == "in-bed", place == "home"
        usable = {
            Surface.FLOOR: at_home and "FLOOR" not in self.situation.tags,
            Surface.BED: in_bed or (at_home and _yes(facts.get("has-bed"))),
            Surface.CHAIR: not in_bed and _yes(facts.get("has-chair")),
            Surface.FEET: not in_bed,
        }
        return any(usable[surface] for surface in variant.surfaces)

    def _at_hand(self, kit: Kit) -> bool:
        return _yes(
            self.situation.facts.get(
                {Kit.PILLOW: "has-pillows", Kit.CUSHION: "has-pillows"}.get(kit, f"has-{kit.value}")
            )
        )

    def _as_item(self, movement: Movement, variant: Variant, kind: ItemKind) -> NowItem:
        return NowItem(
            id=variant.id,
            kind=kind,
            entry=f"movements/{movement.id}",
            name=movement.name.en,
            detail=variant.name.en,
            steps=variant.steps.en,
            dose=dose_words(variant.dose),
            minutes=minutes_of(variant.dose),
            position=variant.position.value,
            skin=None,
            cautions=self._cautions(variant.caution),
            stop=movement.stop.en,
            because=f"It belongs to: {self.chosen.name.en.lower()}.",
            why=movement.why.en,
            grade=movement.grade,
            grade_words=movement.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in movement.evidence),
        )

    def _cautions(self, limits: tuple[Limit, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(limit.words.en for limit in limits if limit.tag in self.situation.tags))

    def _warmth(self) -> NowItem | None:
        """Return heat, or cold where heat is out or only cold is at hand; the comfort set has no cold."""
        facts = self.situation.facts
        order = (
            [COLD, HEAT]
            if _yes(facts.get("has-cold-pack")) and not _yes(facts.get("has-heat-pack"))
            else [HEAT, COLD]
        )
        if self.chosen.id == COMFORT_SET:
            order = [HEAT]
        if HEAT not in self.chosen.remedies:
            return None
        for name in order:
            remedy = self.library.remedies[name]
            reason = self._why_no_remedy(remedy)
            if reason is None:
                return self._as_remedy(remedy)
            self.left_out.append(LeftOut(id=name, name=remedy.name.en, because=reason))
        return None

    def _why_no_remedy(self, remedy: Remedy) -> str | None:
        if remedy.id in self.forbidden:
            return "Your clinic has taken it out."
        for limit in remedy.block:
            if limit.tag in self.situation.tags:
                return limit.words.en
        needs = {HEAT: ("has-heat-pack", "has-towel"), COLD: ("has-cold-pack",)}[remedy.id]
        return (
            None
            if any(_yes(self.situation.facts.get(need)) for need in needs)
            else "You have nothing at hand for it."
        )

    def _as_remedy(self, remedy: Remedy) -> NowItem:
        minutes = remedy.dose.minutes if remedy.dose else None
        return NowItem(
            id=remedy.id,
            kind=ItemKind.REMEDY,
            entry=f"remedies/{remedy.id}",
            name=remedy.name.en,
            detail="If you like it. Your own preference decides.",
            steps=remedy.how.en if remedy.how else (),
            dose=remedy.dose.words.en if remedy.dose else "",
            minutes=float(minutes.start) if minutes else None,
            position=None,
            skin=remedy.skin.en if remedy.skin else None,
            cautions=self._cautions(remedy.caution),
            stop=(),
            because="It is at hand and nothing you told us speaks against it.",
            why=remedy.finding.en,
            grade=remedy.grade,
            grade_words=remedy.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in remedy.evidence),
        )


def _yes(value: FactValue | None) -> bool:
    return value is Answer.YES


def _avoid(situation: Situation, library: Library) -> Iterator[AvoidItem]:
    for entry in sorted(library.avoid.values(), key=lambda item: item.order):
        if situation.holds(entry.when):
            yield AvoidItem(
                id=entry.id,
                words=entry.words.en,
                why=entry.why.en,
                until=entry.until,
                source=tuple(cite(evidence, library) for evidence in entry.evidence),
            )
