"""Bytes and JSON from outside into requests of the contracts; every mistake named at once, nothing ignored."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NoReturn, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from loosen.errors import CallError, FactProblem, FactsError

MOST_BYTES = 1_000_000
_FACTS = "facts"
_WIDTH = 60
_ANSWERS = "Give true, false, “unknown”, a number, a choice or a day such as 2026-11-21."
_REQUEST = TypeVar("_REQUEST", bound=BaseModel)


class RequestError(FactsError):
    """A request cannot be used; all that is wrong with it is listed."""

    kind = "bad-input"


def read_json(data: bytes, where: str) -> object:
    """Return what a JSON text says.

    Args:
        data: The text, as UTF-8.
        where: Where it came from, for messages.

    Raises:
        CallError: Too long, not UTF-8, not JSON, a repeated key, or a number that is none (NaN, Infinity).
    """
    if len(data) > MOST_BYTES:
        raise CallError(f"The input is longer than {MOST_BYTES:,} bytes.", where=where, detail="Send less in one go.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(
            f"Byte {error.start + 1} of the input is not UTF-8.", where=where, detail="Save it as UTF-8."
        ) from error
    if not text.strip():
        raise CallError("The input is empty.", where=where, detail="Send a JSON object; an empty one is written {}.")
    try:
        return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise CallError(
            f"This is not JSON: {error.msg}.", where=f"{where}, line {error.lineno}, column {error.colno}"
        ) from error
    except RecursionError as error:
        raise CallError("The input is nested too deeply.", where=where) from error
    except ValueError as error:  # an integer with thousands of digits
        raise CallError("A number in the input is too long.", where=where) from error


def read_request(raw: object, model: type[_REQUEST]) -> _REQUEST:
    """Return a checked request.

    Raises:
        CallError: It is not an object.
        FactsError: Only answers are wrong; all are listed.
        RequestError: Keys or other values are wrong; all problems are listed.
    """
    keys = tuple(model.model_fields)
    if not isinstance(raw, Mapping):
        raise CallError(
            f"The input must be a JSON object, not {_kind(raw)}.",
            where="input",
            detail=f"Its keys may be: {', '.join(keys)}.",
            allowed=keys,
        )
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        problems = list(_problems(error, model))
    only_facts = all(problem.where.startswith(f"{_FACTS}.") for problem in problems)
    raise FactsError(problems) if only_facts else RequestError(problems)


def _problems(error: ValidationError, model: type[BaseModel]) -> Iterator[FactProblem]:
    """Yield one problem for each place. A value that fits no member of a union fails once for each member."""
    seen: set[str] = set()
    items = error.errors(include_url=False, include_context=False)
    for item in items:
        if item["type"] == "too_short" and any(
            other["loc"][: len(item["loc"])] == item["loc"] != other["loc"] for other in items
        ):
            continue  # the list only looks empty because an entry of it is wrong
        path = tuple(str(part) for part in item["loc"])
        where = _shorten(".".join(path[:2] if path[0] == _FACTS else path))
        if where in seen:
            continue
        seen.add(where)
        given = _shown(item.get("input"))
        if item["type"] == "extra_forbidden":
            keys = _keys_beside(path, model)
            close = get_close_matches(path[-1], keys, n=1)
            guess = f"Did you mean {close[0]!r}? " if close else ""
            remedy = f"{guess}Allowed: {', '.join(keys)}."
            yield FactProblem(where, f"Unknown key {_shown(path[-1])}.", remedy, keys)
        elif item["type"] == "missing":
            yield FactProblem(where, f"{path[-1]!r} is missing.", "Add it.")
        elif path[0] == _FACTS and len(path) > 1:
            yield FactProblem(where, f"{given} is not an answer.", _ANSWERS, ("true", "false", "unknown"))
        else:
            yield FactProblem(where, f"{given} cannot be used here: {item['msg']}.", "Change the value.")


def _keys_beside(path: tuple[str, ...], model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that are known where a path ends."""
    for name in path[:-1]:
        kind = model.model_fields[name].annotation if name in model.model_fields else None
        inner = [each for each in (kind, *get_args(kind)) if isinstance(each, type) and issubclass(each, BaseModel)]
        model = inner[0] if inner else model
    return tuple(model.model_fields)


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a repeated key: the last one would silently win over an earlier answer."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise CallError(f"The key {_shown(key)} stands twice.", where=_shorten(key), detail="Keep one of them.")
        found[key] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise CallError(f"{name} is not a number.", where="input", detail="Leave it out, or write “unknown”.")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise CallError(f"{_shorten(text)} is too large.", where="input", detail="Give a smaller number.")
    return value


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return names.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    try:
        return _shorten(json.dumps(value, ensure_ascii=False, default=repr))
    except ValueError:  # an integer beyond what Python writes out
        return "This value"


def _shorten(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."
