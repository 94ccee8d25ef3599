"""The Sociale Index of the areas and the city over the measurements, with the gap between them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import TOGETHER, main_index, whole_index
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "index_course", "events"]
ORIGIN = Origin.INDICATORS

WIDTH, BAND = 163.0, 86.0  # mm: the figure, and the height of the axes
LEFT, BOTTOM = 8.0, 8.0
ASIDE = 1.6  # mm between the marks of two areas at one measurement
BESIDE = 3.4  # mm from a measurement to the line that measures a gap, clear of its marks
LABEL_DISTANCE = 5.2  # mm between two names at the end of lines
NAMES = 9.0  # mm from the last measurement to the names: past the gap that is measured there
NUMBER, GAP = 12.0, 16.0  # mm a column of numbers beside the names: the index, and its gap
EXPLAINED = 42.0  # mm that the words on the margin take below the names


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
    """What the chart is about: the gap at the first and last measurement of the course.

    Of the areas together where the table has them; of one area its own. None otherwise: the gap of
    each stands beside its name.
    """
    areas = context["wijk"]["areas"]
    of, color = (TOGETHER, design.WHOLE) if len(areas) > 1 else (areas[0], design.AREAS[0])
    course = tables["index_course"]
    source = main_index(tables["index_gaps"], context["sources"])
    rows = whole_index(course[(course["source"] == source) & (course["area"] == of)])
    return [
        Gap(of, int(row[when]), float(row[f"value_{when}"]), float(row[f"gap_{when}"]), color)
        for row in rows.to_dict("records")
        for when in ("base", "last")
        if not pd.isna(row[when])
    ]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Lines of the areas and of the city, and the gap measured out at both ends; 163 mm wide.

    Right of the lines stand the names, with the last index and its gap; the margin is drawn at the
    last measurement and explained once.
    """
    rows = _rows(tables, context)
    areas = context["wijk"]["areas"]
    city = rows.drop_duplicates("year").sort_values("year")
    years = [int(year) for year in city["year"]]
    labels = _ends(rows, areas, context["city"])
    names = max(design.text_width(words, design.TEXT) for _, words, _, _ in labels)
    beside = max(names + NUMBER + (GAP if len(areas) > 1 else 0.0), EXPLAINED)
    wide = WIDTH - LEFT - NAMES - beside
    ends = (years[0] - 0.3, years[-1] + 0.1)
    found = crises.crises(tables["events"], ends, wide)
    height = BOTTOM + BAND + max(crises.room(found), LABEL_DISTANCE)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((LEFT / WIDTH, BOTTOM / height, wide / WIDTH, BAND / height))
    margin = float(context["noise"]["level"])
    low = min(rows["value"].min() - margin, city["city"].min())
    high = max(rows["value"].max(), city["city"].max())
    axes.set_ylim(low - 1, high + 1)
    axes.set_xlim(*ends)
    crises.draw_crises(axes, found, BAND)
    step = (ends[1] - ends[0]) / wide  # years a mm
    for index, area in enumerate(areas):
        own = rows[rows["area"] == area].dropna(subset=["value"])
        # Areas stand a little beside each other, each with its margin through its own mark.
        _line(axes, own, index, (index - (len(areas) - 1) / 2) * ASIDE * step, margin)
    axes.plot(years, city["city"], color=design.INK, lw=2.2, zorder=3, gid="lijn-stad")
    for gap in _gaps(tables, context):
        _measure(axes, gap, step, years)
    lowest = _name_lines(axes, labels, (years[-1] + NAMES * step, names, step))
    _explain(axes, margin, (years[-1] + NAMES * step, lowest))
    design.year_axis(axes, years)
    _levels(axes)
    return figure


def _line(axes: Any, own: pd.DataFrame, index: int, aside: float, margin: float) -> None:
    """The line of an area with its marks, `aside` years from the measurements.

    What counts as no difference stands at the last one only: it is as large at each.
    """
    color = design.AREAS[index % len(design.AREAS)]
    at = own["year"] + aside
    axes.plot(at, own["value"], color=color, zorder=4, gid=f"lijn-{index}")
    marker = design.AREA_MARKER[index % len(design.AREA_MARKER)]
    # Beside the last measurement a mark stands over the edge of the axes.
    axes.plot(at, own["value"], marker, color=color, ms=5, zorder=5, clip_on=False)
    for year, value in list(zip(at, own["value"], strict=True))[-1:]:
        ends = [value - margin, value + margin]
        axes.plot([year] * 2, ends, color=color, lw=1.6, alpha=0.75, zorder=2.5, clip_on=False)


def _levels(axes: Any) -> None:
    """Pale lines with their numbers at every ten: among them 100 and the classes of OBI."""
    axes.set_yticks(design.ticks_within(axes.get_ylim(), MultipleLocator(10)))
    axes.yaxis.set_major_formatter(lambda value, _: dutch.number(value))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _ends(
    rows: pd.DataFrame, areas: list[str], city: str
) -> list[tuple[float, str, str, float | None]]:
    """Value, name, colour and gap for the end of each line: the city first, then the areas."""
    last = rows.sort_values("year").iloc[-1]
    ends: list[tuple[float, str, str, float | None]] = [
        (float(last["city"]), city, design.INK, None)
    ]
    for index, area in enumerate(areas):
        own = rows[rows["area"] == area].dropna(subset=["value"])
        if len(own):
            color = design.AREAS[index % len(design.AREAS)]
            ends.append((float(own["value"].iloc[-1]), area, color, float(own["gap"].iloc[-1])))
    return ends


def _name_lines(
    axes: Any,
    labels: list[tuple[float, str, str, float | None]],
    place: tuple[float, float, float],
) -> float:
    """The names of lines at their ends with the index, and of several areas the gap, in columns.

    `place`: where the names begin (a year), how wide they are (mm), and the years a mm. Gives where
    the lowest of them stands.
    """
    left, wide, step = place
    span = axes.get_ylim()[1] - axes.get_ylim()[0]
    placed = design.spread([value for value, *_ in labels], LABEL_DISTANCE * span / BAND)
    # The gap of a single area is measured out beside its name.
    columns = {"index": left + (wide + NUMBER) * step}
    if len(labels) > 2:
        columns["afstand"] = left + (wide + NUMBER + GAP) * step
    bold: Any = {"weight": "semibold", "size": design.TEXT, "va": "center", "clip_on": False}
    for (value, name, color, gap), y in zip(labels, placed, strict=True):
        axes.text(left, y, name, color=color, **bold)
        axes.text(columns["index"], y, dutch.number(value), color=color, ha="right", **bold)
        if gap is not None and "afstand" in columns:
            axes.text(columns["afstand"], y, dutch.signed(gap), color=color, ha="right", **bold)
    top = max(placed) + 1.2 * LABEL_DISTANCE * span / BAND
    for words, x in columns.items():
        axes.text(
            x, top, words, size=design.SMALL, color=design.GREY, ha="right", va="center",
            clip_on=False,
        )  # fmt: skip
    return min(placed)


def _measure(axes: Any, gap: Gap, step: float, years: list[int]) -> None:
    """A line from the city to the wijk beside a measurement, with the gap as a number.

    `step`: a mm on the axis of years. To the left of it, but where the axis or the names begin.
    """
    side = 1 if gap.year in (years[0], years[-1]) else -1
    x = gap.year + side * BESIDE * step
    top = gap.value - gap.points
    line: Any = {"color": gap.color, "lw": 1.4, "clip_on": False, "zorder": 4.5}
    axes.plot([x, x], [gap.value, top], gid=f"afstand-{gap.year}", **line)
    for y in (gap.value, top):
        axes.plot([x - step, x + step], [y, y], **line)
    together = gap.area == TOGETHER
    words = [dutch.signed(gap.points), gap.area if together else "afstand"]
    axes.text(
        x + side * 1.3 * step, (gap.value + top) / 2,
        "\n".join(words), color=gap.color, size=design.HEAD,
        weight="bold", ha="left" if side > 0 else "right", va="center", linespacing=1.0,
        clip_on=False, zorder=5,
    )  # fmt: skip


def _explain(axes: Any, margin: float, place: tuple[float, float]) -> None:
    """Below the names what the whiskers are; `place`: where the names begin, and the lowest."""
    span = axes.get_ylim()[1] - axes.get_ylim()[0]
    axes.text(
        place[0], place[1] - 1.1 * LABEL_DISTANCE * span / BAND,
        f"streep: {dutch.number(margin)} punten naar boven\nen naar beneden; wat minder\n"
        "scheelt, heet geen verschil",
        size=design.SMALL, color=design.GREY, va="top", linespacing=1.25, clip_on=False,
    )  # fmt: skip


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the gaps at the last measurement; text with every value."""
    rows = _rows(tables, context)
    years = sorted(int(year) for year in rows["year"].unique())
    last = rows[rows["year"] == years[-1]].set_index("area")
    gaps, distances, lines = [], [], []
    for area in context["wijk"]["areas"]:
        gap = float(last["gap"].get(area, float("nan")))
        gaps.append(_beside(area, gap, context))
        distances.append(over_years(f"afstand {area}", "punten", [(years[-1], gap)], dutch.number))
        own = rows[rows["area"] == area]
        pairs = zip(own["year"], own["value"], strict=True)
        lines.append(over_years(area, "index", pairs, dutch.number))
    city = rows.drop_duplicates("year").sort_values("year")
    pairs = zip(city["year"], city["city"], strict=True)
    lines.append(over_years(context["city"], "index", pairs, dutch.number))
    margin = dutch.number(context["noise"]["level"])
    alt = (
        f"Lijngrafiek van de Sociale Index, {years[0]} tot {years[-1]}. "
        f"{'; '.join(map(_listed, lines))}. "
        f"De streep is {margin} punten naar boven en naar beneden; daarbinnen heet niets een "
        "verschil."
    )
    whole = [(gap.year, gap.points) for gap in _gaps(tables, context) if gap.area == TOGETHER]
    if whole:
        words = f"afstand {TOGETHER}"
        distances.append(over_years(words, "punten", whole, dutch.signed))
    series = (*lines, *distances)
    title = f"In {years[-1]} ligt {dutch.listing(gaps)}"
    return Facts(title, alt, series, tuple(dict.fromkeys(rows["source"])))


def _beside(area: str, gap: float, context: dict[str, Any]) -> str:
    """How far an area is from the city; what the noise can hide says so."""
    if dutch.number(gap) == "0":
        return f"{area} even hoog als {context['city']}"
    small = " (binnen de marge)" if abs(gap) < float(context["noise"]["level"]) else ""
    side = "onder" if gap < 0 else "boven"
    return f"{area} {dutch.number(abs(gap))} punten {side} {context['city']}{small}"


def _listed(line: Series) -> str:
    values = ", ".join(f"{point.year} {point.text}" for point in line.points)
    return f"{line.label}: {values}"
