"""The network of one year: every actor at its fixed place, every tie, the influential by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, labels
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.labels import REACH, Label
from veerkracht.charts.too_large import is_too_large, most_influential, strongest, told_left_out
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS

# All sizes in mm: the map of `layout`, the year and the counts above it, the legend below.
HEAD, LEGEND = 14.0, 17.0
HEIGHT = LEGEND + MAP_HEIGHT + HEAD
FRAME = (1.0, LEGEND - 1, WIDTH - 1, HEIGHT - HEAD + 3)
MAX_RADIUS, MIN_RADIUS = 5.0, 1.15
# The ring around a new actor.
RING = 0.75
LABELS = 14
TOP = 10
FONT_SIZE, FONT_SIZE_FIRST, FIRST, SMALL, YEAR = 8.5, 10.5, 3, 7.5, 30
# A small name may lie over so many ties.
THROUGH = 2
NAMES = {"informeel": "informeel", "formeel": "formeel", "buiten": "buiten de wijk"}


Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Map:
    """What is drawn of one year, with places and sizes in mm.

    `nodes`: actor, name, kind (buiten for all from outside), own_kind, x, y, radius, rank,
    degree, eigenvector, new; `ties`: (ties, 2 ends, x and y) and `fresh`, which of them are new;
    `gone`, `past`: nodes and ties that are no more; `left_out`: parties and ties not drawn.
    """

    before: int | None
    nodes: pd.DataFrame
    ties: np.ndarray
    fresh: np.ndarray
    gone: pd.DataFrame
    past: np.ndarray
    labels: list[Label]
    small: list[Label]
    left_out: tuple[int, int] = (0, 0)


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 182 by 221 mm.

    Every node, label and tie can be found in the SVG: ids `partij-<id>`, `naam-<id>`, `banden`,
    `banden-nieuw`, `banden-weg`, `weg-<id>`. The area of a node goes with its eigenvector
    centrality, on one scale for all years.
    """
    plan = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    draw_network(axes, plan)
    _head(axes, plan, context["year"])
    legend(axes, radius_scale(tables), plan.before, WIDTH)
    if told := told_left_out(plan):
        axes.text(
            0, 14.0, told, size=7.5, color=design.GREY, va="center_baseline", gid="weggelaten"
        )
    return figure


def draw_network(
    axes: Any, plan: Map, scale: float = 1.0, id_: str = "", most: int | None = None
) -> None:
    """Ties, nodes and names of `plan`; `scale` makes lines thinner, `id_` goes before every id.

    `most`: the ties of the fullest of the maps that this one stands beside.
    """
    lines = [
        ("banden-weg", plan.past, design.GREY, 0.5, 0.42, (0, (0.8, 2.4))),
        ("banden", plan.ties[~plan.fresh], design.LINE, 0.5, 0.45, "-"),
        ("banden-nieuw", plan.ties[plan.fresh], design.GREY, 0.8, 0.6, "-"),
    ]
    # Many ties together would become a grey cloud: then each is a little lighter.
    busy = min(1.0, (300 / max(most or len(plan.ties), 1)) ** 0.5)
    for gid, ties, colour, width, alpha, dash in lines:
        if len(ties):
            axes.add_collection(
                LineCollection(
                    list(ties),
                    colors=colour,
                    linewidths=width * max(scale, 0.6),
                    linestyles=[dash],
                    alpha=alpha * busy,
                    capstyle="round",
                    zorder=1,
                    gid=id_ + gid,
                )
            )
    _lay_grounds(axes, [*plan.labels, *plan.small])
    for node in labels.nodes_of(plan.gone):
        patch = shape(node.kind, node.x, node.y, node.radius)
        colour = design.KIND_COLOUR[node.kind]
        patch.set(fc="none", ec=colour, lw=0.6 * max(scale, 0.6), ls=(0, (0.8, 1.8)), zorder=2.8)
        patch.set_gid(f"{id_}weg-{node.actor}")
        axes.add_patch(patch)
    strong = set(plan.nodes.loc[plan.nodes["influential"] == "ja", "actor"])
    # The large ones first, so that a small one never hides behind one.
    order = plan.nodes.sort_values(["radius", "actor"], ascending=[False, True])
    for node, new in zip(labels.nodes_of(order), order["new"], strict=True):
        patch = shape(node.kind, node.x, node.y, node.radius)
        patch.set(zorder=3, gid=f"{id_}partij-{node.actor}", lw=0.6 * scale)
        axes.add_patch(patch)
        if new:
            ring = shape(node.kind, node.x, node.y, node.radius + RING * scale)
            ring.set(fc="none", ec=design.KIND_COLOUR[node.kind], lw=0.7 * scale, zorder=2.9)
            ring.set_gid(f"{id_}nieuw-{node.actor}")
            axes.add_patch(ring)
        if node.actor in strong:
            axes.add_patch(dot(node.x, node.y, node.radius, f"{id_}invloedrijk-{node.actor}"))
    for label in plan.small:
        draw_label(axes, label, id_, weight="normal", colour=design.GREY)
    for label in plan.labels:
        draw_label(axes, label, id_)


def _lay_grounds(axes: Any, names: list[Label]) -> None:
    """A pale ground for every name, with the line to its node."""
    for label in names:
        # Under the nodes: a label may hide a tie, never an actor.
        left, bottom, right, top = label.box
        ground = FancyBboxPatch(
            (left, bottom),
            right - left,
            top - bottom,
            boxstyle="round,pad=0,rounding_size=0.8",
            facecolor=design.PAPER,
            edgecolor="none",
            alpha=0.85,
            zorder=2,
        )
        axes.add_patch(ground)
        if label.leader:
            xs, ys = zip(*label.leader, strict=True)
            axes.plot(xs, ys, color=design.GREY, lw=0.6, zorder=2.5)


def draw_label(
    axes: Any, label: Label, id_: str = "", weight: str = "semibold", colour: str | None = None
) -> None:
    """The lines of one name, in the colour of its kind."""
    left, bottom, right, _ = label.box
    pad = labels.PAD
    x = {"left": left + pad, "center": (left + right) / 2, "right": right - pad}[label.align]
    for above, line in enumerate(reversed(label.lines)):
        # Each line by its own baseline: matplotlib's line spacing is too wide for a name.
        rise = (above * labels.LINE_HEIGHT + labels.DESCENT) * label.size * design.POINT
        axes.text(
            x,
            bottom + pad + rise,
            line,
            size=label.size,
            weight=weight,
            color=colour or design.KIND_TEXT[label.kind],
            ha=label.align,
            va="baseline",
            zorder=4,
            gid=f"{id_}naam-{label.actor}-{len(label.lines) - above}",
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the map shows of influence, text with the counts of the year."""
    year = context["year"]
    plan = arrange(tables, context, names=False, whole=True)
    nodes = plan.nodes.sort_values("rank")
    informal = int((nodes["own_kind"] == "informeel").sum())
    outside = int((nodes["kind"] == "buiten").sum())
    alone = int((nodes["degree"] == 0).sum())
    strong = int(((nodes["influential"] == "ja") & (nodes["own_kind"] == "informeel")).sum())
    alt = (
        f"Netwerkkaart van {year}: {_count(len(nodes), 'partij', 'partijen')} met "
        f"{_count(len(plan.ties), 'band', 'banden')}. Informeel: {dutch.number(informal)}, "
        f"formeel: {dutch.number(len(nodes) - informal)}; van buiten de wijk: "
        f"{dutch.number(outside)}; zonder banden: {dutch.number(alone)}. Met een stip, als "
        f"invloedrijk: {_count(strong, 'informele partij', 'informele partijen')}."
    )
    if plan.before:
        alt += f" {_changes(plan)}."
    if told := told_left_out(arrange(tables, context, names=False)):
        alt += f" {told}."
    counts = {
        "partijen": len(nodes),
        "verbindingen": len(plan.ties),
        "informele partijen": informal,
        "formele partijen": len(nodes) - informal,
        "partijen van buiten de wijk": outside,
        "partijen zonder verbindingen": alone,
        "invloedrijke informele partijen": strong,
    }
    if plan.before:
        counts["nieuwe partijen"] = int(plan.nodes["new"].sum())
        counts["partijen die niet meer zijn genoemd"] = len(plan.gone)
    series = tuple(
        over_years(label, "aantal", [(year, count)], dutch.number)
        for label, count in counts.items()
    )
    best = nodes[nodes["eigenvector"] > 0].head(TOP)
    if best.empty:
        return Facts(f"In {year} zijn er geen banden tussen de partijen", alt, series)
    alt += f" Bovenaan in invloed staan {dutch.listing(best['name'].head(5).tolist())}."
    return Facts(_influence(best, year), alt, series)


def _influence(best: pd.DataFrame, year: int) -> str:
    """Who stands first in what was seen, and how many of the `best` (in order) are informal."""
    # Who is printed with the same influence has it: 0,998 and 1 are both 1,00 in the table.
    printed = best["eigenvector"].round(2)
    first = best.loc[printed == printed.iloc[0], "name"].tolist()
    share = int((best["own_kind"] == "informeel").sum())
    return (
        f"In {year} {'staat' if len(first) == 1 else 'staan'} {dutch.listing(first[:3])} "
        f"bovenaan in invloed; {dutch.of_all(share, len(best))} invloedrijkste "
        f"partijen {'is' if share == 1 else 'zijn'} informeel"
    )


def arrange(
    tables: Tables, context: dict[str, Any], *, names: bool = True, whole: bool = False
) -> Map:
    """Everything on the map of `context["year"]`, with its place and size in mm.

    Of a network too large to see only what matters most, unless `whole`.
    """
    year = context["year"]
    years = sorted({int(y) for y in tables["actor_metrics"]["year"] if y < year})
    before = years[-1] if years else None
    scale = radius_scale(tables)
    nodes = _nodes(tables, year, scale)
    place = tables["layout"].set_index("actor")[["x", "y"]]
    place = place.assign(y=place["y"] + LEGEND)
    pairs = _pairs(tables, year, place)
    earlier = _pairs(tables, before, place) if before else []
    last = _nodes(tables, before, scale) if before else nodes.iloc[:0]
    nodes["new"] = ~nodes["actor"].isin(last["actor"]) & (before is not None)
    old = set(earlier)
    fresh = np.array([before is not None and pair not in old for pair in pairs], dtype=bool)
    gone = last[~last["actor"].isin(nodes["actor"])]
    past = sorted(old - set(pairs))
    wanted = {*context["wijk"]["protagonists"], context["wijk"]["municipality"]}
    left_out = (0, 0)
    if not whole and is_too_large(nodes, pairs):
        everything = len(nodes), len(pairs)
        nodes, gone = most_influential(nodes, wanted), most_influential(gone, wanted)
        kept = strongest(tables["ties"], year, pairs, nodes)
        pairs, fresh = [pairs[n] for n in np.flatnonzero(kept)], fresh[kept]
        left_out = everything[0] - len(nodes), everything[1] - len(pairs)
        past = []  # a tie that is no more cannot be told from one that is not drawn
    segments = _segments(pairs, place)
    named, small = [], []
    if names:
        influential = (nodes["rank"] <= LABELS) & (nodes["eigenvector"] > 0)
        # To a name the ring of a new actor is a part of it.
        order = nodes.assign(radius=nodes["radius"] + RING * nodes["new"])
        order = order.sort_values(["rank", "actor"])
        chosen = influential | nodes["name"].isin(wanted)
        first = order[chosen.reindex(order.index)]
        sizes = [FONT_SIZE_FIRST if place < FIRST else FONT_SIZE for place in range(len(first))]
        named = labels.place_labels(first, order, segments, FRAME, sizes)
        rest = order[~chosen.reindex(order.index)]
        marks = pd.concat([order, gone])
        small = labels.add_labels(rest, marks, segments, FRAME, SMALL, named, THROUGH)
    return Map(
        before,
        nodes,
        segments,
        fresh,
        gone,
        _segments(past, place),
        named,
        small,
        left_out,
    )


def _nodes(tables: dict[str, pd.DataFrame], year: int, scale: float) -> pd.DataFrame:
    nodes = tables["actor_metrics"]
    nodes = nodes[nodes["year"] == year].merge(tables["layout"], on="actor", validate="1:1")
    nodes = nodes.sort_values("actor", ignore_index=True)
    nodes["own_kind"] = nodes["kind"]
    nodes["kind"] = nodes["kind"].mask(nodes["location"] == "buiten", "buiten")
    nodes["y"] += LEGEND
    # The area goes with the eigenvector centrality, small ones stay visible.
    nodes["radius"] = np.maximum(scale * np.sqrt(nodes["eigenvector"]), MIN_RADIUS)
    return nodes


def _pairs(tables: Tables, year: int | None, place: pd.DataFrame) -> list[tuple[str, str]]:
    ties = tables["ties"]
    ties = ties[(ties["year"] == year) & ties["actor_a"].isin(place.index)]
    ties = ties[ties["actor_b"].isin(place.index)]
    return sorted(zip(ties["actor_a"], ties["actor_b"], strict=True))


def _segments(pairs: list[tuple[str, str]], place: pd.DataFrame) -> np.ndarray:
    ends = [place.loc[[pair[end] for pair in pairs]].to_numpy(dtype=float) for end in (0, 1)]
    return np.stack(ends, axis=1)


def _count(count: int, one: str, more: str) -> str:
    return f"{dutch.number(count)} {one if count == 1 else more}"


def _changes(plan: Map) -> str:
    new, gone = int(plan.nodes["new"].sum()), len(plan.gone)
    if not new and not gone:
        return f"Sinds {plan.before}: dezelfde partijen"
    came = _count(new, "partij", "partijen") if new else "geen partij"
    went = dutch.number(gone) if gone else "geen"
    return f"Sinds {plan.before}: {came} nieuw, {went} niet meer genoemd"


def radius_scale(tables: dict[str, pd.DataFrame]) -> float:
    """The radius at eigenvector centrality 1: 5 mm, less where nodes of any year touch."""
    metrics = tables["actor_metrics"].merge(tables["layout"], on="actor")
    kind = metrics["kind"].mask(metrics["location"] == "buiten", "buiten")
    root = np.sqrt(metrics["eigenvector"]) * kind.map(REACH)
    size = pd.DataFrame({"size": root, "least": MIN_RADIUS * kind.map(REACH)})
    size = size.groupby(metrics["actor"]).max()
    place = tables["layout"].set_index("actor").loc[size.index, ["x", "y"]].to_numpy()
    first, second = np.triu_indices(len(size), 1)
    apart = np.hypot(*(place[first] - place[second]).T) - 0.3 - RING
    sizes, least = size["size"].to_numpy(), size["least"].to_numpy()
    scale = MAX_RADIUS
    while scale > MIN_RADIUS:
        reach = np.maximum(sizes * scale, least)
        if (reach[first] + reach[second] <= apart).all():
            break
        scale = round(scale - 0.1, 1)
    return scale


def shape(kind: str, x: float, y: float, radius: float) -> PathPatch:
    """A circle, square or triangle as large as a circle of `radius`, with a pale edge."""
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
        facecolor=design.KIND_COLOUR[kind],
        edgecolor=design.PAPER,
        linewidth=0.6,
        joinstyle="miter",
    )


def dot(x: float, y: float, radius: float, id_: str | None = None) -> PathPatch:
    """The pale dot in the node of an influential party."""
    pale = PathPatch(Path.circle((x, y), 0.3 * radius), fc=design.PAPER, ec="none", zorder=3.1)
    pale.set_gid(id_)
    return pale


def key_of_dots(axes: Any, right: float, y: float) -> None:
    """What a dot means, in a legend that ends at `right`."""
    note = "met stip: invloedrijk"
    axes.text(right, y, note, size=8.5, color=design.GREY, ha="right", va="center_baseline")
    x = right - design.text_width(note, 8.5, "normal") - 4
    axes.add_patch(shape("informeel", x, y, 1.6))
    axes.add_patch(dot(x, y, 1.6))


def _head(axes: Any, plan: Map, year: int) -> None:
    """The year and its counts, large, in the upper left."""
    y = HEIGHT - 10.5
    axes.text(0, y, str(year), size=YEAR, weight="bold", color=design.FORMAL, va="baseline")
    x = design.text_width(str(year), YEAR, "bold") + 5
    parties, ties = plan.left_out
    counts = [
        _count(len(plan.nodes) + parties, "partij", "partijen"),
        _count(len(plan.ties) + ties, "samenwerking", "samenwerkingen"),
    ]
    text = {"size": 11, "va": "baseline"}
    if plan.before is None:
        axes.text(x, y + 5.2, counts[0], color=design.INK, weight="semibold", **text)
        axes.text(x, y, counts[1], color=design.INK, weight="semibold", **text)
        return
    axes.text(x, y + 5.2, " · ".join(counts), color=design.INK, weight="semibold", **text)
    axes.text(x, y, _changes(plan), color=design.GREY, **text)


def legend(axes: Any, largest: float, before: int | None, width: float, x: float = 0.0) -> None:
    """What shapes, sizes and lines mean, in two rows below the map."""
    y, left = 9.6, x
    text = {"size": 8.5, "color": design.GREY, "va": "center_baseline"}
    for kind in ("informeel", "formeel", "buiten"):
        axes.add_patch(shape(kind, x + 1.6, y, 1.6))
        axes.text(x + 4.6, y, NAMES[kind], **text)
        x += 4.6 + design.text_width(NAMES[kind], 8.5, "normal") + 6
    note = "groter = meer invloed in het netwerk"
    x = left + width - design.text_width(note, 8.5, "normal")
    axes.text(x, y, note, **text)
    x -= 2
    for share in (1.0, 0.4, 0.1):
        radius = largest * np.sqrt(share)
        x -= radius
        ring = PathPatch(Path.circle((x, y), radius), fc=design.PALE, ec=design.GREY, lw=0.6)
        axes.add_patch(ring)
        x -= radius + 1.2
    key_of_dots(axes, left + width, 2.6)
    if before is None:
        axes.plot([left, left + 6], [2.6, 2.6], color=design.LINE, lw=0.6)
        axes.text(left + 7.5, 2.6, "samenwerking", **text)
        return
    y, x = 2.6, left
    axes.plot([x, x + 6], [y, y], color=design.LINE, lw=0.6, alpha=0.7)
    axes.text(x + 7.5, y, "samenwerking", **text)
    x += 7.5 + design.text_width("samenwerking", 8.5, "normal") + 6
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=1.0)
    axes.add_patch(shape("informeel", x + 9, y, 1.15))
    ring = shape("informeel", x + 9, y, 1.15 + RING)
    ring.set(fc="none", ec=design.INFORMAL, lw=0.7)
    axes.add_patch(ring)
    axes.text(x + 12.4, y, f"nieuw sinds {before}", **text)
    x += 12.4 + design.text_width(f"nieuw sinds {before}", 8.5, "normal") + 6
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=0.7, ls=(0, (0.8, 2.4)))
    mark = shape("informeel", x + 9, y, 1.5)
    mark.set(fc="none", ec=design.INFORMAL, lw=0.6, ls=(0, (0.8, 1.8)))
    axes.add_patch(mark)
    axes.text(x + 12.4, y, "niet meer genoemd", **text)
