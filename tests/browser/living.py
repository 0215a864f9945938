"""One person who lives day after day by taps alone, and what stood on the pages of each day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from playwright.sync_api import Page, expect

from tests.browser.serving import Served
from tests.browser.steps import AT_HOME, MOST_SCREENS, follow, go_on, tap

CHECK, QUESTIONS, LOOK_BACK, WEEK = "check", "questions", "look back", "week"
BOUT, WHOLE_BOUT = "bout", "whole bout"
FLARES = (("flare", "It is a flare"), ("flare over", "The flare is over"))
SORE_MUSCLES = (("sore muscles", "It is only sore muscles"),)
SLEEP, MOOD = "6", "7"
UP_AT, BOUT_AT, BED_AT = 8, 9, 20
JUMP_S = 60
"""The clock of the page goes on in jumps, as in a browser that lets a hidden page wait."""
PLAN = """() => {
    const text = (node) => (node?.textContent ?? '').replace(/\\s+/g, ' ').trim();
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    return {
        stage: text(document.querySelector('main .eyebrow')),
        rules: all('.adapted details').map(each =>
            [text(each).match(/Rule ([A-Z0-9-]+)/)?.[1], text(each.querySelector('summary'))]),
        items: all('.bout-items > li').map(each =>
            [each.querySelector('a[href^="/learn/movements/"]').getAttribute('href').split('#').pop(),
             text(each.querySelector('.item-dose'))]),
        bout: text(document.querySelector('.bout-card h2')),
        lead: text(document.querySelector('.bout-card .lead')),
        day: all('main ul.do > li').map(text),
        flare: text(document.querySelector('form.flare button')),
        tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
}"""


class Row(NamedTuple):
    """A day as it stands in the file; see there."""

    day: int
    pain: int | None = None
    worst: int = 0
    walked: int = 0
    does: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    stage: str = ""
    quotes: tuple[str, ...] = ()
    can: tuple[int, ...] = ()


def row_of(raw: Mapping[str, Any]) -> Row:
    """Return a row of the file."""
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return Row(**told)


@dataclass(frozen=True)
class Dose:
    """One way of a movement in a plan, as its dose is written on the page."""

    variant: str
    words: str

    @property
    def sets(self) -> int:
        """How many sets."""
        found = re.match(r"(\d+) ×", self.words)
        return int(found[1]) if found else 1

    @property
    def work(self) -> int:
        """Sets, repetitions and seconds held, multiplied: what grows with a step."""
        repeated, held = re.search(r"(\d+) times", self.words), re.search(r"hold (\d+) s", self.words)
        return self.sets * int(repeated[1] if repeated else 1) * int(held[1] if held else 1)


@dataclass
class Seen:
    """What the pages showed and asked on a day.

    Attributes:
        stage: The stage above the plan.
        rules: The rules that the plan quoted, each with what it says.
        unfolded: What a tap on a rule brought up, for those quoted for the first time.
        doses: The movements of the bout.
        bout: Its title.
        short_questions: How many of the short questions came before a bout or a flare.
        after: How long it is and how often it comes, when a bout was done.
        through_the_day: The rest of the plan.
        flare: The words on the button about a flare.
        too_wide: By how many pixels the page was wider than the phone.
        asked: What the pages asked.
        passed: The headings between the check and the plan.
        found: What the look back found; None where there was none.
    """

    stage: str = ""
    rules: dict[str, str] = field(default_factory=dict)
    unfolded: dict[str, str] = field(default_factory=dict)
    doses: tuple[Dose, ...] = ()
    bout: str = ""
    short_questions: int = 0
    after: str = ""
    through_the_day: tuple[str, ...] = ()
    flare: str = ""
    too_wide: int = 0
    asked: set[str] = field(default_factory=set)
    passed: list[str] = field(default_factory=list)
    found: list[str] | None = None

    @property
    def sets(self) -> int:
        """All sets of the bout."""
        return sum(dose.sets for dose in self.doses)

    @property
    def walk(self) -> int:
        """Minutes of the first walk that the plan names, or 0."""
        found = re.search(r"^Walk (\d+)", " ".join(self.through_the_day))
        return int(found[1]) if found else 0


class Life:
    """A person with a phone.

    Args:
        page: The phone.
        served: The app with its clock.
        story: The file with the days.
    """

    def __init__(self, page: Page, served: Served, story: Mapping[str, Any]) -> None:
        self.page, self._served, self._story = page, served, story
        self.rows = tuple(row_of(raw) for raw in story["days"]["rows"])
        self.seen: dict[int, Seen] = {}
        self._unfolded: set[str] = set()
        page.clock.install(time=self._served.clock.now)

    def live(self, row: Row) -> None:
        """Live through a day: a check-in, what is asked, a bout, and a word in the evening."""
        if row.pain is None:
            return
        seen = self.seen[row.day] = Seen()
        self._at(row, UP_AT)
        self._open(row, seen)
        self._tap_what_it_is(row, FLARES)
        self._say_no_to_the_short_questions(seen)
        self._check_in(row)
        if "/check" in self.page.url:
            self._answer_check(row, seen, QUESTIONS)
        self._tap_what_it_is(row, SORE_MUSCLES)
        self._answer_what_is_due(row, seen)
        self._read(seen)
        if {BOUT, WHOLE_BOUT} & set(row.does):
            self._at(row, BOUT_AT)
            self._do_a_bout(row, seen)
            seen.after = self._plan()["lead"]
        self._at(row, BED_AT)
        self._say_good_night(row, seen)

    def date_of(self, row: Row) -> date:
        """Return the date of a day."""
        first: date = self._story["first"]
        return first + timedelta(days=row.day)

    def _at(self, row: Row, hour: int) -> None:
        """Put both clocks to an hour of the day."""
        self._served.clock.put(self.date_of(row), hour)
        self.page.clock.set_system_time(self._served.clock.now)

    def _plan(self) -> Any:
        """Return what stands on today's page."""
        return self.page.evaluate(PLAN)

    def _read(self, seen: Seen) -> None:
        """Read today's page, and unfold the rules that were not quoted before."""
        expect(self.page.locator("h1")).to_have_text("Today")
        plan = self._plan()
        seen.stage = plan["stage"].split(" · ")[-1]
        seen.rules = dict(plan["rules"])
        seen.doses = tuple(Dose(variant, words) for variant, words in plan["items"])
        seen.bout, seen.flare = plan["bout"], plan["flare"]
        seen.through_the_day, seen.too_wide = tuple(plan["day"]), plan["tooWide"]
        for rule in seen.rules.keys() - self._unfolded:
            note = self.page.locator(".adapted details", has_text=re.compile(rf"Rule {rule}\."))
            note.locator("summary").click()
            seen.unfolded[rule] = note.inner_text()
        self._unfolded |= seen.rules.keys()

    def _open(self, row: Row, seen: Seen) -> None:
        """Open the app, the first time by its front door; answer the check where it leads there."""
        if row.day == 0:
            self.page.goto("/")
            follow(self.page, self.page.get_by_role("link", name="It hurts now"))
        else:
            self.page.goto("/today")
        if "/check" in self.page.url:
            self._answer_check(row, seen)

    def _answer_check(self, row: Row, seen: Seen, what: str = CHECK) -> None:
        """Go through the safety check with nothing to report, up to today's plan."""
        page = self.page
        seen.asked.add(what)
        if page.locator("form.screen").count() == 0:
            go_on(page)
        self._answer_screens(row)
        seen.passed.append(page.locator("h1").inner_text())
        follow(page, page.locator(".next-step a.primary"))
        if page.locator('input[name="read"]').count():
            seen.passed.append(page.locator("h1").inner_text())
            tap(page, "read")
            go_on(page)
        self._answer_screens(row)
        seen.passed.append(page.locator("h1").inner_text())
        plan = page.get_by_role("link", name=re.compile("^Today’s plan"))
        if plan.count():
            follow(page, plan)

    def _answer_screens(self, row: Row) -> None:
        """Answer screen after screen: nothing applies, but for what has to be said."""
        page = self.page
        about_me = (("sex", "male"), ("pain-now", str(row.pain)), ("site", "low-back"), ("back-lately", "some-pain"))
        for _ in range(MOST_SCREENS):
            if page.locator("form.screen").count() == 0:
                return
            for name, value in (*about_me, *AT_HOME):
                if page.locator(f'input[name="{name}"][value="{value}"]').count():
                    tap(page, name, value)
            for name, value in (("age", "44"), ("days-since-start", str(row.day + 1))):
                if page.locator(f'input[name="{name}.exact"]').count():
                    page.locator(f'input[name="{name}.exact"]').fill(value)
            go_on(page)

    def _tap_what_it_is(self, row: Row, buttons: Sequence[tuple[str, str]]) -> None:
        """Tap a button of today's page, where the day has it."""
        for what, button in buttons:
            if what in row.does:
                follow(self.page, self.page.get_by_role("button", name=button))

    def _say_no_to_the_short_questions(self, seen: Seen) -> None:
        """Answer the questions that come before a bout or a flare, where they are asked now."""
        no = self.page.locator('form.screen input[value="no"]')
        names = no.evaluate_all("all => all.map(each => each.name)")
        for name in names:
            tap(self.page, name, "no")
        if names:
            seen.short_questions += len(names)
            go_on(self.page)

    def _check_in(self, row: Row) -> None:
        """Say how the morning is."""
        page = self.page
        follow(page, page.get_by_role("link", name=re.compile(r"^How is it now\? 20 seconds")))
        medicine = "yes" if row.pain is not None and row.pain > 4 else "no"
        for name, value in (("pain_now", str(row.pain)), ("sleep", SLEEP), ("mood", MOOD), ("medicine", medicine)):
            tap(page, name, value)
        go_on(page)

    def _answer_what_is_due(self, row: Row, seen: Seen) -> None:
        """Answer what today's page asks for before its plan, or beside it."""
        page = self.page
        again = page.get_by_role("button", name="Begin the safety check")
        if again.count():
            follow(page, again)
            self._answer_check(row, seen)
        back = page.locator('.reminder a[href="/review"]')
        if back.count():
            self._look_back(row, seen)

    def _look_back(self, row: Row, seen: Seen) -> None:
        """Answer what may slow recovery, and go back to the plan."""
        page = self.page
        seen.asked.add(LOOK_BACK)
        follow(page, page.locator('.reminder a[href="/review"]'))
        told = self._story["look_back"].get(str(row.day), {}).get("told", {})
        names = page.locator('form.screen input[type="radio"][value="0"]').evaluate_all("all => all.map(e => e.name)")
        for name in names:
            tap(page, name, str(told.get(name, 0)))
        go_on(page)
        seen.found = page.locator("main .step-card h2").all_inner_texts()
        follow(page, page.get_by_role("link", name=re.compile("^Today On with")))

    def _do_a_bout(self, row: Row, seen: Seen) -> None:
        """Begin a bout; run it to its end, or end it by hand and say that all was done."""
        page, pain = self.page, str(row.pain)
        follow(page, page.locator(".bout-card a.primary"))
        self._say_no_to_the_short_questions(seen)
        tap(page, "pain", pain)
        go_on(page)
        expect(page.locator("#stage")).to_be_visible()
        if WHOLE_BOUT in row.does:
            self._run_to_its_end()
        else:
            page.locator('#stage [data-do="finish"]').click()
            expect(page.locator("#finish-title")).to_be_visible()
            for name in page.locator('#finish-form input[value="done"]').evaluate_all("all => all.map(e => e.name)"):
                tap(page, name, "done")
        tap(page, "pain", str(max(0, int(pain) - 1)))
        follow(page, page.locator("#save"))

    def _run_to_its_end(self) -> None:
        """Start the bout, and let the clock of the page go on until it is over."""
        page = self.page
        cues = page.evaluate("() => JSON.parse(document.getElementById('bout-data').textContent).cues")
        total = int(sum(cue["seconds"] for cue in cues))
        page.locator("#toggle").click()
        for _ in range(total // JUMP_S):
            page.clock.fast_forward(JUMP_S * 1000)
        page.clock.fast_forward((total % JUMP_S + 2) * 1000)
        expect(page.locator("#finish-title")).to_be_visible()

    def _say_good_night(self, row: Row, seen: Seen) -> None:
        """Say how the day was."""
        page = self.page
        page.goto("/log")
        if row.can and page.locator('fieldset[id^="field-activity"]').count() == 0:
            self._choose_activities()
        tap(page, "pain_worst", str(row.worst))
        page.locator('input[name="minutes_walked"]').fill(str(row.walked))
        for number, score in enumerate(row.can):
            page.locator('fieldset[id^="field-activity"]').nth(number).locator("label").nth(score).click()
        if page.locator('input[name="global_change"]').count():
            seen.asked.add(WEEK)
            tap(page, "global_change", "1")
        go_on(page)

    def _choose_activities(self) -> None:
        """Say what is to be done again."""
        page = self.page
        follow(page, page.get_by_role("link", name=re.compile("^Choose 3 to 5 activities")))
        for number, name in enumerate(self._story["activities"]):
            page.locator('input[name="name"]').nth(number).fill(name)
        go_on(page)
