"""Pictures in a real browser: they move, they stand still for those who want no motion, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looks import flaws
from tests.browser.watching import NewContext

MOVEMENT = "/learn/movements/cat-cow"
SHOWN = "#cat-cow-all-fours picture img"
SHOWS = "image => image.complete && image.naturalWidth > 0 ? new URL(image.currentSrc).pathname : ''"
BOXES = "() => [...document.querySelectorAll('main img, .variant')].map(e => e.getBoundingClientRect().top)"
MOVES = "animate, animateTransform, animateMotion, set"
PAGES = ("/figures", "/figures?kind=rest", "/figures/cat-cow-all-fours", "/positions", "/posture")


def comes_to_show(page: Page, selector: str, path: str) -> None:
    """Wait until an image shows a file."""
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_function(
        f"([selector, path]) => ({SHOWS})(document.querySelector(selector)) === path", arg=[selector, path]
    )


def test_a_movement_moves_on_its_page(page: Page) -> None:
    page.goto(MOVEMENT)

    comes_to_show(page, SHOWN, "/figures/cat-cow-all-fours.svg")


def test_who_wants_no_motion_sees_the_key_poses(new_context: NewContext) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(MOVEMENT)

    comes_to_show(page, SHOWN, "/figures/cat-cow-all-fours.keys.svg")


def test_the_animation_runs(page: Page) -> None:
    page.goto("/figures/cat-cow-all-fours.svg")
    expect(page.locator(MOVES)).not_to_have_count(0)
    body = "() => [...document.querySelectorAll('path')].map(p => p.getBBox().y + p.getBBox().height).join()"
    before = page.evaluate(body)

    page.wait_for_function("() => document.documentElement.getCurrentTime() > 0.5")

    page.wait_for_function(f"before => ({body})() !== before", arg=before)


@pytest.mark.parametrize("part", ["0", "keys"])
def test_stills_stand_still(page: Page, part: str) -> None:
    page.goto(f"/figures/cat-cow-all-fours.{part}.svg")

    expect(page.locator(MOVES)).to_have_count(0)


def test_nothing_jumps_when_pictures_come_late(page: Page) -> None:
    held: list[Route] = []
    are_late = True

    def hold(route: Route) -> None:
        if are_late:
            held.append(route)
        else:
            route.continue_()

    page.route("**/figures/*.svg*", hold)
    page.goto(MOVEMENT, wait_until="domcontentloaded")
    before = page.evaluate(BOXES)

    are_late = False
    for route in held:
        route.continue_()
    comes_to_show(page, SHOWN, "/figures/cat-cow-all-fours.svg")

    assert page.evaluate(f"() => {{ scrollTo(0, 0); return ({BOXES})(); }}") == pytest.approx(before, abs=1)


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_pictures_are_accessible_and_narrow(page: Page, path: str) -> None:
    page.goto(path)
    for summary in page.locator("main summary").all():
        summary.click()

    assert flaws(page) == []


def test_the_chart_is_complete_with_scripts_turned_off(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/positions")

    expect(page.locator(".chart-bar").first).to_be_visible()
    expect(page.get_by_text("Lying on the back", exact=True).first).to_be_visible()
