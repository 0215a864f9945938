"""The state machine of the player, played without a page: what happens, and after how many seconds."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.cues import cue

RUN = """async ({ script, events, more }) => {
    const m = await import("/static/machine.js");
    let state = m.create("bout", script, "event", more);
    for (const [event, now] of events) {
        state = event.type === "reload" ? m.restore(JSON.stringify(state), "bout") : m.reduce(state, event, now);
    }
    const cue = state.cues[state.index] ?? null;
    return { ...state, cue, done: m.doneItems(state), left: m.leftOf(state), phase: m.phaseOf(state),
        canHarder: m.canBe(state, "harder"), canLonger: m.canBe(state, "longer") };
}"""
Step = tuple[str | dict[str, Any], int]


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


def pain(number: int, start: int = 3) -> dict[str, Any]:
    """Return a pain that is told, with what its zone calls for in a bout that began below 5."""
    rise = number - start
    action = "stop-exercise" if number >= 6 or rise >= 3 else "ease" if number >= 4 or rise >= 2 else "carry-on"
    return {**advice(action), "pain": number}


def limits(start: int = 3) -> dict[str, Any]:
    """Return the limits of pain: 5 minutes of rest, 15 of pain above mild."""
    late = {"action": "stop-bout", "words": "Stop for today.", "sign": "lasts-15-minutes", "opensCheck": False}
    return {
        "start": start,
        "mild_from": 4,
        "red_from": 6,
        "rest_s": 300,
        "long_s": 900,
        "late": late,
        "enough": "Enough.",
        "settled": "Go on gently.",
    }


def most(repetitions: int | None = None, hold_s: int | None = None, duration_s: int | None = None) -> dict[str, Any]:
    """Return how far a dose may go, by steps of 2 repetitions, 5 s of a hold and 60 s of a time."""
    steps = {"repetitions_step": 2, "hold_step_s": 5, "duration_step_s": 60}
    return {"repetitions": repetitions, "hold_s": hold_s, "duration_s": duration_s, **steps}


MOST = [most(8, 1), most(4), most(None, None, 100)]
"""Of the bout below: 4 repetitions may become 8, 3 on each side 4, 43 s may become 100."""


def play(desk: Page, *steps: Step, of: list[Any] | None = None, **more: Any) -> Any:
    """Return the state after events at seconds of the clock."""
    events = [[{"type": what} if isinstance(what, str) else what, second * 1000] for what, second in steps]
    return desk.evaluate(RUN, {"script": of or script(), "events": events, "more": more})


def repetitions(state: Any, item: int, kind: str = "move") -> list[tuple[int, int]]:
    return [(one["repetition"], one["of"]) for one in state["cues"] if one["item"] == item and one["kind"] == kind]
