"""Conditions over facts, as they stand in the rule files.

A condition is one of:

* ``"fact-id"``: the fact is answered yes;
* ``{ fact = "age", at_least = 70 }``, also ``above``, ``at_most``, ``below``: a number in a range;
* ``{ fact = "sex", is = ["female"] }``: one of these choices;
* ``{ any = [...] }``, ``{ all = [...] }``: or, and;
* ``{ count = 2, of = [...] }``: at least so many of them;
* ``{ sign = "nerve-sign" }``: a named condition from ``signs/``;
* ``{ when = ..., unless = ... }``: true unless the exception is *certainly* true. An exception that nobody
  has answered does not excuse anything, so a missing answer never lowers an alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Union

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator

from loosen.domain.basics import Id, Number, Record


class Yes(Record):
    """The fact is answered yes."""

    fact: Id

    @model_validator(mode="before")
    @classmethod
    def _from_bare_id(cls, value: Any) -> Any:  # noqa: ANN401 - raw file content
        return {"fact": value} if isinstance(value, str) else value


class InRange(Record):
    """A number fact lies in a range."""

    fact: Id
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None


class IsOneOf(Record):
    """A choice fact has one of the given values."""

    fact: Id
    choices: tuple[Id, ...] = Field(alias="is", min_length=1)


class AnyOf(Record):
    """At least one condition holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class AllOf(Record):
    """Every condition holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AtLeast(Record):
    """So many of the conditions hold."""

    count: StrictInt = Field(ge=1)
    of: tuple[Condition, ...] = Field(min_length=1)


class SignRef(Record):
    """A named condition holds."""

    sign: Id


class Unless(Record):
    """A condition that an exception can excuse, but only when the exception is certain."""

    when: Condition
    unless: Condition


def _kind(value: Any) -> str | None:  # noqa: ANN401 - raw file content
    if isinstance(value, str):
        return "yes"
    keys = set(value) if isinstance(value, dict) else set(getattr(type(value), "model_fields", ()))
    for key, kind in (
        ("any", "any"),
        ("all", "all"),
        ("of", "count"),
        ("count", "count"),
        ("sign", "sign"),
        ("unless", "unless"),
        ("is", "choice"),
        ("choices", "choice"),
    ):
        if key in keys:
            return kind
    if "fact" in keys:
        return "range" if len(keys) > 1 else "yes"
    return None


Condition = Annotated[
    Union[  # noqa: UP007 - a string annotation inside Union needs the old form
        Annotated[Yes, Tag("yes")],
        Annotated[InRange, Tag("range")],
        Annotated[IsOneOf, Tag("choice")],
        Annotated[AnyOf, Tag("any")],
        Annotated[AllOf, Tag("all")],
        Annotated[AtLeast, Tag("count")],
        Annotated[SignRef, Tag("sign")],
        Annotated[Unless, Tag("unless")],
    ],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="Not a condition: write a fact id, or any, all, count, sign, unless, is, at_least",
    ),
]

for _model in (AnyOf, AllOf, AtLeast, Unless):
    _model.model_rebuild()


def leaves(condition: Condition) -> Iterator[Yes | InRange | IsOneOf]:
    """Yield the leaves of a condition; signs are not followed."""
    match condition:
        case Yes() | InRange() | IsOneOf():
            yield condition
        case AnyOf(any=parts) | AllOf(all=parts) | AtLeast(of=parts):
            for part in parts:
                yield from leaves(part)
        case Unless():
            yield from leaves(condition.when)
            yield from leaves(condition.unless)


def signs_in(condition: Condition) -> Iterator[str]:
    """Yield the named conditions that a condition refers to itself; they are not followed."""
    match condition:
        case SignRef(sign=sign):
            yield sign
        case AnyOf(any=parts) | AllOf(all=parts) | AtLeast(of=parts):
            for part in parts:
                yield from signs_in(part)
        case Unless():
            yield from signs_in(condition.when)
            yield from signs_in(condition.unless)
