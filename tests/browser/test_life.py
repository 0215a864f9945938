"""Desk, bed, car and lifting in a browser: for every eye, hand and screen, with six weeks of data and with none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import flaws
from tests.browser.serving import Served, page_of
from tests.browser.steps import follow
from tests.browser.watching import NewContext


@pytest.fixture
def nobody(new_context: NewContext, calm: Served) -> Page:
    """The page of someone who has never been here."""
    page = new_context(base_url=calm.address).new_page()
    page.goto("/life")
    return page


@pytest.fixture
def patient(new_context: NewContext, calm: Served) -> Page:
    """The page of someone with six weeks of data."""
    page = page_of(new_context, calm)
    page.goto("/life")
    return page


@pytest.mark.parametrize("who", ["nobody", "patient"])
def test_page_is_accessible_and_fits_small_screens(who: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(who)

    assert flaws(page) == []


def test_one_step_is_marked_and_leads_to_the_lifting_page(patient: Page) -> None:
    expect(patient.locator("[aria-current=step]")).to_have_count(1)
    name = patient.locator("#my-step h3").inner_text()
    expect(patient.locator(".rung-now")).to_contain_text(name)

    follow(patient, patient.locator("#my-step a.button"))

    expect(patient.locator("h1")).to_have_text("Look at a lift")
    expect(patient.locator("#f-load")).to_have_value("5")


def test_places_are_reached_by_keyboard(nobody: Page) -> None:
    chip = nobody.locator(".filter a", has_text="Lifting")
    chip.focus()

    nobody.keyboard.press("Enter")

    expect(nobody).to_have_url(f"{nobody.url.split('#')[0]}#lifting")
    expect(nobody.locator("#lifting")).to_be_in_viewport()
