"""The body model's own answer for a lift: the mannequin takes the load where the hands were measured."""

from __future__ import annotations

import math
from collections.abc import Iterator

from loosen.body.niosh import Grasp, grasp_of
from loosen.domain.lifting import BodyAnswer, LiftRequest, Place
from loosen.domain.lifting_method import Equation, LiftingMethod, Units
from loosen.errors import PoseError
from loosen.units import cm_from_in, kg_from_lb

_TEMPLATE = "lift-any"
_CM = 100
_HALF_GRIP_M, _HALF_STANCE_M = 0.17, 0.15
"""Half of the distance between the hands on the box and between the ankles, as the template draws them [m]."""


def model_lift(request: LiftRequest, method: LiftingMethod) -> BodyAnswer:
    """Return picture and load of the first lift of a job, at the end that loads the back more.

    Args:
        request: The call, checked.
        method: The knowledge of the methods, for a reach that is estimated from the box.
    """
    try:  # only here: an app that draws no lift need not hold the body model
        from loosen.coach.drawing import Drawing
        from loosen.coach.loads import posture_of
    except ImportError:
        return BodyAnswer(note="The body model is not installed: pip install 'loosen[body]'.")
    found = []
    try:
        for document in _documents(request, method.equations[request.units]):
            drawing = Drawing(posture_of(document))
            (load,) = drawing.loads()
            found.append((load.compression_n, load, drawing))
    except PoseError as error:
        return BodyAnswer(note=f"The lift cannot be drawn as measured. {error.title} {error.detail}".strip())
    if not found:
        return BodyAnswer()
    _, load, drawing = max(found, key=lambda one: one[0])
    answer = load.model_dump(mode="json") | {"place": load.key}
    size = f"{load.person.mass_kg:g} kg and {load.person.stature_m:g} m"
    note = f"As drawn for a healthy man of {size}. An estimate, not a limit; it cannot know your back."
    return BodyAnswer(load=answer, figure=drawing.still(0, prefix="lift"), note=note)


def _documents(request: LiftRequest, equation: Equation) -> Iterator[dict[str, object]]:
    """Yield a posture document for each end of the lift that was measured."""
    task = request.tasks[0]
    for place, hands in ((Place.ORIGIN, task.origin), (Place.DESTINATION, task.destination)):
        grasp = grasp_of(equation, place, hands) if hands is not None else None
        if grasp is not None:
            key = {"name": place.value, "place": [*_hands_at(grasp, request.units)], **_turning(grasp)}
            kg = task.load if request.units is Units.METRIC else kg_from_lb(task.load)
            yield {"like": _TEMPLATE, "load": {"kg": kg}, "key": [key]}


def _turning(grasp: Grasp) -> dict[str, object]:
    return {"free": ["chest", "neck"]} if grasp.asymmetry else {}


def _hands_at(grasp: Grasp, units: Units) -> Iterator[str]:
    """Yield where each hand is, from the middle between the ankles, the box turned with the body."""
    reach, height = (_metres(value, units) for value in (grasp.horizontal, grasp.vertical))
    angle = math.radians(grasp.asymmetry)
    for side, sign in (("left", 1), ("right", -1)):
        ahead = reach * math.cos(angle) - sign * _HALF_GRIP_M * math.sin(angle)
        aside = reach * math.sin(angle) + sign * (_HALF_GRIP_M * math.cos(angle) - _HALF_STANCE_M)
        yield f"{side} grip at z {height:.3f}"
        yield f"{side} grip ahead of {side} ankle {ahead:.3f}"
        yield f"{side} grip left of {side} ankle {aside:.3f}"


def _metres(value: float, units: Units) -> float:
    return (value if units is Units.METRIC else cm_from_in(value)) / _CM
