"""The check-in: what it asks and records, own activities, and new places that lead to the check."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.checkin import CheckIn, new_places, without_empty
from loosen.core.situation import situation_of
from loosen.domain.basics import Answer
from loosen.domain.checkin import View
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.errors import FactsError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, CALM, Clock, begun, check, ended

THREE = [("", "Put on my socks"), ("", "Sit through a film"), ("", "Carry my child")]


@pytest.fixture
def checkin(coach: Coach, daily: Daily) -> CheckIn:
    return CheckIn(daily)


def facts_of(coach: Coach) -> dict[str, object]:
    return dict(coach.state(ANN).facts)


def test_everything_of_a_day_is_kept(checkin: CheckIn, coach: Coach, daily: Daily) -> None:
    ids = [one.id for one in checkin.choose_activities(ANN, THREE)]

    checkin.save(
        ANN,
        {
            "pain_now": 3,
            "pain_worst": 5,
            "sleep": 6,
            "mood": 7,
            "medicine": True,
            "minutes_walked": 20,
            "activities": {ids[0]: 4},
            "areas": ["low-back-left"],
            "global_change": 1,
        },
    )

    day = coach.state(ANN).diary.days[daily.today()]
    assert (day.pain_now, day.pain_worst, day.sleep, day.mood, day.medicine) == (3, 5, 6, 7, True)
    assert (day.minutes_walked, day.activities, day.areas, day.global_change) == (
        20,
        {ids[0]: 4},
        ("low-back-left",),
        1,
    )


def test_a_first_mark_later_on_the_day_is_no_correction(checkin: CheckIn, coach: Coach) -> None:
    checkin.save(ANN, {"pain_now": 3})

    checkin.save(ANN, {"areas": ["low-back-left"]})

    assert coach.state(ANN).diary.corrections == ()


def test_scores_of_a_day_add_up(checkin: CheckIn, coach: Coach, daily: Daily) -> None:
    first, second, _ = (one.id for one in checkin.choose_activities(ANN, THREE))

    checkin.save(ANN, {"activities": {first: 4}})
    checkin.save(ANN, {"activities": {second: 6}})

    assert coach.state(ANN).diary.days[daily.today()].activities == {first: 4, second: 6}


@pytest.mark.parametrize(
    "answers", [{"areas": ["tail"]}, {"activities": {"fly": 3}}, {"sleep": 11}, {"mood": -1}, {"global_change": 4}]
)
def test_what_cannot_be_is_refused_and_nothing_recorded(
    checkin: CheckIn, coach: Coach, journal: MemoryJournal, answers: dict[str, object]
) -> None:
    before = len(journal.events(ANN))

    with pytest.raises(FactsError):
        checkin.save(ANN, {"pain_now": 3, **answers})

    assert len(journal.events(ANN)) == before


def test_an_activity_that_is_renamed_keeps_its_id(checkin: CheckIn) -> None:
    first = checkin.choose_activities(ANN, THREE)

    rows = [(one.id, one.name) for one in first]
    second = checkin.choose_activities(ANN, [(rows[0][0], "Put on socks and shoes"), *rows[1:]])

    assert [one.id for one in second] == [one.id for one in first]
    assert second[0].name == "Put on socks and shoes"


def test_an_activity_that_comes_back_begins_anew(checkin: CheckIn) -> None:
    first = checkin.choose_activities(ANN, THREE)
    checkin.save(ANN, {"activities": {first[0].id: 4}})
    checkin.choose_activities(ANN, [*((one.id, one.name) for one in first[1:]), ("", "Garden")])

    again = checkin.choose_activities(ANN, [("", "Put on my socks"), *((one.id, one.name) for one in first[1:])])

    assert again[0].id != first[0].id


@pytest.mark.parametrize(
    "rows",
    [
        [("", "One")],
        [("", f"Number {number}") for number in range(6)],
        [("", "Walk"), ("", "walk"), ("", "Sit")],
        [("", "x" * 61), ("", "Sit"), ("", "Stand")],
    ],
    ids=["too few", "too many", "twice", "too long"],
)
def test_activities_that_do_not_fit_are_refused(checkin: CheckIn, coach: Coach, rows: list[tuple[str, str]]) -> None:
    with pytest.raises(FactsError):
        checkin.choose_activities(ANN, rows)

    assert coach.state(ANN).diary.activities == ()


def test_no_activities_at_all_are_allowed(checkin: CheckIn, coach: Coach) -> None:
    checkin.choose_activities(ANN, THREE)

    checkin.choose_activities(ANN, [("", " ")])

    assert coach.state(ANN).diary.activities == ()


def test_the_weekly_question_comes_after_7_days(checkin: CheckIn, coach: Coach, clock: Clock) -> None:
    assert not checkin.asked(coach.state(ANN)).asks_global
    checkin.save(ANN, {"pain_now": 3})
    clock.turn(days=6)
    assert not checkin.asked(coach.state(ANN)).asks_global
    clock.turn(days=1)

    assert checkin.asked(coach.state(ANN)).asks_global
    checkin.save(ANN, {"global_change": 1})
    clock.turn(days=1)
    assert not checkin.asked(coach.state(ANN)).asks_global


def test_the_end_of_a_flare_is_asked_while_it_runs(checkin: CheckIn, coach: Coach, clock: Clock) -> None:
    assert not checkin.asked(coach.state(ANN)).in_flare
    checkin.save(ANN, {"flare": True})
    clock.turn(days=1)
    assert checkin.asked(coach.state(ANN)).in_flare

    checkin.save(ANN, {"flare": False, "flare_over": True})

    assert not checkin.asked(coach.state(ANN)).in_flare


def test_of_what_was_said_and_what_follows_the_worse_morning_counts(
    checkin: CheckIn, coach: Coach, daily: Daily, clock: Clock
) -> None:
    ended(daily, begun(daily, 3))
    clock.turn(days=1)
    assert checkin.asked(coach.state(ANN)).asks_morning

    checkin.save(ANN, {"pain_now": 5, "morning_change": 0})  # 5 - 3

    assert coach.state(ANN).diary.days[daily.today()].morning_change == 2


def test_new_mark_below_the_knee_begins_the_check_with_that_left_open(checkin: CheckIn, coach: Coach) -> None:
    found = checkin.save(ANN, {"areas": ["low-back-left", "calf-left"]})

    assert found.areas == ("calf-left",)
    assert facts_of(coach) == {"leg-pain-below-knee": Answer.UNKNOWN}
    assert coach.next_screen(coach.state(ANN)) is not None


def test_numbness_and_tingling_are_then_asked_in_their_own_words(checkin: CheckIn, coach: Coach) -> None:
    checkin.save(ANN, {"areas": ["calf-left"]})
    asked: set[str] = set()
    while (screen := coach.next_screen(coach.state(ANN))) is not None:
        questions = [question for line in screen.lines for question in line.questions]
        asked |= {question.id for question in questions}
        coach.answer(ANN, {one.id: CALM.get(one.id, one.choice[-1].id if one.choice else False) for one in questions})

    state = coach.state(ANN)
    assert {"leg-numb", "leg-tingling"} <= asked
    assert "RADIC" in situation_of(state.facts, coach.library).unsure


def test_a_check_that_is_not_finished_goes_on(checkin: CheckIn, coach: Coach) -> None:
    coach.begin_check(ANN)
    coach.answer(ANN, {"fever": True})

    checkin.save(ANN, {"areas": ["calf-left"]})

    assert facts_of(coach) == {"fever": Answer.YES, "leg-pain-below-knee": Answer.UNKNOWN}


def test_new_mark_of_the_saddle_asks_about_numbness_there(checkin: CheckIn, coach: Coach) -> None:
    checkin.save(ANN, {"areas": ["saddle"]})

    state = coach.state(ANN)
    screen = coach.next_screen(state)
    assert state.facts == {"saddle-numbness": Answer.UNKNOWN}
    assert screen is not None
    assert "saddle-numbness-clarified" in {question.id for question in screen.facts}


def test_mark_that_stays_is_not_new(checkin: CheckIn, coach: Coach, clock: Clock) -> None:
    checkin.save(ANN, {"areas": ["calf-left"]})
    check(coach)
    clock.turn(days=1)

    found = checkin.save(ANN, {"areas": ["calf-left", "low-back-left"]})

    assert found.asks == ()
    assert coach.state(ANN).triaged_at is not None


def test_mark_that_spreads_down_is_new(library: Library) -> None:
    found = new_places(["calf-left"], ["calf-left", "foot-left", "shin-right"], {}, library)

    assert found.areas == ("foot-left", "shin-right")
    assert found.spread == ("foot-left",)


def test_what_the_check_knows_is_not_asked_again(library: Library) -> None:
    facts = {"leg-pain-below-knee": Answer.YES}

    assert new_places([], ["calf-left"], facts, library).asks == ()


def test_both_legs_leave_the_hard_question_open(library: Library) -> None:
    found = new_places(["calf-left"], ["calf-left", "calf-right"], {"leg-pain-below-knee": Answer.YES}, library)

    assert found.asks == ("both-legs",)


def test_marks_above_the_knee_ask_nothing(library: Library) -> None:
    calm = [area.id for area in library.body_areas.values() if not area.asks and not area.asks_both]

    assert new_places([], calm, {}, library).asks == ()


def test_new_mark_does_not_forget_what_withholds_the_plan(checkin: CheckIn, coach: Coach) -> None:
    coach.correct(ANN, {"self-harm-thoughts": True})
    before = coach.outcome(coach.state(ANN)).disposition

    checkin.save(ANN, {"areas": ["calf-left"]})

    assert coach.outcome(coach.state(ANN)).disposition == before == "emergency"


def test_every_area_below_the_knee_and_the_saddle_leads_to_the_check(library: Library) -> None:
    for area in library.body_areas.values():
        found = new_places([], [area.id], {}, library)
        assert bool(found.asks) is (area.below_knee or area.saddle), area.id


def test_both_sides_have_the_same_areas(library: Library, checkin: CheckIn) -> None:
    ids = set(library.body_areas)

    assert {name.replace("-left", "-right") for name in ids} <= ids
    assert {area.id for view in View for area in checkin.areas_of(view)} == ids


def test_an_untouched_map_says_nothing(checkin: CheckIn, coach: Coach, clock: Clock) -> None:
    checkin.save(ANN, {"areas": ["neck"]})
    same_day = checkin.asked(coach.state(ANN))
    clock.turn(days=1)
    next_day = checkin.asked(coach.state(ANN))

    assert without_empty(same_day, [], same=False) == ()
    assert without_empty(next_day, [], same=False) is None
    assert without_empty(next_day, [], same=True) == ("neck",)


def test_timed_walks_are_added_up(checkin: CheckIn, coach: Coach, daily: Daily) -> None:
    day = daily.today().isoformat()
    coach.record(ANN, (EventKind.REMEDY_STARTED, {"remedy": "walking", "day": day, "pain": None}))
    use = coach.state(ANN).diary.uses[-1].id
    coach.record(ANN, (EventKind.REMEDY_FINISHED, {"use": use, "day": day, "pain": None, "seconds": 400}))

    assert checkin.asked(coach.state(ANN)).walked == 6  # 400 s
    assert checkin.asked(coach.state(ANN), daily.today() - timedelta(days=1)).walked == 0


def test_pain_told_with_a_remedy_is_not_taken_for_the_first_of_the_day(
    checkin: CheckIn, coach: Coach, daily: Daily
) -> None:
    coach.record(ANN, (EventKind.PAIN_TOLD, {"day": daily.today().isoformat(), "pain": 2}))
    before = checkin.asked(coach.state(ANN)).pain
    checkin.save(ANN, {"pain_now": 4})
    coach.record(ANN, (EventKind.PAIN_TOLD, {"day": daily.today().isoformat(), "pain": 1}))

    assert before is None
    assert checkin.asked(coach.state(ANN)).pain == 1
