"""The file that Loosen itself saves: every event, streamed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import ijson

from loosen.errors import CallError
from loosen.importers.counted import Watched

FORMAT = 1
_MOST_DEPTH = 20
"""Deeper than any entry of Loosen; what nests without end can neither be kept nor written out again."""


def is_own_export(head: bytes) -> bool:
    """Return whether a file is an export of Loosen, by its first bytes."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def read_own_export(source: BinaryIO, on_read: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Yield the events of a file as they stand there.

    Raises:
        CallError: The file is damaged, or of another format; events before the damage have been yielded.
    """
    count = 0
    try:
        for path, kind, value in _parsed(source, on_read):
            if path == "format" and value != FORMAT:
                raise CallError(
                    f"This file has format {value}; format {FORMAT} can be read.",
                    where="format",
                    detail="Bring Loosen up to date, then import it again.",
                )
            if path == "events.item":
                count += 1
                yield cast("dict[str, Any]", value) if kind == "value" and isinstance(value, dict) else {}
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
        raise CallError(
            f"The file is damaged after entry {count}, or it ends too early.",
            where=f"events.{count}",
            detail="Nothing was taken in. Use another copy of the file.",
        ) from error


def _parsed(source: BinaryIO, on_read: Callable[[int], None]) -> Iterator[tuple[str, str, Any]]:
    """Yield the format, and each event as one value."""
    watched = Watched(source, on_read, "entry")
    builder: Any = None
    depth = 0
    for prefix, kind, value in ijson.parse(watched, use_float=True):
        depth += kind.startswith("start_") - kind.startswith("end_")
        if depth > _MOST_DEPTH:
            raise CallError(
                "This file is nested too deeply.",
                where="file",
                detail="It is none that Loosen saved. Nothing was taken in.",
            )
        if prefix == "events.item" and kind not in {"start_map", "map_key"}:
            watched.entry_is_over()
        if builder is not None:
            builder.event(kind, value)
            if prefix == "events.item" and kind == "end_map":
                yield prefix, "value", builder.value
                builder = None
        elif prefix == "events.item":
            if kind == "start_map":
                builder = ijson.ObjectBuilder()
                builder.event(kind, value)
            else:
                yield prefix, "value", value
        elif prefix == "format":
            yield prefix, kind, value
