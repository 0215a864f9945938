"""Requests made up from the OpenAPI document never meet an answer that it does not describe."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import settings
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    positive_data_acceptance,
    unsupported_method,
)

from loosen.coach import Coach
from loosen.journal import MemoryJournal, new_event_id
from loosen.knowledge import load_library
from loosen.web.app import create_app
from tests.web.conftest import Clock

SCHEMA = schemathesis.openapi.from_asgi(
    "/api/v1/openapi.json",
    create_app(
        Coach(load_library(), MemoryJournal(), clock=Clock(), new_id=new_event_id),
        hosts=("testserver",),  # the name that schemathesis gives to an app without a socket
    ),
)
TOO_LARGE = 413
NOT_PROMISED = [
    positive_data_acceptance,  # a fact that nobody knows has the right shape and is refused all the same
    unsupported_method,  # OPTIONS and the Allow header
    allow_header_conformance,
]


@SCHEMA.parametrize()
@settings(max_examples=25)
def test_every_answer_is_one_that_the_document_describes(case: schemathesis.Case[Any]) -> None:
    response = case.call()

    if response.status_code != TOO_LARGE:  # refused before anybody looks at its shape
        case.validate_response(response, excluded_checks=NOT_PROMISED)
