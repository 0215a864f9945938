"""A handle for caches: it tells one record that never changes from another without looking into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

_Record = TypeVar("_Record")


@dataclass(frozen=True, eq=False)
class Same(Generic[_Record]):
    """Equal only where it holds the very same record."""

    record: _Record

    def __hash__(self) -> int:
        return id(self.record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.record is self.record
