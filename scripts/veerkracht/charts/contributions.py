"""What moved the gap on the Sociale Index: the indicators that weighed most, by name."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.margins import Movement
from veerkracht.city.scoring import gave_most, per_indicator
from veerkracht.source_lines import Origin

TABLES = ["contributions", "indicator_changes"]
ORIGIN = Origin.INDICATORS

LEAST = 0.05  # points: less than this prints as 0,0
WIDTH = 163.0
NUMBER, NAME = 9.5, 74.0  # mm: of a number at the end of a bar, and of a name at most
PAST = 1.5  # mm from the line or a bar to the words beside it
TOP, HEAD, ROW, LINE = 6.0, 8.0, 4.45, 3.5  # mm: the key above all, a head, a row, a line more
AIRY = 3.2  # mm more a row where there is but one area
BAR = 3.2  # mm: how thick a bar is
BETWEEN = 3.5  # mm from one area to the next
AIR = 1.8  # mm between the bars up, the bars down and what is left
FOOT = 4.0  # mm: a line of the note below all
FARTHER = "← verder"
SIDE = 4 + PAST + design.text_width(FARTHER, design.SMALL, "normal")  # mm left of the line
# The key: where in mm the words end, and what a bar of such a face is.
KEY = (
    (25.0, "buiten de marge", design.GREY),
    (72.0, "binnen de marge: kan toeval zijn", design.WHITE),
)


class Bar(NamedTuple):
    """A bar: its words, its points, and whether it is one indicator, the others or the rest.

    `sure`: whether the indicator moved by more than its own margin; `airy`: mm more around it.
    """

    words: str
    points: float
    kind: str = ""
    sure: bool = True
    airy: float = 0.0

    @property
    def side(self) -> int:
        """To which side of the line it lies; its name stands on the other."""
        return -1 if self.points < 0 else 1

    @property
    def lines(self) -> list[str]:
        """The name in the lines that it takes beside the bar."""
        return design.broken(self.words, NAME, design.TEXT, "normal")

    @property
    def high(self) -> float:
        """The height of the row in mm."""
        return ROW + LINE * (len(self.lines) - 1) + self.airy

    @property
    def wide(self) -> float:
        """How wide its name is in mm, with the room beside it."""
        return 2 * PAST + max(design.text_width(line, design.TEXT, "normal") for line in self.lines)


class Area(NamedTuple):
    """An area: its bars and the sum of them."""

    name: str
    bars: list[Bar]
    total: float

    @property
    def breaks(self) -> list[int]:
        """The places of the bars before which there is air."""
        kinds = ["left" if bar.kind else str(bar.side) for bar in self.bars]
        return [n for n in range(1, len(kinds)) if kinds[n] != kinds[n - 1]]

    @property
    def high(self) -> float:
        """The height of its rows in mm."""
        return fsum(bar.high for bar in self.bars) + AIR * len(self.breaks)


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["contributions"]
    if rows.empty:
        raise NoDataError
    return rows.assign(indicator=rows["indicator"].fillna(""))


def _bars(own: pd.DataFrame, moved: set[str], least: float) -> list[Bar]:
    """The bars of one area: up from the largest, then down to the largest; the rest come last.

    `moved`: the indicators that moved beyond their margin; `least`: as in `gave_most`. What the
    export does not account for is no indicator, so it stands apart from the others.
    """
    named = per_indicator(own[own["indicator"] != ""])
    up, down = gave_most(named, least)
    others = named.drop([*up.index, *down.index])
    bars = [
        Bar(dutch.sentence(r.name), float(r.gap_points), sure=r.indicator in moved)
        for part in (up, down)
        for r in _each(part)
    ]
    if len(others):
        words = dutch.counted(len(others), "andere indicator", "andere indicatoren")
        words = dutch.sentence(words) + (" samen" if len(others) > 1 else "")
        points = others["gap_points"]
        sides = [float(points[points * side > 0].sum()) for side in (1, -1)]
        note = f" ({_points(sides[0])} en {_points(sides[1])})" if all(sides) else ""
        bars.append(Bar(words + note, float(points.sum()), "others"))
    rest = float(own.loc[own["indicator"] == "", "gap_points"].sum())
    if abs(rest) >= LEAST:
        bars.append(Bar("Niet te herleiden", rest, "rest"))
    return bars


def _each(rows: pd.DataFrame) -> Any:
    return rows.itertuples(index=False)


def _areas(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Area]:
    """The areas with contributions."""
    rows, changes = _rows(tables), tables["indicator_changes"]
    names = [area for area in context["wijk"]["areas"] if area in set(rows["area"])]
    changes = changes[changes["moved"].isin([Movement.BETTER, Movement.WORSE])]
    airy, least = AIRY if len(names) == 1 else 0.0, float(context["noise"]["register"])
    found = []
    for area in names:
        own = rows[rows["area"] == area]
        moved = set(changes.loc[changes["area"] == area, "indicator"])
        total = float(own["gap_points"].sum())
        bars = [bar._replace(airy=airy) for bar in _bars(own, moved, least)]
        found.append(Area(area, bars, total))
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area, all on one scale; a bar an indicator that weighed much, and what is left.

    Open bars are within the margin of their indicator; what is left is grey. Names stand against
    the line, across from their bar.
    """
    areas = _areas(tables, context)
    high = fsum(area.high for area in areas)
    left, mm = _scale([bar for area in areas for bar in area.bars])
    # Where the line stands too far left for the key beside its sides, they take a line each.
    above = TOP * (1 if KEY[-1][0] < left - SIDE else 2)
    least, margin = (float(context["noise"][name]) for name in ("register", "change"))
    note = design.broken(_note(areas, least), WIDTH, design.SMALL, "normal")
    foot = 1.5 + FOOT * len(note)
    height = above + high + HEAD * len(areas) + BETWEEN * (len(areas) - 1) + foot
    figure = design.new_figure(WIDTH, height)
    small: Any = {"size": design.SMALL, "color": design.GREY}
    for number, line in enumerate(note):
        y = foot - 1.3 - FOOT * (number + 0.5)
        figure.text(0, y / height, line, va="center", **small)
    low = height - above
    for index, area in enumerate(areas):
        low -= HEAD + area.high
        axes = figure.add_axes(
            (0, low / height, 1, area.high / height),
            gid=f"gebied-{index}",
            xlim=(-left / mm, (WIDTH - left) / mm),
            ylim=(area.high, 0),
        )
        color = design.AREAS[index % len(design.AREAS)]
        _panel(axes, area, color, mm)
        _head(axes, area, color, abs(area.total) < margin)
        if index == 0:
            _key(axes, context["city"], mm, above)
        low -= BETWEEN
    return figure


def _scale(bars: list[Bar]) -> tuple[float, float]:
    """Where the line stands (mm from the left), and how many mm a point is.

    So large that to either side the bars with their numbers fit, and the names of those across.
    """
    down, up = (max([0.25, *(bar.points * side for bar in bars)]) for side in (-1, 1))
    beside = {side: max([0.0, *(b.wide for b in bars if b.side != side)]) for side in (-1, 1)}
    room = WIDTH - NUMBER
    mm = min((room - NUMBER) / (down + up), (room - beside[1]) / down, (room - beside[-1]) / up)
    return max(down * mm + NUMBER, beside[-1]), mm


def _note(areas: list[Area], least: float) -> str:
    """Below all what a row is a share of, and how far what is printed is from its sum."""
    apart = [
        abs(round(sum(round(bar.points, 1) for bar in area.bars) - round(area.total, 1), 1))
        for area in areas
    ]
    words = "Aandelen van bewoners, tenzij er iets anders staat."
    if any(bar.kind == "others" for area in areas for bar in area.bars):
        words += f" Minder dan {dutch.number(least)} procentpunt telt bij de andere"
        longest = any(_longest(area).kind == "others" for area in areas)
        words += ": samen de langste staaf." if longest else "."
    return words + (f" Afronden scheelt {dutch.number(max(apart), 1)}." if max(apart) else "")


def _longest(area: Area) -> Bar:
    """The bar of an area that weighed most, either way."""
    return max(area.bars, key=lambda bar: abs(bar.points))


def _head(axes: Any, area: Area, color: str, small: bool) -> None:
    """Above the bars what they sum to; `small`: within the margin of a change of the index."""
    words = "dichter bij de stad" if area.total > 0 else "verder van de stad"
    axes.text(
        0,
        -3.6,
        f"{area.name}: samen {_points(area.total)} punten, {'binnen de marge' if small else words}",
        transform=axes.get_yaxis_transform(),
        size=design.HEAD,
        weight="semibold",
        color=color,
        va="center",
    )


def _key(axes: Any, city: str, mm: float, above: float) -> None:
    """Above all what an open bar is, and which side of the line is which; `above`: mm for both."""
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    for end, words, face in KEY:
        start = end - design.text_width(words, design.SMALL, "normal")
        box = ((start - 6.5) / WIDTH, -HEAD - above + 1.3)
        axes.add_patch(Rectangle(box, 5 / WIDTH, 2.6, ec=design.GREY, lw=0.8, fc=face, **at))
        axes.text(start / WIDTH, -HEAD - above + 2.6, words, **look, **at)
    for side, words in ((-1, FARTHER), (1, f"dichter bij {city} →")):
        ha = "right" if side < 0 else "left"
        axes.text(PAST * side / mm, -HEAD - TOP + 2.6, words, ha=ha, clip_on=False, **look)


def _panel(axes: Any, area: Area, color: str, mm: float) -> None:
    """One area: its bars below each other, with their names and numbers; y in mm from the top."""
    axes.set_axis_off()
    top = 0.0
    for place, bar in enumerate(area.bars):
        top += AIR * (place in area.breaks)
        middle = top + bar.high / 2
        shade = design.PALE if bar.kind else color
        face = shade if bar.sure else design.WHITE
        axes.barh(middle, bar.points, height=BAR, zorder=3, fc=face, ec=shade, lw=0.8)
        _words(axes, bar, middle - 0.25, color, mm)
        top += bar.high
    axes.plot([0, 0], [0, area.high], color=design.INK, lw=0.9, zorder=4, solid_capstyle="butt")


def _words(axes: Any, bar: Bar, middle: float, color: str, mm: float) -> None:
    """The number of a bar at its end, and across the line its name."""
    look: Any = {"size": design.TEXT, "va": "center_baseline", "linespacing": 0.95}
    sides = {-1: "right", 1: "left"}
    axes.text(
        bar.points + PAST * bar.side / mm,
        middle,
        _points(bar.points),
        color=design.GREY if bar.kind else color,
        weight="semibold",
        ha=sides[bar.side],
        **look,
    )
    axes.text(
        -PAST * bar.side / mm,
        middle,
        "\n".join(bar.lines),
        color=design.GREY if bar.kind else design.INK,
        ha=sides[-bar.side],
        **look,
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the sum of every area; text with what weighed most to either side."""
    rows = _rows(tables)
    start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
    city = context["city"]
    parts: list[str] = []
    totals: dict[str, float] = {}
    series: list[Series] = []
    for area, bars, total in _areas(tables, context):
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
