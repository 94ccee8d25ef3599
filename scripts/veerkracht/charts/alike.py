"""How much the index changed, beside the wijken that were alike at the start."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_panels import Panel, points_axis, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import USUAL_APART
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
TOP, BOTTOM, GAP = 11.0, 11.5, 8.0
KEY_LINE = 4.0  # mm: a line of the key
# mm beside a panel, or one alone: for the names, and for the numbers, which end there.
NAMES, NAMES_ALONE = 42.0, 58.0
ROW, ROW_ALONE = 4.8, 7.0  # mm a wijk, or where there is but one area
APART = 0.55  # rows between the own areas, the wijken that were alike and the city
NUMBER = 13.0  # mm of the names: for the numbers
EDGE = 3.0  # mm of the axis past the outermost dot
# mm a measurement, in the columns beside the names of one area alone; of the last so many.
YEAR, YEARS = 8.5, 6
# mm right of a panel alone, for how an own area did: on one line, as the areas stand close.
VERDICT = design.text_width("net aantoonbaar minder goed", design.TEXT) + 2.5
FAR = 11.0  # mm right of a panel: a column with how far each of the others was
HEAD_FAR = "verschil"


class Dot(NamedTuple):
    """A change: whose, how much, in which colour, and of an own area its marker and how it did."""

    name: str
    change: float
    color: str = design.LINE
    marker: str = ""
    did: str = ""


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area, or one for all: a dot a wijk at its change, over a band around their mean.

    The own areas stand above, in colour; a dot outside the band is told from chance. Below are the
    wijken that were alike, from the largest rise down, and the city. One area alone has the index
    at each measurement in columns.
    """
    panels = read_panels(tables, context)
    noise = float(context["noise"]["change"])
    groups = [panels] if _are_one(panels) else [[panel] for panel in panels]
    rows = [_dots(group, panels, context["city"], noise) for group in groups]
    row = ROW if len(panels) > 1 else ROW_ALONE
    tall = [row * (len(dots) + APART * _breaks(dots)) for dots in rows]
    alone = len(groups) == 1
    bottom = BOTTOM + KEY_LINE * alone
    height = TOP + max(tall) + bottom
    figure = design.new_figure(WIDTH, height)
    names, verdict = (NAMES_ALONE, VERDICT) if alone else (NAMES, 0.0)
    years = _years(panels[0]) if len(panels) == 1 else []
    if years:
        # The title says how the only area did.
        names, verdict = NAMES + YEAR * len(years), FAR + 4.0
    wide = (WIDTH - GAP * (len(groups) - 1)) / len(groups) - names - verdict
    limits = _limits(panels, noise, wide)
    for index, (group, dots) in enumerate(zip(groups, rows, strict=True)):
        left = index * (wide + names + GAP) + names
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, wide / WIDTH, max(tall) / height),
            gid=f"gebied-{index}",
            xlim=limits,
            ylim=(max(tall), 0),
        )
        points_axis(axes)
        _band(axes, group[0], noise, tall[index])
        _key(axes, _key_words(group[0], noise, verdict > 0), wide, names)
        y = row / 2
        _name_columns(axes, years, wide)
        placed: dict[str, float] = {}
        for at, each in enumerate(dots):
            # Beside one area, and where panels stand beside each other, the title says it.
            dot = each if verdict == VERDICT else each._replace(did="")
            y += row * APART * (at > 0 and _kind(dot) != _kind(dots[at - 1]))
            _dot(axes, dot, y, wide, (names, names - NUMBER - YEAR * len(years)))
            _course(axes, dot, group[0].courses.get(dot.name, {}), (y, wide, years))
            placed[dot.name] = y
            y += row
        if verdict:
            _distances(axes, group, placed, wide)
        _head(axes, group[0], names / wide, bool(years))
    return figure


def _years(panel: Panel) -> list[int]:
    """The last measurements of the area."""
    return sorted(panel.courses[panel.area])[-YEARS:]


def _are_one(panels: list[Panel]) -> bool:
    """Whether the areas were like the same wijken over the same years: then one panel holds all."""
    found = [(panel.start, panel.end, panel.others, panel.city) for panel in panels]
    return len(found) > 1 and all(each == found[0] for each in found)


def _dots(group: list[Panel], panels: list[Panel], city: str, noise: float) -> list[Dot]:
    """The dots of a panel from above: own areas, wijken that they were like, and the city."""
    first = group[0]
    own = []
    for panel in group:
        at = panels.index(panel)
        color, marker = design.AREAS[at % 4], design.AREA_MARKER[at % 4]
        own.append(Dot(panel.area, panel.own, color, marker, panel.did(noise)))
    dots = sorted(own, key=lambda dot: -dot.change)
    dots += [Dot(*pair) for pair in sorted(first.others.items(), key=lambda pair: -pair[1])]
    return dots + ([Dot(city, first.city, design.INK)] if first.city is not None else [])


def _kind(dot: Dot) -> str:
    """What a dot is of: an own area, a wijk that was alike, or the city."""
    return "own" if dot.marker else "city" if dot.color == design.INK else "other"


def _breaks(dots: list[Dot]) -> int:
    """How often the kind of the dots changes from one row to the next."""
    return sum(_kind(one) != _kind(other) for one, other in pairwise(dots))


def _limits(panels: list[Panel], noise: float, wide: float) -> tuple[float, float]:
    """The ends of the axis of points: every dot with its number, every band, and no change."""
    values = [0.0]
    for panel in panels:
        reach = panel.reach(noise)
        values += [panel.own, *panel.others.values(), panel.mean - reach, panel.mean + reach]
        values += [panel.city] if panel.city is not None else []
    room = EDGE * (max(values) - min(values)) / (wide - 2 * EDGE)
    return min(values) - room, max(values) + room


def _band(axes: Any, panel: Panel, noise: float, tall: float) -> None:
    """Behind the dots the mean of the wijken that were alike, in what is no difference with it.

    The y of the axes is in mm from the top; `tall`: of the rows together.
    """
    mean, reach = panel.mean, panel.reach(noise)
    ends = [0.0, tall]
    axes.fill_betweenx(ends, mean - reach, mean + reach, color=design.PALE, lw=0, zorder=0)
    axes.plot([mean] * 2, ends, color=design.GREY, lw=1.2, zorder=1, dashes=(3, 2), gid="gemiddeld")
    words = f"gemiddelde van die wijken {dutch.signed(mean)}"
    at = min(max(mean, axes.get_xlim()[0]), axes.get_xlim()[1])
    axes.text(at, -2.0, words, size=design.SMALL, ha="center", va="center")


def _key_words(panel: Panel, noise: float, far: bool) -> list[str]:
    """What the band is, how its width follows from the noise of one change, and what is `far`."""
    reach, others = dutch.number(panel.reach(noise), 1), len(panel.others)
    how = f"{dutch.number(noise)} punten maal de wortel van 1 + 1/{others}"
    words = [f"minder dan {reach} punten van dat gemiddelde: kan toeval zijn ({how})"]
    usual = dutch.number(USUAL_APART, 1)
    if far:
        words.append(
            f"{HEAD_FAR}: hoe ver de scores op de thema's uiteen lagen toen de wijken zijn "
            f"gekozen; 0 is gelijk, twee wijken liggen gewoonlijk {usual} uiteen"
        )
    return words


def _key(axes: Any, words: list[str], wide: float, names: float) -> None:
    """Below the axis what the band is; below that what else the words say."""
    y, left = axes.get_ylim()[0] + 9.5, -names / wide
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    axes.add_patch(Rectangle((left, y - 1.5), 6 / wide, 3, fc=design.PALE, lw=0, **at))
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center"}
    for number, line in enumerate(words):
        # What is first stands below its own panel, with another beside it where there is one.
        room = WIDTH if number else wide + names - 8
        lines = design.broken(line, room, design.SMALL, "normal")
        x = left + 8 / wide * (number == 0)
        axes.text(x, y, "\n".join(lines), linespacing=1.1, **look, **at)
        y += KEY_LINE


def _distances(axes: Any, group: list[Panel], placed: dict[str, float], wide: float) -> None:
    """Right of the panel how far each of the others was from each area, under its mark.

    `placed`: the y of each wijk, in mm.
    """
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    first = min(placed[name] for name in group[0].others)
    head = first - 0.68 * (ROW if len(group) > 1 else ROW_ALONE)
    step = min(FAR, 2 * FAR / len(group))
    columns = [1 + step * (number + 0.75) / wide for number in range(len(group))]
    look: Any = {"size": design.TEXT, "ha": "center", "va": "center", **at}
    for number, (panel, x) in enumerate(zip(group, columns, strict=True)):
        color = design.AREAS[number % 4]
        if len(group) > 1:
            marker = design.AREA_MARKER[number % 4]
            axes.plot([x], [head], marker, ms=5, color=color, mew=0, **at)
        for name, far in panel.apart.items():
            if name in placed:
                words = dutch.number(far, 1)
                axes.text(x, placed[name], words, color=color, **look)
    small = look | {"size": design.SMALL}
    if len(group) > 1:
        x = columns[-1] + step * 0.5 / wide
        axes.text(x, head, HEAD_FAR, color=design.GREY, **small | {"ha": "left"})
    else:
        axes.text(columns[0], head, HEAD_FAR, color=design.GREY, **small)


def _head(axes: Any, first: Panel, names: float, columns: bool) -> None:
    """Above the names what is measured, over which years; `columns`: with the index itself."""
    words = "De index per meting, en haar verandering" if columns else "Verandering van de index"
    axes.text(
        -names,
        -9.0,
        f"{words}, {first.start}–{first.end}, in punten",
        size=design.TEXT,
        weight="semibold",
        va="center",
        clip_on=False,
        transform=axes.get_yaxis_transform(),
    )


def _dot(axes: Any, dot: Dot, y: float, wide: float, names: tuple[float, float]) -> None:
    """A dot on a line from no change to it, with its name and number, and how an own area did.

    The numbers are a column beside the names, clear of every dot and band; `names`: where these
    begin left of the panel, and how wide they are, in mm.
    """
    line: Any = {"color": design.LINE, "lw": 2.2, "alpha": 0.45, "solid_capstyle": "butt"}
    axes.plot([0, dot.change], [y] * 2, zorder=2, **line)
    mark: Any = {"color": dot.color, "ms": 8 if dot.marker else 6, "mew": 0, "zorder": 5}
    axes.plot([dot.change], [y], dot.marker or "o", **mark)
    look: Any = {
        "size": design.TEXT,
        "weight": "semibold" if dot.marker else "normal",
        "va": "center",
        "color": dot.color if dot.marker else design.INK,
        "linespacing": 0.95,
        "transform": axes.get_yaxis_transform(),
    }
    lines = design.broken(dot.name, names[1], design.TEXT)
    axes.text(-names[0] / wide, y, "\n".join(lines), **look)
    axes.text(-2.5 / wide, y, dutch.signed(dot.change), ha="right", **look)
    if dot.did:
        axes.text(1 + 1.5 / wide, y, dot.did, **look)


def _columns(years: list[int], wide: float) -> list[float]:
    """Where the columns of the measurements end, left of a panel so many mm wide, in its widths."""
    return [-(NUMBER + 1 + YEAR * (len(years) - 1 - at)) / wide for at in range(len(years))]


def _name_columns(axes: Any, years: list[int], wide: float) -> None:
    """Above the columns of the measurements their years."""
    for year, x in zip(years, _columns(years, wide), strict=True):
        look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center", "ha": "right"}
        axes.text(x, -2.0, str(year), transform=axes.get_yaxis_transform(), **look)


def _course(
    axes: Any, dot: Dot, course: dict[int, float], at: tuple[float, float, list[int]]
) -> None:
    """The index of the wijk of a dot in the columns; `at`: its y, mm of the panel, the years."""
    y, wide, years = at
    for year, x in zip(years, _columns(years, wide), strict=True):
        axes.text(
            x,
            y,
            dutch.number(course[year]) if year in course else "–",
            size=design.TEXT,
            color=dot.color if dot.marker else design.GREY,
            ha="right",
            va="center",
            transform=axes.get_yaxis_transform(),
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how each area did beside those that were alike; text with all changes."""
    changed: dict[str, list[str]] = {}
    found: dict[tuple[int, int], list[Panel]] = {}
    series: list[Series] = []
    for panel in read_panels(tables, context):
        area, start, end, own, others, city, courses, _ = panel
        found.setdefault((start, end), []).append(panel)
        shown = others if city is None else {**others, context["city"]: city}
        listed = "; ".join(f"{name} {dutch.signed(value)}" for name, value in sorted(shown.items()))
        changed.setdefault(listed, []).append(f"{area} {dutch.signed(own)}")
        for name, value in {area: own, **shown}.items():
            label = f"verandering sinds {start} van {name} naast wijken die leken op {area}"
            series.append(over_years(label, "punten", [(end, value)], dutch.signed))
        label = f"gemiddelde verandering sinds {start} van wijken die leken op {area}"
        series.append(over_years(label, "punten", [(end, panel.mean)], dutch.signed))
        if len(context["wijk"]["areas"]) == 1:
            series += [
                over_years(f"Sociale Index van {name}", "punten", course.items(), dutch.number)
                for name, course in courses.items()
            ]
    noise = float(context["noise"]["change"])
    title = "; ".join(_title(*years, panels, noise) for years, panels in found.items())
    listed = ". ".join(f"{dutch.listing(own)}; {told}" for told, own in changed.items())
    years = dutch.listing([f"van {start} tot {end}" for start, end in found])
    return Facts(
        title,
        f"Stippen van wat de Sociale Index {years} veranderde in de wijk en in gelijkende wijken. "
        f"{listed}.",
        tuple(series),
        tuple(dict.fromkeys(tables["alike"]["source"])),
    )


def _title(start: int, end: int, panels: list[Panel], noise: float) -> str:
    """How the areas did beside the wijken that were alike, as far as the noise lets tell.

    Of whom the start decides what is said, that comes first.
    """
    turned = [
        panel for panel in panels if len({each.plainly(noise) for each in panel.starts()}) > 1
    ]
    if not turned:
        return f"Van {start} tot {end} {_did(panels, noise)} dan wijken die erop leken"
    said = {panel.did(noise): "" for panel in turned}
    words = dutch.listing(said) if len(said) == 1 else _each(turned, noise)
    return (
        f"Hoe {dutch.listing(panel.area for panel in turned)} het {_verb(len(turned))} naast "
        f"wijken die erop leken, hangt af van het beginjaar: vanaf {start} {words}"
    )


def _verb(count: int) -> str:
    return "deed" if count == 1 else "deden"


def _each(panels: list[Panel], noise: float) -> str:
    """How each of the areas did: `Oost aantoonbaar beter en West niet aantoonbaar anders`."""
    return dutch.listing(f"{panel.area} {panel.did(noise)}" for panel in panels)


def _did(panels: list[Panel], noise: float) -> str:
    """How areas did, those that differ from the others first, as a clause."""
    did: dict[str, list[str]] = {}
    for panel in sorted(panels, key=lambda panel: not panel.is_sure(noise)):
        did.setdefault(panel.did(noise), []).append(panel.area)
    (word, areas), *others = did.items()
    also = "".join(f", en {dutch.listing(names)} {words}" for words, names in others)
    return f"{_verb(len(areas))} {dutch.listing(areas)} het {word}{also}"
