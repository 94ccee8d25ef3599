"""Colours, fonts and sizes of all charts, read from the design system in templates/tokens.css."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib

matplotlib.use("svg")
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from veerkracht.dutch import number as number
from veerkracht.paths import TEMPLATES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Locator

FONTS = TEMPLATES / "fonts"


def read_tokens(css: str) -> dict[str, str]:
    """Name -> value of every variable (`--name: value;`) in a stylesheet, quotes taken off."""
    pairs = re.findall(r"--([\w-]+):\s*([^;]+);", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return {name: value.strip().strip('"') for name, value in pairs}


def _points(name: str) -> float:
    return float(TOKENS[name].removesuffix("pt"))


TOKENS = read_tokens((TEMPLATES / "tokens.css").read_text(encoding="utf-8"))

INFORMAL = TOKENS["informal"]
INFORMAL_TEXT = TOKENS["informal-text"]
FORMAL = TOKENS["formal"]
OUTSIDE = TOKENS["outside"]
NOTICE = TOKENS["notice"]
GREY = TOKENS["grey"]
INK = TOKENS["ink"]
LINE = TOKENS["line"]
MINT = TOKENS["mint"]
CRISIS = TOKENS["crisis"]
PAPER = TOKENS["paper"]
PALE = TOKENS["pale"]
WHITE = TOKENS["white"]
LAND = TOKENS["land"]
WATER = TOKENS["water"]
PARK = TOKENS["park"]
RAIL = TOKENS["rail"]

# Lines of areas that stand beside each other: apart in hue and in lightness, and by their marker.
# The city is always INK.
AREAS = [TOKENS[f"area-{place}"] for place in (1, 2, 3, 4)]
# The wijk as a whole, where it has several areas.
WHOLE = TOKENS["whole"]
AREA_MARKER = ["o", "s", "^", "D"]

# Shape is the second channel beside colour: it survives grey print and colour blindness.
KIND_COLOUR = {"informeel": INFORMAL, "formeel": FORMAL, "buiten": OUTSIDE}
KIND_TEXT = {"informeel": INFORMAL_TEXT, "formeel": FORMAL, "buiten": OUTSIDE}
KIND_MARKER = {"informeel": "o", "formeel": "s", "buiten": "^"}

# Who decides -> the ground of a box and the text on it.
WHO = {
    "gemeente": (TOKENS["decides-municipality"], WHITE),
    "formeel": (TOKENS["decides-formal"], WHITE),
    "informeel": (TOKENS["decides-informal"], INK),
    "bewoners": (TOKENS["decides-residents"], WHITE),
}

# Shapes as on the maps. Within each, dark is who stands furthest from the other side.
SQUARE, CIRCLE = KIND_MARKER["formeel"], KIND_MARKER["informeel"]
WHO_MARKER = {"gemeente": SQUARE, "formeel": SQUARE, "informeel": CIRCLE, "bewoners": CIRCLE}

# Colour -> what it means in every figure, and nothing else. A family may have shades. What is not
# here is neutral: text, lines and grounds. A test reads the drawings.
MEANINGS = {
    "informeel": ["informal", "informal-text", "decides-informal", "decides-residents"],
    "formeel": ["formal", "decides-formal", "decides-municipality"],
    "buiten de wijk": ["outside"],
    "eerste gebied": ["area-1"],
    "tweede gebied": ["area-2"],
    "derde gebied": ["area-3"],
    "vierde gebied": ["area-4"],
    "de wijk als geheel": ["whole"],
    "crisis": ["crisis"],
    "voorbeeld of concept": ["notice"],
}

# Which colours stand on which ground, as text (4.5 to 1) and as marks (3 to 1): docs/stijl.md
# prints their contrast and a test holds it.
_AREAS = [f"area-{place}" for place in (1, 2, 3, 4)]
TEXT_ON = {
    "white": [
        "ink",
        "grey",
        "informal-text",
        "formal",
        "outside",
        "notice",
        "whole",
        *_AREAS,
    ],
    "paper": ["ink", "grey", "informal-text", "formal", "notice"],
    "mint": ["ink", "grey", "informal-text", "formal"],
    "crisis": ["ink", "grey", "informal-text"],
    "land": ["ink", "grey", "informal-text"],
    "water": ["ink", "grey", "informal-text"],
    "park": ["ink", "grey", "informal-text"],
    "pale": ["whole"],
    "green": ["white"],
    "navy": ["white"],
    "decides-municipality": ["white"],
    "decides-formal": ["white"],
    "decides-informal": ["ink"],
    "decides-residents": ["white"],
}
MARKS_ON = {
    "white": [
        "informal",
        "formal",
        "outside",
        "line",
        *_AREAS,
        *(f"decides-{who}" for who in ("municipality", "formal", "informal", "residents")),
    ],
    "paper": ["informal", "formal", "outside", "line", *_AREAS],
    "mint": ["informal", "formal", "outside", "line"],
    "crisis": ["informal", "ink", "line", *_AREAS],
    "land": ["informal", "grey"],
    "water": ["informal", "grey"],
    "park": ["informal", "grey"],
}

# In points: what is read first, what is read, and notes.
HEAD, TEXT, SMALL = (_points(f"size-chart{part}") for part in ("-head", "", "-small"))

EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>\n'
# How sure a value is: a pale bar behind its mark. Over a dark bar it would not be seen.
RANGE: dict[str, Any] = {"color": LINE, "lw": 4.6, "alpha": 0.42}

DRAWN = 1.01  # times the width of its outlines a line can be as it is drawn on a screen
MM = 1 / 25.4  # in inches
POINT = 1 / 72 / MM  # in mm


# What a theme of a single question says below its name, and how far both are from the middle of
# their row, in rows.
ONE_QUESTION = "één vraag"
SECOND_LINE = 0.19


def _apply() -> None:
    """Make the tokens and our own fonts the defaults of every figure."""
    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))
    rcParams.update(
        {
            "font.family": TOKENS["sans"],
            "font.size": TEXT,
            # A "$" in a name is a dollar, never the start of a formula.
            "text.parse_math": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "veerkrachtmonitor",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.labelcolor": GREY,
            "axes.linewidth": 0.6,
            "xtick.color": GREY,
            "ytick.color": GREY,
            "xtick.labelsize": SMALL,
            "ytick.labelsize": SMALL,
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


def contrast(one: str, other: str) -> float:
    """The contrast ratio (1 to 21) of two colours (#RRGGBB), as WCAG 2.2 defines it."""
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def text_width(text: str, size: float, weight: str = "semibold") -> float:
    """The width of a line of text in mm, by the metrics of the shipped font."""
    font = FontProperties(family=TOKENS["sans"], weight=weight, size=size)
    width = TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]
    return float(width) * POINT


def cut(words: str, width: float, size: float, weight: str = "semibold") -> str:
    """The words, no wider than `width` mm: what has no room is left out."""
    while len(words) > 1 and text_width(words, size, weight) > width:
        words = words.rstrip("…")[:-1].rstrip() + "…"
    return words


def broken(words: str, width: float, size: float, weight: str = "semibold") -> list[str]:
    """A sentence in lines of at most `width` mm, broken between words; see `DRAWN`.

    A no-break space breaks none.
    """
    lines: list[str] = []
    for word in filter(None, words.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) * DRAWN <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spread(positions: list[float], distance: float) -> list[float]:
    """The positions of labels, moved apart to at least `distance`, in the order given.

    Labels that would overlap share out the move, so that a group stays centred on its points.
    """
    order = sorted(range(len(positions)), key=lambda index: (positions[index], index))
    groups: list[list[float]] = []  # per group: the sum of the wished starts, and its size
    for rank, index in enumerate(order):
        groups.append([positions[index] - rank * distance, 1.0])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, size = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += size
    starts = [total / size for total, size in groups for _ in range(int(size))]
    placed = [0.0] * len(positions)
    for rank, (index, start) in enumerate(zip(order, starts, strict=True)):
        placed[index] = start + rank * distance
    return placed


def ticks_within(ends: tuple[float, float], locator: Locator) -> list[float]:
    """The ticks of `locator` from the one end to the other: it also gives some beyond them."""
    low, high = sorted(ends)
    return [float(tick) for tick in locator.tick_values(low, high) if low <= tick <= high]


def year_axis(axes: Axes, years: list[int]) -> None:
    """Set the ticks of the x-axis to exactly these years."""
    axes.set_xticks(years, [str(year) for year in years])
