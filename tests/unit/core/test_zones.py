"""Pain during a bout: carry on, ease, or stop. The table is evidence 5.1, row by row."""

from __future__ import annotations

import pytest

from loosen.core.zones import zone_of, zone_table
from loosen.domain.library import Library
from loosen.domain.planning import StopAction

CARRY_ON, EASE, STOP = StopAction.CARRY_ON, StopAction.EASE, StopAction.STOP_EXERCISE


@pytest.mark.parametrize(
    ("start", "now", "zone"),
    [
        # Green: pain of 0 to 3, and a rise of 0 or 1.
        (0, 0, "green"),
        (0, 1, "green"),
        (2, 3, "green"),
        (3, 3, "green"),
        (3, 0, "green"),
        # Amber: pain of 4 or 5, or a rise of 2.
        (4, 4, "amber"),
        (4, 5, "amber"),
        (3, 4, "amber"),
        (0, 2, "amber"),
        (1, 3, "amber"),
        # Red: pain of 6 to 10, or a rise of 3 or more.
        (4, 6, "red"),
        (4, 10, "red"),
        (0, 3, "red"),
        (1, 4, "red"),
        (2, 5, "red"),
        # Started at 5 or more: the rise alone counts; 0 or 1 carry on, 2 or more stop.
        (5, 4, "green"),
        (5, 5, "green"),
        (5, 6, "green"),
        (5, 7, "red"),
        (6, 7, "green"),
        (6, 8, "red"),
        (7, 7, "green"),
        (8, 10, "red"),
        (9, 10, "green"),
        (10, 10, "green"),
    ],
)
def test_each_row_of_the_table_of_pain_has_its_zone(start: int, now: int, zone: str, library: Library) -> None:
    assert zone_of(start, now, library).id == zone


@pytest.mark.parametrize(
    ("start", "actions"),
    [
        (0, [CARRY_ON] * 2 + [EASE] + [STOP] * 8),
        (2, [CARRY_ON] * 4 + [EASE] + [STOP] * 6),
        (3, [CARRY_ON] * 4 + [EASE] * 2 + [STOP] * 5),
        (4, [CARRY_ON] * 4 + [EASE] * 2 + [STOP] * 5),
        (5, [CARRY_ON] * 7 + [STOP] * 4),
        (9, [CARRY_ON] * 11),
    ],
)
def test_the_player_gets_an_action_for_every_pain_from_0_to_10(
    start: int, actions: list[StopAction], library: Library
) -> None:
    table = zone_table(start, library)

    assert [action for action, _ in table] == actions
    assert all(words for _, words in table)


def test_more_pain_never_calls_for_less(library: Library) -> None:
    order = list(StopAction)

    for start in range(11):
        urgency = [order.index(action) for action, _ in zone_table(start, library)]
        assert urgency == sorted(urgency)
