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
from veerkracht.charts.bundles import NO_LINES, pieces

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
# How high the name of a cluster is, in mm; what it costs that it does not stand above its cluster:
# a tie that is in the way costs 1; by mm off the middle; and that the edge of an area is under it.
TITLE_HIGH, BELOW, BESIDE, OFF_MIDDLE, EDGED = 6.8, 8.0, 10.0, 0.3, 4.0
CROWDS = 9.0
# mm beside a living room that the name of a cluster leaves to its own.
NAME_ROOM = 6.0
# A tie counts so often where a name looks for room: one between living rooms, and another.
ROOM, LINK = 30, 5
# And one that a name was in the way of, or that went so much about (in shares of its length); so
# often names are set anew.
HEAVY, ABOUT, TRIES = 60, 0.3, 4
# How both are drawn: colour, width in points and how dense.
ROOM_LOOK = (design.INFORMAL, 5.0, 0.85)
LINK_LOOK = (design.INK, 0.8, 0.5)
# An arc is taken to be of so many straight pieces: it may be as long as the map.
FINE = 16

Pairs = tuple[list[tuple[str, str]], list[tuple[str, str]]]
# So many characters at most has the title.
LONGEST = 84


@dataclass(frozen=True)
class Plan:
    """What is drawn, in mm.

    `places`: name, kind, cluster, actor, number, x, y, radius; `rooms`: ties between living rooms,
    `links`: their ties with other places (of both the points that `bundles.curve` draws each by);
    `alone`: the living rooms in no tie with another; `hub`: as of `hub_of`;
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
    hub: str


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
    rooms, links = _ties(places, pairs, outlines)
    rings = [frame.place(ring) for item in own for ring in geo.rings(item)]
    edges = np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings])
    # As they would run, and straight: they bend again once the names stand.
    straight = _straight(places, [*pairs[0], *pairs[0], *pairs[1]])
    titles = _titles(outlines, places, [*rooms, *rooms, *links, *straight], edges)
    names, rooms, links = _named(places, pairs, outlines, titles)
    alone = frozenset(rooms_alone(tables["places"], pairs[0]))
    hub = hub_of(tables["places"], pairs[0])
    return Plan(frame, places, rooms, links, outlines, titles, names, alone, hub)


def _named(
    places: pd.DataFrame,
    pairs: Pairs,
    outlines: dict[str, np.ndarray],
    titles: dict[str, map_geometry.Box],
) -> tuple[list[label_places.Label], list[np.ndarray], list[np.ndarray]]:
    """The names of the living rooms, and the ties, which keep clear of all names.

    A name rather lies over thin lines than over a thick one, and rather over none: each line finds
    another way once the names stand. Where one does not, or a long way about, the names make room
    for it: the best of a few tries.
    """
    before = _ties(places, pairs, outlines, list(titles.values()))
    free = [*before[0], *before[1]]
    weights = [ROOM] * len(before[0]) + [LINK] * len(before[1])
    found = []
    for _ in range(TRIES):
        lines = [np.repeat(pieces([way], FINE), n, 0) for way, n in zip(free, weights, strict=True)]
        names = _room_names(places, titles, np.concatenate(lines) if lines else NO_LINES)
        boxes = [*titles.values(), *(label.box for label in names)]
        rooms, links = _ties(places, pairs, outlines, boxes)
        hindered = [
            map_geometry.crossed(np.array(boxes).reshape(-1, 4), pieces([tie], FINE)).any()
            for tie in [*rooms, *links]
        ]
        about = [_bent(tie) - _bent(way) for tie, way in zip([*rooms, *links], free, strict=True)]
        found.append((sum(hindered), round(sum(about), 6), names, rooms, links))
        heavy = [max(n, HEAVY) if bad or more > ABOUT else n
                 for n, bad, more in zip(weights, hindered, about, strict=True)]  # fmt: skip
        if heavy == weights:
            break
        weights = heavy
    _, _, names, rooms, links = min(found, key=lambda one: one[:2])
    return names, rooms, links


def _room_names(
    places: pd.DataFrame, titles: dict[str, map_geometry.Box], lines: np.ndarray
) -> list[label_places.Label]:
    """The names of the living rooms, each right beside its house."""
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
    living = short(nodes[places["kind"] == "buurthuiskamer"])
    room = (MAP[0] + 1, MAP[1] + 1, MAP[2] - 1, MAP[3] - 1)
    first, rest = living.head(NAMED), living.iloc[NAMED:]
    # A line to a house would be taken for a tie.
    sizes = [NAME_SIZE] * len(first)
    names = labels.place_labels(first, obstacles, lines, room, sizes, close=True)
    return names + labels.add_labels(rest, obstacles, lines, room, NAME_SIZE, names, 3)


def _bent(tie: np.ndarray) -> float:
    """How far a tie is drawn from the straight line, in shares of its length."""
    if len(tie) < 3:
        return 0.0
    (x, y), (across, up) = tie[-1] - tie[0], tie[1] - tie[0]
    return float(abs(x * up - y * across) / (x * x + y * y))


def as_nodes(places: pd.DataFrame) -> pd.DataFrame:
    """Places as nodes of `labels`: circles that hold the whole mark."""
    return places.assign(
        actor="plek-" + places["number"].astype(str),
        kind="informeel",
        radius=places["radius"] * places["kind"].map(CORNER),
    )[list(map_geometry.Node._fields)]


def short(nodes: pd.DataFrame) -> pd.DataFrame:
    """The nodes without the first word of their names where that is the same for all."""
    first = {name.partition(" ")[0] for name in nodes["name"]}
    rest = [name.partition(" ")[2] for name in nodes["name"]]
    return nodes.assign(name=rest) if len(nodes) > 1 and len(first) == 1 and all(rest) else nodes


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
    """How many living rooms work with another, and how many with none; empty without a pair.

    With whom, where that is the same one for all: that is what one sees.
    """
    if not pairs:
        return ""
    rooms = int((places["kind"] == "buurthuiskamer").sum())
    tied, alone = len(set(sum(pairs, ()))), len(rooms_alone(places, pairs))
    who = "Alle" if tied == rooms else f"{dutch.sentence(dutch.word(tied))} van de"
    title = f"{who} {dutch.word(rooms)} buurthuiskamers werken samen met een andere"
    # Of a living room that is no party nothing is known.
    none = "één" if alone == 1 else dutch.word(alone)
    rest = f"; van {none} is dat niet genoemd" if alone else ""
    if hub := hub_of(places, pairs):
        who = dutch.sentence(dutch.word(tied - 1))
        named = f"{who} buurthuiskamers werken samen met {hub}"
        # The page has room for one line.
        title = named if len(named + rest) <= LONGEST else title
    return title + rest


def hub_of(places: pd.DataFrame, pairs: list[tuple[str, str]]) -> str:
    """The name of the living room that all pairs of living rooms are with, as short as on the map;
    else empty.

    With whom it works, and not that the others reach each other by it: that was not asked.
    """
    shared = set.intersection(*map(set, pairs)) if len(pairs) > 1 else set()
    if len(shared) != 1:
        return ""
    rooms = short(places[places["kind"] == "buurthuiskamer"])
    return str(rooms.loc[rooms["actor"] == shared.pop(), "name"].iloc[0])


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
    outlines: dict[str, np.ndarray],
    places: pd.DataFrame,
    ties: Sequence[np.ndarray],
    edges: np.ndarray = NO_LINES,
) -> dict[str, map_geometry.Box]:
    """A box for the name of each cluster: above its outline, or else below or beside it.

    `ties`: the points of each, a thick one twice; `edges`: of the areas, in pieces.
    """
    nodes = as_nodes(places)
    # On the side of a living room its own name needs the room.
    living = nodes[places["kind"] == "buurthuiskamer"]
    boxes_of: dict[str, map_geometry.Box] = {}
    for name, outline in outlines.items():
        boxes, cost = _around(outline, design.text_width(name, CLUSTER_SIZE, "bold") + 2)
        others = [o for key, o in outlines.items() if key != name]
        # Its own ties must leave it: those of others find a way around its name.
        for tie in ties:
            if Path(outline).contains_points(tie[[0, -1]]).any():
                cost = cost + map_geometry.crossed(boxes, pieces([tie], FINE)).any(axis=1)
        cost += EDGED * map_geometry.crossed(boxes, edges).any(axis=1)
        cost += CROWDS * (map_geometry.over_nodes(boxes, living, NAME_ROOM) > 0).sum(axis=1)
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


def _around(outline: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """Boxes for a name so wide around an outline, and what each costs: above it is where one looks.

    Above and below rather in the middle, but anywhere over it.
    """
    (left, low), (right, high) = outline.min(axis=0), outline.max(axis=0)
    middles = np.linspace(left, right, 9)
    off = OFF_MIDDLE * np.abs(middles - (left + right) / 2)
    x, beside = middles - width / 2, (low + high - TITLE_HIGH) / 2
    corners = np.array(
        [
            *((at, high + 0.8) for at in x),
            *((at, low - TITLE_HIGH - 0.8) for at in x),
            (right + 0.8, beside),
            (left - width - 0.8, beside),
        ]
    )
    cost = np.concatenate([off, BELOW + off, [BESIDE, BESIDE + 0.2]])
    return np.hstack([corners, corners + np.array([width, TITLE_HIGH])]), cost
