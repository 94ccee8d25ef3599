"""The gap between the wijk and the city on the Sociale Index, with the path to its goal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.city.course import goal_of, main_index, whole_index
from veerkracht.city.labels import gaps_beside
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

# One area has its gap at every mark, and room for that.
WIDTH, HEIGHT, ALONE = 163.0, 49.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 24.0, 34.0, 4.0, 7.0
LARGE = 11.0  # points: what is said of one area
LABEL_DISTANCE = 5.2  # mm between two names at the end of lines
NAMED = 0.45  # where on the last part of the path its name begins
ASIDE = 2.0  # mm between the marks of two areas at one measurement


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The gaps of the areas on the index itself, a row a measurement."""
    gaps = tables["index_gaps"]
    source = main_index(gaps, context["sources"])
    rows = whole_index(gaps[(gaps["source"] == source) & gaps["gap"].notna()])
    rows = rows[rows["area"].isin(context["wijk"]["areas"])]
    if rows.empty:
        raise NoDataError
    return rows.sort_values(["area", "year"])


def _goal(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[tuple[int, float]]:
    """(year of measurement, gap) of the path to the goal, to where there is no gap left.

    The last one holds the field work of the last year of the programme; empty without one.
    """
    goal = goal_of(tables, context["wijk"], context["sources"])
    if goal is None:
        return []
    measured = tables["index_gaps"].loc[tables["index_gaps"]["source"] == goal.source, "year"]
    between = {int(year) for year in measured if goal.base < year <= goal.end}
    return [(y, goal.path(y)) for y in sorted({goal.base, goal.start, goal.end + 1, *between})]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line an area, 163 mm wide, below or above the line at zero that is the city."""
    rows, goal = _rows(tables, context), _goal(tables, context)
    alone = rows["area"].nunique() == 1
    height = ALONE if alone else HEIGHT
    figure = design.new_figure(WIDTH, height)
    wide, high = WIDTH - LEFT - RIGHT, height - TOP - BOTTOM
    axes = figure.add_axes((LEFT / WIDTH, BOTTOM / height, wide / WIDTH, high / height))
    years = sorted({int(year) for year in rows["year"]})
    ends = sorted({*years, goal[-1][0]}) if goal else years
    axes.set_xlim(ends[0] - 0.4, ends[-1] + 0.4)
    low, top = min(0.0, float(rows["gap"].min())), max(0.0, float(rows["gap"].max()))
    room = (top - low or 1) * 0.12
    axes.set_ylim(low - room, top + room)
    # With a goal the city ends at its ring: there is no gap left.
    line = [axes.get_xlim()[0], goal[-1][0] if goal else axes.get_xlim()[1]]
    axes.plot(line, [0, 0], color=design.INK, lw=2.2, zorder=2, gid="lijn-stad")
    axes.text(
        -3 / wide, 0, context["city"], transform=axes.get_yaxis_transform(), ha="right",
        va="center", size=LARGE if alone else design.TEXT, weight="semibold",
    )  # fmt: skip
    _scale(axes)
    if goal:
        dashes: Any = {"color": design.INK, "lw": 1.1, "ls": (0, (4, 2)), "zorder": 2}
        axes.plot(*zip(*goal, strict=True), gid="pad", **dashes)
        if len(context["wijk"]["areas"]) > 1:
            _together(axes, *goal[0])
        end = goal[-1][0]
        axes.plot(end, 0, "o", color=design.WHITE, mec=design.INK, mew=1.6, ms=7, zorder=4)
        axes.annotate(
            "doel: geen afstand", (end, 0), (10, 0), textcoords="offset points",
            va="center", size=design.SMALL,
        )  # fmt: skip
        start, low_end = goal[-2]
        axes.annotate(
            "pad naar het doel", (start + NAMED * (end - start), (1 - NAMED) * low_end), (4, -4),
            textcoords="offset points", va="top", size=design.SMALL,
        )  # fmt: skip
    _lines(axes, rows, context["wijk"]["areas"], years, (wide, high))
    design.year_axis(axes, ends)
    if alone:
        axes.tick_params(labelsize=design.HEAD)
    if goal and ends[-1] not in years:
        # The goal is set in a year; the measurement that shows it is called after the next one.
        axes.set_xticklabels([*map(str, ends[:-1]), f"eind {ends[-1] - 1}"])
    return figure


def _together(axes: Any, year: int, gap: float) -> None:
    """Where the path begins: at no line, but at the gap of the areas together."""
    axes.plot(year, gap, "D", color=design.INK, ms=4, zorder=4)
    axes.annotate(
        f"samen {dutch.signed(gap)}", (year, gap), (-4, -4), textcoords="offset points",
        ha="right", va="top", size=design.SMALL, zorder=5,
        bbox={"fc": design.WHITE, "ec": "none", "pad": 0.6},
    )  # fmt: skip


def _scale(axes: Any) -> None:
    """Pale lines with the points of the gap at them; at 0 stands the city."""
    steps = MaxNLocator(4, steps=[1, 2, 5, 10], integer=True)
    axes.set_yticks([tick for tick in design.ticks_within(axes.get_ylim(), steps) if tick])
    axes.yaxis.set_major_formatter(lambda gap, _: dutch.signed(gap))
    axes.grid(axis="y", color=design.PALE, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _lines(
    axes: Any, rows: pd.DataFrame, areas: list[str], years: list[int], size: tuple[float, float]
) -> None:
    """The areas, each with its name and last gap at its end; `size`: mm of the axes."""
    wide, high = size
    step = (axes.get_xlim()[1] - axes.get_xlim()[0]) / wide  # years a mm
    alone = rows["area"].nunique() == 1
    labels = []
    for index, area in enumerate(areas):
        own = rows[rows["area"] == area]
        if own.empty:
            continue
        color = design.AREAS[index % len(design.AREAS)]
        marker = design.AREA_MARKER[index % len(design.AREA_MARKER)]
        # Areas stand a little beside each other, so that no mark hides another.
        at = own["year"] + (index - (len(areas) - 1) / 2) * ASIDE * step
        axes.plot(at, own["gap"], color=color, lw=1.8, zorder=3, gid=f"lijn-{index}")
        axes.plot(at, own["gap"], marker, color=color, ms=5, zorder=4)
        last = float(own["gap"].iloc[-1])
        labels.append((last, f"{area} {dutch.signed(last)}", color))
        if alone:
            _gaps(axes, own, color)
    span = axes.get_ylim()[1] - axes.get_ylim()[0]
    placed = design.spread([value for value, _, _ in labels], LABEL_DISTANCE * span / high)
    end = years[-1] + (len(areas) - 1) / 2 * ASIDE * step
    for (_, words, color), y in zip(labels, placed, strict=True):
        axes.text(
            end + 2.2 * step, y, words, color=color, weight="semibold",
            size=LARGE if alone else design.TEXT, va="center", clip_on=False, zorder=5,
            bbox={"fc": design.WHITE, "ec": "none", "pad": 0.8},
        )  # fmt: skip


def _gaps(axes: Any, own: pd.DataFrame, color: str) -> None:
    """The gap at each mark but the last, on the side away from the city."""
    for year, gap in zip(own["year"].iloc[:-1], own["gap"].iloc[:-1], strict=True):
        side = -1 if gap < 0 else 1
        axes.annotate(
            dutch.signed(float(gap)), (year, gap), (0, 7 * side), textcoords="offset points",
            ha="center", va="top" if side < 0 else "bottom", size=LARGE, color=color,
        )  # fmt: skip


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the gaps at the last measurement; text with those of every measurement."""
    rows, city = _rows(tables, context), context["city"]
    series, said, ends = [], [], []
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        if own.empty:
            continue
        pairs = zip(own["year"], own["gap"], strict=True)
        line = over_years(f"{area}, afstand tot {city}", "punten", pairs, dutch.signed)
        series.append(line)
        said.append(f"{area}: {', '.join(f'{p.year} {p.text}' for p in line.points)}")
        ends.append((area, line.points[-1]))
    year = max(point.year or 0 for _, point in ends)
    gaps = [(area, float(point.value or 0)) for area, point in ends if point.year == year]
    goal = _goal(tables, context)
    alt = (
        f"Lijngrafiek van de afstand tot {city} op de Sociale Index, in punten. {'; '.join(said)}."
    )
    if goal:
        path = over_years("afstand op het pad naar het doel", "punten", goal, dutch.signed)
        series.append(path)
        alt += f" Het doel is geen afstand meer in het veldwerk van {goal[-1][0] - 1}."
    title = f"In {year} ligt {gaps_beside(gaps, city, float(context['noise']['level']))}"
    sources = (str(rows["source"].iloc[0]),)
    return Facts(title, alt, tuple(series), sources)
