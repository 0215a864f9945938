"""The whole loop in a real browser: today's plan, a guided bout, the log, history, and the plan of tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from loosen.domain.library import Library
from tests.browser.looks import NARROW, overflow
from tests.browser.player_steps import BEGUN, STARTED, ended, lead_through, save
from tests.browser.serving import Served, serving
from tests.browser.steps import choose, follow, go_on, press_on, tab_to, tap, walk_by_taps
from tests.browser.watching import NewContext

SECONDS_AN_ACTION = 4  # to read a line, reach it with the thumb, and tap
MOST_LOG_S = 30


@pytest.fixture
def fresh(library: Library, tmp_path: Path) -> Iterator[Served]:
    """The app over an empty folder."""
    with serving(library, tmp_path) as running:
        yield running


def no_to_all(page: Page) -> None:
    """Answer the questions before a bout."""
    for group in page.locator('form.screen input[value="no"]').all():
        tap(page, str(group.get_attribute("name")), "no")
    go_on(page)


def begin_bout(page: Page, pain: str) -> None:
    """Go from today's page to the player."""
    follow(page, page.get_by_role("link", name=re.compile("^(Begin|Once more|Do it again)")))
    no_to_all(page)
    tap(page, "pain", pain)
    go_on(page)
    expect(page.locator("#stage")).to_be_visible()


def run_to_its_end(page: Page, pain_after: str) -> int:
    """Run the bout by a clock that is told to go on, and save it; return its seconds."""
    page.clock.install(time=BEGUN)
    page.reload()
    page.clock.pause_at(STARTED)
    total = lead_through(page)
    tap(page, "pain", pain_after)
    save(page)
    return total


def plan_on(page: Page) -> list[str]:
    """Return the movements of today with their doses, as they stand on the page."""
    page.goto("/today")
    return [" ".join(words.split()) for words in page.locator(".bout-items summary").all_inner_texts()]


def log_morning(page: Page, pain: str) -> None:
    """Log how it is now."""
    page.goto("/log")
    tap(page, "pain_now", pain)
    go_on(page)


def row_of(page: Page, day: str) -> list[str]:
    """Return the cells of a day in the history."""
    row = page.locator("table.days tbody tr", has=page.locator("th", has_text=day)).first
    return [words.strip() for words in row.locator("td").all_inner_texts()]


def test_the_whole_loop_after_six_weeks(phone: Page, served: Served) -> None:
    phone.goto("/")
    follow(phone, phone.get_by_role("link", name=re.compile("^Today Your plan")))
    expect(phone.locator("h1")).to_have_text("Today")
    before = plan_on(phone)

    begin_bout(phone, "2")
    total = run_to_its_end(phone, "1")
    assert ended(phone)["seconds"] == total
    expect(phone.locator(".bout-card")).to_contain_text("1 done")
    phone.goto("/log")
    tap(phone, "pain_worst", "3")
    phone.locator('input[name="minutes_walked"]').fill("45")
    tap(phone, "flare", "no")
    go_on(phone)
    follow(phone, phone.get_by_role("link", name=re.compile("^History")))
    assert row_of(phone, "21 Nov")[:3] == ["2", "3", "45"]
    served.next_morning()
    log_morning(phone, "4")  # 4 - 2: a rise of 2 since the bout

    after = plan_on(phone)
    assert after != before
    expect(phone.locator(".adapted")).to_contain_text("about 6 of 10 sets")
    expect(phone.locator(".adapted")).to_contain_text("DAY-UP-2")


def test_the_log_takes_less_than_half_a_minute(phone: Page) -> None:
    phone.goto("/today")
    actions = 0

    for act in (
        lambda: follow(phone, phone.get_by_role("link", name=re.compile("How is it now"))),
        lambda: tap(phone, "pain_now", "2"),
        lambda: tap(phone, "pain_worst", "3"),
        lambda: phone.locator('input[name="minutes_walked"]').fill("30"),
        lambda: tap(phone, "flare", "no"),
        lambda: go_on(phone),
    ):
        act()
        actions += 1

    expect(phone).to_have_url(re.compile("/today$"))
    assert actions * SECONDS_AN_ACTION <= MOST_LOG_S  # 6 * 4 s


def test_a_correction_changes_the_day_and_is_listed(phone: Page) -> None:
    phone.goto("/history")
    before = row_of(phone, "20 Nov")

    follow(phone, phone.get_by_role("link", name=re.compile("^Change.* 20 November 2026$")))
    tap(phone, "pain_worst", "6")
    go_on(phone)

    expect(phone).to_have_url(re.compile("/history$"))
    assert (before[1], row_of(phone, "20 Nov")[1]) == ("3", "6")
    phone.get_by_text(re.compile(r"^\d+ corrections$")).click()
    expect(phone.locator("details[open] li").last).to_contain_text("Worst pain: 6")


def test_the_whole_loop_from_a_clean_start(new_context: NewContext, fresh: Served) -> None:
    page = new_context(base_url=fresh.address).new_page()

    walk_by_taps(page)
    follow(page, page.get_by_role("link", name=re.compile("^Today’s plan")))
    before = plan_on(page)
    begin_bout(page, "5")
    run_to_its_end(page, "4")
    fresh.next_morning()
    log_morning(page, "7")  # 7 - 5: a rise of 2

    page.goto("/")
    if page.get_by_role("link", name=re.compile("^Go on with the check")).count():
        follow(page, page.get_by_role("link", name=re.compile("^Go on with the check")))
        for _ in range(14):
            if page.locator("form.screen").count() == 0:
                break
            go_on(page)
    after = plan_on(page)
    assert before
    assert after != before
    expect(page.locator(".adapted")).to_contain_text("Rule")


def test_the_whole_loop_by_keyboard_alone(phone: Page) -> None:
    phone.goto("/")
    press_on(phone, 'a.door[href="/today"]')
    press_on(phone, 'a.primary[href="/bout"]')
    for group in phone.locator('form.screen input[value="no"]').all():
        choose(phone, str(group.get_attribute("name")), "no")
    press_on(phone, "form button.primary")
    choose(phone, "pain", "2")
    press_on(phone, "form button.primary")

    tab_to(phone, "#toggle")
    phone.keyboard.press("Enter")
    phone.keyboard.press("h")
    tab_to(phone, '#hurt [data-do="finish"]')
    phone.keyboard.press("Enter")
    choose(phone, "pain", "2")
    press_on(phone, "#save")
    press_on(phone, 'main a[href="/log"]')
    choose(phone, "pain_worst", "3")
    tab_to(phone, 'input[name="minutes_walked"]')
    phone.keyboard.type("20")
    press_on(phone, "form button.primary")
    press_on(phone, 'main a[href="/history"]')

    assert row_of(phone, "21 Nov")[:3] == ["2", "3", "20"]


def test_every_page_of_a_bout_says_where_it_belongs(phone: Page) -> None:
    current = phone.locator('nav[aria-label="Main"] a[aria-current="page"]')
    phone.goto("/today")
    expect(current).to_have_text("Today")

    begin_bout(phone, "2")

    expect(phone).to_have_url(re.compile("/bout/run$"))
    expect(current).to_have_text("Today")
    assert [size for size in NARROW if overflow(phone, size) > 0] == []
