"""The check-in in page terms: one page, everything optional, new places lead to the safety check."""

from __future__ import annotations

import pytest

from loosen.coach.people import person_of
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from loosen.journal import MemoryJournal
from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, words_of

THREE = {"name": ["Put on my socks", "Sit through a film", "Carry my child"], "id": ["", "", ""]}
QUICK = ("pain_now", "sleep", "mood", "medicine", "minutes_walked")


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


def days_of(visitor: Visitor, journal: MemoryJournal) -> list[HistoryDay]:
    from loosen.coach.diary import Diary

    diary = Diary()
    for event in journal.events(person_of(str(visitor.http.cookies.get("loosen")))):
        diary = diary.after(event)
    return list(diary.history)


def send_list(visitor: Visitor, path: str, data: dict[str, list[str]]) -> Page:
    return Page(visitor.http.post(path, data=data))


def chosen(page: Page, name: str) -> str:
    (found,) = page.soup.select(f'input[name="{name}"][checked]')
    return str(found["value"])


def test_the_quick_part_comes_first(well: Visitor) -> None:
    page = well.open("/log")

    names = [str(field["name"]) for field in page.form.select("input[name]")]
    first = list(dict.fromkeys(names))[: len(QUICK)]
    assert tuple(first) == QUICK


def test_one_tap_is_enough(well: Visitor, journal: MemoryJournal) -> None:
    page = well.send("/log", {"pain_now": "3"})

    assert page.path == "/today"
    assert days_of(well, journal)[-1].pain_now == 3


def test_what_was_told_shows_again(well: Visitor) -> None:
    well.send("/log", {"pain_now": "3", "sleep": "6", "mood": "7", "medicine": "yes", "minutes_walked": "20"})

    page = well.open("/log")

    assert [chosen(page, name) for name in ("pain_now", "sleep", "mood", "medicine")] == ["3", "6", "7", "yes"]
    assert page.one('input[name="minutes_walked"]')["value"] == "20"


def test_saving_again_as_it_stands_changes_nothing(well: Visitor, journal: MemoryJournal) -> None:
    well.send("/log", {"pain_now": "3", "sleep": "6", "medicine": "no", "flare": "yes"})
    before = days_of(well, journal)

    well.answer(well.open("/log"))

    assert days_of(well, journal) == before


def test_nothing_filled_in_is_told(well: Visitor) -> None:
    page = well.send("/log", {})

    assert page.status == 422
    assert "Nothing was filled in." in page.words


@pytest.mark.parametrize(
    "sent",
    [
        {"sleep": "11"},
        {"mood": "x"},
        {"minutes_walked": "1e9"},
        {"pain_now": "٣"},
        {"area": "tail"},
        {"activity.x": "3"},
    ],
)
def test_wrong_values_keep_what_was_given(well: Visitor, journal: MemoryJournal, sent: dict[str, str]) -> None:
    page = well.send("/log", {"pain_worst": "5", **sent})

    assert page.status == 422
    assert chosen(page, "pain_worst") == "5"
    assert page.soup.select(".problem")
    assert days_of(well, journal) == []


def test_own_activities_are_asked_at_the_check_in(well: Visitor, journal: MemoryJournal) -> None:
    page = send_list(well, "/activities", THREE)
    names = [str(field["name"]) for field in page.soup.select('input[name^="activity."][value="4"]')]

    well.send("/log", {names[0]: "4"})

    assert page.path == "/log"
    assert [words_of(tag) for tag in page.soup.select("legend")].count("Put on my socks") == 1
    assert days_of(well, journal)[-1].activities == {names[0].removeprefix("activity."): 4}


def test_a_renamed_activity_keeps_its_scores(well: Visitor) -> None:
    send_list(well, "/activities", THREE)
    page = well.open("/activities")
    ids = [str(field["value"]) for field in page.soup.select('input[name="id"]')]

    again = send_list(well, "/activities", {"id": ids[:3], "name": ["Socks", *THREE["name"][1:]]})

    assert again.soup.select_one(f'input[name="activity.{ids[0]}"]') is not None
    assert "Socks" in again.words


def test_too_few_activities_are_told_and_kept(well: Visitor) -> None:
    page = send_list(well, "/activities", {"id": [""], "name": ["Walk <b>the</b> dog"]})

    assert page.status == 422
    assert "Name 3 to 5" in page.words
    assert page.soup.select_one('input[value="Walk <b>the</b> dog"]') is not None


def test_every_area_stands_once_in_the_list_and_on_the_picture(well: Visitor, library: Library) -> None:
    page = well.open("/log")

    boxes = [str(box["value"]) for box in page.soup.select('input[name="area"]')]
    labels = page.soup.select("label.spot")
    assert sorted(boxes) == sorted(library.body_areas)
    assert {str(label["for"]) for label in labels} == {f"area-{name}" for name in library.body_areas}
    assert {str(label["aria-hidden"]) for label in labels} == {"true"}


def test_marks_are_kept_and_shown(well: Visitor, journal: MemoryJournal) -> None:
    send_list(well, "/log", {"area": ["low-back-left", "buttock-left"]})

    page = well.open("/log")

    assert days_of(well, journal)[-1].areas == ("low-back-left", "buttock-left")
    assert len(page.soup.select('input[name="area"][checked]')) == 2
    assert page.one("details.where").has_attr("open")


def test_the_same_places_as_last_time_take_one_tap(well: Visitor, journal: MemoryJournal, clock: Clock) -> None:
    send_list(well, "/log", {"area": ["low-back-left", "buttock-left"]})
    clock.pass_days(1)
    offered = "Left low back, Left buttock" in well.open("/log").words

    well.send("/log", {"areas_same": "yes"})

    assert offered
    assert days_of(well, journal)[-1].areas == ("low-back-left", "buttock-left")


def test_new_mark_below_the_knee_leads_to_the_check(well: Visitor) -> None:
    page = send_list(well, "/log", {"area": ["low-back-left", "calf-left"]})

    assert page.path == "/log/new-place"
    assert "left calf" in page.words
    assert page.link("Go to the safety questions") == "/check"
    assert well.open("/check").is_screen
    assert well.open("/today").path == "/check"


def test_new_mark_of_the_saddle_asks_about_it_first(well: Visitor) -> None:
    send_list(well, "/log", {"area": ["saddle"]})

    page = well.open("/check")

    assert page.asks("saddle-numbness-clarified")


def test_page_about_new_places_needs_places(well: Visitor) -> None:
    assert well.open("/log/new-place").path == "/log"
    assert well.open("/log/new-place?area=%3Cb%3E").path == "/log"


def test_the_weekly_question_comes_after_a_week(well: Visitor, clock: Clock, journal: MemoryJournal) -> None:
    assert not well.open("/log").asks("global_change")
    well.send("/log", {"pain_now": "3"})
    clock.pass_days(7)
    asked = well.open("/log").asks("global_change")

    well.send("/log", {"global_change": "-2"})

    assert asked
    assert days_of(well, journal)[-1].global_change == -2


def test_a_flare_is_taken_up_and_over_with_a_tap(well: Visitor, clock: Clock, journal: MemoryJournal) -> None:
    well.send("/log", {"flare": "yes"})
    clock.pass_days(1)
    page = well.open("/log")

    well.send("/log", {"flare": "over"})

    assert page.soup.select_one('input[name="flare"][value="over"]') is not None
    assert [(day.flare, day.flare_over) for day in days_of(well, journal)] == [(True, False), (False, True)]


def test_another_day_is_told_as_such(well: Visitor, journal: MemoryJournal) -> None:
    page = well.open("/log?day=2026-11-20")

    sent = well.answer(page, {"pain_worst": "6"})

    assert "20 November 2026" in page.words
    assert sent.path == "/history"
    assert [day.date.isoformat() for day in days_of(well, journal)] == ["2026-11-20"]


@pytest.mark.parametrize("path", ["/log", "/activities", "/review", "/rmdq", "/helps"])
def test_the_pages_open_before_any_check(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.status == 200
    assert page.path == path
    assert page.soup.select("[style], style, [onclick]") == []
    assert len(page.soup.select("h1")) == 1


def test_a_day_can_be_told_before_any_check(visitor: Visitor, journal: MemoryJournal) -> None:
    visitor.send("/log", {"pain_now": "3", "area": "calf-left"})

    assert days_of(visitor, journal)[-1].pain_now == 3
    assert visitor.open("/check").is_screen


def trained(visitor: Visitor, pain: str) -> None:
    """Do a bout that begins with a pain."""
    visitor.send("/bout/screen", dict.fromkeys(("bladder-saddle", "legs", "ill", "injury"), "no"))
    visitor.send("/bout/start", {"pain": pain})
    bout = visitor.open("/bout/run")
    items = {str(field["name"]): "done" for field in bout.soup.select('input[name^="item."]')}
    assert items
    visitor.send("/bout/finish", {**items, "pain": pain})


def test_sore_muscles_are_asked_about_only_after_a_bout(well: Visitor, clock: Clock) -> None:
    assert not well.open("/log").asks("muscle_soreness")
    trained(well, "2")
    clock.pass_days(1)
    assert well.open("/log").asks("muscle_soreness")
    clock.pass_days(2)

    assert not well.open("/log").asks("muscle_soreness")


def test_sore_muscles_take_back_the_cut_with_a_tap(well: Visitor, clock: Clock, journal: MemoryJournal) -> None:
    trained(well, "2")
    clock.pass_days(1)
    cut = well.send("/log", {"pain_now": "4", "area": "low-back-left"})
    assert "Rule DAY-UP-2" in words_of(cut.one(".adapted"))
    assert "only sore muscles" in words_of(cut.one(".adapted"))

    held = well.send("/log/soreness", {})

    assert held.path == "/today"
    assert "Rule DAY-SORE" in words_of(held.one(".adapted"))
    assert "only sore muscles" not in words_of(held.one(".adapted"))
    day = days_of(well, journal)[-1]
    assert (day.muscle_soreness, day.pain_now, day.areas) == (True, 4, ("low-back-left",))
    assert chosen(well.open("/log"), "muscle_soreness") == "yes"
