"""The sizes and the legend of the ring map: how many ties across the edge of the wijk."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, network_marks

# In mm: the radius of who has most ties across the edge, and the smallest.
MAX_RADIUS, MIN_RADIUS = 3.6, 0.95
# Who has no tie outward is so much smaller, and grey: the others are to be counted.
QUIET = 0.6
SAID = 8.5  # in points
PLACES = "In de wijk staat elke partij ongeveer op haar plek, op de ring op volgorde van aantal."
WIDTH = 182.0


def radius(across: Any, largest: int) -> Any:
    """The radius of so many ties across the edge, in mm: the area grows as they do."""
    return np.maximum(MAX_RADIUS * np.sqrt(across / largest), MIN_RADIUS)


def draw(axes: Any, nodes: pd.DataFrame, ties: tuple[int, int, int, int], y: float) -> None:
    """Below the map, from `y` down: who is counted, and what shapes, lines and sizes say.

    `nodes`: inside (whether in the wijk) and across (ties over its edge); `ties`: how many from
    outside are dark and how many ties those have, of how many that are drawn, and how many among
    those outside are not.
    """
    text = {"size": SAID, "color": design.GREY, "va": "center_baseline"}
    inside = nodes[nodes["inside"]]
    linked = int((inside["across"] > 0).sum())
    outside = len(nodes) - len(inside)
    x = 0.3
    for kind, is_quiet, count, told in (
        ("informeel", False, linked, "gekleurd: met een samenwerking naar buiten"),
        ("informeel", True, len(inside) - linked, "grijs: zonder"),
        ("buiten", False, outside, "van buiten"),
    ):
        mark = network_marks.shape(kind, x + 1.8, y, QUIET * 1.8 if is_quiet else 1.8)
        if is_quiet:
            mark.set(fc=design.LINE)
        axes.add_patch(mark)
        x = _said(axes, x + 5.0, y, dutch.number(count), told, text)
    for kind in ("informeel", "formeel"):
        axes.add_patch(network_marks.shape(kind, x + 1.8, y, 1.6))
        x = _said(axes, x + 5.0, y, "", network_marks.NAMES[kind], text)
    x, y = 0.3, y - 6.4
    dark, own, drawn, among = ties
    rest = f"van de andere {dutch.number(outside - dark)}" if dark else "over de grens"
    for count, told, width, alpha in (
        (own, f"samenwerkingen van de {dutch.word(dark)} met de meeste", 2.6, 1.0),
        (drawn - own, rest, 1.6, 0.4),
    ):
        if count:
            axes.plot([x, x + 6], [y, y], color=design.OUTSIDE, lw=width, alpha=alpha)
            x = _said(axes, x + 8, y, dutch.number(count), told, text)
    _key_of_sizes(axes, y, max(int(nodes["across"].max()), 1))
    left_out = "Niet getekend: samenwerkingen in de wijk"
    if among:
        left_out += f" en de {dutch.number(among)} tussen partijen van buiten"
    bundle = "De lijnen van één partij van buiten lopen tot de wijk samen"
    if dark:
        bundle += f"; die van de {dutch.word(dark)} gaan verder, donker naar wie een naam heeft."
    else:
        bundle += "; daar gaan zij uiteen."
    for down, told in (
        (6.0, bundle),
        (4.0, f"{PLACES} {left_out}."),
    ):
        y -= down
        axes.text(0.3, y, told, **text | {"size": design.SMALL})


def _said(axes: Any, x: float, y: float, count: str, told: str, text: dict[str, Any]) -> float:
    """A count in bold and what it is of; gives where the next may start."""
    axes.text(x, y, count, **{**text, "weight": "bold", "color": design.INK})
    x += design.text_width(count, SAID, "bold") + 1.2 if count else 0
    axes.text(x, y, told, **text)
    return x + float(design.text_width(told, SAID, "normal")) + 5.5


def _key_of_sizes(axes: Any, y: float, largest: int) -> None:
    """At the right below the map how many ties a size is: the most, half of them, and one."""
    note = "aantal, ook achter een naam"
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
