"""Small charts beside each other: a column a year from zero, with its value on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from veerkracht.charts import design

WIDTH, HEIGHT = 163.0, 46.0
# In mm: the room between small charts, above them for two lines of words, and below for the years.
GAP, TOP, BOTTOM = 9.0, 13.0, 6.0
FILLED = 0.62  # of the room of a year


class Columns(NamedTuple):
    """One small chart: what it is of, of what, and (year, value, value as it is printed)."""

    name: str
    of: str
    values: Sequence[tuple[int, float, str]]
    full: float | None = None  # how high a column can be; None for as high as the highest


def draw(charts: Sequence[Columns]) -> Figure:
    """The charts from left to right, 163 mm wide; the last year stands out."""
    figure = design.new_figure(WIDTH, HEIGHT)
    wide = (WIDTH - GAP * (len(charts) - 1)) / len(charts)
    for place, chart in enumerate(charts):
        left = place * (wide + GAP)
        for text, y, size, weight, colour in (
            (chart.name, HEIGHT - 4.5, design.HEAD, "bold", design.FORMAL),
            (chart.of, HEIGHT - 9.0, design.SMALL, "normal", design.GREY),
        ):
            figure.text(left / WIDTH, y / HEIGHT, text, size=size, weight=weight, color=colour)
        box = (left / WIDTH, BOTTOM / HEIGHT, wide / WIDTH, (HEIGHT - TOP - BOTTOM) / HEIGHT)
        _columns(figure.add_axes(box, gid=f"kolommen-{place}"), chart)
    return figure


def _columns(axes: Any, chart: Columns) -> None:
    """The columns of one chart; a value of nothing is a line on the ground."""
    years = [year for year, *_ in chart.values]
    highest = chart.full or max(value for _, value, _ in chart.values) or 1.0
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    lines = max(text.count("\n") for *_, text in chart.values) + 1
    axes.set_ylim(0, highest * (1.0 + 0.14 * lines))
    design.year_axis(axes, years)
    axes.axhline(0, color=design.LINE, lw=0.6, zorder=2)
    for year, value, text in chart.values:
        last = year == years[-1]
        axes.bar(year, value, FILLED, color=design.INK if last else design.LINE, lw=0, zorder=1)
        axes.annotate(
            text, (year, value), (0, 3), textcoords="offset points", ha="center", va="bottom",
            size=design.TEXT, weight="bold" if last else "normal", linespacing=1.0,
        )  # fmt: skip
