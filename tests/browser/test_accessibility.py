"""Every kind of page for every eye, hand and screen: no violation of the rules that a machine can check."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import NARROW, flaws, overflow
from tests.browser.steps import follow, tap
from tests.browser.watching import Came, Way
from tests.browser.ways import well
from tests.web.visitor import Visitor

NUMB = {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"}
CANCER = {"past-cancer": "yes", "cancer-back-pain": "new-or-different"}
WEEK = {"weight-loss": "yes", "unwell": "yes"}
STRONG = {"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"}

PUBLIC = (
    "/",
    "/check",
    "/check/you",
    "/check/pregnancy",
    "/check/fit-body",
    "/medicine",
    "/medicine?go=on",
    "/played-a-part",
    "/emergency",
    "/answers",
    "/safety",
    "/about",
    "/limits",
    "/settings",
    "/forgotten",
    "/no-such-page",
    "/lift",
    "/learn",
    "/learn/faq",
    "/learn/claims",
    "/learn/sources",
    "/learn/faq/q01",
    "/learn/remedies/heat",
    "/learn/movements/cat-cow",
    "/learn/not_now/standing-toe-touch",
    "/learn/contributors/posture",
    "/learn/claims/A01",
    "/learn/medicines/ibuprofen",
    "/learn/sources/expert-convention",
    "/rules",
    "/rules/RF01",
    "/rules/plan",
)


def nothing(_visitor: Visitor) -> None:
    """Come for the first time."""


def half_way(visitor: Visitor) -> None:
    """Stop after the first screen."""
    visitor.answer(visitor.open("/check"))


def all_of_it(visitor: Visitor) -> None:
    """Reach the first steps, and answer the medicine screen and what may have played a part."""
    well(visitor)
    visitor.walk(visitor.open("/medicine?go=on"), {"asthma-by-aspirin": "yes"})
    visitor.walk(visitor.open("/played-a-part"), {})


def before_the_notice(visitor: Visitor) -> None:
    """Reach the outcome."""
    visitor.check()


def at_fit(visitor: Visitor) -> None:
    """Tick the notice."""
    visitor.check()
    visitor.send("/notice", {"read": "yes"})


def emergency(visitor: Visitor) -> None:
    """Report an emergency."""
    visitor.answer(visitor.open("/check"), NUMB)


def same_day(visitor: Visitor) -> None:
    """Report what must be seen today."""
    visitor.check(STRONG)


def within_a_week(visitor: Visitor) -> None:
    """Report what must be seen in a week."""
    visitor.check(WEEK)


def blocked(visitor: Visitor) -> None:
    """Report what must be seen in a week, before any step."""
    visitor.check(CANCER)


PERSONAL: tuple[tuple[str, Way, tuple[str, ...]], ...] = (
    ("half-way", half_way, ("/", "/check", "/check/feeling")),
    ("before-the-notice", before_the_notice, ("/", "/outcome", "/notice", "/answers")),
    ("at-fit", at_fit, ("/fit",)),
    ("well", well, ("/now",)),
    ("all-of-it", all_of_it, ("/medicine", "/played-a-part")),
    ("emergency", emergency, ("/", "/outcome")),
    ("same-day", same_day, ("/outcome",)),
    ("within-a-week", within_a_week, ("/outcome",)),
    ("blocked", blocked, ("/outcome",)),
)
EVERY_KIND = [
    *(pytest.param(nothing, path, id=path) for path in PUBLIC),
    *(pytest.param(way, path, id=f"{name}-{path}") for name, way, paths in PERSONAL for path in paths),
]


@pytest.mark.parametrize(("way", "path"), EVERY_KIND)
def test_the_page_is_accessible_at_every_size_and_in_the_dark(came: Came, way: Way, path: str) -> None:
    with came(way).new_page() as page:
        page.goto(path)

        assert flaws(page) == []


@pytest.mark.parametrize("path", ["/check/you", "/notice"])
def test_the_page_about_a_mistake_is_accessible(came: Came, path: str) -> None:
    with came(before_the_notice).new_page() as page:
        page.goto(path)
        if path == "/check/you":
            page.locator('input[name="age.exact"]').fill("-3")

        follow(page, page.locator("button.primary"))

        expect(page.get_by_role("alert")).to_have_count(1)
        assert flaws(page) == []


def test_open_follow_ups_are_accessible(page: Page) -> None:
    page.goto("/check")

    for name in ("saddle-numbness", "bladder-hard-to-start.unsure", "both-legs"):
        tap(page, name)

    assert flaws(page) == []


def test_large_text_does_not_make_the_check_scroll_sideways(page: Page) -> None:
    page.goto("/check")

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert [size for size in NARROW if overflow(page, size) > 0] == []
