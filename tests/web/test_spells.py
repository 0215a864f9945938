"""A flare, one tap away and one tap back; and prevention without being led through an acute flow."""

from __future__ import annotations

from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor

WELL = {"age.exact": "35", "sex": "male"}
NO_TO_ALL = dict.fromkeys(("bladder-saddle", "legs", "ill", "injury"), "no")
AT_HOME = {"floor-ok": "yes", "place": "home"}
RELIEF = "These days are for relief and short walks."


def settled(visitor: Visitor) -> Page:
    """Return today's page of somebody who did the check."""
    visitor.check({"days-since-start": "20", "pain-now": "3"})
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)
    return visitor.open("/today")


def test_one_tap_makes_today_a_flare_and_one_tap_takes_it_back(visitor: Visitor) -> None:
    before = settled(visitor)

    asked = visitor.send("/flare")
    flare = visitor.send("/flare/screen", NO_TO_ALL)
    after = visitor.send("/flare/over")

    assert asked.heading == "First, a few questions"
    assert flare.path == after.path == "/today"
    assert RELIEF in flare.words
    assert RELIEF not in before.words
    assert RELIEF not in after.words


def test_a_flare_that_is_over_the_next_day_begins_the_way_back_at_once(visitor: Visitor, clock: Clock) -> None:
    settled(visitor)
    visitor.send("/flare")
    clock.pass_days(1)

    page = visitor.send("/flare/over")

    assert "you restart at half today" in page.words


def test_tapping_twice_is_one_flare(visitor: Visitor) -> None:
    settled(visitor)

    visitor.send("/flare")
    first = visitor.send("/flare/screen", NO_TO_ALL)
    second = visitor.send("/flare")

    assert second.path == "/today"
    assert first.words == second.words


def test_a_yes_at_the_begin_of_a_flare_leads_to_the_check(visitor: Visitor) -> None:
    settled(visitor)
    visitor.send("/flare")

    page = visitor.send("/flare/screen", {**NO_TO_ALL, "legs": "yes"})

    assert page.path == "/check"
    assert "You said yes" in page.words


def test_a_question_left_open_at_the_begin_of_a_flare_is_asked_again(visitor: Visitor) -> None:
    settled(visitor)
    visitor.send("/flare")

    page = visitor.send("/flare/screen", {"legs": "no"})

    assert page.status == 422
    assert "This one is still open." in page.words


def test_a_flare_told_in_the_log_asks_the_questions_too(visitor: Visitor) -> None:
    settled(visitor)

    page = visitor.send("/log", {"pain_now": "4", "flare": "yes"})

    assert page.path == "/flare"


def test_somebody_without_pain_gets_to_prevention_without_a_question_about_pain(visitor: Visitor) -> None:
    page = visitor.send("/prevent")
    asked = []
    while page.is_screen:
        asked.append(page.screen)
        assert not page.asks("pain-now")
        assert not page.asks("days-since-start")
        page = visitor.answer(page, {name: WELL[name] for name in WELL if page.asks(name.removesuffix(".exact"))})
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)

    today = visitor.open("/today")

    assert asked[0] == "feeling"
    assert {"injury", "course"}.isdisjoint(asked)
    assert "Prevention" in today.words
    assert "10 minutes, once a day on 5 days a week" in today.words


def test_pain_that_is_told_after_that_begins_the_whole_check(visitor: Visitor) -> None:
    visitor.walk(visitor.send("/prevent"), WELL)
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)

    visitor.send("/log", {"pain_now": "4"})
    page = visitor.open("/check")

    assert page.is_screen
    assert page.screen == "feeling"
    outcome = visitor.walk(page, {"age.exact": "35", "sex": "male", "days-since-start": "1", "site": "low-back"})
    assert outcome.heading == "Self-care is right for now"
