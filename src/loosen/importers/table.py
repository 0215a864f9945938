"""A plain table (CSV): a column for the date, and one for steps, for minutes walked, or both."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO, cast

from loosen.errors import CallError, FactProblem, FactsError
from loosen.importers.counted import Counted, Measure, Watched, amount_of

_DATE = {"date", "day"}
_COLUMNS: dict[str, Measure] = {
    "steps": "steps",
    "step count": "steps",
    "minutes_walked": "minutes_walked",
    "minutes walked": "minutes_walked",
    "walked": "minutes_walked",
    "minutes": "minutes_walked",
}
_MARKS = ",;\t"
_MOST_PROBLEMS = 20


def read_table(source: BinaryIO, counted: Counted, on_read: Callable[[int], None]) -> None:
    """Take in a table with a head line, one day a line.

    Args:
        source: The file, at its beginning; commas, semicolons or tabs between the columns.
        counted: Where it is added.
        on_read: Called with the number of bytes read.

    Raises:
        CallError: It is no such table, or a line is too long.
        FactsError: Lines that cannot be used, each with its number and what to write instead.
    """
    watched = Watched(source, on_read, "line")
    text = io.TextIOWrapper(cast(BinaryIO, watched), encoding="utf-8-sig", newline="")
    try:
        head = text.readline()
        mark = max(_MARKS, key=head.count)
        columns = [name.strip().strip('"').lower() for name in head.split(mark)]
        days = [place for place, name in enumerate(columns) if name in _DATE]
        measures = {place: _COLUMNS[name] for place, name in enumerate(columns) if name in _COLUMNS}
        if not days or not measures:
            raise CallError(
                "The first line does not name the columns.",
                where="line 1",
                detail="It needs “date” and “steps” or “minutes_walked”, as in: date,steps,minutes_walked",
            )
        problems = list(_take(csv.reader(_lines(text, watched), delimiter=mark), days[0], measures, counted))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CallError("This is not a table of text.", where="file", detail="Save it as CSV in UTF-8.") from error
    finally:
        text.detach()
    if problems:
        raise FactsError(problems)


def _lines(text: io.TextIOWrapper, watched: Watched) -> Iterator[str]:
    watched.entry_is_over()  # the first line
    for line in text:
        watched.entry_is_over()
        yield line


def _take(
    lines: Iterator[list[str]], day_at: int, measures: dict[int, Measure], counted: Counted
) -> Iterator[FactProblem]:
    told = 0
    for number, line in enumerate(lines, 2):
        if not any(cell.strip() for cell in line):
            continue
        for problem in _take_line(line, day_at, measures, counted):
            told += 1
            if told > _MOST_PROBLEMS:
                return
            yield FactProblem(f"line {number}", *problem)


def _take_line(
    line: list[str], day_at: int, measures: dict[int, Measure], counted: Counted
) -> Iterator[tuple[str, str]]:
    text = line[day_at].strip() if day_at < len(line) else ""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        yield f"{text[:20]!r} is not a day.", "Write it as 2026-11-21."
        return
    for place, measure in measures.items():
        cell = line[place].strip() if place < len(line) else ""
        if not cell:
            continue
        amount = amount_of(cell)
        if amount is None:
            yield f"{cell[:20]!r} is no number of {measure.replace('_', ' ')}.", "Write digits only, such as 4200."
        else:
            counted.add(day, measure, amount)
