"""Rows of figures, and the page that shows them."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

CPU_INFO = Path("/proc/cpuinfo")
NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured.

    Attributes:
        what: The thing.
        how: How it was measured.
        unit: Of the values.
        values: Every measurement; empty where it could not be measured.
        under: The median must stay below this.
        at_most: The median must not go above this.
        at_least: The median must reach this.
        why_not: Why there are no values.
    """

    what: str
    how: str
    unit: str = ""
    values: Sequence[float] = ()
    under: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    why_not: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether the median is on the wrong side of the limit."""
        if not self.values:
            return False
        middle = median(self.values)
        return (
            (self.under is not None and middle >= self.under)
            or (self.at_most is not None and middle > self.at_most)
            or (self.at_least is not None and middle < self.at_least)
        )

    @property
    def limit(self) -> str:
        """The limit in words."""
        limits = (("under", self.under), ("at most", self.at_most), ("at least", self.at_least))
        words = (f"{word} {_shown(limit)} {self.unit}".rstrip() for word, limit in limits if limit is not None)
        return next(words, "none")

    @property
    def measured(self) -> str:
        """The median, with the least and the greatest where they differ from it."""
        if not self.values:
            return f"{NOT_MEASURED}: {self.why_not}"
        low, middle, high = (_shown(value) for value in (min(self.values), median(self.values), max(self.values)))
        spread = f" ({low} to {high})" if low != high else ""
        return f"{middle} {self.unit}".rstrip() + spread

    @property
    def verdict(self) -> str:
        """Whether the limit is kept."""
        if not self.values or self.limit == "none":
            return "–"
        return "**missed**" if self.is_missed else "kept"


def page(rows: Iterable[Row], command: str, load_before: float) -> str:
    """Return the page with the table of all rows and what they were measured on."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}`; do not edit by hand.",
        "Limits are goals for the median and are never asserted in a timed test.",
        "Parts that do not exist yet have no row.",
        "Where the load is above the number of cores, times by the wall clock are too long.",
        "",
        *(f"- {name}: {value}" for name, value in _machine(load_before)),
        f"- Command: `{command}`",
        "",
        "| What | Limit | Median (least to greatest) | Limit kept | How measured |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {row.what} | {row.limit} | {row.measured} | {row.verdict} | {row.how} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _machine(load_before: float) -> list[tuple[str, str]]:
    load_after = os.getloadavg()[0]
    return [
        ("Date", date.today().isoformat()),  # noqa: DTZ011 - the day where the machine stands
        ("Processor", f"{_cpu_model()}, {os.cpu_count()} cores"),
        ("System", f"{platform.system()} {platform.release()} on {platform.machine()}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("Load", f"{load_before:.1f} before, {load_after:.1f} after (runnable processes, one-minute average)"),
    ]


def _cpu_model() -> str:
    lines = CPU_INFO.read_text(encoding="utf-8").splitlines() if CPU_INFO.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


def _shown(value: float) -> str:
    """Return a number with three significant digits, whole from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
