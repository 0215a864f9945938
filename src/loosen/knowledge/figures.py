"""Read how the body is drawn: its outline and its muscles. Only when a figure is first drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from loosen.domain.basics import Record
from loosen.domain.outline import Figure, Musculature
from loosen.errors import KnowledgeError
from loosen.knowledge.loader import DATA, read_record

_R = TypeVar("_R", bound=Record)


@lru_cache(maxsize=4)
def load_figure(folder: Path = DATA / "anatomy") -> Figure:
    """Return the shapes of the drawn body.

    Raises:
        KnowledgeError: The file is missing or holds mistakes; all of them are listed.
    """
    return _read(folder, "drawn-body", Figure)


@lru_cache(maxsize=4)
def load_musculature(folder: Path = DATA / "anatomy") -> Musculature:
    """Return the muscles that can be lit.

    Raises:
        KnowledgeError: The file is missing or holds mistakes; all of them are listed.
    """
    return _read(folder, "drawn-muscles", Musculature)


def _read(folder: Path, stem: str, model: type[_R]) -> _R:
    record, _, problems = read_record(folder.name, folder / f"{stem}.toml", model)
    if problems or not isinstance(record, model):
        raise KnowledgeError(problems)
    return record
