"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from loosen.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def json_option(command: _Command) -> _Command:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, errors too.")(command)


def overlay_option(command: _Command) -> _Command:
    """Add ``--overlay``."""
    return click.option(
        "--overlay",
        metavar="DIR",
        help="Folder with a site's own knowledge files.  [env: LOOSEN_OVERLAY]",
    )(command)


def data_dir_option(command: _Command) -> _Command:
    """Add ``--data-dir``."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        help="Folder of the journal.  [env: LOOSEN_DATA_DIR; default: the user data folder of the system]",
    )(command)


def why_option(command: _Command) -> _Command:
    """Add ``--why``."""
    return click.option("--why", is_flag=True, help="Show why each thing is there and how sure that is.")(command)


def left_out_option(command: _Command) -> _Command:
    """Add ``--left-out``."""
    return click.option("--left-out", is_flag=True, help="Show every movement that is not in, and why.")(command)


def settings_of(**given: object) -> Settings:
    """Return the settings, with the given options over the environment.

    Raises:
        CallError: A value cannot be used.
    """
    from loosen.settings import Settings

    return Settings.from_environment(given)
