"""Entries of a saved file that Loosen would never write: left out with the reason, or harmless afterwards."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from loosen.coach import Coach
from loosen.coach.importing import Imported, import_file
from loosen.domain.library import Library
from loosen.errors import CallError
from loosen.journal import MemoryJournal, SqlJournal, new_event_id

ANN = "ann"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BEFORE, TODAY, TOMORROW = "2026-11-20", "2026-11-21", "2026-11-22"


def at_noon() -> datetime:
    return NOW


@pytest.fixture
def coach(library: Library) -> Coach:
    return Coach(library, MemoryJournal(), clock=at_noon, new_id=new_event_id)


def take(coach: Coach, *events: dict[str, Any]) -> Imported:
    text = json.dumps({"format": 1, "events": list(events)})
    return import_file(coach, ANN, io.BytesIO(text.encode()), "loosen.json")


def entry(kind: str, body: dict[str, Any], at: str = f"{TODAY}T08:30:00+00:00", number: int = 0) -> dict[str, Any]:
    return {"id": f"{number:08}-89ab-7cde-8f01-23456789abcd", "at": at, "kind": kind, "body": body}


def about(day: str) -> list[dict[str, Any]]:
    """Return one entry of each kind that carries a day."""
    bodies: dict[str, dict[str, Any]] = {
        "pain-told": {"pain": 3},
        "bout-started": {"items": []},
        "signs-felt": {"signs": []},
        "bout-finished": {"bout": "one", "done": [], "stopped": []},
        "day-logged": {"log": {"pain_now": 3}},
        "day-corrected": {"changes": {"pain_now": 3}},
        "remedy-started": {"remedy": "heat"},
        "remedy-finished": {"use": "one"},
        "reviewed": {"facts": {}},
        "rmdq-filled": {"ticked": []},
    }
    dated = [entry(kind, {"day": day, **body}, number=number) for number, (kind, body) in enumerate(bodies.items())]
    return [*dated, entry("days-imported", {"source": "table", "days": {day: {"steps": 5}}}, number=99)]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2026-11-23", "2999-12-31", "9999-12-31"])
@pytest.mark.parametrize("place", range(11))
def test_day_that_nobody_can_have_lived_is_left_out_of_every_kind(coach: Coach, day: str, place: int) -> None:
    done = take(coach, about(day)[place])

    assert (done.entries, done.left_out) == (0, 1)
    assert coach.state(ANN).diary.days == {}


@pytest.mark.parametrize("day", ["1900-01-01", BEFORE, TODAY, TOMORROW])
@pytest.mark.parametrize("place", range(11))
def test_day_from_1900_to_tomorrow_is_taken_in(coach: Coach, day: str, place: int) -> None:
    assert take(coach, about(day)[place]).entries == 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "1899-12-31T23:59:59-14:00"])
def test_moment_before_every_calendar_is_left_out(coach: Coach, at: str) -> None:
    done = take(coach, entry("answered", {"facts": {"pain-now": 3}}, at))

    assert done.left_out == 1
    assert "too long ago" in done.notes[0]


@pytest.mark.parametrize("day", ["٢٠٢٦-11-20", "²026-11-20", [1], None, 5])
def test_day_beside_what_a_kind_holds_is_not_looked_at(coach: Coach, day: object) -> None:
    assert take(coach, entry("country-set", {"country": "GB", "day": day})).entries == 1


@pytest.mark.parametrize("signs", [5, [["x"]], None])
def test_signs_beside_what_a_kind_holds_are_not_looked_at(coach: Coach, signs: object) -> None:
    coach.begin_check(ANN)

    assert take(coach, entry("country-set", {"country": "GB", "signs": signs}, f"{TODAY}T12:01:00Z")).entries == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("day-logged", {"day": f"{BEFORE}T00:00:00", "log": {"pain_now": 3}}),
        ("bout-finished", {"day": BEFORE, "bout": "one", "done": ["Bad id!"], "stopped": []}),
        ("bout-started", {"day": BEFORE, "items": [], "sets": None}),
        ("calendar-shared", {"key": "é"}),
    ],
)
def test_entry_that_the_diary_cannot_use_is_left_out(coach: Coach, kind: str, body: dict[str, Any]) -> None:
    assert take(coach, entry(kind, body)).left_out == 1
    assert coach.events(ANN) == ()


def test_nested_without_end_it_never_reaches_the_disk(library: Library, tmp_path: Path) -> None:
    journal = SqlJournal(tmp_path / "journal.db")
    coach = Coach(library, journal, clock=at_noon, new_id=new_event_id)
    event = json.dumps(entry("country-set", {"country": "GB", "x": "HERE"}))
    deep = '{"a":' * 3000 + "1" + "}" * 3000
    text = f'{{"format": 1, "events": [{event}]}}'.replace('"HERE"', deep)

    with pytest.raises(CallError, match="nested too deeply"):
        import_file(coach, ANN, io.BytesIO(text.encode()), "loosen.json")

    assert coach.events(ANN) == ()
    journal.close()


def test_each_sign_that_was_felt_elsewhere_is_asked_here(coach: Coach, library: Library) -> None:
    coach.begin_check(ANN)
    coach.answer(ANN, {"age": 35})
    opening = [sign for sign in library.stop_signs.values() if sign.opens_check][:2]
    told = [
        entry("signs-felt", {"day": TODAY, "signs": [sign.id]}, f"{TODAY}T12:01:00+00:00", number)
        for number, sign in enumerate(opening)
    ]

    take(coach, *told)

    assert set(coach.state(ANN).facts) == {fact for sign in opening for fact in sign.asks}
    assert coach.state(ANN).begun_at is not None
    assert coach.state(ANN).begun_at.date() == date(2026, 11, 21)  # type: ignore[union-attr]  # seen above
