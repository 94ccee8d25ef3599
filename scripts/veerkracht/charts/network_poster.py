"""The network of one year for the wall: large names on the map, all others by number below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
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

TABLES = ["actors", "ties", "actor_metrics", "rank_intervals", "layout"]
ORIGIN = Origin.INTERVIEWS

# In mm: the sheet between title and foot, the year above the map, and the key below it.
WIDTH, HEIGHT, HEAD, KEY = 265.0, 314.0, 16.0, 12.0
# A mark is so much smaller than on the map of a page, and no smaller than this: names need room.
SMALLER, LEAST = 0.55, 1.6
# The sizes of names in points, by rank: few, so that the first are read from across a room; of the
# numbers of all others and of the key.
SIZES = ((3, 19.0), (5, 14.0), (10, 11.0))
NUMBER, TOLD = 11.0, 12.0
# So many names stand at the end of a line.
FAR = 12
# The list: its columns and type in points at least and at most, the height of a line for each point
# in mm, how many names stand in it at most, and how many of the sizes above are surely used. In
# such type most names are whole, and the others are smaller, to so many points.
COLUMNS, LEAST_TYPE, MOST_TYPE, LINE, LISTED, SURELY = (5, 4, 3, 2), 9.5, 14.0, 0.4, 140, 16
WHOLE, SMALL = 0.9, 8.0
# The first so many have a name before anyone else. Each of the sizes above is tried at these parts,
# with so many names at the end of a line: from afar a line is not followed, so rather smaller.
FIRST = 10
PARTS = ((1.0, 0), (0.93, 0), (0.87, 0), (0.83, 0), (0.8, 0), (0.74, 0), (0.87, 2), (0.7, FAR))
Tables = dict[str, pd.DataFrame]


def facts(tables: Tables, context: dict[str, Any]) -> Facts:
    """What the map of that year says."""
    if tables["actor_metrics"].empty:
        raise NoDataError
    return network_map.facts(tables, context)


def draw(tables: Tables, context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 265 by 308 mm, with its list; ids as on the map of a page."""
    plan, room, numbers = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    draw_network(axes, plan, room.scale)
    _head(axes, plan, context["year"])
    _key(axes, room.low - 7.0, plan)
    _list(axes, plan, numbers, room.low - KEY)
    return figure


def arrange(tables: Tables, context: dict[str, Any]) -> tuple[Map, Room, dict[str, int]]:
    """The map with its names and numbers, where it stands, and the number of each in the list.

    The list has who has no name on the map, by name, of very many those with most influence; who
    finds no room for a number has none.
    """
    year = context["year"]
    # In the frame of the year with most of them: posters of all years lie on each other.
    count = int(tables["actor_metrics"].groupby("year").size().max())
    rows = math.ceil(min(max(count - SURELY, 0), LISTED) / COLUMNS[0])
    low = rows * LINE * LEAST_TYPE + KEY + 2
    room = Room(0.0, low, WIDTH, HEIGHT - HEAD - low)
    placed = network_change.stretched(tables, room)
    plan = network_change.arrange(placed, context, year, room)
    plan = replace(plan, nodes=_smaller(plan.nodes), gone=_smaller(plan.gone))
    # To a name the ring of a new party is a part of it.
    rings = network_plan.RING * room.scale * plan.nodes["new"].astype(float)
    order = plan.nodes.assign(radius=plan.nodes["radius"] + rings)
    order = order.sort_values(["rank", "actor"])
    marks = pd.concat([order, plan.gone])
    frame = (1.0, low + 1, WIDTH - 1, HEIGHT - HEAD)
    lines = pieces(plan.curves)
    best = order[order["eigenvector"] > 0]
    # And who the report follows, wherever it stands.
    wanted = network_plan.followed(context["wijk"])
    most = sum(count for count, _ in SIZES)
    best = best[best["actor"].isin(best["actor"].head(most)) | best["name"].isin(wanted)]
    named = _named(best, (marks, lines, frame))
    there = {label.actor for label in named}
    rest = order[~order["actor"].isin(there)].head(LISTED).sort_values(["name", "actor"])
    listed = set(rest["actor"])
    numbers = {actor: at for actor, at in _every_year(tables).items() if actor in listed}
    short = rest.assign(name=[str(numbers[actor]) for actor in rest["actor"]])
    every = pd.concat([short, marks[~marks["actor"].isin(numbers)]])
    numbered = name_by_rank(
        short, every, lines[:0], frame, [NUMBER] * len(short), FAR, placed=named, least=len(short)
    )
    small: list[Label] = numbered[len(named) :]
    return replace(plan, labels=numbered[: len(named)], small=small), room, numbers


def _every_year(tables: Tables) -> dict[str, int]:
    """Actor -> its number, by its last name: the same on the posters of all years."""
    last = (
        tables["actor_metrics"].sort_values(["year", "actor"]).drop_duplicates("actor", keep="last")
    )
    order = last.sort_values(["name", "actor"])["actor"]
    return {str(actor): at for at, actor in enumerate(order, start=1)}


def _named(
    best: pd.DataFrame, around: tuple[pd.DataFrame, np.ndarray, map_geometry.Box]
) -> list[Label]:
    """The names of the best, those of a size after those of the one before.

    `around`: the marks, the ties and the frame. Of the FIRST each has its name, if there is room at
    all; apart, since together one of the first may become as small as the last.
    """
    labels: list[Label] = []
    start = 0
    for count, size in SIZES:
        # In the last size also who the report follows.
        end = start + count if (count, size) != SIZES[-1] else len(best)
        group = best.iloc[start:end]
        must = max(0, min(FIRST, end, len(best)) - start)
        found: list[Label] = []
        for part, far, surely in [*((*each, must) for each in PARTS), (0.7, FAR, 0)]:
            sizes = [part * size] * len(group)
            found = found or name_by_rank(
                group, *around, sizes, far, placed=labels, least=len(best), must=surely
            )
        labels, start = found or labels, end
    return labels


def _smaller(nodes: pd.DataFrame) -> pd.DataFrame:
    return nodes.assign(radius=np.maximum(nodes["radius"] * SMALLER, LEAST))


def _head(axes: Any, plan: Map, year: int) -> None:
    """The year and its counts, large, in the upper left."""
    y = HEIGHT - 12.0
    axes.text(0, y, str(year), size=46, weight="bold", color=design.FORMAL)
    x = design.text_width(str(year), 46, "bold") + 6
    told = (
        f"{network_change.parties(plan.counts.parties)} · {network_change.ties(plan.counts.ties)}"
    )
    axes.text(x, y + 7.2, told, size=17, weight="semibold", color=design.INK)
    if plan.before:
        axes.text(x, y, network_map.changes(plan), size=15, color=design.GREY)


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


def _list(axes: Any, plan: Map, numbers: dict[str, int], top: float) -> None:
    """Who has no name on the map, by number, in columns from the left down to the foot."""
    known = {node.actor: node for node in map_geometry.nodes_of(plan.nodes)}
    columns, size = fit_list([known[actor].name for actor in numbers], top - 2.0)
    rows, wide = max(math.ceil(len(numbers) / columns), 1), WIDTH / columns
    line = LINE * size
    axes.plot([0, WIDTH], [top + 0.8] * 2, color=design.LINE, lw=0.6)
    number_wide = 0.6 * size  # mm, of three digits
    for at, (actor, number) in enumerate(numbers.items()):
        node = known[actor]
        x, y = at // rows * wide, top - 0.9 * line - at % rows * line
        mark = {"size": size, "weight": "semibold", "color": design.KIND_TEXT[node.kind]}
        axes.text(x + number_wide, y, str(number), ha="right", **mark)
        # What its number and the next column leave.
        room = wide - number_wide - 3.2
        own = max(SMALL, min(size, 99 * room / design.text_width(node.name, 100)))
        name = design.cut(node.name, room, own)
        axes.text(x + number_wide + 1.2, y, name, size=own, color=design.INK, gid=f"lijst-{actor}")


def fit_list(names: Sequence[str], high: float) -> tuple[int, float]:
    """The columns and the size in points with which a list of names fills so many mm best.

    As large as the height allows, and as most names have room for in their column.
    """
    each = sorted(design.text_width(name, 100) / 100 for name in names)
    widest = each[int(WHOLE * (len(each) - 1))] if each else 0.0
    found = []
    for columns in COLUMNS:
        rows = max(math.ceil(len(names) / columns), 1)
        size = min(MOST_TYPE, high / rows / LINE, (WIDTH / columns - 3.2) / (widest + 0.6))
        found.append((round(max(size, SMALL), 2), columns))
    size, columns = max(found)
    return columns, size
