"""The sizes and the legend of the ring map: how many ties across the edge of the wijk."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, network_change, network_marks

# In mm: the radius of who has most ties across the edge, and the smallest.
MAX_RADIUS, MIN_RADIUS = 3.6, 0.95
# Who has no tie outward is so much smaller, and grey: the others are to be counted.
QUIET = 0.6
SAID = 8.5  # in points
WIDTH = 182.0


def radius(across: Any, largest: int) -> Any:
    """The radius of so many ties across the edge, in mm: the area grows as they do."""
    return np.maximum(MAX_RADIUS * np.sqrt(across / largest), MIN_RADIUS)


def draw(axes: Any, nodes: pd.DataFrame, ties: tuple[int, int], y: float) -> None:
    """Below the map, from `y` down: who is counted, and what shapes and sizes say.

    `nodes`: inside (whether in the wijk) and across (ties over its edge); `ties`: how many are
    drawn, and how many among those outside are not.
    """
    drawn, among = ties
    text = {"size": SAID, "color": design.GREY, "va": "center_baseline"}
    inside = nodes[nodes["inside"]]
    linked = int((inside["across"] > 0).sum())
    x = 0.3
    for kind, is_quiet, count, told in (
        ("informeel", False, linked, "werken samen met buiten"),
        ("informeel", True, len(inside) - linked, "niet"),
        ("buiten", False, len(nodes) - len(inside), "van buiten de wijk"),
    ):
        mark = network_marks.shape(kind, x + 1.8, y, QUIET * 1.8 if is_quiet else 1.8)
        if is_quiet:
            mark.set(fc=design.LINE)
        axes.add_patch(mark)
        bold = {**text, "weight": "bold", "color": design.INK}
        axes.text(x + 5.0, y, dutch.number(count), **bold)
        x += 6.2 + design.text_width(dutch.number(count), SAID, "bold")
        axes.text(x, y, told, **text)
        x += design.text_width(told, SAID, "normal") + 7
    axes.plot([x, x + 6], [y, y], color=design.OUTSIDE, lw=1.8)
    axes.text(x + 7.5, y, f"{network_change.ties(drawn)}; dikker = meer", **text)
    x, y = 0.3, y - 6.4
    for kind in ("informeel", "formeel"):
        axes.add_patch(network_marks.shape(kind, x + 1.8, y, 1.6))
        axes.text(x + 5.0, y, network_marks.NAMES[kind], **text)
        x += 5.0 + design.text_width(network_marks.NAMES[kind], SAID, "normal") + 6
    _key_of_sizes(axes, y, max(int(nodes["across"].max()), 1))
    told = "In de wijk staat elke partij ongeveer op haar plek; waar lijnen samenkomen, is niets. "
    told += "Niet getekend: samenwerkingen in de wijk"
    if among:
        told += f" en de {dutch.number(among)} tussen partijen van buiten"
    axes.text(0.3, y - 6.0, f"{told}.", **text | {"size": design.SMALL})


def _key_of_sizes(axes: Any, y: float, largest: int) -> None:
    """At the right below the map how many ties a size is: the most, half of them, and one."""
    note = "groter, en achter een naam: hoeveel over de grens"
    text = {"size": SAID, "color": design.GREY, "va": "center_baseline"}
    x = WIDTH - design.text_width(note, SAID, "normal")
    axes.text(x, y, note, **text)
    for count in sorted({largest, max(largest // 2, 1), 1}, reverse=True):
        size = float(radius(count, largest))
        said = dutch.number(count)
        x -= 2 + design.text_width(said, design.SMALL, "normal")
        axes.text(x, y, said, **text | {"size": design.SMALL})
        x -= size + 0.8
        look: dict[str, Any] = {"fc": design.PALE, "ec": design.GREY, "lw": 0.6}
        axes.add_patch(PathPatch(Path.circle((x, y), size), **look))
        x -= size
