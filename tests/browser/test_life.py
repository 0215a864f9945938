"""Desk, bed, car and lifting in a browser: for every eye, hand and screen, with six weeks of data and with none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from loosen.domain.library import Library
from tests.browser.conftest import NewContext
from tests.browser.looks import NARROW, complaints, overflow, small_targets
from tests.browser.serving import Served, copied, serving
from tests.six_weeks import TOKEN


@pytest.fixture(scope="module")
def served(library: Library, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(library, copied(six_weeks, tmp_path_factory.mktemp("life") / "data")) as found:
        yield found


@pytest.fixture
def nobody(new_context: NewContext, served: Served) -> Page:
    """The page of someone who has never been here."""
    page = new_context(base_url=served.address).new_page()
    page.goto("/life")
    return page


@pytest.fixture
def patient(new_context: NewContext, served: Served) -> Page:
    """The page of someone with six weeks of data."""
    context = new_context(base_url=served.address)
    context.add_cookies([{"name": "loosen", "value": TOKEN, "url": served.address}])
    page = context.new_page()
    page.goto("/life")
    return page


@pytest.mark.parametrize("who", ["nobody", "patient"])
def test_page_is_accessible_and_fits_small_screens(who: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(who)

    assert complaints(page) == []
    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []


def test_one_step_is_marked_and_leads_to_the_lifting_page(patient: Page) -> None:
    expect(patient.locator("[aria-current=step]")).to_have_count(1)
    name = patient.locator("#my-step h3").inner_text()
    expect(patient.locator(".rung-now")).to_contain_text(name)

    patient.click("#my-step a.button")

    expect(patient.locator("h1")).to_have_text("Look at a lift")
    expect(patient.locator("#f-load")).to_have_value("10")


def test_places_are_reached_by_keyboard(nobody: Page) -> None:
    chip = nobody.locator(".filter a", has_text="Lifting")
    chip.focus()

    nobody.keyboard.press("Enter")

    expect(nobody).to_have_url(f"{nobody.url.split('#')[0]}#lifting")
    expect(nobody.locator("#lifting")).to_be_in_viewport()
