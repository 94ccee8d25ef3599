"""Shares of the wijk beside those of the city: what the charts of them have in common.

On one scale from nothing to what either of them needs, so that charts on facing pages can be read
together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design

WIDTH = 163.0
# mm: the names left of the lines, and the figures of the city right of them.
LEFT, RIGHT = 62.0, 17.0
WIDE = WIDTH - LEFT - RIGHT
# What stands on the scale: the columns with the shares and their margins.
ENDS = ("value", "city", "high", "city_high")
STEP = 10  # percentage points: the scale ends at a multiple of it
BOTTOM, LINE = 6.5, 5.5  # mm: the numbers of the axis, and a line of the key
ABOVE = 5.5  # mm between the key and the rows: the name above the column of the city
MEANS = 3.2  # mm a line of what a row means, below its name
DRAWN = 1.5  # percentage points: a smaller margin is no wider than its dot
PAST = 2.4  # mm between a dot or the end of its margin and the number beside it
APART = 4.0  # mm between a name and the number left of a dot, at least
KEY_GAP = 6.0  # mm between two marks of the key
DOT = 6.8  # points: a mark
OPEN = "open: niet aantoonbaar anders"
# Behind the stroke of the city its margin: often hardly wider than the stroke itself.
GROUND: dict[str, Any] = {"color": design.LINE, "alpha": 0.4, "lw": 0}


class Share(NamedTuple):
    """A share of an area (percent) with its margin; `sure`: whether it differs from the city."""

    value: float
    low: float
    high: float
    city: float
    color: str
    marker: str
    sure: bool

    @property
    def ends(self) -> tuple[float, float]:
        """What its mark and margin take on the axis; a margin within the mark is not drawn."""
        wide = self.high - self.low > 2 * DRAWN
        return (self.low, self.high) if wide else (self.value, self.value)


class Mark(NamedTuple):
    """An entry of the key: its words, and what stands before them.

    `kind`: dot, within (a dot in its margin), open, city, ground or margin.
    """

    words: str
    kind: str
    color: str = design.INK
    marker: str = "o"


def scale_end(tables: dict[str, pd.DataFrame]) -> int:
    """Where the scale of the charts of these tables ends: past every share and margin."""
    most = float(STEP)
    for name in ("vulnerability", "health"):
        rows = tables[name]
        if "margin" in rows:
            rows = rows.assign(high=rows["value"] + rows["margin"])
        most = max([most, *(rows[end].max() for end in ENDS if end in rows and rows[end].any())])
    return min(math.ceil(most / STEP) * STEP, 100)


def mm(axes: Any) -> float:
    """How many percentage points a mm is."""
    return float(axes.get_xlim()[1]) / WIDE


def new_axes(tall: float, key: list[Mark], city: str, end: int) -> tuple[Figure, Any]:
    """A figure with axes for rows of `tall` mm together, the key and the name of the city above.

    The y of the axes is in mm from the top; `end`: of the scale.
    """
    lines = list(_in_lines(key))
    top = LINE * len(lines) + ABOVE
    height = top + tall + BOTTOM
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, WIDE / WIDTH, tall / height),
        xlim=(0, end),
        ylim=(tall, 0),
        gid="stippen",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    ticks = range(0, end + 1, 20)
    axes.set_xticks(ticks, [dutch.percent(tick / 100) for tick in ticks])
    axes.grid(axis="x", color=design.PALE, lw=0.6, zorder=0)
    for number, line in enumerate(lines):
        _key_line(axes, line, -ABOVE - LINE * (len(lines) - number - 0.4))
    axes.text(
        (WIDTH - LEFT) * mm(axes), -2.4, city,
        size=design.TEXT, color=design.GREY, ha="right", va="center_baseline", clip_on=False,
    )  # fmt: skip
    return figure, axes


def means_lines(means: str) -> list[str]:
    """What a row says it is of, in lines as wide as the names."""
    return design.broken(means, LEFT - 6, design.SMALL, "normal")


def name_row(axes: Any, words: str, small: str, y: float, means: str = "") -> None:
    """What a row is of, left of it, with `small` words or what it `means` below it."""
    x = -LEFT * mm(axes)
    look: Any = {"clip_on": False, "va": "center_baseline"}
    lines, told = design.broken(words, LEFT - 2, design.HEAD, "normal"), means_lines(means)
    y -= MEANS / 2 * len(told)
    up = y - (1.9 if small else 0.0) - 2.1 * (len(lines) - 1)
    for number, line in enumerate(lines):
        axes.text(x, up + 4.2 * number - 0.2, line, size=design.HEAD, **look)
    for number, line in enumerate(told, start=1):
        at = y + 0.6 + MEANS * number
        axes.text(x, at, line, size=design.SMALL, color=design.GREY, **look)
    if small:
        axes.text(x, y + 2.2, small, size=design.TEXT, color=design.GREY, **look)


def head_rows(axes: Any, words: str, y: float) -> None:
    """The head of the rows below it, with a pale line as wide as the page above.

    Its ground is white: a long head stands where the lines of the scale are.
    """
    look: Any = {"clip_on": False, "zorder": 0}
    ends = [-LEFT * mm(axes), (WIDTH - LEFT) * mm(axes)]
    axes.plot(ends, [y - 3.2] * 2, color=design.PALE, lw=0.8, **look)
    axes.text(
        ends[0], y + 0.4, words, size=design.TEXT, weight="semibold", color=design.GREY,
        va="center_baseline", clip_on=False, bbox={"fc": design.WHITE, "ec": "none", "pad": 1.0},
    )  # fmt: skip


def draw_city(axes: Any, city: float, y: float, half: float) -> None:
    """The stroke of the city, and its share in the column at the right."""
    axes.plot([city] * 2, [y - half, y + half], color=design.INK, lw=1.8, zorder=5)
    axes.text(
        (WIDTH - LEFT) * mm(axes), y - 0.2, dutch.percent(city / 100),
        size=design.HEAD, ha="right", va="center_baseline", clip_on=False,
    )  # fmt: skip


def draw_share(axes: Any, share: Share, y: float, name: str) -> None:
    """The dot of a share in its margin, on a line from the city, and its number beside it.

    The number stands away from the city, or past its stroke where the `name` of the row is near.
    """
    stem: Any = {"color": design.GREY, "lw": 0.9, "solid_capstyle": "butt"}
    axes.plot([share.city, share.value], [y, y], zorder=2, **stem)
    low, high = share.ends
    if low < high:
        draw_range(axes, (low, high), y)
    face = share.color if share.sure else design.WHITE
    axes.plot(
        [share.value], [y], share.marker, ms=DOT, mfc=face, mec=share.color, mew=1.2, zorder=6
    )
    words = dutch.percent(share.value / 100)
    past = PAST * mm(axes)
    room = (low / mm(axes) - PAST) + LEFT - APART - design.text_width(name, design.HEAD, "normal")
    before = share.value < share.city and design.text_width(words, design.HEAD) < room
    axes.text(
        low - past if before else max(high + past, share.city + past / 2),
        y - 0.2,
        words,
        size=design.HEAD,
        weight="semibold",
        color=share.color,
        ha="right" if before else "left",
        va="center_baseline",
    )


def draw_range(axes: Any, ends: tuple[float, float], y: float, gid: str | None = None) -> None:
    """A margin behind its mark."""
    look: dict[str, Any] = {"clip_on": False, "solid_capstyle": "butt", **design.RANGE}
    axes.plot(ends, [y, y], zorder=3, gid=gid, **look)


def _in_lines(key: list[Mark]) -> Iterator[list[tuple[float, Mark]]]:
    """The marks of the key in lines, each with where it begins (mm from the left of the page)."""
    line: list[tuple[float, Mark]] = []
    x = 0.0
    for mark in key:
        wide = 7.5 + design.text_width(mark.words, design.TEXT, "normal")
        if line and x + wide > WIDTH:
            yield line
            line, x = [], 0.0
        line.append((x, mark))
        x += wide + KEY_GAP
    yield line


def _key_line(axes: Any, line: list[tuple[float, Mark]], y: float) -> None:
    """One line of the key: the marks as the rows have them, each with its words."""
    for start, mark in line:
        step = mm(axes)
        x, middle = (start - LEFT) * step, (start - LEFT + 3) * step
        if mark.kind == "margin":
            draw_range(axes, (x + 0.4 * step, x + 5.6 * step), y)
        elif mark.kind in ("city", "ground"):
            if mark.kind == "ground":
                ground = Rectangle((x + step, y - 1.8), 4 * step, 3.6, clip_on=False, **GROUND)
                axes.add_patch(ground)
            axes.plot(
                [middle] * 2, [y - 1.8, y + 1.8], color=design.INK, lw=1.8, clip_on=False, zorder=5
            )
        else:
            if mark.kind == "within":
                draw_range(axes, (x + 0.4 * step, x + 5.6 * step), y)
            face = design.WHITE if mark.kind == "open" else mark.color
            look: Any = {"ms": DOT, "mew": 1.2, "clip_on": False}
            axes.plot([middle], [y], mark.marker, mfc=face, mec=mark.color, zorder=4, **look)
        axes.text(
            x + 7.5 * step, y - 0.2, mark.words,
            size=design.TEXT, va="center_baseline", clip_on=False,
        )  # fmt: skip
