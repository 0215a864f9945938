"""The guided bout in a real browser: the player on the page, with a clock that goes when it is told to."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewContext
from tests.browser.looks import NARROW, complaints, overflow, small_targets
from tests.browser.steps import FOCUSED, follow, press_on, tab_to
from tests.web.visitor import Visitor

NO = ("bladder-saddle", "legs", "ill", "injury")
BEGUN = "2026-11-21T09:00:00"


@pytest.fixture
def ready(new_context: NewContext, address: str) -> BrowserContext:
    """The browser of someone whose bout runs; pain before it was 3."""
    return begun(new_context, address)


def begun(new_context: NewContext, address: str, **options: object) -> BrowserContext:
    """Return the browser of someone whose bout runs."""
    context = new_context(**options)
    with httpx.Client(base_url=address, follow_redirects=True) as http:
        visitor = Visitor(http)
        visitor.check({"pain-now": "3"})
        visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
        visitor.send("/bout/screen", dict.fromkeys(NO, "no"))
        visitor.send("/bout/start", {"pain": "3"})
        cookies = [{"name": name, "value": value, "url": address} for name, value in http.cookies.items()]
    context.add_cookies(cookies)  # type: ignore[arg-type]  # a dictionary with these keys
    return context


@pytest.fixture
def player(ready: BrowserContext) -> Page:
    """The player, with a clock that goes when it is told to."""
    page = ready.new_page()
    page.clock.install(time=BEGUN)
    page.goto("/bout/run")
    page.clock.pause_at("2026-11-21T10:00:00")
    expect(page.locator("#stage")).to_be_visible()
    return page


def ended(page: Page) -> Any:
    """Return what was recorded of the bout that ended last."""
    events = page.request.get("/export.json").json()["events"]
    return [event["body"] for event in events if event["kind"] == "bout-finished"][-1]


def seconds_in(page: Page) -> int:
    """Return how long the bout is, by its script."""
    cues = page.evaluate("() => JSON.parse(document.getElementById('bout-data').textContent).cues")
    return int(sum(one["seconds"] for one in cues))


def press(page: Page, what: str) -> None:
    """Press a button of the player that is there to be seen."""
    page.locator(f"[data-{what}]:visible").first.click()


def test_the_whole_bout_runs_by_the_wall_clock_and_is_recorded(player: Page) -> None:
    total = seconds_in(player)
    press(player, "do=toggle")

    for _ in range(total // 60):
        player.clock.fast_forward(60_000)  # as a browser that lets a hidden page wait
    player.clock.fast_forward(total % 60 * 1000)

    expect(player.locator("#finish-title")).to_be_visible()
    items = player.locator('input[name^="item."][value="done"]')
    count = items.count()
    assert all(item.is_checked() for item in items.all())
    player.locator("label", has=player.locator('input[name="pain"][value="2"]')).click()
    player.locator("#save").click()
    expect(player).to_have_url(re.compile("/today$"))
    body = ended(player)
    assert (body["seconds"], body["pain"], body["stopped"]) == (total, 2, [])
    assert len(body["done"]) == count
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
    shown = [player.locator(f"#{name}").inner_text() for name in ("name", "timer", "count", "left")]

    player.reload()

    assert [player.locator(f"#{name}").inner_text() for name in ("name", "timer", "count", "left")] == shown
    expect(player.locator("#toggle")).to_have_text("Go on")


def test_screen_readers_hear_phases_not_seconds_or_repetitions(player: Page) -> None:
    player.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver(() => window.heard.push(document.getElementById('live').textContent))
                .observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });
        }"""
    )
    item = player.evaluate("() => JSON.parse(document.getElementById('bout-data').textContent)")
    first = sum(one["seconds"] for one in item["cues"] if one["item"] == 0)

    press(player, "do=toggle")
    player.clock.run_for((first - 1) * 1000)

    heard = player.evaluate("() => window.heard")
    assert heard[0].startswith("Get ready")
    phases = {one["kind"] for one in item["cues"] if one["item"] == 0}
    assert len(heard) <= 2 * len(phases)
    assert not any(re.fullmatch(r"\d+", words) for words in heard)


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
    assert player.evaluate(FOCUSED, "#hurt-title")


def test_the_space_key_pauses_after_a_tap_on_another_button(player: Page) -> None:
    press(player, "do=toggle")
    press(player, "do=easier")
    name = player.locator("#name").inner_text()

    player.keyboard.press("Space")

    expect(player.locator("#toggle")).to_have_text("Go on")
    expect(player.locator("#name")).to_have_text(name)


def test_the_keys_can_be_turned_off(player: Page) -> None:
    player.locator("#channels summary").click()
    player.locator("label", has=player.locator('[data-channel="keys"]')).click()
    press(player, "do=toggle")

    player.locator("#name").focus()
    player.keyboard.press("h")

    expect(player.locator("#stage")).to_be_visible()


def test_the_whole_way_by_keyboard_alone(new_context: NewContext, address: str) -> None:
    page = begun(new_context, address).new_page()
    page.goto("/bout/run")

    tab_to(page, "#toggle")
    page.keyboard.press("Enter")
    page.keyboard.press("h")
    tab_to(page, '[data-pain="4"]')
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED, "#advice-words")
    tab_to(page, '#hurt [data-do="finish"]')
    page.keyboard.press("Enter")
    tab_to(page, 'input[name="pain"]')
    page.keyboard.press("Space")
    press_on(page, "#save")

    expect(page).to_have_url(re.compile("/today$"))


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


@pytest.mark.parametrize("way", ["skip", "hurts"])
def test_name_and_steps_on_the_screen_are_always_of_the_same_movement(player: Page, way: str) -> None:
    items = player.evaluate("() => JSON.parse(document.getElementById('bout-data').textContent).items")
    press(player, "do=toggle")
    player.clock.run_for(9000)

    press(player, f"do={way}")
    if way == "hurts":
        press(player, "do=leave-out")
        press(player, "do=go-on")

    expect(player.locator("#name")).to_have_text(items[1]["name"])
    expect(player.locator("#steps li")).to_have_text(items[1]["steps"])
    expect(player.locator("#cautions p")).to_have_text(items[1]["cautions"])


def test_a_sharp_pain_leaves_the_movement_out_and_records_it_as_stopped(player: Page) -> None:
    press(player, "do=toggle")
    press(player, "do=hurts")
    press(player, 'sign="sharp"')
    press(player, "do=go-on")
    press(player, "do=finish")

    player.locator("#save").click()

    expect(player).to_have_url(re.compile("/bout/stopped$"))
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


def test_in_an_emergency_the_numbers_show_even_when_the_server_is_away(player: Page, watch: Any) -> None:
    player.route("**/bout/finish", lambda route: route.abort())
    press(player, "do=toggle")
    press(player, "do=hurts")

    press(player, 'sign="chest-or-faint"')

    expect(player.locator("#alarm a.call").first).to_be_visible()
    expect(player.locator("#alarm-words")).to_contain_text("Call the emergency number now")
    expect(player.locator("#finish-problem")).to_contain_text("could not be sent")
    watch.complaints.clear()  # the browser says that the request failed, as it should


def test_dizziness_ends_the_bout_with_its_advice(player: Page) -> None:
    press(player, "do=toggle")
    press(player, "do=hurts")

    press(player, 'sign="dizzy"')

    expect(player.locator("#finish-advice")).to_contain_text("Rest in an easy position")
    expect(player.locator('input[name="sign"][value="dizzy"]')).to_be_checked()
    expect(player.locator("#back")).to_be_hidden()


def test_what_cannot_be_sent_is_kept_and_sent_later_once(player: Page, watch: Any) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    press(player, "do=toggle")
    press(player, "do=finish")
    player.locator("label", has=player.locator('input[name="pain"][value="7"]')).click()
    player.route("**/bout/finish", refuse)
    player.locator("#save").click()
    expect(player.locator("#finish-problem")).to_contain_text("What you filled in is kept here")

    player.reload()
    expect(player.locator('input[name="pain"][value="7"]')).to_be_checked()
    player.unroute("**/bout/finish", refuse)
    player.locator("#save").click()

    expect(player).to_have_url(re.compile("/today$"))
    assert ended(player)["pain"] == 7
    watch.complaints.clear()  # the browser says that the request failed, as it should


def test_voice_says_what_begins_and_is_silent_when_turned_off(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.add_init_script(
        """window.said = [];
        Object.defineProperty(window, 'speechSynthesis', { value: {
            speaking: false, speak: words => window.said.push(words.text), cancel() {}, getVoices: () => [1],
            addEventListener() {} } });
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    )
    page.clock.install(time=BEGUN)
    page.goto("/bout/run")
    page.clock.pause_at("2026-11-21T10:00:00")
    press(page, "do=toggle")
    said = page.evaluate("() => window.said")
    step = page.evaluate("() => JSON.parse(document.getElementById('bout-data').textContent).items[0].steps[0]")

    page.locator("#channels summary").click()
    page.locator("label", has=page.locator('[data-channel="voice"]')).click()
    page.clock.run_for(20_000)

    assert said[0].startswith("Get ready.")
    assert step in said[0]
    assert page.evaluate("() => window.said") == said


def test_a_browser_without_voice_wake_lock_and_vibration_still_leads_through(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.add_init_script(
        """for (const [owner, name] of [[window, 'speechSynthesis'], [window, 'AudioContext'],
                [Navigator.prototype, 'wakeLock'], [Navigator.prototype, 'vibrate']]) {
            Object.defineProperty(owner, name, { value: undefined });
        }
        Object.defineProperty(window, 'localStorage', { get() { throw new Error('not here'); } });"""
    )
    page.goto("/bout/run")

    page.locator("#channels summary").click()
    expect(page.locator("#channel-note")).to_contain_text("has no voice")
    expect(page.locator("#channel-note")).to_contain_text("cannot keep the screen on")
    expect(page.locator("#channel-note")).to_contain_text("does not vibrate")
    press(page, "do=toggle")
    expect(page.locator("#keep-note")).to_contain_text("cannot keep your place")

    expect(page.locator("#toggle")).to_have_text("Pause")


def test_large_text_is_remembered(player: Page) -> None:
    player.locator("#channels summary").click()
    player.locator("label", has=player.locator('[data-channel="large"]')).click()

    player.reload()

    assert player.evaluate("() => document.documentElement.classList.contains('large-text')")
    assert [size for size in NARROW if overflow(player, size) > 0] == []


def test_the_screen_is_kept_on_while_the_bout_runs(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.add_init_script(
        """window.locks = [];
        Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
            window.locks.push('on');
            return { addEventListener(_, f) { this.f = f; },
                async release() { window.locks.push('off'); this.f(); } };
        } } });"""
    )
    page.goto("/bout/run")

    press(page, "do=toggle")
    page.wait_for_function("() => window.locks.join() === 'on'")
    press(page, "do=toggle")

    page.wait_for_function("() => window.locks.join() === 'on,off'")


def test_the_whole_loop_with_scripts_turned_off(new_context: NewContext, address: str) -> None:
    page = begun(new_context, address, java_script_enabled=False).new_page()
    page.goto("/bout/run")
    expect(page.locator(".run-list > li").first).to_be_visible()
    expect(page.locator("#player")).to_be_hidden()

    page.locator("label", has=page.locator('input[value="done"]')).first.click()
    page.locator("label", has=page.locator('input[name="pain"][value="2"]')).click()
    page.locator("#save").click()

    expect(page).to_have_url(re.compile("/today$"))
    assert (len(ended(page)["done"]), ended(page)["pain"]) == (1, 2)
    page.goto("/bout")
    expect(page.locator("h1")).to_have_text("Before you begin")


def test_a_yes_before_the_bout_leads_to_the_check_by_taps(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/run")
    press(page, "do=finish")
    page.locator("#save").click()
    expect(page).to_have_url(re.compile("/today$"))
    page.goto("/bout")

    for name in NO:
        value = "yes" if name == "legs" else "no"
        page.locator("label", has=page.locator(f'input[name="{name}"][value="{value}"]')).click()
    page.locator("button.primary").click()

    expect(page).to_have_url(re.compile(r"/check\?why=bout$"))
    expect(page.get_by_role("status")).to_contain_text("You said yes")


def test_each_part_of_the_player_is_accessible(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/run")

    for step in ("", "do=toggle", "channels", "do=hurts", 'pain="6"', "asks", "do=finish"):
        if step in {"channels", "asks"}:
            page.locator(f"#{step} > summary").click()
        elif step:
            press(page, step)
        assert complaints(page) == [], step
        assert [size for size in NARROW if overflow(page, size) > 0] == [], step
        assert small_targets(page) == [], step


def test_the_pages_around_the_player_are_accessible(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/finish")
    assert complaints(page) == []
    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []
    page.locator("label", has=page.locator('input[value="sharp"]')).click()
    follow(page, page.locator("button.primary"))
    for _ in range(3):  # after a sharp pain; the questions; pain before
        assert complaints(page) == []
        assert [size for size in NARROW if overflow(page, size) > 0] == []
        assert small_targets(page) == []
        if page.url.endswith("/bout/stopped"):
            page.goto("/bout")
            continue
        for name in NO:
            page.locator("label", has=page.locator(f'input[name="{name}"][value="no"]')).click()
        follow(page, page.locator("button.primary"))
        expect(page.locator("h1")).to_have_text("How is the pain now?")
        assert complaints(page) == []
        break
