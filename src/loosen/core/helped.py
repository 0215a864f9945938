"""What goes with better hours for this person: a small Bayesian estimate, silent until it knows enough.

Each use of a remedy, and each bout, is one trial: pain before, pain after. A trial counts as better when pain fell
by the points that mean something. A fall in percent does not count here, unlike in the look back: from 3 to 2 would
be better and from 4 to 3 not, so what is used at low pain would lead the list. The share of better trials of one
thing has a beta prior whose mean is the share over all trials of this person; so an estimate from few uses is drawn
towards what is usual for them. The model cannot tell what the thing did from what would have come by itself; the
words that go with it say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loosen.core.outcomes import PAIN_POINTS
from loosen.domain.library import Library

USES_LEAST, OWN_WEIGHT, INTERVAL = "helped-uses-least", "helped-own-weight", "helped-interval"
_GRID = 100


@dataclass(frozen=True)
class Trial:
    """One use: what was done, and pain before and after, 0 to 10. A bout does several things at once."""

    names: frozenset[str]
    before: int
    after: int


@dataclass(frozen=True)
class Helped:
    """What goes with one thing.

    Attributes:
        name: The remedy or movement.
        uses: Trials of it that could show anything.
        better: After how many of them pain was lower by as much as means something.
        share: The estimate of how often it goes with less pain, 0 to 1.
        low: Lower end of its range.
        high: Upper end of its range.
    """

    name: str
    uses: int
    better: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Helps:
    """What helps a person.

    Attributes:
        ranked: What is known well enough, the best first.
        silent: Uses so far of what is not, by name.
        usual: The share of better trials over all things, 0 to 1; None without trials.
        trials: How many trials there were in all.
        least: How many uses it takes.
    """

    ranked: tuple[Helped, ...]
    silent: tuple[tuple[str, int], ...]
    usual: float | None
    trials: int
    least: int


def helped(trials: Iterable[Trial], library: Library) -> Helps:
    """Return what goes with less pain, ranked.

    Args:
        trials: In any order. Where pain before is too low to fall by the points, a trial is left out.
        library: The knowledge.

    Returns:
        The estimates. One more better trial of a thing never lowers the estimate of any thing.
    """
    points = library.thresholds[PAIN_POINTS].value
    counted = [trial for trial in trials if trial.before >= points]
    uses: Counter[str] = Counter()
    better: Counter[str] = Counter()
    for trial in counted:
        uses.update(trial.names)
        if trial.before - trial.after >= points:
            better.update(trial.names)
    all_better = sum(trial.before - trial.after >= points for trial in counted)
    usual = Fraction(all_better + 1, len(counted) + 2)
    least = int(library.thresholds[USES_LEAST].value)
    found = [_estimate(name, uses[name], better[name], usual, library) for name in uses if uses[name] >= least]
    return Helps(
        ranked=tuple(sorted(found, key=lambda one: (-one.share, -one.uses, one.name))),
        silent=tuple(sorted((name, count) for name, count in uses.items() if count < least)),
        usual=float(usual) if counted else None,
        trials=len(counted),
        least=least,
    )


def _estimate(name: str, uses: int, better: int, usual: Fraction, library: Library) -> Helped:
    weight = Fraction(library.thresholds[OWN_WEIGHT].value)
    alpha = better + weight * usual
    beta = uses - better + weight * (1 - usual)
    low, high = _range(float(alpha), float(beta), float(library.thresholds[INTERVAL].value) / 100)
    return Helped(name, uses, better, float(alpha / (alpha + beta)), low, high)


def _range(alpha: float, beta: float, holds: float) -> tuple[float, float]:
    """Return the central range of a beta distribution that holds a share of it, to one part in a hundred."""
    middles = [(step + 1 / 2) / _GRID for step in range(_GRID)]
    density = [x ** (alpha - 1) * (1 - x) ** (beta - 1) for x in middles]
    tail = (1 - holds) / 2 * sum(density)
    return _reached(density, tail), 1 - _reached(density[::-1], tail)


def _reached(density: Sequence[float], wanted: float) -> float:
    """Return how far one has to go for a sum of the density, as a share of the way."""
    total = 0.0
    for step, height in enumerate(density):
        if total + height > wanted:
            return (step + (wanted - total) / height) / _GRID
        total += height
    return 1.0
