"""``loosen knowledge``: look, count, check, schema."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from loosen.domain.library import KIND_NAMES, Library
from loosen.knowledge.loader import DATA
from tests.cli.conftest import Run, unwrapped


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A site's own folder with two mistakes in one file."""
    folder = tmp_path / "overlay" / "site"
    folder.mkdir(parents=True)
    (folder / "clinic.toml").write_text('id = "clinic"\nname = "Clinic"\nphone = "call us"\nfone = "1"\n')
    return folder.parent


def test_built_in_knowledge_has_no_mistakes(run: Run) -> None:
    result = run("knowledge", "check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "no mistakes" in result.stdout


def test_every_mistake_is_told_with_file_line_key_and_remedy(run: Run, broken: Path) -> None:
    result = run("knowledge", "check", "--overlay", str(broken))

    assert result.exit_code == 3
    assert "site/clinic.toml:4: fone: unknown key 'fone'\n  Remove it, or check its spelling." in result.stdout
    assert "site/clinic.toml:3: phone:" in result.stdout
    assert "2 mistakes" in result.stdout


def test_mistakes_in_json_are_listed(run: Run, broken: Path) -> None:
    result = run("knowledge", "check", "--json", "--overlay", str(broken))

    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 3
    assert error["type"] == "knowledge"
    assert [(problem["line"], problem["key"]) for problem in error["problems"]] == [(3, "phone"), (4, "fone")]


def test_overlay_that_does_not_exist_is_a_mistake(run: Run, tmp_path: Path) -> None:
    result = run("knowledge", "check", "--overlay", str(tmp_path / "nowhere"))

    assert result.exit_code == 3
    assert "does not exist" in result.stdout


def test_list_names_every_entry_of_a_kind(run: Run, library: Library) -> None:
    listed = json.loads(run("knowledge", "list", "rules", "--json").stdout)

    assert {row["id"] for row in listed} == set(library.rules)
    assert all(row["title"] for row in listed)


def test_list_without_a_kind_names_the_kinds(run: Run) -> None:
    result = run("knowledge", "list")

    assert all(name in result.stdout for name in KIND_NAMES)


def test_list_takes_a_hyphen(run: Run) -> None:
    assert "Fear of moving" in run("knowledge", "list", "yellow-flags").stdout


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        (("list", "rule"), "Did you mean 'rules'?"),
        (("show", "movment", "cat-cow"), "Did you mean 'movements'?"),
        (("show", "movements", "cat-cwo"), "Did you mean 'cat-cow'"),
        (("show", "rules", "rf01"), "Did you mean 'RF01'?"),
        (("show", "movements"), "loosen knowledge list movements"),
        (("schema", "rule"), "Did you mean 'rules'?"),
    ],
)
def test_misspelt_name_is_guessed(run: Run, words: tuple[str, ...], guess: str) -> None:
    result = run("knowledge", *words)

    assert result.exit_code == 2
    assert guess in result.stderr


def test_every_entry_can_be_shown(run: Run, library: Library) -> None:
    from loosen.cli.entry import tell_entry, title_of
    from loosen.cli.output import Voice

    for kind in KIND_NAMES:
        for entry_id, entry in library.kind(kind).items():
            assert title_of(entry), f"{kind}/{entry_id}"
            tell_entry(Voice(), f"{kind}/{entry_id}", entry, library)


def test_rule_is_shown_with_condition_advice_and_evidence(run: Run) -> None:
    told = unwrapped(run("knowledge", "show", "rules", "RF17").stdout)

    assert "Under 18 (rules/RF17)" in told
    assert "- Age below 18" in told
    assert "advice: See a doctor today, with a parent or carer." in told
    assert "not yet confirmed" in told


def test_entry_can_be_named_as_other_entries_name_it(run: Run) -> None:
    one, other = run("knowledge", "show", "movements/cat-cow"), run("knowledge", "show", "movements", "cat-cow")

    assert one.stdout == other.stdout
    assert "Cat and cow" in one.stdout


def test_entry_in_json_is_as_in_its_file(run: Run) -> None:
    shown = json.loads(run("knowledge", "show", "thresholds", "rescreen-after", "--json").stdout)

    assert shown["id"] == "rescreen-after"
    assert shown["evidence"][0]["source"]


def test_stats_count_entries_grades_and_what_is_unconfirmed(run: Run, library: Library) -> None:
    counted = json.loads(run("knowledge", "stats", "--json").stdout)
    plain = run("knowledge", "stats").stdout

    assert counted["kinds"]["claims"] == len(library.claims) == 106
    assert sum(counted["grades"].values()) == counted["evidence"]
    assert 0 < counted["unconfirmed"] < counted["evidence"]
    assert f"{counted['unconfirmed']} of them not yet confirmed" in plain


def test_every_knowledge_file_fits_its_schema(run: Run) -> None:
    schemas = json.loads(run("knowledge", "schema").stdout)

    for kind in KIND_NAMES:
        validator = Draft202012Validator(schemas[kind])
        for path in sorted((DATA / kind).glob("*.toml")):
            mistakes = [
                error.message for error in validator.iter_errors(_as_json(tomllib.loads(path.read_text("utf-8"))))
            ]
            assert mistakes == [], path


def test_schema_refuses_an_unknown_key(run: Run) -> None:
    schema = json.loads(run("knowledge", "schema", "site").stdout)

    assert not Draft202012Validator(schema).is_valid({"id": "clinic", "name": "Clinic", "fone": "1"})


def test_schemas_are_written_for_editors(run: Run, tmp_path: Path) -> None:
    result = run("knowledge", "schema", "--out", str(tmp_path / "schemas"))

    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{kind}.schema.json" for kind in KIND_NAMES}


def test_schemas_that_cannot_be_written_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    result = run("knowledge", "schema", "rules", "--out", str(tmp_path / "file"))

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def _as_json(value: object) -> object:
    """Return a TOML value as an editor hands it to a schema: days as text."""
    if isinstance(value, dict):
        return {key: _as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
