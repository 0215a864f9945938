"""The use cases of one person's check, with a hand-turned clock and the reference journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from loosen.coach import Coach, PersonState
from loosen.domain.basics import Answer, Disposition
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.results import PlanState, ScreenToAsk
from loosen.domain.safety import FactType, Question
from loosen.errors import FactsError, NotAllowedError, NotFoundError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, Clock, kinds


def calm(question: Question) -> object:
    """Return the answer of someone to whom nothing applies."""
    if question.type is FactType.NUMBER:
        return {"age": 35, "days-since-start": 1, "pain-now": 5}.get(question.id, question.minimum)
    if question.type is FactType.CHOICE:
        return {"sex": "male", "pregnant": "no", "place": "home"}.get(question.id, question.choice[0].id)
    return question.id in {"has-chair", "has-bed"}


def clear(coach: Coach, following: Callable[[PersonState], ScreenToAsk | None], **over: object) -> PersonState:
    """Answer screen after screen calmly, but for the answers given."""
    over = {name.replace("_", "-"): value for name, value in over.items()}
    state = coach.state(ANN)
    while screen := following(state):
        asked = [question for line in screen.lines for question in line.questions]
        state = coach.answer(ANN, {q.id: over.get(q.id, calm(q)) for q in asked})
    return state


def test_someone_new_has_no_check(coach: Coach) -> None:
    assert coach.state(ANN) == PersonState()


def test_a_first_answer_begins_a_check(coach: Coach, journal: MemoryJournal) -> None:
    coach.answer(ANN, {"saddle-numbness": False})

    assert kinds(journal) == [EventKind.CHECK_BEGUN, EventKind.ANSWERED]


def test_a_calm_check_ends_with_self_care_and_the_outcome_is_recorded_once(
    coach: Coach, journal: MemoryJournal, library: Library
) -> None:
    coach.begin_check(ANN)

    state = clear(coach, coach.next_screen)

    assert coach.outcome(state).disposition is Disposition.SELF_CARE
    (outcome,) = [event for event in journal.events(ANN) if event.kind is EventKind.TRIAGED]
    assert outcome.body == {
        "disposition": "self-care",
        "level": "G",
        "rules": {},
        "knowledge_version": library.version,
    }


def test_an_emergency_ends_the_check_early_and_records_rule_and_version(
    coach: Coach, journal: MemoryJournal, library: Library
) -> None:
    state = coach.answer(ANN, {"saddle-numbness": True, "saddle-numbness-since": "new-or-worse"})

    assert coach.next_screen(state) is None
    assert journal.events(ANN)[-1].body["rules"] == {"RF01": library.rules["RF01"].version}


def test_the_same_answers_sent_twice_are_recorded_once(coach: Coach, journal: MemoryJournal) -> None:
    coach.answer(ANN, {"saddle-numbness": False})
    coach.answer(ANN, {"saddle-numbness": False})

    assert kinds(journal).count(EventKind.ANSWERED) == 1


def test_answers_with_one_mistake_record_nothing(coach: Coach, journal: MemoryJournal) -> None:
    with pytest.raises(FactsError):
        coach.answer(ANN, {"saddle-numbness": False, "age": 500})

    assert journal.events(ANN) == ()


def test_a_correction_runs_triage_again(coach: Coach, journal: MemoryJournal) -> None:
    clear(coach, coach.next_screen)

    state = coach.correct(ANN, {"tearing-pain": True})

    assert coach.outcome(state).disposition is Disposition.EMERGENCY
    assert kinds(journal)[-2:] == [EventKind.CORRECTED, EventKind.TRIAGED]
    assert [change.fact for change in state.corrections] == ["tearing-pain"]


def test_a_correction_that_changes_nothing_is_not_recorded(coach: Coach, journal: MemoryJournal) -> None:
    clear(coach, coach.next_screen)
    before = kinds(journal)

    coach.correct(ANN, {"tearing-pain": False})

    assert kinds(journal) == before


def test_a_correction_with_a_mistake_records_nothing(coach: Coach, journal: MemoryJournal) -> None:
    clear(coach, coach.next_screen)
    before = kinds(journal)

    with pytest.raises(FactsError):
        coach.correct(ANN, {"tearing-pain": True, "age": "old"})

    assert kinds(journal) == before


def test_a_new_check_asks_everything_again(coach: Coach) -> None:
    clear(coach, coach.next_screen)
    coach.begin_check(ANN)

    screen = coach.next_screen(coach.state(ANN))

    assert screen is not None
    assert screen.step == 1


def test_persons_do_not_share_answers(coach: Coach) -> None:
    coach.answer(ANN, {"saddle-numbness": True})

    assert coach.state("ben") == PersonState()


def test_a_check_is_stale_after_14_days(coach: Coach, clock: Clock) -> None:
    state = clear(coach, coach.next_screen)
    clock.now = clock.now.replace(hour=23, minute=59) + timedelta(days=14)
    assert not coach.is_stale(state)

    clock.now += timedelta(minutes=1)

    assert coach.is_stale(state)
    assert coach.plan_state(state, coach.outcome(state)) is PlanState.WITHHELD


def test_no_check_is_not_stale(coach: Coach) -> None:
    assert not coach.is_stale(coach.state(ANN))


def test_steps_follow_a_calm_check(coach: Coach) -> None:
    clear(coach, coach.next_screen)
    state = clear(coach, coach.next_fit_screen)

    now = coach.first_steps(state)

    assert now.items[0].entry == "movements/diaphragm-breathing"


@pytest.mark.parametrize("fact", ["tearing-pain", "fever"])
def test_no_steps_with_an_emergency_or_a_same_day_outcome(coach: Coach, fact: str) -> None:
    state = clear(coach, coach.next_screen, **{fact: True})

    with pytest.raises(NotAllowedError):
        coach.first_steps(state)


def test_no_steps_before_the_check_is_done(coach: Coach) -> None:
    with pytest.raises(NotAllowedError):
        coach.first_steps(coach.state(ANN))


def test_a_clinician_lifts_what_withholds_the_plan(coach: Coach) -> None:
    state = clear(coach, coach.next_screen, fever=True)
    assert coach.plan_state(state, coach.outcome(state)) is PlanState.WITHHELD

    coach.clear_by_clinician(ANN)

    state = coach.state(ANN)
    assert coach.plan_state(state, coach.outcome(state)) is PlanState.FULL


def test_an_emergency_cannot_be_lifted(coach: Coach, journal: MemoryJournal) -> None:
    clear(coach, coach.next_screen, tearing_pain=True)

    with pytest.raises(NotAllowedError):
        coach.clear_by_clinician(ANN)

    assert EventKind.CLINICIAN_CLEARED not in kinds(journal)


def test_an_unfinished_check_cannot_be_lifted(coach: Coach) -> None:
    with pytest.raises(NotAllowedError):
        coach.clear_by_clinician(ANN)


def test_a_clearance_does_not_cover_a_sign_that_is_told_afterwards(coach: Coach) -> None:
    clear(coach, coach.next_screen, fever=True)
    coach.clear_by_clinician(ANN)

    state = coach.answer(ANN, {"neck-shock": True})

    result = coach.outcome(state)
    assert result.disposition is Disposition.SAME_DAY
    assert coach.plan_state(state, result) is PlanState.WITHHELD


def test_a_clearance_falls_with_a_correction(coach: Coach) -> None:
    clear(coach, coach.next_screen, fever=True)
    coach.clear_by_clinician(ANN)

    state = coach.correct(ANN, {"age": 80})

    assert coach.plan_state(state, coach.outcome(state)) is PlanState.WITHHELD


def test_a_clearance_outlasts_the_questions_about_body_and_room(coach: Coach) -> None:
    clear(coach, coach.next_screen, fever=True)
    coach.clear_by_clinician(ANN)

    state = clear(coach, coach.next_fit_screen, fever=True)

    assert coach.plan_state(state, coach.outcome(state)) is PlanState.FULL


def test_the_notice_is_confirmed_for_this_check_only(coach: Coach) -> None:
    coach.begin_check(ANN)
    coach.confirm_notice(ANN)
    state = coach.state(ANN)
    assert state.notice_for == state.check

    coach.begin_check(ANN)

    assert coach.state(ANN).notice_for is None


def test_the_country_is_kept_and_its_lines_are_shown(coach: Coach) -> None:
    coach.set_country(ANN, "GB")

    country = coach.country(coach.state(ANN))

    assert "999" in {line.number for line in country.line}


def test_without_a_country_the_common_lines_are_shown(coach: Coach) -> None:
    country = coach.country(coach.state(ANN))

    assert {"112", "999", "911", "000"} <= {line.number for line in country.line}


def test_an_unknown_country_is_refused(coach: Coach, journal: MemoryJournal) -> None:
    with pytest.raises(NotFoundError):
        coach.set_country(ANN, "QQ")

    assert journal.events(ANN) == ()


def test_forgetting_leaves_nothing(coach: Coach) -> None:
    clear(coach, coach.next_screen)

    removed = coach.forget(ANN)

    assert removed > 0
    assert coach.state(ANN) == PersonState()


def test_medicine_and_contributor_screens_end_when_all_is_answered(coach: Coach) -> None:
    clear(coach, coach.next_screen)

    clear(coach, coach.next_medicine_screen)
    state = clear(coach, coach.next_contributor_screen, lifted_awkwardly=True)

    assert coach.next_medicine_screen(state) is None
    assert coach.next_contributor_screen(state) is None
    assert {found.verdict.value for found in coach.medicines(state)} <= {"follow-pack", "ask-first", "do-not-use"}
    assert "awkward-lift" in {found.id for found in coach.contributors(state)}


def test_answers_are_stored_in_the_form_of_the_contract(coach: Coach, journal: MemoryJournal) -> None:
    state = coach.answer(ANN, {"saddle-numbness": "unknown", "age": 35})

    assert journal.events(ANN)[1].body == {"facts": {"saddle-numbness": "unknown", "age": 35}}
    assert state.facts == {"saddle-numbness": Answer.UNKNOWN, "age": 35}
