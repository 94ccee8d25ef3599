"""The ends of ties on the ring map: where they reach the wijk, and where they arrive in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba

from veerkracht.charts import design
from veerkracht.charts.bundles import curve, stretch

# How dark a bundle is of who from outside is not among those with most ties.
CALM = 0.4
# The branches of the dark ones fade from where they enter, over so much of their way in so many
# steps, and are as dark again for so many mm where they arrive: in between they are but a hint.
ENTRY, FADING, STEPS, ARRIVAL = 0.5, 0.35, 9, 3.5
# Of all others the bundle ends in a dot of so many points where it reaches the wijk.
REACHED = 4.0

Part = tuple[np.ndarray, float]


def draw(axes: Any, ways: list[np.ndarray]) -> None:
    """Over branches their ends, darker than the rest."""
    found = [part for points in ways for part in _ends(points)]
    look: dict[str, Any] = {"facecolors": "none", "capstyle": "butt", "linewidths": 0.7}
    look |= {"edgecolors": [to_rgba(design.OUTSIDE, dark) for _, dark in found], "zorder": 0.87}
    if found:
        axes.add_collection(
            PathCollection([curve(way) for way, _ in found], gid="uiteinden", **look)
        )


def draw_reached(axes: Any, ways: list[np.ndarray]) -> None:
    """A dot where each bundle of these branches reaches the wijk."""
    spots = sorted({tuple(np.round(points[0], 3)) for points in ways})
    if spots:
        look: dict[str, Any] = {"ms": REACHED, "color": design.OUTSIDE, "mew": 0, "zorder": 0.95}
        axes.plot(*zip(*spots, strict=True), "o", gid="bereikt", **look)


def _ends(points: np.ndarray) -> list[Part]:
    """Both ends of a branch, darker than the rest: where it enters the wijk, and where it arrives.

    Each part with how dark it is.
    """
    # At its end an arc is twice as fast as its last two points are apart.
    last = ARRIVAL / max(2 * float(np.hypot(*(points[2] - points[1]))), 2 * ARRIVAL)
    return [*_faded(points, FADING, ENTRY), (stretch(points, 1 - last, 1.0), ENTRY)]


def _faded(points: np.ndarray, part: float, dark: float) -> list[Part]:
    """So large a part of a branch from its beginning, ever less dark."""
    cuts = [part * step / STEPS for step in range(STEPS + 1)]
    ways = [stretch(points, *ends) for ends in pairwise(cuts)]
    return [(way, dark * (1 - step / STEPS)) for step, way in enumerate(ways)]
