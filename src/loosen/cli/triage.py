"""`loosen triage`: answers in, outcome and reasons out."""

from __future__ import annotations

import click

from loosen.cli.options import json_option, overlay_option, settings_of


@click.command()
@json_option
@click.option("--file", "file", metavar="FILE", help="Read the request from a file; - is standard input.")
@click.option("--schema", is_flag=True, help="Print the JSON Schemas of request and answer.")
@overlay_option
def triage(as_json: bool, file: str | None, schema: bool, overlay: str | None) -> None:
    """Say how soon help is needed, and why, from answers in JSON.

    The request is read from standard input or --file:

    \b
      {"facts": {"age": 41, "fever": false}, "none_of": ["feeling"], "words": "..."}

    `loosen facts` lists the facts and screens. Every valid request exits with 0, an emergency included.
    """  # noqa: D301 - the backslash is a mark for the help page, not an escape
    from loosen.cli.output import say_json
    from loosen.domain.contracts import TriageAnswer, TriageRequest

    if schema:
        request_schema = TriageRequest.model_json_schema(mode="validation")
        say_json({"request": request_schema, "answer": TriageAnswer.model_json_schema(mode="serialization")})
        return
    from loosen.cli.source import read_source
    from loosen.coach import triage_request
    from loosen.coach.requests import read_json, read_request
    from loosen.knowledge import load_library

    settings = settings_of(overlay=overlay)
    request = read_request(read_json(*read_source(file)), TriageRequest)
    library = load_library(settings.overlay)
    answer = triage_request(request, library)
    if as_json:
        say_json(answer.model_dump(mode="json"))
        return
    from loosen.cli.outcome import tell_outcome
    from loosen.cli.output import Voice
    from loosen.coach.coach import UNKNOWN_COUNTRY

    tell_outcome(Voice(), answer, library.countries[UNKNOWN_COUNTRY], library, heard=answer.heard)
