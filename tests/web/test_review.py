"""Looking back in page terms: the questions, what helps, the way of a crisis, the questionnaire."""

from __future__ import annotations

import pytest

from loosen.domain.library import Library
from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, words_of

HIGH = {"fear-of-movement": "8", "low-mood": "7", "sleep-hurt": "9"}


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


def test_every_answer_line_comes_with_its_why(well: Visitor, library: Library) -> None:
    page = well.send("/review", HIGH)

    cards = page.soup.select(".step-card")
    assert page.path == "/review/found"
    assert [words_of(card.select("h2")[0]) for card in cards] == ["Fear of moving", "Low mood", "Broken sleep"]
    for card, flag in zip(cards, ("fear-of-movement", "mood", "sleep"), strict=True):
        assert library.yellow_flags[flag].response.en in words_of(card)
        assert card.select('details a[href^="/learn/sources/"]')
    assert "8 of 10" in page.words
    assert "2 to 4 weeks" in page.words


def test_nothing_high_is_good_to_know(well: Visitor) -> None:
    page = well.send("/review", {"low-mood": "1", "confidence-daily-things": "9"})

    assert "Nothing here that tends to slow recovery" in page.words


def test_self_harm_leads_to_the_emergency_page_with_the_crisis_lines(well: Visitor) -> None:
    page = well.send("/review", {"low-mood": "9", "self-harm-thoughts": "yes"})

    assert page.path == "/outcome"
    assert page.soup.select_one("body.alarm") is not None
    assert "Call the crisis line" in page.words
    assert well.open("/today").path == "/outcome"


def test_not_sure_about_self_harm_is_asked_once_more(well: Visitor) -> None:
    page = well.send("/review", {"self-harm-thoughts.unsure": "yes"})

    assert page.path == "/review/mind"
    assert page.asks("self-harm-thoughts-clarified")


def test_both_questions_of_the_crisis_stand_with_the_mood(well: Visitor) -> None:
    page = well.open("/review")

    crisis = [str(box["name"]) for box in page.soup.select(".crisis input")]
    assert {"self-harm-thoughts", "self-harm-thoughts.unsure", "cannot-cope", "cannot-cope.unsure"} == set(crisis)


def test_nothing_answered_is_told(well: Visitor) -> None:
    page = well.send("/review", {})

    assert page.status == 422
    assert "Nothing was answered." in page.words


def test_wrong_answers_keep_what_was_given(well: Visitor) -> None:
    page = well.send("/review", {"low-mood": "11", "sleep-hurt": "9"})

    assert page.status == 422
    assert page.soup.select_one('input[name="sleep-hurt"][value="9"][checked]') is not None


def test_the_check_in_says_when_a_look_back_is_due(well: Visitor, clock: Clock) -> None:
    well.send("/log", {"pain_now": "3"})
    before = "time to look back" in well.open("/log").words
    clock.pass_days(13)
    due = "time to look back" in well.open("/log").words
    well.send("/review", {"low-mood": "1"})

    assert (before, due) == (False, True)
    assert "time to look back" not in well.open("/log").words


def test_found_without_a_review_asks_for_one(well: Visitor) -> None:
    assert well.open("/review/found").path == "/review"


def test_the_24_statements_stand_word_for_word(well: Visitor, library: Library) -> None:
    page = well.open("/rmdq")

    lines = [words_of(tag) for tag in page.soup.select(".ticks .yes")]
    assert lines == list(library.questionnaires["rmdq-24"].statement.en)
    assert "Spine 1983" in page.words


def test_the_score_is_told_with_what_it_can_say(well: Visitor) -> None:
    ticked = [str(number) for number in range(1, 13)]
    first = Page(well.http.post("/rmdq", data={"ticked": ticked}))
    second = Page(well.http.post("/rmdq", data={"ticked": ticked[:3]}))

    assert "12 of 24" in first.words
    assert "3 of 24" in second.words
    assert "clearly better than your first score of 12" in second.words
    assert "Below 4 and above 20" in second.words


def test_sending_the_questionnaire_twice_counts_once(well: Visitor) -> None:
    event = str(well.open("/rmdq").one('input[name="event"]')["value"])

    well.send("/rmdq", {"event": event, "ticked": "3"})
    page = well.send("/rmdq", {"event": event, "ticked": "3"})

    assert len(page.soup.select("tbody tr")) == 1


def test_a_score_of_0_is_only_what_somebody_says(well: Visitor) -> None:
    assert "0 of 24" in well.send("/rmdq", {"none": "yes"}).words


@pytest.mark.parametrize("sent", [{}, {"none": "yes", "ticked": "3"}], ids=["nothing", "both"])
def test_a_questionnaire_without_a_clear_answer_is_not_stored(well: Visitor, sent: dict[str, str]) -> None:
    page = well.send("/rmdq", sent)

    assert page.status == 422
    assert "or “None of these today”." in page.words
    assert "Your last score" not in page.words


@pytest.mark.parametrize("ticked", ["0", "25", "x", "1" * 9])
def test_statements_that_are_none_are_told(well: Visitor, ticked: str) -> None:
    assert well.send("/rmdq", {"ticked": ticked}).status == 422
