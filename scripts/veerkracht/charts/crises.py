"""Crises in a chart over time: the same pale ground and the same line of words, everywhere.

Where a year is a point, a crisis runs from the point of its first year to that of its last; where a
year is a stretch of time, from its month to the end of its last year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from veerkracht import dutch
from veerkracht.charts import design

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A measurement of the index is named after the year after its fieldwork: what happened in a year
# is seen in that of the next.
LATER = 1
ALONE = 0.2  # of a year: what a crisis of one year takes on both sides of its point


class Crisis(NamedTuple):
    """A crisis within a chart: from where to where, and the years in which it was, in words.

    `end` is None where the end is not known.
    """

    name: str
    start: float
    end: float | None
    years: str


def crises(
    events: pd.DataFrame, ends: tuple[float, float], *, by_month: bool = False, later: int = 0
) -> list[Crisis]:
    """The crises that touch a chart from `ends[0]` to `ends[1]`, the earliest first.

    `events`: year, month, event, kind, until; `by_month`: a year is a stretch, not a point;
    `later`: how many years after it happened what happened is seen.
    """
    found: list[Crisis] = []
    rows = events[events["kind"] == "crisis"].fillna({"month": 1})
    rows = rows.sort_values(["year", "month", "event"], kind="stable")
    for row in rows.to_dict("records"):
        known = not pd.isna(row["until"])
        first, last = int(row["year"]), int(row["until"] if known else row["year"])
        alone = ALONE if known and last == first else 0.0
        start, stop = first - alone, last + alone
        if by_month:
            start = first + float(row["month"] - 1) / 12
            stop = last + 1.0 if known else start
        start, stop = start + later, stop + later
        if start >= ends[1] or stop < ends[0]:
            continue
        start, stop = max(start, ends[0]), min(stop, ends[1])
        years = f"{first}–{last}" if last > first else str(first)
        end = stop if known else None
        found.append(Crisis(str(row["event"]), start, end, years))
    return sorted(found, key=lambda crisis: crisis.start)


def key(found: list[Crisis], *, later: int = 0) -> str:
    """Words for the grounds: read last, so they stand in a line and not at each; may be empty.

    Where they are seen `later`, the axis has other years than those of the words: that is said.
    """
    told = [(crisis, f"{crisis.name} ({crisis.years})") for crisis in found]
    names = [words for crisis, words in told if crisis.end is not None]
    starts = [words for crisis, words in told if crisis.end is None]
    parts = [f"lichte grond: {dutch.listing(names)}"] if names else []
    parts += [f"stippellijn: {dutch.listing(starts)}"] if starts else []
    words = "; ".join(parts)
    return dutch.sentence(words.replace(":", " (naar veldwerkjaar):", 1) if later else words)


def draw_grounds(axes: Axes, found: list[Crisis], low: float = 0.0) -> None:
    """A pale ground where a crisis with an end was, a dotted line for the start of the others.

    One ground where two overlap: a darker stripe would say that it was worse there. From `low` up,
    a share of the axes: a strip where there is a ground of something else.
    """
    spans: list[list[float]] = []
    for crisis in found:
        if crisis.end is None:
            axes.axvline(
                crisis.start, color=design.LINE, lw=0.7, ls=(0, (1, 2)), zorder=1, ymin=low
            )
        elif spans and crisis.start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], crisis.end)
        else:
            spans.append([crisis.start, crisis.end])
    for start, end in spans:
        axes.axvspan(start, end, low, 1, color=design.CRISIS, alpha=0.55, lw=0, zorder=0)
