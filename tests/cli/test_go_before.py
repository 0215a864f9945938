"""``loosen go`` before a bout: the questions, when there is none, and a journal that fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loosen.domain.basics import Answer
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from tests.cli.conftest import MINI_CLEAR, Home, Paced, Run, calm_answers, unwrapped
from tests.cli.going import last_bout, play


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
