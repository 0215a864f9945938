"""`loosen forget`: remove the owner's data for good."""

from __future__ import annotations

import click

from loosen.cli.options import data_dir_option, json_option, settings_of


@click.command()
@click.option("--yes", "sure", is_flag=True, help="Yes, remove everything for good.")
@json_option
@data_dir_option
def forget(sure: bool, as_json: bool, data_dir: str | None) -> None:
    """Remove everything that the owner of this data folder has entered, for good."""
    from loosen.cli.output import say, say_json
    from loosen.coach.people import KEY_FILE, owner
    from loosen.errors import CallError
    from loosen.journal import SqlJournal

    settings = settings_of(data_dir=data_dir)
    if not sure:
        raise CallError(
            "This removes all your answers for good.",
            where="--yes",
            detail=f"To go on: loosen forget --yes (data folder: {settings.data_dir})",
        )
    removed = 0
    if settings.journal_file.exists() and (settings.data_dir / KEY_FILE).exists():
        journal = SqlJournal(settings.journal_file)
        try:
            removed = journal.forget(owner(settings.data_dir))
        finally:
            journal.close()
    if as_json:
        say_json({"removed": removed})
    elif removed:
        say(f"Removed for good: {removed} entries. Backups you made yourself are not touched.")
    else:
        say("There was nothing of yours to remove.")
