"""Records of the check-in: the body map, and questionnaires whose words belong to others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from loosen.domain.basics import Evidence, Id, Record, Text, Texts, Words

SvgPath = Annotated[str, StringConstraints(pattern=r"^[MLHVCSQTAZmlhvcsqtaz0-9 ,.\-]+$", max_length=400)]
"""The ``d`` of an SVG path, in the coordinates of one view of the body map."""


class Side(StrEnum):
    """On which side of the person an area lies."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class View(StrEnum):
    """From where the body is seen."""

    BACK = "back"
    FRONT = "front"


class Shape(Record):
    """Where an area is drawn, on a figure 100 wide and 220 high; the front shows left on the right."""

    view: View
    path: SvgPath


class BodyArea(Record):
    """A part of the body where it can hurt, as a person ticks it.

    Attributes:
        order: Place in the list of its view.
        side: Of the person, not of the picture.
        view: Under which view it is listed; its first shape lies there.
        shape: Where it is drawn, once for each view that shows it.
        neighbours: Areas next to it; pain that appears beside pain has spread.
        below_knee: Whether it lies below the knee.
        saddle: Whether it lies where a saddle would touch.
        asks: Facts that a new mark here leaves open; the safety check begins with them as "not sure".
        asks_both: Facts that are left open where its like on the other side is marked too.
    """

    id: Id
    order: StrictInt
    name: Text
    side: Side
    view: View
    shape: tuple[Shape, ...] = Field(min_length=1)
    neighbours: tuple[Id, ...] = Field(min_length=1)
    below_knee: StrictBool = False
    saddle: StrictBool = False
    asks: tuple[Id, ...] = ()
    asks_both: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Questionnaire(Record):
    """A published questionnaire of statements to tick. Its words are those of its authors and stay unchanged.

    Attributes:
        intro: What the authors tell the person, paragraph by paragraph.
        statement: The statements in their order.
        days: Days after the pain began on which it is offered.
        insensitive_below: A score below this can hardly show a gain.
        insensitive_above: A score above this can hardly show a loss.
        citation: How the authors are cited.
        licence: What allows us to use the words.
    """

    id: Id
    name: Text
    intro: Texts
    statement: Texts
    days: tuple[StrictInt, ...] = Field(min_length=1)
    insensitive_below: StrictInt
    insensitive_above: StrictInt
    citation: Words
    licence: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)
