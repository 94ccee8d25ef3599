"""The four words of the network over the years: of each the measure that tells it, large."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.brief_network import (
    AT_EQUAL,
    STANDS,
    UNSURE,
    WORDS,
    at_equal_asking,
    at_equal_names,
    drawn_of,
    series,
    verdict,
    written,
)
from veerkracht.charts.facts import Facts
from veerkracht.network.metric import Unit
from veerkracht.network.metrics import BY_ID
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "network_changes", "events", "claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEIGHT = 163.0, 168.0
# In mm: between the two columns, what the words for the crises take, and how high a row is.
GAP, KEY, ROW = 9.0, 10.0, 79.0
COLUMN = (WIDTH - GAP) / 2
# In mm: the head of a word above its rule; the chart, and beside it the last value.
HEAD, HIGH, LAST = 7.0, 38.0, 18.0
NAME, LINE = 3.4, 4.0  # mm from the rule to the name of the measure, and from line to line
FOOT = 52.0  # mm: from the rule to where its chart stands
HEADROOM = 0.25  # of its height a chart keeps so much free for the numbers above its line
# The measures in ordinary words; their definitions stand in the appendix.
PLAIN = {
    "actors": "wie in een gesprek is gesproken of genoemd",
    "mean_degree": "met hoeveel andere een partij samenwerkt",
    "blau_kind": "de kans dat twee partijen in soort verschillen",
    "top_share": "in alle samenwerkingen",
}
TOP: dict[str, Any] = {"va": "top", "linespacing": 1.15}
# In points: the value that is read first, and a word with its verdict.
LARGEST, WORD = 20.0, 12.0
# In points: the change at equal asking. In mm: how far below its chart that is, how wide its words
# are, how far its bar is from them and from its numbers, and how long that is.
NAMED, BELOW, ASKED, BESIDE, BAR = 10.0, 11.0, 22.0, 3.0, 17.5
HALF = 0.6  # mm: of how high an open bar is


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Four words, two beside each other, 163 by 168 mm: what became of each, and its measure.

    A measure is on its own scale, from zero where it can, with the value of every year; one without
    values says so. The crises are grounds in the charts, named above all four.
    """
    table = tables["network_metrics"]
    if table.empty:
        raise NoDataError
    rows = {str(name): part.sort_values("year") for name, part in table.groupby("metric")}
    years = sorted(int(year) for year in table["year"].unique())
    shown = (years[0] - 0.25, years[-1] + 0.25)
    found = crises.crises(tables["events"], shown)
    # Where a dotted line rises from a dot, the number stands beside it.
    dotted = {round(crisis.start) for crisis in found if crisis.end is None}
    figure = design.new_figure(WIDTH, HEIGHT)
    equal = at_equal_asking(tables["network_changes"], years)
    drawn = drawn_of(tables["network_changes"], years) if equal else ""
    _key(figure, crises.key(found), years if equal else [], drawn)
    for place, name in enumerate(WORDS):
        down, across = divmod(place, 2)
        left, rule = across * (COLUMN + GAP), HEIGHT - KEY - down * ROW - HEAD
        _head(figure, (left, rule), name, tables["claims"])
        holds = verdict(name, tables["claims"])[1]
        axes = _measure(figure, (left, rule), rows[name], dotted, holds)
        if name in equal and len(rows[name].dropna(subset=["value"])) > 1:
            at = (left, rule - FOOT - BELOW)
            names = at_equal_names(tables["network_changes"], years).get(name)
            _evenly(figure, at, name, equal[name], names, holds)
        axes.set_xlim(*shown)
        design.year_axis(axes, years)
        crises.draw_grounds(axes, found)
    return figure


def _key(figure: Figure, grounds: str, years: list[int], drawn: str) -> None:
    """Above the charts what the grounds are; of `years`, if any, what the bars below them are.

    `drawn`: of how many interviews a year those are.
    """
    small: dict[str, Any] = {"size": design.SMALL, "color": design.GREY}
    figure.text(0, 1 - 3.2 / HEIGHT, grounds, **small)
    if not years:
        return
    told = f"{AT_EQUAL.capitalize()}: verschil {years[0]}–{years[-1]} bij {drawn}, even volledig "
    told += "(negen van tien trekkingen); open: niet aangetoond"
    figure.text(0, 1 - 7.6 / HEIGHT, told, **small)


def _head(figure: Figure, at: tuple[float, float], measure: str, claims: pd.DataFrame) -> None:
    """A word on its rule, which begins `at` x and y in mm, with what its claim came out as."""
    name = WORDS[measure][0]
    told, holds = verdict(measure, claims)
    weight, color = STANDS if holds else UNSURE
    x, y = at
    width = design.text_width(name, WORD, "bold") + 2.5
    base = (y + 1.8) / HEIGHT
    figure.text(x / WIDTH, base, name, size=WORD, weight="bold", color=design.FORMAL)
    figure.text((x + width) / WIDTH, base, told, size=WORD, weight=weight, color=color)
    line = Line2D([x / WIDTH, (x + COLUMN) / WIDTH], [y / HEIGHT] * 2)
    line.set(color=design.LINE, lw=0.6)
    figure.add_artist(line)


def _measure(
    figure: Figure,
    at: tuple[float, float],
    table: pd.DataFrame,
    dotted: set[int],
    holds: bool,
) -> Any:
    """A measure below the rule of its word: its name, what it says in ordinary words, its line.

    `dotted`: the years with a line of dots. Grey where what its word says is not shown to hold.
    """
    first = table.iloc[0]
    x, rule = at
    y = rule - NAME
    figure.text(
        x / WIDTH, y / HEIGHT, str(first["label"]), size=design.TEXT, weight="semibold", **TOP
    )
    plain = "\n".join(design.broken(PLAIN[str(first["metric"])], COLUMN, design.SMALL, "normal"))
    figure.text(
        x / WIDTH, (y - LINE - 0.8) / HEIGHT, plain, size=design.SMALL, color=design.GREY, **TOP
    )
    box = (x / WIDTH, (rule - FOOT) / HEIGHT, (COLUMN - LAST) / WIDTH, HIGH / HEIGHT)
    axes = figure.add_axes(box, gid=f"maat-{first['metric']}")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    measured = table.dropna(subset=["value"])
    if measured.empty:
        middle: dict[str, Any] = {"transform": axes.transAxes, "ha": "center", "va": "center"}
        axes.text(0.5, 0.5, dutch.UNDETERMINED, color=design.GREY, **middle)
        return axes
    values = measured["value"].tolist()
    low, high = min(0.0, *values), max(0.0, *values)
    axes.set_ylim(low, high + (high - low or 1) * HEADROOM)
    across = [measured["year"].iloc[0], measured["year"].iloc[-1]]
    axes.plot(across, [0, 0], color=design.LINE, lw=0.6, zorder=1)
    dots: dict[str, Any] = {"marker": "o", "ms": 4, "clip_on": False}
    colour = design.INK if holds else design.GREY
    axes.plot(measured["year"], measured["value"], color=colour, lw=2 if holds else 1.4, **dots)
    _values(axes, measured, dotted, colour)
    return axes


def _evenly(
    figure: Figure,
    at: tuple[float, float],
    metric: str,
    equal: tuple[float, float],
    names: tuple[float, float] | None,
    holds: bool,
) -> None:
    """Below a chart, from `at` x and y in mm: the change at equal asking, its bar beside no change.

    A change and no level: the draws have fewer interviews of both years. Where all draws change
    the same way and what the word says does not hold, the words warn: the draws vary the
    interviews, its claim asks for more. `names`: the change with as many names as well.
    """
    colour = design.INK if holds else design.GREY
    left, y = at
    small: dict[str, Any] = {"size": design.SMALL, "color": design.GREY}
    figure.text(left / WIDTH, y / HEIGHT, AT_EQUAL, va="center_baseline", **small)
    # All bars are as long as what lies between no change and the farthest: only that is compared.
    x = left + ASKED + BESIDE
    ends = (min(0.0, *equal), max(0.0, *equal))
    zero, one, other = (
        x + (change - ends[0]) / (ends[1] - ends[0] or 1) * BAR for change in (0.0, *equal)
    )
    for xs, ys, wide, of, zorder in (
        ((x, x + BAR), (y, y), 0.6, design.LINE, 1),
        *([((one, other), (y, y), 3.4, colour, 2)] if holds else []),
        ((zero, zero), (y - 1.6, y + 1.6), 0.9, design.INK, 3),
    ):
        line = Line2D([at / WIDTH for at in xs], [at / HEIGHT for at in ys], solid_capstyle="butt")
        line.set(color=of, lw=wide, zorder=zorder)
        figure.add_artist(line)
    if not holds:
        size = ((other - one) / WIDTH, 2 * HALF / HEIGHT)
        where: dict[str, Any] = {"transform": figure.transFigure, "gid": f"open-{metric}"}
        bar = Rectangle((one / WIDTH, (y - HALF) / HEIGHT), *size, **where)
        bar.set(fc=design.WHITE, ec=colour, lw=0.9, zorder=2)
        figure.add_artist(bar)
    figure.text(zero / WIDTH, (y - 2.0) / HEIGHT, "0", va="top", ha="center", **small)
    span, unit = written_change(metric, equal)
    x += BAR + BESIDE
    named: dict[str, Any] = {"size": NAMED, "weight": "semibold", "color": colour}
    figure.text(x / WIDTH, y / HEIGHT, span, va="center_baseline", **named)
    if unit:
        behind = (x + design.text_width(span, NAMED) + 1.0) / WIDTH
        figure.text(behind, y / HEIGHT, unit, va="center_baseline", **small)
    if not holds and min(equal) * max(equal) > 0:
        figure.text(x / WIDTH, (y - 2.0) / HEIGHT, "kan toeval zijn", va="top", **small)
    if names:
        told = f"ondergrens: {written_change(metric, names)[0]}"
        figure.text(x / WIDTH, (y - 2.6) / HEIGHT, told, va="top", **small)


def written_change(metric: str, equal: tuple[float, float]) -> tuple[str, str]:
    """From where to where a measure changes, with its signs, and its unit: of a share %-punt."""
    found = BY_ID[metric]
    told = found.written_range(equal, found.chart_decimals)
    return told, "%-punt" if found.unit == Unit.SHARE else ""


def _values(axes: Any, measured: pd.DataFrame, dotted: set[int], colour: str) -> None:
    """The value of every year above its dot, and of the last large beside it."""
    last = len(measured) - 1
    for place, point in enumerate(measured.to_dict("records")):
        beside: dict[str, Any] = {"xytext": (0, 5), "ha": "center", "va": "bottom"}
        if point["year"] in dotted:
            # Where the line comes down to its dot, there is room on the other side.
            falls = place and point["value"] < measured["value"].iloc[place - 1]
            beside |= {"xytext": (3 if falls else -3, 5), "ha": "left" if falls else "right"}
        if place == last:
            beside = {"xytext": (7, 0), "ha": "left", "va": "center_baseline", "weight": "bold"}
        axes.annotate(
            written(str(point["metric"]), point["value"]),
            (point["year"], point["value"]),
            textcoords="offset points",
            size=LARGEST if place == last else design.TEXT,
            color=colour,
            **beside,
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the actors in the first and last year; text with both ends of each line."""
    if tables["network_metrics"].empty:
        raise NoDataError
    table = tables["network_metrics"].dropna(subset=["value"]).sort_values("year")
    years = [int(tables["network_metrics"]["year"].min()), int(table["year"].max())]
    parts = {str(name): rows for name, rows in table.groupby("metric")}
    lines = {name: series(parts[name]) for name in WORDS if name in parts}
    ends = {name: (line.points[0], line.points[-1]) for name, line in lines.items()}
    equal = at_equal_asking(tables["network_changes"], years)
    words = []
    for name, (first, last) in ends.items():
        told = f"{lines[name].label} {first.text} en {last.text}"
        told += "" if [first.year, last.year] == years else f" ({first.year} en {last.year})"
        if name in equal and first != last:
            change = " ".join(written_change(name, equal[name])).strip()
            told += f" ({AT_EQUAL} {change})"
        words.append(told)
    alt = (
        f"Lijnen van {dutch.word(len(words))} netwerkmaten, {years[0]} en {years[1]}: "
        f"{'; '.join(words)}."
    )
    title = "Het netwerk in maten"
    if "actors" in lines and years[0] != years[1]:
        then, now = (point.text for point in ends["actors"])
        title = f"Van {then} partijen in {years[0]} naar {now} in {years[1]}"
    return Facts(title, alt, tuple(lines.values()))
