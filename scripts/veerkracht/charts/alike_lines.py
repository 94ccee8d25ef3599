"""How far each area stood from wijken that were alike at every measurement: lines around zero."""

from __future__ import annotations

from math import fsum
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_panels import Panel

LABEL_DISTANCE = 4.6  # mm between two names at the ends of lines
NAME = 3.4  # mm from the last measurement to the names
YEARS, ROW = 9.0, 4.6  # mm from the lines to the first row of differences, and from row to row
# In points: a line before the start that counts, and from there on.
BEFORE, SINCE = 1.1, 2.4


def others_named(panels: list[Panel]) -> str:
    """The wijken that were alike, in short: `de vijf`."""
    counts = {len(panel.others) for panel in panels}
    if len(counts) > 1:
        return "die wijken"
    return "de andere" if counts == {1} else f"de {dutch.word(*counts)}"


def apart(panel: Panel) -> dict[int, float]:
    """The index of the area minus the mean of the others, where each of them was measured."""
    courses = [panel.courses[name] for name in panel.others]
    own = panel.courses[panel.area]
    years = set(own).intersection(*courses)
    return {
        int(year): own[year] - fsum(course[year] for course in courses) / len(courses)
        for year in sorted(years)
    }


def limits(panels: list[Panel]) -> tuple[float, float]:
    """The ends of an axis that holds every difference and zero, with room for marks."""
    values = [0.0, *(value for panel in panels for value in apart(panel).values())]
    return min(values) - 2, max(values) + 2


def names_width(panels: list[Panel]) -> float:
    """What the names at the ends take, in mm."""
    words = [mean_named(panels), *(panel.area for panel in panels)]
    return NAME + max(design.text_width(word, design.TEXT) for word in words) + 1.0


def mean_named(panels: list[Panel]) -> str:
    """Zero, in words."""
    return f"gemiddelde van {others_named(panels)}"


def draw_lines(
    axes: Axes, panels: list[tuple[int, Panel]], since: int | None, mm: tuple[float, float]
) -> None:
    """A line an area with its name at the end, and below the years its differences in a row.

    `panels`: each with the place of its area in the wijk; `since`: the year from which on lines are
    thick, None for all; `mm`: how wide and high the axes are.
    """
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    across, up = (right - left) / mm[0], (high - low) / mm[1]
    zero: dict[str, Any] = {"color": design.INK, "lw": 0.9, "zorder": 2}
    axes.plot([left, right], [0, 0], gid="lijn-anderen", **zero)
    ends = [(0.0, mean_named([panel for _, panel in panels]), design.INK)]
    at: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "va": "center_baseline"}
    for row, (place, panel) in enumerate(panels):
        color = design.AREAS[place % len(design.AREAS)]
        marker = design.AREA_MARKER[place % len(design.AREA_MARKER)]
        course = apart(panel)
        look: dict[str, Any] = {"color": color, "zorder": 4, "clip_on": False}
        axes.plot(list(course), list(course.values()), lw=BEFORE, gid=f"lijn-{place}", **look)
        later = {year: value for year, value in course.items() if since is None or year >= since}
        axes.plot(list(later), list(later.values()), lw=SINCE, gid=f"sinds-{place}", **look)
        axes.plot(list(course), list(course.values()), marker, ms=5.5, **look | {"zorder": 5})
        ends.append((list(course.values())[-1], panel.area, color))
        y = -(YEARS + ROW * row) / mm[1]
        told: dict[str, Any] = {"size": design.TEXT, "color": color, **at}
        for year, value in course.items():
            weight = "semibold" if year in (since, panel.end) else "normal"
            axes.text(year, y, dutch.signed(value, 1), ha="center", weight=weight, **told)
        axes.text(right + NAME * across, y, panel.area, weight="semibold", **told)
    placed = design.spread([value for value, *_ in ends], LABEL_DISTANCE * up)
    bold: dict[str, Any] = {"size": design.TEXT, "weight": "semibold", "va": "center_baseline"}
    for (_, name, color), y in zip(ends, placed, strict=True):
        axes.text(right + NAME * across, y, name, color=color, **bold)
    _levels(axes, sorted({year for _, panel in panels for year in apart(panel)}))


def _levels(axes: Axes, years: list[int]) -> None:
    """The measurements below, and pale lines with their number at every five points."""
    axes.set_yticks(design.ticks_within(axes.get_ylim(), MultipleLocator(5)))
    axes.yaxis.set_major_formatter(lambda value, _: dutch.signed(value))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    design.year_axis(axes, years)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
