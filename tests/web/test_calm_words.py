"""Calm and true words: in a crisis, on the day, for lifting, and for somebody without pain."""

from __future__ import annotations

import json

import pytest

from loosen.domain.library import Library
from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, words_of

BARE_ROOM = {"floor-ok": "yes", "place": "home"}
NOT_SURE = {"self-harm-thoughts.unsure": "yes"}
CLARIFIED = "self-harm-thoughts-clarified"
HIGH = {"fear-of-movement": "8", "low-mood": "7", "sleep-hurt": "9", "expects-pain-to-last": "9"}


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan, who ticked nothing of what is at hand."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), BARE_ROOM)
    return visitor


def numbers(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select('main a[href^="tel:"]')]


def test_not_sure_about_self_harm_gets_a_calm_screen_of_its_own(well: Visitor) -> None:
    page = well.send("/review", NOT_SURE)

    assert page.path == "/review/mind"
    assert page.heading == "How are you?"
    assert [box["value"] for box in page.soup.select(f'input[name="{CLARIFIED}"]')] == ["yes", "no", "unknown"]
    assert {"tel:988", "tel:116123"} <= set(numbers(page))
    assert "None of these" not in page.words
    assert "Step" not in page.words


def test_the_same_question_in_the_check_has_the_lines_and_no_none_of_these(well: Visitor) -> None:
    well.send("/review", NOT_SURE)

    page = well.open("/check")

    assert page.asks(CLARIFIED)
    assert page.heading == "How are you?"
    assert "tel:988" in numbers(page)
    assert "None of these" not in page.words


def test_the_calm_screen_shows_the_line_of_the_country(well: Visitor) -> None:
    well.send("/settings/country", {"country": "GB"})

    page = well.send("/review", NOT_SURE)

    assert numbers(page) == ["tel:116123"]
    assert page.soup.select('main a[href="/settings"]') == []


def test_a_country_without_a_known_line_says_whom_to_call(well: Visitor) -> None:
    well.send("/settings/country", {"country": "BG"})

    page = well.send("/review", NOT_SURE)

    assert "or a doctor or someone you trust" in page.words
    assert "tel:112" in numbers(page)


def test_nothing_tapped_on_the_calm_screen_is_asked_again(well: Visitor) -> None:
    well.send("/review", NOT_SURE)

    page = well.send("/review/mind")

    assert page.status == 422
    assert page.asks(CLARIFIED)


def test_no_on_the_calm_screen_goes_on_and_leaves_no_alarm(well: Visitor) -> None:
    well.send("/review", NOT_SURE)

    page = well.send("/review/mind", {CLARIFIED: "no"})

    assert page.path == "/outcome"
    assert page.soup.select_one("body.alarm") is None


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_the_emergency_page_of_a_crisis_has_words_of_its_own(well: Visitor, answer: str) -> None:
    well.send("/review", NOT_SURE)

    page = well.send("/review/mind", {CLARIFIED: answer})

    assert page.soup.select_one("body.alarm") is not None
    assert {"tel:988", "tel:116123", "tel:112"} <= set(numbers(page))
    assert page.soup.select('main a[href="/settings"]')
    for strange in ("back pain", "medicines", "leg is weak", "this sign"):
        assert strange not in page.words
    assert "I have thoughts of harming myself. I need help." in words_of(page.one(".say"))


def test_another_emergency_keeps_its_words(visitor: Visitor) -> None:
    page = visitor.check({"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"})

    assert page.soup.select_one("body.alarm") is not None
    assert "medicines" in page.words
    assert "I have back pain and I have this sign" in words_of(page.one(".say"))


def test_after_a_high_review_today_has_one_short_line_with_numbers_and_no_grade(well: Visitor) -> None:
    assert "If you think of harming yourself" in well.send("/review", HIGH).words

    today = well.open("/today")

    line = words_of(today.one("p.tone"))
    assert len(line.split(" 988 ")[0].split()) <= 16
    assert "tel:988" in numbers(today)
    assert "Opinion" not in line
    assert today.soup.select('p.tone a[href="/review/found"]')


def test_nothing_ticked_at_home_counts_on_a_chair_pillows_and_a_towel(well: Visitor) -> None:
    offered = {words_of(tag) for tag in well.open("/now").soup.select(".step-title h2")}

    assert "Heat (pad or warm towel)" in offered
    assert "Tick none at home, and we count on a chair" in well.open("/check/fit-body").words


def test_what_was_ticked_is_all_that_is_counted_on(visitor: Visitor) -> None:
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {**BARE_ROOM, "has-chair": "yes"})

    now = visitor.open("/now")

    assert "It needs a heat pack, a hot-water bottle or a towel." in now.words
    assert now.soup.select('a[href="/check/fit-body"]')


def test_who_begins_the_ladder_at_its_top_begins_light_and_no_page_contradicts(visitor: Visitor) -> None:
    visitor.walk(visitor.send("/prevent"), {"age.exact": "35", "sex": "male"})
    visitor.walk(visitor.send("/notice", {"read": "yes"}), BARE_ROOM)

    card = words_of(visitor.open("/life").one("#my-step"))

    assert "Up to 2 kg (4 pounds)" in card
    assert "The weight goes up by 1 kg after each 2 days" in card
    assert "In a strength move" not in card
    assert "newtons" not in card.split("On whose evidence")[0]


def test_the_lifting_page_keeps_to_the_ladder(visitor: Visitor) -> None:
    page = visitor.open("/lift?units=metric&back_pain=yes&load=5&origin.horizontal=30&origin.vertical=20")

    assert "Keep to your step on the ladder" in page.words
    assert "Better leave it" not in page.words
    assert page.soup.select('a[href="/life#lifting"]')


def test_somebody_without_pain_reads_of_no_pain(visitor: Visitor) -> None:
    outcome = visitor.walk(visitor.send("/prevent"), {"age.exact": "35", "sex": "male"})
    visitor.walk(visitor.send("/notice", {"read": "yes"}), BARE_ROOM)

    home = visitor.open("/")

    assert outcome.path == "/outcome"
    assert "spasm" not in outcome.words
    assert "The same pain" not in home.words
    assert "Nothing new" in home.words


@pytest.mark.parametrize("path", ["/positions", "/lift", "/life", "/helps"])
def test_no_page_frightens_with_wear_damage_or_bare_numbers(well: Visitor, path: str) -> None:
    words = well.open(path).words

    for hard in ("worn", "damage", "Wear over", "index 1", "drawn towards"):
        assert hard not in words


def test_every_line_of_a_day_has_the_grade_that_its_own_page_gives(library: Library) -> None:
    beds = {line.evidence[0].grade for line in library.places["bed"].line if "pillow between" in line.words.en}
    for programme in library.programmes.values():
        for line in (*programme.sleep, *programme.work, *programme.training, *programme.relief):
            assert line.remedy is not None or line.evidence, line.words.en
        side = [line.evidence[0].grade for line in programme.sleep if "pillow between" in line.words.en]
        assert set(side) <= beds
    assert library.remedies["sleep-position"].grade in beds


def test_the_break_has_one_grade_on_every_page(well: Visitor, library: Library, clock: Clock) -> None:
    grade = library.remedies["break-timer"].grade.words
    desk = next(line for line in library.places["desk"].line if "every 30 minutes" in line.words.en)

    for _ in range(3):
        line = next(tag for tag in well.open("/today").soup.select("ul.do li") if "of sitting" in words_of(tag))
        assert grade in words_of(line)
        clock.pass_days(4)

    assert desk.evidence[0].grade.words == grade
    assert grade in well.open("/breaks").words


def test_after_a_move_on_the_feet_a_break_does_not_say_stand_up(well: Visitor, library: Library) -> None:
    data = json.loads(str(well.open("/breaks").one("#breaks-data").string))

    for one in data["breaks"]:
        move = one["move"]
        is_up = move is not None and library.variants[move["id"]][1].position.value != "chair"
        assert one["rest"].startswith("Walk a few steps" if is_up else "Stand up.")
