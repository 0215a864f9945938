"""Checks of places and of the ladder back to lifting that need more than one file."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.domain.library import Library
from loosen.domain.life import LiftingStep, PlaceLine, PlacePicture
from loosen.knowledge.locate import Path as KeyPath

_Problem = tuple[str, str, KeyPath, str, str]


def check_life(library: Library) -> Iterator[_Problem]:
    """Yield every problem of places and lifting steps: kind, entry, path, what is wrong, how to mend it."""
    for name, place in library.places.items():
        for index, remedy in enumerate(place.remedies):
            if remedy not in library.remedies:
                yield "places", name, ("remedies", index), f"{remedy!r} is no remedy", "Use the id of one."
        parts: dict[str, tuple[PlaceLine | PlacePicture, ...]] = {"line": place.line, "picture": place.picture}
        for key, listed in parts.items():
            for index, part in enumerate(listed):
                for tag in part.not_for:
                    if tag not in library.tags:
                        yield "places", name, (key, index, "not_for"), f"{tag!r} is no tag", "Use the id of one."
    ladder = sorted(library.lifting_steps.values(), key=lambda step: step.order)
    if ladder and (ladder[0].when is not None or ladder[0].calm is not None or not ladder[0].on_relief_days):
        what = "the first step must fit on every day, or a bad day would leave a person with no words"
        yield "lifting_steps", ladder[0].id, ("order",), what, "Take its conditions away."
    for before, step in zip([None, *ladder], ladder, strict=False):
        if before is not None and step.order == before.order:
            what = f"{step.order} is the place of {before.id} too"
            yield "lifting_steps", step.id, ("order",), what, "Give each its own."
        if before is not None and step.stage_from.rank < before.stage_from.rank:
            what = f"it comes after {before.id}, from an earlier stage"
            yield "lifting_steps", step.id, ("stage_from",), what, "Let the stages rise with the order."
        yield from _check_move(library, step)


def _check_move(library: Library, step: LiftingStep) -> Iterator[_Problem]:
    """Yield what goes beyond the plan: a step is never earlier nor heavier than the move that trains it."""
    for index, movement in enumerate(step.trains):
        if movement not in library.movements:
            yield "lifting_steps", step.id, ("trains", index), f"{movement!r} is no movement", "Use the id of one."
    if step.move is None:
        return
    if step.move not in library.variants:
        yield "lifting_steps", step.id, ("move",), f"{step.move!r} is no way to do a movement", "Use the id of one."
        return
    _, variant = library.variants[step.move]
    if step.stage_from.rank < variant.stage_from.rank:
        what = f"it comes from {step.stage_from}, its move from {variant.stage_from}"
        yield "lifting_steps", step.id, ("stage_from",), what, "Let it come no earlier than its move."
    if variant.dose.load_kg is None or step.kg.most > variant.dose.load_kg.most:
        what = f"{step.kg.most} kg is more than {step.move!r} is ever done with"
        yield "lifting_steps", step.id, ("kg", "most"), what, "Lower it, or raise it there with its own source."
