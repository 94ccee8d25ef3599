"""The network of one year: every actor at its fixed place, every tie, the influential by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import style
from veerkracht.sources import coding_line

TABLES = ["actors", "ties", "actor_metrics", "layout"]

# All sizes in mm, on a figure that is the map of `layout` with room for the legend below it.
WIDTH, HEIGHT = 163.0, 200.0
LEGEND = 10.0
EDGE = 1.5
MAX_RADIUS, MIN_RADIUS = 4.0, 1.0
LABELS = 12
TOP = 10
FONT_SIZE, FONT_SIZE_FIRST, FIRST = 8.0, 9.5, 3
WRAP, LONGEST = 18, 46
PAD = 0.5
NEAR = 1.8
# Places tried for a name: directions, distances from the node and what each costs (a leader line
# from the third on), and how many of the best take part in the contest.
TURNS = 20
AWAY = (0.3, 2.0, 4.0, 6.5, 9.5, 13.0, 17.0, 22.0, 27.0)
AWAY_COST = (0.0, 1.0, 6.0, 8.0, 11.0, 15.0, 19.0, 24.0, 30.0)
BEST = 48
# Of the font size: between baselines, below the last one, and from there to the capitals' top.
LINE_HEIGHT, DESCENT, ASCENT = 1.08, 0.2, 0.72
# From the middle of a shape to its farthest corner, for a circle of radius 1 and shapes as large.
REACH = {"informeel": 1.0, "formeel": np.sqrt(np.pi / 2), "buiten": np.sqrt(4 * np.pi / 27) * 2}
NAMES = {"informeel": "informeel", "formeel": "formeel", "buiten": "buiten de wijk"}


class _Node(NamedTuple):
    actor: str
    name: str
    kind: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Label:
    """A name on the map: its lines, its box (left, bottom, right, top in mm) and its actor."""

    actor: str
    lines: list[str]
    size: float
    kind: str
    align: str
    box: tuple[float, float, float, float]
    leader: tuple[tuple[float, float], tuple[float, float]] | None


@dataclass(frozen=True)
class Map:
    """What is drawn: `nodes` (actor, name, kind, x, y, radius, rank, degree), `ties`, labels."""

    nodes: pd.DataFrame
    ties: np.ndarray  # (ties, 2 ends, x and y)
    labels: list[Label]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 163 by 200 mm.

    Every node, label and tie can be found in the SVG: ids `partij-<id>`, `naam-<id>`, `banden`.
    The area of a node goes with its eigenvector centrality, on one scale for all years.
    """
    plan = arrange(tables, context)
    figure = style.new_figure(WIDTH, HEIGHT)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    busy = min(1.0, 250 / max(len(plan.ties), 1))
    axes.add_collection(
        LineCollection(
            list(plan.ties),
            colors=style.LINE,
            linewidths=0.35 + 0.2 * busy,
            alpha=0.3 + 0.3 * busy,
            capstyle="round",
            zorder=1,
            gid="banden",
        )
    )
    for label in plan.labels:
        # Under the nodes: a label may hide a tie, never an actor.
        left, bottom, right, top = label.box
        ground = FancyBboxPatch(
            (left, bottom),
            right - left,
            top - bottom,
            boxstyle="round,pad=0,rounding_size=0.8",
            facecolor=style.WHITE,
            edgecolor="none",
            alpha=0.82,
            zorder=2,
        )
        axes.add_patch(ground)
        if label.leader:
            xs, ys = zip(*label.leader, strict=True)
            axes.plot(xs, ys, color=style.KIND_TEXT[label.kind], lw=0.6, zorder=2.5)
    # The large ones first, so that a small one never hides behind one.
    order = plan.nodes.sort_values(["radius", "actor"], ascending=[False, True])
    for node in map(_Node._make, order[list(_Node._fields)].itertuples(index=False)):
        patch = _shape(node.kind, node.x, node.y, node.radius)
        patch.set(zorder=3, gid=f"partij-{node.actor}")
        axes.add_patch(patch)
    for label in plan.labels:
        left, bottom, right, _ = label.box
        x = {"left": left + PAD, "center": (left + right) / 2, "right": right - PAD}[label.align]
        for above, line in enumerate(reversed(label.lines)):
            # Each line by its own baseline: matplotlib's line spacing is too wide for a name.
            y = bottom + PAD + (above * LINE_HEIGHT + DESCENT) * label.size * style.POINT
            axes.text(
                x,
                y,
                line,
                size=label.size,
                weight="semibold",
                color=style.KIND_TEXT[label.kind],
                ha=label.align,
                va="baseline",
                zorder=4,
                parse_math=False,
                gid=f"naam-{label.actor}-{len(label.lines) - above}",
            )
    _legend(axes, _radius_scale(tables))
    return figure


def describe(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> tuple[str, str]:
    """Title with the finding on influence, alternative text with the counts of the year."""
    year = context["year"]
    plan = arrange(tables, context)
    nodes = plan.nodes.sort_values("rank")
    informal = int((nodes["own_kind"] == "informeel").sum())
    outside = int((nodes["kind"] == "buiten").sum())
    counts = (
        f"Netwerkkaart van {year}: {_count(len(nodes), 'partij', 'partijen')} met "
        f"{_count(len(plan.ties), 'band', 'banden')}. Informeel: {dutch.number(informal)}, "
        f"formeel: {dutch.number(len(nodes) - informal)}; van buiten de wijk: "
        f"{dutch.number(outside)}; zonder banden: {dutch.number((nodes['degree'] == 0).sum())}."
    )
    best = nodes[nodes["eigenvector"] > 0].head(TOP)
    if best.empty:
        return f"In {year} zijn er geen banden tussen de partijen", counts
    first = best.loc[best["eigenvector"] == best["eigenvector"].iloc[0], "name"].tolist()
    share = int((best["own_kind"] == "informeel").sum())
    title = (
        f"In {year} {'heeft' if len(first) == 1 else 'hebben'} {dutch.listing(first[:3])} "
        f"de meeste invloed; {_number(share)} van de {dutch.word(len(best))} invloedrijkste "
        f"partijen {'is' if share == 1 else 'zijn'} informeel"
    )
    counts += f" De meeste invloed hebben {dutch.listing(best['name'].head(5).tolist())}."
    return title, counts


def score(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[str, float]:
    """How readable the map is: counts of overlaps, and the share of the page that is used.

    label_label, label_node (names over another actor), label_named (of those, over a named one),
    node_node, far (names with a leader line), off_page; page: the share of cells of some 27 mm
    that hold an actor.
    """
    plan = arrange(tables, context)
    nodes = plan.nodes
    boxes = np.array([label.box for label in plan.labels]).reshape(-1, 4)
    ids = [label.actor for label in plan.labels]
    own = nodes["actor"].to_numpy()[None, :] == np.array(ids, dtype=object)[:, None]
    covered = (_over_nodes(boxes, nodes) > 0) & ~own
    pairs = np.triu(_shared_area(boxes, boxes) > 0, 1)
    reach = _reach(nodes)
    gaps = np.hypot(
        nodes["x"].to_numpy()[:, None] - nodes["x"].to_numpy(),
        nodes["y"].to_numpy()[:, None] - nodes["y"].to_numpy(),
    )
    touching = np.triu(gaps < reach[:, None] + reach, 1)
    cells = {(int(x // (WIDTH / 6)), int(y // (HEIGHT / 7))) for x, y in nodes[["x", "y"]].values}
    outside = (boxes[:, :2] < 0).any(axis=1) | (boxes[:, 2:] > (WIDTH, HEIGHT)).any(axis=1)
    return {
        "label_label": int(pairs.sum()),
        "label_node": int(covered.sum()),
        "label_named": int(covered[:, nodes["actor"].isin(ids)].sum()),
        "node_node": int(touching.sum()),
        "far": sum(label.leader is not None for label in plan.labels),
        "off_page": int(outside.sum()),
        "page": round(len(cells) / 42, 3),
    }


def arrange(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Map:
    """Everything on the map of `context["year"]`, with its place and size in mm."""
    year = context["year"]
    nodes = tables["actor_metrics"]
    nodes = nodes[nodes["year"] == year].merge(tables["layout"], on="actor", validate="1:1")
    nodes = nodes.sort_values("actor", ignore_index=True)
    nodes["own_kind"] = nodes["kind"]
    nodes["kind"] = nodes["kind"].mask(nodes["location"] == "buiten", "buiten")
    nodes["y"] += LEGEND
    nodes["radius"] = _radius(nodes["eigenvector"], _radius_scale(tables))
    ties = tables["ties"]
    pairs = ties.loc[ties["year"] == year, ["source", "target"]].sort_values(["source", "target"])
    place = nodes.set_index("actor")[["x", "y"]]
    known = pairs["source"].isin(place.index) & pairs["target"].isin(place.index)
    pairs = pairs[known]
    ends = [place.loc[pairs[end]].to_numpy() for end in ("source", "target")]
    segments = np.stack(ends, axis=1)
    wanted = {*context["wijk"]["protagonists"], context["wijk"]["municipality"]}
    influential = (nodes["rank"] <= LABELS) & (nodes["eigenvector"] > 0)
    named = nodes[influential | nodes["name"].isin(wanted)].sort_values(["rank", "actor"])
    return Map(nodes, segments, _place_labels(named, nodes, segments))


def _number(count: int) -> str:
    """A whole number as a word, zero as `geen`."""
    return dutch.word(count) if count else "geen"


def _count(count: int, one: str, more: str) -> str:
    return f"{dutch.number(count)} {one if count == 1 else more}"


def _radius(eigenvector: pd.Series, largest: float) -> np.ndarray:
    """Radius in mm: the area goes with the eigenvector centrality, small ones stay visible."""
    return np.asarray(np.maximum(largest * np.sqrt(eigenvector), MIN_RADIUS))


def _radius_scale(tables: dict[str, pd.DataFrame]) -> float:
    """The radius at eigenvector centrality 1: 4 mm, less where nodes of any year would touch."""
    metrics = tables["actor_metrics"].merge(tables["layout"], on="actor")
    kind = metrics["kind"].mask(metrics["location"] == "buiten", "buiten")
    root = np.sqrt(metrics["eigenvector"]) * kind.map(REACH)
    size = pd.DataFrame({"size": root, "least": MIN_RADIUS * kind.map(REACH)})
    size = size.groupby(metrics["actor"]).max()
    place = tables["layout"].set_index("actor").loc[size.index, ["x", "y"]].to_numpy()
    first, second = np.triu_indices(len(size), 1)
    apart = np.hypot(*(place[first] - place[second]).T) - 0.3
    sizes, least = size["size"].to_numpy(), size["least"].to_numpy()
    scale = MAX_RADIUS
    while scale > MIN_RADIUS:
        reach = np.maximum(sizes * scale, least)
        if (reach[first] + reach[second] <= apart).all():
            break
        scale = round(scale - 0.1, 1)
    return scale


def _reach(nodes: pd.DataFrame) -> np.ndarray:
    """From the middle of each node to its farthest corner, in mm."""
    return (nodes["radius"] * nodes["kind"].map(REACH)).to_numpy()


def _shape(kind: str, x: float, y: float, radius: float) -> PathPatch:
    """A circle, square or triangle as large as a circle of `radius`, with a white edge."""
    if kind == "informeel":
        path = Path.circle((x, y), radius)
    else:
        reach = radius * REACH[kind]
        corners, start = (4, np.pi / 4) if kind == "formeel" else (3, np.pi / 2)
        angle = start + 2 * np.pi * np.arange(corners + 1) / corners
        points = np.stack([x + reach * np.cos(angle), y + reach * np.sin(angle)], axis=1)
        path = Path(points, closed=True)
    return PathPatch(
        path,
        facecolor=style.KIND_COLOUR[kind],
        edgecolor=style.WHITE,
        linewidth=0.6,
        joinstyle="miter",
    )


def _legend(axes: Any, largest: float) -> None:
    """Shapes and sizes in one line below the map."""
    y, x = 4.3, EDGE
    text = {"size": 8, "color": style.GREY, "va": "center_baseline"}
    for kind in ("informeel", "formeel", "buiten"):
        axes.add_patch(_shape(kind, x + 1.5, y, 1.5))
        axes.text(x + 4.5, y, NAMES[kind], **text)
        x += 4.5 + style.text_width(NAMES[kind], 8, "normal") + 6
    note = "groter = meer invloed in het netwerk"
    x = WIDTH - EDGE - style.text_width(note, 8, "normal")
    axes.text(x, y, note, **text)
    x -= 2
    for share in (1.0, 0.4, 0.1):
        radius = largest * np.sqrt(share)
        x -= radius
        ring = PathPatch(Path.circle((x, y), radius), fc=style.PALE, ec=style.GREY, lw=0.6)
        axes.add_patch(ring)
        x -= radius + 1.2


def _wrap(name: str) -> list[list[str]]:
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


def _candidates(node: _Node, size: float) -> list[tuple[Label, float]]:
    """Places for the name of `node` with what each costs: right beside it is free."""
    found = []
    reach = node.radius * (1.0 if node.kind == "informeel" else 0.9 * REACH[node.kind])
    for lines in _wrap(node.name):
        width = max(style.text_width(line, size) for line in lines) + 2 * PAD
        height = ((len(lines) - 1) * LINE_HEIGHT + DESCENT + ASCENT) * size * style.POINT + 2 * PAD
        for ring, away in enumerate(AWAY):
            for turn in range(TURNS):
                angle = 2 * np.pi * turn / TURNS
                cos, sin = np.cos(angle), np.sin(angle)
                # The edge point of the box that faces the node lies `away` from the shape.
                x = node.x + (reach + away) * cos
                y = node.y + (reach + away) * sin
                left = x - width * (1 - np.clip(cos * 1.6, -1, 1)) / 2
                bottom = y - height * (1 - np.clip(sin * 1.25, -1, 1)) / 2
                box = (left, bottom, left + width, bottom + height)
                if left < EDGE or bottom < LEGEND - 2 or box[2] > WIDTH - EDGE or box[3] > HEIGHT:
                    continue
                side = "left" if cos > 0.35 else "right" if cos < -0.35 else "center"
                leader = None
                if ring > 1:
                    end = (
                        float(np.clip(node.x, left, box[2])),
                        float(np.clip(node.y, bottom, box[3])),
                    )
                    leader = ((node.x, node.y), end)
                cost = AWAY_COST[ring]
                cost += 0.6 * (1 - cos) / 2 + 0.8 * abs(sin) + 0.7 * (len(lines) - 1)
                label = Label(node.actor, lines, size, node.kind, side, box, leader)
                found.append((label, cost))
    return found


def _place_labels(named: pd.DataFrame, nodes: pd.DataFrame, ties: np.ndarray) -> list[Label]:
    """One label for each of `named` (most important first), none over another.

    All candidates are weighed at once; names choose greedily by importance, then each in turn may
    move to something better until nobody does.
    """
    options: list[tuple[Label, float]] = []
    groups: list[np.ndarray] = []
    rows = named[list(_Node._fields)].itertuples(index=False)
    for place, node in enumerate(map(_Node._make, rows)):
        found = _candidates(node, FONT_SIZE_FIRST if place < FIRST else FONT_SIZE)
        groups.append(np.arange(len(options), len(options) + len(found)))
        options += found
    if not options:
        return []
    cost = np.array([cost for _, cost in options])
    boxes = np.array([label.box for label, _ in options])
    leaders = np.array([label.leader or ((-9, -9), (-9, -9)) for label, _ in options])
    actors = nodes["actor"].to_numpy()
    owner = np.array([label.actor for label, _ in options], dtype=object)
    others = owner[:, None] != actors[None, :]
    over = _over_nodes(boxes, nodes) * others
    weight = np.where(np.isin(actors, named["actor"].to_numpy()), 80.0, 45.0)
    cost += (over > 0) @ weight + 3 * over.sum(axis=1)
    # A name close to another node, or a leader line along one, seems to belong to that one.
    far = np.array([label.leader is not None for label, _ in options])
    cost += np.where(far, 7.0, 3.0) * (_over_nodes(boxes, nodes, NEAR) * others).sum(axis=1)
    cost += 25 * (_near_line(leaders, nodes) & others).sum(axis=1)
    # Only the best of each take part in the contest: the rest would never win.
    groups = [group[_order(cost[group])[: 3 * BEST]] for group in groups]
    for group in groups:
        cost[group] += 0.12 * _crossed(boxes[group], ties).sum(axis=1)
    groups = [group[_order(cost[group])[:BEST]] for group in groups]
    keep = np.concatenate(groups)
    ends = np.cumsum([0, *map(len, groups)])
    groups = [np.arange(ends[i], ends[i + 1]) for i in range(len(groups))]
    cost, boxes, leaders = cost[keep], boxes[keep], leaders[keep]
    through = _crossed(boxes, leaders)
    clash = 1000.0 * (_shared_area(boxes, boxes) > 0) + 25 * (through + through.T)
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
    return [options[keep[choice]][0] for choice in chosen]


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


def _shared_area(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The area in mm² that each box of `a` shares with each of `b`: (len(a), len(b))."""
    width = np.minimum(a[:, None, 2], b[None, :, 2]) - np.maximum(a[:, None, 0], b[None, :, 0])
    height = np.minimum(a[:, None, 3], b[None, :, 3]) - np.maximum(a[:, None, 1], b[None, :, 1])
    shared: np.ndarray = np.maximum(width, 0) * np.maximum(height, 0)
    return shared


def _over_nodes(boxes: np.ndarray, nodes: pd.DataFrame, around: float = 0.0) -> np.ndarray:
    """How deep in mm each box lies over each node: (boxes, nodes), 0 where it leaves it free.

    With `around`, every node is so many mm larger.
    """
    x, y = nodes["x"].to_numpy(), nodes["y"].to_numpy()
    dx = x[None, :] - np.clip(x[None, :], boxes[:, None, 0], boxes[:, None, 2])
    dy = y[None, :] - np.clip(y[None, :], boxes[:, None, 1], boxes[:, None, 3])
    # Half way to the corners of a square or triangle, which may touch the white of a label.
    size = (nodes["radius"].to_numpy() + _reach(nodes)) / 2 + around
    depth: np.ndarray = np.maximum(size[None, :] - np.hypot(dx, dy), 0)
    return depth


def _near_line(lines: np.ndarray, nodes: pd.DataFrame) -> np.ndarray:
    """Whether each line runs over each node: (lines, nodes)."""
    start = lines[:, None, 0, :]
    step = lines[:, None, 1, :] - start
    apart = nodes[["x", "y"]].to_numpy()[None, :, :] - start
    length = np.maximum((step**2).sum(axis=2), 1e-9)
    part = np.clip((apart * step).sum(axis=2) / length, 0, 1)
    rest = apart - part[..., None] * step
    near: np.ndarray = (rest**2).sum(axis=2) < nodes["radius"].to_numpy()[None, :] ** 2
    return near


def _crossed(boxes: np.ndarray, ties: np.ndarray) -> np.ndarray:
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


def source(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> str:
    """The source line below the figure."""
    return coding_line(context["wijk"])
