"""The first page is light enough for a phone with a weak signal."""

from __future__ import annotations

import gzip

import pytest

from tests.web.visitor import Visitor

MOST_BYTES = 100_000
MOST_REQUESTS = 8


@pytest.mark.parametrize("path", ["/", "/check", "/emergency", "/positions", "/figures", "/learn/movements/bird-dog"])
def test_a_first_page_is_under_100_kb_and_8_requests(visitor: Visitor, path: str) -> None:
    _is_light(visitor, path)


@pytest.mark.parametrize("path", ["/now", "/today"])
def test_a_page_of_the_plan_is_under_100_kb_and_8_requests(visitor: Visitor, path: str) -> None:
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})

    _is_light(visitor, path)


def _is_light(visitor: Visitor, path: str) -> None:
    """See that a page comes fast; pictures that are fetched when they come into view do not hold it up."""
    page = visitor.open(path)
    assert page.path == path
    tags = page.soup.select('link, script[src], img[src]:not([loading="lazy"]), use')
    linked = {str(tag.get("href") or tag.get("src")) for tag in tags}
    files = {address.split("#")[0] for address in linked}

    bodies = [page.response.content, *(visitor.http.get(address).content for address in files)]

    assert len(bodies) <= MOST_REQUESTS
    assert sum(len(gzip.compress(body)) for body in bodies) < MOST_BYTES


def test_what_does_not_change_may_be_kept_by_the_browser(visitor: Visitor) -> None:
    page = visitor.open("/")

    sheet = str(page.one('link[rel="stylesheet"]')["href"])

    assert "?" in sheet
    assert "no-store" not in visitor.http.get(sheet).headers["cache-control"]
