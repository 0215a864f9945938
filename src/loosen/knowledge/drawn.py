"""The pictures and loads that were worked out beforehand from the posture files; see ``make figures``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from loosen.domain.drawn import Drawn

if TYPE_CHECKING:
    from loosen.domain.loads import LoadAnswer

DRAWN = Path(__file__).parent / "drawn"
INDEX = DRAWN / "index.json"
LOADS = DRAWN / "loads.json.gz"


@lru_cache(maxsize=1)
def load_drawn() -> Mapping[str, Drawn]:
    """Return every picture by its id."""
    entries = json.loads(INDEX.read_text(encoding="utf-8"))
    return MappingProxyType({entry["id"]: Drawn.model_validate(entry) for entry in entries})


@lru_cache(maxsize=1)
def drawn_for() -> Mapping[str, Drawn]:
    """Return the picture that stands for a variant, remedy, card or posture, by the id of that."""
    return MappingProxyType(
        {shown: drawn for drawn in load_drawn().values() for shown in (*drawn.stands_for, drawn.id)}
    )


@lru_cache(maxsize=1)
def low_back_loads() -> Mapping[str, int]:
    """Return the compression [N] in the heaviest key pose, by every id that a picture stands for.

    Read without checking: it is made from checked records, and the app needs it before it can start.
    """
    loads = {}
    for entry in json.loads(INDEX.read_text(encoding="utf-8")):
        heaviest = round(max(key["compression_n"] for key in entry["keys"]))
        loads.update(dict.fromkeys((*entry["stands_for"], entry["id"]), heaviest))
    return MappingProxyType(loads)


@lru_cache(maxsize=1)
def ready_loads() -> Mapping[str, tuple[LoadAnswer, ...]]:
    """Return the loads of the reference person in every key pose, by the id of the posture."""
    from loosen.domain.loads import LoadAnswer  # the records of the body are many; most calls need none of them

    entries = json.loads(gzip.decompress(LOADS.read_bytes()))
    return {name: tuple(LoadAnswer.model_validate(answer) for answer in answers) for name, answers in entries.items()}


def svg_gz(name: str) -> bytes | None:
    """Return a picture as gzip-compressed SVG, or None when there is none.

    Args:
        name: The id of a picture for its animation, or id and place of a key pose such as ``cat-cow-all-fours.1``.
    """
    path = DRAWN / f"{name}.svg.gz"
    return path.read_bytes() if path.parent == DRAWN and path.is_file() else None


def svg_text(name: str) -> str | None:
    """Return a picture as SVG text, or None when there is none."""
    data = svg_gz(name)
    return None if data is None else gzip.decompress(data).decode("utf-8")
