"""Places and the ladder back to lifting hang together, and the ladder never goes beyond the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loosen.domain.care import Stage
from loosen.domain.library import Library
from loosen.domain.life import KgRange
from loosen.knowledge.check_life import check_life


def mistakes(library: Library, step: str, **changes: object) -> list[str]:
    """Return what is wrong when a step of the ladder is changed."""
    changed = library.lifting_steps[step].model_copy(update=changes)
    steps = {**library.lifting_steps, step: changed}
    return [f"{entry}: {what}" for _, entry, _, what, _ in check_life(replace(library, lifting_steps=steps))]


def test_ladder_that_comes_with_the_product_is_sound(library: Library) -> None:
    assert list(check_life(library)) == []


@pytest.mark.parametrize(
    ("step", "changes", "wrong"),
    [
        ("knee-height", {"move": "hip-hinge-lift"}, "knee-height: 'hip-hinge-lift' is no way to do a movement"),
        ("knee-height", {"trains": ("hinge",)}, "knee-height: 'hinge' is no movement"),
        (
            "knee-height",
            {"kg": KgRange(least=5, most=12)},
            "knee-height: 12 kg is more than 'hip-hinge-raised-deadlift' is ever done with",
        ),
        (
            "hinge-drill",
            {"stage_from": Stage.T1_LATE},
            "hinge-drill: it comes from T1-late, its move from T2",
        ),
        ("raised-height", {"order": 5}, "raised-height: 5 is the place of knee-height too"),
        (
            "from-the-floor",
            {"order": 8},
            "from-the-floor: it comes after carry-one-hand, from an earlier stage",
        ),
    ],
)
def test_step_beyond_the_plan_is_refused(library: Library, step: str, changes: dict[str, object], wrong: str) -> None:
    found = mistakes(library, step, **changes)

    assert wrong in found


def test_first_step_must_fit_on_every_day(library: Library) -> None:
    found = mistakes(library, "only-light", on_relief_days=False)

    assert len(found) == 1
    assert "the first step must fit on every day" in found[0]


def test_remedy_and_tag_of_a_place_must_exist(library: Library) -> None:
    bed = library.places["bed"]
    line = bed.line[0].model_copy(update={"not_for": ("PREGNANT",)})
    changed = bed.model_copy(update={"remedies": ("sleeping",), "line": (line, *bed.line[1:])})

    found = [what for _, _, _, what, _ in check_life(replace(library, places={"bed": changed}))]

    assert found == ["'sleeping' is no remedy", "'PREGNANT' is no tag"]
