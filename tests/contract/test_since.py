"""What was added since, and standing brought up to date by it: the same from every store as a fresh reading."""

from __future__ import annotations

import pytest

from loosen.coach import Journal, PersonState
from loosen.coach.standing import Standing
from loosen.coach.state import fold
from loosen.domain.events import Event, EventKind
from loosen.domain.library import Library
from tests.contract.making import NOON, event


def told(name: str, kind: EventKind, person: str = "ann", **body: object) -> Event:
    return Event(id=name, person=person, at=NOON, kind=kind, body=dict(body))


STORY = (
    told("1", EventKind.CHECK_BEGUN, knowledge_version="any"),
    told("2", EventKind.ANSWERED, facts={"age": 35, "pain-now": 4}),
    told("3", EventKind.DAY_LOGGED, day="2026-11-20", log={"pain_now": 4, "flare": True}),
    told("4", EventKind.BOUT_STARTED, day="2026-11-20", items=["cat-cow-chair"], pain=4),
    told("5", EventKind.BOUT_FINISHED, bout="4", day="2026-11-20", done=["cat-cow-chair"], stopped=[], pain=3),
    told("6", EventKind.DAY_CORRECTED, day="2026-11-20", changes={"pain_now": 5}),
    told("7", EventKind.DAY_LOGGED, day="2026-11-21", log={"flare_over": True}),
    told("8", EventKind.REVIEWED, day="2026-11-21", facts={"low-mood": 7}),
)


def test_what_was_added_after_an_event_comes_in_order_without_it(journal: Journal) -> None:
    journal.append([event("c"), event("a")])
    journal.append([event("b")])

    assert [one.id for one in journal.since("ann", "c") or ()] == ["a", "b"]
    assert [one.id for one in journal.since("ann", "a") or ()] == ["b"]


def test_after_the_last_event_there_is_nothing(journal: Journal) -> None:
    journal.append([event("1"), event("2")])

    assert journal.since("ann", "2") == ()


@pytest.mark.parametrize("name", ["3", "", "1 ", "%"])
def test_an_event_that_is_not_there_has_nothing_after_it_and_says_so(journal: Journal, name: str) -> None:
    journal.append([event("1"), event("2")])

    assert journal.since("ann", name) is None


def test_the_event_of_somebody_else_is_not_there(journal: Journal) -> None:
    journal.append([event("1", person="ben"), event("2", person="ann")])

    assert journal.since("ann", "1") is None


def test_what_somebody_else_added_is_not_among_it(journal: Journal) -> None:
    journal.append([event("1"), event("2", person="ben"), event("3")])

    assert [one.id for one in journal.since("ann", "1") or ()] == ["3"]


def test_an_event_that_was_sent_again_is_not_added_again(journal: Journal) -> None:
    journal.append([event("1"), event("2")])

    journal.append([event("2"), event("1")])

    assert journal.since("ann", "2") == ()


def test_who_was_forgotten_has_no_event_to_go_on_from(journal: Journal) -> None:
    journal.append([event("1"), event("2")])
    journal.forget("ann")
    journal.append([event("3")])

    assert journal.since("ann", "1") is None


def test_standing_after_every_event_is_that_of_a_fresh_reading(journal: Journal, library: Library) -> None:
    standing = Standing(journal, library)

    for added in STORY:
        journal.append([added])

        assert standing.of("ann") == fold(journal.events("ann"), library) == Standing(journal, library).of("ann")


def test_standing_without_a_new_event_is_the_very_same_record(journal: Journal, library: Library) -> None:
    standing = Standing(journal, library)
    journal.append(STORY)

    assert standing.of("ann") is standing.of("ann")


def test_two_who_read_the_same_journal_stand_at_the_same_place(journal: Journal, library: Library) -> None:
    one, other = Standing(journal, library), Standing(journal, library)
    journal.append(STORY[:3])
    one.of("ann")
    journal.append(STORY[3:])

    assert one.of("ann") == other.of("ann")


def test_who_was_forgotten_elsewhere_stands_at_the_beginning(journal: Journal, library: Library) -> None:
    standing = Standing(journal, library)
    journal.append(STORY)
    standing.of("ann")

    journal.forget("ann")

    assert standing.of("ann") == PersonState()


def test_who_was_forgotten_and_began_anew_has_only_what_is_new(journal: Journal, library: Library) -> None:
    standing = Standing(journal, library)
    journal.append(STORY)
    standing.of("ann")
    journal.forget("ann")

    journal.append([told("9", EventKind.DAY_LOGGED, day="2026-11-22", log={"pain_now": 1})])

    assert [day.pain_now for day in standing.of("ann").diary.history] == [1]
