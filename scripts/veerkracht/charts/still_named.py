"""Who lasts: of the parties of the first year, how many are named in every year after it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, network_panel
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["actors"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEIGHT = 163.0, 38.0  # mm
RIGHT, TOP, BOTTOM = 44.0, 1.0, 6.0  # mm: for the words, above the columns, and for the years
FILLED = 0.62  # of the room of a year
LEAST = 5.0  # mm: a lower part of a column has no room for its number


class Year(NamedTuple):
    """How many parties of a year were there in the first, and how many were not."""

    year: int
    stayed: int
    others: int


def _named(tables: dict[str, pd.DataFrame]) -> dict[int, set[str]]:
    """Year -> its parties; NoDataError where there is no second year."""
    named = {int(str(year)): set(rows["actor"]) for year, rows in tables["actors"].groupby("year")}
    if len(named) < 2:
        raise NoDataError
    return named


def _years(named: dict[int, set[str]]) -> list[Year]:
    first = named[min(named)]
    return [Year(year, len(here & first), len(here - first)) for year, here in named.items()]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A column a year, 163 mm wide: below who was there in the first year, on it who was not."""
    rows = _years(_named(tables))
    figure = design.new_figure(WIDTH, HEIGHT)
    tall, wide = HEIGHT - TOP - BOTTOM, WIDTH - RIGHT
    box = (0, BOTTOM / HEIGHT, wide / WIDTH, tall / HEIGHT)
    most = max(row.stayed + row.others for row in rows)
    first, last = rows[0].year, rows[-1].year
    axes = figure.add_axes(box, xlim=(first - 0.4, last + 0.4), ylim=(0, most), gid="nog-genoemd")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    design.year_axis(axes, [row.year for row in rows])
    for row in rows:
        axes.bar(row.year, row.stayed, FILLED, color=design.INK, lw=0)
        axes.bar(row.year, row.others, FILLED, row.stayed, color=design.PALE, lw=0)
        for count, low, colour in (
            (row.stayed, 0, design.WHITE), (row.others, row.stayed, design.INK),
        ):  # fmt: skip
            if count * tall / most >= LEAST:
                look: Any = {"ha": "center", "va": "center_baseline", "size": design.HEAD}
                axes.text(
                    row.year, low + count / 2, dutch.number(count),
                    color=colour, weight="semibold", **look,
                )  # fmt: skip
    axes.axhline(0, color=design.LINE, lw=0.6)
    _words(axes, rows, LEAST * most / tall)
    return figure


def _words(axes: Any, rows: list[Year], line: float) -> None:
    """Beside the last column: what its parts are; `line`: how high a line of words is."""
    first, last = rows[0], rows[-1]
    middles = [last.stayed / 2, last.stayed + last.others / 2]
    heights = design.spread(middles, 2.4 * line)
    told = (
        (f"van de {dutch.number(first.stayed)} van {first.year}", "nog genoemd", design.INK),
        (f"niet genoemd in {first.year}", "later in beeld gekomen", design.GREY),
    )
    for y, (words, more, colour) in zip(heights, told, strict=True):
        look: Any = {"va": "center_baseline", "color": colour, "clip_on": False}
        x = last.year + 0.44
        axes.text(x, y + line / 2.4, words, size=design.HEAD, weight="semibold", **look)
        axes.text(x, y - line / 2.4, more, size=design.SMALL, **look)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many of the first year are named in the last; text with every year."""
    named = _named(tables)
    rows = _years(named)
    first, last, every = rows[0], rows[-1], dutch.number(rows[0].stayed)
    title = network_panel.still_named(named[first.year], named[last.year], first.year, last.year)
    told = "; ".join(
        f"{row.year}: {dutch.number(row.stayed)}, en {dutch.number(row.others)} die er in "
        f"{first.year} niet waren"
        for row in rows[1:]
    )
    alt = f"Kolommen per jaar van de partijen uit {first.year} ({every}). {told}."
    series = (
        over_years(
            f"nog genoemd uit {first.year}",
            "aantal", [(row.year, row.stayed) for row in rows], dutch.number,
        ),
        over_years(
            f"niet genoemd in {first.year}",
            "aantal", [(row.year, row.others) for row in rows], dutch.number,
        ),
    )  # fmt: skip
    return Facts(title, alt, series)
