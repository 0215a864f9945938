"""`loosen facts`: everything that can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loosen.cli.options import json_option, overlay_option, settings_of

if TYPE_CHECKING:
    from loosen.domain.contracts import FactEntry, FactsAnswer


@click.command()
@json_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the answer.")
@overlay_option
def facts(as_json: bool, schema: bool, overlay: str | None) -> None:
    """List every fact that can be answered: its question, type and screen."""
    from loosen.cli.output import say_json
    from loosen.domain.contracts import FactsAnswer

    if schema:
        say_json(FactsAnswer.model_json_schema(mode="serialization"))
        return
    from loosen.coach import list_facts
    from loosen.knowledge import load_library

    answer = list_facts(load_library(settings_of(overlay=overlay).overlay))
    if as_json:
        say_json(answer.model_dump(mode="json"))
    else:
        _tell(answer)


def _tell(answer: FactsAnswer) -> None:
    from loosen.cli.output import Voice

    voice = Voice()
    screen = None
    for fact in answer.facts:
        if fact.screen != screen:
            screen = fact.screen
            voice.title(f"{fact.screen_title} ({fact.screen})")
        voice.line(f"{fact.id}: {_type_words(fact)}", indent=2)
        voice.line(fact.question, indent=6)
    voice.line()
    hard = sum(fact.hard for fact in answer.facts)
    voice.line(
        f"{len(answer.facts)} facts, {hard} of them hard: a yes can alone mean emergency or same day. "
        f"Knowledge {answer.knowledge_version}."
    )


def _type_words(fact: FactEntry) -> str:
    words = {"answer": "yes, no or not sure", "date": "a day such as 2026-11-21"}.get(fact.type.value, "")
    if fact.type.value == "number":
        words = f"{fact.minimum:g} to {fact.maximum:g} {fact.unit}"
    if fact.type.value == "choice":
        words = " | ".join(choice.id for choice in fact.choices)
    hard = ", hard" if fact.hard else ""
    clarifies = f", asked when {fact.clarifies} is not sure" if fact.clarifies else ""
    under = f", under {' or '.join(fact.under)}" if fact.under and not fact.clarifies else ""
    return f"{words}{hard}{clarifies}{under}"
