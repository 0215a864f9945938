"""The load contract: a posture in, contacts and the load on the low back out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from loosen.coach.requests import read_request
from loosen.domain.drawn import PostureKind
from loosen.domain.loads import ContactAnswer, DiscAnswer, LoadAnswer, LoadRequest, Moments
from loosen.domain.posture import Posture
from loosen.errors import NotFoundError, NotInstalledError
from loosen.knowledge.body import completed, load_anatomy, load_postures
from loosen.knowledge.drawn import ready_loads
from loosen.knowledge.spine import load_spine

if TYPE_CHECKING:
    from loosen.body.load import SpineLoad
    from loosen.body.model import Body
    from loosen.body.posing import Pose
    from loosen.body.spine import DiscLoad, Spine
    from loosen.domain.anatomy import BodyPerson

_KEPT_BODIES = 16
_DIGITS = 4
_OWN_NAME = {"id": "posture", "name": {"en": "Posture"}, "kind": PostureKind.EVERYDAY.value}


def load_request(request: LoadRequest) -> LoadAnswer:
    """Return the answer for a call of the load contract.

    Raises:
        NotFoundError: No such posture or key pose.
        RequestError: The document holds mistakes; all are listed.
        PoseError: The pose cannot be taken, or topples; the message says what is wrong or missing.
        NotInstalledError: The solver is not installed and the answer was not worked out beforehand.
    """
    posture = posture_of(request.posture)
    place = key_place(posture, request.key)
    try:
        body, spine = body_of(request.person)
    except ImportError as error:
        return _ready(request, place, error)
    from loosen.body.load import spine_load
    from loosen.body.posing import pose

    held = pose(body, posture, place)
    found = spine_load(body, spine, held, request.hands_kg)
    found.equilibrium.require_balance()
    return answer_of(posture, held, found, request.person)


def posture_of(given: str | dict[str, Any]) -> Posture:
    """Return a posture of the knowledge by its id, or the one that a document describes.

    Raises:
        NotFoundError: No such posture.
        RequestError: The document holds mistakes; all are listed.
    """
    if isinstance(given, dict):
        raw = completed({"key": [{"name": "hold"}], **_OWN_NAME, **given} if "like" not in given else given)
        found: Posture = read_request(raw, Posture)
        return found
    known = load_postures()
    if given not in known:
        raise NotFoundError(
            f"There is no posture {given!r}.", where="posture", detail="Use one of these.", allowed=sorted(known)
        )
    return known[given]


def key_place(posture: Posture, key: int | str | None) -> int:
    """Return the place of a key pose.

    Raises:
        NotFoundError: It has no such key pose.
    """
    names = [one.name for one in posture.key]
    if key is None:
        return range(len(names))[posture.shows]
    if isinstance(key, str) and key in names:
        return names.index(key)
    if isinstance(key, int) and 0 <= key < len(names):
        return key
    raise NotFoundError(f"There is no key pose {key!r}.", where="key", detail="Use one of these.", allowed=names)


@lru_cache(maxsize=_KEPT_BODIES)
def body_of(person: BodyPerson) -> tuple[Body, Spine]:
    """Return body and spine of a person.

    Raises:
        ImportError: The solver is not installed.
    """
    from loosen.body.model import Body
    from loosen.body.spine import Spine

    body = Body.build(load_anatomy(), person)
    return body, Spine.build(load_spine(), body)


def answer_of(posture: Posture, held: Pose, found: SpineLoad, person: BodyPerson) -> LoadAnswer:
    """Return a solved pose as an answer."""
    discs = tuple(_disc(disc) for disc in found.discs)
    primary = next(disc for disc in discs if disc.level == found.primary.level)
    return LoadAnswer(
        posture=posture.id,
        key=held.key,
        person=person,
        hands_kg=found.equilibrium.hands_kg,
        compression_n=primary.compression_n,
        shear_n=primary.shear_n,
        pressure_mpa=primary.pressure_mpa,
        moments=primary.moments,
        uncertainty=primary.uncertainty,
        band=found.primary.band,
        band_words=found.primary.band_name,
        discs=discs,
        contacts=tuple(
            ContactAnswer(site=one.site, surface=one.surface, at=_vector(one.point), force_n=_vector(one.force))
            for one in found.equilibrium.contacts
        ),
        residual=round(found.equilibrium.residual, _DIGITS),
        missed=tuple(str(residual) for residual in held.residuals.values()),
    )


def _disc(disc: DiscLoad) -> DiscAnswer:
    flexion, side, twist = (round(float(value), _DIGITS) for value in disc.moments)
    least, most = (round(float(value), _DIGITS) for value in disc.uncertainty)
    return DiscAnswer(
        level=disc.level,
        compression_n=round(float(disc.compression_n), 1),
        shear_n=round(float(disc.shear_n), 1),
        pressure_mpa=round(float(disc.pressure_mpa), _DIGITS),
        moments=Moments(flexion=flexion, side=side, twist=twist),
        uncertainty=(least, most),
    )


def _vector(array: Any) -> tuple[float, float, float]:  # noqa: ANN401 - an array of NumPy, which may be missing
    x, y, z = (round(float(value), _DIGITS) for value in array)
    return x, y, z


def _ready(request: LoadRequest, place: int, error: ImportError) -> LoadAnswer:
    """Return what was worked out beforehand for the reference person, where that is what was asked."""
    answers = ready_loads().get(request.posture) if isinstance(request.posture, str) else None
    answer = answers[place] if answers else None
    if answer is None or answer.person != request.person or request.hands_kg not in {None, answer.hands_kg}:
        raise NotInstalledError(
            "The body model is not installed, so only shipped postures of the reference person are at hand.",
            where="posture",
            detail="Install it: pip install 'loosen[body]'",
        ) from error
    return answer
