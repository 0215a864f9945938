"""Every kind of page for every eye, hand and screen: no violation of the rules that a machine can check."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Came, Way
from tests.web.visitor import Visitor

AXE_SCRIPT = Axe().axe_script
AXE = Axe(axe_script="undefined")  # the script is put into the page once, not for each run
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 320, "height": 640}  # 1280 px at 400 %
NARROW = (PHONE, ZOOMED)
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
)


def nothing(_visitor: Visitor) -> None:
    """Come for the first time."""


def half_way(visitor: Visitor) -> None:
    """Stop after the first screen."""
    visitor.answer(visitor.open("/check"))


def well(visitor: Visitor) -> None:
    """Reach the first steps."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})


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
COLOURS = {"runOnly": ["color-contrast"]}  # in the dark only the colours are others
LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"], dict[str, list[str]]], ...] = (
    (PHONE, "light", {}),
    (PHONE, "dark", COLOURS),
    (DESK, "light", {}),
    (DESK, "dark", COLOURS),
)
SMALL_TARGETS = """() => {
    const inSentence = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
        && e.parentElement.textContent.trim().length > e.textContent.trim().length;
    const found = [];
    for (const e of document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')) {
        const target = e.closest('label') || e;
        const box = target.getBoundingClientRect();
        const shown = e.checkVisibility({ visibilityProperty: true }) && box.right > 0;
        if (shown && !inSentence(e) && (box.width < 24 || box.height < 24)) {
            found.push(`${e.tagName} ${e.textContent.trim()} ${box.width}x${box.height}`);
        }
    }
    return found;
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("way", "path"), EVERY_KIND)
def test_the_page_is_accessible_at_every_size_and_in_the_dark(came: Came, way: Way, path: str) -> None:
    with came(way).new_page() as page:
        page.goto(path)

        assert complaints(page) == []
        assert [size for size in NARROW if overflow(page, size) > 0] == []
        assert small_targets(page) == []


@pytest.mark.parametrize("path", ["/check/you", "/notice"])
def test_the_page_about_a_mistake_is_accessible(came: Came, path: str) -> None:
    with came(before_the_notice).new_page() as page:
        page.goto(path)
        if path == "/check/you":
            page.locator('input[name="age.exact"]').fill("-3")

        page.locator("button.primary").click()

        assert page.get_by_role("alert").count() == 1
        assert complaints(page) == []
        assert [size for size in NARROW if overflow(page, size) > 0] == []


def test_open_follow_ups_are_accessible(page: Page) -> None:
    page.goto("/check")

    for name in ("saddle-numbness", "bladder-hard-to-start.unsure", "both-legs"):
        page.locator("label", has=page.locator(f'input[name="{name}"]')).click()

    assert complaints(page) == []
    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []


def test_large_text_does_not_make_the_check_scroll_sideways(page: Page) -> None:
    page.goto("/check")

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert [size for size in NARROW if overflow(page, size) > 0] == []


def complaints(page: Page) -> list[str]:
    """Return what axe finds on a page, at each size, light and dark."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for size, scheme, options in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        results = AXE.run(page, options={"resultTypes": ["violations"], **options})
        found += [
            f"{size['width']} {scheme} {violation['id']}: {node['html'][:160]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
    return found


def overflow(page: Page, size: ViewportSize) -> int:
    """Return by how many pixels a page is wider than its window."""
    page.set_viewport_size(size)
    return int(page.evaluate(TOO_WIDE))


def small_targets(page: Page) -> list[str]:
    """Return what is too small to tap, at the size of a phone."""
    page.set_viewport_size(PHONE)
    return [str(words) for words in page.evaluate(SMALL_TARGETS)]
