"""The ends of ties on the ring map: where they enter the wijk, and where they arrive in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba

from veerkracht.charts import design
from veerkracht.charts.bundles import arc, curve, stretch

# How dark a bundle is of who from outside is not among those with most ties.
CALM = 0.4
# The branches of the dark ones fade from where they enter, over so much of their way in so many
# steps, and are as dark again for so many mm where they arrive: in between they are but a hint. Of
# all others so many mm are seen, so that their bundle does not seem to end at the edge.
ENTRY, FADING, STEPS, ARRIVAL = 0.5, 0.35, 9, 3.5
BEGUN = 8.0

Part = tuple[np.ndarray, float]


def draw(axes: Any, ways: list[np.ndarray], *, arrive: bool) -> None:
    """Over branches their ends, darker than the rest; where they do not `arrive` only the first."""
    found = [part for points in ways for part in (_ends if arrive else _begun)(points)]
    look: dict[str, Any] = {"facecolors": "none", "capstyle": "butt", "linewidths": 0.7}
    look |= {"edgecolors": [to_rgba(design.OUTSIDE, dark) for _, dark in found], "zorder": 0.87}
    gid = "uiteinden" if arrive else "beginnen"
    if found:
        axes.add_collection(PathCollection([curve(way) for way, _ in found], gid=gid, **look))


def _ends(points: np.ndarray) -> list[Part]:
    """Both ends of a branch, darker than the rest: where it enters the wijk, and where it arrives.

    Each part with how dark it is.
    """
    # At its end an arc is twice as fast as its last two points are apart.
    last = ARRIVAL / max(2 * float(np.hypot(*(points[2] - points[1]))), 2 * ARRIVAL)
    return [*_faded(points, FADING, ENTRY), (stretch(points, 1 - last, 1.0), ENTRY)]


def _begun(points: np.ndarray) -> list[Part]:
    """Where a branch of one of the others enters the wijk: that it goes on, and about where to."""
    parts = np.linspace(0, 1, 201)
    far = np.hypot(*(arc(points[0], points[1], points[2], parts[:, None]) - points[0]).T)
    return _faded(points, float(parts[far <= BEGUN].max()), CALM)


def _faded(points: np.ndarray, part: float, dark: float) -> list[Part]:
    """So large a part of a branch from its beginning, ever less dark."""
    cuts = [part * step / STEPS for step in range(STEPS + 1)]
    ways = [stretch(points, *ends) for ends in pairwise(cuts)]
    return [(way, dark * (1 - step / STEPS)) for step, way in enumerate(ways)]
