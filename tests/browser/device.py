"""A device whose server is really stopped, and what a person does on it with what it keeps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from loosen.coach import Coach
from loosen.journal import SqlJournal, new_event_id
from loosen.knowledge import load_library
from tests.browser.alone import running
from tests.browser.looks import PHONE
from tests.browser.serving import MORNING, free_port
from tests.browser.ways import PATIENCE_S
from tests.six_weeks import JOURNAL_FILE, TOKEN, Clock
from tests.web.visitor import NO

LOOK_MS, MOST_LOOKS = 100, 1800
QUEUE = 'async () => (await (await import("/static/store.js")).openStore()).queue()'
NOTHING_WAITS = 'async () => (await (await (await import("/static/store.js")).openStore()).queue()).length === 0'


@dataclass
class Device:
    """A browser that keeps the coming days of the person of the six weeks, and a server that is not running."""

    context: BrowserContext
    address: str
    folder: Path
    port: int

    def at(self, moment: datetime) -> None:
        """Put the clock of the device."""
        self.context.clock.set_fixed_time(moment)

    def open(self, path: str) -> Page:
        """Open an address in a fresh tab, as after a cold start."""
        for page in self.context.pages:
            page.close()
        page = self.context.new_page()
        page.goto(f"{self.address}{path}")
        return page

    def visit(self, path: str) -> Page:
        """Open an address of the server while it runs; it was asked once before, as it is slow at first."""
        self.context.request.get(f"{self.address}{path}")
        return self.open(path)

    def coach(self) -> Coach:
        """Return the use cases over the journal of the server, to look into it."""
        return Coach(
            load_library(), SqlJournal(self.folder / JOURNAL_FILE), clock=Clock(MORNING), new_id=new_event_id
        )


@contextmanager
def device_of(browser: Browser, six_weeks: Path, folder: Path) -> Iterator[Device]:
    """Give a device that has been at the server once; the server is stopped then."""
    shutil.copytree(six_weeks, folder)
    port = free_port()
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE_S * 1000)
    context.clock.set_fixed_time(MORNING)
    with running(folder, port, MORNING) as address:
        context.add_cookies([{"name": "loosen", "value": TOKEN, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/offline")  # which does not wait until the person stays on a page
        wait_for_week(page)
    try:
        yield Device(context, address, folder, port)
    finally:
        context.close()


def until(page: Page, true: str) -> None:
    """Return when something asynchronous is true in the page."""
    for _ in range(MOST_LOOKS):
        if page.evaluate(true):
            return
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError(f"never true: {true}")


def wait_for_week(page: Page) -> None:
    """Return when the browser keeps the days and their pictures."""
    until(
        page,
        """async () => {
          if (!(await navigator.serviceWorker.getRegistration())?.active) return false;
          const names = await caches.keys();
          if (!names.includes("loosen-figures")) return false;
          const kept = await (await caches.open("loosen-figures")).keys();
          const { openStore } = await import("/static/store.js");
          const week = await (await openStore()).get("week");
          return week !== null && kept.length >= week.figures.length;
        }""",
    )


def answer_screen(page: Page, **yes: str) -> None:
    """Answer the questions before a bout: no, but for those that are named."""
    form = page.locator("#view-today form")
    expect(form).to_be_visible()
    for name, no in NO.items():
        form.locator(f'input[name="{name}"][value="{yes.get(name.replace("-", "_"), no)}"]').check(force=True)
    form.get_by_role("button", name="Next").click()


def tell_pain(page: Page, pain: int) -> None:
    page.locator(f'#view-today input[name="pain"][value="{pain}"]').check(force=True)
    page.locator("#view-today").get_by_role("button", name="Next").click()


def next_screen(page: Page) -> None:
    """Go on in the check, and wait until the screen has given way."""
    form = page.locator("#view-check form").element_handle()
    page.locator("#view-check form button.primary").click()
    page.wait_for_function("form => !form.isConnected", arg=form)


def begin_bout(page: Page, pain: int = 2) -> None:
    """Answer what is asked before a bout, and begin it."""
    answer_screen(page)
    tell_pain(page, pain)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#toggle")).to_be_visible()


def do_bout(page: Page) -> None:
    """Begin the bout of the day, end it at once, and say that all was done."""
    begin_bout(page)
    page.locator("#toggle").click()
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.locator("#finish-title")).to_be_visible()
    for legend in page.locator("#finish-fields .went").all():
        legend.locator('input[value="done"]').check(force=True)
    page.locator("#save").click()
    page.wait_for_url("**/offline?done=*")


def queue_of(page: Page) -> list[dict[str, object]]:
    """Return what waits to be sent."""
    found: list[dict[str, object]] = page.evaluate(QUEUE)
    return found


def clear_queue(page: Page) -> None:
    """Forget what was done here, but not the days that are kept; on the page of what is kept, once it is whole."""
    expect(page.locator("#view-kept dl")).to_be_visible()
    page.evaluate(
        """async () => {
          const store = await (await import("/static/store.js")).openStore();
          for (const entry of await store.queue()) await store.remove(entry);
          for (const name of ["here", "check", "running", "draft"]) await store.put(name, null);
          await store.put("seen", 0);
        }"""
    )
