"""A full disk is told in words; nothing acknowledged is lost, and with room again it goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from loosen.journal import SqlJournal, sql
from loosen.journal.tables import make_engine
from tests.contract import filling

ROOT = Path(__file__).parent.parent.parent
_MOUNT = 'mount -t tmpfs -o size=600k tmpfs "$0" && '


def by_page_limit(folder: Path, patch: pytest.MonkeyPatch) -> filling.Filled:
    """Fill a journal that may not have more than 60 pages."""
    limit = [60]

    def limited(path: Path, wait_s: float) -> sa.Engine:
        engine = make_engine(path, wait_s)
        sa.event.listen(engine, "checkout", allow)
        return engine

    def allow(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={limit[0]}")

    patch.setattr(sql, "make_engine", limited)
    journal = SqlJournal(folder / filling.FILE)
    filled = filling.fill(journal, lambda: limit.append(limit.pop() * 2))
    journal.close()
    return filled


def by_small_disk(folder: Path, _patch: pytest.MonkeyPatch) -> filling.Filled:
    """Fill a disk of 600 kB, which only the process that fills it can see."""
    script = f'{_MOUNT} exec "$1" -m {filling.__name__} "$0"'
    done = unshare(script, folder)
    assert done.returncode == 0, done.stderr
    return filling.Filled(**json.loads(done.stdout))


def unshare(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["unshare", "--mount", "sh", "-c", script, str(folder), sys.executable]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def can_mount() -> bool:
    """Whether this machine lets the tests have a disk of their own; else the page limit has to do."""
    return shutil.which("unshare") is not None and unshare(f"{_MOUNT} true", ROOT / "tests").returncode == 0


@pytest.mark.parametrize("fill", [by_page_limit, *([by_small_disk] if can_mount() else [])])
def test_a_full_disk_loses_nothing_and_doubles_nothing(
    fill: Callable[[Path, pytest.MonkeyPatch], filling.Filled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = fill(tmp_path, monkeypatch)

    assert len(filled.errors) == filling.THREADS
    assert all("disk is full" in error and "Free some space" in error for error in filled.errors)
    assert len(filled.acknowledged) > 20
    assert Counter(filled.kept) == Counter(filled.acknowledged)
    assert filled.kept_at_last == [*filled.kept, "at last"]
