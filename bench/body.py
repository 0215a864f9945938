"""What a posture costs: kinematics, equilibrium and load, beside others that do part of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec

import daqp
import mujoco
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from table import Row

from loosen.body.batch import has_numba, many, pack, solve
from loosen.body.effort import least_effort
from loosen.body.kinematics import place
from loosen.body.load import spine_load
from loosen.body.model import Body
from loosen.body.posing import Pose, key_poses
from loosen.body.rotation import quaternion_of
from loosen.body.spine import Spine
from loosen.body.statics import effort_of, hand_loads, pyramid, supports_of, touches_of
from loosen.domain.anatomy import BodyPerson
from loosen.knowledge.body import load_anatomy, load_postures
from loosen.knowledge.spine import load_spine

Array = NDArray[np.float64]
ALONE_MS = 2.0
BATCHED_PER_S = 20_000.0
FLOOR_KFLOP = 25.0
"""Kinematics 3, supports and their stiffness 5, three steps from leaves to root 12, two discs 5."""
CORE_GFLOP_PER_S = 40.0
"""2.5 GHz with four double multiply-adds twice a cycle."""
_RUNS = 5
_EACH = 40
_NOISE_RAD = 0.02
_SEED = 20


def body_rows() -> Iterator[Row]:
    """Yield what a posture costs, alone and among many, and the same for other programs."""
    body = Body.build(load_anatomy(), BodyPerson())
    spine = Spine.build(load_spine(), body)
    poses = _shipped(body)
    shipped = f"{len(poses)} key poses of all shipped postures"
    yield Row(
        "a posture alone: kinematics, equilibrium, both discs",
        f"NumPy, mean over {shipped}, CPU time",
        "ms",
        _times(lambda: [spine_load(body, spine, _placed(body, pose)) for pose in poses], 1e3 / len(poses)),
        under=ALONE_MS,
    )
    yield from _batched(body, spine, poses, shipped)
    yield from _solvers(body, spine, poses)
    yield from _others(body, poses)


def _shipped(body: Body) -> list[Pose]:
    return [pose for posture in load_postures().values() for pose in key_poses(body, posture)]


def _placed(body: Body, pose: Pose) -> Pose:
    return replace(pose, placement=place(body, pose.q))


def _times(work: Callable[[], object], scale: float) -> list[float]:
    """Return the CPU time of each run, scaled, after one run to warm up."""
    work()
    found = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * scale)
    return found


def _batched(body: Body, spine: Spine, poses: Sequence[Pose], shipped: str) -> Iterator[Row]:
    what = "postures in a batch: kinematics, equilibrium, both discs"
    if not has_numba():
        yield Row(what, "one core", "a second", at_least=BATCHED_PER_S, why_not="numba is not installed")
        return
    shaken = _shaken(poses)
    rates = [1 / value for value in _times(lambda: many(body, spine, shaken), 1 / len(shaken))]
    how = (
        f"one core, {shipped}, each {_EACH} times with angles moved by about 1 degree, so that no two are alike; "
        "each begun cold; from pose records to arrays of loads, CPU time"
    )
    yield Row(what, how, "a second", rates, at_least=BATCHED_PER_S)
    packed = pack([body] * len(shaken), [spine] * len(shaken), shaken, [0.0] * len(shaken))
    inside = _times(lambda: solve(packed), 1e6 / len(shaken))
    yield Row("of that, inside the compiled loop", "the same, poses packed before", "µs", inside)
    floor = FLOOR_KFLOP / CORE_GFLOP_PER_S
    yield Row(
        "compiled loop over the arithmetic floor",
        f"{FLOOR_KFLOP:.0f} kFLOP a posture at {CORE_GFLOP_PER_S:.0f} GFLOP/s would take {floor:.2f} µs",
        "times",
        [value / floor for value in inside],
    )
    few = shaken[:: max(1, len(shaken) // 100)]
    plain = [1 / value for value in _times(lambda: many(body, spine, few, compiled=False), 1 / len(few))]
    yield Row("the same without numba", f"{len(few)} of them, NumPy, one after another", "a second", plain)


def _shaken(poses: Sequence[Pose]) -> list[Pose]:
    """Return many variants of each pose, in an order in which neighbours are unlike."""
    rng = np.random.default_rng(_SEED)
    return [
        replace(pose, q=pose.q + np.where(np.arange(pose.q.size) < 6, 0, rng.normal(0, _NOISE_RAD, pose.q.size)))
        for _ in range(_EACH)
        for pose in poses
    ]


def _solvers(body: Body, spine: Spine, poses: Sequence[Pose]) -> Iterator[Row]:
    problems = [_problem(body, spine, pose) for pose in poses]
    sizes = [give.size for _, _, give in problems]
    how = f"mean over the shipped key poses, {min(sizes)} to {max(sizes)} unknowns, call only, CPU time"
    for name, call in (("ours", least_effort), ("daqp", _by_daqp), ("scipy nnls", _by_nnls)):
        yield Row(
            f"least-effort problem alone: {name}",
            how,
            "ms",
            _times(lambda call=call: [call(*problem) for problem in problems], 1e3 / len(problems)),  # type: ignore[misc]
        )


def _problem(body: Body, spine: Spine, pose: Pose) -> tuple[Array, Array, Array]:
    supports = supports_of(touches_of(body, pose, spine), pose.placement)
    effort = effort_of(body, pose, spine, None)
    edges, owner = pyramid(supports.normal, supports.friction)
    weight = 1 / effort.strength
    weight[:6] = effort.root_weight
    held = pose.placement.gravity.copy()
    for jacobian, newtons, _ in hand_loads(pose, pose.load.kg if pose.load else 0.0):
        held += newtons * jacobian[2]
    reach = np.einsum("kcq,kc->kq", supports.jacobian[owner], edges)
    give = effort.softness * np.bincount(owner)[owner] * supports.give[owner]
    slack = np.where(np.arange(body.n_q) < 6, 0, effort.slack)
    return (reach * weight).T, (held - slack) * weight, give


def _by_daqp(effect: Array, need: Array, give: Array) -> Array:
    hessian = effect.T @ effect
    hessian.flat[:: give.size + 1] += give
    far, none = np.full(give.size, 1e30), np.zeros(give.size)
    return np.asarray(daqp.solve(hessian, -effect.T @ need, np.zeros((0, give.size)), far, none)[0])


def _by_nnls(effect: Array, need: Array, give: Array) -> Array:
    return np.asarray(nnls(np.vstack([effect, np.diag(np.sqrt(give))]), np.concatenate([need, 0 * give]))[0])


def _others(body: Body, poses: Sequence[Pose]) -> Iterator[Row]:
    data = mujoco.MjData(body.model)
    rows = [np.concatenate([pose.q[:3], quaternion_of(pose.q[3:6]), pose.q[6:]]) for pose in poses]

    def inverse() -> None:
        for row in rows:
            data.qpos[:] = row
            mujoco.mj_inverse(body.model, data)

    yield Row(
        "MuJoCo's own inverse dynamics of a posture",
        "mj_inverse on the same body and poses: moments in the air, no supports, muscles or discs; CPU time",
        "µs",
        _times(inverse, 1e6 / len(rows)),
    )
    what, how = "OpenSim's inverse dynamics of a posture", "package opensim, the same tree; joint moments in the air"
    if find_spec("opensim") is None:
        yield Row(what, how, "µs", why_not="the package opensim is not installed")
        return
    from opensim_row import opensim_times

    yield Row(what, how, "µs", opensim_times(body, poses))
