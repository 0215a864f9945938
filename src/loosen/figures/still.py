"""Figures that stand still: one key pose, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence

from loosen.figures.paint import Painter
from loosen.figures.scene import Subject, compose


def still(subject: Subject, *, title: str, desc: str, key: int = 0, prefix: str = "f") -> str:
    """Return one pose of a subject as SVG text.

    Args:
        subject: Whom to draw, doing what.
        title: Name of the movement.
        desc: The text alternative.
        key: Which pose.
        prefix: Start of all ids, so that several figures may stand in one page.
    """
    return Painter(compose(subject.only(key)), prefix).svg(title, desc)


def key_strip(
    subject: Subject, keys: Sequence[int], *, title: str, desc: str, prefix: str = "f", columns: int | None = None
) -> str:
    """Return several poses side by side in one picture, all at one scale.

    Args:
        subject: Whom to draw, doing what.
        keys: Which poses, in reading order.
        title: Name of the movement.
        desc: The text alternative.
        prefix: Start of all ids.
        columns: How many stand in a row; all of them if not given.
    """
    from loosen.figures.sheet import grid

    parts = [
        still(subject, title=f"{title}, {i + 1}", desc="", key=key, prefix=f"{prefix}{i}_")
        for i, key in enumerate(keys)
    ]
    return grid(parts, columns=columns or len(parts), title=title, desc=desc, prefix=prefix)
