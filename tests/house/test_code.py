"""The shape of the code: imports one way, no clinical number in Python, short files and functions."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import loosen

PACKAGE = Path(loosen.__file__).parent
ROOT = PACKAGE.parent.parent
FILES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
PLAIN_NUMBERS: set[float] = {
    0,
    1,
    2,
    60,
    100,
    3600,
}  # none, one, both sides or half; seconds, minutes and hours; per cent
ALLOWED_NUMBERS: dict[str, set[float]] = {
    "facts.py": {3, 57, 80},  # guesses offered after a misspelling; width of a message
    "zones.py": {10},  # the end of the pain scale
}
NUMERIC_SEARCH = {
    "optimum.py",
    "bounds.py",
}  # its numbers say how long to look for the optimum, never what the optimum is
HEAVY = {"fastapi", "starlette", "sqlalchemy", "uvicorn", "jinja2", "click", "ortools", "pandas"}
CORE = ("triage", "now", "planner")
ONLY_FOR_TESTS = {"ortools", "pandas", "hypothesis", "pytest", "playwright", "bs4", "jsonschema", "schemathesis"}


def run(code: str, folder: Path) -> str:
    """Run code in a fresh interpreter inside a folder and return what it prints."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("module", ["loosen", *(f"loosen.core.{name}" for name in CORE), "loosen.knowledge"])
def test_importing_the_core_loads_no_web_and_no_database_and_leaves_no_trace(module: str, tmp_path: Path) -> None:
    code = f"import {module}, sys, json; print(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"

    loaded = set(json.loads(run(code, tmp_path)))

    assert loaded.isdisjoint(HEAVY)
    assert list(tmp_path.iterdir()) == []


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Yield the outermost package of every import, those inside functions included."""
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.partition(".")[0] for name in names)


def test_the_product_imports_nothing_that_only_the_tests_need() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): sorted(wrong)
        for path in FILES
        if (wrong := ONLY_FOR_TESTS & set(imports_of(ast.parse(path.read_text(encoding="utf-8")))))
    }

    assert found == {}


def test_imports_go_one_way() -> None:
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def numbers_in(tree: ast.AST) -> Iterator[tuple[int, float]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            assert isinstance(node.value, int | float)
            yield node.lineno, node.value


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.parent.name == "core" and path.name not in NUMERIC_SEARCH],
    ids=lambda path: path.name,
)
def test_no_clinical_number_stands_in_the_code_of_decisions(path: Path) -> None:
    allowed = PLAIN_NUMBERS | ALLOWED_NUMBERS.get(path.name, set())

    found = [(line, number) for line, number in numbers_in(ast.parse(path.read_text())) if number not in allowed]

    assert found == []


def test_files_have_fewer_than_400_lines() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) >= MOST_LINES_OF_A_FILE
    }

    assert long == {}


def test_functions_have_fewer_than_60_lines() -> None:
    long = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.name}": lines
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) >= MOST_LINES_OF_A_FUNCTION
    }

    assert long == {}
