"""`loosen import`: take in a file that Loosen saved, or steps and walks of a device."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loosen.cli.options import data_dir_option, json_option, settings_of

if TYPE_CHECKING:
    from loosen.cli.output import Voice
    from loosen.coach.importing import Imported

_KINDS = {"own-export": "A file that Loosen saved", "apple-health": "Apple Health", "table": "A table"}


@click.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken in.")
@json_option
@data_dir_option
def import_(file: str, dry_run: bool, as_json: bool, data_dir: str | None) -> None:
    """Take in FILE: what `loosen export` saved, Apple Health's export.xml or zip, or a table (CSV).

    A table needs a first line such as date,steps,minutes_walked. What is here already stays as it is, so the same
    file may be taken in twice.
    """
    from loosen.cli.output import Voice, say_json
    from loosen.coach.importing import import_file
    from loosen.coach.opening import open_coach
    from loosen.coach.people import owner
    from loosen.errors import CallError

    settings = settings_of(data_dir=data_dir)
    path = Path(file)
    try:
        source = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CallError(f"The file cannot be read: {reason}.", where=file, detail="Check its name.") from error
    opened = open_coach(settings)
    try:
        person = owner(settings.data_dir)
        size = path.stat().st_size
        with source, click.progressbar(length=size, label="Reading", file=sys.stderr) as bar:
            done = import_file(opened.coach, person, source, path.name, dry_run=dry_run, on_read=bar.update)
    finally:
        opened.close()
    if as_json:
        say_json(done.model_dump(mode="json"))
    else:
        _tell(Voice(), done)


def _tell(voice: Voice, done: Imported) -> None:
    units = ("entry", "entries") if done.kind == "own-export" else ("day", "days")
    unit = units[done.entries != 1]
    voice.line(f"{_KINDS[done.kind]}.")
    span = f", {done.first} to {done.last}" if done.first else ""
    voice.line(f"{'Would be new' if done.dry_run else 'New'}: {done.entries} {unit}{span}.")
    voice.line(f"Here already: {done.known}. Left out: {done.left_out}.")
    voice.items(done.notes)
    if done.dry_run:
        voice.line("Nothing was changed. Take it in: the same command without --dry-run.")
