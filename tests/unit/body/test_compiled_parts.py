"""Compiled code is kept on disk by the text of its own file: a change in a part must show in what calls it."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files

import pytest

PARTS = {
    "fast_tree": ("fast_types",),
    "fast_settle": ("fast_types", "fast_tree"),
    "fast_spine": ("fast_types", "fast_tree"),
    "fast_all": ("fast_types", "fast_tree", "fast_settle", "fast_spine"),
}
STAMP = re.compile(r"^# Compiled with parts of stamp ([0-9a-f]{12})\.$", re.MULTILINE)


def text_of(module: str) -> str:
    return files("loosen.body").joinpath(f"{module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", PARTS)
def test_stamp_of_a_compiled_module_is_that_of_its_parts(module: str) -> None:
    wanted = sha256("".join(text_of(part) for part in PARTS[module]).encode()).hexdigest()[:12]

    found = STAMP.search(text_of(module))

    assert found is not None
    assert found[1] == wanted, f"Write {wanted} in {module}.py, else an old compiled copy may be used."
