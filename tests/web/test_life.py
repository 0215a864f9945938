"""Desk, bed, car and lifting: general words for anybody, the step of today for whoever has done the check."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from loosen.domain.library import Library
from loosen.knowledge.drawn import load_drawn
from loosen.web.pages.life import lift_address, weight_words
from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, words_of

AT_HOME = {"floor-ok": "yes", "place": "home", "has-bed": "yes", "has-chair": "yes", "has-pillows": "yes"}
NUMB = {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"}
STRONG = {"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"}
PLACES = ["Bed", "Car", "Desk", "Lifting"]


def with_plan(visitor: Visitor, answers: dict[str, str] | None = None) -> Visitor:
    """Return someone who has done the check and read the notice."""
    visitor.check(answers)
    visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)
    return visitor


def step_of(page: Page) -> str:
    return words_of(page.one("#my-step h3"))


def lines_of(page: Page, place: str) -> list[str]:
    return [words_of(tag) for tag in page.soup.select(f'section[aria-labelledby="{place}"] .life-lines > li')]


def test_anybody_finds_the_four_places_with_graded_lines_and_pictures(visitor: Visitor) -> None:
    page = visitor.open("/life")

    assert page.status == 200
    assert [words_of(tag) for tag in page.soup.select("main h2")] == PLACES
    for place in ("bed", "car", "desk", "lifting"):
        lines = page.soup.select(f'section[aria-labelledby="{place}"] .life-lines > li')
        assert 3 <= len(lines) <= 6
        assert all(line.select(".grade") and line.select('a[href^="/learn/sources/"]') for line in lines)
        assert page.soup.select(f'section[aria-labelledby="{place}"] figure img[alt]')


def test_without_a_check_no_weight_is_named_for_the_person(visitor: Visitor) -> None:
    page = visitor.open("/life")

    assert page.soup.select("[aria-current=step]") == []
    assert " kg" not in page.words
    assert page.one('#my-step a[href="/check"]')


def test_the_notice_comes_before_the_step(visitor: Visitor) -> None:
    visitor.check()

    page = visitor.open("/life")

    assert page.one('#my-step a[href="/notice"]')
    assert " kg" not in page.words


@pytest.mark.parametrize("answers", [NUMB, STRONG], ids=["emergency", "same day"])
def test_with_an_urgent_outcome_the_page_leads_there(visitor: Visitor, answers: dict[str, str]) -> None:
    visitor.check(answers)

    assert visitor.open("/life").path == "/outcome"


def test_first_day_shows_the_first_step_with_its_reason_and_what_opens_the_next(visitor: Visitor) -> None:
    page = with_plan(visitor).open("/life")

    assert step_of(page) == "Only what you need"
    card = words_of(page.one("#my-step"))
    assert "Under 5 kg (11 pounds) , close to the body" in card
    assert "What opens the next one? From day 3" in card
    assert "At work today: Light tasks only." in card
    assert words_of(page.one(".rung-now strong")) == "Only what you need"
    assert len(page.soup.select(".ladder .rung")) == 7


def test_steps_go_up_with_the_days_and_down_with_the_pain(visitor: Visitor, clock: Clock) -> None:
    with_plan(visitor, {"days-since-start": "12", "pain-now": "3"})
    before = step_of(visitor.open("/life"))

    clock.pass_days(2)
    later = step_of(visitor.open("/life"))
    visitor.send("/log", {"pain_now": "5", "day": "2026-11-23"})
    sore = step_of(visitor.open("/life"))

    assert (before, later, sore) == (
        "Light things, with a hip hinge",
        "The hinge drill",
        "Light things, with a hip hinge",
    )


def test_numbers_of_the_step_fill_the_lifting_page(visitor: Visitor) -> None:
    page = with_plan(visitor).open("/life")

    lift = visitor.open(str(page.one('#my-step a[href^="/lift?"]')["href"]))

    assert lift.status == 200
    assert lift.one('input[name="load"]')["value"] == "5"
    assert lift.one('input[name="origin.vertical"]')["value"] == "75"
    assert lift.one('input[name="back_pain"][value="yes"]').has_attr("checked")


def test_lifting_page_names_what_is_wrong_in_an_address(visitor: Visitor) -> None:
    page = visitor.open("/lift?load=heavy&surprise=1")

    assert page.status == 422
    assert page.one('input[name="load"]')["value"] == "heavy"
    assert page.soup.select('input[name="surprise"]') == []


def test_driver_in_the_first_days_is_told_of_the_shorter_time_only(visitor: Visitor) -> None:
    page = with_plan(visitor).open("/life")

    lines = " ".join(lines_of(page, "car"))
    assert "every 60 minutes" in lines
    assert "120 minutes" not in lines


def test_who_is_sure_not_to_be_pregnant_reads_nothing_about_it(visitor: Visitor) -> None:
    page = with_plan(visitor).open("/life")

    assert "Pregnant" not in page.words
    assert any("On your front" in line for line in lines_of(page, "bed"))


def test_who_may_be_pregnant_is_not_sent_onto_the_front(visitor: Visitor) -> None:
    page = with_plan(visitor, {"sex": "female", "pregnant": "could-be"}).open("/life")

    lines = " ".join(lines_of(page, "bed"))
    assert "On your front" not in lines
    assert "go to sleep on your side" in lines
    pictures = [words_of(tag) for tag in page.soup.select('section[aria-labelledby="bed"] .pictures strong')]
    assert pictures == ["On your side.", "On your back.", "Up by way of your side."]


def test_state_of_the_person_brings_its_own_cautions(visitor: Visitor) -> None:
    page = with_plan(visitor, {"osteoporosis": "yes"}).open("/life")

    caution = words_of(page.one('section[aria-labelledby="lifting"] > .caution'))
    assert "Thin bones. Keep your back long and bend at the hips." in caution
    assert "A bent back is no harm" not in page.words


def test_rung_that_is_skipped_says_why_and_is_not_called_fine(visitor: Visitor) -> None:
    page = with_plan(visitor, {"osteoporosis": "yes", "days-since-start": "400", "pain-now": "2"}).open("/life")

    rungs = {words_of(rung.select("strong")[0]): words_of(rung) for rung in page.soup.select(".rung")}
    assert "lift from a table, not from the floor" in rungs["From the floor"]
    assert "Fine too." in rungs["Only what you need"]
    assert "Not yet." in rungs["Carry in one hand"]


def test_after_a_break_from_little_force_no_weight_is_named(visitor: Visitor) -> None:
    page = with_plan(visitor, {"low-force-fracture": "yes", "days-since-start": "40", "pain-now": "3"}).open("/life")

    assert step_of(page) == "Ask first"
    assert "Ask a clinician what you may lift." in words_of(page.one("#my-step"))
    assert page.soup.select(".rung-kg, .rung-trains, #my-step a.button") == []


def test_every_posture_of_places_and_steps_is_drawn(library: Library) -> None:
    named = {shown.posture for place in library.places.values() for shown in place.picture}
    named |= {step.picture for step in library.lifting_steps.values()}

    assert named - load_drawn().keys() == set()


def test_weights_are_told_in_kilos_and_pounds(library: Library) -> None:
    weights = {name: weight_words(step.kg) for name, step in library.lifting_steps.items()}

    assert weights["light-hinge"] == "under 5 kg (11 pounds)"
    assert weights["hinge-drill"] == "2 to 5 kg (4 to 11 pounds)"
    assert weights["from-the-floor"] == "5 to 10 kg (11 to 22 pounds)"


def test_every_address_of_a_step_is_a_lift_that_can_be_looked_at(library: Library, visitor: Visitor) -> None:
    for step in library.lifting_steps.values():
        address = lift_address(step, is_well=False)
        if address is not None:
            assert dict(parse_qsl(urlsplit(address).query))["load"] == f"{step.kg.most:g}"
            assert visitor.open(address).status == 200, step.id
