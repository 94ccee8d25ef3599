"""The ladder of participation: on which rung the decisions of each year stand."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.governance.measures import OTHER, RUNGS
from veerkracht.source_lines import Origin

TABLES = ["rights", "governance_course", "events"]
ORIGIN = Origin.OBSERVATION

WIDTH, RUNG = 163.0, 9.5  # mm: the figure, and a rung at least
LINE, LETTERS = 3.9, 12  # mm a line of a name, and how many letters it has
LEFT, RIGHT, BOTTOM = 28.0, 29.0, 18.5


def _rows(tables: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The decisions with a rung, and the mean rung a year."""
    rows = tables["rights"]
    rows = rows[rows["rung"].isin(RUNGS)]
    if rows.empty:
        raise NoDataError
    course = tables["governance_course"]
    return rows, course[course["measure"] == "trede"]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A mark a decision on its rung, with its name where that fits; below a year its mean.

    The colour and shape of a mark say who decides.
    """
    rows, mean = _rows(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    wide = WIDTH - LEFT - RIGHT
    names = _names(rows, wide / len(years))
    most = names.map(len).groupby([rows["year"], rows["rung"]]).sum().max() if len(names) else 0
    rung = max(RUNG, LINE * most + 2)
    ends, high = (years[0] - 0.5, years[-1] + 0.5), rung * len(RUNGS)
    found = crises.crises(tables["events"], ends, wide, shift=-0.5)
    height = BOTTOM + high + crises.room(found)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, wide / WIDTH, high / height),
        xlim=ends,
        ylim=(0.5, len(RUNGS) + 0.5),
        gid="ladder",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks(range(1, len(RUNGS) + 1), RUNGS, size=design.TEXT)
    # A rung is a bar as high as what stands on it, so that each mark lies on one rung alone.
    for place in range(len(RUNGS)):
        axes.axhspan(place + 0.5, place + 1.5, color=design.PAPER, lw=0, zorder=-1)
    for place in range(len(RUNGS) + 1):
        axes.axhline(place + 0.5, color=design.WHITE, lw=4, zorder=0.5)
    design.year_axis(axes, years)
    crises.draw_crises(axes, found, high)
    order = {who: place for place, who in enumerate(design.WHO)}
    rows = rows.assign(order=rows["who"].map(order).fillna(-1)).sort_values("order", kind="stable")
    for (when, step), part in rows.groupby(["year", "rung"]):
        place = RUNGS.index(str(step)) + 1
        if len(names):
            column = (int(str(when)), wide / len(years))
            _named(axes, column, (place, rung), part["who"], names)
        else:
            _dots(axes, int(str(when)), place, list(part["who"]))
    _means(axes, mean, wide, high)
    count = len(rows)
    words = f"elk teken: een van\nde {dutch.number(count)} vastgelegde\nbesluiten; wie besloot:"
    _key(axes, words, [who for who in design.WHO if who in set(rows["who"])])
    return figure


def _means(axes: Any, mean: pd.DataFrame, wide: float, high: float) -> None:
    """Below each year its mean rung: a line through the decisions would run through names."""
    y = -11.0 / high
    axes.text(
        -2.5 / wide, y, "gemiddelde trede", transform=axes.transAxes, size=design.TEXT, ha="right",
        va="center_baseline", weight="semibold",
    )  # fmt: skip
    axes.text(
        -2.5 / wide, y - 4.2 / high, "van zoveel besluiten", transform=axes.transAxes,
        size=design.SMALL, color=design.GREY, ha="right", va="center_baseline",
    )  # fmt: skip
    for year, value, count in zip(mean["year"], mean["value"], mean["n"], strict=True):
        place: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "ha": "center"}
        axes.text(
            year, y, dutch.number(float(value), 1), size=design.HEAD, va="center_baseline",
            weight="semibold", **place,
        )  # fmt: skip
        axes.text(
            year, y - 4.2 / high, dutch.number(count), size=design.SMALL, color=design.GREY,
            va="center_baseline", **place,
        )  # fmt: skip


def _names(rows: pd.DataFrame, column: float) -> pd.Series:
    """Row -> the short name of its decision in lines; none where one is wider than `column` mm."""
    names = rows["subject"].where(rows["subject"] != OTHER, rows["decision"]).astype(str)
    lines = names.str.removeprefix("keuze van ").map(lambda name: textwrap.wrap(name, LETTERS))
    widest = max(design.text_width(word, design.SMALL, "normal") for name in lines for word in name)
    fits = widest + 5.5 <= column and lines.map(len).max() <= 2
    return lines if fits else lines.iloc[:0]


def _named(
    axes: Any, column: tuple[int, float], rung: tuple[int, float], deciders: pd.Series, names: Any
) -> None:
    """The decisions of a year on a rung below each other, each with its name.

    `column`: the year and how wide its column is; `rung`: its number and how high it is (mm).
    """
    (year, wide), (place, high) = column, rung
    # Mark and widest name together are centred on the year: none touches the edge of a crisis.
    words = [line for row in deciders.index for line in names[row]]
    need = 4.1 + max(design.text_width(word, design.SMALL, "normal") for word in words)
    left = year - min(need / 2, wide / 2 - 1.0) / wide
    y = place + sum(len(names[row]) for row in deciders.index) * LINE / high / 2
    for row, who in deciders.items():
        tall = len(names[row]) * LINE / high
        _dot(axes, left + 1.9 / wide, y - tall / 2, who, 6)
        for line, word in enumerate(names[row]):
            at = (left + 4.1 / wide, y - (line + 0.5) * LINE / high)
            axes.text(*at, word, size=design.SMALL, va="center_baseline", zorder=3)
        y -= tall


def _dots(axes: Any, year: int, place: int, deciders: list[Any]) -> None:
    """The decisions of a year on a rung side by side, without names."""
    for step, who in enumerate(deciders):
        _dot(axes, year + (step - (len(deciders) - 1) / 2) * 0.14, place, who, 7)


def _dot(axes: Any, x: float, y: float, who: Any, size: float) -> None:
    marker = design.WHO_MARKER.get(who, "o")
    edge = {"mec": design.WHITE, "mew": 0.8, "zorder": 3}
    axes.plot([x], [y], marker, ms=size, color=_colour(who), gid="besluit", **edge)


def _colour(who: Any) -> str:
    return design.WHO[who][0] if who in design.WHO else design.GREY


def _key(axes: Any, words: str, deciders: list[str]) -> None:
    """Right of the chart: what a dot is, and who decides."""
    x, top = axes.get_xlim()[1] + 0.1, len(RUNGS) + 0.4
    axes.text(
        x,
        top,
        words,
        size=design.SMALL,
        color=design.GREY,
        va="top",
        linespacing=1.1,
        clip_on=False,
    )
    for place, who in enumerate(deciders):
        y = top - 1.6 - 0.48 * place
        axes.plot([x + 0.07], [y], design.WHO_MARKER[who], ms=6, color=_colour(who), clip_on=False)
        axes.text(x + 0.22, y, who, size=design.SMALL, color=design.GREY, va="center_baseline")


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the mean rung of the first and last year; text with the rungs of each year."""
    rows, mean = _rows(tables)
    first, last = mean.iloc[0], mean.iloc[-1]
    ends = [
        f"{dutch.number(float(row['value']), 1)} in {row['year']} "
        f"({dutch.counted(int(row['n']), 'besluit', 'besluiten')})"
        for row in (first, last)
    ]
    title = f"De gemiddelde trede van participatie ging van {ends[0]} naar {ends[1]}"
    if first["year"] == last["year"]:
        title = f"De gemiddelde trede van participatie was {ends[1]}"
    counts = {int(str(y)): part["rung"].value_counts() for y, part in rows.groupby("year")}
    per_year = []
    for year, count in counts.items():
        listed = ", ".join(f"{count[rung]} {rung}" for rung in RUNGS if rung in count)
        per_year.append(f"{year}: {listed}")
    pairs = zip(mean["year"], mean["value"], strict=True)
    series = [
        over_years(
            "gemiddelde trede van participatie", "trede", pairs, lambda x: dutch.number(x, 1)
        )
    ]
    series += [
        over_years(
            f"besluiten op de trede {rung}",
            "aantal",
            [(year, count.get(rung, 0)) for year, count in counts.items()],
            dutch.number,
        )
        for rung in RUNGS
    ]
    alt = f"Vastgelegde besluiten per trede van participatie en jaar. {'. '.join(per_year)}."
    return Facts(title, alt, tuple(series))
