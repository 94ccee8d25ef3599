"""The picture of the floors in docs/bouwen.md, drawn from the imports themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from veerkracht.charts import design
from veerkracht.workflow.floors import FLOORS, GROUND, arrows

WIDTH, BOX, STEP = 170.0, 12.0, 23.0  # mm: the picture, the height of a box, from floor to floor
# Folder -> its left and right edge, in tenths of the width: what a folder imports lies below it.
EXTENTS = {
    "archive": (0, 10),
    "editions": (0, 5),
    "review": (5, 10),
    "report": (0, 6),
    "claims": (0, 6),
    "lookups": (0, 6),
    "charts": (6, 8),
    "inputs": (0, 2),
    "network": (2, 4),
    "city": (4, 6),
    "governance": (6, 8),
    "workflow": (8, 10),
    "tables": (0, 10),
    GROUND: (0, 10),
}
MARGIN = 1.0  # mm beside every box
CORNER = 8.0  # mm that an arrow stays away from the corner of a box


def save_floor_plan(path: Path) -> None:
    """Write the picture as SVG; letters are shapes in it, so that it looks the same everywhere."""
    with rc_context({"svg.fonttype": "path"}):
        design.save(draw_floor_plan(), path)


def draw_floor_plan() -> Figure:
    """A box a folder, floor on floor, and an arrow for every import that no other arrows imply.

    What everything may stand on, the ground, gets no arrows.
    """
    height = BOX + (len(FLOORS) - 1) * STEP
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    floor_of = {folder: floor for floor, folders in enumerate(FLOORS) for folder in folders}
    for one, other in sorted(direct(arrows())):
        if other != GROUND:
            _arrow(axes, one, other, floor_of[one] * STEP, floor_of[other] * STEP + BOX)
    for floor, folders in enumerate(FLOORS):
        for folder, words in folders.items():
            _box(axes, folder, words, floor * STEP)
    return figure


def direct(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs (from, to) without those that follow from a path over other pairs."""
    folders = {folder for pair in pairs for folder in pair}
    reach = set(pairs)
    for middle in folders:
        reach |= {
            (one, other)
            for one in folders
            for other in folders
            if (one, middle) in reach and (middle, other) in reach
        }
    return {
        (one, other)
        for one, other in pairs
        if not any((one, middle) in pairs and (middle, other) in reach for middle in folders)
    }


def _edges(folder: str) -> tuple[float, float]:
    left, right = (place * WIDTH / 10 for place in EXTENTS[folder])
    return left + MARGIN, right - MARGIN


def _box(axes: Axes, folder: str, words: str, bottom: float) -> None:
    left, right = _edges(folder)
    colour = design.PALE if folder == GROUND else design.MINT
    axes.add_patch(Rectangle((left, bottom), right - left, BOX, facecolor=colour))
    middle = (left + right) / 2
    centred: dict[str, Any] = {"ha": "center", "va": "center"}
    axes.text(middle, bottom + 7.6, folder, size=design.HEAD, weight="semibold", **centred)
    axes.text(middle, bottom + 3.4, words, size=design.SMALL, color=design.GREY, **centred)


def _arrow(axes: Axes, one: str, other: str, top: float, bottom: float) -> None:
    """From the lower side of a box to the upper side of another, as straight down as can be."""
    left, right = _edges(one)
    low, high = _edges(other)
    end = min(max((left + right) / 2, low + CORNER), high - CORNER)
    start = min(max(end, left + CORNER), right - CORNER)
    arrow = FancyArrowPatch(
        (start, top),
        (end, bottom),
        arrowstyle="-|>",
        mutation_scale=8,
        shrinkA=0,
        shrinkB=0,
        color=design.LINE,
    )
    axes.add_patch(arrow)
