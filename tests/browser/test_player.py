"""What the player does besides leading from cue to cue: pain, channels, breath, figures, a lost page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewContext
from tests.browser.looks import NARROW, complaints, overflow, small_targets
from tests.browser.test_bout import BEGUN, begun, ended, press

PATIENCE_MS = 8000
STARTED = "2026-11-21T10:00:00"
DATA = "() => JSON.parse(document.getElementById('bout-data').textContent)"
IN_PAGE = re.compile(r'(?s)(id="bout-data">)(.*?)(</script>)')
Change = Callable[[dict[str, Any]], None]


def opened(context: BrowserContext, change: Change | None = None, script: str = "") -> Page:
    """Return the player with a clock that stands, over data that may be changed."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if script:
        page.add_init_script(script)
    if change is not None:

        def changed(route: Route) -> None:
            response = route.fetch()
            before, data, after = IN_PAGE.split(response.text())[1:4]
            found = json.loads(data)
            change(found)
            text = json.dumps(found).replace("</", "<\\/")
            route.fulfill(response=response, body=IN_PAGE.sub(lambda _: before + text + after, response.text()))

        page.route("**/bout/run", changed)
    page.clock.install(time=BEGUN)
    page.goto("/bout/run")
    page.unroute("**/bout/run")
    page.clock.pause_at(STARTED)
    expect(page.locator("#stage")).to_be_visible()
    return page


@pytest.fixture
def ready(new_context: NewContext, address: str) -> BrowserContext:
    """The browser of someone whose bout runs; pain before it was 3."""
    return begun(new_context, address, reduced_motion="no-preference")


def cue(kind: str, seconds: int, item: int | None, **more: Any) -> dict[str, Any]:
    text = {"kind": kind, "seconds": seconds, "item": item, "text": kind, "say": f"Say {kind}."}
    return {"repetition": None, "of": None, "side": None, **text, **more}


def with_cues(*cues: dict[str, Any]) -> Change:
    """Return what puts other cues in the place of the script."""

    def change(data: dict[str, Any]) -> None:
        data["cues"] = list(cues)

    return change


def breathing(data: dict[str, Any]) -> None:
    """Make the first movement one of breathing: 4 s in, 6 s out."""
    data["items"][0]["breath"] = {"in_s": 4, "out_s": 6}
    data["cues"] = [cue("get-ready", 8, 0), cue("breathe", 120, 0), cue("done", 5, None)]


def on_both_sides(data: dict[str, Any]) -> None:
    """Make the first movement one for both sides, each held for 20 s."""
    sides = [cue("hold", 20, 0, repetition=1, of=1, side=side) for side in (1, 2)]
    data["cues"] = [
        cue("get-ready", 8, 0),
        sides[0],
        cue("switch-side", 5, 0, side=2),
        sides[1],
        cue("done", 5, None),
    ]


def test_from_one_tap_to_the_end_without_touching(ready: BrowserContext) -> None:
    page = opened(ready)
    kinds = [one["kind"] for one in page.evaluate(DATA)["cues"]]
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
    page = opened(ready)
    total = sum(one["seconds"] for one in page.evaluate(DATA)["cues"])
    press(page, "do=toggle")

    page.clock.fast_forward(60_000)
    page.clock.fast_forward(60_000)

    minutes, seconds = divmod(total - 120, 60)
    expect(page.locator("#left")).to_have_text(f"{minutes}:{seconds:02}")


def test_the_next_movement_is_named_before_it_comes(ready: BrowserContext) -> None:
    page = opened(ready)
    data = page.evaluate(DATA)
    at = next(index for index, one in enumerate(data["cues"]) if one["kind"] == "next")
    press(page, "do=toggle")

    page.clock.run_for(sum(one["seconds"] for one in data["cues"][:at]) * 1000 + 500)

    expect(page.locator("#cue")).to_have_text("Next")
    expect(page.locator("#name")).to_have_text(data["items"][1]["name"])
    expect(page.locator("#live")).to_contain_text(f"Next: {data['items'][1]['name']}")


def test_a_screen_reader_hears_each_phase_once(ready: BrowserContext) -> None:
    rep = {"repetition": 1, "of": 2}, {"repetition": 2, "of": 2}
    page = opened(
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


def test_harder_and_longer_change_what_is_left_at_once(ready: BrowserContext) -> None:
    def change(data: dict[str, Any]) -> None:
        data["cues"] = [cue("get-ready", 8, 0), *(cue("move", 4, 0, repetition=n, of=2) for n in (1, 2))]
        data["most"][0] |= {"repetitions": 3, "repetitions_step": 1, "hold_s": None, "duration_s": None}

    page = opened(ready, change)
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
    page = opened(begun(new_context, address), lambda data: data["limits"].update(start=4))
    press(page, "do=toggle")

    page.clock.run_for(9000)

    expect(page.locator("#do-harder")).to_have_attribute("aria-disabled", "true")


def test_a_red_pain_rests_5_minutes_and_asks_again(ready: BrowserContext) -> None:
    page = opened(ready)
    press(page, "do=toggle")
    page.clock.run_for(9000)
    press(page, "do=hurts")
    press(page, 'pain="7"')

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
    page = opened(ready)
    press(page, "do=toggle")
    press(page, "do=hurts")
    press(page, 'pain="8"')
    page.clock.fast_forward(301_000)

    press(page, 'pain="6"')

    expect(page.locator("#finish-advice")).to_contain_text("That is enough for today.")
    expect(page.locator("#back")).to_be_hidden()
    page.locator("#save").click()
    expect(page).to_have_url(re.compile("/today$"))
    assert len(ended(page)["stopped"]) == 1


def test_a_page_that_is_closed_in_the_rest_goes_on_resting(ready: BrowserContext) -> None:
    page = opened(ready)
    press(page, "do=toggle")
    press(page, "do=hurts")
    press(page, 'pain="7"')
    page.clock.run_for(60_000)

    page.reload()
    page.clock.run_for(500)

    expect(page.locator("#rest-timer")).to_have_text("4:00")
    expect(page.locator("#go-on")).to_be_hidden()


def test_pain_of_4_is_asked_again_after_15_minutes_and_then_ends_the_bout(ready: BrowserContext) -> None:
    long = with_cues(cue("get-ready", 8, 0), cue("breathe", 3000, 0), cue("done", 5, None))
    page = opened(ready, long)
    press(page, "do=toggle")
    press(page, "do=hurts")
    press(page, 'pain="4"')
    press(page, "do=go-on")
    for _ in range(7):
        page.clock.fast_forward(120_000)
    expect(page.locator("#sore")).to_have_text("Pain of 4 or more for 14 min. We ask again at 15 min.")

    page.clock.fast_forward(61_000)

    expect(page.locator("#hurt-title")).to_have_text("It hurt 15 minutes ago. How is it now?")
    expect(page.locator("#go-on")).to_be_hidden()
    press(page, 'pain="4"')
    expect(page.locator("#finish-advice")).to_contain_text("No more exercise today")
    page.locator("#save").click()
    expect(page.locator("h1")).to_have_text("No more exercise today")
    assert ended(page)["signs"] == ["lasts-15-minutes"]


def test_pain_that_settled_within_15_minutes_goes_on(ready: BrowserContext) -> None:
    page = opened(ready)
    press(page, "do=toggle")
    press(page, "do=hurts")
    press(page, 'pain="4"')
    press(page, "do=go-on")
    press(page, "do=toggle")
    page.clock.fast_forward(901_000)

    press(page, 'pain="3"')
    press(page, "do=go-on")

    expect(page.locator("#toggle")).to_have_text("Pause")
    expect(page.locator("#sore")).to_be_hidden()


def test_the_pacer_leads_the_breath_and_the_circle_grows(ready: BrowserContext) -> None:
    page = opened(ready, breathing)
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
    page = opened(begun(new_context, address, reduced_motion="reduce"), breathing)
    lung = page.locator("#pacer .pacer-lung")
    press(page, "do=toggle")

    page.clock.run_for(8400)
    before = lung.get_attribute("r"), page.locator("#pacer .pacer-count").inner_text()
    page.clock.run_for(2000)
    after = lung.get_attribute("r"), page.locator("#pacer .pacer-count").inner_text()

    assert (before[0], before[1], after[1]) == (after[0], "4", "2")
    assert page.locator("#picture svg").count() == 0


def test_the_figure_moves_with_the_cue_and_stands_while_paused(ready: BrowserContext) -> None:
    page = opened(
        ready,
        with_cues(*(cue(k, s, 0, repetition=n, of=2) for n in (1, 2) for k, s in (("move", 10), ("hold", 10)))),
    )
    page.wait_for_load_state("networkidle")
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
    page = opened(ready, on_both_sides)
    press(page, "do=toggle")
    page.clock.run_for(9000)
    expect(page.locator("#picture")).not_to_have_class(re.compile("mirrored"))
    alt = page.locator("#picture-img").get_attribute("alt") or ""

    page.clock.run_for(20_000)

    expect(page.locator("#picture")).to_have_class(re.compile("mirrored"))
    other = page.locator("#picture-img").get_attribute("alt") or ""
    assert re.sub("left|right", "", other) == re.sub("left|right", "", alt)
    assert other.count("left") == alt.count("right")


VOICES = """
window.said = [];
Object.defineProperty(window, 'speechSynthesis', { value: {
    speaking: false,
    speak: words => window.said.push({ text: words.text, rate: words.rate, voice: words.voice?.name }),
    cancel() {}, addEventListener() {},
    getVoices: () => [{ name: 'Ada', lang: 'en-GB', localService: true }, { name: 'Far', lang: 'en_US' },
        { name: 'Elle', lang: 'fr-FR', localService: true }],
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_a_person_picks_voice_and_rate_and_they_are_kept(ready: BrowserContext) -> None:
    page = opened(ready, script=VOICES)
    page.locator("#channels summary").click()
    assert page.locator("#voice-name option").all_inner_texts() == [
        "The usual voice of this device",
        "Ada",
        "Far (needs the internet)",
    ]

    page.locator("#voice-name").select_option("Ada")
    page.locator("#voice-rate").fill("0.8")
    expect(page.locator("#voice-rate-now")).to_have_text("80 %")
    page.reload()
    page.locator("#channels summary").click()
    page.locator('[data-test="voice"]').click()

    (said,) = page.evaluate("() => window.said")
    assert (said["rate"], said["voice"]) == (0.8, "Ada")


CHANNELS = """
window.tones = 0; window.pulses = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };
Navigator.prototype.vibrate = pattern => { window.pulses.push(pattern); return true; };
"""


def test_each_channel_can_be_tried(ready: BrowserContext) -> None:
    page = opened(ready, script=VOICES + CHANNELS)
    page.locator("#channels summary").click()

    for name, words in (("voice", "hear a sentence"), ("tone", "hear a short tone"), ("vibration", "feel 2 pulses")):
        page.locator(f'[data-test="{name}"]').click()
        expect(page.locator("#test-note")).to_contain_text(words)
    page.locator('[data-test="large"]').click()
    assert page.evaluate("() => document.documentElement.classList.contains('large-text')")
    page.clock.run_for(5000)

    assert not page.evaluate("() => document.documentElement.classList.contains('large-text')")
    assert (len(page.evaluate("() => window.said")), page.evaluate("() => window.tones")) == (1, 1)
    assert len(page.evaluate("() => window.pulses")) == 1


@pytest.mark.parametrize("off", ["voice", "tone", "vibration"])
def test_each_channel_is_turned_off_by_itself(ready: BrowserContext, off: str) -> None:
    page = opened(ready, script=VOICES + CHANNELS)
    page.locator("#channels summary").click()
    page.locator("label", has=page.locator(f'[data-channel="{off}"]')).click()

    press(page, "do=toggle")

    heard = page.evaluate("() => ({ voice: said.length, tone: tones, vibration: pulses.length })")
    assert {name for name, count in heard.items() if count == 0} == {off}


def test_a_breath_is_heard_and_felt_and_spoken_only_at_first(ready: BrowserContext) -> None:
    page = opened(ready, breathing, VOICES + CHANNELS)
    press(page, "do=toggle")
    page.clock.run_for(8400)
    before = page.evaluate("() => [tones, pulses.length]")

    page.clock.run_for(60_000)  # 6 breaths

    tones, pulses = page.evaluate("() => [tones, pulses.length]")
    said = [one["text"] for one in page.evaluate("() => window.said")]
    assert (tones - before[0], pulses - before[1]) == (12, 12)
    assert (said.count("Breathe out"), said.count("Breathe in")) == (3, 2)  # the first one begins with the cue


def test_a_screen_lock_that_is_refused_is_told(ready: BrowserContext) -> None:
    page = opened(
        ready,
        script="""Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
            throw new DOMException('no', 'NotAllowedError'); } } });""",
    )

    press(page, "do=toggle")
    page.locator("#channels summary").click()

    expect(page.locator("#channel-note")).to_contain_text("did not let the screen stay on")
    expect(page.locator("#channel-note")).to_contain_text("in the settings of your device")


def test_a_voice_that_is_refused_is_told(ready: BrowserContext) -> None:
    refusing = VOICES.replace(
        "speak: words =>", "speak: words => words.onerror({ error: 'not-allowed' }), was: words =>"
    )
    page = opened(ready, script=refusing)

    press(page, "do=toggle")
    page.locator("#channels summary").click()

    expect(page.locator("#channel-note")).to_contain_text("The voice could not speak.")


def test_a_full_memory_is_told_and_the_bout_goes_on(ready: BrowserContext) -> None:
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    page = opened(ready, script=full)

    press(page, "do=toggle")
    page.clock.run_for(3000)

    expect(page.locator("#keep-note")).to_contain_text("its memory is full")
    expect(page.locator("#timer")).to_have_text("5")


REMOTE = """
window.buttons = {};
MediaSession.prototype.setActionHandler = (name, act) => { window.buttons[name] = act; };
HTMLMediaElement.prototype.play = async function () { window.playing = this.src; };
HTMLMediaElement.prototype.pause = function () { window.playing = null; };
"""


def test_the_buttons_of_the_lock_screen_lead_the_bout(ready: BrowserContext) -> None:
    page = opened(ready, script=REMOTE)
    name = page.locator("#name").inner_text()

    page.evaluate("() => buttons.play()")
    expect(page.locator("#toggle")).to_have_text("Pause")
    page.evaluate("() => buttons.pause()")
    expect(page.locator("#toggle")).to_have_text("Go on")
    page.evaluate("() => buttons.play()")
    page.clock.run_for(12_000)
    page.evaluate("() => buttons.previoustrack()")
    expect(page.locator("#count")).to_contain_text("1 of")
    shown = page.evaluate("() => [navigator.mediaSession.metadata.title, navigator.mediaSession.playbackState]")
    page.evaluate("() => buttons.nexttrack()")

    expect(page.locator("#name")).not_to_have_text(name)
    assert shown == [name, "playing"]
    assert page.evaluate("() => window.playing ?? null") is None  # no sound of its own unless it is wanted


def test_a_silence_is_played_only_for_who_wants_the_buttons(ready: BrowserContext) -> None:
    page = opened(ready, script=REMOTE)
    page.locator("#channels summary").click()
    page.locator("label", has=page.locator('[data-channel="lock"]')).click()

    press(page, "do=toggle")
    page.wait_for_function("() => window.playing?.endsWith('/static/silence.wav')")
    press(page, "do=toggle")

    page.wait_for_function("() => window.playing === null")


def test_the_silence_may_really_be_played(ready: BrowserContext) -> None:
    page = ready.new_page()
    page.goto("/bout/run")

    length = page.evaluate(
        """() => new Promise(done => {
            const audio = new Audio('/static/silence.wav');
            audio.onloadedmetadata = () => done(audio.duration);
            audio.onerror = () => done(audio.error.message);
        })"""
    )

    assert length == 6  # shorter than 5 s, and browsers show no buttons


def test_the_keys_make_it_harder_longer_and_begin_a_set_again(ready: BrowserContext) -> None:
    page = opened(ready)
    page.keyboard.press("Space")
    page.keyboard.press("t")
    expect(page.locator("#timer")).to_have_text("23")
    page.clock.run_for(4000)

    page.keyboard.press("b")
    expect(page.locator("#timer")).to_have_text("23")
    page.keyboard.press("m")

    expect(page.locator("#live")).to_have_text(re.compile("A little more|as far as it goes"))


def test_the_map_of_the_keys_goes_with_the_keys(ready: BrowserContext) -> None:
    page = opened(ready)
    page.locator("#channels summary").click()
    expect(page.locator("#keys")).to_contain_text("this set again")

    page.locator("label", has=page.locator('[data-channel="keys"]')).click()

    expect(page.locator("#keys")).to_be_hidden()
    page.locator("#name").focus()
    for key in ("Space", "n", "e", "m", "t", "b", "h"):
        page.keyboard.press(key)
    expect(page.locator("#toggle")).to_have_text("Start")


def test_a_clock_that_is_set_back_while_the_bout_runs_changes_nothing(ready: BrowserContext) -> None:
    page = opened(ready)
    press(page, "do=toggle")
    page.clock.run_for(3000)

    page.clock.set_system_time("2025-01-01T00:00:00")
    page.clock.run_for(2400)  # what had passed since the last tick, a fifth of a second, is not known

    expect(page.locator("#timer")).to_have_text("3")
    expect(page.locator("#toggle")).to_have_text("Pause")


def test_each_new_part_is_accessible_in_the_dark_too(new_context: NewContext, address: str) -> None:
    page = opened(begun(new_context, address, color_scheme="dark"), breathing)
    press(page, "do=toggle")
    page.clock.run_for(9000)
    page.clock.resume()  # what looks at the page waits by its clock

    for step in ("paced", "resting", "asked"):
        if step == "resting":
            press(page, "do=hurts")
            press(page, 'pain="7"')
        elif step == "asked":
            page.clock.fast_forward(301_000)
        assert complaints(page) == [], step
        assert [size for size in NARROW if overflow(page, size) > 0] == [], step
        assert small_targets(page) == [], step
