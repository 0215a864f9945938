"""Event ids sort by time and never collide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from loosen.journal import new_event_id

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = UUID(new_event_id(NOON))

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_begins_with_its_millisecond() -> None:
    made = UUID(new_event_id(NOON))

    assert made.int >> 80 == 1_795_262_400_000  # 2026-11-21T12:00:00Z in milliseconds


def test_later_ids_sort_after_earlier_ones() -> None:
    ids = [new_event_id(NOON + timedelta(milliseconds=step)) for step in range(50)]

    assert sorted(ids) == ids


def test_ids_of_the_same_moment_differ() -> None:
    ids = {new_event_id(NOON) for _ in range(1000)}

    assert len(ids) == 1000


def test_the_same_moment_in_another_zone_gives_the_same_time_part() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))

    assert new_event_id(elsewhere)[:13] == new_event_id(NOON)[:13]
