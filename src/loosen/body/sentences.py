"""The closed list of sentences by which an author says where parts of the body are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loosen.errors import PoseError

_NUMBER = r"(?P<n>[-+]?\d+(?:\.\d+)?)"
_FORMS: tuple[tuple[str, str], ...] = (
    ("at", rf"(?P<a>.+?) at (?P<axis>[xyz]) {_NUMBER}"),
    ("apart", rf"(?P<a>.+?) apart {_NUMBER}"),
    ("faces", r"(?P<a>.+?) faces (?P<where>up|down|forward|back|left|right)"),
    ("ahead", rf"(?P<a>.+?) ahead of (?P<b>.+?)(?: {_NUMBER})?"),
    ("behind", rf"(?P<a>.+?) behind (?P<b>.+?)(?: {_NUMBER})?"),
    ("left", rf"(?P<a>.+?) left of (?P<b>.+?)(?: {_NUMBER})?"),
    ("right", rf"(?P<a>.+?) right of (?P<b>.+?)(?: {_NUMBER})?"),
    ("above", rf"(?P<a>.+?) above (?P<b>.+?)(?: {_NUMBER})?"),
    ("below", rf"(?P<a>.+?) below (?P<b>.+?)(?: {_NUMBER})?"),
    ("level", r"(?P<a>.+?) level with (?P<b>.+?)"),
    ("near", rf"(?P<a>.+?) near (?P<b>.+?) {_NUMBER}"),
    ("meets", r"(?P<a>.+?) meets (?P<b>.+?)"),
    ("under", r"(?P<a>.+?) under (?P<b>.+?)"),
    ("over", r"(?P<a>.+?) over (?P<b>.+?)"),
)
FORMS = (
    "A under B",
    "A over B",
    "A level with B",
    "A meets B",
    "A near B 0.1",
    "A ahead of B 0.1",
    "A behind B 0.1",
    "A left of B 0.1",
    "A right of B 0.1",
    "A above B 0.1",
    "A below B 0.1",
    "A at x 0.1",
    "feet apart 0.2",
    "left palm faces down",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, taken apart.

    Attributes:
        form: Which form it has.
        a: What is placed.
        b: Against what, if anything.
        number: Distance or coordinate [m]; 0 where none is written.
        word: Axis or direction, if any.
    """

    form: str
    a: str
    b: str
    number: float
    word: str


def read_sentence(sentence: str, where: str) -> Said:
    """Return a sentence taken apart.

    Raises:
        PoseError: It has none of the forms; the message lists them.
    """
    for form, pattern in _FORMS:
        found = re.fullmatch(pattern, sentence.strip())
        if found:
            parts = found.groupdict()
            number = float(parts.get("n") or 0.0)
            return Said(form, parts["a"], parts.get("b") or "", number, parts.get("axis") or parts.get("where") or "")
    raise PoseError(
        f"{sentence!r} is no sentence of the list.", detail=f"Forms: {'; '.join(FORMS)}.", where=where, allowed=FORMS
    )
