"""Scripts of a test's own, in the place of that of the bout, and stubs of what a device can do."""

from __future__ import annotations

from typing import Any

from tests.browser.player_steps import Change


def cue(
    kind: str,
    seconds: int,
    item: int | None,
    repetition: int | None = None,
    of: int | None = None,
    side: int | None = None,
) -> dict[str, Any]:
    """Return a cue that says what it is."""
    return {
        "kind": kind,
        "seconds": seconds,
        "item": item,
        "text": kind,
        "say": kind,
        "repetition": repetition,
        "of": of,
        "side": side,
    }


def with_cues(*cues: dict[str, Any]) -> Change:
    """Return what puts other cues in the place of the script."""

    def change(data: dict[str, Any]) -> None:
        data["cues"] = list(cues)

    return change


def breathing(data: dict[str, Any]) -> None:
    """Make the first movement one of breathing: 4 s in, 6 s out, for long."""
    data["items"][0]["breath"] = {"in_s": 4, "out_s": 6}
    data["cues"] = [cue("get-ready", 8, 0), cue("breathe", 1200, 0), cue("done", 5, None)]


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
CHANNELS = """
window.tones = 0; window.pulses = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };
Navigator.prototype.vibrate = pattern => { window.pulses.push(pattern); return true; };
"""
