"""The page about muscle and rest: ranges with their sources, marked where they were not confirmed."""

from __future__ import annotations

from tests.web.visitor import Visitor, words_of


def test_anyone_can_read_what_rest_takes(visitor: Visitor) -> None:
    page = visitor.open("/muscle")

    names = [words_of(tag) for tag in page.soup.select(".plot-size .plot-name")]
    said = [words_of(tag) for tag in page.soup.select(".plot-size .plot-value")]
    assert page.status == 200
    assert dict(zip(names, said, strict=True))["7 days in bed, young men"] == "3.2 %"
    assert said[0] == "none"
    assert len(page.soup.select("svg[role=img] desc")) == 4


def test_what_was_not_confirmed_is_marked(visitor: Visitor) -> None:
    page = visitor.open("/muscle")

    rows = [words_of(row) for row in page.soup.select(".numbers-words tbody tr")]

    cast = [row for row in rows if "cast" in row]
    assert len(cast) == 2
    assert all("not yet confirmed" in row for row in cast)
    assert not any("not yet confirmed" in row for row in rows if "Dirks" in row)


def test_the_estimate_of_lost_weight_is_a_range_and_says_whom_it_is_not_for(visitor: Visitor) -> None:
    page = visitor.open("/muscle")

    assert "rough estimate, not a measurement" in page.words
    assert "eating disorder" in words_of(page.one(".caution"))
    assert "15 kg 41 % (25 to 57) 12 % (7 to 17)" in page.words  # 10.4 / 25.4, and 0.3 of it


def test_the_muscle_page_has_no_style_or_script_and_unique_ids(visitor: Visitor) -> None:
    page = visitor.open("/muscle")

    ids = [str(tag["id"]) for tag in page.soup.select("[id]")]
    assert [tag.name for tag in page.soup.find_all(True) if tag.has_attr("style")] == []
    assert len(ids) == len(set(ids))
