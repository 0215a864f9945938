"""The progress page for every eye and screen, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from loosen.domain.library import Library
from tests.browser.conftest import NewContext
from tests.browser.looks import NARROW, complaints, overflow, small_targets
from tests.browser.serving import Served, copied, serving
from tests.browser.test_six_weeks import OPEN_ALL
from tests.six_weeks import TOKEN

PATHS = ("/progress", "/progress?show=all", "/muscle")
LETTERS = """() => [...document.querySelectorAll('svg.plot text')]
    .filter(each => each.getClientRects().length)
    .map(each => parseFloat(getComputedStyle(each).fontSize))"""
OUTSIDE = """() => [...document.querySelectorAll('svg.plot')].flatMap(svg => {
    const room = svg.closest('section').getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && (box.left < room.left - 1 || box.right > room.right + 1);
    }).map(each => each.textContent);
})"""
TOUCHING = """() => [...document.querySelectorAll('svg.plot')].flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text.plot-axis, text.plot-date, text.plot-value, text.plot-lane')]
        .map(each => [each.textContent, each.getBoundingClientRect()]).filter(([, box]) => box.width);
    return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3
    ).map(([other]) => `${svg.getAttribute('class')}: ${one} / ${other}`));
})"""
SIZES = """() => [...document.querySelectorAll('svg.plot')].map(each => {
    const box = each.getBoundingClientRect();
    return [Math.round(box.width), Math.round(box.height)];
})"""


@pytest.fixture(scope="module")
def served(library: Library, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app over a copy of the six weeks."""
    with serving(library, copied(six_weeks, tmp_path_factory.mktemp("progress") / "data")) as running:
        yield running


def opened(new_context: NewContext, served: Served, path: str, **options: object) -> Page:
    context = new_context(base_url=served.address, **options)
    context.add_cookies([{"name": "loosen", "value": TOKEN, "url": served.address}])
    page = context.new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("path", PATHS)
def test_the_page_is_accessible_in_light_and_dark_on_phone_and_desk(
    new_context: NewContext, served: Served, path: str
) -> None:
    page = opened(new_context, served, path)
    page.evaluate(OPEN_ALL)

    assert complaints(page) == []
    assert [size for size in NARROW if overflow(page, size) > 0] == []
    assert small_targets(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_letters_stay_readable_and_apart_at_every_width(
    new_context: NewContext, served: Served, path: str, width: int
) -> None:
    page = opened(new_context, served, path, viewport={"width": width, "height": 800})

    sizes = page.evaluate(LETTERS)

    assert sizes
    assert min(sizes) >= 11
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(TOUCHING) == []


def test_large_text_does_not_make_the_page_scroll_sideways(new_context: NewContext, served: Served) -> None:
    page = opened(new_context, served, "/progress")
    page.evaluate(OPEN_ALL)

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert [size for size in NARROW if overflow(page, size) > 0] == []


def test_the_charts_fill_the_page_they_are_on(new_context: NewContext, served: Served) -> None:
    phone = opened(new_context, served, "/progress").evaluate(SIZES)
    desk = opened(new_context, served, "/progress", viewport={"width": 1280, "height": 900}).evaluate(SIZES)

    assert [height for _, height in phone] == [height for _, height in desk]
    assert phone[0][0] > 280
    assert desk[0][0] > 800


def test_the_page_is_complete_without_script(new_context: NewContext, served: Served) -> None:
    with_script = opened(new_context, served, "/progress")
    without = opened(new_context, served, "/progress", java_script_enabled=False)

    assert without.locator("main").inner_text() == with_script.locator("main").inner_text()
    assert without.locator("svg.plot").count() == 5


def test_on_paper_there_are_charts_and_tables_and_no_navigation(new_context: NewContext, served: Served) -> None:
    page = opened(new_context, served, "/progress", viewport={"width": 720, "height": 1000})

    page.emulate_media(media="print")

    assert page.locator("svg.plot:visible").count() == 5
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".filter").is_visible()
    assert not page.locator(".cards").is_visible()
    assert page.get_by_text("First week and last 7 days").is_visible()
    assert page.evaluate(OUTSIDE) == []


def test_what_differs_by_colour_differs_by_shape_too(new_context: NewContext, served: Served) -> None:
    page = opened(new_context, served, "/progress", color_scheme="dark")

    def style(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(f"each => getComputedStyle(each).{name}"))

    assert style(".plot-bout", "fill").startswith("url(")  # hatched, walks are full
    assert style(".plot-aim", "strokeDasharray") != "none"
    assert style(".plot-band-edge", "strokeDasharray") != "none"
    assert style(".plot-line", "strokeDasharray") == "none"
