"""What a bout sounds and feels like in a real browser: voice, tones, pulses, the screen, the lock screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.cues import CHANNELS, VOICES, breathing
from tests.browser.player_steps import data_of, open_player, press, switch


def test_voice_says_what_begins_and_is_silent_when_turned_off(ready: BrowserContext) -> None:
    page = open_player(ready, script=VOICES)
    press(page, "do=toggle")
    said = [one["text"] for one in page.evaluate("() => window.said")]
    step = data_of(page)["items"][0]["steps"][0]

    page.locator("#channels summary").click()
    switch(page, "voice")
    page.clock.run_for(20_000)

    assert said[0].startswith("Get ready.")
    assert step in said[0]
    assert [one["text"] for one in page.evaluate("() => window.said")] == said


def test_the_first_repetition_waits_until_the_voice_has_said_the_steps(ready: BrowserContext) -> None:
    page = open_player(
        ready, script=VOICES.replace("speaking: false", "get speaking() { return window.isSpeaking === true; }")
    )
    page.evaluate("() => { window.isSpeaking = true; }")
    press(page, "do=toggle")
    page.clock.run_for(20_000)
    expect(page.locator("#cue")).to_have_text("Get ready")

    page.evaluate("() => { window.isSpeaking = false; }")
    page.clock.run_for(3_000)

    expect(page.locator("#cue")).not_to_have_text("Get ready")


def test_a_voice_that_never_tells_its_end_holds_nothing_up(ready: BrowserContext) -> None:
    page = open_player(ready, script=VOICES.replace("speaking: false", "speaking: true"))
    press(page, "do=toggle")

    page.clock.run_for(60_000)

    expect(page.locator("#cue")).not_to_have_text("Get ready")


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


def test_a_person_picks_voice_and_rate_and_they_are_kept(ready: BrowserContext) -> None:
    page = open_player(ready, script=VOICES)
    page.locator("#channels summary").click()
    expect(page.locator("#voice-name option")).to_have_text(
        ["The usual voice of this device", "Ada", "Far (needs the internet)"]
    )

    page.locator("#voice-name").select_option("Ada")
    page.locator("#voice-rate").fill("0.8")
    expect(page.locator("#voice-rate-now")).to_have_text("80 %")
    page.reload()
    page.locator("#channels summary").click()
    page.locator('[data-test="voice"]').click()

    (said,) = page.evaluate("() => window.said")
    assert (said["rate"], said["voice"]) == (0.8, "Ada")


def test_each_channel_can_be_tried(ready: BrowserContext) -> None:
    page = open_player(ready, script=VOICES + CHANNELS)
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
    page = open_player(ready, script=VOICES + CHANNELS)
    page.locator("#channels summary").click()
    switch(page, off)

    press(page, "do=toggle")

    heard = page.evaluate("() => ({ voice: said.length, tone: tones, vibration: pulses.length })")
    assert {name for name, count in heard.items() if count == 0} == {off}


def test_a_breath_is_heard_and_felt_and_spoken_only_at_first(ready: BrowserContext) -> None:
    page = open_player(ready, breathing, VOICES + CHANNELS)
    press(page, "do=toggle")
    page.clock.run_for(8400)
    before = page.evaluate("() => [tones, pulses.length]")

    page.clock.run_for(60_000)  # 6 breaths

    tones, pulses = page.evaluate("() => [tones, pulses.length]")
    said = [one["text"] for one in page.evaluate("() => window.said")]
    assert (tones - before[0], pulses - before[1]) == (12, 12)
    assert (said.count("Breathe out"), said.count("Breathe in")) == (3, 2)  # the first one begins with the cue


def test_a_voice_that_is_refused_is_told(ready: BrowserContext) -> None:
    refusing = VOICES.replace(
        "speak: words =>", "speak: words => words.onerror({ error: 'not-allowed' }), was: words =>"
    )
    page = open_player(ready, script=refusing)

    press(page, "do=toggle")
    page.locator("#channels summary").click()

    expect(page.locator("#channel-note")).to_contain_text("The voice could not speak.")


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


def test_a_screen_lock_that_is_refused_is_told(ready: BrowserContext) -> None:
    page = open_player(
        ready,
        script="""Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
            throw new DOMException('no', 'NotAllowedError'); } } });""",
    )

    press(page, "do=toggle")
    page.locator("#channels summary").click()

    expect(page.locator("#channel-note")).to_contain_text("did not let the screen stay on")
    expect(page.locator("#channel-note")).to_contain_text("in the settings of your device")


REMOTE = """
window.buttons = {};
MediaSession.prototype.setActionHandler = (name, act) => { window.buttons[name] = act; };
HTMLMediaElement.prototype.play = async function () { window.playing = this.src; };
HTMLMediaElement.prototype.pause = function () { window.playing = null; };
"""


def test_the_buttons_of_the_lock_screen_lead_the_bout(ready: BrowserContext) -> None:
    page = open_player(ready, script=REMOTE)
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
    page = open_player(ready, script=REMOTE)
    page.locator("#channels summary").click()
    switch(page, "lock")

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
