"""Ties on a map of places as arcs: each bends as little as lets it pass by places and names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

from veerkracht.charts.bundles import arc, stretch
from veerkracht.charts.map_geometry import Box, crossed

# How far a tie may be drawn from the straight line, and where along it, in shares of its length.
SHARES = (0.04, 0.08, *(0.08 * step for step in range(2, 13)))
ATS = (0.5, 0.3, 0.7, 0.1, 0.9)
BENDS = ((0.0, 0.5), *((b * s, at) for b in SHARES for s in (1, -1) for at in ATS))
# Between a tie and the mark of a place, and between two ties, in mm.
CLEAR, APART = 0.5, 3.2
# What it costs, beside that share: to run over a mark, through a name, through the field of another
# cluster, all along another tie, and across one.
OVER, NAMED, FIELD, ALONG, ACROSS = 10.0, 3.0, 0.4, 0.8, 0.2
SAMPLES = np.linspace(0, 1, 49)[:, None]
# Of more ties none can be followed, and all pairs take long: then they only pass by places.
MANY = 60


def bend(
    segments: np.ndarray,
    marks: np.ndarray,
    fields: Sequence[np.ndarray] = (),
    names: Sequence[Box] = (),
) -> list[np.ndarray]:
    """The points of each tie for `bundles.curve`: (2, x and y), or with one between, (3, x and y).

    `segments`: (ties, 2 ends, x and y) in mm; `marks`: (places, 3) with x, y and radius, those at
    the ends of a tie among them; `names`: the boxes of what is written there; `fields`: outlines.
    The longest choose first; each keeps clear of the others too.
    """
    ways = [[_points(start, end, *way) for way in BENDS] for start, end in segments]
    lines = [[_sampled(points) for points in options] for options in ways]
    boxes = np.array(names).reshape(-1, 4)
    areas = [Path(outline) for outline in fields]

    over = [
        np.array([_over(line, segments[tie], marks, boxes, areas) for line in options])
        for tie, options in enumerate(lines)
    ]
    length = np.round(np.hypot(*(segments[:, 1] - segments[:, 0]).T), 6)
    order = np.argsort(-length, kind="stable").tolist()
    chosen: dict[int, int] = {}
    # In the second round each chooses again, now that all are there.
    for tie in [*order, *order]:
        others = [lines[other][way] for other, way in chosen.items() if other != tie]
        others = others if len(segments) <= MANY else []
        cost = np.round(np.abs([share for share, _ in BENDS]) + over[tie], 6)
        least = np.inf
        for way in np.argsort(cost, kind="stable").tolist():
            # What is dearer already cannot win.
            if cost[way] >= least:
                break
            line = lines[tie][way]
            total = cost[way] + ALONG * _shared(line, others) + ACROSS * _crossed(line, others)
            if round(total, 6) < least:
                chosen[tie], least = way, round(total, 6)
    return [ways[tie][chosen[tie]] for tie in range(len(segments))]


def between(points: np.ndarray, away: tuple[float, float]) -> np.ndarray:
    """The part of a tie, as its points, that stays so far in mm from its start and its end.

    A tie that ends in a mark seems to run on below it: it stops beside it. The whole where it is
    too short for that.
    """
    towards = points[1] if len(points) == 3 else (points[0] + points[-1]) / 2
    start, end = points[0], points[-1]
    part = np.linspace(0, 1, 961)[:, None]
    line = arc(start, towards, end, part)
    free = np.hypot(*(line - start).T) >= away[0]
    free &= np.hypot(*(line - end).T) >= away[1]
    if free.sum() < 2:
        return points
    one, other = (float(part[at, 0]) for at in np.flatnonzero(free)[[0, -1]])
    return stretch(np.stack([start, towards, end]), one, other)


def _points(start: np.ndarray, end: np.ndarray, share: float, along: float) -> np.ndarray:
    """The ends, and between them where the arc is drawn towards: it goes half as far."""
    if not share:
        return np.stack([start, end])
    across = np.array([start[1] - end[1], end[0] - start[0]])
    return np.stack([start, start + along * (end - start) + share * across, end])


def _sampled(points: np.ndarray) -> np.ndarray:
    towards = points[1] if len(points) == 3 else (points[0] + points[-1]) / 2
    return arc(points[0], towards, points[-1], SAMPLES)


def _over(
    line: np.ndarray, ends: np.ndarray, marks: np.ndarray, names: np.ndarray, areas: list[Path]
) -> float:
    """What it costs that a tie runs over marks, through names and through fields of others."""
    through = crossed(names, np.stack([line[:-1], line[1:]], axis=1)).any(axis=1).sum()
    strange = sum(
        bool(area.contains_points(line).any())
        for area in areas
        if not area.contains_points(ends).any()
    )
    return float(OVER * _passed(line, ends, marks) + NAMED * through + FIELD * strange)


def _passed(line: np.ndarray, ends: np.ndarray, marks: np.ndarray) -> float:
    """How many marks a tie runs over; those at its own ends do not count.

    Close by one is part of that, and over its edge once: deeper counts for more, up to twice.
    """
    apart = np.hypot(*(line[:, None, :] - marks[None, :, :2]).transpose(2, 0, 1)).min(axis=0)
    own = [np.hypot(*(marks[:, :2] - spot).T) < 1e-6 for spot in ends]
    deep = np.clip((marks[:, 2] + CLEAR - apart) / CLEAR, 0, 2)
    return float(deep[~own[0] & ~own[1]].sum())


def _shared(line: np.ndarray, laid: list[np.ndarray]) -> float:
    """How much of a tie runs close along one that was laid before: the largest share."""
    if not laid:
        return 0.0
    # Near its ends a tie cannot help being near others that go to the same place.
    middle = line[6:-6]
    apart = np.hypot(*(middle[:, None, None] - np.stack(laid)[None]).transpose(3, 0, 1, 2))
    return float((apart.min(axis=2) < APART).mean(axis=0).max())


def _crossed(line: np.ndarray, laid: list[np.ndarray]) -> int:
    """How many of the ties that were laid before this one crosses, away from its ends."""
    if not laid:
        return 0
    others = np.stack(laid)
    pieces = np.stack([line[2:-3], line[3:-2]], axis=1)
    theirs = np.stack([others[:, 2:-3], others[:, 3:-2]], axis=2)
    found = _cross(pieces, theirs.reshape(-1, 2, 2))
    return int(found.reshape(len(laid), -1).any(axis=1).sum())


def _cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which pieces (pieces, 2, 2) of `other` lines any piece of one crosses."""

    def side(lines: np.ndarray, spots: np.ndarray) -> np.ndarray:
        step, apart = lines[:, 1] - lines[:, 0], spots[None] - lines[:, None, 0]
        return np.asarray(step[:, None, 0] * apart[..., 1] - step[:, None, 1] * apart[..., 0])

    apart = side(one, other[:, 0]) * side(one, other[:, 1]) < 0
    across = side(other, one[:, 0]) * side(other, one[:, 1]) < 0
    return np.asarray((apart & across.T).any(axis=0))
