"""What a device counted day by day, and a stream that tells how far it was read."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Literal

Measure = Literal["steps", "minutes_walked"]
MOST: Mapping[str, int] = {"steps": 200_000, "minutes_walked": 1440}
"""More than this in a day is a mistake of the device, not a walk."""
_MOST_NOTES = 20


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
        """Add an amount to a day."""
        self._sums[day, measure, source] += amount

    def leave_out(self, why: str) -> None:
        """Note an entry that cannot be used."""
        self.left_out += 1
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(why)

    def days(self) -> dict[date, dict[str, int]]:
        """Return the days in order, whole numbers by measure."""
        best: dict[date, dict[str, int]] = defaultdict(dict)
        for (day, measure, _), amount in sorted(self._sums.items()):
            best[day][measure] = max(best[day].get(measure, 0), round(amount))
        for day, found in list(best.items()):
            for measure, amount in list(found.items()):
                if amount > MOST[measure]:
                    self.leave_out(f"{day}: {amount} {measure.replace('_', ' ')} in one day is too much to be true.")
                    del found[measure]
            if not found:
                del best[day]
        return dict(best)


class Watched(io.RawIOBase):
    """A stream that tells how many bytes were read from it.

    Args:
        source: What is read.
        on_read: Called with the number of bytes of each reading.
    """

    def __init__(self, source: BinaryIO, on_read: Callable[[int], None]) -> None:
        self._source = source
        self._on_read = on_read

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read, and tell."""
        chunk = self._source.read(size)
        self._on_read(len(chunk))
        return chunk

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Read into a buffer, and tell."""
        chunk = self.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
