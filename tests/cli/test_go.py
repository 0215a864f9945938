"""``loosen go``: the guided bout in the terminal, without waiting in earnest."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.cli.conftest import MINI_CLEAR, Home, Paced, Run, ScriptedPace
from tests.cli.going import begin_of, last_bout, play, script_items, script_of


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


def test_harder_lengthens_the_bout(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((1.0, "m"))

    result = play(run)

    assert (last_bout(calm).seconds or 0) > whole
    assert "Harder: a little more of it." in result.stdout


def test_more_time_to_get_ready_is_there_for_the_asking(run: Run, calm: Home, paced: Paced) -> None:
    whole = script_of(calm).seconds
    paced((1.0, "t"), (2.0, "t"))

    play(run)

    assert last_bout(calm).seconds == whole + 30


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
