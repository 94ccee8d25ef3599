"""Who decides on what: a grid of subjects and years, from the municipality to residents."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.governance.measures import OTHER, SUBJECTS, WHO_NAME, WIJK
from veerkracht.source_lines import Origin

TABLES = ["rights"]
ORIGIN = Origin.OBSERVATION

WIDTH = 163.0
LEFT, TOP, BOTTOM = 38.0, 11.0, 1.0
# mm: a row, high where there are few, and below them what the cells mean.
CELL, LOW_CELL, MANY, KEY = 14.0, 12.0, 8, 7.0
# Decisions on something else have a row each, where they are few and short to name.
MOST, LONGEST, LINE = 4, 48, 24
LEADING = 0.46  # mm from line to line in a cell, for each point of its type


def _grid(tables: dict[str, pd.DataFrame]) -> tuple[list[str], list[int], pd.DataFrame]:
    """Subjects and years with a decision, and the rows; of two in a cell the strongest for the
    wijk."""
    rows = _named_apart(tables["rights"].dropna(subset=["who"]))
    if rows.empty:
        raise NoDataError
    order = [*SUBJECTS, *sorted(set(rows["subject"]) - {*SUBJECTS, OTHER}), OTHER]
    subjects = [name for name in order if name in set(rows["subject"])]
    power = rows["who"].map({name: place for place, name in enumerate(design.WHO)})
    rows = rows.assign(power=power).sort_values(["year", "power"], kind="stable")
    years = list(range(int(rows["year"].min()), int(rows["year"].max()) + 1))
    return subjects, years, rows.drop_duplicates(["year", "subject"], keep="last")


def _named_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what falls under no subject by its own name, where that can be read."""
    other = rows.loc[rows["subject"] == OTHER, "decision"].astype(str)
    if other.nunique() > MOST or (other.str.len() > LONGEST).any():
        return rows
    return rows.assign(subject=rows["subject"].where(rows["subject"] != OTHER, rows["decision"]))


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A cell a subject and year: who decides, in word and colour, and the rung; else blank."""
    subjects, years, rows = _grid(tables)
    high = CELL if len(subjects) <= MANY else LOW_CELL
    blank = len(rows) < len(subjects) * len(years)
    height = TOP + BOTTOM + high * len(subjects) + KEY
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="rooster")
    axes.set_axis_off()
    wide = (WIDTH - LEFT) / len(years)
    made = tables["rights"].dropna(subset=["who"])["year"]
    for column, year in enumerate(years):
        _head(axes, LEFT + (column + 0.5) * wide, str(year), int((made == year).sum()))
    words = [(WHO_NAME[str(who)], design.HEAD) for who in rows["who"]]
    words += [(word, design.TEXT) for word in rows["rung"].dropna()]
    roomy = max(design.text_width(str(word), size) for word, size in words) + 3 <= wide
    sizes = (design.HEAD, design.TEXT) if roomy else (design.TEXT, design.SMALL)
    for line, subject in enumerate(subjects):
        y = TOP + line * high
        name = textwrap.fill(subject, LINE)
        axes.text(LEFT - 3, y + high / 2, name, size=design.TEXT, ha="right", va="center")
        for column, year in enumerate(years):
            found = rows[(rows["subject"] == subject) & (rows["year"] == year)]
            box = (LEFT + column * wide + 0.6, y + 0.6, wide - 1.2, high - 1.2)
            _cell(axes, box, found.iloc[0] if len(found) else None, sizes)
    _key(axes, height - BOTTOM - KEY / 2 + 0.5, rows, blank)
    return figure


def _key(axes: Axes, y: float, rows: pd.DataFrame, blank: bool) -> None:
    """Below the cells what their two words say, and what it says that there are none."""
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    rungs = rows["rung"].notna().any()
    words = "vet: wie besloot" + ("; eronder: hoe bewoners meededen" if rungs else "")
    axes.text(LEFT + 0.6, y, words, **look)
    if blank:
        x = LEFT + 0.6 + design.text_width(words, design.SMALL) + 8
        _box(axes, (x, y - 1.6, 5.0, 3.2), design.WHITE, design.PALE)
        axes.text(x + 6.9, y, "leeg: niet vastgelegd", **look)


def _cell(
    axes: Axes, box: tuple[float, float, float, float], decided: Any, sizes: tuple[float, float]
) -> None:
    """Who decided, and below it the rung; None draws a blank cell."""
    if decided is None:
        _box(axes, box, design.WHITE, design.PALE)
        return
    face, ink = design.WHO[str(decided["who"])]
    _box(axes, box, face, "none")
    words = [WHO_NAME[str(decided["who"])]] + (
        [] if pd.isna(decided["rung"]) else [decided["rung"]]
    )
    x, middle = box[0] + box[2] / 2, box[1] + box[3] / 2
    weights = ("semibold", "normal")
    for step, (word, size, weight) in enumerate(zip(words, sizes, weights, strict=False)):
        y = middle + (step - (len(words) - 1) / 2) * LEADING * sizes[0]
        axes.text(x, y, str(word), color=ink, ha="center", size=size, va="center", weight=weight)


def _box(axes: Axes, box: tuple[float, float, float, float], face: str, edge: str) -> None:
    style = "round,pad=0,rounding_size=1"
    axes.add_patch(FancyBboxPatch(box[:2], box[2], box[3], boxstyle=style, fc=face, ec=edge, lw=1))


def _head(axes: Axes, x: float, year: str, made: int) -> None:
    """The head of a year: how many decisions were recorded."""
    axes.text(x, TOP - 6, year, size=design.TEXT, weight="semibold", ha="center")
    told = dutch.counted(made, "besluit", "besluiten")
    axes.text(x, TOP - 2, told, size=design.SMALL, color=design.GREY, ha="center")


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the decisions that the wijk takes in the last year; text with every cell."""
    subjects, years, rows = _grid(tables)
    last = _named_apart(tables["rights"].dropna(subset=["who"])).query("year == @years[-1]")
    taken = last[last["who"].isin(WIJK)]
    own = [subject for subject in subjects if subject in set(taken["subject"])]
    title = f"In {years[-1]} namen bewoners of informele partijen " + dutch.of_all(
        len(taken), len(last), "vastgelegde besluit", "vastgelegde besluiten"
    )
    title += f": {dutch.listing(own)}" if own else ""
    series = []
    for subject in subjects:
        cells = rows[rows["subject"] == subject].to_dict("records")
        who = [
            (row["year"], row["who"] if pd.isna(row["rung"]) else f"{row['who']} ({row['rung']})")
            for row in cells
        ]
        series.append(in_words(subject, who))
    listed = [
        f"{line.label}: {', '.join(f'{point.year} {point.text}' for point in line.points)}"
        for line in series
    ]
    alt = f"Rooster van wie waarover besluit, per jaar. {'. '.join(listed)}."
    return Facts(title, alt, tuple(series))
