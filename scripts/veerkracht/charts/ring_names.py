"""The names on the ring map: who is from outside, outward from its mark, and who is in the wijk."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from veerkracht import dutch
from veerkracht.charts import label_places, map_geometry, name_room
from veerkracht.charts.bundles import NO_LINES
from veerkracht.charts.map_geometry import REACH, Box, Node
from veerkracht.charts.names_by_rank import name_by_rank
from veerkracht.charts.ring_key import WIDTH

# In points: of all, and of those with most ties, the largest of these in which a count ends the
# last line of each of their names: on a line of its own it is a number of nobody.
SIZE, MOST_SIZES = 7.5, (8.5, 8.2)
# From its middle to a corner at the side of a triangle of radius 1.
ASIDE = REACH["buiten"] * np.cos(np.pi / 6)
# In mm: what the edge of the page keeps free, and between a mark and its name.
EDGE, APART = 0.3, 0.5
# Of those in the wijk who has so many ties outward has its name, and no more than so many have; the
# first of all surely have theirs.
ENOUGH, NAMED, SURELY = 4, 14, 3
# In points; and so far in mm the others in the wijk make way for those names.
INSIDE_SIZE, CLEAR = 8.0, 1.2
# So many of them at most stand away from their party, at the end of a line.
FAR = 6
# A name covers rather so many other lines than a dark one.
DARKER = 12


def outside(nodes: pd.DataFrame, most: set[str], middle: float) -> list[label_places.Label]:
    """The names of the partners from outside; `most`: who has most ties; `middle`: of the ring."""
    for size in MOST_SIZES:
        found = [
            _label(node, side, count, room, size if node.actor in most else SIZE)
            for side in (-1, 1)
            for node, count, room in _half(nodes[np.sign(nodes["x"] - middle) == side])
        ]
        if not any(label.lines[-1].startswith("(") for label in found if label.actor in most):
            break
    return found


def _half(group: pd.DataFrame) -> list[tuple[Node, int, float]]:
    """The nodes of one half of the ring from below, with their ties and how high a name may be."""
    group = group.sort_values("y")
    room = float(np.diff(group["y"]).min()) if len(group) > 1 else np.inf
    nodes = map_geometry.nodes_of(group)
    return [(node, tied, room) for node, tied in zip(nodes, group["across"].tolist(), strict=True)]


def _label(node: Node, side: int, count: int, room: float, size: float) -> label_places.Label:
    near = node.x + side * (node.radius * ASIDE + APART)
    width = (WIDTH - near if side > 0 else near) - EDGE
    told = f" ({dutch.number(count)})"
    lines, (wide, high) = label_places.set_within(node.name, told, (width, room), size)
    left, bottom = near if side > 0 else near - wide, node.y - high / 2
    align, box = "left" if side > 0 else "right", (left, bottom, left + wide, bottom + high)
    return label_places.Label(node.actor, lines, size, node.kind, align, box, None)


def named(inside: pd.DataFrame) -> pd.DataFrame:
    """Who in the wijk is to be named: who has most ties outward, each with how many."""
    order = inside[inside["across"] > 0].sort_values(
        ["across", "rank", "actor"], ascending=[False, True, True]
    )
    enough = order["across"] >= ENOUGH
    chosen = order[enough | (order["actor"].isin(order["actor"].head(SURELY)))].head(NAMED)
    counts = chosen["across"].map(lambda count: f" ({dutch.number(count)})")
    return chosen.assign(name=chosen["name"] + counts)


def with_room(inside: pd.DataFrame, room: Box, barred: np.ndarray) -> dict[str, np.ndarray]:
    """Places in the wijk where who is named has room beside its mark: the others make way.

    `barred`: pieces of lines that no name is to cover.
    """
    names = named(inside).set_index("actor")["name"]
    told = inside.assign(name=inside["actor"].map(names).fillna(inside["name"]))
    sizes = pd.Series(INSIDE_SIZE, index=names.index)
    found = name_room.cleared(told, sizes, room, CLEAR, barred)
    return dict(zip(found["actor"], found[["x", "y"]].to_numpy(dtype=float), strict=True))


def inside(
    nodes: pd.DataFrame, room: Box, lines: np.ndarray, barred: tuple[np.ndarray, np.ndarray]
) -> list[label_places.Label]:
    """The names of who in the wijk has most ties outward, each with its ties, as far as they fit.

    The first of all surely have their name. `barred`: pieces that none covers, the trunks and what
    is dark; where a mark stands amid dark branches, its name covers as few of these as can be, and
    of all `lines`.
    """
    wanted = named(nodes[nodes["inside"]])
    sizes = [INSIDE_SIZE] * len(wanted)
    musts = (min(SURELY, len(wanted)), min(1, len(wanted)), 0)
    trunks, dark = barred
    lines = np.concatenate([lines, *[dark] * DARKER])
    for must, kept in product(musts, (np.concatenate(barred), trunks, NO_LINES)):
        found = name_by_rank(
            wanted, nodes, lines, room, sizes, FAR, least=NAMED, must=must, barred=kept
        )
        if found:
            return found
    return []
