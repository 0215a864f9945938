"""What rests on what, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

Contact = tuple[str, str]
"""Name of a skin site and of the thing it rests on, or of the other site that it touches."""

MANY = 5
"""More parts than this on one thing are not listed one by one."""
_SIDES = ("left", "right")

# Words in the name of a skin site, in order, and the part of the body that a person would name.
_PARTS = (
    ("waist back", "low back"),
    ("loin", "low back"),
    ("back of head", "head"),
    ("nape", "neck"),
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
    "back of the thigh": "backs of the thighs",
    "side of the trunk": "sides of the trunk",
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
    "front of the body",
}
_FRONT = "front of the body"
_ON_FRONT = {"shoulder", "ribs", "side of the trunk", "hip"}
_SAID_BY: tuple[tuple[frozenset[str], int, str], ...] = (
    (frozenset({"upper back", "middle back", "low back", "waist"}), 2, "back"),
    (frozenset({"hand", "elbow", "forearm"}), 2, "forearm"),
    (frozenset({"shoulder", "ribs", "hip"}), 2, "side of the trunk"),
    (frozenset({"chest", "belly", "front of the hips", "ribs"}), 2, _FRONT),
    (frozenset({"knee", "calf", "ankle", "foot", "thigh"}), 3, "leg"),
    (frozenset({"top of the foot", "shin"}), 2, "shin"),
    (frozenset({"knee", "shin"}), 2, "knee"),
    (frozenset({"hip", "buttock"}), 2, "buttock"),
)
"""Parts of one side of which so many together are said by one word."""
_HEAD_TO_FOOT = (
    "head, side of the head, forehead, chin, neck, shoulder, back, upper back, chest, arm, elbow, forearm, hand, "
    "ribs, side of the trunk, belly, front of the body, waist, low back, hip, buttock, thigh, back of the thigh, "
    "leg, knee, calf, shin, ankle, foot"
)
_RANK = {part: place for place, part in enumerate(_HEAD_TO_FOOT.split(", "))}
_BARE_SITES = {"waist back", "back of head", "nape", "navel", "belly"}
_HELD = {"steering wheel", "handle", "back of the chair"}


def touching(contacts: Iterable[Contact]) -> list[str]:
    """Return one sentence for each thing that the body rests on."""
    named = sorted(_paired({(_named(thing), *_part(site)) for site, thing in contacts}))
    said: dict[tuple[str, str], list[str]] = {}
    for thing, rows in groupby(named, key=lambda row: row[0]):
        names = _sided(_brief({(part, side) for _, part, side in rows}))
        listed = "the body" if len(names) > MANY else joined(names)
        many = " and " in listed or " both " in f" {listed}" or listed.endswith(_SEVERAL)
        said.setdefault((listed, _verb(thing, listed, many=many)), []).append(f"the {thing}")
    return [f"{what[0].upper()}{what[1:]} {verb} {joined(things)}." for (what, verb), things in said.items()]


_SEVERAL = ("buttocks", "hips", "ribs")


def _named(thing: str) -> str:
    """Return what something rests on in words: a thing as it is called, or the part of the body at a site."""
    part, side = _part(thing)
    return _with_side(part, side) if thing.startswith(_SIDES) or thing in _BARE_SITES else thing


def _paired(named: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return contacts where each side rests on its own, such as hands on thighs, as both on both."""
    found = set()
    for thing, part, side in named:
        base = thing.removeprefix(f"{side} ") if side else thing
        other = next(other for other in _SIDES if other != side)
        same = bool(side) and thing != base and (f"{other} {base}", part, other) in named
        found.add((_both(base).removeprefix("both ") if same else thing, part, side))
    return found


def _verb(thing: str, listed: str, *, many: bool) -> str:
    if thing in _HELD and "hand" in listed:
        return "hold" if many else "holds"
    return "rest on" if many else "rests on"


def _brief(parts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return parts with those of one side put together where one word says them."""
    for group, least, word in _SAID_BY:
        for side in ("", *_SIDES):
            mine = {(part, own) for part, own in parts if part in group and own in {side, ""}}
            own_side = {row for row in mine if row[1] == side}
            if len({part for part, _ in mine}) >= least and own_side:
                shown = "" if word in _ONE else side
                parts = (parts - mine) | {(word, shown)}
    if (_FRONT, "") in parts:
        parts = {row for row in parts if row[0] not in _ON_FRONT}
    return parts


def _sided(rows: Iterable[tuple[str, str]]) -> list[str]:
    parts: dict[str, set[str]] = {}
    for part, side in sorted(rows, key=lambda row: (_RANK.get(row[0], len(_RANK)), row)):
        parts.setdefault(part, set()).add(side)
    names = []
    for part, sides in parts.items():
        if part == "ribs" and len(sides) > 1:
            names.append("the ribs")
        elif part in {"hip", "buttock"} and (sides == {""} or {"left", "right"} <= sides):
            names.append(f"the {part}s")
        elif part in _ONE or sides == {""}:
            names.append(f"the {part}")
        elif {"left", "right"} <= sides:
            names.append(_both(part))
        else:
            names.extend(f"the {_with_side(part, side)}" for side in sorted(sides - {""}))
    return names


def _both(part: str) -> str:
    thing, of, whole = part.partition(" of the ")
    if of and whole in _PLURALS:
        return f"the {thing}s of both {_PLURALS[whole]}"
    return f"both {_PLURALS.get(part, part if part.endswith('s') else part + 's')}"


def _with_side(part: str, side: str) -> str:
    return f"{side} {part}" if side and part not in _ONE else part


def _part(site: str) -> tuple[str, str]:
    side = next((side for side in _SIDES if site.startswith(side + " ")), "")
    rest = site.removeprefix(side + " ") if side else site
    part = next((part for word, part in _PARTS if word in rest), rest)
    return part, "" if part in _ONE else side


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
