"""The ladder of participation: on which rung the decisions of each year stand."""

from __future__ import annotations

import itertools
import textwrap
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.governance.measures import OTHER, RUNGS, WHO_NAME, steady_subjects
from veerkracht.source_lines import Origin

TABLES = ["rights", "governance_course"]
ORIGIN = Origin.OBSERVATION

WIDTH, RUNG = 163.0, 12.5  # mm: the figure, and a rung at least
LINE, LETTERS = 4.2, 15  # mm a line of a name, and how many letters it has
# In mm: left of the first year, and above the rungs the key and the years.
LEFT, TOP = 28.0, 14.0
# In mm within the column of a year: its marks, all in one line, and the names beside them.
MARK, NAME = 4.0, 7.2
SIZE = 8.5  # in points: of a mark
COURSE = "verloop"
LINE_LOOK: dict[str, Any] = {"color": design.GREY, "lw": 0.9, "solid_capstyle": "round"}


def _rows(tables: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The decisions with a rung, and the mean rung a year."""
    rows = tables["rights"]
    rows = rows[rows["rung"].isin(RUNGS)]
    if rows.empty:
        raise NoDataError
    course = tables["governance_course"]
    return rows, course[course["measure"] == "trede"]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A mark a decision on its rung, with its name where that fits.

    The marks of a year stand in one line. Their colour and shape say who decides. What was decided
    on in every year has a line from each decision to the next.
    """
    rows, _ = _rows(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    wide = (WIDTH - LEFT) / len(years)
    names = _names(rows, wide)
    most = names.map(len).groupby([rows["year"], rows["rung"]]).sum().max() if len(names) else 0
    rung = max(RUNG, LINE * most + 2)
    high = rung * len(RUNGS)
    figure = design.new_figure(WIDTH, TOP + high)
    # In mm from the lower left corner of the rungs.
    axes = figure.add_axes(
        (0, 0, 1, 1), xlim=(-LEFT, WIDTH - LEFT), ylim=(0, high + TOP), gid="ladder"
    )
    axes.set_axis_off()
    for place, name in enumerate(RUNGS):
        # A rung is a bar as high as what stands on it, so that each mark lies on one rung alone.
        low, size = place * rung + 0.4, (WIDTH - LEFT, rung - 0.8)
        axes.add_patch(Rectangle((0, low), *size, fc=design.PAPER, lw=0, zorder=0))
        look: dict[str, Any] = {"size": design.TEXT, "color": design.GREY, "ha": "right"}
        axes.text(-2.5, (place + 0.5) * rung, name, va="center_baseline", **look)
    for column, year in enumerate(years):
        look = {"size": design.HEAD, "weight": "semibold", "va": "center_baseline"}
        axes.text(column * wide + MARK - 1.4, high + 3.2, str(year), **look)
    order = {who: place for place, who in enumerate(design.WHO)}
    rows = rows.assign(order=rows["who"].map(order).fillna(-1)).sort_values("order", kind="stable")
    places: dict[Any, tuple[float, float, float]] = {}
    for (when, step), part in rows.groupby(["year", "rung"]):
        left = years.index(int(str(when))) * wide
        middle = (RUNGS.index(str(step)) + 0.5) * rung
        if len(names):
            places |= _named(axes, (left, middle), part["who"], names)
        else:
            _dots(axes, (left, middle), wide, list(part["who"]))
    for subject, *_ in steady_subjects(tables["rights"]):
        own = rows[rows["subject"] == subject].sort_values("year", kind="stable")
        _course(axes, [places[row] for row in own.index if row in places])
    words = f"elk teken: een van de {dutch.number(len(rows))} besluiten; wie besloot:"
    y, deciders = high + TOP - 2.0, [who for who in design.WHO if who in set(rows["who"])]
    x = _key(axes, y, words, deciders)
    if any(line.get_gid() == COURSE for line in axes.lines):
        axes.plot([x, x + 5], [y, y], **LINE_LOOK)
        look = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
        axes.text(x + 6.5, y, "elk jaar besloten", **look)
    return figure


def _names(rows: pd.DataFrame, column: float) -> pd.Series:
    """Row -> the short name of its decision in lines; none where one is wider than `column` mm."""
    names = rows["subject"].where(rows["subject"] != OTHER, rows["decision"]).astype(str)
    lines = names.str.removeprefix("keuze van ").map(lambda name: textwrap.wrap(name, LETTERS))
    widest = max(design.text_width(word, design.TEXT, "normal") for name in lines for word in name)
    fits = NAME + widest <= column and lines.map(len).max() <= 2
    return lines if fits else lines.iloc[:0]


def _course(axes: Any, places: list[tuple[float, float, float]]) -> None:
    """A line from the end of the name of each decision on a subject to the mark of the next."""
    for (_, before, end), (x, y, _) in itertools.pairwise(places):
        axes.plot([end + 1.2, x - 2.4], [before, y], gid=COURSE, zorder=1, **LINE_LOOK)


def _named(
    axes: Any, at: tuple[float, float], deciders: pd.Series, names: Any
) -> dict[Any, tuple[float, float, float]]:
    """The decisions of a year on a rung below each other, each with its name.

    `at`: the left of the year and the middle of the rung, in mm. Gives of each row where its mark
    is (x, y) and where its name ends.
    """
    left, y = at
    found = {}
    y += sum(len(names[row]) for row in deciders.index) * LINE / 2
    for row, who in deciders.items():
        tall = len(names[row]) * LINE
        _dot(axes, left + MARK, y - tall / 2, who)
        for line, word in enumerate(names[row]):
            place = (left + NAME, y - (line + 0.5) * LINE)
            axes.text(*place, word, size=design.TEXT, va="center_baseline", zorder=3)
        wide = max(design.text_width(word, design.TEXT, "normal") for word in names[row])
        found[row] = (left + MARK, y - tall / 2, left + NAME + wide)
        y -= tall
    return found


def _dots(axes: Any, at: tuple[float, float], wide: float, deciders: list[Any]) -> None:
    """The decisions of a year on a rung side by side, without names."""
    step = min(3.8, (wide - MARK) / len(deciders))
    for place, who in enumerate(deciders):
        _dot(axes, at[0] + MARK + place * step, at[1], who)


def _dot(axes: Any, x: float, y: float, who: Any) -> None:
    marker = design.WHO_MARKER.get(who, "o")
    edge = {"mec": design.WHITE, "mew": 0.8, "zorder": 3}
    axes.plot([x], [y], marker, ms=SIZE, color=_colour(who), gid="besluit", **edge)


def _colour(who: Any) -> str:
    return design.WHO[who][0] if who in design.WHO else design.GREY


def _key(axes: Any, y: float, words: str, deciders: list[str]) -> float:
    """Above the years: what a mark is, and who decides; gives where it ends, in mm."""
    look: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    axes.text(-LEFT, y, words, **look)
    x = design.text_width(words, design.SMALL, "normal") - LEFT + 4.5
    for who in deciders:
        axes.plot([x], [y], design.WHO_MARKER[who], ms=7, color=_colour(who))
        axes.text(x + 2.6, y, WHO_NAME[who], **look)
        x += 2.6 + design.text_width(WHO_NAME[who], design.SMALL, "normal") + 4.5
    return x


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the first and last rung of what was decided on in every year, else the mean.

    Text with the rungs of each year.
    """
    rows, mean = _rows(tables)
    first, last = mean.iloc[0], mean.iloc[-1]
    ends = [
        f"{dutch.number(float(row['value']), 1)} in {row['year']} "
        f"({dutch.counted(int(row['n']), 'besluit', 'besluiten')})"
        for row in (first, last)
    ]
    title = f"De gemiddelde trede van participatie ging van {ends[0]} naar {ends[1]}"
    if first["year"] == last["year"]:
        title = f"De gemiddelde trede van participatie was {ends[1]}"
    if steady := steady_subjects(tables["rights"]):
        title = dutch.sentence(_steady(steady))
    counts = {int(str(y)): part["rung"].value_counts() for y, part in rows.groupby("year")}
    per_year = []
    for year, count in counts.items():
        listed = ", ".join(f"{count[rung]} {rung}" for rung in RUNGS if rung in count)
        per_year.append(f"{year}: {listed}")
    pairs = zip(mean["year"], mean["value"], strict=True)
    series = [
        over_years(
            "gemiddelde trede van participatie", "trede", pairs, lambda x: dutch.number(x, 1)
        )
    ]
    series += [
        over_years(
            f"besluiten op de trede {rung}",
            "aantal",
            [(year, count.get(rung, 0)) for year, count in counts.items()],
            dutch.number,
        )
        for rung in RUNGS
    ]
    alt = f"Vastgelegde besluiten per trede van participatie en jaar. {'. '.join(per_year)}."
    return Facts(title, alt, tuple(series))


def _steady(subjects: list[tuple[str, str, str]]) -> str:
    """From which rung to which each went; together where they went the same way."""
    ways: dict[tuple[str, str], list[str]] = {}
    for subject, first, last in subjects:
        ways.setdefault((first, last), []).append(subject)
    parts = [
        f"bij {dutch.listing(names)} bleef het {first}"
        if first == last
        else f"bij {dutch.listing(names)} van {first} naar {last}"
        for (first, last), names in ways.items()
    ]
    return "de invloed van bewoners: " + "; ".join(parts)
