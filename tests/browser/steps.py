"""What a visitor does on the pages, by thumb or by keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_SCREENS = 14
MOST_TABS = 300
ABOUT_ME = (("sex", "male"), ("days-since-start", "1"), ("pain-now", "5"), ("site", "low-back"))
AT_HOME = (("floor-ok", "yes"), ("place", "home"))
FOCUSED = "selector => document.activeElement !== null && document.activeElement.matches(selector)"


def tap(page: Page, name: str, value: str = "yes") -> None:
    """Tap the button of an answer."""
    page.locator("label", has=page.locator(f'input[name="{name}"][value="{value}"]')).click()


def follow(page: Page, link: Locator) -> None:
    """Tap what leads to another page, and wait until that page is whole: half of it would be misread."""
    with page.expect_navigation():
        link.click()


def go_on(page: Page) -> None:
    """Tap the large button."""
    follow(page, page.locator("form button.primary"))


def walk_by_taps(page: Page) -> None:
    """Go from the first page to the first steps with nothing to report."""
    page.goto("/")
    follow(page, page.get_by_role("link", name="It hurts now"))
    for _ in range(MOST_SCREENS):
        if page.locator("form.screen").count() == 0:
            break
        if page.locator('input[name="age.exact"]').count():
            page.locator('input[name="age.exact"]').fill("35")
            for name, value in ABOUT_ME:
                tap(page, name, value)
        go_on(page)
    expect(page.locator("h1")).to_have_text("Self-care is right for now")
    follow(page, page.get_by_role("link", name="First steps for now"))
    tap(page, "read")
    go_on(page)
    for _ in range(MOST_SCREENS):
        if page.locator("form.screen").count() == 0:
            break
        for name, value in AT_HOME:
            if page.locator(f'input[name="{name}"]').count():
                tap(page, name, value)
        go_on(page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something is in focus."""
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


def choose(page: Page, name: str, value: str) -> None:
    """Choose an answer of a group as a keyboard does: Tab into it, then the arrows."""
    tab_to(page, f'input[name="{name}"]')
    page.keyboard.press("Space")
    for _ in range(page.locator(f'input[name="{name}"]').count()):
        if page.evaluate(FOCUSED, f'input[name="{name}"][value="{value}"]'):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name}={value} cannot be reached by the arrows")


def press_on(page: Page, selector: str, key: str = "Enter") -> None:
    """Reach something that leads on and press a key on it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)
