"""Room for the largest names on a map: marks in the way of one stand a little farther on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from veerkracht.charts import label_places, map_geometry
from veerkracht.charts.bundles import NO_LINES
from veerkracht.charts.map_geometry import Box, Node
from veerkracht.charts.too_large import MOST_PARTIES

# In mm between two marks.
APART = 0.6
# Of the distances from a mark at which a name may stand so many are tried.
RINGS = 1
# In mm, what it costs that a name would lie over that of another, a mark with a name or a
# line that is to stay free.
OVER = 50.0

Tables = dict[str, pd.DataFrame]


class Sheet(NamedTuple):
    """What a map is drawn on, in mm.

    `frame`: where names may stand; `scale`, `low`: what a unit of the layout is, and where it
    begins; `largest`, `least`, `ring`: the radius at influence 1, the smallest one, and what a new
    party has around it; `clear`: from letters to a mark that is not theirs, so that they are not
    read as its name; `sizes`: up to which place a name has which size in points.
    """

    frame: Box
    scale: float
    low: float
    largest: float
    least: float
    ring: float
    clear: float
    sizes: tuple[tuple[int, float], ...]

    def size_at(self, place: int) -> float:
        """The size in points of the name at one of the places: never less than a lower one has."""
        return next((size for last, size in self.sizes if place <= last), self.sizes[-1][1])


def numbered(place: int, name: str) -> str:
    """The name of one of the first in influence, as it stands on a map where all have a number."""
    return f"{place} {name}"


def with_room(tables: Tables, sheet: Sheet) -> Tables:
    """The tables with a layout in which the large names of every year have room beside their mark.

    The same places in all years: who is among the first in any of them stays where it is, and what
    is in the way of their names, with the numbers before them, moves as little as it can.
    """
    marks = tables["actor_metrics"].merge(tables["layout"], on="actor")
    marks["kind"] = marks["kind"].mask(marks["location"] == "buiten", "buiten")
    radius = np.maximum(sheet.largest * np.sqrt(marks["eigenvector"]), sheet.least)
    marks["radius"] = radius + sheet.ring
    marks["radius"] = marks.groupby("actor")["radius"].transform("max")
    marks["x"], marks["y"] = marks["x"] * sheet.scale, marks["y"] * sheet.scale + sheet.low
    best = marks[(marks["rank"] <= sheet.sizes[-1][0]) & (marks["eigenvector"] > 0)]
    place = best.groupby("actor")["rank"].min().sort_values(kind="stable")
    marks = marks.sort_values("year", kind="stable").drop_duplicates("actor", keep="last")
    marks["name"] = [numbered(0, name) for name in marks["name"]]
    if len(marks) > MOST_PARTIES or _touch(marks, sheet.ring):
        return tables  # Where there is no room none can be made.
    moved = cleared(marks, place.map(sheet.size_at), sheet.frame, sheet.clear)
    if _touch(moved, sheet.ring):
        return tables
    moved["x"], moved["y"] = moved["x"] / sheet.scale, (moved["y"] - sheet.low) / sheet.scale
    others = tables["layout"][~tables["layout"]["actor"].isin(moved["actor"])]
    return {**tables, "layout": pd.concat([moved[["actor", "x", "y"]], others], ignore_index=True)}


def _touch(marks: pd.DataFrame, ring: float) -> bool:
    """Whether any two marks touch, without the ring that each may have."""
    bare = map_geometry.reach_of(marks.assign(radius=marks["radius"] - ring))
    x, y = marks["x"].to_numpy(), marks["y"].to_numpy()
    near = np.hypot(x[:, None] - x, y[:, None] - y) < bare[:, None] + bare
    return bool(np.triu(near, 1).any())


def cleared(
    marks: pd.DataFrame,
    sizes: pd.Series,
    frame: Box,
    clear: float,
    barred: np.ndarray = NO_LINES,
) -> pd.DataFrame:
    """The `marks` (actor, name, kind, x, y and radius in mm) `clear` of the names of some.

    `sizes`: actor -> points, who chooses first; these marks stay where they are. `barred`: pieces
    of lines that these names leave free.
    """
    marks = marks.sort_values("actor", ignore_index=True)
    named = marks["actor"].isin(sizes.index).to_numpy()
    node_of = {node.actor: node for node in map_geometry.nodes_of(marks)}
    boxes: list[np.ndarray] = []
    for actor, size in sizes.items():
        node = node_of[str(actor)]
        boxes += _freest(node, float(size), (marks, named), boxes, frame, clear, barred)
    spots, reach = marks[["x", "y"]].to_numpy(dtype=float), map_geometry.reach_of(marks)
    low, high = np.array(frame[:2]) + reach[:, None], np.array(frame[2:]) - reach[:, None]

    def keep(points: np.ndarray) -> np.ndarray:
        for box in boxes:
            points = _outside(points, reach + clear, box)
        # Who stood nearer the edge than a name may stays as near.
        points = np.clip(points, np.minimum(low, spots), np.maximum(high, spots))
        return np.where(named[:, None], spots, points)

    moved = map_geometry.apart(keep(spots), reach + APART / 2, keep)
    return marks.assign(x=np.round(moved[:, 0], 3), y=np.round(moved[:, 1], 3))


def _freest(
    node: Node,
    size: float,
    around: tuple[pd.DataFrame, np.ndarray],
    taken: list[np.ndarray],
    frame: Box,
    clear: float,
    barred: np.ndarray,
) -> list[np.ndarray]:
    """The box beside a mark where least is in the way of its name, if the frame has any.

    `around`: the marks, and of each whether it has such a name; `taken`: who chose before;
    `barred`: what it leaves free.
    """
    marks, named = around
    places = label_places.around(node, size, frame, RINGS)
    if not len(places):
        return []
    others = (marks["actor"] != node.actor).to_numpy()
    depth = map_geometry.over_nodes(places.boxes, marks[others], clear)
    cost = depth.sum(axis=1) + OVER * (depth[:, named[others]] > 0).sum(axis=1) + places.cost
    cost += OVER * map_geometry.crossed(places.boxes, barred).sum(axis=1)
    if taken:
        cost += OVER * (map_geometry.shared_area(places.boxes, np.array(taken)) > 0).sum(axis=1)
    return [places.boxes[np.round(cost, 6).argmin()]]


def _outside(points: np.ndarray, reach: np.ndarray, box: np.ndarray) -> np.ndarray:
    """The points that lie so near a box moved to the nearest of its sides."""
    low, high = box[:2] - reach[:, None], box[2:] + reach[:, None]
    rows = np.flatnonzero(((points > low) & (points < high)).all(axis=1))
    steps = np.concatenate([low - points, high - points], axis=1)[rows]
    side = np.abs(steps).argmin(axis=1)
    moved = points.copy()
    moved[rows, side % 2] += steps[np.arange(len(rows)), side]
    return moved
