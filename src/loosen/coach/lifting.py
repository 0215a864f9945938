"""The lifting check: a call of the contract in, limits, words and the single change that helps most out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loosen.body.niosh import (
    GraspLimit,
    Lift,
    Tables,
    TaskLimit,
    composite_index,
    duration_of,
    frequency_of_count,
    grasp_of,
    task_limit,
)
from loosen.body.redesign import Tried, single_changes
from loosen.coach.lift_model import model_lift
from loosen.coach.lifting_check import check_request, with_same_box
from loosen.coach.lifting_dose import day_dose
from loosen.domain.lifting import (
    BodyAnswer,
    LiftAnswer,
    LiftRequest,
    LiftSource,
    LiftTask,
    Place,
    Point,
    Refusal,
    SingleChange,
    TaskAnswer,
)
from loosen.domain.lifting_method import Duration, Equation, IndexBand, LiftingMethod, Units
from loosen.knowledge.lifting import load_lifting
from loosen.units import kg_from_lb, lb_from_kg

BodyModel = Callable[[LiftRequest], BodyAnswer]
"""What draws a lift and computes its load on the spine."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A call that the equation could answer."""

    duration: Duration
    limits: tuple[TaskLimit, ...]
    tasks: tuple[TaskAnswer, ...]
    index: float | None
    changes: tuple[SingleChange, ...]
    needle: str


def answer_lift(request: LiftRequest) -> LiftAnswer:
    """Return the answer for a call of the lifting contract, from the built-in knowledge.

    Raises:
        RequestError: Measures that cannot be used or that contradict each other; all are listed.
    """
    method = load_lifting()
    return lift_request(request, method, body_model=lambda call: model_lift(call, method))


def lift_request(
    request: LiftRequest,
    method: LiftingMethod,
    *,
    body_model: BodyModel | None = None,
) -> LiftAnswer:
    """Return the answer for a call of the lifting contract.

    Args:
        request: The call.
        method: The knowledge of the two methods.
        body_model: What draws the lift and computes the load on the spine; without it those keys are null.

    Raises:
        RequestError: Measures that cannot be used or that contradict each other; all are listed.
    """
    check_request(request, method)
    equation = method.equations[request.units]
    refused = tuple(_refusals(request, method))
    duration = request.duration or duration_of(method.duration, request.work)
    looked = None if refused or duration is None else _look(request, method, duration)
    single = looked.limits[0] if looked and len(looked.limits) == 1 else None
    rwl = single.rwl if single else None
    body = body_model(request) if body_model else BodyAnswer()
    band, title, words = _reading(method, equation, looked, refused)
    if body.load is not None and band in {"refused", "outside"}:
        words = (*words, method.refusals.instead_body.en)
    dose, dose_note = day_dose(request, method.lifft)
    metric = request.units is Units.METRIC
    return LiftAnswer(
        units=request.units,
        weight_unit=equation.weight_unit,
        length_unit=equation.length_unit,
        applies=request.back_pain is False and not refused,
        refused=refused,
        rwl=rwl,
        rwl_kg=None if rwl is None else rwl if metric else kg_from_lb(rwl),
        rwl_lb=None if rwl is None else lb_from_kg(rwl) if metric else rwl,
        li=looked.index if looked else None,
        composite=len(request.tasks) > 1,
        outside=looked is not None and looked.index is None,
        duration=duration,
        multipliers=single.limiting.multipliers if single else None,
        band=band,
        title=title,
        words=words,
        cautions=_cautions(request, method),
        tasks=looked.tasks if looked else (),
        needle=looked.needle if looked else None,
        changes=looked.changes if looked else (),
        lifft=dose,
        lifft_note=dose_note,
        body_model=body.load,
        body_note=body.note,
        figure=body.figure,
        sources=_sources(method),
        knowledge_version=method.version,
    )


def _refusals(request: LiftRequest, method: LiftingMethod) -> Iterator[Refusal]:
    said = set(request.circumstances)
    for item in method.refusals.circumstance:
        if item.id in said:
            yield Refusal(id=item.id, reason=item.reason.en)
    for bound in method.refusals.bound:
        value = getattr(request.surroundings, bound.id)
        least, most = bound.least.get(request.units), bound.most.get(request.units)
        if value is None or not ((least is not None and value < least) or (most is not None and value > most)):
            continue
        unit = bound.unit[request.units]
        shown = f"{value:g} {unit}".strip()
        limits = " and ".join(
            f"{word} {limit:g} {unit}".strip()
            for word, limit in (("at least", least), ("at most", most))
            if limit is not None
        )
        yield Refusal(id=bound.id, reason=f"{bound.reason.en} {bound.name.en}: {shown}, it needs {limits}.")
    if request.work and duration_of(method.duration, request.work) is None:
        yield Refusal(id="over-8-hours", reason=method.duration.too_long.en)


def _look(request: LiftRequest, method: LiftingMethod, duration: Duration) -> _Looked:
    equation = method.equations[request.units]
    tables = Tables(equation, method.frequency, method.coupling)
    lifts = [_lift(task, equation, method) for task in request.tasks]
    limits = tuple(task_limit(tables, lift, duration) for lift in lifts)
    job = composite_index(tables, limits, duration)
    ranks = {number: rank for rank, number in enumerate(job.order)}
    tasks = tuple(
        _task_answer(task, limit, equation, ranks[number], job.adds[ranks[number]])
        for number, (task, limit) in enumerate(zip(request.tasks, limits, strict=True))
    )
    tried = single_changes(tables, lifts, duration)
    changes = tuple(_change(each, method, equation, request) for each in tried)
    return _Looked(duration, limits, tasks, job.index, changes, _needle(limits, changes, job.index, method, equation))


def _lift(task: LiftTask, equation: Equation, method: LiftingMethod) -> Lift:
    """Return a task as the equation takes it; `check_request` has seen to it that everything is there."""
    grasps = [grasp_of(equation, Place.ORIGIN, task.origin)]
    end = task.destination
    if end is not None and task.control_at_destination is not False:
        grasps.append(grasp_of(equation, Place.DESTINATION, with_same_box(end, task.origin)))
    travel = abs(end.vertical - task.origin.vertical) if end is not None else task.travel
    frequency = frequency_of_count(method.frequency, task.counted) if task.counted else task.frequency
    return Lift(
        load=task.load,
        load_most=task.load_most or task.load,
        grasps=tuple(grasp for grasp in grasps if grasp is not None),
        end_height=end.vertical if end else None,
        travel=travel or 0.0,
        coupling=task.coupling,
        frequency=frequency or 0.0,
    )


def _task_answer(task: LiftTask, limit: TaskLimit, equation: Equation, rank: int, adds: float | None) -> TaskAnswer:
    return TaskAnswer(
        name=task.name,
        load=task.load,
        frequency=limit.lift.frequency,
        travel=limit.lift.travel,
        points=tuple(_point(at, limit, equation) for at in limit.at),
        limiting=limit.limiting.grasp.place,
        rwl=limit.rwl,
        li=limit.li,
        firwl=limit.firwl,
        fili=limit.fili,
        order=rank + 1,
        adds=adds,
    )


def _point(at: GraspLimit, limit: TaskLimit, equation: Equation) -> Point:
    return Point(
        place=at.grasp.place,
        horizontal=at.grasp.horizontal,
        horizontal_estimated=at.grasp.estimated,
        vertical=at.grasp.vertical,
        asymmetry=at.grasp.asymmetry,
        multipliers=at.multipliers,
        firwl=at.firwl,
        rwl=at.rwl,
        li=limit.lift.load / at.rwl if at.rwl else None,
        outside=tuple(_outside(at, limit.lift, equation)),
    )


def _outside(at: GraspLimit, lift: Lift, equation: Equation) -> Iterator[str]:
    factors, unit = at.multipliers, equation.length_unit
    if not factors.hm:
        yield f"The hands are more than {equation.horizontal.most:g} {unit} from the ankles."
    if not factors.vm:
        yield f"The hands are more than {equation.vertical.most:g} {unit} above the floor."
    if not factors.dm:
        yield f"The load goes more than {equation.travel.most:g} {unit} up or down."
    if not factors.am:
        yield f"The body is turned by more than {equation.asymmetry.most:g} degrees."
    if not factors.fm:
        yield f"{lift.frequency:.3g} lifts a minute are too many for so long."


def _change(tried: Tried, method: LiftingMethod, equation: Equation, request: LiftRequest) -> SingleChange:
    words = next(change.words.en for change in method.changes.change if change.id == tried.id)
    to = "" if tried.to is None else f"{tried.to:g} {equation.length_unit}"
    named = len(request.tasks) > 1 and tried.id != "shorter"
    about = f"{request.tasks[tried.task].name or f'Task {tried.task + 1}'}: " if named else ""
    return SingleChange(id=tried.id, task=tried.task, words=about + words.format(to=to), rwl=tried.rwl, li=tried.li)


def _needle(
    limits: Sequence[TaskLimit],
    changes: Sequence[SingleChange],
    index: float | None,
    method: LiftingMethod,
    equation: Equation,
) -> str:
    texts = method.changes
    if not changes:
        return texts.none.en
    best = changes[0]
    if len(limits) > 1:
        now = "outside the method" if index is None else f"{index:.2f}"
        return f"{best.words} {texts.leads_index.en.format(now=now, li=f'{best.li:.1f}')}"
    leads = texts.leads if limits[0].rwl else texts.leads_from_nothing
    now, then = (weight_words(value, equation.weight_unit) for value in (limits[0].rwl, best.rwl))
    return f"{best.words} {leads.en.format(now=now, rwl=then)}"


def _reading(
    method: LiftingMethod, equation: Equation, looked: _Looked | None, refused: Sequence[Refusal]
) -> tuple[str, str, tuple[str, ...]]:
    """Return the band, its title, and what is told about the number."""
    texts = method.reading
    if looked is None:
        reasons = dict.fromkeys(item.reason for item in refused)
        return "refused", "No limit: this method does not cover the lift", (*reasons, method.refusals.instead.en)
    if looked.index is None:
        why = dict.fromkeys(words for task in looked.tasks for at in task.points for words in at.outside)
        return "outside", texts.outside.en, (*why, method.refusals.instead.en)
    band = band_of_index(method, looked.index)
    words = [band.words.en]
    if any(point.horizontal_estimated for task in looked.tasks for point in task.points):
        words.append(texts.estimated.en)
    if len(looked.limits) == 1:
        limit = looked.limits[0]
        load, rwl = (weight_words(value, equation.weight_unit) for value in (limit.lift.load, limit.rwl))
        where = f" at the {_END[limit.limiting.grasp.place]}" if len(limit.at) > 1 else ""
        words.insert(0, f"The limit is {rwl}{where}. The load is {load}: {looked.index:.2f} times the limit.")
    else:
        words.insert(0, f"All {len(looked.limits)} tasks together have an index of {looked.index:.2f}.")
    return band.id, band.title.en, tuple(words)


_END = {Place.ORIGIN: "start", Place.DESTINATION: "end"}


def band_of_index(method: LiftingMethod, index: float) -> IndexBand:
    """Return the band of an index: the last one that it is above."""
    bands = sorted(method.reading.band, key=lambda band: band.above)
    return [band for band in bands if index > band.above or band is bands[0]][-1]


def weight_words(value: float, unit: str) -> str:
    """Return a weight as a person reads it."""
    return f"{value:.1f} {unit}"


def _cautions(request: LiftRequest, method: LiftingMethod) -> tuple[str, ...]:
    texts = method.reading
    if request.back_pain is False:
        return (texts.healthy.en,)
    return (texts.back_pain.en if request.back_pain is True else texts.unknown.en, *texts.careful.en)


def _sources(method: LiftingMethod) -> tuple[LiftSource, ...]:
    listed = {(item.source, item.locator): item for item in method.evidence()}
    return tuple(
        LiftSource(
            id=item.source,
            title=method.titles[item.source],
            locator=item.locator,
            grade=item.grade.value,
            confirmed=item.confirmed,
        )
        for item in listed.values()
    )
