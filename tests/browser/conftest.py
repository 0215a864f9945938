"""The real app in a process of its own, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from loosen.domain.library import Library
from tests.browser.device import Device, clear_queue, device_of
from tests.browser.looks import PHONE
from tests.browser.player_steps import begun, open_player
from tests.browser.serving import MORNING, Served, copied, free_port, page_of, serving, wait_until_ready
from tests.browser.watching import Came, NewContext, Watch, Way
from tests.browser.ways import send_ahead

HERE = Path(__file__).parent
expect.set_options(timeout=15_000)  # a busy machine is slow, which is no fault of the page
CHROMIUM_NAMES = ("chromium", "chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


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


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    assert found is not None, "no Chromium on this machine: make chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


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
            there[way] = send_ahead(watched(), address, way)
        return there[way]

    return browser_of


@pytest.fixture(scope="package")
def calm(library: Library, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app over a copy of the six weeks, in which nothing is told."""
    with serving(library, copied(six_weeks, tmp_path_factory.mktemp("calm") / "data")) as running:
        yield running


@pytest.fixture
def served(library: Library, six_weeks: Path, tmp_path: Path) -> Iterator[Served]:
    """The app over a copy of the six weeks of the test's own."""
    with serving(library, copied(six_weeks, tmp_path / "data")) as running:
        yield running


@pytest.fixture
def phone(new_context: NewContext, served: Served) -> Page:
    """The phone of the person with the six weeks, 360 px wide."""
    return page_of(new_context, served)


@pytest.fixture
def ready(new_context: NewContext, address: str) -> BrowserContext:
    """The browser of someone whose bout runs; pain before it was 3."""
    return begun(new_context, address)


@pytest.fixture
def player(ready: BrowserContext) -> Page:
    """The player, with a clock that goes when it is told to."""
    return open_player(ready)


@pytest.fixture(scope="package")
def desk(watched: NewContext) -> Page:
    """A page of the app from which its modules can be asked for."""
    page = watched().new_page()
    page.goto("/about")
    return page


@pytest.fixture(scope="package")
def away(browser: Browser, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    """A device whose server was stopped after it had opened one page."""
    with device_of(browser, six_weeks, tmp_path_factory.mktemp("away") / "data") as device:
        yield device


@pytest.fixture
def device(away: Device) -> Iterator[Device]:
    """The device as it was when the server was stopped."""
    away.at(MORNING)
    yield away
    away.at(MORNING)
    clear_queue(away.open("/offline#kept"))
