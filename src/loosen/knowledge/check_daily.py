"""Checks of the body map, the timers and the questionnaires that need more than one file."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.domain.library import Library
from loosen.domain.safety import FactType
from loosen.knowledge.locate import Path as KeyPath

_Problem = tuple[str, str, KeyPath, str, str]


def check_daily(library: Library) -> Iterator[_Problem]:
    """Yield every problem of body areas and timers: kind, entry, path, what is wrong, how to mend it."""
    facts = {name for name, question in library.questions.items() if question.type is FactType.ANSWER}
    for name, area in library.body_areas.items():
        for index, neighbour in enumerate(area.neighbours):
            other = library.body_areas.get(neighbour)
            if other is None or name not in other.neighbours:
                what = f"{neighbour!r} is no area that has this one as its neighbour"
                yield "body_areas", name, ("neighbours", index), what, "Name each in the file of the other."
        for key, asked in (("asks", area.asks), ("asks_both", area.asks_both)):
            for index, fact in enumerate(asked):
                if fact not in facts:
                    what = f"{fact!r} is no question that takes yes or no"
                    yield "body_areas", name, (key, index), what, "Use the id of such a question."
        if (area.below_knee or area.saddle) and not area.asks:
            yield "body_areas", name, ("asks",), "a new mark here must lead to the check", "Name what it leaves open."
        if area.shape[0].view is not area.view:
            yield "body_areas", name, ("shape", 0), "the first shape is not in its own view", "Put that one first."
    for name, timer in library.timers.items():
        kind, _, entry = timer.entry.partition("/")
        if kind not in {"remedies", "movements"} or library.entry(kind, entry) is None:
            what = f"{timer.entry!r} is no remedy or movement"
            yield "timers", name, ("entry",), what, "Use remedies/ID or movements/ID."
        elif entry != name:
            yield "timers", name, ("id",), f"the id is not that of {timer.entry!r}", "Make them equal."
