"""Where a request comes from: standard input or a file."""

from __future__ import annotations

from pathlib import Path

import click

from loosen.cli.dialogue import standard_input
from loosen.coach.requests import MOST_BYTES
from loosen.errors import CallError


def read_source(file: str | None) -> tuple[bytes, str]:
    """Return the request's bytes, a little more than allowed at most, and where they came from.

    Raises:
        CallError: The file cannot be read.
    """
    if file is None or file == "-":
        if standard_input().isatty():
            click.echo("Type a request in JSON, then end the input (Ctrl-D).", err=True)
        return standard_input().read(MOST_BYTES + 1), "input"
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1), file
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CallError(f"The file cannot be read: {reason}.", where=file, detail="Check its name.") from error
