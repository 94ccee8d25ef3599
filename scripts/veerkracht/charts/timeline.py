"""What happened: the events by month, crises as bands."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.source_lines import Origin

TABLES = ["events"]
ORIGIN = Origin.OBSERVATION

WIDTH = 163.0
LEFT, RIGHT, AXIS, ROW = 6.0, 6.0, 9.0, 7.0
CLEAR = 1.0  # mm between a name and what it passes


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["events"]
    if rows.empty:
        raise NoDataError
    when = rows["year"] + (rows["month"].fillna(7) - 1) / 12
    return rows.assign(when=when.astype(float)).sort_values(["when", "event"], kind="stable")


def _lanes(places: list[float], spans: list[tuple[float, float]]) -> list[int]:
    """The lowest lane for each name, so that no name touches another or the staff of another.

    `places`: where the staffs stand; `spans`: from where to where the names go (mm). A staff rises
    from the axis to its name, so a name may only pass above a staff that ends below it.
    """
    lanes: dict[int, int] = {}

    def fits(item: int, lane: int) -> bool:
        start, end = spans[item]
        for other, taken in lanes.items():
            begin, stop = spans[other]
            apart = start > stop + CLEAR or begin > end + CLEAR
            passes = start - CLEAR < places[other] < end + CLEAR and taken >= lane
            is_passed = begin - CLEAR < places[item] < stop + CLEAR and lane >= taken
            if (lane == taken and not apart) or passes or is_passed:
                return False
        return True

    # A name runs over the staffs beside it, so those come first: from the right for names that run
    # to the right, then from the left for the others.
    def turn(item: int) -> tuple[bool, float, int]:
        to_left = spans[item][0] < places[item]
        return to_left, places[item] if to_left else -places[item], item

    for item in sorted(range(len(spans)), key=turn):
        tries = range(len(spans) + 1)
        lanes[item] = next((lane for lane in tries if fits(item, lane)), len(spans))
    return [lanes[item] for item in range(len(spans))]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line of years; events of the programme and its boards as flags, crises as bands."""
    rows = _rows(tables)
    start, end = int(rows["year"].min()), int(rows["year"].max()) + 1
    scale = (WIDTH - LEFT - RIGHT) / (end - start)
    texts = [str(name) for name in rows["event"]]
    places = [LEFT + (when - start) * scale for when in rows["when"]]
    # A name stands to the right of its flag, unless that leaves the page.
    wide = [design.text_width(text, design.TEXT) + 2.5 for text in texts]
    left = [x + width > WIDTH for x, width in zip(places, wide, strict=True)]
    spans = [
        (x - w, x) if flip else (x, x + w) for x, w, flip in zip(places, wide, left, strict=True)
    ]
    lane = _lanes(places, spans)
    height = AXIS + ROW * (max(lane) + 1) + 4
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height), gid="tijdlijn")
    axes.set_axis_off()
    axes.plot([LEFT, WIDTH - RIGHT], [AXIS, AXIS], color=design.GREY, lw=0.8)
    for year in range(start, end + 1):
        x = LEFT + (year - start) * scale
        axes.plot([x, x], [AXIS - 1.2, AXIS], color=design.GREY, lw=0.8)
        if year < end:
            axes.text(
                x + scale / 2,
                AXIS - 4,
                str(year),
                size=design.TEXT,
                color=design.GREY,
                ha="center",
                va="center",
            )
    for item, (row, x) in enumerate(zip(rows.to_dict("records"), places, strict=True)):
        y = AXIS + (lane[item] + 0.75) * ROW
        crisis = row["kind"] == "crisis"
        color = design.OUTSIDE if crisis else design.INFORMAL_TEXT
        if crisis and not pd.isna(row["until"]):
            stop = min(WIDTH - RIGHT, LEFT + (row["until"] + 1 - start) * scale)
            axes.fill_between(
                [x, stop], AXIS, height, color=design.CRISIS, alpha=0.55, lw=0, zorder=0
            )
        axes.plot([x, x], [AXIS, y], color=color, lw=1.0, ls="--" if crisis else "-", zorder=2)
        axes.plot(
            [x], [AXIS], "D" if crisis else "o", ms=5, color=color, mec=design.WHITE, zorder=3
        )
        side = -1 if left[item] else 1
        axes.text(
            x + side * 1.4,
            y,
            texts[item],
            size=design.TEXT,
            color=color,
            va="center",
            weight="semibold",
            ha="right" if left[item] else "left",
            zorder=4,
        )
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the number of crises; text with every event and its date."""
    rows = _rows(tables)
    crises = int((rows["kind"] == "crisis").sum())
    first, last = int(rows["year"].min()), int(rows["year"].max())
    title = f"Wat er gebeurde, {first} tot en met {last}"
    if crises:
        title += (
            f": {dutch.counted(crises, 'crisis', 'crises')} in {dutch.word(last - first + 1)} jaar"
        )
    listed, series = [], []
    for row in rows.to_dict("records"):
        month = "" if pd.isna(row["month"]) else f"{dutch.MONTHS[int(row['month']) - 1]} "
        until = "" if pd.isna(row["until"]) else f", tot en met {int(row['until'])}"
        listed.append(f"{month}{row['year']} {row['event']} ({row['kind']}{until})")
        when = f"{month}{row['year']} ({row['kind']}{until})"
        series.append(in_words(str(row["event"]), [(row["year"], when)]))
    return Facts(title, f"Tijdlijn. {'; '.join(listed)}.", tuple(series))
