"""A moving figure that stands still for people whose device asks for less motion, in one file of its own.

Pages need none of this: they offer the key poses beside the animation, and their content policy allows no style sheet
inside a picture. It is for a file that somebody saves and opens.
"""

from __future__ import annotations

import re

from loosen.figures.sheet import box_of

_ROOT = re.compile(r"<svg [^>]*>(<title.*?</title><desc.*?</desc>)?", re.DOTALL)
_RULE = (
    "<style>.fig-calm{display:none}@media(prefers-reduced-motion:reduce)"
    "{.fig-moving{display:none}.fig-calm{display:inline}}</style>"
)


def calmed(moving: str, strip: str) -> str:
    """Return a moving figure that shows its key poses in place of itself where less motion is asked for.

    Args:
        moving: SVG text of an animation.
        strip: SVG text of its key poses side by side, with ids of their own.
    """
    root, inner = _parted(moving)
    _, poses = _parted(strip)
    left, top, width, height = box_of(moving)
    wide, high = box_of(strip)[2:]
    place = f'x="{left}" y="{top}" width="{width}" height="{height}" viewBox="0 0 {wide} {high}"'
    return (
        f'{root}{_RULE}<g class="fig-moving">{inner}</g><g class="fig-calm" display="none"><svg {place}>{poses}</svg>'
        "</g></svg>"
    )


def _parted(svg: str) -> tuple[str, str]:
    """Return the root of a figure with its title and text, and what is drawn."""
    found = _ROOT.match(svg)
    if found is None or not svg.endswith("</svg>"):
        raise ValueError("the text is no figure made here; use what animated() and key_strip() return")
    return found[0], svg[found.end() : -len("</svg>")]
