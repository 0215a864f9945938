"""Event ids that sort by time and that every device can make on its own (UUID version 7, RFC 9562)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID


def new_event_id(at: datetime) -> str:
    """Return a fresh UUIDv7 for a moment: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))
