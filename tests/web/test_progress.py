"""The progress page: one sentence, charts with tables, honest where little was told, the same numbers as JSON."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import Tag

from loosen.domain.library import Library
from loosen.journal import SqlJournal
from tests.house.readability import grade, sentences
from tests.six_weeks import JOURNAL_FILE, TODAY, TOKEN, Clock
from tests.web.conftest import make_app
from tests.web.visitor import Visitor, visit, words_of
from tests.web.wire import Loop

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture
def patient(library: Library, six_weeks: Path, tmp_path: Path, loop: Loop, clock: Clock) -> Iterator[Visitor]:
    """The person with the six weeks."""
    shutil.copytree(six_weeks, tmp_path / "data")
    journal = SqlJournal(tmp_path / "data" / JOURNAL_FILE)
    someone = visit(make_app(library, journal, clock), loop)
    someone.http.cookies.set("loosen", TOKEN)
    yield someone
    someone.http.close()
    journal.close()


def rows(table: Tag) -> list[list[str]]:
    return [[words_of(cell) for cell in row.select("th, td")] for row in table.select("tr")]


def table_after(visitor_page: Tag, summary: str) -> list[list[str]]:
    """Return the rows of the table behind a summary."""
    (found,) = (each for each in visitor_page.select("details") if words_of(each.select("summary")[0]) == summary)
    return rows(found.select("table")[0])


def test_the_first_sentence_says_what_changed(patient: Visitor) -> None:
    page = patient.open("/progress")

    assert page.status == 200
    assert words_of(page.one(".headline")) == "Pain went from 5 to 2 in 6 weeks."


def test_every_chart_has_a_name_a_message_and_a_table(patient: Visitor) -> None:
    page = patient.open("/progress")

    for figure in page.soup.select("figure.plot-figure"):
        svg = figure.select("svg[role=img]")[0]
        section = figure.find_parent("section")
        assert isinstance(section, Tag)
        assert words_of(svg.select("title")[0])
        assert len(words_of(svg.select("desc")[0])) > 20
        assert section.select("details table"), words_of(section.select("h2")[0])
    assert len(page.soup.select("figure.plot-figure")) == 5


def test_the_tables_hold_what_was_told(patient: Visitor) -> None:
    page = patient.open("/progress")

    pain = table_after(page.soup, "Pain in numbers")
    days = table_after(page.soup, "Days in numbers")
    minutes = table_after(page.soup, "Minutes in numbers")
    assert len(pain) == 1 + 43
    assert pain[1][:3] == ["10 Oct", "6", "7"]
    assert ["3 Nov, flare", "7", "8"] in [row[:3] for row in pain]
    assert days[1] == ["1", "10 Oct", "7", "4 ✓ met", "8"]  # a day with two
    assert minutes[1][:3] == ["1", "10 Oct", "145"]  # 15 15 20 20 30 25 25, one of them corrected


def test_the_typical_band_names_its_source_and_what_was_not_confirmed(patient: Visitor) -> None:
    page = patient.open("/progress")

    band = table_after(page.soup, "Where the typical band comes from")
    assert band[0] == ["Source", "Week 0", "Week 6", "Week 26", "Week 52"]
    assert band[1] == [
        "CMAJ 196:E29",
        "5.6 (4.9 to 6.2*)",
        "2.6* (2.1* to 3.1*)",
        "2.2* (1.8* to 2.6*)",
        "2.1* (1.7* to 2.5*)",
    ]
    assert band[2][1:3] == ["5.2 (4.8 to 5.7)", "2.3 (2.1 to 2.5)"]
    assert "Typical, not a promise" in page.words
    assert "/learn/sources/wallwork-2024" in {str(a["href"]) for a in page.soup.select("main a[href]")}


def test_six_weeks_or_all_can_be_chosen(patient: Visitor, clock: Clock) -> None:
    clock.now += timedelta(days=7)
    short, long = patient.open("/progress"), patient.open("/progress?show=all")

    assert len(table_after(short.soup, "Pain in numbers")) == 1 + 43  # 6 whole weeks and the day that begins the next
    assert len(table_after(long.soup, "Pain in numbers")) == 1 + 50
    assert words_of(short.one(".chip[aria-current]")) == "6 weeks"
    assert words_of(long.one(".chip[aria-current]")) == "All"


def test_the_page_has_no_style_and_no_script_of_its_own(patient: Visitor) -> None:
    page = patient.open("/progress")

    assert [tag.name for tag in page.soup.find_all(True) if tag.has_attr("style") or tag.has_attr("onclick")] == []
    assert page.soup.select("main script, main style") == []
    ids = [str(tag["id"]) for tag in page.soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_whoever_has_told_nothing_is_led_to_the_log(visitor: Visitor) -> None:
    page = visitor.open("/progress")

    assert page.status == 200
    assert words_of(page.one(".headline")) == "Nothing is logged yet."
    assert page.soup.select("figure") == []
    assert page.soup.select('main a[href="/log"]')


def test_a_few_days_are_said_to_be_few(visitor: Visitor) -> None:
    visitor.check()
    visitor.send("/log", {"pain_now": "5", "pain_worst": "6"})

    page = visitor.open("/progress")

    assert "too early to see a change" in words_of(page.one(".headline"))
    assert "To compare, we need 3 days in your first week" in page.words
    assert len(page.soup.select(".plot-dot")) >= 1
    assert page.soup.select("#h-days, #h-minutes") == []  # nothing was done yet, and no empty chart says so


def test_something_told_shows_at_once(patient: Visitor) -> None:
    before = patient.open("/progress")
    patient.send("/log", {"pain_now": "9", "pain_worst": "9"})

    after = patient.open("/progress")

    assert table_after(before.soup, "Pain in numbers")[-1][:3] == ["21 Nov", "–", "–"]
    assert table_after(after.soup, "Pain in numbers")[-1][:3] == ["21 Nov", "9", "9"]


def test_a_week_later_the_window_has_moved_by_a_week(patient: Visitor, clock: Clock) -> None:
    patient.open("/progress")
    clock.now += timedelta(days=7)

    page = patient.open("/progress")

    assert table_after(page.soup, "Pain in numbers")[1][0] == "17 Oct"


def test_the_same_numbers_come_as_json(patient: Visitor) -> None:
    body = patient.http.get("/api/v1/me/progress").json()

    assert body["headline"] == "Pain went from 5 to 2 in 6 weeks."
    assert (body["pain"]["change"]["before"], body["pain"]["change"]["after"]) == (5, 2)
    assert body["pain"]["course"] == "acute"
    assert len(body["pain"]["days"]) == 43
    assert [week["bout_days"] for week in body["weeks"]][:2] == [7, 6]
    assert len(patient.http.get("/api/v1/me/progress?all=true").json()["pain"]["days"]) == 43


def test_nobody_gets_a_problem_instead_of_numbers(visitor: Visitor) -> None:
    answer = visitor.http.get("/api/v1/me/progress")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_the_history_leads_to_the_charts(patient: Visitor) -> None:
    page = patient.open("/history")

    assert page.link("in charts") == "/progress"


def test_what_is_read_on_the_page_is_plain(patient: Visitor) -> None:
    page = patient.open("/progress")

    said = [words_of(tag) for tag in page.soup.select("main .headline, main .at-a-glance li, main p, main desc")]
    plain = [text for text in said if text and not re.search(r"CMAJ|Weighted", text)]

    assert sum(map(grade, plain)) / len(plain) <= 6
    assert [text for text in plain for one in sentences(text) if len(one.split()) > 40] == []


def test_the_questionnaire_is_offered_when_it_is_time_for_it(patient: Visitor) -> None:
    due = words_of(patient.open("/progress").one('a[href="/rmdq"]'))
    patient.http.post("/rmdq", data={"ticked": ["1", "4"]})

    filled = words_of(patient.open("/progress").one('a[href="/rmdq"]'))

    assert due.endswith("It is time for it.")
    assert not filled.endswith("It is time for it.")


def test_the_chip_and_the_chart_count_the_same_weeks(patient: Visitor) -> None:
    page = patient.open("/progress")

    spoken = words_of(page.one("#h-days ~ figure desc"))
    assert "Aim met in 6 of 6 weeks." in page.words
    assert "The aim was met in 6 of 6 weeks." in spoken


def test_after_weeks_away_the_page_says_since_when_nothing_is_known(patient: Visitor, clock: Clock) -> None:
    clock.now += timedelta(days=46)

    page = patient.open("/progress")

    assert words_of(page.one(".headline")).startswith("Nothing is logged since 20 November 2026.")
    assert "Told last, on" in page.words
    assert page.soup.select("#h-line") == []
