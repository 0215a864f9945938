"""Somebody without pain comes to a plan that keeps it away, without being led through an acute flow."""

from __future__ import annotations

from tests.web.conftest import Clock
from tests.web.visitor import Visitor

AT_HOME = {"floor-ok": "yes", "place": "home"}
ABOUT_ME = {"age.exact": "45", "sex": "male"}


def came_without_pain(visitor: Visitor) -> None:
    visitor.walk(visitor.send("/prevent"), ABOUT_ME)
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)


def test_first_page_has_a_door_for_those_without_pain(visitor: Visitor) -> None:
    assert visitor.open("/").soup.select_one('form[action="/prevent"]') is not None


def test_outcome_leads_to_the_plan_and_not_to_first_aid(visitor: Visitor) -> None:
    page = visitor.walk(visitor.send("/prevent"), ABOUT_ME)

    assert page.path == "/outcome"
    assert page.soup.select_one('main a[href="/now"]') is None
    assert "asks again after 30 days" in page.words


def test_plan_is_for_prevention_and_asks_for_no_relief(visitor: Visitor) -> None:
    came_without_pain(visitor)

    page = visitor.open("/today")

    assert "Prevention" in page.words
    assert "relief only" not in page.words


def test_pain_that_comes_begins_the_whole_check(visitor: Visitor) -> None:
    came_without_pain(visitor)

    visitor.send("/log", {"pain_now": "5"})

    assert visitor.open("/today").path == "/check"


def test_check_holds_longer_than_that_of_somebody_in_pain_and_not_for_ever(visitor: Visitor, clock: Clock) -> None:
    came_without_pain(visitor)

    clock.pass_days(20)
    assert visitor.open("/today").path == "/today"
    clock.pass_days(11)
    assert visitor.open("/today").path == "/check"


def test_flare_is_one_tap_away_and_one_tap_back(visitor: Visitor) -> None:
    visitor.walk(visitor.check(), {})
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)

    visitor.send("/flare")
    in_flare = visitor.open("/today")
    after = visitor.send("/flare/over")

    assert in_flare.soup.select_one('form[action="/flare/over"]') is not None
    assert after.soup.select_one('form[action="/flare"]') is not None
