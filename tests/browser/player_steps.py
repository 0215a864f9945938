"""What a person does in the player, with a clock that goes when it is told to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.steps import follow
from tests.browser.watching import NewContext
from tests.browser.ways import in_a_bout, send_ahead

BEGUN, STARTED = "2026-11-21T09:00:00", "2026-11-21T10:00:00"
DATA = "() => JSON.parse(document.getElementById('bout-data').textContent)"
IN_PAGE = re.compile(r'(?s)(id="bout-data">)(.*?)(</script>)')
ASK = "sources => { window.asked = sources.map(src => Object.assign(new Image(), { src })); }"
CAME = "() => window.asked.every(image => image.complete && image.naturalWidth > 0)"
IS_KEPT = """moving => {
    const box = document.createElement('div');
    box.append(...['img', 'source', 'div'].map(tag => document.createElement(tag)));
    box.lastChild.className = 'drawing';
    const figure = { moving, still: moving, strip: moving, alt: '' };
    new window.figures.Stand(box).show(figure, { moves: true, holds: true, mirrored: false });
    return box.classList.contains('drawn');
}"""
Change = Callable[[dict[str, Any]], None]


def begun(new_context: NewContext, address: str, **options: object) -> BrowserContext:
    """Return the browser of someone whose bout runs."""
    return send_ahead(new_context(**options), address, in_a_bout)


def open_player(context: BrowserContext, change: Change | None = None, script: str = "") -> Page:
    """Return the player with a clock that stands, over data that may be changed."""
    page = context.new_page()
    if script:
        page.add_init_script(script)
    if change is not None:

        def changed(route: Route) -> None:
            response = route.fetch()
            before, data, after = IN_PAGE.split(response.text())[1:4]
            found = json.loads(data)
            change(found)
            text = json.dumps(found).replace("</", "<\\/")
            route.fulfill(response=response, body=IN_PAGE.sub(lambda _: before + text + after, response.text()))

        page.route("**/bout/run", changed)
    page.clock.install(time=BEGUN)
    page.goto("/bout/run")
    page.unroute("**/bout/run")
    page.clock.pause_at(STARTED)
    expect(page.locator("#stage")).to_be_visible()
    return page


def data_of(page: Page) -> Any:
    """Return what the player is given."""
    return page.evaluate(DATA)


def seconds_in(page: Page) -> int:
    """Return how long the bout is, by its script."""
    return int(sum(one["seconds"] for one in data_of(page)["cues"]))


def press(page: Page, what: str) -> None:
    """Press a button of the player that is there to be seen."""
    page.locator(f"[data-{what}]:visible").first.click()


def switch(page: Page, channel: str) -> None:
    """Turn a channel on or off."""
    page.locator("label", has=page.locator(f'[data-channel="{channel}"]')).click()


def hurts(page: Page, what: str) -> None:
    """Say that it hurts, and what it is."""
    press(page, "do=hurts")
    press(page, what)


def lead_through(page: Page) -> int:
    """Lead through the whole bout, as a browser that lets a hidden page wait; return its seconds."""
    total = seconds_in(page)
    press(page, "do=toggle")
    for _ in range(total // 60):
        page.clock.fast_forward(60_000)
    page.clock.fast_forward(total % 60 * 1000)
    expect(page.locator("#finish-title")).to_be_visible()
    return total


def save(page: Page, leads_to: str = "/today") -> None:
    """Save the bout, and wait for where that leads."""
    follow(page, page.locator("#save"))
    expect(page).to_have_url(re.compile(f"{leads_to}$"))


def ended(page: Page) -> Any:
    """Return what was recorded of the bout that ended last."""
    events = page.request.get("/export.json").json()["events"]
    return [event["body"] for event in events if event["kind"] == "bout-finished"][-1]


def wait_for_pictures(page: Page) -> None:
    """Return when every picture of the bout has come."""
    figures = [item["figure"] for item in data_of(page)["items"] if item["figure"]]
    page.evaluate(ASK, [one[name] for one in figures for name in ("moving", "still", "strip")])
    page.wait_for_function(CAME)


def wait_for_drawing(page: Page) -> None:
    """Return when the first figure can be drawn into the page."""
    page.evaluate("async () => { window.figures = await import('/static/figure.js'); }")
    page.wait_for_function(IS_KEPT, arg=data_of(page)["items"][0]["figure"]["moving"])
