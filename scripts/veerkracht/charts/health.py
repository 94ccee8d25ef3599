"""Health figures of the last measurement with their margins, wijk beside city."""

from __future__ import annotations

from math import fsum
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["health"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
LEFT, RIGHT, TOP, BOTTOM, ROW = 60.0, 30.0, 11.0, 9.0, 7.2


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["health"]
    if rows.empty:
        raise NoDataError
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    return last


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line an indicator: the intervals of wijk and city, the verdict, and both values."""
    rows = _rows(tables)
    height = TOP + BOTTOM + ROW * len(rows)
    figure = design.new_figure(WIDTH, height)
    low, high = rows[["low", "city_low"]].min().min(), rows[["high", "city_high"]].max().max()
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, (WIDTH - LEFT - RIGHT) / WIDTH, ROW * len(rows) / height),
        xlim=(max(0, low - 4), min(100, high + 4)),
        ylim=(len(rows) - 0.5, -0.5),
        gid="marges",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(lambda value, _: dutch.percent(value / 100))
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    areas = context["wijk"]["areas"]
    color = design.AREAS[0] if [str(rows["area"].iloc[0])] == areas[:1] else design.WHOLE
    alike = _one_count(rows) is not None
    for place, row in enumerate(rows.to_dict("records")):
        # Both on one line: the margin of the city is a short thick bar behind that of the wijk.
        axes.plot(
            [row["city_low"], row["city_high"]], [place] * 2, color=design.LINE, lw=4.5, zorder=2
        )
        axes.plot([row["city"]] * 2, [place - 0.3, place + 0.3], color=design.INK, lw=1.8, zorder=3)
        axes.plot([row["low"], row["high"]], [place] * 2, color=color, lw=1.4, zorder=4)
        axes.plot([row["value"]], [place], "o", color=color, ms=5.5, zorder=5)
        names: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
        counted = not (pd.isna(row["n"]) or alike)
        words, y = str(row["indicator"]), place - 0.18 * counted
        axes.text(-0.02, y, words, size=design.TEXT, ha="right", **names)
        if counted:
            words, y = f"{dutch.number(row['n'])} antwoorden", place + 0.26
            axes.text(-0.02, y, words, size=design.SMALL, color=design.GREY, ha="right", **names)
        sure = row["verdict"] in ("hoger", "lager")
        words = f"{_percent(row['value'])} tegen {_percent(row['city'])}"
        axes.text(1.02, place + 0.26, words, size=design.SMALL, color=design.GREY, **names)
        axes.text(
            1.02,
            place - 0.18,
            row["verdict"] if sure else "niet aantoonbaar anders",
            size=design.SMALL,
            color=color if sure else design.GREY,
            weight="semibold" if sure else "normal",
            **names,
        )
    _key(axes, rows, color, context["city"])
    return figure


def _one_count(rows: pd.DataFrame) -> float | None:
    """How many answered, where it is the same for every figure: then it is said once."""
    counts = set(rows["n"])
    return float(counts.pop()) if len(rows) > 1 and len(counts) == 1 and rows["n"].all() else None


def _key(axes: Any, rows: pd.DataFrame, color: str, city: str) -> None:
    """Above the lines: the mark of the wijk and that of the city."""
    width = WIDTH - LEFT - RIGHT
    count = _one_count(rows)
    asked = f" ({dutch.number(count)} antwoorden)" if count else ""
    keys = (
        ("o", color, f"{rows['area'].iloc[0]}{asked}"),
        ("|", design.INK, f"{city}, beide met hun marge"),
    )
    # Long names begin left of the lines, so that they end on the page.
    takes = fsum(10 + design.text_width(words, design.TEXT, "normal") for *_, words in keys)
    x = min(0.0, (WIDTH - LEFT - takes) / width)
    for marker, shade, words in keys:
        y = 1 + 6 / (ROW * len(rows))
        axes.plot(
            [x + 1.5 / width],
            [y],
            marker,
            color=shade,
            ms=5.5 if marker == "o" else 9,
            mew=1.8 if marker == "|" else 0,
            clip_on=False,
            transform=axes.transAxes,
        )
        axes.text(x + 4 / width, y, words, transform=axes.transAxes, size=design.TEXT, va="center")
        x += (10 + design.text_width(words, design.TEXT, "normal")) / width


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many figures differ by more than their margins; text with every value."""
    rows = _rows(tables)
    sure = rows[rows["verdict"].isin(["hoger", "lager"])]
    year = int(rows["year"].iloc[0])
    listed, series = [], []
    for row in rows.to_dict("records"):
        own, city = _percent(row["value"]), _percent(row["city"])
        listed.append(f"{row['indicator']} {own} tegen {city} ({row['verdict']})")
        series += [
            over_years(f"{row['indicator']}: {where}", "%", [(year, value)], _percent)
            for where, value in ((row["area"], row["value"]), (context["city"], row["city"]))
        ]
    verb = "verschilt" if len(sure) == 1 else "verschillen"
    title = (
        f"Gezondheid in {year}: {dutch.of_all(len(sure), len(rows))} cijfers {verb} aantoonbaar "
        f"van {context['city']}"
    )
    alt = f"Gezondheidscijfers met marges van 95 %, {year}. {'; '.join(listed)}."
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _percent(value: float) -> str:
    return dutch.percent(value / 100)
