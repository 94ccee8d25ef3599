"""How much the index changed, beside the wijken that were alike at the start."""

from __future__ import annotations

import textwrap
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import whole_index
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
TOP, BOTTOM, GAP = 10.0, 12.5, 10.0
BOTTOM_ONE = 6.0  # mm below the only panel
NAMES = 28.0  # mm beside a panel for the names
# mm a wijk: two lines of a name, and airier where one panel has the width to itself.
ROW, ROW_ALONE = 6.4, 9.0
THICK = 3.4  # mm: a bar
APART = 0.35  # rows between the wijken and the city, which is no wijk that was alike
VALUE = 9.0  # mm beside the longest bar, for its number
LETTERS = 20  # of a name before it takes a second line


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
        return len(self.others) + 1 + (0 if self.city is None else 1 + APART)

    @property
    def mean(self) -> float:
        """The mean change of the others."""
        return fsum(self.others.values()) / len(self.others)


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
    """A panel an area: a bar a wijk from the largest rise down, its own in colour; city last."""
    panels = _panels(tables, context)
    margin = float(context["noise"]["change"])
    if _are_one(panels):
        return _draw_one(panels, margin, context["city"])
    most = max(panel.rows for panel in panels)
    row = ROW if len(panels) > 1 else ROW_ALONE
    height = TOP + most * row + BOTTOM
    figure = design.new_figure(WIDTH, height)
    wide = (WIDTH - GAP * (len(panels) - 1)) / len(panels) - NAMES
    values = [v for panel in panels for v in (panel.own, *panel.others.values())]
    values += [panel.city for panel in panels if panel.city is not None]
    values += [panel.own + side * margin for panel in panels for side in (-1, 1)]
    low, high = min(0.0, *values), max(0.0, *values)
    room = VALUE * (high - low) / (wide - 2 * VALUE)
    for index, panel in enumerate(panels):
        left = index * (wide + NAMES + GAP) + NAMES
        bottom = BOTTOM + (most - panel.rows) * row
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, wide / WIDTH, 1 - (TOP + bottom) / height),
            gid=f"gebied-{index}",
            xlim=(low - room, high + room),
            ylim=(panel.rows - 0.5, -0.5),
        )
        _bars(axes, panel, design.AREAS[index % len(design.AREAS)], margin, (wide, row))
        if panel.city is not None:
            last = panel.rows - 1
            _bar(axes, (context["city"], panel.city, design.INK, False), last, (wide, row))
    return figure


def _are_one(panels: list[Panel]) -> bool:
    """Whether the areas were like the same wijken over the same years: then one panel holds all."""
    found = [(panel.start, panel.end, panel.others, panel.city) for panel in panels]
    return len(found) > 1 and all(each == found[0] for each in found)


def _draw_one(panels: list[Panel], margin: float, city: str) -> Figure:
    """All areas among the wijken that they were like, each with the margin of its change."""
    first = panels[0]
    own = {panel.area: design.AREAS[at % len(design.AREAS)] for at, panel in enumerate(panels)}
    bars = {panel.area: panel.own for panel in panels} | first.others
    rows = len(bars) + (0 if first.city is None else 1 + APART)
    height = TOP + rows * ROW + BOTTOM_ONE
    figure = design.new_figure(WIDTH, height)
    wide = WIDTH - NAMES
    values = [0.0, *bars.values(), *([] if first.city is None else [first.city])]
    values += [panel.own + side * margin for panel in panels for side in (-1, 1)]
    room = VALUE * (max(values) - min(values)) / (wide - 2 * VALUE)
    axes = figure.add_axes(
        (NAMES / WIDTH, BOTTOM_ONE / height, wide / WIDTH, rows * ROW / height),
        gid="gebied-0",
        xlim=(min(values) - room, max(values) + room),
        ylim=(rows - 0.5, -0.5),
    )
    axes.set_axis_off()
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)
    for place, (name, change) in enumerate(sorted(bars.items(), key=lambda row: -row[1])):
        if name in own:
            # Within it the change of another wijk is no other than that of the area.
            ends = [change - margin, change + margin]
            axes.plot(ends, [place] * 2, "|-", color=design.INK, lw=0.9, ms=5, zorder=5)
        bar = (name, change, own.get(name, design.LINE), name in own)
        # Past zero, where the margin of a small change reaches over it.
        _bar(axes, bar, place, (wide, ROW), max(0.0, margin - abs(change)) if name in own else 0.0)
    if first.city is not None:
        _bar(axes, (city, first.city, design.INK, False), rows - 1, (wide, ROW))
    at: Any = {"transform": axes.get_yaxis_transform(), "va": "center", "size": design.TEXT}
    head = f"{first.start}–{first.end}, in punten"
    axes.text(-NAMES / wide, -0.5 - 6.5 / ROW, head, weight="semibold", **at)
    words = (
        f"streepje: marge van {dutch.number(margin)} punten; wat daarbinnen eindigt, verschilt "
        "niet aantoonbaar"
    )
    look = {**at, "size": design.SMALL, "color": design.GREY}
    axes.text(-NAMES / wide, rows - 0.5 + 3.2 / ROW, words, clip_on=False, **look)
    return figure


def _bars(axes: Any, panel: Panel, color: str, margin: float, size: tuple[float, float]) -> None:
    """The bars of one area, with the margin of its own change as a ground behind all.

    `size`: how wide the panel is, and how high a row of it (mm).
    """
    axes.set_axis_off()
    axes.axvspan(panel.own - margin, panel.own + margin, color=design.PALE, lw=0, zorder=0)
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)
    rows = sorted([(panel.area, panel.own), *panel.others.items()], key=lambda row: -row[1])
    for place, (name, change) in enumerate(rows):
        here = name == panel.area
        _bar(axes, (name, change, color if here else design.LINE, here), place, size)
    _around(axes, panel, color, margin, size)


def _bar(
    axes: Any,
    bar: tuple[str, float, str, bool],
    place: float,
    size: tuple[float, float],
    past: float = 0.0,
) -> None:
    """A bar (name, change, colour, whether it is the area itself) with its name and its number.

    The number stands where the bar begins: at its end a margin may lie, and a number beyond that
    would be read as the place where it stands. `past`: so many points further, where a margin is.
    """
    name, change, color, here = bar
    wide, row = size
    step = (axes.get_xlim()[1] - axes.get_xlim()[0]) / wide  # points a mm
    axes.barh(place, change, height=THICK / row, color=color, lw=0, zorder=3)
    look: Any = {"size": design.TEXT, "weight": "semibold" if here else "normal", "va": "center"}
    axes.text(
        -NAMES / wide,
        place,
        "\n".join(textwrap.wrap(name, LETTERS, break_long_words=False)),
        transform=axes.get_yaxis_transform(),
        color=color if here else design.INK,
        linespacing=0.9,
        **look,
    )
    axes.text(
        -step - past if change > 0 else step + past,
        place,
        dutch.signed(change),
        color=design.INK,
        ha="right" if change > 0 else "left",
        **look,
    )


def _around(axes: Any, panel: Panel, color: str, margin: float, size: tuple[float, float]) -> None:
    """Above the bars what they are of, below them what is no difference with the area."""
    wide, row = size
    last = panel.rows - 0.5
    axes.text(
        -NAMES / wide,
        -0.5 - 6.5 / row,
        f"{panel.area}, {panel.start}–{panel.end}, in punten",
        transform=axes.get_yaxis_transform(),
        size=design.TEXT,
        weight="semibold",
        color=color,
        va="center",
    )
    axes.plot(
        [panel.own - margin, panel.own + margin],
        [last + 1.4 / row] * 2,
        color=color,
        lw=1.2,
        clip_on=False,
        solid_capstyle="butt",
    )
    axes.text(
        panel.own,
        last + 5.6 / row,
        f"grijs: minder dan {dutch.number(margin)} punten van\n"
        f"{panel.area} is niet aantoonbaar anders",
        size=design.SMALL,
        color=design.GREY,
        linespacing=0.95,
        ha="center",
        va="center",
        clip_on=False,
    )


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
        f"Staafdiagram van wat de Sociale Index veranderde in de wijk en in gelijkende wijken. "
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
