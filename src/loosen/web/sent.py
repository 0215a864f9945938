"""Single values of a request. All of it is text from outside: whatever is no number is told in the same words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loosen.errors import CallError, FactProblem

_EVENT_ID = re.compile(r"[A-Za-z0-9-]{16,36}")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_DECIMAL = re.compile(r"-?(?:[0-9]{1,6}(?:[.,][0-9]{0,17})?|[.,][0-9]{1,17})")
_SHOWN = 40
_MOST_PAIN = 10


def whole_number(text: str) -> int | None:
    """Return the whole number that a text writes in the digits 0 to 9, or None where it writes none.

    No number of a form has more than 6 digits, so a longer text is none.
    """
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None


def decimal_number(text: str) -> int | float | None:
    """Return the number that a text writes, with a point, a comma or neither, or None where it writes none."""
    text = text.strip()
    whole = whole_number(text)
    return whole if whole is not None or not _DECIMAL.fullmatch(text) else float(text.replace(",", "."))


def no_number(where: str, text: str) -> FactProblem:
    """Return the words for a field that must hold a whole number and holds something else."""
    return FactProblem(where, f"{text[:_SHOWN]!r} is not a number.", "Give a whole number.")


def sent_pain(form: Mapping[str, object]) -> int | None:
    """Return the pain of a form, or None where it was not told.

    Raises:
        CallError: The field holds something else.
    """
    text = str(form.get("pain", "")).strip()
    pain = whole_number(text)
    if text and (pain is None or not 0 <= pain <= _MOST_PAIN):
        raise CallError("This is not a pain from 0 to 10.", where="pain", detail="Choose one of the numbers.")
    return pain


def sent_event(form: Mapping[str, object]) -> str | None:
    """Return the id under which the form is recorded once, or None where it carries none that can be used."""
    text = str(form.get("event", ""))
    return text if _EVENT_ID.fullmatch(text) else None
