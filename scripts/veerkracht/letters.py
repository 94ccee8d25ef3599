"""How wide the letters of our sans are, by the metrics of the shipped font."""

from __future__ import annotations

from functools import cache

from veerkracht.paths import TEMPLATES


@cache
def advances(face: str) -> dict[int, float]:
    """Letter (its code) -> how wide it is in em, in a face: Regular, Semibold or Bold."""
    from fontTools.ttLib import TTFont

    with TTFont(TEMPLATES / "fonts" / f"SourceSans3-{face}.ttf", lazy=True) as font:
        wide, units = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: wide[name][0] / units for code, name in font.getBestCmap().items()}
