"""The plan in a calendar: read back with the library that others read it with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar

from tests.web.conftest import Clock
from tests.web.visitor import Visitor


def planned(visitor: Visitor, address: str = "/calendar.ics") -> Calendar:
    answer = visitor.http.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def at_hours(calendar: Calendar) -> list[datetime]:
    return [event.start for event in calendar.walk("VEVENT") if isinstance(event.start, datetime)]


def ready(visitor: Visitor) -> None:
    """Come through the check and tick the notice."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})


def subscribed(visitor: Visitor) -> str:
    page = visitor.send("/calendar", {"do": "share", "hour": "7", "alarm": "yes"})
    return page.one("code.address").get_text().removeprefix("http://localhost")


def test_coming_days_have_their_bouts_and_walks(visitor: Visitor) -> None:
    ready(visitor)

    calendar = planned(visitor)

    starts = at_hours(calendar)
    assert {start.date() for start in starts} == {date(2026, 11, 21) + timedelta(days=n) for n in range(14)}
    assert min(starts) == datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001 - the time of whoever reads it
    assert {str(event["summary"])[:4] for event in calendar.walk("VEVENT")} >= {"Walk", "Loos"}


def test_titles_say_nothing_of_a_back_unless_it_is_wished(visitor: Visitor) -> None:
    ready(visitor)

    discreet, open_ = planned(visitor), planned(visitor, "/calendar.ics?open=yes")

    assert all("back" not in str(event["summary"]).lower() for event in discreet.walk("VEVENT"))
    assert any("Pelvic tilt" in str(event["description"]) for event in open_.walk("VEVENT"))


def test_ids_stay_so_that_a_calendar_does_not_double(visitor: Visitor, clock: Clock) -> None:
    ready(visitor)
    first = {str(event["uid"]) for event in planned(visitor).walk("VEVENT")}
    clock.pass_days(0.01)

    again = {str(event["uid"]) for event in planned(visitor).walk("VEVENT")}

    assert first == again
    assert len(first) == len(planned(visitor).walk("VEVENT"))


def test_address_opens_without_a_cookie_and_asks_for_nothing_else(visitor: Visitor, other_visitor: Visitor) -> None:
    ready(visitor)
    address = subscribed(visitor)

    calendar = planned(other_visitor, address)

    assert at_hours(calendar)[0].hour == 7
    assert all(event.walk("VALARM") for event in calendar.walk("VEVENT") if isinstance(event.start, datetime))
    assert "loosen" not in other_visitor.http.cookies


def test_closed_or_replaced_address_opens_nothing(visitor: Visitor, other_visitor: Visitor) -> None:
    ready(visitor)
    first = subscribed(visitor)
    second = subscribed(visitor)

    assert other_visitor.http.get(first).status_code == 404
    assert other_visitor.http.get(second).status_code == 200
    visitor.send("/calendar", {"do": "stop"})
    assert other_visitor.http.get(second).status_code == 404


def test_wrong_secret_tells_nothing_of_who_is_there(visitor: Visitor, other_visitor: Visitor) -> None:
    ready(visitor)
    address = subscribed(visitor)
    person = address.split("/")[2]

    wrong = other_visitor.http.get(f"/calendar/{person}/guess.ics")
    nobody = other_visitor.http.get("/calendar/nobody/guess.ics")

    assert (wrong.status_code, nobody.status_code) == (404, 404)
    assert wrong.text == nobody.text.replace("/calendar/nobody", f"/calendar/{person}")


def test_past_the_check_there_is_one_note_to_open_the_app(visitor: Visitor, clock: Clock) -> None:
    ready(visitor)
    address = subscribed(visitor)
    clock.pass_days(15)

    calendar = planned(visitor, address)

    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Loosen: open the app"]


def test_without_a_check_the_page_leads_to_it(visitor: Visitor) -> None:
    assert visitor.open("/calendar").path == "/check"
