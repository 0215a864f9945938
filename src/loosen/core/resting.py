"""Where to rest in a bout when something hurts."""

from __future__ import annotations

from dataclasses import dataclass

from loosen.core.now import BREATHING, REST
from loosen.core.suitability import Suitability
from loosen.domain.care import Movement, Position, Variant, VariantKind
from loosen.domain.library import Library

_EASY = (VariantKind.BASE, VariantKind.REGRESSION, VariantKind.POSITION)


@dataclass(frozen=True)
class RestPosition:
    """A position to rest in, and what to watch for in this person."""

    movement: Movement
    variant: Variant
    cautions: tuple[str, ...]


def rest_position(suits: Suitability, library: Library) -> RestPosition | None:
    """Return where this person rests: an easy position, else a way to breathe, lying or sitting before standing."""
    ways = [
        (movement, v)
        for name in (REST, BREATHING)
        for movement in (library.movements[name],)
        for v in movement.variant
    ]
    suiting = [(movement, variant) for movement, variant in ways if suits.why_not(movement, variant) is None]
    suiting.sort(key=lambda way: way[1].kind not in _EASY and way[1].position is not Position.CHAIR)
    if not suiting:
        return None
    movement, variant = suiting[0]
    return RestPosition(movement, variant, suits.cautions(variant.caution))
