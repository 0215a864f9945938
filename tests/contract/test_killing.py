"""What was acknowledged is there after the process was killed; what was not may be sent again."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from loosen.journal import SqlJournal
from tests.contract import killing

ROOT = Path(__file__).parent.parent.parent
KILLS = 60


def test_nothing_acknowledged_is_lost_or_doubled_by_60_kills(tmp_path: Path) -> None:
    command = [sys.executable, "-m", killing.__name__, str(tmp_path), f"{KILLS}", "7"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)

    told = json.loads(done.stdout)
    journal = SqlJournal(tmp_path / killing.FILE)
    kept = [(one.id, one.body["turn"]) for one in journal.events("ann")]
    ghosts = journal.forget("ghost")
    journal.close()
    names = [name for name, _ in kept]
    assert len(told["acknowledged"]) > KILLS  # more than one for each
    assert set(told["acknowledged"]) <= set(names)
    assert len(names) == len(set(names))
    assert ghosts <= 1  # of the one that was being forgotten
    for turn in range(KILLS):
        steps = [name.split(".") for name, when in kept if when == turn and name.startswith(f"{turn}.")]
        for thread in map(str, range(killing.THREADS)):
            mine = [int(step) for _, one, step in steps if one == thread]
            assert mine == sorted(mine)


def test_the_file_is_sound_after_kills_and_holds_no_trace_of_the_forgotten(tmp_path: Path) -> None:
    command = [sys.executable, "-m", killing.__name__, str(tmp_path), "8", "8"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)

    journal = SqlJournal(tmp_path / killing.FILE)
    journal.forget("ghost")

    files = sorted(tmp_path.iterdir())
    assert len(files) == 3  # file, log and index of the log
    assert [file.name for file in files if b"zebra-crossing" in file.read_bytes()] == []
    journal.close()
    with closing(sqlite3.connect(tmp_path / killing.FILE)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
