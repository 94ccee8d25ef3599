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
    """A panel an area, or one for all: a bar a wijk from the largest rise down, its own in colour;
    the city last."""
    panels = _panels(tables, context)
    margin = float(context["noise"]["change"])
    groups = [panels] if _are_one(panels) else [[panel] for panel in panels]
    tall = [group[0].rows + len(group) - 1 for group in groups]
    row = ROW if len(panels) > 1 else ROW_ALONE
    foot = BOTTOM if len(groups) == len(panels) else BOTTOM_ONE
    height = TOP + max(tall) * row + foot
    figure = design.new_figure(WIDTH, height)
    wide = (WIDTH - GAP * (len(groups) - 1)) / len(groups) - NAMES
    values = [v for panel in panels for v in (panel.own, *panel.others.values())]
    values += [panel.city for panel in panels if panel.city is not None]
    values += [panel.own + side * margin for panel in panels for side in (-1, 1)]
    low, high = min(0.0, *values), max(0.0, *values)
    room = VALUE * (high - low) / (wide - 2 * VALUE)
    colours = {panel.area: design.AREAS[at % len(design.AREAS)] for at, panel in enumerate(panels)}
    for index, group in enumerate(groups):
        left = index * (wide + NAMES + GAP) + NAMES
        bottom = foot + (max(tall) - tall[index]) * row
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, wide / WIDTH, 1 - (TOP + bottom) / height),
            gid=f"gebied-{index}",
            xlim=(low - room, high + room),
            ylim=(tall[index] - 0.5, -0.5),
        )
        own = {panel.area: colours[panel.area] for panel in group}
        _bars(axes, group, own, margin, (wide, row))
        if len(group) > 1:
            _explain_all(axes, group[0], margin, (wide, row))
        else:
            _explain(axes, group[0], colours[group[0].area], margin, (wide, row))
        if (city := group[0].city) is not None:
            _bar(axes, (context["city"], city, design.INK, False), tall[index] - 1, (wide, row))
    return figure


def _are_one(panels: list[Panel]) -> bool:
    """Whether the areas were like the same wijken over the same years: then one panel holds all."""
    found = [(panel.start, panel.end, panel.others, panel.city) for panel in panels]
    return len(found) > 1 and all(each == found[0] for each in found)


def _bars(
    axes: Any, group: list[Panel], own: dict[str, str], margin: float, size: tuple[float, float]
) -> None:
    """The bars of the areas of `own` (name -> colour) and of the wijken that they were like.

    The margin of an own change is a ground behind all; of several each has a line of its own. In it
    the change of another wijk is no other than that of the area. `size`: how wide the panel is, and
    how high a row of it (mm).
    """
    axes.set_axis_off()
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)
    alone = len(own) == 1
    bars = {panel.area: panel.own for panel in group} | group[0].others
    for place, (name, change) in enumerate(sorted(bars.items(), key=lambda row: -row[1])):
        past = 0.0
        if name in own and alone:
            axes.axvspan(change - margin, change + margin, color=design.PALE, lw=0, zorder=0)
        elif name in own:
            ends = [change - margin, change + margin]
            axes.plot(ends, [place] * 2, "|-", color=design.INK, lw=0.9, ms=5, zorder=5)
            # Past zero, where the margin of a small change reaches over it.
            past = max(0.0, margin - abs(change))
        bar = (name, change, own.get(name, design.LINE), name in own)
        _bar(axes, bar, place, size, past)


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


def _explain_all(axes: Any, first: Panel, margin: float, size: tuple[float, float]) -> None:
    """Above the bars of several areas over which years they are, below them what a line means."""
    wide, row = size
    at: Any = {"transform": axes.get_yaxis_transform(), "va": "center"}
    head = f"{first.start}–{first.end}, in punten"
    axes.text(-NAMES / wide, -0.5 - 6.5 / row, head, size=design.TEXT, weight="semibold", **at)
    axes.text(
        -NAMES / wide,
        axes.get_ylim()[0] + 3.2 / row,
        f"streepje: marge van {dutch.number(margin)} punten; wat daarbinnen eindigt, verschilt "
        "niet aantoonbaar",
        size=design.SMALL,
        color=design.GREY,
        clip_on=False,
        **at,
    )


def _explain(axes: Any, panel: Panel, color: str, margin: float, size: tuple[float, float]) -> None:
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
