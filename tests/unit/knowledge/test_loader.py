"""Knowledge files in, records out; every mistake at once, with file, line, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from loosen.errors import DataProblem, KnowledgeError
from loosen.knowledge import load, load_library

RULE = """\
id = "ZZ01"
title.en = "A rule of the clinic"
lay_title.en = "A rule of the clinic"
version = 1
since = 2026-11-21

[[outcome]]
level = "W"
advice.en = "Book an appointment."
when = "fever"

[[outcome.evidence]]
source = "loosen-safety-rule"
locator = "clinic"
grade = "D"
confirmed = true
checked = 2026-11-21
"""
QUESTION = """\
id = "{name}"
screen = "first"
line = "line"
ask.en = "Is there?"
short.en = "Is there"
why.en = "It matters."
"""
SMALL = {
    "screens/first.toml": 'id = "first"\norder = 1\npurpose = "safety"\ntitle.en = "First"\n\n'
    '[[line]]\nid = "line"\ntitle.en = "Line"\n',
    "questions/fever.toml": QUESTION.format(name="fever"),
    "questions/age.toml": QUESTION.format(name="age")
    + 'type = "number"\nminimum = 0\nmaximum = 120\nunit = "years"\n',
    "questions/sex.toml": QUESTION.format(name="sex")
    + 'type = "choice"\n\n[[choice]]\nid = "male"\nlabel.en = "Male"\n\n'
    + '[[choice]]\nid = "female"\nlabel.en = "Female"\n',
    "questions/floor-ok.toml": QUESTION.format(name="floor-ok") + 'purpose = "fit"\n',
    "sources/loosen-safety-rule.toml": 'id = "loosen-safety-rule"\ntitle = "A rule"\nauthors = "We"\nyear = 2026\n'
    'kind = "convention"\n',
    "rules/USED.toml": RULE.replace("ZZ01", "USED").replace(
        'when = "fever"', 'when.any = ["fever", { fact = "age", below = 18 }, { fact = "sex", is = ["male"] }]'
    ),
}
LEVEL = """\
id = "{letter}"
title.en = "Title"
meaning.en = "Meaning"
do.en = ["Do it."]
plan = "full"

[[evidence]]
source = "loosen-safety-rule"
locator = "levels"
grade = "D"
confirmed = true
checked = 2026-11-21
"""
THRESHOLD = """\
id = "red-zone-from"
name.en = "Pain that stops an exercise at once, from"
value = 6
unit = "of 10"

[[evidence]]
source = "loosen-safety-rule"
locator = "clinic"
grade = "D"
confirmed = true
checked = 2026-11-21
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


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


def only_problem(overlay: Path, small: Path) -> DataProblem:
    """Return the one mistake of an overlay over the small data folder."""
    problems = load(overlay, data=small).problems
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


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


def test_an_unknown_key_is_reported_where_it_stands(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('level = "W"', 'level = "W"\nurgency = "high"'))

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.line, problem.key) == ("rules/ZZ01.toml", 9, "outcome.0.urgency")
    assert problem.what == "unknown key 'urgency'"


def test_a_dangling_fact_is_reported_with_a_guess(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('when = "fever"', 'when = "fevr"'))

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.line, problem.key) == ("rules/ZZ01.toml", 10, "outcome.0.when")
    assert problem.what == "unknown fact 'fevr'"
    assert "Did you mean 'fever'?" in problem.remedy


def test_a_dangling_fact_deep_in_a_condition_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('when = "fever"', 'when.any = [{ all = ["fever", "fevr"] }]'))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (10, "outcome.0.when.any.0.all.1")


def test_a_wrong_type_deep_in_a_condition_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(
        tmp_path,
        "rules/ZZ01.toml",
        RULE.replace('when = "fever"', 'when.any = [{ fact = "age", at_least = "old" }]'),
    )

    keys = {problem.key for problem in load(tmp_path, data=small).problems}

    assert keys == {"outcome.0.when.any.0.at_least"}


def test_a_mistake_in_what_an_exception_excuses_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(
        tmp_path,
        "rules/ZZ01.toml",
        RULE.replace('when = "fever"', 'when = { when = { sign = 5 }, unless = { fact = "sex", is = ["male"] } }'),
    )

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (10, "outcome.0.when.when.sign")


def test_a_mistake_in_a_choice_of_a_question_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    question = (
        'id = "floor-ok"\nscreen = "fit-body"\nline = "floor"\npurpose = "fit"\ntype = "choice"\n'
        'ask.en = "Can you?"\nshort.en = "Floor"\nwhy.en = "It matters."\n\n'
        '[[choice]]\nid = "yes"\nlabel.en = "Yes"\n\n[[choice]]\nid = "no"\nlabels.en = "No"\n'
    )
    write(tmp_path, "questions/floor-ok.toml", question)

    found = {(problem.line, problem.key, problem.what) for problem in load(tmp_path, data=small).problems}

    assert found == {
        (14, "choice.1.label", "'label' is missing"),
        (16, "choice.1.labels", "unknown key 'labels'"),
    }


def test_a_count_that_is_no_number_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('when = "fever"', 'when = { count = "two", of = ["fever"] }'))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (10, "outcome.0.when.count")


def test_a_number_in_place_of_a_condition_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('when = "fever"', 'when.any = ["fever", 5]'))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (10, "outcome.0.when.any.1")
    assert problem.what.startswith("Not a condition")


def test_a_misspelt_key_of_a_condition_is_reported_at_its_place(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('when = "fever"', 'when = { fact = "age", atleast = 3 }'))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (10, "outcome.0.when.atleast")


def test_a_missing_source_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('source = "loosen-safety-rule"\n', ""))

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.line, problem.key) == ("rules/ZZ01.toml", 12, "outcome.0.evidence.0.source")
    assert (problem.what, problem.remedy) == ("'source' is missing", "Add it.")


def test_a_source_that_has_no_file_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace("loosen-safety-rule", "loosen-safty-rule"))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key) == (13, "outcome.0.evidence.0.source")
    assert "Did you mean 'loosen-safety-rule'?" in problem.remedy


def test_a_missing_grade_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('grade = "D"\n', ""))

    problem = only_problem(tmp_path, small)

    assert (problem.line, problem.key, problem.what) == (12, "outcome.0.evidence.0.grade", "'grade' is missing")


def test_a_missing_unit_is_reported(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD.replace('unit = "of 10"\n', ""))

    problem = only_problem(tmp_path, small)

    assert (problem.file, problem.key) == ("thresholds/red-zone-from.toml", "unit")
    assert problem.what == "'unit' is missing"


def test_a_number_question_without_a_unit_is_reported(tmp_path: Path, small: Path) -> None:
    write(
        tmp_path,
        "questions/age.toml",
        'id = "age"\nscreen = "you"\nline = "age"\ntype = "number"\nminimum = 0\nmaximum = 120\n'
        'ask.en = "How old are you?"\nshort.en = "Age"\nwhy.en = "It matters."\n',
    )

    problem = only_problem(tmp_path, small)

    assert problem.file == "questions/age.toml"
    assert "unit" in problem.what


def test_a_wrong_type_is_reported_with_what_stands_there(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "thresholds/red-zone-from.toml", THRESHOLD.replace("value = 6", 'value = "six"'))

    problem = load(tmp_path, data=small).problems[0]

    assert (problem.line, problem.key) == (3, "value")
    assert "'six'" in problem.what


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
    write(tmp_path, "thresholds/mild-pain-most.toml", 'id = "mild-pain-most\n')

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
        ("thresholds/mild-pain-most.toml", 1, ""),  # a syntax error
    }
    assert all(problem.what and problem.remedy for problem in caught.value.problems)
    assert caught.value.title == "7 mistakes in the knowledge files."


def test_the_report_reads_file_line_key_and_remedy(tmp_path: Path, small: Path) -> None:
    write(tmp_path, "rules/ZZ01.toml", RULE.replace('"fever"', '"fevr"'))

    shown = str(only_problem(tmp_path, small))

    assert shown.startswith("rules/ZZ01.toml:10: outcome.0.when: unknown fact 'fevr'\n  Did you mean 'fever'?")
