"""What every test may use: the real knowledge, and a person to whom nothing serious applies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from loosen.domain.library import Library
from loosen.knowledge import load_library
from tests.six_weeks import fill_folder

settings.register_profile(
    "loosen",
    derandomize=True,  # the same cases on every run
    database=None,
    deadline=None,
    max_examples=100,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("loosen")


@pytest.fixture(scope="session")
def library() -> Library:
    """The real knowledge, checked."""
    return load_library()


@pytest.fixture(scope="session")
def six_weeks(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with six weeks of one person; copy it before changing anything."""
    folder = tmp_path_factory.mktemp("six-weeks")
    fill_folder(folder, library)
    return folder


@pytest.fixture
def baseline(library: Library) -> dict[str, object]:
    """Answers of someone to whom no hard flag applies; on their own they mean self-care."""
    return baseline_answers(library)


def baseline_answers(library: Library) -> dict[str, object]:
    """Return the answers on which the vignettes build."""
    return {
        **{question.id: False for question in library.questions.values() if question.hard},
        "age": 35,
        "sex": "male",
        "days-since-start": 1,
        "pain-now": 5,
        "site": "low-back",
        "first-or-new-kind": False,
    }
