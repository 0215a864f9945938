"""A bout for every eye and hand, in a real browser: keys, a screen reader, large text, what a machine can check."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cues import breathing, cue, with_cues
from tests.browser.looks import NARROW, complaints, flaws, overflow
from tests.browser.player_steps import begun, data_of, hurts, open_player, press, switch
from tests.browser.steps import follow, press_on, tab_to, tap
from tests.browser.watching import NewContext
from tests.web.visitor import NO


def test_screen_readers_hear_phases_not_seconds_or_repetitions(player: Page) -> None:
    player.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver(() => window.heard.push(document.getElementById('live').textContent))
                .observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });
        }"""
    )
    item = data_of(player)
    first = sum(one["seconds"] for one in item["cues"] if one["item"] == 0)

    press(player, "do=toggle")
    player.clock.run_for((first - 1) * 1000)

    heard = player.evaluate("() => window.heard")
    assert heard[0].startswith("Get ready")
    phases = {one["kind"] for one in item["cues"] if one["item"] == 0}
    assert len(heard) <= 2 * len(phases)
    assert not any(re.fullmatch(r"\d+", words) for words in heard)


def test_a_screen_reader_hears_each_phase_once(ready: BrowserContext) -> None:
    rep = {"repetition": 1, "of": 2}, {"repetition": 2, "of": 2}
    page = open_player(
        ready,
        with_cues(
            cue("get-ready", 8, 0),
            *(cue(kind, 4, 0, **count) for count in rep for kind in ("move", "hold")),
            cue("rest", 20, 0),
            *(cue(kind, 4, 0, **count) for count in rep for kind in ("move", "hold")),
            cue("next", 4, 1),
            cue("get-ready", 4, 1),
            cue("breathe", 60, 1),
            cue("done", 5, None),
        ),
    )
    page.evaluate(
        """() => {
            window.heard = [];
            const live = document.getElementById('live');
            new MutationObserver(() => window.heard.push(live.textContent)).observe(live, { childList: true });
        }"""
    )

    press(page, "do=toggle")
    page.clock.run_for(134_000)

    phases = ["get-ready", "move, 2 times", "rest", "move, 2 times", "next", "get-ready", "breathe", "done", ""]
    assert page.evaluate("() => window.heard") == phases


def test_the_keys_pause_skip_ease_and_say_it_hurts(player: Page) -> None:
    name = player.locator("#name").inner_text()

    player.keyboard.press("Space")
    expect(player.locator("#toggle")).to_have_text("Pause")
    player.keyboard.press("Space")
    expect(player.locator("#toggle")).to_have_text("Go on")
    left = player.locator("#left").inner_text()
    player.keyboard.press("e")
    expect(player.locator("#left")).not_to_have_text(left)
    player.keyboard.press("n")
    expect(player.locator("#name")).not_to_have_text(name)
    player.keyboard.press("h")

    expect(player.locator("#hurt")).to_be_visible()
    expect(player.locator("#hurt-title")).to_be_focused()


def test_the_space_key_pauses_after_a_tap_on_another_button(player: Page) -> None:
    press(player, "do=toggle")
    press(player, "do=easier")
    name = player.locator("#name").inner_text()

    player.keyboard.press("Space")

    expect(player.locator("#toggle")).to_have_text("Go on")
    expect(player.locator("#name")).to_have_text(name)


def test_the_keys_can_be_turned_off(player: Page) -> None:
    player.locator("#channels summary").click()
    switch(player, "keys")
    press(player, "do=toggle")

    player.locator("#name").focus()
    player.keyboard.press("h")

    expect(player.locator("#stage")).to_be_visible()


def test_the_map_of_the_keys_goes_with_the_keys(ready: BrowserContext) -> None:
    page = open_player(ready)
    page.locator("#channels summary").click()
    expect(page.locator("#keys")).to_contain_text("this set again")

    switch(page, "keys")

    expect(page.locator("#keys")).to_be_hidden()
    page.locator("#name").focus()
    for key in ("Space", "n", "e", "m", "t", "b", "h"):
        page.keyboard.press(key)
    expect(page.locator("#toggle")).to_have_text("Start")


def test_the_keys_make_it_harder_longer_and_begin_a_set_again(ready: BrowserContext) -> None:
    page = open_player(ready)
    page.keyboard.press("Space")
    page.keyboard.press("t")
    expect(page.locator("#timer")).to_have_text("23")
    page.clock.run_for(4000)

    page.keyboard.press("b")
    expect(page.locator("#timer")).to_have_text("23")
    page.keyboard.press("m")

    expect(page.locator("#live")).to_have_text(re.compile("A little more|as far as it goes"))


def test_the_whole_way_by_keyboard_alone(new_context: NewContext, address: str) -> None:
    page = begun(new_context, address).new_page()
    page.goto("/bout/run")

    tab_to(page, "#toggle")
    page.keyboard.press("Enter")
    page.keyboard.press("h")
    tab_to(page, '[data-pain="4"]')
    page.keyboard.press("Enter")
    expect(page.locator("#advice-words")).to_be_focused()
    tab_to(page, '#hurt [data-do="finish"]')
    page.keyboard.press("Enter")
    tab_to(page, 'input[name="pain"]')
    page.keyboard.press("Space")
    press_on(page, "#save")

    expect(page).to_have_url(re.compile("/today$"))


def test_large_text_is_remembered(player: Page) -> None:
    player.locator("#channels summary").click()
    switch(player, "large")

    player.reload()

    expect(player.locator("html")).to_have_class(re.compile("large-text"))
    assert [size for size in NARROW if overflow(player, size) > 0] == []


def test_each_part_of_the_player_is_accessible(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/run")

    for step in ("", "do=toggle", "channels", "do=hurts", 'pain="6"', "asks", "do=finish"):
        if step in {"channels", "asks"}:
            page.locator(f"#{step} > summary").click()
        elif step:
            press(page, step)
        assert flaws(page) == [], step


def test_each_new_part_is_accessible_in_the_dark_too(new_context: NewContext, address: str) -> None:
    page = open_player(begun(new_context, address, color_scheme="dark"), breathing)
    press(page, "do=toggle")
    page.clock.run_for(9000)
    page.clock.resume()  # what looks at the page waits by its clock

    for step in ("paced", "resting", "asked"):
        if step == "resting":
            hurts(page, 'pain="7"')
        elif step == "asked":
            page.clock.fast_forward(301_000)
            expect(page.locator("#hurt-title")).to_contain_text("How strong is the pain now?")
        assert flaws(page) == [], step


def test_the_pages_around_the_player_are_accessible(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/finish")
    assert flaws(page) == []
    page.locator("label", has=page.locator('input[value="sharp"]')).click()
    follow(page, page.locator("button.primary"))
    for _ in range(3):  # after a sharp pain; the questions; pain before
        assert flaws(page) == []
        if page.url.endswith("/bout/stopped"):
            page.goto("/bout")
            continue
        for name in NO:
            tap(page, name, "no")
        follow(page, page.locator("button.primary"))
        expect(page.locator("h1")).to_have_text("How is the pain now?")
        assert complaints(page) == []
        break
