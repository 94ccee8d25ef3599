"""How readable a map is: what overlaps, crosses, moved or leaves the page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts import labels, network_panel, network_plan, network_ring, wijk_plan
from veerkracht.network import layout


def overlaps(names: list[labels.Label], nodes: pd.DataFrame, frame: labels.Box) -> dict[str, int]:
    """How many pairs are in each other's way on a map, and how many names leave `frame`.

    label_label; label_node (names over an actor); label_named (of those, over a named one);
    node_node; far (names with a leader line); off_page.
    """
    boxes = np.array([label.box for label in names]).reshape(-1, 4)
    ids = [label.actor for label in names]
    covered = labels.over_nodes(boxes, nodes) > 0
    reach, x, y = labels.reach_of(nodes), nodes["x"].to_numpy(), nodes["y"].to_numpy()
    touching = np.hypot(x[:, None] - x, y[:, None] - y) < reach[:, None] + reach
    outside = (boxes[:, :2] < frame[:2]).any(axis=1) | (boxes[:, 2:] > frame[2:]).any(axis=1)
    return {
        "label_label": int(np.triu(labels.shared_area(boxes, boxes) > 0, 1).sum()),
        "label_node": int(covered.sum()),
        "label_named": int(covered[:, nodes["actor"].isin(ids)].sum()),
        "node_node": int(np.triu(touching, 1).sum()),
        "far": sum(label.leader is not None for label in names),
        "off_page": int(outside.sum()),
    }


def crossings(ties: np.ndarray) -> int:
    """How many pairs of ties cross; a shared end is no crossing. `ties`: (ties, 2, 2)."""
    if len(ties) < 2:
        return 0
    start, end = ties[:, 0], ties[:, 1]

    def side(points: np.ndarray) -> np.ndarray:
        # On which side of each tie (rows) each point (columns) lies: the sign of a cross product.
        step = end - start
        x = points[None, :, 0] - start[:, None, 0]
        y = points[None, :, 1] - start[:, None, 1]
        return np.asarray(np.sign(np.round(step[:, None, 0] * y - step[:, None, 1] * x, 9)))

    apart = side(start) * side(end) < 0
    return int(np.triu(apart & apart.T, 1).sum())


def score_map(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, float]:
    """How readable the map is: what overlaps, crosses or moved, and how much of the page is used.

    What `overlaps` counts; crossings: pairs of ties that cross; displaced: actors that
    stand elsewhere than on the map of the year before; named: actors with a name; page: the share
    of cells of some 27 mm that hold an actor or a name.
    """
    plan = network_plan.arrange(tables, context)
    nodes, names = plan.nodes, [*plan.labels, *plan.small]
    boxes = np.array([label.box for label in names]).reshape(-1, 4)
    spots = [nodes[["x", "y"]].to_numpy(), (boxes[:, :2] + boxes[:, 2:]) / 2]
    cells = {
        (int(x // (layout.WIDTH / 7)), int((y - network_plan.LEGEND) // (layout.HEIGHT / 7)))
        for x, y in np.concatenate(spots)
    }
    displaced = 0
    if plan.before:
        earlier = network_plan.arrange(tables, {**context, "year": plan.before}, names=False).nodes
        both = nodes.merge(earlier, on="actor")
        displaced = int(((both["x_x"] != both["x_y"]) | (both["y_x"] != both["y_y"])).sum())
    return {
        **overlaps(names, nodes, network_plan.FRAME),
        "crossings": crossings(plan.ties),
        "displaced": displaced,
        "named": len(names),
        "page": round(min(len(cells), 49) / 49, 3),
    }


def score_panel(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, int]:
    """node_node: nodes over each other in all maps together; outside: nodes beyond their cell."""
    touching = outside = 0
    years = network_panel._years(tables)
    for year, (left, top, scale) in zip(years, network_panel._cells(len(years) + 1), strict=False):
        plan = network_plan.arrange(tables, {**context, "year": year}, names=False)
        nodes = network_panel._scaled(plan, left, top, scale).nodes
        frame = (
            left + network_panel.SIDE,
            top - layout.HEIGHT * scale,
            left + network_panel.SIDE + layout.WIDTH * scale,
            top,
        )
        touching += overlaps([], nodes, frame)["node_node"]
        reach = labels.reach_of(nodes)
        outside += int(
            (nodes["x"] - reach < frame[0]).sum() + (nodes["x"] + reach > frame[2]).sum()
        )
        outside += int(
            (nodes["y"] - reach < frame[1]).sum() + (nodes["y"] + reach > frame[3]).sum()
        )
    return {"node_node": touching, "outside": outside}


def score_ring(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, int]:
    """What `overlaps` counts, and the pairs of ties that cross."""
    plan = network_ring.arrange(tables, context)
    page = (0, network_ring.LEGEND, network_ring.WIDTH, network_ring.HEIGHT)
    counts = overlaps(plan.labels, plan.nodes, page)
    return {**counts, "crossings": crossings(plan.ties)}


def score_wijk(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, int]:
    """What `overlaps` counts for places and names; titles: names of clusters over another
    name or a place; outside: places off the map."""
    plan = wijk_plan.arrange(tables, context)
    nodes = wijk_plan.as_nodes(plan.places)
    counts = overlaps(plan.labels, nodes, wijk_plan.MAP)
    titles = np.array(list(plan.titles.values())).reshape(-1, 4)
    names = np.array([label.box for label in plan.labels]).reshape(-1, 4)
    over = int(np.triu(labels.shared_area(titles, titles) > 0, 1).sum())
    over += int((labels.shared_area(titles, names) > 0).sum())
    over += int((labels.over_nodes(titles, nodes) > 0).sum())
    places = plan.places
    inside = places["x"].between(wijk_plan.MAP[0], wijk_plan.MAP[2]) & places["y"].between(
        wijk_plan.MAP[1], wijk_plan.MAP[3]
    )
    return {**counts, "titles": over, "outside": int((~inside).sum())}
