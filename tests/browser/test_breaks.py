"""The timer of breaks in a browser: the same cases as in Python, and off means off."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import flaws
from tests.browser.serving import MORNING, Served, page_of
from tests.browser.watching import NewContext

CASES = tomllib.loads((Path(__file__).parents[1] / "unit" / "core" / "sitting.toml").read_text(encoding="utf-8"))[
    "case"
]
MINUTE_BY_MINUTE = """async ({ minutes, idle, quiet }) => {
    const { begin, look } = await import("/static/sitting.js");
    const minute = 60_000, called = [];
    const wishes = { every: 30 * minute, natural: 2 * minute, again: 10 * minute };
    let sitting = begin(0);
    for (let at = 1; at <= minutes; at += 1) {
        const isQuiet = quiet ? quiet[0] <= at && at <= quiet[1] : false;
        const [next, isDue] = look(sitting, at * minute, (idle?.[at] ?? 0) * minute, wishes, isQuiet);
        sitting = next;
        if (isDue) called.push(at);
    }
    return called;
}"""


@pytest.fixture
def breaks(new_context: NewContext, calm: Served) -> Page:
    """The page of someone with six weeks of data, and a clock that is turned by hand."""
    page = page_of(new_context, calm)
    page.clock.install(time=MORNING - timedelta(hours=1))
    page.clock.pause_at(MORNING)
    page.goto("/breaks")
    return page


def pass_minutes(page: Page, minutes: int) -> None:
    for _ in range(minutes):
        page.clock.run_for(60_000)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_page_calls_breaks_when_python_would(breaks: Page, case: dict[str, Any]) -> None:
    given = {"minutes": case["minutes"], "idle": case.get("idle"), "quiet": case.get("quiet")}

    assert breaks.evaluate(MINUTE_BY_MINUTE, given) == case["called"]


def test_break_comes_after_the_chosen_time_with_a_move_and_its_figure(breaks: Page) -> None:
    breaks.select_option("#every", "1200")
    breaks.click("#on")
    expect(breaks.locator("#left")).to_have_text("20:00")

    pass_minutes(breaks, 20)

    expect(breaks.locator("#due")).to_be_visible()
    expect(breaks.locator("#due-image")).to_be_visible()
    expect(breaks.locator("#live")).to_contain_text("Time to move")
    expect(breaks).to_have_title(re.compile("^Time to move"))


def test_moved_means_a_new_stretch_begins(breaks: Page) -> None:
    breaks.click("#on")
    pass_minutes(breaks, 30)

    breaks.click("#done")

    expect(breaks.locator("#due")).to_be_hidden()
    expect(breaks.locator("#left")).to_have_text("30:00")


def test_off_means_off(breaks: Page) -> None:
    breaks.click("#on")
    breaks.click("#off")

    pass_minutes(breaks, 120)

    expect(breaks.locator("#due")).to_be_hidden()
    expect(breaks.locator("#state")).to_have_text("Off")


def test_page_is_accessible_while_a_break_is_called(breaks: Page) -> None:
    breaks.click("#on")
    pass_minutes(breaks, 30)
    expect(breaks.locator("#due-image")).to_be_visible()

    breaks.clock.resume()  # what looks at the page waits by its clock

    assert flaws(breaks) == []
