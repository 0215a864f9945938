"""Every page there is: found, well formed, no script or style of its own, and every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urlsplit

import pytest

from loosen.coach import Coach
from loosen.domain.library import Library
from loosen.journal import MemoryJournal, new_event_id
from loosen.knowledge import load_library
from loosen.web.app import create_app
from loosen.web.pages.learn import SHELVES
from tests.web.conftest import Clock
from tests.web.visitor import Page, Visitor, visit, words_of
from tests.web.wire import Loop

LIBRARY = load_library()
PLAIN = ("/", "/check", "/answers", "/emergency", "/safety", "/about", "/limits", "/settings", "/forgotten", "/learn")
SHELF_PAGES = [f"/learn/{kind}" for kind in SHELVES]
ENTRY_PAGES = [f"/learn/{kind}/{entry}" for kind in SHELVES for entry in LIBRARY.kind(kind)]
RULE_PAGES = ["/rules", "/rules/plan", *(f"/rules/{rule}" for rule in LIBRARY.rules)]
SCREEN_PAGES = [f"/check/{screen}" for screen in LIBRARY.screens]
CARE_PAGES = ["/medicine", "/medicine?go=on", "/played-a-part"]
EVERY_PAGE = [*PLAIN, *CARE_PAGES, *SCREEN_PAGES, *SHELF_PAGES, *ENTRY_PAGES, *RULE_PAGES]
GENERATED = {"/reveal.css", "/static/style.css", "/static/icon.svg", "/static/offline.js", "/manifest.webmanifest"}


@pytest.fixture(scope="module")
def reader(loop: Loop) -> Visitor:
    """Someone who has answered nothing."""
    coach = Coach(LIBRARY, MemoryJournal(), clock=Clock(), new_id=new_event_id)
    return visit(create_app(coach), loop)


@pytest.fixture(scope="module")
def pages(reader: Visitor) -> dict[str, Page]:
    """Pages that were opened, each once."""
    return {}


@pytest.fixture
def page(request: pytest.FixtureRequest, reader: Visitor, pages: dict[str, Page]) -> Page:
    path = str(request.param)
    if path not in pages:
        pages[path] = reader.open(path)
    return pages[path]


@pytest.mark.parametrize("page", EVERY_PAGE, indirect=True)
def test_the_page_is_well_formed(page: Page) -> None:
    soup = page.soup
    ids = Counter(str(tag["id"]) for tag in soup.select("[id]"))

    assert page.status == 200
    assert soup.select_one("html[lang=en]") is not None
    assert words_of(page.one("head > title")).endswith("· Loosen")
    assert len(soup.select("h1")) == 1
    assert page.heading
    assert [name for name, count in ids.items() if count > 1] == []
    assert [a for a in soup.select("a") if not a.get("href") or not words_of(a)] == []
    assert [tag for tag in soup.select("button, legend, summary, h2, h3, label") if not words_of(tag)] == []
    assert heading_jumps(page) == []


@pytest.mark.parametrize("page", EVERY_PAGE, indirect=True)
def test_the_page_has_no_script_or_style_of_its_own_and_nothing_from_elsewhere(page: Page) -> None:
    soup = page.soup
    handlers = [key for tag in soup.find_all(True) for key in tag.attrs if key == "style" or key.startswith("on")]
    addresses = [str(tag.get("href") or tag.get("src")) for tag in soup.select("link, script, img, use, iframe")]

    assert handlers == []
    assert soup.select("style, script:not([src]), iframe, object, embed") == []
    paths = {urlsplit(address).path for address in addresses}
    assert {path for path in paths if not path.startswith("/figures/")} <= GENERATED
    assert [address for address in addresses if urlsplit(address).netloc] == []


@pytest.mark.parametrize("page", EVERY_PAGE, indirect=True)
def test_nothing_unfinished_shows(page: Page) -> None:
    words = words_of(page.one("body"))

    assert (
        re.findall(
            r"\{\{|\{%|\bNone\b|Undefined|\bTODO\b|en='|\bFalse\b|\bTrue\b", words.replace("None of these", "")
        )
        == []
    )


def test_every_link_inside_leads_somewhere(reader: Visitor, pages: dict[str, Page]) -> None:
    for path in EVERY_PAGE:
        if path not in pages:
            pages[path] = reader.open(path)
    links = {str(a["href"]) for page in pages.values() for a in page.soup.select("a[href]")}
    inside = {link for link in links if not link.startswith(("tel:", "#"))}

    broken = sorted(link for link in inside if not leads_somewhere(link, reader, pages))

    assert [link for link in inside if urlsplit(link).netloc] == []
    assert broken == []


@pytest.mark.parametrize("page", EVERY_PAGE, indirect=True)
def test_every_link_within_the_page_has_its_target(page: Page) -> None:
    targets = {str(a["href"])[1:] for a in page.soup.select('a[href^="#"]')}

    assert targets <= {str(tag["id"]) for tag in page.soup.select("[id]")}


@pytest.mark.parametrize("page", EVERY_PAGE, indirect=True)
def test_the_emergency_numbers_are_on_the_page(page: Page) -> None:
    numbers = {str(a["href"]) for a in page.soup.select('a[href^="tel:"]')}

    assert {"tel:112", "tel:999", "tel:911", "tel:000"} <= numbers


def test_the_pages_of_this_test_are_all_the_pages_of_the_knowledge(library: Library) -> None:
    entries = sum(len(library.kind(kind)) for kind in SHELVES)

    assert len(ENTRY_PAGES) == entries
    assert len(set(EVERY_PAGE)) == len(EVERY_PAGE)
    assert {"faq", "remedies", "movements", "not_now", "contributors", "claims", "medicines", "sources"} == set(
        SHELVES
    )


def test_the_style_sheets_and_the_icon_are_served(reader: Visitor) -> None:
    answers = {path: reader.http.get(path) for path in GENERATED}

    assert {response.status_code for response in answers.values()} == {200}
    assert answers["/reveal.css"].headers["content-type"].startswith("text/css")
    assert answers["/static/icon.svg"].headers["content-type"].startswith("image/svg+xml")


def test_every_follow_up_has_a_rule_that_hides_it(reader: Visitor, library: Library) -> None:
    css = reader.http.get("/reveal.css").text

    follow_ups = [q.id for q in library.facts.values() if q.clarifies or q.under]

    assert [name for name in follow_ups if f'[data-nest="{name}"]' not in css] == []


def heading_jumps(page: Page) -> list[str]:
    """Return the headings that skip a level."""
    levels = [(int(tag.name[1]), words_of(tag)) for tag in page.soup.select("h1, h2, h3, h4")]
    return [words for (before, _), (level, words) in pairwise(levels) if level > before + 1]


def leads_somewhere(link: str, reader: Visitor, pages: dict[str, Page]) -> bool:
    """Return whether a link's page is there, with the place it points to."""
    path, place = urldefrag(link)
    if path not in pages:
        pages[path] = reader.open(path)
    return pages[path].status == 200 and (not place or pages[path].soup.find(id=place) is not None)
