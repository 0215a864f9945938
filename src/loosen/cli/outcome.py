"""The outcome of the safety check in words: what, who to call, what to say, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from loosen.cli.output import Voice
from loosen.domain.basics import Level

if TYPE_CHECKING:
    from loosen.domain.contracts import HeardSign
    from loosen.domain.help import Country
    from loosen.domain.library import Library
    from loosen.domain.planning import StopSign
    from loosen.domain.results import Because, CitedSource, TriageResult

_MIND_LINE = "mind"
_MOST_OPEN = 10
_OUTCOMES = {
    "self-care": "self-care",
    "not-enough-answers": "more questions first",
    "see-a-clinician": "see a clinician",
    "same-day": "medical help today",
    "emergency": "emergency",
}


def tell_emergency(voice: Voice, result: TriageResult, country: Country, library: Library) -> None:
    """Tell on one screen what to do, who to call and what to say."""
    voice.title(result.title.upper(), alarm=True)
    voice.line(result.meaning)
    voice.line(result.advice[0])
    tell_help(voice, result, country, library)
    voice.title("What to do")
    voice.items(result.advice[1:])


def tell_outcome(
    voice: Voice,
    result: TriageResult,
    country: Country,
    library: Library,
    *,
    heard: Iterable[HeardSign] = (),
) -> None:
    """Tell the outcome, then what led to it and what would change it."""
    if result.disposition == "emergency":
        tell_emergency(voice, result, country, library)
    else:
        voice.title(result.title)
        voice.line(result.meaning)
        if result.disposition == "same-day":
            tell_help(voice, result, country, library)
        voice.title("What to do")
        voice.items(result.advice)
    tell_reasons(voice, result, library, heard=heard)


def tell_help(voice: Voice, result: TriageResult, country: Country, library: Library) -> None:
    """Tell who to call and what to say."""
    voice.title("Who to call")
    for site in library.site.values():
        if site.phone and result.disposition != "emergency":
            voice.line(f"{site.phone}  {site.name}", indent=2)
    for kind in _line_kinds(result, library):
        for line in country.line:
            if line.kind == kind:
                when = f": {line.when.en}" if line.when else ""
                voice.line(f"{line.name}{when}.", indent=2, mark=f"{line.number}  ")
    words = library.levels[result.level].say
    if words:
        voice.title("What to say")
        voice.items(list(words.en))
        said = [fact for reason in result.because if reason.level == result.level for fact in reason.facts]
        voice.items(list(dict.fromkeys(f"{fact.question} {fact.answer}." for fact in said)), indent=4)


def tell_stop(voice: Voice, sign: StopSign, country: Country, library: Library) -> None:
    """Tell an emergency that began in a guided bout: what to do, who to call, what to say."""
    level = library.levels[Level.EMERGENCY.value]
    voice.title(level.title.en.upper(), alarm=True)
    voice.line(f"{sign.advice.en} (rule {sign.rule})")
    voice.title("Who to call")
    for line in country.line:
        if line.kind == "emergency":
            when = f": {line.when.en}" if line.when else ""
            voice.line(f"{line.name}{when}.", indent=2, mark=f"{line.number}  ")
    if level.say:
        voice.title("What to say")
        voice.items([*level.say.en, f"{sign.ask.en}."])
    voice.title("What to do")
    voice.items(level.do.en)


def tell_reasons(voice: Voice, result: TriageResult, library: Library, *, heard: Iterable[HeardSign] = ()) -> None:
    """Tell the rules that spoke, what is still open and what would change the outcome."""
    for sign in heard:
        voice.title("We read this in your words")
        voice.line(f"“{sign.quote}”. {sign.question} Counted as: {sign.counted_as}.", indent=2)
    if result.because:
        voice.title("Why we say this")
        for reason in result.because:
            _tell_reason(voice, reason, with_advice=reason.level != result.level)
    if result.unsettled:
        voice.title("Left open by “not sure”")
        for reason in result.unsettled:
            _tell_reason(voice, reason, with_advice=True)
    if result.disposition == "not-enough-answers":
        voice.title("Still to answer")
        voice.items([library.facts[name].ask.en for name in result.ask_next[:_MOST_OPEN]])
        if len(result.ask_next) > _MOST_OPEN:
            voice.line(f"and {len(result.ask_next) - _MOST_OPEN} more that may matter", indent=2)
    if result.worse:
        voice.title("When to come back")
        voice.line(result.worse, indent=2)
    if result.would_change:
        voice.title("What would change this")
        voice.items(
            [f"“No” to “{w.question}” would give: {_OUTCOMES[w.disposition.value]}." for w in result.would_change]
        )


def source_words(source: CitedSource) -> str:
    """Return a source with its place and grade as a person reads it."""
    confirmed = "" if source.confirmed else ", not yet confirmed"
    return f"{source.title}, {source.locator}. {source.grade_words} ({source.grade.value}){confirmed}."


def _tell_reason(voice: Voice, reason: Because, *, with_advice: bool) -> None:
    voice.line(f"{reason.lay_title} (rule {reason.rule}, version {reason.rule_version})", indent=2)
    for fact in reason.facts:
        voice.line(f"{fact.question} {fact.answer}.", indent=4, mark="You said: ")
    if with_advice:
        voice.line(reason.advice, indent=4)
    for source in reason.source:
        voice.line(source_words(source), indent=4, mark="Source: ")


def _line_kinds(result: TriageResult, library: Library) -> Iterator[str]:
    """Yield the kinds of lines to show, the one to call first."""
    names = {fact.id for reason in result.because for fact in reason.facts}
    if any(library.facts[name].line == _MIND_LINE for name in names):
        yield "crisis"
    if result.disposition != "emergency":
        yield "urgent"
    yield "emergency"
