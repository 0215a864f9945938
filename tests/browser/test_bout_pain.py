"""When it hurts in a bout, in a real browser: what is done at once, the rest, 15 minutes, and the stop signs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cues import cue, with_cues
from tests.browser.player_steps import ended, hurts, open_player, press, save
from tests.browser.watching import Watch


@pytest.mark.parametrize(
    ("pain", "words", "is_out"),
    [(3, "That is fine", False), (4, "half of the repetitions", False), (6, "Leave this one out", True)],
)
def test_a_pain_is_acted_on_at_once(player: Page, pain: int, words: str, is_out: bool) -> None:
    press(player, "do=toggle")
    player.clock.run_for(9000)
    press(player, "do=hurts")

    press(player, f'pain="{pain}"')

    expect(player.locator("#advice-words")).to_contain_text(words)
    expect(player.locator("#do-leave-out")).to_be_visible(visible=not is_out)
    if is_out:  # a red pain: 5 minutes of rest come first
        press(player, "do=finish")
        expect(player.locator("#finish-title")).to_be_visible()
        return
    press(player, "do=go-on")
    expect(player.locator("#toggle")).to_have_text("Pause")
    expect(player.locator("#place")).to_contain_text("Movement 1")


def test_a_sharp_pain_leaves_the_movement_out_and_records_it_as_stopped(player: Page) -> None:
    press(player, "do=toggle")
    hurts(player, 'sign="sharp"')
    press(player, "do=go-on")
    press(player, "do=finish")

    save(player, "/bout/stopped")

    body = ended(player)
    assert (len(body["stopped"]), body["done"], body["signs"]) == (1, [], ["sharp"])


def test_chest_pain_leads_to_the_emergency_page_and_is_recorded(player: Page) -> None:
    press(player, "do=toggle")
    press(player, "do=hurts")

    with player.expect_navigation(url=re.compile("/emergency$")):
        press(player, 'sign="chest-or-faint"')

    assert ended(player)["signs"] == ["chest-or-faint"]
    player.goto("/bout")
    expect(player).to_have_url(re.compile("/check$"))


def test_in_an_emergency_the_numbers_show_even_when_the_server_is_away(player: Page, watch: Watch) -> None:
    player.route("**/bout/finish", lambda route: route.abort())
    press(player, "do=toggle")

    hurts(player, 'sign="chest-or-faint"')

    expect(player.locator("#alarm a.call").first).to_be_visible()
    expect(player.locator("#alarm-words")).to_contain_text("Call the emergency number now")
    expect(player.locator("#finish-problem")).to_contain_text("could not be sent")
    watch.complaints.clear()  # the browser says that the request failed, as it should


def test_dizziness_ends_the_bout_with_its_advice(player: Page) -> None:
    press(player, "do=toggle")

    hurts(player, 'sign="dizzy"')

    expect(player.locator("#finish-advice")).to_contain_text("Rest in an easy position")
    expect(player.locator('input[name="sign"][value="dizzy"]')).to_be_checked()
    expect(player.locator("#back")).to_be_hidden()


def test_a_red_pain_rests_5_minutes_and_asks_again(ready: BrowserContext) -> None:
    page = open_player(ready)
    press(page, "do=toggle")
    page.clock.run_for(9000)

    hurts(page, 'pain="7"')

    expect(page.locator("#hurt-title")).to_have_text("Rest, and breathe")
    expect(page.locator("#rest-timer")).to_have_text("5:00")
    expect(page.locator("#rest-picture-img")).to_be_visible()
    expect(page.locator("#go-on")).to_be_hidden()
    page.clock.fast_forward(299_000)
    expect(page.locator("#rest-timer")).to_have_text("0:01")
    page.clock.run_for(1200)

    expect(page.locator("#hurt-title")).to_have_text("You rested 5 minutes. How strong is the pain now?")
    press(page, 'pain="2"')
    expect(page.locator("#advice-words")).to_contain_text("Go on gently")
    press(page, "do=go-on")
    expect(page.locator("#place")).to_contain_text("Movement 2")


def test_a_red_pain_that_stays_ends_the_bout_for_today(ready: BrowserContext) -> None:
    page = open_player(ready)
    press(page, "do=toggle")
    hurts(page, 'pain="8"')
    page.clock.fast_forward(301_000)

    press(page, 'pain="6"')

    expect(page.locator("#finish-advice")).to_contain_text("That is enough for today.")
    expect(page.locator("#back")).to_be_hidden()
    save(page)
    assert len(ended(page)["stopped"]) == 1


def test_a_page_that_is_closed_in_the_rest_goes_on_resting(ready: BrowserContext) -> None:
    page = open_player(ready)
    press(page, "do=toggle")
    hurts(page, 'pain="7"')
    page.clock.run_for(60_000)

    page.reload()
    page.clock.run_for(500)

    expect(page.locator("#rest-timer")).to_have_text("4:00")
    expect(page.locator("#go-on")).to_be_hidden()


def test_pain_of_4_is_asked_again_after_15_minutes_and_then_ends_the_bout(ready: BrowserContext) -> None:
    long = with_cues(cue("get-ready", 8, 0), cue("breathe", 3000, 0), cue("done", 5, None))
    page = open_player(ready, long)
    press(page, "do=toggle")
    hurts(page, 'pain="4"')
    press(page, "do=go-on")
    for _ in range(7):
        page.clock.fast_forward(120_000)
    expect(page.locator("#sore")).to_have_text("Pain of 4 or more for 14 min. We ask again at 15 min.")

    page.clock.fast_forward(61_000)

    expect(page.locator("#hurt-title")).to_have_text("It hurt 15 minutes ago. How is it now?")
    expect(page.locator("#go-on")).to_be_hidden()
    press(page, 'pain="4"')
    expect(page.locator("#finish-advice")).to_contain_text("No more exercise today")
    save(page, "/bout/stopped")
    expect(page.locator("h1")).to_have_text("No more exercise today")
    assert ended(page)["signs"] == ["lasts-15-minutes"]


def test_pain_that_settled_within_15_minutes_goes_on(ready: BrowserContext) -> None:
    page = open_player(ready)
    press(page, "do=toggle")
    hurts(page, 'pain="4"')
    press(page, "do=go-on")
    press(page, "do=toggle")
    page.clock.fast_forward(901_000)

    press(page, 'pain="3"')
    press(page, "do=go-on")

    expect(page.locator("#toggle")).to_have_text("Pause")
    expect(page.locator("#sore")).to_be_hidden()
