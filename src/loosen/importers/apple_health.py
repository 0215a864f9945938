"""Steps and walks out of the `export.xml` of Apple Health, or the zip file around it."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import BinaryIO, cast
from xml.etree import ElementTree as XmlTree

from loosen.errors import CallError
from loosen.importers.counted import Counted, Watched

STEPS = "HKQuantityTypeIdentifierStepCount"
WALKS = {"HKWorkoutActivityTypeWalking", "HKWorkoutActivityTypeHiking"}
_MINUTES = {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "hr": 60.0, "h": 60.0}
_MEMBER = "export.xml"
_HEAD = 4096


def is_health(head: bytes, name: str) -> bool:
    """Return whether a file is an export of Apple Health, by its first bytes."""
    return b"HealthData" in head or (head.startswith(b"PK") and name.lower().endswith(".zip"))


def read_health(source: BinaryIO, counted: Counted, on_read: Callable[[int], None]) -> None:
    """Add up steps and walking workouts. Memory stays the same however large the file is.

    Args:
        source: The file, at its beginning.
        counted: Where it is added.
        on_read: Called with the number of bytes read.

    Raises:
        CallError: The file is damaged, or the zip file holds no export.
    """
    try:
        with _opened(source) as stream:
            _read(cast(BinaryIO, Watched(stream, on_read)), counted)
    except XmlTree.ParseError as error:
        line, column = error.position
        raise CallError(
            f"The file is damaged, or it ends too early: line {line}, column {column}.",
            where=_MEMBER,
            detail="Export it again on the phone: Health, your picture, Export All Health Data.",
        ) from error
    except zipfile.BadZipFile as error:
        raise CallError("The zip file is damaged.", where="zip", detail="Export it again on the phone.") from error


def _opened(source: BinaryIO) -> AbstractContextManager[BinaryIO]:
    head = source.read(2)
    source.seek(0)
    if head != b"PK":
        return nullcontext(source)
    archive = zipfile.ZipFile(source)
    names = [name for name in archive.namelist() if name.rsplit("/", 1)[-1] == _MEMBER]
    if not names:
        raise CallError("There is no export.xml in this zip file.", where="zip", detail="Choose Apple Health's zip.")
    return cast("AbstractContextManager[BinaryIO]", archive.open(names[0]))


def _read(stream: BinaryIO, counted: Counted) -> None:
    root = None
    for event, element in XmlTree.iterparse(stream, events=("start", "end")):  # noqa: S314 - never resolves entities
        if root is None:
            root = element
        if event == "end" and element.tag in {"Record", "Workout"}:
            _take(element, counted)
            root.clear()


def _take(element: XmlTree.Element, counted: Counted) -> None:
    get = element.get
    if element.tag == "Record":
        if get("type") != STEPS:
            return
        amount, factor = get("value", ""), 1.0
    else:
        if get("workoutActivityType") not in WALKS:
            return
        amount, factor = get("duration", ""), _MINUTES.get(get("durationUnit", "min"), math.nan)
    begun = get("startDate", "")
    try:
        value, day = float(amount) * factor, date.fromisoformat(begun[:10])
    except ValueError:
        value, day = math.nan, date.min
    if not (math.isfinite(value) and value >= 0):
        counted.leave_out(f"{begun[:10] or 'no date'}: {amount[:20]!r} cannot be used.")
        return
    counted.add(day, "steps" if element.tag == "Record" else "minutes_walked", value, get("sourceName", ""))
