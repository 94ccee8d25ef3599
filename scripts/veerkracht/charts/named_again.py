"""What initiatives need and what they have: who named it, and named it again in another year."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.barriers import interval
from veerkracht.charts.facts import Facts, Point, Series
from veerkracht.source_lines import Origin

TABLES = ["barriers", "resources"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, from panel to panel, a row and its bar, the head above, and below.
WIDTH, GAP, ROW, BAR, HEAD, BOTTOM = 163.0, 11.0, 6.4, 4.0, 8.0, 6.6
NAMES, COUNTS = 23.0, 17.0  # mm left and right of the bars
NOTE = (
    "Staaf: deel van wie het noemde dat het in een ander jaar opnieuw noemde. Streep: de marge van "
    "95 %, als bij een steekproef."
)


class Group(NamedTuple):
    """Codes of one kind: its column, what one is called, and its rows (name, named, again)."""

    column: str
    one: str
    more: str
    rows: list[tuple[str, int, int]]

    @property
    def span(self) -> str:
        """Between which percentages the shares of who named a code again lie."""
        shares = sorted(again / named for _, named, again in self.rows)
        low, high = (dutch.number(100 * shares[place]) for place in (0, -1))
        whole = dutch.percent(shares[-1])
        return whole if low == high else f"{low} tot {whole}"


def _groups(tables: dict[str, pd.DataFrame]) -> list[Group]:
    """Barriers and resources; NoDataError where either has none."""
    found = []
    for table, column, one, more in (
        ("barriers", "barrier", "drempel", "Drempels"),
        ("resources", "resource", "hulpbron", "Hulpbronnen"),
    ):
        rows = [
            (str(row[column]), int(row["named"]), int(row["again"]))
            for row in tables[table].to_dict("records")
            if row["named"]
        ]
        if not rows:
            raise NoDataError
        found.append(Group(column, one, more, rows))
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Two panels on one scale, 163 mm wide: a bar a code with its margin and its counts."""
    groups = _groups(tables)
    note = design.broken(NOTE, WIDTH, design.SMALL, "normal")
    tall = ROW * max(len(group.rows) for group in groups)
    height = HEAD + tall + BOTTOM
    figure = design.new_figure(WIDTH, height)
    wide = (WIDTH - GAP) / 2 - NAMES - COUNTS
    for place, group in enumerate(groups):
        left = place * (WIDTH + GAP) / 2 + NAMES
        axes = figure.add_axes(
            (left / WIDTH, BOTTOM / height, wide / WIDTH, tall / height),
            xlim=(0, 1), ylim=(tall, 0), gid=group.column,
        )  # fmt: skip
        axes.set_axis_off()
        head: Any = {"size": design.HEAD, "weight": "bold", "color": design.FORMAL}
        axes.text(-NAMES / wide, -3.2, group.more, **head)
        grey: Any = {"size": design.SMALL, "color": design.GREY}
        axes.text(1 + COUNTS / wide, -3.2, "opnieuw genoemd", ha="right", **grey)
        for line, row in enumerate(group.rows):
            _row(axes, row, ROW * (line + 0.5), wide)
        axes.plot([0, 0], [0, ROW * len(group.rows)], color=design.GREY, lw=0.6)
    grey = {"size": design.SMALL, "color": design.GREY, "va": "bottom", "linespacing": 1.35}
    figure.text(0, 0.6 / height, "\n".join(note), **grey)
    return figure


def _row(axes: Any, row: tuple[str, int, int], y: float, wide: float) -> None:
    """One code: its name, its bar on a pale whole, its margin and its counts."""
    name, named, again = row
    at: Any = {"va": "center_baseline", "size": design.TEXT}
    axes.text(-NAMES / wide, y, dutch.sentence(name), **at)
    axes.barh(y, 1.0, BAR, color=design.PALE, lw=0, zorder=1)
    axes.barh(y, again / named, BAR, color=design.LINE, lw=0, zorder=2)
    low, high = interval(again / named, named)
    line: dict[str, Any] = {"color": design.INK, "lw": 1.0, "solid_capstyle": "butt", "zorder": 3}
    axes.plot([low, high], [y] * 2, **line)
    for end in (low, high):
        axes.plot([end] * 2, [y - 0.9, y + 0.9], **line)
    told = f"{dutch.number(again)} van {dutch.number(named)}"
    axes.text(1 + COUNTS / wide, y, told, ha="right", weight="semibold", **at)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with between which shares both kinds come back; text with all counts."""
    groups = _groups(tables)
    needs, means = groups
    title = f"Een drempel komt terug bij {needs.span}, een hulpbron bij {means.span}"
    told = []
    for group in groups:
        counts = [f"{name} {again} van {named}" for name, named, again in group.rows]
        told.append(f"{group.more}: {', '.join(counts)}")
    alt = f"Staven van wie iets noemde en in een ander jaar opnieuw noemde. {'. '.join(told)}."
    series = tuple(
        Series(
            f"{group.one} {name}, opnieuw genoemd",
            "aandeel",
            (Point(None, round(again / named, 6), f"{again} van {named}"),),
        )
        for group in groups
        for name, named, again in group.rows
    )
    return Facts(title, alt, series)
