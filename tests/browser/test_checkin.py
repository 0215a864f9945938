"""The check-in, the body map, remedies by the clock and the look back in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from loosen.domain.library import Library
from tests.browser.looks import flaws, unfold
from tests.browser.serving import Served, page_of
from tests.browser.steps import choose, follow, go_on, press_on, tab_to, tap
from tests.browser.watching import NewContext

SECONDS_A_TAP = 3  # to read a short line, reach it with the thumb, and tap
MOST_QUICK_S = 20
PAGES = (
    "/log",
    "/activities",
    "/remedies",
    "/remedies/heat/timer",
    "/remedies/diaphragm-breathing/timer",
    "/helps",
    "/review",
    "/rmdq",
    "/log/new-place?area=calf-left",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_accessible_at_every_size_and_in_the_dark(
    new_context: NewContext, calm: Served, path: str
) -> None:
    page = page_of(new_context, calm)
    page.goto(path)
    unfold(page)

    assert flaws(page) == []


def test_the_quick_part_takes_less_than_20_seconds(phone: Page) -> None:
    phone.goto("/log")
    taps = 0

    for act in (
        lambda: tap(phone, "pain_now", "2"),
        lambda: tap(phone, "sleep", "6"),
        lambda: tap(phone, "mood", "7"),
        lambda: tap(phone, "medicine", "no"),
        lambda: go_on(phone),
    ):
        act()
        taps += 1

    expect(phone).to_have_url(re.compile("/today$"))
    assert taps * SECONDS_A_TAP <= MOST_QUICK_S  # 5 * 3 s


def test_the_check_in_by_keyboard_alone(phone: Page) -> None:
    phone.goto("/activities")
    tab_to(phone, 'label:nth-of-type(4) input[name="name"]')
    phone.keyboard.type("Put on my socks")
    press_on(phone, "form button.primary")
    for name, value in (("pain_now", "2"), ("sleep", "6"), ("mood", "7"), ("medicine", "no")):
        choose(phone, name, value)
    tab_to(phone, 'input[name="minutes_walked"]')
    phone.keyboard.type("20")
    choose(phone, "pain_worst", "3")
    choose(phone, "activity.put-on-my-socks", "4")
    tab_to(phone, "details.where > summary")
    phone.keyboard.press("Enter")
    tab_to(phone, "#area-low-back-left")
    phone.keyboard.press("Space")
    expect(shape(phone, "low-back-left")).to_have_css("fill", "rgb(182, 58, 35)")
    press_on(phone, "form button.primary")

    phone.goto("/log")
    for name, value in (("pain_now", "2"), ("sleep", "6"), ("mood", "7"), ("activity.put-on-my-socks", "4")):
        expect(phone.locator(f'input[name="{name}"][value="{value}"]')).to_be_checked()
    expect(phone.locator("#area-low-back-left")).to_be_checked()


def shape(page: Page, area: str) -> Locator:
    """Return where an area is drawn."""
    return page.locator(f'label.spot[for="area-{area}"] path').first


@pytest.mark.parametrize("has_script", [True, False])
def test_the_body_map_is_one_with_its_list(served: Served, new_context: NewContext, has_script: bool) -> None:
    page = page_of(new_context, served, java_script_enabled=has_script)
    page.goto("/log")
    page.locator("details.where > summary").click()

    shape(page, "calf-right").click()
    tap(page, "area", "neck")

    expect(page.locator("#area-calf-right")).to_be_checked()
    expect(shape(page, "neck")).to_have_css("fill", "rgb(182, 58, 35)")
    go_on(page)
    expect(page.locator("h1")).to_have_text("A new place")


def test_every_area_of_the_picture_can_be_hit(phone: Page, library: Library) -> None:
    phone.goto("/log")
    phone.locator("details.where > summary").click()

    for area in library.body_areas:
        shape(phone, area).click()
        expect(phone.locator(f"#area-{area}")).to_be_checked()


def begin_heat(page: Page) -> None:
    """Begin the clock of heat, with pain of 6."""
    page.goto("/remedies/heat/timer")
    follow(page, page.locator('button[name="pain"][value="6"]'))
    expect(page.locator("#left")).to_be_visible()


def test_heat_goes_by_the_clock_of_the_wall(phone: Page, served: Served) -> None:
    phone.clock.install(time=served.clock.now - timedelta(hours=1))
    phone.clock.pause_at(served.clock.now)
    begin_heat(phone)
    expect(phone.locator("#left")).to_have_text(re.compile("^15:0"))
    ready = seconds_on(phone) - 15 * 60

    phone.clock.fast_forward((ready + 5 * 60) * 1000 + 500)
    expect(phone.locator("#cue")).to_contain_text("Look at your skin.")
    phone.clock.fast_forward("06:00")
    expect(phone.locator("#left")).to_have_text("4:00")
    phone.locator("#toggle").click()
    phone.clock.fast_forward("30:00")
    expect(phone.locator("#cue")).to_have_text("Paused")
    phone.locator("#toggle").click()
    phone.clock.fast_forward("10:00")

    expect(phone.locator("#left")).to_have_text("0:00")
    expect(phone.locator("#cue")).to_contain_text("Take the heat off now.")
    follow(phone, phone.locator('#end-form button[value="3"]'))
    expect(phone.locator("main")).to_contain_text("Pain before: 6. After: 3.")


def seconds_on(page: Page) -> int:
    """Return what the clock shows, in seconds."""
    minutes, seconds = page.locator("#left").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_a_look_at_the_skin_is_not_lost_when_the_browser_slept(phone: Page, served: Served) -> None:
    phone.clock.install(time=served.clock.now)
    begin_heat(phone)

    phone.clock.pause_at(served.clock.now + timedelta(minutes=7))

    expect(phone.locator("#note")).to_contain_text("Look at your skin.")


def test_a_remedy_by_keyboard_alone(phone: Page) -> None:
    phone.goto("/remedies")
    press_on(phone, 'a[href="/remedies/diaphragm-breathing/timer"]')
    press_on(phone, 'button[name="pain"][value="4"]')
    expect(phone.locator("#cue")).to_be_visible()
    expect(phone.locator("#pacer .pacer-part")).to_have_text("Breathe in")
    press_on(phone, '#end-form button[value="2"]')

    expect(phone.locator("main")).to_contain_text("Pain before: 4. After: 2.")


def test_a_remedy_without_script(served: Served, new_context: NewContext) -> None:
    page = page_of(new_context, served, java_script_enabled=False)
    page.goto("/remedies/walking/timer")
    follow(page, page.locator('button[name="pain"][value="4"]'))
    expect(page.locator("#plain")).to_contain_text("Turn back now.")
    follow(page, page.locator('#end-form button[value="2"]'))

    expect(page.locator("main")).to_contain_text("Pain before: 4. After: 2.")


def test_a_look_back_on_a_phone(phone: Page) -> None:
    phone.goto("/review")
    for name, value in (("fear-of-movement", "8"), ("low-mood", "2"), ("confidence-daily-things", "2")):
        tap(phone, name, value)
    go_on(phone)

    expect(phone.locator(".step-card h2")).to_have_text(["Fear of moving", "Confidence in daily things"])


def test_the_clock_and_the_findings_are_accessible(phone: Page) -> None:
    begin_heat(phone)
    running = flaws(phone)
    phone.goto("/review")
    for name in ("fear-of-movement", "low-mood", "worry-something-terrible"):
        tap(phone, name, "9")
    go_on(phone)

    unfold(phone)

    assert running == []
    assert flaws(phone) == []
