"""What the database or the disk says, in words that a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from loosen.errors import JournalError

_WRITABLE = "Make the file and its folder writable for the user who runs loosen."
_FULL = "The disk is full. Free some space, then try again."
_DAMAGED = "The file is damaged. Put a backup in its place; keep the damaged one aside."
_REMEDIES = (
    ("readonly", _WRITABLE),
    ("read-only", _WRITABLE),
    ("permission", _WRITABLE),
    ("locked", "Another program holds the file. Close it, then try again."),
    ("full", _FULL),
    ("no space", _FULL),
    ("malformed", _DAMAGED),
    ("not a database", "The file is not a journal. Move it aside, or set another data folder."),
)
_OTHERWISE = "Check the disk and the data folder. Nothing that was saved before is lost."


@contextmanager
def in_words(path: Path, what: str = "The journal cannot be used") -> Iterator[None]:
    """Turn an error of the database or the disk into a `JournalError`.

    Args:
        path: The file of the journal.
        what: What failed; the cause is added.

    Raises:
        JournalError: Whatever went wrong inside. It never shows an answer.
    """
    try:
        yield
    except (
        sa.exc.SQLAlchemyError,
        sqlite3.Error,
        OSError,
        ValueError,
    ) as error:  # ValueError: a row of another version
        cause = _cause(error)
        raise JournalError(f"{what}: {cause}.", where=str(path), detail=remedy(cause)) from error


def remedy(cause: str) -> str:
    """Return what to do about a cause."""
    said = cause.casefold()
    return next((words for sign, words in _REMEDIES if sign in said), _OTHERWISE)


def _cause(error: Exception) -> str:
    """Return the cause without the statement and its values, which SQLAlchemy's own text would show."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(getattr(error, "orig", None) or error).rstrip(".")
