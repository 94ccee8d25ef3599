"""What initiatives need and what they have: who named it, and named it again in another year."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, barriers, design, shares
from veerkracht.charts.facts import Facts, Point, Series
from veerkracht.governance.measures import TIMES
from veerkracht.source_lines import Origin

TABLES = ["barriers", "resources", "agreement"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, a row, the head of a group, what is between groups, and below all rows.
WIDTH, ROW, HEAD, APART, AXIS = 163.0, 4.6, 5.8, 1.0, 8.0
NAMES, COUNTS, NOTE = 44.0, 20.0, 4.2  # mm left and right of the axis, and a line of the note
WIDE = WIDTH - NAMES - COUNTS
TOLD = (
    "Stip: deel van wie het noemde dat het in een ander jaar opnieuw noemde. Balk: zo ver komt "
    f"toeval (de antwoorden van elk jaar {TIMES} keer verwisseld). Open stip: binnen de balk."
)


class Code(NamedTuple):
    """What was named: by how many, by how many again, and that share by chance, with bounds.

    `unsure`: coders agreed too little on it.
    """

    name: str
    named: int
    again: int
    chance: float
    low: float
    high: float
    unsure: bool

    @property
    def share(self) -> float:
        """Who named it again, of who named it."""
        return self.again / self.named

    @property
    def more(self) -> bool:
        """Whether that is more than chance gives."""
        return self.share > self.high

    @property
    def by_chance(self) -> bool:
        """Whether chance can give that."""
        return self.low <= self.share <= self.high


class Group(NamedTuple):
    """Codes of one kind: what one is called, what more are, and its rows."""

    one: str
    more: str
    rows: list[Code]

    @property
    def sure(self) -> int:
        """Of how many of them it is more than chance gives."""
        return sum(row.more for row in self.rows)

    def told(self) -> str:
        """Of which of them that is so; of the kind where it is so of none."""
        if len(self.rows) == 1:
            return f"de {self.one}"
        if not self.sure:
            return self.more
        return dutch.of_all(self.sure, len(self.rows), self.one, self.more)


def _groups(tables: dict[str, pd.DataFrame]) -> list[Group]:
    """Barriers and resources; NoDataError where either has none."""
    found = []
    for table, column, one, more in (
        ("barriers", "barrier", "drempel", "drempels"),
        ("resources", "resource", "hulpbron", "hulpbronnen"),
    ):
        rows = [
            Code(
                str(row[column]),
                int(row["named"]),
                int(row["again"]),
                row["chance"],
                row["chance_low"],
                row["chance_high"],
                # Of a resource it is not known how far coders agree.
                table == "barriers" and barriers.is_unsure(tables["agreement"], str(row[column])),
            )
            for row in tables[table].to_dict("records")
            if row["named"]
        ]
        if not rows:
            raise NoDataError
        found.append(Group(one, more, rows))
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Two groups of rows on one scale, 163 mm wide: dots over what chance gives, and counts."""
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
        axes.text(-NAMES / WIDE, y + HEAD / 2, dutch.sentence(group.more), **head, **bold)
        if not place:
            grey: Any = {"size": design.SMALL, "color": design.GREY, "ha": "right"}
            axes.text(1 + COUNTS / WIDE, y + HEAD / 2, "opnieuw genoemd", **head, **grey)
        y += HEAD
        if not place:
            # Over the first bar what all of them are.
            first = group.rows[0]
            middle = (first.low + first.high) / 2
            axes.text(middle, y - 1.0, "bij toeval", **head, **grey | {"ha": "center"})
        for row in group.rows:
            _row(axes, row, y + ROW / 2)
            y += ROW
    grey = {"size": design.SMALL, "color": design.GREY, "va": "bottom", "linespacing": 1.35}
    figure.text(0, 0.6 / height, "\n".join(note), **grey)
    return figure


def _row(axes: Any, row: Code, y: float) -> None:
    """One code: its name, the dot of its share over what chance gives, and its counts."""
    at: Any = {"va": "center_baseline", "size": design.TEXT}
    name = dutch.sentence(row.name)
    axes.text(-NAMES / WIDE, y - 0.2, name, **at)
    if row.unsure:
        x = design.text_width(name, design.TEXT) + 1.6 - NAMES
        grey: Any = at | {"size": design.SMALL, "color": design.GREY}
        axes.text(x / WIDE, y - 0.2, barriers.TOLD, **grey)
    shares.draw_range(axes, (row.low, row.high), y)
    face = design.WHITE if row.by_chance else design.INK
    look: Any = {"ms": 6.2, "mfc": face, "mec": design.INK, "mew": 1.2, "clip_on": False}
    axes.plot([row.share], [y], "o", zorder=4, **look)
    told = f"{dutch.number(row.again)} van {dutch.number(row.named)}"
    axes.text(1 + COUNTS / WIDE, y - 0.2, told, ha="right", weight="semibold", **at)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many of both kinds came back more than by chance; text with all counts."""
    groups = _groups(tables)
    needs, means = groups
    told = []
    for group in groups:
        counts = [f"{row.name} {row.again} van {row.named}" for row in group.rows]
        told.append(f"{dutch.sentence(group.more)}: {', '.join(counts)}")
    alt = (
        "Stippen van wie iets noemde en in een ander jaar opnieuw noemde, over balken van wat "
        f"toeval geeft. {'. '.join(told)}."
    )
    series = []
    for group in groups:
        for row in group.rows:
            span = f"{dutch.percent(row.low)} tot {dutch.percent(row.high)}"
            for what, value, words in (
                ("opnieuw genoemd", row.share, f"{row.again} van {row.named}"),
                ("door toeval", row.chance, f"{dutch.percent(row.chance)} ({span})"),
            ):
                point = Point(None, round(value, 6), words)
                series.append(Series(f"{group.one} {row.name}, {what}", "aandeel", (point,)))
    return Facts(_title(needs, means), alt, tuple(series))


def _title(needs: Group, means: Group) -> str:
    """Of which of both kinds it is no chance that they come back."""
    first, then = needs.told(), means.told()
    # Whose coding is unsure may come back because of that.
    unsure = sum(row.unsure and row.more for row in needs.rows)
    if needs.sure:
        some = "één" if unsure == 1 else dutch.word(unsure)
        doubt = f" (codering van {some} onzeker)" if unsure else ""
        other = "ook niet" if means.sure else "kan het dat zijn"
        return f"Bij {first} is terugkeren geen toeval{doubt}; bij {then} {other}"
    other = "is het dat niet" if means.sure else "ook"
    return f"Bij {first} kan terugkeren toeval zijn; bij {then} {other}"
