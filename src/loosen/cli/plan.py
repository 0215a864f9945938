"""`loosen plan`: answers, a person and their days in, the plan of a day out."""

from __future__ import annotations

from typing import Any

import click

from loosen.cli.options import json_option, left_out_option, overlay_option, settings_of, why_option


@click.command()
@json_option
@click.option("--file", "file", metavar="FILE", help="Read the request from a file; - is standard input.")
@click.option("--schema", is_flag=True, help="Print the JSON Schemas of request and answer.")
@why_option
@left_out_option
@overlay_option
def plan(as_json: bool, file: str | None, schema: bool, why: bool, left_out: bool, overlay: str | None) -> None:
    """Plan one day for someone, from answers and days in JSON. Nothing is stored.

    The request is read from standard input or --file; every key may be left out:

    \b
      {"facts": {"age": 41, "fever": false}, "none_of": ["feeling"],
       "person": {"minutes": 10, "place": "home"},
       "history": [{"date": "2026-11-20", "pain_now": 3, "done": ["brace-lying"]}],
       "today": "2026-11-21"}

    `today` is this machine's date when it is left out. `loosen facts` lists the facts and screens. Every valid
    request exits with 0, also when there may be no plan.
    """  # noqa: D301 - the backslash is a mark for the help page, not an escape
    from loosen.cli.output import say_json
    from loosen.domain.plan import Plan, PlanRequest

    if schema:
        say_json({"request": _request_schema(), "answer": Plan.model_json_schema(mode="serialization")})
        return
    from loosen.cli.source import read_source
    from loosen.coach import plan_request
    from loosen.coach.requests import read_json, read_request
    from loosen.knowledge import load_library

    settings = settings_of(overlay=overlay)
    request = read_request(_with_today(read_json(*read_source(file))), PlanRequest)
    library = load_library(settings.overlay)
    answer = plan_request(request, library)
    if as_json:
        say_json(answer.model_dump(mode="json"))
        return
    from loosen.cli.output import Voice
    from loosen.cli.planned import tell_plan
    from loosen.cli.steps import tell_steps

    tell_plan(Voice(), answer, library, why=why, left_out=left_out)
    if answer.now is not None:
        tell_steps(Voice(), answer.now)


def _with_today(raw: object) -> object:
    """Return a request with the day it is where this machine is, unless it says another."""
    from datetime import UTC, datetime

    if isinstance(raw, dict) and "today" not in raw:
        return {**raw, "today": datetime.now(UTC).astimezone().date().isoformat()}
    return raw


def _request_schema() -> dict[str, Any]:
    """Return the schema of a request as this command takes it."""
    from loosen.domain.plan import PlanRequest

    schema = PlanRequest.model_json_schema(mode="validation")
    schema["required"] = [name for name in schema.get("required", ()) if name != "today"]
    schema["properties"]["today"]["description"] = "The day to plan; this machine's date when it is left out."
    return schema
