"""Conversion between metric and US units, at the edges only; the factors are exact by definition."""

from __future__ import annotations

KG_PER_LB = 0.45359237
CM_PER_IN = 2.54
IN_PER_FT = 12
NM_PER_FT_LB = 1.3558179483314004
"""0.3048 m times the weight of a pound, 4.4482216152605 N."""


def lb_from_kg(mass_kg: float) -> float:
    """Return a mass in pounds."""
    return mass_kg / KG_PER_LB


def kg_from_lb(mass_lb: float) -> float:
    """Return a mass in kilograms."""
    return mass_lb * KG_PER_LB


def in_from_cm(length_cm: float) -> float:
    """Return a length in inches."""
    return length_cm / CM_PER_IN


def cm_from_in(length_in: float) -> float:
    """Return a length in centimetres."""
    return length_in * CM_PER_IN
