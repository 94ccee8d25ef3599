"""Places where a name can stand on a map: around its mark, and whose name it seems to be there.

Pure geometry in mm, without drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts import design
from veerkracht.charts.map_geometry import REACH, Box, Node, gaps, near_line, reach_of, rim

# So many letters fill a line; a name of so many has two or more, and a longer one is cut.
WRAP, LONG, LONGEST = 18, 30, 46
# The size in points of a note below a name.
NOTE = 7.5
# Smaller names are set in grey and not in semibold.
BOLD_FROM = 8.0
PAD = 0.5
# Directions and distances tried, what each distance costs, and from which on a line leads there.
TURNS = 64
AWAY = (0.3, 1.2, 2.4, 4.0, 6.5, 9.5, 13.0, 17.0, 22.0, 27.0, 34.0)
AWAY_COST = (0.0, 0.7, 4.5, 6.0, 8.0, 11.0, 15.0, 19.0, 24.0, 30.0, 38.0)
LED_FROM = 2
# Places all over the map lie so far apart, across and up.
GRID = (8.0, 6.0)
# A name is taken for that of the nearest mark: any other must be clearly farther, in mm and as a
# multiple; a line that leads to its own keeps so far from all others.
CLEARLY, TIMES, PAST = 0.5, 1.5, 1.0
# Where that is not to be had, a little less will do, and a line that passes by.
HARDLY, HARDLY_TIMES, HARDLY_PAST = 0.35, 1.2, 0.4
# At the end of a line a name keeps so far from every mark, as it would be taken for its name: what
# is beside letters is read with them, whatever line there is.
ALONE, HARDLY_ALONE = 2.6, 1.25
# A mark so near above or below a name, in mm, and over its middle (without so much at each end) has
# it for a caption.
CAPTION, OFF_MIDDLE = 4.0, 0.2
# Between two marks, one of them its own, a name is clear where the other is so much farther, in mm.
FARTHER = 2.5
# Of the font size: between baselines, below the last one, and from there to the capitals' top.
LINE_HEIGHT, DESCENT, ASCENT = 1.08, 0.2, 0.72
SIDES = ("left", "center", "right")
# Where the line of a name is that has none.
NOWHERE = ((-9.0, -9.0), (-9.0, -9.0))


@dataclass(frozen=True)
class Label:
    """A name on the map: its lines, its box and its actor.

    `leader` is a line from the edge of the mark to the letters; `note` is what is said of the
    actor, as one line below its name; `counted`: by a count of that year, not by a claim; `quiet`:
    set in grey and not in semibold, whatever its size: read from close by, after the others.
    """

    actor: str
    lines: list[str]
    size: float
    kind: str
    align: str
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None
    note: str = ""
    counted: bool = False
    quiet: bool = False

    @property
    def bold(self) -> bool:
        """Whether it is set in semibold and in the colour of its kind."""
        return not self.quiet and self.size >= BOLD_FROM


def wrap(name: str, long: int = WRAP) -> list[list[str]]:
    """Ways to set a name: one line when it is short, else also two or three of like length.

    `long`: more than so many letters may stand on two lines.
    """
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;-") + "…"
    words = name.split(" ")
    ways = [[name]] if len(name) < LONG or len(words) == 1 else []
    for count in range(2, min(len(words), math.ceil(len(name) / long), 3) + 1):
        breaks = [
            [" ".join(words[i:j]) for i, j in pairwise((0, *cuts, len(words)))]
            for cuts in combinations(range(1, len(words)), count - 1)
        ]
        # A place alone on a line is no part of the name.
        ways.append(min(breaks, key=lambda way: (way[0].isdigit(), max(map(len, way)), way)))
    return ways


def size_of(lines: list[str], size: float, note: str = "") -> tuple[float, float]:
    """Width and height in mm of a name set in these lines, with its note and its padding."""
    width = max(design.text_width(line, size) for line in lines)
    height = ((len(lines) - 1) * LINE_HEIGHT + DESCENT + ASCENT) * size * design.POINT
    if note:
        width = max(width, design.text_width(note, NOTE, "normal"))
        height += LINE_HEIGHT * NOTE * design.POINT
    return width + 2 * PAD, height + 2 * PAD


def set_within(
    name: str, count: str, room: tuple[float, float], points: float
) -> tuple[list[str], tuple[float, float]]:
    """The name and its count in as few lines as fit the `room`, width and height; cut is only the
    name."""
    width, height = room
    ways = sorted(wrap(name), key=lambda way: (len(way), way))
    # Rather a count on a line of its own than half a name.
    ways = [[*way[:-1], way[-1] + count] for way in ways] + [[*ways[-1], count.strip()]]
    ways.append(design.broken(name + count, width - 2 * PAD, points))
    sizes = [(way, size_of(way, points)) for way in ways]
    fitting = [(way, size) for way, size in sizes if size[0] <= width and size[1] < height]
    if fitting:
        return fitting[0]
    line = name
    while len(line) > 2 and size_of([line + count], points)[0] > width:
        line = line.rstrip("…")[:-1].rstrip() + "…"
    return [line + count], size_of([line + count], points)


def lines_of(label: Label) -> list[tuple[str, float, str, float, float]]:
    """Each line of a name and its note, from below: words, size, weight, x and baseline (mm)."""
    left, bottom, right, _ = label.box
    pad = PAD
    x = {"left": left + pad, "center": (left + right) / 2, "right": right - pad}[label.align]
    y, found = bottom + pad, []
    # Each line by its own baseline: matplotlib's line spacing is too wide for a name.
    if label.note:
        found.append((label.note, NOTE, "normal", x, y + DESCENT * NOTE * design.POINT))
        y += LINE_HEIGHT * NOTE * design.POINT
    weight = "semibold" if label.bold else "normal"
    for above, line in enumerate(reversed(label.lines)):
        rise = (above * LINE_HEIGHT + DESCENT) * label.size * design.POINT
        found.append((line, label.size, weight, x, y + rise))
    return found


@dataclass(frozen=True, eq=False)
class Places:
    """Where the name of `node` could stand, a place a row.

    `way`, `side`: which of the ways to set it and of SIDES; `ink`: the boxes of its lines, without
    the white around them; `own`: from there to the edge of its own mark; `leaders`: NOWHERE where
    no line leads to it (`far`); `cost`: what is worse costs more; `doubt`: where it could be the
    name of another, said by who asks for that.
    """

    node: Node
    size: float
    note: str
    ways: list[list[str]]
    way: np.ndarray
    side: np.ndarray
    boxes: np.ndarray
    ink: np.ndarray
    own: np.ndarray
    leaders: np.ndarray
    far: np.ndarray
    cost: np.ndarray
    doubt: np.ndarray

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.cost)

    def take(self, at: np.ndarray) -> Places:
        """Only these places, in this order."""
        return replace(self, **{name: getattr(self, name)[at] for name in ROWS})

    def joined(self, other: Places) -> Places:
        """These places and then those of `other`, of the same name."""
        both: dict[str, Any] = {
            n: np.concatenate([getattr(self, n), getattr(other, n)]) for n in ROWS
        }
        return replace(self, **both)

    def label(self, at: int) -> Label:
        """The name at one of the places."""
        start, end = ((float(x), float(y)) for x, y in self.leaders[at])
        left, bottom, right, top = (float(side) for side in self.boxes[at])
        return Label(
            self.node.actor,
            self.ways[self.way[at]],
            self.size,
            self.node.kind,
            SIDES[self.side[at]],
            (left, bottom, right, top),
            (start, end) if self.far[at] else None,
            self.note,
        )


ROWS = ("way", "side", "boxes", "ink", "own", "leaders", "far", "cost", "doubt")


def around(
    node: Node,
    size: float,
    frame: Box,
    rings: int = len(AWAY),
    note: str = "",
    long: int = WRAP,
) -> Places:
    """Places around the mark of `node`: right beside it is free, and one line is cheapest."""
    reach = node.radius * (1.0 if node.kind == "informeel" else 0.9 * REACH[node.kind])
    angle = 2 * np.pi * np.arange(TURNS) / TURNS
    cos, sin = np.tile(np.cos(angle), rings), np.tile(np.sin(angle), rings)
    ring = np.repeat(np.arange(rings), TURNS)
    # The edge point of the box that faces the node lies so far from the shape.
    out = reach + np.array(AWAY)[ring]
    x, y = node.x + out * cos, node.y + out * sin
    side = np.where(cos > 0.35, 0, np.where(cos < -0.35, 2, 1))
    cost = np.array(AWAY_COST)[ring] + 0.6 * (1 - cos) / 2 + 0.8 * np.abs(sin)
    corners, costs = [], []
    for lines in wrap(node.name, long):
        width, height = size_of(lines, size, note)
        left = x - width * (1 - np.clip(cos * 1.6, -1, 1)) / 2
        bottom = y - height * (1 - np.clip(sin * 1.25, -1, 1)) / 2
        corners.append(np.stack([left, bottom], axis=1))
        costs.append(cost + 0.7 * (len(lines) - 1))
    ways = len(corners)
    return _places(
        (node, size, note, frame),
        np.concatenate(corners),
        np.repeat(np.arange(ways), len(ring)),
        np.tile(side, ways),
        np.tile(ring >= LED_FROM, ways),
        np.concatenate(costs),
        long,
    )


def anywhere(
    node: Node, size: float, frame: Box, note: str = "", step: tuple[float, float] = GRID
) -> Places:
    """Places all over the map with a leader line, dearer with the distance: a last resort."""
    corners, sides, ways, costs = [], [], [], []
    for way, lines in enumerate(wrap(node.name)):
        width, height = size_of(lines, size, note)
        across = np.arange(frame[0], frame[2] - width, step[0])
        up = np.arange(frame[1], frame[3] - height, step[1])
        spots = np.stack(np.meshgrid(across, up, indexing="ij"), axis=-1).reshape(-1, 2)
        left = spots[:, 0]
        corners.append(spots)
        sides.append(np.where(left > node.x, 0, np.where(left + width < node.x, 2, 1)))
        ways.append(np.full(len(spots), way))
        x, y = spots[:, 0] + width / 2 - node.x, spots[:, 1] + height / 2 - node.y
        costs.append(30 + np.hypot(x, y))
    return _places(
        (node, size, note, frame),
        np.concatenate(corners),
        np.concatenate(ways),
        np.concatenate(sides),
        np.full(sum(map(len, corners)), True),
        np.concatenate(costs),
    )


def standing(label: Label, node: Node) -> Places:
    """The place where a name stands already, the only one."""
    way = np.array([wrap(node.name).index(label.lines)])
    side, far = np.array([SIDES.index(label.align)]), np.array([label.leader is not None])
    all_over = (-math.inf, -math.inf, math.inf, math.inf)
    name = (node, label.size, label.note, all_over)
    return _places(name, np.array([label.box[:2]]), way, side, far, np.zeros(1))


def _places(
    name: tuple[Node, float, str, Box],
    corners: np.ndarray,
    way: np.ndarray,
    side: np.ndarray,
    far: np.ndarray,
    cost: np.ndarray,
    long: int = WRAP,
) -> Places:
    """The places with these lower left corners that lie within the frame of `name`."""
    node, size, note, frame = name
    ways = wrap(node.name, long)
    sizes = np.array([size_of(lines, size, note) for lines in ways])
    boxes = np.concatenate([corners, corners + sizes[way]], axis=1)
    kept = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
    boxes, way, side, far, cost = (each[kept] for each in (boxes, way, side, far, cost))
    inks = np.array([[_ink(node, lines, size, s, note) for s in SIDES] for lines in ways])
    ink = inks[way, side] + np.tile(boxes[:, None, :2], (1, 1, 2))
    own = _gap(ink, pd.DataFrame([node]))[:, 0] if len(ink) else np.zeros(0)
    leaders = np.where(far[:, None, None], _leaders(node, ink), np.array(NOWHERE))
    return Places(
        node, size, note, ways, way, side, boxes, ink, own, leaders, far, cost, far & False
    )


def _ink(node: Node, lines: list[str], size: float, side: str, note: str) -> list[Box]:
    """The boxes of the lines of a name whose box starts at 0, 0; the first again to make four."""
    box = (0.0, 0.0, *size_of(lines, size, note))
    found: list[Box] = []
    for words, points, weight, x, y in lines_of(
        Label(node.actor, lines, size, node.kind, side, box, None, note)
    ):
        width, em = design.text_width(words, points, weight), points * design.POINT
        left = x - SIDES.index(side) / 2 * width
        found.append((left, y - DESCENT / 2 * em, left + width, y + ASCENT * em))
    return [*found, *[found[0]] * (4 - len(found))]


def _leaders(node: Node, ink: np.ndarray) -> np.ndarray:
    """A line from the edge of the mark to just before the nearest letters of each place."""
    middle = np.array([node.x, node.y])
    near = np.clip(middle, ink[:, :, :2], ink[:, :, 2:])
    apart = np.hypot(near[:, :, 0] - node.x, near[:, :, 1] - node.y)
    ends = near[np.arange(len(ink)), apart.argmin(axis=1)] if len(ink) else np.zeros((0, 2))
    start = rim(node, ends)
    step = start - ends
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    return np.stack([start, ends + step / length * np.minimum(PAD, length / 3)], axis=1)


def _gap(ink: np.ndarray, nodes: pd.DataFrame) -> np.ndarray:
    """From the letters at each place to the edge of each mark: (places, nodes)."""
    if not len(ink):
        return np.zeros((0, len(nodes)))
    found = gaps(ink.reshape(-1, 4), nodes)
    return np.asarray(found.reshape(*ink.shape[:2], len(nodes)).min(axis=1))


def is_its_own(places: Places, others: pd.DataFrame, hardly: bool = False) -> np.ndarray:
    """Where a reader takes the name for that of its own mark, and of none of `others`.

    There a line leads to it that passes by all others, and it stands beside none of them; or its
    own mark is clearly the nearest. With `hardly` all of that is a little less strict.
    """
    if not len(others):
        return np.full(len(places), True)
    # As if every mark were a circle that holds its corners.
    whole = others.assign(radius=reach_of(others))
    past = HARDLY_PAST if hardly else PAST
    own = np.asarray(~near_line(places.leaders, whole, past).any(axis=1))
    led = np.flatnonzero(places.far & own)
    own[led] = _gap(places.ink[led], others).min(axis=1) > (HARDLY_ALONE if hardly else ALONE)
    beside = np.flatnonzero(~places.far)
    nearest = _gap(places.ink[beside], others).min(axis=1)
    times, clearly = (HARDLY_TIMES, HARDLY) if hardly else (TIMES, CLEARLY)
    own[beside] = nearest > times * places.own[beside] + clearly
    return own


def is_caption_of_another(places: Places, others: pd.DataFrame) -> np.ndarray:
    """Where one of `others` stands straight above or below a name, and its own mark does not.

    A reader takes a word in the middle below a mark for its name, also where its own is nearer.
    """
    return np.asarray((_straight(places, others) < CAPTION).any(axis=1) & ~_own_straight(places))


def is_between_two(places: Places, others: pd.DataFrame) -> np.ndarray:
    """Where a name stands straight between its own mark and one of `others`, about as near.

    Of such a name one cannot tell whose it is.
    """
    near = _straight(places, others) < places.own[:, None] + FARTHER
    return np.asarray(near.any(axis=1) & _own_straight(places))


def _straight(places: Places, others: pd.DataFrame) -> np.ndarray:
    """From each place to each mark straight above or below it, in mm; endless to any other."""
    low, high = places.boxes[:, [0]], places.boxes[:, [2]]
    inner = (high - low) * OFF_MIDDLE
    x, y, reach = others["x"].to_numpy(), others["y"].to_numpy(), reach_of(others)
    apart = np.maximum(places.boxes[:, [1]] - y - reach, y - reach - places.boxes[:, [3]])
    return np.where((x > low + inner) & (x < high - inner), apart, np.inf)


def _own_straight(places: Places) -> np.ndarray:
    """Whether its own mark is straight above or below each place."""
    low, high = places.boxes[:, 0], places.boxes[:, 2]
    inner = (high - low) * OFF_MIDDLE
    return np.asarray((places.node.x > low + inner) & (places.node.x < high - inner))


def is_beside_another(places: Places, others: pd.DataFrame) -> np.ndarray:
    """Where one of `others` stands on one line with a name, just before or after it.

    Words on one line with a mark are read as its name, where their own is above or below that.
    """
    low, high = places.boxes[:, [0]], places.boxes[:, [2]]
    x, y, reach = others["x"].to_numpy(), others["y"].to_numpy(), reach_of(others)
    bottom, top = places.boxes[:, [1]], places.boxes[:, [3]]
    near = np.maximum(low - x, x - high) - reach < CAPTION
    level = (y > bottom) & (y < top)
    own = (places.node.y > bottom) & (places.node.y < top)
    return np.asarray((near & level).any(axis=1) & ~own[:, 0])
