"""`loosen export`: everything of the owner, as JSON or as a table of days."""

from __future__ import annotations

import click

from loosen.cli.options import data_dir_option, settings_of

_OWNER_ONLY = 0o600


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything that was recorded, as JSON. This is the default.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a day, as a table.")
@click.option("--out", metavar="FILE", help="Write to a new file that only you can read.")
@data_dir_option
def export(as_json: bool, as_csv: bool, out: str | None, data_dir: str | None) -> None:
    """Hand over everything that the owner of this data folder has entered."""
    from loosen.cli.output import say
    from loosen.coach import Daily
    from loosen.coach.opening import open_coach
    from loosen.coach.people import owner
    from loosen.errors import CallError

    if as_json and as_csv:
        raise CallError("--json and --csv exclude each other.", where="--csv", detail="Choose one.")
    settings = settings_of(data_dir=data_dir)
    opened = open_coach(settings)
    try:
        daily, person = Daily(opened.coach), owner(settings.data_dir)
        text = daily.export_csv(person) if as_csv else _json(daily.export(person))
    finally:
        opened.close()
    if out is None:
        click.echo(text, nl=False)
        return
    _write(text, out)
    say(f"Written: {out}", err=True)


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=True, indent=2, allow_nan=False) + "\n"


def _write(text: str, name: str) -> None:
    """Write a new file; what is there already is left alone.

    Raises:
        CallError: The file is there already, or cannot be written.
    """
    import os

    from loosen.errors import CallError

    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise CallError("This file is there already.", where=name, detail="Choose another name.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CallError(f"The file cannot be written: {reason}.", where=name, detail="Choose another.") from error
