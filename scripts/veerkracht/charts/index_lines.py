"""The Sociale Index of the areas and the city over the measurements, on OBI's bands."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import BANDS, TOGETHER, goal_of, main_index, whole_index
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "index_course", "events"]
ORIGIN = Origin.INDICATORS

WIDTH, BAND = 163.0, 83.0  # mm: the figure, and the height of the axes
LEFT, KEY, BOTTOM = 27.0, 8.0, 8.0
LETTERS = 13  # of the name of a class before it takes a second line
ASIDE = 1.6  # mm between the marks of two areas at one measurement
APART = 9.0  # mm below the axis: the gap of the areas together, a number a measurement
GAP_STEP = 9.0  # mm between the lines that measure the gaps of the areas
LABEL_DISTANCE = 5.2  # mm between two names at the end of lines


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    gaps = tables["index_gaps"]
    source = main_index(gaps, context["sources"])
    rows = whole_index(gaps[(gaps["source"] == source) & gaps["gap"].notna()])
    if rows.empty:
        raise NoDataError
    return rows.sort_values(["area", "year"])


def _path(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], city: pd.DataFrame
) -> list[tuple[float, float]]:
    """(year, value) of the path to the goal: the index of the city with the gap that it asks for.

    At the measurements from the base on; empty without a programme.
    """
    goal = goal_of(tables, context["wijk"], context["sources"])
    if goal is None:
        return []
    return [
        (float(year), float(value) + goal.path(int(year)))
        for year, value in zip(city["year"], city["city"], strict=True)
        if year >= goal.base
    ]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Lines of the areas, each with its margin as whiskers, and of the city; 163 mm wide.

    The names stand at the ends of the lines, the classes left of the axis; right of the names the
    gap of every area to the city at the last measurement is measured out.
    """
    rows = _rows(tables, context)
    margin = float(context["noise"]["level"])
    areas = context["wijk"]["areas"]
    city = rows.drop_duplicates("year").sort_values("year")
    years = [int(year) for year in city["year"]]
    path = _path(tables, context, city)
    labels = _ends(rows, areas, context["city"], path)
    gaps = [(color, value) for value, _, color in labels if color in design.AREAS]
    names = 6.5 + max(design.text_width(words, design.TEXT) for _, words, _ in labels)
    wide = WIDTH - LEFT - names - GAP_STEP * len(gaps)
    ends = (years[0] - 0.3, years[-1] + 0.3)
    found = crises.crises(tables["events"], ends, wide)
    together = _together(tables, context)
    low_edge = BOTTOM + (APART if together else 0.0)
    height = low_edge + BAND + crises.room(found) + KEY
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((LEFT / WIDTH, low_edge / height, wide / WIDTH, BAND / height))
    low = min(rows["value"].min() - margin, city["city"].min())
    high = max(rows["value"].max() + margin, city["city"].max())
    axes.set_ylim(10 * (low // 10) - 1, 10 * -(-high // 10) + 1)
    axes.set_xlim(*ends)
    _bands(axes, wide)
    crises.draw_crises(axes, found, BAND)
    _explain(axes, margin, 1 + (crises.room(found) + KEY / 2) / BAND)
    for index, area in enumerate(areas):
        own = rows[rows["area"] == area].dropna(subset=["value"])
        color = design.AREAS[index % len(design.AREAS)]
        # Areas stand a little beside each other, each with its margin through its own mark.
        at = own["year"] + (index - (len(areas) - 1) / 2) * ASIDE * (ends[1] - ends[0]) / wide
        axes.vlines(
            at,
            own["value"] - margin,
            own["value"] + margin,
            color=color,
            lw=1.6,
            alpha=0.75,
            zorder=2.5,
        )
        axes.plot(at, own["value"], color=color, zorder=4, gid=f"lijn-{index}")
        marker = design.AREA_MARKER[index % len(design.AREA_MARKER)]
        axes.plot(at, own["value"], marker, color=color, ms=5, zorder=5)
    axes.plot(years, city["city"], color=design.INK, lw=2.2, zorder=3, gid="lijn-stad")
    if path:
        axes.plot(
            *zip(*path, strict=True), color=design.INK, lw=1.1, ls=(0, (4, 2)), zorder=2, gid="pad"
        )
    step = (ends[1] - ends[0]) / wide
    _name_lines(axes, labels, years[-1] + 3 * step)
    _measure_gaps(axes, gaps, (labels[0][0], context["city"]), years[-1] + names * step, step)
    design.year_axis(axes, years)
    _below(axes, together, wide, context["city"])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    return figure


def _together(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> dict[int, float]:
    """Year -> the gap of the areas together, of which the title above the figure speaks.

    Empty for one area, and without a programme.
    """
    goal = goal_of(tables, context["wijk"], context["sources"])
    if goal is None or len(context["wijk"]["areas"]) < 2:
        return {}
    course = tables["index_course"]
    rows = whole_index(course[(course["source"] == goal.source) & (course["area"] == TOGETHER)])
    row = rows.iloc[0]
    return {int(row[when]): float(row[f"gap_{when}"]) for when in ("base", "last")}


def _below(axes: Any, gaps: dict[int, float], wide: float, city: str) -> None:
    """Below the last year before the programme, and the last of all, the gap of areas together."""
    if not gaps:
        return
    y = -(BOTTOM + 3.2) / BAND
    grey: Any = {"size": design.SMALL, "color": design.GREY, "va": "center"}
    axes.text(
        -LEFT / wide, y, f"wijk samen,\nafstand tot {city}", transform=axes.transAxes,
        linespacing=1.1, **grey,
    )  # fmt: skip
    for year, gap in gaps.items():
        axes.text(
            year, y, dutch.signed(gap, 1), transform=axes.get_xaxis_transform(), ha="center",
            **{**grey, "size": design.TEXT, "color": design.INK},
        )  # fmt: skip


def _ends(
    rows: pd.DataFrame, areas: list[str], city: str, path: list[tuple[float, float]]
) -> list[tuple[float, str, str]]:
    """Value, words and colour for the end of each line: the city first, then areas and path."""
    at_city = rows.sort_values("year")["city"].iloc[-1]
    ends = [(float(at_city), city, design.INK)]
    for index, area in enumerate(areas):
        own = rows[rows["area"] == area].dropna(subset=["value"])
        if len(own):
            color = design.AREAS[index % len(design.AREAS)]
            ends.append((float(own["value"].iloc[-1]), area, color))
    ends += [(path[-1][1], "pad naar het doel", design.INK)] if path else []
    return [(value, f"{name} {dutch.number(value)}", color) for value, name, color in ends]


def _name_lines(axes: Any, labels: list[tuple[float, str, str]], x: float) -> None:
    """The names of lines (value, words, colour) at their ends, from x on."""
    span = axes.get_ylim()[1] - axes.get_ylim()[0]
    placed = design.spread([value for value, _, _ in labels], LABEL_DISTANCE * span / BAND)
    for (_, words, color), y in zip(labels, placed, strict=True):
        axes.text(
            x, y, words, color=color, weight="semibold", size=design.TEXT, va="center",
            clip_on=False,
        )  # fmt: skip


def _bands(axes: Any, wide: float) -> None:
    """A pale ground for every second class of OBI, and the name of each left of the axis."""
    bottom, top = axes.get_ylim()
    start = 0.0
    for index, (end, words, _) in enumerate(BANDS):
        low, high = max(start, bottom), min(end, top)
        # A sliver of a class would look like a line.
        if index % 2 and high - low > 2:
            axes.axhspan(low, high, color=design.PAPER, zorder=0, lw=0)
        if high - low > 5:
            axes.text(
                -LEFT / wide, (low + high) / 2, "\n".join(textwrap.wrap(words, LETTERS)),
                transform=axes.get_yaxis_transform(), size=design.SMALL, color=design.GREY,
                va="center", linespacing=1.1,
            )  # fmt: skip
        start = end
    axes.set_yticks([tick for tick in (50, 70, 90, 100, 110, 130) if bottom <= tick <= top])


def _measure_gaps(
    axes: Any, gaps: list[tuple[str, float]], city: tuple[float, str], left: float, step: float
) -> None:
    """From `left` on a line from each area (colour, value) to the city (value, name), with both.

    `step`: a mm on the axis of years.
    """
    for place, (color, value) in enumerate(gaps):
        x = left + (1 + place * GAP_STEP) * step
        line = {"color": color, "lw": 0.9, "clip_on": False}
        axes.plot([x, x], [value, city[0]], zorder=4, **line)
        for y in (value, city[0]):
            axes.plot([x - step, x + step], [y, y], **line)
        axes.text(
            x + 1.3 * step, (value + city[0]) / 2, dutch.signed(value - city[0]), color=color,
            size=design.TEXT, weight="semibold", va="center", clip_on=False,
        )  # fmt: skip
    if gaps:
        span = axes.get_ylim()[1] - axes.get_ylim()[0]
        top = max(city[0], *(value for _, value in gaps)) + 2 * span / BAND
        axes.text(
            left + GAP_STEP * len(gaps) * step, top, f"afstand tot\n{city[1]}", ha="right",
            va="bottom", size=design.SMALL, color=design.GREY, linespacing=1.1, clip_on=False,
        )  # fmt: skip


def _explain(axes: Any, margin: float, y: float) -> None:
    """The key above the chart: what a whisker is."""
    x = 0.004
    axes.plot(
        [x, x],
        [y - 0.018, y + 0.018],
        transform=axes.transAxes,
        color=design.LINE,
        lw=1.6,
        solid_capstyle="butt",
        clip_on=False,
    )
    words = f"marge: tot {dutch.number(margin)} punten naar boven en naar beneden"
    axes.text(
        x + 0.014,
        y,
        words,
        transform=axes.transAxes,
        size=design.SMALL,
        color=design.GREY,
        va="center",
        clip_on=False,
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the gaps at the last measurement; text with every value."""
    rows = _rows(tables, context)
    years = sorted(int(year) for year in rows["year"].unique())
    last = rows[rows["year"] == years[-1]].set_index("area")
    gaps, distances, lines = [], [], []
    for area in context["wijk"]["areas"]:
        gap = float(last["gap"].get(area, float("nan")))
        gaps.append(_beside(area, gap, context))
        distances.append(over_years(f"afstand {area}", "punten", [(years[-1], gap)], dutch.number))
        own = rows[rows["area"] == area]
        pairs = zip(own["year"], own["value"], strict=True)
        lines.append(over_years(area, "index", pairs, dutch.number))
    city = rows.drop_duplicates("year").sort_values("year")
    pairs = zip(city["year"], city["city"], strict=True)
    lines.append(over_years(context["city"], "index", pairs, dutch.number))
    margin = dutch.number(context["noise"]["level"])
    alt = (
        f"Lijngrafiek van de Sociale Index, {years[0]} tot {years[-1]}. "
        f"{'; '.join(map(_listed, lines))}. "
        f"De streepjes bij een punt geven de marge: {margin} punten naar boven en naar beneden."
    )
    path = over_years("pad naar het doel", "index", _path(tables, context, city), dutch.number)
    series = (*lines, *distances, path) if path.points else (*lines, *distances)
    title = f"In {years[-1]} ligt {dutch.listing(gaps)}"
    return Facts(title, alt, series, tuple(dict.fromkeys(rows["source"])))


def _beside(area: str, gap: float, context: dict[str, Any]) -> str:
    """How far an area is from the city; what the noise can hide says so."""
    if dutch.number(gap) == "0":
        return f"{area} even hoog als {context['city']}"
    small = " (binnen de marge)" if abs(gap) < float(context["noise"]["level"]) else ""
    side = "onder" if gap < 0 else "boven"
    return f"{area} {dutch.number(abs(gap))} punten {side} {context['city']}{small}"


def _listed(line: Series) -> str:
    values = ", ".join(f"{point.year} {point.text}" for point in line.points)
    return f"{line.label}: {values}"
