"""What moved the gap on the Sociale Index: its halves, their themes, and what weighed most."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.contribution_rows import HALF, THEME, WHOLE, Area, Bar, areas_shown
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["contributions", "indicator_changes", "index_gaps"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
NAMES, INDENT = 43.0, 3.0  # mm: of the names of the rows, and how far a theme stands in
NUMBER, PAST = 10.0, 1.5  # mm: of a number at the end of a bar, and between the two
GAP = 7.0  # mm between panels, and between lists
KEY, HEAD = 6.5, 6.5  # mm: the key above all, and the names of the areas
ROW, HIGH, AIR = 4.6, 5.4, 1.8  # mm: a theme, a half or the whole, and between these
AIRY = 1.25  # times as high where there is but one area
BAR, THICK = 2.9, 3.9  # mm: how thick a bar is, and that of a half or of the whole
LISTS, ITEM, LINE = 11.5, 4.1, 3.2  # mm: the head of the lists, an indicator, a line more
LISTED, POINTS = 54.6, 8.0  # mm: the name of an indicator, and its number in a column
FOOT = 4.0  # mm: a line of the note below all
BESIDE = 2  # so many panels stand beside each other
# The key: the words, and what a bar of such a face is.
FACES = (
    ("buiten de marge", design.GREY),
    ("binnen de marge: kan toeval zijn", design.WHITE),
)


class Place(NamedTuple):
    """Where bars stand: their line of 0 in mm from the left, and the mm of a point."""

    zero: float
    mm: float


class Listed(NamedTuple):
    """A list of indicators in a column: whose, in which colour, and its bars."""

    head: str
    color: str
    bars: list[Bar]

    @property
    def high(self) -> float:
        """How high it is in mm."""
        more = fsum(LINE * (len(bar.lines(LISTED)) - 1) for bar in self.bars)
        return ITEM * len(self.bars) + more + AIR * len(_turns(self.bars))


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area with a bar a half, a theme and the whole; below them its indicators.

    All on one scale; open bars are within their margin. More areas than two have no lists: those
    stand in the tables.
    """
    areas = areas_shown(tables, context)
    bands = [areas[at : at + BESIDE] for at in range(0, len(areas), BESIDE)]
    lists = _lists(areas, context["city"])
    mm = min(
        [_scale(band) for band in bands] + [_scale_of_list(each) for each in lists if each.bars]
    )
    note = design.broken(_note(areas, bool(lists), context), WIDTH, design.SMALL, "normal")
    tall = _tall(areas)
    below = LISTS + max(each.high for each in lists) if lists else 0.0
    height = KEY + (HEAD + tall) * len(bands) + below + 2.0 + FOOT * len(note)
    figure = design.new_figure(WIDTH, height)
    top = KEY
    for number, band in enumerate(bands):
        starts = _starts(band, mm)
        for at, (area, start) in enumerate(zip(band, starts, strict=True)):
            index = number * BESIDE + at
            place = Place(start + NUMBER + _reach(area.rows, -1) * mm, mm)
            axes = _axes(figure, (top, HEAD + tall), place, f"gebied-{index}")
            _panel(axes, area, (place, start), index, len(areas) == 1)
            if at == 0:
                _names(axes, area, len(areas) == 1)
            if index == 0:
                _key(axes, context["city"])
        top += HEAD + tall
    for at, each in enumerate(lists):
        start = at * (WIDTH + GAP) / len(lists)
        place = Place(start + LISTED + PAST + _reach(each.bars, -1) * mm, mm)
        axes = _axes(figure, (top, below), place, f"lijst-{at}")
        _list(axes, each, place, start)
    for number, line in enumerate(note):
        y = FOOT * (len(note) - number - 0.5) / height
        figure.text(0, y, line, size=design.SMALL, color=design.GREY, va="center")
    return figure


def _reach(bars: list[Bar], side: int) -> float:
    """How many points the bars go to a side: -1 is left."""
    return max(0.0, *(bar.points * side for bar in bars)) if bars else 0.0


def _wide(bars: list[Bar]) -> float:
    """How many points the bars take from end to end."""
    return max(_reach(bars, -1) + _reach(bars, 1), 0.5)


def _scale(band: list[Area]) -> float:
    """How many mm a point may be for panels beside each other, with a number at either end."""
    room = WIDTH - NAMES - GAP * (len(band) - 1) - 2 * NUMBER * len(band)
    return room / fsum(_wide(area.rows) for area in band)


def _scale_of_list(listed: Listed) -> float:
    """How many mm a point may be for a list of indicators, with its numbers in a column."""
    return ((WIDTH - GAP) / 2 - LISTED - 2 * PAST - POINTS) / _wide(listed.bars)


def _starts(band: list[Area], mm: float) -> list[float]:
    """Where the panels beside each other begin, in mm; what is left over stands between them."""
    wide = [_wide(area.rows) * mm + 2 * NUMBER for area in band]
    between = (WIDTH - NAMES - fsum(wide)) / max(len(band) - 1, 1)
    return [NAMES + fsum(wide[:at]) + between * at for at in range(len(band))]


def _tall(areas: list[Area]) -> float:
    """How high the rows are together, in mm."""
    return _tops(areas[0].rows, len(areas) == 1)[-1]


def _tops(rows: list[Bar], alone: bool) -> list[float]:
    """Where each row begins below the names of the areas, in mm, and where the last one ends."""
    tops, y = [], 0.0
    for at, bar in enumerate(rows):
        # Air before the second half, and before what all adds up to.
        y += AIR * (at > 0 and bar.kind != THEME)
        tops.append(y)
        y += (ROW if bar.kind == THEME else HIGH) * (AIRY if alone else 1.0)
    return [*tops, y]


def _middles(rows: list[Bar], alone: bool) -> list[float]:
    """The middle of each row, in mm below the top of the axes."""
    tops = _tops(rows, alone)
    heights = [(ROW if bar.kind == THEME else HIGH) * (AIRY if alone else 1.0) for bar in rows]
    return [HEAD + top + high / 2 for top, high in zip(tops[:-1], heights, strict=True)]


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


def _panel(axes: Any, area: Area, at: tuple[Place, float], index: int, alone: bool) -> None:
    """The bars of an area below its name; `at`: their place, and where in mm the panel begins."""
    (place, start), color = at, design.AREAS[index % len(design.AREAS)]
    middles = _middles(area.rows, alone)
    axes.text(
        start / WIDTH,
        2.2,
        area.name,
        transform=axes.get_yaxis_transform(),
        size=design.HEAD,
        weight="semibold",
        color=color,
        va="center_baseline",
    )
    for bar, y in zip(area.rows, middles, strict=True):
        _draw_bar(axes, bar, y, color)
        side = -1 if bar.points < 0 else 1
        axes.text(
            bar.points + PAST * side / place.mm,
            y - 0.2,
            _points(bar.points),
            size=design.TEXT,
            weight="normal" if bar.kind == THEME and not bar.sure else "semibold",
            color=color,
            ha="left" if side > 0 else "right",
            va="center_baseline",
        )
    ends = [HEAD, middles[-1] + HIGH / 2]
    axes.plot([0, 0], ends, color=design.INK, lw=0.9, zorder=4, solid_capstyle="butt")


def _draw_bar(axes: Any, bar: Bar, y: float, color: str) -> None:
    """A bar, full where it is beyond its margin."""
    high = THICK if bar.kind in (HALF, WHOLE) else BAR
    face = color if bar.sure else design.WHITE
    axes.barh(y, bar.points, height=high, zorder=3, fc=face, ec=color, lw=0.8)


def _names(axes: Any, area: Area, alone: bool) -> None:
    """The names of the rows, left of the panels; a line above what all adds up to."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center_baseline"}
    middles = _middles(area.rows, alone)
    for bar, y in zip(area.rows, middles, strict=True):
        x, weight = (INDENT, "normal") if bar.kind == THEME else (0.0, "semibold")
        axes.text(x / WIDTH, y - 0.2, bar.words, size=design.TEXT, weight=weight, **look)
    high = HIGH * (AIRY if alone else 1.0)
    above = middles[-1] - high / 2 - AIR / 2
    axes.plot([0, 1], [above] * 2, color=design.LINE, lw=0.6, transform=look["transform"])


def _key(axes: Any, city: str) -> None:
    """Above all what an open bar is, and which side of the line is which."""
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    x, y = 0.0, 1.5 - KEY
    for words, face in FACES:
        box = (x / WIDTH, y - 1.3)
        axes.add_patch(Rectangle(box, 5 / WIDTH, 2.6, ec=design.GREY, lw=0.8, fc=face, **at))
        axes.text((x + 6.5) / WIDTH, y, words, **look, **at)
        x += 12.0 + design.text_width(words, design.SMALL, "normal")
    left, right = f"← verder van {city}", "dichterbij →"
    x += PAST + design.text_width(left, design.SMALL, "normal")
    axes.plot([x / WIDTH] * 2, [y - 1.6, y + 1.6], color=design.INK, lw=0.9, **at)
    for side, words in ((-1, left), (1, right)):
        ha = "right" if side < 0 else "left"
        axes.text((x + PAST * side) / WIDTH, y, words, ha=ha, **look, **at)


def _lists(areas: list[Area], city: str) -> list[Listed]:
    """The columns of indicators: one an area, or of one area one a side; none of more areas."""
    if len(areas) > BESIDE:
        return []
    if len(areas) == 1:
        sides = {f"Dichter bij {city}": 1, f"Verder van {city}": -1}
        color, bars = design.AREAS[0], areas[0].bars
        return [Listed(h, color, [b for b in bars if b.points * s > 0]) for h, s in sides.items()]
    return [Listed(area.name, design.AREAS[at], area.bars) for at, area in enumerate(areas)]


def _turns(bars: list[Bar]) -> list[int]:
    """The places of the bars that are the first to the other side."""
    return [at + 1 for at, (one, two) in enumerate(pairwise(bars)) if one.points > 0 > two.points]


def _list(axes: Any, listed: Listed, place: Place, start: float) -> None:
    """A column of indicators: name, bar and number; `start`: where it begins in mm."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center_baseline"}
    if start == 0:
        words = "De indicatoren die daarin het zwaarst wogen"
        axes.text(0, LISTS - 7.6, words, size=design.TEXT, weight="semibold", **look)
    head: Any = {"size": design.TEXT, "weight": "semibold", "color": listed.color}
    axes.text(start / WIDTH, LISTS - 2.6, listed.head, **head, **look)
    y = LISTS
    end = start + (WIDTH - GAP) / 2
    for at, bar in enumerate(listed.bars):
        y += AIR * (at in _turns(listed.bars))
        lines = bar.lines(LISTED)
        high = ITEM + LINE * (len(lines) - 1)
        for number, line in enumerate(lines):
            across = y + ITEM / 2 + LINE * number - 0.2
            axes.text(start / WIDTH, across, line, size=design.SMALL, **look)
        _draw_bar(axes, bar, y + high / 2, listed.color)
        axes.text(end / WIDTH, y + high / 2 - 0.2, _points(bar.points), ha="right", **head, **look)
        y += high
    if listed.bars:
        axes.plot([0, 0], [LISTS, y], color=design.INK, lw=0.9, zorder=4, solid_capstyle="butt")


def _note(areas: list[Area], lists: bool, context: dict[str, Any]) -> str:
    """Below all what the margins are, and how far what is printed is from its sum."""
    noise = context["noise"]
    words = (
        "De marge van een thema volgt uit die van zijn indicatoren; die van de hele index is "
        f"{dutch.number(float(noise['change']))} punten."
    )
    if lists:
        words += (
            " Indicatoren: aandelen van bewoners, tenzij er iets anders staat; niet wat minder dan "
            f"{dutch.number(float(noise['register']))} procentpunt verschoof."
        )
    apart = max(abs(_apart(area)) for area in areas)
    return words + (f" Afronden scheelt {dutch.number(apart, 1)}." if apart else "")


def _apart(area: Area) -> float:
    """How far the printed points of the themes are from that of the whole."""
    themes = [round(bar.points, 1) for bar in area.rows if bar.kind == THEME]
    return round(fsum(themes) - round(area.total, 1), 1)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the sum of every area; text with its halves and the theme that weighed most."""
    areas, rows = areas_shown(tables, context), tables["contributions"]
    start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
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
    totals = {area.name: area.total for area in areas}
    title = _title(totals, start, end, context)
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
    *rows, (_, whole) = _named(area)
    labelled = [(moved, whole)]
    labelled += [(f"{moved}, door: {words}", bar) for words, bar in rows]
    labelled += [(f"{moved}, door: {bar.words}", bar) for bar in area.bars]
    return [over_years(label, "punten", [(end, bar.points)], _points) for label, bar in labelled]


def _title(totals: dict[str, float], start: int, end: int, context: dict[str, Any]) -> str:
    """Which areas came nearer to the city or went farther from it; of the others: not shown."""
    city, margin = context["city"], float(context["noise"]["change"])
    still = [area for area, total in totals.items() if abs(total) < margin]
    if len(still) == len(totals):
        return (
            f"Van {start} tot {end} veranderde de afstand van {dutch.listing(still)} tot {city} "
            "niet aantoonbaar"
        )
    moved = [
        f"{'kwam' if total > 0 else 'raakte'} {area} {dutch.number(abs(total), 1)} punten "
        f"{'dichter bij' if total > 0 else 'verder van'} {city}"
        for area, total in totals.items()
        if area not in still
    ]
    also = f"; van {dutch.listing(still)} is geen verandering aan te tonen" if still else ""
    return f"Van {start} tot {end} {dutch.listing(moved)}{also}"


def _points(value: float) -> str:
    return dutch.signed(value, 1)
