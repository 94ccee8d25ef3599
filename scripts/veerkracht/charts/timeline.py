"""What happened: the events by month, crises as bands."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, style

TABLES = ["events"]

WIDTH = 163.0
LEFT, RIGHT, AXIS, ROW = 6.0, 6.0, 9.0, 7.0


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["events"]
    if rows.empty:
        raise NoDataError
    when = rows["year"] + (rows["month"].fillna(7) - 1) / 12
    return rows.assign(when=when.astype(float)).sort_values(["when", "event"], kind="stable")


def _lanes(spans: list[tuple[float, float]]) -> list[int]:
    """The first lane in which each span (in mm) has room beside those before it."""
    ends: list[float] = []
    lanes = []
    for start, end in spans:
        lane = next((place for place, taken in enumerate(ends) if start > taken + 3), len(ends))
        ends[lane : lane + 1] = [end]
        lanes.append(lane)
    return lanes


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line of years; events of the programme and its boards as flags, crises as bands."""
    rows = _rows(tables)
    start, end = int(rows["year"].min()), int(rows["year"].max()) + 1
    scale = (WIDTH - LEFT - RIGHT) / (end - start)
    texts = [str(name) for name in rows["event"]]
    places = [LEFT + (when - start) * scale for when in rows["when"]]
    # A name stands to the right of its flag, unless that leaves the page.
    wide = [style.text_width(text, 8.5) + 2.5 for text in texts]
    left = [x + width > WIDTH for x, width in zip(places, wide, strict=True)]
    spans = [(x - w, x) if flip else (x, x + w)
             for x, w, flip in zip(places, wide, left, strict=True)]  # fmt: skip
    order = sorted(range(len(spans)), key=lambda item: spans[item])
    lane = dict(zip(order, _lanes([spans[item] for item in order]), strict=True))
    height = AXIS + ROW * (max(lane.values()) + 1) + 4
    figure = style.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height), gid="tijdlijn")
    axes.set_axis_off()
    axes.plot([LEFT, WIDTH - RIGHT], [AXIS, AXIS], color=style.GREY, lw=1.0)
    for year in range(start, end + 1):
        x = LEFT + (year - start) * scale
        axes.plot([x, x], [AXIS - 1.2, AXIS], color=style.GREY, lw=0.8)
        if year < end:
            axes.text(x + scale / 2, AXIS - 4, str(year), size=8.5, color=style.GREY, ha="center",
                      va="center")  # fmt: skip
    for item, (row, x) in enumerate(zip(rows.to_dict("records"), places, strict=True)):
        y = AXIS + (lane[item] + 0.75) * ROW
        crisis = row["kind"] == "crisis"
        color = style.OUTSIDE if crisis else style.INFORMAL_TEXT
        if crisis and not pd.isna(row["until"]):
            stop = min(WIDTH - RIGHT, LEFT + (row["until"] + 1 - start) * scale)
            axes.fill_between([x, stop], AXIS, height, color=style.CRISIS, alpha=0.55, lw=0,
                              zorder=0)  # fmt: skip
        axes.plot([x, x], [AXIS, y], color=color, lw=1.0, zorder=2)
        axes.plot([x], [AXIS], "D" if crisis else "o", ms=5, color=color, mec=style.WHITE, zorder=3)
        side = -1 if left[item] else 1
        axes.text(x + side * 1.4, y, texts[item], size=8.5, color=color, va="center",
                  weight="semibold", ha="right" if left[item] else "left", zorder=4)  # fmt: skip
    return figure


def describe(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> tuple[str, str]:
    """Title with the number of crises; text with every event and its date."""
    rows = _rows(tables)
    crises = int((rows["kind"] == "crisis").sum())
    first, last = int(rows["year"].min()), int(rows["year"].max())
    title = f"Wat er gebeurde, {first} tot en met {last}"
    if crises:
        title += (
            f": {dutch.counted(crises, 'crisis', 'crises')} in {dutch.word(last - first + 1)} jaar"
        )
    listed = []
    for row in rows.to_dict("records"):
        month = "" if pd.isna(row["month"]) else f"{dutch.MONTHS[int(row['month']) - 1]} "
        until = "" if pd.isna(row["until"]) else f", tot en met {int(row['until'])}"
        listed.append(f"{month}{row['year']} {row['event']} ({row['kind']}{until})")
    return title, f"Tijdlijn. {'; '.join(listed)}."
