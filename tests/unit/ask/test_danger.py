"""The reading of free text for danger signs, on a few phrases whose outcome can be worked out by hand."""

from __future__ import annotations

import pytest

from loosen.ask import read_danger_signs
from loosen.errors import CallError
from tests.made import made_hard, made_library, made_question, made_rule

LIBRARY = made_library(
    questions=[
        made_hard("saddle", people_say={"en": ["numb between legs", "cannot feel bottom"]}),
        made_hard("bladder", people_say={"en": ["cannot pee", "incontinent"]}),
        made_hard("fever", people_say={"en": ["high temperature", "shivering"]}),
        made_question("sore-knee", purpose="fit", people_say={"en": ["sore knee"]}),
    ],
    rules=[made_rule("R1", ("E", {"any": ["saddle", "bladder", "fever"]}))],
)


def facts(text: str) -> set[str]:
    return {sign.fact for sign in read_danger_signs(text, LIBRARY)}


@pytest.mark.parametrize(
    "text",
    [
        "I feel numb between my legs",
        "my legs are numb, well, between them",
        "NUMB BETWEEN THE LEGS!!!",
        "there is numbness between my legs",
        "I have been so numb right between my two legs since Monday",
    ],
)
def test_a_phrase_is_heard_in_any_order_with_fillers_between_its_words(text: str) -> None:
    assert facts(text) == {"saddle"}


@pytest.mark.parametrize(
    "text", ["nubm betwen my legs", "numb betwene legs", "I am inconinent", "incontinant since today"]
)
def test_words_are_heard_spelt_nearly_right(text: str) -> None:
    assert facts(text)


@pytest.mark.parametrize(
    "text", ["I cannot pee", "i cant pee", "I can't pee", "I can’t pee at all", "unable to pee", "I couldn't pee"]
)
def test_every_way_of_saying_cannot_is_the_same(text: str) -> None:
    assert facts(text) == {"bladder"}


@pytest.mark.parametrize(
    "text",
    [
        "no numbness between my legs",
        "I am not numb between the legs",
        "I don't have a high temperature",
        "no fever, no high temperature and I am not incontinent",
        "high temperature? No.",
    ],
)
def test_what_is_denied_is_not_heard(text: str) -> None:
    assert facts(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "not sure, but I feel numb between my legs",
        "I have no idea why I am numb between my legs",
        "It does not hurt much but I have a high temperature",
        "no fever but I cannot pee",
    ],
)
def test_a_denial_of_something_else_does_not_silence_a_sign(text: str) -> None:
    assert facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!?...",
        "my back seized when I lifted the shopping",
        "a number of people walked between us. My legs are fine.",
        "can stretching make it worse?",
    ],
)
def test_an_innocent_text_is_quiet(text: str) -> None:
    assert facts(text) == set()


def test_words_of_different_sentences_are_not_put_together() -> None:
    assert facts("My hand went numb. The dog ran between us. His legs are short.") == set()


def test_several_signs_are_heard_each_once() -> None:
    heard = read_danger_signs("I am incontinent and numb between my legs. I cannot pee. I am shivering.", LIBRARY)

    assert sorted(sign.fact for sign in heard) == ["bladder", "fever", "saddle"]


def test_the_sentence_in_which_a_sign_was_heard_is_quoted() -> None:
    (heard,) = read_danger_signs("It began on Monday. Now I am numb between my legs. Help me.", LIBRARY)

    assert heard.quote == "Now I am numb between my legs"
    assert heard.phrase == "numb between legs"


def test_only_safety_questions_alarm() -> None:
    assert facts("I have a sore knee") == set()


def test_a_text_of_the_greatest_length_is_read() -> None:
    text = "I cannot pee. " + "a" * (4000 - 14)

    assert facts(text) == {"bladder"}


def test_a_longer_text_is_refused_in_words() -> None:
    with pytest.raises(CallError) as caught:
        read_danger_signs("a" * 4001, LIBRARY)

    assert caught.value.where == "words"
    assert "4001 characters; 4000 are allowed" in caught.value.title


def test_the_same_text_is_always_read_the_same() -> None:
    text = "shivering, cannot pee, numb between my legs"

    assert read_danger_signs(text, LIBRARY) == read_danger_signs(text, LIBRARY)


@pytest.mark.parametrize("text", ["\x00\ud800 numb", "نمنم", "🦵🦵 numb between legs 🦵", "ＮＵＭＢ", "l" * 3999])
def test_any_characters_can_be_read(text: str) -> None:
    read_danger_signs(text, LIBRARY)
