"""What pain during a bout means: carry on, ease, or stop."""

from __future__ import annotations

from loosen.domain.library import Library
from loosen.domain.planning import StopAction, Zone

MOST_PAIN = 10
_SORE_START = "START-SORE"


def zone_of(start: int, now: int, library: Library) -> Zone:
    """Return the zone of a pain during a bout.

    Args:
        start: Pain before the bout, 0 to 10.
        now: Pain now, 0 to 10.
        library: The knowledge.

    Returns:
        The most urgent zone that holds. When the bout began sore, only the rise counts, and a rise into the
        amber zone stops the movement already.
    """
    zones = sorted(library.zones.values(), key=lambda zone: zone.order)
    rise = now - start
    if start >= library.adaptation[_SORE_START].values["pain_from"]:
        red, amber = zones[0], zones[1]
        return red if rise >= amber.rise_from else zones[-1]
    return next(zone for zone in zones if now >= zone.pain_from or rise >= zone.rise_from)


def zone_table(start: int, library: Library) -> tuple[tuple[StopAction, str], ...]:
    """Return action and words for each pain from 0 to 10, for a bout that began at a given pain."""
    zones = [zone_of(start, now, library) for now in range(MOST_PAIN + 1)]
    return tuple((zone.action, zone.says.en) for zone in zones)
