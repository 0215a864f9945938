"""What every journal promises, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import overload

import pytest

from loosen.coach import Journal
from loosen.domain.events import Event, EventKind
from tests.contract.making import NOON, at_once, event


class BreaksHalfWay(Sequence[Event]):
    """A batch whose second event cannot be had."""

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | Sequence[Event]:
        if index == 0:
            return event("1")
        raise RuntimeError("broken")

    def __len__(self) -> int:
        return 2


def test_someone_new_has_no_events(journal: Journal) -> None:
    assert journal.events("ann") == ()


def test_events_come_back_as_they_were(journal: Journal) -> None:
    body = {"facts": {"fever": True, "age": 35.5, "sex": "female", "cough": "unknown"}, "list": [1, "zwei", None]}
    put = Event(id="1", person="ann", at=NOON, kind=EventKind.CORRECTED, body=body)

    journal.append([put])

    assert journal.events("ann") == (put,)


def test_the_moment_keeps_its_time_zone_and_its_microseconds(journal: Journal) -> None:
    moment = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    put = Event(id="1", person="ann", at=moment, kind=EventKind.ANSWERED, body={})

    journal.append([put])

    (got,) = journal.events("ann")
    assert got.at == moment
    assert got.at.utcoffset() == timedelta(hours=5, minutes=30)


def test_events_keep_the_order_in_which_they_were_added(journal: Journal) -> None:
    journal.append([event("c"), event("a")])
    journal.append([event("b")])

    assert [one.id for one in journal.events("ann")] == ["c", "a", "b"]


def test_an_event_sent_twice_is_kept_once_as_first_sent(journal: Journal) -> None:
    journal.append([event("1", word="first")])

    journal.append([event("1", word="second"), event("2")])

    assert [(one.id, one.body) for one in journal.events("ann")] == [("1", {"word": "first"}), ("2", {})]


def test_an_event_twice_in_one_batch_is_kept_once(journal: Journal) -> None:
    journal.append([event("1"), event("1")])

    assert [one.id for one in journal.events("ann")] == ["1"]


def test_persons_are_kept_apart(journal: Journal) -> None:
    journal.append([event("1", person="ann"), event("2", person="ben")])

    assert [one.id for one in journal.events("ann")] == ["1"]
    assert [one.id for one in journal.events("ben")] == ["2"]


def test_two_persons_may_have_events_of_the_same_id(journal: Journal) -> None:
    journal.append([event("1", person="ann", word="hers"), event("1", person="ben", word="his")])

    assert journal.events("ann")[0].body == {"word": "hers"}
    assert journal.events("ben")[0].body == {"word": "his"}


@pytest.mark.parametrize("other", ["Ann", "ann ", "an%", "an_", "' OR '1'='1", ""])
def test_a_person_is_their_exact_name(journal: Journal, other: str) -> None:
    journal.append([event("1", person="ann")])

    assert journal.events(other) == ()
    assert journal.forget(other) == 0
    assert len(journal.events("ann")) == 1


def test_an_empty_batch_adds_nothing(journal: Journal) -> None:
    journal.append([])

    assert journal.events("ann") == ()


def test_a_batch_that_fails_half_way_adds_nothing(journal: Journal) -> None:
    with pytest.raises(RuntimeError):
        journal.append(BreaksHalfWay())

    assert journal.events("ann") == ()


def test_forgetting_removes_everything_of_one_person_and_nothing_of_another(journal: Journal) -> None:
    journal.append([event("1"), event("2"), event("3", person="ben")])

    removed = journal.forget("ann")

    assert removed == 2
    assert journal.events("ann") == ()
    assert len(journal.events("ben")) == 1


def test_forgetting_nobody_removes_nothing(journal: Journal) -> None:
    assert journal.forget("ann") == 0


def test_who_was_forgotten_may_begin_again_with_the_same_ids(journal: Journal) -> None:
    journal.append([event("1", word="old")])
    journal.forget("ann")

    journal.append([event("1", word="new")])

    assert [one.body for one in journal.events("ann")] == [{"word": "new"}]


def test_what_was_read_does_not_change_later(journal: Journal) -> None:
    journal.append([event("1")])
    before = journal.events("ann")

    journal.append([event("2")])

    assert [one.id for one in before] == ["1"]


def test_what_was_added_does_not_change_with_what_the_caller_holds(journal: Journal) -> None:
    mine = event("1", facts={"fever": False})
    journal.append([mine])

    mine.body["facts"]["fever"] = True

    assert journal.events("ann")[0].body == {"facts": {"fever": False}}


def test_what_was_read_belongs_to_the_reader(journal: Journal) -> None:
    journal.append([event("1", word="kept")])

    journal.events("ann")[0].body["word"] = "changed"

    assert journal.events("ann")[0].body == {"word": "kept"}


def test_a_body_that_is_not_json_adds_nothing_of_its_batch(journal: Journal) -> None:
    with pytest.raises(TypeError):
        journal.append([event("1"), event("2", word={1, 2})])

    assert journal.events("ann") == ()


def test_64_threads_may_add_at_once_and_each_finds_its_own_in_order(journal: Journal) -> None:
    def add(n: int) -> None:
        for step in range(5):
            journal.append([event(f"{n}-{step}-a"), event(f"{n}-{step}-b")])

    outcomes = at_once([partial(add, n) for n in range(64)])

    found = [one.id for one in journal.events("ann")]
    assert outcomes == [None] * 64
    assert len(found) == len(set(found)) == 640  # 64 threads, 5 steps, 2 events
    for n in range(64):
        mine = [name for name in found if name.startswith(f"{n}-")]
        assert mine == [f"{n}-{step}-{half}" for step in range(5) for half in "ab"]
        assert all(found.index(f"{n}-{step}-b") == found.index(f"{n}-{step}-a") + 1 for step in range(5))


def test_one_event_sent_by_many_threads_at_once_is_kept_once(journal: Journal) -> None:
    def send(n: int) -> None:
        journal.append([event("same", word=n), event(f"own-{n}"), event("same", word=-n)])

    outcomes = at_once([partial(send, n) for n in range(1, 17)])

    found = journal.events("ann")
    (kept,) = (one.body["word"] for one in found if one.id == "same")
    assert outcomes == [None] * 16
    assert len(found) == 17  # 16 own ones and the common one
    assert kept in range(1, 17)  # the first of somebody's batch, whole


def test_persons_of_many_threads_are_kept_apart(journal: Journal) -> None:
    def add(n: int) -> tuple[Event, ...]:
        for step in range(5):
            journal.append([event(f"{step}", person=f"person-{n}", word=n)])
        return journal.events(f"person-{n}")

    outcomes = at_once([partial(add, n) for n in range(16)])

    for n, found in enumerate(outcomes):
        assert not isinstance(found, Exception)
        assert [(one.id, one.body["word"]) for one in found] == [(f"{step}", n) for step in range(5)]


def test_forgetting_one_person_while_others_add_loses_nothing_of_theirs(journal: Journal) -> None:
    def add(person: str) -> int:
        for step in range(10):
            journal.append([event(f"{step}", person=person)])
        return len(journal.events(person))

    def come_and_go() -> int:
        for step in range(5):
            journal.append([event(f"{step}", person="ann")])
            journal.forget("ann")
        return len(journal.events("ann"))

    tasks: list[Callable[[], int]] = [partial(add, "ben"), partial(add, "eva"), partial(add, "ida"), come_and_go]

    outcomes = at_once(tasks)

    assert outcomes == [10, 10, 10, 0]


def test_a_reader_sees_whole_batches_only(journal: Journal) -> None:
    def add() -> set[int]:
        for step in range(30):
            journal.append([event(f"{step}-{part}") for part in range(4)])
        return look()

    def look() -> set[int]:
        return {len(journal.events("ann")) % 4 for _ in range(30)}

    seen = at_once([add, look, look])

    assert seen == [{0}, {0}, {0}]
