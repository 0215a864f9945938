"""Single values of a form that was sent."""

from __future__ import annotations

import re

from starlette.datastructures import FormData

_EVENT_ID = re.compile(r"[A-Za-z0-9-]{16,36}")
_MOST_DIGITS = 6


def sent_number(form: FormData, name: str) -> int | None:
    """Return a whole number that is not negative, or None where the field holds none."""
    text = str(form.get(name, "")).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def sent_event(form: FormData) -> str | None:
    """Return the id under which the form is recorded once, or None where it carries none that can be used."""
    text = str(form.get("event", ""))
    return text if _EVENT_ID.fullmatch(text) else None
