"""Without the server: its process is really stopped, and the browser goes on with what it keeps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, BrowserContext, Page, expect

from loosen.coach import Coach, Daily
from loosen.domain.library import Library
from loosen.journal import MemoryJournal, SqlJournal, new_event_id
from loosen.knowledge import load_library
from tests.browser.alone import running
from tests.browser.conftest import PHONE, Came, free_port
from tests.browser.looks import NARROW, overflow, small_targets
from tests.six_weeks import JOURNAL_FILE, PERSON, TOKEN, Clock
from tests.web.visitor import Visitor

MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = MORNING.date()
YES, NO = "yes", "no"
LOOK_MS, MOST_LOOKS = 100, 600


@dataclass
class Phone:
    """A browser that keeps the coming days of the person of the six weeks, and a server that is not running."""

    context: BrowserContext
    address: str
    folder: Path
    port: int

    def at(self, moment: datetime) -> None:
        """Put the clock of the device."""
        self.context.clock.set_fixed_time(moment)

    def open(self, path: str) -> Page:
        """Open an address in a fresh tab, as after a cold start."""
        for page in self.context.pages:
            page.close()
        page = self.context.new_page()
        page.goto(f"{self.address}{path}")
        return page

    def coach(self) -> Coach:
        """Return the use cases over the journal of the server, to look into it."""
        return Coach(
            load_library(), SqlJournal(self.folder / JOURNAL_FILE), clock=Clock(MORNING), new_id=new_event_id
        )


@pytest.fixture(scope="module")
def away(browser: Browser, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone whose server was stopped after it had opened one page."""
    with ready(browser, six_weeks, tmp_path_factory.mktemp("away") / "data") as phone:
        yield phone


class ready:  # noqa: N801 - used as a context manager
    """A phone that has been at the server once; the server is stopped then."""

    def __init__(self, browser: Browser, six_weeks: Path, folder: Path, **options: object) -> None:
        shutil.copytree(six_weeks, folder)
        self._browser, self._folder, self._options = browser, folder, options

    def __enter__(self) -> Phone:
        port = free_port()
        context = self._browser.new_context(viewport=PHONE, **self._options)  # type: ignore[arg-type]  # options by name
        context.clock.set_fixed_time(MORNING)
        phone = Phone(context, f"http://127.0.0.1:{port}", self._folder, port)
        with running(self._folder, port, MORNING) as address:
            context.add_cookies([{"name": "loosen", "value": TOKEN, "url": address}])
            page = context.new_page()
            page.goto(f"{address}/offline")  # which does not wait until the person stays on a page
            wait_for_week(page)
        self._context = context
        return phone

    def __exit__(self, *_: object) -> None:
        self._context.close()


def until(page: Page, true: str) -> None:
    """Return when something asynchronous is true in the page."""
    for _ in range(MOST_LOOKS):
        if page.evaluate(true):
            return
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError(f"never true: {true}")


def wait_for_week(page: Page) -> None:
    """Return when the browser keeps the days and their pictures."""
    until(
        page,
        """async () => {
          if (!(await navigator.serviceWorker.getRegistration())?.active) return false;
          const names = await caches.keys();
          if (!names.includes("loosen-figures")) return false;
          const kept = await (await caches.open("loosen-figures")).keys();
          const { openStore } = await import("/static/store.js");
          const week = await (await openStore()).get("week");
          return week !== null && kept.length >= week.figures.length;
        }""",
    )


def answer_screen(page: Page, **yes: str) -> None:
    """Answer the questions before a bout: no, but for those that are named."""
    form = page.locator("#view-today form")
    expect(form).to_be_visible()
    for name in ("bladder-saddle", "legs", "ill", "injury"):
        form.locator(f'input[name="{name}"][value="{yes.get(name.replace("-", "_"), NO)}"]').check(force=True)
    form.get_by_role("button", name="Next").click()


def tell_pain(page: Page, pain: int) -> None:
    page.locator(f'#view-today input[name="pain"][value="{pain}"]').check(force=True)
    page.locator("#view-today").get_by_role("button", name="Next").click()


def do_bout(page: Page) -> None:
    """Begin the bout of the page, end it at once, and say that all was done."""
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#player")).to_be_visible()
    page.locator("#toggle").click()
    page.get_by_role("button", name="Finish", exact=True).click()
    for legend in page.locator("#finish-fields .went").all():
        legend.locator('input[value="done"]').check(force=True)
    page.locator("#save").click()
    page.wait_for_url("**/offline?done=*")


def queue_of(page: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(
        'async () => (await (await import("/static/store.js")).openStore()).queue()'
    )
    return found


def clear_queue(page: Page) -> None:
    """Forget what was done here, but not the days that are kept."""
    page.evaluate(
        """async () => {
          const store = await (await import("/static/store.js")).openStore();
          for (const entry of await store.queue()) await store.remove(entry);
          for (const name of ["here", "check", "running", "draft"]) await store.put(name, null);
          await store.put("seen", 0);
        }"""
    )


@pytest.fixture(scope="module")
def other(browser: Browser, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """Another phone, for what ends with somebody else, or nobody, in the browser; its tests come in that order."""
    with ready(browser, six_weeks, tmp_path_factory.mktemp("other") / "data") as phone:
        yield phone


@pytest.fixture
def phone(away: Phone) -> Iterator[Phone]:
    """The phone as it was when the server was stopped."""
    away.at(MORNING)
    yield away
    clear_queue(away.open("/offline"))


@pytest.mark.parametrize("path", ["/", "/today", "/log", "/check", "/learn", "/settings", "/emergency"])
def test_every_address_leads_to_what_is_kept_with_numbers_to_tap(phone: Phone, path: str) -> None:
    page = phone.open(path)

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator('#lines a.call[href="tel:112"]')).to_be_visible()
    assert page.locator("h1").count() == 1


def test_the_questions_come_first_then_the_plan_of_the_morning(phone: Phone) -> None:
    page = phone.open("/today")

    expect(page.locator(".bout-card")).to_have_count(0)
    answer_screen(page)
    tell_pain(page, 2)

    expect(page.locator(".bout-card h2")).to_have_text("Building up")
    shown = page.locator(".bout-items img")
    assert shown.count() > 3
    for picture in shown.all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.bout-items img')].every((one) => one.naturalWidth > 0)")


@pytest.mark.parametrize(
    ("pain", "pick"),
    [(1, "usual"), (2, "usual"), (3, "hold")],  # the bout before began at 2
)
def test_the_morning_picks_the_plan_on_the_device(phone: Phone, pain: int, pick: str) -> None:
    page = phone.open("/today")

    answer_screen(page)
    tell_pain(page, pain)

    expect(page.locator(".bout-card")).to_have_attribute("data-pick", pick)


def test_the_device_picks_for_every_pain_what_the_server_would(phone: Phone, library: Library) -> None:
    page = phone.open("/today")

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

    assert picked == [items_on_the_server(phone, library, pain) for pain in range(11)]
    assert len({str(items) for items in picked}) >= 3


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
    phone: Phone, library: Library, done: dict[int, dict[str, object]], ahead: int, pain: int, expected: object
) -> None:
    page = phone.open("/offline")

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


def items_on_the_server(phone: Phone, library: Library, pain: int) -> list[str] | None:
    """Return the movements of the plan if this pain were told in the morning; None where there is no plan."""
    journal = MemoryJournal()
    on_disk = SqlJournal(phone.folder / JOURNAL_FILE)
    journal.append(on_disk.events(PERSON))
    on_disk.close()
    coach = Coach(library, journal, clock=Clock(MORNING), new_id=new_event_id)
    Daily(coach).log_day(PERSON, {"pain_now": pain})
    plan = Daily(coach).plan(coach.state(PERSON)).plan
    return [item.id for item in plan.bouts[0].items] if plan.bouts else None


def test_a_pain_that_rose_by_3_asks_for_the_check(phone: Phone) -> None:
    page = phone.open("/today")

    answer_screen(page)
    tell_pain(page, 5)

    expect(page.locator("#view-today .lead")).to_have_text("Please go through the safety check again first.")
    expect(page.locator(".bout-card")).to_have_count(0)


def test_a_yes_before_the_bout_leads_to_the_questions_and_withholds_the_plan(phone: Phone) -> None:
    page = phone.open("/today")

    answer_screen(page, bladder_saddle=YES)

    expect(page.locator("#ask-title")).to_have_text("Feeling, bladder and bowel")
    page.locator('input[name="saddle-numbness-clarified"][value="yes"]').check(force=True)
    page.locator("#view-check form button.primary").click()
    page.locator('input[name="saddle-numbness-since"][value="new-or-worse"]').check(force=True)
    page.locator("#view-check form button.primary").click()
    expect(page.locator("#outcome-title")).to_have_text("Get emergency help now")
    expect(page.locator('#view-check a.call[href="tel:112"]')).to_be_visible()
    page.goto(f"{phone.address}/offline#today")
    expect(page.locator("#view-today .lead")).to_contain_text("safety check")
    kinds = [entry["kind"] for entry in queue_of(page)]
    assert kinds == ["screened", "checked"]


def test_a_yes_before_a_bout_shows_the_second_questions_on_the_server_too(came: Came) -> None:
    page = came(to_a_plan).new_page()
    page.goto("/bout")
    for name in ("legs", "ill", "injury"):
        page.locator(f'input[name="{name}"][value="no"]').check(force=True)
    page.locator('input[name="bladder-saddle"][value="yes"]').check(force=True)

    page.locator("form.screen button.primary").click()

    expect(page.locator("#field-saddle-numbness-clarified")).to_be_visible()


def to_a_plan(visitor: Visitor) -> None:
    """Come as far as to a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})


def test_the_whole_check_runs_on_the_device(phone: Phone) -> None:
    page = phone.open("/offline")
    page.get_by_role("link", name="It hurts now").click()
    said = {"age.exact": "44", "sex": "female", "days-since-start": "1", "pain-now": "3", "site": "low-back"}
    said["pregnant"] = "no"

    for _ in range(20):
        if page.locator("#outcome-title").count():
            break
        title = page.locator("#ask-title").text_content()
        for name, value in said.items():
            typed = page.locator(f'#view-check input[name="{name}"]:not([type="radio"])')
            if typed.count() and typed.is_visible():
                typed.fill(value)
            chosen = page.locator(f'#view-check input[name="{name}"][value="{value}"]')
            if chosen.count():
                chosen.first.check(force=True)
        page.locator("#view-check form button.primary").click()
        page.wait_for_function(
            "(old) => document.querySelector('#ask-title')?.textContent !== old"
            " || document.querySelector('#view-check .reminder')",
            arg=title,
        )

    expect(page.locator("#outcome-title")).to_be_visible()
    assert [entry["kind"] for entry in queue_of(page)] == ["checked"]


def test_back_keeps_the_answers_of_the_check(phone: Phone) -> None:
    page = phone.open("/offline#hurts")
    first = page.locator("#ask-title")
    expect(first).to_have_text("Feeling, bladder and bowel")
    page.locator("#view-check form button.primary").click()
    expect(first).not_to_have_text("Feeling, bladder and bowel")

    page.locator("#ask-back").click()

    expect(first).to_have_text("Feeling, bladder and bowel")


def test_a_check_that_is_older_than_14_days_withholds_the_plan(phone: Phone) -> None:
    phone.at(MORNING + timedelta(days=13))  # it was done on the 19th, 2 days before

    page = phone.open("/today")

    expect(page.locator("#view-today .lead")).to_contain_text("too old")
    expect(page.locator("#view-today").get_by_role("link", name="Go to the safety check")).to_be_visible()


def test_a_clock_a_year_ahead_is_said_and_loses_nothing(phone: Phone) -> None:
    page = phone.open("/offline#log")
    page.locator('#view-log input[name="pain_now"][value="3"]').check(force=True)
    phone.at(MORNING + timedelta(days=365))

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    page = phone.open("/today")
    expect(page.locator("#view-today .lead")).to_contain_text("too old")
    assert len(queue_of(page)) == 1


def test_a_clock_that_was_set_back_is_said(phone: Phone) -> None:
    phone.at(MORNING - timedelta(days=365))

    page = phone.open("/today")

    expect(page.locator("#view-today .lead")).to_contain_text("clock of this device was set back")


def test_the_log_is_kept_and_shown(phone: Phone) -> None:
    page = phone.open("/log")
    page.locator('#view-log input[name="pain_now"][value="3"]').check(force=True)
    page.locator('#view-log input[name="medicine"][value="yes"]').check(force=True)
    page.locator('#view-log input[name="minutes_walked"]').fill("25")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    page.goto(f"{phone.address}/offline#kept")
    expect(page.locator(".waits li")).to_contain_text("minutes walked: 25")
    (entry,) = queue_of(page)
    assert entry["body"] == {"log": {"pain_now": 3, "medicine": True, "minutes_walked": 25}}


def test_a_wrong_number_is_said_in_words(phone: Phone) -> None:
    page = phone.open("/log")
    page.locator('#view-log input[name="minutes_walked"]').fill("lots")

    page.locator("#view-log").get_by_role("button", name="Save").click()

    expect(page.locator("#log-problem")).to_contain_text("whole number")
    assert queue_of(page) == []


def test_storage_that_is_full_is_said_and_the_entry_stays_in_the_tab(phone: Phone) -> None:
    page = phone.open("/log")
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


def test_a_browser_that_keeps_nothing_says_so_and_goes_on(phone: Phone) -> None:
    page = phone.context.new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }")
    page.goto(f"{phone.address}/offline#hurts")

    expect(page.locator("#ask-title")).to_be_visible()
    expect(page.locator("#trouble")).to_contain_text("does not let Loosen keep anything")


def test_an_address_that_is_not_secure_is_said_with_what_to_do(phone: Phone) -> None:
    page = phone.context.new_page()
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined});"
        "Object.defineProperty(globalThis, 'isSecureContext', {get: () => false});"
    )

    page.goto(f"{phone.address}/offline")

    expect(page.locator("#cannot")).to_contain_text("not secure (http)")
    expect(page.locator("#cannot")).to_contain_text(f"http://localhost:{phone.port}")


@pytest.mark.parametrize("view", ["home", "hurts", "today", "log", "kept", "emergency"])
def test_the_views_are_accessible_and_narrow(phone: Phone, view: str) -> None:
    page = phone.context.new_page()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        page.goto("about:blank")
        page.goto(f"{phone.address}/offline#{view}")
        expect(page.locator(f"#view-{'check' if view == 'hurts' else view}")).to_be_visible()
        page.wait_for_function("document.querySelector('#here section:not([hidden])').textContent.trim().length > 20")
        found = Axe().run(page)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == [], scheme

    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []
    page.close()


def test_a_stop_sign_in_a_bout_ends_exercise_for_the_day(phone: Phone, library: Library) -> None:
    page = phone.open("/today")
    answer_screen(page)
    tell_pain(page, 2)
    page.get_by_role("button", name="Begin").click()
    sign = next(one for one in library.stop_signs.values() if one.action == "stop-bout" and not one.opens_check)
    page.locator("#toggle").click()
    page.get_by_role("button", name="Finish", exact=True).click()
    page.locator(f'#finish-fields input[name="sign"][value="{sign.id}"]').check(force=True)

    page.locator("#save").click()

    page.wait_for_url("**/offline?done=*")
    expect(page.locator("#view-today .worse")).to_contain_text("No more exercise today")
    expect(page.locator("#view-today form")).to_have_count(0)


def test_a_bout_that_was_cut_off_goes_on_after_a_cold_start(phone: Phone) -> None:
    page = phone.open("/today")
    answer_screen(page)
    tell_pain(page, 2)
    page.get_by_role("button", name="Begin").click()
    page.locator("#toggle").click()
    page.locator('[data-do="skip"]').click()
    expect(page.locator("#place")).to_contain_text("Movement 2")

    page = phone.open("/bout/run")

    page.get_by_role("link", name="Go on with the bout").click()
    expect(page.locator("#place")).to_contain_text("Movement 2")


def test_a_bout_of_yesterday_can_be_told_and_not_gone_on_with(other: Phone) -> None:
    page = other.open("/today")
    answer_screen(page)
    tell_pain(page, 2)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#toggle")).to_be_visible()
    other.context.clock.set_fixed_time(MORNING + timedelta(hours=18))

    page = other.open("/today")
    page.get_by_role("link", name="Say how the bout").click()

    expect(page.locator("#finish")).to_be_visible()
    expect(page.locator("#stage")).to_be_hidden()
    expect(page.locator("#back")).to_be_hidden()


def test_a_week_without_the_server_is_sent_exactly_once(browser: Browser, six_weeks: Path, tmp_path: Path) -> None:
    with ready(browser, six_weeks, tmp_path / "data") as phone:
        for ahead in range(7):
            phone.at(MORNING + timedelta(days=ahead))
            page = phone.open("/today")
            answer_screen(page)
            tell_pain(page, 2)
            do_bout(page)
        assert len(queue_of(page)) == 28  # each day: the questions, the pain, begun, done
        back = MORNING + timedelta(days=6, hours=3)
        phone.at(back)
        with running(phone.folder, phone.port, back):
            for _ in range(2):
                page = phone.open("/offline#kept")
                until(
                    page,
                    'async () => (await (await (await import("/static/store.js")).openStore()).queue()).length === 0',
                )
            shown = httpx.get(f"{phone.address}/api/v1/me/history", cookies={"loosen": TOKEN}).json()["days"]
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
        bouts = [bout for bout in phone.coach().state(PERSON).diary.bouts if bout.day >= TODAY]
        assert [bout.day for bout in bouts] == days
        assert all(bout.finished_at is not None for bout in bouts)


def test_a_form_that_did_not_arrive_stands_there_again(other: Phone) -> None:
    with running(other.folder, other.port, MORNING):
        page = other.open("/log")
        page.locator('input[name="pain_now"][value="4"]').check(force=True)
    page.locator("form button.primary").click()

    expect(page.locator("#notice")).to_contain_text("did not arrive")
    expect(page.locator('#view-log input[name="pain_now"][value="4"]')).to_be_checked()


def test_another_person_never_sees_the_days_of_the_first_and_removing_data_leaves_nothing(other: Phone) -> None:
    page = other.open("/log")
    page.locator('#view-log input[name="minutes_walked"]').fill("25")
    page.locator("#view-log").get_by_role("button", name="Save").click()
    expect(page.locator("#view-log .lead")).to_contain_text("Written down")
    other.context.add_cookies([{"name": "loosen", "value": "another", "url": other.address}])
    with running(other.folder, other.port, MORNING):
        page = other.open("/")
        until(
            page,
            """async () => {
              const store = await (await import("/static/store.js")).openStore();
              const isTheirs = (await store.get("who")) === document.body.dataset.who;
              return isTheirs && !(await store.get("week"))?.days.length;
            }""",
        )
        page = other.open("/offline#kept")

        expect(page.locator("#view-kept dl")).to_contain_text("None")
        expect(page.locator(".waits li")).to_have_count(0)
        assert len(queue_of(page)) == 1  # it waits for the one who wrote it
        theirs = httpx.get(f"{other.address}/api/v1/me/history", cookies={"loosen": "another"})
        assert theirs.json().get("days", []) == []

        page = other.open("/settings")
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
