"""Remedies by the clock in page terms: what fits, pain before, the clock without script, pain after."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, words_of

NUMB = {"poor-skin-feeling": "yes"}
PAGES = ("/remedies", "/remedies/heat/timer", "/remedies/diaphragm-breathing/timer", "/helps")
AT_HOME = {"floor-ok": "yes", "place": "home", "has-bed": "yes", "has-chair": "yes", "has-pillows": "yes"}


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)
    return visitor


def started(visitor: Visitor, name: str = "heat", pain: str = "6", minutes: str = "15") -> Page:
    page = visitor.open(f"/remedies/{name}/timer")
    event = str(page.one('input[name="event"]')["value"])
    return visitor.send(f"/remedies/{name}/timer", {"event": event, "pain": pain, "minutes": minutes})


def ended(visitor: Visitor, page: Page, pain: str = "3", name: str = "heat") -> Page:
    use = str(page.one('input[name="use"]')["value"])
    return visitor.send(f"/remedies/{name}/end", {"use": use, "pain": pain, "seconds": "900"})


def names(page: Page) -> set[str]:
    return {words_of(tag) for tag in page.soup.select(".offers h2")}


def test_what_fits_is_listed(well: Visitor) -> None:
    page = well.open("/remedies")

    assert names(page) == {
        "Heat (pad or warm towel)",
        "Cold pack",
        "Easy rest positions",
        "Belly breathing",
        "Self-massage with a ball",
        "Walking",
    }


def test_what_does_not_fit_is_left_out_with_the_reason(visitor: Visitor) -> None:
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {**AT_HOME, **NUMB})

    page = visitor.open("/remedies")

    assert not names(page) & {"Heat (pad or warm towel)", "Cold pack"}
    assert "Skin that feels little cannot warn you of a burn" in words_of(page.one(".left-out"))
    assert visitor.open("/remedies/heat/timer").path == "/remedies"
    assert visitor.send("/remedies/heat/timer", {"pain": "5"}).path == "/remedies"


def test_two_taps_tell_pain_before_and_after(well: Visitor) -> None:
    page = started(well)
    assert page.path == "/remedies/heat/timer"
    assert "Before: 6" in page.words

    after = ended(well, page)

    assert after.path == "/remedies"
    assert "Pain before: 6. After: 3." in after.words


def test_pain_that_went_up_is_taken_seriously(well: Visitor) -> None:
    calm = ended(well, started(well, pain="5"), pain="6")
    worse = ended(well, started(well, "walking", pain="4"), pain="6", name="walking")

    assert "The pain went up." not in calm.words
    assert "The pain went up." in worse.words


def test_the_clock_is_complete_without_script(well: Visitor, clock: Clock) -> None:
    page = started(well)

    plain = words_of(page.one("#plain"))
    begun = clock.now.astimezone()
    assert f"{begun:%H:%M}" in plain
    assert f"{begun + timedelta(minutes=15):%H:%M}" in plain
    assert plain.count("Look at your skin") == 2  # after 5 and 10 minutes
    assert page.one("#clock").has_attr("hidden")


def test_the_script_gets_the_cues_and_how_long_it_runs(well: Visitor, clock: Clock) -> None:
    started(well, minutes="20")
    clock.now += timedelta(seconds=70)

    page = well.open("/remedies/heat/timer?minutes=20")

    data = json.loads(str(page.one("#remedy-data").string))
    assert data["elapsed"] == 70
    assert sum(cue["seconds"] for cue in data["cues"] if cue["kind"] in {"hold", "switch-side"}) == 20 * 60
    assert set(data["cues"][0]) >= {"kind", "item", "text", "say", "repetition", "of", "seconds"}


def test_a_longer_time_is_offered_up_to_the_most(well: Visitor) -> None:
    page = started(well)

    longer = well.open(page.link("Make it 20 minutes"))

    assert "Make it" not in longer.words


def test_it_waits_for_the_skin(well: Visitor, clock: Clock) -> None:
    ended(well, started(well))

    page = well.open("/remedies/heat/timer")

    assert "Give your skin a rest" in page.words
    assert page.soup.select_one('button[name="pain"]') is None
    clock.now += timedelta(minutes=76)
    assert well.open("/remedies/heat/timer").soup.select_one('button[name="pain"]') is not None


@pytest.mark.parametrize("pain", ["11", "99999999", "x", "-1"])
def test_wrong_pain_starts_nothing_that_says_so(well: Visitor, pain: str) -> None:
    page = started(well, pain=pain)

    assert page.status in {200, 422}
    assert f"Before: {pain}" not in page.words


def test_sending_twice_counts_once(well: Visitor) -> None:
    page = started(well)
    first = ended(well, page)
    second = ended(well, page, pain="9")

    assert "After: 3." in first.words
    assert "After: 3." in second.words


@pytest.mark.parametrize("path", PAGES[:3])
def test_an_emergency_withholds_them(visitor: Visitor, path: str) -> None:
    visitor.answer(visitor.open("/check"), {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"})

    assert visitor.open(path).path == "/outcome"


def test_same_day_withholds_them(visitor: Visitor) -> None:
    visitor.check({"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"})

    assert visitor.open("/remedies").path == "/outcome"


def test_without_a_check_the_check_comes_first(visitor: Visitor) -> None:
    assert visitor.open("/remedies").path == "/check"


def test_a_timer_that_runs_can_be_ended_whatever_the_check_says(well: Visitor) -> None:
    page = started(well)
    well.send("/check-again")

    assert well.open("/remedies/heat/timer").path == "/remedies/heat/timer"
    ended(well, page)
    assert well.open("/remedies/heat/timer").path == "/check"


def test_unknown_timers_are_not_found(well: Visitor) -> None:
    assert well.open("/remedies/ice-cream/timer").status == 404
    assert well.send("/remedies/ice-cream/timer", {"pain": "3"}).status == 404


def test_what_helps_is_silent_until_it_knows_enough(well: Visitor, clock: Clock) -> None:
    for _ in range(4):
        ended(well, started(well))
        clock.now += timedelta(hours=8)
    silent = well.open("/helps")
    ended(well, started(well))

    page = well.open("/helps")

    assert "It is too early to say." in silent.words
    assert "Heat (pad or warm towel) (4 of 5)" in silent.words
    row = words_of(page.one(".helps-table tbody tr"))
    assert row.startswith("Heat (pad or warm towel) 5 of 5 times")
    assert "Pain often eases by itself" in page.words


def test_in_a_flare_today_names_what_helped_before(well: Visitor, clock: Clock) -> None:
    for pain_after in ("3", "3", "3", "5", "5"):
        ended(well, started(well), pain_after)
        ended(well, started(well, "cold", minutes="10"), "6" if pain_after == "3" else "3", "cold")
        clock.now += timedelta(hours=8)
    clock.pass_days(1)
    well.send("/log", {"pain_now": "4"})
    assert "more often than not" not in well.open("/today").words

    well.send("/flare")
    page = well.open("/today")

    assert "more often than not: Heat (pad or warm towel), 3 of 5 times. What helped me before" in page.words
    assert "2 of 5" not in page.words


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_well_formed(well: Visitor, path: str) -> None:
    page = well.open(path)

    ids = [str(tag["id"]) for tag in page.soup.select("[id]")]
    assert page.status == 200
    assert len(page.soup.select("h1")) == 1
    assert len(ids) == len(set(ids))
    assert page.soup.select("[style], style, [onclick]") == []
    assert "None" not in page.words.replace("None of these", "")
