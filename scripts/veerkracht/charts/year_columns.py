"""Small charts beside each other: a column a year, as a part of a whole that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from veerkracht.charts import design

# In mm: the figure, and the small charts in it with the values above their columns.
WIDTH, HIGH = 163.0, 27.0
# In mm: between small charts; what the head above them takes, and a line below it; the years.
GAP, HEAD, LINE, BOTTOM = 9.0, 10.4, 3.6, 6.0
FILLED = 0.62  # of the room of a year
EVEN = 0.35  # of the width, in equal parts
CLEAR = 1.0  # mm between the values of two years


class Columns(NamedTuple):
    """One small chart: what it is of, of what, and (year, share from 0 to 1, share as printed).

    `wholes`: how high what it is a share of stands each year, the highest 1; all 1 where it has no
    size of its own.
    """

    name: str
    of: str
    values: Sequence[tuple[int, float, str]]
    wholes: Sequence[float] = ()


def draw(charts: Sequence[Columns]) -> Figure:
    """The charts from left to right, 163 mm wide; the last year stands out.

    Each is as wide as its values ask; their columns are equally wide.
    """
    widths = _widths(charts)
    told = [
        design.broken(chart.of, wide, design.SMALL, "normal")
        for chart, wide in zip(charts, widths, strict=True)
    ]
    written = [_written(chart, wide) for chart, wide in zip(charts, widths, strict=True)]
    column = FILLED * min(map(_room, charts, widths))
    # One height for all: a whole is as high in each.
    lines = max(text.count("\n") for _, texts in written for text in texts) + 1
    height = HEAD + LINE * max(map(len, told)) + HIGH + BOTTOM
    figure = design.new_figure(WIDTH, height)
    left = 0.0
    for place, (chart, wide) in enumerate(zip(charts, widths, strict=True)):
        bold: dict[str, Any] = {"size": design.HEAD, "weight": "bold", "color": design.FORMAL}
        figure.text(left / WIDTH, 1 - 4.5 / height, chart.name, **bold)
        grey: dict[str, Any] = {"size": design.SMALL, "color": design.GREY}
        for number, line in enumerate(told[place]):
            figure.text(left / WIDTH, 1 - (9.0 + LINE * number) / height, line, **grey)
        box = (left / WIDTH, BOTTOM / height, wide / WIDTH, HIGH / height)
        axes = figure.add_axes(box, gid=f"kolommen-{place}")
        _columns(axes, chart, column / _room(chart, wide), written[place], lines)
        left += wide + GAP
    return figure


def _widths(charts: Sequence[Columns]) -> list[float]:
    """How wide each chart is in mm: a part of the room is equal, the rest by need of the values."""
    needs = [_years(chart) * (_widest(chart, design.TEXT) + CLEAR) for chart in charts]
    room = WIDTH - GAP * (len(charts) - 1)
    return [room * (EVEN / len(charts) + (1 - EVEN) * need / sum(needs)) for need in needs]


def _years(chart: Columns) -> int:
    return chart.values[-1][0] - chart.values[0][0] + 1


def _room(chart: Columns, wide: float) -> float:
    """What a year has of a chart so many mm wide."""
    return wide / _years(chart)


def _widest(chart: Columns, size: float) -> float:
    """The widest line of the values, in mm; the last one is bold."""
    return max(
        design.text_width(line, size, "bold" if place == len(chart.values) - 1 else "normal")
        for place, (*_, text) in enumerate(chart.values)
        for line in text.split("\n")
    )


def _columns(
    axes: Any, chart: Columns, filled: float, written: tuple[float, list[str]], lines: int
) -> None:
    """The columns of one chart before their pale wholes; a share of nothing is a line.

    A column is `filled` of the room of its year. `written`: the size and words of the values, of
    at most so many `lines`.
    """
    years = [year for year, *_ in chart.values]
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    size, told = written
    axes.set_ylim(0, 1.0 + 0.15 * lines)
    design.year_axis(axes, years)
    axes.axhline(0, color=design.LINE, lw=0.6, zorder=2)
    wholes = chart.wholes or [1.0] * len(years)
    for (year, value, _), text, whole in zip(chart.values, told, wholes, strict=True):
        last = year == years[-1]
        ink = design.INK if last else design.LINE
        axes.bar(year, whole, filled, color=design.PALE, lw=0, zorder=0.5)
        axes.bar(year, value * whole, filled, color=ink, lw=0, zorder=1)
        axes.annotate(
            text, (year, whole), (0, 3), textcoords="offset points", ha="center",
            va="bottom", size=size, weight="bold" if last else "normal", linespacing=1.0,
        )  # fmt: skip


def _written(chart: Columns, wide: float) -> tuple[float, list[str]]:
    """How large the values are and their words in lines, so that none touches another.

    The chart is `wide` mm. Where no size fits, a value has a line for each of its words.
    """
    told = [text for *_, text in chart.values]
    for size in (design.TEXT, design.SMALL):
        if _widest(chart, size) <= _room(chart, wide) - CLEAR:
            return size, told
    return design.SMALL, ["\n".join(text.split()) for text in told]
