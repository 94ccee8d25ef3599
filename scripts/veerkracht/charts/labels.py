"""Names on a map: where each can stand without hiding an actor or another name.

Pure geometry in mm, without drawing. Nodes are tables with actor, name, kind, x, y and radius;
kind is informeel (circle), formeel (square) or buiten (triangle).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from veerkracht.charts import design

WRAP, LONGEST = 18, 46
# The size in points of a note below a name.
NOTE = 7.5
# Smaller names are set in grey and not in semibold.
BOLD_FROM = 8.0
PAD = 0.5
NEAR = 1.8
# Places tried for a name: directions, distances from the node and what each costs (a leader line
# from the third on), and how many of the best take part in the contest.
TURNS = 32
AWAY = (0.3, 2.0, 4.0, 6.5, 9.5, 13.0, 17.0, 22.0, 27.0, 34.0)
AWAY_COST = (0.0, 1.0, 6.0, 8.0, 11.0, 15.0, 19.0, 24.0, 30.0, 38.0)
BEST, MOST = 48, 4000
# Of the font size: between baselines, below the last one, and from there to the capitals' top.
LINE_HEIGHT, DESCENT, ASCENT = 1.08, 0.2, 0.72
# From the middle of a shape to its farthest corner, for a circle of radius 1 and shapes as large.
REACH = {"informeel": 1.0, "formeel": np.sqrt(np.pi / 2), "buiten": np.sqrt(4 * np.pi / 27) * 2}

Box = tuple[float, float, float, float]  # left, bottom, right, top


class Node(NamedTuple):
    """An actor on a map, in mm."""

    actor: str
    name: str
    kind: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Label:
    """A name on the map: its lines, its box and its actor; `leader` is a line to the actor.

    `note` is what is said of the actor, as one line below its name.
    """

    actor: str
    lines: list[str]
    size: float
    kind: str
    align: str
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None
    note: str = ""


def wrap(name: str) -> list[list[str]]:
    """Ways to set a name: one line when it is short, else also two or three of like length."""
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;-") + "…"
    words = name.split(" ")
    ways = [[name]] if len(name) <= 1.8 * WRAP or len(words) == 1 else []
    for count in range(2, min(len(words), math.ceil(len(name) / WRAP), 3) + 1):
        breaks = [
            [" ".join(words[i:j]) for i, j in pairwise((0, *cuts, len(words)))]
            for cuts in combinations(range(1, len(words)), count - 1)
        ]
        ways.append(min(breaks, key=lambda lines: (max(map(len, lines)), lines)))
    return ways


def nodes_of(table: pd.DataFrame) -> list[Node]:
    """The rows of a table of nodes."""
    return [Node._make(row) for row in table[list(Node._fields)].itertuples(index=False)]


def reach_of(nodes: pd.DataFrame) -> np.ndarray:
    """From the middle of each node to its farthest corner, in mm."""
    return (nodes["radius"] * nodes["kind"].map(REACH)).to_numpy(dtype=float)


def candidates(
    node: Node, size: float, frame: Box, rings: int = len(AWAY), note: str = ""
) -> list[tuple[Label, float]]:
    """Places for the name of `node` with what each costs: right beside it is free."""
    options = []
    reach = node.radius * (1.0 if node.kind == "informeel" else 0.9 * REACH[node.kind])
    for lines in wrap(node.name):
        width, height = size_of(lines, size, note)
        for ring, away in enumerate(AWAY[:rings]):
            for turn in range(TURNS):
                angle = 2 * np.pi * turn / TURNS
                cos, sin = np.cos(angle), np.sin(angle)
                # The edge point of the box that faces the node lies `away` from the shape.
                x = node.x + (reach + away) * cos
                y = node.y + (reach + away) * sin
                left = x - width * (1 - np.clip(cos * 1.6, -1, 1)) / 2
                bottom = y - height * (1 - np.clip(sin * 1.25, -1, 1)) / 2
                side = "left" if cos > 0.35 else "right" if cos < -0.35 else "center"
                cost = AWAY_COST[ring]
                cost += 0.6 * (1 - cos) / 2 + 0.8 * abs(sin) + 0.7 * (len(lines) - 1)
                box = (left, bottom, left + width, bottom + height)
                options.append((_label(node, lines, size, side, box, ring > 1, note), float(cost)))
    return [option for option in options if _inside(option[0].box, frame)]


def _anywhere(node: Node, size: float, frame: Box, note: str = "") -> list[tuple[Label, float]]:
    """Places all over the map with a leader line, dearer with the distance: a last resort."""
    options = []
    for lines in wrap(node.name):
        width, height = size_of(lines, size, note)
        for left in np.arange(frame[0], frame[2] - width, 8.0):
            side = "left" if left > node.x else "right" if left + width < node.x else "center"
            for bottom in np.arange(frame[1], frame[3] - height, 6.0):
                box = (float(left), float(bottom), float(left + width), float(bottom + height))
                apart = np.hypot(left + width / 2 - node.x, bottom + height / 2 - node.y)
                label = _label(node, lines, size, side, box, True, note)
                options.append((label, 30 + float(apart)))
    return options


def size_of(lines: list[str], size: float, note: str = "") -> tuple[float, float]:
    """Width and height in mm of a name set in these lines, with its note and its padding."""
    width = max(design.text_width(line, size) for line in lines)
    height = ((len(lines) - 1) * LINE_HEIGHT + DESCENT + ASCENT) * size * design.POINT
    if note:
        width = max(width, design.text_width(note, NOTE, "normal"))
        height += LINE_HEIGHT * NOTE * design.POINT
    return width + 2 * PAD, height + 2 * PAD


def _label(
    node: Node, lines: list[str], size: float, side: str, box: Box, far: bool, note: str = ""
) -> Label:
    end = (float(np.clip(node.x, box[0], box[2])), float(np.clip(node.y, box[1], box[3])))
    leader = ((node.x, node.y), end) if far else None
    return Label(node.actor, lines, size, node.kind, side, box, leader, note)


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def place_labels(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    ties: np.ndarray,
    frame: Box,
    sizes: list[float],
    notes: Mapping[str, str] | None = None,
) -> list[Label]:
    """One label for each of `named` (most important first) inside `frame`, none over another.

    `nodes`: all that should stay in sight; `ties`: (ties, 2 ends, x and y); `sizes`: the font size
    in points of each name; `notes`: actor -> what stands below its name. All candidates are weighed
    at once; names choose greedily by importance, then each in turn may move to something better
    until nobody does. Where that ends with a name over a name, all of the map is tried.
    """
    placed: list[Label] = []
    for widely in (False, True):
        placed = _attempt(named, nodes, ties, frame, sizes, notes or {}, widely)
        boxes = np.array([label.box for label in placed]).reshape(-1, 4)
        if not np.triu(shared_area(boxes, boxes), 1).any():
            break
    return placed


def _attempt(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    ties: np.ndarray,
    frame: Box,
    sizes: list[float],
    notes: Mapping[str, str],
    widely: bool,
) -> list[Label]:
    """A place for every name, with far places for all of them if `widely`."""
    options: list[tuple[Label, float]] = []
    groups: list[np.ndarray] = []
    for node, size in zip(nodes_of(named), sizes, strict=True):
        note = notes.get(node.actor, "")
        own = candidates(node, size, frame, note=note)
        boxes = np.array([label.box for label, _ in own]).reshape(-1, 4)
        if widely or (over_nodes(boxes, nodes) > 0).any(axis=1).all():
            own += _anywhere(node, size, frame, note)
        if not own:
            continue
        groups.append(np.arange(len(options), len(options) + len(own)))
        options += own
    if not options:
        return []
    cost = np.array([cost for _, cost in options])
    boxes = np.array([label.box for label, _ in options])
    leaders = np.array([label.leader or ((-9, -9), (-9, -9)) for label, _ in options])
    actors = nodes["actor"].to_numpy()
    owner = np.array([label.actor for label, _ in options], dtype=object)
    others = owner[:, None] != actors[None, :]
    over = over_nodes(boxes, nodes)
    weight = np.where(np.isin(actors, named["actor"].to_numpy()), 200.0, 120.0)
    cost += (over > 0) @ weight + 3 * over.sum(axis=1)
    # A name close to another node, or a leader line along one, seems to belong to that one.
    far = np.array([label.leader is not None for label, _ in options])
    cost += np.where(far, 14.0, 5.0) * (over_nodes(boxes, nodes, NEAR) * others).sum(axis=1)
    along = np.asarray((near_line(leaders, nodes) & others).any(axis=1))
    # A leader line over a node only for who has no other place, and then a place over one.
    free = np.asarray(~(over > 0).any(axis=1))
    tiers = [free, np.full(len(over), True)]
    if not widely:
        tiers.insert(0, free & ~along)
    cost += 25 * along
    groups = [next(g[tier[g]] for tier in tiers if tier[g].any()) for g in groups]
    # Many names: fewer places of each, since all are compared with all.
    best = min(5 * BEST if widely else BEST, max(MOST // len(groups), 8))
    groups = [group[_order(cost[group])[: 3 * best]] for group in groups]
    for group in groups:
        cost[group] += 0.12 * crossed(boxes[group], ties).sum(axis=1)
    # Only the best of each take part in the contest: the rest would hardly ever win.
    groups = [group[_order(cost[group])[:best]] for group in groups]
    return [options[choice][0] for choice in _contest(groups, cost, boxes, leaders)]


def _contest(
    groups: list[np.ndarray], cost: np.ndarray, boxes: np.ndarray, leaders: np.ndarray
) -> list[int]:
    """One option of each group, such that all together cost least."""
    keep = np.concatenate(groups)
    ends = np.cumsum([0, *map(len, groups)])
    groups = [np.arange(ends[i], ends[i + 1]) for i in range(len(groups))]
    cost, boxes, leaders = cost[keep], boxes[keep], leaders[keep]
    through = crossed(boxes, leaders)
    clash = 1000.0 * (shared_area(boxes, boxes) > 0) + 25 * (through + through.T)
    chosen: list[int] = []
    for group in groups:
        chosen.append(_best(group, cost, clash, chosen))
    chosen = _settle(chosen, groups, cost, clash)
    for place in _order(-cost[chosen])[:6]:
        # Who has a poor place claims each better one, and the others settle around that.
        for claim in groups[place][cost[groups[place]] < cost[chosen[place]]][:12]:
            trial = [*chosen[:place], int(claim), *chosen[place + 1 :]]
            trial = _settle(trial, groups, cost, clash, fixed=int(place), rounds=2)
            if _total(trial, cost, clash) < _total(chosen, cost, clash) - 1e-6:
                chosen = trial
    return [int(keep[choice]) for choice in chosen]


def add_labels(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    ties: np.ndarray,
    frame: Box,
    size: float,
    labels: list[Label],
    most: int,
) -> list[Label]:
    """Labels for those of `named` (most important first) that have room right beside them.

    Such a name covers no node, none of `labels` nor their leader lines, and at most `most` ties;
    who has no such room stays without a name.
    """
    added: list[Label] = []
    boxes = np.array([label.box for label in labels]).reshape(-1, 4)
    lines = np.array([label.leader for label in labels if label.leader]).reshape(-1, 2, 2)
    for node in nodes_of(named):
        options = candidates(node, size, frame, rings=1)
        if not options:
            continue
        tried = np.array([label.box for label, _ in options])
        others = nodes[nodes["actor"] != node.actor]
        free = ~(over_nodes(tried, others, NEAR / 2) > 0).any(axis=1)
        free &= ~(over_nodes(tried, nodes) > 0).any(axis=1)
        free &= ~(shared_area(tried, boxes) > 0).any(axis=1)
        free &= ~crossed(tried, lines).any(axis=1)
        over = crossed(tried, ties).sum(axis=1)
        free &= over <= most
        if not free.any():
            continue
        cost = np.array([cost for _, cost in options]) + 0.5 * over
        choice = options[int(np.where(free, np.round(cost, 6), np.inf).argmin())][0]
        added.append(choice)
        boxes = np.vstack([boxes, [choice.box]])
    return added


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


def _settle(
    chosen: list[int],
    groups: list[np.ndarray],
    cost: np.ndarray,
    clash: np.ndarray,
    fixed: int = -1,
    rounds: int = 6,
) -> list[int]:
    """Let each name in turn (but the one at `fixed`) move to something better, until none does."""
    chosen = list(chosen)
    for _ in range(rounds):
        before = list(chosen)
        for place, group in enumerate(groups):
            if place != fixed:
                others = chosen[:place] + chosen[place + 1 :]
                chosen[place] = _best(group, cost, clash, others)
        if chosen == before:
            break
    return chosen


def _total(chosen: list[int], cost: np.ndarray, clash: np.ndarray) -> float:
    """What a whole choice costs; each clash between two names counts once."""
    return float(cost[chosen].sum() + np.triu(clash[np.ix_(chosen, chosen)], 1).sum())


def _order(cost: np.ndarray) -> np.ndarray:
    """From cheap to dear, equal ones in the order in which they came."""
    return np.argsort(np.round(cost, 6), kind="stable")


def _best(group: np.ndarray, cost: np.ndarray, clash: np.ndarray, others: list[int]) -> int:
    """The cheapest option of `group` beside the options that others have chosen."""
    total = cost[group] + clash[group][:, others].sum(axis=1)
    return int(group[np.round(total, 6).argmin()])


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


def near_line(lines: np.ndarray, nodes: pd.DataFrame) -> np.ndarray:
    """Whether each line runs over each node: (lines, nodes)."""
    start = lines[:, None, 0, :]
    step = lines[:, None, 1, :] - start
    apart = nodes[["x", "y"]].to_numpy()[None, :, :] - start
    length = np.maximum((step**2).sum(axis=2), 1e-9)
    part = np.clip((apart * step).sum(axis=2) / length, 0, 1)
    rest = apart - part[..., None] * step
    near: np.ndarray = (rest**2).sum(axis=2) < nodes["radius"].to_numpy()[None, :] ** 2
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
