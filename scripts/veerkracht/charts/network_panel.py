"""All years of the network beside each other: what each brought, every actor at its own place."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, map_geometry, network_change, network_plan
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.network_change import ROW, TOP, Room, Words, parties, ties
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS

# In mm: the page, what is between the maps, and the key at its foot.
WIDTH, HEIGHT = 182.0, 226.0
GAP, KEY = 6.0, 14.0
# Above a map stand its year and, beside that, three rows of words.
HEAD = 14.0
# So many years are told of in words after the first.
MOST_TOLD = 5
# Rows of small maps -> the share of the page that the last and fullest year has.
LARGE = {0: 1.0, 1: 0.5, 2: 0.44, 3: 0.32}
# The sizes of the names on the large map, in points; a small one has no room for any.
SIZES = [9.0] * 3 + [8.0] * 9 + [7.5] * 12


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A map a year, the last one large, 182 by 226 mm in all; ids as on the map, `2019-` before."""
    years = _years(tables)
    if not years:
        raise NoDataError
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    last = None
    for year, cell in zip(years, _cells(len(years)), strict=True):
        room = _room(cell)
        plan = network_change.arrange(tables, context, year, room)
        top = cell.low + cell.height
        axes.plot([cell.left, cell.left + cell.width], [top, top], color=design.INK, lw=0.5)
        names = network_change.named(plan, room, SIZES if year == years[-1] else [])
        network_change.draw_map(axes, plan, names, room.scale, f"{year}-")
        _head(axes, plan, year, cell, found_in(plan, last))
        last = plan
    large = network_plan.radius_scale(network_change.stretched(tables, room)) * room.scale
    network_change.draw_key(axes, KEY - 5.5, WIDTH, "dat jaar", large, top=True)
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the growth from the first year to the last; text with the counts a year."""
    years = _years(tables)
    if not years:
        raise NoDataError
    return facts_of(tables, years, "Het netwerk van elk jaar naast elkaar")


def facts_of(
    tables: dict[str, pd.DataFrame], years: list[int], what: str, since: str = ""
) -> Facts:
    """What maps of these years beside each other say; `what` they are, in words.

    `since`: follows what became of parties, where that is not since the year before.
    """
    named = {year: set(rows["actor"]) for year, rows in tables["actors"].groupby("year")}
    tied = tables["ties"].groupby("year").size().reindex(years, fill_value=0)
    first, last = years[0], years[-1]
    title = f"In {first} telt het netwerk {parties(len(named[first]))}"
    if last != first:
        title = _who_stayed(named[first], named[last], first, last)
    pairs = list(pairwise(years))
    new = {year: len(named[year] - named[before]) for before, year in pairs}
    stayed = {year: len(named[year] & named[before]) for before, year in pairs}
    gone = {year: len(named[before] - named[year]) for before, year in pairs}
    counts = [f"{first}: {parties(len(named[first]))}, {ties(tied[first])}"]
    counts += [
        f"{year}: {parties(len(named[year]))}, {dutch.number(new[year])} nieuw, "
        f"{dutch.number(gone[year])} niet meer genoemd, {ties(tied[year])}"
        for year in years[1:]
    ]
    # Of many years the last ones: an alternative text is heard from the first word to the last.
    counts = [*counts[:1], *counts[1:][-MOST_TOLD:]]
    alt = f"{what}; elke partij staat steeds op dezelfde plaats. {'; '.join(counts)}."
    counted: dict[str, dict[int, int]] = {
        "partijen": {year: len(named[year]) for year in years},
        f"nieuw{since}": new,
        f"was er al{since}": stayed,
        f"niet meer genoemd{since}": gone,
        "samenwerkingen": {year: int(tied[year]) for year in years},
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
        who = f"Alle {parties(stayed)} van {start} zijn in {end} nog genoemd"
        who = who if stayed != 1 else f"De ene partij van {start} is in {end} nog genoemd"
    else:
        still = dutch.number(stayed) if stayed else "geen"
        verb = "is" if stayed < 2 else "zijn"
        who = f"Van de {parties(len(first))} van {start} {verb} er {still} in {end} nog genoemd"
    return f"{who}; {dutch.number(others)} andere {came} erbij genoemd" if others else who


def _years(tables: dict[str, pd.DataFrame]) -> list[int]:
    return sorted({int(year) for year in tables["actor_metrics"]["year"]})


def _cells(count: int) -> list[Room]:
    """The cell of each year: small ones in rows, and below them a large one for the last."""
    small = count - 1
    columns = min(small, 2 if small <= 4 else 3 if small <= 9 else 4)
    rows = math.ceil(small / columns) if small else 0
    whole = HEIGHT - KEY - 0.4
    large = whole * LARGE.get(rows, 0.3) - (GAP / 2 if rows else 0)
    if not rows:
        return [Room(0.0, KEY, WIDTH, large)]
    width = (WIDTH - (columns - 1) * GAP) / columns
    height = (whole - large) / rows - GAP
    cells = [
        Room(
            i % columns * (width + GAP),
            KEY + whole - i // columns * (height + GAP) - height,
            width,
            height,
        )
        for i in range(small)
    ]
    return [*cells, Room(0.0, KEY, WIDTH, large)]


def _room(cell: Room) -> Room:
    """Where the map of a cell is drawn: below its head."""
    return cell._replace(height=cell.height - HEAD - (ROW if _is_narrow(cell) else 0))


def _is_narrow(cell: Room) -> bool:
    """Whether three and more stand beside each other: their words need more rows."""
    return cell.width < WIDTH / 2 - GAP


def _head(axes: Any, plan: network_plan.Map, year: int, cell: Room, told: str) -> None:
    """The year, who has most influence, its counts and what is found in it, above its map."""
    large, narrow = cell.width == WIDTH, _is_narrow(cell)
    size, points = (9.0, 26) if large else (8.0, 15 if narrow else 21)
    y = cell.low + cell.height - 4.9
    axes.text(
        cell.left, y - 0.16 * points, str(year), size=points, weight="bold", color=design.FORMAL
    )
    left = cell.left + design.text_width(str(year), points, "bold") + (3 if narrow else 4)
    width = cell.left + cell.width - left
    best = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values(["rank", "actor"]).head(1)
    first: list[Words] = []
    finding = [Words(told, "", design.INK, "semibold")]
    for node in map_geometry.nodes_of(best):
        network_change.write_top(axes, node.x, node.y, node.radius, node.kind)
        # What is found is who came first, or stands beside it.
        who = told if told.startswith(node.name) else node.name
        first = [Words(who, TOP, design.KIND_TEXT[node.kind], "semibold", node.kind)]
        finding = [] if told.startswith(node.name) else finding
        if network_change.width_of(first[0], size) > width:
            first = [first[0]._replace(text=network_change.cut(node.name, width - 4.6, size))]
    counts = network_change.counted(plan)
    if large:
        groups = [[*first, *finding], counts]
    else:
        groups = [first, counts] if narrow else [first, counts[:2], counts[2:]]
    for words in groups:
        rows = network_change.in_rows(words, width, size) if words else []
        y = network_change.write_rows(axes, rows, left, y, size)


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
