"""The first page is light enough for a phone with a weak signal."""

from __future__ import annotations

import gzip

import pytest

from tests.web.visitor import Visitor

MOST_BYTES = 100_000
MOST_REQUESTS = 8


@pytest.mark.parametrize("path", ["/", "/check", "/emergency"])
def test_a_first_page_is_under_100_kb_and_8_requests(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)
    linked = {str(tag.get("href") or tag.get("src")) for tag in page.soup.select("link, script, img, use")}
    files = {address.split("#")[0] for address in linked}

    bodies = [page.response.content, *(visitor.http.get(address).content for address in files)]

    assert len(bodies) <= MOST_REQUESTS
    assert sum(len(gzip.compress(body)) for body in bodies) < MOST_BYTES


def test_what_does_not_change_may_be_kept_by_the_browser(visitor: Visitor) -> None:
    page = visitor.open("/")

    sheet = str(page.one('link[rel="stylesheet"]')["href"])

    assert "?" in sheet
    assert "no-store" not in visitor.http.get(sheet).headers["cache-control"]
