"""What patients read is plain, short and promises nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mean

import pytest

from loosen.domain.library import Library
from tests.house.readability import grade, sentences, syllables, words
from tests.house.texts import patient_texts

HIGHEST_GRADE = 6
MOST_WORDS = 25
KINDS = {
    "questions",
    "reasons for questions",
    "labels",
    "levels",
    "advice of rules",
    "movements",
    "movement steps",
    "limits",
    "remedies",
    "heard",
    "not now",
    "avoid",
    "medicines",
    "answers to questions",
    "contributors",
    "yellow flags",
    "reasons of claims",
    "in a bout",
    "by the clock",
    "what days change",
    "the day",
    "reasons",
    "notice",
    "typical courses",
    "desk, bed, car, lifting",
    "muscle",
}
BANNED = re.compile(
    r"\b(?:slipped dis[ck]s?|torn|worn|convulsions?|in seconds|cures?|cured|guarantees?|guaranteed|rules? out"
    r"|you will recover)\b",
    re.IGNORECASE,
)
IN_SECONDS_IS_QUOTED_IN = "E28"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_of_text_can_be_read_at_grade_6(library: Library, kind: str) -> None:
    grades = [grade(text) for found, _, text in patient_texts(library) if found == kind]

    assert mean(grades) <= HIGHEST_GRADE


def test_every_kind_of_text_is_looked_at(library: Library) -> None:
    assert {kind for kind, _, _ in patient_texts(library)} == KINDS


def test_no_sentence_is_longer_than_25_words(library: Library) -> None:
    long = [
        (kind, place, sentence)
        for kind, place, text in patient_texts(library)
        for sentence in sentences(text)
        if len(words(sentence)) > MOST_WORDS
    ]

    assert long == []


def test_sentences_are_short_on_average(library: Library) -> None:
    lengths: dict[str, list[int]] = defaultdict(list)

    for kind, _, text in patient_texts(library):
        lengths[kind] += [len(words(sentence)) for sentence in sentences(text)]

    assert {kind: mean(found) for kind, found in lengths.items() if mean(found) > 15} == {}


def test_no_word_frightens_or_promises(library: Library) -> None:
    found = [
        (kind, place, match[0])
        for kind, place, text in patient_texts(library)
        for match in BANNED.finditer(text)
        if not (place == IN_SECONDS_IS_QUOTED_IN and match[0].lower() == "in seconds")
    ]

    assert found == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("back", 1), ("muscle", 2), ("moved", 1), ("wanted", 2), ("doctor", 2), ("medicine", 3), ("idea", 3), ("24", 1)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_decimal_point_ends_no_sentence() -> None:
    assert sentences("Take 38.5 as high. Rest!") == ["Take 38.5 as high", "Rest"]


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    text = "The cat sat on the mat. The dog ran."  # 9 words, 2 sentences, 9 syllables

    assert grade(text) == pytest.approx(0.39 * 4.5 + 11.8 * 1 - 15.59)
