"""What moved the gap on the Sociale Index: the indicators that weighed most, by name."""

from __future__ import annotations

import textwrap
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.scoring import gave_most, per_indicator
from veerkracht.source_lines import Origin

TABLES = ["contributions"]
ORIGIN = Origin.INDICATORS

LEAST = 0.05  # points: less than this prints as 0,0
WIDTH = 163.0
# mm from the left: where the names end, where the numbers end, and where the bars begin.
NAMES, NUMBERS, BARS = 76.0, 90.0, 94.0
TOP, HEAD, LINE, PAD = 1.0, 8.5, 3.5, 2.1  # mm: above all, a head, a line of a name, and around it
AIRY = 1.0  # mm more around it where there is but one area
FOOT, BETWEEN = 5.2, 6.0  # mm: a line below the rule, and from one area to the next
AIR = 2.0  # mm between the bars up and the bars down
NOTE, UNDER = 4.7, 2.3  # mm: a line of the note below all, and above the first


class Bar(NamedTuple):
    """A bar: its words, its points, and whether it is one indicator, the others or the rest."""

    words: str
    points: float
    kind: str
    note: str = ""
    airy: float = 0.0

    @property
    def lines(self) -> list[str]:
        """The name in the lines that it takes beside the bar."""
        wide = design.text_width(self.words, design.TEXT, "normal")
        letters = int(len(self.words) * min(1.0, NAMES / wide))
        return textwrap.wrap(self.words, letters, break_long_words=False)

    @property
    def height(self) -> float:
        """The height of the row in mm."""
        return FOOT if self.kind else PAD + LINE * len(self.lines) + self.airy


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["contributions"]
    if rows.empty:
        raise NoDataError
    return rows.assign(indicator=rows["indicator"].fillna(""))


def _bars(own: pd.DataFrame) -> list[Bar]:
    """The bars of one area: up from the largest, then down to the largest; the rest come last.

    What the export does not account for is no indicator, so it stands apart from the others.
    """
    named = per_indicator(own[own["indicator"] != ""])
    up, down = gave_most(named)
    others = named.drop([*up.index, *down.index])
    bars = [
        Bar(dutch.sentence(r.name), float(r.gap_points), "")
        for part in (up, down)
        for r in _each(part)
    ]
    if len(others):
        words = dutch.counted(len(others), "andere indicator", "andere indicatoren")
        words = dutch.sentence(words) + (" samen" if len(others) > 1 else "")
        points = others["gap_points"]
        sides = [float(points[points * side > 0].sum()) for side in (1, -1)]
        note = f" ({_points(sides[0])} en {_points(sides[1])})" if all(sides) else ""
        bars.append(Bar(words, float(points.sum()), "others", note))
    rest = float(own.loc[own["indicator"] == "", "gap_points"].sum())
    if abs(rest) >= LEAST:
        bars.append(Bar("Niet te herleiden", rest, "rest"))
    return bars


def _each(rows: pd.DataFrame) -> Any:
    return rows.itertuples(index=False)


def _areas(rows: pd.DataFrame, context: dict[str, Any]) -> list[tuple[str, list[Bar], float]]:
    """(area, its bars, what they sum to) of the areas with contributions."""
    found = []
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        if len(own):
            found.append((area, _bars(own), float(own["gap_points"].sum())))
    if len(found) == 1:
        area, bars, total = found[0]
        found = [(area, [bar._replace(airy=AIRY) for bar in bars], total)]
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area; a bar an indicator that weighed much. Below a rule what is left of the sum.

    The others are a number and no bar: eighty at once would outweigh each that has a name.
    """
    areas = _areas(_rows(tables), context)
    highs = [_high(bars) for _, bars, _ in areas]
    note = design.broken(_note(areas), WIDTH, design.SMALL, "normal")
    foot = UNDER + NOTE * len(note)
    height = TOP + fsum(highs) + HEAD * len(areas) + BETWEEN * (len(areas) - 1) + foot
    figure = design.new_figure(WIDTH, height)
    figure.text(0, (foot - UNDER) / height, "\n".join(note), size=design.SMALL, color=design.GREY,
        va="top", linespacing=1.3,
    )  # fmt: skip
    points = [bar.points for _, bars, _ in areas for bar in bars if not bar.kind]
    down, up = min(-0.5, *points), max(0.5, *points)
    low = height - TOP
    for index, ((area, bars, total), high) in enumerate(zip(areas, highs, strict=True)):
        low -= HEAD + high
        axes = figure.add_axes(
            (BARS / WIDTH, low / height, 1 - BARS / WIDTH, high / height),
            gid=f"gebied-{index}",
            # So that half a line of the axis stays on the page.
            xlim=(down, up + 0.02 * (up - down)),
            ylim=(high, 0),
        )
        color = design.AREAS[index % len(design.AREAS)]
        _panel(axes, bars, color)
        _head(axes, area, total, color)
        low -= BETWEEN
    return figure


def _note(areas: list[tuple[str, list[Bar], float]]) -> str:
    """Below all what a row is a share of, and how far what is printed is from its sum."""
    apart = [
        abs(round(sum(round(bar.points, 1) for bar in bars) - round(total, 1), 1))
        for _, bars, total in areas
    ]
    words = "Een rij is een aandeel van de bewoners, tenzij er iets anders staat."
    if max(apart):
        words += (
            f" Elk getal is apart afgerond: opgeteld kan dat {dutch.number(max(apart), 1)} punt "
            "schelen met het totaal."
        )
    return words


def _high(bars: list[Bar]) -> float:
    """The height in mm of the rows of an area."""
    return fsum(bar.height for bar in bars) + AIR * _falls(bars)


def _falls(bars: list[Bar]) -> bool:
    """Whether there are bars to both sides, with room between them."""
    sides = {bar.points < 0 for bar in bars if not bar.kind}
    return len(sides) == 2


def _head(axes: Any, area: str, total: float, color: str) -> None:
    """Above the bars: what they sum to, and which side is which."""
    words = "dichter bij de stad" if total > 0 else "verder van de stad"
    axes.text(
        -BARS / (WIDTH - BARS),
        -4.6,
        f"{area}: samen {_points(total)} punten, {words}",
        transform=axes.get_yaxis_transform(),
        size=design.HEAD,
        weight="semibold",
        color=color,
        va="center",
    )
    step = (axes.get_xlim()[1] - axes.get_xlim()[0]) / (WIDTH - BARS)  # points a mm
    for side, words in ((-1, "← verder"), (1, "dichterbij →")):
        axes.text(
            1.2 * side * step,
            -1.8,
            words,
            size=design.SMALL,
            color=design.GREY,
            ha="right" if side < 0 else "left",
            va="center",
        )


def _panel(axes: Any, bars: list[Bar], color: str) -> None:
    """One area: its bars below each other, with their names and numbers; y in mm from the top."""
    axes.set_axis_off()
    named = [bar for bar in bars if not bar.kind]
    top = 0.0
    for place, bar in enumerate(named):
        if place and bar.points < 0 <= named[place - 1].points:
            top += AIR
        middle = top + bar.height / 2
        axes.barh(middle, bar.points, height=3.4, zorder=3, lw=0, fc=color)
        _row(axes, bar, middle, design.INK, color)
        top += bar.height
    axes.plot([0, 0], [0, top], color=design.INK, lw=0.9, zorder=4, solid_capstyle="butt")
    if len(named) < len(bars):
        wide = WIDTH - BARS
        ends = [-BARS / wide, (NUMBERS - BARS) / wide]
        rule = {"transform": axes.get_yaxis_transform(), "clip_on": False}
        axes.plot(ends, [top + 0.7] * 2, color=design.LINE, lw=0.6, **rule)
    for bar in bars[len(named) :]:
        _row(axes, bar, top + bar.height / 2 + 0.6, design.GREY, design.GREY)
        top += bar.height


def _row(axes: Any, bar: Bar, middle: float, ink: str, color: str) -> None:
    """The name of a row and its number, each in a column of its own."""
    wide = WIDTH - BARS
    for x, words, shade, more in (
        (-BARS, "\n".join(bar.lines) + bar.note, ink, {}),
        (NUMBERS - BARS, _points(bar.points), color, {"ha": "right", "weight": "semibold"}),
    ):
        axes.text(
            x / wide,
            middle,
            words,
            size=design.TEXT,
            transform=axes.get_yaxis_transform(),
            color=shade,
            linespacing=0.95,
            va="center",
            clip_on=False,
            **more,
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the sum of every area; text with what weighed most to either side."""
    rows = _rows(tables)
    start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
    city = context["city"]
    parts: list[str] = []
    totals: dict[str, float] = {}
    series: list[Series] = []
    for area, bars, total in _areas(rows, context):
        totals[area] = total
        own = [bar for bar in bars if not bar.kind]
        most = dict.fromkeys([*own[:1], *own[-1:]])
        listed = " en ".join(f"{bar.words} ({_points(bar.points)})" for bar in most)
        parts.append(f"{area} {_points(total)} punten; het meest wogen: {listed}")
        moved = f"verschuiving van de afstand van {area} sinds {start}"
        series.append(over_years(moved, "punten", [(end, total)], _points))
        series += [
            over_years(f"{moved}, door: {bar.words}", "punten", [(end, bar.points)], _points)
            for bar in bars
        ]
    alt = (
        f"Staafdiagram van wat de afstand tot {city} op de Sociale Index verschoof, {start} tot "
        f"{end}. {'. '.join(parts)}."
    )
    title = _title(totals, start, end, context)
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _title(totals: dict[str, float], start: int, end: int, context: dict[str, Any]) -> str:
    """How much nearer to the city or farther from it each area is than a measurement before.

    What is too small to be called a change says so.
    """
    city, margin = context["city"], float(context["noise"]["change"])
    moved = []
    for area, total in totals.items():
        if _points(total) == _points(0.0):
            moved.append(f"{area} even ver van {city}")
            continue
        where = f"dichter bij {city}" if total > 0 else f"verder van {city}"
        if moved:
            where = "dichter bij de stad" if total > 0 else "verder weg"
        small = " (binnen de marge)" if abs(total) < margin else ""
        moved.append(f"{area} {dutch.number(abs(total), 1)} punten {where}{small}")
    return f"In de meting van {end} ligt {dutch.listing(moved)} dan in die van {start}"


def _points(value: float) -> str:
    return dutch.signed(value, 1)
