"""What happened, kept for each person: append-only, in memory or in a database."""

from loosen.journal.ids import new_event_id
from loosen.journal.memory import MemoryJournal
from loosen.journal.schema import migrate
from loosen.journal.sql import SqlJournal

__all__ = ["MemoryJournal", "SqlJournal", "migrate", "new_event_id"]
