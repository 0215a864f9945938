"""The lifting page works as a plain form, and its API keeps the contract."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.visitor import Page, Visitor, words_of

API = "/api/v1/lift"
BOX: dict[str, Any] = {
    "tasks": [
        {
            "load": 10,
            "origin": {"horizontal": 40, "vertical": 20},
            "destination": {"horizontal": 35, "vertical": 80},
            "frequency": 1,
            "coupling": "fair",
        }
    ],
    "duration": "short",
}


def filled(page: Page) -> dict[str, str]:
    """Return what the form holds."""
    form = page.one("form#lift-form")
    found = {str(tag["name"]): str(tag["value"]) for tag in form.select("input[type=text], input[type=hidden]")}
    found |= {str(tag["name"]): str(tag["value"]) for tag in form.select("input[checked]")}
    return found


def sent(visitor: Visitor, **over: str) -> Page:
    """Return the page after the form was sent with changes; an underscore in a name stands for a dot."""
    values = {**filled(visitor.open("/lift")), **{name.replace("__", "."): value for name, value in over.items()}}
    return Page(visitor.http.post("/lift", data=values))


def test_the_page_shows_an_everyday_lift_and_its_answer(visitor: Visitor) -> None:
    page = visitor.open("/lift")

    assert page.status == 200
    assert words_of(page.one("#answer-eyebrow")) == "Limit 9.6 kg, the load is 1.04 times that"
    assert "Hold it close" in words_of(page.one("#needle"))
    assert "healthy workers" in page.words
    assert "this limit does not apply to you" in words_of(page.one("#cautions"))


def test_the_page_runs_no_script_of_its_own_and_asks_nobody_else(visitor: Visitor) -> None:
    page = visitor.open("/lift")

    assert page.soup.select("style, script:not([src]), iframe, [style]") == []
    scripts = {str(tag["src"]).split("?")[0] for tag in page.soup.select("script")}
    assert scripts == {"/static/lift.js", "/static/offline.js"}
    assert page.response.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")


def test_what_is_sent_is_answered_and_kept_in_the_form(visitor: Visitor) -> None:
    page = sent(visitor, load="30", back_pain="yes")

    assert page.status == 200
    assert "Far above" in words_of(page.one("#answer-title"))
    assert words_of(page.one("#cautions")).startswith("Your back hurts")
    assert filled(page)["load"] == "30"
    assert filled(page)["back_pain"] == "yes"


def test_the_page_says_the_same_as_the_api(visitor: Visitor) -> None:
    answer = visitor.http.post(API, json=BOX).json()

    page = visitor.open("/lift")

    assert words_of(page.one("#needle")) == answer["needle"]
    assert [words_of(tag) for tag in page.soup.select("#words li")] == answer["words"]


def test_other_units_convert_the_numbers(visitor: Visitor) -> None:
    page = sent(visitor, units="us", lever_arm="40")

    form = filled(page)
    assert (form["load"], form["origin.horizontal"], form["lever_arm"]) == ("22", "15.7", "15.7")
    assert form["frequency"] == "1"
    assert "lb" in words_of(page.one("#answer-eyebrow"))
    assert form["shown_in"] == "us"


def test_a_comma_is_read_as_a_decimal_point(visitor: Visitor) -> None:
    page = sent(visitor, load="12,5")

    assert page.status == 200
    assert "The load is 12.5 kg" in page.words


@pytest.mark.parametrize("text", ["", "heavy", "-3", "1e999", "nan", "9999", "<b>"])
def test_a_number_that_cannot_be_used_is_named_beside_its_field(visitor: Visitor, text: str) -> None:
    page = sent(visitor, load=text)

    assert page.status == 422
    assert words_of(page.one('[data-problem="load"]'))
    assert page.one('input[name="load"]')["value"] == text
    assert page.soup.select("[role=alert]")


def test_an_empty_form_names_what_is_missing_and_does_not_fail(visitor: Visitor) -> None:
    page = Page(visitor.http.post("/lift", data={}))

    assert page.status == 422
    assert words_of(page.one("#answer-title")) == "Some numbers are missing"


def test_a_ticked_circumstance_gives_the_reason_and_no_limit(visitor: Visitor) -> None:
    page = sent(visitor, circumstances="one-hand")

    assert page.status == 200
    assert "only for lifts with both hands" in page.words
    assert words_of(page.one("#answer-eyebrow")) == ""


def test_a_reader_of_learn_finds_the_page(visitor: Visitor) -> None:
    assert visitor.open("/learn").soup.select('a[href="/lift"]')


def test_in_an_emergency_the_page_says_so(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"), {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"})

    page = visitor.open("/lift")

    assert page.soup.select(".strip-emergency")


def test_the_api_answers_and_stores_nothing(visitor: Visitor) -> None:
    response = visitor.http.post(API, json=BOX)

    assert response.status_code == 200
    assert response.json()["li"] == pytest.approx(1.043, abs=0.001)
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "tasks"),
        ({**BOX, "tasks": [{"load": 3}]}, "tasks.0.origin"),
        ({**BOX, "tasks": [{**BOX["tasks"][0], "load": -1}]}, "tasks.0.load"),
        ({**BOX, "circumstances": ["flying"]}, "circumstances.0"),
        ({**BOX, "back_pain": 1}, "back_pain"),
    ],
)
def test_what_the_api_cannot_use_is_a_problem_with_its_place(
    visitor: Visitor, body: dict[str, Any], where: str
) -> None:
    response = visitor.http.post(API, json=body)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["error"]["where"] == where
    assert [problem["where"] for problem in response.json()["problems"]] == [where]


def test_the_depth_of_the_box_stands_in_for_the_distance(visitor: Visitor) -> None:
    page = sent(visitor, origin__horizontal="", origin__box_depth="40", destination__horizontal="")

    assert page.status == 200
    assert "estimated from the depth of the box" in page.words
    assert words_of(page.one('[data-at="origin"][data-factor="hm"]')) == "45 cm × 0.56"  # 25 / (25 + 20)


def test_a_lift_within_the_limit_is_not_shown_as_fine_to_a_sore_back(visitor: Visitor) -> None:
    said_nothing, hurts, well = (
        sent(visitor, load="5", **over) for over in ({}, {"back_pain": "yes"}, {"back_pain": "no"})
    )

    applies = [page.one("#answer")["data-applies"] for page in (said_nothing, hurts, well)]

    assert applies == ["no", "no", "yes"]
    assert said_nothing.one("#answer")["data-band"] == "within"
