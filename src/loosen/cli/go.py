"""`loosen go`: the guided bout in the terminal."""

from __future__ import annotations

import click

from loosen.cli.options import data_dir_option, overlay_option, settings_of


@click.command()
@click.option("--no-wait", is_flag=True, help="Show the whole bout at once, to do at your own pace.")
@data_dir_option
@overlay_option
@click.pass_context
def go(ctx: click.Context, no_wait: bool, data_dir: str | None, overlay: str | None) -> None:
    """Be led through today's bout: 4 questions, your pain, then one cue after the other by the clock.

    \b
    Keys while it runs:
      p  pause
      n  skip this movement
      e  easier: half of the repetitions
      h  this hurts
      q  end; what was done is saved

    Without a terminal each cue is a line with its time. Ctrl-C ends the bout, and what was done is saved.
    """  # noqa: D301 - the backslash is a mark for the help page, not an escape
    from loosen.cli.bout import GuidedBout
    from loosen.cli.dialogue import Dialogue
    from loosen.cli.exits import OTHER
    from loosen.cli.owner import open_owner
    from loosen.cli.pace import open_pace

    settings = settings_of(data_dir=data_dir, overlay=overlay)
    with open_owner(settings) as owner:
        bout = GuidedBout(owner, settings, Dialogue(), None if no_wait else open_pace())
        was_led = bout.lead()
    if not was_led:
        ctx.exit(OTHER.number)
