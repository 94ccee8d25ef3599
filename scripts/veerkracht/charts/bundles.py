"""Ties as curves: a tie that leads far follows the shorter ties that run the same way.

Edge-path bundling (Wallinger, Archambault, Auber, Nöllenburg & Peltonen 2022): a line bends only
along ties that are really there, so that no bundle suggests a tie between two who have none.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.path import Path

# A tie follows others where the way along them is at most so many times as long.
DETOUR = 1.8
# Long ties are dear, so that a way is found along many short ones.
STRETCH = 2.0
# Straight pieces of which each arc is taken to consist when it is asked what a curve runs through.
PIECES = 3
NO_LINES = np.zeros((0, 2, 2))  # of `pieces`


def bundle(segments: np.ndarray) -> list[np.ndarray]:
    """The points of each tie, in mm: (2 or more, x and y), its own ends first and last.

    `segments`: (ties, 2 ends, x and y); ends on the very same spot are one party. The longest
    choose first; a tie that another follows stays straight.
    """
    import igraph

    if not len(segments):
        return []
    spots, ends = np.unique(segments.reshape(-1, 2), axis=0, return_inverse=True)
    ends = ends.reshape(-1, 2)
    length = np.round(np.hypot(*(segments[:, 1] - segments[:, 0]).T), 6)
    graph = igraph.Graph(len(spots), ends.tolist())
    weights = np.round(length**STRETCH, 6).tolist()
    # More than any way can cost: what has this weight is not followed.
    closed = 2 * float(sum(weights)) + 1
    followed = np.zeros(len(segments), dtype=bool)
    curves = list(segments)
    for tie in np.argsort(-length, kind="stable"):
        if followed[tie]:
            continue
        own, weights[tie] = weights[tie], closed
        start, end = map(int, ends[tie])
        way = graph.get_shortest_paths(start, end, weights=weights, output="epath")[0]
        weights[tie] = own
        if tie in way or length[way].sum() > DETOUR * length[tie]:
            continue
        followed[way] = True
        points = [start]
        for step in way:
            one, other = map(int, ends[step])
            points.append(other if points[-1] == one else one)
        curves[tie] = spots[points]
    return curves


def curve(points: np.ndarray) -> Path:
    """A line through the first and the last of `points`, drawn towards those between.

    A quadratic B-spline: arcs that run into each other half way between two points.
    """
    if len(points) == 2:
        return Path(points, [Path.MOVETO, Path.LINETO])
    codes = [Path.MOVETO, *[Path.CURVE3] * (2 * (len(points) - 2))]
    return Path([points[0], *(spot for arc in _arcs(points) for spot in arc[1:])], codes)


def pieces(curves: list[np.ndarray], count: int = PIECES) -> np.ndarray:
    """The curves as straight pieces, `count` an arc: (pieces, 2 ends, x and y)."""
    found = []
    part = np.linspace(0, 1, count + 1)[:, None]
    for points in curves:
        if len(points) == 2:
            found.append(points[None])
            continue
        for start, towards, end in _arcs(points):
            spots = arc(start, towards, end, part)
            found.append(np.stack([spots[:-1], spots[1:]], axis=1))
    return np.concatenate(found) if found else NO_LINES


def arc(start: np.ndarray, towards: np.ndarray, end: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Points of a quadratic curve, (parts, x and y); `part`: from 0 to 1, one a row."""
    return np.asarray((1 - part) ** 2 * start + 2 * part * (1 - part) * towards + part**2 * end)


def stretch(points: np.ndarray, one: float, other: float) -> np.ndarray:
    """The points of the part of one arc (3 points) from `one` to `other`, both from 0 to 1."""
    start, towards, end = points
    ends = arc(start, towards, end, np.array([[one], [other]]))
    # The same curve: its new ends, and where it is drawn towards (blossom).
    middle = (1 - one) * (1 - other) * start + other * one * end
    middle = middle + ((1 - one) * other + one * (1 - other)) * towards
    return np.stack([ends[0], middle, ends[1]])


def _arcs(points: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Start, the point it is drawn towards, and end of each arc of a curve."""
    middles = [(one + other) / 2 for one, other in pairwise(points[1:-1])]
    joints = [points[0], *middles, points[-1]]
    return list(zip(joints[:-1], points[1:-1], joints[1:], strict=True))
