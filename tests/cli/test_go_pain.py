"""``loosen go`` when it hurts: the zones of pain, the rest, the stop signs, and 15 minutes of pain."""

from __future__ import annotations

import pytest

from loosen.cli.dialogue import Dialogue
from loosen.domain.events import EventKind
from tests.cli.conftest import MINI_CLEAR, Home, Paced, Run, unwrapped
from tests.cli.going import SIGNS, last_bout, play, script_of


def test_mild_pain_goes_on(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = play(run, answers="\n3\n")  # no sign; pain 3, as at the start

    assert "That is fine. Carry on." in result.stdout
    assert last_bout(calm).done == last_bout(calm).items


def test_amber_pain_makes_the_movement_easier(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((20.0, "h"))

    result = play(run, answers="\n5\n")  # 3 at the start, 5 now: a rise of 2

    assert "half of the repetitions" in result.stdout
    assert (last_bout(calm).seconds or 0) < whole
    assert last_bout(calm).done == last_bout(calm).items


def test_red_pain_leaves_the_movement_out_and_goes_on_when_it_settles(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = play(run, answers="\n7\n4\n")

    bout = last_bout(calm)
    assert "Leave this one out and breathe." in unwrapped(result.stdout)
    assert bout.stopped == bout.items[:1]
    assert bout.done == bout.items[1:]


def test_red_pain_that_stays_ends_the_bout(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = play(run, answers="\n7\n6\n")

    assert "That is enough for today." in result.stdout
    assert last_bout(calm).done == ()


def test_red_pain_rests_5_minutes_before_it_is_asked_again(run: Run, calm: Home, paced: Paced) -> None:
    pace = paced((20.0, "h"))
    asked: list[float] = []
    ask = Dialogue.ask_whole

    def noting(self: Dialogue, prompt: str, least: int, most: int) -> int:
        asked.append(pace.seconds)
        return ask(self, prompt, least, most)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Dialogue, "ask_whole", noting)
        result = play(run, answers="\n7\n4\n")

    assert asked[-1] - asked[-2] == pytest.approx(300)
    assert "Rest 5:00" in result.stdout
    assert last_bout(calm).stopped == last_bout(calm).items[:1]


def test_key_in_the_rest_asks_at_once_and_a_pain_that_is_still_red_rests_on(
    run: Run, calm: Home, paced: Paced
) -> None:
    pace = paced((20.0, "h"), (80.0, "x"))

    play(run, answers="\n7\n7\n3\n")  # red; red after a minute; settled after the other 4

    assert last_bout(calm).stopped == last_bout(calm).items[:1]
    assert last_bout(calm).done == last_bout(calm).items[1:]
    assert pace.seconds > 320


@pytest.mark.parametrize(("pain", "answers"), [("4", ""), ("3", "\n5\n")])
def test_harder_is_not_there_when_it_hurts_more_than_mildly(
    run: Run, calm: Home, paced: Paced, pain: str, answers: str
) -> None:
    keys = [(20.0, "h")] if answers else []
    paced(*keys, (25.0, "m"))

    result = play(run, answers=answers, pain=pain)

    assert "That is as far as it goes today." in result.stdout


def test_sore_start_counts_the_rise_alone(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = play(run, answers="\n6\n", pain="6")  # amber or red in itself, but no rise

    assert "Your pain is 5 or more now, so today is for relief only." in unwrapped(result.stdout)
    assert "That is fine. Carry on." in result.stdout


def test_emergency_is_told_at_once_and_nothing_more_is_asked(run: Run, calm: Home, paced: Paced) -> None:
    with calm.opened() as (coach, person):
        coach.set_country(person, "GB")
    paced((20.0, "h"))

    result = run("go", given=f"{MINI_CLEAR}3\n{SIGNS['chest']}\n")

    told = unwrapped(result.stdout)
    after = told[told.index("What do you feel?") :]
    assert after.index("GET EMERGENCY HELP NOW") < after.index("Call the emergency number now") < after.index("999")
    assert "How strong" not in after
    assert "Well done" not in after
    bout = last_bout(calm)
    assert (bout.signs, bout.stopped) == (("chest-or-faint",), bout.items[:1])
    assert EventKind.CHECK_BEGUN in [event.kind for event in calm.events()[-2:]]


@pytest.mark.parametrize("sign", ["dizzy", "leg"])
def test_sign_that_needs_the_check_ends_the_bout_and_opens_it(run: Run, calm: Home, paced: Paced, sign: str) -> None:
    paced((20.0, "h"))

    result = play(run, answers=f"{SIGNS[sign]}\n")

    assert "the safety check comes first: loosen check" in unwrapped(result.stdout)
    assert last_bout(calm).done == ()
    assert last_bout(calm).stopped == last_bout(calm).items[:1]
    assert "safety check is not finished" in run("today").stdout


def test_sharp_pain_leaves_one_movement_out_and_no_other(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    play(run, answers=f"{SIGNS['sharp']}\n3\n")

    bout = last_bout(calm)
    assert (bout.stopped, bout.done, bout.signs) == (bout.items[:1], bout.items[1:], ("sharp",))


def test_not_sure_of_a_stop_sign_counts_as_yes(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = run("go", given=f"{MINI_CLEAR}3\n{SIGNS['chest']}?\n")

    assert "GET EMERGENCY HELP NOW" in result.stdout


def test_of_several_signs_the_gravest_decides(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = run("go", given=f"{MINI_CLEAR}3\n{SIGNS['sharp']} {SIGNS['chest']}\n")

    assert result.stdout.index("GET EMERGENCY HELP NOW") < result.stdout.index("Leave this one out today.")
    assert last_bout(calm).signs == ("chest-or-faint", "sharp")
    assert last_bout(calm).stopped == last_bout(calm).items[:1]


def test_pain_above_mild_for_15_minutes_ends_exercise_for_today(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"), (25.0, "p"), (930.0, "x"))  # it hurts, and a pause of over 15 minutes

    result = play(run, answers="\n4\n" + "\n4\n")
    again = run("go", given=MINI_CLEAR)

    assert "It hurt 15 minutes ago." in result.stdout
    assert "(rule ST4)" in result.stdout
    assert last_bout(calm).signs == ("lasts-15-minutes",)
    assert again.exit_code == 1
    assert "No more exercise today." in again.stdout


def test_help_that_ends_half_way_ends_the_bout(run: Run, calm: Home, paced: Paced) -> None:
    paced((20.0, "h"))

    result = run("go", given=f"{MINI_CLEAR}3\n")  # the input ends at the signs

    assert result.exit_code == 0
    assert last_bout(calm).finished_at is not None
    assert last_bout(calm).stopped == last_bout(calm).items[:1]
