"""What initiatives need and what they have: who named it, and named it again in another year."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, shares
from veerkracht.charts.barriers import interval
from veerkracht.charts.facts import Facts, Point, Series
from veerkracht.source_lines import Origin

TABLES = ["barriers", "resources"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, a row, the head of a group, what is between groups, and below all rows.
WIDTH, ROW, HEAD, APART, AXIS = 163.0, 4.3, 5.8, 1.0, 6.0
NAMES, COUNTS, NOTE = 30.0, 20.0, 4.2  # mm left and right of the axis, and a line of the note
WIDE = WIDTH - NAMES - COUNTS
TOLD = (
    "Stip: deel van wie het noemde dat het in een ander jaar opnieuw noemde. Balk: de marge van "
    "95 %, als bij een steekproef. Wat veel initiatieven noemen, komt ook door toeval vaak terug."
)


class Group(NamedTuple):
    """Codes of one kind: its column, what one is called, and its rows (name, named, again)."""

    column: str
    one: str
    more: str
    rows: list[tuple[str, int, int]]

    @property
    def named(self) -> int:
        """How often a code of this kind was named."""
        return sum(named for _, named, _ in self.rows)

    @property
    def again(self) -> int:
        """How often it was named again."""
        return sum(again for *_, again in self.rows)


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
    """Two groups of rows on one scale, 163 mm wide: a dot a code in its margin, and its counts."""
    groups = _groups(tables)
    note = design.broken(TOLD, WIDTH, design.SMALL, "normal")
    rows = sum(len(group.rows) for group in groups)
    tall = HEAD * len(groups) + ROW * rows + APART * (len(groups) - 1)
    below = AXIS + NOTE * len(note) + 0.6
    height = tall + below
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (NAMES / WIDTH, below / height, WIDE / WIDTH, tall / height),
        xlim=(0, 1), ylim=(tall, 0), gid="opnieuw",
    )  # fmt: skip
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    ticks = [step / 4 for step in range(5)]
    axes.set_xticks(ticks, [dutch.percent(tick) for tick in ticks])
    axes.grid(axis="x", color=design.PALE, lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    y = 0.0
    for place, group in enumerate(groups):
        y += APART * bool(place)
        head: Any = {"va": "center_baseline", "clip_on": False}
        bold: Any = {"size": design.HEAD, "weight": "bold", "color": design.FORMAL}
        axes.text(-NAMES / WIDE, y + HEAD / 2, group.more, **head, **bold)
        if not place:
            grey: Any = {"size": design.SMALL, "color": design.GREY, "ha": "right"}
            axes.text(1 + COUNTS / WIDE, y + HEAD / 2, "opnieuw genoemd", **head, **grey)
        # The share of all of the group together, of which the title says the counts.
        share, deep = group.again / group.named, ROW * len(group.rows)
        line: Any = {"color": design.LINE, "lw": 1.4, "zorder": 1, "gid": "samen"}
        axes.plot([share] * 2, [y + HEAD - 0.6, y + HEAD + deep], **line)
        strong: Any = {"size": design.TEXT, "weight": "semibold", "ha": "center"}
        axes.text(share, y + HEAD / 2, f"samen {dutch.percent(share)}", **head, **strong)
        y += HEAD
        for row in group.rows:
            _row(axes, row, y + ROW / 2)
            y += ROW
    grey = {"size": design.SMALL, "color": design.GREY, "va": "bottom", "linespacing": 1.35}
    figure.text(0, 0.6 / height, "\n".join(note), **grey)
    return figure


def _row(axes: Any, row: tuple[str, int, int], y: float) -> None:
    """One code: its name, the dot of its share in its margin, and its counts."""
    name, named, again = row
    at: Any = {"va": "center_baseline", "size": design.TEXT}
    axes.text(-NAMES / WIDE, y - 0.2, dutch.sentence(name), **at)
    shares.draw_range(axes, interval(again / named, named), y)
    axes.plot([again / named], [y], "o", ms=6.2, color=design.INK, zorder=4, clip_on=False)
    told = f"{dutch.number(again)} van {dutch.number(named)}"
    axes.text(1 + COUNTS / WIDE, y - 0.2, told, ha="right", weight="semibold", **at)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how often both kinds came back; text with all counts."""
    groups = _groups(tables)
    needs, means = groups
    first, second = (
        f"{dutch.number(group.again)} van de {dutch.number(group.named)}"
        for group in (needs, means)
    )
    # In one line.
    title = f"Drempels keerden {first} keer terug, hulpbronnen {second}"
    told = []
    for group in groups:
        counts = [f"{name} {again} van {named}" for name, named, again in group.rows]
        told.append(f"{group.more}: {', '.join(counts)}")
    alt = f"Stippen van wie iets noemde en in een ander jaar opnieuw noemde. {'. '.join(told)}."
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
