"""A talk in the terminal: one prompt, one line of answer. The end of the input is a way to leave, not an error."""

from __future__ import annotations

import re
import sys
from enum import Enum
from io import BytesIO
from typing import BinaryIO

from loosen.cli.output import Voice

_MOST_BYTES = 10_000
_MARK = re.compile(r"(\d{1,3})(\??)")
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,3})?")
_YES_NO = {"y": True, "yes": True, "n": False, "no": False}
_YES_OR_NO = "Please type y for yes or n for no."
_WHOLE = "Please give a whole number from {} to {}."


def standard_input() -> BinaryIO:
    """Return the standard input as bytes; an empty one where the process has none."""
    return sys.stdin.buffer if sys.stdin is not None else BytesIO()


class Way(Enum):
    """How a person leaves a question without an answer."""

    BACK = "b"
    QUIT = "q"
    END = "the input ended"


class Leaving(Exception):  # noqa: N818 - not an error: the person wants to be elsewhere
    """The person leaves the question.

    Attributes:
        way: Back a screen, out of the check, or gone.
    """

    def __init__(self, way: Way) -> None:
        super().__init__(way.value)
        self.way = way


class Dialogue(Voice):
    """Asks and hears."""

    __slots__ = ()

    def ask(self, prompt: str) -> str:
        """Return what the person types, in small letters without the spaces around it.

        Raises:
            Leaving: They want back or out, or the input has ended.
        """
        self.prompt(f"{prompt} > ")
        line = self.hear()
        if line is None:
            self.line()
            raise Leaving(Way.END)
        text = line.strip().casefold()
        if text in {Way.BACK.value, Way.QUIT.value}:
            raise Leaving(Way(text))
        return text

    def ask_yes_no(self, prompt: str) -> bool:
        """Return a yes or no.

        Raises:
            Leaving: They want back or out, or the input has ended.
        """
        while True:
            said = self.ask_yes_no_or_skip(prompt)
            if said is not None:
                return said
            self.line(_YES_OR_NO)

    def ask_yes_no_or_skip(self, prompt: str) -> bool | None:
        """Return a yes or no, or None for Enter.

        Raises:
            Leaving: They want back or out, or the input has ended.
        """
        while True:
            text = self.ask(f"{prompt} y or n")
            if not text or text in _YES_NO:
                return _YES_NO.get(text)
            self.line(_YES_OR_NO)

    def ask_whole(self, prompt: str, least: int, most: int) -> int:
        """Return a whole number of a range.

        Raises:
            Leaving: They want back or out, or the input has ended.
        """
        while True:
            number = self.ask_whole_or_skip(prompt, least, most)
            if number is not None:
                return number
            self.line(_WHOLE.format(least, most))

    def ask_whole_or_skip(self, prompt: str, least: int, most: int) -> int | None:
        """Return a whole number of a range, or None for Enter.

        Raises:
            Leaving: They want back or out, or the input has ended.
        """
        while True:
            text = self.ask(prompt)
            number = read_number(text)
            if not text or (isinstance(number, int) and least <= number <= most):
                return int(number) if number is not None else None
            self.line(_WHOLE.format(least, most))

    def hear(self) -> str | None:
        """Return the next line of the input, or None at its end."""
        try:
            line = standard_input().readline(_MOST_BYTES)
        except KeyboardInterrupt:
            return None
        return line.decode("utf-8", "replace") if line else None


def read_marks(text: str, most: int) -> dict[int, str] | str:
    """Return which numbers a person marked as yes or not sure, or what is wrong with the line.

    Args:
        text: Such as ``2 5?``: yes to 2, not sure about 5. Nothing, ``0`` or ``none`` marks none.
        most: The highest number on the screen.
    """
    if text in {"", "0", "none"}:
        return {}
    marks: dict[int, str] = {}
    for word in text.replace(",", " ").split():
        match = _MARK.fullmatch(word)
        if not match:
            return f"“{word}” is not a number. For not sure, put the ? right behind the number: 2?"
        number, mark = int(match[1]), "unsure" if match[2] else "yes"
        if not 1 <= number <= most:
            return f"There is no {number} here. The numbers go from 1 to {most}."
        if marks.setdefault(number, mark) != mark:
            return f"{number} stands twice, once with and once without the ?."
    return marks


def read_number(text: str) -> int | float | None:
    """Return the number that a text writes, or None."""
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value
