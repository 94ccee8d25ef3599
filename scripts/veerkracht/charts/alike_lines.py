"""The index of an area and of the wijken that were alike, as changes since one measurement."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_panels import Panel

BEYOND = 0.6  # of what the lines take: as far past them a band is shown
LEVEL = 9.0  # mm at least between two levels
LABEL_DISTANCE = 3.9  # mm between two names at the ends of lines
NAME = 3.4  # mm from the last measurement to the names
NUMBER, EDGE = 8.0, 0.5  # mm from the names to the end of their numbers, and from there on
MARK = 6.0  # in points: the mark of an area
# In points: a line of another wijk, and that of an area.
OTHER, OWN = 0.9, 2.6
TOLD, AIR = "zo ver kan toeval gaan", 1.2  # on the band; mm above and below its words


class Place(NamedTuple):
    """An area in the chart: its panel, and its place among the areas of the wijk."""

    panel: Panel
    place: int

    @property
    def color(self) -> str:
        """The colour of the area, the same in every chart."""
        return design.AREAS[self.place % len(design.AREAS)]

    def is_sure(self, noise: float) -> bool:
        """Whether it went otherwise from some start."""
        return any(panel.is_sure(noise) for panel in self.panel.starts())


class Label(NamedTuple):
    """What stands at the end of a line: the value there, who it is and how that is written."""

    value: float
    name: str
    look: dict[str, Any]


def mean_named(panels: list[Panel]) -> str:
    """The mean of the wijken that were alike, in words."""
    counts = {len(panel.others) for panel in panels}
    if len(counts) > 1:
        return "het gemiddelde van die wijken"
    if counts == {1}:
        return "de andere"
    return f"het gemiddelde van de {dutch.word(*counts)}"


def changes(panel: Panel, name: str) -> dict[int, float]:
    """Year -> how far the index of a wijk stood from where it was at the start, from there on."""
    course = panel.courses[name]
    first = course[panel.start]
    return {int(year): course[year] - first for year in sorted(course) if year >= panel.start}


def limits(panels: list[Panel], noise: float) -> tuple[float, float]:
    """The ends of an axis that holds every line, and of a band as much as leaves them readable."""
    values, bands = [0.0], [0.0]
    for panel in panels:
        for name in (panel.area, *panel.others):
            values += changes(panel, name).values()
        for later in panel.ends():
            bands += [later.mean - later.reach(noise), later.mean + later.reach(noise)]
    least, most = min(values), max(values)
    room = (most - least) * BEYOND
    low, high = max(min(bands), least - room), min(max(bands), most + room)
    return min(least, low) - 1.5, max(most, high) + 1.5


def labels(places: list[Place], high: float) -> list[Label]:
    """What stands at the ends of lines `high` mm high: areas, their mean, and who else fits."""
    panels = [place.panel for place in places]
    first = panels[0]
    small = {"size": design.SMALL, "color": design.GREY}
    bold: dict[str, Any] = {"size": design.TEXT, "weight": "semibold"}
    found = [
        Label(place.panel.own, place.panel.area, bold | {"color": place.color}) for place in places
    ]
    if len(first.others) > 1:
        found.append(
            Label(first.mean, mean_named(panels).removeprefix("het "), bold | {"color": design.INK})
        )
    others = [Label(change, name, small) for name, change in first.others.items()]
    return found + (others if LABEL_DISTANCE * len(found + others) <= high else [])


def labels_width(found: list[Label]) -> float:
    """What the names and numbers at the ends take, in mm."""
    names = max(design.text_width(name, look["size"]) for _, name, look in found)
    return NAME + names + NUMBER


def draw_lines(
    axes: Axes, places: list[Place], noise: float, found: list[Label], mm: tuple[float, float]
) -> None:
    """A thin line an other wijk, a thick one an area, over the band of what may be chance.

    All are 0 at the start; the band begins there, around the dashed mean of the others. A mark in
    the band is open. `found`: what stands at the ends; `mm`: how wide and high the axes are.
    """
    first = places[0].panel
    later = first.ends()
    years = [first.start, *(panel.end for panel in later)]
    means = [0.0, *(panel.mean for panel in later)]
    room = [0.0, *(panel.reach(noise) for panel in later)]
    low = [mean - each for mean, each in zip(means, room, strict=True)]
    high = [mean + each for mean, each in zip(means, room, strict=True)]
    axes.fill_between(years, low, high, color=design.LINE, alpha=0.17, lw=0, zorder=0.5, gid="vlak")
    axes.axhline(0, color=design.LINE, lw=0.7, zorder=1)
    for name in first.others:
        course = changes(first, name)
        axes.plot(
            list(course), list(course.values()), color=design.LINE, lw=OTHER, zorder=2,
            gid=f"ander-{name}",
        )  # fmt: skip
    if len(first.others) > 1:
        axes.plot(years, means, color=design.INK, lw=1.5, ls=(0, (3, 1.6)), zorder=3, gid="midden")
    for place in places:
        _area(axes, place, noise)
    _names(axes, found, mm)
    _name_band(axes, places, (years, low, high), mm)
    measured = {year for place in places for year in changes(place.panel, place.panel.area)}
    _levels(axes, sorted(measured), mm[1])


def _name_band(
    axes: Axes,
    places: list[Place],
    band: tuple[list[int], list[float], list[float]],
    mm: tuple[float, float],
) -> None:
    """What the band is, and from where it counts, in its widest part that has no lines.

    `band`: its years and ends; `mm`: how wide and high the axes are. Nothing without room for it.
    """
    years, *ends = band
    (left, right), (below, above) = axes.get_xlim(), axes.get_ylim()
    across, up = (right - left) / mm[0], (above - below) / mm[1]
    mean = mean_named([place.panel for place in places])
    words = [TOLD, f"vanaf {mean}"]
    half = max(design.text_width(line, design.SMALL, "normal") for line in words) / 2 * across
    panels = [(place.panel, name) for place in places for name in place.panel.courses]
    lines = [changes(*each) for each in panels]
    lines.append({year: (a + b) / 2 for year, a, b in zip(years, *ends, strict=True)})
    spots = []
    for x in np.arange(years[0] + half, years[-1] - half, 0.1):
        span = np.linspace(x - half, x + half, 9)
        drawn = np.array([np.interp(span, list(line), list(line.values())) for line in lines])
        low, high = (np.clip(np.interp(span, years, end), below, above) for end in ends)
        spots += [
            (round(float(room), 3), float(x), float(y))
            for room, y in (
                (high.min() - drawn.max(), (high.min() + drawn.max()) / 2),
                (drawn.min() - low.max(), (drawn.min() + low.max()) / 2),
            )
        ]
    room, x, y = max(spots, default=(0.0, 0.0, 0.0))
    if room > (2 * LABEL_DISTANCE + 2 * AIR) * up:
        look: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "ha": "center"}
        axes.text(x, y, "\n".join(words), va="center", zorder=1.5, gid="naam-vlak", **look)


def _area(axes: Axes, place: Place, noise: float) -> None:
    """The line of an area; past the band a mark is full."""
    panel, color = place.panel, place.color
    course = changes(panel, panel.area)
    look: dict[str, Any] = {"color": color, "zorder": 5, "clip_on": False}
    axes.plot(list(course), list(course.values()), lw=OWN, gid=f"lijn-{place.place}", **look)
    marker = design.AREA_MARKER[place.place % len(design.AREA_MARKER)]
    for later in panel.ends():
        face = color if later.is_sure(noise) else design.WHITE
        axes.plot(
            [later.end], [later.own], marker, ms=MARK, mfc=face, mec=color, mew=1.4, zorder=6,
            clip_on=False, gid=f"in-{place.place}-{later.end}",
        )  # fmt: skip


def _names(axes: Axes, found: list[Label], mm: tuple[float, float]) -> None:
    """Right of the lines who each is, and how many points it went since the start."""
    left, right = axes.get_xlim()
    low, high = axes.get_ylim()
    across, up = (right - left) / mm[0], (high - low) / mm[1]
    ends = design.spread([label.value for label in found], LABEL_DISTANCE * up)
    far = right + (labels_width(found) - EDGE) * across
    for (value, name, look), y in zip(found, ends, strict=True):
        # From the end of its line to its name.
        way = ([right, right + (NAME - 0.6) * across], [value, y])
        axes.plot(*way, color=design.LINE, lw=0.5, clip_on=False, zorder=1.5, gid=f"naar-{name}")
        axes.text(right + NAME * across, y, name, va="center_baseline", **look)
        number = dutch.signed(value)
        axes.text(far, y, number, va="center_baseline", ha="right", **look)


def _levels(axes: Axes, years: list[int], high: float) -> None:
    """The measurements below, and pale lines with their points, in axes `high` mm high."""
    levels = MaxNLocator(max(int(high / LEVEL), 1), steps=[1, 2, 5, 10], integer=True)
    axes.set_yticks(design.ticks_within(axes.get_ylim(), levels))
    axes.yaxis.set_major_formatter(lambda value, _: dutch.signed(value))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    design.year_axis(axes, years)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
