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
from veerkracht.governance.measures import OTHER, SUBJECTS, WIJK
from veerkracht.source_lines import Origin

TABLES = ["rights"]
ORIGIN = Origin.OBSERVATION

WIDTH = 163.0
LEFT, TOP, BOTTOM, CELL = 40.0, 11.0, 1.0, 12.0
# Decisions on something else have a row each, where they are few and short to name.
MOST, LONGEST, LINE = 4, 48, 24


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
    """A cell a subject and year: who decides, in word and colour, and the rung."""
    subjects, years, rows = _grid(tables)
    height = TOP + BOTTOM + CELL * len(subjects)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="rooster")
    axes.set_axis_off()
    wide = (WIDTH - LEFT) / len(years)
    made = tables["rights"].dropna(subset=["who"])["year"]
    for column, year in enumerate(years):
        _head(axes, LEFT + (column + 0.5) * wide, str(year), int((made == year).sum()))
    for line, subject in enumerate(subjects):
        y = TOP + line * CELL
        name = textwrap.fill(subject, LINE)
        axes.text(LEFT - 3, y + CELL / 2, name, size=design.TEXT, ha="right", va="center")
        for column, year in enumerate(years):
            decided = rows[(rows["subject"] == subject) & (rows["year"] == year)]
            face, ink, words = design.PAPER, design.GREY, ["niet vastgelegd"]
            if len(decided):
                who, rung = str(decided["who"].iloc[0]), decided["rung"].iloc[0]
                face, ink = design.WHO[who]
                words = [who] if pd.isna(rung) else [who, str(rung)]
            axes.add_patch(
                FancyBboxPatch(
                    (LEFT + column * wide + 0.6, y + 0.6),
                    wide - 1.2,
                    CELL - 1.2,
                    boxstyle="round,pad=0,rounding_size=1",
                    fc=face,
                    ec="none",
                )
            )
            for step, word in enumerate(words):
                at = y + CELL / 2 + (step - (len(words) - 1) / 2) * 3.9
                bold = step == 0 and len(decided)
                axes.text(
                    LEFT + (column + 0.5) * wide,
                    at,
                    word,
                    color=ink,
                    ha="center",
                    size=design.TEXT if bold else design.SMALL,
                    va="center",
                    weight="semibold" if bold else "normal",
                )
    return figure


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
