"""Files from elsewhere: each is taken in once, and a damaged one changes nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.importing import FileKind, Imported, import_file
from loosen.domain.library import Library
from loosen.errors import CallError, FactsError
from loosen.journal import MemoryJournal, new_event_id

ANN, BEN = "ann", "ben"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
STEPS = "HKQuantityTypeIdentifierStepCount"


def at_noon() -> datetime:
    return NOW


@pytest.fixture
def coach(library: Library) -> Coach:
    return Coach(library, MemoryJournal(), clock=at_noon, new_id=new_event_id)


def take(coach: Coach, content: str | bytes, name: str = "file", *, dry_run: bool = False) -> Imported:
    raw = content.encode() if isinstance(content, str) else content
    return import_file(coach, ANN, io.BytesIO(raw), name, dry_run=dry_run)


def steps(day: str, value: str, source: str = "Phone") -> str:
    return f'<Record type="{STEPS}" sourceName="{source}" startDate="{day} 09:00:00 +0100" value="{value}"/>'


def walk(day: str, minutes: str, unit: str = "min") -> str:
    kind = "HKWorkoutActivityTypeWalking"
    return (
        f'<Workout workoutActivityType="{kind}" duration="{minutes}" durationUnit="{unit}" startDate="{day} 18:00"/>'
    )


def health(*entries: str) -> str:
    return f'<?xml version="1.0"?><HealthData locale="en">{"".join(entries)}</HealthData>'


def days_of(coach: Coach) -> dict[date, tuple[int | None, int | None]]:
    return {day: (entry.steps, entry.minutes_walked) for day, entry in coach.state(ANN).diary.days.items()}


def test_steps_of_a_day_are_added_up_and_two_devices_are_not(coach: Coach) -> None:
    file = health(
        steps("2026-11-19", "1000"),
        steps("2026-11-19", "500"),
        steps("2026-11-19", "1400", "Watch"),
        walk("2026-11-19", "20.4"),
    )

    done = take(coach, file, "export.xml")

    assert done.kind is FileKind.APPLE_HEALTH
    assert days_of(coach) == {date(2026, 11, 19): (1500, 20)}


def test_zip_of_the_phone_can_be_given_as_it_is(coach: Coach) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("apple_health_export/export.xml", health(walk("2026-11-19", "0.5", "hr")))

    take(coach, packed.getvalue(), "export.zip")

    assert days_of(coach) == {date(2026, 11, 19): (None, 30)}


def test_damaged_export_of_the_phone_changes_nothing_and_says_where(coach: Coach) -> None:
    whole = health(steps("2026-11-19", "1000"))

    with pytest.raises(CallError, match="line 1"):
        take(coach, whole[:-20], "export.xml")

    assert days_of(coach) == {}


def test_values_that_cannot_be_true_are_left_out_and_counted(coach: Coach) -> None:
    file = health(
        steps("2026-11-18", "-5"),
        steps("2026-11-18", "nan"),
        steps("someday", "5"),
        steps("2026-11-17", "900000"),
        steps("2027-11-19", "10"),
        steps("2026-11-19", "10"),
    )

    done = take(coach, file, "export.xml")

    assert (done.entries, done.left_out) == (1, 5)
    assert "2027-11-19 has not come yet." in done.notes
    assert days_of(coach) == {date(2026, 11, 19): (10, None)}


def test_entities_of_a_hostile_file_do_not_grow(coach: Coach) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE HealthData [{entities}]><HealthData><a>&e8;</a></HealthData>'

    with pytest.raises(CallError):
        take(coach, bomb, "export.xml")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_table_may_use_commas_semicolons_or_tabs(coach: Coach, mark: str) -> None:
    rows = [["Date", "Steps", "minutes_walked"], ["2026-11-19", "4200", "30"], ["2026-11-20", "", "12"]]

    take(coach, "\n".join(mark.join(row) for row in rows), "walks.csv")

    assert days_of(coach) == {date(2026, 11, 19): (4200, 30), date(2026, 11, 20): (None, 12)}


def test_every_wrong_line_of_a_table_is_named_at_once(coach: Coach) -> None:
    with pytest.raises(FactsError) as caught:
        take(coach, "date,steps\n2026-11-19,many\n19/11/26,5\n2026-11-20,7\n", "walks.csv")

    assert [problem.where for problem in caught.value.problems] == ["line 2", "line 3"]
    assert days_of(coach) == {}


@pytest.mark.parametrize("content", ["", "  \n", "hello\n1\n", "date\n2026-11-19\n"])
def test_file_that_is_nothing_we_know_is_refused_in_words(coach: Coach, content: str) -> None:
    with pytest.raises(CallError) as caught:
        take(coach, content, "thing.txt")

    assert caught.value.detail


def test_what_the_person_logged_wins_over_what_a_device_counted(coach: Coach) -> None:
    Daily(coach).log_day(ANN, {"minutes_walked": 45}, day=date(2026, 11, 19))

    done = take(coach, "date,steps,minutes_walked\n2026-11-19,4200,30\n", "walks.csv")

    assert done.entries == 1
    assert days_of(coach) == {date(2026, 11, 19): (4200, 45)}


def test_device_that_counted_on_is_believed_again(coach: Coach) -> None:
    take(coach, "date,steps\n2026-11-21,1200\n", "walks.csv")

    take(coach, "date,steps\n2026-11-21,5600\n", "walks.csv")

    assert days_of(coach) == {date(2026, 11, 21): (5600, None)}


def test_same_file_twice_counts_once(coach: Coach) -> None:
    table = "date,steps\n2026-11-19,4200\n"
    take(coach, table, "walks.csv")
    before = coach.events(ANN)

    again = take(coach, table, "walks.csv")

    assert (again.entries, again.known) == (0, 1)
    assert coach.events(ANN) == before


def test_dry_run_says_the_same_and_changes_nothing(coach: Coach) -> None:
    table = "date,steps\n2026-11-19,4200\n"

    look = take(coach, table, "walks.csv", dry_run=True)

    assert coach.events(ANN) == ()
    assert take(coach, table, "walks.csv") == look.model_copy(update={"dry_run": False})


def exported(library: Library) -> dict[str, object]:
    """Return what Ben saved: a day, a correction, a country."""
    elsewhere = Coach(library, MemoryJournal(), clock=at_noon, new_id=new_event_id)
    daily = Daily(elsewhere)
    daily.log_day(BEN, {"pain_now": 4, "minutes_walked": 10}, day=date(2026, 11, 19))
    daily.log_day(BEN, {"pain_now": 5}, day=date(2026, 11, 19))
    elsewhere.set_country(BEN, "DE")
    return daily.export(BEN)


def test_own_export_brings_back_the_same_state_elsewhere(coach: Coach, library: Library) -> None:
    saved = exported(library)

    done = take(coach, json.dumps(saved), "loosen.json")

    assert done.kind is FileKind.OWN_EXPORT
    assert Daily(coach).export(ANN)["events"] == saved["events"]
    assert coach.state(ANN).country == "DE"


def test_own_export_twice_counts_once(coach: Coach, library: Library) -> None:
    text = json.dumps(exported(library))
    first = take(coach, text, "loosen.json")

    again = take(coach, text, "loosen.json")

    assert (again.entries, again.known) == (0, first.entries)


@pytest.mark.parametrize("cut", [40, 200, 400])
def test_own_export_that_ends_too_early_changes_nothing(coach: Coach, library: Library, cut: int) -> None:
    text = json.dumps(exported(library))

    with pytest.raises(CallError, match="damaged"):
        take(coach, text[:-cut], "loosen.json")

    assert coach.events(ANN) == ()


def damaged(saved: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield an export with one entry spoilt, in several ways."""
    events = saved["events"]
    assert isinstance(events, list)
    for name, spoilt in {
        "future": {"at": "2031-01-01T00:00:00+00:00"},
        "no-zone": {"at": "2026-11-19T00:00:00"},
        "kind": {"kind": "thing-of-tomorrow"},
        "body": {"body": {}},
        "shape": {"body": {"day": "2026-11-19", "log": {"pain_now": 99}}},
        "id": {"id": None},
    }.items():
        yield name, {**saved, "events": [{**events[0], **spoilt}, *events[1:]]}


@pytest.mark.parametrize("which", ["future", "no-zone", "kind", "body", "shape", "id"])
def test_spoilt_entry_is_left_out_and_told_and_the_others_stay(coach: Coach, library: Library, which: str) -> None:
    spoilt = dict(damaged(exported(library)))[which]

    done = take(coach, json.dumps(spoilt), "loosen.json")

    assert (done.entries, done.left_out) == (2, 1)
    assert done.notes[0].startswith("Entry 1")
    assert coach.state(ANN).country == "DE"


def test_format_of_tomorrow_is_refused(coach: Coach) -> None:
    with pytest.raises(CallError, match="format 9"):
        take(coach, '{"format": 9, "events": []}', "loosen.json")


def test_answers_of_another_check_do_not_replace_the_one_here(coach: Coach, library: Library) -> None:
    elsewhere = Coach(library, MemoryJournal(), clock=at_noon, new_id=new_event_id)
    elsewhere.answer(BEN, {"age": 80})
    coach.answer(ANN, {"age": 35})

    done = take(coach, json.dumps(Daily(elsewhere).export(BEN)), "loosen.json")

    assert coach.state(ANN).facts == {"age": 35}
    assert done.left_out == 2


def entry(kind: str, body: dict[str, object], **more: object) -> str:
    """Return an export that holds one entry."""
    event = {"id": "one", "at": "2026-11-21T11:59:00+00:00", "kind": kind, "body": body, **more}
    return json.dumps({"format": 1, "events": [event]})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("country-set", {"country": ["x"]}),
        ("reviewed", {"day": "2026-11-20", "facts": "x"}),
        ("signs-felt", {"day": "2026-11-20", "signs": [["x"]]}),
        ("pain-told", {"day": "2026-11-20", "pain": 99}),
        ("activities-chosen", {"activities": [{"id": 1, "name": 2}]}),
        ("day-logged", {"day": "2030-01-01", "log": {"pain_now": 2}}),
    ],
)
def test_body_that_would_break_a_page_later_is_left_out(coach: Coach, kind: str, body: dict[str, object]) -> None:
    done = take(coach, entry(kind, body), "loosen.json")

    assert (done.entries, done.left_out) == (0, 1)
    assert coach.events(ANN) == ()


def test_answers_before_a_bout_of_an_hour_to_come_are_left_out(coach: Coach) -> None:
    done = take(coach, entry("mini-screened", {"yes": []}, at="2026-11-21T13:00:00+00:00"), "loosen.json")

    assert done.left_out == 1
    assert coach.state(ANN).diary.screened_at is None


def test_danger_sign_that_was_felt_elsewhere_begins_the_check_here(coach: Coach, library: Library) -> None:
    coach.begin_check(ANN)
    coach.answer(ANN, {"age": 35})
    before = coach.state(ANN).check
    felt = {"day": "2026-11-21", "signs": ["chest-or-faint"]}

    take(coach, entry("signs-felt", felt, at="2026-11-21T12:01:00+00:00"), "loosen.json")

    assert library.stop_signs["chest-or-faint"].opens_check
    assert coach.state(ANN).check != before
