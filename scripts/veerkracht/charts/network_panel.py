"""All years of the network beside each other: what each brought, every actor at its own place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import (
    NoDataError,
    design,
    network_bars,
    network_change,
    network_plan,
)
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.network_change import Room, parties, ties
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout", "asking"]
ORIGIN = Origin.INTERVIEWS

# In mm: the page, what is between the maps, the key at its top, and its foot.
WIDTH, HEIGHT = 182.0, 231.0
GAP, KEY, FOOT = 4.0, 13.0, 1.0
# Left of a map stand its year, its counts and who has most influence: so wide in mm. In a narrow
# cell they stand above the map, so high; in a high one who is named no more has a second line.
SIDE, HEAD, TWO_LINES, HIGH = 33.0, 24.0, 6.0, 90.0
# A high row has a head of its own height: to its first line, what is below its last one, and what
# parts it from the maps: as much in every row.
TO_FIRST, BELOW, AIR = 4.7, 0.7, 3.6
# Of the height of a map, what is beyond the middles of its highest and its lowest mark.
NEAR = 0.035
# So many years are told of in words after the first.
MOST_TOLD = 5
# So many of the first in influence have their number on the map, and their name in the head.
FIRST = 3
# Marks of the map of a page that are tried, in mm: small maps have room for marks as large.
LARGEST = (7.0, 6.2, 5.4, 4.8, 4.2, 3.8, 3.4, 3.0, 2.6, 2.2, 1.8)
# Who is named no more is so much smaller: it is told of, and not looked for.
GONE = 0.6
# In points: the year of a head beside a map, and what stands below it.
YEAR, TOLD = 24.0, 8.5

# From where to where of the height of a map.
Part = tuple[float, float]


def draw(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], height: float = HEIGHT
) -> Figure:
    """A map a year and a row of bars a year, 182 mm wide; ids as on the map, `2019-` before."""
    years = _years(tables)
    if not years:
        raise NoDataError
    figure = design.new_figure(WIDTH, height)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    maps, rooms, rest = laid_out(tables, years, height)
    plans, placed = [], shaped(tables, rooms[0])
    for year, cell, room in zip(years, maps, rooms, strict=True):
        plan = arrange(placed, context, year, room)
        network_change.draw_map(axes, plan, cell.scale, f"{year}-")
        told = network_change.talks(tables, year)
        (_head_above if _is_narrow(cell) else _head_beside)(axes, plan, year, cell, told)
        plans.append(plan)
    if rest is not None:
        network_bars.draw(axes, rest, years, plans)
    large = network_plan.radius_scale(placed) * maps[0].scale
    words = network_change.looks("dat jaar", years[0]) if len(years) > 1 else []
    columns = network_change.draw_key(axes, height - 3.0, WIDTH, large, FIRST, words)
    # Each look below what it is a look of, or so it reads: one block of two rows.
    row = list(zip(columns, words, strict=False))
    network_change.write_rows(axes, [row], 0.0, height - 9.6, design.TEXT)
    return figure


def laid_out(
    tables: dict[str, pd.DataFrame], years: list[int], height: float = HEIGHT
) -> tuple[list[Room], list[Room], Room | None]:
    """The cell and the room of the map of each year, and the cell of the bars.

    Below a head a map runs from its highest mark to its lowest: where a row has none at an edge,
    for who is there comes later, the row is less high, and every map has what that leaves.
    """
    found, rest = cells(len(years), height=height)
    if not _is_narrow(found[0]):
        return found, [room_of(cell) for cell in found], rest
    columns = sum(cell.low == found[0].low for cell in found)
    parts = _parts(tables, years, columns)
    heads = _heads(tables, years, columns) if _is_high(found[0]) else ()
    found, rest = cells(len(years), parts, heads, height)
    rows = sorted({cell.low for cell in found}, reverse=True)
    at = [rows.index(cell.low) for cell in found]
    rooms = [
        room_of(cell, parts[row], heads[row] if heads else 0.0)
        for row, cell in zip(at, found, strict=True)
    ]
    return found, rooms, rest


def _heads(tables: dict[str, pd.DataFrame], years: list[int], columns: int) -> list[float]:
    """Of each row how high the heads above its maps are: the one with most lines."""
    metrics = tables["actor_metrics"]
    there = {year: metrics[metrics["year"] == year] for year in years}
    lost = {
        year: (there[before]["rank"] <= network_change.WENT)
        & ~there[before]["actor"].isin(there[year]["actor"])
        for before, year in pairwise(years)
    }
    heads = []
    for first in range(0, len(years), columns):
        row = years[first : first + columns]
        # Parties and ties, who has a number, and who is named no more in two lines.
        lines = 2 + FIRST + 2 * any(year in lost and lost[year].any() for year in row)
        heads.append(TO_FIRST + (lines - 1) * network_change.ROW + BELOW + AIR)
    return heads


def _parts(tables: dict[str, pd.DataFrame], years: list[int], columns: int) -> list[Part]:
    """Of each row of years from where to where the height of a map has marks, from below."""
    high = tables["layout"].set_index("actor")["y"]
    actors = tables["actors"]
    there = {year: set(actors.loc[actors["year"] == year, "actor"]) for year in years}
    parts = []
    for first in range(0, len(years), columns):
        # Those of the year before are there too, as who is named no more.
        drawn = set[str]().union(
            *(there[year] for year in years[max(first - 1, 0) : first + columns])
        )
        marks = high.reindex(sorted(drawn)) / MAP_HEIGHT
        parts.append((max(float(marks.min()) - NEAR, 0.0), min(float(marks.max()) + NEAR, 1.0)))
    return parts


def shaped(tables: dict[str, pd.DataFrame], room: Room) -> dict[str, pd.DataFrame]:
    """The tables with the places of every year, in the shape of the room of a map: all have one."""
    return network_change.stretched(tables, room, LARGEST)


def arrange(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], year: int, room: Room
) -> network_plan.Map:
    """The map of a year in its room, of `shaped` tables."""
    plan = network_change.arrange(tables, context, year, room)
    small = np.maximum(GONE * plan.gone["radius"], network_change.LEAST)
    return replace(plan, gone=plan.gone.assign(radius=small))


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
    # Of who came, those who were there in a year before that one.
    ever = {year: set[str]().union(*(named[y] for y in years if y < year)) for year in years}
    back = {year: len((named[year] - named[before]) & ever[year]) for before, year in pairs}
    gone = {year: len(named[before] - named[year]) for before, year in pairs}
    counts = [f"{first}: {parties(len(named[first]))}, {ties(tied[first])}"]
    for year in years[1:]:
        again = f" ({dutch.number(back[year])} terug)" if back[year] else ""
        counts.append(
            f"{year}: {parties(len(named[year]))}, {dutch.number(new[year])} erbij{again}, "
            f"{dutch.number(gone[year])} niet meer genoemd, {ties(tied[year])}"
        )
    # Of many years the last ones: an alternative text is heard from the first word to the last.
    counts = [*counts[:1], *counts[1:][-MOST_TOLD:]]
    alt = f"{what}; elke partij staat steeds op dezelfde plaats. {'; '.join(counts)}."
    counted: dict[str, dict[int, int]] = {
        "partijen": {year: len(named[year]) for year in years},
        f"erbij{since}": new,
        **({"van wie terug": back} if any(back.values()) else {}),
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
    others = len(last - first)
    verb = "is" if others == 1 else "zijn"
    who = still_named(first, last, start, end)
    return f"{who}; daarnaast {verb} {dutch.number(others)} andere genoemd" if others else who


def still_named(first: set[str], last: set[str], start: int, end: int) -> str:
    """Who of the parties of the first year are named in the last, in a sentence."""
    stayed = len(first & last)
    if stayed == len(first):
        who = f"Alle {parties(stayed)} van {start} zijn in {end} nog genoemd"
        return who if stayed != 1 else f"De ene partij van {start} is in {end} nog genoemd"
    still = dutch.number(stayed) if stayed else "geen"
    verb = "is" if stayed < 2 else "zijn"
    return f"Van de {parties(len(first))} van {start} {verb} er {still} in {end} nog genoemd"


def _years(tables: dict[str, pd.DataFrame]) -> list[int]:
    return sorted({int(year) for year in tables["actor_metrics"]["year"]})


def cells(
    count: int,
    parts: Sequence[Part] = (),
    heads: Sequence[float] = (),
    height: float = HEIGHT,
) -> tuple[list[Room], Room | None]:
    """The cell of each year in rows, and what is left of the last row for the bars.

    The bars have a row of their own where the years fill theirs; one year has none. `parts`: of
    each row which part of a map it has below its head, else the whole; `heads`: how high that is,
    where it is not as high in every row.
    """
    columns = 1 if count <= 2 else 2 if count <= 4 else 3 if count <= 11 else 4
    rows, whole = math.ceil(count / columns), height - KEY - FOOT
    alone = count % columns == 0 and count > 1
    # A row of bars alone is no higher than it needs to be.
    bars = min(network_bars.height(count), whole / (rows + 1)) if alone else -GAP
    width = (WIDTH - (columns - 1) * GAP) / columns
    step = (whole - bars) / rows
    # What a row takes beside its maps, and how high a whole map is.
    heads = heads or [HEAD + TWO_LINES * (step - GAP > HIGH)] * rows
    shares = [high - low for low, high in parts]
    tall = (whole - bars - rows * GAP - sum(heads)) / sum(shares) if parts else 0.0
    steps = [head + GAP + tall * share for head, share in zip(heads, shares, strict=False)] or [
        step
    ] * rows
    steps.append(bars)
    spots = [(n % columns, n // columns) for n in range(count + 1)]
    found = [
        Room(
            across * (width + GAP),
            height - KEY - sum(steps[: down + 1]) + GAP,
            width,
            steps[down] - GAP,
        )
        for across, down in spots
    ]
    if count == 1:
        return found[:1], None
    if alone:
        return found[:-1], Room(0.0, FOOT, WIDTH, bars)
    return found[:-1], found[-1]._replace(width=WIDTH - found[-1].left)


def room_of(cell: Room, part: Part = (0.0, 1.0), head: float = 0.0) -> Room:
    """Where the map of a cell is drawn: right of its head, in a narrow one below it.

    `part`: from where to where the map has marks, from below; the rest is outside the cell;
    `head`: how high its head is, if not as high as any.
    """
    if _is_narrow(cell):
        low, high = part
        head = head or HEAD + TWO_LINES * _is_high(cell)
        tall = (cell.height - head) / (high - low)
        return cell._replace(low=cell.low - low * tall, height=tall)
    return Room(cell.left + SIDE, cell.low, cell.width - SIDE, cell.height - 1.5)


def _is_narrow(cell: Room) -> bool:
    """Whether three and more stand beside each other: no head has room beside a map."""
    return cell.width < WIDTH / 2 - GAP


def _is_high(cell: Room) -> bool:
    """Whether a head above a map has room for a line more."""
    return cell.height > HIGH


def _head_beside(axes: Any, plan: network_plan.Map, year: int, cell: Room, asked: str) -> None:
    """A line, and below it at the left the year, how much there is and who has most influence."""
    top = cell.low + cell.height
    axes.plot([cell.left, cell.left + cell.width], [top, top], color=design.INK, lw=0.5)
    y = top - 4.9 - 0.16 * YEAR
    look = {"size": YEAR, "weight": "bold", "color": design.FORMAL}
    axes.text(cell.left, y, str(year), **look)
    y -= 5.4
    counts = [words._replace(weight="semibold") for words in network_change.counted(plan)[:2]]
    counts += [network_change.Words(asked)] * bool(asked)
    y = network_change.write_rows(axes, [[(0.0, words)] for words in counts], cell.left, y, TOLD)
    y -= 1.6
    for node, word in network_change.numbered(plan, FIRST):
        network_change.write_place(axes, node, word)
        wide = SIDE - 7.0
        first, *rest = design.broken(word.text, wide, TOLD)
        # Of a long name the third line has no room.
        lines = [first, " ".join(rest)] if rest else [first]
        lines = [design.cut(line, wide, TOLD) for line in lines]
        rows = [[(0.0, word._replace(text=lines[0]))]]
        low = network_change.write_rows(axes, rows, cell.left, y, TOLD)
        for line in lines[1:]:
            words = word._replace(text=line, state="")
            low = network_change.write_rows(axes, [[(5.0, words)]], cell.left, low, TOLD)
        y = low - 1.2


def _head_above(axes: Any, plan: network_plan.Map, year: int, cell: Room, asked: str) -> None:
    """A line, and below it the year, how much there is and who has most influence."""
    top, size = cell.low + cell.height, 8.0
    axes.plot([cell.left, cell.left + cell.width], [top, top], color=design.INK, lw=0.5)
    points, y = 19 if _is_high(cell) else 15, top - TO_FIRST
    look = {"size": points, "weight": "bold", "color": design.FORMAL}
    axes.text(cell.left, y - 0.16 * points, str(year), **look)
    wide = design.text_width(str(year), points, "bold")
    if asked:
        told = asked.replace(" ", "\n")
        at, grey = y - 0.16 * points - 2.2, {"size": size, "color": design.GREY, "va": "top"}
        axes.text(cell.left, at, told, linespacing=1.1, **grey)
        wide = max(wide, *(design.text_width(line, size, "normal") for line in told.split("\n")))
    left = cell.left + wide + 3
    width = cell.left + cell.width - left
    counts = network_change.counted(plan)[:2]
    rows: list[list[tuple[float, network_change.Words]]] = [[(0.0, words)] for words in counts]
    for node, word in network_change.numbered(plan, FIRST):
        network_change.write_place(axes, node, word)
        wide = width - 4.6
        fits = design.text_width(word.text, size) <= wide
        name, comma, state = word.text.partition(", ")
        lines = [f"{name},", state] if comma and not fits and _is_high(cell) else [word.text]
        first, *rest = [design.cut(line, wide, size) for line in lines]
        rows.append([(0.0, word._replace(text=first))])
        rows += [[(4.6, word._replace(text=line, state=""))] for line in rest]
    network_change.write_rows(axes, rows, left, y, size)
