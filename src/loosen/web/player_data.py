"""What the player in the browser is given: the script of a bout as plain JSON, with a version."""

from __future__ import annotations

from loosen.coach import Daily
from loosen.coach.records import BoutRecord
from loosen.core.planner import MadePlan
from loosen.core.resting import RestPosition
from loosen.core.script import Cue, DoseMost
from loosen.domain.basics import Record
from loosen.domain.care import Breath
from loosen.domain.library import Library
from loosen.domain.plan import PlannedBout
from loosen.knowledge.drawn import load_drawn
from loosen.web.figures import picture_for

FORMAT = 1
ENOUGH = "That is enough for today. Rest, and see how it is tomorrow morning."
SETTLED = "Good that you rested. Go on gently with the next one when you are ready."
_TOO_LONG_RULE = "ST4"
_MINUTE_S = 60


class PlayerFigure(Record):
    """The picture of a movement.

    Attributes:
        id: Of the picture.
        moving: Address of the animation, or of the still where there is none.
        still: Address of the key pose that tells most, shown while holding.
        strip: Address of the key poses side by side, for those who want no motion.
        alt: All key poses in words.
        keys: How many key poses the animation goes through, out and back.
        telling: Place of the one that tells most, from 0.
    """

    id: str
    moving: str
    still: str
    strip: str
    alt: str
    keys: int = 1
    telling: int = 0


class PlayerItem(Record):
    """A movement as the player shows it.

    Attributes:
        breath: The rhythm of the breath to be led through, if it is breathing.
    """

    id: str
    name: str
    detail: str
    steps: tuple[str, ...]
    breathing: str
    cautions: tuple[str, ...]
    figure: PlayerFigure | None
    breath: Breath | None = None


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


class PlayerLimits(Record):
    """When pain asks for a rest, and when it ends the bout.

    Attributes:
        start: Pain before the bout.
        mild_from: Pain above mild begins here.
        red_from: Pain that ends the bout when it is still there after the rest.
        rest_s: Seconds of rest after a red pain.
        long_s: Pain above mild that began in the bout may last so many seconds.
        late: The stop sign of pain that has lasted that long.
        enough: What to say when a red pain stays.
        settled: What to say when it does not.
    """

    start: int
    mild_from: int
    red_from: int
    rest_s: int
    long_s: int
    late: str
    enough: str
    settled: str


class PlayerData(Record):
    """Everything that the player needs, so that it goes on when the server is away.

    Attributes:
        format: Changes when the player has to read it in another way.
        bout: Which bout runs; what the browser remembers is kept under it.
        cues: The script.
        items: The movements; a cue names one by its place.
        zones: By pain from 0 to 10.
        signs: In the order in which they are asked.
        title: Of the bout.
        most: How far the dose of each movement may go.
        limits: When pain asks for a rest, and when it ends the bout.
        rest: Where to rest after a red pain; None where nothing suits.
    """

    format: int
    bout: str
    cues: tuple[Cue, ...]
    items: tuple[PlayerItem, ...]
    zones: tuple[PlayerZone, ...]
    signs: tuple[PlayerSign, ...]
    title: str
    most: tuple[DoseMost, ...]
    limits: PlayerLimits
    rest: PlayerItem | None


def player_data(daily: Daily, running: BoutRecord, made: MadePlan) -> PlayerData:
    """Return what the player needs for the bout that runs."""
    (planned,) = made.plan.bouts
    script = made.scripts[planned.id]
    start = running.pain_before or 0
    zones = daily.zones(start)
    return PlayerData(
        format=FORMAT,
        bout=running.id,
        title=planned.title,
        cues=script.cues,
        most=script.most,
        limits=limits_of(start, daily.library),
        rest=_rest(daily.library, made.rest),
        items=player_items(daily, planned),
        zones=tuple(PlayerZone(action=action.value, says=says) for action, says in zones),
        signs=stop_signs(daily),
    )


def limits_of(start: int, library: Library) -> PlayerLimits:
    """Return the limits of pain for a bout that began at a given pain."""
    value = {name: int(threshold.value) for name, threshold in library.thresholds.items()}
    return PlayerLimits(
        start=start,
        mild_from=value["above-mild-from"],
        red_from=value["red-zone-from"],
        rest_s=value["red-zone-rest"] * _MINUTE_S,
        long_s=value["long-pain-in-session"] * _MINUTE_S,
        late=next(sign.id for sign in library.stop_signs.values() if sign.rule == _TOO_LONG_RULE),
        enough=ENOUGH,
        settled=SETTLED,
    )


def player_items(daily: Daily, planned: PlannedBout) -> tuple[PlayerItem, ...]:
    """Return the movements of a bout with their steps."""
    library = daily.library
    return tuple(_item(library, item.id, item.name, item.detail, item.cautions) for item in planned.items)


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


def _rest(library: Library, rest: RestPosition | None) -> PlayerItem | None:
    if rest is None:
        return None
    return _item(library, rest.variant.id, rest.movement.name.en, rest.variant.name.en, rest.cautions)


def _item(library: Library, variant: str, name: str, detail: str, cautions: tuple[str, ...]) -> PlayerItem:
    _, found = library.variants[variant]
    return PlayerItem(
        id=variant,
        name=name,
        detail=detail,
        steps=found.steps.en,
        breathing=found.breathing.en,
        cautions=cautions,
        figure=_figure(variant),
        breath=found.breath,
    )


def _figure(variant: str) -> PlayerFigure | None:
    picture = picture_for(variant)
    if picture is None:
        return None
    full, still, strip = picture.full.src, picture.still.src, picture.strip.src
    drawn = load_drawn()[picture.id]
    return PlayerFigure(
        id=picture.id,
        moving=full,
        still=still,
        strip=strip,
        alt=picture.alt,
        keys=len(drawn.keys),
        telling=drawn.telling,
    )
