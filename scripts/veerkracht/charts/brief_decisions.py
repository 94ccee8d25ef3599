"""Every decision that was recorded as one mark, by who took it: what the wijk got a say in."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.governance.measures import WIJK
from veerkracht.source_lines import Origin

TABLES = ["rights"]
ORIGIN = Origin.OBSERVATION

WIDTH = 163.0
STEP = 5.4  # mm from one mark to the next above it
KEY, YEARS, MARGIN = 11.0, 8.0, 1.0  # mm: the key above, the years below, and air
SIZE = 12.0  # of a mark, in points
NAMES = {"gemeente": "gemeente", "formeel": "andere formele partij",
         "informeel": "informele partij", "bewoners": "bewoners"}  # fmt: skip


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The decisions of which is known who took them."""
    rows = tables["rights"].dropna(subset=["who"])
    if rows.empty:
        raise NoDataError
    return rows.assign(year=rows["year"].astype(int))


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A column a year, 163 mm wide: the municipality below, residents on top."""
    rows = _rows(tables)
    years = list(range(int(rows["year"].min()), int(rows["year"].max()) + 1))
    most = int(rows["year"].value_counts().max())
    height = KEY + STEP * most + YEARS + MARGIN
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height), gid="besluiten")
    axes.set_axis_off()
    wide = WIDTH / len(years)
    for column, year in enumerate(years):
        x = (column + 0.5) * wide
        taken = [who for who in design.WHO for _ in range(_count(rows, year, who))]
        for step, who in enumerate(taken):
            _mark(axes, x, YEARS + MARGIN + (step + 0.5) * STEP, who)
        own = sum(who in WIJK for who in taken)
        for text, shift, weight in (
            (str(year), -1.5, "semibold"),
            (f"{own} van {len(taken)}", 1.5, "normal"),
        ):
            axes.text(
                x + shift, MARGIN + 1.5, text if taken or shift < 0 else "geen",
                ha="right" if shift < 0 else "left", size=design.TEXT, weight=weight,
            )  # fmt: skip
    x = 3.0
    for who in design.WHO:
        _mark(axes, x, height - 4, who, SIZE * 0.7)
        axes.text(x + 4, height - 4, NAMES[who], size=design.SMALL, va="center")
        x += 12 + design.text_width(NAMES[who], design.SMALL, "normal")
    return figure


def _count(rows: pd.DataFrame, year: int, who: str) -> int:
    return int(((rows["year"] == year) & (rows["who"] == who)).sum())


def _mark(axes: Any, x: float, y: float, who: str, size: float = SIZE) -> None:
    color = design.WHO[who][0]
    axes.plot(x, y, design.WHO_MARKER[who], color=color, ms=size, mec=design.WHITE, mew=0.6)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the wijk decided in the first and last year; text with every year."""
    rows = _rows(tables)
    years = sorted(set(rows["year"]))
    texts, own = {}, {}
    for year in years:
        counts = {who: _count(rows, year, who) for who in design.WHO}
        own[year] = (sum(counts[who] for who in design.WHO if who in WIJK), sum(counts.values()))
        texts[year] = ", ".join(f"{NAMES[who]} {count}" for who, count in counts.items() if count)
    last = dutch.of_all(*own[years[-1]], "vastgelegde besluit", "vastgelegde besluiten")
    title = f"De wijk nam {last} in {years[-1]}"
    if len(years) > 1:
        title += f", {dutch.of_all(*own[years[0]])} in {years[0]}"
    alt = "Een teken voor elk vastgelegd besluit, naar wie het nam. "
    alt += "; ".join(f"{year}: {text}" for year, text in texts.items()) + "."
    return Facts(title, alt, (in_words("Wie besloot", texts.items()),))
