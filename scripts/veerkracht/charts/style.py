"""Colours, fonts and sizes of all charts: one place, shared with templates/print.css."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib

matplotlib.use("svg")
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure

from veerkracht.dutch import number as number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS = Path(__file__).resolve().parents[3] / "templates" / "fonts"

INFORMAL = "#008563"
INFORMAL_TEXT = "#00785A"
FORMAL = "#13296C"
OUTSIDE = "#9C6511"
ACCENT = "#A112A1"
GREY = "#5B6470"
INK = "#1B1F24"
LINE = "#7C8690"
MINT = "#DDEFE8"
PAPER = "#F6F4EE"
PALE = "#E8EAED"

# Shape is the second channel beside colour: it survives grey print and colour blindness.
KIND_COLOUR = {"informeel": INFORMAL, "formeel": FORMAL, "buiten": OUTSIDE}
KIND_TEXT = {"informeel": INFORMAL_TEXT, "formeel": FORMAL, "buiten": OUTSIDE}
KIND_MARKER = {"informeel": "o", "formeel": "s", "buiten": "^"}

MM = 1 / 25.4


def _apply() -> None:
    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))
    rcParams.update(
        {
            "font.family": "Source Sans 3",
            "font.size": 8.5,
            "svg.fonttype": "none",
            "svg.hashsalt": "veerkrachtmonitor",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.labelcolor": GREY,
            "axes.linewidth": 0.6,
            "xtick.color": GREY,
            "ytick.color": GREY,
            "xtick.labelsize": 8,
            "ytick.labelsize": 8,
            "text.color": INK,
            "lines.linewidth": 1.8,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
        }
    )


_apply()


def new_figure(width_mm: float, height_mm: float) -> Figure:
    """An empty figure of exactly this size in millimetres."""
    return Figure(figsize=(width_mm * MM, height_mm * MM))


def save(figure: Figure, path: str | Path) -> None:
    """Write `figure` as SVG without a date, so that the same figure gives the same bytes."""
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def year_axis(axes: Axes, years: list[int]) -> None:
    """Set the ticks of the x-axis to exactly these years."""
    axes.set_xticks(years, [str(year) for year in years])
