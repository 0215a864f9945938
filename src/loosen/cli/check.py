"""`loosen check`: the safety check in the terminal."""

from __future__ import annotations

import click

from loosen.cli.options import data_dir_option, overlay_option, settings_of


@click.command()
@click.option("--new", "anew", is_flag=True, help="Begin a new check instead of going on with the last one.")
@click.option(
    "--no-pain", is_flag=True, help="Begin a check without the questions about a pain of now: to prevent it."
)
@click.option("--country", metavar="CODE", help="Whose emergency numbers to show, such as GB; it is remembered.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome in JSON at the end; talk on standard error.")
@data_dir_option
@overlay_option
def check(
    anew: bool, no_pain: bool, country: str | None, as_json: bool, data_dir: str | None, overlay: str | None
) -> None:
    """Do the safety check here, one screen at a time, then get the first steps.

    You can stop at any time with q; the next `loosen check` goes on where you stopped.
    """
    from loosen.cli.dialogue import Dialogue
    from loosen.cli.interview import Interview
    from loosen.cli.output import say_json
    from loosen.coach.opening import open_steady_coach

    settings = settings_of(data_dir=data_dir, overlay=overlay)
    opened, journal = open_steady_coach(settings)
    try:
        interview = Interview(opened, journal, settings.data_dir, Dialogue(err=as_json))
        result = interview.run(anew=anew, country=country, without_pain=no_pain)
    finally:
        opened.close()
    if as_json:
        say_json(result.model_dump(mode="json"))
