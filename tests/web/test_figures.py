"""Pictures and loads in page terms: the files, where they are shown, the chart, the posture page, the API."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from loosen.domain.drawn import Drawn
from loosen.errors import NotInstalledError
from loosen.knowledge.drawn import load_drawn
from tests.web.visitor import NO, Page, Visitor, words_of

PAGES = ("/learn/movements/cat-cow", "/learn/not_now/double-leg-lift", "/learn/remedies/sleep-position", "/figures")


@pytest.fixture
def well(visitor: Visitor) -> Visitor:
    """Someone with a plan."""
    visitor.check()
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})
    return visitor


def pictures(page: Page) -> list[str]:
    """Return the addresses of the pictures on a page."""
    return [str(tag["src"]) for tag in page.soup.select("main img[src]")]


@pytest.mark.parametrize("name", ["cat-cow-all-fours", "cat-cow-all-fours.1", "cat-cow-all-fours.keys"])
def test_a_picture_comes_packed(visitor: Visitor, name: str) -> None:
    answer = visitor.http.get(f"/figures/{name}.svg", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.text.startswith("<svg")


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
def test_a_picture_comes_plain_to_who_cannot_unpack_it(visitor: Visitor, accepted: str) -> None:
    answer = visitor.http.get("/figures/standing.0.svg", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding", "identity") == "identity"
    assert answer.content.startswith(b"<svg")


def test_a_picture_may_be_kept_for_good_under_its_version_only(visitor: Visitor) -> None:
    (address,) = set(pictures(visitor.open("/figures/standing")))

    assert "immutable" in visitor.http.get(address).headers["cache-control"]
    assert visitor.http.get(address.split("?")[0]).headers["cache-control"] == "no-cache"
    assert visitor.http.get(f"{address}0").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/figures/no-such.svg",
        "/figures/standing.svg",
        "/figures/standing.9.svg",
        "/figures/..%2f..%2findex.svg",
        f"/figures/{'a' * 4000}.svg",
        "/figures/no-such",
        "/figures?kind=no-such",
    ],
)
def test_what_is_no_picture_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.open(path).status == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_on_a_page_is_there_and_keeps_its_room(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)
    shown = page.soup.select("main img")

    assert shown
    assert all(int(str(tag["width"])) > 0 and int(str(tag["height"])) > 0 for tag in shown)
    assert all(tag["loading"] == "lazy" and tag.has_attr("alt") for tag in shown)
    assert {visitor.http.get(address).status_code for address in pictures(page)} == {200}


def test_who_wants_no_motion_gets_the_key_poses(visitor: Visitor) -> None:
    page = visitor.open("/learn/movements/cat-cow")

    calm = page.soup.select('#cat-cow-all-fours source[media*="prefers-reduced-motion: reduce"]')

    assert [str(tag["srcset"]).split("?")[0] for tag in calm] == ["/figures/cat-cow-all-fours.keys.svg"]
    assert "print" in str(calm[0]["media"])


def test_a_movement_is_shown_in_words_too(visitor: Visitor) -> None:
    page = visitor.open("/learn/movements/cat-cow")

    (shown,) = page.soup.select("#cat-cow-all-fours img")

    assert "Then:" in str(shown["alt"])


def test_the_first_steps_are_drawn(well: Visitor) -> None:
    page = well.open("/now")

    assert page.soup.select(".step-title img.thumb")
    assert page.soup.select(".step-card details picture img")


def test_the_plan_of_today_is_drawn(well: Visitor) -> None:
    page = well.open("/today")

    assert page.soup.select(".bout-items summary img.thumb")
    assert page.soup.select(".bout-items details picture img")


def test_the_player_is_given_the_pictures(well: Visitor) -> None:
    well.send("/bout/screen", NO)
    page = well.send("/bout/start", {"pain": "5"})

    items = json.loads(page.one("#bout-data").text)["items"]
    drawn = [item["figure"] for item in items if item["figure"]]

    assert drawn
    assert all(figure["alt"] for figure in drawn)
    assert {well.http.get(figure[kind]).status_code for figure in drawn for kind in ("moving", "still", "strip")} == {
        200
    }


def test_the_gallery_shows_each_picture_once(visitor: Visitor) -> None:
    page = visitor.open("/figures")

    links = [str(tag["href"]) for tag in page.soup.select(".sheet a")]

    assert sorted(links) == sorted(f"/figures/{name}" for name in load_drawn())


def test_the_gallery_can_show_one_kind_only(visitor: Visitor) -> None:
    page = visitor.open("/figures?kind=not-now")

    assert [words_of(tag).rstrip(" 0123456789") for tag in page.soup.select("main h2")] == ["Not now"]
    assert words_of(page.one(".chip[aria-current]")) == "Not now"


@pytest.mark.parametrize("words", ["Which position loads the back least?", "All pictures", "in the car"])
def test_learn_leads_there(visitor: Visitor, words: str) -> None:
    address = visitor.open("/learn").link(words)

    assert visitor.open(address).status == 200


def test_the_chart_ranks_from_lying_to_lifting(visitor: Visitor) -> None:
    page = visitor.open("/positions")

    names = [words_of(tag) for tag in page.soup.select(".chart-name")]

    assert names.index("Lying on the back") < names.index("Standing relaxed")
    assert names.index("Sitting with the backrest at 120 degrees") < names.index(
        "Sitting slouched without a backrest"
    )
    assert names.index("Standing relaxed") < names.index("Standing, bent forward")
    assert names.index("Standing, bent forward") < names.index("Lifting a crate with a round back")
    assert names.index("Holding 10 kg close to the body") < names.index("Holding 10 kg at arm's length")


def test_every_bar_stays_in_its_frame_and_inside_its_range(visitor: Visitor) -> None:
    page = visitor.open("/positions")

    for bar in page.soup.select("svg.chart-bar"):
        width = float(str(bar["viewbox"]).split()[2])
        reach, value = bar.select(".bar-range")[0], bar.select(".bar-value")[0]
        least = float(str(reach["x"]))
        most = least + float(str(reach["width"]))
        assert least <= float(str(value["width"])) <= most <= width + 1


def test_no_force_stands_where_people_read(visitor: Visitor) -> None:
    page = visitor.open("/positions")

    page.one("details.why").decompose()

    assert re.findall(r"\d+ (?:N|MPa|kPa)\b", page.words) == []


def test_the_chart_says_what_it_cannot_know(visitor: Visitor) -> None:
    words = visitor.open("/positions").words

    assert "estimate for a healthy adult" in words
    assert "no limit" in words
    assert "Weak evidence" in words
    assert "Nobody measured these" in words


@pytest.mark.parametrize("place", ["desk", "bed", "car"])
def test_the_posture_page_shows_what_to_do_in_each_place(visitor: Visitor, place: str) -> None:
    page = visitor.open("/posture")

    part = page.one(f'section[aria-labelledby="{place}"]')

    assert part.select("picture img")
    assert part.select('a[href^="/learn/remedies/"]')
    assert part.select('a[href^="/learn/claims/"]')


def test_every_link_of_the_posture_page_leads_somewhere(visitor: Visitor) -> None:
    page = visitor.open("/posture")

    targets = {str(tag["href"]) for tag in page.soup.select("main a[href^='/']")}

    assert {target: visitor.open(target).status for target in targets} == dict.fromkeys(targets, 200)


def test_the_index_of_pictures_holds_each_with_its_files(visitor: Visitor) -> None:
    found = visitor.http.get("/api/v1/figures").json()["figures"]

    assert {entry["figure"]["id"] for entry in found} == set(load_drawn())
    assert {Drawn.model_validate(entry["figure"]).id for entry in found} == set(load_drawn())
    assert all(visitor.http.get(entry["still"]).status_code == 200 for entry in found[:5])


def test_the_load_of_a_posture_can_be_asked_for(visitor: Visitor) -> None:
    answer = visitor.http.post("/api/v1/load", json={"posture": "standing"})

    assert answer.status_code == 200
    assert answer.json()["band_words"] == "like standing"


def test_the_load_of_an_unknown_posture_is_not_found(visitor: Visitor) -> None:
    answer = visitor.http.post("/api/v1/load", json={"posture": "no-such"})

    assert answer.status_code == 404
    assert "standing" in answer.json()["allowed"]


@pytest.mark.parametrize("call", [{"posture": "standing", "hands_kg": -1}, {}, {"posture": {"bones": 1}}])
def test_a_load_that_cannot_be_worked_out_is_refused_in_words(visitor: Visitor, call: dict[str, object]) -> None:
    answer = visitor.http.post("/api/v1/load", json=call)

    assert answer.status_code == 422
    assert answer.json()["title"]


def test_without_the_body_model_a_load_says_what_to_install(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_call: object) -> None:
        raise NotInstalledError("Not installed.", where="posture", detail="Install it: pip install 'loosen[body]'")

    monkeypatch.setattr("loosen.web.api.load_request", refuse)

    answer = visitor.http.post("/api/v1/load", json={"posture": "standing", "hands_kg": 3})

    assert answer.status_code == 501
    assert "loosen[body]" in answer.json()["detail"]


def test_pictures_are_small(visitor: Visitor) -> None:
    for name in list(load_drawn())[:20]:
        packed = visitor.http.get(f"/figures/{name}.0.svg").content

        assert len(gzip.compress(packed)) < 6_000
