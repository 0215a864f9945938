"""Figures as PNG, where the optional rasteriser is installed."""

from __future__ import annotations

from loosen.errors import LoosenError


class RasterError(LoosenError):
    """A picture cannot be turned into pixels here."""

    kind = "no-rasteriser"


def png(svg: str, *, width: int = 800, background: str | None = None) -> bytes:
    """Return a figure as PNG; a moving one in its first pose.

    Args:
        svg: Text of a figure.
        width: Width in pixels.
        background: A colour behind the figure; see-through if not given.

    Raises:
        RasterError: The optional rasteriser is not installed.
    """
    try:
        import resvg_py  # type: ignore[import-not-found,unused-ignore]  # optional, and has no types
    except ImportError as missing:
        raise RasterError(
            "PNG needs the optional rasteriser.", detail="Install loosen with its extra: loosen[png].", where="png"
        ) from missing
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, width=width, background=background, skip_system_fonts="<text" not in svg
        )
    )
