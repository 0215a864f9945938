"""Mistakes that only show between files."""

from __future__ import annotations

from loosen.knowledge.check import Problem, check_library
from tests.made import (
    EVIDENCE,
    made_choice,
    made_hard,
    made_library,
    made_number,
    made_question,
    made_rule,
    made_screen,
    made_source,
    made_tag,
    text,
)


def found(**entries: object) -> list[Problem]:
    return list(check_library(made_library(**entries)))  # type: ignore[arg-type]  # raw entries by kind


def whats(**entries: object) -> list[str]:
    return [what for _, _, _, what, _ in found(**entries)]


def test_a_sound_library_has_no_problems() -> None:
    problems = found(questions=[made_hard("fever")], rules=[made_rule("R1", ("E", "fever"))])

    assert problems == []


def test_an_unknown_sign_is_reported() -> None:
    problems = found(rules=[made_rule("R1", ("E", {"sign": "nerve-sgin"}))])

    assert [(kind, entry, path) for kind, entry, path, _, _ in problems] == [("rules", "R1", ("outcome", 0, "when"))]


def test_an_exception_that_a_yes_could_complete_is_refused() -> None:
    when = {"when": "fever", "unless": "cold"}

    problems = whats(questions=[made_question("fever"), made_question("cold")], rules=[made_rule("R1", ("E", when))])

    assert problems == ["the exception uses 'cold'; a yes could then lower an alarm"]


def test_an_exception_by_a_sign_is_looked_into_as_well() -> None:
    when = {"when": "fever", "unless": {"sign": "only-a-cold"}}
    sign = {"id": "only-a-cold", "name": text("Only a cold"), "when": {"all": ["cold", {"sign": "only-a-cold"}]}}

    problems = whats(
        questions=[made_question("fever"), made_question("cold")],
        signs=[sign],
        rules=[made_rule("R1", ("E", when))],
    )

    assert problems == ["the exception uses 'cold'; a yes could then lower an alarm"]


def test_a_choice_fact_used_as_yes_or_no_is_reported() -> None:
    problems = whats(questions=[made_choice("since", "old", "new")], rules=[made_rule("R1", ("E", "since"))])

    assert problems == ["'since' is a choice fact, used here as answer"]


def test_an_unknown_choice_is_reported_with_those_that_exist() -> None:
    problems = found(
        questions=[made_choice("since", "old", "new")],
        rules=[made_rule("R1", ("E", {"fact": "since", "is": ["odl"]}))],
    )

    assert [(what, remedy) for *_, what, remedy in problems] == [
        ("unknown choice of since 'odl'", "Did you mean 'old'? Allowed: new, old.")
    ]


def test_a_fact_that_nothing_uses_is_reported() -> None:
    assert whats(questions=[made_question("fever")]) == ["no rule, tag or check uses this fact"]


def test_a_question_on_a_screen_or_line_that_does_not_exist_is_reported() -> None:
    problems = whats(
        questions=[made_question("fever", screen="safety-9"), made_question("cold", line="line-9")],
        rules=[made_rule("R1", ("E", {"any": ["fever", "cold"]}))],
    )

    assert problems == ["unknown screen 'safety-9'", "unknown line 'line-9'"]


def test_a_follow_up_of_a_question_that_does_not_exist_is_reported() -> None:
    problems = whats(questions=[made_question("fever", under=["ill"])], rules=[made_rule("R1", ("E", "fever"))])

    assert problems == ["unknown fact 'ill'"]


def test_more_than_7_lines_on_a_screen_are_reported() -> None:
    screen = made_screen("safety-1", order=1, lines=[f"line-{n}" for n in range(1, 9)])

    problems = whats(screens=[screen])

    assert problems == ["8 lines; 7 are allowed"]


def test_more_than_12_screens_of_the_check_are_reported() -> None:
    screens = [made_screen(f"safety-{n}", order=n) for n in range(1, 14)]

    problems = whats(screens=screens)

    assert problems == ["13 screens in the check; 12 are allowed"]


def test_missing_words_of_a_level_are_reported() -> None:
    problems = found(levels=[])

    assert [entry for kind, entry, *_ in problems if kind == "levels"] == ["E", "S", "W", "R", "G", "N"]


def test_a_tag_that_no_file_explains_is_reported() -> None:
    remedy = {
        "id": "heat",
        "code": "R04",
        "name": text("Heat"),
        "verdict": "supported",
        "grade": "B",
        "use": "offer-now",
        "heard": text("It helps."),
        "finding": text("It helps a little."),
        "block": [{"tag": "FEVR", "words": text("Not with fever.")}],
        "evidence": [EVIDENCE],
    }

    problems = found(
        remedies=[remedy], tags=[made_tag("FEVER", "fever")], questions=[made_question("fever", purpose="fit")]
    )

    assert [(path, what) for _, _, path, what, _ in problems] == [(("block", 0, "tag"), "unknown tag 'FEVR'")]


def test_two_claims_with_the_same_reason_are_reported() -> None:
    claim = {
        "text": "A",
        "kind": "remedy",
        "says": text("It helps."),
        "verdict": "unsupported",
        "grade": "D",
        "reason": text("Nobody tested it."),
        "acted_on_by": ["sources/made-2020"],
        "evidence": [EVIDENCE],
    }

    problems = whats(claims=[{"id": "A01", **claim}, {"id": "A02", **claim, "reason": text("nobody tested it.")}])

    assert problems == ["the same reason as A01"]


def test_a_number_fact_compared_as_a_choice_is_reported() -> None:
    problems = whats(
        questions=[made_number("age", 0, 120)], rules=[made_rule("R1", ("E", {"fact": "age", "is": ["old"]}))]
    )

    assert "'age' is a number fact, used here as choice" in problems


def test_evidence_from_an_unknown_source_is_reported_where_it_stands() -> None:
    problems = found(
        sources=[made_source("other-2020")],
        questions=[made_question("fever")],
        rules=[made_rule("R1", ("E", "fever"))],
    )

    assert ("rules", "R1", ("outcome", 0, "evidence", 0, "source")) in [problem[:3] for problem in problems]
