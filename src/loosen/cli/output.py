"""Words and JSON on the terminal: wrapped, without colour off a terminal, without control characters."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from dataclasses import dataclass
from typing import Any

import click

MOST_COLUMNS = 92
_LEAST_COLUMNS = 30


def say(text: str = "", *, err: bool = False) -> None:
    """Write a text and a line end."""
    click.echo(_writable(text, err=err), err=err, color=_color())


def say_json(value: object) -> None:
    """Write a value as JSON; letters that the output cannot carry are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode(_encoding(err=False))
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2, allow_nan=False)
    click.echo(text)


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks to a person in wrapped lines.

    Attributes:
        err: Speak on standard error, because standard output carries JSON.
    """

    err: bool = False

    def line(self, text: str = "", *, indent: int = 0, mark: str = "") -> None:
        """Write a paragraph; a mark such as ``1.`` hangs to its left."""
        first = " " * indent + mark
        rest = " " * len(first)
        for number, part in enumerate(text.splitlines() or [""]):
            start = rest if number else first
            say(
                textwrap.fill(part, _columns(), initial_indent=start, subsequent_indent=rest, break_on_hyphens=False),
                err=self.err,
            )

    def title(self, text: str, *, alarm: bool = False) -> None:
        """Write a heading with an empty line before it."""
        self.line()
        for part in textwrap.wrap(_writable(text, err=self.err), _columns()):
            styled = click.style(part, bold=True, fg="red" if alarm else None)
            click.echo(styled, err=self.err, color=_color())

    def items(self, texts: tuple[str, ...] | list[str], *, indent: int = 2) -> None:
        """Write a list."""
        for text in texts:
            self.line(text, indent=indent, mark="- ")

    def prompt(self, text: str) -> None:
        """Write a text and stay on its line."""
        click.echo(_writable(text, err=self.err), nl=False, err=self.err, color=_color())

    def status(self, text: str = "") -> None:
        """Write a text over the line on which the cursor stands, and stay there; without a text, empty the line."""
        width = _columns()
        shown = _writable(text, err=self.err).replace("\n", " ")[:width]
        back = "" if text else "\r"
        click.echo(f"\r{shown:<{width}}{back}", nl=False, err=self.err, color=_color())


def _color() -> bool | None:
    """Return False where colour is unwanted; None lets click look whether this is a terminal."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def _columns() -> int:
    return max(_LEAST_COLUMNS, min(MOST_COLUMNS, shutil.get_terminal_size((MOST_COLUMNS, 24)).columns - 1))


def _encoding(*, err: bool) -> str:
    stream: Any = sys.stderr if err else sys.stdout
    return getattr(stream, "encoding", None) or "utf-8"


def _writable(text: str, *, err: bool) -> str:
    """Return a text without control characters, which could steer the terminal, and in the stream's letters."""
    plain = "".join(c if c == "\n" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    encoding = _encoding(err=err)
    return plain.encode(encoding, "replace").decode(encoding, "replace")
