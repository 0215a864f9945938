"""The real app in a process of its own, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.web.visitor import Visitor

HERE = Path(__file__).parent
expect.set_options(timeout=15_000)  # a busy machine is slow, which is no fault of the page
CHROMIUM_NAMES = ("chromium", "chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
PHONE = {"width": 360, "height": 780}
READY_WITHIN_S = 30
NewContext = Callable[..., BrowserContext]
Way = Callable[[Visitor], None]
Came = Callable[[Way], BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests, and keep them in one process, so that one browser serves all of them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, started as a person starts it."""
    port = free_port()
    at = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("loosen")), "--no-browser", "--port", str(port)]
    command += ["--data-dir", str(tmp_path_factory.mktemp("data"))]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LOOSEN_")}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=plain) as process:
        try:
            wait_until_ready(at, process)
            yield at
        finally:
            process.terminate()


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


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    assert found is not None, "no Chromium on this machine: make chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Watch:
    """What a browser did behind the page."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        """Write a request down."""
        self.requests.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Write a complaint of the browser down; that a page was refused on purpose is none."""
        known = (
            "status of 4",
            "blocked by Playwright",
            "net::ERR_CONNECTION_REFUSED",
        )  # the last: the server is gone
        is_known = any(words in message.text for words in known)
        if message.type in {"error", "warning"} and not is_known:
            self.complaints.append(message.text)

    @property
    def strangers(self) -> set[str]:
        """Hosts other than this machine that were asked."""
        return {urlsplit(url).hostname or url for url in self.requests} - {"127.0.0.1"}


@pytest.fixture(scope="package")
def watch() -> Watch:
    return Watch()


@pytest.fixture(autouse=True)
def nothing_behind_the_page(watch: Watch) -> Iterator[None]:
    """See to it that no test asks another machine for anything, or makes the browser complain."""
    watch.requests.clear()
    watch.complaints.clear()
    yield
    assert watch.strangers == set()
    assert watch.complaints == []


@pytest.fixture(scope="package")
def watched(browser: Browser, address: str, watch: Watch) -> NewContext:
    """Open browsers, each with cookies of its own; they are closed with the browser."""

    def open_one(**options: object) -> BrowserContext:
        # without a service worker, which would answer before a test can: what it does has tests of its own
        chosen = {"base_url": address, "viewport": PHONE, "service_workers": "block", **options}
        context = browser.new_context(**chosen)  # type: ignore[arg-type]  # options by name
        context.on("request", watch.note_request)
        context.on("console", watch.note_message)
        return context

    return open_one


@pytest.fixture
def new_context(watched: NewContext) -> Iterator[NewContext]:
    """Open browsers for one test."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        opened.append(watched(**options))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page on a phone."""
    return new_context().new_page()


@pytest.fixture(scope="package")
def came(watched: NewContext, address: str) -> Came:
    """Return the browser of someone who came a certain way; the way is gone once, without a browser."""
    there: dict[Way, BrowserContext] = {}

    def browser_of(way: Way) -> BrowserContext:
        if way not in there:
            there[way] = watched()
            with httpx.Client(base_url=address, follow_redirects=True) as http:
                way(Visitor(http))
                cookies = [{"name": name, "value": value, "url": address} for name, value in http.cookies.items()]
            there[way].add_cookies(cookies)  # type: ignore[arg-type]  # a dictionary with these keys
        return there[way]

    return browser_of
