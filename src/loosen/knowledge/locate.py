"""Find the line of a key in a TOML text, because the parser keeps no line numbers."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TRIPLE = re.compile(r'"""|\'\'\'')

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table header and key of a TOML text.

    Args:
        text: A TOML document.

    Returns:
        Paths such as ``("variant", 0, "dose", "sets")`` with their lines. Keys inside inline tables and
        arrays are not listed; `line_of` falls back to the nearest listed parent.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth = 0
    in_string = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not in_string and depth == 0:
            header = _HEADER.match(line)
            key = _KEY.match(line)
            if header:
                table = _enter(_parts(header[2]), counts, repeated=header[1] == "[[")
                lines[table] = number
            elif key:
                parts = tuple(_parts(key[1]))
                for length in range(1, len(parts) + 1):
                    lines.setdefault(table + parts[:length], number)
        bare = _TRIPLE.split(line, maxsplit=1)[-1] if in_string else line  # what follows the end of a text
        if len(_TRIPLE.findall(line)) % 2:
            in_string = not in_string
        if not in_string and not _HEADER.match(line):
            depth = max(0, depth + _open_brackets(bare))
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of a path, or of its nearest parent that has one; 1 if none has."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _enter(parts: list[str], counts: dict[Path, int], *, repeated: bool) -> Path:
    """Return the path of a table header, with the running index of each array of tables in it."""
    path: Path = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if repeated and position == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _open_brackets(line: str) -> int:
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*', "", line)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
