"""Read the knowledge folders into a `Library`, or report every mistake in them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from loosen.domain.basics import Record
from loosen.domain.library import Library
from loosen.errors import DataProblem, KnowledgeError
from loosen.knowledge.check import check_library
from loosen.knowledge.drawn import low_back_loads
from loosen.knowledge.kinds import KINDS
from loosen.knowledge.locate import Path as KeyPath
from loosen.knowledge.locate import key_lines, line_of

DATA = Path(__file__).parent / "data"
LAZY = frozenset({"anatomy", "lifting", "postures"})
"""Folders of the built-in data that are read when they are first needed, by modules of their own."""
_R = TypeVar("_R", bound=Record)
_UNION_TAGS = {"yes", "range", "choice", "any", "all", "count", "sign", "unless"}


@dataclass
class Loaded:
    """What was read: entries by kind, where each one stands, and every problem found."""

    entries: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[DataProblem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    digest: Any = field(default_factory=hashlib.sha256)

    def library(self) -> Library:
        """Return the knowledge as one value, whatever problems there are."""
        maps: dict[str, Any] = dict(self.entries)
        return Library(version=self.digest.hexdigest()[:12], loads=low_back_loads(), **maps)

    def report(self, kind: str, entry_id: str, path: KeyPath, what: str, remedy: str) -> None:
        """Add a problem of an entry at a path of its file."""
        file, text = self.texts.get(f"{kind}/{entry_id}", (f"{kind}/{entry_id}.toml", ""))
        line = line_of(key_lines(text), path)
        self.problems.append(DataProblem(file, line, _dotted(path), what, remedy))


def load(overlay: Path | None = None, *, data: Path = DATA) -> Loaded:
    """Read all knowledge files, then those of a site's own folder over them.

    Args:
        overlay: A folder of the same shape as the data; an entry there replaces the one of the same id.
        data: The folder of the built-in knowledge.

    Returns:
        Everything that could be read and all problems found. Never raises for mistakes in files.
    """
    loaded = Loaded()
    _read_root(data, loaded, leave=LAZY)
    if overlay is not None:
        _read_root(overlay, loaded)
    for kind, entry_id, path, what, remedy in check_library(loaded.library()):
        if not any(f"{before}{stem}'" in what for stem in loaded.broken for before in "'/"):
            # a reference to a broken file is no mistake of its own
            loaded.report(kind, entry_id, path, what, remedy)
    return loaded


def load_library(overlay: Path | None = None) -> Library:
    """Return the knowledge, checked.

    Raises:
        KnowledgeError: A file holds a mistake; the error lists all of them with file, line and remedy.
    """
    return _load_library(overlay)


@lru_cache(maxsize=4)
def _load_library(overlay: Path | None) -> Library:
    loaded = load(overlay)
    if loaded.problems:
        raise KnowledgeError(loaded.problems)
    return loaded.library()


def _read_root(root: Path, loaded: Loaded, leave: frozenset[str] = frozenset()) -> None:
    if not root.is_dir():
        loaded.problems.append(
            DataProblem(str(root), 1, "", "this knowledge folder does not exist", "Make it, or unset the setting.")
        )
        return
    for folder in sorted(path for path in root.iterdir() if not path.name.startswith((".", "_"))):
        if folder.name in leave:
            continue
        if folder.name not in KINDS:
            loaded.problems.append(
                DataProblem(folder.name, 1, "", "unknown kind of knowledge", f"{_did_you_mean(folder.name, KINDS)}")
            )
            continue
        if not folder.is_dir():
            loaded.problems.append(DataProblem(folder.name, 1, "", "not a folder", "Put the file into one."))
            continue
        for path in sorted(folder.iterdir()):
            _read_file(folder.name, path, loaded)


def _read_file(kind: str, path: Path, loaded: Loaded) -> None:
    loaded.broken.add(path.stem)
    record, text, problems = read_record(kind, path, KINDS[kind])
    loaded.problems.extend(problems)
    if path.suffix != ".toml":
        loaded.broken.discard(path.stem)
        return
    if text is not None:
        loaded.digest.update(f"{kind}/{path.name}".encode() + b"\0" + text.encode() + b"\0")
    if record is None:
        return
    entry_id: str = record.id  # type: ignore[attr-defined]  # every kind has an id
    loaded.texts[f"{kind}/{entry_id}"] = (f"{kind}/{path.name}", text or "")
    loaded.entries[kind][entry_id] = record
    loaded.broken.discard(path.stem)


def read_record(folder: str, path: Path, model: type[_R]) -> tuple[_R | None, str | None, list[DataProblem]]:
    """Read one knowledge file.

    Args:
        folder: Name of its folder, for messages.
        path: The file.
        model: The record that it holds; its ``id`` is the name of the file.

    Returns:
        The record, or None if the file cannot be used; its text, if it is TOML; and every problem in it.
    """
    name = f"{folder}/{path.name}"
    if path.suffix != ".toml":
        return None, None, [DataProblem(name, 1, "", "not a .toml file", "Move it out of the data folder.")]
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = f"not readable as TOML: {error}"
        return None, None, [DataProblem(name, _error_line(error), "", what, "Mend the syntax.")]
    except OSError as error:
        what = f"not readable: {error.strerror}"
        return None, None, [DataProblem(name, 1, "", what, "Make it a file that can be read.")]
    try:
        record = model.model_validate(raw)
    except ValidationError as error:
        return None, text, list(_as_problems(name, raw, key_lines(text), error))
    entry_id: str = record.id  # type: ignore[attr-defined]  # every kind has an id
    if entry_id == path.stem:
        return record, text, []
    what = f"id is {entry_id!r} but the file is {path.name}"
    return record, text, [DataProblem(name, line_of(key_lines(text), ("id",)), "id", what, "Make them equal.")]


def _as_problems(
    file: str, raw: dict[str, Any], lines: dict[KeyPath, int], error: ValidationError
) -> Iterator[DataProblem]:
    items = error.errors(include_url=False)
    seen: set[KeyPath] = set()
    for item in items:
        if item["type"] == "too_short" and any(_is_inside(other["loc"], item["loc"]) for other in items):
            continue  # the list only looks empty because an entry of it is wrong
        path = _path_in_file(item["loc"], raw)
        if path in seen:
            continue  # a number is checked twice, as an integer and as a fraction
        seen.add(path)
        given = item.get("input")
        if item["type"] == "extra_forbidden":
            what, remedy = f"unknown key {path[-1]!r}", "Remove it, or check its spelling."
        elif item["type"] == "missing":
            what, remedy = f"{path[-1]!r} is missing", "Add it."
        else:
            number = item["loc"][-1:] in (("int",), ("float",))
            message = "Input should be a number" if number else item["msg"]
            shown = "" if isinstance(given, dict | list) else f" (got {given!r})"
            what, remedy = f"{message}{shown}", "Change the value."
        yield DataProblem(file, line_of(lines, path), _dotted(path), what, remedy)


def _is_inside(inner: KeyPath, outer: KeyPath) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _path_in_file(loc: KeyPath, raw: object) -> KeyPath:
    """Return where a mistake stands in the file: without the names of forms that the checker puts between keys."""
    if not loc:
        return ()
    part, rest = loc[0], loc[1:]
    if part in _UNION_TAGS and rest:
        skipped = _path_in_file(rest, raw)
        if skipped and _has(raw, skipped[0]):
            return skipped
    if not _has(raw, part):
        return (part,) if not rest and isinstance(raw, dict) else ()
    return (part, *_path_in_file(rest, raw[part]))  # type: ignore[index]  # it has the key


def _has(raw: object, part: str | int) -> bool:
    if isinstance(raw, dict):
        return part in raw
    return isinstance(raw, list) and isinstance(part, int) and part < len(raw)


def _error_line(error: Exception) -> int:
    words = str(error).replace(",", " ").replace(")", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words else 1


def _dotted(path: KeyPath) -> str:
    return ".".join(str(part) for part in path)


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    guess = f"Did you mean {close[0]!r}? " if close else ""
    return f"{guess}Allowed: {', '.join(names)}."
