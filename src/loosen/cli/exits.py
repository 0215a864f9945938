"""Exit codes, and errors in words or in JSON. One table, one place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from loosen.errors import LoosenError


class ExitCode(NamedTuple):
    """What a command tells the program that called it."""

    number: int
    meaning: str


FINE = ExitCode(0, "Fine. Every valid answer of the safety check, an emergency included.")
OTHER = ExitCode(1, "Something else went wrong, you stopped it, or it is refused for safety.")
BAD_INPUT = ExitCode(2, "The input or an option cannot be used.")
BAD_KNOWLEDGE = ExitCode(3, "The knowledge files hold mistakes.")
BAD_DATA = ExitCode(4, "The journal or the data folder cannot be used.")
EXIT_CODES = (FINE, OTHER, BAD_INPUT, BAD_KNOWLEDGE, BAD_DATA)
"""Every exit code of every command."""


def exit_code_of(error: LoosenError) -> ExitCode:
    """Return the exit code for an error."""
    from loosen.errors import CallError, JournalError, KnowledgeError, NotFoundError

    for kinds, code in (
        ((CallError, NotFoundError), BAD_INPUT),
        ((KnowledgeError,), BAD_KNOWLEDGE),
        ((JournalError,), BAD_DATA),
    ):
        if isinstance(error, kinds):
            return code
    return OTHER


def tell_error(error: Exception, *, as_json: bool) -> int:
    """Write an error, as JSON on standard output or in words on standard error, and return the exit code."""
    from loosen.cli.output import say, say_json

    if isinstance(error, click.Abort):
        say("Stopped.", err=True)
        return OTHER.number
    if sys.flags.dev_mode and not isinstance(error, click.ClickException):
        _show_traceback(error)
    known = _as_loosen_error(error)
    if as_json:
        say_json({"error": error_object(known)})
    else:
        say(in_words(known), err=True)
    return exit_code_of(known).number


def error_object(error: LoosenError) -> dict[str, object]:
    """Return the error object of the contracts; mistakes in knowledge are listed one by one."""
    from dataclasses import asdict

    from loosen.errors import KnowledgeError

    found = error.as_dict()
    if isinstance(error, KnowledgeError):
        found["problems"] = [asdict(problem) for problem in error.problems]
    return found


def in_words(error: LoosenError) -> str:
    """Return an error as a person reads it; several mistakes stand below each other."""
    from loosen.errors import FactsError

    if isinstance(error, FactsError):
        return "\n".join(f"{p.where}: {p.what}\n  {p.remedy}" for p in error.problems)
    shown = str(error)
    if all(name in shown for name in error.allowed):
        return shown
    return f"{shown}\n  Allowed: {', '.join(error.allowed)}"


def _as_loosen_error(error: Exception) -> LoosenError:
    from loosen.errors import CallError, JournalError, LoosenError

    if isinstance(error, LoosenError):
        return error
    if isinstance(error, OSError):
        return JournalError(
            f"The disk says: {error.strerror or error}.",
            where=str(error.filename or ""),
            detail="Check that the file and its folder can be read and written, and that the disk is not full.",
        )
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "loosen"
        return CallError(
            error.format_message(),
            where=str(getattr(error, "option_name", None) or getattr(error, "param_hint", None) or ""),
            detail=f"See: {path} --help",
            allowed=getattr(error, "possibilities", None) or (),
        )
    return LoosenError(
        f"Loosen itself made a mistake: {type(error).__name__}: {error}",
        detail="Nothing that was saved is lost. If something feels badly wrong with you, do not wait for this "
        "tool: call your local emergency number.",
    )


def _show_traceback(error: Exception) -> None:
    import traceback

    traceback.print_exception(error)
