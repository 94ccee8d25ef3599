"""The picture in docs/archiveren.md: what each command makes of an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from veerkracht.charts import design

WIDTH, HEIGHT, BOX = 170.0, 74.0, 16.0  # mm: the picture, the height of a box
# Left and lower edge, width; what it is called, and what is in it.
BOXES = {
    "invoer": (0, 46, 42, "data/", "werkmappen, exports, teksten"),
    "uitgave": (0, 12, 42, "results/", "monitor, tabellen, figuren"),
    "akkoord": (64, 58, 42, "akkoord.yaml", "wie, wanneer, wat is gezien"),
    "openbaar": (64, 29, 42, "archive/2026.1/", "BagIt, RO-Crate, MDTO"),
    "besloten": (64, 0, 42, "archive-besloten/2026.1/", "met bewaartermijn"),
    "bewijs": (128, 29, 42, "opnieuw gemaakt", "zelfde bytes, of wat er anders is"),
}
ARROWS = (
    ("invoer", "uitgave", "snakemake"),
    ("uitgave", "akkoord", "approve"),
    ("uitgave", "openbaar", "archive"),
    ("uitgave", "besloten", "archief=besloten"),
    ("openbaar", "bewijs", "prove"),
    ("besloten", "bewijs", "besloten=…"),
)


def save_picture(path: Path) -> None:
    """Write the picture as SVG; letters are shapes in it, so that it looks the same everywhere."""
    with rc_context({"svg.fonttype": "path"}):
        design.save(draw_picture(), path)


def draw_picture() -> Figure:
    """Boxes for folders and files, an arrow for every command."""
    figure = design.new_figure(WIDTH, HEIGHT)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    for one, other, command in ARROWS:
        _arrow(axes, one, other, command)
    for name in BOXES:
        _box(axes, name)
    return figure


def _box(axes: Axes, name: str) -> None:
    left, low, width, title, words = BOXES[name]
    colour = design.PALE if name in ("invoer", "besloten") else design.MINT
    axes.add_patch(Rectangle((left, low), width, BOX, facecolor=colour))
    centred: dict[str, Any] = {"ha": "center", "va": "center"}
    middle = left + width / 2
    axes.text(middle, low + 10.2, title, size=design.SMALL, weight="semibold", **centred)
    axes.text(middle, low + 4.8, words, size=design.SMALL, color=design.GREY, **centred)


def _arrow(axes: Axes, one: str, other: str, command: str) -> None:
    """From side to side, or down where the boxes stand above each other; with its command."""
    left, low, width, *_ = BOXES[one]
    right, end, *_ = BOXES[other]
    if left == right:
        start, stop = (left + width / 2, low + 0.0), (left + width / 2, end + BOX)
    else:
        start, stop = (left + width, low + BOX / 2), (right, end + BOX / 2)
    axes.add_patch(
        FancyArrowPatch(
            start, stop, arrowstyle="-|>", mutation_scale=8, shrinkA=0, shrinkB=0, color=design.LINE
        )
    )
    middle = ((start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2)
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    axes.text(*middle, command, size=design.SMALL, ha="center", va="center", bbox=paper)
