"""Bytes and JSON from outside: every mistake is told, nothing is ignored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loosen.coach.requests import MOST_BYTES, RequestError, read_json, read_request
from loosen.domain.contracts import TriageRequest
from loosen.errors import CallError, FactsError


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"{bad", "not JSON"),
        (b'{"facts": {"age": 4', "not JSON"),
        (b"{} {}", "not JSON"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b"[Infinity]", "Infinity is not a number"),
        (b"[-Infinity]", "-Infinity is not a number"),
        (b"[1e999]", "1e999 is too large"),
        (b"[" + b"9" * 5000 + b"]", "too long"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe{}", "Byte 1 of the input is not UTF-8"),
        (b'{"a": "\xe9"}', "Byte 8 of the input is not UTF-8"),
        (b'{"a": true, "a": false}', 'The key "a" stands twice'),
        (b'{"facts": {"fever": true, "fever": false}}', '"fever" stands twice'),
        (b" " * (MOST_BYTES + 1), "longer than 1,000,000 bytes"),
    ],
)
def test_what_is_no_json_is_told(data: bytes, words: str) -> None:
    with pytest.raises(CallError) as caught:
        read_json(data, "input")

    assert words in caught.value.title
    assert caught.value.where


def test_json_with_byte_order_mark_is_read() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": 1}', "input") == {"a": 1}


@pytest.mark.parametrize(
    ("raw", "kind"), [([], "a list"), (None, "null"), (True, "true or false"), (1.5, "a number"), ("x", "a text")]
)
def test_request_that_is_no_object_is_told(raw: object, kind: str) -> None:
    with pytest.raises(CallError, match=f"must be a JSON object, not {kind}"):
        read_request(raw, TriageRequest)


def test_all_problems_of_a_request_are_listed_once_each() -> None:
    raw = {"facts": {"age": None, "fever": [1]}, "none_of": [5], "words": 3, "fcts": {}}

    with pytest.raises(RequestError) as caught:
        read_request(raw, TriageRequest)

    assert [problem.where for problem in caught.value.problems] == [
        "facts.age",
        "facts.fever",
        "none_of.0",
        "words",
        "fcts",
    ]
    assert caught.value.problems[-1].remedy.startswith("Did you mean 'facts'?")


def test_answer_of_no_type_is_a_mistake_of_the_facts() -> None:
    with pytest.raises(FactsError) as caught:
        read_request({"facts": {"age": {}}}, TriageRequest)

    assert caught.value.kind == "bad-facts"
    assert caught.value.where == "facts.age"


def test_good_request_is_read() -> None:
    request = read_request({"facts": {"age": 41, "fever": "unknown"}, "none_of": ["legs"]}, TriageRequest)

    assert request.facts == {"age": 41, "fever": "unknown"}
    assert request.none_of == ("legs",)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        read_request(read_json(data, "input"), TriageRequest)
    except CallError as error:
        assert error.title


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["facts", "none_of", "words", "more"]), _JSON))
def test_any_object_is_read_or_refused_in_words(raw: dict[str, object]) -> None:
    try:
        read_request(raw, TriageRequest)
    except CallError as error:
        assert error.title
