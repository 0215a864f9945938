"""The even clock, the breath and the figure beside the player, each without a page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page


def test_the_clock_goes_on_evenly_and_takes_up_the_device_only_when_they_part(desk: Page) -> None:
    read = desk.evaluate(
        """async moments => {
            const { steadyClock } = await import("/static/steady.js");
            let [wall, even] = [0, 0];
            const clock = steadyClock(() => wall, () => even);
            return moments.map(([w, e]) => { [wall, even] = [w * 1000, e * 1000]; return clock() / 1000; });
        }""",
        [[10, 10], [80, 20], [-30, 30], [4000, 40], [4010, 50], [100, 60]],
    )

    # Set forward and back by about a minute: the even clock. Parted by over 150 s: the device slept, or was set.
    assert read == [10, 20, 30, 4000, 4010, 100]


@pytest.mark.parametrize(
    ("second", "part", "left", "full"),
    [
        (0, "in", 4, 0),
        (2, "in", 2, 0.5),
        (3.5, "in", 1, 0.962),
        (4, "out", 6, 1),
        (7, "out", 3, 0.5),
        (10, "in", 4, 0),
    ],
)
def test_the_pacer_follows_the_seconds_of_the_breath(
    desk: Page, second: float, part: str, left: int, full: float
) -> None:
    at = desk.evaluate(
        "async ms => (await import('/static/pacer.js')).breathAt(ms, { in_s: 4, out_s: 6 })", second * 1000
    )

    assert (at["part"], at["left"], at["full"]) == (part, left, pytest.approx(full, abs=0.001))


HELD, FREE = {"kind": "hold"}, {"kind": "move"}


@pytest.mark.parametrize(
    ("kind", "following", "is_first", "share", "place"),
    [
        ("move", FREE, True, 0.25, 0.25),  # there and back in one repetition
        ("move", HELD, True, 0.5, 0.2),  # out to the pose that is held, which begins at 0.4
        ("move", HELD, True, 1, 0.4),
        ("hold", FREE, False, 0.7, 0.5),  # in the middle of the rest from 0.4 to 0.6
        ("move", HELD, False, 0, 0.6),  # back, and out again
        ("move", HELD, False, 0.5, 0),  # 0.6 + 0.8 / 2
        ("move", HELD, False, 0.99, 0.392),
    ],
)
def test_the_figure_goes_along_with_the_cue(
    desk: Page, kind: str, following: Any, is_first: bool, share: float, place: float
) -> None:
    found = desk.evaluate(
        "async ([d, f, at]) => (await import('/static/figure.js')).placeIn(d, f, at)",
        [
            {"cycle": 7, "rests": [[0, 0.1], [0.4, 0.6], [0.9, 1]]},
            {"keys": 2, "telling": 1},
            {
                "cue": {"kind": kind, "ms": 5000},
                "next": following,
                "isFirst": is_first,
                "into": share * 5000,
                "breath": None,
            },
        ],
    )

    assert found == pytest.approx(place)


def test_the_words_of_a_mirrored_figure_tell_the_other_side(desk: Page) -> None:
    words = desk.evaluate(
        "async w => (await import('/static/figure.js')).otherSide(w)",
        "The left knee is bent, the right leg is straight.",
    )

    assert words == "The right knee is bent, the left leg is straight."
