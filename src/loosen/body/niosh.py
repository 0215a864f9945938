"""The revised NIOSH lifting equation, for one task and for several.

``RWL = LC HM VM DM AM FM CM``. Everything is computed in the system of units of the given `Equation`: the metric and
the US form are parallel, not converted from each other (an H of 25 in is allowed, 63.5 cm is not), so they are never
mixed.

Source:
    ``niosh-2021``: sections 1.3 (equation), 2.3 (single task), 2.4 (several tasks).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from loosen.domain.lifting import Counted, Hands, Multipliers, Place, Stretch
from loosen.domain.lifting_method import (
    Coupling,
    CouplingTable,
    Duration,
    DurationTable,
    Equation,
    FrequencyTable,
)


@dataclass(frozen=True, slots=True)
class Grasp:
    """Where the hands are at one end of a lift, in the units of the equation.

    Attributes:
        horizontal: H, from the ankles to the hands.
        vertical: V, height of the knuckles.
        asymmetry: A, in degrees.
        estimated: Whether H was worked out from the depth of the box.
    """

    place: Place
    horizontal: float
    vertical: float
    asymmetry: float
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Lift:
    """One kind of lift, ready for the equation.

    Attributes:
        load: The usual load.
        load_most: The heaviest load.
        grasps: The ends that count, the origin first.
        end_height: Height of the hands at the end, if known, also where the end does not count.
        travel: D, how far up or down.
        coupling: The grip.
        frequency: Lifts a minute.
    """

    load: float
    load_most: float
    grasps: tuple[Grasp, ...]
    end_height: float | None
    travel: float
    coupling: Coupling
    frequency: float

    @property
    def origin(self) -> Grasp:
        """Where it starts."""
        return self.grasps[0]


@dataclass(frozen=True, slots=True)
class Tables:
    """What the equation looks up."""

    equation: Equation
    frequency: FrequencyTable
    coupling: CouplingTable


@dataclass(frozen=True, slots=True)
class GraspLimit:
    """The equation at one end: its multipliers, and the limit without (firwl) and with frequency (rwl)."""

    grasp: Grasp
    multipliers: Multipliers
    firwl: float
    rwl: float


@dataclass(frozen=True, slots=True)
class TaskLimit:
    """The equation for one task.

    Attributes:
        at: Each end that counts.
        limiting: The end with the lowest limit.
    """

    lift: Lift
    at: tuple[GraspLimit, ...]
    limiting: GraspLimit

    @property
    def rwl(self) -> float:
        """The recommended weight limit (STRWL in a job of several tasks)."""
        return self.limiting.rwl

    @property
    def firwl(self) -> float:
        """The limit with a frequency multiplier of 1."""
        return self.limiting.firwl

    @property
    def li(self) -> float | None:
        """The lifting index (STLI); None outside of the method."""
        return self.lift.load / self.rwl if self.rwl else None

    @property
    def fili(self) -> float | None:
        """The heaviest load over the limit with a frequency multiplier of 1; None outside of the method."""
        return self.lift.load_most / self.firwl if self.firwl else None


@dataclass(frozen=True, slots=True)
class Composite:
    """The composite index of a job.

    Attributes:
        index: None if a task, or the pace of all together, is outside of the method.
        order: Numbers of the tasks (from 0) by falling index.
        adds: What each of them adds to the index, in that order.
    """

    index: float | None
    order: tuple[int, ...]
    adds: tuple[float | None, ...]


def horizontal_multiplier(equation: Equation, distance: float) -> float:
    """Return HM: ``best / H``, 1 up to the best distance, 0 beyond the most."""
    rule = equation.horizontal
    return 0.0 if distance > rule.most else min(1.0, rule.best / max(distance, rule.best))


def vertical_multiplier(equation: Equation, height: float) -> float:
    """Return VM: ``1 - slope |V - best|``, 0 above the most."""
    rule = equation.vertical
    return 0.0 if height > rule.most else max(0.0, 1 - rule.slope * abs(height - rule.best))


def travel_multiplier(equation: Equation, travel: float) -> float:
    """Return DM: ``base + over / D``, 1 up to the best distance, 0 beyond the most."""
    rule = equation.travel
    return 0.0 if travel > rule.most else min(1.0, rule.base + rule.over / max(travel, rule.best))


def asymmetry_multiplier(equation: Equation, angle_deg: float) -> float:
    """Return AM: ``1 - slope A``, 0 above the most."""
    rule = equation.asymmetry
    return 0.0 if angle_deg > rule.most else max(0.0, 1 - rule.slope * angle_deg)


def frequency_multiplier(table: FrequencyTable, per_minute: float, duration: Duration, *, is_low: bool) -> float:
    """Return FM from the table.

    Between rows the value runs straight. After the last row above 0 it is 0 at once, not on a slope: the table ends
    there.

    Args:
        table: The table.
        per_minute: Lifts a minute; fewer than the first row count as the first row.
        duration: The column.
        is_low: Whether the hands start below knuckle height.
    """
    column = table.column(duration)
    values = column.low if is_low else column.high
    rows = [(pace, value) for pace, value in zip(table.per_minute, values, strict=True) if value > 0]
    if not rows or per_minute > rows[-1][0]:
        return 0.0
    for (pace, value), (next_pace, next_value) in pairwise(rows):
        if per_minute <= next_pace:
            part = max(0.0, per_minute - pace) / (next_pace - pace)
            return value + part * (next_value - value)
    return float(rows[-1][1])


def coupling_multiplier(table: CouplingTable, coupling: Coupling, *, is_low: bool) -> float:
    """Return CM for a grip, at hands below knuckle height or not."""
    grip = table.grip(coupling)
    return grip.low if is_low else grip.high


def estimated_horizontal(equation: Equation, box_depth: float, vertical: float) -> float:
    """Return H for a box of a depth held against the body, where H cannot be measured."""
    rule = equation.reach
    return (rule.add_low if vertical < rule.low_below else rule.add) + box_depth / 2


def grasp_of(equation: Equation, place: Place, hands: Hands) -> Grasp | None:
    """Return the hands as the equation takes them; None if neither distance nor depth of the box is known."""
    if hands.horizontal is not None:
        return Grasp(place, hands.horizontal, hands.vertical, hands.asymmetry)
    if hands.box_depth is None:
        return None
    distance = estimated_horizontal(equation, hands.box_depth, hands.vertical)
    return Grasp(place, distance, hands.vertical, hands.asymmetry, estimated=True)


def frequency_of_count(table: FrequencyTable, counted: Counted) -> float:
    """Return lifts a minute from a count over the window, for work that is not even.

    A pace while lifting that is too fast for this way of counting is returned itself, and so ends up outside.
    """
    pace = counted.lifts / counted.lifting_min if counted.lifting_min else 0.0
    return pace if pace > table.most_pace else counted.lifts / table.window_min


def duration_of(table: DurationTable, work: Sequence[Stretch]) -> Duration | None:
    """Return the duration class of a day's stretches of lifting, or None if they are over the longest.

    Stretches are added together until the recovery after them is long enough for what was added up; a recovery that
    is too short does not count at all. The day has the class of its longest sum.
    """
    if sum(stretch.lifting_min for stretch in work) > table.long.most_min:
        return None
    found = Duration.SHORT
    total = 0.0
    for number, stretch in enumerate(work, start=1):
        total += stretch.lifting_min
        name = _class_of(table, total)
        if number == len(work) or _is_recovered(table, name, total, stretch.recovery_min or 0.0):
            found = max(found, name, key=list(Duration).index)
            total = 0.0
    return found


def _class_of(table: DurationTable, minutes: float) -> Duration:
    return next((name for name in Duration if minutes <= table.of(name).most_min), Duration.LONG)


def _is_recovered(table: DurationTable, name: Duration, minutes: float, recovery_min: float) -> bool:
    needed = table.of(name).recovery
    return name is not Duration.LONG and recovery_min >= needed * minutes


def task_limit(tables: Tables, lift: Lift, duration: Duration) -> TaskLimit:
    """Return the limit of a task: at each end that counts, and the lowest of them.

    FM takes the height at the origin; CM takes the height at the end that is looked at.
    """
    equation = tables.equation
    is_low = lift.origin.vertical < equation.vertical.best
    fm = frequency_multiplier(tables.frequency, lift.frequency, duration, is_low=is_low)
    at = tuple(_at(tables, lift, grasp, fm) for grasp in lift.grasps)
    return TaskLimit(lift, at, min(at, key=lambda limit: (limit.rwl, limit.firwl)))


def _at(tables: Tables, lift: Lift, grasp: Grasp, fm: float) -> GraspLimit:
    equation = tables.equation
    is_low = grasp.vertical < equation.vertical.best
    factors = Multipliers(
        lc=equation.load_constant,
        hm=horizontal_multiplier(equation, grasp.horizontal),
        vm=vertical_multiplier(equation, grasp.vertical),
        dm=travel_multiplier(equation, lift.travel),
        am=asymmetry_multiplier(equation, grasp.asymmetry),
        fm=fm,
        cm=coupling_multiplier(tables.coupling, lift.coupling, is_low=is_low),
    )
    firwl = factors.lc * factors.hm * factors.vm * factors.dm * factors.am * factors.cm
    return GraspLimit(grasp, factors, firwl, firwl * fm)


def composite_index(tables: Tables, tasks: Sequence[TaskLimit], duration: Duration) -> Composite:
    """Return the composite lifting index of a job.

    ``CLI = STLI_1 + sum FILI_n (1 / FM(F_1 + ... + F_n) - 1 / FM(F_1 + ... + F_(n-1)))``, tasks by falling STLI. The
    column of FM for both terms is that of the height of task n.
    """
    order = tuple(sorted(range(len(tasks)), key=lambda number: -(tasks[number].li or float("inf"))))
    paces = list(accumulate(tasks[number].lift.frequency for number in order))
    adds: list[float | None] = []
    for rank, number in enumerate(order):
        task = tasks[number]
        adds.append(task.li if rank == 0 else _added(tables, task, paces[rank - 1], paces[rank], duration))
    known = [each for each in adds if each is not None]
    return Composite(sum(known) if len(known) == len(adds) else None, order, tuple(adds))


def _added(tables: Tables, task: TaskLimit, before: float, after: float, duration: Duration) -> float | None:
    is_low = task.lift.origin.vertical < tables.equation.vertical.best
    fm_before, fm_after = (
        frequency_multiplier(tables.frequency, pace, duration, is_low=is_low) for pace in (before, after)
    )
    if task.fili is None or task.li is None or not fm_before or not fm_after:
        return None
    return task.fili * (1 / fm_after - 1 / fm_before)
