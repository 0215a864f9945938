"""The plan without the server: picked on the device as the server would, or withheld, and led through."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from loosen.coach import Coach, Daily
from loosen.domain.library import Library
from loosen.journal import MemoryJournal, SqlJournal, new_event_id
from tests.browser.device import Device, answer_screen, begin_bout, next_screen, queue_of, tell_pain
from tests.browser.serving import MORNING
from tests.six_weeks import JOURNAL_FILE, PERSON, Clock


def test_the_questions_come_first_then_the_plan_of_the_morning(device: Device) -> None:
    page = device.open("/today")

    expect(page.locator("#view-today form")).to_be_visible()
    expect(page.locator(".bout-card")).to_have_count(0)
    answer_screen(page)
    tell_pain(page, 2)

    expect(page.locator(".bout-card h2")).to_have_text("Building up")
    shown = page.locator(".bout-items img")
    pictures = shown.all()
    assert len(pictures) > 3
    for picture in pictures:
        picture.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.bout-items img')].every((one) => one.naturalWidth > 0)")


@pytest.mark.parametrize(
    ("pain", "pick"),
    [(1, "usual"), (2, "usual"), (3, "hold")],  # the bout before began at 2
)
def test_the_morning_picks_the_plan_on_the_device(device: Device, pain: int, pick: str) -> None:
    page = device.open("/today")

    answer_screen(page)
    tell_pain(page, pain)

    expect(page.locator(".bout-card")).to_have_attribute("data-pick", pick)


def test_the_device_picks_for_every_pain_what_the_server_would(device: Device, library: Library) -> None:
    page = device.open("/today")

    picked = page.evaluate(
        """async (rules) => {
          const [{ Rules }, { openStore }, { pickPlan }] = await Promise.all(
            ["rules", "store", "day"].map((name) => import(`/static/${name}.js`)));
          const week = await (await openStore()).get("week");
          const kept = new Rules(await (await fetch(rules)).json());
          return Array.from({length: 11}, (_, pain) => {
            const found = pickPlan(week, kept, {days: {}, mustCheck: false}, week.days[0], pain);
            return found.plan?.bout?.items ?? null;
          });
        }""",
        f"/offline/rules.json?{library.version}",
    )

    assert picked == [items_on_the_server(device, library, pain) for pain in range(11)]
    assert len({str(items) for items in picked}) >= 3


def items_on_the_server(device: Device, library: Library, pain: int) -> list[str] | None:
    """Return the movements of the plan if this pain were told in the morning; None where there is no plan."""
    journal = MemoryJournal()
    on_disk = SqlJournal(device.folder / JOURNAL_FILE)
    journal.append(on_disk.events(PERSON))
    on_disk.close()
    coach = Coach(library, journal, clock=Clock(MORNING), new_id=new_event_id)
    Daily(coach).log_day(PERSON, {"pain_now": pain})
    plan = Daily(coach).plan(coach.state(PERSON)).plan
    return [item.id for item in plan.bouts[0].items] if plan.bouts else None


@pytest.mark.parametrize(
    ("done", "ahead", "pain", "expected"),
    [
        ({}, 1, 2, ["usual", "missed"]),
        ({0: {"bouts": 1, "before": 2}}, 1, 2, ["usual", "kept"]),
        ({0: {"bouts": 1, "before": 2}}, 4, 2, ["usual", "kept"]),  # 3 days without one go on as before
        ({0: {"bouts": 1, "before": 2}}, 5, 2, ["usual", "missed"]),
        ({0: {"flare": True}}, 2, 2, ["relief", "missed"]),
        ({0: {"flare": True}}, 3, 2, ["step-back", "missed"]),
        ({0: {"pains": [4], "before": 4, "isWorse": True, "pick": "step-back"}}, 1, 6, ["relief-days", "missed"]),
        ({0: {"pick": "relief-days"}}, 1, 2, ["relief-days", "missed"]),  # relief is for 2 days
        ({0: {"pick": "relief-days"}}, 2, 2, ["usual", "missed"]),
        ({0: {"pains": [2]}}, 1, 5, "check"),
        ({0: {"pains": [2]}}, 5, 5, ["relief", "missed"]),  # a pain of 5 days ago no longer counts
    ],
)
def test_what_was_done_here_counts_for_the_days_after_it(
    device: Device, library: Library, done: dict[int, dict[str, object]], ahead: int, pain: int, expected: object
) -> None:
    page = device.open("/offline")

    picked = page.evaluate(
        """async ({rules, done, ahead, pain}) => {
          const [{ Rules }, { openStore }, { nothing, pickPlan }] = await Promise.all(
            ["rules", "store", "day"].map((name) => import(`/static/${name}.js`)));
          const kept = new Rules(await (await fetch(rules)).json());
          const week = { ...await (await openStore()).get("week"), pains: [], seen: [], before: null };
          const days = Object.fromEntries(
            Object.entries(done).map(([n, here]) => [week.days[n].date, { ...nothing(), ...here }]));
          const found = pickPlan(week, kept, { days, mustCheck: false }, week.days[ahead], pain);
          return found.why ?? [found.pick, found.base];
        }""",
        {"rules": f"/offline/rules.json?{library.version}", "done": done, "ahead": ahead, "pain": pain},
    )

    assert picked == expected


def test_a_pain_that_rose_by_3_asks_for_the_check(device: Device) -> None:
    page = device.open("/today")

    answer_screen(page)
    tell_pain(page, 5)

    expect(page.locator("#view-today .lead")).to_have_text("Please go through the safety check again first.")
    expect(page.locator(".bout-card")).to_have_count(0)


def test_a_yes_before_the_bout_leads_to_the_questions_and_withholds_the_plan(device: Device) -> None:
    page = device.open("/today")

    answer_screen(page, bladder_saddle="yes")

    expect(page.locator("#ask-title")).to_have_text("Feeling, bladder and bowel")
    page.locator('input[name="saddle-numbness-clarified"][value="yes"]').check(force=True)
    next_screen(page)
    page.locator('input[name="saddle-numbness-since"][value="new-or-worse"]').check(force=True)
    next_screen(page)
    expect(page.locator("#outcome-title")).to_have_text("Get emergency help now")
    expect(page.locator('#view-check a.call[href="tel:112"]')).to_be_visible()
    page.goto(f"{device.address}/offline#today")
    expect(page.locator("#view-today .lead")).to_contain_text("safety check")
    kinds = [entry["kind"] for entry in queue_of(page)]
    assert kinds == ["screened", "checked"]


def test_a_check_that_is_older_than_14_days_withholds_the_plan(device: Device) -> None:
    device.at(MORNING + timedelta(days=13))  # it was done on the 19th, 2 days before

    page = device.open("/today")

    expect(page.locator("#view-today .lead")).to_contain_text("too old")
    expect(page.locator("#view-today").get_by_role("link", name="Go to the safety check")).to_be_visible()


def test_a_stop_sign_in_a_bout_ends_exercise_for_the_day(device: Device, library: Library) -> None:
    page = device.open("/today")
    begin_bout(page)
    sign = next(one for one in library.stop_signs.values() if one.action == "stop-bout" and not one.opens_check)
    page.locator("#toggle").click()
    page.get_by_role("button", name="Finish", exact=True).click()
    page.locator(f'#finish-fields input[name="sign"][value="{sign.id}"]').check(force=True)

    page.locator("#save").click()

    page.wait_for_url("**/offline?done=*")
    expect(page.locator("#view-today .worse")).to_contain_text("No more exercise today")
    expect(page.locator("#view-today form")).to_have_count(0)


def test_a_bout_that_was_cut_off_goes_on_after_a_cold_start(device: Device) -> None:
    page = device.open("/today")
    begin_bout(page)
    page.locator("#toggle").click()
    page.locator('[data-do="skip"]').click()
    expect(page.locator("#place")).to_contain_text("Movement 2")

    page = device.open("/bout/run")

    page.get_by_role("link", name="Go on with the bout").click()
    expect(page.locator("#place")).to_contain_text("Movement 2")


def test_a_bout_of_yesterday_can_be_told_and_not_gone_on_with(device: Device) -> None:
    page = device.open("/today")
    begin_bout(page)
    device.at(MORNING + timedelta(hours=18))

    page = device.open("/today")
    page.get_by_role("link", name="Say how the bout").click()

    expect(page.locator("#finish")).to_be_visible()
    expect(page.locator("#stage")).to_be_hidden()
    expect(page.locator("#back")).to_be_hidden()
