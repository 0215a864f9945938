"""`loosen figure`: the drawing of a movement or posture."""

from __future__ import annotations

import click

_SKINS = ("light", "medium", "olive", "brown", "dark")


@click.command()
@click.argument("figure_id", metavar="[ID]", required=False)
@click.option("--out", "out", metavar="FILE", help="Write there; standard output if left out.")
@click.option("--animated", is_flag=True, help="The whole movement, out and back.")
@click.option("--sheet", is_flag=True, help="The key poses side by side; without ID those of all figures.")
@click.option(
    "--key", type=click.IntRange(0), help="Place of the key pose to draw, from 0; the most telling one if left out."
)
@click.option("--sex", type=click.Choice(["male", "female"]), default="male", help="Proportions, clothes and hair.")
@click.option("--skin", type=click.Choice(_SKINS), help="Skin tone.")
@click.option("--lines", is_flag=True, help="Black lines on white, for print.")
@click.option("--png", is_flag=True, help="Pixels in place of SVG; needs the extra loosen[png].")
@click.option("--width", type=click.IntRange(16, 8000), default=800, show_default=True, help="Of the PNG, in pixels.")
def figure(
    figure_id: str | None,
    out: str | None,
    animated: bool,
    sheet: bool,
    key: int | None,
    sex: str,
    skin: str | None,
    lines: bool,
    png: bool,
    width: int,
) -> None:
    """Draw a movement or posture as SVG. ID is a variant of a movement, or a posture; `loosen figure` lists them."""
    from loosen.cli.output import say
    from loosen.cli.pictures import Wanted, picture
    from loosen.knowledge.drawn import load_drawn

    if figure_id is None and not sheet:
        for drawn in load_drawn().values():
            say(f"{drawn.id:32} {drawn.name}")
        return
    svg = picture(Wanted(figure_id, animated=animated, sheet=sheet, key=key, sex=sex, skin=skin, lines=lines))
    data = svg.encode("utf-8")
    if png:
        from loosen.figures import raster

        data = raster.png(svg, width=width, background="#ffffff" if lines else None)
    _write(data, out)


def _write(data: bytes, out: str | None) -> None:
    from pathlib import Path

    from loosen.errors import CallError

    if out is None or out == "-":
        click.echo(data, nl=False)
        return
    try:
        Path(out).write_bytes(data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CallError(
            f"The picture cannot be written: {reason}.", where=out, detail="Choose another file."
        ) from error
