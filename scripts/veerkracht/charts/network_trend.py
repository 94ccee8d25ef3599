"""All measures of the network over the years, one small chart each."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "events", "claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEIGHT = 163.0, 156.0
COLUMNS = 3
# In mm: the margins of the figure and the room between the small charts.
LEFT, RIGHT, TOP, BOTTOM, GAP_X, GAP_Y = 1.0, 4.0, 23.0, 6.0, 8.0, 20.5
# In mm: from the top of a small chart with a note to its name, and what a note takes.
NAME, NOTE = 4.0, 3.4
INFORMAL = ("initiatives_informal", "informal_top10")
# Dimension -> what it is to have more of it.
DIMENSIONS = {
    "groot": "groter",
    "hecht": "hechter",
    "divers": "diverser",
    "decentraal": "minder afhankelijk van enkele partijen",
}
# How a claim came out -> what stands beside the name of its dimension.
VERDICTS = {
    Outcome.HOLDS: "het werd {}",
    Outcome.POINTS: "het lijkt {} geworden",
    Outcome.UNSHOWN: "dat het {} werd, is niet aangetoond",
    Outcome.FAILS: "het werd niet {}",
}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A grid of small line charts, 163 by 156 mm, each on its own scale from zero where it can.

    First and last value stand beside the line; a measure without values says so. A key above the
    charts names the crises, whose grounds are in each.
    """
    table = tables["network_metrics"]
    if table.empty:
        raise NoDataError
    metrics = list(table[table["core"] == "ja"].groupby("metric", sort=False))
    rows = -(-len(metrics) // COLUMNS)
    figure = design.new_figure(WIDTH, HEIGHT)
    width = (WIDTH - LEFT - RIGHT - GAP_X * (COLUMNS - 1)) / COLUMNS
    height = (HEIGHT - TOP - BOTTOM - GAP_Y * (rows - 1)) / rows
    years = sorted(int(year) for year in tables["network_metrics"]["year"].unique())
    for index, (_, table) in enumerate(metrics):
        row, column = divmod(index, COLUMNS)
        if not column:
            top = HEIGHT - TOP - row * (height + GAP_Y) + 10.5
            _head(figure, top, str(table["dimension"].iloc[0]), tables["claims"])
        left = LEFT + column * (width + GAP_X)
        bottom = HEIGHT - TOP - (row + 1) * height - row * GAP_Y
        # A row without notes below its names has the room for its lines.
        beside = metrics[row * COLUMNS : (row + 1) * COLUMNS]
        tall = height + (0 if any(_note(str(name)) for name, _ in beside) else NOTE)
        axes = figure.add_axes(
            (left / WIDTH, bottom / HEIGHT, width / WIDTH, tall / HEIGHT),
            gid=f"maat-{table['metric'].iloc[0]}",
        )
        _small(axes, table.sort_values("year"), years, (height + NAME) / tall)
        found = crises.crises(tables["events"], axes.get_xlim(), width, shift=-0.5)
        crises.draw_grounds(axes, found)
    key = crises.key(found)
    if key:
        figure.text(
            LEFT / WIDTH, 1 - 2 / HEIGHT, key, size=design.SMALL, color=design.GREY, va="top"
        )
    return figure


def _head(figure: Figure, y: float, dimension: str, claims: pd.DataFrame) -> None:
    """The dimension of a row at `y` mm, with what the claim on it came out as."""
    name = dutch.sentence(dimension)
    bold: dict[str, Any] = {"size": design.HEAD, "weight": "bold", "va": "baseline"}
    figure.text(LEFT / WIDTH, y / HEIGHT, name, **bold)
    outcome = claims.loc[claims["claim"] == f"sterker-{dimension}", "outcome"]
    if len(outcome) and outcome.iloc[0] in VERDICTS:
        x = LEFT + design.text_width(name, design.HEAD, "bold") + 2.5
        told = VERDICTS[Outcome(outcome.iloc[0])].format(DIMENSIONS[dimension])
        # What holds is read first.
        holds = outcome.iloc[0] == Outcome.HOLDS
        look: dict[str, Any] = {"weight": "semibold"} if holds else {"color": design.GREY}
        figure.text(x / WIDTH, y / HEIGHT, told, size=design.HEAD, va="baseline", **look)
    line = Line2D([LEFT / WIDTH, 1 - RIGHT / WIDTH], [(y - 1.8) / HEIGHT] * 2)
    line.set(color=design.LINE, lw=0.6)
    figure.add_artist(line)


def _note(metric: str) -> str:
    """What stands below the name of a measure that is better when it is lower; may be empty."""
    direction = BY_ID[metric].direction
    return direction if direction.startswith("lager") else ""


def _small(axes: Any, table: pd.DataFrame, years: list[int], top: float) -> None:
    """One measure: its line over the years, with the values at both ends, its name at `top`."""
    first = table.iloc[0]
    axes.text(
        0,
        top,
        first["label"],
        transform=axes.transAxes,
        size=design.TEXT,
        weight="semibold",
        va="bottom",
    )
    if words := _note(str(first["metric"])):
        note = {"size": design.SMALL, "color": design.GREY, "va": "bottom"}
        axes.text(0, 1.06, words, transform=axes.transAxes, **note)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    # Room left and right for the numbers at both ends of the line.
    axes.set_xlim(years[0] - 0.95, years[-1] + 0.95)
    design.year_axis(axes, [years[0], years[-1]] if len(years) > 1 else years)
    measured = table.dropna(subset=["value"])
    if measured.empty:
        axes.text(
            0.5, 0.5, dutch.UNDETERMINED, transform=axes.transAxes, ha="center", color=design.GREY
        )
        return
    low, high = min(0.0, measured["value"].min()), max(0.0, measured["value"].max())
    room = (high - low or 1) * 0.12
    axes.set_ylim(low - room, high + room)
    axes.axhline(0, color=design.PALE, lw=0.8, zorder=0)
    # Green is informal, here as on the maps; the network as a whole has no colour.
    color = design.INFORMAL_TEXT if str(first["metric"]) in INFORMAL else design.INK
    axes.plot(measured["year"], measured["value"], color=color, lw=1.8, zorder=2)
    axes.plot(measured["year"], measured["value"], "o", color=color, ms=3, zorder=3)
    ends = [(measured.iloc[-1], "left", 0.18, "semibold")]
    if len(measured) > 1:
        ends.append((measured.iloc[0], "right", -0.18, "normal"))
    for point, align, shift, weight in ends:
        axes.text(
            point["year"] + shift,
            point["value"],
            _written(first["metric"], point["value"]),
            ha=align,
            va="center_baseline",
            size=design.TEXT,
            color=color,
            weight=weight,
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with actors and ties in the first and last year; text with both ends of each line."""
    if tables["network_metrics"].empty:
        raise NoDataError
    table = tables["network_metrics"].dropna(subset=["value"])
    table = table[table["core"] == "ja"]
    years = [int(tables["network_metrics"]["year"].min()), int(table["year"].max())]
    lines: dict[str, Series] = {}
    for name, rows in table.groupby("metric", sort=False):
        rows = rows.sort_values("year")
        first = rows.iloc[0]
        pairs = zip(rows["year"], rows["value"], strict=True)
        lines[str(name)] = over_years(
            str(first["label"]), str(first["unit"]), pairs, partial(_written, name)
        )
    ends = {name: (line.points[0], line.points[-1]) for name, line in lines.items()}
    parts = [
        f"{lines[name].label} {first.text} en {last.text}"
        + ("" if [first.year, last.year] == years else f" ({first.year} en {last.year})")
        for name, (first, last) in ends.items()
    ]
    alt = (
        f"Lijngrafieken van {dutch.word(len(parts))} netwerkmaten, met de waarden van {years[0]} "
        f"en {years[1]}. {'; '.join(parts)}."
    )
    title = "Het netwerk in maten"
    if {"actors", "ties"} <= set(lines) and years[0] != years[1]:
        actors, ties = ends["actors"], ends["ties"]
        title = (
            f"Van {actors[0].text} naar {actors[1].text} partijen en van {ties[0].text} naar "
            f"{ties[1].text} samenwerkingen, {years[0]}-{years[1]}"
        )
    return Facts(title, alt, tuple(lines.values()))


def _written(name: object, value: float) -> str:
    return dutch.number(value, BY_ID[str(name)].chart_decimals)
