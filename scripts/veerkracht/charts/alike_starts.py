"""From every measurement to the last: how far an area went from the mean of wijken alike."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes

from veerkracht import dutch
from veerkracht.charts import design, shares
from veerkracht.charts.alike_lines import MARK, Place, mean_named
from veerkracht.charts.alike_panels import Panel

# In mm: the words above the rows, the name of an area where there are more, and what is below.
HEAD, NAMED, BELOW = 6.0, 5.0, 4.0
# A row, also where there are more than so many groups; and what is between two areas.
ROW, LOW_ROW, FEW, APART = 5.2, 3.2, 2, 9.0
# Left of the bars the year, right of them the points; and how wide an area is at most.
YEAR, POINTS, WIDEST, EDGE = 10.0, 11.0, 120.0, 0.5
TICK = 20  # points from the mean, left and right of it


def row(groups: int) -> float:
    """How high a row is in mm, where so many groups stand below each other."""
    return ROW if groups <= FEW else LOW_ROW


def height(group: list[Place], high: float) -> float:
    """What the rows of a group take in mm, each `high`, two areas beside each other."""
    down = math.ceil(len(group) / 2)
    most = max(len(place.panel.starts()) for place in group)
    return HEAD + down * (most * high + NAMED * (len(group) > 1) + BELOW)


def draw(axes: Axes, group: list[Place], noise: float, top: float, high: float) -> None:
    """A row a start, below `top` mm in axes of mm: a mark on a bar of what may be chance.

    The areas of a group have one scale. The points stand right, bold where sure.
    """
    left, right = axes.get_xlim()
    at: dict[str, Any] = {"va": "center_baseline"}
    panels = [place.panel for place in group]
    starts = [start for panel in panels for start in panel.starts()]
    head, told = _words(panels, any(start.is_sure(noise) for start in starts))
    axes.text(left, top - 1.6, head, size=design.TEXT, weight="semibold", **at)
    after = left + design.text_width(head, design.TEXT) + 3.0
    axes.text(after, top - 1.6, told, size=design.SMALL, color=design.GREY, **at)
    columns = min(len(group), 2)
    wide = min((right - EDGE - left - APART * (columns - 1)) / columns, WIDEST)
    most = max(max(abs(start.beside), start.reach(noise)) for start in starts)
    scale = (wide - YEAR - POINTS) / 2 / most
    deep = max(len(panel.starts()) for panel in panels) * high
    for number, place in enumerate(group):
        down, across = divmod(number, 2)
        low = top - HEAD - down * (deep + NAMED * (len(group) > 1) + BELOW)
        start = left + across * (wide + APART)
        if len(group) > 1:
            look: dict[str, Any] = {"size": design.TEXT, "weight": "semibold", "color": place.color}
            axes.text(start, low - 1.6, place.panel.area, **look, **at)
            low -= NAMED
        _rows(axes, place, noise, (start, low, wide, high), scale)


def _words(panels: list[Panel], sure: bool) -> tuple[str, str]:
    """What stands above the rows: where no difference is sure that it is so, and what they are."""
    mean, told = mean_named(panels), f"in punten, tot {panels[0].end}"
    if sure or all(len(panel.starts()) == 1 for panel in panels):
        return f"Verschil met {mean}, van elk beginjaar", told
    return f"Ook vanaf een ander jaar kan het verschil met {mean} toeval zijn", told


def _rows(
    axes: Axes, place: Place, noise: float, box: tuple[float, float, float, float], scale: float
) -> None:
    """The rows of an area; `box`: left, top, width and how high a row is, `scale`: mm a point."""
    left, top, wide, high = box
    zero = left + YEAR + (wide - YEAR - POINTS) / 2
    small = high < ROW
    size = design.SMALL if small else design.TEXT
    at: dict[str, Any] = {"size": size, "va": "center_baseline"}
    found = place.panel.starts()
    for number, panel in enumerate(found):
        y = top - (number + 0.5) * high
        # The start that the lines above have.
        here = panel.start == place.panel.start
        weight = "semibold" if here else "normal"
        axes.text(left, y, str(panel.start), weight=weight, **at)
        reach = panel.reach(noise) * scale
        gid = f"toeval-{place.place}-{panel.start}"
        shares.draw_range(axes, (zero - reach, zero + reach), y, gid)
        sure = panel.is_sure(noise)
        marker = design.AREA_MARKER[place.place % len(design.AREA_MARKER)]
        axes.plot(
            [zero + panel.beside * scale], [y], marker, ms=MARK - 1.5 * small, mec=place.color,
            mfc=place.color if sure else design.WHITE, mew=1.4, zorder=4,
            gid=f"vanaf-{place.place}-{panel.start}",
        )  # fmt: skip
        weight = "bold" if sure else weight
        points = dutch.signed(panel.beside, 1)
        axes.text(left + wide, y, points, ha="right", weight=weight, color=place.color, **at)
    end = top - len(found) * high
    axes.plot([zero, zero], [top, end], color=design.INK, lw=0.8, zorder=2)
    grey: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    axes.text(zero, end - 1.8, "0", ha="center", **grey)
    room = (wide - YEAR - POINTS) / 2
    for side in (-1, 1):
        # As far as the bars have room for.
        if TICK * scale <= room:
            x = zero + side * TICK * scale
            axes.plot([x, x], [top, end], color=design.PALE, lw=0.6, zorder=0)
            axes.text(x, end - 1.8, dutch.signed(side * TICK), ha="center", **grey)
