"""The progress page for every eye and screen, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import NARROW, flaws, overflow, unfold
from tests.browser.serving import Served, page_of
from tests.browser.watching import NewContext

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


def opened(new_context: NewContext, served: Served, path: str, **options: object) -> Page:
    page = page_of(new_context, served, **options)
    page.goto(path)
    return page


@pytest.mark.parametrize("path", PATHS)
def test_the_page_is_accessible_in_light_and_dark_on_phone_and_desk(
    new_context: NewContext, calm: Served, path: str
) -> None:
    page = opened(new_context, calm, path)
    unfold(page)

    assert flaws(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_letters_stay_readable_and_apart_at_every_width(
    new_context: NewContext, calm: Served, path: str, width: int
) -> None:
    page = opened(new_context, calm, path, viewport={"width": width, "height": 800})

    sizes = page.evaluate(LETTERS)

    assert sizes
    assert min(sizes) >= 11
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(TOUCHING) == []


def test_large_text_does_not_make_the_page_scroll_sideways(new_context: NewContext, calm: Served) -> None:
    page = opened(new_context, calm, "/progress")
    unfold(page)

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert [size for size in NARROW if overflow(page, size) > 0] == []


def test_the_charts_fill_the_page_they_are_on(new_context: NewContext, calm: Served) -> None:
    phone = opened(new_context, calm, "/progress").evaluate(SIZES)
    desk = opened(new_context, calm, "/progress", viewport={"width": 1280, "height": 900}).evaluate(SIZES)

    assert [height for _, height in phone] == [height for _, height in desk]
    assert phone[0][0] > 280
    assert desk[0][0] > 800


def test_the_page_is_complete_without_script(new_context: NewContext, calm: Served) -> None:
    with_script = opened(new_context, calm, "/progress")
    without = opened(new_context, calm, "/progress", java_script_enabled=False)

    assert without.locator("main").inner_text() == with_script.locator("main").inner_text()
    expect(without.locator("svg.plot")).to_have_count(5)


def test_on_paper_there_are_charts_and_tables_and_no_navigation(new_context: NewContext, calm: Served) -> None:
    page = opened(new_context, calm, "/progress", viewport={"width": 720, "height": 1000})

    page.emulate_media(media="print")

    expect(page.locator("svg.plot:visible")).to_have_count(5)
    for what in ("header.top", ".filter", ".cards"):
        expect(page.locator(what)).to_be_hidden()
    expect(page.get_by_text("First week and last 7 days")).to_be_visible()
    assert page.evaluate(OUTSIDE) == []


def test_what_differs_by_colour_differs_by_shape_too(new_context: NewContext, calm: Served) -> None:
    page = opened(new_context, calm, "/progress", color_scheme="dark")

    def style(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(f"each => getComputedStyle(each).{name}"))

    assert style(".plot-bout", "fill").startswith("url(")  # hatched, walks are full
    assert style(".plot-aim", "strokeDasharray") != "none"
    assert style(".plot-band-edge", "strokeDasharray") != "none"
    assert style(".plot-line", "strokeDasharray") == "none"
