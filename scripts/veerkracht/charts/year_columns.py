"""Small charts beside each other: a column a year from zero, with its value above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from veerkracht.charts import design

# In mm: the figure, and the small charts in it with the values above their columns.
WIDTH, HIGH = 163.0, 27.0
# In mm: between small charts; what the head above them takes, and a line below it; the years.
GAP, HEAD, LINE, BOTTOM = 9.0, 9.4, 3.6, 6.0
FILLED = 0.62  # of the room of a year
CLEAR = 1.0  # mm between the values of two years


class Columns(NamedTuple):
    """One small chart: what it is of, of what, and (year, value, value as it is printed)."""

    name: str
    of: str
    values: Sequence[tuple[int, float, str]]
    # Where a column is a part of a whole: how high that is. It stands pale behind each column.
    full: float | None = None
    scale: float | None = None  # else how high a column can be; None for as high as the highest


def draw(charts: Sequence[Columns]) -> Figure:
    """The charts from left to right, 163 mm wide; the last year stands out."""
    wide = (WIDTH - GAP * (len(charts) - 1)) / len(charts)
    told = [design.broken(chart.of, wide, design.SMALL, "normal") for chart in charts]
    written = [_written(chart, wide) for chart in charts]
    # One height for all: what is a whole is as high in each.
    lines = max(text.count("\n") for _, texts in written for text in texts) + 1
    height = HEAD + LINE * max(map(len, told)) + HIGH + BOTTOM
    figure = design.new_figure(WIDTH, height)
    for place, chart in enumerate(charts):
        left = place * (wide + GAP)
        bold: dict[str, Any] = {"size": design.HEAD, "weight": "bold", "color": design.FORMAL}
        figure.text(left / WIDTH, 1 - 4.5 / height, chart.name, **bold)
        grey: dict[str, Any] = {"size": design.SMALL, "color": design.GREY}
        for number, line in enumerate(told[place]):
            figure.text(left / WIDTH, 1 - (9.0 + LINE * number) / height, line, **grey)
        box = (left / WIDTH, BOTTOM / height, wide / WIDTH, HIGH / height)
        _columns(figure.add_axes(box, gid=f"kolommen-{place}"), chart, written[place], lines)
    return figure


def _columns(axes: Any, chart: Columns, written: tuple[float, list[str]], lines: int) -> None:
    """The columns of one chart; a value of nothing is a line on the ground.

    `written`: the size and words of the values, of at most so many `lines`.
    """
    years = [year for year, *_ in chart.values]
    highest = chart.full or chart.scale or max(value for _, value, _ in chart.values) or 1.0
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    size, told = written
    axes.set_ylim(0, highest * (1.0 + 0.15 * lines))
    design.year_axis(axes, years)
    axes.axhline(0, color=design.LINE, lw=0.6, zorder=2)
    for (year, value, _), text in zip(chart.values, told, strict=True):
        last = year == years[-1]
        if chart.full:
            axes.bar(year, chart.full, FILLED, color=design.PALE, lw=0, zorder=0.5)
        axes.bar(year, value, FILLED, color=design.INK if last else design.LINE, lw=0, zorder=1)
        axes.annotate(
            text, (year, chart.full or value), (0, 3), textcoords="offset points", ha="center",
            va="bottom", size=size, weight="bold" if last else "normal", linespacing=1.0,
        )  # fmt: skip


def _written(chart: Columns, wide: float) -> tuple[float, list[str]]:
    """How large the values are and their words in lines, so that none touches another.

    The chart is `wide` mm. Where no size fits, a value has a line for each of its words.
    """
    years = [year for year, *_ in chart.values]
    room = wide / (years[-1] - years[0] + 1)
    told = [text for *_, text in chart.values]
    for size in (design.TEXT, design.SMALL):
        if all(
            design.text_width(line, size, "bold" if place == len(told) - 1 else "normal")
            <= room - CLEAR
            for place, text in enumerate(told)
            for line in text.split("\n")
        ):
            return size, told
    return design.SMALL, ["\n".join(text.split()) for text in told]
