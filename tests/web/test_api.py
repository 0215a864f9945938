"""The JSON API keeps the contracts: the same records as the command line, and one shape for every error."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest

from loosen.domain.library import KIND_NAMES, Library
from tests.web.visitor import Visitor

TRIAGE = "/api/v1/triage"
ERROR_KEYS = {"type", "title", "detail", "where", "allowed"}


def triage(visitor: Visitor, body: object) -> dict[str, Any]:
    """Return the answer to a valid call."""
    response = visitor.http.post(TRIAGE, json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    """Return the error of a response, which must be one in the shape of the contracts."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    error: dict[str, Any] = response.json()["error"]
    assert set(error) >= ERROR_KEYS
    assert error["title"]
    assert isinstance(error["allowed"], list)
    return error


def test_facts_lists_every_fact(visitor: Visitor, library: Library) -> None:
    answer = visitor.http.get("/api/v1/facts").json()

    by_id = {fact["id"]: fact for fact in answer["facts"]}

    assert set(by_id) == set(library.facts)
    assert by_id["saddle-numbness"]["clarifier"] == "saddle-numbness-clarified"
    assert by_id["saddle-numbness"]["hard"] is True
    assert by_id["age"]["maximum"] == 120
    assert all(fact["why_asked"] for fact in answer["facts"])


def test_no_answers_are_not_enough_and_never_self_care(visitor: Visitor) -> None:
    answer = triage(visitor, {})

    assert answer["disposition"] == "not-enough-answers"
    assert answer["plan"] == "withheld"
    assert answer["ask_next"]


def test_none_of_every_screen_without_an_age_is_not_enough(visitor: Visitor, library: Library) -> None:
    screens = [screen.id for screen in library.screens.values() if screen.purpose == "safety"]

    answer = triage(visitor, {"none_of": screens})

    assert answer["disposition"] == "not-enough-answers"
    assert "age" in answer["ask_next"]


def test_none_of_every_screen_and_an_age_are_self_care(visitor: Visitor, baseline: dict[str, object]) -> None:
    answer = triage(visitor, {"facts": baseline, "none_of": ["feeling", "legs"]})

    assert answer["disposition"] == "self-care"
    assert answer["within_days"] is None


def test_an_emergency_is_a_valid_answer_with_its_reasons(visitor: Visitor) -> None:
    answer = triage(visitor, {"facts": {"tearing-pain": True}, "none_of": ["chest-head"]})

    assert answer["disposition"] == "emergency"
    assert answer["because"][0]["rule"] == "RF11"
    assert answer["because"][0]["source"][0]["title"]
    assert answer["advice"]


def test_not_sure_asks_its_clarifying_question_next(visitor: Visitor, baseline: dict[str, object]) -> None:
    answer = triage(visitor, {"facts": {**baseline, "fever": "unknown"}})

    assert answer["disposition"] == "not-enough-answers"
    assert answer["ask_next"][0] == "fever-clarified"
    assert "fever" in answer["open"]


def test_danger_words_in_free_text_are_heard(visitor: Visitor, baseline: dict[str, object]) -> None:
    answer = triage(visitor, {"facts": baseline, "words": "since last night I can not feel when I pee"})

    assert "bladder-no-feeling" in {sign["fact"] for sign in answer["heard"]}
    assert answer["disposition"] != "self-care"


def test_a_call_stores_nothing_and_sets_no_cookie(visitor: Visitor) -> None:
    response = visitor.http.post(TRIAGE, json={"facts": {"age": 35}})

    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"fevr": True}, "facts.fevr"),
        ({"fever": "yes"}, "facts.fever"),
        ({"fever": 1}, "facts.fever"),
        ({"age": -3}, "facts.age"),
        ({"age": True}, "facts.age"),
        ({"age": "35"}, "facts.age"),
        ({"pain-now": 99}, "facts.pain-now"),
        ({"site": "moon"}, "facts.site"),
    ],
)
def test_a_fact_that_cannot_be_used_is_named(visitor: Visitor, facts: dict[str, object], where: str) -> None:
    error = error_of(visitor.http.post(TRIAGE, json={"facts": facts}), 422)

    assert error["type"] == "bad-facts"
    assert error["where"] == where


def test_a_misspelt_fact_is_met_with_a_guess(visitor: Visitor) -> None:
    error = error_of(visitor.http.post(TRIAGE, json={"facts": {"fevr": True}}), 422)

    assert "fever" in error["allowed"]


def test_every_wrong_fact_is_listed_at_once(visitor: Visitor) -> None:
    error = error_of(visitor.http.post(TRIAGE, json={"facts": {"fevr": True, "age": -3}, "none_of": ["no"]}), 422)

    assert {problem["where"] for problem in error["problems"]} == {"facts.fevr", "facts.age", "none_of"}


@pytest.mark.parametrize(
    "body",
    [
        {"facts": {"fever": None}},
        {"facts": {"fever": []}},
        {"facts": {"fever": {}}},
        {"facts": []},
        {"facts": None},
        {"none_of": "feeling"},
        {"none_of": [1]},
        {"words": 5},
        {"fact": {}},
        [],
        None,
        "words",
        3,
    ],
)
def test_a_body_of_the_wrong_shape_is_refused(visitor: Visitor, body: object) -> None:
    error = error_of(visitor.http.post(TRIAGE, json=body), 422)

    assert error["type"] == "bad-input"
    assert error["where"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"facts": {"age": NaN}}',
        '{"facts": {"age": Infinity}}',
        '{"facts": {"age": 1e400}}',
        '{"facts": {"age": ' + "9" * 5000 + "}}",
        "[" * 20_000,
        "\xff\xfe",
        "facts=age",
    ],
)
def test_what_is_no_json_or_no_number_is_refused(visitor: Visitor, text: str) -> None:
    response = visitor.http.post(TRIAGE, content=text.encode("latin-1"), headers={"content-type": "application/json"})

    error_of(response, 422)


def test_a_megabyte_of_text_is_too_large(visitor: Visitor) -> None:
    response = visitor.http.post(TRIAGE, json={"words": "x" * 1_000_000})

    error_of(response, 413)


def test_a_megabyte_that_does_not_say_so_is_too_large(visitor: Visitor) -> None:
    body = json.dumps({"words": "x" * 1_000_000}).encode()

    response = visitor.http.post(
        TRIAGE, content=body, headers={"content-type": "application/json", "transfer-encoding": "chunked"}
    )

    error_of(response, 413)


def test_a_foreign_host_and_a_foreign_form_are_refused_in_the_same_shape(visitor: Visitor) -> None:
    host = visitor.http.get("/api/v1/facts", headers={"host": "evil.example"})
    form = visitor.http.post(TRIAGE, json={}, headers={"origin": "https://evil.example"})

    error_of(host, 421)
    error_of(form, 403)


def test_the_knowledge_is_listed_by_kind_and_entry(visitor: Visitor, library: Library) -> None:
    index = visitor.http.get("/api/v1/knowledge").json()
    rules = visitor.http.get("/api/v1/knowledge/rules").json()
    rule = visitor.http.get("/api/v1/knowledge/rules/RF01").json()

    assert [kind["kind"] for kind in index["kinds"]] == list(KIND_NAMES)
    assert index["knowledge_version"] == library.version
    assert rules["ids"] == sorted(library.rules)
    assert rule["entry"]["outcome"][0]["level"] == "E"


def test_a_list_can_be_read_in_parts(visitor: Visitor, library: Library) -> None:
    ids = sorted(library.rules)

    part = visitor.http.get("/api/v1/knowledge/rules", params={"offset": 2, "limit": 3}).json()["ids"]

    assert part == ids[2:5]


def test_every_entry_of_the_knowledge_can_be_read(visitor: Visitor, library: Library) -> None:
    for kind in KIND_NAMES:
        for entry in library.kind(kind):
            assert visitor.http.get(f"/api/v1/knowledge/{kind}/{entry}").status_code == 200, (kind, entry)


@pytest.mark.parametrize("path", ["/api/v1/knowledge/none", "/api/v1/knowledge/rules/RF99", "/api/v1/none"])
def test_what_does_not_exist_is_a_404_in_the_same_shape(visitor: Visitor, path: str) -> None:
    error_of(visitor.http.get(path), 404)


def test_a_way_that_is_not_there_is_a_405_in_the_same_shape(visitor: Visitor) -> None:
    error_of(visitor.http.get(TRIAGE), 405)


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "offset=-1", "offset=99999999999999999999"])
def test_a_part_that_cannot_be_is_refused(visitor: Visitor, query: str) -> None:
    error_of(visitor.http.get(f"/api/v1/knowledge/rules?{query}"), 422)


def test_the_openapi_document_names_every_way_and_its_errors(visitor: Visitor) -> None:
    document = visitor.http.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) >= {
        "/api/v1/facts",
        "/api/v1/triage",
        "/api/v1/knowledge",
        "/api/v1/knowledge/{kind}",
        "/api/v1/knowledge/{kind}/{entry_id}",
    }
    assert {"200", "413", "422"} <= set(document["paths"]["/api/v1/triage"]["post"]["responses"])


def test_an_answer_and_an_error_fit_the_openapi_document(visitor: Visitor) -> None:
    document = visitor.http.get("/api/v1/openapi.json").json()
    answer = triage(visitor, {"facts": {"tearing-pain": True}})
    refused = visitor.http.post(TRIAGE, json={"facts": {"fevr": True}}).json()

    for name, body in (("TriageAnswer", answer), ("Problem", refused)):
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        jsonschema.Draft202012Validator.check_schema(document["components"]["schemas"][name])
        jsonschema.Draft202012Validator(schema).validate(body)
