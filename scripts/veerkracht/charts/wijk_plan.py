"""Where everything on the map of the wijk stands: places, clusters, their names and ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, geo, label_places, labels, map_geometry
from veerkracht.charts.bends import bend
from veerkracht.charts.bundles import pieces

# In mm: an A3 page without its margins, the map on the left and the list of places beside it.
WIDTH, HEIGHT = 388.0, 239.0
MAP = (0.0, 0.0, 272.0, HEIGHT)
MARGIN = 9.0
NAMES = {
    "buurthuiskamer": ("buurthuiskamer", "buurthuiskamers"),
    "ontmoetingsplek": ("ontmoetingsplek", "ontmoetingsplekken"),
    "voorziening": ("voorziening", "voorzieningen"),
}
RADIUS = {"buurthuiskamer": 5.2, "ontmoetingsplek": 3.4, "voorziening": 3.4}
# Half of what two marks leave between them at least, for a tie; more would move them from their
# place.
SPACE = 0.6
# From the middle of a mark to its farthest point, for radius 1.
CORNER = {"buurthuiskamer": 1.28, "ontmoetingsplek": 1.0, "voorziening": 1.25}
NAME_SIZE, CLUSTER_SIZE = 14.0, 17.0
# So many living rooms surely carry their name on the map; more where there is room beside them.
NAMED = 20
# mm beside a living room that the name of a cluster leaves to its own.
NAME_ROOM = 6.0
# A tie counts so often where a name looks for room: one between living rooms, and another.
ROOM, LINK = 30, 20
# How both are drawn: colour, width in points and how dense.
ROOM_LOOK = (design.INFORMAL, 5.0, 0.85)
LINK_LOOK = (design.GREY, 0.7, 0.5)
# An arc is taken to be of so many straight pieces: it may be as long as the map.
FINE = 16


@dataclass(frozen=True)
class Plan:
    """What is drawn, in mm.

    `places`: name, kind, cluster, actor, number, x, y, radius; `rooms`: ties between living rooms,
    `links`: their ties with other places (of both the points that `bundles.curve` draws each by);
    `alone`: the living rooms in no tie with another;
    `clusters`: name -> outline; `titles`: name -> box of the cluster's name; `labels`: the names of
    the living rooms.
    """

    frame: geo.Frame
    places: pd.DataFrame
    rooms: list[np.ndarray]
    links: list[np.ndarray]
    clusters: dict[str, np.ndarray]
    titles: dict[str, map_geometry.Box]
    labels: list[label_places.Label]
    alone: frozenset[str]


def arrange(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Plan:
    """Everything on the map with its place and size in mm."""
    own, _ = geo.split(context["boundaries"])
    points = np.concatenate([ring for item in own for ring in geo.rings(item)])
    box = (MAP[0] + MARGIN, MAP[1] + MARGIN, MAP[2] - MARGIN, MAP[3] - MARGIN)
    frame = geo.Frame(points, box)
    order = tables["places"].assign(cluster=tables["places"]["cluster"].fillna(""))
    order["rank"] = order["kind"].map({kind: i for i, kind in enumerate(NAMES)})
    order["last"] = order["cluster"] == ""
    places = order.sort_values(["last", "cluster", "rank", "name"], ignore_index=True)
    places["number"] = np.arange(1, len(places) + 1)
    places["radius"] = places["kind"].map(RADIUS)
    reach = (places["radius"] * places["kind"].map(CORNER)).to_numpy() + SPACE

    def keep(points: np.ndarray) -> np.ndarray:
        return np.asarray(np.clip(points, (MAP[0] + 4, MAP[1] + 4), (MAP[2] - 4, MAP[3] - 4)))

    spots = keep(frame.place(places[["lon", "lat"]].to_numpy(dtype=float)))
    spots = np.round(map_geometry.apart(spots, reach, keep), 4)
    places["x"], places["y"] = spots[:, 0], spots[:, 1]
    outlines = {
        cluster: _hull(rows[["x", "y"]].to_numpy(), rows["radius"].to_numpy() + 3.5)
        for cluster, rows in clusters_of(places)
        if cluster
    }
    pairs = tied_rooms(tables["places"], tables["ties"])
    # A thick tie counts twice: a thin one finds its way around the name of a cluster.
    titles = _titles(outlines, places, _straight(places, [*pairs[0], *pairs[0], *pairs[1]]))
    rooms, links = _ties(places, pairs, outlines, list(titles.values()))
    # A name rather lies over thin lines than over a thick one, and rather over none.
    weights = ((rooms, ROOM), (links, LINK))
    lines = np.concatenate([np.repeat(pieces(ties, FINE), count, 0) for ties, count in weights])
    # Dummy nodes on the names of clusters: a name of a living room keeps clear of those too.
    nodes = as_nodes(places)
    beads = [
        (f"{name}-{i}", "", "informeel", x, (box[1] + box[3]) / 2, (box[3] - box[1]) / 2)
        for name, box in titles.items()
        for i, x in enumerate(np.arange(box[0], box[2] + 2, 2.0))
    ]
    obstacles = pd.concat(
        [nodes, pd.DataFrame(beads, columns=list(map_geometry.Node._fields))] if beads else [nodes]
    )
    living = nodes[places["kind"] == "buurthuiskamer"]
    room = (MAP[0] + 1, MAP[1] + 1, MAP[2] - 1, MAP[3] - 1)
    first, rest = living.head(NAMED), living.iloc[NAMED:]
    names = labels.place_labels(first, obstacles, lines, room, [NAME_SIZE] * len(first))
    names += labels.add_labels(rest, obstacles, lines, room, NAME_SIZE, names, 3)
    # Now that the names stand, each tie takes the way that keeps clear of them.
    boxes = [*titles.values(), *(label.box for label in names)]
    rooms, links = _ties(places, pairs, outlines, boxes)
    alone = frozenset(rooms_alone(tables["places"], pairs[0]))
    return Plan(frame, places, rooms, links, outlines, titles, names, alone)


def as_nodes(places: pd.DataFrame) -> pd.DataFrame:
    """Places as nodes of `labels`: circles that hold the whole mark."""
    return places.assign(
        actor="plek-" + places["number"].astype(str),
        kind="informeel",
        radius=places["radius"] * places["kind"].map(CORNER),
    )[list(map_geometry.Node._fields)]


def clusters_of(places: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The places of each cluster, by name; those without a cluster last, under an empty name."""
    groups = {str(name): rows for name, rows in places.fillna({"cluster": ""}).groupby("cluster")}
    return sorted(groups.items(), key=lambda item: (item[0] == "", item[0]))


def tied_rooms(
    places: pd.DataFrame, ties: pd.DataFrame
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs that work together in the last year: living rooms, and one with another place."""
    kinds = places.dropna(subset=["actor"]).set_index("actor")["kind"].to_dict()
    last = ties[ties["year"] == ties["year"].max()].sort_values(["actor_a", "actor_b"])
    pairs = [
        (a, b)
        for a, b in zip(last["actor_a"], last["actor_b"], strict=True)
        if a in kinds and b in kinds
    ]
    rooms = [(kinds[a] == "buurthuiskamer") + (kinds[b] == "buurthuiskamer") for a, b in pairs]
    return (
        [pair for pair, count in zip(pairs, rooms, strict=True) if count == 2],
        [pair for pair, count in zip(pairs, rooms, strict=True) if count == 1],
    )


def told_of_rooms(places: pd.DataFrame, pairs: list[tuple[str, str]]) -> str:
    """How many living rooms work with another, and how many with none; empty without a pair."""
    if not pairs:
        return ""
    rooms = int((places["kind"] == "buurthuiskamer").sum())
    tied, alone = len(set(sum(pairs, ()))), len(rooms_alone(places, pairs))
    who = "Alle" if tied == rooms else f"{dutch.sentence(dutch.word(tied))} van de"
    title = f"{who} {dutch.word(rooms)} buurthuiskamers werken samen met een andere"
    # Of a living room that is no party nothing is known.
    none = "één" if alone == 1 else dutch.word(alone)
    return f"{title}; van {none} is dat niet genoemd" if alone else title


def hub_of(plan: Plan) -> str:
    """The name of the living room that all ties between living rooms are of; else empty.

    With whom it works, and not that the others reach each other by it: that was not asked.
    """
    if len(plan.rooms) < 2:
        return ""
    ends = [{(x, y) for x, y in tie[[0, -1]].tolist()} for tie in plan.rooms]
    shared = set.intersection(*ends)
    if len(shared) != 1:
        return ""
    x, y = shared.pop()
    spot = (plan.places["x"] == x) & (plan.places["y"] == y)
    return str(plan.places.loc[spot, "name"].iloc[0])


def rooms_alone(places: pd.DataFrame, pairs: list[tuple[str, str]]) -> list[str]:
    """The names of living rooms in none of the pairs; nobody is alone where there are none."""
    rooms = places[(places["kind"] == "buurthuiskamer") & places["actor"].notna()]
    tied = {actor for pair in pairs for actor in pair}
    return sorted(rooms.loc[~rooms["actor"].isin(tied), "name"]) if pairs else []


def _ties(
    places: pd.DataFrame,
    pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]],
    outlines: dict[str, np.ndarray],
    names: Sequence[map_geometry.Box] = (),
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The points of the ties between these pairs of actors, which pass by all other places.

    Rather by the fields of other clusters too; and by `names`, once those stand.
    """
    rooms, links = pairs
    marks = as_nodes(places)[["x", "y", "radius"]].to_numpy(dtype=float)
    straight = _straight(places, [*rooms, *links])
    ties = bend(straight, marks, list(outlines.values()), names)
    return ties[: len(rooms)], ties[len(rooms) :]


def _straight(places: pd.DataFrame, pairs: list[tuple[str, str]]) -> np.ndarray:
    """The ends of the tie of each of these pairs of actors: (ties, 2 ends, x and y)."""
    with_actor = places.dropna(subset=["actor"])
    spots = dict(zip(with_actor["actor"], with_actor[["x", "y"]].to_numpy(), strict=True))
    ends = np.array([[spots[a], spots[b]] for a, b in pairs], dtype=float)
    return ends.reshape(-1, 2, 2)


def _hull(points: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """The outline around circles of radius `reach`: convex, so with rounded corners."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    around = (points[:, None, :] + reach[:, None, None] * circle).reshape(-1, 2)
    around = np.unique(np.round(around, 4), axis=0)

    # Andrew's monotone chain: the lower and the upper half, each turning left only.
    def half(rows: np.ndarray) -> list[np.ndarray]:
        turns: list[np.ndarray] = []
        for point in rows:
            while len(turns) > 1:
                (x1, y1), (x2, y2) = turns[-1] - turns[-2], point - turns[-2]
                if x1 * y2 - y1 * x2 > 0:
                    break
                turns.pop()
            turns.append(point)
        return turns[:-1]

    return np.array(half(around) + half(around[::-1]))


def _titles(
    outlines: dict[str, np.ndarray], places: pd.DataFrame, lines: np.ndarray
) -> dict[str, map_geometry.Box]:
    """A box for the name of each cluster: above, below or beside its outline, in free space.

    `lines`: the ties, straight; a thick one twice.
    """
    nodes = as_nodes(places)
    # On the side of a living room its own name needs the room.
    living = nodes[places["kind"] == "buurthuiskamer"]
    boxes_of: dict[str, map_geometry.Box] = {}
    for name, outline in outlines.items():
        (left, low), (right, high) = outline.min(axis=0), outline.max(axis=0)
        width = design.text_width(name, CLUSTER_SIZE, "bold") + 2
        height, middle = 6.8, (left + right) / 2
        corners = [(middle - width / 2, high + 0.8), (middle - width / 2, low - height - 0.8)]
        corners += [(right + 0.8, (low + high - height) / 2)]
        corners += [(left - width - 0.8, (low + high - height) / 2)]
        corners += [
            (x, y)
            for x in (left - width / 2, right - width / 2)
            for y in (high - 2, low - height + 2)
        ]
        boxes = np.array([(x, y, x + width, y + height) for x, y in corners])
        others = [o for key, o in outlines.items() if key != name]
        # Its own ties must leave it: those of others find a way around its name.
        ends = Path(outline).contains_points(lines.reshape(-1, 2)).reshape(-1, 2)
        own = lines[ends.any(axis=1)]
        cost = 0.6 * np.arange(len(boxes)) + map_geometry.crossed(boxes, own).sum(axis=1)
        cost += (map_geometry.over_nodes(boxes, living, NAME_ROOM) > 0).sum(axis=1)
        cost += 60 * (map_geometry.over_nodes(boxes, nodes, 0.5) > 0).sum(axis=1)
        cost += 100 * (
            map_geometry.shared_area(boxes, np.array(list(boxes_of.values())).reshape(-1, 4)) > 0
        ).sum(axis=1)
        for i, box in enumerate(boxes):
            grid = np.stack(np.meshgrid(np.linspace(box[0], box[2], 9), [box[1], box[3]]), -1)
            cost[i] += sum(5 * Path(o).contains_points(grid.reshape(-1, 2)).any() for o in others)
            off = box[0] < MAP[0] + 1 or box[1] < 1 or box[2] > MAP[2] - 1 or box[3] > MAP[3] - 1
            cost[i] += 1000 * off
        best = boxes[int(np.round(cost, 6).argmin())]
        boxes_of[name] = (float(best[0]), float(best[1]), float(best[2]), float(best[3]))
    return boxes_of
