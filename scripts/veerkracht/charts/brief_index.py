"""The gap between the wijk and the city on the Sociale Index, with the path to its goal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.city.course import Goal, goal_of, main_index, whole_index
from veerkracht.city.labels import gaps_beside
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH, HEIGHT = 163.0, 47.0
LEFT, RIGHT, TOP, BOTTOM = 24.0, 34.0, 4.0, 7.0
# Of one area the gap is a ground, with its points at every measurement, and room for that.
ALONE, BESIDE, ABOVE = 108.0, 8.0, 9.0  # mm: the chart, left and right of its lines, above them
LARGE, LOUD = 12.0, 30.0  # points: what is said of one area, and its first and last gap
GROUND = 0.13  # how much of the colour of the area is in the ground
LABEL_DISTANCE = 5.2  # mm between two names at the end of lines
NAMED = 0.45  # where on the last part of the path its name begins
ASIDE = 3.6  # mm between the marks of two areas at one measurement: that of both fits between
BESIDE_EACH = "Punten van één jaar zijn naast elkaar gezet."


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The gaps of the areas on the index itself, a row a measurement."""
    gaps = tables["index_gaps"]
    source = main_index(gaps, context["sources"])
    rows = whole_index(gaps[(gaps["source"] == source) & gaps["gap"].notna()])
    rows = rows[rows["area"].isin(context["wijk"]["areas"])]
    if rows.empty:
        raise NoDataError
    return rows.sort_values(["area", "year"])


def _path(tables: dict[str, pd.DataFrame], goal: Goal | None) -> list[tuple[int, float]]:
    """(year of measurement, gap) of the path to the goal, to where there is no gap left.

    The last one holds the field work of the last year of the programme; empty without one.
    """
    if goal is None:
        return []
    measured = tables["index_gaps"].loc[tables["index_gaps"]["source"] == goal.source, "year"]
    between = {int(year) for year in measured if goal.base < year <= goal.end}
    return [(y, goal.path(y)) for y in sorted({goal.base, goal.start, goal.end + 1, *between})]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line an area, 163 mm wide, below or above the line at zero that is the city.

    Of one area what lies between is a ground: the gap itself.
    """
    rows, target = _rows(tables, context), goal_of(tables, context["wijk"], context["sources"])
    goal = _path(tables, target)
    alone = rows["area"].nunique() == 1
    height = ALONE if alone else HEIGHT
    figure = design.new_figure(WIDTH, height)
    left, right, above = _sides(rows, context["city"]) if alone else (LEFT, RIGHT, TOP)
    wide, high = WIDTH - left - right, height - above - BOTTOM
    axes = figure.add_axes((left / WIDTH, BOTTOM / height, wide / WIDTH, high / height))
    years = sorted({int(year) for year in rows["year"]})
    ends = sorted({*years, goal[-1][0]}) if goal else years
    edge = 0.0 if alone else 0.4
    axes.set_xlim(ends[0] - edge, ends[-1] + edge)
    low, top = min(0.0, float(rows["gap"].min())), max(0.0, float(rows["gap"].max()))
    room = (top - low or 1) * 0.12
    # Over the line of the city of a single area stands but its name.
    axes.set_ylim(low - room, top + (0 if alone and top == 0 else room))
    # With a goal the city ends at its ring: there is no gap left.
    line = [axes.get_xlim()[0], goal[-1][0] if goal else axes.get_xlim()[1]]
    thick: Any = {"lw": 3.2 if alone else 2.2, "clip_on": False, "solid_capstyle": "butt"}
    axes.plot(line, [0, 0], color=design.INK, zorder=4, gid="lijn-stad", **thick)
    _scale(axes, shown=not alone)
    if alone:
        _one_gap(axes, rows, context["city"], not goal)
    else:
        axes.text(
            -3 / wide, 0, context["city"], transform=axes.get_yaxis_transform(), ha="right",
            va="center", size=design.TEXT, weight="semibold",
        )  # fmt: skip
        small: Any = {"size": design.SMALL, "color": design.GREY, "va": "top"}
        figure.text(left / WIDTH, 1, BESIDE_EACH, gid="naast-elkaar", **small)
    last = None
    if goal and target:
        _path_drawn(axes, goal)
        if len(context["wijk"]["areas"]) > 1:
            _together(axes, *goal[0])
            last = (target.last, target.gap_last)
    _lines(axes, rows, context["wijk"]["areas"], years, (wide, high), last)
    design.year_axis(axes, ends)
    if alone:
        axes.tick_params(labelsize=LARGE)
    if goal and ends[-1] not in years:
        # The goal is set in a year; the measurement that shows it is called after the next one.
        axes.set_xticklabels([*map(str, ends[:-1]), f"eind {ends[-1] - 1}"])
    return figure


def _path_drawn(axes: Any, goal: list[tuple[int, float]]) -> None:
    """The path to the goal, and the ring where there is no gap left, each with its name."""
    dashes: Any = {"color": design.INK, "lw": 1.1, "ls": (0, (4, 2)), "zorder": 2}
    axes.plot(*zip(*goal, strict=True), gid="pad", **dashes)
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


def _together(axes: Any, year: int, gap: float) -> None:
    """Where the path begins: at no line, but at the gap of the areas together."""
    look: Any = {"color": design.INK, "mec": design.WHITE, "mew": 0.5, "ms": 4.4, "zorder": 6}
    axes.plot(year, gap, "D", **look)
    axes.annotate(
        f"samen {dutch.signed(gap)}", (year, gap), (-4, -4), textcoords="offset points",
        ha="right", va="top", size=design.SMALL, zorder=5,
        bbox={"fc": design.WHITE, "ec": "none", "pad": 0.6},
    )  # fmt: skip


def _sides(rows: pd.DataFrame, city: str) -> tuple[float, float, float]:
    """Of one area: mm left of its lines, right of them for its name, and above for the city."""
    name = str(rows["area"].iloc[0])
    below = bool(rows["gap"].iloc[-1] < 0)
    words = max(design.text_width(name, LARGE), 0 if below else design.text_width(city, LARGE))
    return BESIDE, BESIDE + words, ABOVE


def _scale(axes: Any, shown: bool) -> None:
    """Pale lines with the points of the gap at them, where they are `shown`; at 0 is the city."""
    steps = MaxNLocator(4, steps=[1, 2, 5, 10], integer=True)
    ticks = design.ticks_within(axes.get_ylim(), steps) if shown else []
    axes.set_yticks([tick for tick in ticks if tick])
    axes.yaxis.set_major_formatter(lambda gap, _: dutch.signed(gap))
    axes.grid(axis="y", color=design.PALE, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _lines(
    axes: Any,
    rows: pd.DataFrame,
    areas: list[str],
    years: list[int],
    size: tuple[float, float],
    together: tuple[int, float] | None,
) -> None:
    """The areas, each with its name and last gap at its end; `size`: mm of the axes.

    `together`: the last measurement and gap of all areas, which has its name there too.
    """
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
        wide_line, mark = (2.6, 8) if alone else (1.8, 5)
        axes.plot(at, own["gap"], color=color, lw=wide_line, zorder=3, gid=f"lijn-{index}")
        axes.plot(at, own["gap"], marker, color=color, ms=mark, zorder=5, clip_on=False)
        last = float(own["gap"].iloc[-1])
        labels.append((last, area if alone else f"{area} {dutch.signed(last)}", color))
    # Right of the last marks of the areas.
    end = years[-1] + (len(areas) - 1) / 2 * ASIDE * step
    if together is not None:
        # Of that year, between those of the areas.
        look: Any = {"color": design.INK, "mec": design.WHITE, "mew": 0.5, "ms": 4.4, "zorder": 6}
        axes.plot(together[0], together[1], "D", gid="samen", **look)
        labels.append((together[1], f"samen {dutch.signed(together[1])}", design.INK))
    span = axes.get_ylim()[1] - axes.get_ylim()[0]
    placed = design.spread([value for value, _, _ in labels], LABEL_DISTANCE * span / high)
    for (_, words, color), y in zip(labels, placed, strict=True):
        axes.text(
            end + (3.4 if alone else 2.2) * step, y, words, color=color, weight="semibold",
            size=LARGE if alone else design.TEXT, va="center", clip_on=False, zorder=5,
            bbox={"fc": design.WHITE, "ec": "none", "pad": 0.8},
        )  # fmt: skip


def _one_gap(axes: Any, own: pd.DataFrame, city: str, loud: bool) -> None:
    """The gap of the only area as a ground, with its points at every measurement.

    Where they are to be `loud` and the ground has room, the first and the last stand large in it.
    """
    years, gaps = [int(year) for year in own["year"]], [float(gap) for gap in own["gap"]]
    color, side = design.AREAS[0], -1 if gaps[-1] < 0 else 1
    axes.fill_between(years, gaps, 0, color=color, alpha=GROUND, lw=0, zorder=1, gid="afstand")
    axes.annotate(
        city, (years[0], 0), (0, -6 * side), textcoords="offset points", ha="left",
        va="bottom" if side < 0 else "top", size=LARGE, weight="semibold", annotation_clip=False,
    )  # fmt: skip
    tall = axes.get_position().height * ALONE / (axes.get_ylim()[1] - axes.get_ylim()[0])
    for place, (year, gap) in enumerate(zip(years, gaps, strict=True)):
        end = place in (0, len(years) - 1)
        if end:
            edge: Any = {"color": color, "lw": 1.2, "clip_on": False, "zorder": 2}
            axes.plot([year] * 2, [0, gap], gid=f"afstand-{year}", **edge)
        if loud and end and abs(gap) * tall > 2 * LOUD * design.POINT:
            _loud(axes, (year, gap / 2), gap, "left" if place == 0 else "right")
            continue
        down = -1 if gap < 0 else 1
        axes.annotate(
            dutch.signed(gap), (year, gap), (0, 9 * down), textcoords="offset points",
            ha="center", va="top" if down < 0 else "bottom", size=LARGE, color=color,
            annotation_clip=False,
        )  # fmt: skip


def _loud(axes: Any, at: tuple[float, float], gap: float, side: str) -> None:
    """A gap as a large number in the ground, at one of its ends."""
    inward = 9 if side == "left" else -9
    look: Any = {"textcoords": "offset points", "ha": side, "color": design.AREAS[0], "zorder": 5}
    axes.annotate(
        dutch.signed(gap), at, (inward, 0), va="center_baseline", size=LOUD, weight="bold", **look
    )
    axes.annotate("punten", at, (inward, -LOUD * 0.6), va="top", size=LARGE, **look)


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
    target = goal_of(tables, context["wijk"], context["sources"])
    goal = _path(tables, target)
    alt = (
        f"Lijngrafiek van de afstand tot {city} op de Sociale Index, in punten. {'; '.join(said)}."
    )
    if goal:
        path = over_years("afstand op het pad naar het doel", "punten", goal, dutch.signed)
        series.append(path)
        alt += f" Het doel is geen afstand meer in het veldwerk van {goal[-1][0] - 1}."
    title = f"In {year} ligt {gaps_beside(gaps, city, float(context['noise']['level']))}"
    if target and abs(target.gap_last - target.gap) < context["noise"]["change"]:
        title += f"; sinds {target.base} niet aantoonbaar anders"
    sources = (str(rows["source"].iloc[0]),)
    return Facts(title, alt, tuple(series), sources)
