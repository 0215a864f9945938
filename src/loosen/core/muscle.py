"""What rest takes and how it comes back; how much of lost weight is not fat. Ranges, never a measurement."""

from __future__ import annotations

from dataclasses import dataclass

from loosen.domain.muscle import LeanModel, Muscle

_WHOLE = 100


@dataclass(frozen=True)
class Estimate:
    """An estimate with its range."""

    low: float
    middle: float
    high: float


def regain_days(muscle: Muscle, days: int) -> tuple[int, int]:
    """Return in how many days muscle comes back that was lost in so many, from and to."""
    return round(days * muscle.regain_times.low), round(days * muscle.regain_times.high)


def lean_share(
    model: LeanModel,
    fat_kg: float,
    *,
    trains: bool = False,
    eats_protein: bool = False,
    sleeps_short: bool = False,
) -> Estimate:
    """Return which share of lost weight is not fat, from 0 to 1.

    Args:
        model: The numbers of the estimate.
        fat_kg: Fat mass [kg] at the beginning, at least 0.
        trains: Whether the person does strength training.
        eats_protein: Whether they eat more protein.
        sleeps_short: Whether their nights are short.

    Source:
        Forbes 1987 as in ``hall-2007``; for a small loss. A loss of over 10 kg takes more.
    """
    share = model.forbes_kg / (model.forbes_kg + max(0, fat_kg))
    share *= model.training if trains else 1
    share *= model.protein if eats_protein else 1
    share *= model.short_sleep if sleeps_short else 1
    middle = min(max(share, model.share.low), model.share.high)
    off = model.spread_percent / _WHOLE
    return Estimate(middle * (1 - off), middle, middle * (1 + off))
