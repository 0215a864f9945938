"""The same tree in OpenSim, where that package is installed: inverse dynamics of a posture."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from loosen.body.model import Body
from loosen.body.posing import Pose

_RUNS = 5


def opensim_times(body: Body, poses: Sequence[Pose]) -> list[float]:
    """Return the CPU time of the inverse dynamics of a posture, run by run [µs]."""
    import opensim

    model = _model(opensim, body)
    state = model.initSystem()
    solver = opensim.InverseDynamicsSolver(model)
    still = opensim.Vector(state.getNU(), 0.0)
    found = []
    for run in range(_RUNS + 1):
        spent = 0.0
        for pose in poses:
            take(model, state, pose)
            start = time.process_time()
            model.realizePosition(state)
            solver.solve(state, still)
            spent += time.process_time() - start
        if run:
            found.append(spent / len(poses) * 1e6)
    return found


def take(model: Any, state: Any, pose: Pose) -> None:  # noqa: ANN401 - the package has no types
    """Put the model into a pose; how the pelvis is turned is left out, as it does not change the cost."""
    coordinates = model.getCoordinateSet()
    for joint, angle in enumerate(pose.q[6:]):
        coordinates.get(f"j{joint}_coord_0").setValue(state, float(angle), False)


def _model(opensim: Any, body: Body) -> Any:  # noqa: ANN401 - the package has no types
    """Return the tree as an OpenSim model: one free joint and a chain of pins, massless links between the axes."""
    model = opensim.Model()
    model.setGravity(opensim.Vec3(0, 0, -body.gravity))
    inertia = opensim.Inertia(1, 1, 1, 0, 0, 0)
    last: dict[int, Any] = {}
    for index in range(len(body.segments)):
        centre = opensim.Vec3(*map(float, body.centre[index]))
        own = np.flatnonzero(body.joint_segment == index)
        if body.parent[index] < 0:
            link = opensim.Body(f"b{index}", float(body.mass[index]), centre, inertia)
            model.addBody(link)
            model.addJoint(opensim.FreeJoint("root", model.getGround(), link))
            last[index] = link
            continue
        before, place = last[int(body.parent[index])], opensim.Vec3(*map(float, body.joint_at[index]))
        for joint in own:
            heavy = joint == own[-1]
            link = opensim.Body(
                f"b{index}j{joint}",
                float(body.mass[index]) if heavy else 1e-6,
                centre if heavy else opensim.Vec3(0),
                inertia,
            )
            model.addBody(link)
            turn = opensim.Vec3(*map(float, _onto_z(body.joint_axis[joint])))
            model.addJoint(opensim.PinJoint(f"j{joint}", before, place, turn, link, opensim.Vec3(0), turn))
            before, place = link, opensim.Vec3(0)
        last[index] = before
    return model


def _onto_z(axis: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    """Return body-fixed x-y-z angles of a frame whose z axis is the given one."""
    x, y, z = axis
    return (
        float(np.arctan2(-y, np.hypot(x, z)) if z >= 0 else np.arctan2(y, -z)),
        float(np.arcsin(np.clip(x, -1, 1))),
        0.0,
    )
