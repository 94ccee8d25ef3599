"""The barriers that initiatives name: a small chart each, with how sure every share is."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.city.margins import Z
from veerkracht.inputs.coders import RELIABLE
from veerkracht.source_lines import Origin
from veerkracht.words import fold

TABLES = ["barrier_course", "barriers", "agreement", "events"]
ORIGIN = Origin.INTERVIEWS

WIDTH, PANEL = 163.0, 41.0  # mm: the figure, and the height of a small chart
IN_A_ROW = 5
MOST = 3  # so many barriers at most are told together as those named most
LEFT, GAP, KEY, HEAD, YEARS, NOTE = 9.0, 5.0, 7.0, 7.5, 12.0, 4.2  # mm
UNSURE = 3.6  # mm: below the names, where one is coded unsurely
INSIDE = 3.8  # mm left of the first year and right of the last, for what stands below them
CODE = "belemmering: "  # what the code of a barrier begins with, in the agreement of coders
# Below the name of such a code, and what that says below the charts.
TOLD = "codering onzeker"
FEW = "Codering onzeker: twee onderzoekers codeerden deze drempel te vaak verschillend."


def rows_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The shares a year and barrier, where there are two years of them."""
    rows = tables["barrier_course"]
    if rows.empty or rows["year"].nunique() < 2:
        raise NoDataError
    return rows


def interval(share: float, count: int) -> tuple[float, float]:
    """The bounds between which a share of `count` lies with 95 % (Wilson, 1927)."""
    middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) * Z / (1 + Z**2 / count)
    # Rounding must not leave the share itself outside.
    return min(share, middle - half), max(share, middle + half)


def is_unsure(agreement: pd.DataFrame, barrier: str) -> bool:
    """Whether coders agreed too little on a barrier; not where that is not known."""
    known = agreement[agreement["alpha"].notna() & (agreement["n"] > 0)]
    alphas = dict(zip(known["code"].map(fold), known["alpha"].astype(float), strict=True))
    return alphas.get(fold(f"{CODE}{barrier}"), 1.0) < RELIABLE


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A small chart a barrier, all on one scale: the share a year with its margin.

    That named again most often comes first. The line of one on which coders agreed too little is
    broken, and that stands below its name; below all stands what was counted.
    """
    rows = rows_of(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    names = [str(name) for name in tables["barriers"]["barrier"]]
    unsure = {name for name in names if is_unsure(tables["agreement"], name)}
    few = bool(unsure)
    lanes = -(-len(names) // IN_A_ROW)
    columns = -(-len(names) // lanes)
    wide = (WIDTH - LEFT - GAP * (columns - 1)) / columns
    room = INSIDE * (years[-1] - years[0]) / (wide - 2 * INSIDE)
    ends = (years[0] - room, years[-1] + room)
    found = crises.crises(tables["events"], ends)
    note = design.broken(_note(rows, years, few), WIDTH, design.SMALL, "normal")
    key = KEY if found else 0.0
    head = HEAD + UNSURE * few
    lane = head + PANEL + YEARS
    height = key + lane * lanes + NOTE * len(note) + 1.6
    figure = design.new_figure(WIDTH, height)
    grey: Any = {"size": design.SMALL, "color": design.GREY, "va": "top"}
    figure.text(0, 1 - 0.5 / height, crises.key(found), **grey)
    figure.text(0, (NOTE * len(note) + 1.3) / height, "\n".join(note), linespacing=1.35, **grey)
    bounds = [interval(*pair) for pair in zip(rows["share"], rows["spoken"], strict=True)]
    for place, name in enumerate(names):
        down, across = divmod(place, columns)
        low = height - key - lane * down - head - PANEL
        axes = figure.add_axes(
            ((LEFT + across * (wide + GAP)) / WIDTH, low / height, wide / WIDTH, PANEL / height),
            xlim=ends,
            ylim=(0, max(high for _, high in bounds) * 1.02),
            gid=f"drempel-{place}",
        )
        crises.draw_grounds(axes, found)
        _scale(axes, first=not across)
        sure = name not in unsure
        _head(axes, name, sure, few)
        _shares(axes, rows[rows["barrier"] == name].sort_values("year"), sure)
        design.year_axis(axes, [years[0], years[-1]])
        axes.tick_params(axis="x", pad=17)
    return figure


def _scale(axes: Any, first: bool) -> None:
    """A pale line every twenty percent; `first` in its row has the numbers."""
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set(color=design.LINE, lw=0.6)
    axes.tick_params(length=0)
    ticks = [step / 5 for step in range(6) if step / 5 <= axes.get_ylim()[1]]
    axes.set_yticks(ticks, [dutch.percent(tick) for tick in ticks] if first else [""] * len(ticks))
    axes.grid(axis="y", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)


def _head(axes: Any, name: str, sure: bool, few: bool) -> None:
    """The name of a barrier; below it, where `few` agreed on some, that this one is not `sure`."""
    at: Any = {"transform": axes.transAxes, "va": "bottom"}
    up = 1.8 + UNSURE * few
    axes.text(0, 1 + up / PANEL, dutch.sentence(name), size=design.HEAD, weight="semibold", **at)
    if not sure:
        axes.text(0, 1 + 1.6 / PANEL, TOLD, size=design.SMALL, color=design.GREY, **at)


def _shares(axes: Any, own: pd.DataFrame, sure: bool) -> None:
    """The shares of one barrier with their margins, and as a number at both ends."""
    line = dict(zip(own["year"].astype(int), own["share"].astype(float), strict=True))
    color = design.INK
    for year, share, spoken in zip(own["year"], own["share"], own["spoken"], strict=True):
        axes.plot(
            [year] * 2,
            interval(share, spoken),
            zorder=2,
            solid_capstyle="butt",
            **design.RANGE,
        )
    points, values = list(line), list(line.values())
    line_of = "-" if sure else (0, (2.4, 1.2))
    axes.plot(points, values, color=color, lw=2.0 if sure else 1.5, ls=line_of, zorder=3)
    axes.plot(points, values, "o", color=color, ms=4.6, zorder=4)
    # Below the axis, where no margin runs through a number.
    for year in (min(line), max(line)):
        axes.text(
            year, -3.3 / PANEL, dutch.percent(line[year]), transform=axes.get_xaxis_transform(),
            size=design.TEXT, weight="semibold" if sure else "normal", color=color,
            ha="center", va="center",
        )  # fmt: skip


def _note(rows: pd.DataFrame, years: list[int], few: bool) -> str:
    """Below the charts: of whom each is a share, what a margin is, and what `few` agreed is."""
    spoken = rows.groupby("year")["spoken"].max()
    counts = dutch.listing([f"{int(spoken[year])} in {year}" for year in years])
    told = f" {FEW}" if few else ""
    return (
        "Deel van de initiatieven die dat jaar en nog een ander jaar zijn gesproken: "
        f"{counts}. Balk: de marge van 95 % (elders in dit deel 90 %), alsof zij een steekproef "
        f"zijn.{told}"
    )


def most_named(tables: dict[str, pd.DataFrame], least: int = 1, most: int = MOST) -> list[str]:
    """The fewest barriers that all were named more than any other in every year: `least` to `most`.

    In the order in which they are drawn; none where there are no such, or no others.
    """
    shares = rows_of(tables).pivot(index="year", columns="barrier", values="share").fillna(0.0)
    order = shares.mean().sort_values(ascending=False, kind="stable").index
    for count in range(least, min(most, len(order) - 1) + 1):
        first, others = order[:count], order[count:]
        if (shares[first].min(axis=1) > shares[others].max(axis=1)).all():
            return [str(name) for name in tables["barriers"]["barrier"] if name in set(first)]
    return []


def titled(tables: dict[str, pd.DataFrame]) -> list[str]:
    """The barriers that the title tells: those that were named most in every year.

    One stands alone only where that is sure: not where its margin meets that of another in some
    year, or coders agreed too little. Else those that were named most are told together.
    """
    top = most_named(tables, most=1)
    if top and _leads(tables, top[0]):
        return top
    return most_named(tables, least=2) or top


def title_of(tables: dict[str, pd.DataFrame]) -> str:
    """Which barriers were named most in every year; empty if none were."""
    names = titled(tables)
    if len(names) > 1:
        # Counted: with other interviews the last of them can stand below another.
        listed = dutch.listing(names)
        told = f"In deze gesprekken zijn {listed} elk jaar de meest genoemde drempels"
        return f"{told}; hun volgorde staat niet vast"
    alone = f"{dutch.sentence(''.join(names))} is elk jaar de meest genoemde drempel"
    doubt = "" if names and _leads(tables, names[0]) else ", al is de voorsprong niet zeker"
    return alone + doubt if names else ""


def _leads(tables: dict[str, pd.DataFrame], top: str) -> bool:
    """Whether a barrier was surely named more than all others in every year."""
    rows = rows_of(tables)
    sure = not is_unsure(tables["agreement"], top)
    for _, year in rows.groupby("year"):
        ends = {
            str(row["barrier"]): interval(row["share"], row["spoken"])
            for row in year.to_dict("records")
        }
        low, _ = ends.pop(top)
        sure = sure and all(high < low for _, high in ends.values())
    return sure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the barrier that was named most in all years, if any; text with all shares."""
    rows = rows_of(tables)
    years = sorted(int(year) for year in rows["year"].unique())
    spoken = rows.groupby("year")["spoken"].max()
    listed, series = [], []
    for name in tables["barriers"]["barrier"]:
        line = rows[rows["barrier"] == name].set_index("year")["share"].sort_index()
        ends = [dutch.percent(float(line[year])) for year in (years[0], years[-1])]
        listed.append(f"{name} van {ends[0]} naar {ends[1]}")
        series.append(over_years(str(name), "aandeel", line.items(), dutch.percent))
    alt = (
        f"Per drempel een lijn van het aandeel initiatieven dat haar noemt, met marge, {years[0]} "
        f"tot {years[-1]}, bij wie in meer jaren is gesproken ({int(spoken[years[0]])} en later "
        f"{int(spoken[years[-1]])}). {'; '.join(listed)}."
    )
    # No shares of two years: whether they differ by more than chance is for a claim to say.
    what = f"Welk deel van de initiatieven een drempel noemde, {years[0]}–{years[-1]}"
    return Facts(title_of(tables) or what, alt, tuple(series))
