"""Danger signs in a person's own words, misspellings included.

Each question lists how people say it (``people_say``). A phrase is heard when all its content words stand close
together in one sentence, in any order, each spelt nearly right, and no word before it denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from loosen.domain.library import Library
from loosen.domain.safety import Purpose
from loosen.errors import CallError

MOST_CHARACTERS = 4000
_SLACK = 4  # content words that may stand between those of a phrase
_SHORT, _NEAR_SHORT, _NEAR = 4, 80, 82  # letters; likeness of short and of longer words, of 100

_SENTENCE = re.compile(r"[.!?;\n]+")
_TOKEN = re.compile(r"[a-z0-9]+|,")
_CANNOT = re.compile(r"\b(?:can ?not|cant|can't|couldn't|couldnt|could not|unable to|not able to|am not able|cudnt)\b")
_NOT = re.compile(r"\b(\w+)n't\b")
_FILLERS = frozenset(
    "a an the my i im ive is are was were of to in on at it its with for be been am have has had got get getting do "
    "does did so very really bit some any this that when while me am just also too been being as".split()
)
_DENIALS = frozenset({"no", "not", "never", "without", "none", "neither", "nor", "deny", "denies"})
_BREAKS = frozenset({",", "and", "but", "since", "because", "then", "now", "though", "yet", "however", "only"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact that a person's own words mention.

    Attributes:
        fact: The fact.
        phrase: The known phrase that was recognised.
        quote: The sentence it was heard in.
    """

    fact: str
    phrase: str
    quote: str


def read_danger_signs(text: str, library: Library) -> tuple[Heard, ...]:
    """Return the safety facts that a text mentions, each once.

    Args:
        text: Free text, at most 4,000 characters.
        library: The knowledge, whose safety questions list how people say them.

    Raises:
        CallError: The text is too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise CallError(
            f"The text has {len(text)} characters; {MOST_CHARACTERS} are allowed.",
            where="words",
            detail="Say it in a few sentences.",
        )
    phrases = _phrases(_ByVersion(library))
    found: dict[str, Heard] = {}
    for sentence in _SENTENCE.split(text):
        tokens = _tokens(sentence)
        spots = _spots(tokens, phrases)
        for fact, phrase, words in phrases.entries:
            if fact not in found and _is_heard(words, spots, tokens):
                found[fact] = Heard(fact, phrase, sentence.strip())
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Phrases:
    entries: tuple[tuple[str, str, tuple[str, ...]], ...]
    vocabulary: tuple[str, ...]


class _ByVersion:
    """A handle that lets a cache key on the version of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return hash(self.library.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByVersion) and other.library.version == self.library.version


@lru_cache(maxsize=4)
def _phrases(handle: _ByVersion) -> _Phrases:
    entries = tuple(
        (question.id, phrase, words)
        for question in handle.library.questions.values()
        if question.purpose is Purpose.SAFETY and question.people_say
        for phrase in question.people_say.en
        if (words := tuple(_content(_tokens(phrase))))
    )
    return _Phrases(entries, tuple(sorted({word for _, _, words in entries for word in words})))


def _tokens(text: str) -> list[str]:
    lowered = text.lower().replace("’", "'")
    plain = _NOT.sub(r"\1 not", _CANNOT.sub(" cannot ", lowered)).replace("'", "")
    return _TOKEN.findall(plain)


def _content(tokens: list[str]) -> Iterator[str]:
    return (token for token in tokens if token not in _FILLERS and token != ",")


def _spots(tokens: list[str], phrases: _Phrases) -> dict[str, list[tuple[int, int]]]:
    """Return for each vocabulary word the places where the text holds it: content index and token index."""
    spots: dict[str, list[tuple[int, int]]] = {}
    content_index = 0
    for index, token in enumerate(tokens):
        if token in _FILLERS or token == ",":
            continue
        for word in _like(token, phrases.vocabulary):
            spots.setdefault(word, []).append((content_index, index))
        content_index += 1
    return spots


@lru_cache(maxsize=4096)
def _like(token: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """Return the vocabulary words that a token may be a spelling of."""
    near = _NEAR_SHORT if len(token) <= _SHORT else _NEAR
    hits = process.extract(token, vocabulary, scorer=fuzz.ratio, score_cutoff=near, limit=8)
    return tuple(word for word, _, _ in hits if word == token or (word[0] == token[0] and not token.isdigit()))


def _is_heard(words: tuple[str, ...], spots: dict[str, list[tuple[int, int]]], tokens: list[str]) -> bool:
    places = [spots.get(word) for word in words]
    if not all(places):
        return False
    for start, _ in sorted({place for options in places for place in options or ()}):
        end = start + len(words) + _SLACK
        chosen = [next((p for p in options or () if start <= p[0] < end), None) for options in places]
        taken = [place for place in chosen if place is not None]
        if len({place[0] for place in taken}) == len(words) and not _is_denied({p[1] for p in taken}, tokens):
            return True
    return False


def _is_denied(taken: set[int], tokens: list[str]) -> bool:
    """Return whether a denial before the words reaches them: no break stands between."""
    for index in range(min(taken) - 1, -1, -1):
        if tokens[index] in _BREAKS:
            return False
        if tokens[index] in _DENIALS:
            return True
    return False
