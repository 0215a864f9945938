"""The guided bout in a real browser: the player leads by the clock, and what was done is recorded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.cues import cue
from tests.browser.player_steps import begun, data_of, ended, lead_through, open_player, press, save, seconds_in
from tests.browser.steps import follow, go_on, tap
from tests.browser.watching import Came, NewContext, Watch
from tests.browser.ways import well
from tests.web.visitor import NO


def test_the_whole_bout_runs_by_the_wall_clock_and_is_recorded(player: Page) -> None:
    total = lead_through(player)
    items = player.locator('input[name^="item."][value="done"]').all()
    for item in items:
        expect(item).to_be_checked()

    tap(player, "pain", "2")
    save(player)

    body = ended(player)
    assert (body["seconds"], body["pain"], body["stopped"]) == (total, 2, [])
    assert len(body["done"]) == len(items) > 0
    assert player.evaluate("() => Object.keys(localStorage).filter(name => name.startsWith('loosen.bout.'))") == []


def test_the_timer_counts_down_by_the_clock(player: Page) -> None:
    press(player, "do=toggle")
    expect(player.locator("#timer")).to_have_text("8")

    player.clock.run_for(3000)

    expect(player.locator("#timer")).to_have_text("5")
    expect(player.locator("#cue")).to_have_text("Get ready")


def test_pause_and_go_on_by_the_button(player: Page) -> None:
    press(player, "do=toggle")
    player.clock.run_for(3000)

    press(player, "do=toggle")
    player.clock.run_for(30_000)

    expect(player.locator("#timer")).to_have_text("5")
    expect(player.locator("#toggle")).to_have_text("Go on")


def test_a_reload_resumes_paused_where_it_was(player: Page) -> None:
    press(player, "do=toggle")
    player.clock.run_for(20_000)
    shown = {name: player.locator(f"#{name}").inner_text() for name in ("name", "timer", "count", "left")}

    player.reload()

    for name, words in shown.items():
        expect(player.locator(f"#{name}")).to_have_text(words)
    expect(player.locator("#toggle")).to_have_text("Go on")


def test_from_one_tap_to_the_end_without_touching(ready: BrowserContext) -> None:
    page = open_player(ready)
    kinds = [one["kind"] for one in data_of(page)["cues"]]
    page.evaluate(
        """() => {
            window.seen = [];
            const card = document.getElementById('card');
            const note = kind => kind !== window.seen.at(-1) && window.seen.push(kind);
            new MutationObserver(() => note(card.dataset.kind)).observe(card, { attributes: true });
        }"""
    )

    press(page, "do=toggle")
    for _ in range(60):
        page.clock.run_for(10_000)
        if page.locator("#finish").is_visible():
            break

    expect(page.locator("#finish-title")).to_be_visible()
    assert page.evaluate("() => window.seen") == [k for i, k in enumerate(kinds) if i == 0 or k != kinds[i - 1]]
    assert {"get-ready", "move", "next", "done"} <= set(kinds)


def test_a_page_that_is_throttled_to_one_tick_a_minute_stays_in_time(ready: BrowserContext) -> None:
    page = open_player(ready)
    total = seconds_in(page)
    press(page, "do=toggle")

    page.clock.fast_forward(60_000)
    page.clock.fast_forward(60_000)

    minutes, seconds = divmod(total - 120, 60)
    expect(page.locator("#left")).to_have_text(f"{minutes}:{seconds:02}")


def test_a_clock_that_is_set_back_while_the_bout_runs_changes_nothing(ready: BrowserContext) -> None:
    page = open_player(ready)
    press(page, "do=toggle")
    page.clock.run_for(3000)

    page.clock.set_system_time("2025-01-01T00:00:00")
    page.clock.run_for(2400)  # what had passed since the last tick, a fifth of a second, is not known

    expect(page.locator("#timer")).to_have_text("3")
    expect(page.locator("#toggle")).to_have_text("Pause")


def test_the_next_movement_is_named_before_it_comes(ready: BrowserContext) -> None:
    page = open_player(ready)
    data = data_of(page)
    at = next(index for index, one in enumerate(data["cues"]) if one["kind"] == "next")
    press(page, "do=toggle")

    page.clock.run_for(sum(one["seconds"] for one in data["cues"][:at]) * 1000 + 500)

    expect(page.locator("#cue")).to_have_text("Next")
    expect(page.locator("#name")).to_have_text(data["items"][1]["name"])
    expect(page.locator("#live")).to_contain_text(f"Next: {data['items'][1]['name']}")


@pytest.mark.parametrize("way", ["skip", "hurts"])
def test_name_and_steps_on_the_screen_are_always_of_the_same_movement(player: Page, way: str) -> None:
    items = data_of(player)["items"]
    press(player, "do=toggle")
    player.clock.run_for(9000)

    press(player, f"do={way}")
    if way == "hurts":
        press(player, "do=leave-out")
        press(player, "do=go-on")

    expect(player.locator("#name")).to_have_text(items[1]["name"])
    expect(player.locator("#steps li")).to_have_text(items[1]["steps"])
    expect(player.locator("#cautions p")).to_have_text(items[1]["cautions"])


def test_harder_and_longer_change_what_is_left_at_once(ready: BrowserContext) -> None:
    def change(data: dict[str, Any]) -> None:
        data["cues"] = [cue("get-ready", 8, 0), *(cue("move", 4, 0, repetition=n, of=2) for n in (1, 2))]
        data["most"][0] |= {"repetitions": 3, "repetitions_step": 1, "hold_s": None, "duration_s": None}

    page = open_player(ready, change)
    press(page, "do=toggle")

    press(page, "do=longer")
    expect(page.locator("#timer")).to_have_text("23")
    press(page, "do=harder")
    expect(page.locator("#live")).to_have_text("A little more of it.")
    expect(page.locator("#do-harder")).to_have_attribute("aria-disabled", "true")
    page.locator("#do-harder").click(force=True)

    expect(page.locator("#live")).to_have_text("That is as far as it goes today.")
    page.clock.run_for(24_000)
    expect(page.locator("#count")).to_have_text("1 of 3")


def test_harder_is_not_there_when_the_bout_began_sore(new_context: NewContext, address: str) -> None:
    page = open_player(begun(new_context, address), lambda data: data["limits"].update(start=4))
    press(page, "do=toggle")

    page.clock.run_for(9000)

    expect(page.locator("#do-harder")).to_have_attribute("aria-disabled", "true")


def test_what_cannot_be_sent_is_kept_and_sent_later_once(player: Page, watch: Watch) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    press(player, "do=toggle")
    press(player, "do=finish")
    tap(player, "pain", "4")
    player.route("**/bout/finish", refuse)
    player.locator("#save").click()
    expect(player.locator("#finish-problem")).to_contain_text("What you filled in is kept here")

    player.reload()
    expect(player.locator('input[name="pain"][value="4"]')).to_be_checked()
    player.unroute("**/bout/finish", refuse)
    save(player)

    assert ended(player)["pain"] == 4
    watch.complaints.clear()  # the browser says that the request failed, as it should


def test_a_full_memory_is_told_and_the_bout_goes_on(ready: BrowserContext) -> None:
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    page = open_player(ready, script=full)

    press(page, "do=toggle")
    page.clock.run_for(3000)

    expect(page.locator("#keep-note")).to_contain_text("its memory is full")
    expect(page.locator("#timer")).to_have_text("5")


def test_the_whole_loop_with_scripts_turned_off(new_context: NewContext, address: str) -> None:
    page = begun(new_context, address, java_script_enabled=False).new_page()
    page.goto("/bout/run")
    expect(page.locator(".run-list > li").first).to_be_visible()
    expect(page.locator("#player")).to_be_hidden()

    page.locator("label", has=page.locator('input[value="done"]')).first.click()
    tap(page, "pain", "2")
    save(page)

    assert (len(ended(page)["done"]), ended(page)["pain"]) == (1, 2)
    page.goto("/bout")
    expect(page.locator("h1")).to_have_text("Before you begin")


def test_a_yes_before_the_bout_leads_to_the_check_by_taps(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/run")
    press(page, "do=finish")
    save(page)
    page.goto("/bout")

    for name, no in NO.items():
        tap(page, name, "yes" if name == "legs" else no)
    follow(page, page.locator("button.primary"))

    expect(page).to_have_url(re.compile(r"/check\?why=bout$"))
    expect(page.get_by_role("status")).to_contain_text("You said yes")


def test_a_yes_before_a_bout_shows_the_second_questions_on_the_server_too(came: Came) -> None:
    with came(well).new_page() as page:
        page.goto("/bout")
        for name, no in NO.items():
            tap(page, name, "yes" if name == "bladder-saddle" else no)

        go_on(page)

        expect(page.locator("#field-saddle-numbness-clarified")).to_be_visible()
