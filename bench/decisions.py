"""What deciding costs: triage, interview, knowledge, words of danger."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator

from people import ILL, UNSURE, WELL, Person, everything_answered, interview
from processes import ROOT, run_python
from table import Row

from loosen.ask import read_danger_signs
from loosen.core.facts import read_facts
from loosen.core.interview import next_screen
from loosen.core.triage import triage
from loosen.domain.library import Library

TRIAGE_MS = 1.0
STEP_MS = 5.0
READING_MS = 10.0
CORE_IMPORT_S = 0.3
_TRIAGES = 200
_FRESH = 7
_LOADS = 3
_STEP_REPEATS = 5
_LONGEST = 4000
_WEB = "fastapi starlette uvicorn jinja2 sqlalchemy click httptools uvloop"
_CORE_CODE = f"""
import sys, pkgutil, importlib, loosen.core
for module in pkgutil.iter_modules(loosen.core.__path__):
    importlib.import_module("loosen.core." + module.name)
print(*sorted({{name.split(".")[0] for name in sys.modules}} & set("{_WEB}".split())))
"""
_LOAD_CODE = """
import time
from loosen.knowledge import load_library
start = time.process_time()
library = load_library()
print(time.process_time() - start)
from loosen.ask import read_danger_signs
for _ in range(2):
    start = time.process_time()
    read_danger_signs("My back went into spasm and now I am numb between the legs.", library)
    print(time.process_time() - start)
"""


def decision_rows(library: Library) -> Iterator[Row]:
    """Yield the rows about decisions."""
    for person in (WELL, ILL):
        yield _triage_row(person, library)
    yield _cases_row(library)
    for person in (WELL, UNSURE):
        yield _interview_row(person, library)
    yield from _import_rows()
    yield from _load_rows()
    yield _reading_row(library)
    yield _longest_row(library)


def _triage_row(person: Person, library: Library) -> Row:
    facts = everything_answered(person, library)
    result = triage(facts, library)
    return Row(
        f"triage, everything answered: {person.name} ({result.disposition.value})",
        f"CPU of `triage` in one process, {_TRIAGES} calls, {len(facts)} answers, {len(result.because)} rules speak",
        "ms",
        [_ms(lambda: triage(facts, library)) for _ in range(_TRIAGES)],
        under=TRIAGE_MS,
    )


def _cases_row(library: Library) -> Row:
    well = everything_answered(WELL, library)
    cases = [
        {**well, **read_facts(case.get("facts", {}), library)}
        for path in sorted((ROOT / "tests/vignettes").glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    return Row(
        "triage, everything answered: the clinical cases of the tests",
        f"CPU of `triage` in one process, {len(cases)} cases, each once",
        "ms",
        [_ms(lambda facts=facts: triage(facts, library)) for facts in cases],  # type: ignore[misc]  # a lambda's default is not typed
        under=TRIAGE_MS,
    )


def _interview_row(person: Person, library: Library) -> Row:
    steps = list(interview(person, library))
    times = [_ms(lambda facts=facts: next_screen(facts, library)) for facts in steps * _STEP_REPEATS]  # type: ignore[misc]  # a lambda's default is not typed
    return Row(
        f"interview step: {person.name}",
        f"CPU of `next_screen` in one process, {len(steps)} steps, {_STEP_REPEATS} times each",
        "ms",
        times,
        under=STEP_MS,
    )


def _import_rows() -> Iterator[Row]:
    runs = [run_python(_CORE_CODE) for _ in range(_FRESH + 1)][1:]
    web = runs[0].output.split()
    how = f"every module of `loosen.core`, {_FRESH} fresh processes from start to end"
    yield Row("import of the decisions, wall", how, "s", [run.wall_s for run in runs], under=CORE_IMPORT_S)
    yield Row("import of the decisions, CPU", how, "s", [run.cpu_s for run in runs])
    yield Row(
        "web, database and command-line packages that this loads",
        f"of {', '.join(_WEB.split())}; found: {', '.join(web) or 'none'}",
        values=[len(web)],
        at_most=0,
    )


def _load_rows() -> Iterator[Row]:
    runs = [[float(line) for line in run_python(_LOAD_CODE).output.split()] for _ in range(_LOADS)]
    files = len(list((ROOT / "src/loosen/knowledge/data").rglob("*.toml")))
    yield Row(
        "knowledge: read, check, link",
        f"CPU of `load_library`, {files} files, {_LOADS} fresh processes",
        "s",
        [run[0] for run in runs],
    )
    yield Row(
        "reading a text for danger signs, the first after a start",
        f"CPU for one sentence, {_LOADS} fresh processes",
        "ms",
        [run[1] * 1e3 for run in runs],
        under=READING_MS,
    )


def _reading_row(library: Library) -> Row:
    texts = _messages()
    read_danger_signs("hello", library)
    times = [_ms(lambda text=text: read_danger_signs(text, library)) for text in texts]  # type: ignore[misc]  # a lambda's default is not typed
    return Row(
        "reading a text for danger signs",
        f"CPU of `read_danger_signs` on the {len(texts)} messages of the tests, each once",
        "ms",
        times,
        under=READING_MS,
    )


def _longest_row(library: Library) -> Row:
    text = " ".join(_messages())[:_LONGEST]
    return Row(
        f"the same, a text of {_LONGEST:,} characters",
        "CPU, messages of the tests one after another, 5 times",
        "ms",
        [_ms(lambda: read_danger_signs(text, library)) for _ in range(5)],
    )


def _messages() -> list[str]:
    messages = tomllib.loads((ROOT / "tests/ask/danger_words.toml").read_text(encoding="utf-8"))
    return [entry["text"] for kind in messages.values() for entry in kind]


def _ms(call: Callable[[], object]) -> float:
    """Return the processor time of a call, which on a busy machine strays less than the time by the clock."""
    start = time.process_time_ns()
    call()
    return (time.process_time_ns() - start) / 1e6
