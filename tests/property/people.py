"""Invented people for plans: who they are, where they are, and what they reported."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from loosen.core.facts import read_facts
from loosen.core.planner import MadePlan, plan_for
from loosen.domain.care import Kit, MovementPurpose
from loosen.domain.plan import HistoryDay, Person, Place
from loosen.domain.safety import FactType, Purpose
from tests.property.strategies import LIBRARY, Raw, full_answers, some_answers

TODAY = date(2026, 11, 21)
DENIED: Raw = {q.id: False for q in LIBRARY.questions.values() if q.type is FactType.ANSWER}
"""No to every yes-or-no question."""
CALM: Raw = {**DENIED, "age": 35, "sex": "male", "days-since-start": 5, "pain-now": 4, "site": "low-back"}
FIT_FACTS = sorted(q.id for q in LIBRARY.questions.values() if q.purpose is Purpose.FIT and q.id in DENIED)
FILE = Path(__file__).parent / "people.toml"


@dataclass(frozen=True)
class Asker:
    """Someone who asks for a plan."""

    facts: Raw
    person: Person
    history: tuple[HistoryDay, ...] = ()

    def plan(self) -> MadePlan:
        """Return their plan for today."""
        facts = read_facts(self.facts, LIBRARY)
        return plan_for(facts, LIBRARY, person=self.person, history=self.history, today=TODAY)


def persons() -> st.SearchStrategy[Person]:
    """Any room, kit, minutes, goals, dislikes and limits."""
    names = st.lists(st.sampled_from(sorted([*LIBRARY.movements, *LIBRARY.variants])), max_size=6, unique=True)
    return st.builds(
        Person,
        minutes=st.sampled_from([None, 1, 2, 3, 5, 8, 10, 15, 25, 40, 120]),
        equipment=st.one_of(st.none(), st.lists(st.sampled_from(Kit), max_size=17, unique=True).map(tuple)),
        floor_ok=st.sampled_from([None, True, False]),
        place=st.sampled_from([None, *Place]),
        goals=st.lists(st.sampled_from(MovementPurpose), max_size=3, unique=True).map(tuple),
        dislikes=names.map(tuple),
        limits=names.map(tuple),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[HistoryDay, ...]:
    """Days as somebody may have reported them, mostly calm ones."""
    random = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - invented people, not secrets
    span, share = draw(st.sampled_from([0, 1, 3, 10, 30, 60])), draw(st.sampled_from([0.3, 0.9]))
    habits = random.sample(sorted(LIBRARY.variants), 8)
    days = []
    for back in range(span, -1, -1):
        if random.random() < share:
            done = tuple(random.sample(habits, random.randint(0, 5)))
            days.append(
                HistoryDay(
                    date=TODAY - timedelta(days=back),
                    pain_now=random.choice([None, 1, 2, 3, 4, 5, 7]),
                    pain_worst=random.choice([None, 3, 4, 4, 5]),
                    morning_change=random.choice([None, -2, 0, 0, 0, 1, 2, 3]),
                    done=done,
                    stopped=done[:1] if random.random() < 0.1 else (),
                    flare=random.random() < 0.03,
                    muscle_soreness=random.random() < 0.2,
                )
            )
    return tuple(days)


@st.composite
def calm_facts(draw: st.DrawFn) -> Raw:
    """Answers of somebody whom triage lets go on, with whatever speaks for or against single movements."""
    number = {
        "age": draw(st.sampled_from([18, 35, 64])),
        "days-since-start": draw(st.sampled_from([0, 2, 3, 6, 7, 13, 14, 27, 28, 83, 84, 400])),
        "pain-now": draw(st.sampled_from([0, 2, 4, 5, 6, 8])),
        "sex": draw(st.sampled_from(["male", "female"])),
        "site": draw(st.sampled_from(["low-back", "upper-back"])),
        "place": draw(st.sampled_from(["home", "work", "in-bed", "unknown"])),
        "floor-ok": draw(st.sampled_from(["yes", "no", "unknown"])),
        "pregnant": draw(st.sampled_from(["no", "no", "no", "could-be", "unknown"])),
    }
    named = draw(st.lists(st.sampled_from(FIT_FACTS), max_size=12, unique=True))
    return {**CALM, **number, **{name: draw(st.sampled_from([True, True, "unknown"])) for name in named}}


@st.composite
def askers(draw: st.DrawFn) -> Asker:
    """Anybody: most of them may have a plan, and most have reported days."""
    kind = draw(st.sampled_from(["calm", "calm", "calm", "calm", "full", "some"]))
    facts = {"calm": calm_facts(), "full": full_answers(), "some": some_answers(most=25)}[kind]
    is_new = draw(st.sampled_from([True, False, False]))
    return Asker(draw(facts), draw(persons()), () if is_new else draw(histories()))


def written_people() -> dict[str, Asker]:
    """Return the people of the data file, by what is told of them."""
    raw: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        entry["who"]: Asker(
            {**CALM, **raw["at_home"], **entry.get("facts", {})},
            Person.model_validate(entry.get("person", {})),
            tuple(
                HistoryDay(date=TODAY - timedelta(days=back), done=tuple(entry["lately"]))
                for back in (3, 2, 1)
                if "lately" in entry
            ),
        )
        for entry in raw["person"]
    }
