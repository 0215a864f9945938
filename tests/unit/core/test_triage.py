"""The outcome is the highest level that any rule returns; what is not known never lowers it."""

from __future__ import annotations

import pytest

from loosen.core.facts import read_facts
from loosen.core.triage import disposition_of, level_of, triage
from loosen.domain.basics import Disposition
from loosen.domain.library import Library
from loosen.domain.results import PlanState, TriageResult
from tests.made import made_choice, made_hard, made_library, made_number, made_question, made_rule

OLD = {"fact": "since", "is": ["old"]}
LIBRARY = made_library(
    questions=[
        made_hard("collapse"),
        made_hard("fever"),
        made_question("unwell"),
        made_question("night"),
        made_question("stiff"),
        made_number("age", 0, 120, background=True),
        made_choice("since", "old", "new", under=["collapse"]),
    ],
    rules=[
        made_rule("R1", ("E", {"when": "collapse", "unless": OLD}), ("S", {"all": ["collapse", OLD]})),
        made_rule("R2", ("E", {"all": ["fever", "unwell"]}), ("S", "fever")),
        made_rule("R3", ("W", {"all": ["night", {"fact": "age", "at_least": 50}]})),
        made_rule("R4", ("R", "stiff")),
        made_rule("R5", ("S", {"all": ["night", "unwell"]})),
        made_rule("R6", ("R", {"fact": "age", "below": 18})),
    ],
)
CALM: dict[str, object] = {
    "collapse": False,
    "fever": False,
    "unwell": False,
    "night": False,
    "stiff": False,
    "age": 35,
}
UNSURE = "unknown"


def outcome(**changes: object) -> TriageResult:
    """Return the outcome of a calm person with some answers changed; None takes an answer away."""
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    raw = {name: value for name, value in {**CALM, **named}.items() if value is not None}
    return triage(read_facts(raw, LIBRARY), LIBRARY)


def rules(result: TriageResult) -> list[str]:
    return [reason.rule for reason in result.because]


def test_nobody_is_told_self_care_without_a_single_answer() -> None:
    result = triage({}, LIBRARY)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert result.plan is PlanState.WITHHELD
    assert result.ask_next[:2] == ("collapse", "fever")  # hard flags first


def test_all_clear_is_self_care_with_a_full_plan() -> None:
    result = outcome()

    assert (result.disposition, result.level, result.plan) == (Disposition.SELF_CARE, "G", PlanState.FULL)
    assert result.because == ()
    assert result.open == ()


def test_the_highest_level_wins_and_every_rule_that_spoke_is_named() -> None:
    result = outcome(fever=True, unwell=True, stiff=True)

    assert result.disposition is Disposition.EMERGENCY
    assert [(reason.rule, reason.level.value) for reason in result.because] == [("R2", "E"), ("R4", "R")]


def test_a_rule_speaks_once_at_its_most_urgent_level() -> None:
    result = outcome(fever=True)

    assert [(reason.rule, reason.level.value) for reason in result.because] == [("R2", "S")]


def test_the_reason_carries_answers_version_advice_and_source() -> None:
    result = outcome(fever=True, unwell=True)

    reason = result.because[0]
    assert [(fact.id, fact.question, fact.answer) for fact in reason.facts] == [
        ("fever", "Is there fever?", "Yes"),
        ("unwell", "Is there unwell?", "Yes"),
    ]
    assert (reason.rule_version, reason.advice) == (1, "Advice of R2 E.")
    assert [(source.id, source.locator, source.confirmed) for source in reason.source] == [
        ("made-2020", "table 1", True)
    ]


def test_the_advice_of_the_top_rule_comes_first_then_that_of_the_level() -> None:
    assert outcome(fever=True, stiff=True).advice == ("Advice of R2 S.", "Do S.")


@pytest.mark.parametrize(
    ("changes", "disposition", "within_days", "plan"),
    [
        ({"collapse": True, "since": "new"}, Disposition.EMERGENCY, None, PlanState.WITHHELD),
        ({"collapse": True, "since": "old"}, Disposition.SAME_DAY, None, PlanState.WITHHELD),
        ({"night": True, "age": 50}, Disposition.SEE_A_CLINICIAN, 7, PlanState.COMFORT),
        ({"stiff": True}, Disposition.SEE_A_CLINICIAN, 28, PlanState.FULL),
        ({}, Disposition.SELF_CARE, None, PlanState.FULL),
        ({"fever": None}, Disposition.NOT_ENOUGH_ANSWERS, None, PlanState.WITHHELD),
    ],
    ids=["E", "S", "W", "R", "G", "N"],
)
def test_each_level_allows_its_own_plan(
    changes: dict[str, object], disposition: Disposition, within_days: int | None, plan: PlanState
) -> None:
    result = outcome(**changes)

    assert (result.disposition, result.within_days, result.plan) == (disposition, within_days, plan)


def test_an_unanswered_hard_flag_keeps_the_result_open() -> None:
    result = outcome(collapse=None)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert result.open == ("collapse",)
    assert result.ask_next[0] == "collapse"


def test_not_sure_of_a_hard_flag_asks_the_clarifying_question() -> None:
    result = outcome(fever=UNSURE)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert result.open == ("fever",)
    assert result.ask_next[0] == "fever-clarified"


@pytest.mark.parametrize("clarified", [True, UNSURE])
def test_a_hard_flag_still_unsure_after_the_clarifying_question_counts_as_yes(clarified: object) -> None:
    result = outcome(fever=UNSURE, fever_clarified=clarified)

    assert result.disposition is Disposition.SAME_DAY
    assert rules(result) == ["R2"]
    assert result.open == ()


def test_a_clarifying_question_answered_no_settles_the_flag() -> None:
    assert outcome(fever=UNSURE, fever_clarified=False).disposition is Disposition.SELF_CARE


@pytest.mark.parametrize("age", [None, UNSURE])
def test_without_the_age_there_is_no_self_care(age: object) -> None:
    result = outcome(age=age)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert result.plan is PlanState.WITHHELD
    assert "age" in result.ask_next


@pytest.mark.parametrize("age", [None, UNSURE])
def test_without_the_age_there_is_no_plan_even_where_a_rule_speaks(age: object) -> None:
    result = outcome(age=age, stiff=True)

    assert result.disposition is Disposition.SEE_A_CLINICIAN
    assert result.plan is PlanState.WITHHELD


def test_with_a_hard_flag_open_there_is_no_plan_even_where_a_rule_speaks() -> None:
    assert outcome(fever=None, stiff=True).plan is PlanState.WITHHELD


def test_not_sure_of_a_soft_question_that_could_complete_a_rule_means_an_appointment() -> None:
    result = outcome(night=True, unwell=UNSURE)

    assert (result.disposition, result.within_days) == (Disposition.SEE_A_CLINICIAN, 28)
    assert result.because == ()
    assert [reason.rule for reason in result.unsettled] == ["R5"]


def test_while_something_urgent_is_unsettled_there_is_only_the_comfort_set() -> None:
    assert outcome(night=True, unwell=UNSURE).plan is PlanState.COMFORT


def test_not_sure_of_a_soft_question_that_completes_nothing_changes_nothing() -> None:
    assert outcome(unwell=UNSURE).disposition is Disposition.SELF_CARE


def test_an_open_hard_flag_does_not_hide_an_appointment_that_is_due_already() -> None:
    result = outcome(night=True, unwell=UNSURE, fever=UNSURE)

    assert (result.disposition, result.plan) == (Disposition.SEE_A_CLINICIAN, PlanState.WITHHELD)
    assert result.open == ("fever",)


def test_something_affirmed_that_an_unanswered_question_could_complete_is_not_self_care() -> None:
    result = outcome(night=True, unwell=None)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert "unwell" in result.ask_next


def test_an_unanswered_exception_excuses_nothing() -> None:
    result = outcome(collapse=True)

    assert result.disposition is Disposition.EMERGENCY
    assert "since" in result.ask_next  # it could still take the emergency back


def test_an_exception_answered_not_sure_excuses_nothing() -> None:
    assert outcome(collapse=True, since=UNSURE).disposition is Disposition.EMERGENCY


def test_what_would_change_the_outcome_is_worked_out_by_triage_itself() -> None:
    result = outcome(fever=True, unwell=True)

    assert [(change.fact, change.to, change.disposition) for change in result.would_change] == [
        ("fever", "no", Disposition.SELF_CARE),
        ("unwell", "no", Disposition.SAME_DAY),
    ]


def test_soft_questions_that_were_not_asked_are_listed() -> None:
    result = outcome(stiff=None, night=None)

    assert result.not_asked == ("night", "stiff")


def test_a_rule_can_block_the_plan_at_a_level_that_would_allow_one() -> None:
    rule = made_rule("R1", ("W", "stiff"))
    rule["outcome"][0]["blocks_plan"] = True
    library = made_library(questions=[made_question("stiff"), made_number("age", 0, 120)], rules=[rule])

    result = triage(read_facts({"stiff": True, "age": 35}, library), library)

    assert (result.level, result.plan) == ("W", PlanState.WITHHELD)


def test_the_version_of_the_knowledge_stands_beside_the_result() -> None:
    assert outcome().knowledge_version == "made"


@pytest.mark.parametrize("letter", ["E", "S", "W", "R", "G", "N"])
def test_every_letter_has_its_disposition(letter: str) -> None:
    expected = {
        "E": Disposition.EMERGENCY,
        "S": Disposition.SAME_DAY,
        "W": Disposition.SEE_A_CLINICIAN,
        "R": Disposition.SEE_A_CLINICIAN,
        "G": Disposition.SELF_CARE,
        "N": Disposition.NOT_ENOUGH_ANSWERS,
    }

    assert disposition_of(letter) is expected[letter]


def test_the_short_form_agrees_with_the_long_one() -> None:
    facts = read_facts({**CALM, "fever": True}, LIBRARY)

    assert level_of(facts, LIBRARY) == triage(facts, LIBRARY).level == "S"


def test_unanswered_bladder_question_is_not_taken_as_no(library: Library, baseline: dict[str, object]) -> None:
    raw = {name: value for name, value in baseline.items() if name != "bladder-hard-to-start"}

    result = triage(read_facts(raw, library), library)

    assert result.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert result.open == ("bladder-hard-to-start",)


def test_the_real_baseline_is_self_care(library: Library, baseline: dict[str, object]) -> None:
    result = triage(read_facts(baseline, library), library)

    assert (result.disposition, result.plan) == (Disposition.SELF_CARE, PlanState.FULL)


def test_new_numbness_between_the_legs_is_an_emergency_with_a_source(
    library: Library, baseline: dict[str, object]
) -> None:
    raw = {**baseline, "saddle-numbness": True, "saddle-numbness-since": "new-or-worse"}

    result = triage(read_facts(raw, library), library)

    assert result.disposition is Disposition.EMERGENCY
    assert result.because[0].rule == "RF01"
    assert result.because[0].source
