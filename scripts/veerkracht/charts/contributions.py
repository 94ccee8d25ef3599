"""What moved the gap on the Sociale Index: the whole, its halves and their themes."""

from __future__ import annotations

from math import fsum, isfinite
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.contribution_rows import HALF, THEME, WHOLE, Area, Bar, areas_shown
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["contributions", "index_gaps"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
NAMES, INDENT = 44.0, 3.0  # mm: of the names of the rows, and how far a theme stands in
LEFT, NUMBER, PAST = 11.0, 18.0, 1.8  # mm: left of all bars, right of them for the column of
# numbers and the words above it, and from a bar or line to words
GAP = 7.0  # mm between panels
KEY, HEAD = 6.4, 10.4  # mm: the key above all, and the names of the areas
AIR = 2.0  # mm: before a half
FOOT = 4.0  # mm: the note below all
TICK = 0.36  # of how thick a bar is: half the stroke at its margin
BESIDE = 2  # so many panels stand beside each other
TITLE = 11.0  # pt: of the name of the whole, beside a larger number
# Of what a row is -> mm: how high it is, and how thick its bar; and the size of its letters.
LOOKS = {WHOLE: (10.8, 8.0, 13.0), HALF: (7.6, 5.4, design.HEAD), THEME: (5.6, 3.5, design.TEXT)}
HALF_OF = 0.5  # a half is named for what it gave from this share of the whole on
# The key: the words, and what a bar of such a face is.
FACES = (
    ("voorbij zijn marge", design.GREY),
    ("binnen zijn marge: kan toeval zijn", design.WHITE),
)
MARGIN, CLOSE, UNIT = "marge, vanaf nul", "op de grens", "punten"
NEAR = 0.05  # of its margin: a bar that ends as near to it lies on its edge


class Place(NamedTuple):
    """Where bars stand: their line of 0 in mm from the left, and the mm of a point."""

    zero: float
    mm: float


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area: the whole in one large bar, below it the halves and the themes of each.

    All on one scale; a thin line goes to the margin of each bar, and an open bar ends before it.
    What each is in points stands in a column, so that none is read as where a line ends.
    """
    areas = areas_shown(tables, context)
    bands = [areas[at : at + BESIDE] for at in range(0, len(areas), BESIDE)]
    mm = min(_scale(band) for band in bands)
    note = _note(areas)
    span = "–".join(map(str, _years(tables)))
    tall = HEAD + _tops(areas[0].rows)[-1]
    height = KEY + tall * len(bands) + 1.0 + FOOT * bool(note)
    figure = design.new_figure(WIDTH, height)
    for number, band in enumerate(bands):
        starts = _starts(band, mm)
        for at, (area, start) in enumerate(zip(band, starts, strict=True)):
            index = number * BESIDE + at
            place = Place(start + LEFT + _reach(area.rows, -1) * mm, mm)
            top = KEY + tall * number
            axes = _axes(figure, (top, tall), place, f"gebied-{index}")
            _panel(axes, area, (place, start), index, span)
            if at == 0:
                _names(axes, area)
            if index == 0:
                _key(axes, context["city"], _years(tables)[0])
    figure.text(0, FOOT / 2 / height, note, size=design.SMALL, color=design.GREY, va="center")
    return figure


def _years(tables: dict[str, pd.DataFrame]) -> tuple[int, int]:
    """Between which measurements the index moved."""
    rows = tables["contributions"]
    return int(rows["start"].iloc[0]), int(rows["end"].iloc[0])


def _reach(bars: list[Bar], side: int) -> float:
    """How many points the bars and their margins go to a side: -1 is left."""
    return max([0.0, *(_far(bar) for bar in bars if bar.points * side > 0)])


def _far(bar: Bar) -> float:
    """How far from 0 a bar or its margin ends, in points; of an unknown margin the bar."""
    return max(abs(bar.points), bar.margin if isfinite(bar.margin) else 0.0)


def _wide(bars: list[Bar]) -> float:
    """How many points the bars take from end to end."""
    return max(_reach(bars, -1) + _reach(bars, 1), 0.5)


def _scale(band: list[Area]) -> float:
    """How many mm a point may be for panels beside each other, each with its numbers."""
    room = WIDTH - NAMES - GAP * (len(band) - 1) - (LEFT + NUMBER) * len(band)
    return room / fsum(_wide(area.rows) for area in band)


def _starts(band: list[Area], mm: float) -> list[float]:
    """Where the panels beside each other begin, in mm; what is left over stands between them."""
    wide = [_wide(area.rows) * mm + LEFT + NUMBER for area in band]
    between = (WIDTH - NAMES - fsum(wide)) / max(len(band) - 1, 1)
    return [NAMES + fsum(wide[:at]) + between * at for at in range(len(band))]


def _tops(rows: list[Bar]) -> list[float]:
    """Where each row begins below the names of the areas, in mm, and where the last one ends."""
    tops, y = [], 0.0
    for bar in rows:
        y += AIR * (bar.kind == HALF)
        tops.append(y)
        y += LOOKS[bar.kind][0]
    return [*tops, y]


def _middles(rows: list[Bar]) -> list[float]:
    """The middle of each row, in mm below the top of the axes."""
    return [
        HEAD + top + LOOKS[bar.kind][0] / 2 for top, bar in zip(_tops(rows)[:-1], rows, strict=True)
    ]


def _axes(figure: Figure, high: tuple[float, float], place: Place, gid: str) -> Any:
    """Axes as wide as the figure, from a top and so many mm down: x in points, y in mm."""
    height = figure.get_size_inches()[1] / design.MM
    top, tall = high
    axes = figure.add_axes(
        (0, 1 - (top + tall) / height, 1, tall / height),
        gid=gid,
        xlim=(-place.zero / place.mm, (WIDTH - place.zero) / place.mm),
        ylim=(tall, 0),
    )
    axes.set_axis_off()
    return axes


def _panel(axes: Any, area: Area, at: tuple[Place, float], index: int, span: str) -> None:
    """The bars of an area below its name and the years between which it moved (`span`).

    `at`: their place, and where in mm the panel begins.
    """
    (place, start), color = at, design.AREAS[index % len(design.AREAS)]
    middles = _middles(area.rows)
    axes.text(
        start / WIDTH,
        2.6,
        area.name,
        transform=axes.get_yaxis_transform(),
        size=design.HEAD,
        weight="semibold",
        color=color,
        va="center_baseline",
    )
    past = start + design.text_width(area.name, design.HEAD) + 2
    quiet: Any = {"size": design.TEXT, "color": design.GREY, "va": "center_baseline"}
    axes.text(past / WIDTH, 2.6, span, transform=axes.get_yaxis_transform(), **quiet)
    column = _reach(area.rows, 1) + NUMBER / place.mm
    axes.text(column, 2.6, UNIT, **quiet, ha="right")
    for bar, y in zip(area.rows, middles, strict=True):
        _, thick, size = LOOKS[bar.kind]
        face = color if bar.sure else design.WHITE
        axes.barh(y, bar.points, height=thick, zorder=3, fc=face, ec=color, lw=0.8)
        side = -1 if bar.points < 0 else 1
        if isfinite(bar.margin):
            _margin(axes, bar, y)
        axes.text(
            column,
            y - 0.2,
            _points(bar.points),
            size=size,
            weight="normal" if bar.kind == THEME and not bar.sure else "semibold",
            color=color,
            ha="right",
            va="center_baseline",
        )
        if _is_close(bar):
            # Left of what the row has, where no number stands.
            x = min(0.0, _far(bar) * side) - PAST / place.mm
            axes.text(x, y - 0.2, CLOSE, ha="right", **{**quiet, "size": design.SMALL})
    for ha, side, words in (("right", -1, "← verder weg"), ("left", 1, "dichterbij →")):
        way: Any = {"size": design.TEXT, "ha": ha, "va": "center_baseline"}
        axes.text(PAST * side / place.mm, HEAD - 2.2, words, **way)
    ends = [HEAD - 4.4, HEAD + _tops(area.rows)[-1]]
    axes.plot([0, 0], ends, color=design.INK, lw=0.9, zorder=4, solid_capstyle="butt")


def _is_close(bar: Bar) -> bool:
    """Whether it is hardly to be seen if a bar is past its margin."""
    return isfinite(bar.margin) and abs(abs(bar.points) - bar.margin) < NEAR * bar.margin


def _margin(axes: Any, bar: Bar, y: float) -> None:
    """From 0 a thin line to where a bar is past its margin, with a stroke across.

    A full bar is past it, so that all of its line lies in the bar: that is white.
    """
    end, thick = bar.margin * (-1 if bar.points < 0 else 1), LOOKS[bar.kind][1]
    color = design.WHITE if bar.sure else design.INK
    look: Any = {"color": color, "lw": 0.9, "zorder": 5, "solid_capstyle": "butt"}
    axes.plot([0, end], [y, y], gid="marge", **look)
    axes.plot([end, end], [y - TICK * thick, y + TICK * thick], **look)


def _names(axes: Any, area: Area) -> None:
    """The names of the rows, left of the panels; a line above each half."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center_baseline"}
    for bar, y in zip(area.rows, _middles(area.rows), strict=True):
        high, _, size = LOOKS[bar.kind]
        x, weight = (INDENT, "normal") if bar.kind == THEME else (0.0, "semibold")
        axes.text(x / WIDTH, y - 0.2, bar.words, size=min(size, TITLE), weight=weight, **look)
        if bar.kind == HALF:
            above = y - (high + AIR) / 2
            axes.plot([0, 1], [above] * 2, color=design.LINE, lw=0.6, transform=look["transform"])


def _key(axes: Any, city: str, start: int) -> None:
    """Above all what an open bar is, and what the line is that bars begin at."""
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    x, y = 0.0, 1.5 - KEY
    for words, face in FACES:
        box = (x / WIDTH, y - 1.3)
        axes.add_patch(Rectangle(box, 5 / WIDTH, 2.6, ec=design.GREY, lw=0.8, fc=face, **at))
        axes.text((x + 6.5) / WIDTH, y, words, **look, **at)
        x += 12.0 + design.text_width(words, design.SMALL, "normal")
    line: Any = {"color": design.INK, "solid_capstyle": "butt", **at}
    axes.plot([x / WIDTH, (x + 5) / WIDTH], [y, y], lw=0.8, **line)
    axes.plot([(x + 5) / WIDTH] * 2, [y - 1.3, y + 1.3], lw=0.8, **line)
    axes.text((x + 6.8) / WIDTH, y, MARGIN, **look, **at)
    x += 12.0 + design.text_width(MARGIN, design.SMALL, "normal")
    axes.plot([(x + 1) / WIDTH] * 2, [y - 1.6, y + 1.6], lw=1.2, **line)
    axes.text((x + 3) / WIDTH, y, f"de afstand tot {city} in {start}", **look, **at)


def _note(areas: list[Area]) -> str:
    """How far what is printed is from its sum; empty where it is not."""
    apart = max(abs(_apart(area)) for area in areas)
    return f"Afronden scheelt {dutch.number(apart, 1)}." if apart else ""


def _apart(area: Area) -> float:
    """How far the printed points of the themes are from that of the whole."""
    themes = [round(bar.points, 1) for bar in area.rows if bar.kind == THEME]
    return round(fsum(themes) - round(area.total, 1), 1)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the sum of every area; text with its halves and the theme that weighed most."""
    areas, rows = areas_shown(tables, context), tables["contributions"]
    start, end = _years(tables)
    parts: list[str] = []
    series: list[Series] = []
    for area in areas:
        named = _named(area)
        halves = [f"{words} {_points(bar.points)}" for words, bar in named if bar.kind == HALF]
        themes = [(words, bar.points) for words, bar in named if bar.kind == THEME]
        words, points = max(themes, key=lambda pair: abs(pair[1]))
        parts.append(
            f"{area.name} {_points(area.total)} punten: {'; '.join(halves)}; van de thema's woog "
            f"{words} het meest ({_points(points)})"
        )
        series += _series(area, start, end)
    alt = (
        f"Staafdiagram van wat de afstand tot {context['city']} op de Sociale Index verschoof, "
        f"{start} tot {end}. {'. '.join(parts)}."
    )
    title = _title(areas, start, end, context)
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _named(area: Area) -> list[tuple[str, Bar]]:
    """The rows of an area by name: a theme with whom its half is of, as two share a name."""
    named, half = [], ""
    for bar in area.rows:
        half = bar.words.lower() if bar.kind == HALF else half
        words = f"{bar.words} ({half})" if bar.kind == THEME else bar.words.lower()
        named.append((words, bar))
    return named


def _series(area: Area, start: int, end: int) -> list[Series]:
    """Every number of an area, the whole first."""
    moved = f"verschuiving van de afstand van {area.name} sinds {start}"
    (_, whole), *rows = _named(area)
    labelled = [(moved, whole), *((f"{moved}, door: {words}", bar) for words, bar in rows)]
    return [over_years(label, "punten", [(end, bar.points)], _points) for label, bar in labelled]


def _title(areas: list[Area], start: int, end: int, context: dict[str, Any]) -> str:
    """Which areas came nearer to the city or went farther, by which half; of others: not shown."""
    city, margin = context["city"], float(context["noise"]["change"])
    still = [area.name for area in areas if abs(area.total) < margin]
    if len(still) == len(areas):
        return (
            f"Van {start} tot {end} veranderde de afstand van {dutch.listing(still)} tot {city} "
            "niet aantoonbaar"
        )
    moved = [
        f"{'kwam' if area.total > 0 else 'raakte'} {area.name} "
        f"{dutch.number(abs(area.total), 1)} punten "
        f"{'dichter bij' if area.total > 0 else 'verder van'} {city}{_most_by(area)}"
        for area in areas
        if area.name not in still
    ]
    also = f"; van {dutch.listing(still)} is geen verandering aan te tonen" if still else ""
    return f"Van {start} tot {end} {dutch.listing(moved)}{also}"


def _most_by(area: Area) -> str:
    """The half that gave more than half of what the whole moved, where beyond its margin."""
    for bar in area.rows:
        if bar.kind == HALF and bar.sure and bar.points / area.total > HALF_OF:
            return f", vooral door {bar.words[:1].lower()}{bar.words[1:]}"
    return ""


def _points(value: float) -> str:
    return dutch.signed(value, 1)
