"""Looking back: what six weeks add up to, where the course is laid, and what is kept between two looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.lookback import LookBack
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.outcomes import Direction, HappeningKind, Progress
from loosen.journal import MemoryJournal, new_event_id
from tests.six_weeks import PERSON, TODAY, Clock, fill

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)
SOMEONE = "someone"


class Life:
    """A coach with a clock, and what it looks back on."""

    def __init__(self, library: Library, journal: MemoryJournal) -> None:
        self.clock = Clock(MORNING)
        self.coach = Coach(library, journal, clock=self.clock, new_id=new_event_id)
        self.daily = Daily(self.coach)
        self.lookback = LookBack(self.daily)

    def look(self, person: str = SOMEONE, *, all_days: bool = False) -> Progress:
        return self.lookback.progress(self.coach.state(person), all_days=all_days)

    def told(self, days_ago: int, pain: int, **more: object) -> None:
        """Report a day."""
        day = TODAY - timedelta(days=days_ago)
        self.daily.log_day(SOMEONE, {"pain_now": pain, **more}, day=day)

    def checked(self, days_since_start: int) -> None:
        """Begin a check that says when the pain began."""
        self.coach.begin_check(SOMEONE)
        self.coach.answer(SOMEONE, {"days-since-start": days_since_start})


@pytest.fixture(scope="module")
def lived(library: Library) -> Life:
    """The person with the six weeks; it is only looked at."""
    journal = MemoryJournal()
    fill(journal, library)
    return Life(library, journal)


@pytest.fixture
def life(library: Library) -> Iterator[Life]:
    yield Life(library, MemoryJournal())


def test_six_weeks_are_told_in_one_sentence(lived: Life) -> None:
    found = lived.look(PERSON)

    # first week 6 6 5 5 5 4 4, last 7 days 2 2 2 2 1 2 and none today
    assert (found.pain.change.before, found.pain.change.after) == (5, 2)
    assert found.headline == "Pain went from 5 to 2 in 6 weeks."


def test_the_weeks_add_up_to_what_was_done(lived: Life) -> None:
    weeks = lived.look(PERSON).weeks

    assert [week.number for week in weeks] == [1, 2, 3, 4, 5, 6, 7]
    assert weeks[0].bouts == 8  # 7 days, one of them twice
    assert weeks[0].walked == 15 + 15 + 20 + 20 + 20 + 30 + 25  # the sixth day was corrected from 25 to 30
    assert [week.has_flare for week in weeks] == [False, False, False, True, False, False, False]
    assert not weeks[-1].is_over


def test_flares_stops_and_checks_stand_on_the_time_line(lived: Life) -> None:
    happened = lived.look(PERSON).happenings

    flares = [one.date for one in happened if one.kind is HappeningKind.FLARE]
    stops = [one.words for one in happened if one.kind is HappeningKind.STOP]
    assert flares == [date(2026, 11, 3)]
    assert len(stops) == 3
    assert stops[0].startswith("Stopped: ")
    assert HappeningKind.CHECK in {one.kind for one in happened}
    assert [one.date for one in happened] == sorted(one.date for one in happened)


def test_own_activities_remedies_and_medicine_are_there(lived: Life) -> None:
    found = lived.look(PERSON)

    assert [one.name for one in found.activities] == ["Lift my child", "Drive for an hour", "Sleep through"]
    assert found.activities_change.direction is Direction.BETTER
    assert sum(day.remedies for day in found.done) == 7
    assert sum(bool(day.medicine) for day in found.done) == 7


def test_the_course_is_laid_from_the_day_the_pain_began(lived: Life) -> None:
    found = lived.look(PERSON)

    assert (found.pain.course, found.pain.course_day) == ("acute", 43)
    assert found.pain.days[0].typical is not None


def test_the_window_is_6_weeks_and_all_is_all(lived: Life) -> None:
    short, long = lived.look(PERSON), lived.look(PERSON, all_days=True)

    assert (len(short.pain.days), short.has_more) == (43, False)  # 6 whole weeks and the day that goes on
    assert (len(long.pain.days), long.has_more) == (43, False)


def test_the_same_state_gives_the_very_same_record(lived: Life) -> None:
    assert lived.look(PERSON) is lived.look(PERSON)


def test_something_new_gives_a_new_record(life: Life) -> None:
    life.told(3, 5)
    before = life.look()

    life.told(2, 4)

    assert (before.pain.told, life.look().pain.told) == (1, 2)


def test_whoever_told_nothing_gets_an_honest_page(life: Life) -> None:
    found = life.look()

    assert found.first is None
    assert (found.pain.days, found.weeks, found.done, found.says) == ((), (), (), ())
    assert found.headline == "Nothing is logged yet."


def test_without_a_check_there_is_pain_but_no_band(life: Life) -> None:
    life.told(2, 5)

    found = life.look()

    assert found.pain.told == 1
    assert found.pain.course is None


@pytest.mark.parametrize(("days", "course", "day"), [(2, "acute", 2), (60, "subacute", 0), (100, "persistent", 0)])
def test_the_course_is_that_of_the_stage_at_the_first_report(life: Life, days: int, course: str, day: int) -> None:
    life.checked(days)
    life.told(0, 6)

    found = life.look()

    assert (found.pain.course, found.pain.course_day) == (course, day)


def test_pain_of_years_has_no_band(life: Life) -> None:
    life.checked(2000)
    life.told(0, 6)

    assert life.look().pain.course is None


def test_a_new_spell_is_compared_with_its_own_first_week(life: Life) -> None:
    for ago, pain in [
        (200, 8),
        (199, 8),
        (198, 8),
        (150, 0),
        (130, 0),
        (20, 6),
        (19, 6),
        (18, 6),
        (2, 3),
        (1, 3),
        (0, 3),
    ]:
        life.told(ago, pain)
    life.checked(20)

    found = life.look()

    assert (found.pain.change.before, found.pain.change.after) == (6, 3)


def test_what_a_device_counted_years_ago_does_not_stretch_the_charts(life: Life) -> None:
    days = {(TODAY - timedelta(days=ago)).isoformat(): {"steps": 4000, "minutes_walked": 40} for ago in (900, 800, 1)}
    life.coach.record(SOMEONE, (EventKind.DAYS_IMPORTED, {"source": "csv", "days": days}))
    life.told(3, 5)

    found = life.look(all_days=True)

    assert found.first == TODAY - timedelta(days=3)
    assert len(found.weeks) == 1
    assert found.weeks[0].walked == 40


def test_walks_alone_are_shown_too(life: Life) -> None:
    life.daily.log_day(SOMEONE, {"minutes_walked": 30}, day=TODAY - timedelta(days=8))

    found = life.look()

    assert [week.walked for week in found.weeks] == [30, None]
    assert found.headline == "Nothing is logged yet."


def test_a_questionnaire_is_counted_by_what_was_ticked(life: Life) -> None:
    for ago, ticked in ((14, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), (0, [1, 2, 3])):
        day = (TODAY - timedelta(days=ago)).isoformat()
        life.coach.record(SOMEONE, (EventKind.RMDQ_FILLED, {"day": day, "ticked": ticked}))
    life.told(1, 4)

    found = life.look()

    assert [one.score for one in found.questionnaires] == [10, 3]
    assert found.questionnaire_change.direction is Direction.BETTER
