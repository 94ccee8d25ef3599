"""Marks, boxes and lines on a map in mm: what lies over what, and how far apart they are.

Nodes are tables with actor, name, kind, x, y and radius; kind is informeel (circle), formeel
(square) or buiten (triangle).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

# From the middle of a shape to its farthest corner, for a circle of radius 1 and shapes as large.
REACH = {"informeel": 1.0, "formeel": np.sqrt(np.pi / 2), "buiten": np.sqrt(4 * np.pi / 27) * 2}
# Of the shapes with corners: which way each side faces, and its distance from the middle.
FACES = {"formeel": np.array([0, 90, 180, 270]), "buiten": np.array([30, 150, 270])}
INNER = {kind: REACH[kind] * np.cos(np.pi / len(faces)) for kind, faces in FACES.items()}
# So many points stand for each side of a triangle.
POINTS = 8

Box = tuple[float, float, float, float]  # left, bottom, right, top


class Node(NamedTuple):
    """An actor on a map, in mm."""

    actor: str
    name: str
    kind: str
    x: float
    y: float
    radius: float


def nodes_of(table: pd.DataFrame) -> list[Node]:
    """The rows of a table of nodes."""
    return [Node._make(row) for row in table[list(Node._fields)].itertuples(index=False)]


def reach_of(nodes: pd.DataFrame) -> np.ndarray:
    """From the middle of each node to its farthest corner, in mm."""
    return (nodes["radius"] * nodes["kind"].map(REACH)).to_numpy(dtype=float)


def rim(node: Node, points: np.ndarray) -> np.ndarray:
    """Where the lines from the middle of `node` to `points` leave its shape: (points, 2)."""
    step = points - (node.x, node.y)
    step = step / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    out = np.full(len(step), node.radius)
    if node.kind in FACES:
        angles = np.radians(FACES[node.kind])
        along = (step @ np.stack([np.cos(angles), np.sin(angles)])).max(axis=1)
        out = INNER[node.kind] * node.radius / np.maximum(along, 1e-9)
    return np.asarray((node.x, node.y) + out[:, None] * step)


def gaps(boxes: np.ndarray, nodes: pd.DataFrame) -> np.ndarray:
    """From each box to the edge of the shape of each node, in mm: (boxes, nodes)."""
    kind, radius = nodes["kind"].to_numpy(), nodes["radius"].to_numpy(dtype=float)
    spots = nodes[["x", "y"]].to_numpy(dtype=float)
    half = np.where(kind == "formeel", INNER["formeel"] * radius, 0.0)
    found = _to_points(boxes, spots, half) - np.where(kind == "formeel", 0.0, radius)
    triangles = np.flatnonzero(kind == "buiten")
    if len(triangles):
        angles = np.radians(FACES["buiten"] + 60.0)
        corners = REACH["buiten"] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        part = (np.arange(POINTS) / POINTS)[None, :, None]
        edge = corners[:, None] * (1 - part) + np.roll(corners, -1, axis=0)[:, None] * part
        points = spots[triangles, None] + radius[triangles, None, None] * edge.reshape(1, -1, 2)
        far = _to_points(boxes, points.reshape(-1, 2), np.zeros(points.shape[0] * points.shape[1]))
        found[:, triangles] = far.reshape(len(boxes), len(triangles), -1).min(axis=2)
    return np.asarray(np.maximum(found, 0))


def _to_points(boxes: np.ndarray, points: np.ndarray, half: np.ndarray) -> np.ndarray:
    """From each box to each square around a point, `half` of whose side is given."""
    apart = []
    for axis in range(2):
        at = points[None, :, axis]
        low, high = boxes[:, None, axis] - at - half, at - half - boxes[:, None, axis + 2]
        apart.append(np.maximum(np.maximum(low, high), 0))
    return np.asarray(np.hypot(*apart))


def apart(
    points: np.ndarray, reach: np.ndarray, keep: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """`points` moved as little as needed until no two circles of radius `reach` overlap.

    `keep` brings points back to where they may lie.
    """
    points = points.copy()
    first, second = np.triu_indices(len(points), 1)
    least = reach[first] + reach[second]
    # Points on the very same spot have no direction: each pair gets its own.
    angle = 2.399963 * np.arange(len(first))
    own = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for _ in range(400):
        between = points[first] - points[second]
        gap = np.hypot(between[:, 0], between[:, 1])
        close = np.flatnonzero(gap < least)
        if not len(close):
            break
        size = gap[close, None]
        direction = np.where(size > 1e-6, between[close] / np.maximum(size, 1e-6), own[close])
        push = 0.5 * (least[close, None] * 1.01 - size) * direction
        for axis in range(2):
            points[:, axis] += np.bincount(first[close], push[:, axis], len(points))
            points[:, axis] -= np.bincount(second[close], push[:, axis], len(points))
        points = keep(points)
    return points


def shared_area(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The area in mm² that each box of `a` shares with each of `b`: (len(a), len(b))."""
    width = np.minimum(a[:, None, 2], b[None, :, 2]) - np.maximum(a[:, None, 0], b[None, :, 0])
    height = np.minimum(a[:, None, 3], b[None, :, 3]) - np.maximum(a[:, None, 1], b[None, :, 1])
    shared: np.ndarray = np.maximum(width, 0) * np.maximum(height, 0)
    return shared


def over_nodes(boxes: np.ndarray, nodes: pd.DataFrame, around: float = 0.0) -> np.ndarray:
    """How deep in mm each box lies over each node: (boxes, nodes), 0 where it leaves it free.

    With `around`, every node is so many mm larger.
    """
    x, y = nodes["x"].to_numpy(), nodes["y"].to_numpy()
    dx = x[None, :] - np.clip(x[None, :], boxes[:, None, 0], boxes[:, None, 2])
    dy = y[None, :] - np.clip(y[None, :], boxes[:, None, 1], boxes[:, None, 3])
    # Half way to the corners of a square or triangle, which may touch the white of a label.
    size = (nodes["radius"].to_numpy() + reach_of(nodes)) / 2 + around
    depth: np.ndarray = np.maximum(size[None, :] - np.hypot(dx, dy), 0)
    return depth


def near_line(lines: np.ndarray, nodes: pd.DataFrame, around: float = 0.0) -> np.ndarray:
    """Whether each line runs over each node: (lines, nodes).

    With `around`, every node is so many mm larger.
    """
    start = lines[:, None, 0, :]
    step = lines[:, None, 1, :] - start
    apart = nodes[["x", "y"]].to_numpy()[None, :, :] - start
    length = np.maximum((step**2).sum(axis=2), 1e-9)
    part = np.clip((apart * step).sum(axis=2) / length, 0, 1)
    rest = apart - part[..., None] * step
    near: np.ndarray = (rest**2).sum(axis=2) < (nodes["radius"].to_numpy()[None, :] + around) ** 2
    return near


def crossed(boxes: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Whether each tie runs through each box: (boxes, ties), by the slab method."""
    enter = np.zeros((len(boxes), len(ties)))
    leave = np.ones((len(boxes), len(ties)))
    for axis in range(2):
        start = ties[:, 0, axis]
        step = ties[:, 1, axis] - start
        step = np.where(np.abs(step) < 1e-9, 1e-9, step)
        one = (boxes[:, None, axis] - start) / step
        two = (boxes[:, None, axis + 2] - start) / step
        enter = np.maximum(enter, np.minimum(one, two))
        leave = np.minimum(leave, np.maximum(one, two))
    return enter < leave


def meet(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether each line of `one` crosses each of `other`: (len(one), len(other))."""

    def sides(lines: np.ndarray, points: np.ndarray) -> np.ndarray:
        step, off = lines[:, None, 1] - lines[:, None, 0], points[None] - lines[:, None, 0]
        return np.asarray(np.sign(step[..., 0] * off[..., 1] - step[..., 1] * off[..., 0]))

    cut = sides(one, other[:, 0]) * sides(one, other[:, 1]) < 0
    return np.asarray(cut & (sides(other, one[:, 0]) * sides(other, one[:, 1]) < 0).T)
