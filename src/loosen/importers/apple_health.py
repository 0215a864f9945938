"""Steps and walks out of the `export.xml` of Apple Health, or the zip file around it."""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import BinaryIO, cast
from xml.etree import ElementTree as XmlTree

from loosen.errors import CallError
from loosen.importers.counted import Counted, Measure, Watched, amount_of

STEPS = "HKQuantityTypeIdentifierStepCount"
WALKS = {"HKWorkoutActivityTypeWalking", "HKWorkoutActivityTypeHiking"}
_MINUTES = {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "hr": 60.0, "h": 60.0}
_MEMBER = "export.xml"
_MOST_DEPTH = 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, LookupError, ValueError)
"""What the readers of zip and XML raise at odd bytes, at a password, and at letters they do not know."""


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
            _read(Watched(stream, on_read, "element"), counted)
    except XmlTree.ParseError as error:
        line, column = error.position
        raise CallError(
            f"The file is damaged, or it ends too early: line {line}, column {column}.",
            where=_MEMBER,
            detail="Export it again on the phone: Health, your picture, Export All Health Data.",
        ) from error
    except _DAMAGED as error:
        raise CallError(
            "The file is damaged, or it is locked.", where=_MEMBER, detail="Export it again on the phone."
        ) from error


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


def _read(stream: Watched, counted: Counted) -> None:
    """Take in element by element; what was looked at is dropped, so that no tree grows."""
    above: list[XmlTree.Element] = []
    parsed = XmlTree.iterparse(cast(BinaryIO, stream), events=("start", "end"))  # noqa: S314 - never resolves entities
    for event, element in parsed:
        stream.entry_is_over()
        if event == "start":
            above.append(element)
            if len(above) > _MOST_DEPTH:
                raise CallError("This file is nested too deeply.", where=_MEMBER, detail="Choose Apple’s file.")
            continue
        above.pop()
        if element.tag in {"Record", "Workout"}:
            _take(element, counted)
        if above:
            del above[-1][:]


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
    value = amount_of(amount)
    try:
        day = date.fromisoformat(begun[:10])
    except ValueError:
        value = None
    if value is None or math.isnan(factor):
        counted.leave_out(f"{begun[:10] or 'no date'}: {amount[:20]!r} cannot be used.")
        return
    measure: Measure = "steps" if element.tag == "Record" else "minutes_walked"
    counted.add(day, measure, value * factor, get("sourceName", ""))
