"""The evaluator in the browser agrees with Python: on every vignette, and on many generated sets of answers.

Each set is compared by outcome, rules, what is open and unsettled, what is asked next, how much of a plan there is,
and by the next screen with its questions. How many sets: 3,000, or as many as `AGREE_ON`
says (`make agree`: 100,000).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from loosen.core.facts import read_facts
from loosen.core.interview import next_screen
from loosen.core.triage import triage
from loosen.domain.basics import Disposition
from loosen.domain.library import Library
from loosen.domain.safety import FactType, Question
from tests.browser.watching import NewContext
from tests.property.strategies import numbers_of
from tests.vignettes.cases import FILES, told

SETS = int(os.environ.get("AGREE_ON", "3000"))
BATCH = 1000
SEED = 20261121
YES_AND_UNSURE = ((0.0, 0.0), (0.01, 0.0), (0.02, 0.02), (0.05, 0.0), (0.0, 0.05), (0.15, 0.1), (0.5, 0.2))
ANSWERED = (1.0, 1.0, 1.0, 0.95, 0.8, 0.3)
SAME = r"""async (text) => {
  const { sets, values } = JSON.parse(text);
  const { Rules } = await import("/static/rules.js");
  globalThis.rules ??= new Rules(await (await fetch("/offline/rules.json")).json());
  const names = rules.data.facts.map((fact) => fact.id);
  return sets.map((set) => {
    const facts = Array.isArray(set) ? {} : set;
    if (Array.isArray(set)) set.forEach(([name, value]) => { facts[names[name]] = values[value]; });
    const result = rules.triage(facts);
    const next = rules.nextScreen(facts);
    const ids = (list) => list.map((one) => names.indexOf(one.id ?? one)).join(" ");
    return [result.disposition, result.level, result.plan,
      result.because.map(({rule, outcome}) => rule.id + outcome.level).join(" "),
      result.because.map(({outcome}) => ids(rules.holding(result, outcome))).join(";"),
      result.unsettled.map(({rule, outcome}) => rule.id + outcome.level).join(" "),
      ids(result.open), ids(result.askNext),
      next && [next.screen.id, next.step,
        ...next.lines.map((line) => ids(line.questions) + "/" + ids(line.nested))].join("|"),
    ].join("#");
  }).join("\n");
}"""


def in_python(raw: dict[str, Any], library: Library, place: dict[str, int]) -> str:
    """Return what Python says of a set of answers, in the form in which the browser says it."""
    facts = read_facts(raw, library)
    result, screen = triage(facts, library), next_screen(facts, library)

    def ids(names: Iterator[str] | tuple[str, ...]) -> str:
        return " ".join(str(place[name]) for name in names)

    def asked(questions: tuple[Question, ...]) -> str:
        return ids(tuple(question.id for question in questions))

    shown = [f"{asked(line.questions)}/{asked(line.nested)}" for line in screen.lines] if screen else []
    return "#".join(
        [
            result.disposition.value,
            result.level,
            result.plan.value,
            " ".join(f"{reason.rule}{reason.level.value}" for reason in result.because),
            ";".join(ids(tuple(fact.id for fact in reason.facts)) for reason in result.because),
            " ".join(f"{reason.rule}{reason.level.value}" for reason in result.unsettled),
            ids(result.open),
            ids(result.ask_next),
            "|".join([screen.screen.id, str(screen.step), *shown]) if screen else "",
        ]
    )


def made_up(library: Library) -> Iterator[dict[str, Any]]:
    """Yield sets of answers: from nearly nothing to everything, from well to very ill, with "not sure" among them."""
    random = Random(SEED)  # noqa: S311 - invented people, not secrets
    pools = {name: [one.id for one in q.choice] or numbers_of(q) for name, q in library.facts.items()}
    for _ in range(SETS):
        (yes, unsure), answered = random.choice(YES_AND_UNSURE), random.choice(ANSWERED)
        raw: dict[str, Any] = {}
        for name, question in library.facts.items():
            if random.random() > answered:
                continue
            chance = random.random()
            if question.type is FactType.ANSWER:
                raw[name] = True if chance < yes else "unknown" if chance < yes + unsure else False
            else:
                raw[name] = "unknown" if chance < unsure else random.choice(pools[name])
        yield raw


def vignettes(library: Library) -> Iterator[dict[str, Any]]:
    """Yield the answers of every clinical case."""
    for content in FILES.values():
        for case in content["case"]:
            yield told(case, library)


@pytest.fixture(scope="module")
def place(library: Library) -> dict[str, int]:
    return {name: index for index, name in enumerate(library.facts)}


@pytest.fixture
def evaluator(new_context: NewContext) -> Page:
    page = new_context().new_page()
    page.goto("/healthz")
    return page


def test_the_browser_agrees_on_every_vignette(evaluator: Page, library: Library, place: dict[str, int]) -> None:
    sets = list(vignettes(library))

    said = evaluator.evaluate(SAME, json.dumps({"sets": sets, "values": []})).split("\n")

    assert len(sets) > 500
    assert said == [in_python(raw, library, place) for raw in sets]


def test_the_browser_agrees_on_generated_answers(evaluator: Page, library: Library, place: dict[str, int]) -> None:
    seen: Counter[str] = Counter()
    batch: list[dict[str, Any]] = []
    for number, raw in enumerate(made_up(library), 1):
        batch.append(raw)
        if len(batch) < BATCH and number < SETS:
            continue
        values: dict[str, int] = {}
        sets = [
            [[place[name], values.setdefault(json.dumps(value), len(values))] for name, value in one.items()]
            for one in batch
        ]

        text = json.dumps({"sets": sets, "values": [json.loads(value) for value in values]})
        said = evaluator.evaluate(SAME, text).split("\n")

        expected = [in_python(one, library, place) for one in batch]
        differ = [(one, a, b) for one, a, b in zip(batch, said, expected, strict=True) if a != b]
        assert differ == []
        seen.update(words.partition("#")[0] for words in expected)
        batch = []
    assert set(seen) == {disposition.value for disposition in Disposition}
    assert min(seen.values()) > SETS // 100
