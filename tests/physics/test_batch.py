"""Many postures at once give what each of them gives alone."""

from __future__ import annotations

import numpy as np
import pytest

from loosen.body.batch import many
from loosen.body.posing import key_poses
from loosen.errors import CallError
from loosen.knowledge.body import load_postures
from tests.physics.holding import MAN, WOMAN, body_of, load_of, pose_of, spine_of

FIELDS = ("compression_n", "shear_n", "pressure_mpa", "moments", "missing")


def test_compiled_and_plain_paths_agree_on_every_shipped_key_pose() -> None:
    poses = [pose for posture in load_postures().values() for pose in key_poses(body_of(), posture)]

    compiled = many(body_of(), spine_of(), poses, compiled=True)
    plain = many(body_of(), spine_of(), poses, compiled=False)

    assert compiled.levels == plain.levels
    for field in FIELDS:
        assert getattr(compiled, field) == pytest.approx(getattr(plain, field), abs=1e-3), field


def test_people_and_loads_may_differ_from_pose_to_pose() -> None:
    people = [MAN, WOMAN, MAN]
    poses = [pose_of("standing-bent", person) for person in people]

    found = many([body_of(p) for p in people], [spine_of(p) for p in people], poses, [0, 5, 10])

    level = found.levels.index("L4/5")
    assert found.pressure_mpa[0, level] == pytest.approx(load_of("standing-bent").primary.pressure_mpa, abs=1e-9)
    assert found.compression_n[2, level] > found.compression_n[0, level] + 98.1  # more than the weight alone


def test_no_postures_give_no_loads() -> None:
    found = many(body_of(), spine_of(), [])

    assert found.compression_n.shape[0] == 0


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(CallError, match="2 poses"):
        many([body_of()], [spine_of()], [pose_of("standing")] * 2)


def test_residual_is_the_greatest_missing_force() -> None:
    found = many(body_of(), spine_of(), [pose_of("standing")])

    assert found.residual == pytest.approx(np.abs(found.missing).max(axis=1))
