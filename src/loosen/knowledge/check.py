"""Checks that need more than one file: dangling ids, repeated names, rules that could lower an alarm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from loosen.domain import conditions as c
from loosen.domain.basics import Evidence, Level, Record
from loosen.domain.library import KIND_NAMES, Library
from loosen.domain.safety import FactType, Purpose
from loosen.knowledge.check_daily import check_daily
from loosen.knowledge.check_life import check_life
from loosen.knowledge.locate import Path as KeyPath

Problem = tuple[str, str, KeyPath, str, str]
"""Kind, entry id, path in the file, what is wrong, how to mend it."""

TAGS_AS_FACTS = {"sets", "avoid", "places", "lifting_steps"}
MOST_SCREENS = 12
MOST_LINES = 7


def check_library(library: Library) -> Iterator[Problem]:
    """Yield every problem that spans entries: where, what, remedy."""
    for kind, entry_id, record in _entries(library):
        yield from _check_sources(library, kind, entry_id, record)
        yield from _check_conditions(library, kind, entry_id, record)
    yield from _check_screens(library)
    yield from _check_questions(library)
    yield from _check_levels(library)
    yield from _check_tags_named(library)
    yield from _check_movement_references(library)
    yield from _check_claims(library)
    yield from _check_asked_again(library)
    yield from check_daily(library)
    yield from check_life(library)


def _entries(library: Library) -> Iterator[tuple[str, str, Record]]:
    for kind in KIND_NAMES:
        for entry_id, record in library.kind(kind).items():
            yield kind, entry_id, record


def _walk(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Record]]:
    """Yield every record inside a record with its path, the record itself first."""
    if isinstance(value, Record):
        yield path, value
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, Record | tuple):  # most are texts and numbers; it runs at every start
                yield from _walk(inner, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, Record | tuple):
                yield from _walk(item, (*path, index))


def _unknown(what: str, name: str, known: Iterable[str]) -> tuple[str, str]:
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    guess = f"Did you mean {close[0]!r}? " if close else ""
    listed = f"Allowed: {', '.join(names)}." if len(names) <= 30 else f"{len(names)} exist."  # noqa: PLR2004
    return f"unknown {what} {name!r}", f"{guess}{listed}"


def _check_sources(library: Library, kind: str, entry_id: str, record: Record) -> Iterator[Problem]:
    for path, inner in _walk(record):
        if isinstance(inner, Evidence) and inner.source not in library.sources:
            yield (kind, entry_id, (*path, "source"), *_unknown("source", inner.source, library.sources))
    if kind == "countries":
        for index, line in enumerate(library.countries[entry_id].line):
            if line.source not in library.sources:
                yield (
                    kind,
                    entry_id,
                    ("line", index, "source"),
                    *_unknown("source", line.source, library.sources),
                )


def _check_conditions(library: Library, kind: str, entry_id: str, record: Record) -> Iterator[Problem]:
    names: Mapping[str, object] = {**library.facts, **library.tags} if kind in TAGS_AS_FACTS else library.facts
    for path, inner in _walk(record):
        if isinstance(inner, c.SignRef):
            if inner.sign not in library.signs:
                yield (kind, entry_id, path, *_unknown("sign", inner.sign, library.signs))
        elif isinstance(inner, c.Yes | c.InRange | c.IsOneOf):
            if inner.fact not in names:
                yield (kind, entry_id, path, *_unknown("fact", inner.fact, names))
            elif inner.fact in library.facts:
                yield from _check_leaf(library, kind, entry_id, path, inner)
        elif isinstance(inner, c.Unless):
            for fact in _yes_facts(inner.unless, library, frozenset()):
                yield (
                    kind,
                    entry_id,
                    path,
                    f"the exception uses {fact!r}; a yes could then lower an alarm",
                    "Ask it as a choice question and use { fact = ..., is = [...] }.",
                )


def _yes_facts(condition: object, library: Library, seen: frozenset[str]) -> Iterator[str]:
    """Yield the facts whose yes a condition looks for, in the signs that it names too."""
    for _, inner in _walk(condition):
        if isinstance(inner, c.Yes):
            yield inner.fact
        elif isinstance(inner, c.SignRef) and inner.sign in library.signs and inner.sign not in seen:
            yield from _yes_facts(library.signs[inner.sign].when, library, seen | {inner.sign})


def _check_leaf(
    library: Library, kind: str, entry_id: str, path: KeyPath, leaf: c.Yes | c.InRange | c.IsOneOf
) -> Iterator[Problem]:
    question = library.facts[leaf.fact]
    wanted = {c.Yes: FactType.ANSWER, c.InRange: FactType.NUMBER, c.IsOneOf: FactType.CHOICE}[type(leaf)]
    if question.type is not wanted:
        yield (
            kind,
            entry_id,
            path,
            f"{leaf.fact!r} is a {question.type} fact, used here as {wanted}",
            "Use the form of condition that fits its type.",
        )
    if isinstance(leaf, c.IsOneOf):
        known = {choice.id for choice in question.choice}
        for choice in leaf.choices:
            if choice not in known:
                yield (kind, entry_id, path, *_unknown(f"choice of {leaf.fact}", choice, known))


def _check_screens(library: Library) -> Iterator[Problem]:
    interview = [s for s in library.screens.values() if s.purpose is Purpose.SAFETY]
    if len(interview) > MOST_SCREENS:
        yield (
            "screens",
            interview[-1].id,
            (),
            f"{len(interview)} screens in the check; {MOST_SCREENS} are allowed",
            "Merge some.",
        )
    for screen in library.screens.values():
        if len(screen.line) > MOST_LINES:
            yield (
                "screens",
                screen.id,
                ("line",),
                f"{len(screen.line)} lines; {MOST_LINES} are allowed",
                "Merge some.",
            )


def _check_questions(library: Library) -> Iterator[Problem]:
    used = {
        leaf.fact
        for _, _, record in _entries(library)
        for _, leaf in _walk(record)
        if isinstance(leaf, c.Yes | c.InRange | c.IsOneOf)
    }
    for question in library.questions.values():
        screen = library.screens.get(question.screen)
        if screen is None:
            yield (
                "questions",
                question.id,
                ("screen",),
                *_unknown("screen", question.screen, library.screens),
            )
        elif question.line not in {line.id for line in screen.line}:
            yield (
                "questions",
                question.id,
                ("line",),
                *_unknown("line", question.line, (line.id for line in screen.line)),
            )
        for parent in question.under:
            if parent not in library.questions:
                yield ("questions", question.id, ("under",), *_unknown("fact", parent, library.questions))
        if question.id not in used and question.purpose is not Purpose.FIT:
            yield (
                "questions",
                question.id,
                ("id",),
                "no rule, tag or check uses this fact",
                "Use it or delete it.",
            )


def _check_levels(library: Library) -> Iterator[Problem]:
    for needed in (*Level, "G", "N"):
        if needed not in library.levels:
            yield ("levels", str(needed), (), "the words for this level are missing", "Add the file.")


def _check_tags_named(library: Library) -> Iterator[Problem]:
    for kind, entry_id, record in _entries(library):
        for path, inner in _walk(record):
            tag = getattr(inner, "tag", None)
            if isinstance(tag, str) and tag not in library.tags:
                yield (kind, entry_id, (*path, "tag"), *_unknown("tag", tag, library.tags))


def _check_movement_references(library: Library) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for movement in library.movements.values():
        for index, variant in enumerate(movement.variant):
            if variant.id in seen:
                what = f"variant {variant.id!r} stands in {seen[variant.id]} too"
                yield "movements", movement.id, ("variant", index, "id"), what, "Give it a name of its own."
            seen[variant.id] = movement.id
    for kind, entry_id, key, names, known in _references(library):
        for name in names:
            if name not in known:
                yield (kind, entry_id, (key,), *_unknown(key.rstrip("s"), name, known))


def _references(library: Library) -> Iterator[tuple[str, str, str, tuple[str, ...], Iterable[str]]]:
    """Yield every list of ids: kind, entry, key, the ids, and what they may be."""
    for card in library.not_now.values():
        yield "not_now", card.id, "instead", card.instead, library.movements
    for entry in library.sets.values():
        yield "sets", entry.id, "movements", entry.movements, library.movements
        yield "sets", entry.id, "skip", entry.skip, library.movements
        yield "sets", entry.id, "variants", entry.variants, library.variants
        yield "sets", entry.id, "remedies", entry.remedies, library.remedies
    for site in library.site.values():
        yield (
            "site",
            site.id,
            "forbidden",
            site.forbidden,
            {*library.movements, *library.variants, *library.remedies},
        )


def _check_claims(library: Library) -> Iterator[Problem]:
    reasons: dict[str, str] = {}
    for kind, refs in (("claims", "acted_on_by"), ("faq", "see")):
        for entry_id, record in library.kind(kind).items():
            for ref in getattr(record, refs):
                folder, _, name = ref.partition("/")
                if library.entry(folder, name) is None:
                    yield (kind, entry_id, (refs,), *_unknown("entry", ref, library.kind(folder)))
    for claim in library.claims.values():
        reason = claim.reason.en.casefold()
        if reason in reasons:
            yield (
                "claims",
                claim.id,
                ("reason",),
                f"the same reason as {reasons[reason]}",
                "Say what is so of this one.",
            )
        reasons[reason] = claim.id


def _check_asked_again(library: Library) -> Iterator[Problem]:
    """Yield what is to be asked again and is no fact that takes an answer."""
    known = {name for name, question in library.questions.items() if question.type is FactType.ANSWER}
    for kind, entries in (("mini_screen", library.mini_screen), ("stop_signs", library.stop_signs)):
        for entry_id, entry in entries.items():
            for index, name in enumerate(entry.asks):
                if name not in known:
                    yield kind, entry_id, ("asks", index), *_unknown("fact", name, known)
