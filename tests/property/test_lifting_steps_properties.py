"""Whatever a person answers and reports: more pain, and less that is known, never mean a heavier lift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from loosen.core.facts import Facts, read_facts
from loosen.core.lifting_steps import LiftingToday, lifting_today
from loosen.core.situation import situation_of
from loosen.domain.basics import Answer
from loosen.domain.plan import HistoryDay
from tests.property.people import TODAY, calm_facts, histories
from tests.property.strategies import LIBRARY, Raw

HINGES = ("hip-hinge-stick", "hip-hinge-weight", "sit-to-stand-hands", "suitcase-carry-walk")
DAYS = st.sampled_from([0, 2, 3, 13, 14, 27, 28, 41, 42, 84, 400])


def ladder_of(facts: Facts, history: Sequence[HistoryDay]) -> LiftingToday | None:
    return lifting_today(facts, LIBRARY, history=history, today=TODAY)


def height_of(found: LiftingToday | None) -> int:
    """Return the place of the step; below all of them where nothing is said."""
    return -1 if found is None else 0 if found.now is None else found.now.order


@st.composite
def calm_days(draw: st.DrawFn) -> tuple[HistoryDay, ...]:
    """Days of somebody who does well and practises, so that high steps are reached."""
    pains = draw(st.lists(st.integers(0, 4), min_size=0, max_size=9))
    days = []
    for back, pain in enumerate(reversed(pains)):
        name = draw(st.sampled_from(HINGES))
        is_stopped = draw(st.sampled_from([False, False, False, True]))
        days.append(
            HistoryDay(
                date=TODAY - timedelta(days=back),
                pain_now=pain,
                morning_change=draw(st.sampled_from([None, 0, 1, 2])),
                done=() if is_stopped else (name,),
                stopped=(name,) if is_stopped else (),
                flare=draw(st.sampled_from([False] * 9 + [True])),
            )
        )
    return tuple(days)


@st.composite
def mild_facts(draw: st.DrawFn) -> Raw:
    """Answers of somebody with little pain."""
    well = draw(st.sampled_from([{}, {"back-lately": "no-pain"}]))
    return {**draw(calm_facts()), "days-since-start": draw(DAYS), "pain-now": draw(st.integers(0, 4)), **well}


ANY_DAYS = st.one_of(calm_days(), histories())


def with_more(day: HistoryDay, points: int) -> HistoryDay:
    known = day.pain_now
    return day if known is None else day.model_copy(update={"pain_now": min(10, known + points)})


@settings(max_examples=400)
@given(facts=mild_facts(), history=ANY_DAYS, points=st.integers(1, 6))
def test_more_pain_now_never_raises_the_step(facts: Raw, history: tuple[HistoryDay, ...], points: int) -> None:
    more = {**facts, "pain-now": min(10, facts["pain-now"] + points)}

    before, after = (ladder_of(read_facts(raw, LIBRARY), history) for raw in (facts, more))

    assert height_of(after) <= height_of(before)


@settings(max_examples=400)
@given(facts=mild_facts(), history=ANY_DAYS, points=st.integers(1, 6), which=st.integers(0, 60))
def test_more_pain_on_a_day_before_never_raises_the_step(
    facts: Raw, history: tuple[HistoryDay, ...], points: int, which: int
) -> None:
    """Where nothing is said because pain has risen, a past day with more can only take that reason away."""
    worse = tuple(
        with_more(day, points) if index == which % len(history) else day for index, day in enumerate(history)
    )

    before, after = (ladder_of(read_facts(facts, LIBRARY), days) for days in (history, worse))

    assert before is None or height_of(after) <= height_of(before)


@settings(max_examples=300)
@given(facts=mild_facts(), history=ANY_DAYS)
def test_flare_today_never_raises_the_step(facts: Raw, history: tuple[HistoryDay, ...]) -> None:
    """A flare explains a pain that has risen, so that the check need not be run again; that alone is no step up."""
    earlier = tuple(day for day in history if day.date < TODAY)
    told = next((day for day in history if day.date == TODAY), HistoryDay(date=TODAY))
    plain, flare = (told.model_copy(update={"flare": is_flare}) for is_flare in (False, True))

    before, after = (ladder_of(read_facts(facts, LIBRARY), (*earlier, today)) for today in (plain, flare))

    assert before is None or height_of(after) <= height_of(before)


@settings(max_examples=300)
@given(facts=mild_facts(), history=ANY_DAYS, data=st.data())
def test_answer_that_is_not_known_never_raises_the_step_above_a_no(
    facts: Raw, history: tuple[HistoryDay, ...], data: st.DataObject
) -> None:
    known = read_facts(facts, LIBRARY)
    name = data.draw(st.sampled_from(sorted(known.keys() & LIBRARY.tag_facts)))
    if known[name] is not Answer.NO:
        return

    before, after = (ladder_of(given, history) for given in (known, {**known, name: Answer.UNKNOWN}))

    assert height_of(after) <= height_of(before)


@settings(max_examples=300)
@given(facts=mild_facts(), history=ANY_DAYS)
def test_step_never_asks_for_what_the_plan_blocks_or_has_not_come_to(
    facts: Raw, history: tuple[HistoryDay, ...]
) -> None:
    found = ladder_of(read_facts(facts, LIBRARY), history)

    if found is None or found.now is None:
        return
    tags = situation_of(read_facts(facts, LIBRARY), LIBRARY).tags
    limits = found.now.block
    assert found.now.stage_from.rank <= found.stage.rank
    if found.now.move is not None:
        variant = LIBRARY.variants[found.now.move][1]
        assert variant.stage_from.rank <= found.stage.rank
        limits += variant.block
    assert tags.isdisjoint(limit.tag for limit in limits)
