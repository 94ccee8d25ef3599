"""The wijk on A3: its meeting places in clusters, and the network of its living rooms over it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, geo, ground, label_places
from veerkracht.charts.bends import between
from veerkracht.charts.bundles import curve, pieces
from veerkracht.charts.facts import Facts, Point, Series
from veerkracht.charts.map_geometry import crossed
from veerkracht.charts.wijk_ground import bar_and_north, draw_ground, kinds_in, told_of
from veerkracht.charts.wijk_list import list_places, mark
from veerkracht.charts.wijk_plan import (
    CLUSTER_SIZE,
    FINE,
    HEIGHT,
    LINK_LOOK,
    MAP,
    NAMES,
    ROOM_LOOK,
    WIDTH,
    Plan,
    arrange,
    clusters_of,
    rooms_alone,
    tied_rooms,
    told_of_rooms,
)
from veerkracht.source_lines import Origin

TABLES = ["places", "ties"]
ORIGIN = Origin.PLACES
BOUNDARIES = True
BACKGROUND = True

AREA_SIZE, AROUND_SIZE = 30.0, 13.0
SOME = 40  # places for a name that are tried at once
# The field of a cluster, as well where it lies again over the ground of a name.
FIELD: dict[str, Any] = {"fc": design.WHITE, "ec": "none", "alpha": 0.8}
UNDER = 0.85  # of the radius of a mark: so far from its middle a tie ends

Spot = tuple[float, float]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map, 388 by 239 mm; works without internet: the boundaries are a file.

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
        xlim=(left, right),
        ylim=(low, high),
        xticks=[],
        yticks=[],
        facecolor=design.PAPER,
    )
    axes.spines[:].set_visible(False)
    own, around = geo.split(context["boundaries"])
    around = [item for item in around if _on_map(item, plan.frame)]
    under = None
    if background := context.get("background"):
        under = ground.lay(background, plan.frame, MAP)
        _areas_over_ground(axes, plan, own, around)
        draw_ground(axes, under, plan.frame.scale)
    else:
        _areas(axes, plan, own, around)
    _clusters_and_ties(axes, plan)
    _names_of_areas(axes, plan, own, around)
    _name_clusters(axes, plan, over=under is not None)
    for row in plan.places.to_dict("records"):
        at = (row["x"], row["y"], row["radius"], row["number"])
        mark(axes, row["kind"], *at, is_open=row["name"] in plan.alone)
    lines = pieces(plan.links, FINE)
    for label in plan.labels:
        over = under is not None or bool(crossed(np.array([label.box]), lines).any())
        _room_name(axes, label, plan.clusters if over else None)
    if context["boundaries"].get("schematisch"):
        _stamp(axes, "schematische kaart, zelf getekend: geen echte grenzen")
    else:
        bar_and_north(axes, plan.frame)
    told = [_heard(plan, tables["ties"]), _source(context)]
    told.append(told_of(background, under) if background and under else "")
    list_places(page, plan, [line for line in told if line])
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many living rooms work with another; text with the places a cluster."""
    if tables["places"].empty or "boundaries" not in context:
        raise NoDataError
    places, ties = tables["places"], tables["ties"]
    pairs = tied_rooms(places, ties)[0]
    count = len(pairs)
    numbers = {kind: int((places["kind"] == kind).sum()) for kind in NAMES}
    kinds = [
        f"{dutch.number(number)} {NAMES[kind][0] if number == 1 else NAMES[kind][1]}"
        for kind, number in numbers.items()
        if number
    ]
    sizes = {cluster: len(rows) for cluster, rows in clusters_of(places) if cluster}
    clusters = [f"{cluster} ({dutch.word(size)})" for cluster, size in sizes.items()]
    name = context["wijk"]["name"]
    drawn = "Schematische kaart" if context["boundaries"].get("schematisch") else "Kaart"
    alt = f"{drawn} van {name} met {dutch.listing(kinds)}."
    if clusters:
        alt += f" Plekken per cluster: {dutch.listing(clusters)}."
    if background := context.get("background"):
        alt += f" Daaronder: {dutch.listing(kinds_in(background))}, zonder namen."
    rooms = dutch.counted(numbers["buurthuiskamer"], "buurthuiskamer", "buurthuiskamers")
    title = dutch.sentence(f"{rooms} in {name}")
    if count:
        alt += f" Samenwerkingen tussen buurthuiskamers: {dutch.number(count)}."
        if alone := rooms_alone(places, pairs):
            alt += f" Van {dutch.listing(alone)} is geen samenwerking met een andere genoemd."
        title = told_of_rooms(places, pairs)
    counts = {NAMES[kind][1]: number for kind, number in numbers.items()}
    counts |= {f"plekken in cluster {cluster}": size for cluster, size in sizes.items()}
    counts["samenwerkingen tussen buurthuiskamers"] = count
    series = (
        Series(label, "aantal", (Point(None, number, dutch.number(number)),))
        for label, number in counts.items()
    )
    return Facts(title, alt, tuple(series))


Areas = list[dict[str, Any]]


def _areas(axes: Any, plan: Plan, own: Areas, around: Areas) -> None:
    """The areas as fields with a white edge, on land that ends where the map does."""
    axes.set_facecolor(design.LAND)
    for item in sorted(around, key=geo.is_water):
        colour = design.WATER if geo.is_water(item) else design.LAND
        axes.add_patch(area(item, plan.frame, fc=colour, ec=design.WHITE, lw=1.5, zorder=0))
    for item in own:
        axes.add_patch(area(item, plan.frame, fc=design.MINT, ec=design.WHITE, lw=2.2, zorder=1))


def _areas_over_ground(axes: Any, plan: Plan, own: Areas, around: Areas) -> None:
    """The areas where streets are white: fields below those, and over them a thin edge."""
    axes.set_facecolor(design.LAND)
    edge = {"fc": "none", "ec": design.LINE, "zorder": 1.4}
    for item in sorted(around, key=geo.is_water):
        if geo.is_water(item):
            axes.add_patch(area(item, plan.frame, fc=design.WATER, ec="none", zorder=0))
        else:
            axes.add_patch(area(item, plan.frame, lw=0.5, ls=(0, (1, 3)), **edge))
    for item in own:
        axes.add_patch(area(item, plan.frame, fc=design.MINT, ec="none", zorder=1))
        axes.add_patch(area(item, plan.frame, lw=0.9, ls=(0, (5, 2.5)), **edge))


def _clusters_and_ties(axes: Any, plan: Plan) -> None:
    """The fields of clusters, whose edge stops beside a name, and over them the ties."""
    boxes = [*plan.titles.values(), *(label.box for label in plan.labels)]
    for name, outline in plan.clusters.items():
        axes.add_patch(Polygon(outline, **FIELD, zorder=2, gid=f"cluster-{name}"))
        ring = np.concatenate([outline, outline[:1]])
        edge = np.concatenate([np.linspace(a, b, 30)[:-1] for a, b in pairwise(ring)])
        for left, low, right, high in boxes:
            named = ((edge > (left, low)) & (edge < (right, high))).all(axis=1)
            edge[named] = np.nan
        axes.plot(*edge.T, color=design.GREY, lw=0.8, ls=(0, (1, 2.5)), alpha=0.8, zorder=2)
    # Up to below the edge of a mark, which lies over it: a line that stops short looks broken.
    marks = plan.places[["x", "y", "radius"]].itertuples(index=False)
    reach = {(x, y): UNDER * radius for x, y, radius in marks}

    def seen(points: np.ndarray) -> Path:
        one, other = (reach[x, y] for x, y in points[[0, -1]].tolist())
        return curve(between(points, (one, other)))

    for gid, lines, colour, width, alpha in (
        ("banden", plan.links, *LINK_LOOK),
        ("huiskamers", plan.rooms, *ROOM_LOOK),
    ):
        axes.add_collection(
            PathCollection(
                [seen(points) for points in lines],
                facecolors="none",
                edgecolors=colour,
                linewidths=width,
                alpha=alpha,
                capstyle="round",
                zorder=3,
                gid=gid,
            )
        )


def _name_clusters(axes: Any, plan: Plan, *, over: bool) -> None:
    """The name of every cluster in its box, with a ground where it is `over` streets."""
    for name, box in plan.titles.items():
        axes.text(
            *((box[0] + box[2]) / 2, box[1] + 1.6),
            name,
            size=CLUSTER_SIZE,
            weight="bold",
            color=design.INK,
            ha="center",
            va="baseline",
            zorder=6,
            bbox={"fc": design.MINT, "ec": "none", "pad": 1.0} if over else None,
        )


def _names_of_areas(
    axes: Any, plan: Plan, own: list[dict[str, Any]], around: list[dict[str, Any]]
) -> None:
    """The names of the areas of the wijk at one size; of those around it where there is room."""
    left, low, right, high = MAP
    taken = np.concatenate(_taken(plan))
    spots: list[Spot | None] = []
    # The smallest at any rate: without its name nobody finds the wijk.
    for share, least in ((1.0, 2.5), (0.75, 2.0), (0.55, -np.inf)):
        size = share * AREA_SIZE
        spots = [name_spot(item, plan.frame, taken, size, "bold", least) for item in own]
        if None not in spots:
            break
    for item, spot in zip(own, spots, strict=True):
        area_name(axes, item, spot, size, design.INFORMAL_TEXT, "bold")
    blocked = np.concatenate([plan.frame.place(ring) for item in own for ring in geo.rings(item)])
    sides = [(x, y) for x in np.linspace(left, right, 90) for y in (low, high)]
    sides += [(x, y) for x in (left, right) for y in np.linspace(low, high, 70)]
    # The scale bar and, above, the word that the map is schematic.
    sides += [(x, y) for x in np.linspace(left, left + 80, 30) for y in (3, 9, 18, high - 13)]
    others = np.concatenate([taken, blocked, np.array(sides)])
    # Land may run on under the water that is drawn over it: its name keeps to what is seen.
    water = [
        plan.frame.place(ring) for item in around if geo.is_water(item) for ring in geo.rings(item)
    ]
    for item in around:
        wet = [] if geo.is_water(item) else water
        spot = name_spot(item, plan.frame, others, AROUND_SIZE, "normal", 0.0, wet)
        area_name(axes, item, spot, AROUND_SIZE, design.GREY, "normal")


def _taken(plan: Plan) -> list[np.ndarray]:
    """Points that the name of an area keeps clear of."""
    points = [plan.places[["x", "y"]].to_numpy(), *plan.clusters.values()]
    points.append(pieces([*plan.rooms, *plan.links], 2 * FINE).reshape(-1, 2))
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


def area_name(
    axes: Any, feature: dict[str, Any], spot: Spot | None, size: float, colour: str, weight: str
) -> None:
    """The name of an area, if there is a place for it."""
    if spot:
        # No alpha: WeasyPrint cuts off text that is both centred and translucent.
        axes.text(
            *spot,
            geo.name_of(feature),
            size=size,
            color=colour,
            weight=weight,
            ha="center",
            va="center_baseline",
            zorder=1.5,
        )


def name_spot(
    feature: dict[str, Any],
    frame: geo.Frame,
    taken: np.ndarray,
    size: float,
    weight: str,
    least: float,
    over: Sequence[np.ndarray] = (),
) -> Spot | None:
    """Where the name of an area stands: in it and as far as possible from all that is there.

    None without more than `least` mm around it; `over`: rings of what is drawn over it.
    """
    name = geo.name_of(feature)
    outlines = [frame.place(ring) for ring in geo.rings(feature)]
    shape = Path.make_compound_path(*(Path(ring, closed=True) for ring in outlines))
    half = np.array([design.text_width(name, size, weight) / 2 + 1.5, size * design.POINT * 0.55])
    # Only what is on the map counts.
    low = np.maximum(
        np.min([ring.min(axis=0) for ring in outlines], axis=0), np.array(MAP[:2]) + half
    )
    high = np.minimum(
        np.max([ring.max(axis=0) for ring in outlines], axis=0), np.array(MAP[2:]) - half
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
    for ring in over:
        grid = grid[~Path(ring, closed=True).contains_points(grid)] if len(grid) else grid
    if not len(grid):
        return None
    edges = np.concatenate([_dense(ring) for ring in (*outlines, *over)])
    points = np.concatenate([taken, edges])
    # Some places at once: all together would fill the memory, and that is slow.
    parts = np.split(grid, range(SOME, len(grid), SOME))
    room = np.concatenate([_room(part, points, half) for part in parts])
    best = int(np.round(room, 3).argmax())
    if room[best] <= least:
        return None
    return float(grid[best][0]), float(grid[best][1])


def _room(spots: np.ndarray, points: np.ndarray, half: np.ndarray) -> np.ndarray:
    """How far a box of half this width and height stays from all points, if put at each spot.

    Where it lies over one: below zero, by how deep.
    """
    across, up = (np.abs(spots[:, None, i] - points[None, :, i]) - half[i] for i in (0, 1))
    free = np.hypot(np.maximum(across, 0), np.maximum(up, 0))
    return np.asarray(np.where(free > 0, free, np.maximum(across, up)).min(axis=1))


def _dense(ring: np.ndarray) -> np.ndarray:
    """Points along a ring, at most some 3 mm apart; of what is near the map."""
    steps = [np.linspace(a, b, 2 + int(np.hypot(*(b - a)) / 3)) for a, b in pairwise(ring)]
    points = np.concatenate(steps)
    near = (points > (MAP[0] - 9, MAP[1] - 9)) & (points < (MAP[2] + 9, MAP[3] + 9))
    return np.asarray(points[near.all(axis=1)])


def _room_name(axes: Any, label: label_places.Label, fields: dict[str, np.ndarray] | None) -> None:
    """The name of a living room, with a line to it where it stands away.

    With `fields`, those of clusters, on a ground, which hides streets or a thin tie: the fields lie
    over that again, or it would bite a piece out of them. Elsewhere it would look like a patch.
    """
    left, low, right, high = label.box
    if fields is not None:
        look: dict[str, Any] = {"fc": design.MINT, "ec": "none", "alpha": 0.85, "zorder": 4}
        ground_of = Rectangle((left, low), right - left, high - low, **look)
        axes.add_patch(ground_of)
        for outline in fields.values():
            if Path(outline).intersects_bbox(Bbox([[left, low], [right, high]])):
                field = Polygon(outline, **FIELD, zorder=4)
                axes.add_patch(field)
                field.set_clip_path(ground_of)
    if label.leader:
        axes.plot(*zip(*label.leader, strict=True), color=design.INFORMAL_TEXT, lw=0.7, zorder=4)
    pad = label_places.PAD
    x = {"left": left + pad, "center": (left + right) / 2, "right": right - pad}[label.align]
    for above, line in enumerate(reversed(label.lines)):
        rise = (above * label_places.LINE_HEIGHT + label_places.DESCENT) * label.size * design.POINT
        axes.text(
            x,
            low + pad + rise,
            line,
            size=label.size,
            weight="semibold",
            color=design.INFORMAL_TEXT,
            ha=label.align,
            va="baseline",
            zorder=6,
        )


def _stamp(axes: Any, words: str) -> None:
    """What the map is not, in its upper left corner."""
    axes.text(
        6,
        HEIGHT - 8.5,
        words,
        size=11,
        weight="semibold",
        color=design.NOTICE,
        zorder=6,
        bbox={"fc": design.WHITE, "ec": "none", "pad": 4},
    )


def _heard(plan: Plan, ties: pd.DataFrame) -> str:
    """Where the ties come from, and that nothing follows from one that is not there."""
    if not len(plan.rooms) and not len(plan.links):
        return ""
    return f"Samenwerkingen: gesprekken {ties['year'].max()}; wat niet is genoemd, ontbreekt."


def _source(context: dict[str, Any]) -> str:
    """Where the boundaries come from, in words."""
    boundaries = context["boundaries"]
    if boundaries.get("bron"):
        return f"Grenzen: {boundaries['bron']}"
    # That a map is schematic is said on it.
    coded = any(item["properties"]["code"] for item in boundaries["features"])
    return "Grenzen: CBS, wijken en buurten" if coded else ""
