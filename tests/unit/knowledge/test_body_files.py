"""The mannequin and the posture documents are read strictly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loosen.errors import KnowledgeError
from loosen.knowledge import load_library
from loosen.knowledge.body import load_anatomy, load_postures, read_postures
from loosen.knowledge.loader import DATA

GOOD = """id = "one"
name.en = "One"
kind = "everyday"
base = "standing"
on.floor = ["feet"]
[[key]]
name = "first"
joints.knees = 10
[[key]]
name = "second"
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for stem, text in files.items():
        (tmp_path / f"{stem}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_number_of_the_body_has_a_source_that_exists() -> None:
    definition = load_anatomy()
    sources = load_library().sources
    used = {
        basis.source
        for record in (definition.proportions, definition.surface, definition.words)
        for basis in record.basis
    }
    used |= {basis.source for segment in definition.frame.segment for basis in segment.basis}
    used |= {joint.basis.source for segment in definition.frame.segment for joint in segment.joint}
    used |= {disc.basis.source for disc in definition.frame.disc}
    used |= {entry.basis.source for entry in (*definition.proportions.part, *definition.proportions.ratio)}
    used |= {prop.basis.source for prop in definition.words.prop}
    used |= {word.basis.source for word in definition.words.word if word.basis}

    assert used <= set(sources)


def test_the_shipped_postures_are_without_mistakes() -> None:
    _, problems = read_postures(DATA / "postures")

    assert [str(problem) for problem in problems] == []


def test_all_mistakes_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    bad = GOOD.replace('id = "one"', 'id = "two"').replace("joints.knees = 10", "jionts.knees = 10")
    where = folder(tmp_path, one=GOOD, two=bad, three=GOOD, four="id = [")

    with pytest.raises(KnowledgeError) as caught:
        load_postures(where)

    found = {(problem.file.split("/")[-1], problem.line, problem.key) for problem in caught.value.problems}
    assert ("two.toml", 8, "key.0.jionts") in found
    assert ("three.toml", 1, "id") in found
    assert {name for name, _, _ in found} == {"two.toml", "three.toml", "four.toml"}


def test_a_posture_may_be_like_another(tmp_path: Path) -> None:
    like = 'id = "two"\nlike = "one"\nname.en = "Two"\n[[key]]\nname = "first"\njoints.elbows = 20\n'

    found = load_postures(folder(tmp_path, one=GOOD, two=like))["two"]

    assert found.base == "standing"
    assert [key.name for key in found.key] == ["first"]
    assert found.key[0].joints == {"knees": 10, "elbows": 20}


@pytest.mark.parametrize("like", ["nothing", "two"])
def test_a_likeness_that_leads_nowhere_is_reported(tmp_path: Path, like: str) -> None:
    where = folder(tmp_path, two=f'id = "two"\nlike = "{like}"\nname.en = "Two"\n')

    with pytest.raises(KnowledgeError, match="leads nowhere or in a circle"):
        load_postures(where)


def test_a_name_in_the_body_that_points_nowhere_is_reported(tmp_path: Path) -> None:
    where = tmp_path / "anatomy"
    shutil.copytree(DATA / "anatomy", where)
    sites = where / "sites.toml"
    sites.write_text(sites.read_text().replace('segment = "neck"', 'segment = "nekc"'))

    with pytest.raises(KnowledgeError) as caught:
        load_anatomy(where)

    assert "unknown segment 'nekc'" in f"{caught.value}"
    assert all(problem.line > 1 for problem in caught.value.problems)


def test_a_missing_file_of_the_body_is_reported(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="4 mistakes"):
        load_anatomy(tmp_path)
