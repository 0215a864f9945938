"""`loosen log`: how a day was, and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loosen.cli.options import data_dir_option, json_option, overlay_option, settings_of

if TYPE_CHECKING:
    from datetime import date

    from loosen.cli.dialogue import Dialogue
    from loosen.cli.output import Voice
    from loosen.cli.owner import Owner
    from loosen.domain.plan import Adapted, HistoryDay

_MOST_PAIN, _MOST_MINUTES = 10, 1440


@click.command()
@click.option("--pain", type=int, metavar="0-10", help="Pain now; for another day, pain before the first bout.")
@click.option("--worst", type=int, metavar="0-10", help="Worst pain of the day.")
@click.option("--walked", type=int, metavar="MINUTES", help="Minutes walked.")
@click.option("--flare/--no-flare", default=None, help="Whether it is a flare: clearly worse than before.")
@click.option("--day", metavar="YYYY-MM-DD", help="Which day; today if not given.")
@json_option
@data_dir_option
@overlay_option
def log(
    pain: int | None,
    worst: int | None,
    walked: int | None,
    flare: bool | None,
    day: str | None,
    as_json: bool,
    data_dir: str | None,
    overlay: str | None,
) -> None:
    """Say how a day was, and see what that changes. Without options you are asked.

    Logging a day again corrects it; the journal keeps what was said before.
    """
    from loosen.cli.dialogue import Dialogue
    from loosen.cli.output import say_json
    from loosen.cli.owner import open_owner

    on = _day(day)
    given = {"pain_now": pain, "pain_worst": worst, "minutes_walked": walked, "flare": flare}
    answers: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    dialogue = Dialogue(err=as_json)
    with open_owner(settings_of(data_dir=data_dir, overlay=overlay)) as owner:
        owner.check_journal(dialogue)
        today = owner.daily.today()
        on = on or today
        if not answers and on <= today:
            _ask(dialogue, owner.state().diary.days.get(on), answers, is_today=on == today)
            if not answers:
                dialogue.line("Nothing was given, so nothing was saved.")
                raise click.Abort
        owner.daily.log_day(owner.person, answers, day=on)
        owner.check_journal(dialogue)
        if as_json:
            day_now = owner.state().diary.days[on].model_dump(mode="json")
            changes = {name: [note.model_dump() for note in notes] for name, notes in _changes(owner).items()}
            say_json({"day": day_now, "adapted": changes})
            return
        dialogue.line(f"Saved for {on}.")
        _tell(dialogue, owner)


def _day(text: str | None) -> date | None:
    """Return the day that an option names.

    Raises:
        CallError: It is no day.
    """
    from datetime import date

    from loosen.errors import CallError

    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise CallError(f"{text!r} is not a day.", where="--day", detail="Write it as 2026-11-21.") from error


def _ask(dialogue: Dialogue, known: HistoryDay | None, answers: dict[str, object], *, is_today: bool) -> None:
    """Ask what is known of a day; what was answered is kept when the person leaves half-way."""
    from loosen.cli.dialogue import Leaving

    pain = "Pain now, 0 to 10" if is_today else "Pain before the first bout, 0 to 10"
    wanted = (
        ("pain_now", pain, _MOST_PAIN),
        ("pain_worst", "Worst pain of the day, 0 to 10", _MOST_PAIN),
        ("minutes_walked", "Minutes walked", _MOST_MINUTES),
    )
    dialogue.line("Enter leaves a question out; q saves what you gave so far.")
    try:
        for name, prompt, most in wanted:
            number = dialogue.ask_whole_or_skip(f"{prompt}{_shown(known, name)}", 0, most)
            if number is not None:
                answers[name] = number
        flare = dialogue.ask_yes_no_or_skip(f"A flare, clearly worse than before?{_shown(known, 'flare')}")
        if flare is not None:
            answers["flare"] = flare
    except Leaving:
        dialogue.line()


def _shown(known: HistoryDay | None, name: str) -> str:
    value = getattr(known, name) if known is not None else None
    if value is None or value is False:
        return ""
    return f" [{'yes' if value is True else value}]"


def _changes(owner: Owner) -> dict[str, tuple[Adapted, ...]]:
    """Return what the days change in the plan of today, and of tomorrow if nothing more is reported."""
    from datetime import timedelta

    state, daily = owner.state(), owner.daily
    return {
        "today": daily.plan(state).plan.adapted,
        "tomorrow": daily.changes_on(state, daily.today() + timedelta(days=1)),
    }


def _tell(voice: Voice, owner: Owner) -> None:
    """Tell what the days change, or why there is no plan any more."""
    from loosen.cli.owner import tell_no_plan
    from loosen.cli.planned import tell_adapted

    plan, none = owner.plan()
    if none is not None:
        tell_no_plan(voice, owner, plan, none)
        return
    changes = _changes(owner)
    titles = {"today": "What your days change today", "tomorrow": "Tomorrow, if nothing more happens"}
    for name, notes in changes.items():
        if notes:
            voice.title(titles[name])
            tell_adapted(voice, notes)
    if not any(changes.values()):
        voice.line("Your days change nothing in the plan so far.")
    voice.line()
    voice.line("See the plan: loosen today")
