"""Danger signs in a person's own words, misspellings included.

Each question lists how people say it (``people_say``). A phrase is heard when all its content words stand close
together in one sentence, in any order, each spelt nearly right, and nothing denies it. Endings are dropped, so "numb"
also hears "numbness". A "cannot", "no" or "not" of a phrase must stand right before the word that follows it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

from loosen.domain.library import Library
from loosen.domain.safety import Purpose
from loosen.errors import CallError

MOST_CHARACTERS = 4000
_SLACK = 4  # content words that may stand between those of a phrase
_GRIP = 3  # content words within which a "cannot", "no" or "not" of a phrase is followed by its word
_REACH = 9  # tokens that a denial reaches
_EXACT, _SHUFFLED, _NEAR = (
    3,
    4,
    80,
)  # letters spelt exactly; letters that may swap; likeness of longer words, of 100

_SENTENCE = re.compile(r"[.!?;]+")
_PAUSE = re.compile(r"\.{2,}|\u2026|\n+|\s[-\u2013\u2014]+\s")
_ANSWERED_NO = re.compile(r"\?\s*(?=(?:no|none|nope|nil)\b)")
_DECIMAL = re.compile(r"(\d)\.(\d)")
_TOKEN = re.compile(r"[a-z0-9]+|,")
_CANNOT = re.compile(
    r"\b(?:can ?not|cant|can't|can t|carnt|cannae|canot|cannt|couldn't|couldnt|could not|cudnt|unable to|unable"
    r"|not able to|am not able|can no longer|no longer able to|can never)\b"
)
_NOT = re.compile(r"\b(\w+)n't\b|\b(do|does|did|have|has|had|is|are|was|were|wo|would)nt\b|\b(do)s[e]?nt\b")
_DENIED_LIST = re.compile(  # "no fever, chills or numbness": one denial for the whole list
    r"\b(?:no|not|any|without|never|cannot|denies|deny|neither)\b"
    r"(?: (?!(?:i|im|my|is|are|but|cannot|not|no|and|they|it|its)\b)\w+){1,4}"
    r"(?: ?, ?(?:(?!(?:i|im|my|is|are|but|cannot|not|no|they|it|its)\b)\w+ ?){1,4})+(?: ?,)? ?\b(?:or|nor)\b"
)
_FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "i",
        "im",
        "ive",
        "is",
        "are",
        "was",
        "were",
        "of",
        "to",
        "in",
        "on",
        "at",
        "it",
        "its",
        "with",
        "for",
        "be",
        "been",
        "am",
        "have",
        "has",
        "had",
        "got",
        "get",
        "getting",
        "do",
        "does",
        "did",
        "so",
        "very",
        "really",
        "bit",
        "some",
        "any",
        "this",
        "that",
        "when",
        "while",
        "me",
        "am",
        "just",
        "also",
        "too",
        "been",
        "being",
        "as",
    ]
)
_NEGATIVES = frozenset({"cannot", "no", "not", "never", "without"})
_DENIALS = frozenset({"no", "not", "never", "without", "none", "neither", "nor", "deny", "denies", "denied", "nil"})
_NOT_DENIALS = frozenset(  # words that follow a denial which denies nothing: "not sure", "no idea why"
    [
        "sure",
        "know",
        "knowing",
        "idea",
        "understand",
        "just",
        "only",
        "longer",
        "matter",
        "stop",
        "stopped",
        "stopping",
        "doubt",
        "want",
        "wanting",
        "mention",
        "help",
        "helping",
        "better",
        "going",
        "slept",
        "sleep",
        "sleeping",
        "until",
        "long",
        "right",
        "normal",
        "one",
        "good",
        "warning",
        "joke",
        "lying",
        "kidding",
        "making",
        "imagining",
        "realise",
        "realize",
        "notice",
        "realised",
        "control",
        "clue",
        "like",
        "happy",
        "well",
        "matter",
        "merely",
        "simply",
        "reason",
        "explanation",
        "warned",
        "relief",
        "improvement",
        "improving",
        "eased",
        "easing",
    ]
)
_BREAKS = frozenset(
    [
        ",",
        "and",
        "but",
        "since",
        "because",
        "then",
        "now",
        "though",
        "yet",
        "however",
        "only",
        "when",
        "whenever",
        "after",
        "if",
        "except",
        "although",
        "until",
        "plus",
        "still",
        "i",
        "im",
        "ive",
        "my",
        "it",
        "its",
        "they",
        "theyre",
        "we",
        "he",
        "she",
        "today",
    ]
)
_OPINIONS = frozenset({"think", "believe", "say", "feel", "notice", "that"})  # "I do not think I have ..." denies
_PLAIN = frozenset(  # everyday words that are never a misspelling of a danger word
    [
        "couch",
        "feet",
        "grown",
        "hearty",
        "heat",
        "number",
        "numbers",
        "pool",
        "poor",
        "sweet",
        "thing",
        "things",
        "waist",
        "wall",
        "weed",
        "weeding",
        "week",
        "weeks",
        "wrist",
    ]
)


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
    plain = _DECIMAL.sub(r"\1 \2", _ANSWERED_NO.sub(" ", _PAUSE.sub(" , ", text)))
    for sentence in _SENTENCE.split(plain):
        tokens = _tokens(sentence)
        spots = _spots(tokens, phrases)
        for fact, phrase, words in phrases.entries:
            if fact not in found and _is_heard(words, spots, tokens):
                found[fact] = Heard(fact, phrase, " ".join(sentence.split()).strip(" ,"))
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
        if (words := tuple(dict.fromkeys(_content(_tokens(phrase)))))
    )
    return _Phrases(entries, tuple(sorted({word for _, _, words in entries for word in words})))


def _tokens(text: str) -> list[str]:
    lowered = text.lower().replace("\u2019", "'")
    plain = _NOT.sub(r"\1\2\3 not", _CANNOT.sub(" cannot ", lowered)).replace("'", "")
    spaced = " ".join(_TOKEN.findall(plain))
    return _DENIED_LIST.sub(lambda listed: listed[0].replace(",", ""), spaced).split()


def _content(tokens: list[str]) -> Iterator[str]:
    return (_stem(token) for token in tokens if token not in _FILLERS and token != ",")


def _stem(word: str) -> str:
    """Return a word without its ending: numbness, numb; wetting, wet; leaked, leak; legs, leg."""
    for ending in ("ness", "ing", "ed", "ly", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _EXACT and not word.endswith(("ss", "eed") if ending != "ness" else ()):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "lsze" and ending in {"ing", "ed"}
            word = stem[:-1] if doubled else stem
            break
    return word.removesuffix("e") if len(word) > _EXACT else word


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
    stem = _stem(token)
    if len(stem) <= _EXACT or stem.isdigit() or token in _PLAIN or token in _NEGATIVES:
        return (stem,) if stem in vocabulary else ()
    hits = process.extract(stem, vocabulary, scorer=fuzz.ratio, score_cutoff=_NEAR - 5, limit=None)
    return tuple(word for word, likeness, _ in hits if _is_near(stem, word, likeness))


def _is_near(stem: str, word: str, likeness: float) -> bool:
    if word[0] != stem[0] or len(word) <= _EXACT or word in _NEGATIVES:
        return False
    return likeness >= _NEAR or (len(word) == _SHUFFLED and sorted(word) == sorted(stem))


def _is_heard(words: tuple[str, ...], spots: dict[str, list[tuple[int, int]]], tokens: list[str]) -> bool:
    places = [spots.get(word, []) for word in words]
    if not all(places):
        return False
    for start in sorted({place[0] for options in places for place in options}):
        end = start + len(words) + _SLACK
        near = [[place for place in options if start <= place[0] < end] for options in places]
        for picks in product(*near):
            distinct = len({index for index, _ in picks}) == len(words)
            if distinct and _grips(words, picks, tokens) and not _is_denied({index for _, index in picks}, tokens):
                return True
    return False


def _grips(words: tuple[str, ...], picks: tuple[tuple[int, int], ...], tokens: list[str]) -> bool:
    """Return whether each negative word of a phrase stands right before the word that follows it in the phrase."""
    for word, (at, index), (next_at, next_index) in zip(words, picks, picks[1:], strict=False):
        if word in _NEGATIVES and (
            not at < next_at <= at + _GRIP or not {",", "but"}.isdisjoint(tokens[index:next_index])
        ):
            return False
    return True


def _is_denied(taken: set[int], tokens: list[str]) -> bool:
    """Return whether a denial reaches one of the words, or answers them."""
    after = tokens[max(taken) + 1 : max(taken) + 3]
    if after and after[0] in {"no", "none", "nil", "nope"} and after[1:] in ([], [","]):
        return True
    return any(_is_reached(index, taken, tokens) for index in taken)


def _is_reached(at: int, taken: set[int], tokens: list[str]) -> bool:
    """Return whether a denial before a word reaches it: no break and no other word of the phrase stands between."""
    for index in range(at - 1, max(at - 1 - _REACH, -1), -1):
        token = tokens[index]
        if index in taken or (token in _BREAKS and tokens[index - 1 : index] not in [[word] for word in _OPINIONS]):
            return False
        if token in _DENIALS:
            return tokens[index + 1] not in _NOT_DENIALS
    return False
