"""`loosen breaks`: reminders to stand up, with moves of one's own plan. It runs until it is stopped, no longer."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from loosen.cli.options import data_dir_option, settings_of

if TYPE_CHECKING:
    from loosen.cli.desktop import Desktop
    from loosen.cli.output import Voice
    from loosen.cli.owner import Owner
    from loosen.coach.breaks import DeskBreak
    from loosen.core.breaks import BreakWishes

LOOK_EVERY_S = 15.0
_SPAN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)")
Quiet = tuple[time, time]


@click.command()
@click.option(
    "--every", type=float, metavar="MINUTES", help="How long you sit until a break, 20 to 60.  [default: 30]"
)
@click.option("--lasts", type=float, metavar="MINUTES", help="How long a break is, 1 to 3.  [default: 2]")
@click.option("--quiet", metavar="HH:MM-HH:MM", multiple=True, help="No reminders in this time; may be given often.")
@click.option("--until", metavar="HH:MM", help="Stop at this time.")
@click.option("--try", "is_try", is_flag=True, help="Show one reminder now, then stop.")
@data_dir_option
def breaks(
    every: float | None,
    lasts: float | None,
    quiet: tuple[str, ...],
    until: str | None,
    is_try: bool,
    data_dir: str | None,
) -> None:
    """Remind you to stand up, with a short move of your own plan. Stop it with Ctrl-C; nothing runs on.

    Being away from keyboard and mouse for 2 minutes counts as a break. Nothing is counted or sent anywhere.
    """
    import asyncio

    from loosen.cli.desktop import OwnDesktop
    from loosen.cli.output import Voice
    from loosen.cli.owner import open_owner
    from loosen.core.breaks import break_wishes

    spans = tuple(_span(text) for text in quiet)
    end = _clock_time(until) if until else None
    voice = Voice()
    with open_owner(settings_of(data_dir=data_dir)) as owner:
        wishes = break_wishes(owner.library, every, lasts)
        desktop = OwnDesktop()
        if is_try:
            asyncio.run(_try(desktop, owner, wishes, voice))
            return
        _tell_start(voice, wishes, end)
        runner = Runner(desktop, owner, wishes, spans, voice)
        try:
            asyncio.run(runner.run(datetime.now, asyncio.sleep, end))
        except KeyboardInterrupt:
            voice.line()
        voice.line(f"Off. Breaks taken: {runner.taken}.")


class Runner:
    """Looks at the sitting again and again, and calls the breaks.

    Args:
        desktop: Where reminders are shown.
        owner: Whose plan it is.
        wishes: How breaks are wished.
        quiet: Times of day without reminders.
        voice: Where it is told too.
    """

    def __init__(
        self, desktop: Desktop, owner: Owner, wishes: BreakWishes, quiet: tuple[Quiet, ...], voice: Voice
    ) -> None:
        self._desktop = desktop
        self._owner = owner
        self._wishes = wishes
        self._quiet = quiet
        self._voice = voice
        self.taken = 0
        self.called = 0

    async def run(
        self, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[object]], until: time | None
    ) -> None:
        """Run until the time of day that was given, or until it is stopped; then nothing is left on the screen."""
        from loosen.core.breaks import Sitting, look

        begun = now()
        end = _next(until, begun) if until else None
        sitting = Sitting(since=begun, seen=begun)
        try:
            while end is None or now() < end:
                is_quiet = (
                    any(_is_within(now().time(), span) for span in self._quiet) or await self._desktop.is_quiet()
                )
                idle = await self._desktop.idle()
                sitting, is_due = look(sitting, now(), idle, self._wishes, is_quiet=is_quiet)
                self.taken = sitting.breaks
                if is_due:
                    await self.call()
                await sleep(LOOK_EVERY_S)
        finally:
            await self._desktop.leave()

    async def call(self) -> None:
        """Show the next break."""
        from loosen.coach.breaks import desk_break

        found = desk_break(self._owner.daily, self._owner.state(), self._wishes.lasts, self.called)
        self.called += 1
        title, words = _in_words(found)
        await self._desktop.notify(title, words)
        self._voice.line(f"{title}. {words}")


async def _try(desktop: Desktop, owner: Owner, wishes: BreakWishes, voice: Voice) -> None:
    await Runner(desktop, owner, wishes, (), voice).call()  # it stays on the screen, to be seen
    if await desktop.idle() is None:
        voice.line("How long keyboard and mouse are still cannot be read here. Breaks will go by the clock alone.")


def _in_words(found: DeskBreak) -> tuple[str, str]:
    minutes = f"{found.seconds / 60:g}"
    title = f"Time to move: {minutes} minute{'s' if minutes != '1' else ''}"
    if found.move is None:
        return title, found.rest
    way = f", {found.move.detail}" if found.move.detail else ""
    return title, f"{found.move.name}{way}: {found.move.words}. Then: {found.rest}"


def _tell_start(voice: Voice, wishes: BreakWishes, end: time | None) -> None:
    until = f", until {end:%H:%M}" if end else ""
    voice.line(f"A reminder after each {wishes.every.total_seconds() / 60:g} minutes of sitting{until}.")
    voice.line("Stop: Ctrl-C. Then it is off, and nothing runs on.")


def _span(text: str) -> Quiet:
    from loosen.errors import CallError

    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise CallError(f"{text!r} is no time of day.", where="--quiet", detail="Write it as 12:00-13:30.")
    begin, end = f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"
    return _clock_time(begin, "--quiet"), _clock_time(end, "--quiet")


def _clock_time(text: str, where: str = "--until") -> time:
    from loosen.errors import CallError

    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as error:
        raise CallError(f"{text!r} is no time of day.", where=where, detail="Write it as 17:30.") from error


def _is_within(now: time, span: Quiet) -> bool:
    """Return whether a time of day lies in a span, which may go over midnight."""
    begin, end = span
    return begin <= now < end if begin <= end else now >= begin or now < end


def _next(at: time, now: datetime) -> datetime:
    found = datetime.combine(now.date(), at, now.tzinfo)
    return found if found > now else found + timedelta(days=1)
