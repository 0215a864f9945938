"""The guided bout in a real browser: the state machine by hand-worked cases, then the player on the page."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewContext
from tests.browser.test_accessibility import NARROW, complaints, overflow, small_targets
from tests.browser.test_walk import FOCUSED, press_on, tab_to
from tests.web.visitor import Visitor

NO = ("bladder-saddle", "legs", "ill", "injury")
BEGUN = "2026-11-21T09:00:00"
RUN = """async ({ script, events }) => {
    const m = await import("/static/machine.js");
    let state = m.create("bout", script, "event");
    for (const [event, now] of events) {
        state = event.type === "reload" ? m.restore(JSON.stringify(state), "bout") : m.reduce(state, event, now);
    }
    const cue = state.cues[state.index] ?? null;
    return { ...state, cue, done: m.doneItems(state), left: m.leftOf(state), phase: m.phaseOf(state) };
}"""
Step = tuple[str | dict[str, Any], int]


def cue(kind: str, seconds: int, item: int | None, repetition: int | None = None, of: int | None = None) -> Any:
    return {
        "kind": kind,
        "seconds": seconds,
        "item": item,
        "text": kind,
        "say": kind,
        "repetition": repetition,
        "of": of,
    }


def script() -> list[Any]:
    """Return a bout of 143 s: 8 + 4 * 5, 10 + 8 + 3 * 6 + 5 + 3 * 6, 8 + 43, 5."""
    return [
        cue("get-ready", 8, 0),
        *(one for n in range(1, 5) for one in (cue("move", 4, 0, n, 4), cue("hold", 1, 0, n, 4))),  # ends at 28
        cue("change-position", 10, 1),
        cue("get-ready", 8, 1),  # ends at 46
        *(cue("move", 6, 1, n, 3) for n in range(1, 4)),  # ends at 64
        cue("switch-side", 5, 1),  # ends at 69
        *(cue("move", 6, 1, n, 3) for n in range(1, 4)),  # ends at 87
        cue("get-ready", 8, 2),  # ends at 95
        cue("breathe", 43, 2),  # ends at 138
        cue("done", 5, None),  # ends at 143
    ]


def advice(action: str, sign: str | None = None) -> dict[str, Any]:
    return {
        "type": "judge",
        "advice": {"action": action, "words": "Words.", "sign": sign, "opensCheck": False},
    }


@pytest.fixture(scope="module")
def desk(watched: NewContext) -> Page:
    """A page of the app from which its modules can be asked for."""
    page = watched().new_page()
    page.goto("/about")
    return page


def play(desk: Page, *steps: Step, of: list[Any] | None = None) -> Any:
    """Return the state after events at seconds of the clock."""
    events = [[{"type": what} if isinstance(what, str) else what, second * 1000] for what, second in steps]
    return desk.evaluate(RUN, {"script": of or script(), "events": events})


def test_a_bout_lasts_exactly_as_long_as_its_script(desk: Page) -> None:
    before = play(desk, ("start", 100), ("tick", 242))
    after = play(desk, ("start", 100), ("tick", 243))

    assert (before["status"], before["cue"]["kind"], before["left"]) == ("running", "done", 1000)
    assert (after["status"], after["worked"], after["left"]) == ("finished", 143_000, 0)
    assert after["done"] == [0, 1, 2]


def test_a_tick_that_comes_late_lands_where_the_wall_clock_is(desk: Page) -> None:
    often = play(desk, ("start", 0), *(("tick", second) for second in range(1, 73)))
    once = play(desk, ("start", 0), ("tick", 72))

    assert (once["index"], once["into"]) == (often["index"], often["into"])
    assert (once["cue"]["repetition"], once["into"]) == (1, 3000)  # 72 - 69, the first on the other side


def test_a_clock_that_is_set_back_takes_nothing_away(desk: Page) -> None:
    state = play(desk, ("start", 1000), ("tick", 1010), ("tick", 500), ("tick", 503))

    assert state["worked"] == 13_000  # 10 + 3


def test_a_device_that_slept_finds_the_bout_paused_where_it_was(desk: Page) -> None:
    state = play(desk, ("start", 0), ("tick", 10), ("tick", 3600))

    assert (state["status"], state["asleep"], state["worked"]) == ("paused", True, 10_000)
    assert state["done"] == []


def test_time_stands_still_while_paused(desk: Page) -> None:
    state = play(desk, ("start", 0), ("pause", 10), ("tick", 500), ("toggle", 1000), ("tick", 1005))

    assert (state["status"], state["worked"], state["left"]) == ("running", 15_000, 128_000)  # 10 + 5; 143 - 15


def test_skip_leaves_the_rest_of_the_movement_out(desk: Page) -> None:
    state = play(desk, ("start", 0), ("skip", 10), ("tick", 10))

    assert (state["cue"]["kind"], state["cue"]["item"], state["into"]) == ("change-position", 1, 0)
    assert (state["skipped"], state["done"], state["left"]) == ([0], [], 115_000)  # 143 - 28


def test_skipping_everything_ends_the_bout_with_nothing_done(desk: Page) -> None:
    state = play(desk, ("start", 0), *(("skip", second) for second in (1, 2, 3, 4)))

    assert (state["status"], state["done"], state["worked"]) == ("finished", [], 4000)


def test_easier_halves_what_is_left_of_the_repetitions(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 9))  # in the first of 4: 3 are left, 1 of them stays

    kept = [(one["repetition"], one["of"]) for one in state["cues"] if one["item"] == 0 and one["kind"] == "move"]
    assert kept == [(1, 2), (2, 2)]
    assert state["left"] == 124_000  # 143 - 9 - 2 * 5


def test_easier_halves_both_sides_and_never_takes_one_away(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 30))  # before the first side: 3 become 1 on each

    kept = [one["repetition"] for one in state["cues"] if one["item"] == 1 and one["kind"] == "move"]
    again = play(desk, ("start", 0), ("easier", 30), ("easier", 30))
    assert kept == [1, 1]
    assert state["left"] == 89_000  # 143 - 30 - 4 * 6
    assert again["left"] == state["left"]


def test_easier_halves_what_is_left_of_a_time(desk: Page) -> None:
    state = play(desk, ("start", 0), ("easier", 98))  # 3 s into 43: 40 left, 20 stay

    assert (state["cue"]["ms"], state["left"]) == (23_000, 25_000)


def test_easier_halves_a_hold_when_no_repetition_is_left(desk: Page) -> None:
    of = [cue("move", 4, 0, 1, 1), cue("hold", 30, 0, 1, 1), cue("done", 5, None)]

    state = play(desk, ("start", 0), ("easier", 14), of=of)

    assert state["left"] == 15_000  # 20 s of the hold become 10, then 5


def test_this_hurts_stops_the_clock_at_once(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), ("tick", 60))

    assert (state["status"], state["worked"], state["hurtItem"]) == ("hurt", 20_000, 0)


def test_carry_on_goes_on_at_the_same_place(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (advice("carry-on"), 25), ("go-on", 30), ("tick", 31))

    assert (state["status"], state["worked"], state["advice"], state["stopped"]) == ("running", 21_000, None, [])


def test_ease_halves_once_however_often_the_pain_is_told(desk: Page) -> None:
    once = play(desk, ("start", 0), ("hurts", 9), (advice("ease"), 10))
    twice = play(desk, ("start", 0), ("hurts", 9), (advice("ease"), 10), (advice("ease"), 11))

    assert once["left"] == twice["left"] == 124_000  # as in the test of easier


def test_leaving_out_counts_as_stopped_and_leads_to_the_next(desk: Page) -> None:
    state = play(desk, ("start", 0), ("hurts", 20), (advice("stop-exercise", "sharp"), 21), ("go-on", 60))

    assert (state["stopped"], state["signs"], state["done"]) == ([0], ["sharp"], [])
    assert (state["cue"]["item"], state["into"], state["status"]) == (1, 0, "running")


def test_leaving_out_twice_takes_one_movement_only(desk: Page) -> None:
    out = advice("stop-exercise")

    state = play(desk, ("start", 0), ("hurts", 20), (out, 21), (out, 22))

    assert (state["stopped"], state["cue"]["item"]) == ([0], 1)


@pytest.mark.parametrize("action", ["stop-bout", "emergency"])
def test_a_hard_stop_ends_the_bout_and_there_is_no_way_back(desk: Page, action: str) -> None:
    state = play(desk, ("start", 0), ("hurts", 50), (advice(action, "dizzy"), 51), ("back", 52), ("go-on", 53))

    assert (state["status"], state["stopped"], state["done"]) == ("finished", [1], [0])
    assert state["signs"] == ["dizzy"]


def test_a_bout_that_was_ended_early_can_be_gone_on_with(desk: Page) -> None:
    state = play(desk, ("start", 0), ("finish", 30), ("back", 40), ("go-on", 50), ("tick", 51))

    assert (state["status"], state["worked"], state["done"]) == ("running", 31_000, [0])


def test_a_reload_resumes_paused_at_the_same_place(desk: Page) -> None:
    state = play(desk, ("start", 0), ("tick", 20), ("reload", 0), ("tick", 900))
    on = play(desk, ("start", 0), ("tick", 20), ("reload", 0), ("go-on", 900), ("tick", 901))

    assert (state["status"], state["worked"], state["event"]) == ("paused", 20_000, "event")
    assert (on["status"], on["worked"]) == ("running", 21_000)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"version": 0}', '{"version": 1, "bout": "other"}'])
def test_what_cannot_be_read_begins_anew(desk: Page, text: str | None) -> None:
    restored = desk.evaluate("async t => (await import('/static/machine.js')).restore(t, 'bout')", text)

    assert restored is None


def test_a_phase_lasts_over_the_repetitions(desk: Page) -> None:
    phases = [play(desk, ("start", 0), ("tick", second))["phase"] for second in (1, 9, 12, 27, 29, 50, 60, 66, 70)]

    assert len(set(phases)) == 6  # ready 1, work 9 to 27, change 29, one side 50 and 60, switch 66, other side 70


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
    press(player, "do=go-on")
    expect(player.locator("#toggle")).to_have_text("Pause")
    expect(player.locator("#place")).to_contain_text("Movement 2" if is_out else "Movement 1")


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
    expect(page.locator("#channel-note")).to_contain_text("cannot be kept on")
    press(page, "do=toggle")

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

    for step in ("", "do=toggle", "do=hurts", 'pain="6"', "do=finish"):
        if step:
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
    page.locator("button.primary").click()
    for _ in range(3):  # after a sharp pain; the questions; pain before
        assert complaints(page) == []
        assert [size for size in NARROW if overflow(page, size) > 0] == []
        assert small_targets(page) == []
        if page.url.endswith("/bout/stopped"):
            page.goto("/bout")
            continue
        for name in NO:
            page.locator("label", has=page.locator(f'input[name="{name}"][value="no"]')).click()
        page.locator("button.primary").click()
        expect(page.locator("h1")).to_have_text("How is the pain now?")
        assert complaints(page) == []
        break
