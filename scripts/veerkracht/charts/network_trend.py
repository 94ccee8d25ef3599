"""All measures of the network over the years, one small chart each."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.source_lines import coding_line

TABLES = ["network_metrics"]

WIDTH, HEIGHT = 163.0, 150.0
COLUMNS = 3
# In mm: the margins of the figure and the room between the small charts.
LEFT, RIGHT, TOP, BOTTOM, GAP_X, GAP_Y = 1.0, 4.0, 12.0, 6.0, 8.0, 17.0
DIMENSIONS = {
    "groot": "hoe groot",
    "hecht": "hoe hecht",
    "divers": "hoe divers",
    "decentraal": "hoe decentraal",
    "invloed": "wie invloed heeft",
}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A grid of small line charts, 163 by 150 mm, each on its own scale from zero where it can.

    First and last value stand beside the line; a measure without values says so.
    """
    table = tables["network_metrics"]
    metrics = list(table[table["core"] == "ja"].groupby("metric", sort=False))
    rows = -(-len(metrics) // COLUMNS)
    figure = design.new_figure(WIDTH, HEIGHT)
    width = (WIDTH - LEFT - RIGHT - GAP_X * (COLUMNS - 1)) / COLUMNS
    height = (HEIGHT - TOP - BOTTOM - GAP_Y * (rows - 1)) / rows
    years = sorted(int(year) for year in tables["network_metrics"]["year"].unique())
    for index, (_, table) in enumerate(metrics):
        row, column = divmod(index, COLUMNS)
        left = LEFT + column * (width + GAP_X)
        bottom = HEIGHT - TOP - (row + 1) * height - row * GAP_Y
        axes = figure.add_axes(
            (left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT),
            gid=f"maat-{table['metric'].iloc[0]}",
        )
        _small(axes, table.sort_values("year"), years)
    return figure


def _small(axes: Any, table: pd.DataFrame, years: list[int]) -> None:
    first = table.iloc[0]
    lower = str(first["direction"]).startswith("lager")
    axes.text(
        0,
        1.30,
        first["label"],
        transform=axes.transAxes,
        size=design.TEXT,
        weight="semibold",
        va="bottom",
    )
    note = DIMENSIONS.get(str(first["dimension"]), "")
    note += "; lager is meer decentraal" if lower else ""
    axes.text(
        0, 1.12, note, transform=axes.transAxes, size=design.SMALL, color=design.GREY, va="bottom"
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    # Room left and right for the numbers at both ends of the line.
    axes.set_xlim(years[0] - 0.95, years[-1] + 0.95)
    design.year_axis(axes, [years[0], years[-1]] if len(years) > 1 else years)
    known = table.dropna(subset=["value"])
    if known.empty:
        axes.text(
            0.5, 0.5, dutch.UNDETERMINED, transform=axes.transAxes, ha="center", color=design.GREY
        )
        return
    low, high = min(0.0, known["value"].min()), max(0.0, known["value"].max())
    room = (high - low or 1) * 0.12
    axes.set_ylim(low - room, high + room)
    axes.axhline(0, color=design.PALE, lw=0.8, zorder=0)
    color = design.INFORMAL_TEXT if first["dimension"] == "invloed" else design.FORMAL
    axes.plot(known["year"], known["value"], color=color, lw=1.8, zorder=2)
    axes.plot(known["year"], known["value"], "o", color=color, ms=3, zorder=3)
    ends = [(known.iloc[-1], "left", 0.18, "semibold")]
    if len(known) > 1:
        ends.append((known.iloc[0], "right", -0.18, "normal"))
    for point, align, shift, weight in ends:
        axes.text(
            point["year"] + shift,
            point["value"],
            dutch.number(point["value"], _decimals(str(first["unit"]))),
            ha=align,
            va="center_baseline",
            size=design.TEXT,
            color=color,
            weight=weight,
        )


def _decimals(unit: str) -> int:
    return 0 if unit == "aantal" else 1 if unit == "gemiddelde" else 2


def describe(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> tuple[str, str]:
    """Title with actors and ties in the first and last year; text with both ends of each line."""
    if tables["network_metrics"].empty:
        raise NoDataError
    table = tables["network_metrics"].dropna(subset=["value"])
    table = table[table["core"] == "ja"]
    years = [int(tables["network_metrics"]["year"].min()), int(table["year"].max())]
    parts = []
    values: dict[str, list[str]] = {}
    for metric, rows in table.groupby("metric", sort=False):
        rows = rows.sort_values("year")
        first, last = rows.iloc[0], rows.iloc[-1]
        decimals = _decimals(str(first["unit"]))
        ends = [dutch.number(first["value"], decimals), dutch.number(last["value"], decimals)]
        values[str(metric)] = ends
        parts.append(
            f"{first['label']}: van {ends[0]} in {first['year']} naar {ends[1]} in {last['year']}"
        )
    alt = f"Lijngrafieken van {dutch.word(len(parts))} netwerkmaten. {'; '.join(parts)}."
    if {"actors", "ties"} <= set(values) and years[0] != years[1]:
        a, t = values["actors"], values["ties"]
        return (
            f"Van {a[0]} naar {a[1]} partijen en van {t[0]} naar {t[1]} verbindingen, "
            f"{years[0]}-{years[1]}, zoals waargenomen",
            alt,
        )
    return "Het netwerk in maten, zoals waargenomen", alt


def source(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> str:
    """The source line below the figure."""
    return coding_line(context["wijk"])
