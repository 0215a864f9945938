"""The guided bout in page terms: questions, pain before, the list that reads without script, and how it went."""

from __future__ import annotations

import json

import pytest

from loosen.domain.events import EventKind
from tests.web.conftest import Clock
from tests.web.visitor import NO, Page, Visitor

EVENT = "0199aaaa-0000-7000-8000-000000000001"


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


@pytest.fixture
def running(well: Visitor) -> Visitor:
    """Someone whose bout runs; pain before it was 5."""
    well.send("/bout/screen", NO)
    well.send("/bout/start", {"pain": "5"})
    return well


def items_of(page: Page) -> list[str]:
    """Return the movements that the form at the end asks about."""
    names = [str(field["name"]) for field in page.soup.select('input[name^="item."]')]
    return list(dict.fromkeys(name.removeprefix("item.") for name in names))


def events_of(visitor: Visitor) -> list[dict[str, object]]:
    """Return what was recorded of bouts that ended."""
    exported = json.loads(visitor.http.get("/export.json").text)
    return [event["body"] for event in exported["events"] if event["kind"] == EventKind.BOUT_FINISHED.value]


@pytest.mark.parametrize("path", ["/bout", "/bout/run"])
def test_nobody_gets_a_bout_before_the_check(visitor: Visitor, path: str) -> None:
    assert visitor.open(path).path == "/check"


@pytest.mark.parametrize(("path", "data"), [("/bout/screen", NO), ("/bout/start", {"pain": "3"})])
def test_nobody_begins_a_bout_before_the_check(visitor: Visitor, path: str, data: dict[str, str]) -> None:
    assert visitor.send(path, data).path == "/check"


def test_nobody_gets_a_bout_before_the_notice(visitor: Visitor) -> None:
    visitor.check()

    assert visitor.open("/bout").path == "/notice"


def test_nobody_gets_a_bout_in_an_emergency(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"), {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"})

    assert visitor.open("/bout").path == "/outcome"


def test_every_bout_begins_with_the_4_questions(well: Visitor) -> None:
    page = well.open("/bout")

    assert page.heading == "Before you begin"
    assert {str(field["name"]) for field in page.soup.select("form.screen input[type=radio]")} == set(NO)
    assert page.soup.select("form.screen input[checked]") == []


def test_a_question_that_is_left_open_is_asked_again_and_the_others_are_kept(well: Visitor) -> None:
    page = well.send("/bout/screen", {name: value for name, value in NO.items() if name != "ill"})

    assert page.status == 422
    assert page.soup.select("#problem-ill")
    assert len(page.soup.select("form.screen input[checked]")) == 3
    assert well.open("/bout").heading == "Before you begin"


@pytest.mark.parametrize("name", sorted(NO))
def test_any_yes_leads_to_the_full_check_with_words_why(well: Visitor, name: str) -> None:
    page = well.send("/bout/screen", {**NO, name: "yes"})

    assert page.path == "/check"
    assert "You said yes to a question before the bout" in page.words
    assert well.open("/bout").path == "/check"
    assert well.open("/bout/run").path == "/check"


def test_pain_before_is_asked_after_the_questions(well: Visitor) -> None:
    page = well.send("/bout/screen", NO)

    assert page.heading == "How is the pain now?"
    assert len(page.soup.select("input[name=pain]")) == 11


@pytest.mark.parametrize("pain", ["", "11", "-1", "abc", "5.5", "٣", "9" * 5000])
def test_a_pain_that_cannot_be_is_asked_again(well: Visitor, pain: str) -> None:
    well.send("/bout/screen", NO)

    page = well.send("/bout/start", {"pain": pain})

    assert page.status == 422
    assert page.heading == "How is the pain now?"


def test_a_bout_does_not_begin_without_the_questions(well: Visitor) -> None:
    page = well.send("/bout/start", {"pain": "3"})

    assert page.heading == "Before you begin"


def test_pressing_begin_twice_begins_one_bout(well: Visitor) -> None:
    well.send("/bout/screen", NO)

    for _ in range(2):
        well.send("/bout/start", {"pain": "5", "event": EVENT})

    kinds = [event["kind"] for event in json.loads(well.http.get("/export.json").text)["events"]]
    assert kinds.count("bout-started") == 1


def test_the_whole_bout_can_be_read_without_script(running: Visitor) -> None:
    page = running.open("/bout/run")
    cards = page.soup.select(".run-list > li")

    assert page.status == 200
    assert len(cards) == len(items_of(page)) > 0
    for card in cards:
        assert card.select("ol.how li")
        assert " in all, " in card.text
    assert page.one("#whole").has_attr("open")
    assert page.one("#player").has_attr("hidden")
    assert "hidden" not in page.one("#finish").attrs


def test_the_script_comes_as_data_and_nothing_is_executed_inline(running: Visitor) -> None:
    page = running.open("/bout/run")
    inline = [tag for tag in page.soup.select("script") if not tag.has_attr("src")]
    data = json.loads(page.one("#bout-data").text)

    assert [tag["type"] for tag in inline] == ["application/json"]
    assert "unsafe" not in page.response.headers["content-security-policy"]
    assert page.soup.select("[style], [onclick], style") == []
    assert data["format"] == 1
    assert data["cues"][0]["at_s"] == 0
    assert [item["id"] for item in data["items"]] == items_of(page)
    assert len(data["zones"]) == 11
    assert data["signs"][0]["id"] == "chest-or-faint"


def test_a_bout_that_begins_sore_counts_the_rise_alone(running: Visitor) -> None:
    zones = json.loads(running.open("/bout/run").one("#bout-data").text)["zones"]

    assert [zone["action"] for zone in zones] == ["carry-on"] * 7 + ["stop-exercise"] * 4  # began at 5: 7 is 2 more


def test_a_bout_that_runs_is_gone_on_with(running: Visitor) -> None:
    assert running.open("/bout").path == "/bout/run"


def test_a_bout_that_was_left_long_ago_asks_the_questions_again_and_can_still_be_told(
    running: Visitor, clock: Clock
) -> None:
    clock.pass_days(0.1)  # 2.4 hours, more than the 2 for which the questions hold

    page = running.open("/bout/run")

    assert page.heading == "Before you begin"
    assert page.link("Say how it went") == "/bout/finish"
    assert running.open("/bout/finish").heading == "How did it go?"


def test_how_it_went_is_recorded(running: Visitor) -> None:
    first, second, *others = items_of(running.open("/bout/run"))
    data = {f"item.{first}": "done", f"item.{second}": "stopped", "pain": "3", "seconds": "171", "event": EVENT}

    page = running.send("/bout/finish", data)

    (body,) = events_of(running)
    assert page.path == "/today"
    assert (body["done"], body["stopped"]) == ([first], [second])
    assert (body["pain"], body["seconds"], body["signs"]) == (3, 171, [])
    assert others


def test_the_form_alone_is_enough(running: Visitor) -> None:
    page = running.send("/bout/finish")

    (body,) = events_of(running)
    assert page.path == "/today"
    assert (body["done"], body["pain"], body["seconds"]) == ([], None, None)


def test_sending_it_twice_counts_once(running: Visitor) -> None:
    for _ in range(2):
        page = running.send("/bout/finish", {"event": EVENT, "pain": "2"})

        assert page.path == "/today"

    assert len(events_of(running)) == 1


def test_a_wrong_pain_after_shows_the_form_again_with_what_was_chosen(running: Visitor) -> None:
    first = items_of(running.open("/bout/run"))[0]

    for pain in ("99", "abc"):
        page = running.send("/bout/finish", {f"item.{first}": "done", "sign": "sharp", "pain": pain})

        assert page.status == 422
        assert "not a pain from 0 to 10" in page.words
        assert page.one(f'input[name="item.{first}"][value=done]').has_attr("checked")
        assert page.one('input[value="sharp"]').has_attr("checked")
    assert events_of(running) == []


def test_a_stop_sign_that_does_not_exist_is_refused(running: Visitor) -> None:
    page = running.send("/bout/finish", {"sign": "moon"})

    assert page.status == 422
    assert "no stop sign" in page.words


def test_the_end_of_no_bout_is_refused_in_words(well: Visitor) -> None:
    page = well.send("/bout/finish", {"pain": "2"})

    assert page.status == 404
    assert page.heading == "No bout is running."
    assert well.open("/bout/finish").path == "/today"


def test_an_emergency_sign_leads_to_the_emergency_page_and_to_the_check(running: Visitor) -> None:
    page = running.send("/bout/finish", {"sign": "saddle-or-weak"})

    assert page.path == "/emergency"
    assert running.open("/bout").path == "/check"
    assert running.open("/today").path == "/check"


def test_a_sign_that_opens_the_check_does_so(running: Visitor) -> None:
    page = running.send("/bout/finish", {"sign": "leg-spreads"})

    assert page.path == "/bout/stopped"
    assert "see a doctor today" in page.words
    assert page.link("Begin the safety check") == "/check"
    assert running.open("/bout").path == "/check"


def test_after_15_minutes_of_pain_there_is_no_more_exercise_today(running: Visitor, clock: Clock) -> None:
    page = running.send("/bout/finish", {"sign": "lasts-15-minutes"})

    assert page.heading == "No more exercise today"
    assert running.open("/bout").heading == "No more exercise today"
    running.send("/bout/screen", NO)
    assert running.send("/bout/start", {"pain": "3"}).heading == "No more exercise today"
    clock.pass_days(1)
    assert running.open("/bout").heading == "Before you begin"


def test_a_sharp_pain_asks_for_no_check(running: Visitor) -> None:
    page = running.send("/bout/finish", {"sign": "sharp"})

    assert page.path == "/bout/stopped"
    assert page.link("Back to today") == "/today"


def test_the_next_bout_asks_the_4_questions_again(running: Visitor) -> None:
    running.send("/bout/finish")

    assert running.open("/bout").heading == "Before you begin"


def test_how_it_went_is_taken_in_even_when_no_plan_is_allowed_any_more(running: Visitor, clock: Clock) -> None:
    clock.pass_days(20)  # the check has to be run again after 14 days

    assert running.open("/bout").path == "/check"
    assert running.open("/bout/finish").heading == "How did it go?"
    running.send("/bout/finish", {"pain": "1"})

    assert len(events_of(running)) == 1


def test_two_browsers_do_not_share_a_bout(running: Visitor, other_visitor: Visitor) -> None:
    assert other_visitor.open("/bout/run").path == "/check"
    assert other_visitor.send("/bout/finish", {"pain": "1"}).status == 404


def test_a_module_that_another_one_imports_is_asked_for_anew(well: Visitor) -> None:
    kept = well.http.get("/static/player.js?0123456789")
    imported = well.http.get("/static/machine.js")

    assert kept.headers["cache-control"] == "max-age=86400"
    assert imported.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    [
        "machine",
        "dose",
        "pain",
        "stage",
        "asks",
        "figure",
        "pacer",
        "player",
        "panel",
        "cues",
        "keys",
        "media",
        "source",
        "steady",
        "finish",
    ],
)
def test_each_script_is_short_and_typed(well: Visitor, name: str) -> None:
    text = well.http.get(f"/static/{name}.js").text

    assert len(text.splitlines()) < 250
    assert "@param" in text


def test_a_pain_that_calls_for_more_questions_leads_to_them(well: Visitor) -> None:
    well.send("/bout/screen", NO)

    page = well.send("/bout/start", {"pain": "10"})

    assert page.path == "/check"
    assert page.is_screen
    assert well.open("/bout").path == "/check"
