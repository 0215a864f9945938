"""Numbers of the mannequin: finite, named, and with a source."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from loosen.domain.basics import Id, Record, Words
from loosen.domain.spine import Mark

Real = Annotated[float, Field(strict=False, allow_inf_nan=False)]
"""A finite number."""

Vector = tuple[Real, Real, Real]
"""Forward, left, up; metres unless said otherwise."""

Name = Annotated[str, Field(min_length=1, max_length=60)]
"""An everyday name, lower case, with spaces."""


class Basis(Record):
    """Where numbers come from and how well they are known.

    Attributes:
        supports: Which keys of the entry it stands for; empty for all of them.
        source: Id of a file in ``sources/``.
        locator: Where in the source.
        mark: Whether they were read there, recalled, derived, estimated or fitted.
        note: What a reader should know about them.
    """

    supports: tuple[Name, ...] = ()
    source: Id
    locator: Words | None = None
    mark: Mark
    note: Words | None = None
