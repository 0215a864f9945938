"""The documents tell the truth: generated parts are fresh, links lead somewhere, examples run."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import loosen
from loosen.cli.app import app as commands
from loosen.core.facts import read_facts
from loosen.core.now import first_steps
from loosen.core.situation import situation_of
from loosen.core.triage import triage
from loosen.domain.library import KIND_NAMES
from loosen.domain.results import ItemKind
from loosen.knowledge import load_library
from loosen.settings import SETTINGS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
OTHER_TEXTS = sorted(
    [ROOT / "CITATION.cff", ROOT / "pyproject.toml", *(p for p in (DOCS / "examples").rglob("*") if p.is_file())]
)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the licence as its authors publish it."""
INDEX_HOSTS = ("py" + "pi.", "python" + "hosted.", "npm" + "js.", "conda." + "anaconda", "crates." + "io")
NOT_OUR_BUSINESS = re.compile(rf"(?<![\w.-]){re.escape('/wo' + 'rk')}\b|\bhelpers?\b|\bsessions?\b", re.IGNORECASE)
NUMBER = re.compile(r"^\s*\d+\. ")
SENTENCES = re.compile(r"[.!?][”\")]? +[A-Z“\"]")
NAMES_WORDS_TO_AVOID = DOCS / "glossary.md"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def each(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=name_of(path)) for path in paths]


def prose_of(path: Path) -> str:
    """Return a page without its blocks of code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def anchors_of(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made where Markdown is shown."""
    found: set[str] = set()
    for title in re.findall(r"^#+ (.+)$", prose_of(path), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", LINK.sub(lambda link: link[0].split("]")[0], title).lower())
        found.add(plain.strip().replace(" ", "-"))
    return found


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("loosen_docs", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated(generator: ModuleType) -> dict[Path, str]:
    pages: dict[Path, str] = generator.pages()
    return pages


def test_generated_pages_are_up_to_date(generated: dict[Path, str]) -> None:
    stale = [name_of(path) for path, text in generated.items() if path.read_text(encoding="utf-8") != text]

    assert stale == [], "run: make docs"


def test_the_generated_parts_are_the_same_every_time(generator: ModuleType, generated: dict[Path, str]) -> None:
    again = generator.pages()

    assert again == generated


@pytest.mark.parametrize("page", each(PAGES))
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    astray = []
    for target in LINK.findall(prose_of(page)):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        place, _, anchor = target.partition("#")
        file = (page.parent / place).resolve() if place else page
        if not file.exists() or not file.is_relative_to(ROOT) or (anchor and anchor not in anchors_of(file)):
            astray.append(target)

    assert astray == []


def test_readme_names_the_two_commands_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"\bmake(?: [a-z-]+)?", "\n".join(FENCE.findall(readme)))) == {"make run", "make test"}
    assert set(re.findall(r"\bmake [a-z-]+", " ".join(CODE.findall(FENCE.sub("", readme))))) <= {
        "make run",
        "make test",
    }


@pytest.mark.parametrize("page", each([*PAGES, *OTHER_TEXTS]))
def test_no_document_names_a_package_index(page: Path) -> None:
    text = page.read_text(encoding="utf-8").lower()

    assert [host for host in INDEX_HOSTS if host in text] == []


@pytest.mark.parametrize("page", each([page for page in [*PAGES, *OTHER_TEXTS] if page != NAMES_WORDS_TO_AVOID]))
def test_no_document_speaks_of_what_is_not_its_business(page: Path) -> None:
    assert NOT_OUR_BUSINESS.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", each(PAGES))
def test_each_sentence_stands_on_its_own_line(page: Path) -> None:
    lines = [line for line in prose_of(page).splitlines() if not line.startswith(("|", "#", "<!--"))]

    crowded = [line for line in lines if SENTENCES.search(CODE.sub("`", NUMBER.sub("", line)))]

    assert crowded == []


def test_every_page_is_in_the_index() -> None:
    index = DOCS / "index.md"
    linked = {
        (DOCS / target.partition("#")[0]).resolve() for target in LINK.findall(index.read_text(encoding="utf-8"))
    }

    assert sorted(name_of(page) for page in PAGES if page != index and page.resolve() not in linked) == []


@pytest.mark.parametrize("page", each(sorted((DOCS / "adr").glob("*.md"))))
def test_every_decision_says_why_what_follows_and_what_else_there_was(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert headings == ["Context", "Decision", "Consequences", "Considered"]


def test_every_kind_of_knowledge_is_explained() -> None:
    headings = re.findall(r"^### (.+)$", (DOCS / "knowledge.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(set(KIND_NAMES) - set(headings)) == []


@pytest.mark.parametrize("page", each(PAGES))
def test_every_variable_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"\bLOOSEN_[A-Z_]+", page.read_text(encoding="utf-8")))

    assert named <= {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize("page", each(PAGES))
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = [*CODE.findall(prose_of(page)), *re.findall(r"^\$? ?(?:\S+=\S+ )*(\S*loosen .*)$", text, re.MULTILINE)]
    named = {found[1] for code in said if (found := re.match(r"(?:\.venv/bin/)?loosen ([a-z]+)", code))}

    assert named <= set(commands.commands)


@pytest.mark.parametrize("page", each(PAGES))
def test_every_target_that_is_named_is_in_the_makefile(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for line in re.findall(r"^([a-z][a-z -]*):", makefile, re.MULTILINE) for name in line.split()}

    named = {found[1] for code in CODE.findall(prose_of(page)) if (found := re.match(r"make ([a-z-]+)$", code))}

    assert named <= targets


@pytest.mark.parametrize("page", each(PAGES))
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = [
        code for code in CODE.findall(prose_of(page)) if re.match(r"(src|tests|docs|tools|requirements)/\S+$", code)
    ]

    assert [code for code in named if not (ROOT / code).exists()] == []


def test_the_example_in_python_runs() -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / "api.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )

    assert len(blocks) == 1
    for block in blocks:
        exec(compile(block, "docs/api.md", "exec"), {})  # noqa: S102 - our own manual


def test_the_example_of_a_site_does_what_the_manual_says(baseline: dict[str, object]) -> None:
    library = load_library(DOCS / "examples" / "overlay")
    at_home = {"place": "home", "has-bed": True, "has-chair": True, "has-heat-pack": False, "has-cold-pack": True}
    facts = read_facts({**baseline, **at_home}, library, [screen.id for screen in library.ordered_screens])
    facts = {**facts, **read_facts({**baseline, **at_home}, library)}

    steps = first_steps(situation_of(facts, library), library, triage(facts, library).plan)

    forbidden = {name for site in library.site.values() for name in site.forbidden}
    assert {site.phone for site in library.site.values()} == {"020 7946 0000"}
    assert next(item.id for item in steps.items if item.kind is ItemKind.MOVEMENT) == "hip-sway-standing"
    assert not forbidden & {item.id for item in steps.items}
    assert not forbidden & {item.entry.partition("/")[2] for item in steps.items}


def test_a_case_in_the_manual_stands_in_a_vignette() -> None:
    shown = re.findall(
        r"^```toml\n(\[\[case\]\].*?)^```$", (DOCS / "how-we-test.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    cases = tomllib.loads((ROOT / "tests" / "vignettes" / "RF01.toml").read_text(encoding="utf-8"))["case"]

    (case,) = tomllib.loads(shown[0])["case"]

    same = next(each for each in cases if each["name"] == case["name"])
    assert (same["story"], same["expect"], same["kind"]) == (case["story"], case["expect"], case["kind"])


def test_the_changelog_tells_clinical_changes_apart() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    newest = changelog.split("\n## ")[1]
    assert newest.startswith("Unreleased\n")
    assert "\n### Clinical\n" in newest


def test_the_licence_is_whole_and_unchanged() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2


def test_the_citation_names_the_version_that_runs() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f"\nversion: {loosen.__version__}\n" in citation
