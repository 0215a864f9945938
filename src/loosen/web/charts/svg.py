"""SVG elements as text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Value = str | float


def element(name: str, *children: str, **attributes: Value) -> str:
    """Return an element. In names of attributes ``_`` stands for ``-``; ``class_`` is ``class``."""
    told = "".join(f' {_attribute(key)}="{escape(_value(value))}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(children)}</{name}>" if children else f"<{name}{told}/>"


def words(said: str, **attributes: Value) -> str:
    """Return a text element."""
    return element("text", escape(said), **attributes)


def chart(name: str, title: str, message: str, height: int, parts: Iterable[str]) -> str:
    """Return a whole chart, with its message in words for those who do not see it.

    Args:
        name: Of the chart on its page; ids begin with it.
        title: What the chart shows.
        message: What it says.
        height: In pixels; it is as wide as its place.
        parts: What is drawn.
    """
    told = (element("title", escape(title), id=f"{name}-title"), element("desc", escape(message), id=f"{name}-desc"))
    return element(
        "svg",
        *told,
        *parts,
        class_=f"plot plot-{name}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        height=height,
    )


def _attribute(key: str) -> str:
    special = {"class_": "class", "viewBox": "viewBox", "preserveAspectRatio": "preserveAspectRatio"}
    return special.get(key) or key.replace("_", "-")


def _value(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.5g}"
