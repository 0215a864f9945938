"""Fill a disk from many threads until nothing more goes, make room, and add one more.

Called with a folder on a small disk; prints what came of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from loosen.errors import JournalError
from loosen.journal import SqlJournal
from tests.contract.making import at_once, event

FILE = "journal.db"
THREADS = 8
_RESERVE = 100_000


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of it: ids acknowledged while filling, errors in words, ids in the journal then and at the end."""

    acknowledged: list[str]
    errors: list[str]
    kept: list[str]
    kept_at_last: list[str]


def fill(journal: SqlJournal, make_room: Callable[[], object]) -> Filled:
    """Add until every thread was refused; then make room and add one more."""

    def add(thread: int) -> tuple[list[str], str]:
        safe: list[str] = []
        for step in range(10**6):
            name = f"{thread}.{step}"
            try:
                journal.append([event(name, filler="x" * 2000)])
            except JournalError as error:
                return safe, str(error)
            safe.append(name)
        return safe, "never full"

    ends = [end for end in at_once([partial(add, thread) for thread in range(THREADS)]) if isinstance(end, tuple)]
    kept = [one.id for one in journal.events("ann")]
    make_room()
    journal.append([event("at last")])
    kept_at_last = [one.id for one in journal.events("ann")]
    return Filled([name for safe, _ in ends for name in safe], [error for _, error in ends], kept, kept_at_last)


def main() -> None:
    """Fill the disk of the folder, which holds a reserve that is given back in the end."""
    folder = Path(sys.argv[1])
    reserve = folder / "reserve"
    reserve.write_bytes(b"\0" * _RESERVE)
    journal = SqlJournal(folder / FILE)
    filled = fill(journal, reserve.unlink)
    journal.close()
    sys.stdout.write(json.dumps(asdict(filled)))


if __name__ == "__main__":
    main()
