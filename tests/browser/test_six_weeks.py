"""The pages of every day, for every eye, hand and screen, with six weeks of data on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from loosen.domain.library import Library
from tests.browser.looks import NARROW, flaws, overflow, unfold
from tests.browser.serving import Served, copied, page_of, serving
from tests.browser.watching import NewContext
from tests.browser.ways import PATIENCE_S
from tests.six_weeks import TOKEN
from tests.web.visitor import NO, Visitor

Forms = tuple[tuple[str, Mapping[str, str]], ...]
SCREENED: Forms = (("/bout/screen", NO),)
RUNNING: Forms = (*SCREENED, ("/bout/start", {"pain": "2"}))
STOPPED: Forms = (*RUNNING, ("/bout/finish", {"sign": "lasts-15-minutes", "pain": "4"}))
FLARE: Forms = (("/log", {"pain_now": "6", "flare": "yes"}),)
SITUATIONS: Mapping[str, Forms] = {
    "as-it-is": (),
    "screened": SCREENED,
    "running": RUNNING,
    "stopped": STOPPED,
    "flare": FLARE,
}
PAGES = (
    ("as-it-is", "/"),
    ("as-it-is", "/today"),
    ("as-it-is", "/log"),
    ("as-it-is", "/log?day=2026-11-20"),
    ("as-it-is", "/history"),
    ("as-it-is", "/fit-me"),
    ("as-it-is", "/bout"),
    ("as-it-is", "/now"),
    ("as-it-is", "/outcome"),
    ("as-it-is", "/answers"),
    ("as-it-is", "/calendar"),
    ("as-it-is", "/import"),
    ("as-it-is", "/helps"),
    ("screened", "/bout"),
    ("running", "/bout/run"),
    ("running", "/bout/finish"),
    ("running", "/today"),
    ("stopped", "/bout/stopped"),
    ("stopped", "/today"),
    ("stopped", "/history"),
    ("flare", "/flare"),
    ("flare", "/today"),
)
MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each);
    return style.transitionDuration.split(', ').some(t => parseFloat(t) > 0)
        || style.animationDuration.split(', ').some(t => parseFloat(t) > 0);
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def situations(
    library: Library, six_weeks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Served]]:
    """The app over a copy of the six weeks for each situation."""
    with ExitStack() as open_ones:
        served = {}
        for name, forms in SITUATIONS.items():
            folder = copied(six_weeks, tmp_path_factory.mktemp(name) / "data")
            served[name] = open_ones.enter_context(serving(library, folder))
            with httpx.Client(base_url=served[name].address, follow_redirects=True, timeout=PATIENCE_S) as http:
                http.cookies.set("loosen", TOKEN)
                for path, form in forms:
                    assert Visitor(http).send(path, form).status == httpx.codes.OK
        yield served


def opened(new_context: NewContext, served: Served, path: str, **options: object) -> Page:
    """Return a page of the person with the six weeks, with every reason unfolded."""
    page = page_of(new_context, served, **options)
    page.goto(path)
    expect(page).to_have_url(served.address + path)
    unfold(page)
    return page


@pytest.mark.parametrize(("situation", "path"), PAGES)
def test_the_page_is_accessible_with_six_weeks_of_data(
    new_context: NewContext, situations: Mapping[str, Served], situation: str, path: str
) -> None:
    page = opened(new_context, situations[situation], path)

    assert flaws(page) == []


@pytest.mark.parametrize("path", ["/today", "/log", "/history", "/fit-me", "/now"])
def test_large_text_does_not_make_the_page_scroll_sideways(
    new_context: NewContext, situations: Mapping[str, Served], path: str
) -> None:
    page = opened(new_context, situations["as-it-is"], path)

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert [size for size in NARROW if overflow(page, size) > 0] == []


@pytest.mark.parametrize(
    ("situation", "path"), [("as-it-is", "/today"), ("as-it-is", "/log"), ("running", "/bout/run")]
)
def test_nothing_moves_for_those_who_ask_for_less_motion(
    new_context: NewContext, situations: Mapping[str, Served], situation: str, path: str
) -> None:
    page = opened(new_context, situations[situation], path, reduced_motion="reduce")

    assert page.evaluate(MOVING) == []
    assert page.evaluate("() => document.getAnimations().length") == 0


def test_after_a_stop_sign_today_offers_no_bout(new_context: NewContext, situations: Mapping[str, Served]) -> None:
    page = opened(new_context, situations["stopped"], "/today")

    expect(page.locator("main")).to_contain_text("No more exercise today")
    expect(page.locator('a[href="/bout"]')).to_have_count(0)
