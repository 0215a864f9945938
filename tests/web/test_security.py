"""What every response carries, and what is turned away at the door."""

from __future__ import annotations

import pytest

from tests.web.visitor import BASE, Visitor

KB = 1024
PATHS = (
    "/",
    "/check",
    "/emergency",
    "/learn",
    "/static/style.css",
    "/static/none.css",
    "/reveal.css",
    "/healthz",
    "/api/v1/facts",
    "/api/v1/knowledge/none",
    "/no-such-page",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_security_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.http.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "microphone=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/check", "/outcome", "/answers", "/settings", "/now", "/api/v1/facts"])
def test_what_may_be_personal_is_never_kept_by_a_cache(visitor: Visitor, path: str) -> None:
    response = visitor.http.get(path, follow_redirects=False)

    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(visitor: Visitor, host: str) -> None:
    response = visitor.http.get("/", headers={"host": host})

    assert response.status_code == 421
    assert "emergency" in response.text
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8712", "localhost:8712", "localhost", "[::1]:8712"])
def test_a_local_host_is_served(visitor: Visitor, host: str) -> None:
    response = visitor.http.get("/", headers={"host": host})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"{BASE}:9000"},
    ],
)
@pytest.mark.parametrize("path", ["/check", "/settings/forget", "/cleared", "/api/v1/triage"])
def test_a_form_of_another_site_is_refused(visitor: Visitor, path: str, headers: dict[str, str]) -> None:
    response = visitor.http.post(path, data={"sure": "yes"}, headers=headers)

    assert response.status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": BASE}, {}])
def test_the_own_form_is_taken(visitor: Visitor, headers: dict[str, str]) -> None:
    response = visitor.http.post("/check", data={"screen": "feeling"}, headers=headers)

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/check", "/api/v1/triage"])
def test_a_body_over_64_kb_that_says_so_is_refused(visitor: Visitor, path: str) -> None:
    response = visitor.http.post(path, content=b"x" * (64 * KB + 1))

    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/check", "/api/v1/triage", "/settings/country"])
def test_a_body_over_64_kb_that_does_not_say_so_is_refused(visitor: Visitor, path: str) -> None:
    body = b"words=" + b"x" * (64 * KB)
    headers = {"transfer-encoding": "chunked", "content-type": "application/x-www-form-urlencoded"}

    response = visitor.http.post(path, content=body, headers=headers)

    assert response.status_code == 413


def test_a_body_of_64_kb_is_taken(visitor: Visitor) -> None:
    body = b"screen=feeling&x=".ljust(64 * KB, b"x")

    response = visitor.http.post(
        "/check", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )

    assert response.status_code == 200


@pytest.mark.parametrize("length", ["many", "-1", "1e3"])
def test_a_length_that_is_no_number_is_refused_in_words(visitor: Visitor, length: str) -> None:
    response = visitor.http.post("/check", content=b"screen=feeling", headers={"content-length": length})

    assert response.status_code == 400


def test_a_script_in_a_number_field_comes_back_as_words(visitor: Visitor) -> None:
    page = visitor.open("/check")
    while page.screen != "you":
        page = visitor.answer(page)

    page = visitor.answer(page, {"age.exact": '"><script>alert(1)</script>'})

    assert page.status == 422
    assert page.soup.select("script:not([src])") == []
    assert "<script>alert" in page.words


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", "/learn/<script>", "/rules/<script>", "/check/<script>"]
)
def test_a_script_in_an_address_comes_back_as_words(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.status == 404
    assert page.soup.select("script:not([src])") == []


def test_a_form_cannot_lead_away_from_the_site(visitor: Visitor) -> None:
    response = visitor.http.post("/check?next=//evil.example", data={"screen": "feeling"}, follow_redirects=False)

    assert response.headers["location"].startswith("/check")


@pytest.mark.parametrize("host", ["[::1", "[localhost]", "a b"])
def test_a_host_that_is_no_name_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.http.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "unicode_escape"])
def test_a_form_in_another_charset_is_refused(visitor: Visitor, charset: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="screen"\r\n\r\nfeeling\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"

    assert visitor.http.post("/check", content=body, headers={"content-type": kind}).status_code == 400
