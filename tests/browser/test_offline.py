"""Without the server: its process is really stopped, and every address leads to what the browser keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.device import Device, next_screen, queue_of
from tests.browser.looks import flaws
from tests.browser.serving import MORNING


@pytest.mark.parametrize("path", ["/", "/today", "/log", "/check", "/learn", "/settings", "/emergency"])
def test_every_address_leads_to_what_is_kept_with_numbers_to_tap(device: Device, path: str) -> None:
    page = device.open(path)

    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator('#lines a.call[href="tel:112"]')).to_be_visible()


@pytest.mark.parametrize("view", ["home", "hurts", "today", "log", "kept", "emergency"])
def test_the_views_are_accessible_and_narrow(device: Device, view: str) -> None:
    page = device.open(f"/offline#{view}")

    expect(page.locator(f"#view-{'check' if view == 'hurts' else view}")).to_be_visible()
    page.wait_for_function("document.querySelector('#here section:not([hidden])').textContent.trim().length > 20")

    assert flaws(page) == []


def test_the_whole_check_runs_on_the_device(device: Device) -> None:
    page = device.open("/offline")
    page.get_by_role("link", name="It hurts now").click()
    said = {"age.exact": "44", "sex": "female", "days-since-start": "1", "pain-now": "3", "site": "low-back"}
    said["pregnant"] = "no"

    for _ in range(20):
        if page.locator("#outcome-title").count():
            break
        for name, value in said.items():
            typed = page.locator(f'#view-check input[name="{name}"]:not([type="radio"])')
            if typed.count() and typed.is_visible():
                typed.fill(value)
            chosen = page.locator(f'#view-check input[name="{name}"][value="{value}"]')
            if chosen.count():
                chosen.first.check(force=True)
        next_screen(page)

    expect(page.locator("#outcome-title")).to_be_visible()
    assert [entry["kind"] for entry in queue_of(page)] == ["checked"]


def test_back_keeps_the_answers_of_the_check(device: Device) -> None:
    page = device.open("/offline#hurts")
    first = page.locator("#ask-title")
    expect(first).to_have_text("Feeling, bladder and bowel")
    next_screen(page)
    expect(first).not_to_have_text("Feeling, bladder and bowel")

    page.locator("#ask-back").click()

    expect(first).to_have_text("Feeling, bladder and bowel")


def test_the_log_is_kept_and_shown(device: Device) -> None:
    page = device.open("/log")
    page.locator('#view-log input[name="pain_now"][value="3"]').check(force=True)
    page.locator('#view-log input[name="medicine"][value="yes"]').check(force=True)
    page.locator('#view-log input[name="minutes_walked"]').fill("25")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    page.goto(f"{device.address}/offline#kept")
    expect(page.locator(".waits li")).to_contain_text("minutes walked: 25")
    (entry,) = queue_of(page)
    assert entry["body"] == {"log": {"pain_now": 3, "medicine": True, "minutes_walked": 25}}


def test_a_wrong_number_is_said_in_words(device: Device) -> None:
    page = device.open("/log")
    page.locator('#view-log input[name="minutes_walked"]').fill("lots")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#log-problem")).to_contain_text("whole number")
    assert queue_of(page) == []


def test_a_clock_a_year_ahead_is_said_and_loses_nothing(device: Device) -> None:
    page = device.open("/offline#log")
    page.locator('#view-log input[name="pain_now"][value="3"]').check(force=True)
    device.at(MORNING + timedelta(days=365))

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    page = device.open("/today")
    expect(page.locator("#view-today .lead")).to_contain_text("too old")
    assert len(queue_of(page)) == 1


def test_a_clock_that_was_set_back_is_said(device: Device) -> None:
    device.at(MORNING - timedelta(days=365))

    page = device.open("/today")

    expect(page.locator("#view-today .lead")).to_contain_text("clock of this device was set back")


def test_storage_that_is_full_is_said_and_the_entry_stays_in_the_tab(device: Device) -> None:
    page = device.open("/log")
    page.evaluate(
        "() => { IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError'); }; }"
    )
    page.locator('#view-log input[name="minutes_walked"]').fill("25")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    page.evaluate("location.hash = '#kept'")
    expect(page.locator("#trouble")).to_contain_text("storage of this browser is full")
    expect(page.locator("#trouble")).to_contain_text("Keep the tab open")
    expect(page.locator(".waits li")).to_have_count(1)


def test_a_browser_that_keeps_nothing_says_so_and_goes_on(device: Device) -> None:
    page = device.context.new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }")
    page.goto(f"{device.address}/offline#hurts")

    expect(page.locator("#ask-title")).to_be_visible()
    expect(page.locator("#trouble")).to_contain_text("does not let Loosen keep anything")


def test_an_address_that_is_not_secure_is_said_with_what_to_do(device: Device) -> None:
    page = device.context.new_page()
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined});"
        "Object.defineProperty(globalThis, 'isSecureContext', {get: () => false});"
    )

    page.goto(f"{device.address}/offline")

    expect(page.locator("#cannot")).to_contain_text("not secure (http)")
    expect(page.locator("#cannot")).to_contain_text(f"http://localhost:{device.port}")
