"""All years of the network beside each other: every actor at its fixed place, on one scale."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import (
    NoDataError,
    design,
    label_places,
    map_geometry,
    network_marks,
    network_plan,
)
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.network_marks import shape
from veerkracht.charts.network_plan import RING
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH as MAP_WIDTH
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS

# In mm: the page, the text to the left of each map, and what is between the maps.
WIDTH, HEIGHT = 182.0, 221.0
SIDE, GAP = 27.0, 6.0
# So many actors with most influence carry their number in the list beside the map.
NUMBERED = 3


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A small map a year, 182 by 221 mm in all; ids as on the map of that year, `2019-` before.

    Beside each map stand its counts and the actors with most influence; the last cell explains.
    """
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    years = _years(tables)
    most = max(tables["ties"].groupby("year").size(), default=0)
    *cells, last = _cells(len(years) + 1)
    for year, (left, top, scale) in zip(years, cells, strict=True):
        plan = _scaled(
            network_plan.arrange(tables, _at(context, year), names=False), left, top, scale
        )
        axes.plot([left, left + SIDE + MAP_WIDTH * scale], [top, top], color=design.INK, lw=0.5)
        network_marks.draw_network(axes, plan, scale, f"{year}-", most, changes=True)
        _side(axes, plan, year, left, top)
    _key(axes, *last, network_plan.radius_scale(tables))
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the growth from the first year to the last; text with the counts a year."""
    years = _years(tables)
    if not years:
        raise NoDataError
    actors = tables["actors"].groupby("year")["actor"].nunique()
    ties = tables["ties"].groupby("year").size().reindex(years, fill_value=0)
    first, last = years[0], years[-1]
    title = f"In {first} telt het netwerk {_parties(actors[first])}"
    if last != first:
        title = (
            f"Van {_parties(actors[first])} in {first} naar {dutch.number(actors[last])} in "
            f"{last}, van {_ties(ties[first])} naar {dutch.number(ties[last])}"
        )
    counts = [f"{year}: {_parties(actors[year])} en {_ties(ties[year])}" for year in years]
    alt = (
        "Het netwerk van elk jaar naast elkaar; elke partij staat steeds op dezelfde plaats. "
        f"{'; '.join(counts)}."
    )
    series = (
        over_years("partijen", "aantal", actors.items(), dutch.number),
        over_years("verbindingen", "aantal", ties.items(), dutch.number),
    )
    return Facts(title, alt, series)


def _at(context: dict[str, Any], year: int) -> dict[str, Any]:
    return {**context, "year": year}


def _parties(count: int) -> str:
    return f"{dutch.number(count)} {'partij' if count == 1 else 'partijen'}"


def _ties(count: int) -> str:
    return f"{dutch.number(count)} {'samenwerking' if count == 1 else 'samenwerkingen'}"


def _years(tables: dict[str, pd.DataFrame]) -> list[int]:
    return sorted({int(year) for year in tables["actor_metrics"]["year"]})


def _cells(count: int) -> list[tuple[float, float, float]]:
    """Upper left corner of each cell and the scale of its map: the grid where that is largest."""
    grids = []
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        width = (WIDTH - (columns - 1) * GAP) / columns
        height = (HEIGHT - (rows - 1) * GAP) / rows
        scale = min((width - SIDE) / MAP_WIDTH, (height - 2) / MAP_HEIGHT)
        grids.append((round(scale, 6), -columns, width, height))
    scale, fewest, width, height = max(grids)
    columns = -fewest
    return [
        (i % columns * (width + GAP), HEIGHT - 0.3 - i // columns * (height + GAP), scale)
        for i in range(count)
    ]


def _scaled(plan: network_plan.Map, left: float, top: float, scale: float) -> network_plan.Map:
    """The map of a year in its cell: to the right of its text, below the line on top."""
    low = network_plan.LEGEND + MAP_HEIGHT
    origin = np.array([left + SIDE, top - low * scale])

    def moved(nodes: pd.DataFrame) -> pd.DataFrame:
        return nodes.assign(
            x=nodes["x"] * scale + origin[0],
            y=nodes["y"] * scale + origin[1],
            radius=nodes["radius"] * scale,
        )

    return replace(
        plan,
        nodes=moved(plan.nodes),
        ties=plan.ties * scale + origin,
        gone=moved(plan.gone),
        past=plan.past * scale + origin,
        curves=[curve * scale + origin for curve in plan.curves],
        past_curves=[curve * scale + origin for curve in plan.past_curves],
    )


def _side(axes: Any, plan: network_plan.Map, year: int, left: float, top: float) -> None:
    """The year, its counts and its most influential actors, with their numbers on the map."""
    y = top - 8.5
    axes.text(left, y, str(year), size=21, weight="bold", color=design.FORMAL)
    lines = [_parties(len(plan.nodes)), _ties(len(plan.ties))]
    colours = [design.INK, design.INK]
    if plan.before:
        new, gone = int(plan.nodes["new"].sum()), len(plan.gone)
        lines += [
            f"{dutch.number(count)} {word}"
            for count, word in ((new, "nieuw"), (gone, "niet meer genoemd"))
            if count
        ]
        colours += [design.GREY] * 2
    y -= 1.5
    for line, colour in zip(lines, colours, strict=False):
        y -= 3.6
        axes.text(left, y, line, size=8, color=colour)
    best = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values(["rank", "actor"])
    y -= 2.4
    for number, node in enumerate(map_geometry.nodes_of(best.head(NUMBERED)), start=1):
        _numbered(axes, node.x, node.y, node.radius, number, node.kind)
        for i, line in enumerate(_fit(node.name, SIDE - 3.5)):
            y -= 3.1
            if i == 0:
                axes.text(
                    left,
                    y,
                    str(number),
                    size=design.SMALL,
                    weight="bold",
                    color=design.KIND_TEXT[node.kind],
                )
            axes.text(
                left + 2.4,
                y,
                line,
                size=design.SMALL,
                color=design.KIND_TEXT[node.kind],
            )
        y -= 0.8


def _numbered(axes: Any, x: float, y: float, radius: float, number: int, kind: str) -> None:
    """A number in a node, on white: white on green is too faint for letters this small."""
    wide = max(1.6 * radius, 3.3)
    look = {"color": design.WHITE, "mec": design.KIND_COLOUR[kind], "mew": 0.9, "zorder": 4}
    axes.plot([x], [y], "o", ms=wide / design.POINT, **look)
    axes.text(
        x,
        y,
        str(number),
        size=design.SMALL,
        weight="bold",
        color=design.KIND_TEXT[kind],
        ha="center",
        va="center_baseline",
        zorder=5,
    )


def _fit(name: str, width: float) -> list[str]:
    """The narrowest way to set a name; only a word that is wider than `width` is cut."""
    lines = min(
        label_places.wrap(name),
        key=lambda way: (max(design.text_width(x, 7, "normal") for x in way), way),
    )
    cut = []
    for line in lines:
        while design.text_width(line, 7, "normal") > width:
            line = line.rstrip("…")[:-1] + "…"
        cut.append(line)
    return cut


def _key(axes: Any, left: float, top: float, scale: float, largest: float) -> None:
    """What the marks mean, in a cell of its own."""
    right = left + SIDE + MAP_WIDTH * scale
    axes.plot([left, right], [top, top], color=design.INK, lw=0.5)
    text = {"size": 8.5, "color": design.GREY, "va": "center_baseline"}
    axes.text(left, top - 6.5, "Zo leest u deze kaarten", size=10, weight="bold", color=design.INK)
    y = top - 13.0
    for kind, name in network_marks.NAMES.items():
        axes.add_patch(shape(kind, left + 3, y, 1.6))
        axes.text(left + 9, y, name, **text)
        y -= 5.6
    for radius, x in ((largest * scale, 4.2), (largest * scale / 2, 1.2)):
        axes.add_patch(
            PathPatch(Path.circle((left + x, y), radius), fc=design.PALE, ec=design.GREY, lw=0.6)
        )
    axes.text(left + 9, y, "groter = meer invloed", **text)
    y -= 5.6
    axes.plot([left + 0.5, left + 6], [y, y], color=design.LINE, lw=0.6)
    axes.plot([left + 0.5, left + 6], [y - 5.6, y - 5.6], color=design.GREY, lw=1.1)
    axes.text(left + 9, y, "samenwerking die er al was", **text)
    axes.text(left + 9, y - 5.6, "nieuwe samenwerking", **text)
    y -= 5.6
    y -= 5.6
    axes.add_patch(shape("informeel", left + 3, y, 1.1))
    for radius, dash, drop in ((1.1 + RING, "-", 0.0), (1.5, (0, (0.8, 1.8)), 5.6)):
        ring = shape("informeel", left + 3, y - drop, radius)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.6, ls=dash)
        axes.add_patch(ring)
    axes.text(left + 9, y, "nieuw; wie er al was, is bleek", **text)
    axes.text(left + 9, y - 5.6, "niet meer genoemd", **text)
    y -= 11.2
    axes.add_patch(shape("informeel", left + 3, y, 1.8))
    _numbered(axes, left + 3, y, 1.8, 1, "informeel")
    axes.text(left + 9, y, "de drie met de meeste invloed", **text)
    y -= 5.6
    axes.add_patch(shape("informeel", left + 3, y, 1.6))
    axes.add_patch(network_marks.dot(left + 3, y, 1.6))
    axes.text(left + 9, y, "met stip: invloedrijk", **text)
