"""The wijk with its meeting places in clusters, and the network of living rooms over it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import NoDataError, style
from veerkracht.sources import place_line

TABLES = ["places", "ties"]
BOUNDARIES = True

WIDTH, HEIGHT = 163.0, 196.0
LEGEND = 12.0
MARGIN = 7.0
Point = tuple[float, float]
METRES_A_DEGREE = 111_320.0
NAMES = {
    "buurthuiskamer": ("buurthuiskamer", "buurthuiskamers"),
    "ontmoetingsplek": ("ontmoetingsplek", "ontmoetingsplekken"),
    "voorziening": ("voorziening", "voorzieningen"),
}
MARKER = {"buurthuiskamer": "o", "ontmoetingsplek": "^", "voorziening": "s"}
COLOUR = {
    "buurthuiskamer": style.INFORMAL,
    "ontmoetingsplek": style.OUTSIDE,
    "voorziening": style.FORMAL,
}
SIZE = {"buurthuiskamer": 8.0, "ontmoetingsplek": 6.5, "voorziening": 5.0}


class _Frame:
    """From degrees to mm on the page: north up, the wijk as large as the page allows."""

    def __init__(self, rings: list[np.ndarray]) -> None:
        points = np.concatenate(rings)
        self.lat = float((points[:, 1].min() + points[:, 1].max()) / 2)
        metres = self._metres(points)
        low, high = metres.min(axis=0), metres.max(axis=0)
        room = np.array([WIDTH - 2 * MARGIN, HEIGHT - LEGEND - 2 * MARGIN])
        self.scale = float((room / (high - low)).min())
        middle = np.array([WIDTH / 2, LEGEND + (HEIGHT - LEGEND) / 2])
        self.shift = middle - self.scale * (low + high) / 2

    def _metres(self, points: np.ndarray) -> np.ndarray:
        # Over one wijk the earth is flat: a degree of longitude is a cosine shorter.
        factor = math.cos(math.radians(self.lat))
        return np.asarray(points * np.array([METRES_A_DEGREE * factor, METRES_A_DEGREE]))

    def place(self, points: np.ndarray) -> np.ndarray:
        """Page positions (mm) of points (longitude, latitude)."""
        return np.asarray(self._metres(points) * self.scale + self.shift)


def _rings(feature: dict[str, Any]) -> list[np.ndarray]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [np.array(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon]


def _split(context: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The features of the wijk, and those around it: by the names in config.yaml."""
    features = context["boundaries"]["features"]
    names = set(context["wijk"]["areas"])
    own = [item for item in features if names & set(map(str, item["properties"].values()))]
    return (own, [item for item in features if item not in own]) if own else (features, [])


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map, 163 by 196 mm; works without internet: the boundaries are a file of the wijk."""
    own, around = _split(context)
    frame = _Frame([ring for feature in own for ring in _rings(feature)])
    places = tables["places"]
    figure = style.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(style.PAPER)
    share = LEGEND / HEIGHT
    axes = figure.add_axes((0, share, 1, 1 - share), xlim=(0, WIDTH), ylim=(LEGEND, HEIGHT))
    axes.set(facecolor=style.PAPER, xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    key = figure.add_axes((0, 0, 1, share), xlim=(0, WIDTH), ylim=(0, LEGEND))
    key.set_axis_off()
    for feature in around:
        axes.add_patch(_area(feature, frame, style.PAPER, style.WHITE, 1.2, 0))
    for feature in own:
        axes.add_patch(_area(feature, frame, style.MINT, style.WHITE, 1.6, 1))
    points = frame.place(places[["lon", "lat"]].to_numpy(dtype=float))
    places = places.assign(x=points[:, 0], y=points[:, 1])
    lines = _network(places, tables["ties"])
    taken = [_points(places, lines), *_clusters(axes, places)]
    for start, end in lines:
        axes.plot(*zip(start, end, strict=True), color=style.INFORMAL, lw=1.4, alpha=0.8, zorder=5,
                  solid_capstyle="round")  # fmt: skip
    for kind in reversed(list(MARKER)):
        here = places[places["kind"] == kind]
        axes.plot(here["x"], here["y"], MARKER[kind], color=COLOUR[kind], ms=SIZE[kind],
                  mec=style.WHITE, mew=0.8, zorder=6, gid=f"plekken-{kind}")  # fmt: skip
    taken += _names(axes, places, taken[0])
    for feature in own:
        _area_name(axes, feature, frame, np.concatenate(taken))
    _key(key, places, frame)
    return figure


def _area(
    feature: dict[str, Any], frame: _Frame, face: str, edge: str, width: float, order: int
) -> PathPatch:
    paths = []
    for ring in _rings(feature):
        points = frame.place(ring)
        codes = [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY]
        paths.append(Path(points, codes))
    path = Path.make_compound_path(*paths)
    return PathPatch(path, fc=face, ec=edge, lw=width, zorder=order, joinstyle="round")


def _area_name(axes: Any, feature: dict[str, Any], frame: _Frame, taken: np.ndarray) -> None:
    """The name of a buurt, inside it and as far as possible from places and edges."""
    rings = [frame.place(ring) for ring in _rings(feature)]
    ring = max(rings, key=len)
    shape = Path(ring)
    low, high = ring.min(axis=0), ring.max(axis=0)
    grid = np.stack(
        np.meshgrid(np.linspace(low[0], high[0], 40), np.linspace(low[1], high[1], 40)), -1
    ).reshape(-1, 2)
    grid = grid[shape.contains_points(grid)]
    if not len(grid):
        return
    # A name is wide and low, so sideways distance counts a third.
    flat = np.array([1 / 3, 1.0])

    def room(others: np.ndarray) -> np.ndarray:
        apart = np.linalg.norm((grid[:, None, :] - others[None, :, :]) * flat, axis=2)
        return np.asarray(apart.min(axis=1))

    clear = np.minimum(room(ring), room(taken))
    x, y = grid[int(np.round(clear, 6).argmax())]
    name = str(feature["properties"].get("buurtnaam", ""))
    # No alpha: WeasyPrint cuts off text that is both centred and translucent.
    axes.text(x, y, name, size=12, color=style.INFORMAL_TEXT, weight="semibold", ha="center",
              va="center", zorder=3)  # fmt: skip


def _clusters(axes: Any, places: pd.DataFrame) -> list[np.ndarray]:
    """A pale ring around the places of each cluster, with its name above; gives their edges."""
    edges = []
    named = places.dropna(subset=["cluster"])
    for cluster, rows in named[named["cluster"] != ""].groupby("cluster"):
        x, y = rows["x"].to_numpy(dtype=float), rows["y"].to_numpy(dtype=float)
        left, right, low, high = x.min(), x.max(), y.min(), y.max()
        middle = ((left + right) / 2, (low + high) / 2)
        # An ellipse through the corners of a box is wider than the box by the root of two.
        size = ((right - left) * 1.35 + 9, (high - low) * 1.35 + 9)
        turn = np.linspace(0, 2 * np.pi, 24)
        edges.append(np.array(middle) + np.stack([np.cos(turn), np.sin(turn)], 1) * size / 2)
        axes.add_patch(
            Ellipse(middle, *size, fc=style.WHITE, ec=style.GREY, lw=0.8, ls=(0, (1, 2.5)),
                    alpha=0.75, zorder=2)
        )  # fmt: skip
        axes.text(middle[0], middle[1] + size[1] / 2 + 1.2, str(cluster), size=9, ha="center",
                  va="bottom", weight="semibold", color=style.INK, zorder=7,
                  bbox={"fc": style.MINT, "ec": "none", "pad": 0.8, "alpha": 0.8})  # fmt: skip
    return edges


def _tied_rooms(places: pd.DataFrame, ties: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of living rooms that work together in the last year."""
    rooms = set(places.loc[places["kind"] == "buurthuiskamer", "actor"].dropna())
    last = ties[ties["year"] == ties["year"].max()]
    pairs = zip(last["source"], last["target"], strict=True)
    return [(a, b) for a, b in pairs if a in rooms and b in rooms]


def _network(places: pd.DataFrame, ties: pd.DataFrame) -> list[tuple[Point, Point]]:
    """The ends (mm) of the lines between living rooms."""
    known = places.dropna(subset=["actor"])
    spots = dict(zip(known["actor"], zip(known["x"], known["y"], strict=True), strict=True))
    return [(spots[a], spots[b]) for a, b in _tied_rooms(places, ties)]


def _points(places: pd.DataFrame, lines: list[tuple[Point, Point]]) -> np.ndarray:
    """What a name should keep clear of: every place, and points along every line."""
    points = [places[["x", "y"]].to_numpy(dtype=float)]
    points += [np.linspace(start, end, 25) for start, end in lines]
    return np.concatenate(points)


def _names(axes: Any, places: pd.DataFrame, spots: np.ndarray) -> list[np.ndarray]:
    """The names of the living rooms, each beside its mark where it covers least of `spots`.

    Gives points along every name, for what is drawn later to keep clear of.
    """
    taken: list[tuple[float, float, float, float]] = []
    rooms = places[places["kind"] == "buurthuiskamer"].sort_values(["y", "name"])
    for name, x, y in zip(rooms["name"], rooms["x"], rooms["y"], strict=True):
        wide, high, off = style.text_width(str(name), 7.5), 2.6, 2.3
        tries = [
            (x + off, y - high / 2),
            (x - off - wide, y - high / 2),
            (x - wide / 2, y - off - high),
            (x - wide / 2, y + off),
        ]
        boxes = [(left, low, left + wide, low + high) for left, low in tries]
        box = min(boxes, key=lambda box: (_cover(box, spots, taken), boxes.index(box)))
        taken.append(box)
        axes.text(box[0], box[1] + high / 2, str(name), size=7.5, weight="semibold", va="center",
                  color=style.INFORMAL_TEXT, zorder=7,
                  bbox={"fc": style.WHITE, "ec": "none", "pad": 0.6, "alpha": 0.7})  # fmt: skip
    return [np.linspace(box[:2], box[2:], 12) for box in taken]


def _cover(
    box: tuple[float, float, float, float],
    spots: np.ndarray,
    taken: list[tuple[float, float, float, float]],
) -> int:
    """How many marks and names a box would touch, and whether it leaves the page."""
    left, low, right, high = box
    near = (
        (spots[:, 0] > left - 1.5)
        & (spots[:, 0] < right + 1.5)
        & (spots[:, 1] > low - 1.5)
        & (spots[:, 1] < high + 1.5)
    )
    others = sum(
        left < east and west < right and low < north and south < high
        for west, south, east, north in taken
    )
    return int(near.sum()) + others + 5 * (left < 1 or right > WIDTH - 1)


def _key(axes: Any, places: pd.DataFrame, frame: _Frame) -> None:
    """What the marks mean with how many there are, and a scale bar."""
    x, y = MARGIN, 4.5
    text = {"size": 8.5, "color": style.GREY, "va": "center_baseline"}
    for kind, (one, more) in NAMES.items():
        count = int((places["kind"] == kind).sum())
        if count:
            axes.plot([x], [y], MARKER[kind], color=COLOUR[kind], ms=SIZE[kind], mec=style.WHITE)
            words = f"{dutch.number(count)} {one if count == 1 else more}"
            axes.text(x + 3, y, words, **text)
            x += 11 + style.text_width(words, 8.5, "normal")
    length = 250 * frame.scale
    right = WIDTH - MARGIN
    axes.plot([right - length, right], [y - 1, y - 1], color=style.GREY, lw=1.2)
    axes.text(right - length / 2, y + 0.4, "250 meter", size=7.5, color=style.GREY, ha="center")


def describe(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> tuple[str, str]:
    """Title with the number of living rooms and their ties; text with the places a cluster."""
    if tables["places"].empty or "boundaries" not in context:
        raise NoDataError
    places, ties = tables["places"], tables["ties"]
    rooms = places[places["kind"] == "buurthuiskamer"]
    count = len(_tied_rooms(places, ties))
    kinds = [
        f"{dutch.number(number)} {NAMES[kind][0] if number == 1 else NAMES[kind][1]}"
        for kind in NAMES
        if (number := int((places["kind"] == kind).sum()))
    ]
    named = places.dropna(subset=["cluster"])
    clusters = [
        f"{cluster} ({dutch.word(len(rows))})"
        for cluster, rows in named[named["cluster"] != ""].groupby("cluster")
    ]
    name = context["wijk"]["name"]
    alt = f"Kaart van {name} met {dutch.listing(kinds)}."
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
