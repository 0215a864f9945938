"""The safety notice and the first steps in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loosen.cli.output import Voice

if TYPE_CHECKING:
    from loosen.domain.help import Notice
    from loosen.domain.results import Now, NowItem


def tell_notice(voice: Voice, notice: Notice) -> None:
    """Tell the short notice and what the person confirms."""
    voice.title("Before the first steps")
    voice.line(notice.short.en)
    voice.line()
    voice.line(notice.tick.en)


def tell_whole_notice(voice: Voice, notice: Notice) -> None:
    """Tell every element of the notice."""
    voice.title("The whole notice")
    voice.line(notice.intended_use.en)
    for item in sorted(notice.item, key=lambda each: each.order):
        voice.line()
        voice.line(f"{item.title.en}. {item.words.en}", mark=f"{item.order}. ")


def tell_steps(voice: Voice, now: Now) -> None:
    """Tell what to do now, what to leave out today, and where the medicine screen is."""
    voice.title("What to do now")
    voice.line(f"{now.set_name}. Stage: {now.stage}.")
    for number, item in enumerate(now.items, start=1):
        _tell_item(voice, number, item)
    stops = dict.fromkeys(words for item in now.items for words in item.stop)
    if stops:
        voice.title("When to stop")
        voice.items(list(stops))
    if now.avoid:
        voice.title("What to leave out today")
        for entry in now.avoid:
            until = f" Until: {entry.until}." if entry.until else ""
            voice.line(f"{entry.words} {entry.why}{until}", indent=2, mark="- ")
    voice.title("Pain medicine")
    voice.line(
        "Some do not go with other medicines or illnesses. Before you take any, do the medicine screen in the app: "
        "run loosen and choose “Painkillers”."
    )


def _tell_item(voice: Voice, number: int, item: NowItem) -> None:
    voice.title(f"{number}. {item.name}: {item.detail}")
    how_long = f" About {item.minutes:g} min." if item.minutes else ""
    if item.dose:
        voice.line(f"{item.dose}{how_long}", indent=3)
    for place, step in enumerate(item.steps, start=1):
        voice.line(step, indent=3, mark=f"{place}) ")
    for words in (*((item.skin,) if item.skin else ()), *item.cautions):
        voice.line(words, indent=3, mark="Take care: ")
    voice.line(f"{item.why} {item.because}", indent=3, mark="Why: ")
    voice.line(f"{item.grade_words} ({item.grade.value}).", indent=3, mark="How sure: ")
    sources = dict.fromkeys(
        source.title if source.confirmed else f"{source.title} (not yet confirmed)" for source in item.source
    )
    voice.line(f"{'; '.join(sources)}.", indent=3, mark="Sources: ")
