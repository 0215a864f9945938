"""What a machine can see of a page: broken rules of accessibility, what is too wide and what is too small to tap."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, ViewportSize

AXE_SCRIPT = Axe().axe_script
AXE = Axe(axe_script="undefined")  # the script is put into the page once, not for each run
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 320, "height": 640}  # 1280 px at 400 %
NARROW = (PHONE, ZOOMED)
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
OPEN_ALL = "() => { for (const each of document.querySelectorAll('main details')) each.open = true; }"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


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


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate(OPEN_ALL)


def overflow(page: Page, size: ViewportSize) -> int:
    """Return by how many pixels a page is wider than its window."""
    page.set_viewport_size(size)
    return int(page.evaluate(TOO_WIDE))


def small_targets(page: Page) -> list[str]:
    """Return what is too small to tap, at the size of a phone."""
    page.set_viewport_size(PHONE)
    return [str(words) for words in page.evaluate(SMALL_TARGETS)]


def flaws(page: Page) -> list[str]:
    """Return what is wrong for an eye or a hand: what axe finds, what is too wide, what is too small to tap."""
    wide = [f"{size['width']}: too wide" for size in NARROW if overflow(page, size) > 0]
    return [*complaints(page), *wide, *small_targets(page)]
