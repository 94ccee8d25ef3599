"""Under the map of the wijk: water, green, rail and streets, quiet; its scale and its north."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from veerkracht import dutch
from veerkracht.charts import design, geo, ground
from veerkracht.charts.ground import Ground, Way

# How wide a line is in the wijk (metre), and between which widths it is drawn (mm).
WIDE = {"main": 13.0, "street": 6.5, "path": 2.5, "water": 6.0, "rail": 3.0}
THIN, THICK = 0.25, 2.4
COLOUR = {"water": design.WATER, "green": design.PARK, "rail": design.RAIL}
# From below: streets bridge water and rail.
LAYERS = ("green", "water", "rail", "path", "street", "main")
LOWEST = 1.1
# Round lengths for the scale bar, in metres.
BARS = (50, 100, 250, 500, 1000, 2000)


def draw_ground(axes: Any, plan: Ground, scale: float) -> None:
    """What lies under the map, between areas and their names; `scale` in mm a metre.

    Ids: `grond-<kind>`.
    """
    for layer, kind in enumerate(LAYERS):
        look: dict[str, Any] = {"zorder": LOWEST + layer / 100, "joinstyle": "round"}
        colour = COLOUR.get(kind, design.WHITE)
        if shapes := plan.areas.get(kind):
            rings = [ring for shape in shapes for ring in shape]
            patch = _patch(axes, rings, True, fc=colour, ec="none", **look)
            patch.set_gid(f"grond-{kind}-vlak")
        if lines := plan.lines.get(kind):
            width = float(np.clip(WIDE.get(kind, 0) * scale, THIN, THICK)) / design.POINT
            patch = _patch(axes, lines, False, fc="none", ec=colour, lw=width, **look)
            patch.set(gid=f"grond-{kind}", capstyle="round")
        if kind == "rail" and lines:
            dash = (0, (2.2 / max(0.55 * width, 0.3), 2.2 / max(0.55 * width, 0.3)))
            look["zorder"] += 0.005
            _patch(axes, lines, False, fc="none", ec=design.LAND, lw=0.55 * width, ls=dash, **look)


def bar_and_north(axes: Any, frame: geo.Frame) -> None:
    """A scale bar of a round length and an arrow to the north, lower left on the map."""
    length = max([bar for bar in BARS if bar * frame.scale <= 60] or BARS[:1])
    x, y, width = 8.0, 7.0, length * frame.scale
    axes.add_patch(
        Rectangle((4, 3.2), width + 20, 14, fc=design.WHITE, ec="none", alpha=0.85, zorder=4)
    )
    for part, colour in ((0, design.INK), (1, design.WHITE)):
        axes.add_patch(
            Rectangle(
                (x + part * width / 2, y),
                width / 2,
                1.6,
                fc=colour,
                ec=design.INK,
                lw=0.6,
                zorder=6,
            )
        )
    words = f"{dutch.number(length)} meter"
    axes.text(x + width / 2, y + 3.4, words, size=9, color=design.INK, ha="center", zorder=6)
    top = x + width + 8.5
    axes.add_patch(
        Polygon(
            [(top, 12), (top - 2.2, 5), (top, 6.6), (top + 2.2, 5)],
            fc=design.INK,
            ec="none",
            zorder=6,
            gid="noord",
        )
    )
    axes.text(top, 12.6, "N", size=9, weight="bold", color=design.INK, ha="center", zorder=6)


def told_of(background: dict[str, Any], plan: Ground) -> str:
    """From whom the ground is, and which kinds are not drawn in full."""
    told = f"Ondergrond: {background['attribution']}"
    if plan.left_out:
        told += (
            f"; niet alles getekend van {dutch.listing([ground.NAMES[k] for k in plan.left_out])}"
        )
    return told


def kinds_in(background: dict[str, Any]) -> list[str]:
    """What there is to draw, in words."""
    there = {feature["properties"]["kind"] for feature in background["features"]}
    if there & {"main", "path"}:
        there = there - {"main", "path"} | {"street"}
    return [ground.NAMES[kind] for kind in ("street", "water", "green", "rail") if kind in there]


def _patch(axes: Any, ways: list[Way], closed: bool, **look: Any) -> PathPatch:
    """All ways as one shape, in tenths of a point: the drawing of streets is long as it is."""
    # The SVG counts from above, so the distance to the top is what is rounded.
    high = axes.figure.get_figheight() * 72
    paths = []
    for way in ways:
        spots = np.round(way / design.POINT, 1)
        spots[:, 1] = high - np.round(high - way[:, 1] / design.POINT, 1)
        codes = np.full(len(spots), Path.LINETO)
        codes[0] = Path.MOVETO
        if closed:
            codes[-1] = Path.CLOSEPOLY
        paths.append(Path(spots, codes))
    path = Path.make_compound_path(*paths)
    path.should_simplify = False
    points = Affine2D().scale(1 / 72) + axes.figure.dpi_scale_trans
    patch = PathPatch(path, transform=points, **look)
    axes.add_patch(patch)
    return patch
