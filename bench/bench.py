"""Measure what Loosen costs and write docs/benchmarks.md. Loopback only, about a minute and a half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from body import body_rows
from decisions import decision_rows
from pages import page_rows
from plans import plan_rows
from processes import ROOT, child_environment, run
from table import Row, page

from loosen.knowledge import load_library

PAGE = ROOT / "docs/benchmarks.md"
COMMAND = "make bench"
LEAN_MB = 150.0
APPENDED_PER_S = 1500.0
_INSTALL_TIMEOUT_S = 60.0
_APPEND_RUNS = 3
_APPEND_S = 1.5
_DISK_S = 0.5


def main() -> None:
    """Measure everything, say it, write it."""
    load_before = os.getloadavg()[0]
    start = time.perf_counter()
    rows: list[Row] = []
    with _scratch() as folder:
        for row in _all_rows(Path(folder)):
            rows.append(row)
            print(f"{row.what}: {row.measured}{' MISSED ' + row.limit if row.is_missed else ''}", flush=True)
    PAGE.write_text(page(rows, COMMAND, load_before), encoding="utf-8")
    missed = sum(row.is_missed for row in rows)
    print(f"{len(rows)} rows, {missed} limits missed, {time.perf_counter() - start:.0f} s: {PAGE.relative_to(ROOT)}")


def _all_rows(folder: Path) -> Iterator[Row]:
    yield from decision_rows(load_library())
    yield from plan_rows(load_library())
    yield from page_rows(folder)
    yield from body_rows()
    yield from _append_rows(folder)
    yield _lean_row(folder)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Return a folder on the disk of the project: a system's own temporary folder may be memory only."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="bench-", dir=build)


def _append_rows(folder: Path) -> Iterator[Row]:
    how = f"{_APPEND_RUNS} times {_APPEND_S} s, SQLite, one core; the journal then held exactly these events"
    disk = _rates(folder, 0, _DISK_S)
    yield Row(
        "this disk: 4 kB written and synchronised", "one after another, just before the next rows", "a second", disk
    )
    yield Row("events acknowledged on disk, 1 thread", how, "a second", _rates(folder, 1, _APPEND_S))
    many = _rates(folder, 64, _APPEND_S)
    yield Row("events acknowledged on disk, 64 threads", how, "a second", many, at_least=APPENDED_PER_S)
    yield Row(
        "events of 64 threads for each synchronisation the disk can do",
        "the row before over that of the disk; about 1 means that no two events share a synchronisation",
        values=[median(many) / median(disk)],
    )


def _rates(folder: Path, threads: int, seconds: float) -> list[float]:
    script = str(ROOT / "bench/appending.py")
    command = [sys.executable, script, str(folder), str(threads), str(seconds)]
    return [float(run(command).output) for _ in range(_APPEND_RUNS)]


def _lean_row(folder: Path) -> Row:
    what = "lean environment on disk"
    how = "fresh environment by uv: no extras, versions as in `requirements/run.txt`, byte code included"
    uv = shutil.which("uv") or shutil.which(ROOT / ".tools/bin/uv")
    if uv is None:
        return Row(what, how, under=LEAN_MB, unit="MB", why_not="uv is neither on the PATH nor in .tools/bin")
    try:
        place = _lean_environment(uv, folder)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return Row(what, how, under=LEAN_MB, unit="MB", why_not="uv could not install the requirements")
    size = sum(path.lstat().st_size for path in place.rglob("*") if path.is_file() and not path.is_symlink())
    return Row(what, how, "MB", [size / 1e6], under=LEAN_MB)


def _lean_environment(uv: str, folder: Path) -> Path:
    place = folder / "lean"
    surroundings = {**child_environment(), "UV_COMPILE_BYTECODE": "1", "UV_PYTHON_DOWNLOADS": "never"}
    requirements = ["-r", "pyproject.toml", "-c", "requirements/run.txt"]
    for command in (
        [uv, "venv", "-q", "--python", sys.executable, str(place)],
        [uv, "pip", "install", "-q", "--python", str(place), *requirements],
    ):
        subprocess.run(command, env=surroundings, cwd=ROOT, check=True, timeout=_INSTALL_TIMEOUT_S)
    return place


if __name__ == "__main__":
    main()
