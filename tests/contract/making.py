"""Events for tests, and many threads at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from loosen.domain.events import Event, EventKind

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PATIENCE_S = 30.0
_T = TypeVar("_T")


def event(name: str, person: str = "ann", **body: object) -> Event:
    return Event(id=name, person=person, at=NOON, kind=EventKind.ANSWERED, body=dict(body))


def at_once(tasks: Sequence[Callable[[], _T]]) -> list[_T | Exception]:
    """Run every task in a thread of its own, begun together; return what each returned or raised."""
    outcomes: list[_T | Exception] = [TimeoutError("the task never ended") for _ in tasks]
    gate = threading.Barrier(len(tasks))

    def run(number: int, task: Callable[[], _T]) -> None:
        gate.wait(PATIENCE_S)
        try:
            outcomes[number] = task()
        except Exception as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return outcomes
