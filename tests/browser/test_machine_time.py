"""The state machine of the player holds the time, whatever the clock and the person do; each case worked by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.machine_steps import MOST, limits, play, script


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


def test_no_time_passes_while_the_voice_still_says_the_steps(desk: Page) -> None:
    state = play(desk, ("start", 0), ("tick", 7), ("wait", 12), ("wait", 20), ("tick", 21))

    assert (state["cue"]["kind"], state["worked"], state["left"]) == ("move", 8_000, 135_000)  # 7 + 1; 143 - 8


def test_waiting_changes_nothing_while_paused(desk: Page) -> None:
    paused = play(desk, ("start", 0), ("pause", 7))
    waited = play(desk, ("start", 0), ("pause", 7), ("wait", 12))

    assert waited == paused


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


def test_a_clock_that_is_set_forward_takes_nothing_away(desk: Page) -> None:
    state = play(
        desk, ("start", 0), ("tick", 20), ("tick", 86_400 * 366), ("go-on", 86_400 * 366), ("tick", 86_400 * 366 + 1)
    )

    assert (state["status"], state["worked"]) == ("running", 21_000)


def test_a_script_of_plain_cues_still_plays(desk: Page) -> None:
    plain = [{"kind": "breathe", "item": 0, "text": "Heat", "say": "", "seconds": 60}]

    state = play(desk, ("start", 0), ("tick", 59), ("tick", 60), of=plain)

    assert (state["status"], state["done"]) == ("finished", [0])


def test_what_an_older_player_kept_is_gone_on_with(desk: Page) -> None:
    restored = desk.evaluate(
        """async script => {
            const { create, reduce, restore } = await import("/static/machine.js");
            const begun = reduce(create("bout", script, "e"), { type: "start" }, 0);
            const { most, limits, calm, soreSince, rest, asked, seen, ...old } = begun;
            const on = reduce(restore(JSON.stringify(old), "bout"), { type: "go-on" }, 50);
            return reduce(on, { type: "easier" }, 60);
        }""",
        script(),
    )

    assert (restored["status"], restored["worked"]) == ("running", 10)


ANY_ORDER = """async ({ script, more, seeds }) => {
    const m = await import("/static/machine.js");
    const types = ["start", "toggle", "go-on", "pause", "skip", "easier", "harder", "longer", "again", "hurts",
        "back", "tick"];
    const actions = ["carry-on", "ease", "stop-exercise"];
    const wrong = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
        let x = seed * 2654435761 % 4294967296, now = 1e12;
        const random = n => { x = (x * 1664525 + 1013904223) % 4294967296; return Math.floor(x / 4294967296 * n); };
        let state = m.reduce(m.create("bout", script, "e", more), { type: "start" }, now);
        for (let step = 0; step < 60; step += 1) {
            now += random(20) === 0 ? random(2e6) - 1e6 : random(9000);
            const pain = random(11);
            const advice = { action: actions[random(3)], words: "", sign: null, opensCheck: false };
            const kind = random(types.length + 3);
            const event = kind < types.length ? { type: types[kind] } : { type: "judge", advice, pain };
            const before = JSON.stringify(state);
            const next = m.reduce(state, event, now);
            const left = new Set([...next.skipped, ...next.stopped]);
            const most = Math.max(0, ...next.cues.filter(c => c.item === 0).map(c => c.of ?? 0));
            if (JSON.stringify(state) !== before) wrong.push([seed, step, "the state was changed in place"]);
            if (!(m.leftOf(next) >= 0)) wrong.push([seed, step, "less than nothing is left"]);
            if (next.index > next.cues.length) wrong.push([seed, step, "beyond the end"]);
            if (next.worked < state.worked) wrong.push([seed, step, "time was taken away"]);
            if (m.doneItems(next).some(item => left.has(item))) wrong.push([seed, step, "done and left out"]);
            if (most > 8) wrong.push([seed, step, "more than the dose"]);
            if ((next.rest || next.asked) && next.status !== "hurt") wrong.push([seed, step, "went on though held"]);
            if (!m.restore(JSON.stringify(next), "bout")) wrong.push([seed, step, "cannot be restored"]);
            state = next;
        }
    }
    return wrong.slice(0, 5);
}"""


def test_whatever_is_pressed_in_whatever_order_nothing_breaks(desk: Page) -> None:
    more = {"most": MOST, "limits": limits()}

    assert desk.evaluate(ANY_ORDER, {"script": script(), "more": more, "seeds": 500}) == []
