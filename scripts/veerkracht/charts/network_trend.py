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
# In mm: what a word takes, and below its rule the words and the charts.
BAND, NAME, CHART = 38.0, 3.4, 4.0
# In mm: left, width and height of the large charts and the small ones; between two small ones.
LARGE, SMALL, BELOW = (33.0, 87.0, 21.5), (121.0, 42.0, 7.0), 14.2
# In mm: what a number beside a line takes, and a large one; the width of the words on the left.
NUMBER, LAST, WORDED = 11.0, 19.0, 33.0
LINE = 4.0  # mm from line to line
TOP: dict[str, Any] = {"va": "top", "linespacing": 1.15}
# In points: the value that is read first, and a word with its verdict.
LARGEST, WORD = 17.0, 12.0


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
    shown = (years[0] - 0.25, years[-1] + 0.25)
    found = crises.crises(tables["events"], shown, LARGE[1] - NUMBER - LAST)
    figure = design.new_figure(WIDTH, HEIGHT)
    rule = HEIGHT - 6.5
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
            # Beside the large chart, which stands lower below the names of crises.
            down = number * BELOW + lower * (number + 1) / 2
            axes = _measure(figure, rule - down, SMALL, rows[name])
            axes.set_xlim(*shown)
            axes.set_xticks([])
        rule -= BAND + lower
    return figure


def _head(figure: Figure, y: float, measure: str, claims: pd.DataFrame) -> None:
    """A word on its rule at `y` mm, with what the claim on it came out as."""
    name = WORDS[measure][0]
    told, holds = verdict(measure, claims)
    weight, color = STANDS if holds else UNSURE
    width = design.text_width(name, WORD, "bold") + 2.5
    base = (y + 1.8) / HEIGHT
    figure.text(0, base, name, size=WORD, weight="bold", color=design.FORMAL)
    figure.text(width / WIDTH, base, told, size=WORD, weight=weight, color=color)
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
    """The name of a measure and its line over the years, below a rule: a large one beside its
    name and what it says in ordinary words."""
    left, wide, high = place
    first = table.iloc[0]
    metric, name = str(first["metric"]), str(first["label"])
    large = place is LARGE
    if large:
        y = (rule - NAME) / HEIGHT
        lines = design.broken(name, WORDED, design.TEXT)
        figure.text(0, y, "\n".join(lines), size=design.TEXT, weight="semibold", **TOP)
        y -= (len(lines) * LINE + 0.8) / HEIGHT
        plain = "\n".join(design.broken(PLAIN[metric], WORDED, design.SMALL, "normal"))
        figure.text(0, y, plain, size=design.SMALL, color=design.GREY, **TOP)
    else:
        at = (left / WIDTH, (rule - 1.8) / HEIGHT)
        figure.text(*at, name, size=design.TEXT, weight="semibold", **TOP)
    last = LAST if large else NUMBER
    bottom = rule - lower - (CHART if large else 7.2) - high
    box = ((left + NUMBER) / WIDTH, bottom / HEIGHT, (wide - NUMBER - last) / WIDTH, high / HEIGHT)
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
    _ends(axes, measured, color, (design.HEAD, LARGEST) if large else (design.TEXT,) * 2)
    return axes


def _ends(axes: Any, measured: pd.DataFrame, color: str, sizes: tuple[float, float]) -> None:
    """The values at both ends of a line, beside it; the last is read first.

    `sizes`: of the first and the last, in points.
    """
    ends = [(measured.iloc[-1], "left", 5, "bold", sizes[1])]
    if len(measured) > 1:
        ends.append((measured.iloc[0], "right", -5, "normal", sizes[0]))
    for point, align, shift, weight, size in ends:
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
