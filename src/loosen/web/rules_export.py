"""The rules as plain JSON, for the evaluator in the browser: what `loosen.core.triage` reads, and nothing else."""

from __future__ import annotations

from typing import Any

from loosen.core.interview import fit_facts
from loosen.core.triage import disposition_of
from loosen.domain import conditions as c
from loosen.domain.basics import Level
from loosen.domain.library import Library
from loosen.domain.safety import Purpose, Question, Screen
from loosen.web.forms import options_of

FORMAT = 1
"""Changes when the evaluator has to read the rules in another way."""
_RANGE = ("at_least", "above", "at_most", "below")
_Json = dict[str, Any]


def rules_of(library: Library) -> _Json:
    """Return facts, signs, rules, safety screens and words of the levels as plain JSON.

    The facts stand in their order, the rules in that in which they are judged.
    """
    extra = fit_facts(library)
    letters = {**{level.value: level.rank for level in Level}}
    return {
        "format": FORMAT,
        "knowledge_version": library.version,
        "facts": [_fact(question, library, is_fit=name in extra) for name, question in library.facts.items()],
        "signs": {name: condition_json(sign.when) for name, sign in library.signs.items()},
        "rules": [
            {
                "id": rule.id,
                "title": rule.lay_title.en,
                "outcomes": [
                    {
                        "level": outcome.level.value,
                        "when": condition_json(outcome.when),
                        "advice": outcome.advice.en,
                        "do": list(outcome.do.en) if outcome.do else None,
                        "say": outcome.say.en if outcome.say else None,
                        "blocks_plan": outcome.blocks_plan,
                    }
                    for outcome in rule.outcome
                ],
            }
            for rule in library.rules.values()
        ],
        "screens": [_screen(screen) for screen in library.ordered_screens if screen.purpose is Purpose.SAFETY],
        "ranks": letters,
        "dispositions": {letter: disposition_of(letter).value for letter in library.levels},
        "levels": {
            letter: {
                "title": words.title.en,
                "meaning": words.meaning.en,
                "do": list(words.do.en),
                "say": list(words.say.en) if words.say else [],
                "worse": words.worse.en if words.worse else "",
            }
            for letter, words in library.levels.items()
        },
    }


def condition_json(condition: c.Condition) -> Any:  # noqa: ANN401 - plain JSON
    """Return a condition in the form of the rule files."""
    match condition:
        case c.Yes():
            return condition.fact
        case c.AnyOf(any=parts):
            return {"any": [condition_json(part) for part in parts]}
        case c.AllOf(all=parts):
            return {"all": [condition_json(part) for part in parts]}
        case c.AtLeast():
            return {"count": condition.count, "of": [condition_json(part) for part in condition.of]}
        case c.SignRef():
            return {"sign": condition.sign}
        case c.Unless():
            return {"when": condition_json(condition.when), "unless": condition_json(condition.unless)}
        case c.IsOneOf():
            return {"fact": condition.fact, "is": list(condition.choices)}
        case c.InRange():
            limits = {name: getattr(condition, name) for name in _RANGE}
            return {"fact": condition.fact, **{name: value for name, value in limits.items() if value is not None}}


def _fact(question: Question, library: Library, *, is_fit: bool) -> _Json:
    return {
        "id": question.id,
        "type": question.type.value,
        "screen": question.screen,
        "line": question.line,
        "hard": question.hard,
        "background": question.background,
        "purpose": question.purpose.value,
        "ask": question.ask.en,
        "short": question.short.en,
        "why": question.why.en,
        "clarifier": question.clarifier_id,
        "clarifies": question.clarifies,
        "under": list(question.under),
        "asked_if": None if question.asked_if is None else condition_json(question.asked_if),
        "options": [list(option) for option in options_of(question)],
        "minimum": question.minimum,
        "maximum": question.maximum,
        "unit": question.unit,
        "fit": is_fit,
        "unsure": question.purpose is not Purpose.FIT or question.id in library.tag_facts,
    }


def _screen(screen: Screen) -> _Json:
    return {
        "id": screen.id,
        "title": screen.title.en,
        "help": screen.help.en if screen.help else None,
        "lines": [[line.id, line.title.en] for line in screen.line],
    }
