"""What outsiders import from the body."""

from __future__ import annotations

import subprocess
import sys

import pytest

import loosen.body

WITHOUT_NUMPY = "import sys, loosen.body, loosen.body.niosh, loosen.body.lifft; sys.exit('numpy' in sys.modules)"


@pytest.mark.parametrize("name", loosen.body.__all__)
def test_every_export_is_there(name: str) -> None:
    assert getattr(loosen.body, name).__doc__


def test_what_is_not_exported_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="levitate"):
        getattr(loosen.body, "levitate")  # noqa: B009 - the name is not there, which a checker would say


def test_the_lifting_methods_need_no_arrays() -> None:
    assert subprocess.run([sys.executable, "-c", WITHOUT_NUMPY], check=False).returncode == 0
