"""The adaptive interview ends where answering everything would have ended, and asks nothing needless."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings

from loosen.core.facts import FactValue, read_facts
from loosen.core.interview import next_fit_screen, next_screen
from loosen.core.logic import Reading
from loosen.core.triage import level_of
from loosen.domain.results import ScreenToAsk
from loosen.domain.safety import FactType
from tests.property.strategies import LIBRARY, Raw, answers_on, full_answers, only_what_applies

MOST_SCREENS = 12
MOST_LINES = 7
TOO_MANY = 40
LATELY = "back-lately"
WITHOUT_PAIN: Raw = {"pain-now": 0, LATELY: "no-pain"}


@dataclass
class Interview:
    """What was asked, and what was answered."""

    facts: dict[str, FactValue] = field(default_factory=dict)
    screens: list[ScreenToAsk] = field(default_factory=list)
    needless: list[str] = field(default_factory=list)


def in_check(raw: Raw) -> Raw:
    """Return what can be told in the check: whether there was no pain lately is asked after it."""
    return {name: value for name, value in raw.items() if name != LATELY}


def interview(raw: Raw, begun: Raw | None = None) -> Interview:
    """Let a person who answers only what is shown and concerns them go through the safety check.

    Args:
        raw: What they would answer.
        begun: What the check begins with; without it nothing is known.
    """
    person = only_what_applies({**in_check(raw), **(begun or {})})
    done = Interview(read_facts(begun or {}, LIBRARY))
    while len(done.screens) < TOO_MANY and (screen := next_screen(done.facts, LIBRARY)):
        reading = Reading(done.facts, LIBRARY)
        for line in screen.lines:
            done.needless += [q.id for q in line.questions if q.id in done.facts or not reading.applies(q.id)]
        done.screens.append(screen)
        done.facts = answers_on(screen, person, done.facts)
    return done


@settings(max_examples=60)
@given(person=full_answers())
def test_the_interview_ends_with_the_outcome_of_answering_everything(person: Raw) -> None:
    done = interview(person)

    assert level_of(done.facts, LIBRARY) == level_of(only_what_applies(in_check(person)), LIBRARY)


@settings(max_examples=60)
@given(person=full_answers())
def test_without_pain_it_ends_as_well_with_the_outcome_of_answering_everything(person: Raw) -> None:
    whole = only_what_applies({**person, **WITHOUT_PAIN})

    done = interview(person, WITHOUT_PAIN)

    shown = [screen.screen.id for screen in done.screens]
    assert level_of(done.facts, LIBRARY) == level_of(whole, LIBRARY)
    assert len(shown) == len(set(shown)) <= MOST_SCREENS
    assert done.needless == []


def test_without_pain_nothing_is_asked_about_a_pain_of_now() -> None:
    nothing: Raw = {
        **{q.id: False for q in LIBRARY.facts.values() if q.type is FactType.ANSWER},
        **{"age": 35, "sex": "male"},
    }

    done = interview(nothing, WITHOUT_PAIN)

    asked = {q.id for screen in done.screens for line in screen.lines for q in line.questions}
    assert {"injury", "course"}.isdisjoint(screen.screen.id for screen in done.screens)
    assert {"days-since-start", "pain-now", "site", "third-episode", "night-pain", "constant-pain"}.isdisjoint(asked)
    assert {"saddle-numbness", "foot-drop", "chest-pressure", "fever", "self-harm-thoughts"} <= asked
    assert level_of(done.facts, LIBRARY) == "G"


def test_pain_that_comes_back_brings_back_the_questions_about_it() -> None:
    nothing: Raw = {
        **{q.id: False for q in LIBRARY.facts.values() if q.type is FactType.ANSWER},
        **{"age": 35, "sex": "male"},
    }
    facts = interview(nothing, WITHOUT_PAIN).facts

    again = next_screen({**facts, "pain-now": 3}, LIBRARY)

    assert again is not None
    assert again.screen.id == "injury"
    assert level_of({**facts, "pain-now": 3}, LIBRARY) == "N"


@settings(max_examples=60)
@given(person=full_answers())
def test_the_interview_has_at_most_12_screens_of_at_most_7_lines_each_shown_once(person: Raw) -> None:
    done = interview(person)

    shown = [screen.screen.id for screen in done.screens]
    assert len(shown) <= MOST_SCREENS
    assert sorted(set(shown)) == sorted(shown)
    assert all(1 <= len(screen.lines) <= MOST_LINES for screen in done.screens)


@settings(max_examples=60)
@given(person=full_answers())
def test_the_interview_never_asks_what_is_answered_or_does_not_apply(person: Raw) -> None:
    done = interview(person)

    assert done.needless == []


@settings(max_examples=60)
@given(person=full_answers())
def test_the_same_person_is_asked_the_same_questions(person: Raw) -> None:
    assert interview(person).screens == interview(person).screens


@settings(max_examples=60)
@given(person=full_answers())
def test_the_questions_about_body_and_room_come_to_an_end(person: Raw) -> None:
    facts = interview(person).facts
    concerned = only_what_applies(in_check(person)) | read_facts({LATELY: person[LATELY]}, LIBRARY)
    count = 0

    while screen := next_fit_screen(facts, LIBRARY):
        reading = Reading(facts, LIBRARY)
        assert all(reading.applies(q.id) and q.id not in facts for line in screen.lines for q in line.questions)
        facts = answers_on(screen, concerned, facts)
        count += 1
        assert count < TOO_MANY


@pytest.mark.parametrize("name", sorted(q.id for q in LIBRARY.questions.values() if q.clarifier))
def test_not_sure_of_any_hard_flag_is_cleared_up_on_its_own_screen(name: str) -> None:
    question = LIBRARY.questions[name]
    person: Raw = {
        **{q.id: False for q in LIBRARY.facts.values() if q.type is FactType.ANSWER},
        **{q.id: q.choice[0].id for q in LIBRARY.facts.values() if q.type is FactType.CHOICE},
        **{q.id: q.minimum for q in LIBRARY.facts.values() if q.type is FactType.NUMBER},
        **{"age": 35, "sex": "male", "pregnant": "no", "days-since-start": 50, "pain-now": 10},
        **dict.fromkeys(question.under, True),
        name: "unknown",
    }

    done = interview(person)

    shown = [screen.screen.id for screen in done.screens]
    assert sorted(set(shown)) == sorted(shown)
    assert level_of(done.facts, LIBRARY) == level_of(only_what_applies(person), LIBRARY)
    assert f"{name}-clarified" in done.facts or level_of(done.facts, LIBRARY) == "E"
