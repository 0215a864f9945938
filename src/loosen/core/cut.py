"""A chosen bout, and how it is cut to a share of its sets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loosen.core.dosing import sets_within, share_of
from loosen.core.options import Option
from loosen.core.script import DoseNow, seconds_of
from loosen.domain.planning import Planning


@dataclass(frozen=True)
class Choice:
    """A bout as it was chosen.

    Attributes:
        warm_up: What it begins with, if anything.
        movements: The others, in order.
        worth: Points of the optimum.
        free_s: Seconds that are left.
    """

    warm_up: Option | None
    movements: tuple[Option, ...]
    worth: int
    free_s: int

    @property
    def run(self) -> tuple[Option, ...]:
        """Everything in order, the warm-up included."""
        return (self.warm_up, *self.movements) if self.warm_up is not None else self.movements


def sets_of(choice: Choice) -> int:
    """Return the sets of a bout in all, the warm-up included."""
    return sum(option.item.dose.sets for option in choice.run)


def cut_to(choice: Choice, most_sets: int, planning: Planning) -> Choice:
    """Return a bout with so many sets in all, the warm-up included, which stays as it is.

    Movements with several sets give up sets first, then the movements of least points of their own are left out.
    """
    most = max(1, most_sets - (choice.warm_up is not None))
    stays = sorted(range(len(choice.movements)), key=lambda i: (-choice.movements[i].candidate.bonus, i))[:most]
    kept = [choice.movements[index] for index in sorted(stays)]
    sets = sets_within([option.item.dose.sets for option in kept], most)
    doses = [replace(option.item.dose, sets=left) for option, left in zip(kept, sets, strict=True)]
    cut = tuple(_with_dose(option, dose, planning) for option, dose in zip(kept, doses, strict=True))
    return replace(choice, movements=cut)


def with_fewer_repetitions(choice: Choice, percent: int, planning: Planning) -> Choice:
    """Return a bout with a share of its repetitions, for one that has no set to give up."""
    doses = [replace(o.item.dose, repetitions=share_of(o.item.dose.repetitions, percent)) for o in choice.movements]
    less = (_with_dose(option, dose, planning) for option, dose in zip(choice.movements, doses, strict=True))
    return replace(choice, movements=tuple(less))


def _with_dose(option: Option, dose: DoseNow, planning: Planning) -> Option:
    candidate = replace(option.candidate, seconds=seconds_of(dose, planning))
    return replace(option, item=replace(option.item, dose=dose), candidate=candidate)
