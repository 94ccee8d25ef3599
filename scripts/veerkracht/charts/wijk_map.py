"""The wijk on A3: its meeting places in clusters, and the network of its living rooms over it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, geo, labels
from veerkracht.source_lines import place_line

TABLES = ["places", "ties"]
BOUNDARIES = True

# In mm: an A3 page without its margins, the map on the left and the list of places beside it.
WIDTH, HEIGHT = 388.0, 228.0
MAP = (0.0, 0.0, 286.0, HEIGHT)
MARGIN = 15.0
LIST = 297.0
NAMES = {
    "buurthuiskamer": ("buurthuiskamer", "buurthuiskamers"),
    "ontmoetingsplek": ("ontmoetingsplek", "ontmoetingsplekken"),
    "voorziening": ("voorziening", "voorzieningen"),
}
# Not the shapes and colours of informal, formal and outside: these are other kinds.
COLOUR = {
    "buurthuiskamer": design.INFORMAL_TEXT,  # dark enough for the number in it
    "ontmoetingsplek": design.AREAS[0],
    "voorziening": design.AREAS[3],
}
RADIUS = {"buurthuiskamer": 3.7, "ontmoetingsplek": 2.5, "voorziening": 2.5}
# From the middle of a mark to its farthest point, for radius 1.
CORNER = {"buurthuiskamer": 1.28, "ontmoetingsplek": 1.0, "voorziening": 1.25}
NAME_SIZE, CLUSTER_SIZE, AREA_SIZE, AROUND_SIZE = 10.5, 13.0, 26.0, 12.0
# Water is a shade darker than land, and never a colour that means something.
WATER = design.PALE
# So many living rooms surely carry their name on the map; more where there is room beside them.
NAMED = 20
BARS = (50, 100, 250, 500, 1000, 2000)


Point = tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """What is drawn, in mm.

    `places`: name, kind, cluster, actor, number, x, y, radius; `rooms`: ties between living rooms,
    `links`: their ties with other places (both (ties, 2, 2)); `clusters`: name -> outline;
    `titles`: name -> box of the cluster's name; `labels`: the names of the living rooms.
    """

    frame: geo.Frame
    places: pd.DataFrame
    rooms: np.ndarray
    links: np.ndarray
    clusters: dict[str, np.ndarray]
    titles: dict[str, labels.Box]
    labels: list[labels.Label]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map, 388 by 228 mm; works without internet: the boundaries are a file.

    Ids: `plek-<number>`, `huiskamers` for the ties between living rooms, `banden` for the others.
    """
    plan = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    page.set_axis_off()
    left, low, right, high = MAP
    axes = figure.add_axes(
        (left / WIDTH, low / HEIGHT, (right - left) / WIDTH, (high - low) / HEIGHT),
        xlim=(left, right), ylim=(low, high), xticks=[], yticks=[], facecolor=design.PAPER,
    )  # fmt: skip
    axes.spines[:].set_visible(False)
    own, around = geo.split(context["boundaries"], context["wijk"]["areas"])
    around = [item for item in around if _on_map(item, plan.frame)]
    for item in sorted(around, key=geo.is_water):
        colour = WATER if geo.is_water(item) else design.PAPER
        axes.add_patch(area(item, plan.frame, fc=colour, ec=design.WHITE, lw=1.5, zorder=0))
    for item in own:
        axes.add_patch(area(item, plan.frame, fc=design.MINT, ec=design.WHITE, lw=2.2, zorder=1))
    for name, outline in plan.clusters.items():
        axes.add_patch(Polygon(outline, fc=design.WHITE, ec=design.GREY, lw=0.8, ls=(0, (1, 2.5)),
                               alpha=0.8, zorder=2, gid=f"cluster-{name}"))  # fmt: skip
    for gid, lines, colour, width, alpha in (
        ("banden", plan.links, design.GREY, 0.9, 0.55),
        ("huiskamers", plan.rooms, design.INFORMAL, 3.0, 0.85),
    ):
        axes.add_collection(LineCollection(list(lines), colors=colour, linewidths=width,
                                           alpha=alpha, capstyle="round", zorder=3, gid=gid)
                            )  # fmt: skip
    taken = np.concatenate(_taken(plan))
    spots: list[Point | None] = []
    for size in (AREA_SIZE, 0.75 * AREA_SIZE, 0.55 * AREA_SIZE):
        # The smallest at any rate: without its name nobody finds the wijk.
        least = -np.inf if size < 0.6 * AREA_SIZE else 0.0
        spots = [_name_spot(item, plan.frame, taken, size, "bold", least) for item in own]
        if None not in spots:
            break
    for item, spot in zip(own, spots, strict=True):
        _area_name(axes, item, spot, size, design.INFORMAL_TEXT, "bold")
    blocked = np.concatenate([plan.frame.place(ring) for item in own for ring in geo.rings(item)])
    sides = [(x, y) for x in np.linspace(left, right, 90) for y in (low, high)]
    sides += [(x, y) for x in (left, right) for y in np.linspace(low, high, 70)]
    # The scale bar and, above, the word that the map is schematic.
    sides += [(x, y) for x in np.linspace(left, left + 80, 30) for y in (3, 9, 18, high - 13)]
    others = np.concatenate([taken, blocked, np.array(sides)])
    for item in around:
        spot = _name_spot(item, plan.frame, others, AROUND_SIZE, "normal", 0.0)
        _area_name(axes, item, spot, AROUND_SIZE, design.GREY, "normal")
    for name, box in plan.titles.items():
        axes.text((box[0] + box[2]) / 2, box[1] + 1.3, name, size=CLUSTER_SIZE, weight="bold",
                  color=design.INK, ha="center", va="baseline", zorder=6, parse_math=False,
                  bbox={"fc": design.MINT, "ec": "none", "pad": 1.0, "alpha": 0.8})  # fmt: skip
    for row in plan.places.to_dict("records"):
        mark(axes, row["kind"], row["x"], row["y"], row["radius"], row["number"])
    for label in plan.labels:
        _room_name(axes, label)
    _bar_and_north(axes, plan.frame)
    if context["boundaries"].get("schematisch"):
        _stamp(axes, "schematische kaart: geen echte grenzen")
    _list(page, plan, _source(context))
    return figure


def describe(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> tuple[str, str]:
    """Title with the number of living rooms and their ties; text with the places a cluster."""
    if tables["places"].empty or "boundaries" not in context:
        raise NoDataError
    places, ties = tables["places"], tables["ties"]
    rooms = places[places["kind"] == "buurthuiskamer"]
    count = len(_tied_rooms(places, ties)[0])
    kinds = [
        f"{dutch.number(number)} {NAMES[kind][0] if number == 1 else NAMES[kind][1]}"
        for kind in NAMES
        if (number := int((places["kind"] == kind).sum()))
    ]
    clusters = [
        f"{cluster} ({dutch.word(len(rows))})" for cluster, rows in _clusters(places) if cluster
    ]
    name = context["wijk"]["name"]
    drawn = "Schematische kaart" if context["boundaries"].get("schematisch") else "Kaart"
    alt = f"{drawn} van {name} met {dutch.listing(kinds)}."
    if clusters:
        alt += f" Plekken per cluster: {dutch.listing(clusters)}."
    if count:
        ties_words = dutch.counted(count, "samenwerking", "samenwerkingen")
        alt += f" Samenwerkingen tussen buurthuiskamers: {dutch.number(count)}."
    title = dutch.counted(len(rooms), "buurthuiskamer", "buurthuiskamers") + f" in {name}"
    title = title[0].upper() + title[1:]
    if count:
        title += f", met {ties_words} onderling"
    return title, alt


def source(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> str:
    """The source line below the figure."""
    return place_line(context["wijk"])


def score(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, int]:
    """What `labels.overlaps` counts for places and names; titles: names of clusters over another
    name or a place; outside: places off the map."""
    plan = arrange(tables, context)
    nodes = _as_nodes(plan.places)
    found = labels.overlaps(plan.labels, nodes, MAP)
    titles = np.array(list(plan.titles.values())).reshape(-1, 4)
    names = np.array([label.box for label in plan.labels]).reshape(-1, 4)
    over = int(np.triu(labels.shared_area(titles, titles) > 0, 1).sum())
    over += int((labels.shared_area(titles, names) > 0).sum())
    over += int((labels.over_nodes(titles, nodes) > 0).sum())
    places = plan.places
    inside = places["x"].between(MAP[0], MAP[2]) & places["y"].between(MAP[1], MAP[3])
    return {**found, "titles": over, "outside": int((~inside).sum())}


def arrange(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Plan:
    """Everything on the map with its place and size in mm."""
    own, _ = geo.split(context["boundaries"], context["wijk"]["areas"])
    points = np.concatenate([ring for item in own for ring in geo.rings(item)])
    box = (MAP[0] + MARGIN, MAP[1] + MARGIN, MAP[2] - MARGIN, MAP[3] - MARGIN)
    frame = geo.Frame(points, box)
    order = tables["places"].assign(cluster=tables["places"]["cluster"].fillna(""))
    order["rank"] = order["kind"].map({kind: i for i, kind in enumerate(NAMES)})
    order["last"] = order["cluster"] == ""
    places = order.sort_values(["last", "cluster", "rank", "name"], ignore_index=True)
    places["number"] = np.arange(1, len(places) + 1)
    places["radius"] = places["kind"].map(RADIUS)
    reach = (places["radius"] * places["kind"].map(CORNER)).to_numpy() + 0.2

    def keep(found: np.ndarray) -> np.ndarray:
        return np.asarray(np.clip(found, (MAP[0] + 4, MAP[1] + 4), (MAP[2] - 4, MAP[3] - 4)))

    spots = keep(frame.place(places[["lon", "lat"]].to_numpy(dtype=float)))
    spots = np.round(labels.apart(spots, reach, keep), 4)
    places["x"], places["y"] = spots[:, 0], spots[:, 1]
    rooms, links = (
        _segments(places, pairs) for pairs in _tied_rooms(tables["places"], tables["ties"])
    )
    outlines = {
        cluster: _hull(rows[["x", "y"]].to_numpy(), rows["radius"].to_numpy() + 3.5)
        for cluster, rows in _clusters(places)
        if cluster
    }
    titles = _titles(outlines, places, np.concatenate([rooms, links]))
    # Dummy nodes on the names of clusters: a name of a living room keeps clear of those too.
    nodes = _as_nodes(places)
    beads = [
        (f"{name}-{i}", "", "informeel", x, (box[1] + box[3]) / 2, (box[3] - box[1]) / 2)
        for name, box in titles.items()
        for i, x in enumerate(np.arange(box[0], box[2] + 2, 2.0))
    ]
    obstacles = pd.concat(
        [nodes, pd.DataFrame(beads, columns=list(labels.Node._fields))] if beads else [nodes]
    )
    living = nodes[places["kind"] == "buurthuiskamer"]
    room = (MAP[0] + 1, MAP[1] + 1, MAP[2] - 1, MAP[3] - 1)
    first, rest = living.head(NAMED), living.iloc[NAMED:]
    lines = np.concatenate([rooms, rooms, rooms, links])
    names = labels.place_labels(first, obstacles, lines, room, [NAME_SIZE] * len(first))
    names += labels.add_labels(rest, obstacles, lines, room, NAME_SIZE, names, 3)
    return Plan(frame, places, rooms, links, outlines, titles, names)


def _as_nodes(places: pd.DataFrame) -> pd.DataFrame:
    """Places as nodes of `labels`: circles that hold the whole mark."""
    return places.assign(
        actor="plek-" + places["number"].astype(str),
        kind="informeel",
        radius=places["radius"] * places["kind"].map(CORNER),
    )[list(labels.Node._fields)]


def _clusters(places: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The places of each cluster, by name; those without a cluster last, under an empty name."""
    groups = {str(name): rows for name, rows in places.fillna({"cluster": ""}).groupby("cluster")}
    return sorted(groups.items(), key=lambda item: (item[0] == "", item[0]))


def _tied_rooms(
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


def _segments(places: pd.DataFrame, pairs: list[tuple[str, str]]) -> np.ndarray:
    """The ends (mm) of the lines between pairs of actors: (pairs, 2, 2)."""
    known = places.dropna(subset=["actor"])
    spots = dict(zip(known["actor"], known[["x", "y"]].to_numpy(), strict=True))
    return np.array([[spots[a], spots[b]] for a, b in pairs], dtype=float).reshape(-1, 2, 2)


def _hull(points: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """The outline around circles of radius `reach`: convex, so with rounded corners."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    around = (points[:, None, :] + reach[:, None, None] * circle).reshape(-1, 2)
    around = np.unique(np.round(around, 4), axis=0)

    # Andrew's monotone chain: the lower and the upper half, each turning left only.
    def half(rows: np.ndarray) -> list[np.ndarray]:
        found: list[np.ndarray] = []
        for point in rows:
            while len(found) > 1:
                (x1, y1), (x2, y2) = found[-1] - found[-2], point - found[-2]
                if x1 * y2 - y1 * x2 > 0:
                    break
                found.pop()
            found.append(point)
        return found[:-1]

    return np.array(half(around) + half(around[::-1]))


def _titles(
    outlines: dict[str, np.ndarray], places: pd.DataFrame, lines: np.ndarray
) -> dict[str, labels.Box]:
    """A box for the name of each cluster: above, below or beside its outline, in free space."""
    nodes = _as_nodes(places)
    found: dict[str, labels.Box] = {}
    for name, outline in outlines.items():
        (left, low), (right, high) = outline.min(axis=0), outline.max(axis=0)
        width = design.text_width(name, CLUSTER_SIZE, "bold") + 2
        height, middle = 5.6, (left + right) / 2
        corners = [(middle - width / 2, high + 0.8), (middle - width / 2, low - height - 0.8)]
        corners += [(right + 0.8, (low + high - height) / 2)]
        corners += [(left - width - 0.8, (low + high - height) / 2)]
        corners += [(x, y) for x in (left - width / 2, right - width / 2)
                    for y in (high - 2, low - height + 2)]  # fmt: skip
        boxes = np.array([(x, y, x + width, y + height) for x, y in corners])
        others = [o for key, o in outlines.items() if key != name]
        cost = 0.4 * np.arange(len(boxes)) + labels.crossed(boxes, lines).sum(axis=1)
        cost += 60 * (labels.over_nodes(boxes, nodes, 0.5) > 0).sum(axis=1)
        cost += 100 * (labels.shared_area(boxes, np.array(list(found.values())).reshape(-1, 4)) > 0
                       ).sum(axis=1)  # fmt: skip
        for i, box in enumerate(boxes):
            grid = np.stack(np.meshgrid(np.linspace(box[0], box[2], 9), [box[1], box[3]]), -1)
            cost[i] += sum(5 * Path(o).contains_points(grid.reshape(-1, 2)).any() for o in others)
            off = box[0] < MAP[0] + 1 or box[1] < 1 or box[2] > MAP[2] - 1 or box[3] > MAP[3] - 1
            cost[i] += 1000 * off
        best = boxes[int(np.round(cost, 6).argmin())]
        found[name] = (float(best[0]), float(best[1]), float(best[2]), float(best[3]))
    return found


def _taken(plan: Plan) -> list[np.ndarray]:
    """Points that the name of an area keeps clear of."""
    points = [plan.places[["x", "y"]].to_numpy(), *plan.clusters.values()]
    points += [np.linspace(start, end, 40) for start, end in (*plan.rooms, *plan.links)]
    for left, low, right, high in [*plan.titles.values(), *(label.box for label in plan.labels)]:
        across = np.linspace(left, right, 12)
        points += [np.stack([across, np.full(12, y)], axis=1) for y in (low, high)]
    return points


def area(feature: dict[str, Any], frame: geo.Frame, **look: Any) -> PathPatch:
    """The shape of an area on the page, with its holes."""
    paths = []
    for ring in geo.rings(feature):
        points = frame.place(ring)
        codes = [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY]
        paths.append(Path(points, codes))
    return PathPatch(Path.make_compound_path(*paths), joinstyle="round", **look)


def _on_map(feature: dict[str, Any], frame: geo.Frame) -> bool:
    points = np.concatenate([frame.place(ring) for ring in geo.rings(feature)])
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return bool(left < MAP[2] and right > MAP[0] and low < MAP[3] and high > MAP[1])


def _area_name(
    axes: Any, feature: dict[str, Any], spot: Point | None, size: float, colour: str, weight: str
) -> None:
    """The name of an area, if there is a place for it."""
    if spot:
        # No alpha: WeasyPrint cuts off text that is both centred and translucent.
        axes.text(*spot, geo.name_of(feature), size=size, color=colour, weight=weight, ha="center",
                  va="center_baseline", zorder=1.5, parse_math=False)  # fmt: skip


def _name_spot(
    feature: dict[str, Any],
    frame: geo.Frame,
    taken: np.ndarray,
    size: float,
    weight: str,
    least: float,
) -> Point | None:
    """Where the name of an area stands: in it and as far as possible from all that is there.

    None without more than `least` mm around it.
    """
    name = geo.name_of(feature)
    found = [frame.place(ring) for ring in geo.rings(feature)]
    shape = Path.make_compound_path(*(Path(ring, closed=True) for ring in found))
    half = np.array([design.text_width(name, size, weight) / 2 + 1.5, size * design.POINT * 0.55])
    # Only what is on the map counts.
    low = np.maximum(np.min([ring.min(axis=0) for ring in found], axis=0), np.array(MAP[:2]) + half)
    high = np.minimum(
        np.max([ring.max(axis=0) for ring in found], axis=0), np.array(MAP[2:]) - half
    )
    if not name or (low > high).any():
        return None
    raster = [np.linspace(low[axis], high[axis], 60) for axis in (0, 1)]
    grid = np.stack(np.meshgrid(*raster), axis=-1).reshape(-1, 2)
    grid = grid[shape.contains_points(grid)]
    # A box around the name: its distance to what is taken, and all of it inside the area.
    for step in np.linspace(-1, 1, 7):
        shift = np.array([step * half[0], 0.0])
        grid = grid[shape.contains_points(grid + shift)] if len(grid) else grid
    if not len(grid):
        return None
    edges = np.concatenate([_dense(ring) for ring in found])
    apart = np.abs(grid[:, None, :] - np.concatenate([taken, edges])[None, :, :]) - half
    free = np.hypot(*np.maximum(apart, 0).transpose(2, 0, 1))
    # Where no place is free: the one where the name lies least deep over something.
    room = np.where(free > 0, free, apart.max(axis=2)).min(axis=1)
    best = int(np.round(room, 3).argmax())
    if room[best] <= least:
        return None
    return float(grid[best][0]), float(grid[best][1])


def _dense(ring: np.ndarray) -> np.ndarray:
    """Points along a ring, at most some 3 mm apart; of what is near the map."""
    steps = [np.linspace(a, b, 2 + int(np.hypot(*(b - a)) / 3)) for a, b in pairwise(ring)]
    points = np.concatenate(steps)
    near = (points > (MAP[0] - 9, MAP[1] - 9)) & (points < (MAP[2] + 9, MAP[3] + 9))
    return np.asarray(points[near.all(axis=1)])


def mark(axes: Any, kind: str, x: float, y: float, radius: float, number: int | None) -> None:
    """The mark of a place, with its number: a house, a circle or a square."""
    look = {"fc": COLOUR[kind], "ec": design.WHITE, "lw": 1.0, "zorder": 5}
    if kind == "ontmoetingsplek":
        path = Path.circle((x, y), radius)
    elif kind == "voorziening":
        side = 0.89 * radius
        path = Path([(x - side, y - side), (x + side, y - side), (x + side, y + side),
                     (x - side, y + side), (x - side, y - side)], closed=True)  # fmt: skip
    else:
        points = [(-0.85, -0.8), (0.85, -0.8), (0.85, 0.3), (0, 1.15), (-0.85, 0.3), (-0.85, -0.8)]
        path = Path([(x + a * radius, y + b * radius) for a, b in points], closed=True)
    patch = PathPatch(path, **look)
    if number is not None:
        patch.set_gid(f"plek-{number}")
        low = 0.12 * radius if kind == "buurthuiskamer" else 0
        size = 9 if kind == "buurthuiskamer" else design.SMALL
        axes.text(x, y - low, str(number), size=size, weight="bold", color=design.WHITE,
                  ha="center", va="center_baseline", zorder=5.5)  # fmt: skip
    axes.add_patch(patch)


def _room_name(axes: Any, label: labels.Label) -> None:
    left, low, right, high = label.box
    axes.add_patch(Rectangle((left, low), right - left, high - low, fc=design.WHITE, ec="none",
                             alpha=0.8, zorder=4))  # fmt: skip
    if label.leader:
        axes.plot(*zip(*label.leader, strict=True), color=design.INFORMAL_TEXT, lw=0.7, zorder=4)
    pad = labels.PAD
    x = {"left": left + pad, "center": (left + right) / 2, "right": right - pad}[label.align]
    for above, line in enumerate(reversed(label.lines)):
        rise = (above * labels.LINE_HEIGHT + labels.DESCENT) * label.size * design.POINT
        axes.text(x, low + pad + rise, line, size=label.size, weight="semibold",
                  color=design.INFORMAL_TEXT, ha=label.align, va="baseline", zorder=6,
                  parse_math=False)  # fmt: skip


def _bar_and_north(axes: Any, frame: geo.Frame) -> None:
    """A scale bar of a round length and an arrow to the north, lower left on the map."""
    length = max([bar for bar in BARS if bar * frame.scale <= 60] or BARS[:1])
    x, y, width = 8.0, 7.0, length * frame.scale
    axes.add_patch(Rectangle((4, 3.2), width + 20, 14, fc=design.WHITE, ec="none", alpha=0.85,
                             zorder=4))  # fmt: skip
    for part, colour in ((0, design.INK), (1, design.WHITE)):
        axes.add_patch(Rectangle((x + part * width / 2, y), width / 2, 1.6, fc=colour,
                                 ec=design.INK, lw=0.6, zorder=6))  # fmt: skip
    words = f"{dutch.number(length)} meter"
    axes.text(x + width / 2, y + 3.4, words, size=9, color=design.INK, ha="center", zorder=6)
    top = x + width + 8.5
    axes.add_patch(Polygon([(top, 12), (top - 2.2, 5), (top, 6.6), (top + 2.2, 5)], fc=design.INK,
                           ec="none", zorder=6, gid="noord"))  # fmt: skip
    axes.text(top, 12.6, "N", size=9, weight="bold", color=design.INK, ha="center", zorder=6)


def _stamp(axes: Any, words: str) -> None:
    """What the map is not, in its upper left corner."""
    axes.text(6, HEIGHT - 8.5, words, size=11, weight="semibold", color=design.OUTSIDE, zorder=6,
              bbox={"fc": design.WHITE, "ec": "none", "pad": 4})  # fmt: skip


def _source(context: dict[str, Any]) -> str:
    """Where the boundaries come from, in words."""
    boundaries = context["boundaries"]
    if boundaries.get("bron"):
        return f"Grenzen: {boundaries['bron']}"
    if boundaries.get("schematisch"):
        return "Grenzen: zelf getekend, schematisch"
    coded = any("buurtcode" in item["properties"] for item in boundaries["features"])
    return "Grenzen: CBS, wijken en buurten" if coded else ""


def _list(axes: Any, plan: Plan, source: str) -> None:
    """Beside the map: what marks and lines mean, every place by number, and the source."""
    y = HEIGHT - 4.0
    text = {"size": 10, "color": design.INK, "va": "center_baseline"}
    for kind, (one, more) in NAMES.items():
        if count := int((plan.places["kind"] == kind).sum()):
            mark(axes, kind, LIST + 4, y, RADIUS[kind], None)
            axes.text(LIST + 12, y, f"{dutch.number(count)} {one if count == 1 else more}", **text)
            y -= 7.5
    for lines, colour, width, words in (
        (plan.rooms, design.INFORMAL, 3.0, "samenwerking tussen buurthuiskamers"),
        (plan.links, design.GREY, 0.9, "samenwerking met een andere plek"),
    ):
        if len(lines):
            axes.plot([LIST, LIST + 8], [y, y], color=colour, lw=width, solid_capstyle="butt")
            axes.text(LIST + 12, y, words, **text)
            y -= 6.5
    if plan.clusters:
        oval = Path.circle((LIST + 4, y), 2.6)
        axes.add_patch(PathPatch(oval, fc=design.WHITE, ec=design.GREY, lw=0.8, ls=(0, (1, 2.5))))
        axes.text(LIST + 12, y, "cluster van plekken", **text)
        y -= 6.5
    top, bottom, gap = y - 3.0, 9.0, 5.0
    entries: list[tuple[int, str]] = []
    for cluster, rows in _clusters(plan.places):
        entries.append((0, cluster or "Andere plekken"))
        entries += list(zip(rows["number"], rows["name"], strict=True))
    # One column while it can be read, else two; the more places, the smaller. A head takes half a
    # line more.
    needed = len(entries) + sum(not number for number, _ in entries) / 2 + 1
    columns = 1 if (top - bottom) / needed >= 4.4 else 2
    width = (WIDTH - LIST - gap * (columns - 1)) / columns
    step = max(min(5.8, (top - bottom) / (needed / columns + columns - 1)), 2.9)
    size = min(10.0, step * 1.9)
    shown = _columns(entries, columns, (top - bottom) / step)
    for column, group in enumerate(shown):
        x, y = LIST + column * (width + gap), top
        for i, (number, name) in enumerate(group):
            y -= step if number or not i else step * 1.5
            if not number:
                axes.text(x, y, name, size=size + 1, weight="bold", color=design.INK,
                          parse_math=False)  # fmt: skip
                continue
            kind = str(plan.places.loc[plan.places["number"] == number, "kind"].iloc[0])
            axes.text(x + 5, y, str(number), size=size, weight="bold",
                      color=COLOUR[kind],
                      ha="right")  # fmt: skip
            axes.text(x + 7, y, _cut(name, width - 7, size), size=size, color=design.INK,
                      parse_math=False)  # fmt: skip
    if source:
        axes.text(LIST, 1.2, source, size=8.5, color=design.GREY, parse_math=False)


def _columns(
    entries: list[tuple[int, str]], count: int, lines: float
) -> list[list[tuple[int, str]]]:
    """The entries in `count` columns of so many lines; what is left over is counted."""
    found: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for entry in entries:
        used += 1.0 if entry[0] else 1.5
        full = used > lines or (not entry[0] and used > lines - 2)
        if full and len(found) < count:
            found.append([])
            used = 1.0
        elif full:
            break
        found[-1].append(entry)
    left = len(entries) - sum(map(len, found))
    if left:
        found[-1][-1] = (0, f"en nog {dutch.number(left + 1)} regels")
    return found


def _cut(name: str, width: float, size: float) -> str:
    while len(name) > 2 and design.text_width(name, size, "normal") > width:
        name = name.rstrip("…")[:-1].rstrip() + "…"
    return name
