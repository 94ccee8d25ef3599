"""Names in the order of who matters: as many as fit, and nobody before who comes earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from veerkracht.charts import labels
from veerkracht.charts.labels import Box, Label
from veerkracht.charts.map_notes import Note

# How far from its node a name may stand: so many of the distances that are tried.
AWAY = 7
# Where the line of a name is that has none.
NOWHERE = ((-9.0, -9.0), (-9.0, -9.0))
# Names that may make way for one that finds no room: so many at a time, and so many deep.
IN_THE_WAY, DEEP = 2, 3
# So many of the places of a name are tried by pushing others on.
TRIED = 24


@dataclass
class _Options:
    """Free places of one name, the best first."""

    labels: list[Label]
    boxes: np.ndarray
    leaders: np.ndarray


def name_by_rank(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    lines: np.ndarray,
    frame: Box,
    sizes: Sequence[float],
    most_far: int,
    notes: Mapping[str, Note] | None = None,
    placed: Sequence[Label] = (),
    least: int = 0,
) -> list[Label]:
    """Labels for the first of `named` (most important first), up to the first without room.

    No name covers a node, another name or a leader line. A name stands right beside its node;
    where it cannot, at the end of a leader line, as long as at most `most_far` of the labels have
    one. `lines`: pieces of ties (pieces, 2, 2), which a name rather leaves free; `sizes`: the font
    size in points of each name; `notes`: actor -> what stands below its name; a note that tells
    of no change goes where it leaves no room. Who finds no room may push others on, as long as
    each of them finds another place beside its node. So may who stands there already (`placed`),
    whose labels come first in what is given. Where there would be fewer than `least` names, who
    has no room is passed over until there are.
    """
    far_left = most_far - sum(label.leader is not None for label in placed)
    node_of = {node.actor: node for node in labels.nodes_of(nodes)}
    options = []
    for label in placed:
        near, _ = _free(node_of[label.actor], nodes, lines, frame, label.size, label.note)
        options.append(_joined(_only(label), near))
    chosen = [0] * len(placed)
    passed_over = False
    for node, size in zip(labels.nodes_of(named), sizes, strict=True):
        if passed_over and len(options) >= least:
            break
        note = (notes or {}).get(node.actor, Note("", True))
        near, far = _free(node, nodes, lines, frame, size, note.text)
        if not near.labels and not note.change:
            near, far = _free(node, nodes, lines, frame, size)
        options.append(near)
        chosen.append(-1)
        last = len(options) - 1
        if _settle(last, options, chosen, DEEP, set()):
            continue
        options[-1] = far
        if far_left < 1 or not _settle(last, options, chosen, DEEP, set()):
            options.pop()
            chosen.pop()
            if len(options) >= least:
                break
            passed_over = True
            continue
        far_left -= 1
    return [each.labels[at] for each, at in zip(options, chosen, strict=True)]


def _only(label: Label) -> _Options:
    """The place where a name stands, as an option."""
    return _Options([label], np.array([label.box]), np.array([label.leader or NOWHERE]))


def _joined(one: _Options, other: _Options) -> _Options:
    return _Options(
        one.labels + other.labels,
        np.concatenate([one.boxes, other.boxes]),
        np.concatenate([one.leaders, other.leaders]),
    )


def _free(
    node: labels.Node,
    nodes: pd.DataFrame,
    lines: np.ndarray,
    frame: Box,
    size: float,
    note: str = "",
) -> tuple[_Options, _Options]:
    """The places of a name that cover no node: beside its own, and at the end of a line."""
    found = labels.candidates(node, size, frame, AWAY, note)
    cost = np.array([cost for _, cost in found])
    tried = np.array([label.box for label, _ in found]).reshape(-1, 4)
    leaders = np.array([label.leader or NOWHERE for label, _ in found]).reshape(-1, 2, 2)
    others = nodes[nodes["actor"] != node.actor]
    free = np.asarray(~(labels.over_nodes(tried, nodes) > 0).any(axis=1))
    free &= ~(labels.over_nodes(tried, others, labels.NEAR / 4) > 0).any(axis=1)
    free &= ~np.asarray(labels.near_line(leaders, others).any(axis=1))
    cost = cost + 0.3 * labels.crossed(tried, lines).sum(axis=1)
    cost += 3 * (labels.over_nodes(tried, others, labels.NEAR) > 0).sum(axis=1)
    order = [at for at in np.argsort(np.round(cost, 6), kind="stable") if free[at]]
    away = [found[at][0].leader is not None for at in order]

    def part(far: bool) -> _Options:
        kept = [at for at, is_far in zip(order, away, strict=True) if is_far == far]
        return _Options([found[at][0] for at in kept], tried[kept], leaders[kept])

    return part(False), part(True)


def _settle(
    who: int, options: list[_Options], chosen: list[int], deep: int, fixed: set[int]
) -> bool:
    """Give `who` a place, if need be that of others which find another one; else change nothing.

    `fixed`: who may not be moved.
    """
    own = options[who]
    if not own.labels:
        return False
    others = [at for at, choice in enumerate(chosen) if choice >= 0 and at != who]
    boxes = np.array([options[at].boxes[chosen[at]] for at in others]).reshape(-1, 4)
    leaders = np.array([options[at].leaders[chosen[at]] for at in others]).reshape(-1, 2, 2)
    over = labels.shared_area(own.boxes, boxes) > 0
    through = labels.crossed(own.boxes, leaders) | labels.crossed(boxes, own.leaders).T
    clash = np.asarray(over | through)
    count = clash.sum(axis=1)
    if (count == 0).any():
        chosen[who] = int(np.argmax(count == 0))
        return True
    if not deep:
        return False
    for at in np.argsort(count, kind="stable")[:TRIED]:
        moved = [others[other] for other in np.flatnonzero(clash[at])]
        if len(moved) > IN_THE_WAY or fixed & set(moved):
            continue
        before = list(chosen)
        chosen[who] = int(at)
        for other in moved:
            chosen[other] = -1
        if all(_settle(o, options, chosen, deep - 1, fixed | {who}) for o in moved):
            return True
        chosen[:] = before
    return False
