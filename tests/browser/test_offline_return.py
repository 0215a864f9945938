"""The server comes back: what was done is sent once, and nobody sees what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.alone import running
from tests.browser.device import NOTHING_WAITS, Device, device_of, do_bout, queue_of, until, wait_for_week
from tests.browser.serving import MORNING
from tests.browser.ways import PATIENCE_S
from tests.six_weeks import PERSON, TODAY, TOKEN


@pytest.fixture
def device(browser: Browser, six_weeks: Path, tmp_path: Path) -> Iterator[Device]:
    """A device of the test's own: in the end the server knows more, or somebody else is in the browser."""
    with device_of(browser, six_weeks, tmp_path / "data") as found:
        yield found


def test_a_week_without_the_server_is_sent_exactly_once(device: Device) -> None:
    for ahead in range(7):
        device.at(MORNING + timedelta(days=ahead))
        page = device.open("/today")
        do_bout(page)
    assert len(queue_of(page)) == 28  # each day: the questions, the pain, begun, done
    back = MORNING + timedelta(days=6, hours=3)
    device.at(back)
    with running(device.folder, device.port, back):
        for _ in range(2):
            page = device.open("/offline#kept")
            until(page, NOTHING_WAITS)
        shown = httpx.get(
            f"{device.address}/api/v1/me/history", cookies={"loosen": TOKEN}, timeout=PATIENCE_S
        ).json()["days"]
        wait_for_week(page)
        until(
            page,
            """async () => (await (await (await import("/static/store.js")).openStore()).get("week"))
              .days[0].date === "2026-11-27" """,
        )

    days = [TODAY + timedelta(days=ahead) for ahead in range(7)]
    week = {day["date"]: day for day in shown if date.fromisoformat(day["date"]) >= TODAY}
    assert list(week) == [day.isoformat() for day in days]
    assert all(day["bouts"] == 1 and day["pain_now"] == 2 for day in week.values())
    bouts = [bout for bout in device.coach().state(PERSON).diary.bouts if bout.day >= TODAY]
    assert [bout.day for bout in bouts] == days
    assert all(bout.finished_at is not None for bout in bouts)


def test_a_form_that_did_not_arrive_stands_there_again(device: Device) -> None:
    with running(device.folder, device.port, MORNING):
        page = device.visit("/log")
        page.locator('input[name="pain_now"][value="4"]').check(force=True)
    page.locator("form button.primary").click()

    expect(page.locator("#notice")).to_contain_text("did not arrive")
    expect(page.locator('#view-log input[name="pain_now"][value="4"]')).to_be_checked()


def test_another_person_never_sees_the_days_of_the_first_and_removing_data_leaves_nothing(device: Device) -> None:
    page = device.open("/log")
    page.locator('#view-log input[name="minutes_walked"]').fill("25")
    page.locator("#view-log").get_by_role("button", name="Save").click()
    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    device.context.add_cookies([{"name": "loosen", "value": "another", "url": device.address}])
    with running(device.folder, device.port, MORNING):
        page = device.visit("/")
        until(
            page,
            """async () => {
              const store = await (await import("/static/store.js")).openStore();
              const isTheirs = (await store.get("who")) === document.body.dataset.who;
              return isTheirs && !(await store.get("week"))?.days.length;
            }""",
        )
        page = device.open("/offline#kept")

        expect(page.locator("#view-kept dl")).to_contain_text("None")
        expect(page.locator(".waits li")).to_have_count(0)
        assert len(queue_of(page)) == 1  # it waits for the one who wrote it
        theirs = httpx.get(f"{device.address}/api/v1/me/history", cookies={"loosen": "another"}, timeout=PATIENCE_S)
        assert theirs.json().get("days", []) == []

        page = device.visit("/settings")
        page.locator('input[name="sure"]').check()
        page.get_by_role("button", name="Remove my data").click()
        page.wait_for_url("**/forgotten")
        until(
            page,
            """async () => {
              const store = await (await import("/static/store.js")).openStore();
              const figures = (await caches.keys()).includes("loosen-figures");
              const left = [await store.get("week"), await store.get("who"), ...(await store.queue())];
              return left.every((one) => one === null) && !figures;
            }""",
        )
