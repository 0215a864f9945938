"""Whatever was reported: a clear rise is asked about, however long nobody tells of it, and no bout ever leaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loosen.coach import Coach, Daily
from loosen.core.adaptation import Adaptation, Checked, adapt
from loosen.core.facts import read_facts
from loosen.core.planner import plan_for
from loosen.domain.care import Kit
from loosen.domain.plan import HistoryDay, Person, Plan
from loosen.journal import MemoryJournal, new_event_id
from tests.property.people import CALM, TODAY
from tests.property.strategies import LIBRARY
from tests.six_weeks import Clock

USUAL = ("warm-up-march-standing", "cat-cow-all-fours", "bridge-lying", "dead-bug-heel-tap")
PERSON = Person(minutes=20, equipment=tuple(Kit), floor_ok=True)
WORSE = "RESCREEN-WORSE"


def days_from(pains: list[int | None], last: date) -> tuple[HistoryDay, ...]:
    return tuple(
        HistoryDay(date=last - timedelta(days=back), pain_now=pain)
        for back, pain in zip(range(len(pains) - 1, -1, -1), pains, strict=True)
    )


def asks(days: tuple[HistoryDay, ...], today: date, checked: Checked | None = None) -> bool:
    return WORSE in {note.rule for note in adapted(days, today, checked).said}


def adapted(days: tuple[HistoryDay, ...], today: date, checked: Checked | None = None) -> Adaptation:
    return adapt(days, LIBRARY, today, None, checked)


PAINS = st.lists(st.none() | st.integers(0, 8), min_size=2, max_size=12)


@settings(max_examples=100)
@given(pains=PAINS, silent=st.integers(0, 9))
def test_silence_never_ends_the_demand_for_a_check(pains: list[int | None], silent: int) -> None:
    days = days_from(pains, TODAY)

    assert asks(days, TODAY + timedelta(days=silent)) == asks(days, TODAY)


@settings(max_examples=100)
@given(pains=PAINS, more=st.lists(st.integers(0, 8), max_size=6))
def test_the_demand_holds_until_pain_is_back_or_a_check_was_run(pains: list[int | None], more: list[int]) -> None:
    assume(asks(days_from(pains, TODAY), TODAY))
    told = [pain for pain in pains if pain is not None]
    later = TODAY + timedelta(days=len(more))
    days = days_from([*pains, *more], later)

    ends = not asks(days, later)
    after_a_check = asks(days, later, Checked(later, days))

    assert not ends or any(pain < told[-1] for pain in more)
    assert not after_a_check


@st.composite
def weeks(draw: st.DrawFn) -> tuple[HistoryDay, ...]:
    """Up to 6 weeks of bouts with the sets that each had, with a flare, sore mornings and days off."""
    days = []
    for back in range(draw(st.integers(1, 40)), 0, -1):
        if draw(st.booleans()):
            days.append(
                HistoryDay(
                    date=TODAY - timedelta(days=back),
                    pain_now=2,
                    morning_change=draw(st.sampled_from([None, 0, 0, 1, 2])),
                    done=USUAL,
                    sets=draw(st.none() | st.integers(2, 14)),
                    flare=draw(st.integers(0, 19)) == 0,
                )
            )
    return tuple(days)


def plan_of(days: tuple[HistoryDay, ...]) -> Plan:
    facts = read_facts({**CALM, "days-since-start": 20, "pain-now": 2, "place": "home", "floor-ok": "yes"}, LIBRARY)
    return plan_for(facts, LIBRARY, person=PERSON, history=days, today=TODAY, checked=Checked(TODAY, days)).plan


@settings(max_examples=40)
@given(days=weeks())
def test_no_bout_has_over_130_percent_of_the_sets_of_the_weeks_before(days: tuple[HistoryDay, ...]) -> None:
    plan = plan_of(days)

    ago = {(TODAY - day.date).days: day.sets for day in days if day.sets is not None}
    weeks_before = [sets for back, sets in ago.items() if 7 <= back <= 28]
    for bout in plan.bouts:
        if bout.title != "For relief" and weeks_before:
            most = max(weeks_before)
            assert sum(item.sets for item in bout.items) <= max(most + 1, most * 13 // 10)


@settings(max_examples=40)
@given(days=weeks())
def test_sets_that_nobody_noted_change_nothing(days: tuple[HistoryDay, ...]) -> None:
    unknown = tuple(day.model_copy(update={"sets": None}) for day in days)

    found = adapted(unknown, TODAY, Checked(TODAY, days))

    assert (found.sets_most, found.sets_before) == (None, None)
    assert found.percent == adapted(days, TODAY, Checked(TODAY, days)).percent


def sets_of_a_good_month(began: int, days: int) -> list[int]:
    """Return the sets of the bout of each day of somebody who does every one of them, without a sore morning."""
    clock = Clock(datetime(2026, 9, 1, 8, tzinfo=UTC))
    coach = Coach(LIBRARY, MemoryJournal(), clock=clock, new_id=new_event_id)
    daily, found = Daily(coach), []
    for day in range(days):
        if day % 10 == 0:
            coach.begin_check("ann")
            told = {"days-since-start": began + day, "pain-now": 2, "place": "home", "floor-ok": "yes"}
            coach.answer("ann", {**CALM, **told})
        daily.log_day("ann", {"pain_now": 2})
        daily.screen("ann", dict.fromkeys(LIBRARY.mini_screen, False))
        bout = daily.start_bout("ann", 2)
        daily.finish_bout("ann", done=bout.items, stopped=(), seconds=600, pain=2)
        found.append(sum(bout.sets.values()))
        clock.now += timedelta(days=1)
    return found


def test_a_stage_that_moves_on_overnight_brings_no_leap() -> None:
    found = sets_of_a_good_month(began=8, days=14)

    weeks_apart = [(max(found[: day - 6]), found[day]) for day in range(7, 14)]
    assert all(sets <= max(most + 1, most * 13 // 10) for most, sets in weeks_apart)
    assert max(found) > found[0]
