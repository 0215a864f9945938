"""Files that nobody saved on purpose: refused in words, at the cost of little memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from loosen.errors import CallError, FactsError
from loosen.importers.apple_health import read_health
from loosen.importers.counted import MOST_ENTRY_BYTES, Counted
from loosen.importers.own_export import read_own_export
from loosen.importers.table import read_table

STEPS = "HKQuantityTypeIdentifierStepCount"
LONG = 20 * MOST_ENTRY_BYTES


def quietly(_: int) -> None:
    """Show no progress."""


def table(content: bytes) -> Counted:
    counted = Counted()
    read_table(io.BytesIO(content), counted, quietly)
    return counted


def health(content: bytes) -> Counted:
    counted = Counted()
    read_health(io.BytesIO(content), counted, quietly)
    return counted


def own(content: bytes) -> list[object]:
    return list(read_own_export(io.BytesIO(content), quietly))


def record(value: str, day: str = "2026-11-20", source: str = "Phone") -> bytes:
    return f'<Record type="{STEPS}" startDate="{day} 08:00:00" value="{value}" sourceName="{source}"/>'.encode()


def whole(entries: Iterable[bytes]) -> bytes:
    return b"<HealthData>" + b"".join(entries) + b"</HealthData>"


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (table, b"date,steps\n2026-11-20,1e308\n2026-11-20,1e308\n"),
        (health, whole([record("1e308"), record("1e308")])),
    ],
)
def test_sum_beyond_every_number_is_left_out_in_words(read: Callable[[bytes], Counted], content: bytes) -> None:
    counted = read(content)

    assert counted.days() == {}
    assert counted.notes == ["2026-11-20: more than 200,000 steps in one day is too much to be true."]


@pytest.mark.parametrize("value", ["²", "٣", "1_0", "NaN", "inf", "-1", "1e400", "5\x00", "9" * 5000])
def test_amount_in_other_signs_than_digits_is_refused(value: str) -> None:
    with pytest.raises(FactsError, match="is no number of steps"):
        table(f"date,steps\n2026-11-20,{value}\n".encode())


@pytest.mark.parametrize("value", ["²", "٣", "1_0", "NaN", "inf", "-1", "1e400"])
def test_amount_of_the_phone_in_other_signs_than_digits_is_left_out(value: str) -> None:
    counted = health(whole([record(value), record("7")]))

    assert (counted.left_out, counted.days()) == (1, {date(2026, 11, 20): {"steps": 7}})


@pytest.mark.parametrize(
    ("read", "content", "told"),
    [
        (table, b"a" * LONG, "Line 1 is too long"),
        (table, b"date,steps\n2026-11-20,5\n" + b"a" * LONG, "Line 3 is too long"),
        (health, b'<HealthData a="' + b"a" * LONG + b'"/>', "too long"),
        (health, b"<HealthData>" + b"a" * LONG + b"</HealthData>", "too long"),
        (own, b'{"format":1,"events":[{"id":"' + b"a" * LONG + b'"}]}', "Entry 1 is too long"),
        (own, b'{"format":1,"x":[' + b"1," * (LONG // 2) + b'1],"events":[]}', "Entry 1 is too long"),
    ],
    ids=["head", "line", "attribute", "text", "entry", "beside"],
)
def test_endless_entry_is_refused_before_it_fills_the_memory(
    read: Callable[[bytes], object], content: bytes, told: str
) -> None:
    tracemalloc.start()

    with pytest.raises(CallError, match=told):
        read(content)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < LONG / 2


def test_table_of_many_ordinary_lines_is_read_to_its_end() -> None:
    counted = table(b"date,steps\n" + b"2026-11-20,1\n" * 100_000)

    assert counted.days() == {date(2026, 11, 20): {"steps": 100_000}}


def test_elements_that_are_not_counted_are_dropped_as_they_come() -> None:
    content = whole([b"<Other><Inner/></Other>" * 200_000, record("7")])
    tracemalloc.start()

    counted = health(content)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted.days() == {date(2026, 11, 20): {"steps": 7}}
    assert most < 2 * len(content)


def test_walk_with_details_inside_counts() -> None:
    walk = (
        b'<Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="20" startDate="2026-11-20 08:00:00">'
        b'<MetadataEntry key="a" value="b"/><WorkoutEvent/></Workout>'
    )

    assert health(whole([walk])).days() == {date(2026, 11, 20): {"minutes_walked": 20}}


def test_more_devices_than_anybody_has_are_refused() -> None:
    with pytest.raises(CallError, match="too many devices"):
        health(whole(record("1", source=str(number)) for number in range(200_001)))


@pytest.mark.parametrize("letters", ["klingon", "utf-7", "hex", "shift_jis"])
def test_letters_that_cannot_be_read_are_told(letters: str) -> None:
    with pytest.raises(CallError, match="damaged"):
        health(f'<?xml version="1.0" encoding="{letters}"?>'.encode() + whole([record("5")]))


def packed() -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export.xml", whole([record("1")] * 500))
    return bytearray(out.getvalue())


def damaged_zips() -> dict[str, bytes]:
    """Return a zip file with a wrong byte in several places."""
    made: dict[str, bytes] = {"cut": bytes(packed()[:-30])}
    body = packed()
    body[60:120] = bytes(byte ^ 0xFF for byte in body[60:120])
    made["body"] = bytes(body)
    for name, inner, value in (("locked", 8, 1), ("method", 10, 97), ("place", 44, 255)):
        spoilt = packed()
        spoilt[spoilt.rindex(b"PK\x01\x02") + inner] = value
        made[name] = bytes(spoilt)
    spoilt = packed()
    spoilt[spoilt.rindex(b"PK\x05\x06") + 18] = 255
    made["list"] = bytes(spoilt)
    return made


@pytest.mark.parametrize("which", damaged_zips())
def test_damaged_or_locked_zip_is_told(which: str) -> None:
    with pytest.raises(CallError, match="damaged, or it is locked"):
        health(damaged_zips()[which])


@pytest.mark.parametrize(
    "content",
    [
        b'{"format":1,"events":[{"body":{"x":' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}}]}",
        b'{"format":1,"events":' + b"[" * 3000 + b"]" * 3000 + b"}",
        b'{"format":1,"x":' + b"[" * 30_000 + b"]" * 30_000 + b',"events":[]}',
    ],
    ids=["body", "events", "beside"],
)
def test_export_that_nests_without_end_is_refused(content: bytes) -> None:
    with pytest.raises(CallError, match="nested too deeply"):
        own(content)


def test_phone_export_that_nests_without_end_is_refused() -> None:
    with pytest.raises(CallError, match="nested too deeply"):
        health(b"<HealthData>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</HealthData>")
