"""Steps up: after 2 good sessions running, and never more than 30 % in a week."""

from __future__ import annotations

from datetime import date, timedelta

from loosen.core.progress import Progress
from loosen.domain.library import Library

START = date(2026, 11, 1)


def good(progress: Progress, day: int, *movements: str) -> tuple[str, ...]:
    progress.note_done(movements, START + timedelta(days=day))
    return progress.note_good(movements, START + timedelta(days=day + 1))


def test_a_step_comes_after_the_second_good_session(library: Library) -> None:
    progress = Progress(library)

    said = [good(progress, day, "bridge") for day in (0, 2)]

    assert said == [("DAY-GOOD",), ("DAY-PROGRESS",)]
    assert progress.levels == {"bridge": 1}


def test_a_session_that_was_not_good_begins_the_count_anew(library: Library) -> None:
    progress = Progress(library)

    good(progress, 0, "bridge")
    progress.note_not_good(["bridge"])
    good(progress, 2, "bridge")

    assert progress.levels == {}


def test_a_step_waits_until_it_is_within_30_percent_of_a_week_ago(library: Library) -> None:
    progress = Progress(library)

    said = [good(progress, day, "cat-cow") for day in range(9)]

    # 5 becomes 6 on day 2; 7 of 5 would be 40 % more, until 6 is what held a week ago, on day 9
    assert [rules[0] for rules in said] == [
        "DAY-GOOD",
        "DAY-PROGRESS",
        "DAY-GOOD",
        *["CAP-RISE"] * 5,
        "DAY-PROGRESS",
    ]
    assert progress.levels == {"cat-cow": 2}


def test_the_cap_counts_everything_that_was_done_within_the_week(library: Library) -> None:
    progress = Progress(library)
    week = ("bridge", "cat-cow", "pelvic-tilt", "knee-rolls", "bird-dog")

    for day in range(4):
        good(progress, day, *week)

    # 8 + 5 + 8 + 2 * 10 + 2 * 5 = 51; with 2 steps each 10 + 7 + 12 + 20 + 2 * 7 = 63, but 66 are 30 % more
    assert {name: progress.levels[name] for name in ("bridge", "cat-cow", "pelvic-tilt", "bird-dog")} == {
        "bridge": 2,
        "cat-cow": 2,
        "pelvic-tilt": 2,
        "bird-dog": 2,
    }


def test_a_step_back_begins_the_count_anew(library: Library) -> None:
    progress = Progress(library)

    good(progress, 0, "bridge")
    progress.step_back(["bridge"], START + timedelta(days=2))
    good(progress, 3, "bridge")

    assert progress.levels == {"bridge": -1}
