"""The barriers that initiatives name, from the first to the last year."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["barrier_course", "barriers", "events"]
ORIGIN = Origin.INTERVIEWS

WIDTH, LINES = 163.0, 70.0  # mm: the figure, and the height of the axes
LEFT, RIGHT, BOTTOM = 15.0, 32.0, 13.0
LABEL_DISTANCE = 4.2
ROOM = 21.0  # mm that a number of initiatives takes below its year
ABOVE = 3.2  # mm from a point to the share above it
# What tells one grey line from another where they cross: its dash and its width.
STROKES: tuple[tuple[Any, float], ...] = (
    ("solid", 2.2),
    ("solid", 1.2),
    ((0, (5, 2)), 1.2),
    ((0, (1, 1.5)), 1.4),
    ((0, (5, 1.5, 1, 1.5)), 1.2),
)


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["barrier_course"]
    if rows.empty or rows["year"].nunique() < 2:
        raise NoDataError
    return rows


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line a barrier with its share at both ends; that named again most often has them all."""
    rows = _rows(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    ends_of_axis, wide = (years[0] - 0.1, years[-1] + 0.1), WIDTH - LEFT - RIGHT
    found = crises.crises(tables["events"], ends_of_axis, wide, shift=-0.5)
    height = BOTTOM + LINES + crises.room(found)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, wide / WIDTH, LINES / height),
        xlim=ends_of_axis,
        ylim=(0, 1.08 * float(rows["share"].max())),
        gid="drempels",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    design.year_axis(axes, years)
    spoken = rows.groupby("year")["spoken"].max()
    # Many years stand close: then the number says less.
    words = "{} initiatieven" if wide / (len(years) - 1) > ROOM else "van {}"
    axes.set_xticklabels([f"{year}\n{words.format(spoken[year])}" for year in years])
    crises.draw_crises(axes, found, LINES)
    for year in years:
        axes.axvline(year, color=design.PALE, lw=0.7, zorder=0)
    names = [str(name) for name in tables["barriers"]["barrier"]]
    ends: dict[int, list[tuple[float, str, str]]] = {years[0]: [], years[-1]: []}
    for place, name in enumerate(names):
        line = rows[rows["barrier"] == name].set_index("year")["share"].sort_index()
        # One line is what the title speaks of; barriers have no colours of their own.
        color = design.LINE if place else design.INK
        axes.plot(
            line.index,
            line,
            color=color,
            linestyle=STROKES[place % len(STROKES)][0],
            lw=STROKES[place % len(STROKES)][1],
            marker="o",
            ms=3 if place else 4.5,
            zorder=2 if place else 3,
            gid=f"drempel-{place}",
        )
        for year in ends:
            if year in line.index:
                shade = design.GREY if place else design.INK
                ends[year].append((float(line[year]), name, shade))
    _name_ends(axes, ends)
    _name_between(axes, rows, names[0], years[1:-1])
    return figure


def _name_ends(axes: Any, ends: dict[int, list[tuple[float, str, str]]]) -> None:
    """Share of every line (value, name, colour) beside both its ends, its name at the last."""
    span = axes.get_ylim()[1]
    for year, labels in ends.items():
        distance = LABEL_DISTANCE * span / LINES
        placed = design.spread([value for value, *_ in labels], distance)
        for (value, name, color), y in zip(labels, placed, strict=True):
            last = year == max(ends)
            words = f"{dutch.percent(value)} {name}" if last else dutch.percent(value)
            axes.text(
                year + (0.08 if last else -0.08),
                y,
                words,
                size=design.TEXT,
                color=color,
                va="center",
                ha="left" if last else "right",
                clip_on=False,
                weight="normal" if color == design.GREY else "semibold",
            )


def _name_between(axes: Any, rows: pd.DataFrame, top: str, years: list[int]) -> None:
    """The share of the line that the title speaks of, in the years in which no other is above."""
    span = axes.get_ylim()[1]
    for year, here in rows[rows["year"].isin(years)].groupby("year"):
        share = here.set_index("barrier")["share"]
        if top in share.index and share[top] == share.max():
            y = float(share[top]) + ABOVE * span / LINES
            look: dict[str, Any] = {"weight": "semibold", "ha": "center", "va": "center"}
            axes.text(year, y, dutch.percent(float(share[top])), size=design.TEXT, **look)


def _title(rows: pd.DataFrame, top: str, years: list[int]) -> str:
    """That a barrier was named most in every year, or only what is drawn.

    No shares of two years: whether they differ by more than chance is for a claim to say.
    """
    shares = rows.pivot(index="year", columns="barrier", values="share").fillna(0.0)
    others = shares.drop(columns=top)
    if not others.empty and bool((shares[top] > others.max(axis=1)).all()):
        return f"{dutch.sentence(top)} is elk jaar de drempel die het vaakst is genoemd"
    return f"Welk deel van de initiatieven een drempel noemde, {years[0]}–{years[-1]}"


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the barrier that was named most in all years, if any; text with all shares."""
    rows = _rows(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    spoken = rows.groupby("year")["spoken"].max()
    top = str(tables["barriers"]["barrier"].iloc[0])
    listed, series = [], []
    for name in tables["barriers"]["barrier"]:
        line = rows[rows["barrier"] == name].set_index("year")["share"].sort_index()
        ends = [dutch.percent(float(line[year])) for year in (years[0], years[-1])]
        listed.append(f"{name} van {ends[0]} naar {ends[1]}")
        series.append(over_years(str(name), "aandeel", line.items(), dutch.percent))
    alt = (
        f"Lijnen van het aandeel initiatieven dat een drempel noemt, {years[0]} tot {years[-1]}, "
        f"bij wie in meer jaren is gesproken ({int(spoken[years[0]])} en later "
        f"{int(spoken[years[-1]])}). {'; '.join(listed)}."
    )
    return Facts(_title(rows, top, years), alt, tuple(series))
