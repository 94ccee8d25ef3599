"""What a score on the Sociale Index means: the classes of the Wijkprofiel as a ruler."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.city.course import BANDS, band, main_index, whole_index
from veerkracht.source_lines import Origin

TABLES = ["index_gaps"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
# mm: above the rows the city, a row, and below them the classes and their bounds.
TOP, ROW, CLASSES, BOUNDS = 6.5, 19.5, 7.0, 5.0
# Points of the index: as wide is an outer class at least, and past the outer score for its words.
OUTER, WORDS = 20, 26
SCORE = 20.0  # points: the last score
BESIDE = 2.0  # mm between a mark or a margin and its words
DOWN = 3.6  # mm from the middle of a row to its line: the score stands above that


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The index of the areas and of the city at the measurements that have both."""
    gaps = tables["index_gaps"]
    rows = whole_index(gaps[gaps["source"] == main_index(gaps, context["sources"])])
    rows = rows[rows["area"].isin(context["wijk"]["areas"]) & rows["gap"].notna()]
    if rows.empty:
        raise NoDataError
    return rows.sort_values(["area", "year"])


def _bounds(values: list[float]) -> list[float]:
    """Where the classes begin and end: the outer ones with room for words beyond a score."""
    inner = [float(bound) for bound, _, _ in BANDS[:-1]]
    low = min(inner[0] - OUTER, min(values) - WORDS)
    high = max(inner[-1] + OUTER, max(values) + WORDS)
    return [math.floor(low), *inner, math.ceil(high)]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A row an area on the ruler of the classes, from its first score to its last; 163 mm wide.

    The last score stands in its margin; a stroke through all rows is the city.
    """
    rows = _rows(tables, context)
    areas = [area for area in context["wijk"]["areas"] if area in set(rows["area"])]
    tall = ROW * len(areas) + CLASSES
    height = TOP + tall + BOUNDS
    figure = design.new_figure(WIDTH, height)
    bounds = _bounds([*rows["value"], *rows["city"]])
    axes = figure.add_axes(
        (0, BOUNDS / height, 1, tall / height),
        xlim=(bounds[0], bounds[-1]),
        ylim=(tall, 0),
        gid="schaal",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, pad=2)
    axes.set_yticks([])
    axes.set_xticks(bounds[1:-1], [dutch.number(bound) for bound in bounds[1:-1]])
    mm = (bounds[-1] - bounds[0]) / WIDTH
    last = rows.groupby("area")["value"].last().tolist()
    _classes(axes, bounds, (tall, mm), {band(score) for score in last})
    _city(axes, rows, tall, context["city"])
    margin = float(context["noise"]["level"])
    for place, area in enumerate(areas):
        own = rows[rows["area"] == area]
        y = ROW * (place + 0.5) + DOWN
        _row(axes, own, (context["wijk"]["areas"].index(area), y), (margin, mm))
    return figure


def _classes(axes: Any, bounds: list[float], scale: tuple[float, float], here: set[str]) -> None:
    """The classes as a ruler below the rows, each with its words, and where one ends a line.

    `scale`: how tall the axes are (mm), and the points a mm; `here`: those of the areas stand out.
    """
    tall, mm = scale
    for place, ((low, high), (_, _, words)) in enumerate(zip(pairwise(bounds), BANDS, strict=True)):
        if place:
            axes.axvline(low, color=design.PALE, lw=0.8, zorder=0)
        foot: Any = {"color": design.PALE, "lw": 0, "zorder": 0.5, "gid": f"klasse-{place}"}
        axes.fill_between([low + mm / 2, high - mm / 2], tall - CLASSES, tall, **foot)
        lines = design.broken(_short(words), (high - low) / mm - 3, design.SMALL, "normal")
        axes.text(
            (low + high) / 2, tall - CLASSES / 2, "\n".join(lines), size=design.SMALL,
            color=design.INK if words in here else design.GREY, ha="center", va="center",
            weight="semibold" if words in here else "normal", linespacing=1.1,
        )  # fmt: skip


def _city(axes: Any, rows: pd.DataFrame, tall: float, name: str) -> None:
    """The stroke of the city at the last measurement, with its name and score above."""
    score = float(rows.sort_values("year")["city"].iloc[-1])
    axes.plot([score] * 2, [0, tall - CLASSES], color=design.INK, lw=2.2, zorder=3, gid="stad")
    axes.text(
        score, -1.5, f"{name} {dutch.number(score)}", size=design.HEAD, weight="semibold",
        ha="center", va="bottom", clip_on=False,
    )  # fmt: skip


def _row(axes: Any, own: pd.DataFrame, at: tuple[int, float], scale: tuple[float, float]) -> None:
    """The last score of an area in its margin, large above its mark, and open the first.

    `at`: which area it is, and where its line is; `scale`: the margin, and the points a mm. The
    name of the area stands beside the score, away from the city.
    """
    (index, y), (margin, mm) = at, scale
    color, marker = design.AREAS[index % 4], design.AREA_MARKER[index % 4]
    before, score = (float(value) for value in own["value"].iloc[[0, -1]])
    first, last = (int(year) for year in own["year"].iloc[[0, -1]])
    ends = (score - margin, score + margin)
    bar: Any = {"solid_capstyle": "butt", **design.RANGE}
    axes.plot(ends, [y, y], zorder=2, gid=f"marge-{index}", **bar)
    said: Any = {"va": "center_baseline", "color": color, "zorder": 5}
    # Away from the city, past all that is drawn, where no other words are.
    side = -1 if float(own["gap"].iloc[-1]) < 0 else 1
    past = max(side * end for end in (*ends, before)) * side + side * BESIDE * mm
    where: Any = {"ha": "right" if side < 0 else "left", "va": "center_baseline", "zorder": 5}
    axes.text(past, y, "marge", size=design.SMALL, color=design.GREY, **where)
    if first != last:
        axes.plot([before, score], [y, y], color=color, lw=1.6, zorder=4, gid=f"van-{index}")
        look: Any = {"mfc": design.WHITE, "mec": color, "mew": 1.4, "ms": 6.5}
        axes.plot([before], [y], marker, zorder=5, **look)
        words = f"{dutch.number(before)} in {first}"
        axes.text(before, y + 4.2, words, size=design.TEXT, ha="center", **said)
    axes.plot([score], [y], marker, color=color, ms=9, zorder=6, gid=f"score-{index}")
    words = dutch.number(score)
    axes.text(score, y - 6.6, words, size=SCORE, weight="bold", ha="center", **said)
    half = (design.text_width(words, SCORE) / 2 + BESIDE) * mm
    name = f"{own['area'].iloc[0]} in {last}"
    where |= {"color": color, "size": design.TEXT, "weight": "semibold"}
    axes.text(score + side * half, y - 6.0, name, **where)


def _short(words: str) -> str:
    """A class on the ruler: the city has its stroke and its name, it need not say of where."""
    return words.partition(" van ")[0].removesuffix(" dan het gemiddelde")


def _called(score: float, margin: float) -> str:
    """The class of a score in words, and which others it may be in its margin, as on the ruler.

    What is a whole margin away is a difference, and no longer in it. Where more is said, the city
    is left to its stroke.
    """
    own = band(score)
    starts = (-math.inf, *(bound for bound, _, _ in BANDS[:-1]))
    others = [
        f"“{_short(words)}”"
        for start, (bound, _, words) in zip(starts, BANDS, strict=True)
        if words != own and start < score + margin and bound > score - margin
    ]
    if not others:
        return own
    also = f"binnen de marge kan ook {dutch.listing(others, 'of')} gelden"
    return f"{own.partition(' van ')[0]}; {also}"


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the class of every last score, and those its margin reaches; text with scores."""
    rows = _rows(tables, context)
    series, told, said = [], [], []
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        if own.empty:
            continue
        pairs = zip(own["year"], own["value"], strict=True)
        line = over_years(area, "index", pairs, dutch.number)
        series.append(line)
        score = float(own["value"].iloc[-1])
        called = _called(score, float(context["noise"]["level"]))
        told.append(f"{area} scoort {line.points[-1].text}: {called}")
        ends = dict.fromkeys((line.points[0], line.points[-1]))
        said.append(f"{area}: {', '.join(f'{point.text} in {point.year}' for point in ends)}")
    year = int(rows["year"].max())
    city = rows.drop_duplicates("year")
    pairs = zip(city["year"], city["city"], strict=True)
    series.append(over_years(context["city"], "index", pairs, dutch.number))
    margin = dutch.number(float(context["noise"]["level"]))
    alt = (
        f"Liniaal van de Sociale Index met de klassen van het Wijkprofiel. {'; '.join(said)}. "
        f"{context['city']} {series[-1].points[-1].text} in {year}. De marge is {margin} punten."
    )
    title = "; ".join(told)
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))
