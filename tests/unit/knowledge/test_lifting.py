"""The files of the lifting methods are whole, and every mistake in them is reported at once."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loosen.knowledge.lifting import FILES, load_lifting, read_lifting
from loosen.knowledge.loader import DATA


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files of the methods and their sources, to be broken."""
    for folder in ("lifting", "sources"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path


def test_the_files_have_no_problems() -> None:
    method, problems = read_lifting()

    assert problems == []
    assert method is not None


def test_everything_cites_a_source_with_a_place_in_it() -> None:
    method = load_lifting()

    cited = list(method.evidence())

    assert len(cited) >= len(FILES)
    assert all(one.locator and method.titles[one.source] for one in cited)


def test_every_mistake_is_reported_with_its_line(copy: Path) -> None:
    for name, old, new in (
        ("equation-us", "load_constant = 51", "load_constnat = 51"),
        ("frequency", "0.97, 0.94", "0.97, 0.99"),
        ("lifft", 'source = "gallagher-2017"', 'source = "galagher-2017"'),
    ):
        path = copy / "lifting" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (copy / "lifting" / "coupling.toml").unlink()
    (copy / "lifting" / "grip.toml").write_text("", encoding="utf-8")

    method, problems = read_lifting(copy)

    assert method is None
    found = [(problem.file, problem.key) for problem in problems]
    assert ("lifting/equation-us.toml", "load_constnat") in found
    assert ("lifting/frequency.toml", "") in found
    assert ("lifting/lifft.toml", "evidence.1.source") in found
    assert ("lifting/coupling.toml", "") in found
    assert ("lifting/grip.toml", "") in found
    assert next(p.line for p in problems if p.key == "load_constnat") == 5


def test_a_file_with_the_units_of_the_other_one_is_a_mistake(copy: Path) -> None:
    path = copy / "lifting" / "equation-us.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('units = "us"', 'units = "metric"'), encoding="utf-8")

    _, problems = read_lifting(copy)

    assert [(problem.file, problem.key) for problem in problems] == [("lifting/equation-us.toml", "units")]


def test_the_methods_are_not_read_at_start_up() -> None:
    code = "import sys, loosen.knowledge as k; k.load_library(); print('loosen.knowledge.lifting' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_no_file_speaks_of_how_it_was_made() -> None:
    wrong = re.compile(r"\bseeds?\b|\.md\b|/work\b|\bshared/", re.IGNORECASE)

    assert [
        path.name for path in (DATA / "lifting").iterdir() if wrong.search(path.read_text(encoding="utf-8"))
    ] == []
