"""When something goes wrong: words, what was answered kept, and what to do in an emergency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Never

import pytest
from fastapi import FastAPI

from loosen.domain.events import Event
from loosen.domain.library import Library
from loosen.errors import DataProblem, JournalError, KnowledgeError
from loosen.web.app import create_app
from tests.web.conftest import Clock, make_app
from tests.web.visitor import ABOUT_ME, Page, Visitor, visit
from tests.web.wire import Loop

WRONG_NUMBERS = ("-3", "999", "abc", "NaN", "1e400", "inf", "0x10", "12 years", "٣٥x")


class BrokenJournal:
    """A journal whose disk has failed."""

    def append(self, events: Sequence[Event]) -> Never:
        self.fail()

    def events(self, person: str) -> Never:
        self.fail()

    def since(self, person: str, known: str) -> Never:
        self.fail()

    def forget(self, person: str) -> Never:
        self.fail()

    def fail(self) -> Never:
        raise JournalError("The journal cannot be used: disk I/O error.", detail="Check the disk.")


@pytest.fixture
def unlucky(library: Library, clock: Clock, loop: Loop) -> Visitor:
    """A visitor of an app whose journal is broken."""
    return visit(make_app(library, BrokenJournal(), clock), loop)


def at_you(visitor: Visitor) -> Page:
    """Walk to the screen about age and pain."""
    page = visitor.open("/check")
    while page.screen != "you":
        page = visitor.answer(page)
    return page


@pytest.mark.parametrize("number", WRONG_NUMBERS)
def test_a_number_that_cannot_be_shows_the_screen_again_with_words(visitor: Visitor, number: str) -> None:
    asked = at_you(visitor)

    page = visitor.answer(asked, {**ABOUT_ME, "age.exact": number})

    assert page.status == 422
    assert page.screen == "you"
    assert "0 to 120 years" in page.one("#problem-age").text
    assert page.soup.select('[role="alert"]')


def test_a_pain_of_99_is_refused(visitor: Visitor) -> None:
    page = visitor.send("/check/you", {**ABOUT_ME, "screen": "you", "pain-now": "99"})

    assert page.status == 422
    assert "0 to 10 of 10" in page.one("#problem-pain-now").text


def test_a_choice_that_does_not_exist_is_refused(visitor: Visitor) -> None:
    page = visitor.send("/check/you", {**ABOUT_ME, "screen": "you", "site": "moon"})

    assert page.status == 422
    assert page.soup.select("#problem-site")


def test_what_was_answered_beside_a_wrong_number_is_kept(visitor: Visitor) -> None:
    asked = at_you(visitor)

    page = visitor.answer(asked, {**ABOUT_ME, "age.exact": "-3", "third-episode": "yes"})

    assert page.filled_in()["sex"] == "male"
    assert page.filled_in()["pain-now"] == "5"
    assert page.filled_in()["third-episode"] == "yes"
    assert page.filled_in()["age.exact"] == "-3"


def test_nothing_is_saved_of_a_screen_with_a_wrong_number(visitor: Visitor) -> None:
    visitor.answer(at_you(visitor), {**ABOUT_ME, "age.exact": "-3"})

    page = visitor.open("/check")

    assert page.asks("sex")
    assert page.asks("age")


def test_the_summary_leads_to_the_wrong_field(visitor: Visitor) -> None:
    page = visitor.answer(at_you(visitor), {**ABOUT_ME, "age.exact": "-3"})

    target = str(page.one(".problem-summary a")["href"])

    assert page.one(target).select_one('input[name="age.exact"]') is not None


def test_the_country_comma_is_read_as_a_decimal_point(visitor: Visitor) -> None:
    page = visitor.answer(at_you(visitor), {**ABOUT_ME, "age.exact": "35,5"})

    assert page.status == 200


@pytest.mark.parametrize(
    "path", ["/check/none", "/learn/none", "/learn/faq/none", "/rules/RF99", "/none", "/open/none"]
)
def test_what_does_not_exist_says_so_with_the_emergency_numbers(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.status == 404
    assert page.soup.select('main a[href="tel:112"]')
    assert page.soup.select('main a[href="/emergency"]')
    assert page.soup.select('main a[href="/"]')


def test_a_screen_that_does_not_exist_cannot_be_sent(visitor: Visitor) -> None:
    assert visitor.send("/check/none", {"screen": "none"}).status == 404


def test_a_way_that_is_not_there_says_so(visitor: Visitor) -> None:
    page = visitor.send("/learn")

    assert page.status == 405
    assert page.heading == "That cannot be done here."


def test_something_unexpected_shows_words_and_no_traceback(app: FastAPI, loop: Loop) -> None:
    @app.get("/broken")
    def breaks() -> None:
        raise RuntimeError("secret inner words")

    page = visit(app, loop, raise_errors=False).open("/broken")

    assert page.status == 500
    assert page.heading == "Something went wrong on our side."
    assert "secret" not in page.response.text
    assert page.soup.select('main a[href="tel:112"]')
    assert "default-src 'none'" in page.response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/check", "/emergency", "/learn", "/rules", "/safety", "/medicine"])
def test_a_broken_journal_does_not_hide_a_page(unlucky: Visitor, path: str) -> None:
    page = unlucky.open(path)

    assert page.status == 200
    assert "cannot be saved" in page.one("p.strip").text


def test_the_emergency_page_stands_with_a_broken_journal(unlucky: Visitor) -> None:
    page = unlucky.open("/emergency")

    assert page.heading == "Get emergency help now"
    assert {str(a["href"]) for a in page.soup.select("a.call")} >= {"tel:112"}


def test_an_answer_to_a_broken_journal_says_so_with_the_emergency_numbers(unlucky: Visitor) -> None:
    page = unlucky.send("/check", {"screen": "feeling"})

    assert page.status == 503
    assert page.soup.select('main a[href="tel:112"]')


def test_an_overlay_with_mistakes_is_named_on_every_page_and_hides_nothing(
    library: Library, clock: Clock, loop: Loop, app: FastAPI
) -> None:
    error = KnowledgeError([DataProblem("site/clinic.toml", 3, "phone", "Unknown key.", "Remove it.")])
    visitor = visit(create_app(app.state.coach, overlay_error=error), loop)

    page = visitor.open("/emergency")

    assert page.heading == "Get emergency help now"
    assert "site/clinic.toml:3" in page.one("details.strip pre").text
