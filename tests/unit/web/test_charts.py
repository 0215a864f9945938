"""Charts: places worked out by hand, a message in words, and nothing that a strict policy refuses."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from loosen.domain.outcomes import (
    ActivityReport,
    Change,
    Direction,
    DoneDay,
    Happening,
    HappeningKind,
    PainDay,
    PainReport,
    Typical,
    WeekReport,
)
from loosen.web.charts import activities_chart, days_chart, minutes_chart, pain_chart, time_line
from loosen.web.charts.frame import Days, Frame, nice_most, path, runs
from loosen.web.charts.svg import element, words

FIRST = date(2026, 11, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def pain_day(number: int, pain: int | None, **more: object) -> PainDay:
    given: dict[str, object] = {"worst": None, "usual": None, "is_flare": False, "typical": None, **more}
    return PainDay(date=on(number), pain=pain, **given)


def pain_report(*days: PainDay, change: Change | None = None) -> PainReport:
    return PainReport(
        days=days,
        change=change or Change(),
        compared_from=days[0].date,
        told=sum(day.pain is not None for day in days),
        notes=(),
        course=None,
        course_day=None,
    )


def week(number: int, **more: object) -> WeekReport:
    given: dict[str, object] = {
        "is_over": True,
        "bouts": 4,
        "bout_days": 4,
        "bout_minutes": 40,
        "walked": 60,
        "aim_days": 3,
        "aim_minutes": 130,
        "is_met": True,
        "has_flare": False,
        "sets": {},
        **more,
    }
    return WeekReport(number=number, first=on(7 * number), last=on(7 * number + 6), **given)


def done(number: int, sets: int = 0, walked: int | None = None, sleep: int | None = None) -> DoneDay:
    return DoneDay(
        date=on(number),
        sets=sets,
        bouts=bool(sets),
        walked=walked,
        remedies=0,
        medicine=None,
        sleep=sleep,
        mood=None,
    )


def drawn(svg: str) -> Tag:
    found = BeautifulSoup(svg, "html.parser").find("svg")
    assert isinstance(found, Tag)
    return found


def classes(svg: Tag, name: str) -> list[Tag]:
    return [tag for tag in svg.find_all(True) if name in (tag.get("class") or ())]


def tops(svg: Tag, name: str) -> list[int]:
    """Return how far from the top the bars of a lane begin, in thousandths of it."""
    (bars,) = classes(svg, name)
    return [int(top) for top in re.findall(r"V(\d+)H", str(bars["d"]))]


CHARTS = {
    "pain": pain_chart(
        pain_report(
            pain_day(0, 6, worst=8, typical=Typical(low=4, mean=5, high=6), usual=6),
            pain_day(1, None, typical=Typical(low=4, mean=5, high=6, hopeful=3), usual=5),
            pain_day(2, 3, is_flare=True, typical=Typical(low=4, mean=5, high=6, hopeful=3), usual=4),
            change=Change(before=6, after=3, direction=Direction.BETTER),
        ),
        "Pain went from 6 to 3 in 3 weeks.",
    ),
    "days": days_chart([week(1), week(2, is_over=False)], "Days."),
    "minutes": minutes_chart([week(1), week(2, walked=None)], "Minutes."),
    "activities": activities_chart(
        [
            ActivityReport(
                id="a", name="Lift <my> child", told=((on(0), 2), (on(9), 6)), change=Change(before=2, after=6)
            ),
            ActivityReport(id="b", name="Drive", told=((on(0), 4),), change=Change(before=4)),
        ],
        "Activities.",
    ),
    "events": time_line(
        [done(0, 3, 20), done(1, 6), done(2)],
        [
            Happening(date=on(1), kind=HappeningKind.FLARE, words="Flare"),
            Happening(date=on(2), kind=HappeningKind.CHECK, words="Safety check"),
        ],
        "Events.",
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_its_message_in_words(name: str) -> None:
    svg = drawn(CHARTS[name])

    named = [svg.find(id=each) for each in str(svg["aria-labelledby"]).split()]

    assert svg["role"] == "img"
    assert [tag.name for tag in named if isinstance(tag, Tag)] == ["title", "desc"]
    assert all(isinstance(tag, Tag) and tag.get_text() for tag in named)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_no_style_and_no_script_of_its_own(name: str) -> None:
    assert re.findall(r"<style|<script|style=|\son\w+=|href", CHARTS[name]) == []


def test_the_message_of_pain_is_its_text_alternative() -> None:
    assert drawn(CHARTS["pain"]).find(id="pain-desc").get_text() == "Pain went from 6 to 3 in 3 weeks."  # type: ignore[union-attr]


def test_each_report_has_a_dot_in_its_place() -> None:
    dots = classes(drawn(CHARTS["pain"]), "plot-dot")

    # the middle of the first and the last third of 8 % to 98 %; 6 and 3 of 10 between 222 and 26 px
    assert [(dot["cx"], dot["cy"]) for dot in dots] == [("23.00%", "104.4"), ("83.00%", "163.2")]


def test_the_worst_pain_is_a_line_up_from_the_dot() -> None:
    (line,) = classes(drawn(CHARTS["pain"]), "plot-worst")

    assert line["d"] == "M167 200L167 400"  # a sixth across; 8 and 6 of 10 from the top


def test_the_two_compared_weeks_carry_their_numbers() -> None:
    assert [tag.get_text() for tag in classes(drawn(CHARTS["pain"]), "plot-number")] == ["6", "3"]


def test_the_band_is_one_shape_and_the_hopeful_line_is_dashed_apart() -> None:
    svg = drawn(CHARTS["pain"])

    assert len(classes(svg, "plot-band")) == 1
    assert len(classes(svg, "plot-hopeful")) == 1


def test_without_a_typical_course_there_is_no_band() -> None:
    svg = drawn(pain_chart(pain_report(pain_day(0, 4), pain_day(1, 4)), "Pain."))

    assert classes(svg, "plot-band") == []
    assert len(classes(svg, "plot-dot")) == 2


def test_one_day_alone_can_be_drawn() -> None:
    assert len(classes(drawn(pain_chart(pain_report(pain_day(0, 4)), "Pain.")), "plot-dot")) == 1


def test_a_bar_is_as_high_as_its_days() -> None:
    first, _ = classes(drawn(CHARTS["days"]), "plot-bar")

    # 4 of 7 between 172 and 30 px: 142 * 4 / 7 = 81.1
    assert float(str(first["height"])) == pytest.approx(81.1, abs=0.1)


def test_the_week_that_goes_on_is_open_and_called_now() -> None:
    svg = drawn(CHARTS["days"])

    assert len(classes(svg, "plot-open")) == 1
    assert "now" in [tag.get_text() for tag in classes(svg, "plot-axis")]


def test_minutes_differ_by_hatching_and_every_week_has_its_aim() -> None:
    svg = drawn(CHARTS["minutes"])

    assert [bar["fill"] for bar in classes(svg, "plot-bout")] == ["url(#hatch)", "url(#hatch)"]
    assert len(svg.find_all("pattern", id="hatch")) == 1
    assert len(classes(svg, "plot-aim")) == 2
    assert [tag.get_text() for tag in classes(svg, "plot-value")] == ["100", "40"]  # 60 + 40, 0 + 40


def test_an_activity_shows_where_it_began_and_where_it_is() -> None:
    svg = drawn(CHARTS["activities"])

    assert [tag["cx"] for tag in classes(svg, "plot-before")] == ["21.80%"]  # 3 + 94 * 2 / 10
    assert [tag["cx"] for tag in classes(svg, "plot-now")] == ["59.40%", "40.60%"]  # 6 and 4 of 10
    assert [tag.get_text() for tag in classes(svg, "plot-value")] == ["2 → 6", "4"]


def test_words_of_a_person_cannot_become_elements() -> None:
    assert "Lift &lt;my&gt; child" in CHARTS["activities"]


def test_lanes_without_anything_are_left_out() -> None:
    lanes = [tag.get_text() for tag in classes(drawn(CHARTS["events"]), "plot-lane")]

    assert lanes == ["Flares", "Sets done", "Minutes walked", "Checks and look-backs"]


def test_sleep_is_shown_from_3_days_on_against_the_whole_scale() -> None:
    two = drawn(time_line([done(0, sleep=5), done(1, sleep=10), done(2)], [], "Sleep."))
    three = drawn(time_line([done(0, sleep=5), done(1, sleep=10), done(2, sleep=10)], [], "Sleep."))

    assert classes(two, "plot-felt") == []
    assert tops(three, "plot-felt") == [500, 0, 0]  # 5 and 10 of 10


def test_the_longest_day_fills_its_lane() -> None:
    assert tops(drawn(CHARTS["events"]), "plot-plain") == [500, 0]  # 3 and 6 sets


def test_from_half_a_year_on_a_bar_stands_for_a_week() -> None:
    days, weeks = ([done(number, sets=2) for number in range(count)] for count in (180, 182))

    assert len(tops(drawn(time_line(days, [], "Sets.")), "plot-plain")) == 180
    assert len(tops(drawn(time_line(weeks, [], "Sets.")), "plot-plain")) == 26


@pytest.mark.parametrize(
    ("value", "most"),
    [(0, 2), (1, 2), (2, 2), (3, 4), (7, 8), (9, 10), (11, 20), (353, 400), (401, 600), (1000, 1000)],
)
def test_an_axis_ends_at_a_round_number_with_a_round_half(value: int, most: int) -> None:
    assert nice_most(value) == most
    assert most % 2 == 0


def test_days_lie_in_the_middle_of_equal_shares() -> None:
    scale = Days(on(0), on(3))

    assert [scale.part(on(number)) for number in range(4)] == [0.125, 0.375, 0.625, 0.875]


def test_places_are_percent_across_and_pixels_down() -> None:
    frame = Frame(top=10, bottom=110, left=10, right=90)

    assert (frame.x(0), frame.x(0.5), frame.x(1)) == ("10.00%", "50.00%", "90.00%")
    assert (frame.y(0), frame.y(0.25), frame.y(1)) == (10, 35, 110)


def test_a_line_stops_at_a_gap() -> None:
    assert list(runs([(0, 0), None, (1, 1), (2, 2)])) == [[(0, 0)], [(1, 1), (2, 2)]]
    assert path([(0, 0.5), (1, 0.25)]) == "M0 500L1000 250"


def test_text_and_attributes_are_escaped() -> None:
    assert words("a < b & c", x=1) == '<text x="1">a &lt; b &amp; c</text>'
    assert element("path", d='"><script>') == '<path d="&quot;&gt;&lt;script&gt;"/>'
