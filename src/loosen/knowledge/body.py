"""Read the mannequin and the posture documents, only when they are first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from loosen.domain.anatomy import BodyDefinition, Frame, Proportions, Surface, dangling
from loosen.domain.basics import Record
from loosen.domain.posing_words import PosingWords
from loosen.domain.posture import Posture
from loosen.errors import DataProblem, KnowledgeError, NotFoundError
from loosen.knowledge.loader import DATA, _as_problems, read_record
from loosen.knowledge.locate import key_lines, line_of

_FILES: dict[str, tuple[str, type[Record]]] = {
    "proportions": ("proportions", Proportions),
    "frame": ("skeleton", Frame),
    "surface": ("sites", Surface),
    "words": ("posing", PosingWords),
}


@lru_cache(maxsize=4)
def load_anatomy(folder: Path = DATA / "anatomy") -> BodyDefinition:
    """Return the definition of the mannequin.

    Args:
        folder: Folder with the four files that define it.

    Raises:
        KnowledgeError: A file is missing or holds a mistake; all mistakes are listed.
    """
    parts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    problems: list[DataProblem] = []
    for field, (stem, model) in _FILES.items():
        record, text, found = read_record(folder.name, folder / f"{stem}.toml", model)
        problems.extend(found)
        parts[field] = record
        texts[stem] = text or ""
    if not problems:
        for stem, path, what, remedy in dangling(BodyDefinition.model_construct(**parts)):
            line = line_of(key_lines(texts[stem]), path)
            problems.append(DataProblem(f"{folder.name}/{stem}.toml", line, ".".join(map(str, path)), what, remedy))
    if problems:
        raise KnowledgeError(problems)
    return BodyDefinition(**parts)


@lru_cache(maxsize=4)
def load_postures(folder: Path = DATA / "postures") -> dict[str, Posture]:
    """Return every posture document by id.

    Args:
        folder: Folder with one file for each posture.

    Raises:
        KnowledgeError: A file holds a mistake; all mistakes are listed with file, line and remedy.
    """
    postures, problems = read_postures(folder)
    if problems:
        raise KnowledgeError(problems)
    return postures


def read_postures(folder: Path = DATA / "postures") -> tuple[dict[str, Posture], list[DataProblem]]:
    """Return the postures that can be used, and every problem in the others."""
    raws: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    problems: list[DataProblem] = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        texts[path.stem] = text
        try:
            raws[path.stem] = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            # read once more for the message that all knowledge files share
            problems.extend(read_record(folder.name, path, Posture)[2])
    postures: dict[str, Posture] = {}
    for stem, raw in raws.items():
        file = f"{folder.name}/{stem}.toml"
        lines = key_lines(texts[stem])
        chain = _chain(stem, raws)
        if chain is None:
            what = f"'like' leads nowhere or in a circle: {raw.get('like')!r}"
            problems.append(DataProblem(file, line_of(lines, ("like",)), "like", what, "Name another posture."))
            continue
        try:
            posture = Posture.model_validate(_merged(chain))
        except ValidationError as error:
            problems.extend(_as_problems(file, raw, lines, error))
            continue
        if posture.id != stem:
            what = f"id is {posture.id!r} but the file is {stem}.toml"
            problems.append(DataProblem(file, line_of(lines, ("id",)), "id", what, "Make them equal."))
            continue
        postures[posture.id] = posture
    return postures, problems


def body_problems() -> Iterator[DataProblem]:
    """Yield every mistake in the files of the mannequin, of the spine and of how the body is drawn."""
    from loosen.knowledge.figures import load_figure, load_musculature
    from loosen.knowledge.spine import load_spine

    for read in (load_anatomy, load_spine, load_figure, load_musculature):
        try:
            read()
        except KnowledgeError as error:
            yield from error.problems


def completed(raw: dict[str, Any], folder: Path = DATA / "postures") -> dict[str, Any]:
    """Return a document from outside with everything that it takes from the posture it is like.

    Raises:
        NotFoundError: There is no posture of that name; the names that exist are listed.
    """
    known = {path.stem: path for path in folder.glob("*.toml")}
    chain = [raw]
    while (name := chain[0].get("like")) is not None:
        path = known.get(name) if isinstance(name, str) else None
        if path is None or len(chain) > len(known):
            raise NotFoundError(
                f"There is no posture {name!r}.",
                where="posture.like",
                detail="Use one of these.",
                allowed=sorted(known),
            )
        chain.insert(0, tomllib.loads(path.read_text(encoding="utf-8")))
    return _merged(chain)


def _chain(stem: str, raws: dict[str, dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Return the document and those that it is like, the farthest first; None if one is missing or comes twice."""
    chain: list[dict[str, Any]] = []
    seen: set[str] = set()
    name: object = stem
    while name is not None:
        if not isinstance(name, str) or name in seen or name not in raws:
            return None
        seen.add(name)
        chain.insert(0, raws[name])
        name = raws[name].get("like")
    return chain


def _merged(chain: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a document laid over those that it is like; what they stand for stays theirs."""
    merged: dict[str, Any] = {}
    for raw in chain:
        merged.pop("stands_for", None)
        merged = _over(merged, raw)
    return merged


def _over(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return a table with another laid over it; tables are merged, keys by name, all else is replaced."""
    out = dict(old)
    for key, value in new.items():
        before = out.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            out[key] = _over(before, value)
        elif key == "key" and isinstance(before, list) and isinstance(value, list):
            out[key] = _keys_over(before, value)
        else:
            out[key] = value
    return out


def _keys_over(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the keys of the new document, each over the old key of the same name; other old ones are dropped."""
    by_name = {entry.get("name"): entry for entry in old}
    return [_over(by_name.get(entry.get("name"), {}), entry) for entry in new]
