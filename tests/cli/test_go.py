"""``loosen go``: the guided bout in the terminal, without waiting in earnest."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from loosen.cli.dialogue import Dialogue
from loosen.coach import Daily
from loosen.coach.records import BoutRecord
from loosen.core.script import Script
from loosen.domain.basics import Answer
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from tests.cli.conftest import MINI_CLEAR, Home, Paced, Run, ScriptedPace, calm_answers, unwrapped

SIGNS = {"chest": "1", "dizzy": "3", "leg": "4", "sharp": "5"}
"""What to type for a stop sign, in the order in which they are shown."""


def script_of(home: Home) -> Script:
    with home.opened() as (coach, person):
        made = Daily(coach).plan(coach.state(person))
        return made.scripts[made.plan.bouts[0].id]


def begin_of(home: Home, item: int) -> int:
    """Return the second at which the work of a movement begins."""
    return next(cue.at_s for cue in script_of(home).cues if cue.item == item and cue.kind in {"move", "breathe"})


def last_bout(home: Home) -> BoutRecord:
    return home.state().diary.bouts[-1]


def play(run: Run, answers: str = "", after: str = "2", pain: str = "3") -> Result:
    """Play a bout: the questions before it, what is asked in it, pain after it."""
    result = run("go", given=f"{MINI_CLEAR}{pain}\n{answers}{after}\n")
    assert result.exit_code == 0, result.output
    return result


def test_whole_bout_takes_as_long_as_the_script_and_is_saved(run: Run, calm: Home, paced: Paced) -> None:
    pace = paced()

    result = play(run)

    bout, script = last_bout(calm), script_of(calm)
    assert pace.seconds == pytest.approx(script.seconds)
    assert bout.done == bout.items
    assert (bout.pain_before, bout.pain_after, bout.seconds, bout.stopped) == (3, 2, script.seconds, ())
    assert f"Saved: {len(bout.items)} done." in result.stdout


def test_progress_is_shown_on_one_line(run: Run, calm: Home, paced: Paced) -> None:
    paced()

    result = play(run)

    lines = [line for line in result.stdout.split("\n") if "[####" in line]
    assert any(line.count("\r[") > 10 for line in lines)
    assert "Keys: p pause, n skip, e easier, m harder, t 15 s more, h this hurts, q end" in result.stdout


def test_without_a_terminal_each_cue_is_a_line_with_its_time(run: Run, calm: Home, paced: Paced) -> None:
    pace = paced(has_keys=False)

    result = play(run)

    assert "\r" not in result.stdout
    assert "  0:00  Get ready" in result.stdout
    assert pace.seconds == pytest.approx(script_of(calm).seconds)
    assert last_bout(calm).done == last_bout(calm).items


def test_no_wait_shows_the_whole_bout_and_asks_what_was_done(run: Run, calm: Home) -> None:
    items = len(script_items(calm))

    result = run("go", "--no-wait", given=f"{MINI_CLEAR}3\n" + "y\n" * (items - 1) + "n\ny\n2\n")

    bout = last_bout(calm)
    assert result.exit_code == 0
    assert "  0:00  Get ready" in result.stdout
    assert bout.done == bout.items[:-1]
    assert bout.stopped == bout.items[-1:]
    assert bout.seconds is None  # nobody measured it


def script_items(home: Home) -> set[int]:
    return {cue.item for cue in script_of(home).cues if cue.item is not None}


def test_pause_stops_the_clock_of_the_bout(run: Run, calm: Home, paced: Paced) -> None:
    pace = paced((5.0, "p"), (65.0, "x"))

    play(run)

    script = script_of(calm)
    assert pace.seconds == pytest.approx(script.seconds + 60)
    assert last_bout(calm).seconds == script.seconds


def test_skipped_movement_is_neither_done_nor_stopped(run: Run, calm: Home, paced: Paced) -> None:
    paced((3.0, "n"))

    play(run)

    bout = last_bout(calm)
    assert bout.done == bout.items[1:]
    assert bout.stopped == ()


def test_easier_shortens_the_bout_and_the_movement_counts_as_done(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((1.0, "e"))

    play(run)

    bout = last_bout(calm)
    assert bout.seconds is not None
    assert bout.seconds < whole
    assert bout.done == bout.items


def test_end_keeps_what_was_done(run: Run, calm: Home, paced: Paced) -> None:
    paced((float(begin_of(calm, 1)), "q"))

    play(run)

    bout = last_bout(calm)
    assert bout.done == bout.items[:1]
    assert bout.finished_at is not None


@pytest.mark.parametrize("has_keys", [True, False])
def test_ctrl_c_ends_the_bout_and_keeps_what_was_done(run: Run, calm: Home, paced: Paced, has_keys: bool) -> None:
    paced((float(begin_of(calm, 1)), "Ctrl-C"), has_keys=has_keys)

    result = play(run)

    assert "You ended it." in result.stdout
    assert last_bout(calm).done == last_bout(calm).items[:1]
    assert last_bout(calm).pain_after == 2


def test_keyboard_that_goes_away_ends_the_bout_and_keeps_what_was_done(run: Run, calm: Home, paced: Paced) -> None:
    paced((float(begin_of(calm, 1)), "gone"))

    result = run("go", given=f"{MINI_CLEAR}3\n")

    assert result.exit_code == 0
    assert last_bout(calm).done == last_bout(calm).items[:1]
    assert last_bout(calm).pain_after is None


def test_unknown_key_changes_nothing(run: Run, calm: Home, paced: Paced) -> None:
    paced((2.0, "x"), (3.0, "?"))

    play(run)

    assert last_bout(calm).done == last_bout(calm).items
    assert last_bout(calm).seconds == script_of(calm).seconds


def test_machine_that_slept_does_not_count_as_exercise(run: Run, calm: Home, paced: Paced) -> None:
    pace = paced(sleeps_at=20.0, asleep_s=3000.0)

    play(run)

    script = script_of(calm)
    assert last_bout(calm).seconds == script.seconds
    assert pace.seconds == pytest.approx(script.seconds + 3000, abs=script.cues[0].seconds)


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


def test_harder_lengthens_the_bout(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((1.0, "m"))

    result = play(run)

    assert (last_bout(calm).seconds or 0) > whole
    assert "Harder: a little more of it." in result.stdout


@pytest.mark.parametrize(("pain", "answers"), [("4", ""), ("3", "\n5\n")])
def test_harder_is_not_there_when_it_hurts_more_than_mildly(
    run: Run, calm: Home, paced: Paced, pain: str, answers: str
) -> None:
    keys = [(20.0, "h")] if answers else []
    paced(*keys, (25.0, "m"))

    result = play(run, answers=answers, pain=pain)

    assert "That is as far as it goes today." in result.stdout


def test_more_time_to_get_ready_is_there_for_the_asking(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((1.0, "t"), (2.0, "t"))

    play(run)

    assert last_bout(calm).seconds == whole + 30


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


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_any_yes_before_a_bout_leads_into_the_check(run: Run, calm: Home, paced: Paced, number: int) -> None:
    pace = paced()

    result = run("go", given="n\n" * (number - 1) + "y\n")

    told = unwrapped(result.stdout)
    assert result.exit_code == 0
    assert told.index("Then no bout now.") < told.index("Feeling, bladder and bowel")
    assert pace.seconds == 0
    assert calm.state().diary.bouts == ()
    assert set(calm.state().facts.values()) <= {Answer.UNKNOWN}


def test_questions_come_before_every_bout(run: Run, calm: Home, paced: Paced) -> None:
    paced()
    play(run)

    result = run("go", given="n\n")

    assert result.exit_code == 1
    assert "Nothing was begun." in result.stdout
    assert len(calm.state().diary.bouts) == 1


def test_input_that_ends_before_the_bout_begins_nothing(run: Run, calm: Home, paced: Paced) -> None:
    paced()

    result = run("go", given=MINI_CLEAR)

    assert result.exit_code == 1
    assert calm.state().diary.bouts == ()


def test_words_that_are_no_answer_are_asked_again(run: Run, calm: Home, paced: Paced) -> None:
    paced()

    result = run("go", given=f"maybe\n\n{MINI_CLEAR}eleven\n11\n\n3\n2\n")

    assert "Please type y for yes or n for no." in result.stdout
    assert "Please give a whole number from 0 to 10." in result.stdout
    assert last_bout(calm).pain_before == 3


def test_there_is_no_bout_without_a_check(run: Run, home: Home, paced: Paced) -> None:
    paced()

    result = run("go")

    assert result.exit_code == 1
    assert "You have not done the safety check yet." in result.stdout


def test_there_is_no_bout_while_the_plan_is_withheld(run: Run, home: Home, library: Library, paced: Paced) -> None:
    paced()
    home.check(calm_answers(library, blood_in_urine=True))

    result = run("go", given=f"{MINI_CLEAR}3\n")

    assert result.exit_code == 1
    assert "Get medical help today" in result.stdout
    assert home.state().diary.bouts == ()


def test_disk_that_fails_in_the_bout_does_not_stop_it(
    run: Run, calm: Home, paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    from loosen.errors import JournalError
    from loosen.journal import SqlJournal

    append = SqlJournal.append

    def failing(self: SqlJournal, events: Any) -> None:
        if any(event.kind is EventKind.BOUT_FINISHED for event in events):
            raise JournalError("The disk is full.", where="loosen.db")
        append(self, events)

    monkeypatch.setattr(SqlJournal, "append", failing)
    paced()

    result = run("go", given=f"{MINI_CLEAR}3\n2\n")

    assert result.exit_code == 4
    assert "Not saved: " in result.stdout
    assert "The disk is full." in result.stderr


def test_journal_that_cannot_be_opened_exits_with_4(run: Run, data_dir: Path, paced: Paced) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").mkdir()
    paced()

    result = run("go")

    assert result.exit_code == 4
    assert "Emergency numbers" in result.stdout


def test_cues_follow_each_other_by_the_clock_even_when_waiting_takes_too_long(
    run: Run, calm: Home, paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = paced(has_keys=False)
    wait = ScriptedPace.wait
    began: list[float] = []

    def slow(self: ScriptedPace, seconds: float) -> str | None:
        began.append(self.seconds)
        return wait(self, seconds + 0.3)

    monkeypatch.setattr(ScriptedPace, "wait", slow)

    play(run)

    cues = script_of(calm).cues
    assert len(began) == len(cues)
    assert all(0 <= at - cue.at_s < 0.5 for at, cue in zip(began, cues, strict=True))
    assert all(one < other for one, other in pairwise(began))
    assert pace.seconds < script_of(calm).seconds + 0.5
