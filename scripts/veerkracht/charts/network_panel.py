"""All years of the network beside each other: every actor at its fixed place, on one scale."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgba
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
from veerkracht.charts.network_marks import GONE_STATE as GONE
from veerkracht.charts.network_marks import NEW_STATE as NEW
from veerkracht.charts.network_marks import STAYED, shape
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
# Between the rows of the key.
ROW = 5.1
# The radius of the smallest mark, in mm: a smaller one cannot be seen to be open, pale or dark.
LEAST = 0.6


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A small map a year, 182 by 221 mm in all; ids as on the map of that year, `2019-` before.

    Beside each map stand its counts and the actors with most influence; the last cell explains.
    """
    years = _years(tables)
    if not years:
        raise NoDataError
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    most = max(tables["ties"].groupby("year").size(), default=0)
    *cells, last = _cells(len(years) + 1)
    last_plan = None
    for year, (left, top, scale) in zip(years, cells, strict=True):
        whole = network_plan.arrange(tables, _at(context, year), names=False)
        plan = _scaled(whole, left, top, scale)
        axes.plot([left, left + SIDE + MAP_WIDTH * scale], [top, top], color=design.INK, lw=0.5)
        network_marks.draw_network(axes, plan, scale, f"{year}-", most, changes=True)
        told, low = found_in(whole, last_plan), top - 3 - MAP_HEIGHT * scale
        _side(axes, plan, year, (left, top), told, low)
        last_plan = whole
    _key(axes, *last, network_plan.radius_scale(tables))
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the growth from the first year to the last; text with the counts a year."""
    years = _years(tables)
    if not years:
        raise NoDataError
    named = {year: set(rows["actor"]) for year, rows in tables["actors"].groupby("year")}
    ties = tables["ties"].groupby("year").size().reindex(years, fill_value=0)
    first, last = years[0], years[-1]
    title = f"In {first} telt het netwerk {_parties(len(named[first]))}"
    if last != first:
        title = _who_stayed(named[first], named[last], first, last)
    pairs = list(pairwise(years))
    new = {year: len(named[year] - named[before]) for before, year in pairs}
    stayed = {year: len(named[year] & named[before]) for before, year in pairs}
    gone = {year: len(named[before] - named[year]) for before, year in pairs}
    counts = [f"{first}: {_parties(len(named[first]))}, {_ties(ties[first])}"]
    counts += [
        f"{year}: {_parties(len(named[year]))}, {dutch.number(new[year])} nieuw, "
        f"{dutch.number(gone[year])} niet meer genoemd, {_ties(ties[year])}"
        for year in years[1:]
    ]
    alt = (
        "Het netwerk van elk jaar naast elkaar; elke partij staat steeds op dezelfde plaats. "
        f"{'; '.join(counts)}."
    )
    counted: dict[str, dict[int, int]] = {
        "partijen": {year: len(named[year]) for year in years},
        "nieuw": new,
        "was er al": stayed,
        "niet meer genoemd": gone,
        "samenwerkingen": {year: int(ties[year]) for year in years},
    }
    series = tuple(
        over_years(label, "aantal", values.items(), dutch.number)
        for label, values in counted.items()
        if values
    )
    return Facts(title, alt, series)


def _who_stayed(first: set[str], last: set[str], start: int, end: int) -> str:
    """Who of the parties of the first year are named in the last, and how many others are."""
    stayed, others = len(first & last), len(last - first)
    came = "is" if others == 1 else "zijn"
    if stayed == len(first):
        who = f"Alle {_parties(stayed)} van {start} zijn in {end} nog genoemd"
        who = who if stayed != 1 else f"De ene partij van {start} is in {end} nog genoemd"
    else:
        still = dutch.number(stayed) if stayed else "geen"
        verb = "is" if stayed < 2 else "zijn"
        who = f"Van de {_parties(len(first))} van {start} {verb} er {still} in {end} nog genoemd"
    return f"{who}; {dutch.number(others)} andere {came} erbij genoemd" if others else who


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
            radius=np.maximum(nodes["radius"] * scale, LEAST),
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


def _side(
    axes: Any, plan: network_plan.Map, year: int, corner: tuple[float, float], told: str, low: float
) -> None:
    """The year, what is found in it, its counts, and who has most influence, numbered on the map.

    `corner`: the upper left one of the cell; `low`: its lower edge, below which nothing may stand.
    """
    left, y = corner[0], corner[1] - 8.5
    axes.text(left, y, str(year), size=21, weight="bold", color=design.FORMAL)
    y -= 1.2
    best = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values(["rank", "actor"]).head(NUMBERED)
    names = [_fit(name, SIDE - 3.5) for name in best["name"]]
    below = 5 * 3.6 + 2.4 + sum(0.8 + 3.1 * len(lines) for lines in names)
    finding = design.broken(told, SIDE - 1, 8)
    if y - 1 - 3.5 * len(finding) - below > low:
        for line in finding:
            y -= 3.5
            axes.text(left, y, line, size=8, weight="semibold", color=design.INK)
        y -= 1.0
    counts = plan.counts
    for line in (_parties(counts.parties), _ties(counts.ties)):
        y -= 3.6
        axes.text(left, y, line, size=8, color=design.INK)
    if plan.before:
        stayed = counts.parties - counts.new
        for count, state in ((counts.new, NEW), (stayed, STAYED), (counts.gone, GONE)):
            y -= 3.6
            _state(axes, left + 1.2, y + 1.0, 0.8, state)
            # Short, as the key says it whole: the words end before the map begins.
            words = f"{dutch.number(count)} {'niet meer' if state == GONE else state}"
            axes.text(left + 3.4, y, words, size=8, color=design.GREY)
    y -= 2.4
    for number, (node, lines) in enumerate(
        zip(map_geometry.nodes_of(best), names, strict=True), start=1
    ):
        _numbered(axes, node.x, node.y, node.radius, number, node.kind)
        look = {"size": design.SMALL, "color": design.KIND_TEXT[node.kind]}
        axes.text(left, y - 3.1, str(number), weight="bold", **look)
        for line in lines:
            y -= 3.1
            axes.text(left + 2.4, y, line, **look)
        y -= 0.8


def found_in(plan: network_plan.Map, last: network_plan.Map | None) -> str:
    """What a year brought: who came first in influence, or how many new ties new parties brought.

    Who is printed with the same influence has it, as in the title of the map of that year.
    """

    def first(of: network_plan.Map) -> list[str]:
        found = of.nodes.sort_values(["rank", "actor"])
        found = found[(found["eigenvector"].round(2) == 1) & (found["eigenvector"] > 0)]
        return [str(name) for name in found["name"]]

    best = first(plan)
    if last is None:
        return f"{best[0]} staat bovenaan" if len(best) == 1 else ""
    if len(best) == 1 and best[0] not in first(last):
        return f"{best[0]} komt bovenaan"
    fresh, brought = plan.counts.fresh, plan.counts.brought
    if not fresh:
        return "Geen nieuwe samenwerkingen"
    return (
        f"{dutch.number(brought)} van de {dutch.number(fresh)} nieuwe samenwerkingen "
        f"{'is' if brought == 1 else 'zijn'} van nieuwe partijen"
    )


def _state(axes: Any, x: float, y: float, radius: float, state: str) -> None:
    """The mark of a party that is new, was there a year before, or is not named any more."""
    for mark in network_marks.state_marks("informeel", x, y, radius, state):
        axes.add_patch(mark)
    if state == NEW:
        ring = shape("informeel", x, y, radius * 1.4)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.5)
        axes.add_patch(ring)


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
        y -= ROW
    for radius, x in ((largest * scale, 4.2), (largest * scale / 2, 1.2)):
        axes.add_patch(
            PathPatch(Path.circle((left + x, y), radius), fc=design.PALE, ec=design.GREY, lw=0.6)
        )
    axes.text(left + 9, y, "groter = meer invloed", **text)
    y -= ROW
    for state, told in (
        (NEW, "in kleur, met een rand: nieuw dat jaar"),
        (STAYED, "grijs: was er het jaar ervoor al"),
        (GONE, "open: niet meer genoemd"),
    ):
        _state(axes, left + 3, y, 1.3, state)
        axes.text(left + 9, y, told, **text)
        y -= ROW
    for look, told in (
        (None, "samenwerking van een nieuwe partij"),
        (network_marks.NEW_TIE, "andere nieuwe samenwerking"),
        (network_marks.PALE_TIE, "samenwerking die er al was"),
    ):
        # In the colour of who is new: the line of the key has all three.
        looks = list(network_marks.CAME.values()) if look is None else [look]
        step = 5.5 / len(looks)
        for place, (colour, width, alpha, _) in enumerate(looks):
            ends = [left + 0.5 + place * step, left + 0.5 + (place + 1) * step]
            line = to_rgba(colour, min(1.0, 1.3 * alpha))
            axes.plot(ends, [y, y], color=line, lw=1.3 * width, solid_capstyle="butt")
        axes.text(left + 9, y, told, **text)
        y -= ROW
    axes.add_patch(shape("informeel", left + 3, y, 1.8))
    _numbered(axes, left + 3, y, 1.8, 1, "informeel")
    axes.text(left + 9, y, "de drie met de meeste invloed", **text)
