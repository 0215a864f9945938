"""What to do now: a few things, the first one doable without lying down, nothing that a tag blocks."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.core.dose import dose_words, minutes_of
from loosen.core.situation import Situation
from loosen.core.suitability import COMFORT_SET, Suitability, chosen_set, room_of, suitability_of
from loosen.core.triage import cite
from loosen.domain.care import Kit, Movement, Position, Remedy, StageSet, Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.results import AvoidItem, ItemKind, LeftOut, Now, NowItem, PlanState
from loosen.errors import NotAllowedError

BREATHING, REST, WALKING = "diaphragm-breathing", "easy-positions", "walking"
HEAT, COLD = "heat", "cold"
FEW_MOVEMENTS = "first-movements-most"
_UPRIGHT = {Position.CHAIR, Position.STANDING}
_GENTLE = (VariantKind.REGRESSION, VariantKind.BASE, VariantKind.POSITION, VariantKind.PROGRESSION)
_USUAL = (VariantKind.BASE, VariantKind.POSITION, VariantKind.REGRESSION, VariantKind.PROGRESSION)


def first_steps(situation: Situation, library: Library, plan: PlanState, suits: Suitability | None = None) -> Now:
    """Return the first steps for a person whom triage allows self-care.

    Args:
        situation: Stage, tags and answers; see `loosen.core.situation.situation_of`.
        library: The knowledge.
        plan: How much of a plan the outcome allows.
        suits: The hard filters; those of the answers if not given.

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
    chosen = chosen_set(situation, library, plan)
    suits = suits or suitability_of(situation, library, room_of(situation))
    chooser = _Chooser(suits, library, chosen)
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


class _Chooser:
    """Chooses one variant for each step and remembers why others are not offered."""

    def __init__(self, suits: Suitability, library: Library, chosen: StageSet) -> None:
        self.suits = suits
        self.situation = suits.situation
        self.library = library
        self.chosen = chosen
        self.left_out: list[LeftOut] = []

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
        reasons = [self.suits.why_not(movement, variant) for variant in variants]
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
            cautions=self.suits.cautions(variant.caution),
            stop=movement.stop.en,
            because=f"It belongs to: {self.chosen.name.en.lower()}.",
            why=movement.why.en,
            grade=movement.grade,
            grade_words=movement.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in movement.evidence),
        )

    def _warmth(self) -> NowItem | None:
        """Return heat, or cold where heat is out or only cold is at hand; the comfort set has no cold."""
        only_cold = Kit.COLD_PACK in self.suits.room.kit and Kit.HEAT_PACK not in self.suits.room.kit
        order = [COLD, HEAT] if only_cold else [HEAT, COLD]
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
        needs = {HEAT: {Kit.HEAT_PACK, Kit.TOWEL}, COLD: {Kit.COLD_PACK}}[remedy.id]
        at_hand = self.suits.room.kit & needs
        return self.suits.why_no_remedy(remedy) or (
            None
            if at_hand
            else "It needs a heat pack, a hot-water bottle or a towel."
            if remedy.id == HEAT
            else "It needs a cold pack."
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
            cautions=self.suits.cautions(remedy.caution),
            stop=(),
            because="It is at hand and nothing you told us speaks against it.",
            why=remedy.finding.en,
            grade=remedy.grade,
            grade_words=remedy.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in remedy.evidence),
        )


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
