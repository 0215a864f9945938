"""State is what the events add up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from loosen.coach.state import PersonState, fold
from loosen.domain.basics import Answer
from loosen.domain.events import Event, EventKind
from tests.made import made_choice, made_hard, made_library, made_question

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIBRARY = made_library(
    questions=[
        made_hard("collapse"),
        made_choice("since", "old", "new", under=["collapse"]),
        made_question("lifted"),
        made_hard("hard-muscle", under=["lifted"]),
    ]
)


def events(*steps: tuple[EventKind, dict[str, Any]]) -> list[Event]:
    return [
        Event(id=f"e{n}", person="ann", at=NOON + timedelta(minutes=n), kind=kind, body=body)
        for n, (kind, body) in enumerate(steps)
    ]


def state(*steps: tuple[EventKind, dict[str, Any]]) -> PersonState:
    return fold(events(*steps), LIBRARY)


def begun() -> tuple[EventKind, dict[str, Any]]:
    return EventKind.CHECK_BEGUN, {"knowledge_version": "made"}


def answered(**facts: object) -> tuple[EventKind, dict[str, Any]]:
    return EventKind.ANSWERED, {"facts": {name.replace("_", "-"): value for name, value in facts.items()}}


def corrected(fact: str, before: object, after: object) -> tuple[EventKind, dict[str, Any]]:
    return EventKind.CORRECTED, {"fact": fact, "from": before, "to": after}


def test_nothing_happened_is_an_empty_state() -> None:
    assert state() == PersonState()


def test_answers_add_up_and_the_latest_counts() -> None:
    found = state(begun(), answered(collapse=True), answered(collapse=False, lifted="unknown"))

    assert found.facts == {"collapse": Answer.NO, "lifted": Answer.UNKNOWN}


def test_a_new_check_drops_the_answers_of_the_old_one_but_keeps_the_country() -> None:
    found = state(
        begun(),
        answered(collapse=True),
        (EventKind.COUNTRY_SET, {"country": "GB"}),
        (EventKind.NOTICE_CONFIRMED, {"version": 1}),
        (EventKind.CLINICIAN_CLEARED, {"disposition": "same-day", "reasons": {"R1": "S"}}),
        begun(),
    )

    assert (found.check, found.begun_at) == ("e5", NOON + timedelta(minutes=5))
    assert found.facts == {}
    assert found.country == "GB"
    assert (found.notice_for, found.cleared_for, found.triaged_at) == (None, None, None)


def test_notice_and_clearance_belong_to_the_check_in_hand() -> None:
    found = state(
        begun(),
        (EventKind.NOTICE_CONFIRMED, {"version": 1}),
        (EventKind.CLINICIAN_CLEARED, {"disposition": "same-day", "reasons": {"R1": "S"}}),
    )

    assert (found.notice_for, found.cleared_for, found.cleared_reasons) == ("e0", "e0", {"R1": "S"})


def test_an_outcome_stands_until_a_new_answer() -> None:
    reached = (EventKind.TRIAGED, {"disposition": "self-care"})

    assert state(begun(), answered(collapse=False), reached).triaged_at == NOON + timedelta(minutes=2)
    assert state(begun(), answered(collapse=False), reached, answered(lifted=True)).triaged_at is None


def test_a_correction_is_kept_with_what_stood_before() -> None:
    found = state(begun(), answered(collapse=False), corrected("collapse", False, True))

    assert found.facts == {"collapse": Answer.YES}
    (change,) = found.corrections
    assert (change.fact, change.before, change.after) == ("collapse", Answer.NO, Answer.YES)


def test_a_correction_drops_what_followed_from_the_old_answer() -> None:
    found = state(
        begun(),
        answered(collapse="unknown", collapse_clarified=False, since="old", lifted=False),
        corrected("collapse", "unknown", True),
    )

    assert found.facts == {"collapse": Answer.YES, "lifted": Answer.NO}


def test_a_correction_drops_the_follow_ups_of_follow_ups_too() -> None:
    found = state(
        begun(),
        answered(lifted=True, hard_muscle="unknown", hard_muscle_clarified=False),
        corrected("lifted", True, False),
    )

    assert found.facts == {"lifted": Answer.NO}


def test_a_correction_takes_back_outcome_and_clearance() -> None:
    found = state(
        begun(),
        answered(collapse=False),
        (EventKind.TRIAGED, {"disposition": "self-care"}),
        (EventKind.CLINICIAN_CLEARED, {"disposition": "same-day"}),
        corrected("collapse", False, True),
    )

    assert (found.triaged_at, found.cleared_for) == (None, None)


def test_an_answer_that_the_knowledge_no_longer_knows_is_left_out() -> None:
    found = state(begun(), answered(collapse=True, gone=True, since="ages-ago"))

    assert found.facts == {"collapse": Answer.YES}


def test_a_correction_to_something_the_knowledge_no_longer_knows_leaves_the_question_open() -> None:
    found = state(begun(), answered(collapse=True, since="old"), corrected("since", "old", "ages-ago"))

    assert found.facts == {"collapse": Answer.YES}


def test_replaying_the_same_events_gives_the_same_state() -> None:
    steps = [begun(), answered(collapse="unknown"), corrected("collapse", "unknown", False)]

    assert state(*steps) == state(*steps)
