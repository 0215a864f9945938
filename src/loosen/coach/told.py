"""What a person tells, checked before it is recorded; what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loosen.coach.records import BoutRecord
from loosen.domain.basics import Record
from loosen.domain.library import Library
from loosen.domain.planning import MiniQuestion, StopSign
from loosen.errors import FactProblem, FactsError

_Checked = TypeVar("_Checked", bound=Record)


def asked_again(causes: Iterable[MiniQuestion | StopSign]) -> tuple[str, ...]:
    """Return the facts with which a check begins as "not sure", for what gave rise to it."""
    return tuple(dict.fromkeys(fact for cause in causes for fact in cause.asks))


def items_of(names: tuple[str, ...], running: BoutRecord) -> tuple[str, ...]:
    """Return variants of a bout, each once.

    Raises:
        FactsError: One is not in the bout.
    """
    unknown = [name for name in names if name not in running.items]
    if unknown:
        raise FactsError(
            [FactProblem("done", f"{name!r} is not in this bout.", "Use its ids.", running.items) for name in unknown]
        )
    return tuple(dict.fromkeys(names))


def sign_of(name: str, library: Library) -> StopSign:
    """Return a stop sign.

    Raises:
        FactsError: There is none of that name.
    """
    sign = library.stop_signs.get(name)
    if sign is None:
        allowed = tuple(library.stop_signs)
        raise FactsError([FactProblem("signs", f"There is no stop sign {name!r}.", "Use these.", allowed)])
    return sign


def checked(model: type[_Checked], raw: Mapping[str, object], where: str) -> _Checked:
    """Return what was told as a record.

    Raises:
        FactsError: A value cannot be used; all are listed.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise FactsError(_problems(error, where)) from error


def _problems(error: ValidationError, where: str) -> list[FactProblem]:
    return [
        FactProblem(".".join([where, *map(str, one["loc"])]), _what(one), "Change the value.")
        for one in error.errors(include_url=False)
    ]


def _what(one: ErrorDetails) -> str:
    """Return what is wrong with a value, in words."""
    limits = one.get("ctx", {})
    if "le" in limits:
        return f"{one['input']} is too high. It can be {limits['le']} at most."
    if "ge" in limits:
        return f"{one['input']} is too low. It must be at least {limits['ge']}."
    if one["type"] in {"int_type", "int_parsing"}:
        return "Give a whole number."
    return f"{one['msg']}."
