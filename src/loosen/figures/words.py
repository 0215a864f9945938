"""The text alternative: a pose in plain words, read off the pose itself.

The steps between words (a little, half, a right angle) are wording only; no decision rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from loosen.figures.measures import Measures, measure
from loosen.figures.resting import Contact, joined, touching
from loosen.figures.skeleton import Skeleton

_BENDS = ((12.0, "straight"), (35.0, "bent a little"), (70.0, "half bent"), (108.0, "bent to a right angle"))
_MOST = "bent deeply"
_LEVEL = 0.3  # a pelvis less upright than this makes the lean of the trunk no news

_BASES = {
    "kneeling on heels": "Kneeling, the buttocks on the heels",
    "forearms and knees": "On forearms and knees",
    "childs pose": "Kneeling, folded forward over the thighs",
    "high plank": "Face down, held up on hands and toes",
    "lying on back": "Lying on the back",
    "lying on front": "Lying face down",
    "prone on elbows": "Lying face down, propped up",
    "legs raised": "Lying on the back, the legs raised",
    "legs up": "Lying on the back, the legs up",
    "side bridge on right": "On the right side, the hips lifted",
    "side bridge on left": "On the left side, the hips lifted",
    "standing": "Standing",
    "sitting": "Sitting",
    "squat": "In a squat",
    "kneeling": "Kneeling",
    "half kneeling": "Kneeling on one knee",
    "hands and knees": "On hands and knees",
    "plank": "Face down, the body held up",
    "hook lying": "Lying on the back, knees up",
    "lying on left side": "Lying on the left side",
    "lying on right side": "Lying on the right side",
    "floor sitting": "Sitting on the floor",
}


_LEANING = {"hands and knees", "forearms and knees", "childs pose", "high plank", "plank"}
"""Bases whose name says how the trunk leans."""


def pose_words(skeleton: Skeleton, contacts: Iterable[Contact] = (), base: str | None = None) -> dict[str, str]:
    """Return what a pose looks like, as short sentences by what they speak of.

    Args:
        skeleton: The pose.
        contacts: What touches what.
        base: Name of the base posture; read off the pose if not given.
    """
    found = measure(skeleton)
    said = {"base": _BASES.get(base or "", "") or _base(found)}
    said["trunk"] = _trunk(found, lying=found.pelvis_up < _LEVEL or (base or "") in _LEANING)
    said["back"] = _back(found)
    said["legs"] = _legs(found)
    said["apart"] = _apart(found)
    said["arms"] = _arms(found)
    said["head"] = _head(found)
    said["contact"] = " ".join(touching(contacts))
    return {topic: text for topic, text in said.items() if text}


def describe(skeleton: Skeleton, contacts: Iterable[Contact] = (), base: str | None = None) -> str:
    """Return a pose in a few plain sentences."""
    return " ".join(_ended(text) for text in pose_words(skeleton, contacts, base).values())


def describe_motion(
    skeletons: Sequence[Skeleton],
    contacts: Sequence[Iterable[Contact]] = (),
    base: str | None = None,
    told: Sequence[str] = (),
) -> str:
    """Return key poses in words: the first in full, of the others what changes.

    Args:
        skeletons: The key poses.
        contacts: What touches what, key by key.
        base: Name of the base posture.
        told: What the author says of each key; it comes first and stands for the name of the base.
    """
    touching = list(contacts) or [()] * len(skeletons)
    telling = list(told) or [""] * len(skeletons)
    text, before = "", dict[str, str]()
    for i, (skeleton, touch, author) in enumerate(zip(skeletons, touching, telling, strict=True)):
        now = pose_words(skeleton, touch, base)
        news = [part for topic, part in now.items() if before.get(topic) != part and not (author and topic == "base")]
        said = " ".join(_ended(part) for part in ([author] if author else []) + news)
        said = said.removeprefix("Then ") if i else said
        text += (" Then: " if i else "") + (_capital(said) or "A small move of the same pose.")
        before = now
    return text


def bend(degrees: float) -> str:
    """Return how far a joint is bent, in words."""
    return next((words for limit, words in _BENDS if degrees < limit), _MOST)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!")) else text + "."


def _base(found: Measures) -> str:
    if found.pelvis_up > 0.75:  # noqa: PLR2004
        bent = min(found.knee.values())
        return "Sitting" if bent > 60 and min(found.hip.values()) > 55 else "Standing"  # noqa: PLR2004
    if found.front_up > 0.6:  # noqa: PLR2004
        return "Lying on the back"
    if found.front_up < -0.6:  # noqa: PLR2004
        kneels = min(found.knee.values()) > 60 and min(found.hip.values()) > 50  # noqa: PLR2004
        return "On hands and knees" if kneels else "Face down"
    if abs(found.left_up) > 0.6:  # noqa: PLR2004
        return f"Lying on the {'right' if found.left_up > 0 else 'left'} side"
    return "Leaning"


def _trunk(found: Measures, *, lying: bool) -> str:
    if lying or found.pelvis_up <= 0 or abs(found.left_up) > 0.5:  # noqa: PLR2004
        return ""
    lean = found.trunk_lean
    if lean < -12:  # noqa: PLR2004
        return "The trunk leans back"
    if lean < 15:  # noqa: PLR2004
        return "The trunk is upright"
    return f"The trunk leans forward {'a little' if lean < 35 else 'halfway' if lean < 60 else 'far'}"  # noqa: PLR2004


def _back(found: Measures) -> str:
    parts = []
    if found.low_back > 12:  # noqa: PLR2004
        parts.append("rounded" if found.low_back > 25 else "a little rounded")  # noqa: PLR2004
    elif found.low_back < -8:  # noqa: PLR2004
        parts.append("arched" if found.low_back < -18 else "a little arched")  # noqa: PLR2004
    ways: dict[str, list[str]] = {}
    on_side = abs(found.left_up) > 0.5  # noqa: PLR2004  # lying on the side lets the back sag a little
    for way, angle, least in (("turned", found.twist, 10), ("bent", found.side_bend, 24 if on_side else 12)):
        if abs(angle) > least:
            ways.setdefault("left" if angle > 0 else "right", []).append(way)
    parts += [f"{' and '.join(said)} to the {side}" for side, said in ways.items()]
    return f"The back is {joined(parts)}" if parts else "The back keeps its natural curve"


def _legs(found: Measures) -> str:
    hips, knees = (
        {side: _bent(joint, angles[side]) for side in _SIDES}
        for joint, angles in (("hip", found.hip), ("knee", found.knee))
    )
    if len({*hips.values(), *knees.values()}) == 1:
        words = hips["left"]
        return "The legs are straight" if words == "straight" else f"Hips and knees are {words}"
    if all(hips[side] == knees[side] for side in _SIDES):
        texts = [
            f"{'the' if i else 'The'} {side} leg is straight"
            if hips[side] == "straight"
            else f"{'the' if i else 'The'} {side} hip and {side} knee are {hips[side]}"
            for i, side in enumerate(_SIDES)
        ]
        return ". ".join(text[0].upper() + text[1:] for text in texts)
    return f"{_pair('hip', hips)}. {_pair('knee', knees)}"


def _pair(joint: str, words: Mapping[str, str]) -> str:
    left, right = words["left"], words["right"]
    if left == right:
        return f"Both {joint}s are {left}"
    return f"The left {joint} is {left}, the right {joint} is {right}"


_SIDES = ("left", "right")


def _bent(joint: str, degrees: float) -> str:
    if joint == "hip" and degrees < -_BENDS[0][0]:
        return "stretched back"
    return bend(degrees)


def _apart(found: Measures) -> str:
    out = [side for side in _SIDES if found.out[side] > 25]  # noqa: PLR2004
    if len(out) == len(_SIDES):
        return "The legs are wide apart"
    return f"The {out[0]} leg is out to the side" if out else ""


def _arms(found: Measures) -> str:
    arms = {side: (_WHERE[found.arm[side]], bend(found.elbow[side])) for side in _SIDES}
    if arms["left"] == arms["right"]:
        return f"The arms are {_arm(*arms['left'], 'elbows')}"
    if arms["left"][0] == arms["right"][0]:
        elbows = _pair("elbow", {side: arms[side][1] for side in _SIDES})
        return f"The arms are {arms['left'][0]}. {elbows}"
    return ". ".join(f"The {side} arm is {_arm(*arms[side], 'elbow')}" for side in _SIDES)


_WHERE = {
    "by the side": "by the side",
    "up past the head": "up past the head",
    "behind the body": "behind the body",
    "out to the side": "out to the side",
    "forward": "in front of the body",
    "a little forward": "a little in front of the body",
}


def _arm(where: str, elbow: str, joint: str) -> str:
    if elbow == "straight":
        return where if where == "by the side" else f"straight, {where}"
    return f"{where}, {joint} {elbow}"


def _head(found: Measures) -> str:
    if abs(found.face_turn) > 30:  # noqa: PLR2004
        return f"The head is turned to the {'left' if found.face_turn > 0 else 'right'}"
    if found.nod > 25:  # noqa: PLR2004
        return "The chin is toward the chest"
    return "The head is bent back" if found.nod < -25 else ""  # noqa: PLR2004
