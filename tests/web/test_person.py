"""Whose answers they are: two browsers, the owner's link, country, medicine screen, forgetting."""

from __future__ import annotations

from loosen.coach import Journal
from loosen.coach.people import person_of
from tests.web.conftest import OWNER_KEY
from tests.web.visitor import Visitor, words_of

CALLS = "a.call"


def numbers(visitor: Visitor, path: str) -> list[str]:
    """Return the numbers to call on a page."""
    return [str(a["href"]) for a in visitor.open(path).soup.select(CALLS)]


def test_two_browsers_never_see_each_others_answers(visitor: Visitor, other_visitor: Visitor) -> None:
    visitor.check({"past-cancer": "yes", "cancer-back-pain": "new-or-different"})
    other_visitor.answer(other_visitor.open("/check"))

    mine, theirs = visitor.open("/answers"), other_visitor.open("/answers")

    assert "cancer" in mine.words
    assert "cancer" not in theirs.words
    assert visitor.http.cookies["loosen"] != other_visitor.http.cookies["loosen"]


def test_looking_around_leaves_no_cookie(visitor: Visitor) -> None:
    for path in ("/", "/check", "/learn", "/rules", "/settings", "/emergency"):
        visitor.open(path)

    assert dict(visitor.http.cookies) == {}


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Visitor) -> None:
    response = visitor.http.post("/check", data={"screen": "feeling"}, follow_redirects=False)

    parts = {part.strip().lower() for part in response.headers["set-cookie"].split(";")}

    assert {"httponly", "samesite=lax", "path=/"} <= parts


def test_the_journal_never_holds_the_token_of_the_cookie(visitor: Visitor, journal: Journal) -> None:
    visitor.answer(visitor.open("/check"))
    token = visitor.http.cookies["loosen"]

    events = journal.events(person_of(token))

    assert events
    assert token not in repr(events)


def test_the_owners_link_binds_a_browser_to_the_owner(visitor: Visitor, journal: Journal) -> None:
    page = visitor.open(f"/open/{OWNER_KEY}")
    visitor.answer(visitor.open("/check"))

    assert page.path == "/"
    assert journal.events(person_of(OWNER_KEY))


def test_a_wrong_key_opens_nothing(visitor: Visitor) -> None:
    page = visitor.open(f"/open/{OWNER_KEY[:-1]}0")

    assert page.status == 404
    assert dict(visitor.http.cookies) == {}


def test_the_country_decides_the_lines(visitor: Visitor) -> None:
    before = numbers(visitor, "/emergency")
    visitor.send("/settings/country", {"country": "DE"})
    after = numbers(visitor, "/emergency")

    assert {"tel:112", "tel:999", "tel:911", "tel:000"} <= set(before)
    assert "tel:112" in after
    assert "tel:911" not in after
    assert "tel:116117" in numbers(visitor, "/settings")


def test_the_chosen_country_is_shown_as_chosen(visitor: Visitor) -> None:
    page = visitor.send("/settings/country", {"country": "GB"})

    assert page.one("#country option[selected]")["value"] == "GB"


def test_a_country_nobody_knows_changes_nothing(visitor: Visitor) -> None:
    page = visitor.send("/settings/country", {"country": "XX"})

    assert page.status == 404
    assert visitor.open("/settings").one("#country option[selected]")["value"] == "ZZ"


def test_the_country_stays_when_a_new_check_begins(visitor: Visitor) -> None:
    visitor.send("/settings/country", {"country": "DE"})
    visitor.send("/check-again")

    assert visitor.open("/settings").one("#country option[selected]")["value"] == "DE"


def test_forgetting_needs_its_tick(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"))

    page = visitor.send("/settings/forget")

    assert page.status == 422
    assert visitor.open("/answers").soup.select("dt")


def test_forgetting_removes_every_event_and_the_cookie(visitor: Visitor, journal: Journal) -> None:
    visitor.check()
    person = person_of(visitor.http.cookies["loosen"])

    page = visitor.send("/settings/forget", {"sure": "yes"})

    assert page.path == "/forgotten"
    assert journal.events(person) == ()
    assert dict(visitor.http.cookies) == {}
    assert visitor.open("/answers").soup.select("dt") == []


def test_the_medicine_screen_says_ask_first_until_all_is_answered(visitor: Visitor) -> None:
    page = visitor.open("/medicine")

    verdicts = {words_of(verdict) for verdict in page.soup.select(".verdict")}

    assert verdicts == {"Ask a pharmacist or doctor first"}
    assert page.link("Answer the questions") == "/medicine?go=on"


def test_the_medicine_screen_names_what_not_to_use_and_why(visitor: Visitor) -> None:
    visitor.check()
    asking = visitor.open("/medicine?go=on")
    page = visitor.walk(asking, {"asthma-by-aspirin": "yes"})
    found = {
        words_of(part.select("h2")[0]): words_of(part.select(".verdict")[0]) for part in page.soup.select(".medicine")
    }

    assert page.path == "/medicine"
    assert "open." not in page.words
    assert found["Ibuprofen"] == "Do not use it"
    assert found["Naproxen"] == "Do not use it"
    assert found["Aspirin (for pain)"] == "Do not use it"
    assert found["Paracetamol (acetaminophen)"] == "Nothing you told us speaks against it"


def test_the_medicine_screen_shows_pack_limits_of_the_country(visitor: Visitor) -> None:
    visitor.send("/settings/country", {"country": "US"})

    page = visitor.open("/medicine")

    assert "What packs say in United States" in page.words
