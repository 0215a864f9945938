"""What the browser is given to go on without the server, and what it sends when the server is there again."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from loosen.coach import Journal
from loosen.domain.library import Library
from loosen.errors import JournalError
from loosen.web.session import who_of
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

WEEK, EVENTS = "/offline/week.json", "/api/v1/me/events"
NUMB = {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"}
OUT_OF_CONTROL = {"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"}
ENTRY_ID = "01939000-0000-7000-8000-000000000001"


@pytest.fixture
def settled(visitor: Visitor) -> Visitor:
    """Somebody with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


def week_of(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.http.get(WEEK).json()
    return found


def worker_of(visitor: Visitor) -> dict[str, Any]:
    """Return what the service worker is told."""
    code = visitor.http.get("/sw.js").text
    told: dict[str, Any] = json.loads(code.split("self.LOOSEN = ", 1)[1].split(";\n", 1)[0])
    return told


def letter(who: str, *entries: dict[str, Any], sent_at: str = "2026-11-21T09:00:00+00:00") -> dict[str, Any]:
    return {"who": who, "sent_at": sent_at, "entries": list(entries)}


def walked(minutes: int, entry_id: str = ENTRY_ID) -> dict[str, Any]:
    at = "2026-11-21T09:00:00+00:00"
    return {
        "id": entry_id,
        "kind": "day",
        "day": "2026-11-21",
        "at": at,
        "body": {"log": {"minutes_walked": minutes}},
    }


def test_the_manifest_describes_an_app_with_shortcuts(visitor: Visitor) -> None:
    page = visitor.open("/")
    address = str(page.one('link[rel="manifest"]')["href"])

    response = visitor.http.get(address)

    manifest = response.json()
    assert response.headers["content-type"].startswith("application/manifest+json")
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == ("Loosen", "standalone", "/")
    assert [shortcut["name"] for shortcut in manifest["shortcuts"]] == ["It hurts now", "Today", "Log"]
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_every_icon_and_shortcut_of_the_manifest_is_there(visitor: Visitor) -> None:
    manifest = visitor.http.get("/manifest.webmanifest").json()
    addresses = [icon["src"] for icon in manifest["icons"]] + [one["url"] for one in manifest["shortcuts"]]

    found = {address: visitor.http.get(address).status_code for address in addresses}

    assert set(found.values()) == {200}


def test_the_colours_of_the_browser_follow_light_and_dark(visitor: Visitor) -> None:
    page = visitor.open("/")

    found = {str(tag["media"]): str(tag["content"]) for tag in page.soup.select('meta[name="theme-color"]')}

    assert found == {"(prefers-color-scheme: light)": "#fbfaf7", "(prefers-color-scheme: dark)": "#131a24"}


def test_the_service_worker_may_serve_the_whole_site_and_is_asked_for_anew(visitor: Visitor) -> None:
    response = visitor.http.get("/sw.js")

    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["service-worker-allowed"] == "/"
    assert response.headers["cache-control"] == "no-cache"
    assert "worker-src 'self'" in response.headers["content-security-policy"]


def test_everything_that_the_service_worker_keeps_is_there(visitor: Visitor) -> None:
    told = worker_of(visitor)

    found = {address: visitor.http.get(address).status_code for address in [*told["shell"], told["page"]]}

    assert set(found.values()) == {200}


def test_the_service_worker_keeps_every_module_and_nothing_of_a_person(settled: Visitor, library: Library) -> None:
    told = worker_of(settled)

    paths = {urlsplit(address).path for address in told["shell"]}
    assert {"/static/here.js", "/static/rules.js", "/static/player.js", "/static/style.css"} <= paths
    assert "/static/sw.js" not in paths
    assert WEEK not in paths
    assert all(path.startswith("/static/") or path in {"/reveal.css", "/offline/rules.json"} for path in paths)
    assert told["version"].endswith(library.version)


def test_the_rules_may_be_kept_for_good_by_their_version_only(visitor: Visitor, library: Library) -> None:
    kept = visitor.http.get(f"/offline/rules.json?{library.version}")
    plain = visitor.http.get("/offline/rules.json")
    other = visitor.http.get("/offline/rules.json?older")

    assert "immutable" in kept.headers["cache-control"]
    assert {plain.headers["cache-control"], other.headers["cache-control"]} == {"no-cache"}
    assert kept.json()["knowledge_version"] == library.version


def test_the_rules_hold_every_rule_question_screen_and_line(visitor: Visitor, library: Library) -> None:
    rules = visitor.http.get("/offline/rules.json").json()

    assert [rule["id"] for rule in rules["rules"]] == list(library.rules)
    assert [fact["id"] for fact in rules["facts"]] == list(library.facts)
    assert set(rules["signs"]) == set(library.signs)
    assert set(rules["countries"]) == set(library.countries)
    assert {one["id"] for one in rules["mini_screen"]} == set(library.mini_screen)
    assert len(rules["zones"]) == 11


def test_nobody_has_no_week(visitor: Visitor) -> None:
    response = visitor.http.get(WEEK)

    assert response.status_code == 404


def test_a_week_holds_the_plans_of_eight_days_with_their_pictures(settled: Visitor) -> None:
    week = week_of(settled)

    assert [day["date"] for day in week["days"]] == [f"2026-11-{day}" for day in range(21, 29)]
    for day in week["days"]:
        for mornings in (day["kept"], day["missed"]):
            assert set(mornings) == {"usual", "hold", "step-back", "relief"}
            assert all(0 <= place < len(week["plans"]) for place in mornings.values())
    assert week["holds_until"] == "2026-12-05T23:59:59+00:00"
    assert week["figures"]
    assert {settled.http.get(address).status_code for address in week["figures"]} == {200}


def test_every_picture_of_a_plan_is_among_those_to_keep(settled: Visitor) -> None:
    week = week_of(settled)

    named = set(re.findall(r"/figures/[^\"\s]+", json.dumps(week["plans"])))

    assert named == set(week["figures"])


def test_a_week_is_never_kept_by_a_cache_but_need_not_be_sent_twice(settled: Visitor) -> None:
    first = settled.http.get(WEEK)

    again = settled.http.get(WEEK, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-store"
    assert again.status_code == 304
    assert again.headers["loosen-now"] == "2026-11-21T09:00:00+00:00"


def test_a_new_report_makes_a_new_week(settled: Visitor) -> None:
    first = settled.http.get(WEEK)
    settled.send("/log", {"pain_now": "6"})

    again = settled.http.get(WEEK, headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 200


def test_an_emergency_leaves_no_plan_to_be_kept(settled: Visitor) -> None:
    settled.send("/check-again")
    settled.answer(settled.open("/check"), NUMB)

    week = week_of(settled)

    assert week["days"] == []
    assert week["withheld"]


def test_a_check_that_is_too_old_leaves_no_plan_to_be_kept(settled: Visitor, clock: Clock) -> None:
    clock.pass_days(15)

    week = week_of(settled)

    assert week["days"] == []


def test_the_word_of_a_clinician_goes_with_the_week(visitor: Visitor) -> None:
    visitor.check(OUT_OF_CONTROL)
    before = week_of(visitor)
    visitor.send("/cleared", {"seen": "yes"})

    after = week_of(visitor)

    assert (before["cleared"], before["allowed"]) == (None, "withheld")
    assert after["cleared"]
    assert after["allowed"] == "full"


def test_a_week_is_only_for_the_person_of_the_cookie(settled: Visitor, other_visitor: Visitor) -> None:
    other_visitor.check()

    weeks = [week_of(settled)["who"], week_of(other_visitor)["who"]]

    assert len(set(weeks)) == 2


def test_pages_tell_people_apart_without_telling_who_they_are(settled: Visitor) -> None:
    body = settled.open("/today").one("body")

    token = settled.http.cookies["loosen"]
    assert body["data-who"] == week_of(settled)["who"]
    assert str(body["data-who"]) not in token
    assert len(str(body["data-who"])) == 16


def test_nobody_is_nobody_to_the_page(visitor: Visitor) -> None:
    assert visitor.open("/").one("body")["data-who"] == ""
    assert who_of("nobody") == ""


def test_the_page_without_the_server_shows_numbers_to_tap_without_script(visitor: Visitor) -> None:
    page = visitor.open("/offline")

    assert page.status == 200
    calls = [str(link["href"]) for link in page.soup.select("main a.call")]
    assert "tel:112" in calls
    assert page.soup.select_one("noscript") is not None


def test_the_page_without_the_server_shows_the_lines_of_the_country(settled: Visitor) -> None:
    settled.send("/settings/country", {"country": "GB"})

    page = settled.open("/offline")

    calls = {str(link["href"]) for link in page.soup.select("main a.call")}
    assert "tel:999" in calls
    assert week_of(settled)["country"] == "GB"


def test_entries_are_taken_in_once(settled: Visitor) -> None:
    who = week_of(settled)["who"]

    answers = [settled.http.post(EVENTS, json=letter(who, walked(25))).json() for _ in range(2)]

    assert [answer["results"][0]["status"] for answer in answers] == ["taken", "known"]
    assert answers[0]["now"] == "2026-11-21T09:00:00Z"
    days = settled.http.get("/api/v1/me/history").json()["days"]
    assert [(day["date"], day["minutes_walked"]) for day in days] == [("2026-11-21", 25)]


def test_entries_of_somebody_else_are_not_taken(settled: Visitor, other_visitor: Visitor) -> None:
    other_visitor.check()
    mine = week_of(settled)["who"]

    response = other_visitor.http.post(EVENTS, json=letter(mine, walked(25)))

    assert response.status_code == 409
    assert "somebody else" in response.json()["error"]["title"]
    assert other_visitor.http.get("/api/v1/me/history").json()["days"] == []


def test_nobody_can_send_entries(visitor: Visitor) -> None:
    response = visitor.http.post(EVENTS, json=letter("", walked(25)))

    assert response.status_code == 404


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_another_site_cannot_send_entries(settled: Visitor, headers: dict[str, str]) -> None:
    who = week_of(settled)["who"]

    response = settled.http.post(EVENTS, json=letter(who, walked(25)), headers={**headers})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"entries": [{"id": "short", "kind": "day"}]},
        {"entries": [walked(5, f"01939000-0000-7000-8000-{number:012x}") for number in range(101)]},
        {"entries": [{**walked(5), "joy": 1}]},
        {"sent_at": "x" * 41},
    ],
)
def test_a_letter_of_the_wrong_shape_is_refused_as_a_whole(settled: Visitor, wrong: dict[str, Any]) -> None:
    who = week_of(settled)["who"]

    response = settled.http.post(EVENTS, json={**letter(who), **wrong})

    assert response.status_code == 422


def test_while_nothing_lasts_entries_stay_with_the_device(
    settled: Visitor, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = week_of(settled)["who"]
    monkeypatch.setattr(journal, "trouble", JournalError("The disk is full."), raising=False)

    response = settled.http.post(EVENTS, json=letter(who, walked(25)))

    assert response.status_code == 503
    assert response.json()["error"]["title"] == "The disk is full."


def test_the_clock_of_the_server_goes_with_every_answer(settled: Visitor, clock: Clock) -> None:
    who = week_of(settled)["who"]
    clock.now += timedelta(hours=3)

    answer = settled.http.post(EVENTS, json=letter(who)).json()

    assert answer == {"now": "2026-11-21T12:00:00Z", "results": []}


def test_a_peek_tells_whether_there_is_a_new_week_without_working_it_out(
    settled: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = settled.http.get(WEEK)
    monkeypatch.delattr("loosen.web.pages.offline.week_data")  # asking for it would fail
    same = settled.http.get(f"{WEEK}?peek").json()
    settled.send("/check-again")
    settled.answer(settled.open("/check"), NUMB)

    other = settled.http.get(f"{WEEK}?peek").json()

    assert same == {"tag": first.headers["etag"], "allowed": "full"}
    assert other["allowed"] == "withheld"
    assert other["tag"] != same["tag"]


def test_what_is_the_same_is_worked_out_once(settled: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    first = settled.http.get(WEEK)
    monkeypatch.delattr("loosen.web.pages.offline.week_data")  # asking for it again would fail

    again = settled.http.get(WEEK)

    assert again.content == first.content


def test_removing_a_persons_data_clears_what_the_browser_keeps(settled: Visitor) -> None:
    response = settled.http.post("/settings/forget", data={"sure": "yes"}, follow_redirects=False)

    assert '"storage"' in response.headers["clear-site-data"]
    assert settled.open("/forgotten").one("body")["data-who"] == ""
