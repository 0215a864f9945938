"""Reviews in the plan contract, and what a flare and a check without pain do to where a person stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from loosen.coach import Coach, Daily, plan_request
from loosen.coach.spells import Spells
from loosen.domain.library import Library
from loosen.domain.plan import PlanRequest
from loosen.errors import FactsError
from loosen.journal import MemoryJournal, new_event_id
from tests.property.people import CALM
from tests.six_weeks import Clock

WORRIED = {"fear-of-movement": 8, "sleep-hurt": 8, "low-mood": 7}
CALL = {"facts": {**CALM, "days-since-start": 20, "place": "home", "floor-ok": "yes"}, "today": "2026-11-21"}


class Someone:
    """Ann, with a clock that is turned by hand."""

    def __init__(self, library: Library) -> None:
        self.clock = Clock(datetime(2026, 11, 21, 9, tzinfo=UTC))
        self.coach = Coach(library, MemoryJournal(), clock=self.clock, new_id=new_event_id)
        self.daily = Daily(self.coach)
        self.spells = Spells(self.daily)

    def flare_day(self) -> int | None:
        return self.spells.flare_day(self.coach.state("ann"))


def test_a_call_without_reviews_is_what_it_was(library: Library) -> None:
    assert PlanRequest.model_validate(CALL).reviews == ()


def test_reviews_of_a_call_set_the_pace_and_the_tone(library: Library) -> None:
    reviews = [{"date": "2026-11-19", "facts": WORRIED}]

    plan = plan_request(PlanRequest.model_validate({**CALL, "reviews": reviews}), library)

    assert "YELLOW" in {note.rule for note in plan.adapted}
    assert plan.day is not None
    assert [part.kind for part in plan.day.tone] == ["crisis"]  # one short line; the page of the review has the rest
    assert all(part.words and part.because and part.grade_words for part in plan.day.tone)


def test_a_review_that_was_recorded_is_not_asked_for(library: Library) -> None:
    used = {**CALL, "history": [{"date": "2026-11-01", "pain_now": 3}]}

    before = plan_request(PlanRequest.model_validate(used), library)
    after = plan_request(PlanRequest.model_validate({**used, "reviews": [{"date": "2026-11-20"}]}), library)

    assert before.review is not None
    assert (before.review.rule, before.review.day, str(before.review.since)) == ("REVIEW-14", 14, "2026-11-15")
    assert str(before.review_on) == "2026-11-21"
    assert after.review is None
    assert str(after.review_on) == "2026-11-29"  # day 28 is 8 days on


@pytest.mark.parametrize(
    "review",
    [
        {"date": "2026-11-22"},
        {"date": "2026-11-20", "facts": {"fear": 8}},
        {"date": "2026-11-20", "facts": {"low-mood": 11}},
    ],
)
def test_a_review_that_cannot_be_used_is_refused(review: dict[str, object], library: Library) -> None:
    request = PlanRequest.model_validate({**CALL, "reviews": [review]})

    with pytest.raises(FactsError):
        plan_request(request, library)


def test_the_day_of_a_flare_is_counted_until_it_is_told_to_be_over(library: Library) -> None:
    ann = Someone(library)

    days = [ann.flare_day()]
    ann.spells.tell_flare("ann")
    days.append(ann.flare_day())
    ann.clock.now += timedelta(days=1)
    days.append(ann.flare_day())
    ann.spells.end_flare("ann")
    days.append(ann.flare_day())

    assert days == [None, 0, 1, None]


def test_a_flare_can_be_told_again_on_the_day_on_which_it_was_taken_back(library: Library) -> None:
    ann = Someone(library)
    ann.spells.tell_flare("ann")
    ann.spells.end_flare("ann")

    ann.spells.tell_flare("ann")

    assert ann.flare_day() == 0


def test_a_check_without_pain_holds_for_a_month_and_another_for_two_weeks(library: Library) -> None:
    ann = Someone(library)
    stale = []
    for begin in (ann.spells.begin_prevention, ann.coach.begin_check):
        begin("ann")
        state = ann.coach.state("ann")
        for days in (13, 15, 29, 31):
            ann.clock.now += timedelta(days=days)
            stale.append(ann.coach.is_stale(state))
            ann.clock.now -= timedelta(days=days)

    assert stale == [False, False, False, True, False, True, True, True]


def begins_without_pain(someone: Someone) -> bool:
    """Return whether the check of somebody without pain begins, as what is told then says."""
    began = someone.spells.begin_prevention("ann")
    assert ("back-lately" in someone.coach.state("ann").facts) is began
    return began


def test_somebody_new_may_say_that_there_is_no_pain(library: Library) -> None:
    assert begins_without_pain(Someone(library))


def test_an_emergency_cannot_be_talked_away_by_saying_that_there_is_no_pain(library: Library) -> None:
    ann = Someone(library)
    ann.coach.answer("ann", {"age": 35, "saddle-numbness": True, "saddle-numbness-since": "new-or-worse"})

    assert not begins_without_pain(ann)


@pytest.mark.parametrize(("days_ago", "pain", "begins"), [(6, 3, False), (7, 3, True), (1, 2, True)])
def test_who_told_of_pain_in_the_last_7_days_goes_through_the_whole_check(
    days_ago: int, pain: int, begins: bool, library: Library
) -> None:
    ann = Someone(library)
    ann.daily.log_day("ann", {"pain_now": pain})
    ann.clock.now += timedelta(days=days_ago)

    assert begins_without_pain(ann) is begins


def test_pain_after_a_check_without_pain_begins_the_whole_check(library: Library) -> None:
    ann = Someone(library)
    ann.spells.begin_prevention("ann")
    ann.clock.now += timedelta(days=3)

    ann.daily.log_day("ann", {"pain_now": 3})

    state = ann.coach.state("ann")
    assert state.facts == {"pain-now": 3}
    assert ann.daily.plan(state).plan.withheld is not None


def test_a_twinge_after_a_check_without_pain_leaves_it_as_it_is(library: Library) -> None:
    ann = Someone(library)
    ann.spells.begin_prevention("ann")

    ann.daily.log_day("ann", {"pain_now": 2})

    assert ann.coach.state("ann").facts == {"pain-now": 2, "back-lately": "no-pain"}
