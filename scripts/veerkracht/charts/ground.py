"""What lies under the map of the wijk, in mm: water, green, rail and streets, clipped and plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from veerkracht.charts import geo

# In mm: what lies closer to a line is not seen in print.
FINEST = 0.2
# In mm²: smaller surfaces are specks; green is parks, not every verge.
SMALLEST = {"water": 1.0, "green": 12.0}
SPECK = 0.6
# So many points at most: some 250 kB of drawing. What comes last goes first.
MOST = 9_000
ORDER = ("water", "main", "rail", "green", "street", "path")
NAMES = {"main": "doorgaande straten", "street": "straten", "green": "groen", "path": "paden",
         "water": "water", "rail": "spoor"}  # fmt: skip
Box = tuple[float, float, float, float]
Way = np.ndarray  # (points, x and y)


@dataclass
class Ground:
    """By kind the lines, and the surfaces (each a list of rings); the kinds that lack something."""

    lines: dict[str, list[Way]] = field(default_factory=dict)
    areas: dict[str, list[list[Way]]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def lay(background: dict[str, Any], frame: geo.Frame, box: Box) -> Ground:
    """What of `background` (see `read_background`) lies in `box`, in mm, the largest first.

    Paths are drawn as lines only: as surfaces they lie along every street. Beyond MOST points the
    kinds that come last in ORDER are left out, of each the smallest.
    """
    found: dict[str, list[tuple[float, bool, list[Way]]]] = {kind: [] for kind in ORDER}
    for feature in background["features"]:
        kind, area = feature["properties"]["kind"], feature["properties"]["area"]
        if area and kind in ("path", "rail"):
            continue
        ways = [
            np.array(line, dtype=float) for line in feature["geometry"]["coordinates"] if len(line)
        ]
        shape = [part for way in ways for part in _cut(frame.place(way), box, area)]
        size = _area(shape) if area else sum(map(_length, shape))
        if shape and size > (SMALLEST.get(kind, SPECK) if area else 0):
            found[kind].append((size, area, shape))
    ground, count = Ground(), 0
    for kind in ORDER:
        for _, area, shape in sorted(found[kind], key=lambda item: -item[0]):
            count += sum(map(len, shape))
            if count > MOST:
                ground.left_out.append(kind)
                break
            if area:
                ground.areas.setdefault(kind, []).append(shape)
            else:
                ground.lines.setdefault(kind, []).extend(shape)
        if ground.left_out:
            ground.left_out += [k for k in ORDER[ORDER.index(kind) + 1 :] if found[k]]
            break
    return ground


def _cut(way: Way, box: Box, area: bool) -> Iterator[Way]:
    """The parts of a line, or the ring, within `box`, without points that are not seen."""
    # Most of an extract lies beside the map.
    if (way.max(axis=0) < box[:2]).any() or (way.min(axis=0) > box[2:]).any():
        return
    inside = (way >= box[:2]).all(axis=1) & (way <= box[2:]).all(axis=1)
    if area:
        ring = way if inside.all() else _clip_ring(way, box)
        if len(ring := _plain_ring(ring)) >= 4:
            yield ring
    else:
        for part in [way] if inside.all() else _clip_line(way, box):
            yield plain(part)


def plain(way: Way) -> Way:
    """The line with only points that lie more than FINEST from it (Douglas and Peucker 1973)."""
    keep = np.zeros(len(way), dtype=bool)
    keep[[0, -1]] = True
    todo = [(0, len(way) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        between = way[first + 1 : last] - way[first]
        step = way[last] - way[first]
        length = float(step @ step)
        part = np.clip(between @ step / length, 0, 1) if length else np.zeros(len(between))
        apart = np.hypot(*(between - part[:, None] * step).T)
        far = int(apart.argmax())
        if apart[far] > FINEST:
            middle = first + 1 + far
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return np.asarray(way[keep])


def _plain_ring(ring: Way) -> Way:
    """A closed ring made plain from its first point to the one farthest from it, and back."""
    if len(ring) < 4:
        return ring
    ring = ring if np.array_equal(ring[0], ring[-1]) else np.vstack([ring, ring[:1]])
    far = int(np.hypot(*(ring - ring[0]).T).argmax())
    return np.vstack([plain(ring[: far + 1]), plain(ring[far:])[1:]])


def _clip_ring(ring: Way, box: Box) -> Way:
    """The ring within `box` (Sutherland and Hodgman 1974): side by side, edges of the box added."""
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if len(ring) < 3:
            return ring[:0]
        depth = sign * (ring[:, axis] - limit)
        kept = []
        for here, there, deep, deeper in zip(
            ring, np.roll(ring, -1, 0), depth, np.roll(depth, -1), strict=True
        ):
            if deep >= 0:
                kept.append(here)
            if (deep >= 0) != (deeper >= 0):
                kept.append(here + (there - here) * (deep / (deep - deeper)))
        ring = np.array(kept).reshape(-1, 2)
    return ring


def _clip_line(way: Way, box: Box) -> Iterator[Way]:
    """The parts of a line within `box` (Liang and Barsky 1984, piece by piece)."""
    part: list[np.ndarray] = []
    low, high = np.array(box[:2]), np.array(box[2:])
    for start, end in pairwise(way):
        step = end - start
        still = step == 0
        if ((start < low) | (start > high))[still].any():
            continue
        moves = np.where(still, 1, step)
        one = np.where(still, -np.inf, (low - start) / moves)
        other = np.where(still, np.inf, (high - start) / moves)
        enter = max(0.0, float(np.minimum(one, other).max()))
        leave = min(1.0, float(np.maximum(one, other).min()))
        if enter > leave:
            continue
        if enter > 0 or not part:
            if len(part) > 1:
                yield np.array(part)
            part = [start + enter * step]
        part.append(start + leave * step)
        if leave < 1:
            yield np.array(part)
            part = []
    if len(part) > 1:
        yield np.array(part)


def _length(way: Way) -> float:
    return float(np.hypot(*np.diff(way, axis=0).T).sum())


def _area(rings: list[Way]) -> float:
    """The area of the largest ring in mm²."""

    def of(ring: Way) -> float:
        (x, y), (next_x, next_y) = ring[:-1].T, ring[1:].T
        return abs(float((x * next_y - next_x * y).sum())) / 2

    return max(map(of, rings), default=0.0)
