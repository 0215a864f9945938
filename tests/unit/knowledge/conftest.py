"""A data folder that is small enough to be loaded over and over."""

from __future__ import annotations

from pathlib import Path

import pytest

from loosen.knowledge import load
from tests.unit.knowledge.clinic import LEVEL, SMALL, write


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound data folder of a few files."""
    folder = tmp_path_factory.mktemp("data")
    for name, content in SMALL.items():
        write(folder, name, content)
    for letter in "ESWRGN":
        write(folder, f"levels/{letter}.toml", LEVEL.format(letter=letter))
    assert load(data=folder).problems == []
    return folder
