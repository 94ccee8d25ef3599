"""The course on the Sociale Index beside that of the wijken that were alike at the start."""

from __future__ import annotations

import textwrap
from math import fsum
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import whole_index
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH, HEIGHT = 163.0, 84.0
LEFT, TOP, BOTTOM, GAP = 9.0, 12.0, 8.0, 12.0
NAMES = 29.0  # mm beside a panel for the names at the ends of the lines
LABEL_DISTANCE = 3.6


def _panels(
    tables: dict[str, pd.DataFrame], context: dict[str, Any]
) -> list[tuple[str, pd.Series, dict[str, pd.Series]]]:
    """(area, its index by year, that of each alike wijk by year) of every area."""
    alike, gaps = tables["alike"], tables["index_gaps"]
    alike = alike[alike["group"] == "gelijkend"]
    courses = []
    for area in context["wijk"]["areas"]:
        rows = alike[alike["area"] == area]
        if rows.empty:
            continue
        here = gaps[(gaps["source"] == rows["source"].iloc[0]) & (gaps["area"] == area)]
        own = whole_index(here).set_index("year")["value"].dropna()
        others = {
            str(name): part.set_index("year")["value"].sort_index()
            for name, part in rows.groupby("other", sort=False)
        }
        courses.append((area, own.sort_index(), others))
    if not courses:
        raise NoDataError
    return courses


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area: its line in colour, those of the alike wijken thin, all with their name."""
    panels = _panels(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    wide = (WIDTH - LEFT - GAP * (len(panels) - 1)) / len(panels)
    values = [v for _, own, others in panels for s in (own, *others.values()) for v in s]
    low, high = 10 * (min(values) // 10), 10 * -(-max(values) // 10)
    for index, (area, own, others) in enumerate(panels):
        left = LEFT + index * (wide + GAP)
        axes = figure.add_axes(
            (
                left / WIDTH,
                BOTTOM / HEIGHT,
                (wide - NAMES) / WIDTH,
                (HEIGHT - TOP - BOTTOM) / HEIGHT,
            ),
            ylim=(low, high),
            gid=f"gebied-{index}",
        )
        color = design.AREAS[index % len(design.AREAS)]
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
        axes.grid(axis="y", color=design.PALE, lw=0.6)
        years = [int(year) for year in own.index]
        design.year_axis(axes, years)
        axes.set_xticklabels([f"’{year % 100:02d}" for year in years])
        labels: list[tuple[float, str, str, str]] = []
        for name, line in others.items():
            axes.plot(line.index, line, color=design.LINE, lw=1.0, zorder=2)
            value = float(line.iloc[-1])
            lines = _lines(f"{name} {dutch.number(value)}")
            labels += [(value, part, design.GREY, "normal") for part in reversed(lines)]
        axes.plot(years, own, color=color, lw=2.4, zorder=4, gid=f"lijn-{index}")
        axes.plot(years, own, design.AREA_MARKER[index % 4], color=color, ms=4.5, zorder=5)
        value = float(own.iloc[-1])
        labels.append((value, f"{area} {dutch.number(value)}", color, "semibold"))
        distance = LABEL_DISTANCE * (high - low) / (HEIGHT - TOP - BOTTOM)
        ends = design.spread([value for value, *_ in labels], distance)
        for (_, words, shade, weight), y in zip(labels, ends, strict=True):
            axes.text(
                years[-1] + 0.35,
                y,
                words,
                size=design.SMALL,
                color=shade,
                weight=weight,
                va="center",
                clip_on=False,
            )
        axes.set_title(
            f"{area} en de wijken die erop leken",
            size=design.TEXT,
            loc="left",
            color=design.INK,
            pad=8,
        )
    return figure


def _lines(words: str) -> list[str]:
    """A long name in lines that fit beside the panel; each takes part as a label of its own."""
    return textwrap.wrap(words, 20, break_long_words=False)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the own change beside the mean of the others; text with all changes."""
    titles, changed, spans = [], [], []
    series: list[Series] = []
    course = tables["index_course"]
    # Another source can know the same index by other measurements.
    course = whole_index(course[course["source"].isin(tables["alike"]["source"])])
    for area, own, others in _panels(tables, context):
        rows = course[course["area"] == area]
        base = [int(year) for year in rows["base"].dropna() if int(year) in own.index]
        start = base[-1] if base else int(own.index[0])
        end = int(own.index[-1])
        lines = {area: own, **others}
        changes = {
            name: float(line[end] - line[start])
            for name, line in lines.items()
            if {start, end} <= set(line.index)
        }
        if len(changes) < 2:
            continue
        ours = dutch.signed(changes.pop(area))
        mean = fsum(changes.values()) / len(changes)
        titles.append(f"{area} {ours} tegen gemiddeld {dutch.signed(mean)}")
        spans.append(f"{start}–{end}")
        listed = "; ".join(f"{name} {dutch.signed(value)}" for name, value in changes.items())
        changed.append(f"{area} {ours} van {start} tot {end}; {listed}")
        for name, line in lines.items():
            label = f"{name} naast wijken die leken op {area}"
            series.append(over_years(label, "index", line.items(), dutch.number))
        for name, value in {area: float(own[end] - own[start]), **changes}.items():
            label = f"verandering sinds {start} van {name} naast wijken die leken op {area}"
            series.append(over_years(label, "punten", [(end, value)], dutch.signed))
    span = " en ".join(dict.fromkeys(spans))
    return Facts(
        f"Naast wijken die erop leken, {span}: {dutch.listing(titles)} punten",
        f"Lijngrafiek van de Sociale Index met gelijkende wijken. {'. '.join(changed)}.",
        tuple(series),
        tuple(dict.fromkeys(tables["alike"]["source"])),
    )
