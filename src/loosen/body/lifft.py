"""LiFFT, the Lifting Fatigue Failure Tool: damage that lifting does to a disc over a day, as of a fatigued material.

Source:
    ``lifft-workbook``, version 1.4; ``gallagher-2017`` for the bands.
"""

from __future__ import annotations

import math

from loosen.domain.lifting_method import DoseBand, Lifft
from loosen.units import IN_PER_FT, NM_PER_FT_LB

_PER_CENT = 100


def moment_ft_lb(load_lb: float, lever_arm_in: float) -> float:
    """Return the moment of a load about the low back [ft lb]."""
    return lever_arm_in / IN_PER_FT * load_lb


def moment_nm(moment: float) -> float:
    """Return a moment in N m from one in ft lb."""
    return moment * NM_PER_FT_LB


def damage_per_lift(method: Lifft, moment: float) -> float:
    """Return the part of the cycles to failure that one lift uses up.

    The workbook's form; in N m it is ``exp(0.038 M + 0.32) / 902416``. Several programs print 1902416, which misreads
    "1/902416" and halves the damage.

    Args:
        method: The constants.
        moment: Peak moment [ft lb].
    """
    return math.pow(10, method.intercept + method.slope_per_ft_lb * moment)


def probability(method: Lifft, damage: float) -> float:
    """Return the probability that a job with this damage a day is a high-risk job; 0 without any lift."""
    if damage <= 0:
        return 0.0
    logit = method.risk_intercept + method.risk_slope * math.log10(damage)
    return 1 / (1 + math.exp(-logit))


def band_of(method: Lifft, chance: float) -> DoseBand:
    """Return the band of a probability: the last one that begins at or below it."""
    bands = sorted(method.band, key=lambda band: band.percent_from)
    reached = [band for band in bands if chance * _PER_CENT >= band.percent_from]
    return reached[-1] if reached else bands[0]
