"""The lifting page in a browser: what is typed is answered at once, and without script it is a form."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.looks import complaints, flaws
from tests.browser.steps import follow, tap
from tests.browser.watching import NewContext, Watch


def test_a_number_that_is_typed_changes_the_answer_without_a_button(page: Page) -> None:
    page.goto("/lift")
    expect(page.locator("#look")).to_be_hidden()
    expect(page.locator("#answer-eyebrow")).to_have_text("Limit 9.6 kg, the load is 1.04 times that")

    page.locator('input[name="origin.horizontal"]').fill("25")

    expect(page.locator("#answer-eyebrow")).to_have_text(
        "Limit 13.6 kg, the load is 0.73 times that"
    )  # the end counts now
    expect(page.locator("#answer")).to_have_attribute("data-band", "within")
    expect(page.locator('[data-at="origin"][data-factor="hm"]')).to_have_text("25 cm × 1.00")
    expect(page.locator("#now-words")).to_contain_text("limit 13.6 kg")


def test_the_words_follow_the_answers(page: Page) -> None:
    page.goto("/lift")

    tap(page, "back_pain", "yes")

    expect(page.locator("#cautions li").first).to_contain_text("Your back hurts")
    tap(page, "back_pain", "no")
    expect(page.locator("#cautions li")).to_have_count(1)


def test_many_keys_in_a_row_are_one_question_to_the_server(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.goto("/lift")

    page.locator('input[name="load"]').evaluate(
        """input => { for (const text of ["2", "20", "20.", "20.5"]) {
            input.value = text;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        } }"""
    )

    expect(page.locator("#words")).to_contain_text("The load is 20.5 kg")
    assert len(asked) == 1


def test_what_is_no_number_is_named_and_mended(page: Page) -> None:
    page.goto("/lift")
    load = page.locator('input[name="load"]')

    load.fill("heavy")

    expect(page.locator('[data-problem="load"]')).to_contain_text("“heavy” is not a number")
    expect(load).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#answer")).to_have_class(re.compile("stale"))
    assert complaints(page) == []
    load.fill("8")
    expect(page.locator('[data-problem="load"]')).to_be_empty()
    expect(page.locator("#answer")).not_to_have_class(re.compile("stale"))
    expect(load).not_to_have_attribute("aria-invalid", "true")


def test_a_circumstance_that_the_method_does_not_cover_takes_the_limit_away(page: Page) -> None:
    page.goto("/lift")
    page.locator("summary", has_text="Is any of this so?").click()

    tap(page, "circumstances", "one-hand")

    expect(page.locator("#answer-title")).to_contain_text("does not cover")
    expect(page.locator("#needle-part")).to_be_hidden()
    expect(page.locator("#steps-part")).to_be_hidden()
    assert complaints(page) == []


def test_wear_over_a_day_appears_with_its_numbers(page: Page) -> None:
    page.goto("/lift")
    page.locator("summary", has_text="Load over a day").click()

    page.locator('input[name="load"]').fill("13")
    page.locator('input[name="lever_arm"]').fill("40")
    page.locator('input[name="lifts_per_day"]').fill("400")

    expect(page.locator("#lifft")).to_contain_text("33%")


def test_other_units_bring_the_page_with_converted_numbers(page: Page) -> None:
    page.goto("/lift")

    tap(page, "units", "us")

    expect(page.locator('input[name="load"]')).to_have_value("22")
    expect(page.locator("#answer-eyebrow")).to_contain_text("lb")


def test_when_the_server_does_not_answer_the_page_says_so(page: Page, watch: Watch) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="not json")

    page.goto("/lift")
    page.route("**/api/v1/lift", refuse)

    page.locator('input[name="load"]').fill("12")

    expect(page.locator("#answer-title")).to_have_text("The server does not answer")
    watch.complaints.clear()  # the browser says that the request failed, as it should


def test_the_form_works_with_scripts_turned_off(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/lift")

    page.locator('input[name="load"]').fill("30")
    follow(page, page.get_by_role("button", name="Look at this lift"))

    expect(page.locator("#answer-title")).to_contain_text("Far above")
    expect(page.locator('input[name="load"]')).to_have_value("30")


def test_the_figure_and_the_load_change_as_the_numbers_are_typed(page: Page) -> None:
    page.goto("/lift")
    figure = page.locator("#figure svg")
    before, band = figure.inner_html(), page.locator("#body-numbers").text_content() or ""

    page.locator('input[name="origin.vertical"]').fill("140")
    page.locator('input[name="destination.vertical"]').fill("150")

    expect(page.locator("#body-numbers")).not_to_have_text(band)
    page.wait_for_function("before => document.querySelector('#figure svg').innerHTML !== before", arg=before)
    expect(page.locator("#figure")).to_be_visible()


def test_the_answer_prints_without_the_form(page: Page) -> None:
    page.goto("/lift")

    page.emulate_media(media="print")

    expect(page.locator("#lift-form")).to_be_hidden()
    expect(page.locator("#factors")).to_be_visible()
    expect(page.locator("#cautions")).to_be_visible()


def test_everything_folded_out_is_accessible_and_narrow(page: Page) -> None:
    page.goto("/lift")

    for summary in page.locator("main summary").all():
        summary.click()

    assert flaws(page) == []
