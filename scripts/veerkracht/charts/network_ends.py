"""The network of the first year and of the last, large: what was there, and what came."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import (
    NoDataError,
    design,
    network_change,
    network_marks,
    network_panel,
    network_plan,
)
from veerkracht.charts.facts import Facts
from veerkracht.charts.map_geometry import Node, nodes_of
from veerkracht.charts.network_change import Room, Words, ties
from veerkracht.charts.network_marks import STAYED
from veerkracht.charts.network_plan import Map
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH as MAP_WIDTH
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS

# In mm: the page, what is between the two maps, the key at its foot, and what is said of a map,
# left of it.
WIDTH, HEIGHT = 182.0, 234.0
GAP, KEY, TEXT = 5.0, 14.0, 70.0
# In points: the year, what is said of its map, a name, and what there is.
YEAR, SAID, NAME, SIZE = 34, 13.0, 11.5, 9.0
# In mm: between those lines, from a name to the place that it had, and to the next name; and where
# the words of a name begin.
LINE, NAMED, AFTER, INDENT = 5.8, 4.3, 5.9, 5.0
# So many of the first in influence have their number on the map, and their name above it.
FIRST = 3
# Marks of the map of a page that are tried, in mm: two maps have room for larger ones.
LARGEST = (3.4, 3.0, 2.7, 2.4, 2.0, 1.6)
# Colour, width and alpha of ties: of the party that has most of them, and of all others.
OWN, OTHERS = (0.9, 0.8), (design.LINE, 0.4, 0.5)
# Of so many ties each is as dark; of more less.
FEW = 120
COLOURED = "samenwerking van de genoemde groep"
# What parties are called in the folder.
PARTIES = "groepen en organisaties"


def _ends(tables: dict[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[int]]:
    """The tables of the first and the last year only, and those years."""
    years = sorted({int(year) for year in tables["actor_metrics"]["year"]})
    if not years:
        raise NoDataError
    ends = sorted({years[0], years[-1]})
    dated = {name: table for name, table in tables.items() if "year" in table}
    kept = {name: table[table["year"].isin(ends)] for name, table in dated.items()}
    return {**tables, **kept}, ends


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Two maps below each other, 182 by 234 mm; ids as on the map of a year, `2019-` before."""
    tables, years = _ends(tables)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    placed = shaped(tables, len(years))
    metrics = tables["actor_metrics"]
    first = metrics[metrics["year"] == years[0]]
    before = dict(zip(first["actor"], first["rank"].astype(int), strict=True))
    for year, room in zip(years, rooms(len(years)), strict=True):
        plan = network_change.arrange(placed, context, year, room)
        top = room.low + room.height
        axes.plot([0, WIDTH], [top, top], color=design.INK, lw=0.5)
        _draw_ties(axes, plan, f"{year}-")
        none = replace(plan, ties=plan.ties[:0], fresh=plan.fresh[:0])
        network_change.draw_map(axes, none, room.scale, f"{year}-")
        network_marks.draw_loose_row(axes, plan, WIDTH, SIZE, room.left)
        y = _head(axes, plan, year, top)
        _names(axes, plan, network_change.numbered(plan, FIRST, wanted(context)), before, y)
    large = network_plan.radius_scale(placed) * rooms(len(years))[0].scale
    network_change.draw_key(axes, KEY - 5.5, WIDTH, large, FIRST)
    looks = network_change.looks(f"sinds {years[0]}")[:-1] if len(years) > 1 else []
    rows = network_change.in_rows([*looks, Words(COLOURED, network_change.TIE)], WIDTH, 8.5)
    network_change.write_rows(axes, rows, 0.0, KEY - 12.1, 8.5)
    return figure


def shaped(tables: dict[str, pd.DataFrame], count: int) -> dict[str, pd.DataFrame]:
    """The tables of so many years with all places in the shape of a map."""
    return network_change.stretched(tables, rooms(count)[0], LARGEST)


def wanted(context: dict[str, Any]) -> set[str]:
    """Who has a name whatever its place."""
    return {context["wijk"]["municipality"]}


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with who of the first year are there in the last; text with the counts of both."""
    tables, years = _ends(tables)
    what, since = "Het netwerk van het eerste en het laatste jaar", f" sinds {years[0]}"
    found = network_panel.facts_of(tables, years, what, since)
    return replace(found, title=found.title.replace(" partijen", f" {PARTIES}"))


def rooms(count: int) -> list[Room]:
    """Where the maps are drawn, as high to their width as the map of a page: the first on top."""
    high = (HEIGHT - KEY - 0.4 - GAP) / 2
    wide = high * MAP_WIDTH / MAP_HEIGHT
    return [Room(WIDTH - wide, low, wide, high) for low in (KEY + high + GAP, KEY)[:count]]


def _draw_ties(axes: Any, plan: Map, id_: str) -> None:
    """All ties pale, and over them in its colour those of the party that has most of them."""
    most = busiest(plan)
    own = np.zeros(len(plan.ties), dtype=bool)
    if most is not None:
        spot = np.array([most.x, most.y])
        own = (np.abs(plan.ties - spot) < 0.001).all(axis=2).any(axis=1)
    colour, width, alpha = OTHERS
    alpha *= min(1.0, (FEW / max(len(own), 1)) ** 0.5)
    for gid, ties_, look, order in (
        ("banden", plan.ties[~own], (colour, width, alpha), 1.0),
        ("banden-eigen", plan.ties[own], (_colour(most), *OWN), 1.1),
    ):
        hue, wide, faint = look
        lines = LineCollection(list(ties_), colors=hue, linewidths=wide, alpha=faint, zorder=order)
        lines.set_gid(id_ + gid)
        axes.add_collection(lines)


def _colour(node: Node | None) -> str:
    return design.KIND_COLOUR[node.kind] if node else design.LINE


def busiest(plan: Map) -> Node | None:
    """The party with most ties; None of several with as many."""
    most = plan.nodes[plan.nodes["degree"] == plan.nodes["degree"].max()]
    return nodes_of(most)[0] if len(most) == 1 and most["degree"].iloc[0] else None


def said(plan: Map) -> str:
    """What there is to see: how many of the ties are with the party that has most of them."""
    most = busiest(plan)
    if most is None:
        return ""
    degree = plan.nodes.loc[plan.nodes["actor"] == most.actor, "degree"].iloc[0]
    part = round(plan.counts.ties / degree)
    told = f"Ongeveer een op de {dutch.word(part)}" if part > 1 else "Het grootste deel van de"
    return f"{told} samenwerkingen is met {most.name}"


def _head(axes: Any, plan: Map, year: int, top: float) -> float:
    """The year, how much there is, and in the last year what became of the first.

    Gives where the next line may stand.
    """
    bold: dict[str, Any] = {"weight": "bold", "color": design.FORMAL}
    axes.text(0, top - 12.5, str(year), size=YEAR, **bold)
    counts, look = plan.counts, {"colour": design.INK, "weight": "semibold"}
    told = [Words(f"{dutch.number(counts.parties)} {PARTIES}", **look)]
    told.append(Words(ties(counts.ties), **look))
    if plan.before:
        new, _, gone = network_change.counted(plan)[2:]
        stayed = Words(f"{dutch.number(counts.parties - counts.new)} uit {plan.before}", STAYED)
        told += [new, stayed, gone]
    rows = [[(0.0, words)] for words in told]
    return network_change.write_rows(axes, rows, 0.0, top - 20.0, SIZE)


def _names(
    axes: Any, plan: Map, numbered: list[tuple[Node, Words]], before: dict[str, int], y: float
) -> None:
    """What there is to see in words, and below it the names with the place that each had."""
    y -= LINE
    for line in design.broken(said(plan), TEXT - 3.0, SAID):
        axes.text(0, y, line, size=SAID, weight="semibold", color=design.INK)
        y -= LINE
    y -= 2.0
    for node, word in numbered:
        network_change.write_place(axes, node, word)
        network_change.write_rows(axes, [[(0.0, word)]], 0.0, y, NAME)
        if plan.before and word.state.isdigit():
            y -= NAMED
            had = before.get(node.actor)
            told = f"in {plan.before} op plaats {had}" if had else f"in {plan.before} niet genoemd"
            axes.text(INDENT, y, told, size=SIZE, color=design.GREY)
        y -= AFTER
