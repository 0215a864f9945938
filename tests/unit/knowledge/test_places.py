"""Every mistake inside an entry is reported where it stands, with what to do."""

from __future__ import annotations

from pathlib import Path

from loosen.knowledge import load
from tests.unit.knowledge.clinic import RULE, THRESHOLD, only_problem, write


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
