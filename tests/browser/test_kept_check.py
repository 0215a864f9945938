"""A check that is left half-way on the device, and what was done here, until the server has heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from loosen.domain.basics import Disposition
from tests.browser.alone import running
from tests.browser.device import (
    NOTHING_WAITS,
    Device,
    answer_screen,
    device_of,
    next_screen,
    queue_of,
    tell_pain,
    until,
)
from tests.browser.serving import MORNING
from tests.six_weeks import PERSON

MOST_SCREENS = 20
BLOOD = '#view-check input[name="blood-in-urine"]'
SAID = {
    "age.exact": "44",
    "sex": "female",
    "days-since-start": "1",
    "pain-now": "3",
    "site": "low-back",
    "pregnant": "no",
}
SYNC = """async ({ queue, check, week }) => {
    const { bringUpToDate } = await import("/static/keep.js");
    const names = new Map([["here", { days: {}, mustCheck: true, checked: {} }], ["tag", null], ["check", check]]);
    const [get, put] = [async (name) => names.get(name) ?? null, async (name, value) => { names.set(name, value); }];
    const store = { get, put, queue: async () => queue, settle: async () => {} };
    const asked = globalThis.fetch;
    const body = JSON.stringify({ who: "w", figures: [], ...week });
    globalThis.fetch = async () => new Response(body, { headers: { ETag: "x" } });
    try { await bringUpToDate(store, "w"); } finally { globalThis.fetch = asked; }
    return { here: names.get("here"), check: names.get("check") };
}"""
FINISHED = {"days": [{}], "holds_until": "2026-12-05"}
BEGUN_HERE = {"trail": [{}], "asked": "", "isSent": False, "beside": "2026-12-03"}


def fill_in(page: Page) -> None:
    """Answer what has to be answered on a screen of the check; nothing is ticked."""
    for name, value in SAID.items():
        typed = page.locator(f'#view-check input[name="{name}"]:not([type="radio"])')
        chosen = page.locator(f'#view-check input[name="{name}"][value="{value}"]')
        if typed.count() and typed.is_visible():
            typed.fill(value)
        elif chosen.count():
            chosen.first.check(force=True)


def say_blood_in_urine(page: Page) -> None:
    """Go through the check up to that question, say yes, and go on to the next screen."""
    for _ in range(MOST_SCREENS):
        if page.locator(BLOOD).count():
            break
        fill_in(page)
        next_screen(page)
    page.locator(BLOOD).check(force=True)
    next_screen(page)
    expect(page.locator("#ask-title")).to_be_visible()  # the check goes on


def test_what_was_answered_before_a_check_was_left_is_in_the_queue(device: Device) -> None:
    page = device.open("/offline#hurts")

    say_blood_in_urine(page)

    (entry,) = queue_of(page)  # one, however many screens there were
    assert entry["kind"] == "checked"
    assert entry["body"]["facts"]["blood-in-urine"] is True  # type: ignore[index]
    page = device.open("/today")
    expect(page.locator("#view-today .lead")).to_have_text("Please go through the safety check again first.")


@pytest.fixture
def own_device(browser: Browser, six_weeks: Path, tmp_path: Path) -> Iterator[Device]:
    """A device of the test's own: in the end the server knows more."""
    with device_of(browser, six_weeks, tmp_path / "data") as found:
        yield found


def test_a_check_that_was_left_reaches_the_server_and_may_be_finished_after_that(own_device: Device) -> None:
    page = own_device.open("/offline#hurts")
    say_blood_in_urine(page)

    with running(own_device.folder, own_device.port, MORNING):
        page.evaluate("() => dispatchEvent(new Event('online'))")
        until(page, NOTHING_WAITS)
        coach = own_device.coach()
        half = coach.state(PERSON)
        assert coach.outcome(half).disposition is Disposition.SAME_DAY
        assert coach.next_screen(half) is not None
        for _ in range(MOST_SCREENS):
            if page.locator("#outcome-title").count():
                break
            fill_in(page)
            next_screen(page)
        page.evaluate("() => dispatchEvent(new Event('online'))")
        until(page, NOTHING_WAITS)

    state = own_device.coach().state(PERSON)
    assert own_device.coach().next_screen(state) is None
    assert own_device.coach().outcome(state).disposition is Disposition.SAME_DAY


@pytest.mark.parametrize(
    ("queue", "check", "week", "here"),
    [
        ([], None, FINISHED, None),
        (
            [{"id": "a", "who": "w", "refused": "A newer one counts."}],
            None,
            FINISHED,
            None,
        ),  # the server has heard it
        ([], BEGUN_HERE, {**FINISHED, "holds_until": "2026-12-03"}, {"days": {}, "mustCheck": True}),
        ([], {**BEGUN_HERE, "isSent": True}, {**FINISHED, "holds_until": "2026-12-03"}, None),
        ([], BEGUN_HERE, FINISHED, None),  # another check was finished on the server
    ],
)
def test_new_days_from_the_server_let_go_of_all_but_a_check_that_was_begun_here(
    desk: Page, queue: list[Any], check: Any, week: Any, here: Any
) -> None:
    found = desk.evaluate(SYNC, {"queue": queue, "check": check, "week": week})

    assert found["here"] == here


def test_a_check_done_here_counts_on_after_the_pain_was_told(device: Device) -> None:
    page = device.open("/offline")
    page.evaluate(
        """async () => {
            const store = await (await import("/static/store.js")).openStore();
            const week = await store.get("week");
            window.before = week;
            await store.put("week", { ...week, holds_until: "2026-11-21T08:00:00Z" }); // an hour ago
            await store.put("here", { days: {}, mustCheck: false, checked: { "pain-now": 2 } });
            location.hash = "#today";
        }"""
    )
    answer_screen(page)
    tell_pain(page, 2)

    page.get_by_role("button", name="Begin").click()

    expect(page.locator("#toggle")).to_be_visible()
    expect(page.locator("#finish")).to_be_hidden()
    here = page.evaluate(
        """async () => {
            const store = await (await import("/static/store.js")).openStore();
            const here = await store.get("here");
            await store.put("week", window.before);
            return here;
        }"""
    )
    assert here["checked"] == {"pain-now": 2}
    assert here["days"]["2026-11-21"]["pains"] == [2]
