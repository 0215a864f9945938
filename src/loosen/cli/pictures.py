"""Which picture was asked for, and where it comes from: ready-made, or drawn now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loosen.domain.anatomy import BodyPerson, Sex
from loosen.domain.drawn import Drawn
from loosen.errors import NotFoundError, NotInstalledError
from loosen.knowledge.drawn import drawn_for, load_drawn, svg_text

if TYPE_CHECKING:
    from loosen.coach.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture as it was asked for on the command line."""

    id: str | None
    animated: bool
    sheet: bool
    key: int | None
    sex: str
    skin: str | None
    lines: bool

    @property
    def is_ready_made(self) -> bool:
        """Whether it looks like those that come with the product."""
        return self.sex == Sex.MALE and self.skin is None and not self.lines and self.id is not None


def picture(wanted: Wanted) -> str:
    """Return a picture as SVG text.

    Raises:
        NotFoundError: There is no such figure or key pose.
        NotInstalledError: It is not ready-made, and what draws it is not installed.
    """
    if wanted.id is None:
        return _sheet(wanted)
    found = drawn_for().get(wanted.id)
    if found is None:
        raise NotFoundError(
            f"There is no figure {wanted.id!r}.",
            where="figure",
            detail="`loosen figure` lists them.",
            allowed=[*load_drawn()],
        )
    key = found.telling if wanted.key is None else wanted.key
    if key >= len(found.keys):
        names = [each.name for each in found.keys]
        raise NotFoundError(f"There is no key pose {key}.", where="key", detail="Count from 0.", allowed=names)
    ready = svg_text(_name(found, key, wanted)) if wanted.is_ready_made else None
    return ready if ready is not None else _draw(found, key, wanted)


def _name(found: Drawn, key: int, wanted: Wanted) -> str:
    if found.moves and wanted.animated:
        return found.id
    return f"{found.id}.keys" if found.moves and wanted.sheet else f"{found.id}.{key}"


def _drawing(name: str, wanted: Wanted) -> Drawing:
    try:
        from loosen.coach.drawing import Drawing, look_of
        from loosen.figures.style import Skin
    except ImportError as error:
        raise NotInstalledError(
            "What draws people of your choice is not installed.",
            where="figure",
            detail="Install it: pip install 'loosen[body]'. Without it, leave out --sex, --skin and --lines.",
        ) from error
    from loosen.coach.loads import posture_of

    sex = Sex(wanted.sex)
    look = look_of(sex, Skin(wanted.skin) if wanted.skin else None, lines=wanted.lines)
    return Drawing(posture_of(name), BodyPerson(sex=sex), look)


def _draw(found: Drawn, key: int, wanted: Wanted) -> str:
    drawing = _drawing(found.id, wanted)
    if wanted.animated:
        return drawing.moving()
    return drawing.strip() if wanted.sheet and found.moves else drawing.still(key)


def _sheet(wanted: Wanted) -> str:
    figures: list[tuple[str, str]] = []
    for found in load_drawn().values():
        drawing = _drawing(found.id, wanted)
        for number, key in enumerate(found.keys):
            figures.append((f"{found.id} · {key.name}", drawing.still(number, prefix=f"s{len(figures)}_")))
    from loosen.figures.sheet import sheet

    return sheet(figures)
