"""Read how the body holds itself: strengths, muscles, tissue, disc and bands. Only when it is first needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from loosen.domain.basics import Record
from loosen.domain.spine import Disc, Efforts, LoadBands, SpineDefinition, Tissue, TrunkMuscles
from loosen.errors import DataProblem, KnowledgeError
from loosen.knowledge.loader import DATA, read_record

_FILES: dict[str, tuple[str, type[Record]]] = {
    "efforts": ("strengths", Efforts),
    "muscles": ("muscles", TrunkMuscles),
    "tissue": ("tissue", Tissue),
    "disc": ("disc", Disc),
    "bands": ("bands", LoadBands),
}


@lru_cache(maxsize=4)
def load_spine(folder: Path = DATA / "anatomy") -> SpineDefinition:
    """Return the strengths, muscles, tissue, disc and bands of the reference person.

    Args:
        folder: Folder with the five files.

    Raises:
        KnowledgeError: A file is missing or holds a mistake; all mistakes are listed.
    """
    parts: dict[str, Any] = {}
    problems: list[DataProblem] = []
    for field, (stem, model) in _FILES.items():
        record, _, found = read_record(folder.name, folder / f"{stem}.toml", model)
        problems.extend(found)
        parts[field] = record
    if problems:
        raise KnowledgeError(problems)
    return SpineDefinition(**parts)
