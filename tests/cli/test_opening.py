"""Keys, wiring, and a journal that does not give way."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loosen.coach.opening import open_coach, open_steady_coach
from loosen.coach.people import KEY_FILE, owner, owner_key, person_of
from loosen.coach.steady import SteadyJournal
from loosen.domain.events import Event, EventKind
from loosen.errors import JournalError
from loosen.journal import SqlJournal
from loosen.settings import Settings

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")


def settings_at(folder: Path, overlay: Path | None = None) -> Settings:
    return Settings.from_environment({"data_dir": folder, "overlay": overlay}, {})


def begun(name: str, person: str = "p") -> Event:
    return Event(id=name, person=person, at=datetime(2026, 11, 21, tzinfo=UTC), kind=EventKind.CHECK_BEGUN, body={})


def test_person_is_the_fingerprint_of_the_token() -> None:
    # sha256 of the three letters "abc", as published with the standard
    assert person_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_owner_stays_the_same(data_dir: Path) -> None:
    first = owner(data_dir)

    assert owner(data_dir) == first == hashlib.sha256(owner_key(data_dir).encode()).hexdigest()


def test_key_has_256_random_bits(data_dir: Path, tmp_path: Path) -> None:
    keys = {owner_key(data_dir), owner_key(tmp_path / "other")}

    assert len(keys) == 2
    assert {len(bytes.fromhex(key)) for key in keys} == {32}


@posix
def test_key_is_for_its_owner_only(data_dir: Path) -> None:
    owner(data_dir)

    assert (data_dir / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert data_dir.stat().st_mode & 0o777 == 0o700


@posix
def test_key_that_others_can_read_is_closed_again(data_dir: Path) -> None:
    owner(data_dir)
    (data_dir / KEY_FILE).chmod(0o644)

    owner(data_dir)

    assert (data_dir / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_many_at_once_get_one_key(data_dir: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        people = set(pool.map(lambda _: owner(data_dir), range(24)))

    assert len(people) == 1
    assert [path.name for path in data_dir.iterdir()] == [KEY_FILE]


def test_damaged_key_is_told_and_kept(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / KEY_FILE).write_bytes(b"\xff\x00short")

    with pytest.raises(JournalError, match="damaged"):
        owner(data_dir)

    assert (data_dir / KEY_FILE).read_bytes() == b"\xff\x00short"


def test_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(JournalError, match="cannot be used"):
        owner(tmp_path / "file" / "data")


def test_coach_remembers_on_disk(data_dir: Path) -> None:
    settings = settings_at(data_dir)
    opened = open_coach(settings)
    opened.coach.answer("p", {"age": 41})
    opened.close()

    again = open_coach(settings)
    facts = again.coach.state("p").facts
    again.close()

    assert facts == {"age": 41}
    assert settings.journal_file.exists()


def test_overlay_with_mistakes_is_left_out_and_told(data_dir: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "rules").mkdir(parents=True)
    (overlay / "rules" / "RF01.toml").write_text("id = 1")

    opened = open_coach(settings_at(data_dir, overlay))
    opened.close()

    assert opened.overlay_error is not None
    assert opened.coach.library.rules["RF01"].outcome


def test_good_overlay_is_used(data_dir: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "site").mkdir(parents=True)
    (overlay / "site" / "clinic.toml").write_text('id = "clinic"\nname = "Clinic"\nphone = "0123"\n')

    opened = open_coach(settings_at(data_dir, overlay))
    opened.close()

    assert opened.overlay_error is None
    assert opened.coach.library.site["clinic"].phone == "0123"


def test_journal_that_cannot_be_opened_stops_only_the_strict_coach(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").mkdir()
    settings = settings_at(data_dir)

    with pytest.raises(JournalError):
        open_coach(settings)
    opened, journal = open_steady_coach(settings)
    state = opened.coach.answer("p", {"jaw-locked": True})
    opened.close()

    assert journal.trouble is not None
    assert opened.coach.outcome(state).disposition == "emergency"


def test_steady_journal_goes_on_when_the_disk_fails_half_way(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SqlJournal(data_dir / "loosen.db")
    disk.append([begun("earlier")])
    journal = SteadyJournal(disk)
    journal.events("p")

    def full(_events: object) -> None:
        raise JournalError("The disk is full.")

    monkeypatch.setattr(disk, "append", full)
    journal.append([begun("later")])

    assert [event.id for event in journal.events("p")] == ["earlier", "later"]
    assert journal.trouble is not None
    with pytest.raises(JournalError):
        journal.forget("p")
    journal.close()


def test_steady_journal_without_trouble_keeps_and_forgets_on_disk(data_dir: Path) -> None:
    disk = SqlJournal(data_dir / "loosen.db")
    journal = SteadyJournal(disk)
    journal.append([begun("one"), begun("two")])

    kept, removed = disk.events("p"), journal.forget("p")

    assert [event.id for event in kept] == ["one", "two"]
    assert removed == 2
    assert journal.events("p") == ()
    journal.close()


def test_row_of_a_later_version_is_trouble_in_words(data_dir: Path) -> None:
    disk = SqlJournal(data_dir / "loosen.db")
    disk.append([begun("one")])
    with sqlite3.connect(data_dir / "loosen.db") as connection:
        connection.execute("UPDATE events SET kind = 'from-the-future'")
    connection.close()

    with pytest.raises(JournalError, match="from-the-future"):
        disk.events("p")
    disk.close()
