"""The script of a bout: exact seconds, cue by cue, without a gap."""

from __future__ import annotations

from itertools import pairwise

import pytest

from loosen.core.script import CueKind, DoseNow, Script, ScriptItem, compile_script, seconds_of
from loosen.domain.care import Surface
from loosen.domain.library import Library
from loosen.domain.planning import Planning

BRIDGE = DoseNow(sets=2, repetitions=3, hold_s=2, move_s=4, duration_s=None, per_side=False, rest_s=45)
STRETCH = DoseNow(sets=2, repetitions=1, hold_s=20, move_s=6, duration_s=None, per_side=True, rest_s=15)
BREATHING = DoseNow(sets=1, repetitions=1, hold_s=0, move_s=0, duration_s=180, per_side=False, rest_s=0)
NO_REST = DoseNow(sets=3, repetitions=1, hold_s=10, move_s=0, duration_s=None, per_side=False, rest_s=0)


@pytest.fixture
def planning(library: Library) -> Planning:
    """The real weights with times that are easy to add up."""
    times = {"get_ready_s": 8, "next_s": 3, "switch_side_s": 5, "rest_s": 20, "done_s": 5}
    return library.planning["default"].model_copy(update=times)


def item(library: Library, variant: str, dose: DoseNow) -> ScriptItem:
    movement, found = library.variants[variant]
    return ScriptItem(movement, found, dose)


@pytest.fixture
def script(library: Library, planning: Planning) -> Script:
    """Standing breathing, then down to the floor for a bridge and a stretch."""
    items = [
        item(library, "diaphragm-breathing-standing", BREATHING),
        item(library, "bridge-lying", BRIDGE),
        item(library, "figure-4-lying", STRETCH),
    ]
    return compile_script(items, [0, 25, 0], planning)


def kinds(script: Script, index: int) -> list[CueKind]:
    return [cue.kind for cue in script.cues if cue.item == index]


@pytest.mark.parametrize(
    ("dose", "seconds"),
    [
        (BRIDGE, 8 + 2 * 3 * (4 + 2) + 45),  # ready, 2 sets of 3, one rest: 89
        (STRETCH, 8 + 2 * (26 + 5 + 26) + 15),  # ready, 2 sets of both sides with a switch, one rest: 137
        (BREATHING, 8 + 180),
        (NO_REST, 8 + 3 * 10 + 2 * 20),  # where the dose names no rest, the usual 20 s
    ],
)
def test_a_movement_takes_the_sum_of_its_parts(dose: DoseNow, seconds: int, planning: Planning) -> None:
    assert seconds_of(dose, planning) == seconds


def test_a_script_takes_its_movements_its_changes_and_the_last_words(script: Script) -> None:
    assert script.seconds == 188 + 25 + 89 + 137 + 5


def test_cues_follow_each_other_without_a_gap(script: Script) -> None:
    assert script.cues[0].at_s == 0
    assert all(a.at_s + a.seconds == b.at_s for a, b in pairwise(script.cues))
    assert script.cues[-1].at_s + script.cues[-1].seconds == script.seconds


def test_a_change_of_position_comes_before_getting_ready_and_only_where_it_takes_time(script: Script) -> None:
    assert kinds(script, 0) == [CueKind.GET_READY, CueKind.BREATHE]
    assert kinds(script, 1)[:3] == [CueKind.NEXT, CueKind.CHANGE, CueKind.GET_READY]
    assert kinds(script, 2)[:2] == [CueKind.NEXT, CueKind.GET_READY]


def test_every_movement_but_the_first_is_named_before_it_comes(script: Script) -> None:
    named = [cue for cue in script.cues if cue.kind is CueKind.NEXT]
    ready = [cue.seconds for cue in script.cues if cue.kind is CueKind.GET_READY]

    assert [(cue.item, cue.seconds) for cue in named] == [(1, 3), (2, 3)]
    assert ready == [8, 5, 5]  # 3 of the 8 s tell what comes next
    assert named[0].say.startswith("Next: Bridge. ")


def test_a_rest_tells_which_set_comes_next(script: Script) -> None:
    (rest,) = (cue for cue in script.cues if cue.item == 1 and cue.kind is CueKind.REST)

    assert (rest.text, rest.say) == ("Rest. Next: set 2 of 2", "Rest. Next: set 2 of 2.")


def test_each_cue_of_a_side_says_which_side_it_is(script: Script) -> None:
    stretch = [cue.side for cue in script.cues if cue.item == 2]
    bridge = {cue.side for cue in script.cues if cue.item == 1}

    assert stretch == [None, None, 1, 1, 2, 2, 2, None, 1, 1, 2, 2, 2]  # the switch shows the side that comes
    assert bridge == {None}


def test_the_script_carries_how_far_each_dose_may_go(script: Script, library: Library) -> None:
    breathing = library.variants["diaphragm-breathing-standing"][1].dose.duration_s

    assert breathing is not None
    assert script.most[0].duration_s == breathing.most
    assert [one.repetitions is None for one in script.most] == [True, False, False]
    assert script.most[1].repetitions == library.variants["bridge-lying"][1].dose.repetitions.most  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("variant", "surface", "words"),
    [
        ("bridge-lying", Surface.BED, "Lie on your back."),
        ("seated-twist-floor", Surface.FLOOR, "Sit on the floor."),
        ("seated-twist-floor", Surface.BED, "Sit on the bed."),
        ("sit-to-stand-high", Surface.BED, "Sit on the edge of the bed."),
        ("arms-forward-chair", None, "Sit on the chair."),
    ],
)
def test_a_change_of_position_is_told_for_where_the_person_is(
    variant: str, surface: Surface | None, words: str, library: Library, planning: Planning
) -> None:
    movement, found = library.variants[variant]

    script = compile_script([ScriptItem(movement, found, BRIDGE, surface)], [12], planning)

    assert (script.cues[0].text, script.cues[0].say) == (words, f"{words} Take your time.")


def test_sets_are_parted_by_rest_and_repetitions_are_counted(script: Script) -> None:
    work = [cue for cue in script.cues if cue.item == 1 and cue.repetition is not None]

    assert kinds(script, 1)[3:] == [
        *[CueKind.MOVE, CueKind.HOLD] * 3,
        CueKind.REST,
        *[CueKind.MOVE, CueKind.HOLD] * 3,
    ]
    assert [cue.repetition for cue in work] == [1, 1, 2, 2, 3, 3] * 2
    assert {cue.of for cue in work} == {3}


def test_both_sides_get_every_set_with_a_switch_between(script: Script) -> None:
    one_set = [CueKind.MOVE, CueKind.HOLD, CueKind.SWITCH_SIDE, CueKind.MOVE, CueKind.HOLD]

    assert kinds(script, 2) == [CueKind.NEXT, CueKind.GET_READY, *one_set, CueKind.REST, *one_set]


def test_the_steps_are_spoken_before_the_first_repetition_and_then_only_numbers(
    script: Script, library: Library
) -> None:
    ready, *_ = [cue for cue in script.cues if cue.item == 1 and cue.kind is CueKind.GET_READY]
    moves = [cue for cue in script.cues if cue.item == 1 and cue.kind is CueKind.MOVE]

    assert ready.say == f"Get ready. {' '.join(library.variants['bridge-lying'][1].steps.en)}"
    assert [cue.say for cue in moves] == ["1", "2", "3", "1", "2", "3"]


def test_the_script_ends_with_the_last_words(script: Script) -> None:
    assert (script.cues[-1].kind, script.cues[-1].item, script.cues[-1].seconds) == (CueKind.DONE, None, 5)


def test_an_empty_bout_has_only_the_last_words(planning: Planning) -> None:
    script = compile_script([], [], planning)

    assert [cue.kind for cue in script.cues] == [CueKind.DONE]


def test_every_movement_needs_to_say_how_long_it_takes_to_get_there(library: Library, planning: Planning) -> None:
    with pytest.raises(ValueError, match="zip"):
        compile_script([item(library, "bridge-lying", BRIDGE)], [], planning)
