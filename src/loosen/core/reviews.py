"""When to look back, and when it does not settle as it should."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.core.facts import Facts
from loosen.core.yellow import YELLOW
from loosen.domain.library import Library
from loosen.domain.plan import DueReview, HistoryDay
from loosen.domain.planning import AdaptationRule, Programme


@dataclass(frozen=True)
class LookBack:
    """When to look back.

    Attributes:
        on: The next day on which to do so; today where a review is due.
        due: The review that is due.
        reminders: The rules by which it does not settle as it should.
    """

    on: date | None = None
    due: DueReview | None = None
    reminders: tuple[str, ...] = ()


_DAYS = "days-since-start"
_SETTLE = ("SETTLE-42", "SETTLE-14")
_LATER, _CHECK_IN = "REVIEW-LATER", "CHECK-IN"
_WHOLE = 100


def look_back(
    programme: Programme,
    origin: date | None,
    today: date,
    days: Sequence[HistoryDay],
    done: Sequence[date],
    library: Library,
    *,
    is_careful: bool = False,
) -> LookBack:
    """Return when to look back, whether that is due, and whether it has not settled as it should.

    Args:
        programme: The programme of today, with its days of review.
        origin: The day from which they are counted; None where nobody knows.
        today: The day of the plan.
        days: Reported days.
        done: The days of the reviews that were recorded.
        library: The knowledge.
        is_careful: Whether much slows recovery, so that the next look back comes within weeks of the last.
    """
    if origin is None:
        return LookBack()
    days = sorted(days, key=lambda day: day.date)
    following = next_review(programme, origin, today)
    due = due_review(programme, origin, today, days[0].date if days else today, done, library)
    past = [on for on in done if on <= today]
    if is_careful and past:
        soon = max(past) + timedelta(days=library.adaptation[YELLOW].values["review_days"])
        rule = library.adaptation[_LATER]
        if due is None and soon <= today:
            due = DueReview(rule=rule.id, day=(soon - origin).days, since=soon, says=rule.says.en)
        following = min(soon, following or soon) if soon > today else following
    slow = unsettled(days, origin, today, library)
    return LookBack(today if due is not None else following, due, (slow,) if slow is not None else ())


def origin_of(facts: Facts, today: date, well_since: date | None) -> date | None:
    """Return the day from which reviews are counted: that of recovery, else that on which the pain began."""
    if well_since is not None:
        return well_since
    days = facts.get(_DAYS)
    return today - timedelta(days=int(days)) if isinstance(days, int | float) else None


def review_days(programme: Programme, upto: int) -> list[int]:
    """Return the days of a programme on which to look back: all up to a day, and the one after it."""
    days = sorted(programme.review_days)
    step, last = programme.review_every, programme.review_to
    while step is not None and (not days or days[-1] <= upto):
        following = (days[-1] if days else 0) + step
        if last is not None and following > last:
            break
        days.append(following)
    return days


def next_review(programme: Programme, origin: date, today: date) -> date | None:
    """Return the next day on which to look back, today not counted."""
    passed = (today - origin).days
    return next((origin + timedelta(days=day) for day in review_days(programme, passed) if day > passed), None)


def due_review(
    programme: Programme, origin: date, today: date, first_day: date, done: Iterable[date], library: Library
) -> DueReview | None:
    """Return the review whose day has come and that was not recorded, unless that day lies before the first of use.

    Args:
        programme: The programme of today, with its days.
        origin: The day from which they are counted.
        today: The day of the plan.
        first_day: The first day that was reported.
        done: The days of the reviews that were recorded.
        library: The knowledge.
    """
    passed = (today - origin).days
    day = max((day for day in review_days(programme, passed) if day <= passed), default=None)
    if day is None:
        return None
    since = origin + timedelta(days=day)
    rule = _rule_of(day, programme, library)
    enough = since - timedelta(days=rule.values["early_days"])
    if since < first_day or any(enough <= on <= today for on in done):
        return None
    return DueReview(rule=rule.id, day=day, since=since, says=rule.says.en)


def _rule_of(day: int, programme: Programme, library: Library) -> AdaptationRule:
    if day in programme.review_days:
        return library.adaptation[f"REVIEW-{day}"]
    return library.adaptation[_CHECK_IN if programme.is_prevention else _LATER]


def unsettled(days: Sequence[HistoryDay], origin: date, today: date, library: Library) -> str | None:
    """Return the rule by which the pain has not settled as it should, or None.

    The first reports of this spell are compared with those of the last days, the pain before the first bout of a day
    with the same of others.
    """
    told = [(day.date, day.pain_now) for day in days if day.date >= origin and day.pain_now is not None]
    for name in _SETTLE:
        values = library.adaptation[name].values
        if (today - origin).days < values["day"]:
            continue
        before = [pain for on, pain in told[: values["reports"]] if on <= today - timedelta(days=values["back_days"])]
        now = [pain for on, pain in told if on > today - timedelta(days=values["days"])]
        if len(before) < values["reports"] or len(now) < values["reports"]:
            return None
        return name if _is_unsettled(before, now, values) else None
    return None


def _is_unsettled(before: Sequence[int], now: Sequence[int], values: dict[str, int]) -> bool:
    """Return whether the mean did not fall by the points, where they count, nor by the share."""
    least = len(before) * len(now)  # both means over this denominator stay whole numbers
    was, is_now = sum(before) * len(now), sum(now) * len(before)
    if is_now <= values["mild_most"] * least:
        return False
    by_points = "points" in values and was - is_now >= values["points"] * least
    return not by_points and (was - is_now) * _WHOLE < values["percent"] * was
