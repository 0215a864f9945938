"""`loosen progress`: how it is going, in words, bars and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loosen.cli.options import data_dir_option, json_option, overlay_option, settings_of

if TYPE_CHECKING:
    from loosen.cli.output import Voice
    from loosen.domain.outcomes import Progress, WeekReport

_NO_REPORT = "-"


@click.command()
@click.option("--all", "all_days", is_flag=True, help="Everything, not the last 6 weeks alone.")
@json_option
@data_dir_option
@overlay_option
def progress(all_days: bool, as_json: bool, data_dir: str | None, overlay: str | None) -> None:
    """Show how it is going: what changed, what you can do, and what you did against the aim."""
    from loosen.cli.output import Voice, say_json
    from loosen.cli.owner import open_owner
    from loosen.coach.lookback import LookBack

    with open_owner(settings_of(data_dir=data_dir, overlay=overlay)) as owner:
        voice = Voice(err=as_json)
        found = LookBack(owner.daily).progress(owner.state(), all_days=all_days)
        owner.check_journal(voice)
        if as_json:
            say_json(found.model_dump(mode="json"))
            return
        _tell(voice, found)


def _tell(voice: Voice, found: Progress) -> None:
    voice.title(found.headline)
    if found.first is None:
        voice.line("Say how it is: loosen log")
        return
    for line in (*found.says, *found.pain.notes):
        voice.line(line)
    _tell_pain(voice, found)
    if found.activities:
        voice.title("What you can do, 0 to 10")
        for one in found.activities:
            before, after = one.change.before, one.change.after
            now = f"{one.told[-1][1]}" if before is None or after is None else f"from {before:g} to {after:g}"
            voice.line(f"{one.name}: {now}", indent=2, mark="- ")
    if found.weeks:
        voice.title("Weeks: days with a session, and minutes moved")
        for week in found.weeks:
            voice.line(_week(week), indent=2)
    if found.happenings:
        voice.title("What happened when")
        for happening in found.happenings:
            voice.line(f"{happening.date}: {happening.words}", indent=2, mark="- ")


def _tell_pain(voice: Voice, found: Progress) -> None:
    """Tell pain week by week: what was told each day, and the typical range at the end of the week."""
    days = found.pain.days
    if not found.pain.told:
        return
    voice.title("Pain of each day, week by week, and what is typical")
    for begins in range(0, len(days), 7):
        week = days[begins : begins + 7]
        told = " ".join(_NO_REPORT if day.pain is None else str(day.pain) for day in week)
        band = week[-1].typical
        typical = f"  typical {band.low:.1f} to {band.high:.1f}" if band else ""
        voice.line(f"{week[0].date}  {told:<20}{typical}", indent=2)


def _week(week: WeekReport) -> str:
    name = f"week {week.number}" if week.is_over else "now"
    met = " (met)" if week.is_met else ""
    minutes = week.bout_minutes + (week.walked or 0)
    done = f"{name:<8} days: {week.bout_days}, aim {week.aim_days}{met}; minutes: {minutes}, aim {week.aim_minutes}"
    return f"{done}{'; flare' if week.has_flare else ''}"
