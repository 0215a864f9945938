"""The plan of a day in words: what changed, the bouts, the day around them, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loosen.cli.outcome import source_words
from loosen.cli.output import Voice
from loosen.core.dose import planned_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loosen.domain.library import Library
    from loosen.domain.plan import Adapted, Day, DayPart, Plan, PlannedBout, Walks

_MINUTE_S = 60


def tell_plan(voice: Voice, plan: Plan, library: Library, *, why: bool, left_out: bool) -> None:
    """Tell a plan, or why there is none.

    Args:
        voice: The terminal.
        plan: The plan.
        library: The knowledge.
        why: Tell reasons, grades and sources.
        left_out: Tell every movement that is not in, and why.
    """
    voice.title(f"Plan for {plan.today:%A} {plan.today}")
    if plan.withheld is not None:
        voice.line(plan.withheld)
        tell_adapted(voice, plan.adapted)
        return
    voice.line(f"Stage: {library.stages[plan.stage].name.en}.")
    if plan.adapted:
        voice.title("What your days changed")
        tell_adapted(voice, plan.adapted)
    if plan.reminders:
        voice.title("To look after")
        tell_adapted(voice, plan.reminders)
    for bout in plan.bouts:
        _tell_bout(voice, bout, why=why)
    if not plan.bouts:
        voice.title("No guided bout today")
        voice.line(plan.nothing_fits or "There is no guided bout today.")
    if plan.day is not None:
        _tell_day(voice, plan.day, why=why)
    if plan.review_on is not None:
        voice.line()
        voice.line(f"Next look back: {plan.review_on}.")
    if left_out:
        voice.title(f"Left out: {len(plan.left_out)}")
        for item in plan.left_out:
            voice.line(f"{item.name}: {item.because}", indent=2, mark="- ")


def tell_adapted(voice: Voice, notes: Iterable[Adapted]) -> None:
    """Tell the rules that changed a plan, each in its own sentence."""
    for note in notes:
        about = f"{note.about}: " if note.about else ""
        voice.line(f"{about}{note.says} (rule {note.rule})", indent=2, mark="- ")


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds."""
    whole = max(0, round(seconds))
    return f"{whole // _MINUTE_S}:{whole % _MINUTE_S:02}"


def _tell_bout(voice: Voice, bout: PlannedBout, *, why: bool) -> None:
    often = "once" if bout.times_a_day == 1 else f"{bout.times_a_day} times"
    voice.title(f"{bout.title}: {clock(bout.seconds)} min by the clock, {often} today")
    for number, item in enumerate(bout.items, start=1):
        voice.line(f"{item.name}, {item.detail[:1].lower()}{item.detail[1:]}", indent=2, mark=f"{number}. ")
        voice.line(f"{planned_words(item)}. {clock(item.seconds)} min, {item.position.replace('-', ' ')}.", indent=5)
        for words in item.cautions:
            voice.line(words, indent=5, mark="Take care: ")
        if why:
            voice.line(item.because, indent=5, mark="Why: ")
            voice.line(f"{item.grade_words} ({item.grade.value}).", indent=5, mark="How sure: ")
            for words in dict.fromkeys(source_words(source) for source in item.source):
                voice.line(words, indent=5, mark="Source: ")


def _tell_day(voice: Voice, day: Day, *, why: bool) -> None:
    voice.title(f"Through the day: {day.name.lower()}")
    voice.line(day.goals)
    parts: list[tuple[str, tuple[DayPart | Walks, ...]]] = [
        ("Walking", (day.walking,) if day.walking else ()),
        ("Breaks", (day.breaks,)),
        ("Relief", day.relief),
        ("For you", day.tone),
        ("Work", day.work),
        ("Sleep", day.sleep),
    ]
    for name, several in parts:
        for part in several:
            voice.line(part.words, indent=2, mark=f"{name}: ")
            for words in day.walking.cautions if day.walking and part is day.walking else ():
                voice.line(words, indent=5, mark="Take care: ")
            if why:
                voice.line(part.because, indent=5, mark="Why: ")
                voice.line(f"{part.grade_words} ({part.grade.value}).", indent=5, mark="How sure: ")
