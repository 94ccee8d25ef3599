"""Health figures of the last measurement with their margins, wijk beside city."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["health"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
LEFT, RIGHT, TOP, BOTTOM, ROW = 56.0, 33.0, 13.0, 8.0, 14.0
VERDICT = 11.0  # mm from the lines to the verdict, past the words of the last dot
PAST = 2.0  # mm between a dot with its margin and its number
MARK = 0.22  # of a row: half the height of the stroke of the city
# Behind the stroke of the city its margin: often hardly wider than the stroke itself.
GROUND: dict[str, Any] = {"color": design.LINE, "alpha": 0.4, "lw": 0}


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["health"]
    if rows.empty:
        raise NoDataError
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    # The largest difference first, whatever its side.
    gap = (last["value"] - last["city"]).abs()
    return last.loc[gap.sort_values(ascending=False, kind="stable").index]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A dot an indicator, as far from the stroke of the city as its line; and the verdict."""
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
    axes.xaxis.set_major_locator(MultipleLocator(20))
    axes.xaxis.set_major_formatter(lambda value, _: dutch.percent(value / 100))
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    areas = context["wijk"]["areas"]
    color = design.AREAS[0] if [str(rows["area"].iloc[0])] == areas[:1] else design.WHOLE
    alike = _one_count(rows) is not None
    for place, row in enumerate(rows.to_dict("records")):
        _marks(axes, place, row, color)
        _words(axes, place, row, color, alike)
    _key(axes, rows, color, context["city"])
    return figure


def _marks(axes: Any, place: int, row: dict[Any, Any], color: str) -> None:
    """The stroke of the city in its margin, and from it a line to the dot of the wijk in its own.

    Their numbers stand above the stroke, and beside the dot away from it.
    """
    value, city = float(row["value"]), float(row["city"])
    ground = {**GROUND, "zorder": 1}
    axes.fill_betweenx([place - MARK, place + MARK], row["city_low"], row["city_high"], **ground)
    stem: Any = {"color": design.LINE, "lw": 2.2, "alpha": 0.45, "solid_capstyle": "butt"}
    axes.plot([city, value], [place] * 2, zorder=2, **stem)
    axes.plot([city] * 2, [place - MARK, place + MARK], color=design.INK, lw=1.8, zorder=5)
    _whisker(axes, (row["low"], row["high"]), place, 0.9 / ROW, color)
    axes.plot([value], [place], "o", color=color, ms=6, zorder=6)
    low, high = axes.get_xlim()
    past = PAST * (high - low) / (WIDTH - LEFT - RIGHT)
    before = value < city
    axes.text(
        row["low"] - past if before else max(row["high"] + past, city + past), place,
        _percent(value), size=design.TEXT, weight="semibold", color=color,
        ha="right" if before else "left", va="center",
    )  # fmt: skip
    axes.text(
        city, place - MARK - 1.9 / ROW, _percent(city), size=design.SMALL, ha="center", va="center"
    )


def _whisker(
    axes: Any, ends: tuple[float, float], y: float, half: float, color: str, **look: Any
) -> None:
    """A margin as a line with a cap at both ends."""
    caps = [y - half, y + half, y, y, y + half, y - half]
    axes.plot([ends[0]] * 3 + [ends[1]] * 3, caps, color=color, lw=0.9, zorder=3, **look)


def _words(axes: Any, place: int, row: dict[Any, Any], color: str, alike: bool) -> None:
    """The name of a figure left of its line, and right of it the verdict.

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
    """Above the lines the marks of wijk and city, each in its margin, with how many answered."""
    wide, tall = WIDTH - LEFT - RIGHT, ROW * len(rows)
    own = f"{rows['area'].iloc[0]}"
    if count := _one_count(rows):
        own += f" ({dutch.number(count)} antwoorden)"
    there = _one_count(rows, "city_n")
    asked = f" ({dutch.number(there)})" if there else ""
    at: Any = {"transform": axes.transAxes, "clip_on": False}
    y, half, x = 1 + 8.5 / tall, MARK * ROW / tall, -LEFT / wide
    ends = (x, x + 7 / wide)
    _whisker(axes, ends, y, 0.9 / tall, color, **at)
    axes.plot([x + 3.5 / wide], [y], "o", color=color, ms=6, **at)
    words = f"{own} met marge"
    axes.text(x + 9 / wide, y, words, size=design.TEXT, va="center", **at)
    x += (15 + design.text_width(words, design.TEXT, "normal")) / wide
    axes.fill_betweenx([y - half, y + half], x, x + 4 / wide, **GROUND, **at)
    axes.plot([x + 2 / wide] * 2, [y - half, y + half], color=design.INK, lw=1.8, **at)
    words = f"{city}{asked}, grijs: marge"
    axes.text(x + 6 / wide, y, words, size=design.TEXT, va="center", **at)


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
