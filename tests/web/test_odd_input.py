"""Values that no form of Loosen sends: told in words, never a page that says something went wrong on our side."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from loosen.domain.library import Library
from loosen.errors import CallError
from loosen.web.sent import decimal_number, no_number, sent_event, sent_pain, whole_number
from tests.web.visitor import Visitor

ODD = (
    "²",
    "٣",
    "۵",
    "9" * 5000,
    "9" * 19,
    "1e9",
    "1e400",
    "NaN",
    "Infinity",
    "1_0",
    "+5",
    "--1",
    "\x00",
    "a\x00b",
    "🙂",
)
"""Texts that other readers of numbers take, or break at."""


@pytest.mark.parametrize("text", [*ODD, "", " ", "-", "1.5", "1234567"])
def test_text_that_is_no_whole_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 7 ", 7), ("-3", -3), ("007", 7), ("999999", 999999)])
def test_whole_number_is_read_in_plain_digits(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [*ODD, "", ".", ",", "1.2.3", "1,000.5", "1234567.5"])
def test_text_that_is_no_decimal_number_is_none(text: str) -> None:
    assert decimal_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("7.5", 7.5), ("7,5", 7.5), (".5", 0.5), ("7.", 7.0), ("-1.5", -1.5)]
)
def test_decimal_number_may_have_a_point_or_a_comma(text: str, number: float) -> None:
    assert decimal_number(text) == number


def test_field_that_is_no_number_is_told_in_the_same_words() -> None:
    problem = no_number("minutes", "²" * 100)

    assert (problem.where, problem.what) == ("minutes", f"'{'²' * 40}' is not a number.")
    assert problem.remedy == "Give a whole number."


@pytest.mark.parametrize("text", [*ODD, "-1", "11", "1.5"])
def test_pain_that_is_not_on_the_scale_is_told(text: str) -> None:
    with pytest.raises(CallError, match="not a pain from 0 to 10"):
        sent_pain({"pain": text})


@pytest.mark.parametrize(
    ("form", "pain"), [({}, None), ({"pain": " "}, None), ({"pain": "0"}, 0), ({"pain": "10"}, 10)]
)
def test_pain_may_be_left_out(form: dict[str, str], pain: int | None) -> None:
    assert sent_pain(form) == pain


@pytest.mark.parametrize("text", ["", "short", "x" * 37, "²" * 20, "a b c d e f g h i j"])
def test_id_that_cannot_be_used_is_none(text: str) -> None:
    assert sent_event({"event": text}) is None


@pytest.fixture
def ready(visitor: Visitor) -> Visitor:
    """Someone who came through the check and ticked the notice."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


def test_minutes_that_are_no_number_are_told_and_change_nothing(ready: Visitor) -> None:
    for minutes in ODD:
        page = ready.send("/fit-me", {"minutes": minutes})

        assert page.status == 422, minutes
        assert "is not a number. Give a whole number." in page.words
    assert ready.open("/fit-me").soup.select_one('[name="minutes"][value=""][checked]') is not None


def test_minutes_out_of_range_are_told(ready: Visitor) -> None:
    assert [ready.send("/fit-me", {"minutes": minutes}).status for minutes in ("-5", "0", "121")] == [422] * 3


def test_hour_that_is_none_leaves_the_first_session_at_9(ready: Visitor) -> None:
    for hour in (*ODD, "-1", "24", "99"):
        answer = ready.http.get("/calendar.ics", params={"hour": hour})

        assert answer.status_code == 200, hour
        assert "DTSTART:20261121T090000" in answer.text, hour


def screened(visitor: Visitor) -> None:
    """Say no to each of the questions before a bout."""
    questions = visitor.open("/bout").soup.select('input[value="no"]')
    visitor.send("/bout/screen", {str(one["name"]): "no" for one in questions})


def begun(visitor: Visitor) -> None:
    """Begin a bout at pain 3."""
    screened(visitor)
    visitor.send("/bout/start", {"pain": "3"})


def test_pain_before_a_bout_that_is_none_is_asked_again(ready: Visitor) -> None:
    screened(ready)

    pages = [ready.send("/bout/start", {"pain": pain}) for pain in (*ODD, "-1", "11", "")]

    assert {(page.status, page.path) for page in pages} == {(422, "/bout/start")}


def test_pain_after_a_bout_that_is_none_is_told_and_the_bout_stays_open(ready: Visitor) -> None:
    begun(ready)

    pages = [ready.send("/bout/finish", {"pain": pain}) for pain in (*ODD, "-1", "11")]

    assert {page.status for page in pages} == {422}
    assert ready.open("/bout/finish").path == "/bout/finish"


@pytest.mark.parametrize("seconds", ["²", "9" * 5000, "-1"])
def test_time_that_is_no_number_does_not_keep_a_bout_from_ending(ready: Visitor, seconds: str) -> None:
    begun(ready)

    page = ready.send("/bout/finish", {"pain": "3", "seconds": seconds, "event": seconds})

    assert (page.status, page.path) == (200, "/today")


def test_remedy_with_values_that_are_none_says_so_or_takes_the_usual(ready: Visitor) -> None:
    address = str(ready.open("/remedies").soup.select('main a[href$="/timer"]')[0]["href"])
    odd = (*ODD, "-1")

    refused = {ready.send(address, {"pain": value}).status for value in odd}
    running = ready.send(address, {"pain": "3", "minutes": ODD[0]})
    looked = {ready.http.get(address, params={"minutes": value}).status_code for value in odd}
    end = address.replace("/timer", "/end")
    ended = {ready.send(end, {"use": value, "pain": value, "seconds": value}).status for value in odd}

    assert (refused, running.status, looked, ended) == ({422}, 200, {200}, {200})


@pytest.mark.parametrize("name", ["load", "frequency", "lifts_per_day"])
def test_measure_of_a_lift_that_is_no_number_is_told(visitor: Visitor, name: str) -> None:
    usual = {
        "load": "10",
        "origin.horizontal": "30",
        "origin.vertical": "70",
        "back_pain": "no",
        "shown_in": "metric",
    }

    by_form = {visitor.http.post("/lift", data={**usual, "units": "us", name: value}).status_code for value in ODD}
    by_address = {visitor.http.get("/lift", params={name: value}).status_code for value in ODD}

    assert (by_form, by_address) == ({422}, {422})


def test_file_may_have_any_name(visitor: Visitor) -> None:
    visitor.open("/import")
    content = b"date,steps\n2026-11-19,4200\n"

    for name in ("a\x00b.csv", "../../walks.csv", "²" * 200, 'a"b', "\r\nx", "🙂.csv"):
        page = visitor.send("/import", {"do": "look"}, files={"file": (name, content, "text/csv")})

        assert "This would be new: 1 day" in page.words, name


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"pain": 3}'),
        ("text/plain", b"pain=3"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ED%A0%80&pain=%00&minutes=%C2%B2&pain=1&pain=2"),
        ("", b"pain=3"),
    ],
)
def test_body_of_another_kind_is_refused_or_counts_as_empty(visitor: Visitor, kind: str, body: bytes) -> None:
    visitor.open("/import")

    for path in ("/fit-me", "/calendar", "/bout/start", "/bout/finish", "/remedies/heat/end", "/lift", "/import"):
        answer = visitor.http.post(path, content=body, headers={"content-type": kind})

        assert answer.status_code < 500, path


def test_wrong_way_of_asking_is_told(visitor: Visitor) -> None:
    for path in ("/fit-me", "/calendar", "/calendar.ics", "/bout/finish", "/lift", "/import", "/breaks"):
        answers = {visitor.http.request(way, path).status_code for way in ("PUT", "PATCH", "DELETE", "OPTIONS")}

        assert answers == {405}, path


def opened_elsewhere(items: list[str]) -> bytes:
    """Return a saved file with a bout that was begun and not ended."""
    event = {
        "id": "00000000-89ab-7cde-8f01-23456789abcd",
        "at": "2026-11-21T08:59:00+00:00",
        "kind": "bout-started",
        "body": {"day": "2026-11-21", "items": items, "pain": 3},
    }
    return json.dumps({"format": 1, "events": [event]}).encode()


@pytest.mark.parametrize("items", [["nope"], ["nope", "cat-cow-all-fours"], []])
def test_open_bout_of_movements_that_are_not_known_can_be_ended(
    ready: Visitor, library: Library, items: list[str]
) -> None:
    files = {"file": ("loosen.json", opened_elsewhere(items), "application/json")}
    ready.send("/import", {"do": "take"}, files=files)

    page = ready.open("/bout/finish")
    after = ready.send("/bout/finish", {"pain": "4", "item.nope": "done", "item.cat-cow-all-fours": "done"})

    known = [name for name in items if name in library.variants]
    assert [str(field["name"]) for field in page.soup.select('[name^="item."][value="done"]')] == [
        f"item.{name}" for name in known
    ]
    assert (after.status, after.path) == (200, "/today")


def test_calendar_holds_no_plan_before_the_notice_is_ticked(visitor: Visitor) -> None:
    visitor.check()

    calendar = Calendar.from_ical(visitor.http.get("/calendar.ics").content)

    (note,) = calendar.walk("VEVENT")
    assert str(note["summary"]) == "Loosen: open the app"
    assert "safety notice" in str(note["description"])


def test_subscribed_calendar_holds_no_plan_while_a_new_check_waits_for_its_notice(ready: Visitor) -> None:
    page = ready.send("/calendar", {"do": "share"})
    address = page.one("code.address").get_text().removeprefix("http://localhost")
    before = len(Calendar.from_ical(ready.http.get(address).content).walk("VEVENT"))
    ready.send("/check-again")

    ready.check()

    assert before > 14
    assert len(Calendar.from_ical(ready.http.get(address).content).walk("VEVENT")) == 1
