"""What lifting does over a day, by LiFFT, in numbers and words."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.body.lifft import band_of, damage_per_lift, moment_ft_lb, moment_nm, probability
from loosen.domain.lifting import LifftAnswer, LifftTask, LiftRequest, LiftTask
from loosen.domain.lifting_method import Lifft, Units
from loosen.units import in_from_cm, lb_from_kg


def day_dose(request: LiftRequest, method: Lifft) -> tuple[LifftAnswer | None, str]:
    """Return the damage of a day, or None, and what it does not cover, or what is missing.

    There is no sum where one task is missing its numbers: it would be too low.
    """
    made = [_task(task, request, method) for task in request.tasks]
    tasks = tuple(task for task in made if task is not None)
    if len(tasks) < len(made):
        return None, method.needs.en
    damage = sum(task.damage for task in tasks)
    chance = probability(method, damage)
    band = band_of(method, chance)
    words = tuple(_words(tasks, damage, chance, method))
    return LifftAnswer(
        tasks=tasks, damage=damage, probability=chance, band=band.id, words=words
    ), method.not_covered.en


def _task(task: LiftTask, request: LiftRequest, method: Lifft) -> LifftTask | None:
    lifts = task.lifts_per_day
    if lifts is None and task.frequency is not None and request.work:
        lifts = round(task.frequency * sum(stretch.lifting_min for stretch in request.work))
    if task.lever_arm is None or lifts is None:
        return None
    load = task.load
    arm = task.lever_arm
    if request.units is Units.METRIC:
        load, arm = lb_from_kg(load), in_from_cm(arm)
    moment = moment_ft_lb(load, arm)
    each = damage_per_lift(method, moment)
    return LifftTask(
        name=task.name,
        lifts_per_day=lifts,
        moment_nm=moment_nm(moment),
        moment_ft_lb=moment,
        damage_per_lift=each,
        damage=each * lifts,
    )


def _words(tasks: tuple[LifftTask, ...], damage: float, chance: float, method: Lifft) -> Iterator[str]:
    yield f"Chance that a job like this is a high-risk job: {chance:.0%}. {band_of(method, chance).words.en}"
    yield method.means.en
    if any(task.moment_nm > method.caution_nm for task in tasks):
        yield method.caution.en
    if damage > method.dose_cut:
        yield method.over_cut.en
