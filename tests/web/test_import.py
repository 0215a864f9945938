"""Bringing in a file: first a look, then the real thing, each in words."""

from __future__ import annotations

from tests.web.visitor import Page, Visitor

TABLE = b"date,steps,minutes_walked\n2026-11-19,4200,30\n"


def send(visitor: Visitor, content: bytes, do: str) -> Page:
    visitor.open("/import")
    return visitor.send("/import", {"do": do}, files={"file": ("walks.csv", content, "text/csv")})


def test_look_says_what_would_be_new_and_changes_nothing(visitor: Visitor) -> None:
    page = send(visitor, TABLE, "look")

    assert "This would be new: 1 day, 19 November 2026" in page.words
    assert "Nothing is logged yet" in visitor.open("/history").words


def test_taken_in_it_stands_in_the_history(visitor: Visitor) -> None:
    page = send(visitor, TABLE, "take")

    assert "Taken in: 1 day" in page.words
    assert "30" in visitor.open("/history").words


def test_file_with_mistakes_is_refused_line_by_line(visitor: Visitor) -> None:
    page = send(visitor, b"date,steps\nyesterday,5\n2026-11-19,many\n", "take")

    assert page.status == 422
    assert "line 2" in page.words
    assert "line 3" in page.words
    assert "Nothing was taken in" in page.words


def test_without_a_file_it_says_so(visitor: Visitor) -> None:
    visitor.open("/import")

    page = visitor.send("/import", {"do": "take"})

    assert page.status == 422
    assert "No file was chosen" in page.words


def test_a_large_file_of_a_browser_that_was_never_here_is_refused_before_it_is_kept(visitor: Visitor) -> None:
    rows = b"".join(f"20{year:02}-01-01,4200,30\n".encode() for year in range(10, 26)) * 300
    sent = {"do": "look"}, {"file": ("walks.csv", b"date,steps,minutes_walked\n" + rows, "text/csv")}

    unknown = visitor.http.post("/import", data=sent[0], files=sent[1])
    visitor.open("/import")
    known = visitor.http.post("/import", data=sent[0], files=sent[1])

    assert unknown.status_code == 413
    assert "allow cookies" in unknown.text
    assert known.status_code == 200
