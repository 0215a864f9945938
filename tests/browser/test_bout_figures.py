"""The breath and the figure of a bout in a real browser: they go with the cue, and stand for who wants no motion."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cues import breathing, cue, on_both_sides, with_cues
from tests.browser.player_steps import begun, data_of, open_player, press, wait_for_drawing, wait_for_pictures
from tests.browser.watching import NewContext


def test_the_pacer_leads_the_breath_and_the_circle_grows(ready: BrowserContext) -> None:
    page = open_player(ready, breathing)
    lung, part, count = (page.locator(f"#pacer .pacer-{name}") for name in ("lung", "part", "count"))
    press(page, "do=toggle")

    page.clock.run_for(8400)
    small = float(lung.get_attribute("r") or 0)
    expect(part).to_have_text("Breathe in")
    expect(count).to_have_text("4")
    page.clock.run_for(3400)
    large = float(lung.get_attribute("r") or 0)
    page.clock.run_for(1400)

    expect(part).to_have_text("Breathe out")
    assert large > 2 * small


def test_who_wants_no_motion_gets_words_and_a_count_and_a_circle_that_stands(
    new_context: NewContext, address: str
) -> None:
    page = open_player(begun(new_context, address, reduced_motion="reduce"), breathing)
    lung = page.locator("#pacer .pacer-lung")
    wait_for_pictures(page)
    press(page, "do=toggle")

    page.clock.run_for(8400)
    before = lung.get_attribute("r"), page.locator("#pacer .pacer-count").inner_text()
    page.clock.run_for(2000)
    after = lung.get_attribute("r"), page.locator("#pacer .pacer-count").inner_text()

    assert (before[0], before[1], after[1]) == (after[0], "4", "2")
    assert page.locator("#picture svg").count() == 0


def test_the_figure_moves_with_the_cue_and_stands_while_paused(ready: BrowserContext) -> None:
    page = open_player(
        ready,
        with_cues(*(cue(k, s, 0, repetition=n, of=2) for n in (1, 2) for k, s in (("move", 10), ("hold", 10)))),
    )
    wait_for_drawing(page)
    press(page, "do=toggle")
    at = "() => document.querySelector('#picture svg')?.getCurrentTime() ?? null"

    page.clock.run_for(3000)
    first = page.evaluate(at)
    page.clock.run_for(3000)
    second = page.evaluate(at)
    page.clock.run_for(6000)
    held = page.evaluate(at)
    page.clock.run_for(3000)

    assert 0 < first < second < held
    assert page.evaluate(at) == held  # the pose that is held stands still
    press(page, "do=toggle")
    expect(page.locator("#picture-img")).to_be_visible()
    assert page.evaluate(at) is None


def test_the_other_side_is_shown_mirrored(ready: BrowserContext) -> None:
    page = open_player(ready, on_both_sides)
    press(page, "do=toggle")
    page.clock.run_for(9000)
    expect(page.locator("#picture")).not_to_have_class(re.compile("mirrored"))
    alt = page.locator("#picture-img").get_attribute("alt") or ""

    page.clock.run_for(20_000)

    expect(page.locator("#picture")).to_have_class(re.compile("mirrored"))
    other = page.locator("#picture-img").get_attribute("alt") or ""
    assert re.sub("left|right", "", other) == re.sub("left|right", "", alt)
    assert other.count("left") == alt.count("right")


def go_on_to_move(page: Page) -> None:
    """Start the bout, and let it go on until the first movement begins."""
    cues = data_of(page)["cues"]
    before = sum(one["seconds"] for one in cues[: [one["kind"] for one in cues].index("move")])
    press(page, "do=toggle")
    page.clock.run_for(before * 1000 + 500)
    expect(page.locator("#card")).to_have_attribute("data-kind", "move")


def test_the_player_shows_the_movement_moving_and_stands_still_while_waiting(player: Page) -> None:
    first = data_of(player)["items"][0]["figure"]
    shown = player.locator("#picture-img")
    expect(shown).to_have_attribute("src", first["still"])

    go_on_to_move(player)

    expect(shown).to_have_attribute("src", first["moving"])
    expect(shown).to_have_attribute("alt", first["alt"])

    press(player, "do=toggle")

    expect(shown).to_have_attribute("src", first["still"])


def test_the_player_shows_key_poses_to_who_wants_no_motion(player: Page) -> None:
    player.emulate_media(reduced_motion="reduce")

    player.wait_for_function("() => document.querySelector('#picture-img').currentSrc.includes('.keys.svg')")


def test_the_player_keeps_its_pictures_when_the_server_is_away(player: Page) -> None:
    moving = data_of(player)["items"][0]["figure"]["moving"]
    wait_for_pictures(player)
    player.context.set_offline(True)

    go_on_to_move(player)

    player.wait_for_function(
        "src => { const i = document.querySelector('#picture-img');"
        " return i.currentSrc.endsWith(src) && i.complete && i.naturalWidth > 0; }",
        arg=moving,
    )
