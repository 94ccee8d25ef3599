"""What a network map is drawn with: ties, shapes of parties, names on a pale ground."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from veerkracht.charts import design
from veerkracht.charts.bundles import curve
from veerkracht.charts.label_places import ASCENT, DESCENT, Label, lines_of
from veerkracht.charts.map_geometry import REACH, nodes_of
from veerkracht.charts.network_plan import LABELS, LOOSE, MIN_RADIUS, RING, Map, row_words

# Room around the letters on a pale ground, in mm.
HALO = 0.6
# Colour, width in points, alpha and dash of ties; both grow with how strong a tie is said to be.
Look = tuple[str, float, float, Any]
GONE: Look = (design.GREY, 0.4, 0.3, (0, (0.8, 2.8)))
OLD: Look = (design.LINE, 0.5, 0.55, "-")
NEW: Look = (design.GREY, 0.7, 0.62, "-")
# Where only what changed is to be seen: all ties of a first year, of a later one what who is new
# brought.
FIRST_TIE: Look = (design.GREY, 0.5, 0.5, "-")
CAME: dict[str, Look] = {kind: (c, 0.8, 0.6, "-") for kind, c in design.KIND_COLOUR.items()}
# A ring on a small map is never so thin (points) nor so near its mark (mm) that parts are lost.
RING_WIDE, RING_OFF = 0.5, 0.42
# So many ties of a first year, and of who is new, are no cloud.
FEW, FEW_CAME = 90, 60
WIDER, MORE = (1.0, 1.1, 1.35, 1.7), (1.0, 1.05, 1.15, 1.3)
# The same by how many of its ends are among the most influential: between those a map is read, the
# others are its ground.
RANK_WIDER, RANK_MORE = (0.6, 0.75, 2.1), (0.3, 0.55, 1.4)
# The fuller a map, the lighter its ties: those between the most influential so much of that.
BUSY = np.array([1.8, 1.4, 0.5])
# Who was there a year before is grey, pale.
STAYED_COLOUR = to_rgba(design.LINE, 0.5)
# What became of a party since the year before.
NEW_STATE, STAYED, GONE_STATE = "erbij", "al eerder", "niet meer genoemd"
NAMES = {"informeel": "informeel", "formeel": "formeel", "buiten": "buiten de wijk"}


def draw_network(
    axes: Any,
    plan: Map,
    scale: float = 1.0,
    id_: str = "",
    most: int | None = None,
    *,
    changes: bool = False,
) -> None:
    """Ties, nodes and names of `plan`; `scale` makes lines thinner, `id_` goes before every id.

    `most`: the ties of the fullest of the maps that this one stands beside. With `changes` what
    was there a year before is pale, so that the eye goes to what is new, and no more is told.
    """
    pale = changes and plan.before is not None
    if changes:
        _draw_changed_ties(axes, plan, max(scale, 0.6), id_)
    else:
        _draw_ties(axes, plan, max(scale, 0.6), id_, most)
    _lay_grounds(axes, [*plan.labels, *plan.small])
    for node in nodes_of(plan.gone):
        patch = shape(node.kind, node.x, node.y, node.radius)
        if pale:
            (patch,) = state_marks(node.kind, node.x, node.y, node.radius, GONE_STATE)
        else:
            colour = design.KIND_COLOUR[node.kind]
            patch.set(fc="none", ec=colour, lw=0.6 * max(scale, 0.6), ls=(0, (0.8, 1.8)))
        patch.set(zorder=2.8, gid=f"{id_}weg-{node.actor}")
        axes.add_patch(patch)
    strong = set(plan.nodes.loc[plan.nodes["influential"] == "ja", "actor"])
    # The large ones first, so that a small one never hides behind one.
    order = plan.nodes.sort_values(["radius", "actor"], ascending=[False, True])
    for node, new in zip(nodes_of(order), order["new"], strict=True):
        patch = shape(node.kind, node.x, node.y, node.radius)
        patch.set(zorder=3, gid=f"{id_}partij-{node.actor}", lw=0.6 * scale)
        if pale and not new:
            ground, patch = state_marks(node.kind, node.x, node.y, node.radius, STAYED)
            ground.set(zorder=2.95)
            axes.add_patch(ground)
            patch.set(zorder=3, gid=f"{id_}partij-{node.actor}", lw=0.6 * scale)
        axes.add_patch(patch)
        if new:
            # Who hardly has a tie is not to ask more of the eye than who has many.
            wide = (0.7 if node.radius > MIN_RADIUS * scale + 1e-6 else 0.45) * scale
            off = RING * scale
            if changes:
                wide, off = max(wide, RING_WIDE), max(off, RING_OFF)
            ring = shape(node.kind, node.x, node.y, node.radius + off)
            ring.set(fc="none", ec=design.KIND_COLOUR[node.kind], lw=wide, zorder=2.9)
            ring.set_gid(f"{id_}nieuw-{node.actor}")
            axes.add_patch(ring)
        if node.actor in strong and not changes:
            axes.add_patch(dot(node.x, node.y, node.radius, f"{id_}invloedrijk-{node.actor}"))
    ghosts = set(plan.gone["actor"])
    for label in [*plan.small, *plan.labels]:
        draw_label(axes, label, id_, gone=label.actor in ghosts)


def _draw_ties(axes: Any, plan: Map, thin: float, id_: str, most: int | None) -> None:
    """What is gone below what stays below what is new; in each the strong and the top on top."""
    # Many ties together would become a grey cloud: then each is a little lighter.
    busy = min(1.0, (300 / max(most or len(plan.ties), 1)) ** 0.35)
    strength = plan.strength if len(plan.strength) else np.zeros(len(plan.ties), dtype=int)
    top = ends_at_top(plan)
    ordered = sorted(range(len(top)), key=lambda n: (int(top[n]), int(strength[n]), n))
    gone = list(range(len(plan.past)))
    ways = plan.curves or list(plan.ties)
    for gid, group, curves, look in (
        ("banden-weg", gone, plan.past_curves or list(plan.past), GONE),
        ("banden", [tie for tie in ordered if not plan.fresh[tie]], ways, OLD),
        ("banden-nieuw", [tie for tie in ordered if plan.fresh[tie]], ways, NEW),
    ):
        colour, width, alpha, dash = look
        wider, more = np.full(len(group), thin), np.full(len(group), alpha)
        if look is not GONE:
            wider = wider * np.array(WIDER)[strength[group]] * np.array(RANK_WIDER)[top[group]]
            more = more * np.array(MORE)[strength[group]] * np.array(RANK_MORE)[top[group]]
            more = more * busy ** BUSY[top[group]]
        colours = [to_rgba(colour, min(1.0, float(part))) for part in more]
        _lay(axes, [curves[tie] for tie in group], colours, list(width * wider), id_ + gid, dash)


def _draw_changed_ties(axes: Any, plan: Map, thin: float, id_: str) -> None:
    """In a first year every tie; in a later one those that who is new brought, in its colour.

    What runs between those who were there would be a cloud over what is new, and a tie that is no
    more is not drawn: the parties that are no more say enough.
    """
    ways, came = plan.curves or list(plan.ties), newcomers(plan)
    drawn = [tie for tie in range(len(ways)) if came[tie] or not plan.before]
    brought = sum(kind != "" for kind in came)
    faint = {FIRST_TIE: min(1.0, FEW / max(len(drawn), 1))}
    faint |= dict.fromkeys(CAME.values(), min(1.0, (FEW_CAME / max(brought, 1)) ** 0.5))
    for gid, group in (
        ("banden", [tie for tie in drawn if not plan.fresh[tie]]),
        ("banden-nieuw", [tie for tie in drawn if plan.fresh[tie]]),
    ):
        looks = [CAME.get(came[tie], FIRST_TIE) for tie in group]
        colours = [to_rgba(look[0], look[2] * faint.get(look, 1.0)) for look in looks]
        widths = [look[1] * thin for look in looks]
        _lay(axes, [ways[tie] for tie in group], colours, widths, id_ + gid)


def _lay(
    axes: Any,
    curves: list[np.ndarray],
    colours: list[Any],
    widths: list[float],
    gid: str,
    dash: Any = "-",
) -> None:
    """Ties as one group, which can be found by its id; none where there are none."""
    if curves:
        axes.add_collection(
            PathCollection(
                [curve(points) for points in curves],
                facecolors="none",
                edgecolors=colours,
                linewidths=widths,
                linestyles=[dash],
                capstyle="round",
                zorder=1,
                gid=gid,
            )
        )


def newcomers(plan: Map) -> list[str]:
    """Of each tie the kind of the party that is new this year; empty where neither is."""
    new = plan.nodes[plan.nodes["new"].astype(bool)]
    # The same rounding as of the ends: that of numpy is another.
    spots = [(round(x, 3), round(y, 3)) for x, y in new[["x", "y"]].to_numpy().tolist()]
    kind = dict(zip(spots, new["kind"], strict=True))
    ends = [[(round(x, 3), round(y, 3)) for x, y in tie] for tie in plan.ties.tolist()]
    return [next((str(kind[spot]) for spot in pair if spot in kind), "") for pair in ends]


def most_influential(plan: Map) -> pd.DataFrame:
    """The nodes whose ties are read first: of so high a place that the name is bold."""
    return plan.nodes[(plan.nodes["rank"] <= LABELS) & (plan.nodes["eigenvector"] > 0)]


def ends_at_top(plan: Map) -> np.ndarray:
    """How many of the two ends of each tie are among the most influential."""
    top = {(round(x, 3), round(y, 3)) for x, y in most_influential(plan)[["x", "y"]].to_numpy()}
    ends = [{(round(x, 3), round(y, 3)) for x, y in tie} for tie in plan.ties]
    return np.array([len(spots & top) for spots in ends], dtype=int)


def _lay_grounds(axes: Any, names: list[Label]) -> None:
    """A ground of paper under each line of every name, with the line to its node."""
    for label in names:
        # Under the nodes: a label may hide a tie, never an actor.
        lines = lines_of(label)
        bottoms = [y - DESCENT * size * design.POINT - HALO / 3 for _, size, _, _, y in lines]
        for at, (words, size, weight, x, y) in enumerate(lines):
            width = design.text_width(words, size, weight)
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[label.align] * width
            top = y + ASCENT * size * design.POINT + 2 * HALO / 3
            # Between two lines no tie is seen either.
            top = max([top, *(bottom + HALO for bottom in bottoms[at + 1 : at + 2])])
            ground = FancyBboxPatch(
                (left - HALO, bottoms[at]),
                width + 2 * HALO,
                top - bottoms[at],
                boxstyle="round,pad=0,rounding_size=0.8",
                facecolor=design.PAPER,
                edgecolor="none",
                zorder=2,
            )
            axes.add_patch(ground)
        if label.leader:
            xs, ys = zip(*label.leader, strict=True)
            # Darker than a tie, with white around it, and from the rim of its mark.
            axes.plot(xs, ys, color=design.PAPER, lw=2.0, zorder=2.45, solid_capstyle="butt")
            axes.plot(xs, ys, color=design.INK, lw=0.6, zorder=2.5, solid_capstyle="butt")


def draw_loose_row(
    axes: Any, plan: Map, width: float, size: float, before: float | None = None
) -> None:
    """What the row of who has no tie in any year is, and a line that parts it from the others.

    The words stand at the left of the page, or right `before` a map that begins farther on.
    """
    if plan.row is None:
        return
    look = {"size": size, "color": design.GREY, "va": "center_baseline", "zorder": 4}
    wide = design.text_width(LOOSE, size, "normal") + 2
    words = plan.row
    if before is None:
        words = row_words(pd.concat([plan.nodes, plan.gone]), plan.row, size)
    start = (wide if before is None else before) if words == plan.row else 0.0
    axes.text(max(start - wide, 0.0), words, LOOSE, gid="rij-los", **look)
    axes.plot([start, width], [plan.row] * 2, color=design.LINE, lw=0.4, alpha=0.6, zorder=0.9)


def draw_label(axes: Any, label: Label, id_: str = "", gone: bool = False) -> None:
    """The lines of one name in the colour of its kind, quiet ones and who is `gone` in grey."""
    lines = lines_of(label)
    count = len(lines)
    for place, (words, size, weight, x, y) in enumerate(lines):
        note = bool(label.note) and place == 0
        kind = "feit" if label.counted else "noot"
        colour = (
            design.INK
            if note
            else design.GREY
            if gone or not label.bold
            else design.KIND_TEXT[label.kind]
        )
        axes.text(
            x,
            y,
            words,
            size=size,
            weight=weight,
            color=colour,
            ha=label.align,
            va="baseline",
            zorder=4,
            gid=f"{id_}{kind if note else 'naam'}-{label.actor}-{count - place}",
        )


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


def state_marks(kind: str, x: float, y: float, radius: float, state: str) -> list[PathPatch]:
    """The mark of a party by what became of it: in colour if new, grey if not, a cross if gone."""
    mark = shape(kind, x, y, radius)
    if state == STAYED:
        # On a ground of its own: a see-through mark alone would show the ties.
        ground = shape(kind, x, y, radius)
        ground.set(fc=design.PAPER, lw=0)
        mark.set_facecolor(STAYED_COLOUR)
        return [ground, mark]
    if state == GONE_STATE:
        # An open mark this small looks like a full one with its ring.
        ends = [(x - radius, y - radius), (x + radius, y + radius)]
        ends += [(x - radius, y + radius), (x + radius, y - radius)]
        cross = PathPatch(Path(ends, [Path.MOVETO, Path.LINETO] * 2), fc="none", ec=design.GREY)
        cross.set_linewidth(0.9)
        return [cross]
    return [mark]


def dot(x: float, y: float, radius: float, id_: str | None = None) -> PathPatch:
    """The pale dot in the node of an influential party."""
    pale = PathPatch(Path.circle((x, y), 0.3 * radius), fc=design.PAPER, ec="none", zorder=3.1)
    pale.set_gid(id_)
    return pale
