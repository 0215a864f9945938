"""Append to a journal on one core for a while, from one or more threads; print how many events a second."""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from loosen.domain.events import Event, EventKind
from loosen.journal import SqlJournal, new_event_id

BODY = {"facts": {"age": 35, "pain-now": 5, "saddle-numbness": False, "fever": "unknown"}}


def append_until(stop: float, journal: SqlJournal, person: str, done: list[int]) -> None:
    """Append one event after another, each on disk before the next, and note how many."""
    count = 0
    while time.perf_counter() < stop:
        at = datetime.now(UTC)
        journal.append([Event(id=new_event_id(at), person=person, at=at, kind=EventKind.ANSWERED, body=BODY)])
        count += 1
    done.append(count)


def rate(folder: Path, threads: int, seconds: float) -> float:
    """Return the acknowledged events a second, after checking that the journal holds exactly these."""
    journal = SqlJournal(folder / f"appending-{os.getpid()}.db")
    journal.append([])
    done: list[int] = []
    start = time.perf_counter()
    people = [f"person-{number}" for number in range(threads)]
    workers = [
        threading.Thread(target=append_until, args=(start + seconds, journal, person, done)) for person in people
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    wall_s = time.perf_counter() - start
    kept = sum(len(journal.events(person)) for person in people)
    journal.close()
    if kept != sum(done) or len(done) != threads:
        raise RuntimeError(f"{sum(done)} events were acknowledged and {kept} are in the journal")
    return kept / wall_s


def disk_rate(folder: Path, seconds: float) -> float:
    """Return how often a second this disk takes one page and says that it is safe."""
    count = 0
    page = b"\0" * 4096
    with (folder / f"disk-{os.getpid()}").open("wb", buffering=0) as file:
        start = time.perf_counter()
        while time.perf_counter() - start < seconds:
            file.write(page)
            os.fdatasync(file.fileno())
            count += 1
        return count / (time.perf_counter() - start)


def main() -> None:
    """Measure as the arguments say: folder, threads (0: the bare disk), seconds."""
    folder, threads, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(rate(folder, threads, seconds) if threads else disk_rate(folder, seconds))


if __name__ == "__main__":
    main()
