"""How hard a text is to read: Flesch-Kincaid grade, sentences and words, counted with plain rules."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d[\d.,:/]*")
_ENDINGS = re.compile(r"[.!?]+(?=[\s\")”’]|$)|\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d.,:/]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^lsxzaeiouy]es|[^dtaeiouy]ed|[^laeiouy]e|[aeiouy]les?)$")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text. A decimal point ends none, nor does a colon or a semicolon."""
    parts = (part.strip() for part in _ENDINGS.split(text))
    return [part for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number is one word."""
    return [match.rstrip(".,:/") for match in _WORD.findall(text)]


def syllables(word: str) -> int:
    """Return about how many syllables a word has; a number counts as one."""
    if _NUMBER.fullmatch(word):
        return 1
    lowered = word.lower().replace("’", "'").split("'")[0] or word.lower()
    groups = len(_VOWELS.findall(lowered))
    if _SILENT.search(lowered) and groups > 1:
        groups -= 1
    if (
        lowered.endswith(("ia", "io", "ua", "iet"))
        or (lowered.endswith("ea") and groups > 1)
        or re.search(r"[aeiou]ing$", lowered)
    ):
        groups += 1
    return max(1, groups)


def grade(text: str) -> float:
    """Return the US school grade that a text needs, by Flesch and Kincaid (1975)."""
    found = words(text)
    count = max(1, len(sentences(text)))
    if not found:
        return 0.0
    return 0.39 * len(found) / count + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
