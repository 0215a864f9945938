"""Pictures in a real browser: they move, they stand still for those who want no motion, and nothing jumps."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewContext, Watch
from tests.browser.looks import NARROW, complaints, overflow, small_targets
from tests.browser.test_accessibility import well
from tests.web.visitor import Visitor

NO = {"bladder-saddle": "no", "legs": "no", "ill": "no", "injury": "no"}
MOVEMENT = "/learn/movements/cat-cow"
SHOWN = "#cat-cow-all-fours picture img"
SHOWS = "image => image.complete && image.naturalWidth > 0 ? new URL(image.currentSrc).pathname : ''"
BOXES = "() => [...document.querySelectorAll('main img, .variant')].map(e => e.getBoundingClientRect().top)"
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
    assert page.locator("animate, animateTransform, animateMotion, set").count() > 0
    body = "() => [...document.querySelectorAll('path')].map(p => p.getBBox().y + p.getBBox().height).join()"
    before = page.evaluate(body)

    page.wait_for_function("() => document.documentElement.getCurrentTime() > 0.5")

    page.wait_for_function(f"before => ({body})() !== before", arg=before)


@pytest.mark.parametrize("part", ["0", "keys"])
def test_stills_stand_still(page: Page, part: str) -> None:
    page.goto(f"/figures/cat-cow-all-fours.{part}.svg")

    assert page.locator("animate, animateTransform, animateMotion, set").count() == 0


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
    page.wait_for_function("() => document.fonts.status === 'loaded'")
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

    assert complaints(page) == []
    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []


def test_the_chart_is_complete_with_scripts_turned_off(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/positions")

    expect(page.locator(".chart-bar").first).to_be_visible()
    expect(page.get_by_text("Lying on the back", exact=True).first).to_be_visible()


@pytest.fixture
def bout(new_context: NewContext, address: str) -> Page:
    """The player of someone with a plan, before it is started."""
    context = new_context(reduced_motion="no-preference")
    with httpx.Client(base_url=address, follow_redirects=True) as http:
        visitor = Visitor(http)
        well(visitor)
        visitor.send("/bout/screen", NO)
        visitor.send("/bout/start", {"pain": "3"})
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in http.cookies.items()])
    page = context.new_page()
    page.clock.install()
    page.goto("/bout/run")
    return page


def kind_of(page: Page) -> str:
    """Return the kind of the cue that runs."""
    return str(page.locator("#card").get_attribute("data-kind"))


def test_the_player_shows_the_movement_moving_and_stands_still_while_waiting(bout: Page) -> None:
    figures = [
        item["figure"]
        for item in bout.evaluate("() => JSON.parse(document.querySelector('#bout-data').textContent).items")
    ]
    first = figures[0]
    shown = bout.locator("#picture-img")
    expect(shown).to_have_attribute("src", first["still"])

    bout.get_by_role("button", name="Start").click()
    for _ in range(30):
        bout.clock.run_for(1000)
        if kind_of(bout) == "move":
            break

    expect(shown).to_have_attribute("src", first["moving"])
    expect(shown).to_have_attribute("alt", first["alt"])

    bout.get_by_role("button", name="Pause").click()

    expect(shown).to_have_attribute("src", first["still"])


def test_the_player_shows_key_poses_to_who_wants_no_motion(bout: Page) -> None:
    bout.emulate_media(reduced_motion="reduce")

    bout.wait_for_function("() => document.querySelector('#picture-img').currentSrc.includes('.keys.svg')")


def test_the_player_keeps_its_pictures_when_the_server_is_away(bout: Page, watch: Watch) -> None:
    moving = bout.evaluate(
        "() => JSON.parse(document.querySelector('#bout-data').textContent).items[0].figure.moving"
    )
    bout.wait_for_load_state("networkidle")
    bout.context.set_offline(True)

    bout.get_by_role("button", name="Start").click()
    for _ in range(30):
        bout.clock.run_for(1000)
        if kind_of(bout) == "move":
            break

    bout.wait_for_function(
        "src => { const i = document.querySelector('#picture-img');"
        " return i.currentSrc.endsWith(src) && i.complete && i.naturalWidth > 0; }",
        arg=moving,
    )
    watch.complaints.clear()  # the coming days could not be fetched, as it should be
