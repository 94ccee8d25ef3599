"""The network of the first year and of the last, large: what was there, and what came."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, network_change, network_panel, network_plan
from veerkracht.charts.facts import Facts
from veerkracht.charts.network_change import Room, Words, parties, ties
from veerkracht.charts.network_marks import STAYED
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS

# In mm: the page, what is between the two maps, the key at its foot, and the head of a map: counts
# from the left, and two columns of names.
WIDTH, HEIGHT = 182.0, 230.0
GAP, KEY, HEAD = 4.0, 14.0, 30.0
COLUMNS = (58.0, 122.0)
YEAR, SIZE = 30, 9.0
# So many of the first in influence have their number on the map, and their name above it.
FIRST = 10
# The ties are a ground to those numbers.
INK = 0.5


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
    """Two maps below each other, 182 by 230 mm; ids as on the map of a year, `2019-` before."""
    tables, years = _ends(tables)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    placed = network_change.stretched(tables, rooms(len(years))[0])
    for year, room in zip(years, rooms(len(years)), strict=True):
        plan = network_change.arrange(placed, context, year, room)
        top = room.low + room.height + HEAD
        axes.plot([0, WIDTH], [top, top], color=design.INK, lw=0.5)
        network_change.draw_map(axes, plan, room.scale, f"{year}-", INK)
        _head(axes, plan, year, top)
        _names(axes, plan, context["wijk"]["municipality"], top)
    large = network_plan.radius_scale(placed) * room.scale
    network_change.draw_key(axes, KEY - 5.5, WIDTH, large, 3)
    if len(years) > 1:
        rows = network_change.in_rows(network_change.looks(f"sinds {years[0]}"), WIDTH, 8.5)
        network_change.write_rows(axes, rows, 0.0, KEY - 12.1, 8.5)
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with who of the first year are there in the last; text with the counts of both."""
    tables, years = _ends(tables)
    what, since = "Het netwerk van het eerste en het laatste jaar", f" sinds {years[0]}"
    return network_panel.facts_of(tables, years, what, since)


def rooms(count: int) -> list[Room]:
    """Where the maps are drawn: of one year, or of the first and the last."""
    whole = HEIGHT - KEY - 0.4
    if count == 1:
        return [Room(0.0, KEY, WIDTH, whole - HEAD)]
    high = (whole - 2 * HEAD - GAP) / 2
    return [Room(0.0, low, WIDTH, high) for low in (KEY + high + HEAD + GAP, KEY)]


def _head(axes: Any, plan: network_plan.Map, year: int, top: float) -> None:
    """The year, its counts, and in the last what became of the parties of the first."""
    y, counts = top - 11.0, plan.counts
    axes.text(0, y, str(year), size=YEAR, weight="bold", color=design.FORMAL)
    told, look = [], {"colour": design.INK, "weight": "semibold"}
    for words in (parties(counts.parties), ties(counts.ties)):
        told.append(Words(words, **look))
    if plan.before:
        new, _, gone = network_change.counted(plan)[2:]
        stayed = Words(f"{dutch.number(counts.parties - counts.new)} uit {plan.before}", STAYED)
        told += [new, stayed, gone]
    rows = [[(0.0, words)] for words in told]
    network_change.write_rows(axes, rows, 0.0, y - 5.4, SIZE)


def _names(axes: Any, plan: network_plan.Map, municipality: str, top: float) -> None:
    """The names of the first and of the municipality, with their numbers, in two columns."""
    rows = []
    for node, word in network_change.numbered(plan, FIRST, {municipality}):
        network_change.write_place(axes, node, word)
        width = WIDTH - COLUMNS[-1] - 5
        rows.append([(0.0, word._replace(text=network_change.cut(word.text, width, SIZE)))])
    half = (len(rows) + 1) // 2
    for left, part in zip(COLUMNS, (rows[:half], rows[half:]), strict=True):
        network_change.write_rows(axes, part, left, top - 5.0, SIZE)
