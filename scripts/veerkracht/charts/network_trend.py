"""The four words of the network over the years: of each one measure large, others beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.brief_network import STANDS, UNSURE, WORDS, series, verdict, written
from veerkracht.charts.facts import Facts
from veerkracht.network.plain import PLAIN
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "events", "claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEIGHT = 163.0, 168.0
# The measure that tells a word -> those beside it.
BESIDE = {
    "actors": ("initiatives_informal", "ties"),
    "mean_degree": ("transitivity", "largest_component"),
    "blau_kind": ("blau_theme", "ei_index"),
    "top_share": ("betweenness_centralisation", "informal_top10"),
}
# Informal is green, here as on the maps; the network as a whole has no colour.
INFORMAL = ("initiatives_informal", "informal_top10")
# In mm: what a word takes; below its rule the name of a measure and the top of its chart.
BAND, NAME, CHART = 38.0, 5.6, 7.6
# In mm: left, width and height of the large charts and the small ones; between two small ones.
LARGE, SMALL, BELOW = (0.0, 104.0, 18.0), (110.0, 53.0, 7.0), 12.8
# In mm: what a number beside a line takes.
NUMBER = 11.0


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Four words below each other, 163 by 168 mm: what became of each, and its measures.

    A measure is on its own scale, from zero where it can, with its values at both ends; one without
    values says so. The crises are grounds in the large charts, named above the first.
    """
    table = tables["network_metrics"]
    if table.empty:
        raise NoDataError
    rows = {str(name): part.sort_values("year") for name, part in table.groupby("metric")}
    years = sorted(int(year) for year in table["year"].unique())
    shown = (years[0] - 0.5, years[-1] + 0.5)
    found = crises.crises(tables["events"], shown, LARGE[1] - 2 * NUMBER, shift=-0.5)
    figure = design.new_figure(WIDTH, HEIGHT)
    rule = HEIGHT - 6.0
    for place, (large, small) in enumerate(BESIDE.items()):
        _head(figure, rule, large, tables["claims"])
        lower = 0.0 if place else crises.room(found)
        axes = _measure(figure, rule, LARGE, rows[large], lower)
        axes.set_xlim(*shown)
        design.year_axis(axes, years)
        if place:
            crises.draw_grounds(axes, found)
        else:
            crises.draw_crises(axes, found, LARGE[2])
        for number, name in enumerate(small):
            axes = _measure(figure, rule - number * (BELOW + lower), SMALL, rows[name])
            axes.set_xlim(*shown)
            axes.set_xticks([])
        rule -= BAND + lower
    return figure


def _head(figure: Figure, y: float, measure: str, claims: pd.DataFrame) -> None:
    """A word on its rule at `y` mm, with what the claim on it came out as."""
    name = WORDS[measure][0]
    told, holds = verdict(measure, claims)
    weight, color = STANDS if holds else UNSURE
    width = design.text_width(name, design.HEAD, "bold") + 2.5
    base = (y + 1.8) / HEIGHT
    figure.text(0, base, name, size=design.HEAD, weight="bold", color=design.FORMAL)
    figure.text(width / WIDTH, base, told, size=design.HEAD, weight=weight, color=color)
    line = Line2D([0, 1], [y / HEIGHT] * 2)
    line.set(color=design.LINE, lw=0.6)
    figure.add_artist(line)


def _measure(
    figure: Figure,
    rule: float,
    place: tuple[float, float, float],
    table: pd.DataFrame,
    lower: float = 0.0,
) -> Any:
    """The name of a measure `NAME` mm below a rule, and its line over the years below that."""
    left, wide, high = place
    first = table.iloc[0]
    metric = str(first["metric"])
    large = place is LARGE
    name, base = str(first["label"]), (rule - NAME) / HEIGHT
    figure.text(left / WIDTH, base, name, size=design.TEXT, weight="semibold")
    if large:
        beside = (left + design.text_width(name, design.TEXT) + 1.5) / WIDTH
        figure.text(beside, base, PLAIN[metric], size=design.SMALL, color=design.GREY)
    bottom = rule - lower - CHART - high
    box = ((left + NUMBER) / WIDTH, bottom / HEIGHT, (wide - 2 * NUMBER) / WIDTH, high / HEIGHT)
    axes = figure.add_axes(box, gid=f"maat-{metric}")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    measured = table.dropna(subset=["value"])
    if measured.empty:
        middle: dict[str, Any] = {"transform": axes.transAxes, "ha": "center", "va": "center"}
        axes.text(0.5, 0.5, dutch.UNDETERMINED, color=design.GREY, **middle)
        return axes
    color = design.INFORMAL_TEXT if metric in INFORMAL else design.INK
    low, high = min(0.0, measured["value"].min()), max(0.0, measured["value"].max())
    axes.set_ylim(low, high + (high - low or 1) * 0.08)
    # From the first year to the last: a number beside the line may stand as low.
    across = [measured["year"].iloc[0], measured["year"].iloc[-1]]
    axes.plot(across, [0, 0], color=design.LINE, lw=0.6, zorder=1)
    if large:
        axes.fill_between(measured["year"], measured["value"], color=design.PALE, lw=0, zorder=0.5)
    dots: dict[str, Any] = {"marker": "o", "ms": 4 if large else 3, "clip_on": False}
    axes.plot(measured["year"], measured["value"], color=color, lw=2 if large else 1.4, **dots)
    _ends(axes, measured, color, design.HEAD if large else design.TEXT)
    return axes


def _ends(axes: Any, measured: pd.DataFrame, color: str, size: float) -> None:
    """The values at both ends of a line, beside it; the last is read first."""
    ends = [(measured.iloc[-1], "left", 5, "bold")]
    if len(measured) > 1:
        ends.append((measured.iloc[0], "right", -5, "normal"))
    for point, align, shift, weight in ends:
        axes.annotate(
            written(str(point["metric"]), point["value"]),
            (point["year"], point["value"]),
            (shift, 0),
            textcoords="offset points",
            ha=align,
            va="center_baseline",
            size=size,
            color=color,
            weight=weight,
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with actors and ties in the first and last year; text with both ends of each line."""
    if tables["network_metrics"].empty:
        raise NoDataError
    table = tables["network_metrics"].dropna(subset=["value"]).sort_values("year")
    years = [int(tables["network_metrics"]["year"].min()), int(table["year"].max())]
    shown = [name for large, small in BESIDE.items() for name in (large, *small)]
    parts = {str(name): rows for name, rows in table.groupby("metric")}
    lines = {name: series(parts[name]) for name in shown if name in parts}
    ends = {name: (line.points[0], line.points[-1]) for name, line in lines.items()}
    words = [
        f"{lines[name].label} {first.text} en {last.text}"
        + ("" if [first.year, last.year] == years else f" ({first.year} en {last.year})")
        for name, (first, last) in ends.items()
    ]
    alt = (
        f"Lijnen van {dutch.word(len(words))} netwerkmaten, {years[0]} en {years[1]}: "
        f"{'; '.join(words)}."
    )
    title = "Het netwerk in maten"
    if {"actors", "ties"} <= set(lines) and years[0] != years[1]:
        actors, ties = ends["actors"], ends["ties"]
        title = (
            f"Van {actors[0].text} naar {actors[1].text} partijen en van {ties[0].text} naar "
            f"{ties[1].text} samenwerkingen, {years[0]}-{years[1]}"
        )
    return Facts(title, alt, tuple(lines.values()))
