"""The gap of every theme of the Wijkprofiel to the city, first and last measurement."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import theme_source
from veerkracht.city.labels import one_question, plain_theme
from veerkracht.city.margins import is_barely
from veerkracht.city.scoring import theme_margins
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "contributions"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 13.0, 8.0
LINE, BETWEEN = 4.0, 2.0  # mm: a line of an area, and what a theme has beside its lines
AIRY = 8.0  # mm a theme, where there is but one area
MOST = 120.0  # mm that all themes take together: of many areas the lines lie closer
TICK = 9.0  # mm between the ticks of the axis
FIRST, LAST = 1.3, 5.4  # mm: half the stroke of the first measurement; points: the mark of the last
ARROW = 4.2  # mm: from so far apart there is room for an arrow between the two
# The margin of the last gap, behind its mark.
MARGIN: Any = {
    "color": design.LINE,
    "alpha": 0.3,
    "lw": 5.0,
    "solid_capstyle": "butt",
    "zorder": 1.5,
}
OPEN = "open: binnen de marge"
BARELY = "op de grens"  # a gap that is past its margin, though drawn it seems to end at the city
WORDS = 0.14  # of the axis: what those words take


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The themes (two-letter codes) of the areas, with the plain name of each theme."""
    gaps = tables["index_gaps"]
    rows = gaps[
        (gaps["source"] == theme_source(gaps, context["sources"]))
        & gaps["indicator"].str.fullmatch("[A-Z][a-z]")
        & gaps["area"].isin(context["wijk"]["areas"])
    ].dropna(subset=["gap"])
    if rows.empty:
        raise NoDataError
    known = theme_margins(tables["contributions"], float(context["noise"]["level"]))
    margins = [known[pair] for pair in zip(rows["area"], rows["indicator"], strict=True)]
    rows = rows.assign(name=rows["label"].map(plain_theme), margin=margins)
    return rows.sort_values(["name", "area", "year"])


def _themes(rows: pd.DataFrame) -> dict[str, str]:
    """Code -> name of each theme; furthest behind the city at the last measurement first."""
    names = dict(zip(rows["indicator"], rows["name"], strict=True))
    last = rows[rows["year"] == rows["year"].max()].groupby("indicator")["gap"].mean()
    order = sorted(names, key=lambda code: (last.get(code, 0.0), names[code]))
    return {str(code): str(names[code]) for code in order}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line an area in the row of every theme: from a stroke at the first measurement to a mark.

    The mark, of the last one, lies on the bar of its margin; it is open, and its points are not
    bold, where that reaches the city.
    """
    rows = _rows(tables, context)
    themes, areas = _themes(rows), context["wijk"]["areas"]
    room = min(BETWEEN + LINE * len(areas) if len(areas) > 1 else AIRY, MOST / len(themes))
    line = (room - BETWEEN) / len(areas)
    height = TOP + BOTTOM + len(themes) * room
    figure = design.new_figure(WIDTH, height)
    width, years = WIDTH - LEFT - RIGHT, [int(rows["year"].min()), int(rows["year"].max())]
    # The y of the axes is in mm from the top.
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, width / WIDTH, (height - TOP - BOTTOM) / height),
        xlim=_limits(rows),
        ylim=(len(themes) * room, 0),
        gid="thema's",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.axvline(0, color=design.INK, lw=1.0, zorder=1)
    axes.text(0, -1.4, context["city"], size=design.TEXT, ha="center", va="bottom")
    _ticks(axes, width)
    _number(axes, -2.6, str(years[-1]), width, design.GREY)
    for place, code in enumerate(themes):
        if place:
            across = [-LEFT / width, 1 + RIGHT / width]
            axes.plot(
                across, [place * room] * 2, color=design.PALE, lw=0.6, clip_on=False,
                transform=axes.get_yaxis_transform(), zorder=0,
            )  # fmt: skip
        for index, area in enumerate(areas):
            here = rows[(rows["area"] == area) & (rows["indicator"] == code)].set_index("year")
            y = place * room + BETWEEN / 2 + line * (index + 0.5)
            _gap(axes, here, (y, width), years, index)
    _names(axes, themes, (width, room), one_question(tables["index_gaps"]))
    _key(axes, areas, years, _before(years, context))
    return figure


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    """The ends of the axis: every dot, the last ones in their margins with words, and the city."""
    last = rows[rows["year"] == rows["year"].max()]
    low = min(-10.0, float(rows["gap"].min()), float((last["gap"] - last["margin"]).min()))
    high = max(10.0, float(rows["gap"].max()), float((last["gap"] + last["margin"]).max()))
    # Where a gap is hardly past its margin, that is said past the margin.
    words = WORDS * (high - low)
    for gap, margin in zip(last["gap"], last["margin"], strict=True):
        if is_barely(gap, margin):
            low = min(low, gap - margin - words) if gap < 0 else low
            high = max(high, gap + margin + words) if gap > 0 else high
    return low, high


def _before(years: list[int], context: dict[str, Any]) -> str:
    """Words for measurements that say nothing on the programme, since it had not begun."""
    programme = context["wijk"]["programme"]
    return "voor het programma" if programme and years[-1] < programme["start"] else ""


def _ticks(axes: Any, width: float) -> None:
    """Ticks in points as close as there is room for their numbers, up to both ends, with a grid."""
    low, high = axes.get_xlim()
    step = next(s for s in (5, 10, 20, 25, 50, 100, 1000) if s * width / (high - low) >= TICK)
    ticks = range(math.floor(low / step) * step, math.ceil(high / step) * step + 1, step)
    axes.set_xlim(ticks[0], ticks[-1])
    axes.set_xticks(ticks, ["0" if tick == 0 else dutch.signed(tick) for tick in ticks])
    for tick in ticks:
        if tick:
            axes.axvline(tick, color=design.PALE, lw=0.6, zorder=0)


def _gap(
    axes: Any, here: pd.DataFrame, at: tuple[float, float], years: list[int], index: int
) -> None:
    """The line of an area in a theme; `at`: its y, and how wide the axes are (mm)."""
    (y, width), color = at, design.AREAS[index % len(design.AREAS)]
    marker = design.AREA_MARKER[index % len(design.AREA_MARKER)]
    first, last = (here["gap"].get(year) for year in years)
    if first is not None:
        axes.plot([first] * 2, [y - FIRST, y + FIRST], color=color, lw=1.5, zorder=3)
    if last is None:
        return
    margin = float(here["margin"].iloc[-1])
    axes.plot([last - margin, last + margin], [y, y], gid="marge", **MARGIN)
    if first is not None:
        axes.plot([first, last], [y, y], color=color, lw=1.1, zorder=2)
        low, high = axes.get_xlim()
        if abs(first - last) * width / (high - low) > ARROW:
            way = "<" if last < first else ">"
            axes.plot([(first + last) / 2], [y], way, ms=3.4, color=color, mew=0, zorder=2.5)
    sure = abs(last) > margin
    face = color if sure else design.WHITE
    axes.plot([last], [y], marker, ms=LAST, mfc=face, mec=color, mew=1.1, zorder=4)
    if is_barely(last, margin):
        # Past what is drawn, away from the city.
        side = -1 if last < 0 else 1
        far = max(abs(last) + margin, side * (last if first is None else first)) * side
        aside: Any = {"ha": "right" if side < 0 else "left", "va": "center_baseline"}
        axes.annotate(
            BARELY, (far, y), (3 * side, 0), textcoords="offset points",
            size=design.SMALL, color=design.GREY, **aside,
        )  # fmt: skip
    _number(axes, y, dutch.signed(last), width, color, sure=sure)


def _number(
    axes: Any, y: float, words: str, width: float, color: str, *, sure: bool = False
) -> None:
    """The last gap in a column right of the axes of so many mm, or above it its year."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center", "ha": "right"}
    size = design.SMALL if color == design.GREY else design.TEXT
    weight = "semibold" if sure else "normal"
    axes.text(1 + RIGHT / width, y, words, color=color, size=size, weight=weight, **look)


def _names(axes: Any, themes: dict[str, str], mm: tuple[float, float], single: set[str]) -> None:
    """The names of the themes, left of the chart; what is a single question says so.

    `mm`: how wide the axes are, and how high a row is.
    """
    width, room = mm
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center"}
    for place, (code, name) in enumerate(themes.items()):
        y, up = (place + 0.5) * room, 1.7 if code in single else 0.0
        axes.text(-LEFT / width, y - up, name, size=design.TEXT, **look)
        if up:
            small: Any = {"size": design.SMALL, "color": design.GREY}
            axes.text(-LEFT / width, y + up, design.ONE_QUESTION, **small, **look)


def _key(axes: Any, areas: list[str], years: list[int], when: str) -> None:
    """Above all the mark of each area, and what a stroke, a bar and an open mark are.

    `when` the measurements were, of the programme.
    """
    first, last = years
    sheet = axes.figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), gid="sleutel")
    height = axes.figure.get_size_inches()[1] / design.MM
    sheet.set_ylim(height, 0)
    sheet.set_axis_off()
    x, y = 0.0, 2.2

    def told(words: str, wide: float, color: str = design.INK) -> None:
        nonlocal x
        weight = "normal" if color == design.INK else "semibold"
        look: Any = {"size": design.TEXT, "weight": weight, "color": color}
        sheet.text(x + wide, y, words, va="center_baseline", **look)
        x += wide + design.text_width(words, design.TEXT, weight) + 5.0

    for index, area in enumerate(areas):
        color, marker = design.AREAS[index % 4], design.AREA_MARKER[index % 4]
        sheet.plot([x + 1.2], [y], marker, ms=LAST, color=color)
        told(area, 3.6, color)
    sheet.plot([x + 0.6] * 2, [y - FIRST, y + FIRST], color=design.INK, lw=1.5)
    told(f"{first}{f', {when}' if when else ''}", 2.4)
    sheet.plot([x, x + 5], [y, y], **MARGIN)
    told(f"marge van {last}; {OPEN}", 6.8)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the number of themes behind the city; text with both gaps of every theme.

    Only a gap beyond its margin counts, as in the text beside the chart.
    """
    rows = _rows(tables, context)
    years = [int(rows["year"].min()), int(rows["year"].max())]
    behind, parts, counts = [], [], []
    series: list[Series] = []
    themes = _themes(rows)
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        last = own[own["year"] == years[1]]
        if last.empty:
            continue
        count = int((last["gap"] < -last["margin"]).sum())
        counts.append(count if len(last) > 1 else 1)
        behind.append((area, dutch.of_all(count, len(last), "thema", "thema's")))
        order = last.sort_values("gap", kind="stable")["indicator"].tolist()
        told = dict.fromkeys([*order[:2], *order[-1:]], "")
        for code, name in themes.items():
            values = own[own["indicator"] == code].set_index("year")["gap"]
            if code in told:
                ends = [dutch.signed(values.get(year), 1) for year in years]
                told[code] = f"{name} van {ends[0]} naar {ends[1]}"
            label = f"afstand van {area} tot {context['city']}: {name}"
            pairs = [(year, values.get(year)) for year in dict.fromkeys(years)]
            series.append(over_years(label, "punten", pairs, lambda gap: dutch.signed(gap, 1)))
            margin = last.loc[last["indicator"] == code, "margin"]
            pairs = [(years[1], each) for each in margin]
            series.append(over_years(f"{label}, marge", "punten", pairs, _tenths))
        parts.append(f"{area}: {'; '.join(told.values())}")
    verb = "lag" if counts[0] == 1 else "lagen"
    when = f"In {years[1]}" + (f", {before}," if (before := _before(years, context)) else "")
    title = f"{when} {verb} {_together(behind)} aantoonbaar onder {context['city']}"
    alt = (
        f"Afstand tot {context['city']} per thema in {years[0]} en {years[1]}, in punten. "
        f"De twee die het verst achterliggen, en het thema bovenaan. "
        f"{'. '.join(parts)}."
    )
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _tenths(points: float) -> str:
    return dutch.number(points, 1)


def _together(behind: list[tuple[str, str]]) -> str:
    """Of each area how many themes; of how many is said once where it is the same of all."""
    counts = dutch.of_all_once([words for _, words in behind], -1)
    return dutch.listing([f"in {area} {n}" for (area, _), n in zip(behind, counts, strict=True)])
