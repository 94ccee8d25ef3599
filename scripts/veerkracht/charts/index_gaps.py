"""The gap of every theme of the Wijkprofiel to the city, first and last measurement."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, shares
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import theme_source
from veerkracht.city.labels import one_question, plain_theme
from veerkracht.city.scoring import theme_margins
from veerkracht.source_lines import Origin

TABLES = ["index_gaps", "contributions"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
LEFT, RIGHT, TOP, BOTTOM, GAP = 44.0, 0.0, 15.0, 7.0, 7.0
ROW, AIRY = 8.4, 8.7  # mm a theme, or where there is but one area
NUMBER = 9.0  # mm right of a panel: for the last gaps, in a column
TICK = 9.0  # mm between the ticks of the axis


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
    """A dumbbell a theme and area: open dot at the first measurement, full at the last.

    The last one lies on the bar of its margin; its points are bold where that does not reach the
    city.
    """
    rows = _rows(tables, context)
    themes, areas = _themes(rows), context["wijk"]["areas"]
    height = TOP + BOTTOM + len(themes) * (ROW if len(areas) > 1 else AIRY)
    figure = design.new_figure(WIDTH, height)
    width = (WIDTH - LEFT - RIGHT - GAP * (len(areas) - 1)) / len(areas) - NUMBER
    limits = _limits(rows)
    years = [int(rows["year"].min()), int(rows["year"].max())]
    for index, area in enumerate(areas):
        left = LEFT + index * (width + NUMBER + GAP)
        axes = figure.add_axes(
            (left / WIDTH, BOTTOM / height, width / WIDTH, (height - TOP - BOTTOM) / height),
            gid=f"gebied-{index}",
        )
        axes.set_ylim(len(themes) - 0.5, -0.5)
        axes.set_xlim(*limits)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
        axes.set_yticks([])
        axes.axvline(0, color=design.INK, lw=1.0, zorder=1)
        color = design.AREAS[index % len(design.AREAS)]
        axes.text(
            0,
            1 + 8.5 / (height - TOP - BOTTOM),
            area,
            transform=axes.transAxes,
            size=design.HEAD,
            weight="semibold",
            color=color,
        )
        _ticks(axes, width)
        axes.text(
            0, -0.75, context["city"], size=design.SMALL, ha="center", va="bottom", clip_on=False
        )
        own = rows[rows["area"] == area]
        for place, code in enumerate(themes):
            here = own[own["indicator"] == code].set_index("year")
            values = here["gap"]
            last = values.get(years[-1])
            if last is not None:
                margin = float(here["margin"].iloc[-1])
                shares.draw_range(axes, (last - margin, last + margin), place)
            _dumbbell(axes, place, [values.get(year) for year in years], color)
            if last is not None:
                _number(axes, place, dutch.signed(last), width, color, sure=abs(last) > margin)
        _number(axes, -0.95, str(years[-1]), width, design.GREY)
        if index == 0:
            _names(axes, themes, width, one_question(tables["index_gaps"]))
            _key(axes, years, _before(years, context), height)
            small: Any = {"size": design.SMALL, "color": design.GREY, "va": "top"}
            words = f"grijs: marge van {years[-1]}"
            y = -1.9 / (height - TOP - BOTTOM)
            axes.text(-LEFT / width, y, words, transform=axes.transAxes, **small)
    return figure


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    """The ends of the axis: every dot, the last ones in their margins, and the city."""
    last = rows[rows["year"] == rows["year"].max()]
    low = min(-10.0, float(rows["gap"].min()), float((last["gap"] - last["margin"]).min()))
    high = max(10.0, float(rows["gap"].max()), float((last["gap"] + last["margin"]).max()))
    room = 0.04 * (high - low)
    return low - room, high + room


def _before(years: list[int], context: dict[str, Any]) -> str:
    """Words for measurements that say nothing on the programme, since it had not begun."""
    programme = context["wijk"]["programme"]
    return "voor het programma" if programme and years[-1] < programme["start"] else ""


def _ticks(axes: Any, width: float) -> None:
    """Ticks in points as close as there is room for their numbers, with a grid."""
    low, high = axes.get_xlim()
    step = next(s for s in (5, 10, 25, 50, 100, 1000) if s * width / (high - low) >= TICK)
    ticks = range(int(low // step + 1) * step, int(high // step) * step + 1, step)
    axes.set_xticks(ticks, ["0" if tick == 0 else dutch.signed(tick) for tick in ticks])
    for tick in ticks:
        if tick:
            axes.axvline(tick, color=design.PALE, lw=0.6, zorder=0)


# In mm: from so far apart there is room for an arrow between the marks.
ARROW = 4.2


def _dumbbell(axes: Any, y: float, values: list[float | None], color: str) -> None:
    first, last = values
    if first is not None and last is not None:
        axes.plot([first, last], [y, y], color=color, lw=1.6, alpha=0.45, zorder=2)
        x0, x1 = axes.transData.transform([(first, y), (last, y)])[:, 0]
        if abs(x1 - x0) / float(axes.figure.dpi) * 25.4 > ARROW:
            side = "<" if last < first else ">"
            axes.plot([(first + last) / 2], [y], side, ms=4, color=color, mew=0, zorder=2.5)
    # All on one line: the open mark is the larger one, and is seen around the full one.
    if first is not None:
        axes.plot([first], [y], "o", ms=6.4, mfc=design.WHITE, mec=color, mew=1.1, zorder=3)
    if last is not None:
        axes.plot([last], [y], "o", ms=4.4, color=color, zorder=4)


def _number(
    axes: Any, y: float, words: str, width: float, color: str, *, sure: bool = False
) -> None:
    """The last gap in a column right of a panel of so many mm, or above it its year."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center", "ha": "right"}
    size = design.SMALL if color == design.GREY else design.TEXT
    weight = "semibold" if sure else "normal"
    axes.text(1 + NUMBER / width, y, words, color=color, size=size, weight=weight, **look)


def _names(axes: Any, themes: dict[str, str], width: float, single: set[str]) -> None:
    """The names of the themes, left of the chart; what is a single question says so."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center"}
    for place, (code, name) in enumerate(themes.items()):
        up = design.SECOND_LINE if code in single else 0.0
        axes.text(-LEFT / width, place - up, name, size=design.TEXT, **look)
        if up:
            small: Any = {"size": design.SMALL, "color": design.GREY}
            axes.text(-LEFT / width, place + up, design.ONE_QUESTION, **small, **look)


def _key(axes: Any, years: list[int], when: str, height: float) -> None:
    """What the open and the full dot mean, above the names; `when` they were, of the programme."""
    width = axes.get_position().width * WIDTH
    x = -(LEFT - 1) / width
    y = 1 + 9.7 / (height - TOP - BOTTOM)
    for step, (year, face) in enumerate(zip(years, (design.WHITE, design.GREY), strict=True)):
        at = x + step * 15 / width
        axes.plot(
            [at],
            [y],
            "o",
            ms=5,
            mfc=face,
            mec=design.GREY,
            mew=1.2,
            transform=axes.transAxes,
            clip_on=False,
        )
        axes.text(
            at + 2.2 / width,
            y,
            str(year),
            transform=axes.transAxes,
            size=design.TEXT,
            va="center",
        )
    beside: Any = {"transform": axes.transAxes, "size": design.TEXT, "va": "center"}
    axes.text(x + 11.2 / width, y, "→", ha="center", **beside)
    below = y - 4.6 / (height - TOP - BOTTOM)
    axes.text(x - 1 / width, below, when, weight="semibold", **beside)


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
