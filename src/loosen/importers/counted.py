"""What a device counted day by day, and a stream that tells how far it was read."""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Literal

from loosen.errors import CallError

Measure = Literal["steps", "minutes_walked"]
MOST: Mapping[str, int] = {"steps": 200_000, "minutes_walked": 1440}
"""More than this in a day is a mistake of the device, not a walk."""
MOST_ENTRY_BYTES = 1_000_000
"""No line, element or entry of a real file comes near to this; it bounds the memory that one can take."""
_MOST_NOTES = 20
_MOST_SUMS = 200_000
_MOST_SOURCE = 100


def amount_of(text: str) -> float | None:
    """Return the amount that a text writes in the digits 0 to 9, or None where it writes none."""
    try:
        amount = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return amount if math.isfinite(amount) and amount >= 0 else None


@dataclass
class Counted:
    """What was counted, by day and source.

    Two devices count the same walk twice, so the sources of a day are never added up: the one that counted most
    stands.

    Attributes:
        notes: What was left out and why, the first of them.
        left_out: How many entries were left out.
    """

    notes: list[str] = field(default_factory=list)
    left_out: int = 0
    _sums: dict[tuple[date, str, str], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, day: date, measure: Measure, amount: float, source: str = "") -> None:
        """Add an amount to a day.

        Raises:
            CallError: There are more devices and days than anybody has.
        """
        self._sums[day, measure, source[:_MOST_SOURCE]] += amount
        if len(self._sums) > _MOST_SUMS:
            raise CallError(
                "This file names too many devices and days.", where="file", detail="Export it again, then try again."
            )

    def leave_out(self, why: str) -> None:
        """Note an entry that cannot be used."""
        self.left_out += 1
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(why)

    def days(self) -> dict[date, dict[str, int]]:
        """Return the days in order, whole numbers by measure."""
        best: dict[date, dict[str, float]] = defaultdict(dict)
        for (day, measure, _), amount in sorted(self._sums.items()):
            best[day][measure] = max(best[day].get(measure, 0), amount)
        days: dict[date, dict[str, int]] = defaultdict(dict)
        for day, found in best.items():
            for measure, amount in found.items():
                if amount <= MOST[measure]:
                    days[day][measure] = round(amount)
                else:
                    words = f"{MOST[measure]:,} {measure.replace('_', ' ')}"
                    self.leave_out(f"{day}: more than {words} in one day is too much to be true.")
        return dict(days)


class Watched(io.RawIOBase):
    """A stream that tells how many bytes were read from it, and stops where one entry takes too many.

    Args:
        source: What is read.
        on_read: Called with the number of bytes of each reading.
        entry: What an entry is called, such as a line.
    """

    def __init__(self, source: BinaryIO, on_read: Callable[[int], None], entry: str) -> None:
        self._source = source
        self._on_read = on_read
        self._entry = entry
        self._number = 1
        self._bytes = 0

    def entry_is_over(self) -> None:
        """Note that an entry came to its end."""
        self._number += 1
        self._bytes = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read, and tell.

        Raises:
            CallError: The entry that is being read is too long.
        """
        if self._bytes > MOST_ENTRY_BYTES:
            raise CallError(
                f"{self._entry.capitalize()} {self._number} is too long.",
                where=f"{self._entry} {self._number}",
                detail="This is no file that can be read here. Nothing was taken in.",
            )
        chunk = self._source.read(size)
        self._bytes += len(chunk)
        self._on_read(len(chunk))
        return chunk

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Read into a buffer, and tell."""
        chunk = self.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
