"""`loosen lift`: the measures of a lift in, limits and the change that helps most out."""

from __future__ import annotations

import click

from loosen.cli.options import json_option


@click.command()
@json_option
@click.option("--file", "file", metavar="FILE", help="Read the request from a file; - is standard input.")
@click.option("--schema", is_flag=True, help="Print the JSON Schemas of request and answer.")
def lift(as_json: bool, file: str | None, schema: bool) -> None:
    """Look at a lift: the limit for healthy workers, what changes it most, and the wear of a day.

    The request is read from standard input or --file. Lengths are in cm, weights in kg; with "units": "us" they
    are in inches and lb:

    \b
      {"tasks": [{"load": 12, "coupling": "fair", "frequency": 1,
                  "origin": {"horizontal": 40, "vertical": 20},
                  "destination": {"horizontal": 35, "vertical": 80},
                  "lever_arm": 45, "lifts_per_day": 60}],
       "duration": "short", "back_pain": false}

    Several tasks make one job with a composite index. The methods are the revised NIOSH lifting equation and LiFFT.
    Every valid request exits with 0, also when the lift is one that they do not cover.
    """  # noqa: D301 - the backslash is a mark for the help page, not an escape
    from loosen.cli.output import say_json
    from loosen.domain.lifting import LiftAnswer, LiftRequest

    if schema:
        request_schema = LiftRequest.model_json_schema(mode="validation")
        say_json({"request": request_schema, "answer": LiftAnswer.model_json_schema(mode="serialization")})
        return
    from loosen.cli.source import read_source
    from loosen.coach.lifting import answer_lift
    from loosen.coach.requests import read_json, read_request

    answer = answer_lift(read_request(read_json(*read_source(file)), LiftRequest))
    if as_json:
        say_json(answer.model_dump(mode="json"))
        return
    from loosen.cli.lifted import tell_lift
    from loosen.cli.output import Voice

    tell_lift(Voice(), answer)
