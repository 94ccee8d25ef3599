"""The Sociale Index of the areas and the city over the measurements, with the gap between them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MultipleLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import TOGETHER, main_index, together, whole_index
from veerkracht.city.labels import gaps_beside
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "index_course", "events"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
BAND, ALONE = 57.0, 90.0  # mm: the height of the axes, and where there is but one area
LEFT, BOTTOM = 8.0, 19.5
ROW = 4.8  # mm a row of gaps below the axis
LINE = 4.0  # mm a line of words on the crises, above the axes
LOUD = 15.0  # points: a gap between which the title compares
ASIDE = 1.6  # mm between the marks of two areas at one measurement
ABOVE = 2.2  # mm from the dashed line to the middle of its name
LABEL_DISTANCE = 5.2  # mm between two names at the end of lines
NAMES = 6.0  # mm from the last measurement to the names: past the gap that is measured there
NUMBER = 10.0  # mm right of the names: the index
BOX = 5.0  # mm: as wide is the mark of the margin before its words
YEARS = "Jaartal = uitgave; het veldwerk was een jaar eerder"

GROUND = 0.1  # how much of the colour of the only area is in the ground of its gap
BAND_LOOK: Any = {"color": design.PALE, "lw": 0}  # the margin around the line of the city


class Scale(NamedTuple):
    """The axes: how high they are in mm, and the years and the points a mm."""

    high: float
    years: float
    points: float


class Gap(NamedTuple):
    """A gap to the city at a measurement: of whom, of how many points, and from what value."""

    area: str
    year: int
    value: float
    points: float
    color: str


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    gaps = tables["index_gaps"]
    source = main_index(gaps, context["sources"])
    rows = whole_index(gaps[(gaps["source"] == source) & gaps["gap"].notna()])
    if rows.empty:
        raise NoDataError
    return rows.sort_values(["area", "year"])


def _gaps(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Gap]:
    """What the chart is about: the gap at both ends of the course, or of all that is measured.

    A programme is held against the last measurement before it. Of the areas together where the
    table has them; of one area its own. None otherwise: the gap of each stands in the rows.
    """
    areas = context["wijk"]["areas"]
    of, color = (TOGETHER, design.WHOLE) if len(areas) > 1 else (areas[0], design.AREAS[0])
    course = tables["index_course"]
    source = main_index(tables["index_gaps"], context["sources"])
    rows = whole_index(course[(course["source"] == source) & (course["area"] == of)])
    if rows.empty:
        return []
    own = _rows(tables, context)
    own = own[own["area"].isin(areas)]
    own = together(own, context["wijk"]["inhabitants"]) if len(areas) > 1 else own
    ends = {int(year) for year in own["year"].agg(["min", "max"])}
    if context["wijk"]["programme"]:
        ends = {int(year) for when in ("base", "last") for year in rows[when].dropna()}
    return [
        Gap(of, int(row["year"]), float(row["value"]), float(row["gap"]), color)
        for row in own.sort_values("year").to_dict("records")
        if row["year"] in ends
    ]


def _courses(
    tables: dict[str, pd.DataFrame], context: dict[str, Any]
) -> list[tuple[str, pd.DataFrame, str]]:
    """Name, measurements and colour of each area, and of all together where their gap is known."""
    rows, areas = _rows(tables, context), context["wijk"]["areas"]
    found = [
        (area, rows[rows["area"] == area].dropna(subset=["value"]), design.AREAS[index % 4])
        for index, area in enumerate(areas)
        if area in set(rows["area"])
    ]
    if any(gap.area == TOGETHER for gap in _gaps(tables, context)):
        whole = together(rows[rows["area"].isin(areas)], context["wijk"]["inhabitants"])
        found.append((TOGETHER, whole, design.WHOLE))
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Lines of the areas and of the city, and the gap measured out at both ends; 163 mm wide.

    A band around the line of the city holds what is no difference with it. Right of the lines stand
    the names with the last index; below them the gaps at every measurement, and what the band is.
    """
    courses = _courses(tables, context)
    city = _rows(tables, context).drop_duplicates("year").sort_values("year")
    years = [int(year) for year in city["year"]]
    labels = _ends(courses, city, context["city"])
    size = _size(courses)
    names = max(design.text_width(words, size) for _, words, _ in labels)
    rows = max(design.text_width(_row_name(name), size) for name, *_ in courses)
    wide = WIDTH - LEFT - NAMES - max(names + NUMBER, rows)
    ends = (years[0] - 0.3, years[-1] + 0.1)
    found = crises.crises(tables["events"], ends, later=crises.LATER)
    above = design.broken(crises.key(found, later=crises.LATER), WIDTH, design.SMALL, "normal")
    bottom, high = BOTTOM + ROW * len(courses), BAND if len(courses) > 1 else ALONE
    height = bottom + high + LABEL_DISTANCE + LINE * len(above)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((LEFT / WIDTH, bottom / height, wide / WIDTH, high / height))
    values = pd.concat([city["city"], *(own["value"] for _, own, _ in courses)])
    margin = {name: float(context["noise"][name]) for name in ("level", "change")}
    limits = (float(values.min()) - 3, float(values.max()) + 1)
    axes.set_ylim(*limits)
    axes.set_xlim(*ends)
    # What a crisis is, is read last: a line of words, and no names above the lines.
    crises.draw_grounds(axes, found)
    small: Any = {"size": design.SMALL, "color": design.GREY, "va": "top", "linespacing": 1.4}
    figure.text(0, 1, "\n".join(above), **small)
    scale = Scale(high, (ends[1] - ends[0]) / wide, (limits[1] - limits[0]) / high)
    areas = [course for course in courses if course[0] != TOGETHER]
    for index, (_, own, _) in enumerate(areas):
        # Areas stand a little beside each other, so that no mark hides another.
        _line(axes, own, index, (index - (len(areas) - 1) / 2) * ASIDE * scale.years)
    axes.plot(years, city["city"], color=design.INK, lw=2.2, zorder=3, gid="lijn-stad")
    _margin(axes, city.set_index("year")["city"], courses, margin["level"])
    for name, own, color in courses[len(areas) :]:
        look: Any = {"lw": 0.8, "dashes": (4, 3), "zorder": 2.5, "gid": f"lijn-{name}"}
        axes.plot(own["year"], own["value"], color=color, **look)
    gaps = _gaps(tables, context)
    if len(courses) > len(areas):
        measured = {gap.year for gap in gaps}
        _name_of_all(axes, courses, city, measured, scale)
    if len(courses) == 1:
        _ground(axes, courses[0], city)
    for gap in gaps:
        _measure(axes, gap, scale.years, years)
    left = years[-1] + NAMES * scale.years
    _name_lines(axes, labels, (left, names, size), scale)
    if gaps:
        _city_moved(axes, labels, _since(gaps, city), (left, scale))
    design.year_axis(axes, years)
    _list_gaps(axes, courses, context["city"], {gap.year for gap in gaps}, (left, high))
    _explain(figure, margin, context["city"])
    _levels(axes)
    return figure


def _size(courses: list[tuple[str, pd.DataFrame, str]]) -> float:
    """Points of the names and the gaps: a single area has room for larger ones."""
    return design.TEXT if len(courses) > 1 else design.HEAD


def _name_of_all(
    axes: Any,
    courses: list[tuple[str, pd.DataFrame, str]],
    city: pd.DataFrame,
    measured: set[int],
    scale: Scale,
) -> None:
    """The name of the dashed line beside it, where the other lines leave most room.

    Not near a measurement at which a gap is `measured` out: there it stands already.
    """
    *others, whole = [
        (city["year"], city["city"]),
        *((own["year"], own["value"]) for _, own, _ in courses),
    ]
    half = design.text_width(TOGETHER, design.SMALL, "normal") / 2 * scale.years
    spots: list[tuple[float, float, float]] = []  # the room, and the middle of the words
    for year in np.arange(city["year"].min(), city["year"].max(), 0.25):
        if min(abs(year - gap) for gap in measured) < 1:
            continue
        across = np.linspace(year - half, year + half, 9)
        own = np.interp(across, *whole)
        for y in (own.max() + ABOVE * scale.points, own.min() - ABOVE * scale.points):
            room = min(np.abs(np.interp(across, *line) - y).min() for line in others)
            spots.append((round(float(room), 3), float(year), float(y)))
    if spots:
        _, x, y = max(spots)
        look: Any = {"size": design.SMALL, "color": courses[-1][2], "ha": "center"}
        axes.text(x, y, TOGETHER, va="center_baseline", zorder=5, gid="naam-samen", **look)


def _ground(axes: Any, course: tuple[str, pd.DataFrame, str], city: pd.DataFrame) -> None:
    """What lies between the city and the only area: the gap itself."""
    _, own, color = course
    beside = city.set_index("year")["city"].reindex(own["year"])
    look: Any = {"color": color, "alpha": GROUND, "lw": 0, "zorder": 1, "gid": "afstand"}
    axes.fill_between(own["year"], own["value"], beside, **look)


def _since(gaps: list[Gap], city: pd.DataFrame) -> str:
    """How the city itself changed between the two ends that the chart measures, in words."""
    ends = sorted(gap.year for gap in gaps)
    values = city.set_index("year")["city"]
    moved = dutch.signed(float(values[ends[-1]] - values[ends[0]]))
    if len(ends) < 2:
        return ""
    same = f"ook {dutch.number(float(values[ends[0]]))} in {ends[0]}"
    return same if moved == dutch.signed(0) else f"zelf {moved} sinds {ends[0]}"


def _city_moved(
    axes: Any, labels: list[tuple[float, str, str]], said: str, at: tuple[float, Scale]
) -> None:
    """Below the name of the city how it changed itself, where no other name is near."""
    left, scale = at
    value = labels[0][0]
    room = min((abs(value - other) for other, *_ in labels[1:]), default=99.0)
    if said and room > 2 * LABEL_DISTANCE * scale.points:
        y = value - 0.8 * LABEL_DISTANCE * scale.points
        axes.text(left, y, said, size=design.SMALL, color=design.INK, va="center", clip_on=False)


def _margin(
    axes: Any, city: pd.Series, courses: list[tuple[str, pd.DataFrame, str]], margin: float
) -> None:
    """A band below the line of the city, above it or both: where the areas are, of the margin."""
    values = pd.concat([own.set_index("year")["value"] for _, own, _ in courses])
    apart = values - city.reindex(values.index)
    low, high = (margin if bool((apart * side > 0).any()) else 0.0 for side in (-1, 1))
    axes.fill_between(city.index, city - low, city + high, zorder=1.2, gid="marge", **BAND_LOOK)


def _line(axes: Any, own: pd.DataFrame, index: int, aside: float) -> None:
    """The line of an area with its marks, `aside` years from the measurements."""
    color = design.AREAS[index % len(design.AREAS)]
    at = own["year"] + aside
    axes.plot(at, own["value"], color=color, zorder=4, gid=f"lijn-{index}")
    marker = design.AREA_MARKER[index % len(design.AREA_MARKER)]
    # Beside the last measurement a mark stands over the edge of the axes.
    axes.plot(at, own["value"], marker, color=color, ms=5, zorder=5, clip_on=False)


def _levels(axes: Any) -> None:
    """Pale lines with their numbers at every ten: among them 100 and the classes of OBI."""
    axes.set_yticks(design.ticks_within(axes.get_ylim(), MultipleLocator(10)))
    axes.yaxis.set_major_formatter(lambda value, _: dutch.number(value))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _ends(
    courses: list[tuple[str, pd.DataFrame, str]], city: pd.DataFrame, name: str
) -> list[tuple[float, str, str]]:
    """Value, name and colour for the end of each line: the city (`name`) first, then the areas."""
    ends = [(float(city["city"].iloc[-1]), name, design.INK)]
    return ends + [
        (float(own["value"].iloc[-1]), area, color)
        for area, own, color in courses
        if len(own) and area != TOGETHER
    ]


def _name_lines(
    axes: Any, labels: list[tuple[float, str, str]], place: tuple[float, float, float], scale: Scale
) -> None:
    """The names of lines at their ends, with the last index.

    `place`: where the names begin (a year), how wide they are (mm) and how large (points).
    """
    left, wide, size = place
    placed = design.spread([value for value, *_ in labels], LABEL_DISTANCE * scale.points)
    bold: Any = {"weight": "semibold", "size": size, "va": "center", "clip_on": False}
    for (value, name, color), y in zip(labels, placed, strict=True):
        axes.text(left, y, name, color=color, **bold)
        x = left + (wide + NUMBER) * scale.years
        axes.text(x, y, dutch.number(value), color=color, ha="right", **bold)


def _measure(axes: Any, gap: Gap, step: float, years: list[int]) -> None:
    """A line from the city to the wijk at a measurement, with the gap as a number.

    `step`: a mm on the axis of years. The number stands left of it, but where the axis or the names
    begin. Marks of areas lie over the line.
    """
    side = 1 if gap.year in (years[0], years[-1]) else -1
    top = gap.value - gap.points
    line: Any = {"color": gap.color, "lw": 2.2, "clip_on": False, "zorder": 2.8}
    axes.plot([gap.year] * 2, [gap.value, top], gid=f"afstand-{gap.year}", **line)
    for y in (gap.value, top):
        axes.plot([gap.year - step, gap.year + step], [y, y], **line)
    words = (dutch.signed(gap.points), gap.area if gap.area == TOGETHER else "afstand")
    look: Any = {"color": gap.color, "ha": "left" if side > 0 else "right", "clip_on": False}
    look |= {"textcoords": "offset points", "zorder": 5, "annotation_clip": False}
    at = (gap.year + side * 1.8 * step, (gap.value + top) / 2)
    for said, size, va, up in zip(
        words, (LOUD, design.HEAD), ("baseline", "top"), (1, -1), strict=True
    ):
        axes.annotate(said, at, (0, up), size=size, va=va, weight="bold", **look)


def _explain(figure: Figure, margin: dict[str, float], city: str) -> None:
    """Below all in one line what the band around the city is, and what counts as a change."""
    height = figure.get_size_inches()[1] / design.MM
    level, change = (dutch.number(margin[name]) for name in ("level", "change"))
    words = f"minder dan {level} punten van {city}: niet aantoonbaar; "
    words += f"een verandering telt vanaf {change} punten"
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height), gid="sleutel")
    sheet.set_axis_off()
    sheet.add_patch(Rectangle((0, 0.5), BOX, 3, **BAND_LOOK))
    small: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    sheet.text(BOX + 1.8, 2.0, words, **small)


def _list_gaps(
    axes: Any,
    courses: list[tuple[str, pd.DataFrame, str]],
    city: str,
    measured: set[int],
    place: tuple[float, float],
) -> None:
    """Below the years the gap of each area at every measurement; bold where a line measures it.

    `place`: where the names of the rows begin (a year), and how high the axes are (mm).
    """
    left, high = place
    at: Any = {"transform": axes.get_xaxis_transform(), "va": "center", "clip_on": False}
    y = -9.6 / high
    small: Any = {"size": design.SMALL, "color": design.GREY, **at}
    axes.text(axes.get_xlim()[0], y, YEARS, **small)
    axes.text(left, y, f"afstand tot {city}", **small)
    for name, own, color in courses:
        y -= ROW / high
        look: Any = {"size": _size(courses), "color": color, **at}
        drawn = measured if own is courses[-1][1] else set()
        words = _row_name(name)
        axes.text(left, y, words, weight="semibold", **look)
        for year, gap in zip(own["year"], own["gap"], strict=True):
            weight = "semibold" if year in drawn else "normal"
            axes.text(year, y, dutch.signed(gap), ha="center", weight=weight, **look)


def _row_name(name: str) -> str:
    """Who a row of gaps is of; of all together it says how they were weighed."""
    return f"{name}, naar inwoners" if name == TOGETHER else name


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the gaps at the last measurement; text with every value."""
    rows = _rows(tables, context)
    years = sorted(int(year) for year in rows["year"].unique())
    last = rows[rows["year"] == years[-1]].set_index("area")
    gaps, distances, lines = [], [], []
    for area, own, _ in _courses(tables, context):
        pairs = zip(own["year"], own["gap"], strict=True)
        distances.append(over_years(f"afstand {area}", "punten", pairs, dutch.signed))
        if area == TOGETHER:
            continue
        gaps.append((area, float(last["gap"].get(area, float("nan")))))
        pairs = zip(own["year"], own["value"], strict=True)
        lines.append(over_years(area, "index", pairs, dutch.number))
    city = rows.drop_duplicates("year").sort_values("year")
    pairs = zip(city["year"], city["city"], strict=True)
    lines.append(over_years(context["city"], "index", pairs, dutch.number))
    margin = float(context["noise"]["level"])
    alt = (
        f"Lijngrafiek van de Sociale Index, {years[0]} tot {years[-1]}. "
        f"{'; '.join(map(_listed, lines))}. "
        f"Wat minder dan {dutch.number(margin)} punten scheelt, is niet aantoonbaar."
    )
    title = f"In {years[-1]} ligt {gaps_beside(gaps, context['city'], margin)}"
    return Facts(title, alt, (*lines, *distances), tuple(dict.fromkeys(rows["source"])))


def _listed(line: Series) -> str:
    values = ", ".join(f"{point.year} {point.text}" for point in line.points)
    return f"{line.label}: {values}"
