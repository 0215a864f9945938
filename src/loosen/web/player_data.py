"""What the player in the browser is given: the script of a bout as plain JSON, with a version."""

from __future__ import annotations

from loosen.coach import Daily
from loosen.coach.records import BoutRecord
from loosen.core.planner import MadePlan
from loosen.core.script import Cue
from loosen.domain.basics import Record
from loosen.domain.plan import PlanItem, PlannedBout
from loosen.web.figures import picture_for

FORMAT = 1


class PlayerFigure(Record):
    """The picture of a movement.

    Attributes:
        id: Of the picture.
        moving: Address of the animation, or of the still where there is none.
        still: Address of the key pose that tells most, shown while holding.
        strip: Address of the key poses side by side, for those who want no motion.
        alt: All key poses in words.
    """

    id: str
    moving: str
    still: str
    strip: str
    alt: str


class PlayerItem(Record):
    """A movement as the player shows it."""

    id: str
    name: str
    detail: str
    steps: tuple[str, ...]
    breathing: str
    cautions: tuple[str, ...]
    figure: PlayerFigure | None


class PlayerZone(Record):
    """What a pain means; its place in the list is the pain, from 0."""

    action: str
    says: str


class PlayerSign(Record):
    """A stop sign."""

    id: str
    ask: str
    action: str
    advice: str
    opens_check: bool


class PlayerData(Record):
    """Everything that the player needs, so that it goes on when the server is away.

    Attributes:
        format: Changes when the player has to read it in another way.
        bout: Which bout runs; what the browser remembers is kept under it.
        cues: The script.
        items: The movements; a cue names one by its place.
        zones: By pain from 0 to 10.
        signs: In the order in which they are asked.
    """

    format: int
    bout: str
    cues: tuple[Cue, ...]
    items: tuple[PlayerItem, ...]
    zones: tuple[PlayerZone, ...]
    signs: tuple[PlayerSign, ...]


def player_data(daily: Daily, running: BoutRecord, made: MadePlan) -> PlayerData:
    """Return what the player needs for the bout that runs."""
    (planned,) = made.plan.bouts
    zones = daily.zones(running.pain_before or 0)
    return PlayerData(
        format=FORMAT,
        bout=running.id,
        cues=made.scripts[planned.id].cues,
        items=player_items(daily, planned),
        zones=tuple(PlayerZone(action=action.value, says=says) for action, says in zones),
        signs=stop_signs(daily),
    )


def player_items(daily: Daily, planned: PlannedBout) -> tuple[PlayerItem, ...]:
    """Return the movements of a bout with their steps."""
    return tuple(_item(daily, item) for item in planned.items)


def stop_signs(daily: Daily) -> tuple[PlayerSign, ...]:
    """Return the stop signs in order."""
    return tuple(
        PlayerSign(
            id=sign.id,
            ask=sign.ask.en,
            action=sign.action.value,
            advice=sign.advice.en,
            opens_check=sign.opens_check,
        )
        for sign in sorted(daily.library.stop_signs.values(), key=lambda sign: sign.order)
    )


def _item(daily: Daily, item: PlanItem) -> PlayerItem:
    _, variant = daily.library.variants[item.id]
    return PlayerItem(
        id=item.id,
        name=item.name,
        detail=item.detail,
        steps=variant.steps.en,
        breathing=variant.breathing.en,
        cautions=item.cautions,
        figure=_figure(item.id),
    )


def _figure(variant: str) -> PlayerFigure | None:
    picture = picture_for(variant)
    if picture is None:
        return None
    full, still, strip = picture.full.src, picture.still.src, picture.strip.src
    return PlayerFigure(id=picture.id, moving=full, still=still, strip=strip, alt=picture.alt)
