"""The app in a thread of this process, over a data folder, with a clock that stands where it is put."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from playwright.sync_api import Page

from loosen.coach import Coach
from loosen.domain.library import Library
from loosen.journal import SqlJournal, new_event_id
from loosen.web.app import create_app
from tests.browser.watching import NewContext
from tests.six_weeks import JOURNAL_FILE, TODAY, TOKEN, Clock

PATIENCE_S = 10.0
READY_WITHIN_S = 90  # it may be started while a browser and other tests run
MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)


class Served:
    """An app that answers, and its clock."""

    def __init__(self, address: str, clock: Clock) -> None:
        self.address = address
        self.clock = clock

    def next_morning(self) -> None:
        """Let the night pass."""
        self.clock.now = self.clock.now.replace(hour=8, minute=0) + timedelta(days=1)


@contextmanager
def serving(library: Library, folder: Path) -> Iterator[Served]:
    """Serve a data folder on the loopback address, on the morning after the six weeks."""
    clock = Clock(MORNING)
    journal = SqlJournal(folder / JOURNAL_FILE)
    app = create_app(Coach(library, journal, clock=clock, new_id=new_event_id))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", clock)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
            journal.close()


def copied(six_weeks: Path, to: Path) -> Path:
    """Return a copy of the six weeks that may be changed."""
    shutil.copytree(six_weeks, to)
    return to


def page_of(new_context: NewContext, served: Served, **options: object) -> Page:
    """Return a page, on a phone, of the person with the six weeks."""
    context = new_context(base_url=served.address, **options)
    context.add_cookies([{"name": "loosen", "value": TOKEN, "url": served.address}])
    return context.new_page()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, process: subprocess.Popen[bytes], within: float = READY_WITHIN_S) -> None:
    """Return when the app answers."""
    until = time.monotonic() + within
    pause = threading.Event()
    while time.monotonic() < until:
        assert process.poll() is None, f"the app stopped with {process.returncode}"
        try:
            if httpx.get(f"{address}/healthz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pause.wait(0.05)
    raise AssertionError(f"the app did not answer within {within} s")
