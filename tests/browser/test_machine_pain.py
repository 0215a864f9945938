"""The state machine of the player acts on pain: zones, the rest after a red one, and the rule of 15 minutes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.machine_steps import Step, advice, limits, pain, play


def test_this_hurts_stops_the_clock_at_once(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), ("tick", 60))

    assert (state["status"], state["worked"], state["hurtItem"]) == ("hurt", 20_000, 0)


def test_carry_on_goes_on_at_the_same_place(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (advice("carry-on"), 25), ("go-on", 30), ("tick", 31))

    assert (state["status"], state["worked"], state["advice"], state["stopped"]) == ("running", 21_000, None, [])


def test_ease_halves_once_however_often_the_pain_is_told(desk: Page) -> None:
    once = play(desk, ("start", 0), ("hurts", 9), (advice("ease"), 10))
    twice = play(desk, ("start", 0), ("hurts", 9), (advice("ease"), 10), (advice("ease"), 11))

    assert once["left"] == twice["left"] == 124_000  # as in the test of easier


def test_leaving_out_counts_as_stopped_and_leads_to_the_next(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (advice("stop-exercise", "sharp"), 21), ("go-on", 60))

    assert (state["stopped"], state["signs"], state["done"]) == ([0], ["sharp"], [])
    assert (state["cue"]["item"], state["into"], state["status"]) == (1, 0, "running")


def test_leaving_out_twice_takes_one_movement_only(desk: Page) -> None:
    out = advice("stop-exercise")

    state = play(desk, ("start", 0), ("hurts", 20), (out, 21), (out, 22))

    assert (state["stopped"], state["cue"]["item"]) == ([0], 1)


@pytest.mark.parametrize("action", ["stop-bout", "emergency"])
def test_a_hard_stop_ends_the_bout_and_there_is_no_way_back(desk: Page, action: str) -> None:
    state = play(desk, ("start", 0), ("hurts", 50), (advice(action, "dizzy"), 51), ("back", 52), ("go-on", 53))

    assert (state["status"], state["stopped"], state["done"]) == ("finished", [1], [0])
    assert state["signs"] == ["dizzy"]


def test_a_red_pain_leaves_the_movement_out_and_rests_for_5_minutes(desk: Page) -> None:
    red: tuple[Step, ...] = (("start", 0), ("hurts", 20), (pain(7), 25))

    early = play(desk, *red, ("go-on", 100), ("tick", 324), limits=limits())
    over = play(desk, *red, ("tick", 325), limits=limits())

    assert (early["status"], early["asked"], early["stopped"]) == ("hurt", None, [0])
    assert (over["status"], over["asked"], over["worked"]) == ("hurt", "rest", 20_000)


@pytest.mark.parametrize(
    ("after", "status", "words"),
    [
        (7, "finished", "Enough."),
        (6, "finished", "Enough."),
        (5, "hurt", "Go on gently."),  # amber after the rest
        (1, "hurt", "Go on gently."),
    ],
)
def test_a_red_pain_that_stays_ends_the_bout(desk: Page, after: int, status: str, words: str) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (pain(7), 20), ("tick", 330), (pain(after), 340), limits=limits())

    assert (state["status"], state["advice"]["words"], state["stopped"]) == (status, words, [0])


def test_a_rise_to_less_than_6_does_not_end_the_bout_after_the_rest(desk: Page) -> None:
    told = pain(4, start=1)  # a rise of 3 is red

    state = play(
        desk, ("start", 0), ("hurts", 20), (told, 20), ("tick", 330), (told, 340), ("go-on", 341), limits=limits(1)
    )

    assert (state["status"], state["cue"]["item"], state["stopped"]) == ("running", 1, [0])


def test_nothing_goes_on_while_it_is_asked(desk: Page) -> None:
    asked: tuple[Step, ...] = (("start", 0), ("hurts", 20), (pain(7), 20), ("tick", 330))

    for way in ("go-on", "toggle", "start", "skip", advice("ease"), advice("stop-exercise")):
        assert play(desk, *asked, (way, 331), ("go-on", 332), limits=limits())["status"] == "hurt"
    assert play(desk, *asked, ("finish", 331), limits=limits())["status"] == "finished"


def test_a_lower_pain_told_in_the_rest_ends_it(desk: Page) -> None:
    state = play(
        desk,
        ("start", 0),
        ("hurts", 20),
        (pain(7), 20),
        (pain(3), 120),
        ("go-on", 121),
        ("tick", 122),
        limits=limits(),
    )

    assert (state["status"], state["cue"]["item"], state["rest"]) == ("running", 1, None)


def test_a_red_pain_told_again_in_the_rest_does_not_begin_it_anew(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (pain(7), 20), (pain(8), 200), ("tick", 320), limits=limits())

    assert state["asked"] == "rest"


def test_the_rest_can_be_made_longer(desk: Page) -> None:
    steps: tuple[Step, ...] = (("start", 0), ("hurts", 20), (pain(7), 20), ("longer", 30))

    assert play(desk, *steps, ("tick", 334), limits=limits())["asked"] is None
    assert play(desk, *steps, ("tick", 335), limits=limits())["asked"] == "rest"


def test_a_sharp_sign_takes_no_rest(desk: Page) -> None:
    state = play(
        desk, ("start", 0), ("hurts", 20), (advice("stop-exercise", "sharp"), 21), ("go-on", 22), limits=limits()
    )

    assert (state["status"], state["rest"], state["cue"]["item"]) == ("running", None, 1)


SORE: tuple[Step, ...] = (("start", 0), ("hurts", 20), (pain(4), 25), ("go-on", 30), ("pause", 40))
"""Pain of 4 that began at second 20, in a bout that is paused since second 40."""


def test_pain_above_mild_is_asked_again_15_minutes_after_it_began(desk: Page) -> None:
    before = play(desk, *SORE, ("tick", 919), limits=limits())
    after = play(desk, *SORE, ("tick", 920), limits=limits())  # 20 + 900

    assert (before["status"], before["asked"]) == ("paused", None)
    assert (after["status"], after["asked"], after["advice"]) == ("hurt", "late", None)


@pytest.mark.parametrize(
    ("told", "status", "signs"),
    [(4, "finished", ["lasts-15-minutes"]), (8, "finished", ["lasts-15-minutes"]), (3, "hurt", [])],
)
def test_pain_above_mild_that_lasts_15_minutes_ends_the_bout(
    desk: Page, told: int, status: str, signs: list[str]
) -> None:
    state = play(desk, *SORE, ("tick", 920), (pain(told), 925), ("back", 930), limits=limits())

    assert (state["status"], state["signs"]) == (status, signs)


def test_pain_that_fell_to_mild_begins_a_new_count(desk: Page) -> None:
    fell: tuple[Step, ...] = (*SORE, ("go-on", 100), ("hurts", 101), (pain(2), 102), ("pause", 103))

    assert play(desk, *fell, ("tick", 2000), limits=limits())["asked"] is None


def test_pain_that_was_there_before_the_bout_is_not_counted(desk: Page) -> None:
    same = {**advice("carry-on"), "pain": 6}  # it began at 6: the rise alone counts

    state = play(
        desk, ("start", 0), ("hurts", 20), (same, 25), ("go-on", 30), ("pause", 40), ("tick", 2000), limits=limits(6)
    )

    assert (state["soreSince"], state["asked"]) == (None, None)


def test_the_15_minutes_count_over_a_closed_page(desk: Page) -> None:
    state = play(desk, *SORE, ("reload", 0), ("tick", 920), limits=limits())

    assert (state["status"], state["asked"]) == ("hurt", "late")


def test_the_rest_goes_on_over_a_closed_page(desk: Page) -> None:
    steps: tuple[Step, ...] = (("start", 0), ("hurts", 20), (pain(7), 20), ("reload", 0))

    assert play(desk, *steps, ("tick", 319), limits=limits())["asked"] is None
    assert play(desk, *steps, ("tick", 320), ("go-on", 321), limits=limits())["asked"] == "rest"


def test_a_clock_that_is_set_back_makes_no_pain_younger_than_it_was(desk: Page) -> None:
    at = 10_000
    steps: tuple[Step, ...] = (("start", at), ("hurts", at + 20), (pain(4), at + 25), ("go-on", at + 30))

    state = play(desk, *steps, ("pause", at + 120), ("tick", 100), ("tick", 900), limits=limits())

    assert state["asked"] == "late"  # 100 s were over, and 800 more have passed


def test_ending_the_bout_and_going_back_does_not_undo_the_rest_after_a_red_pain(desk: Page) -> None:
    ended = (("start", 0), ("hurts", 20), (pain(7), 25), ("finish", 30), ("back", 40))

    back = play(desk, *ended, ("go-on", 50), limits=limits())
    over = play(desk, *ended, ("tick", 325), ("go-on", 326), limits=limits())

    assert back["status"] == "hurt"
    assert (over["status"], over["asked"]) == ("hurt", "rest")
