"""A log that did not arrive keeps its day and all that was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.alone import running
from tests.browser.device import NOTHING_WAITS, Device, device_of, queue_of, until
from tests.browser.serving import MORNING
from tests.six_weeks import PERSON

KEEP = """async ({ fields, at }) => {
    const store = await (await import("/static/store.js")).openStore();
    await store.put("draft", { path: "/log", fields, at });
}"""
DRAFT = 'async () => (await (await import("/static/store.js")).openStore()).get("draft")'


def with_draft(device: Device, fields: list[list[str]], at: float) -> Page:
    """Open the log after a form did not arrive."""
    device.open("/offline").evaluate(KEEP, {"fields": fields, "at": at})
    return device.open("/log")


def save(page: Page) -> None:
    page.locator("#view-log").get_by_role("button", name="Save").click()
    expect(page.locator("#view-log .lead")).to_contain_text("Written down")


def test_the_day_and_all_that_was_filled_in_stand_there_again_and_are_saved(device: Device) -> None:
    fields = [
        *(["day", "2026-11-10"], ["pain_now", "8"], ["sleep", "3"], ["minutes_walked", "20"], ["medicine", "yes"]),
        *(["flare", "over"], ["morning_change", "-1"], ["global_change", ""], ["muscle_soreness", "yes"]),
        *(["area", "calf-left"], ["area", "low-back-left"], ["activity.lift-my-child", "3"]),
    ]
    page = with_draft(device, fields, MORNING.timestamp() * 1000)

    expect(page.locator('input[name="ago"]:checked + span')).to_have_text("10 November 2026")
    expect(page.locator("#log-also li")).to_have_text(
        [
            "The flare is over",
            "Pain this morning, next to before your last bout: -1",
            "Only dull, used muscles: yes",
            "It hurts here: calf left",
            "It hurts here: low back left",
            "lift my child: 3 of 10",
        ]
    )
    assert page.evaluate(DRAFT) is not None  # until it is saved
    save(page)

    (entry,) = queue_of(page)
    assert (entry["kind"], entry["day"]) == ("day", "2026-11-10")
    assert entry["body"] == {
        "log": {
            "pain_now": 8,
            "sleep": 3,
            "minutes_walked": 20,
            "medicine": True,
            "flare": False,
            "flare_over": True,
            "morning_change": -1,
            "muscle_soreness": True,
            "areas": ["calf-left", "low-back-left"],
            "activities": {"lift-my-child": 3},
        }
    }
    assert page.evaluate(DRAFT) is None


def test_a_log_without_a_day_is_of_the_day_on_which_it_was_sent(device: Device) -> None:
    day_before = MORNING.timestamp() * 1000 - 24 * 3600 * 1000

    page = with_draft(device, [["pain_now", "2"]], day_before)

    expect(page.locator('input[name="ago"]:checked + span')).to_have_text("Yesterday")
    save(page)
    (entry,) = queue_of(page)
    assert entry["day"] == "2026-11-20"


def test_what_cannot_be_kept_is_said(device: Device) -> None:
    page = with_draft(device, [["pain_now", "2"], ["areas_same", "yes"]], MORNING.timestamp() * 1000)

    expect(page.locator("#log-also li")).to_contain_text("cannot be kept here")


def test_one_may_begin_with_an_empty_page_instead(device: Device) -> None:
    page = with_draft(device, [["day", "2026-11-10"], ["pain_now", "8"]], MORNING.timestamp() * 1000)

    page.get_by_role("button", name="Begin with an empty page").click()

    expect(page.locator('input[name="pain_now"]:checked')).to_have_count(0)
    expect(page.locator('input[name="ago"]:checked + span')).to_have_text("Today")
    assert page.evaluate(DRAFT) is None


@pytest.fixture
def own_device(browser: Browser, six_weeks: Path, tmp_path: Path) -> Iterator[Device]:
    """A device of the test's own: in the end the server knows more."""
    with device_of(browser, six_weeks, tmp_path / "data") as found:
        yield found


def test_a_log_of_an_earlier_day_comes_to_its_day_when_the_server_is_back(own_device: Device) -> None:
    with running(own_device.folder, own_device.port, MORNING):
        page = own_device.visit("/log?day=2026-11-10")
        page.locator('input[name="pain_worst"][value="9"]').check(force=True)
        page.locator("details.where > summary").click()
        page.locator("#area-low-back-left").check(force=True)
        page.locator('input[name="activity.lift-my-child"][value="3"]').check(force=True)
    page.locator("form button.primary").click()
    expect(page.locator('input[name="ago"]:checked + span')).to_have_text("10 November 2026")
    save(page)

    with running(own_device.folder, own_device.port, MORNING):
        page.evaluate("() => dispatchEvent(new Event('online'))")
        until(page, NOTHING_WAITS)

    day = own_device.coach().state(PERSON).diary.days[date(2026, 11, 10)]
    assert (day.pain_worst, day.areas) == (9, ("low-back-left",))
    assert day.activities["lift-my-child"] == 3
