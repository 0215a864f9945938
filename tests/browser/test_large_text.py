"""Text at twice its size on a phone: nothing is cut off, and every number can be tapped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from loosen.domain.library import Library
from tests.browser.looks import PHONE, overflow, unfold
from tests.browser.serving import Served, copied, page_of, serving
from tests.browser.watching import NewContext

TWICE = "() => { document.documentElement.style.fontSize = '200%'; }"
CUT_OFF = """() => [...document.querySelectorAll('.go a, .go button, .option, .primary')]
    .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 40 || box.left < 0 || box.right > innerWidth + 1))
    .map(([words, box]) => `${words} ${Math.round(box.left)} to ${Math.round(box.right)}`)"""
PATHS = ("/log", "/bout", "/helps", "/review", "/rmdq", "/progress", "/life", "/breaks", "/lift", "/positions")


@pytest.fixture(scope="module")
def served(library: Library, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(library, copied(six_weeks, tmp_path_factory.mktemp("large") / "data")) as running:
        yield running


def large(new_context: NewContext, served: Served, path: str) -> Page:
    """Return a page with text at twice its size, everything unfolded."""
    page = page_of(new_context, served)
    page.goto(path)
    unfold(page)
    page.evaluate(TWICE)
    return page


@pytest.mark.parametrize("path", PATHS)
def test_at_twice_the_size_nothing_is_cut_off_and_all_can_be_tapped(
    new_context: NewContext, served: Served, path: str
) -> None:
    page = large(new_context, served, path)

    assert overflow(page, PHONE) == 0
    assert page.evaluate(CUT_OFF) == []


def test_the_button_of_a_break_is_in_reach(new_context: NewContext, served: Served) -> None:
    page = page_of(new_context, served)
    page.set_viewport_size(PHONE)
    page.clock.install()
    page.goto("/breaks")
    page.locator("#on").click()
    for _ in range(31):
        page.clock.run_for(60_000)

    page.locator("#due").wait_for()

    boxes = {name: page.locator(name).bounding_box() for name in ("#done", "#due-figure", "#due-title")}
    done, figure, title = (boxes[name] for name in ("#done", "#due-figure", "#due-title"))
    assert done is not None
    assert title is not None
    assert done["y"] + done["height"] - title["y"] < PHONE["height"] / 2
    assert figure is None or figure["height"] <= 240
