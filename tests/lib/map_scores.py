"""How readable a map is: what overlaps, crosses, moved or leaves the page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts import (
    design,
    label_places,
    map_geometry,
    network_change,
    network_ends,
    network_marks,
    network_panel,
    network_panel_poster,
    network_plan,
    network_ring,
    wijk_plan,
)
from veerkracht.network import layout

# So many times as far, and so many mm, is another mark than the own one; and so far in mm from the
# end of a line. A little less than the names are set by, as letters are drawn.
CLEAR, CLEARLY, BESIDE = 1.1, 0.2, 1.2


def overlaps(
    names: list[label_places.Label], nodes: pd.DataFrame, frame: map_geometry.Box
) -> dict[str, int]:
    """How many pairs are in each other's way on a map, and how many names leave `frame`.

    label_label; label_node (names over an actor); label_named (of those, over a named one);
    node_node; far (names with a leader line); off_page.
    """
    boxes = np.array([label.box for label in names]).reshape(-1, 4)
    ids = [label.actor for label in names]
    covered = map_geometry.over_nodes(boxes, nodes) > 0
    reach, x, y = map_geometry.reach_of(nodes), nodes["x"].to_numpy(), nodes["y"].to_numpy()
    touching = np.hypot(x[:, None] - x, y[:, None] - y) < reach[:, None] + reach
    outside = (boxes[:, :2] < frame[:2]).any(axis=1) | (boxes[:, 2:] > frame[2:]).any(axis=1)
    return {
        "label_label": int(np.triu(map_geometry.shared_area(boxes, boxes) > 0, 1).sum()),
        "label_node": int(covered.sum()),
        "label_named": int(covered[:, nodes["actor"].isin(ids)].sum()),
        "node_node": int(np.triu(touching, 1).sum()),
        "far": sum(label.leader is not None for label in names),
        "off_page": int(outside.sum()),
    }


def mistaken(names: list[label_places.Label], nodes: pd.DataFrame) -> dict[str, float]:
    """Of names that seem to be another party's, by the drawn shapes and the boxes of the lines.

    mistaken: without a line, while another mark is hardly farther than their own; beside: at the
    end of a line, but so near another mark that they are read with it; led_wrong: with a line that
    does not begin at the edge of their own mark, or that touches another one; longest: the longest
    line in mm.
    """
    rims = {}
    for node in map_geometry.nodes_of(nodes):
        path = network_marks.shape(node.kind, node.x, node.y, node.radius).get_path()
        corners = np.asarray(path.to_polygons(closed_only=True)[0], dtype=float)
        part = np.linspace(0, 1, 40 if len(corners) < 6 else 8)[:, None, None]
        rims[node.actor] = (corners[:-1] * (1 - part) + corners[1:] * part).reshape(-1, 2)
    every = np.concatenate(list(rims.values()))
    of = np.repeat(np.arange(len(rims)), [len(points) for points in rims.values()])
    counts = {"mistaken": 0, "beside": 0, "led_wrong": 0, "longest": 0.0}
    for label in names:
        own = list(rims).index(label.actor)
        apart = np.full(len(every), np.inf)
        for words, size, weight, x, y in label_places.lines_of(label):
            width = design.text_width(words, size, weight)
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[label.align] * width
            across = np.maximum(np.maximum(left - every[:, 0], every[:, 0] - left - width), 0)
            top = y + label_places.ASCENT * size * design.POINT
            up = np.maximum(np.maximum(y - every[:, 1], every[:, 1] - top), 0)
            apart = np.minimum(apart, np.hypot(across, up))
        if label.leader:
            start, end = np.array(label.leader)
            along = start + (end - start) * np.linspace(0, 1, 200)[:, None]
            near = np.hypot(*(along[:, None] - every).T)
            wrong = near[of != own].min() < 0.2 or near[of == own, 0].min() > 0.2
            counts["led_wrong"] += int(wrong)
            counts["longest"] = max(counts["longest"], float(np.hypot(*(end - start))))
            counts["beside"] += int(apart[of != own].min() < BESIDE)
            continue
        nearest = apart[of == own].min()
        counts["mistaken"] += int(apart[of != own].min() <= CLEAR * nearest + CLEARLY)
    return counts


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

    What `overlaps` and `mistaken` count; crossings: pairs of ties that cross; displaced: actors
    that stand elsewhere than on the map of the year before; named: actors with a name; page: the
    share of cells of some 27 mm that hold an actor or a name.
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
        earlier = network_plan.arrange(tables, {**context, "year": plan.before}).nodes
        both = nodes.merge(earlier, on="actor")
        displaced = int(((both["x_x"] != both["x_y"]) | (both["y_x"] != both["y_y"])).sum())
    # The ring of a new party is a part of its mark.
    rings = nodes.assign(radius=nodes["radius"] + network_plan.RING * nodes["new"].astype(float))
    return {
        **overlaps(names, nodes, network_plan.FRAME),
        **mistaken(names, pd.concat([rings, plan.gone])),
        "crossings": crossings(plan.ties),
        "displaced": displaced,
        "named": len(names),
        "page": round(min(len(cells), 49) / 49, 3),
    }


def score_panel(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, int]:
    """What is in the way on the maps beside each other: of all years, on a page and on a poster,
    and of the first and last.

    node_node: marks that touch, those with a number as large as they are drawn; outside: nodes
    beyond their room; moved: parties that stand elsewhere on another map of the same size; lower:
    who has a number while one with more influence has none.
    """
    years = network_panel._years(tables)
    ends, both = network_ends._ends(tables)
    none: set[str] = set()
    maps = [
        (
            network_panel.arrange(network_panel.shaped(tables, room), context, year, room),
            room,
            3,
            none,
        )
        for height in (network_panel.HEIGHT, network_panel_poster.HEIGHT)
        for year, room in zip(years, network_panel.laid_out(tables, years, height)[1], strict=True)
    ]
    shaped = network_ends.shaped(ends, len(both))
    maps += [
        (
            network_change.arrange(shaped, context, year, room),
            room,
            network_ends.FIRST,
            network_ends.wanted(context),
        )
        for year, room in zip(both, network_ends.rooms(len(both)), strict=True)
    ]
    total = {"node_node": 0, "outside": 0, "moved": 0, "lower": 0}
    spots: dict[tuple[float, float], pd.DataFrame] = {}
    for plan, room, first, named in maps:
        found = network_change.numbered(plan, first, named)
        marks = pd.concat([plan.nodes, plan.gone])
        wide = {node.actor: network_change.radius_of(node, word) for node, word in found}
        marks["radius"] = marks["actor"].map(wide).fillna(marks["radius"])
        frame = (room.left, room.low, room.left + room.width, room.low + room.height)
        total["node_node"] += overlaps([], marks, frame)["node_node"]
        by_rank = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values("rank")
        free = by_rank[~by_rank["actor"].isin(wide)]["rank"].min()
        also = by_rank["actor"].isin(wide) & ~by_rank["name"].isin(named)
        total["lower"] += int((by_rank[also]["rank"] > free).sum())
        reach = map_geometry.reach_of(marks)
        for axis, low, high in (("x", frame[0], frame[2]), ("y", frame[1], frame[3])):
            total["outside"] += int((marks[axis] - reach < low).sum())
            total["outside"] += int((marks[axis] + reach > high).sum())
        place = plan.nodes.set_index("actor")
        place = place.assign(x=place["x"] - room.left, y=place["y"] - room.low)[["x", "y"]]
        known = spots.setdefault((room.width, round(room.height, 3)), place)
        same = known.index.intersection(place.index)
        far = np.abs(known.loc[same] - place.loc[same]).max(axis=1)
        total["moved"] += int((far > 0.001).sum())
    return total


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
    over = int(np.triu(map_geometry.shared_area(titles, titles) > 0, 1).sum())
    over += int((map_geometry.shared_area(titles, names) > 0).sum())
    over += int((map_geometry.over_nodes(titles, nodes) > 0).sum())
    places = plan.places
    inside = places["x"].between(wijk_plan.MAP[0], wijk_plan.MAP[2]) & places["y"].between(
        wijk_plan.MAP[1], wijk_plan.MAP[3]
    )
    return {**counts, "titles": over, "outside": int((~inside).sum())}
