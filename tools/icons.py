"""Draw the icons of the installed app from the mark: `python tools/icons.py` (needs the extra `png`).

The drawing is moved in from the edge, so that a device may cut it into a circle (a maskable icon: all that matters
lies within 80 % of the width).
"""

from __future__ import annotations

from pathlib import Path

import resvg_py

STATIC = Path(__file__).parents[1] / "src" / "loosen" / "web" / "static"
SIZES = (192, 512)
_FILL = "#2b8f86"


def main() -> None:
    """Write the icons."""
    mark = (STATIC / "icon.svg").read_text(encoding="utf-8")
    inner = mark[mark.index("<path") : mark.index("</g>")]
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<rect width="40" height="40" fill="{_FILL}"/>'
        f'<g transform="translate(20 20) scale(.72) translate(-19 -20)">{inner}</g></svg>'
    )
    for size in SIZES:
        png = resvg_py.svg_to_bytes(svg_string=drawn, width=size, height=size)
        (STATIC / f"icon-{size}.png").write_bytes(bytes(png))


if __name__ == "__main__":
    main()
