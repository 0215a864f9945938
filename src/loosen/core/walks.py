"""How much to walk today: minutes of one walk, walks of a day, days of a week."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loosen.core.adaptation import Adaptation
from loosen.core.walking import WALK_BUILD, WALK_CAP
from loosen.domain.care import Range, Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.planning import Programme

_WHOLE = 100
_MINUTE_S = 60
_EVERY_DAY = "on 7 days a week"


@dataclass(frozen=True)
class Amount:
    """How much walking.

    Attributes:
        week_minutes: What to aim for this week, where a programme sets it.
        rule: The rule that sets the minutes; None where the programme of the stage does.
    """

    minutes: int
    minutes_most: int
    times: int
    times_most: int
    days: int
    week_minutes: int | None = None
    rule: str | None = None

    def words(self) -> str:
        """Return the amount in words."""
        span = _span(self.minutes, self.minutes_most, "minutes")
        often = "once" if self.times == self.times_most == 1 else _span(self.times, self.times_most, "times")
        days = f"on {self.days} days a week"
        where = "" if days == _EVERY_DAY else f" {days}"
        return f"Walk {span}, {often} a day{where}, on flat ground, at a pace that is easy."


def amount_of(programme: Programme, adaptation: Adaptation, way: Variant, library: Library) -> Amount:
    """Return how much to walk: as the programme or the way says, in a flare less, and never a leap."""
    one, walks = programme.walk_minutes, programme.walks_a_day
    is_own = way.kind is VariantKind.BASE or way.dose.duration_s is None
    if not is_own and way.dose.duration_s is not None:
        seconds = way.dose.duration_s
        one = Range(start=int(seconds.start) // _MINUTE_S, most=int(seconds.most) // _MINUTE_S)
        walks = way.dose.times_per_day or walks
    share = adaptation.walk_percent * adaptation.pace_percent // _WHOLE
    minutes = max(1, int(one.start) * share // _WHOLE)
    most = max(minutes, int(one.most) * share // _WHOLE)
    amount = Amount(minutes, most, int(walks.start), int(walks.most), programme.walk_days)
    if not is_own or share < _WHOLE:
        return amount
    if programme.is_prevention and adaptation.week_aim is not None:
        return _of_programme(amount, adaptation.week_aim, library)
    return amount if adaptation.week_most is None else _within(amount, adaptation.week_most, library)


def _of_programme(amount: Amount, week_aim: int, library: Library) -> Amount:
    """Return the walks of a week that add up to its aim."""
    fewest = library.adaptation[WALK_CAP].values["fewest_minutes"]
    minutes = max(fewest, round(week_aim / (amount.days * amount.times)))
    return replace(amount, minutes=minutes, minutes_most=minutes, week_minutes=week_aim, rule=WALK_BUILD)


def _within(amount: Amount, week_most: int, library: Library) -> Amount:
    """Return walks that add up to no more than a week may hold, the least of them included."""
    fewest = library.adaptation[WALK_CAP].values["fewest_minutes"]
    room = max(fewest, week_most // (amount.days * amount.times))
    if room >= amount.minutes_most:
        return amount
    minutes = min(amount.minutes, room)
    return replace(amount, minutes=minutes, minutes_most=max(minutes, room), rule=WALK_CAP)


def _span(least: int, most: int, what: str) -> str:
    return f"{least} {what}" if least == most else f"{least} to {most} {what}"
