"""Figures that move: out and back through the poses, resting at the key poses."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import pairwise
from math import acos, pi

from loosen.figures.paint import Clock, Painter
from loosen.figures.scene import Subject, compose

MOST_BYTES = 10_000
"""A moving figure is at most this large, compressed."""


def animated(
    subject: Subject, keys: Sequence[int], *, title: str, desc: str, clock: Clock | None = None, prefix: str = "f"
) -> str:
    """Return a subject moving through its poses as SVG text; without animation it shows the first pose.

    Poses between the keys are left out, evenly, where the text would become too large.

    Args:
        subject: Whom to draw; its poses run from the first key to the last.
        keys: Which of the poses are keys, rising; the first and the last pose are keys.
        title: Name of the movement.
        desc: The text alternative.
        clock: When each pose is reached; by default 2 s from key to key and 1 s of rest at each.
        prefix: Start of all ids.
    """
    timing = clock or there_and_back(keys, [2.0] * (len(keys) - 1), [1.0] * len(keys))
    between = max((b - a - 1 for a, b in pairwise(keys)), default=0)
    while True:
        kept = _thinned(keys, between)
        svg = Painter(compose(subject.only(*kept)), prefix, timing.only(kept)).svg(title, desc)
        if between == 0 or len(gzip.compress(svg.encode(), 9, mtime=0)) < MOST_BYTES:
            return svg
        between -= 1


def _thinned(keys: Sequence[int], between: int) -> list[int]:
    """Return the keys and at most so many poses between each two of them, evenly spread."""
    kept = [keys[0]]
    for start, end in pairwise(keys):
        count = min(between, end - start - 1)
        kept.extend(start + round((end - start) * (k + 1) / (count + 1)) for k in range(count))
        kept.append(end)
    return kept


def there_and_back(
    keys: Sequence[int],
    move_s: Sequence[float],
    hold_s: Sequence[float],
    *,
    back_s: Sequence[float] | None = None,
    eased: bool = True,
) -> Clock:
    """Return a clock that goes through all poses and back, slow at each key and quick between.

    Args:
        keys: Indices of the key poses, rising; the poses between two keys are even steps of the way.
        move_s: Seconds from each key to the next.
        hold_s: Seconds of rest at each key.
        back_s: Seconds of the same ways on the way back; as long by default.
        eased: Give the ease by the times; false where the poses between two keys have it in them.
    """
    order, times = [keys[0]], [0.0]
    _rest(order, times, keys[0], hold_s[0] / 2)
    for i in range(len(keys) - 1):
        _go(order, times, keys[i], keys[i + 1], move_s[i], eased=eased)
        _rest(order, times, keys[i + 1], hold_s[i + 1])
    for i in range(len(keys) - 1, 0, -1):
        _go(order, times, keys[i], keys[i - 1], (back_s or move_s)[i - 1], eased=eased)
        _rest(order, times, keys[i - 1], hold_s[i - 1] / (2 if i == 1 else 1))
    total = times[-1]
    return Clock(tuple(order), tuple(t / total for t in times), total)


def once_round(keys: Sequence[int], move_s: Sequence[float], hold_s: float) -> Clock:
    """Return a clock that goes through all poses to the last, which is the first again.

    Args:
        keys: Indices of the key poses, rising, the last pose at their end; the poses between are eased already.
        move_s: Seconds from each key to the next.
        hold_s: Seconds of rest at each key.
    """
    order, times = [keys[0]], [0.0]
    for i in range(len(keys) - 1):
        _rest(order, times, keys[i], hold_s)
        _go(order, times, keys[i], keys[i + 1], move_s[i], eased=False)
    total = times[-1]
    return Clock(tuple(order), tuple(t / total for t in times), total)


def _rest(order: list[int], times: list[float], key: int, seconds: float) -> None:
    if seconds > 0:
        order.append(key)
        times.append(times[-1] + seconds)


def _go(order: list[int], times: list[float], start: int, end: int, seconds: float, *, eased: bool) -> None:
    """Add the poses after the start; to ease, even steps of the way are reached at the times of a cosine."""
    begin, count = times[-1], abs(end - start)
    direction = 1 if end > start else -1
    for k in range(1, count + 1):
        order.append(start + direction * k)
        times.append(begin + seconds * (acos(1 - 2 * k / count) / pi if eased else k / count))
