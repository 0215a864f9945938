"""The answer about a lift in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loosen.cli.output import Voice

if TYPE_CHECKING:
    from loosen.domain.lifting import LiftAnswer, TaskAnswer

_FACTORS = (
    ("lc", "load constant"),
    ("hm", "how far the hands are"),
    ("vm", "how high the hands are"),
    ("dm", "how far it goes up or down"),
    ("am", "twist"),
    ("fm", "how often, and for how long"),
    ("cm", "grip"),
)


def tell_lift(voice: Voice, answer: LiftAnswer) -> None:
    """Tell what the methods say about a lift; first for whom the limit is not meant."""
    for words in answer.cautions:
        voice.line(words)
    voice.title(answer.title)
    for words in answer.words:
        voice.line(words, indent=2)
    for number, task in enumerate(answer.tasks, start=1):
        _tell_task(voice, answer, task, number)
    if answer.needle:
        voice.title("What helps most")
        voice.line(answer.needle, indent=2)
        for change in answer.changes[1:]:
            after = f"limit {change.rwl:.1f} {answer.weight_unit}"
            if answer.composite:
                after = f"index {change.li:.2f}" if change.li is not None else "outside the method"
            voice.line(f"{change.words} ({after})", indent=2, mark="- ")
    voice.title("Load over a day (LiFFT)")
    for words in answer.lifft.words if answer.lifft else ():
        voice.line(words, indent=2)
    voice.line(answer.lifft_note, indent=2)
    voice.title("Sources")
    titles = dict.fromkeys(source.title for source in answer.sources)
    voice.items(list(titles))


def _tell_task(voice: Voice, answer: LiftAnswer, task: TaskAnswer, number: int) -> None:
    name = task.name or (f"Task {number}" if answer.composite else "Step by step")
    voice.title(name)
    if answer.composite:
        index = "outside the method" if task.li is None else f"index {task.li:.2f}"
        voice.line(f"Limit {task.rwl:.1f} {answer.weight_unit}, load {task.load:g}: {index}.", indent=2)
    for point in task.points:
        end = "Start" if point.place == "origin" else "End"
        guessed = ", estimated from the box" if point.horizontal_estimated else ""
        unit = answer.length_unit
        voice.line(
            f"{end}: hands {point.horizontal:g} {unit} from the ankles{guessed}, {point.vertical:g} {unit} high; "
            f"limit {point.rwl:.1f} {answer.weight_unit}",
            indent=2,
        )
        for key, words in _FACTORS:
            voice.line(f"{getattr(point.multipliers, key):>6.3g}  {words}", indent=4)
