"""Knowledge files in, records out; every mistake at once, with file, line, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from loosen.errors import KnowledgeError
from loosen.knowledge import load, load_library
from tests.unit.knowledge.clinic import RULE, THRESHOLD, only_problem, write


def test_an_overlay_adds_an_entry(tmp_path: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE)

    library = load_library(tmp_path)

    assert library.rules["ZZ01"].title.en == "A rule of the clinic"
    assert "RF01" in library.rules


def test_an_overlay_entry_replaces_the_one_of_the_same_id(tmp_path: Path) -> None:
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD.replace("value = 6", "value = 5"))

    library = load_library(tmp_path)

    assert library.thresholds["red-zone-from"].value == 5


def test_the_version_changes_when_an_entry_changes(tmp_path: Path) -> None:
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD)
    first = load(tmp_path).library().version
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD.replace("value = 6", "value = 5"))

    second = load(tmp_path).library().version

    assert first != second


def test_the_version_stays_when_nothing_changes() -> None:
    assert load().library().version == load().library().version


def test_a_knowledge_folder_that_does_not_exist_is_reported(tmp_path: Path, small: Path) -> None:
    problem = only_problem(tmp_path / "nowhere", small)

    assert "does not exist" in problem.what
    assert problem.remedy


def test_an_unknown_folder_is_reported_with_a_guess(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rule/ZZ01.toml", RULE)

    problem = only_problem(tmp_path, small)

    assert problem.file == "rule"
    assert "Did you mean 'rules'?" in problem.remedy


def test_a_file_in_place_of_a_folder_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules", RULE)

    problem = only_problem(tmp_path, small)

    assert problem.file == "rules"


def test_a_folder_in_place_of_a_file_is_reported(tmp_path: Path, small: Path) -> None:
    (tmp_path / "rules" / "ZZ01.toml").mkdir(parents=True)

    problem = only_problem(tmp_path, small)

    assert problem.file == "rules/ZZ01.toml"


def test_a_file_of_another_kind_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/notes.md", "# Notes")

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.what) == ("rules/notes.md", "not a .toml file")


def test_text_that_is_not_utf_8_is_reported(tmp_path: Path, small: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ZZ01.toml").write_bytes(b'id = "\xff"')

    problem = only_problem(tmp_path, small)

    assert problem.file == "rules/ZZ01.toml"
    assert "not readable" in problem.what


def test_a_file_named_otherwise_than_its_id_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ02.toml", RULE)

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.line, problem.key) == ("rules/ZZ02.toml", 1, "id")


def test_a_syntax_error_is_reported_on_its_line(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "thresholds/red-zone-from.toml", 'id = "red-zone-from"\nvalue = = 6\n')

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.line) == ("thresholds/red-zone-from.toml", 2)
    assert problem.remedy == "Mend the syntax."


def test_a_broken_file_does_not_hide_another_mistake_whose_name_ends_alike(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "remedies/heat.toml", "id = \n")
    write(
        tmp_path,
        "site/clinic.toml",
        'id = "clinic"\nname = "Clinic"\nforbidden = ["moist-heat"]\n',
    )

    files = {problem.file for problem in load(tmp_path, data=small).problems}

    assert files == {"remedies/heat.toml", "site/clinic.toml"}


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('level = "W"', 'level = "W"\nurgency = "high"'))
    write(tmp_path, "rules/ZZ02.toml", RULE.replace("ZZ01", "ZZ02").replace('"fever"', '"fevr"'))
    write(tmp_path, "rules/ZZ03.toml", RULE.replace("ZZ01", "ZZ03").replace('source = "loosen-safety-rule"\n', ""))
    write(tmp_path, "rules/ZZ04.toml", RULE.replace("ZZ01", "ZZ04").replace('grade = "D"\n', ""))
    write(tmp_path, "rules/ZZ05.toml", RULE.replace("ZZ01", "ZZ05").replace("version = 1", 'version = "one"'))
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD.replace('unit = "of 10"\n', ""))
    write(tmp_path, "thresholds/above-mild-from.toml", 'id = "above-mild-from\n')

    with pytest.raises(KnowledgeError) as caught:
        load_library(tmp_path)

    found = {(problem.file, problem.line, problem.key) for problem in caught.value.problems}
    assert found == {
        ("rules/ZZ01.toml", 9, "outcome.0.urgency"),  # an unknown key
        ("rules/ZZ02.toml", 10, "outcome.0.when"),  # a dangling id
        ("rules/ZZ03.toml", 12, "outcome.0.evidence.0.source"),  # a missing source
        ("rules/ZZ04.toml", 12, "outcome.0.evidence.0.grade"),  # a missing grade
        ("rules/ZZ05.toml", 4, "version"),  # a wrong type
        ("thresholds/red-zone-from.toml", 1, "unit"),  # a missing unit
        ("thresholds/above-mild-from.toml", 1, ""),  # a syntax error
    }
    assert all(problem.what and problem.remedy for problem in caught.value.problems)
    assert caught.value.title == "7 mistakes in the knowledge files."


def test_the_report_reads_file_line_key_and_remedy(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('"fever"', '"fevr"'))

    shown = str(only_problem(tmp_path, small))

    assert shown.startswith("rules/ZZ01.toml:10: outcome.0.when: unknown fact 'fevr'\n  Did you mean 'fever'?")
