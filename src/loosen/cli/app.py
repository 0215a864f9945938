"""The `loosen` command: its parts, and the edge where every error becomes words and an exit code.

Only click is imported here and at the top of the command files, so that ``loosen --help`` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from loosen import __version__
from loosen.cli.breaks import breaks
from loosen.cli.check import check
from loosen.cli.exits import EXIT_CODES, tell_error
from loosen.cli.export import export
from loosen.cli.facts import facts
from loosen.cli.figure import figure
from loosen.cli.forget import forget
from loosen.cli.go import go
from loosen.cli.groups import GuessingGroup
from loosen.cli.import_ import import_
from loosen.cli.knowledge import knowledge
from loosen.cli.lift import lift
from loosen.cli.load import load
from loosen.cli.log import log
from loosen.cli.plan import plan
from loosen.cli.progress import progress
from loosen.cli.serve import serve
from loosen.cli.today import today
from loosen.cli.triage import triage

_OWN_OPTIONS = {"--help", "-h", "--version"}


class _Root(GuessingGroup):
    """The group of all commands. Without a command it starts the app."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``loosen`` and ``loosen --port 9000`` as ``loosen serve ...``."""
        if not args or (args[0].startswith("-") and args[0] not in _OWN_OPTIONS):
            args = [str(serve.name), *args]
        return super().parse_args(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401 - click's own signature
    ) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command and exit with a code of `EXIT_CODES`; nobody sees a traceback."""
        words = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(words, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(words, prog_name or "loosen", complete_var, standalone_mode=False, **extra)
        except Exception as error:  # the edge: whatever went wrong is told in words
            code = tell_error(error, as_json=_wants_json(words))
        sys.exit(code if isinstance(code, int) else 0)


def _wants_json(words: list[str]) -> bool:
    options = words[: words.index("--")] if "--" in words else words
    return "--json" in options


def _epilog() -> str:
    rows = "\n".join(f"  {code.number}  {code.meaning}" for code in EXIT_CODES)
    return f"\b\nExit codes:\n{rows}"


@click.group(
    cls=_Root,
    epilog=_epilog(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="loosen", message="%(prog)s %(version)s")
def app() -> None:
    """Loosen: a private coach for back-muscle spasm. Without a command it starts the app in the browser.

    General information for adults. Not for emergencies. Not medical advice.
    """


for _command in (
    serve,
    check,
    today,
    go,
    log,
    progress,
    triage,
    plan,
    load,
    lift,
    figure,
    breaks,
    facts,
    knowledge,
    export,
    import_,
    forget,
):
    app.add_command(_command)


def main() -> NoReturn:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a letter shows a sign in its place; it must not stop the safety words.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app.main()
    raise AssertionError("click has exited")
