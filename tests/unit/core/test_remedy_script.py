"""The script of a remedy: cues without a gap, looks at the skin in time, never longer than was chosen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from loosen.core.remedy_script import remedy_script
from loosen.core.script import CueKind, Script
from loosen.domain.library import Library

READY, DONE = 5, 3


def script_of(library: Library, name: str, minutes: int) -> Script:
    return remedy_script(library.timers[name], minutes, READY, DONE)


def every_length(library: Library) -> list[tuple[str, int]]:
    return [(name, minutes) for name, timer in library.timers.items() for minutes in timer.minutes.all]


def test_cues_follow_each_other_without_a_gap(library: Library) -> None:
    for name, minutes in every_length(library):
        script = script_of(library, name, minutes)
        assert all(first.at_s + first.seconds == then.at_s for first, then in pairwise(script.cues)), name
        assert script.seconds == sum(cue.seconds for cue in script.cues)


def test_no_use_is_longer_than_was_chosen(library: Library) -> None:
    for name, minutes in every_length(library):
        script = script_of(library, name, minutes)
        assert script.seconds == minutes * 60 + READY + DONE, name


@pytest.mark.parametrize(("name", "minutes", "looks"), [("heat", 15, 2), ("heat", 20, 3), ("cold", 10, 1)])
def test_the_skin_is_looked_at_every_5_minutes(library: Library, name: str, minutes: int, looks: int) -> None:
    script = script_of(library, name, minutes)

    at = [cue.at_s - READY for cue in script.cues if cue.kind is CueKind.SWITCH_SIDE]
    assert at == [300 * number for number in range(1, looks + 1)]


def test_half_of_the_walk_leads_back(library: Library) -> None:
    script = script_of(library, "walking", 10)

    (turn,) = (cue for cue in script.cues if cue.kind is CueKind.SWITCH_SIDE)
    assert turn.at_s - READY == 300
    assert "Turn back" in turn.say


def test_breaths_are_4_seconds_in_and_6_out(library: Library) -> None:
    script = script_of(library, "diaphragm-breathing", 3)

    breaths = [cue.seconds for cue in script.cues if cue.kind is CueKind.BREATHE]
    assert breaths == [4, 6] * 18  # 180 s / 10 s


@pytest.mark.parametrize(("minutes", "spots"), [(1, 2), (2, 4)])
def test_the_ball_goes_from_spot_to_spot(library: Library, minutes: int, spots: int) -> None:
    script = script_of(library, "self-massage", minutes)

    assert [cue.seconds for cue in script.cues if cue.kind is CueKind.MOVE] == [30] * spots
