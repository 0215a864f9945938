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
    from loosen.coach.checkin import Asked, NewPlaces
    from loosen.coach.records import OwnActivity
    from loosen.domain.library import Library
    from loosen.domain.plan import Adapted, HistoryDay

_MOST_PAIN, _MOST_MINUTES, _MOST_CHANGE, _MOST_DIGITS = 10, 1440, 3, 6


@click.command()
@click.option(
    "--pain", "pain_now", type=int, metavar="0-10", help="Pain now; for another day, pain before the first bout."
)
@click.option("--worst", "pain_worst", type=int, metavar="0-10", help="Worst pain of the day.")
@click.option("--walked", "minutes_walked", type=int, metavar="MINUTES", help="Minutes walked.")
@click.option("--flare/--no-flare", default=None, help="Whether it is a flare: clearly worse than before.")
@click.option("--flare-over", is_flag=True, default=None, help="A flare that ran is over.")
@click.option("--sleep", type=int, metavar="0-10", help="How the night was: 0 very bad, 10 very good.")
@click.option("--mood", type=int, metavar="0-10", help="How the mood is: 0 very low, 10 very good.")
@click.option("--medicine/--no-medicine", default=None, help="Whether medicine for the pain was taken.")
@click.option(
    "--change",
    "global_change",
    type=int,
    metavar="-3..3",
    help="Since the start: -3 very much worse, 3 very much better.",
)
@click.option(
    "--sore-muscles/--no-sore-muscles",
    "muscle_soreness",
    default=None,
    help="Whether what hurts more is only dull, used muscles, and you move freely.",
)
@click.option("--activity", "scores", multiple=True, metavar="NAME=0-10", help="How an own activity goes.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Where it hurts; may be given several times.")
@click.option("--day", metavar="YYYY-MM-DD", help="Which day; today if not given.")
@json_option
@data_dir_option
@overlay_option
def log(
    scores: tuple[str, ...],
    areas: tuple[str, ...],
    day: str | None,
    as_json: bool,
    data_dir: str | None,
    overlay: str | None,
    **given: int | bool | None,
) -> None:
    """Say how a day was, and see what that changes. Without options you are asked.

    Logging a day again corrects it; the journal keeps what was said before. The first pain of today stays when you
    give a later one; to correct the first, name today with --day.
    """
    from loosen.cli.dialogue import Dialogue
    from loosen.cli.output import say_json
    from loosen.cli.owner import open_owner
    from loosen.coach.checkin import CheckIn

    named = _day(day)
    answers: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if areas:
        answers["areas"] = areas
    dialogue = Dialogue(err=as_json)
    with open_owner(settings_of(data_dir=data_dir, overlay=overlay)) as owner:
        owner.check_journal(dialogue)
        today = owner.daily.today()
        on = named or today
        checkin = CheckIn(owner.daily)
        if scores:
            answers["activities"] = _scores(scores, owner.state().diary.activities)
        if not answers and on <= today:
            _ask(dialogue, checkin.asked(owner.state(), on), answers)
            if not answers:
                dialogue.line("Nothing was given, so nothing was saved.")
                raise click.Abort
        found = checkin.save(owner.person, answers, day=named)  # to name today would mend its first pain
        owner.check_journal(dialogue)
        if as_json:
            day_now = owner.state().diary.days[on].model_dump(mode="json")
            changes = {name: [note.model_dump() for note in notes] for name, notes in _changes(owner).items()}
            say_json({"day": day_now, "adapted": changes, "new_places": found.areas})
            return
        dialogue.line(f"Saved for {on}.")
        _tell_new_places(dialogue, found, owner.library)
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


def _scores(texts: tuple[str, ...], activities: tuple[OwnActivity, ...]) -> dict[str, int]:
    """Return the scores of own activities, each named by its words or its id.

    Raises:
        CallError: It is not of the form, or there is no such activity.
    """
    from loosen.errors import CallError

    names = {word.casefold(): one.id for one in activities for word in (one.id, one.name)}
    found = {}
    for text in texts:
        name, _, score = text.rpartition("=")
        if not (name and score.isascii() and score.strip().isdigit() and len(score) <= _MOST_DIGITS):
            raise CallError(f"{text!r} is no score.", where="--activity", detail="Write it as NAME=7.")
        if name.strip().casefold() not in names:
            listed = ", ".join(one.id for one in activities)
            detail = f"Yours are: {listed}." if listed else "Choose them first, on the page of the check-in."
            raise CallError(f"There is no activity {name!r} of yours.", where="--activity", detail=detail)
        found[names[name.strip().casefold()]] = int(score)
    return found


def _ask(dialogue: Dialogue, asked: Asked, answers: dict[str, object]) -> None:
    """Ask what is known of a day; what was answered is kept when the person leaves half-way."""
    from loosen.cli.dialogue import Leaving

    known = asked.known
    pain = "Pain now, 0 to 10" if asked.is_today else "Pain before the first bout, 0 to 10"
    wanted = (
        ("pain_now", pain, _MOST_PAIN),
        ("pain_worst", "Worst pain of the day, 0 to 10", _MOST_PAIN),
        ("minutes_walked", "Minutes walked", _MOST_MINUTES),
    )
    dialogue.line("Enter leaves a question out; q saves what you gave so far.")
    try:
        for name, prompt, most in wanted:
            told = asked.pain if name == "pain_now" else getattr(known, name, None)
            number = dialogue.ask_whole_or_skip(f"{prompt}{_told(told)}", 0, most)
            if number is not None:
                answers[name] = number
        flare = dialogue.ask_yes_no_or_skip(f"A flare, clearly worse than before?{_shown(known, 'flare')}")
        if flare is not None:
            answers["flare"] = flare
        _ask_more(dialogue, asked, answers)
    except Leaving:
        dialogue.line()


def _ask_more(dialogue: Dialogue, asked: Asked, answers: dict[str, object]) -> None:
    """Ask what has less haste.

    Raises:
        Leaving: The person leaves half-way.
    """
    known = asked.known
    for name, prompt in (("sleep", "How the night was, 0 very bad to 10"), ("mood", "Mood, 0 very low to 10")):
        number = dialogue.ask_whole_or_skip(f"{prompt}{_shown(known, name)}", 0, _MOST_PAIN)
        if number is not None:
            answers[name] = number
    if asked.asks_soreness:
        prompt = "If you are more sore: is it only dull, used muscles, and you move freely?"
        sore = dialogue.ask_yes_no_or_skip(f"{prompt}{_shown(known, 'muscle_soreness')}")
        if sore is not None:
            answers["muscle_soreness"] = sore
    medicine = dialogue.ask_yes_no_or_skip(f"Any medicine for the pain?{_shown(known, 'medicine')}")
    if medicine is not None:
        answers["medicine"] = medicine
    scores: dict[str, int] = {}
    answers_before = dict(known.activities) if known else {}
    for one in asked.activities:
        before = f" [{answers_before[one.id]}]" if one.id in answers_before else ""
        number = dialogue.ask_whole_or_skip(f"{one.name}, 0 cannot to 10 as before{before}", 0, _MOST_PAIN)
        if number is not None:
            scores[one.id] = number
            answers["activities"] = scores
    if asked.asks_global:
        prompt = "Since the start, -3 very much worse to 3 very much better"
        number = dialogue.ask_whole_or_skip(prompt, -_MOST_CHANGE, _MOST_CHANGE)
        if number is not None:
            answers["global_change"] = number


def _shown(known: HistoryDay | None, name: str) -> str:
    return _told(getattr(known, name, None))


def _told(value: object) -> str:
    if value is None or value is False:
        return ""
    return f" [{'yes' if value is True else value}]"


def _tell_new_places(voice: Voice, found: NewPlaces, library: Library) -> None:
    """Tell why the safety check comes next."""
    if found.asks:
        names = ", ".join(library.body_areas[name].name.en for name in found.areas)
        voice.line(f"New places: {names}. A nerve may be felt there, so the safety questions come first.")


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
