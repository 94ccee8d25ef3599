"""What moved the gap on the Sociale Index: the indicators that weighed most, by name."""

from __future__ import annotations

import textwrap
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.labels import share_label
from veerkracht.city.scoring import gave_most, per_indicator
from veerkracht.source_lines import Origin

TABLES = ["contributions"]
ORIGIN = Origin.INDICATORS

LEAST = 0.05  # points: less than this prints as 0,0
WIDTH = 163.0
LEFT, RIGHT, BOTTOM = 86.0, 2.0, 9.0
HEAD, LINE = 12.0, 3.4  # mm above the bars of an area, and a line of a name
LETTERS = 62  # of a name before it takes a second line
VALUE = 11.0  # mm beside the longest bar, for its number


class Bar(NamedTuple):
    """A bar: its words, its points, and whether it is one indicator, the others or the rest."""

    words: str
    points: float
    kind: str

    @property
    def lines(self) -> list[str]:
        """The name in the lines that it takes beside the bar."""
        return textwrap.wrap(self.words, LETTERS, break_long_words=False) or [""]

    @property
    def height(self) -> float:
        """The height of the row in mm."""
        return 1.6 + LINE * len(self.lines)


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["contributions"]
    if rows.empty:
        raise NoDataError
    return rows.assign(indicator=rows["indicator"].fillna(""))


def _bars(own: pd.DataFrame) -> list[Bar]:
    """The bars of one area: up from the largest, then the others and the rest, then down.

    What the export does not account for is no indicator, so it stands apart from the others.
    """
    named = per_indicator(own[own["indicator"] != ""])
    up, down = gave_most(named)
    others = named.drop([*up.index, *down.index])
    bars = [Bar(dutch.sentence(share_label(r.label)), float(r.gap_points), "") for r in _each(up)]
    if len(others):
        words = dutch.counted(len(others), "andere indicator", "andere indicatoren")
        words = dutch.sentence(words) + (" samen" if len(others) > 1 else "")
        bars.append(Bar(words, float(others["gap_points"].sum()), "others"))
    rest = float(own.loc[own["indicator"] == "", "gap_points"].sum())
    if abs(rest) >= LEAST:
        bars.append(Bar("Niet te herleiden", rest, "rest"))
    bars += [
        Bar(dutch.sentence(share_label(r.label)), float(r.gap_points), "") for r in _each(down)
    ]
    return bars


def _each(rows: pd.DataFrame) -> Any:
    return rows.itertuples(index=False)


def _areas(rows: pd.DataFrame, context: dict[str, Any]) -> list[tuple[str, list[Bar], float]]:
    """(area, its bars, what they sum to) of the areas with contributions."""
    found = []
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        if len(own):
            found.append((area, _bars(own), float(own["gap_points"].sum())))
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area; a bar an indicator that weighed much, one for all others together."""
    areas = _areas(_rows(tables), context)
    highs = [fsum(bar.height for bar in bars) for _, bars, _ in areas]
    height = BOTTOM + fsum(highs) + HEAD * len(areas)
    figure = design.new_figure(WIDTH, height)
    points = [bar.points for _, bars, _ in areas for bar in bars]
    down, up = -min(-0.5, *points), max(0.5, *points)
    # Room for the numbers beside the bars, in points of the index.
    wide = WIDTH - LEFT - RIGHT
    room = VALUE * (down + up) / (wide - 2 * VALUE)
    low = height
    for index, ((area, bars, total), high) in enumerate(zip(areas, highs, strict=True)):
        low -= HEAD + high
        axes = figure.add_axes(
            (LEFT / WIDTH, low / height, wide / WIDTH, high / height),
            gid=f"gebied-{index}",
            xlim=(-down - room, up + room),
            ylim=(high, 0),
        )
        color = design.AREAS[index % len(design.AREAS)]
        _panel(axes, bars, color)
        words = "dichter bij de stad" if total > 0 else "verder van de stad"
        axes.text(
            -LEFT / wide,
            1 + 6 / high,
            f"{area}: samen {_points(total)} punten, {words}",
            transform=axes.transAxes,
            size=design.HEAD,
            weight="semibold",
            color=color,
            va="center",
        )
        if index == len(areas) - 1:
            for side, words in ((-1, "← verder van de stad"), (1, "dichter bij de stad →")):
                axes.text(
                    side * 0.15 * room,
                    high + 4.5,
                    words,
                    size=design.SMALL,
                    color=design.GREY,
                    ha="right" if side < 0 else "left",
                    va="center",
                )
    return figure


def _panel(axes: Any, bars: list[Bar], color: str) -> None:
    """One area: its bars below each other, with their names and numbers; y in mm from the top."""
    axes.set_axis_off()
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)
    wide = WIDTH - LEFT - RIGHT
    step = (axes.get_xlim()[1] - axes.get_xlim()[0]) / wide  # points a mm
    top = 0.0
    for bar in bars:
        middle = top + bar.height / 2
        axes.barh(
            middle,
            bar.points,
            height=3.2,
            zorder=3,
            lw=0.6 if bar.kind else 0,
            hatch="////" if bar.kind == "rest" else None,
            fc={"": color, "others": design.PALE, "rest": design.WHITE}[bar.kind],
            ec=design.GREY if bar.kind else color,
        )
        axes.text(
            -LEFT / wide,
            middle,
            "\n".join(bar.lines),
            size=design.TEXT,
            transform=axes.get_yaxis_transform(),
            color=design.GREY if bar.kind else design.INK,
            linespacing=0.95,
            va="center",
            clip_on=False,
        )
        side = -1 if bar.points < 0 else 1
        axes.text(
            bar.points + side * step,
            middle,
            _points(bar.points),
            size=design.TEXT,
            weight="semibold",
            color=design.GREY if bar.kind else color,
            ha="right" if side < 0 else "left",
            va="center",
        )
        top += bar.height


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the sum of every area; text with what weighed most to either side."""
    rows = _rows(tables)
    start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
    city = context["city"]
    parts: list[str] = []
    totals: dict[str, float] = {}
    series: list[Series] = []
    for area, bars, total in _areas(rows, context):
        totals[area] = total
        own = [bar for bar in bars if not bar.kind]
        most = dict.fromkeys([*own[:1], *own[-1:]])
        listed = " en ".join(f"{bar.words} ({_points(bar.points)})" for bar in most)
        parts.append(f"{area} {_points(total)} punten; het meest wogen: {listed}")
        moved = f"verschuiving van de afstand van {area} sinds {start}"
        series.append(over_years(moved, "punten", [(end, total)], _points))
        series += [
            over_years(f"{moved}, door: {bar.words}", "punten", [(end, bar.points)], _points)
            for bar in bars
        ]
    alt = (
        f"Staafdiagram van wat de afstand tot {city} op de Sociale Index verschoof, {start} tot "
        f"{end}. {'. '.join(parts)}."
    )
    title = _title(totals, start, end, context)
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _title(totals: dict[str, float], start: int, end: int, context: dict[str, Any]) -> str:
    """How much nearer to the city or farther from it each area is than a measurement before.

    What is too small to be called a change says so.
    """
    city, margin = context["city"], float(context["noise"]["change"])
    moved = []
    for area, total in totals.items():
        if _points(total) == _points(0.0):
            moved.append(f"{area} even ver van {city}")
            continue
        where = f"dichter bij {city}" if total > 0 else f"verder van {city}"
        if moved:
            where = "dichter bij de stad" if total > 0 else "verder weg"
        small = " (binnen de marge)" if abs(total) < margin else ""
        moved.append(f"{area} {dutch.number(abs(total), 1)} punten {where}{small}")
    return f"In de meting van {end} ligt {dutch.listing(moved)} dan in die van {start}"


def _points(value: float) -> str:
    return dutch.signed(value, 1)
