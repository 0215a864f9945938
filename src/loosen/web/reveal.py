"""A style sheet made from the questions: a follow-up shows when the answer above it calls for it. No script."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.domain.conditions import IsOneOf, leaves
from loosen.domain.library import Library
from loosen.domain.safety import Question


def reveal_css(library: Library) -> str:
    """Return rules that hide each question that another one on its screen brings up, until it does.

    Only a question that stands below another one is hidden so: what is asked in its own right, because it was brought
    up earlier, has nothing on the screen that could show it.
    """
    rules = []
    for question in library.facts.values():
        nest = f'[data-nest="{question.id}"]'
        shown_by = list(_shown_by(question, library))
        if shown_by:
            rules.append(f"form:not(:has({','.join(shown_by)})) .nest{nest}{{display:none}}")
        for leaf in _choices_on_screen(question, library):
            options = ",".join(f'[name="{leaf.fact}"][value="{choice}"]:checked' for choice in leaf.choices)
            rules.append(f'form:has([name="{leaf.fact}"]):not(:has({options})) {nest}{{display:none}}')
    return "@supports selector(:has(a)){" + "".join(rules) + "}\n"


def _shown_by(question: Question, library: Library) -> Iterator[str]:
    """Yield the inputs that bring a question up: a tick above it, or a clarifier that does not deny it."""
    if question.clarifies is not None:
        yield f'[name="{question.clarifies}.unsure"]:checked'
        return
    for parent in question.under:
        yield f'[name="{parent}"]:checked'
        clarifier = library.facts[parent].clarifier_id
        if clarifier is None:
            yield f'[name="{parent}.unsure"]:checked'
        else:
            yield f'[name="{clarifier}"]:is([value="yes"],[value="unknown"]):checked'


def _choices_on_screen(question: Question, library: Library) -> Iterator[IsOneOf]:
    """Yield the choices of the same screen that a question waits for."""
    for leaf in leaves(question.asked_if) if question.asked_if else ():
        if isinstance(leaf, IsOneOf) and library.facts[leaf.fact].screen == question.screen:
            yield leaf
