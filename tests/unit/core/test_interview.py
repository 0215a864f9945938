"""The interview asks what can still change the outcome, hard flags first, and then stops."""

from __future__ import annotations

from loosen.core.facts import read_facts
from loosen.core.interview import fit_facts, next_fit_screen, next_screen, next_screen_for, screen_with
from loosen.domain.library import Library
from loosen.domain.results import ScreenToAsk
from tests.made import (
    made_choice,
    made_hard,
    made_library,
    made_number,
    made_question,
    made_rule,
    made_screen,
    made_tag,
)

LIBRARY = made_library(
    screens=[
        made_screen("first", order=1, lines=["line-1", "line-2"]),
        made_screen("second", order=2),
        made_screen("third", order=3),
        made_screen("body", order=9, purpose="fit"),
    ],
    questions=[
        made_hard("collapse", screen="first"),
        made_choice("since", "old", "new", screen="first", under=["collapse"]),
        made_hard("fever", screen="first", line="line-2"),
        made_number("age", 0, 120, screen="second"),
        made_question("night", screen="second"),
        made_question("wound", screen="second"),
        made_question("unwell", screen="third", asked_if="night"),
        made_question("sore-knee", screen="body", purpose="fit"),
    ],
    rules=[
        made_rule(
            "R1",
            ("E", {"when": "collapse", "unless": {"fact": "since", "is": ["old"]}}),
            ("R", {"all": ["collapse", {"fact": "since", "is": ["old"]}]}),
        ),
        made_rule("R2", ("S", "fever")),
        made_rule("R3", ("S", {"all": ["night", "unwell"]})),
        made_rule("R4", ("R", {"fact": "age", "below": 18})),
    ],
    tags=[made_tag("WOUND", "wound"), made_tag("KNEE", "sore-knee")],
)
FIRST_NO = {"collapse": False, "fever": False}


def ask(**answers: object) -> ScreenToAsk | None:
    named = {name.replace("_", "-"): value for name, value in answers.items()}
    return next_screen(read_facts(named, LIBRARY), LIBRARY)


def shown(screen: ScreenToAsk | None) -> list[str]:
    assert screen is not None
    return [question.id for line in screen.lines for question in line.questions]


def nested(screen: ScreenToAsk | None) -> list[str]:
    assert screen is not None
    return [question.id for line in screen.lines for question in line.nested]


def test_the_first_screen_holds_the_hard_flags() -> None:
    screen = ask()

    assert screen is not None
    assert (screen.screen.id, shown(screen)) == ("first", ["collapse", "fever"])


def test_follow_ups_and_clarifying_questions_come_nested_on_the_same_screen() -> None:
    screen = ask()

    assert nested(screen) == ["collapse-clarified", "since", "fever-clarified"]


def test_every_question_stands_on_its_own_line() -> None:
    screen = ask()

    assert screen is not None
    assert [(line.line.id, [q.id for q in line.questions]) for line in screen.lines] == [
        ("line-1", ["collapse"]),
        ("line-2", ["fever"]),
    ]


def test_facts_of_a_screen_lists_nested_ones_too() -> None:
    screen = ask()

    assert screen is not None
    assert {question.id for question in screen.facts} == {
        "collapse",
        "collapse-clarified",
        "since",
        "fever",
        "fever-clarified",
    }


def test_an_answered_question_is_not_asked_again() -> None:
    assert shown(ask(collapse=False)) == ["fever"]


def test_a_settled_emergency_ends_the_interview() -> None:
    assert ask(collapse=True, since="new") is None


def test_an_exception_that_could_take_back_an_emergency_is_asked() -> None:
    assert "since" in shown(ask(collapse=True, fever=False))


def test_a_same_day_outcome_leaves_only_emergencies_to_be_asked() -> None:
    assert ask(collapse=False, fever=True) is None
    assert shown(ask(fever=True)) == ["collapse"]


def test_the_next_screen_brings_the_soft_questions_with_what_fits_the_steps() -> None:
    screen = ask(**FIRST_NO)

    assert screen is not None
    assert (screen.screen.id, shown(screen)) == ("second", ["age", "night", "wound"])


def test_a_question_is_asked_only_where_it_can_concern_the_person() -> None:
    assert ask(**FIRST_NO, age=35, night=False) is None
    assert shown(ask(**FIRST_NO, age=35, night=True)) == ["unwell"]
    assert shown(ask(**FIRST_NO, age=35, night="unknown")) == ["unwell"]


def test_the_place_of_a_screen_among_those_that_may_come_is_told() -> None:
    screen = ask(**FIRST_NO)

    assert screen is not None
    assert (screen.step, screen.steps) == (2, 3)


def test_fit_facts_are_those_of_the_tags_and_of_body_and_room() -> None:
    assert fit_facts(LIBRARY) == {"wound", "sore-knee"}


def test_fit_screens_ask_what_is_still_open_on_any_screen() -> None:
    facts = read_facts({"wound": False}, LIBRARY)

    screen = next_fit_screen(facts, LIBRARY)

    assert screen is not None
    assert (screen.screen.id, shown(screen)) == ("body", ["sore-knee"])


def test_fit_screens_end_when_all_is_answered() -> None:
    facts = read_facts({"wound": False, "sore-knee": "unknown"}, LIBRARY)

    assert next_fit_screen(facts, LIBRARY) is None


def test_any_set_of_facts_can_be_asked_for() -> None:
    facts = read_facts({"age": 35, "wound": False}, LIBRARY)

    assert shown(next_screen_for(["age", "night"], facts, LIBRARY)) == ["night"]
    assert next_screen_for(["age"], facts, LIBRARY) is None


def test_a_screen_can_be_looked_at_again_with_all_that_applies() -> None:
    facts = read_facts({**FIRST_NO, "age": 35, "night": False}, LIBRARY)

    screen = screen_with(facts, LIBRARY, "second")

    assert shown(screen) == ["age", "night", "wound"]


def test_the_first_real_screen_asks_for_bladder_bowel_and_saddle(library: Library) -> None:
    screen = next_screen({}, library)

    assert screen is not None
    assert {"saddle-numbness", "bladder-hard-to-start", "bowel-loss", "both-legs"} <= set(shown(screen))
