"""The one tree of errors. Everything a person may read descends from `LoosenError`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class LoosenError(Exception):
    """Something went wrong that a person can understand and mend.

    Attributes:
        kind: A short, stable name for programs, such as ``unknown-fact``.
        title: One sentence: what is wrong.
        detail: What to do about it.
        where: The file, field or argument at fault.
        allowed: What would have been accepted, where that can be listed.
    """

    kind = "error"

    def __init__(self, title: str, *, detail: str = "", where: str = "", allowed: Sequence[str] = ()) -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.where = where
        self.allowed = tuple(allowed)

    def __str__(self) -> str:
        head = f"{self.where}: {self.title}" if self.where else self.title
        return f"{head}\n  {self.detail}" if self.detail else head

    def as_dict(self) -> dict[str, object]:
        """Return the error object of the contracts, ready for JSON."""
        return {
            "type": self.kind,
            "title": self.title,
            "detail": self.detail,
            "where": self.where,
            "allowed": list(self.allowed),
        }


class CallError(LoosenError):
    """The caller gave something that cannot be used: a wrong type, name or range."""

    kind = "bad-input"


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One thing wrong with the answers that were handed in."""

    where: str
    what: str
    remedy: str
    allowed: tuple[str, ...] = ()


class FactsError(CallError):
    """One or more answers cannot be used; all of them are named at once."""

    kind = "bad-facts"

    def __init__(self, problems: Sequence[FactProblem]) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        detail = " ".join(f"{p.where}: {p.what} {p.remedy}" for p in problems)
        super().__init__(first.what + more, detail=detail, where=first.where, allowed=first.allowed)
        self.problems = tuple(problems)

    def as_dict(self) -> dict[str, object]:
        """Return the error object, with every problem listed."""
        listed = [
            {"where": p.where, "title": p.what, "detail": p.remedy, "allowed": list(p.allowed)} for p in self.problems
        ]
        return {**super().as_dict(), "problems": listed}


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """One mistake in a knowledge file: where it is, what is wrong, how to mend it."""

    file: str
    line: int
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        return f"{self.file}:{self.line}:{key} {self.what}\n  {self.remedy}"


class KnowledgeError(LoosenError):
    """The knowledge files hold mistakes; all of them are listed."""

    kind = "knowledge"

    def __init__(self, problems: Sequence[DataProblem]) -> None:
        count = len(problems)
        super().__init__(
            f"{count} mistake{'s' if count != 1 else ''} in the knowledge files.",
            detail="\n".join(str(problem) for problem in sorted(problems)),
            where=problems[0].file,
        )
        self.problems = tuple(sorted(problems))


class NotFoundError(LoosenError):
    """Nothing by that name exists."""

    kind = "not-found"


class PoseError(CallError):
    """A posture cannot be taken: a joint, site, surface or number in it is wrong; the message names it."""

    kind = "bad-pose"


class NotInstalledError(LoosenError):
    """An optional part is needed for this and is not installed."""

    kind = "not-installed"


class JournalError(LoosenError):
    """The journal on disk cannot be read or written."""

    kind = "journal"


class NotAllowedError(LoosenError):
    """The request is understood, and refused for safety."""

    kind = "not-allowed"
