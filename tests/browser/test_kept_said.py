"""What changes on a page is said: the focus goes to what is new, and each press is announced."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.device import Device, answer_screen, tell_pain
from tests.browser.player_steps import press

HEAR = """() => {
    window.heard = [];
    const live = document.getElementById('live');
    new MutationObserver(() => window.heard.push(live.textContent.trim())).observe(live, { childList: true });
}"""


def test_the_plan_takes_the_focus_when_it_comes(device: Device) -> None:
    page = device.open("/today")
    answer_screen(page)

    tell_pain(page, 2)

    expect(page.locator(".bout-card")).to_be_visible()
    expect(page.locator("#view-today .reminder, #view-today h2").first).to_be_focused()


def test_a_refusal_takes_the_focus(device: Device) -> None:
    page = device.open("/today")
    answer_screen(page)

    tell_pain(page, 5)

    expect(page.locator("#view-today .lead")).to_be_focused()


def test_a_log_that_was_written_down_takes_the_focus(device: Device) -> None:
    page = device.open("/log")
    page.locator('#view-log input[name="minutes_walked"]').fill("25")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_be_focused()


def test_a_button_of_what_is_kept_keeps_the_focus_and_says_what_came_of_it(device: Device) -> None:
    page = device.open("/offline#kept")

    page.get_by_role("button", name="Send and fetch now").press("Enter")

    expect(page.locator("#notice")).to_contain_text("server does not answer")
    expect(page.get_by_role("button", name="Send and fetch now")).to_be_focused()


def test_what_is_let_go_is_said_and_the_focus_goes_to_the_heading(device: Device) -> None:
    page = device.open("/offline#kept")
    page.evaluate(
        """async () => {
            const store = await (await import("/static/store.js")).openStore();
            const entry = { id: "a", who: await store.get("who"), kind: "day", day: "2026-11-20", at: "", after: "" };
            await store.add({ ...entry, body: { log: {} }, refused: "No.", isFinal: true });
        }"""
    )
    page.reload()
    expect(page.get_by_role("button", name="Send it again")).to_have_count(0)  # it would be refused again

    page.get_by_role("button", name="Let it go").press("Enter")

    expect(page.locator("#notice")).to_have_text("It was let go.")
    expect(page.locator("#title")).to_be_focused()


def test_easier_pressed_twice_is_said_twice(player: Page) -> None:
    press(player, "do=toggle")
    player.evaluate(HEAR)

    press(player, "do=easier")
    press(player, "do=easier")
    press(player, "do=easier")

    said = [words for words in player.evaluate("() => window.heard") if words]
    assert len(said) == 3
    assert said[0] == said[1] == "Half of what was left."
