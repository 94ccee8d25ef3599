"""How much the index changed, beside the wijken that were alike at the start."""

from __future__ import annotations

import math
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import whole_index
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
TOP, BOTTOM, GAP = 9.0, 9.5, 10.0
# mm beside a panel, or one alone: for the names, and for the numbers, which end there.
NAMES, NAMES_ALONE = 42.0, 54.0
# mm a wijk: two lines of a name, and airier where one panel has the width to itself.
ROW, ROW_ALONE = 5.7, 12.0
BAND = 5.2  # mm: the margin that lies behind a dot
APART = 0.5  # rows between the wijken and what they are measured by, which is no wijk
NUMBERS = 12.0  # mm of them for the numbers
MEAN = "Gemiddeld van die wijken"


class Panel(NamedTuple):
    """An area beside the wijken that were alike: the change of its index and of each of theirs."""

    area: str
    start: int
    end: int
    own: float
    others: dict[str, float]
    city: float | None

    @property
    def rows(self) -> float:
        """How many rows it takes, the own one and that of the city with it."""
        return len(self.others) + 1 + APART + 1 + (self.city is not None)

    @property
    def mean(self) -> float:
        """The mean change of the others."""
        return fsum(self.others.values()) / len(self.others)


class Size(NamedTuple):
    """In mm how wide a panel is, how high a row of it, and what the names beside it take."""

    wide: float
    row: float
    names: float


class Dot(NamedTuple):
    """A change: whose, how much, in which colour, and the marker of an area of the wijk itself."""

    name: str
    change: float
    color: str
    marker: str = ""


def _panels(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Panel]:
    """A panel an area whose change is known beside that of a wijk that was alike."""
    alike, gaps = tables["alike"], tables["index_gaps"]
    alike = alike[alike["group"] == "gelijkend"]
    # Another source can know the same index by other measurements.
    course = tables["index_course"]
    course = whole_index(course[course["source"].isin(alike["source"])])
    panels = []
    for area in context["wijk"]["areas"]:
        rows = alike[alike["area"] == area]
        if rows.empty:
            continue
        here = gaps[(gaps["source"] == rows["source"].iloc[0]) & (gaps["area"] == area)]
        own = whole_index(here).set_index("year")["value"].dropna().sort_index()
        base = [int(year) for year in course.loc[course["area"] == area, "base"].dropna()]
        start = next((year for year in reversed(base) if year in own.index), int(own.index[0]))
        end = int(own.index[-1])
        others = {}
        for name, part in rows.groupby("other", sort=False):
            line = part.set_index("year")["value"].dropna()
            if {start, end} <= set(line.index):
                others[str(name)] = float(line[end] - line[start])
        city = whole_index(here).drop_duplicates("year").set_index("year")["city"].dropna()
        beside = float(city[end] - city[start]) if {start, end} <= set(city.index) else None
        if others:
            change = float(own[end] - own[start])
            panels.append(Panel(area, start, end, change, others, beside))
    if not panels:
        raise NoDataError
    return panels


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area, or one for all: a dot a wijk from the largest rise down, its own in colour.

    Below them their mean and the city.
    """
    panels = _panels(tables, context)
    # Both changes have their noise: the squares of independent errors add up.
    margin = float(context["noise"]["change"]) * math.sqrt(2)
    groups = [panels] if _are_one(panels) else [[panel] for panel in panels]
    tall = [group[0].rows + len(group) - 1 for group in groups]
    row = ROW if len(panels) > 1 else ROW_ALONE
    height = TOP + max(tall) * row + BOTTOM
    figure = design.new_figure(WIDTH, height)
    names = NAMES if len(groups) > 1 else NAMES_ALONE
    wide = (WIDTH - GAP * (len(groups) - 1)) / len(groups) - names
    size = Size(wide, row, names)
    values = [v for panel in panels for v in (panel.own, *panel.others.values())]
    values += [panel.city for panel in panels if panel.city is not None]
    values += [panel.own + side * margin for panel in panels for side in (-1, 1)]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.01 * (high - low)
    colours = {panel.area: design.AREAS[at % len(design.AREAS)] for at, panel in enumerate(panels)}
    for index, group in enumerate(groups):
        left = index * (wide + names + GAP) + names
        bottom = BOTTOM + (max(tall) - tall[index]) * row
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, wide / WIDTH, 1 - (TOP + bottom) / height),
            gid=f"gebied-{index}",
            xlim=(low - room, high + room),
            ylim=(tall[index] - 0.5, -0.5),
        )
        own = {panel.area: colours[panel.area] for panel in group}
        _dots(axes, group, own, margin, size)
        _explain(axes, group, colours, margin, size)
        last = tall[index] - 1
        if (city := group[0].city) is not None:
            _dot(axes, Dot(context["city"], city, design.INK), last, size)
            last -= 1
        _dot(axes, Dot(MEAN, group[0].mean, design.LINE), last, size)
    return figure


def _are_one(panels: list[Panel]) -> bool:
    """Whether the areas were like the same wijken over the same years: then one panel holds all."""
    found = [(panel.start, panel.end, panel.others, panel.city) for panel in panels]
    return len(found) > 1 and all(each == found[0] for each in found)


def _dots(axes: Any, group: list[Panel], own: dict[str, str], margin: float, size: Size) -> None:
    """The dots of the areas of `own` (name -> colour) and of the wijken that they were like.

    Behind the dot of an own change a band: so far that another change may be no other.
    """
    _scale(axes)
    dots = {panel.area: panel.own for panel in group} | group[0].others
    for place, (name, change) in enumerate(sorted(dots.items(), key=lambda row: -row[1])):
        marker = ""
        if name in own:
            high = BAND / size.row
            ends = [change - margin, change + margin]
            band: Any = {"color": design.PALE, "lw": 0, "zorder": 0}
            axes.fill_between(ends, place - high / 2, place + high / 2, **band)
            marker = design.AREA_MARKER[list(own).index(name) % len(design.AREA_MARKER)]
        _dot(axes, Dot(name, change, own.get(name, design.LINE), marker), place, size)


def _scale(axes: Any) -> None:
    """Above the dots the points, with a pale line at each, and at 0 a black one."""
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    steps = MaxNLocator(5, steps=[1, 2, 5, 10], integer=True)
    axes.set_xticks(design.ticks_within(axes.get_xlim(), steps))
    axes.xaxis.set_major_formatter(lambda value, _: dutch.signed(value))
    axes.tick_params(axis="x", length=0, pad=1, labeltop=True, labelbottom=False)
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    axes.set_axisbelow(True)
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)


def _dot(axes: Any, dot: Dot, place: float, size: Size) -> None:
    """A dot on a line from no change to it, with its name and its number.

    The numbers are a column beside the names, clear of every dot and margin.
    """
    thin: Any = {"color": design.LINE, "lw": 2.2, "alpha": 0.45, "solid_capstyle": "butt"}
    axes.plot([0, dot.change], [place] * 2, zorder=2, **thin)
    mark: Any = {"color": dot.color, "ms": 7 if dot.marker else 6, "mew": 0, "zorder": 5}
    axes.plot([dot.change], [place], dot.marker or "o", **mark)
    look: Any = {
        "size": design.TEXT,
        "weight": "semibold" if dot.marker else "normal",
        "va": "center",
        "color": dot.color if dot.marker else design.INK,
        "transform": axes.get_yaxis_transform(),
    }
    lines = design.broken(dot.name, size.names - NUMBERS, design.TEXT)
    axes.text(-size.names / size.wide, place, "\n".join(lines), linespacing=0.95, **look)
    axes.text(-2.5 / size.wide, place, dutch.signed(dot.change), ha="right", **look)


def _explain(
    axes: Any,
    group: list[Panel],
    colours: dict[str, str],
    margin: float,
    size: Size,
) -> None:
    """Above the dots what they are of and over which years, below them what a band means."""
    wide, row, names = size
    at: Any = {"transform": axes.get_yaxis_transform(), "va": "center", "clip_on": False}
    first = group[0]
    years = f"{first.start}–{first.end}, in punten"
    alone = len(group) == 1
    head = f"{first.area}, {years}" if alone else f"Verandering {years}"
    axes.text(
        -names / wide,
        -0.5 - 6.0 / row,
        head,
        size=design.TEXT,
        weight="semibold",
        color=colours[first.area] if alone else design.INK,
        **at,
    )
    y, left = axes.get_ylim()[0] + 5.0 / row, -names / wide
    ends = [left, left + 6.0 / wide]
    axes.fill_between(
        ends,
        y - 1.4 / row,
        y + 1.4 / row,
        color=design.PALE,
        lw=0,
        clip_on=False,
        transform=axes.get_yaxis_transform(),
    )
    of = first.area if alone else "dat gebied"
    told = f"grijs: binnen {dutch.number(margin)} punten van {of}, geen verschil dat vaststaat"
    axes.text(left + 8.0 / wide, y, told, size=design.SMALL, color=design.GREY, **at)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the own change beside the mean of the others; text with all changes."""
    changed: list[str] = []
    found: dict[tuple[int, int], list[Panel]] = {}
    series: list[Series] = []
    for panel in _panels(tables, context):
        area, start, end, own, others, city = panel
        ours = dutch.signed(own)
        found.setdefault((start, end), []).append(panel)
        shown = others if city is None else {**others, context["city"]: city}
        listed = "; ".join(f"{name} {dutch.signed(value)}" for name, value in shown.items())
        changed.append(f"{area} {ours} van {start} tot {end}; {listed}")
        for name, value in {area: own, **shown}.items():
            label = f"verandering sinds {start} van {name} naast wijken die leken op {area}"
            series.append(over_years(label, "punten", [(end, value)], dutch.signed))
    return Facts(
        "; ".join(_title(start, end, panels) for (start, end), panels in found.items()),
        f"Stippen van wat de Sociale Index veranderde in de wijk en in gelijkende wijken. "
        f"{'. '.join(changed)}.",
        tuple(series),
        tuple(dict.fromkeys(tables["alike"]["source"])),
    )


def _title(start: int, end: int, panels: list[Panel]) -> str:
    """How much the index changed in the areas, and on average in the wijken that were alike."""
    own = [f"in {panel.area} met {dutch.signed(panel.own)}" for panel in panels]
    own[0] += " punten"
    means = list(dict.fromkeys(dutch.signed(panel.mean) for panel in panels))
    return (
        f"Van {start} tot {end} veranderde de Sociale Index {dutch.listing(own)}; in wijken die "
        f"erop leken gemiddeld met {dutch.listing(means)}"
    )
