"""The lifting methods, read from ``data/lifting`` when a lift is first looked at; nothing at start-up needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from loosen.domain.basics import Record
from loosen.domain.learning import Source
from loosen.domain.lifting_method import (
    Changes,
    CouplingTable,
    DurationTable,
    Equation,
    FrequencyTable,
    Lifft,
    LiftingMethod,
    Reading,
    Refusals,
    Units,
)
from loosen.errors import DataProblem, KnowledgeError
from loosen.knowledge.loader import DATA, read_record

FOLDER = "lifting"
FILES: dict[str, type[Record]] = {
    "equation-metric": Equation,
    "equation-us": Equation,
    "frequency": FrequencyTable,
    "coupling": CouplingTable,
    "duration": DurationTable,
    "refusals": Refusals,
    "reading": Reading,
    "changes": Changes,
    "lifft": Lifft,
}
"""File name to record; there is one file of each."""


@lru_cache(maxsize=1)
def load_lifting() -> LiftingMethod:
    """Return the lifting methods, checked; read once.

    Raises:
        KnowledgeError: A file holds a mistake; the error lists all of them with file, line and remedy.
    """
    method, problems = read_lifting()
    if problems or method is None:
        raise KnowledgeError(problems)
    return method


def read_lifting(data: Path = DATA) -> tuple[LiftingMethod | None, list[DataProblem]]:
    """Read the lifting methods.

    Args:
        data: The folder of the knowledge; sources are looked up in it too.

    Returns:
        The methods, or None if something is missing or wrong, and every problem found.
    """
    found: dict[str, Any] = {}
    problems: list[DataProblem] = []
    digest = hashlib.sha256()
    paths = sorted((data / FOLDER).iterdir()) if (data / FOLDER).is_dir() else []
    for path in paths:
        model = FILES.get(path.stem)
        if model is None:
            listed = f"Remove it, or name it as one of: {', '.join(sorted(FILES))}."
            problems.append(DataProblem(f"{FOLDER}/{path.name}", 1, "", "nothing reads this file", listed))
            continue
        record, text, mistakes = read_record(FOLDER, path, model)
        problems += mistakes
        digest.update(path.name.encode() + b"\0" + (text or "").encode() + b"\0")
        if record is not None:
            found[path.stem] = record
    there = {path.stem for path in paths}
    problems += [
        DataProblem(f"{FOLDER}/{name}.toml", 1, "", "this file is missing", "Put it back.")
        for name in FILES
        if name not in there
    ]
    titles: dict[str, str] = {}
    problems += _across(found, data / "sources", titles)
    if problems:
        return None, problems
    equations = {units: found.pop(f"equation-{units}") for units in Units}
    return LiftingMethod(equations=equations, **found, titles=titles, version=digest.hexdigest()[:12]), []


def _across(found: Mapping[str, Any], sources: Path, titles: dict[str, str]) -> Iterator[DataProblem]:
    """Yield what is wrong between files, unknown sources and units in the wrong file; note titles of sources."""
    for name, record in found.items():
        if isinstance(record, Equation) and name != f"equation-{record.units}":
            what = f"units are {record.units} but the file is {name}"
            yield DataProblem(f"{FOLDER}/{name}.toml", 1, "units", what, "Make them equal.")
        for index, evidence in enumerate(record.evidence):
            if evidence.source in titles:
                continue
            source, _, _ = read_record("sources", sources / f"{evidence.source}.toml", Source)
            if source is None:
                what, key = f"unknown source {evidence.source!r}", f"evidence.{index}.source"
                yield DataProblem(f"{FOLDER}/{name}.toml", 1, key, what, "Add it to sources/, or mend its id.")
            else:
                titles[evidence.source] = source.title
