"""A server in a process of its own, over a data folder, at a moment that is given: `python -m tests.browser.alone`.

It can really be stopped and started again a week later, as the service worker of a browser then sees it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import uvicorn

from loosen.coach import Coach
from loosen.journal import SqlJournal, new_event_id
from loosen.knowledge import load_library
from loosen.web.app import create_app
from tests.browser.serving import wait_until_ready
from tests.six_weeks import JOURNAL_FILE

ROOT = Path(__file__).parents[2]


@contextmanager
def running(folder: Path, port: int, at: datetime) -> Iterator[str]:
    """Serve a data folder until the end of the block, as if it were a moment; then stop the process."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.browser.alone", str(folder), str(port), at.isoformat()]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            wait_until_ready(address, process)
            yield address
        finally:
            process.kill()


def main(folder: str, port: str, at: str) -> None:
    """Serve until killed; the clock goes on from the moment that is given."""
    begun, moment = monotonic(), datetime.fromisoformat(at)
    coach = Coach(
        load_library(),
        SqlJournal(Path(folder) / JOURNAL_FILE),
        clock=lambda: moment + timedelta(seconds=monotonic() - begun),
        new_id=new_event_id,
    )
    uvicorn.run(create_app(coach), host="127.0.0.1", port=int(port), log_level="warning", lifespan="off")


if __name__ == "__main__":
    main(*sys.argv[1:])
