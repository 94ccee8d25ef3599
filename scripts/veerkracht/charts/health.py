"""Health figures of the last measurement with their margins, wijk beside city."""

from __future__ import annotations

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
LEFT, RIGHT, TOP, BOTTOM, ROW = 56.0, 45.0, 17.0, 8.0, 16.0
# mm right of the lines: where the numbers of wijk and city end, and where the verdict begins.
OWN, CITY, VERDICT = 11.0, 21.0, 24.5


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["health"]
    if rows.empty:
        raise NoDataError
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    # The largest difference first, whatever its side.
    gap = (last["value"] - last["city"]).abs()
    return last.loc[gap.sort_values(ascending=False, kind="stable").index]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line an indicator: the intervals of wijk and city, both values, and the verdict."""
    rows = _rows(tables)
    height = TOP + BOTTOM + ROW * len(rows)
    figure = design.new_figure(WIDTH, height)
    high = rows[["high", "city_high"]].max().max()
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, (WIDTH - LEFT - RIGHT) / WIDTH, ROW * len(rows) / height),
        xlim=(0, min(100, high + 4)),
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
            [row["city_low"], row["city_high"]], [place] * 2, color=design.LINE, lw=6, zorder=2,
            solid_capstyle="butt",
        )  # fmt: skip
        axes.plot(
            [row["city"]] * 2, [place - 0.24, place + 0.24], color=design.INK, lw=1.8, zorder=3
        )
        axes.plot(
            [row["low"], row["high"]], [place] * 2, color=color, lw=1.6, zorder=4,
            solid_capstyle="butt",
        )  # fmt: skip
        axes.plot([row["value"]], [place], "o", color=color, ms=6.5, zorder=5)
        _words(axes, place, row, color, alike)
        # A rule under each row ties its name to its numbers.
        wide = WIDTH - LEFT - RIGHT
        axes.plot(
            [-LEFT / wide, 1 + RIGHT / wide], [place + 0.5] * 2, color=design.PALE, lw=0.6,
            transform=axes.get_yaxis_transform(), clip_on=False, zorder=0,
        )  # fmt: skip
    _key(axes, rows, color, context["city"])
    return figure


def _words(axes: Any, place: int, row: dict[Any, Any], color: str, alike: bool) -> None:
    """The name of a figure left of its line, and right of it both numbers and the verdict.

    `alike`: the number of answers is that of every figure, and stands elsewhere.
    """
    wide = WIDTH - LEFT - RIGHT
    beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
    counted = not (pd.isna(row["n"]) or alike)
    y = place - 0.16 * counted
    axes.text(-LEFT / wide, y, str(row["indicator"]), size=design.TEXT, **beside)
    if counted:
        words, y = f"{dutch.number(row['n'])} antwoorden", place + 0.2
        axes.text(-LEFT / wide, y, words, size=design.SMALL, color=design.GREY, **beside)
    sure = row["verdict"] in ("hoger", "lager")
    for x, value, shade, weight in (
        (OWN, row["value"], color, "semibold"),
        (CITY, row["city"], design.INK, "normal"),
    ):
        look: dict[str, Any] = {"size": design.TEXT, "color": shade, "weight": weight}
        axes.text(1 + x / wide, place, _percent(value), ha="right", **look, **beside)
    axes.text(
        1 + VERDICT / wide,
        place,
        row["verdict"] if sure else "niet aantoonbaar\nanders",
        size=design.TEXT if sure else design.SMALL,
        color=color if sure else design.GREY,
        weight="semibold" if sure else "normal",
        linespacing=1.0,
        **beside,
    )


def _one_count(rows: pd.DataFrame, name: str = "n") -> float | None:
    """How many answered, where it is the same for every figure: then it is said once."""
    counts = set(rows[name])
    once = len(rows) > 1 and len(counts) == 1 and rows[name].notna().all()
    return float(counts.pop()) if once else None


def _key(axes: Any, rows: pd.DataFrame, color: str, city: str) -> None:
    """Above the lines the marks of wijk and city, with how many answered; and above the numbers."""
    wide, tall = WIDTH - LEFT - RIGHT, ROW * len(rows)
    own = f"{rows['area'].iloc[0]}"
    if count := _one_count(rows):
        own += f" ({dutch.number(count)} antwoorden)"
    there = _one_count(rows, "city_n")
    asked = f" ({dutch.number(there)})" if there else ""
    at: Any = {"transform": axes.transAxes, "clip_on": False}
    x = -LEFT / wide
    for marker, shade, words, column in (
        ("o", color, own, OWN),
        ("|", design.INK, f"{city}{asked}", CITY),
    ):
        look: Any = {"color": shade, "ms": 6.5 if marker == "o" else 9}
        look["mew"] = 1.8 if marker == "|" else 0
        y = 1 + 11.5 / tall
        axes.plot([x + 1.5 / wide], [y], marker, **look, **at)
        axes.text(x + 4 / wide, y, words, size=design.TEXT, va="center", **at)
        x += (9 + design.text_width(words, design.TEXT, "normal")) / wide
        axes.plot([1 + (column - 3.2) / wide], [1 + 3.5 / tall], marker, **look, **at)
    axes.plot([x, x + 5 / wide], [y, y], color=design.LINE, lw=4.5, solid_capstyle="butt", **at)
    axes.plot([x, x + 5 / wide], [y, y], color=color, lw=1.6, solid_capstyle="butt", **at)
    axes.text(x + 6.5 / wide, y, "marge van elk", size=design.TEXT, va="center", **at)


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
