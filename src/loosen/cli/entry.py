"""A knowledge entry in words, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.cli.output import Voice
from loosen.core.wording import Worded, condition_words
from loosen.domain import conditions as c
from loosen.domain.basics import Evidence, Grade, Record, Text, Texts
from loosen.domain.library import Library

_TITLES = ("name", "title", "lay_title", "question", "ask", "says", "heard", "words", "short", "wording", "domain")
_IN_HEAD = {"id", "evidence"}
_CONDITION = (c.Yes, c.InRange, c.IsOneOf, c.AnyOf, c.AllOf, c.AtLeast, c.SignRef, c.Unless)


def title_of(entry: Record) -> str:
    """Return the words that stand for an entry in a list."""
    for name in _TITLES:
        value = getattr(entry, name, None)
        if value:
            return str(value)
    return str(getattr(entry, "id", ""))


def evidence_of(value: object) -> Iterator[Evidence]:
    """Yield every piece of evidence inside an entry."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from evidence_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_of(item)


def tell_entry(voice: Voice, place: str, entry: Record, library: Library) -> None:
    """Tell an entry field by field, its evidence last."""
    voice.title(f"{title_of(entry)} ({place})")
    _tell_fields(voice, entry, library, indent=0)


def _tell_fields(voice: Voice, record: Record, library: Library, indent: int) -> None:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name not in _IN_HEAD and value not in (None, (), False):
            _tell_field(voice, name.replace("_", " "), value, library, indent)
    for item in getattr(record, "evidence", ()):
        voice.line(_evidence_words(item, library), indent=indent, mark="evidence: ")


def _tell_field(voice: Voice, name: str, value: object, library: Library, indent: int) -> None:
    deeper = indent + 2
    if isinstance(value, _CONDITION):
        voice.line(f"{name}:", indent=indent)
        _tell_condition(voice, condition_words(value, library), deeper)
    elif isinstance(value, Text) or not isinstance(value, Record | tuple):
        words = f"{value.value} ({value.words})" if isinstance(value, Grade) else str(value)
        voice.line(words, indent=indent, mark=f"{name}: ")
    elif isinstance(value, Texts):
        voice.line(f"{name}:", indent=indent)
        voice.items(value.en, indent=deeper)
    elif isinstance(value, Record):
        voice.line(f"{name}:", indent=indent)
        _tell_fields(voice, value, library, deeper)
    elif all(not isinstance(item, Record) for item in value):
        voice.line(", ".join(str(item) for item in value), indent=indent, mark=f"{name}: ")
    else:
        for item in value:
            head = getattr(item, "id", None)
            voice.line(f"{name}: {head}" if head else f"{name}:", indent=indent)
            _tell_fields(voice, item, library, deeper)


def _tell_condition(voice: Voice, worded: Worded, indent: int) -> None:
    voice.line(worded.text, indent=indent, mark="- ")
    for part in worded.parts:
        _tell_condition(voice, part, indent + 2)


def _evidence_words(item: Evidence, library: Library) -> str:
    source = library.sources.get(item.source)
    supports = f"{item.supports}: " if item.supports else ""
    note = f" {item.note}" if item.note else ""
    confirmed = "confirmed" if item.confirmed else "not yet confirmed"
    return (
        f"{supports}{source.title if source else item.source} ({item.source}), {item.locator}. {item.grade.words} "
        f"({item.grade.value}), {confirmed}, checked {item.checked}.{note}"
    )
