"""The index of an area over the years, with the mean of wijken that were alike and the city."""

from __future__ import annotations

from math import fsum
from typing import Any

from matplotlib.ticker import MultipleLocator

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_panels import Panel

LABEL_DISTANCE = 4.4  # mm between two names at the ends of lines
NAME = 2.6  # mm from the last measurement to the names
NUMBER = 7.5  # mm for the last index, right of the names
GAPS = 9.2  # mm below the lines: how far apart they are at each measurement


def others_named(panel: Panel) -> str:
    """The wijken that were alike, in short: `de vijf`."""
    return "de andere" if len(panel.others) == 1 else f"de {dutch.word(len(panel.others))}"


def _line_named(panel: Panel) -> str:
    """The wijken that were alike, at the end of their line."""
    others = len(panel.others)
    return "de andere wijk" if others == 1 else f"{dutch.word(others)} andere wijken"


def mean_course(panel: Panel) -> dict[Any, float]:
    """The mean index of the wijken that were alike, where each of them was measured."""
    courses = [panel.courses[name] for name in panel.others]
    years = set.intersection(*(set(course) for course in courses))
    return {year: fsum(course[year] for course in courses) / len(courses) for year in sorted(years)}


def limits(panels: list[Panel], city: str) -> tuple[float, float]:
    """The ends of an axis that holds every line of every area: one scale for all."""
    values = [
        value
        for panel in panels
        for course in (panel.courses[panel.area], mean_course(panel), panel.courses[city])
        for value in course.values()
    ]
    return min(values) - 4, max(values) + 3


def draw_lines(axes: Any, panel: Panel, place: int, city: str, mm: tuple[float, float]) -> None:
    """Three lines with their names at the end, and below the years how far two are apart.

    `place`: of the area in the wijk; `mm`: how wide and high the axes are.
    """
    color, mean = design.AREAS[place % len(design.AREAS)], mean_course(panel)
    own, around = panel.courses[panel.area], panel.courses[city]
    years = sorted(own)
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.2)
    scale = (axes.get_xlim()[1] - axes.get_xlim()[0]) / mm[0]
    shared = [year for year in sorted(mean) if year in own]
    for year in shared:
        axes.plot([year] * 2, [own[year], mean[year]], color=design.LINE, lw=0.8, zorder=1)
    lines: list[tuple[str, dict[Any, float], dict[str, Any]]] = [
        (city, around, {"color": design.INK, "lw": 0.9, "zorder": 2, "gid": f"stad-{place}"}),
        (
            _line_named(panel),
            mean,
            {"color": design.GREY, "lw": 2.0, "zorder": 3, "gid": f"anderen-{place}"},
        ),
        (panel.area, own, {"color": color, "lw": 2.2, "zorder": 4, "gid": f"gebied-lijn-{place}"}),
    ]
    for _, course, look in lines:
        axes.plot(list(course), list(course.values()), clip_on=False, **look)
    marker = design.AREA_MARKER[place % len(design.AREA_MARKER)]
    axes.plot(list(own), list(own.values()), marker, color=color, ms=4.6, zorder=5, clip_on=False)
    ends = [(course[max(course)], name, look["color"]) for name, course, look in lines if course]
    _name_ends(axes, ends, years[-1] + NAME * scale, (scale, mm[1]))
    _gaps(axes, {year: own[year] - mean[year] for year in shared}, others_named(panel), mm)
    _levels(axes, years)


def _name_ends(
    axes: Any, ends: list[tuple[float, str, str]], x: float, scale: tuple[float, float]
) -> None:
    """The name of each line at its end, with its last index. `scale`: years a mm, mm high."""
    low, high = axes.get_ylim()
    step = (high - low) / scale[1]
    placed = design.spread([value for value, *_ in ends], LABEL_DISTANCE * step)
    wide = max(design.text_width(name, design.TEXT) for _, name, _ in ends)
    look: Any = {"size": design.TEXT, "weight": "semibold", "va": "center_baseline"}
    for (value, name, color), y in zip(ends, placed, strict=True):
        axes.text(x, y, name, color=color, **look)
        right = x + (wide + NUMBER) * scale[0]
        axes.text(right, y, dutch.number(value), color=color, ha="right", **look)


def _gaps(axes: Any, apart: dict[Any, float], others: str, mm: tuple[float, float]) -> None:
    """Below each year how many points the area stands above or below the others."""
    look: Any = {"transform": axes.get_xaxis_transform(), "va": "center_baseline"}
    y = -GAPS / mm[1]
    for year, points in apart.items():
        axes.text(year, y, dutch.signed(points, 1), size=design.SMALL, ha="center", **look)
    right = axes.get_xlim()[1] + 3.6 * (axes.get_xlim()[1] - axes.get_xlim()[0]) / mm[0]
    words = f"verschil met {others}"
    axes.text(right, y, words, size=design.SMALL, color=design.GREY, **look)


def _levels(axes: Any, years: list[Any]) -> None:
    """The measurements below, and pale lines with their number at every ten points."""
    axes.set_yticks(design.ticks_within(axes.get_ylim(), MultipleLocator(10)))
    axes.yaxis.set_major_formatter(lambda value, _: dutch.number(value))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    design.year_axis(axes, [int(year) for year in years])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
