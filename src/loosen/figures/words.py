"""The text alternative: a pose in plain words, read off the pose itself.

The steps between words (a little, half, a right angle) are wording only; no decision rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from loosen.figures.measures import Measures, measure
from loosen.figures.skeleton import Skeleton

Contact = tuple[str, str]
"""Name of a skin site and of the thing it rests on, or of the other site that it touches."""

_BENDS = ((12.0, "straight"), (35.0, "bent a little"), (70.0, "half bent"), (108.0, "bent to a right angle"))
_MOST = "bent deeply"
MANY = 4
"""More parts than this on one thing are not listed one by one."""
_LEVEL = 0.3  # a pelvis less upright than this makes the lean of the trunk no news

# Words in the name of a skin site, in order, and the part of the body that a person would name.
_PARTS = (
    ("upper arm", "arm"),
    ("forearm", "forearm"),
    ("elbow", "elbow"),
    ("palm", "hand"),
    ("hand", "hand"),
    ("finger", "hand"),
    ("knuckle", "hand"),
    ("wrist", "hand"),
    ("thumb", "hand"),
    ("heel", "foot"),
    ("toe", "foot"),
    ("ball", "foot"),
    ("sole", "foot"),
    ("instep", "top of the foot"),
    ("foot", "foot"),
    ("ankle", "ankle"),
    ("calf", "calf"),
    ("shin", "shin"),
    ("knee", "knee"),
    ("hamstring", "back of the thigh"),
    ("thigh", "thigh"),
    ("sit bone", "buttock"),
    ("buttock", "buttock"),
    ("seat", "buttock"),
    ("sacrum", "low back"),
    ("tail", "low back"),
    ("lumbar", "low back"),
    ("low back", "low back"),
    ("waist", "waist"),
    ("flank", "waist"),
    ("hip", "hip"),
    ("trochanter", "hip"),
    ("pelvis", "hip"),
    ("shoulder blade", "upper back"),
    ("mid back", "middle back"),
    ("upper back", "upper back"),
    ("spine", "back"),
    ("back of head", "head"),
    ("shoulder", "shoulder"),
    ("rib", "ribs"),
    ("chest", "chest"),
    ("breast", "chest"),
    ("belly", "belly"),
    ("navel", "belly"),
    ("pubis", "front of the hips"),
    ("forehead", "forehead"),
    ("chin", "chin"),
    ("cheek", "side of the head"),
    ("temple", "side of the head"),
    ("head", "head"),
    ("neck", "neck"),
    ("back", "back"),
)
_PLURALS = {
    "foot": "feet",
    "calf": "calves",
    "thigh": "thighs",
    "top of the foot": "tops of the feet",
    "back of the thigh": "backs of the thighs",
}
_ONE = {
    "low back",
    "waist",
    "upper back",
    "middle back",
    "back",
    "head",
    "chest",
    "belly",
    "forehead",
    "chin",
    "neck",
}
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


def pose_words(skeleton: Skeleton, contacts: Iterable[Contact] = (), base: str | None = None) -> dict[str, str]:
    """Return what a pose looks like, as short sentences by what they speak of.

    Args:
        skeleton: The pose.
        contacts: What touches what.
        base: Name of the base posture; read off the pose if not given.
    """
    found = measure(skeleton)
    said = {"base": _BASES.get(base or "", "") or _base(found)}
    said["trunk"] = _trunk(found, lying=found.pelvis_up < _LEVEL)
    said["back"] = _back(found)
    said["legs"] = _legs(found)
    said["apart"] = _apart(found)
    said["arms"] = _arms(found)
    said["head"] = _head(found)
    said["contact"] = " ".join(_touching(contacts))
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
        text += (" Then: " if i else "") + (said or "A small move of the same pose.")
        before = now
    return text


def bend(degrees: float) -> str:
    """Return how far a joint is bent, in words."""
    return next((words for limit, words in _BENDS if degrees < limit), _MOST)


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
    if abs(found.twist) > 10:  # noqa: PLR2004
        parts.append(f"turned to the {'left' if found.twist > 0 else 'right'}")
    if abs(found.side_bend) > 12:  # noqa: PLR2004
        parts.append(f"bent to the {'left' if found.side_bend > 0 else 'right'}")
    return f"The back is {' and '.join(parts)}" if parts else "The back is in its natural curve"


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
    arms = {side: _arm(found.arm[side], bend(found.elbow[side])) for side in _SIDES}
    if arms["left"] == arms["right"]:
        return f"The arms are {arms['left']}"
    return f"The left arm is {arms['left']}. The right arm is {arms['right']}"


def _arm(where: str, elbow: str) -> str:
    if elbow == "straight":
        return f"{where}, straight" if where != "by the side" else where
    return f"{where}, {elbow} at the elbow"


def _head(found: Measures) -> str:
    if abs(found.face_turn) > 30:  # noqa: PLR2004
        return f"The head is turned to the {'left' if found.face_turn > 0 else 'right'}"
    if found.nod > 25:  # noqa: PLR2004
        return "The chin is toward the chest"
    return "The head is bent back" if found.nod < -25 else ""  # noqa: PLR2004


def _touching(contacts: Iterable[Contact]) -> list[str]:
    """Return one sentence for each thing that the body rests on."""
    named = sorted({(thing, part, side) for site, thing in contacts for part, side in [_part(site)]})
    sentences = []
    for thing, rows in groupby(named, key=lambda row: row[0]):
        names = _sided(rows)
        listed = _joined(names)
        other = _part(thing)
        where = f"the {_with_side(*other)}" if _is_body(thing) else f"the {thing}"
        if len(names) > MANY:
            listed = "the body"
        many = " and " in listed or listed.startswith("both ") or listed == "the buttocks"
        sentences.append(f"{listed[0].upper()}{listed[1:]} {'rest' if many else 'rests'} on {where}.")
    return sentences


def _sided(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    parts: dict[str, set[str]] = {}
    for _, part, side in rows:
        parts.setdefault(part, set()).add(side)
    names = []
    for part, sides in parts.items():
        if part in _ONE or sides == {""}:
            names.append(f"the {part}")
        elif part == "buttock" and {"left", "right"} <= sides:
            names.append("the buttocks")
        elif {"left", "right"} <= sides:
            names.append(f"both {_PLURALS.get(part, part if part.endswith('s') else part + 's')}")
        else:
            names.extend(f"the {_with_side(part, side)}" for side in sorted(sides))
    return names


def _with_side(part: str, side: str) -> str:
    return f"{side} {part}" if side and part not in _ONE else part


def _part(site: str) -> tuple[str, str]:
    side = next((side for side in _SIDES if site.startswith(side + " ")), "")
    rest = site.removeprefix(side + " ") if side else site
    return next((part for word, part in _PARTS if word in rest), rest), side


def _is_body(name: str) -> bool:
    return any(name.startswith(side + " ") for side in _SIDES)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
