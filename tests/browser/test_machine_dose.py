"""The state machine of the player makes a bout shorter, longer, easier and harder, within its dose; by hand."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.cues import cue
from tests.browser.machine_steps import MOST, Step, advice, limits, most, pain, play, repetitions


def test_skip_leaves_the_rest_of_the_movement_out(desk: Page) -> None:
    state = play(desk, ("start", 0), ("skip", 10), ("tick", 10))

    assert (state["cue"]["kind"], state["cue"]["item"], state["into"]) == ("change-position", 1, 0)
    assert (state["skipped"], state["done"], state["left"]) == ([0], [], 115_000)  # 143 - 28


def test_skipping_everything_ends_the_bout_with_nothing_done(desk: Page) -> None:
    state = play(desk, ("start", 0), *(("skip", second) for second in (1, 2, 3, 4)))

    assert (state["status"], state["done"], state["worked"]) == ("finished", [], 4000)


def test_easier_halves_what_is_left_of_the_repetitions(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 9))  # in the first of 4: 3 are left, 1 of them stays

    kept = [(one["repetition"], one["of"]) for one in state["cues"] if one["item"] == 0 and one["kind"] == "move"]
    assert kept == [(1, 2), (2, 2)]
    assert state["left"] == 124_000  # 143 - 9 - 2 * 5


def test_easier_halves_both_sides_and_never_takes_one_away(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 30))  # before the first side: 3 become 1 on each

    kept = [one["repetition"] for one in state["cues"] if one["item"] == 1 and one["kind"] == "move"]
    again = play(desk, ("start", 0), ("easier", 30), ("easier", 30))
    assert kept == [1, 1]
    assert state["left"] == 89_000  # 143 - 30 - 4 * 6
    assert again["left"] == state["left"]


def test_easier_halves_what_is_left_of_a_time(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 98))  # 3 s into 43: 40 left, 20 stay

    assert (state["cue"]["ms"], state["left"]) == (23_000, 25_000)


def test_easier_halves_a_hold_when_no_repetition_is_left(desk: Page) -> None:
    of = [cue("move", 4, 0, 1, 1), cue("hold", 30, 0, 1, 1), cue("done", 5, None)]

    state = play(desk, ("start", 0), ("easier", 14), of=of)

    assert state["left"] == 15_000  # 20 s of the hold become 10, then 5


def test_harder_adds_a_step_to_what_is_left_of_the_movement(desk: Page) -> None:
    state = play(desk, ("start", 0), ("harder", 9), limits=limits(), most=MOST)  # in the first of 4

    assert repetitions(state, 0) == [(1, 6), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]
    assert repetitions(state, 0, "hold") == repetitions(state, 0)
    assert [one["say"] for one in state["cues"] if one["item"] == 0 and one["kind"] == "move"][4:] == ["5", "6"]
    assert state["left"] == 144_000  # 143 - 9 + 2 * 5


def test_harder_adds_to_both_sides_and_stops_at_the_most_of_the_dose(desk: Page) -> None:
    once = play(desk, ("start", 0), ("harder", 40), limits=limits(), most=MOST)
    twice = play(desk, ("start", 0), ("harder", 40), ("harder", 41), limits=limits(), most=MOST)

    assert repetitions(once, 1) == [(1, 4), (2, 4), (3, 4), (4, 4)] * 2  # 3 and a step of 2 would be 5
    assert repetitions(twice, 1) == repetitions(once, 1)
    assert once["canHarder"] is False


def test_harder_in_the_last_hold_adds_whole_repetitions(desk: Page) -> None:
    state = play(desk, ("start", 0), ("tick", 27), ("harder", 27), limits=limits(), most=MOST)

    assert (state["cue"]["kind"], state["cue"]["repetition"]) == ("hold", 4)
    assert repetitions(state, 0)[-2:] == [(5, 6), (6, 6)]
    assert repetitions(state, 0, "hold")[-2:] == [(5, 6), (6, 6)]


def test_harder_adds_time_where_there_are_no_repetitions_and_stops_at_the_most(desk: Page) -> None:
    once = play(desk, ("start", 0), ("harder", 98), limits=limits(), most=MOST)
    twice = play(desk, ("start", 0), ("harder", 98), ("harder", 99), limits=limits(), most=MOST)

    assert once["cue"]["ms"] == twice["cue"]["ms"] == 100_000  # 43 and a step of 60 would be 103


def test_harder_lengthens_the_holds_once_the_repetitions_are_at_their_most(desk: Page) -> None:
    of = [cue("move", 4, 0, 1, 2), cue("hold", 8, 0, 1, 2), cue("move", 4, 0, 2, 2), cue("hold", 8, 0, 2, 2)]

    state = play(desk, ("start", 0), ("harder", 1), of=of, limits=limits(), most=[most(2, 10)])

    assert [one["ms"] for one in state["cues"]] == [4000, 10_000, 4000, 10_000]  # 8 and a step of 5 would be 13


@pytest.mark.parametrize(
    ("start", "told", "may"),
    [
        (3, [], True),
        (4, [], False),  # amber before it began
        (3, [pain(3)], True),
        (3, [pain(4)], False),  # amber
        (3, [pain(7)], False),  # red
        (3, [advice("stop-exercise", "sharp")], False),
        (3, [pain(4), pain(2)], True),  # and settled again
    ],
)
def test_harder_is_never_there_after_an_answer_that_calls_for_less(
    desk: Page, start: int, told: list[Any], may: bool
) -> None:
    steps: list[Step] = [("start", 0), ("tick", 9)]
    for answer in told:
        steps += [("hurts", 9), (answer, 9), ("go-on", 9)]

    before = play(desk, *steps, limits=limits(start), most=MOST)
    after = play(desk, *steps, ("harder", 9), limits=limits(start), most=MOST)

    assert before["canHarder"] is may
    assert (len(after["cues"]) > len(before["cues"])) is may


def test_harder_does_nothing_where_the_script_names_no_most(desk: Page) -> None:
    before, after = play(desk, ("start", 0), ("tick", 9)), play(desk, ("start", 0), ("harder", 9))

    assert after["left"] == before["left"]


def test_easier_after_harder_takes_it_away_again(desk: Page) -> None:
    state = play(desk, ("start", 0), ("harder", 9), ("easier", 9), limits=limits(), most=MOST)

    assert repetitions(state, 0) == [(1, 3), (2, 3), (3, 3)]  # in the first of 6: half of the 5 that are left


def test_a_wait_can_be_made_longer_as_often_as_one_likes(desk: Page) -> None:
    state = play(desk, ("start", 0), *(("longer", 2) for _ in range(4)), ("tick", 60), limits=limits(4), most=MOST)

    assert (state["cue"]["kind"], state["cue"]["ms"]) == ("get-ready", 68_000)  # 8 + 4 * 15


@pytest.mark.parametrize(
    ("start", "hold_most", "ms"),
    [(3, 30, 30_000), (3, 60, 35_000), (3, None, 20_000), (4, 60, 20_000)],
)
def test_a_hold_can_be_made_longer_up_to_the_most_of_its_dose(
    desk: Page, start: int, hold_most: int | None, ms: int
) -> None:
    of = [cue("hold", 20, 0, 1, 1), cue("done", 5, None)]

    state = play(desk, ("start", 0), ("longer", 5), of=of, limits=limits(start), most=[most(1, hold_most)])

    assert state["cue"]["ms"] == ms


def test_a_timer_without_a_dose_can_be_made_longer(desk: Page) -> None:
    of = [cue("breathe", 60, 0), cue("done", 5, None)]

    state = play(desk, ("start", 0), ("longer", 5), ("longer", 5), of=of)

    assert state["cue"]["ms"] == 90_000


def test_a_repetition_is_not_made_longer(desk: Page) -> None:
    state = play(desk, ("start", 0), ("longer", 9), limits=limits(), most=MOST)

    assert (state["cue"]["kind"], state["cue"]["ms"], state["canLonger"]) == ("move", 4000, False)


def test_again_goes_back_to_the_beginning_of_the_set_and_no_further(desk: Page) -> None:
    state = play(desk, ("start", 0), ("tick", 80), ("again", 80))
    waiting = play(desk, ("start", 0), ("tick", 30), ("again", 30))

    assert (state["cue"]["repetition"], state["into"], state["left"]) == (1, 0, 74_000)  # 143 - 69
    assert (state["done"], state["worked"]) == ([0], 80_000)
    assert (waiting["cue"]["kind"], waiting["into"]) == ("change-position", 0)


def test_a_set_is_not_done_again_after_an_answer_that_calls_for_less(desk: Page) -> None:
    state = play(
        desk, ("start", 0), ("tick", 20), ("hurts", 20), (pain(4), 20), ("go-on", 20), ("again", 20), limits=limits()
    )

    assert state["cue"]["repetition"] > 1


def test_skipping_the_first_of_two_in_the_same_place_still_leads_there(desk: Page) -> None:
    of = [
        cue("move", 5, 0, 1, 1),
        cue("next", 4, 1),
        cue("change-position", 10, 1),
        cue("move", 5, 1, 1, 1),
        cue("next", 4, 2),
        cue("move", 5, 2, 1, 1),
    ]

    state = play(desk, ("start", 0), ("tick", 6), ("skip", 6), of=of)

    assert [(one["kind"], one["item"]) for one in state["cues"][1:]] == [
        ("change-position", 2),
        ("next", 2),
        ("move", 2),
    ]
