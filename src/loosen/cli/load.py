"""`loosen load`: a posture in, what holds the body and what the low back carries out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loosen.cli.options import json_option

if TYPE_CHECKING:
    from loosen.domain.loads import LoadAnswer


@click.command()
@click.argument("posture", required=False)
@json_option
@click.option("--file", "file", metavar="FILE", help="Read the request from a file; - is standard input.")
@click.option("--schema", is_flag=True, help="Print the JSON Schemas of request, posture document and answer.")
def load(posture: str | None, as_json: bool, file: str | None, schema: bool) -> None:
    """Work out the load on the low back in a posture. An estimate for a healthy adult, never a limit.

    POSTURE is the id of a posture that comes with Loosen. Without it a request is read from standard input or --file;
    its posture is an id or a posture document:

    \b
      {"posture": "lift-squat", "person": {"mass_kg": 62, "stature_m": 1.68, "sex": "female"}, "hands_kg": 10}

    Forces are in newtons, pressures in megapascals, lengths in metres (x forward, y left, z up).
    """  # noqa: D301 - the backslash is a mark for the help page, not an escape
    from loosen.cli.output import say_json
    from loosen.domain.loads import LoadAnswer, LoadRequest

    if schema:
        from loosen.domain.posture import Posture

        say_json(
            {
                "request": LoadRequest.model_json_schema(mode="validation"),
                "posture": Posture.model_json_schema(mode="validation"),
                "answer": LoadAnswer.model_json_schema(mode="serialization"),
            }
        )
        return
    from loosen.cli.source import read_source
    from loosen.coach.loads import load_request
    from loosen.coach.requests import read_json, read_request

    raw = {"posture": posture} if posture is not None else read_json(*read_source(file))
    answer = load_request(read_request(raw, LoadRequest))
    if as_json:
        say_json(answer.model_dump(mode="json"))
        return
    _tell(answer)


def _tell(answer: LoadAnswer) -> None:
    """Tell the band first; numbers are for those who want them."""
    from loosen.cli.output import Voice

    voice = Voice()
    voice.title(f"{answer.posture}, {answer.key}: {answer.band_words}")
    least, most = answer.uncertainty
    voice.line(
        f"Low back disc (L4/5): about {answer.compression_n:.0f} N, {answer.pressure_mpa:.2f} MPa "
        f"(people of this size: {least:.2f} to {most:.2f} MPa)."
    )
    for contact in answer.contacts:
        newtons = sum(part * part for part in contact.force_n) ** 0.5
        voice.line(f"{contact.site} on {contact.surface}: {newtons:.0f} N", indent=2)
    for words in answer.missed:
        voice.line(f"Not quite met: {words}")
    voice.line("An estimate for a healthy adult. It is not a limit, and it cannot know your back.")
