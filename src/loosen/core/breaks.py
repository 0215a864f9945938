"""When a break from sitting is due. A pure step: the clock, the idle time and the wishes are handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loosen.domain.library import Library
from loosen.errors import CallError


@dataclass(frozen=True)
class BreakWishes:
    """How breaks are wished.

    Attributes:
        every: How long one sits until a break is due.
        lasts: How long a break is.
        natural: Being away so long counts as a break.
        again: A break that was not taken is called once more after this.
    """

    every: timedelta
    lasts: timedelta
    natural: timedelta
    again: timedelta


@dataclass(frozen=True)
class Sitting:
    """A stretch of sitting.

    Attributes:
        since: When it began.
        seen: When it was looked at last.
        called: When a break was called; None while none was.
        calls: How often.
        breaks: Breaks that were taken since the beginning, called or not.
    """

    since: datetime
    seen: datetime
    called: datetime | None = None
    calls: int = 0
    breaks: int = 0


MOST_CALLS = 2


def break_wishes(library: Library, every_min: float | None = None, lasts_min: float | None = None) -> BreakWishes:
    """Return wishes, checked against the limits of the knowledge.

    Raises:
        CallError: Minutes outside the limits.
    """

    def minutes(name: str) -> float:
        return float(library.thresholds[name].value)

    every = minutes("break-every") if every_min is None else every_min
    least, most = minutes("break-every-least"), minutes("break-every-most")
    if not least <= every <= most:
        raise CallError(
            f"Every {every:g} minutes is not possible.",
            where="every",
            detail=f"Choose {least:g} to {most:g} minutes.",
        )
    lasts, longest = minutes("break-lasts") if lasts_min is None else lasts_min, minutes("break-lasts-most")
    if not 1 <= lasts <= longest:
        raise CallError(
            f"A break of {lasts:g} minutes is not possible.",
            where="lasts",
            detail=f"Choose 1 to {longest:g} minutes.",
        )
    return BreakWishes(
        every=timedelta(minutes=every),
        lasts=timedelta(minutes=lasts),
        natural=timedelta(minutes=minutes("break-natural")),
        again=timedelta(minutes=minutes("break-again")),
    )


def look(
    sitting: Sitting, now: datetime, idle: timedelta | None, wishes: BreakWishes, *, is_quiet: bool = False
) -> tuple[Sitting, bool]:
    """Return the sitting as it is now, and whether a break is called at this moment.

    A natural break begins the sitting anew: being idle for long enough, or a gap since the last look, in which the
    machine slept. A break that was called and not taken is called once more, then left alone until the next is due.

    Args:
        sitting: As it was at the last look.
        now: The present moment.
        idle: How long keyboard and mouse have been still; None where that cannot be known.
        wishes: How breaks are wished.
        is_quiet: Whether nothing may be called now; what is due waits.
    """
    gap = now - sitting.seen
    away = max(idle or timedelta(0), gap)
    if gap < timedelta(0):  # the clock was set back
        return Sitting(since=now, seen=now, breaks=sitting.breaks), False
    if away >= wishes.natural:
        taken = sitting.breaks + (sitting.since < now - away)
        return Sitting(since=now, seen=now, breaks=taken), False
    seen = replace(sitting, seen=now)
    if is_quiet:
        return seen, False
    if sitting.called is None:
        return (replace(seen, called=now, calls=1), True) if now - sitting.since >= wishes.every else (seen, False)
    if sitting.calls < MOST_CALLS and now - sitting.called >= wishes.again:
        return replace(seen, called=now, calls=sitting.calls + 1), True
    if sitting.calls >= MOST_CALLS and now - sitting.called >= wishes.every:
        return replace(seen, since=sitting.called, called=now, calls=1), True
    return seen, False
