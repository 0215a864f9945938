"""Keys and time of a real terminal, and what keys do to the cues that are left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from loosen.cli.cues import eased, harder, longer, without
from loosen.cli.pace import GONE, Keyboard, Patience, open_pace
from loosen.core.script import Cue, CueKind, DoseMost

if sys.platform == "win32":
    pytest.skip("terminals of this kind are elsewhere", allow_module_level=True)

import pty
import termios


@pytest.fixture
def terminal() -> Iterator[tuple[int, Keyboard]]:
    """The far end of a terminal, and the keyboard at the near one."""
    far, near = pty.openpty()
    yield far, Keyboard(near)
    os.close(near)
    os.close(far)


def test_key_is_heard_without_enter(terminal: tuple[int, Keyboard]) -> None:
    far, keyboard = terminal

    with keyboard.listening():
        os.write(far, b"H")
        key = keyboard.wait(5)

    assert key == "h"


def test_no_key_is_none(terminal: tuple[int, Keyboard]) -> None:
    _, keyboard = terminal

    with keyboard.listening():
        assert keyboard.wait(0) is None


@pytest.mark.parametrize("sequence", [b"\x1b[A", b"\x1bOQ", b"\x1b[H"])
def test_letters_of_an_arrow_or_function_key_are_no_keys(terminal: tuple[int, Keyboard], sequence: bytes) -> None:
    far, keyboard = terminal

    with keyboard.listening():
        os.write(far, sequence)
        keys = [keyboard.wait(5), keyboard.wait(0)]

    assert keys == [None, None]


def test_terminal_is_left_as_it_was(terminal: tuple[int, Keyboard]) -> None:
    _, keyboard = terminal
    before = termios.tcgetattr(keyboard._source)

    with pytest.raises(KeyboardInterrupt), keyboard.listening():
        raise KeyboardInterrupt

    assert termios.tcgetattr(keyboard._source) == before


def test_keyboard_that_goes_away_is_told() -> None:
    reading, writing = os.pipe()
    os.close(writing)

    key = Keyboard(reading).wait(5)
    os.close(reading)

    assert key == GONE


def test_without_a_terminal_there_are_no_keys() -> None:
    assert isinstance(open_pace(), Patience)
    assert not open_pace().has_keys


def series(item: int, of: int, *, move_s: int = 4, hold_s: int = 3) -> list[Cue]:
    """Return one set of a movement; times from the start do not matter here."""
    return [
        Cue(at_s=0, seconds=seconds, kind=kind, item=item, text="", say="", repetition=repetition, of=of)
        for repetition in range(1, of + 1)
        for kind, seconds in ((CueKind.MOVE, move_s), (CueKind.HOLD, hold_s))
    ]


def cue(kind: CueKind, item: int | None, seconds: int = 8) -> Cue:
    return Cue(at_s=0, seconds=seconds, kind=kind, item=item, text="", say="")


def repetitions(cues: list[Cue], item: int) -> list[int | None]:
    return [one.repetition for one in cues if one.item == item and one.kind is CueKind.MOVE]


def test_easier_halves_a_series_that_has_not_begun() -> None:
    cues = [cue(CueKind.GET_READY, 0), *series(0, 8), cue(CueKind.REST, 0), *series(0, 5), *series(1, 8)]

    easier = eased(cues, 1.0)

    assert repetitions(easier, 0) == [1, 2, 3, 4, 1, 2]  # half of 8, half of 5
    assert repetitions(easier, 1) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {one.of for one in easier if one.item == 0 and one.repetition} == {4, 2}


def test_easier_in_a_series_halves_what_is_left_of_it() -> None:
    cues = [*series(0, 8)[4:], cue(CueKind.SWITCH_SIDE, 0), *series(0, 8)]  # in the third of 8

    easier = eased(cues, 1.0)

    assert repetitions(easier, 0) == [3, 4, 5, 1, 2, 3, 4]  # 3 and half of the 5 that are left; half of 8


def test_easier_halves_what_is_left_of_a_hold_or_of_breathing() -> None:
    holding, breathing = series(0, 1, hold_s=30)[1:], [cue(CueKind.BREATHE, 0, 180)]

    held, breathed = eased(holding, 10.0), eased(breathing, 60.0)

    assert held[0].seconds == 20  # 10 gone, half of the other 20
    assert breathed[0].seconds == 120  # 60 gone, half of the other 120


def test_easier_never_takes_the_last_repetition() -> None:
    cues = [cue(CueKind.GET_READY, 0), *series(0, 1)]

    assert repetitions(eased(eased(cues, 0.0), 0.0), 0) == [1]


def test_easier_at_the_end_changes_nothing() -> None:
    cues = [cue(CueKind.DONE, None)]

    assert eased(cues, 1.0) == cues


def most(repetitions: int | None = None, hold_s: int | None = None, duration_s: int | None = None) -> DoseMost:
    """Return how far a dose goes, by steps of 2 repetitions, 5 s of a hold and 60 s of a time."""
    return DoseMost(
        repetitions=repetitions,
        repetitions_step=2,
        hold_s=hold_s,
        hold_step_s=5,
        duration_s=duration_s,
        duration_step_s=60,
    )


def test_harder_adds_a_step_to_every_set_that_is_left_and_stops_at_the_most() -> None:
    cues = [*series(0, 4)[2:], cue(CueKind.REST, 0), *series(0, 4), *series(1, 4)]

    once, twice = harder(cues, most(7), cues), harder(harder(cues, most(7), cues), most(7), cues)

    assert repetitions(once, 0) == [2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]
    assert repetitions(twice, 0)[-7:] == [1, 2, 3, 4, 5, 6, 7]  # 6 and a step of 2 would be 8
    assert repetitions(once, 1) == [1, 2, 3, 4]
    assert [one.say for one in once if one.item == 0 and one.kind is CueKind.MOVE][-2:] == ["5", "6"]


def test_harder_in_the_last_hold_adds_whole_repetitions() -> None:
    whole = series(0, 2)

    more = harder(whole[-1:], most(4), whole)

    assert [(one.kind, one.repetition) for one in more[1:]] == [
        (kind, repetition) for repetition in (3, 4) for kind in (CueKind.MOVE, CueKind.HOLD)
    ]


def test_harder_adds_time_where_no_repetition_can_be_added() -> None:
    held, timed = series(0, 2, hold_s=8), [cue(CueKind.BREATHE, 0, 50)]

    assert [one.seconds for one in harder(held, most(2, hold_s=10), held)] == [4, 10, 4, 10]  # 8 + 5 would be 13
    assert harder(timed, most(duration_s=200), timed)[0].seconds == 110
    assert harder(timed, most(), timed) == timed


@pytest.mark.parametrize(
    ("kind", "is_calm", "seconds"),
    [
        (CueKind.REST, False, 35),  # a wait, whatever hurts
        (CueKind.HOLD, True, 30),  # up to its most
        (CueKind.HOLD, False, 20),
        (CueKind.MOVE, True, 20),
    ],
)
def test_time_is_added_to_a_wait_always_and_to_a_hold_up_to_its_most(
    kind: CueKind, is_calm: bool, seconds: int
) -> None:
    assert longer([cue(kind, 0, 20)], most(hold_s=30), is_calm=is_calm)[0].seconds == seconds


def test_change_of_position_goes_on_when_the_next_movement_needs_it_too() -> None:
    cues = [cue(CueKind.CHANGE, 0), *series(0, 2), cue(CueKind.GET_READY, 1), cue(CueKind.DONE, None)]

    same, other = without(cues, 0, same_place=True), without(cues, 0)

    assert [(one.kind, one.item) for one in same][:2] == [(CueKind.CHANGE, 1), (CueKind.GET_READY, 1)]
    assert [one.kind for one in other] == [CueKind.GET_READY, CueKind.DONE]
