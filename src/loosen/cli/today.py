"""`loosen today`: the owner's plan of today."""

from __future__ import annotations

import click

from loosen.cli.options import (
    data_dir_option,
    json_option,
    left_out_option,
    overlay_option,
    settings_of,
    why_option,
)


@click.command()
@why_option
@left_out_option
@json_option
@data_dir_option
@overlay_option
def today(why: bool, left_out: bool, as_json: bool, data_dir: str | None, overlay: str | None) -> None:
    """Show today's plan: what your days changed, the guided bout, and the day around it.

    The plan follows your last `loosen check`, your bouts and what you logged.
    """
    from loosen.cli.output import Voice, say_json
    from loosen.cli.owner import open_owner, tell_no_plan
    from loosen.cli.planned import tell_plan

    with open_owner(settings_of(data_dir=data_dir, overlay=overlay)) as owner:
        voice = Voice(err=as_json)
        plan, none = owner.plan()
        owner.check_journal(voice)
        if as_json:
            say_json(plan.model_dump(mode="json"))
            return
        if owner.opened.overlay_error is not None:
            voice.line("Your site's own knowledge holds mistakes and is left out. See: loosen knowledge check")
        if none is not None:
            tell_no_plan(voice, owner, plan, none)
            return
        state = owner.state()
        tell_plan(voice, plan, owner.library, why=why, left_out=left_out)
        ended = owner.daily.ended_today(state)
        done = sum(bout.day == plan.today and bout.finished_at is not None for bout in state.diary.bouts)
        voice.line()
        if done:
            voice.line(f"Bouts done today: {done}.")
        if ended:
            voice.line(f"No more exercise today. {ended[0].advice.en}")
        elif plan.bouts:
            voice.line("Begin: loosen go. How was the day? loosen log. First steps when it hurts: loosen check.")
        if owner.coach.next_fit_screen(state) is not None:
            voice.line("A few more answers would make it fit you better: loosen check")
        voice.line(owner.emergency_numbers())
