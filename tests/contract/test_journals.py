"""What every journal promises, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import overload

import pytest

from loosen.coach import Journal
from loosen.domain.events import Event, EventKind
from loosen.journal import MemoryJournal, SqlJournal

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Open = Callable[[Path], MemoryJournal | SqlJournal]
STORES: dict[str, Open] = {
    "memory": lambda folder: MemoryJournal(),
    "sql": lambda folder: SqlJournal(folder / "journal.db"),
}


@pytest.fixture(params=STORES)
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def event(name: str, person: str = "ann", **body: object) -> Event:
    return Event(id=name, person=person, at=NOON, kind=EventKind.ANSWERED, body=dict(body))


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


def test_many_threads_may_add_at_once(journal: Journal) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: journal.append([event(f"{n}-a"), event(f"{n}-b")]), range(40)))

    found = [one.id for one in journal.events("ann")]
    assert len(found) == 80
    for n in range(40):
        assert found.index(f"{n}-b") == found.index(f"{n}-a") + 1  # a batch stays together
