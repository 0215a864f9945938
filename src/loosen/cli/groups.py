"""A group of commands that guesses what a misspelt command was meant to be, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from loosen.errors import NotFoundError

_MOST_LISTED = 30
_ALIKE = 0.65


class GuessingGroup(click.Group):
    """A group that answers an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, or say which one may have been meant.

        Raises:
            NotFoundError: There is no such command.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise not_found("command", name, self.list_commands(ctx), see=f"{ctx.command_path} --help")
        return super().resolve_command(ctx, args)


def not_found(what: str, name: str, known: Iterable[str], *, see: str) -> NotFoundError:
    """Return the error for a name that does not exist, with the nearest ones that do."""
    from difflib import get_close_matches

    from loosen.errors import NotFoundError

    names = sorted(known)
    by_folded = {each.casefold(): each for each in reversed(names)}
    folded = name.casefold()
    near = [folded] if folded in by_folded else get_close_matches(folded, by_folded, n=3, cutoff=_ALIKE)
    close = [by_folded[each] for each in near]
    guess = f"Did you mean {' or '.join(repr(each) for each in close)}? " if close else ""
    return NotFoundError(
        f"There is no {what} {name!r}.",
        where=what,
        detail=f"{guess}{len(names)} exist: {see}",
        allowed=names if len(names) <= _MOST_LISTED else close,
    )
