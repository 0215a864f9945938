"""More trouble never means less care, whatever the answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from loosen.core.facts import read_facts
from loosen.core.logic import Reading
from loosen.core.triage import disposition_of, level_of, triage
from loosen.domain.basics import Answer, Disposition, Truth
from loosen.domain.results import PlanState
from loosen.domain.safety import FactType
from tests.property.strategies import LIBRARY, Raw, answer_to, full_answers, some_answers

RANK = "GNRWSE"
"""The letters of the outcomes in rising order of urgency."""


def rank(raw: Raw) -> int:
    return RANK.index(level_of(read_facts(raw, LIBRARY), LIBRARY))


YES_NO_FACTS = st.sampled_from(sorted(name for name, q in LIBRARY.facts.items() if q.type is FactType.ANSWER))
HARD_FACTS = st.sampled_from(sorted(q.id for q in LIBRARY.questions.values() if q.hard))
ANY_FACT = st.sampled_from(sorted(LIBRARY.facts))


@settings(max_examples=250)
@given(answers=some_answers(), fact=YES_NO_FACTS)
def test_raising_an_answer_never_lowers_the_outcome(answers: Raw, fact: str) -> None:
    no, unsure, yes = (rank({**answers, fact: answer}) for answer in (False, "unknown", True))

    assert no <= unsure <= yes, fact


@settings(max_examples=120)
@given(answers=full_answers(), fact=YES_NO_FACTS)
def test_raising_an_answer_of_someone_who_answered_everything_never_lowers_the_outcome(
    answers: Raw, fact: str
) -> None:
    no, unsure, yes = (rank({**answers, fact: answer}) for answer in (False, "unknown", True))

    assert no <= unsure <= yes, fact


@settings(max_examples=120)
@given(answers=some_answers(), flags=st.lists(HARD_FACTS, min_size=1, max_size=5))
def test_more_hard_flags_never_lower_the_outcome(answers: Raw, flags: list[str]) -> None:
    before = rank(answers)
    for flag in flags:
        answers = {**answers, flag: True}
        after = rank(answers)
        assert after >= before, flag
        before = after


@settings(max_examples=120)
@given(answers=some_answers(), flag=HARD_FACTS)
def test_leaving_a_hard_flag_unanswered_is_never_better_than_a_no(answers: Raw, flag: str) -> None:
    answered = rank({**answers, flag: False})
    unanswered = rank({name: value for name, value in answers.items() if name != flag})

    assert unanswered >= answered


def test_an_empty_set_of_answers_is_never_self_care() -> None:
    assert triage({}, LIBRARY).disposition is Disposition.NOT_ENOUGH_ANSWERS


@settings(max_examples=100)
@given(answers=some_answers(), removed=st.lists(st.one_of(st.just("age"), HARD_FACTS), max_size=2))
def test_self_care_needs_the_age_and_every_hard_fact_that_applies(answers: Raw, removed: list[str]) -> None:
    facts = read_facts({name: value for name, value in answers.items() if name not in removed}, LIBRARY)

    result = triage(facts, LIBRARY)

    if result.disposition is Disposition.SELF_CARE:
        reading = Reading(facts, LIBRARY)
        assert isinstance(facts.get("age"), int | float)
        assert result.open == ()
        for question in LIBRARY.questions.values():
            if question.hard and reading.applies(question.id):
                assert question.id in facts


@settings(max_examples=100)
@given(answers=some_answers())
def test_a_plan_is_allowed_only_by_its_level(answers: Raw) -> None:
    result = triage(read_facts(answers, LIBRARY), LIBRARY)

    allowed = {
        "E": {PlanState.WITHHELD},
        "S": {PlanState.WITHHELD},
        "N": {PlanState.WITHHELD},
        "W": {PlanState.WITHHELD, PlanState.COMFORT},
        "R": {PlanState.WITHHELD, PlanState.COMFORT, PlanState.FULL},
        "G": {PlanState.FULL},
    }
    assert result.plan in allowed[result.level]
    if result.open:
        assert result.plan is PlanState.WITHHELD


@settings(max_examples=100)
@given(answers=some_answers())
def test_the_same_answers_in_any_order_give_the_same_result(answers: Raw) -> None:
    turned = dict(reversed(answers.items()))

    first, second = (triage(read_facts(raw, LIBRARY), LIBRARY) for raw in (answers, turned))

    assert first == second


@settings(max_examples=100)
@given(answers=some_answers())
def test_every_reason_names_answers_that_were_given_and_a_source(answers: Raw) -> None:
    result = triage(read_facts(answers, LIBRARY), LIBRARY)

    for reason in result.because:
        assert reason.facts, reason.rule
        assert {fact.id for fact in reason.facts} <= set(answers)
        assert reason.source


@settings(max_examples=100)
@given(answers=some_answers())
def test_what_is_asked_next_is_unanswered_and_can_be_answered(answers: Raw) -> None:
    facts = read_facts(answers, LIBRARY)

    result = triage(facts, LIBRARY)

    assert len(set(result.ask_next)) == len(result.ask_next)
    assert set(result.ask_next) - {"age"} <= set(LIBRARY.facts) - set(facts)
    if result.disposition is Disposition.NOT_ENOUGH_ANSWERS:
        assert result.ask_next


@settings(max_examples=100)
@given(fact=ANY_FACT, answer=st.data())
def test_any_single_answer_that_a_question_allows_is_accepted_and_never_enough(
    fact: str, answer: st.DataObject
) -> None:
    given_answer = answer.draw(answer_to(LIBRARY.facts[fact]))

    result = triage(read_facts({fact: given_answer}, LIBRARY), LIBRARY)

    assert result.disposition is not Disposition.SELF_CARE


def all_changes_by_trying(raw: Raw) -> dict[str, str]:
    """Return which answers of the top reasons would change the outcome, each tried with every rule."""
    facts = read_facts(raw, LIBRARY)
    result = triage(facts, LIBRARY)
    names = {fact.id for reason in result.because if reason.level == result.level for fact in reason.facts}
    tried = {
        name: level_of({**facts, name: Answer.NO}, LIBRARY)
        for name in names
        if LIBRARY.facts[name].type is FactType.ANSWER and facts[name] is not Answer.NO
    }
    return {name: disposition_of(level) for name, level in tried.items() if level != result.level}


@settings(max_examples=200)
@given(answers=st.one_of(some_answers(), full_answers()))
def test_what_would_change_the_outcome_is_what_trying_each_answer_finds(answers: Raw) -> None:
    found = triage(read_facts(answers, LIBRARY), LIBRARY).would_change

    assert {change.fact: change.disposition for change in found} == all_changes_by_trying(answers)


@settings(max_examples=200)
@given(answers=st.one_of(some_answers(), full_answers()), fact=ANY_FACT, data=st.data())
def test_an_answer_changes_no_rule_that_does_not_read_it(answers: Raw, fact: str, data: st.DataObject) -> None:
    other = {**answers, fact: data.draw(answer_to(LIBRARY.facts[fact]))}

    before, after = (spoken(raw) for raw in (answers, other))

    changed = {rule for rule in LIBRARY.rules if before[rule] != after[rule]}
    assert changed <= LIBRARY.rules_reading[fact]


def spoken(raw: Raw) -> dict[str, list[Truth]]:
    """Return what each outcome of each rule says."""
    reading = Reading(read_facts(raw, LIBRARY), LIBRARY)
    return {name: [reading.truth(one.when) for one in rule.outcome] for name, rule in LIBRARY.rules.items()}
