"""Names on a map: where each can stand without hiding an actor or another name.

Pure geometry in mm, without drawing; nodes are tables as in `map_geometry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from veerkracht.charts.label_places import (
    AWAY,
    LED_FROM,
    WRAP,
    Label,
    Places,
    anywhere,
    around,
    is_caption_of_another,
    is_its_own,
)
from veerkracht.charts.map_geometry import Box, crossed, meet, nodes_of, over_nodes, shared_area

NEAR = 1.8
# A name that stands close to its mark may be on two lines if it has more letters.
FEW_LETTERS = 12
# So many of the best places of a name take part in the contest, and of all names together.
BEST, MOST = 48, 4000
# What it costs that its own mark is the nearest, but hardly; and to stand as a caption below or
# above the mark of another.
UNCLEAR, CAPTIONED = 8.0, 6.0
# That two names stand so close (mm: left, below and on) that they are read as one.
CLOSE, BETWEEN = 12.0, np.array([-2.0, -2.0, 2.0, 2.0])
# That a line to its own mark passes close by another one, and that without a line another mark is
# nearer: more than the longest line, less than a name over a name.
LED_WRONG, WRONG = 25.0, 400.0


def place_labels(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    ties: np.ndarray,
    frame: Box,
    sizes: list[float],
    notes: Mapping[str, str] | None = None,
    *,
    close: bool = False,
) -> list[Label]:
    """One label for each of `named` (most important first) inside `frame`, none over another.

    `nodes`: all that should stay in sight; `ties`: (ties, 2 ends, x and y); `sizes`: the font size
    in points of each name; `notes`: actor -> what stands below its name; `close`: right beside its
    mark, with no line to it, and rather on more lines. All candidates are weighed at once; names
    choose greedily by importance, then each in turn may move to something better until nobody
    does. Where that ends with a name over a name, all of the map is tried, and at last places too
    where a name seems to be another party's.
    """
    placed: list[Label] = []
    for widely, strictly in ((False, True), (True, True), (True, False)):
        placed = _attempt(named, nodes, ties, frame, sizes, notes or {}, close, widely, strictly)
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
    close: bool,
    widely: bool,
    strictly: bool,
) -> list[Label]:
    """A place for every name, with far places for all of them if `widely`.

    If `strictly` one that seems to be another party's only where there is no other.
    """
    tried = _tried(named, nodes, frame, sizes, notes, close, widely)
    if not tried:
        return []
    ends = np.cumsum([0, *map(len, tried)])
    groups = [np.arange(start, end) for start, end in pairwise(ends)]
    boxes, leaders, far, cost = (
        np.concatenate([getattr(own, name) for own in tried])
        for name in ("boxes", "leaders", "far", "cost")
    )
    actors = nodes["actor"].to_numpy()
    owner = np.repeat([own.node.actor for own in tried], [len(own) for own in tried])
    others = owner[:, None] != actors[None, :]
    over = over_nodes(boxes, nodes)
    weight = np.where(np.isin(actors, named["actor"].to_numpy()), 200.0, 120.0)
    cost += (over > 0) @ weight + 3 * over.sum(axis=1)
    # A name close to another node seems to belong to that one.
    cost += np.where(far, 14.0, 5.0) * (over_nodes(boxes, nodes, NEAR) * others).sum(axis=1)
    # Who has no other place may stand beside another one's mark, and only then over one.
    free = np.asarray(~(over > 0).any(axis=1))
    wrong = np.full(len(free), True)
    for own, group in zip(tried, groups, strict=True):
        kept = np.flatnonzero(free[group])
        there, theirs = own.take(kept), nodes[actors != own.node.actor]
        wrong[group[kept]] = ~is_its_own(there, theirs, hardly=True)
        cost[group[kept]] += UNCLEAR * ~is_its_own(there, theirs)
        cost[group[kept]] += CAPTIONED * is_caption_of_another(there, theirs)
    tiers = [free & ~(wrong & strictly), free, np.full(len(over), True)]
    cost += np.where(far, LED_WRONG, WRONG) * wrong
    groups = [next(g[tier[g]] for tier in tiers if tier[g].any()) for g in groups]
    # Many names: fewer places of each, since all are compared with all.
    best = min(5 * BEST if widely else BEST, max(MOST // len(groups), 8))
    groups = [group[_order(cost[group])[: 3 * best]] for group in groups]
    for group in groups:
        cost[group] += 0.12 * crossed(boxes[group], ties).sum(axis=1)
    # Only the best of each take part in the contest: the rest would hardly ever win.
    groups = [group[_order(cost[group])[:best]] for group in groups]
    choices = _contest(groups, cost, boxes, leaders)
    at = [int(np.searchsorted(ends, choice, side="right")) - 1 for choice in choices]
    return [tried[n].label(choice - int(ends[n])) for n, choice in zip(at, choices, strict=True)]


def _tried(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    frame: Box,
    sizes: list[float],
    notes: Mapping[str, str],
    close: bool,
    widely: bool,
) -> list[Places]:
    """Where each name could stand: around its mark, and all over the map if it has no room there.

    Of a name without any place in the frame nothing.
    """
    tried: list[Places] = []
    rings, long = (LED_FROM, FEW_LETTERS) if close else (len(AWAY), WRAP)
    for node, size in zip(nodes_of(named), sizes, strict=True):
        note = notes.get(node.actor, "")
        own = around(node, size, frame, rings, note, long)
        if widely or (over_nodes(own.boxes, nodes) > 0).any(axis=1).all():
            own = own.joined(anywhere(node, size, frame, note))
        if len(own):
            tried.append(own)
    return tried


def _contest(
    groups: list[np.ndarray], cost: np.ndarray, boxes: np.ndarray, leaders: np.ndarray
) -> list[int]:
    """One option of each group, such that all together cost least."""
    keep = np.concatenate(groups)
    ends = np.cumsum([0, *map(len, groups)])
    groups = [np.arange(ends[i], ends[i + 1]) for i in range(len(groups))]
    cost, boxes, leaders = cost[keep], boxes[keep], leaders[keep]
    through = crossed(boxes, leaders)
    through = through + through.T + meet(leaders, leaders)
    clash = 1000.0 * (shared_area(boxes, boxes) > 0) + 25 * through
    clash += CLOSE * (shared_area(boxes + BETWEEN, boxes) > 0)
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
        options = around(node, size, frame, rings=1)
        tried = options.boxes
        others = nodes[nodes["actor"] != node.actor]
        free = ~(over_nodes(tried, others, NEAR / 2) > 0).any(axis=1)
        free &= ~(over_nodes(tried, nodes) > 0).any(axis=1)
        free &= ~(shared_area(tried, boxes) > 0).any(axis=1)
        free &= ~crossed(tried, lines).any(axis=1)
        over = crossed(tried, ties).sum(axis=1)
        free &= over <= most
        free[free] = is_its_own(options.take(np.flatnonzero(free)), others)
        if not free.any():
            continue
        cost = options.cost + 0.5 * over
        added.append(options.label(int(np.where(free, np.round(cost, 6), np.inf).argmin())))
        boxes = np.vstack([boxes, [added[-1].box]])
    return added


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
