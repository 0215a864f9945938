"""Six weeks and the recovery after them, day by day, by taps alone; the days stand in ``six_weeks_by_taps.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from loosen.domain.library import Library
from tests.browser.living import BOUT, WHOLE_BOUT, Life, Row, Seen
from tests.browser.serving import serving
from tests.browser.steps import follow
from tests.browser.watching import NewContext, Watch

STORY = tomllib.loads(Path(__file__).with_name("six_weeks_by_taps.toml").read_text(encoding="utf-8"))
FLARE_DAY, RESTART, BUILD, FULL, CALLED_OVER = 21, 24, 26, 30, 29
BACK_AFTER_TWO_DAYS, LAST_BEFORE_DAYS_OFF, BACK_AFTER_DAYS_OFF = 13, 32, 38
RECOVERED, A_WEEK_LATER = 46, 53
ROWS = """table => [...table.querySelectorAll('tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent.replace(/\\s+/g, ' ').trim()))"""
CHARTS = (
    ("Pain", "Pain in numbers"),
    ("What you can do", "Activities in numbers"),
    ("Days with a session", "Days in numbers"),
    ("Minutes moved", "Minutes in numbers"),
    ("What happened when", "Days in words"),
)


@dataclass(frozen=True)
class Lived:
    """The whole story, lived.

    Attributes:
        life: The person, with what was seen on each day.
        complaints: What the browser had to complain about on the way.
        strangers: Other machines that were asked for something.
    """

    life: Life
    complaints: list[str]
    strangers: set[str]

    @property
    def page(self) -> Page:
        """The phone, on the evening of the last day."""
        return self.life.page

    @property
    def rows(self) -> list[Row]:
        """The days on which the app was opened."""
        return [row for row in self.life.rows if row.pain is not None]

    @property
    def seen(self) -> dict[int, Seen]:
        """What was seen, by day."""
        return self.life.seen

    def words_of(self, row: Row) -> str:
        """Return a day as the tables have it."""
        return short(self.life.date_of(row))


@pytest.fixture(scope="module")
def lived(
    library: Library, tmp_path_factory: pytest.TempPathFactory, watched: NewContext, watch: Watch
) -> Iterator[Lived]:
    """Every day of the story, lived on a phone against the running app, from a clean start."""
    watch.requests.clear()
    watch.complaints.clear()
    with serving(library, tmp_path_factory.mktemp("by-taps")) as running:
        context = watched(base_url=running.address)
        life = Life(context.new_page(), running, STORY)
        for row in life.rows:
            try:
                life.live(row)
            except (AssertionError, Error) as error:
                error.add_note(f"This was on day {row.day} of the story, on {life.page.url}.")
                raise
        yield Lived(life, list(watch.complaints), watch.strangers)
        context.close()


def short(day: date) -> str:
    """Return a day as the tables have it."""
    return f"{day.day} {day:%b}"


def has_bout(row: Row) -> bool:
    """Return whether a bout was done on a day."""
    return bool({BOUT, WHOLE_BOUT} & set(row.does))


def test_the_first_day_leads_from_the_check_over_first_steps_to_a_bout_that_is_done(lived: Lived) -> None:
    first = lived.seen[0]

    assert first.passed == ["Self-care is right for now", "Before you start", "What to do now"]
    assert first.doses
    assert first.walk > 0
    assert "1 done" in first.after


def test_the_short_questions_come_before_every_bout(lived: Lived, library: Library) -> None:
    asked = {row.day: lived.seen[row.day].short_questions for row in lived.rows if has_bout(row)}

    assert {day: number for day, number in asked.items() if number < len(library.mini_screen)} == {}


def test_each_bout_that_was_done_is_told_on_the_page(lived: Lived) -> None:
    told = {row.day for row in lived.rows if "1 done" in lived.seen[row.day].after}

    assert told == {row.day for row in lived.rows if has_bout(row)}


def test_the_stage_moves_on_as_the_days_pass(lived: Lived) -> None:
    stages = {day: seen.stage for day, seen in lived.seen.items()}

    assert stages == {row.day: row.stage for row in lived.rows}


def test_each_day_quotes_the_rules_that_changed_it(lived: Lived) -> None:
    missing = {row.day: set(row.quotes) - lived.seen[row.day].rules.keys() for row in lived.rows}

    assert {day: rules for day, rules in missing.items() if rules} == {}


def test_a_tap_on_what_changed_brings_up_its_rule_and_its_source(lived: Lived, library: Library) -> None:
    unfolded = {rule: words for seen in lived.seen.values() for rule, words in seen.unfolded.items()}

    assert len(unfolded) > len(STORY["look_back"])
    for rule, words in unfolded.items():
        source = library.sources[library.adaptation[rule].evidence[0].source].title
        assert f"Rule {rule}." in words
        assert source in words, rule


def test_what_is_due_is_asked_on_its_day_and_on_no_other(lived: Lived) -> None:
    asked = {day: seen.asked for day, seen in lived.seen.items()}

    assert asked == {row.day: set(row.asks) for row in lived.rows}


def test_a_look_back_says_what_may_slow_recovery(lived: Lived) -> None:
    found = {day: seen.found for day, seen in lived.seen.items() if seen.found is not None}

    assert found == {int(day): told["finds"] for day, told in STORY["look_back"].items()}


def test_worries_that_come_together_slow_the_pace_until_they_are_gone(lived: Lived) -> None:
    slowed = [day for day, seen in lived.seen.items() if "YELLOW" in seen.rules]
    first, second, _ = map(int, STORY["look_back"])

    assert slowed == [row.day for row in lived.rows if first <= row.day < second]


def changed(lived: Lived, day: int) -> dict[str, int]:
    """Return by how much each way of a movement is above the plan before in which it was."""
    plans = [lived.seen[row.day].doses for row in lived.rows if row.day < day]
    before = {dose.variant: dose.work for doses in plans for dose in doses}
    return {dose.variant: dose.work - before.get(dose.variant, dose.work) for dose in lived.seen[day].doses}


def grown(lived: Lived, day: int) -> list[str]:
    """Return the ways of a movement whose dose is above that of the plan before in which they were."""
    return [way for way, by in changed(lived, day).items() if by > 0]


def test_good_mornings_running_make_doses_grow(lived: Lived) -> None:
    steps = {day: grown(lived, day) for day, seen in lived.seen.items() if "DAY-PROGRESS" in seen.rules}

    before_the_flare = [day for day, ways in steps.items() if ways and day < FLARE_DAY]
    after_all_cuts = [day for day, ways in steps.items() if ways and day > BACK_AFTER_DAYS_OFF]
    assert len(before_the_flare) > 1, steps
    assert len(after_all_cuts) > 1, steps


def test_nothing_grows_while_the_pain_is_not_yet_mild(lived: Lived) -> None:
    held = {
        day: grown(lived, day)
        for day, seen in lived.seen.items()
        if "DAY-HOLD" in seen.rules and day < FLARE_DAY  # after it the dose comes back
    }

    assert held
    assert [day for day, ways in held.items() if ways] == []


def test_a_flare_eases_the_plan_off_and_leads_back_to_the_whole_dose(lived: Lived) -> None:
    before, relief = lived.seen[FLARE_DAY - 1], lived.seen[FLARE_DAY]
    restart, build, full = (lived.seen[day] for day in (RESTART, BUILD, FULL))

    assert relief.bout == "For relief"
    assert relief.bout != before.bout
    assert relief.walk < before.walk
    assert restart.sets < build.sets < full.sets
    assert restart.sets < before.sets


def test_a_flare_is_one_tap_away_and_one_tap_back(lived: Lived) -> None:
    buttons = {day: seen.flare for day, seen in lived.seen.items()}

    running = [day for day, words in buttons.items() if words == "The flare is over"]
    assert running == list(range(FLARE_DAY, CALLED_OVER))
    assert {words for day, words in buttons.items() if day not in running} == {"It is a flare"}


def test_two_days_away_take_nothing_off(lived: Lived) -> None:
    back = lived.seen[BACK_AFTER_TWO_DAYS]

    assert "go on as before" in back.rules["MISSED-SHORT"]
    assert {way: by for way, by in changed(lived, BACK_AFTER_TWO_DAYS).items() if by < 0} == {}


def test_a_week_away_begins_a_little_lower(lived: Lived) -> None:
    before, back = lived.seen[LAST_BEFORE_DAYS_OFF], lived.seen[BACK_AFTER_DAYS_OFF]

    assert back.sets < before.sets
    assert "a little lower" in back.rules["MISSED-WEEK"]


def test_after_recovery_the_walks_of_the_programme_grow(lived: Lived) -> None:
    at_once, later = lived.seen[RECOVERED], lived.seen[A_WEEK_LATER]

    assert at_once.bout == "Keeping it away"
    assert later.walk > at_once.walk


def test_no_day_scrolls_sideways_on_a_phone(lived: Lived) -> None:
    assert {day: seen.too_wide for day, seen in lived.seen.items() if seen.too_wide > 0} == {}


def test_the_browser_had_nothing_to_complain_about_in_all_these_weeks(lived: Lived) -> None:
    assert lived.complaints == []
    assert lived.strangers == set()


def table_of(page: Page, heading: str, name: str) -> list[list[str]]:
    """Tap the numbers below a chart, and return the rows that come up."""
    section = page.locator("section.plotted", has=page.get_by_role("heading", name=heading, exact=True))
    expect(section.locator("svg.plot")).to_be_visible()
    section.get_by_text(name, exact=True).click()
    table = section.get_by_role("region", name=name).locator("table")
    expect(table).to_be_visible()
    rows: list[list[str]] = table.evaluate(ROWS)
    return rows


def progress_of(lived: Lived) -> dict[str, list[list[str]]]:
    """Open the charts of all weeks, and return the table below each."""
    page = lived.page
    page.goto("/progress")
    follow(page, page.get_by_role("link", name="All", exact=True))
    return {heading: table_of(page, heading, name) for heading, name in CHARTS}


def test_the_charts_and_their_tables_tell_these_weeks(lived: Lived) -> None:
    tables = progress_of(lived)

    pain = {cells[0]: tuple(cells[1:3]) for cells in tables["Pain"]}
    flare = lived.words_of(lived.life.rows[FLARE_DAY])
    pain[flare] = pain.pop(f"{flare}, flare")
    silent = {lived.words_of(row): ("–", "–") for row in lived.life.rows if row.pain is None}
    assert pain == {lived.words_of(row): (str(row.pain), str(row.worst)) for row in lived.rows} | silent
    last = max((row for row in lived.rows if row.can), key=lambda row: row.day)
    assert [cells[0] for cells in tables["What you can do"]] == STORY["activities"]
    assert [cells[2] for cells in tables["What you can do"]] == [str(score) for score in last.can]
    weeks = range(0, lived.rows[-1].day + 1, 7)
    bouts = [sum(has_bout(row) for row in lived.rows if week <= row.day < week + 7) for week in weeks]
    walked = [sum(row.walked for row in lived.rows if week <= row.day < week + 7) for week in weeks]
    assert [cells[4] for cells in tables["Days with a session"]] == [str(number) for number in bouts]
    assert [cells[2] for cells in tables["Minutes moved"]] == [str(minutes) for minutes in walked]
    happened = {cells[0]: cells[-1] for cells in tables["What happened when"]}
    assert "lare" in happened[flare]


def test_the_history_shows_what_was_tapped_in(lived: Lived) -> None:
    page = lived.page
    page.goto("/history")
    follow(page, page.get_by_role("link", name="earlier days"))

    rows: list[list[str]] = page.locator("table.days").evaluate(ROWS)

    shown = {cells[0]: tuple(cells[1:4]) for cells in rows}
    flare = lived.words_of(lived.life.rows[FLARE_DAY])
    shown[flare] = shown.pop(f"{flare}flare")
    assert shown == {lived.words_of(row): (str(row.pain), str(row.worst), str(row.walked)) for row in lived.rows}
    done = {cells[0].removesuffix("flare") for cells in rows if cells[4] != "–"}
    assert done == {lived.words_of(row) for row in lived.rows if has_bout(row)}


def test_the_page_of_the_next_day_still_keeps_it_away(lived: Lived) -> None:
    page = lived.page
    page.goto("/")
    follow(page, page.get_by_role("link", name="Today Your plan"))

    expect(page.locator("main .eyebrow")).to_contain_text("Prevention")
    assert lived.life.date_of(lived.rows[-1]) == STORY["first"] + timedelta(days=A_WEEK_LATER)
