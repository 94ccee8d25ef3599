"""The network of one year for the wall: the names of who has most influence, large, on the map."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht.charts import (
    NoDataError,
    design,
    map_geometry,
    network_change,
    network_map,
    network_plan,
)
from veerkracht.charts.bundles import pieces
from veerkracht.charts.facts import Facts
from veerkracht.charts.label_places import Label
from veerkracht.charts.names_by_rank import name_by_rank
from veerkracht.charts.network_change import Room
from veerkracht.charts.network_marks import NAMES, dot, draw_network, shape
from veerkracht.charts.network_plan import Map
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "rank_intervals", "layout", "asking"]
ORIGIN = Origin.INTERVIEWS

# In mm: the sheet between title and foot, the year above the map, and the key below it.
WIDTH, HEIGHT, HEAD, KEY = 265.0, 310.0, 25.0, 10.0
# A mark is so much smaller than on the map of a page, and no smaller than this: names need room.
SMALLER, LEAST = 0.72, 1.9
# In mm, what each name keeps free at its left, below it and on: from afar two that nearly touch are
# one.
BETWEEN = np.array([-1.5, -1.8, 1.5, 1.8])
# The sizes of names in points: of the first three and of the others of the ten of the title, as
# large as fits, to be read from across a room; of who the report follows; and of so many more, who
# are read from close by, in grey. A single name without room is set smaller, down to the other
# size here. And of the key.
LARGE = ((3, 26.0, 17.0), (network_plan.LABELS - 3, 22.0, 13.5))
FOLLOWED, QUIET, MORE = (15.0, 13.0), 11.0, 29
TOLD = 13.0
# So many names stand at the end of a line.
FAR = 12
# Each of the sizes above is tried at these parts, with so many names at the end of a line: from
# afar a line is not followed, so rather smaller.
PARTS = ((1.0, 0), (0.93, 0), (0.87, 0), (0.83, 0), (0.8, 0), (0.74, 0), (0.87, 2), (0.7, FAR))
Tables = dict[str, pd.DataFrame]


def facts(tables: Tables, context: dict[str, Any]) -> Facts:
    """What the map of that year says, in whole: the second finding stands below the title."""
    if tables["actor_metrics"].empty:
        raise NoDataError
    return network_map.facts(tables, context, lines=math.inf)


def draw(tables: Tables, context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 265 by 310 mm; ids as on the map of a page."""
    year = context["year"]
    plan, room = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    draw_network(axes, plan, room.scale)
    asked = network_change.talks(tables, year)
    _head(axes, plan, year, asked, network_map.unsure_first(tables, year))
    _key(axes, 5.5, plan)
    return figure


def arrange(tables: Tables, context: dict[str, Any]) -> tuple[Map, Room]:
    """The map with the names of who has most influence, as far as they fit, and where it stands."""
    year = context["year"]
    room = Room(0.0, KEY, WIDTH, HEIGHT - HEAD - KEY)
    placed = network_change.stretched(tables, room)
    plan = network_change.arrange(placed, context, year, room)
    plan = replace(plan, nodes=_smaller(plan.nodes), gone=_smaller(plan.gone))
    # To a name the ring of a new party is a part of it.
    rings = network_plan.RING * room.scale * plan.nodes["new"].astype(float)
    order = plan.nodes.assign(radius=plan.nodes["radius"] + rings)
    order = order.sort_values(["rank", "actor"])
    marks = pd.concat([order, plan.gone])
    frame = (1.0, KEY + 1, WIDTH - 1, HEIGHT - HEAD)
    best = order[order["eigenvector"] > 0]
    wanted = network_plan.followed(context["wijk"])
    return replace(plan, labels=_named(best, wanted, (marks, pieces(plan.curves), frame))), room


def _named(
    best: pd.DataFrame,
    wanted: list[str],
    around: tuple[pd.DataFrame, np.ndarray, map_geometry.Box],
) -> list[Label]:
    """The names of the best and, wherever they stand, the `wanted`: those of a size after another.

    `around`: the marks, the ties and the frame. Who has a large name surely has one, if there is
    room at all; apart, since together one of the first may become as small as the last.
    """
    groups: list[tuple[pd.DataFrame, float, float]] = []
    rest = best
    for count, size, least in LARGE:
        groups.append((rest.head(count), size, least))
        rest = rest.iloc[count:]
    told = rest["name"].isin(wanted)
    groups += [(rest[told], *FOLLOWED), (rest[~told].head(MORE), QUIET, QUIET)]
    labels: list[Label] = []
    for group, size, least in groups:
        must = len(group) if size > QUIET else 0
        found: list[Label] = []
        for part, far, surely in [*((*each, must) for each in PARTS), (0.7, FAR, 0)]:
            sizes = [max(part * size, least)] * len(group)
            found = found or name_by_rank(
                group, *around, sizes, far, placed=labels,
                least=len(best), must=surely, between=BETWEEN, smallest=least,
            )  # fmt: skip
        labels = found or labels
    quiet = set(groups[-1][0]["actor"])
    return [replace(label, quiet=label.actor in quiet) for label in labels]


def _smaller(nodes: pd.DataFrame) -> pd.DataFrame:
    return nodes.assign(radius=np.maximum(nodes["radius"] * SMALLER, LEAST))


def _head(axes: Any, plan: Map, year: int, asked: str, unsure: str) -> None:
    """The year and its counts, large, in the upper left; below them what is `unsure` of it."""
    y = HEIGHT - 12.0
    axes.text(0, y, str(year), size=46, weight="bold", color=design.FORMAL)
    x = design.text_width(str(year), 46, "bold") + 6
    counts = [network_change.parties(plan.counts.parties), network_change.ties(plan.counts.ties)]
    counts += [asked] * bool(asked)
    axes.text(x, y + 7.2, " · ".join(counts), size=17, weight="semibold", color=design.INK)
    told = [network_map.changes(plan)] if plan.before else []
    for row, words in enumerate([*told, unsure]):
        axes.text(x, y - 7.0 * row, words, size=15, color=design.GREY)


def _key(axes: Any, y: float, plan: Map) -> None:
    """What shapes, rings and sizes mean, in one row."""
    text = {"size": TOLD, "color": design.GREY, "va": "center_baseline"}
    x = 0.0
    for kind, name in NAMES.items():
        axes.add_patch(shape(kind, x + 2.0, y, 2.0))
        axes.text(x + 5.5, y, name, **text)
        x += 5.5 + design.text_width(name, TOLD, "normal") + 6
    if plan.before:
        axes.add_patch(shape("informeel", x + 2.4, y, 1.6))
        ring = shape("informeel", x + 2.4, y, 2.5)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.9)
        axes.add_patch(ring)
        axes.text(x + 6.2, y, "erbij", **text)
        x += 6.2 + design.text_width("erbij", TOLD, "normal") + 6
    if len(plan.gone):
        gone = shape("informeel", x + 2.0, y, 2.0)
        gone.set(fc="none", ec=design.INFORMAL, lw=0.8, ls=(0, (0.8, 1.8)))
        axes.add_patch(gone)
        axes.text(x + 5.5, y, "niet meer genoemd", **text)
    told = "groter = meer invloed"
    axes.text(WIDTH, y, told, ha="right", **text)
    x = WIDTH - design.text_width(told, TOLD, "normal") - 2
    # As large as the parties with most influence on this map, with less, and with hardly any.
    largest = float(plan.nodes["radius"].max())
    for radius in (largest, 0.6 * largest, LEAST):
        x -= radius
        circle = Path.circle((x, y), radius)
        axes.add_patch(PathPatch(circle, fc=design.PALE, ec=design.GREY, lw=0.8, gid="maat"))
        x -= radius + 1.5
    x -= 5
    axes.text(x, y, "invloedrijk", ha="right", **text)
    x -= design.text_width("invloedrijk", TOLD, "normal") + 3.5
    axes.add_patch(shape("informeel", x, y, 2.0))
    axes.add_patch(dot(x, y, 2.0))
