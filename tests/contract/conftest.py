"""A journal of each kind: what is promised of one is promised of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loosen.coach import Journal
from loosen.journal import MemoryJournal, SqlJournal

Open = Callable[[Path], MemoryJournal | SqlJournal]
STORES: dict[str, Open] = {
    "memory": lambda folder: MemoryJournal(),
    "sql": lambda folder: SqlJournal(folder / "journal.db"),
}


@pytest.fixture(params=STORES)
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
