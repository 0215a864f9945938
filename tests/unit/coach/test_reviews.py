"""Review days: what may slow recovery, the way of a crisis into the check, and the questionnaire."""

from __future__ import annotations

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.reviews import Reviews
from loosen.core.facts import Facts, as_json
from loosen.domain.library import Library
from loosen.domain.outcomes import Direction
from loosen.errors import FactsError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, CALM, Clock

HIGH = {"fear-of-movement": 8, "low-mood": 7, "sleep-hurt": 9}


@pytest.fixture
def reviews(coach: Coach, daily: Daily) -> Reviews:
    return Reviews(daily)


def flags(reviews: Reviews, coach: Coach) -> list[str]:
    looked = reviews.looked(coach.state(ANN))
    assert looked is not None
    return [flag.id for flag in looked.flags]


def test_before_the_first_review_nothing_was_found(reviews: Reviews, coach: Coach) -> None:
    assert reviews.looked(coach.state(ANN)) is None


def test_a_review_asks_every_question_about_what_slows_recovery(reviews: Reviews, library: Library) -> None:
    asked = {question.id for screen in reviews.screens() for question in screen.facts}

    assert asked == {name for name, q in library.questions.items() if q.purpose.value == "yellow-flag"}


def test_what_is_high_is_found_and_three_are_many(reviews: Reviews, coach: Coach) -> None:
    leads_to_check = reviews.save(ANN, HIGH)

    looked = reviews.looked(coach.state(ANN))
    assert not leads_to_check
    assert looked is not None
    assert flags(reviews, coach) == ["fear-of-movement", "mood", "sleep"]
    assert looked.is_many


def test_the_last_review_counts(reviews: Reviews, coach: Coach) -> None:
    reviews.save(ANN, HIGH)

    reviews.save(ANN, {**dict.fromkeys(HIGH, 0), "off-sick-2-weeks": True})

    assert flags(reviews, coach) == ["work"]


def test_a_review_leaves_the_safety_check_as_it_is(reviews: Reviews, coach: Coach) -> None:
    before: Facts = coach.state(ANN).facts

    reviews.save(ANN, {**HIGH, "cannot-cope": False, "self-harm-thoughts": False})

    assert coach.state(ANN).facts == before


def test_thoughts_of_self_harm_are_an_emergency_at_once(reviews: Reviews, coach: Coach) -> None:
    leads_to_check = reviews.save(ANN, {"self-harm-thoughts": True})

    result = coach.outcome(coach.state(ANN))
    assert leads_to_check
    assert reviews.next_page(ANN) == "/outcome"
    assert result.disposition.value == "emergency"
    assert "RF33" in {reason.rule for reason in result.because}


def test_not_sure_about_self_harm_is_asked_once_more(reviews: Reviews, coach: Coach) -> None:
    reviews.save(ANN, {"self-harm-thoughts": "unknown"})

    screen = coach.next_screen(coach.state(ANN))
    assert reviews.next_page(ANN) == "/review/mind"
    assert screen is not None
    assert "self-harm-thoughts-clarified" in {question.id for question in screen.facts}


def test_who_cannot_cope_is_seen_within_7_days(reviews: Reviews, coach: Coach) -> None:
    reviews.save(ANN, {"cannot-cope": True, "low-mood": 3})

    result = coach.outcome(coach.state(ANN))
    assert (result.disposition.value, result.within_days) == ("see-a-clinician", 7)
    assert flags(reviews, coach) == ["mood"]


def test_an_old_check_begins_anew_with_the_alarm_in_it(reviews: Reviews, coach: Coach, clock: Clock) -> None:
    clock.turn(days=28)

    reviews.save(ANN, {"self-harm-thoughts": True})

    state = coach.state(ANN)
    assert not coach.is_stale(state)
    assert coach.outcome(state).disposition.value == "emergency"
    assert reviews.next_page(ANN) == "/outcome"


def test_unticked_does_not_take_back_an_alarm(reviews: Reviews, coach: Coach) -> None:
    reviews.save(ANN, {"self-harm-thoughts": True})

    reviews.save(ANN, {"self-harm-thoughts": False, "low-mood": 2})

    assert coach.outcome(coach.state(ANN)).disposition.value == "emergency"


def test_thoughts_of_self_harm_stand_in_the_check_alone(reviews: Reviews, coach: Coach) -> None:
    reviews.save(ANN, {"self-harm-thoughts": True, "low-mood": 9})

    assert set(coach.state(ANN).diary.reviews[-1].facts) == {"low-mood"}


@pytest.mark.parametrize("raw", [{}, {"low-mood": 11}, {"low-moood": 3}], ids=["nothing", "too high", "misspelt"])
def test_what_cannot_be_used_is_refused(reviews: Reviews, journal: MemoryJournal, raw: dict[str, object]) -> None:
    before = len(journal.events(ANN))

    with pytest.raises(FactsError):
        reviews.save(ANN, raw)

    assert len(journal.events(ANN)) == before


def test_a_review_is_due_on_day_14_and_28(reviews: Reviews, coach: Coach, daily: Daily, clock: Clock) -> None:
    begun = int(str(CALM["days-since-start"]))
    daily.log_day(ANN, {"pain_now": 3})
    before = {name: as_json(value) for name, value in coach.state(ANN).facts.items()}
    due = []
    for day in range(begun, 30):
        if reviews.due(coach.state(ANN)):
            due.append(day)
            reviews.save(ANN, {"low-mood": 1})
        clock.turn(days=1)
        if coach.is_stale(coach.state(ANN)):
            coach.begin_check(ANN)
            coach.answer(ANN, {**before, "days-since-start": day + 1})

    assert due == [14, 28]


def test_the_questionnaire_is_the_published_one(reviews: Reviews) -> None:
    form = reviews.form()

    statements = form.statement.en
    assert len(statements) == 24
    assert statements[0] == "I stay at home most of the time because of my back."
    assert statements[23] == "I stay in bed most of the time because of my back."
    assert all("my back" in line or "My back" in line for line in statements)
    assert "Spine 1983" in form.citation


def test_the_score_is_the_number_of_ticks(reviews: Reviews, coach: Coach) -> None:
    reviews.fill(ANN, [3, 1, 3])

    (filled,) = reviews.form_report(coach.state(ANN)).filled
    assert filled.score == 2


@pytest.mark.parametrize(
    ("first", "then", "direction"),
    [
        (12, 7, Direction.BETTER),
        (12, 8, Direction.BETTER),
        (12, 9, Direction.SAME),
        (18, 13, Direction.BETTER),
        (18, 14, Direction.SAME),
        (6, 11, Direction.WORSE),
    ],
    ids=["5 points", "33 percent", "25 percent", "5 of 18", "4 of 18", "5 more"],
)
def test_change_counts_from_5_points_or_30_percent(
    reviews: Reviews, coach: Coach, first: int, then: int, direction: Direction
) -> None:
    reviews.fill(ANN, range(1, first + 1))
    reviews.fill(ANN, range(1, then + 1))

    assert reviews.form_report(coach.state(ANN)).change.direction is direction


@pytest.mark.parametrize(("score", "insensitive"), [(3, True), (4, False), (20, False), (21, True)])
def test_it_says_where_it_can_hardly_show_a_change(
    reviews: Reviews, coach: Coach, score: int, insensitive: bool
) -> None:
    reviews.fill(ANN, range(1, score + 1))

    assert reviews.form_report(coach.state(ANN)).is_insensitive is insensitive


@pytest.mark.parametrize("ticked", [[0], [25]])
def test_there_are_24_statements(reviews: Reviews, coach: Coach, ticked: list[int]) -> None:
    with pytest.raises(FactsError):
        reviews.fill(ANN, ticked)

    assert coach.state(ANN).diary.rmdq == ()


def test_the_questionnaire_is_due_at_the_beginning_and_on_day_14(
    reviews: Reviews, coach: Coach, clock: Clock
) -> None:
    assert reviews.form_due(coach.state(ANN))
    reviews.fill(ANN, [1])
    assert not reviews.form_due(coach.state(ANN))

    clock.turn(days=14)

    assert reviews.form_due(coach.state(ANN))
