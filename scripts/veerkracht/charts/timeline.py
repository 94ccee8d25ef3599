"""What happened: the events by month, crises from start to end, and who came to decide."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.governance.measures import OTHER
from veerkracht.source_lines import Origin

TABLES = ["events", "rights"]
ORIGIN = Origin.OBSERVATION

WIDTH = 163.0
LEFT, RIGHT, BOTTOM, ROW = 1.0, 1.0, 9.0, 11.0
LINE = 4.0  # mm a decision below its year
IN = 1.5  # mm from where a year begins to its name and what was decided in it
KEY = 4.4  # mm a row of the key
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


def _new_deciders(rights: pd.DataFrame, years: range) -> dict[int, list[tuple[str, str]]]:
    """Year -> (subject, who) of what someone else decides than when it was last recorded."""
    order = {who: place for place, who in enumerate(design.WHO)}
    rows = rights[rights["who"].isin(order) & (rights["subject"] != OTHER)]
    # Of two in a year the strongest for the wijk, as in the grid of who decides.
    rows = rows.assign(power=rows["who"].map(order)).sort_values(["year", "power"], kind="stable")
    rows = rows.drop_duplicates(["year", "subject"], keep="last")
    found: dict[int, list[tuple[str, str]]] = {}
    for subject, part in rows.groupby("subject", sort=False):
        before = ""
        for year, who in zip(part["year"], part["who"], strict=True):
            if before and who != before and int(year) in years:
                found.setdefault(int(year), []).append((str(subject), str(who)))
            before = str(who)
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line of years; events as flags, crises as spans above it, below it who came to decide."""
    rows = _rows(tables)
    start, end = int(rows["year"].min()), int(rows["year"].max()) + 1
    decided = _new_deciders(tables["rights"], range(start, end))
    flags = rows[rows["kind"] != "crisis"]
    wide = WIDTH - LEFT - RIGHT
    scale = wide / (end - start)
    places = [(when - start) * scale for when in flags["when"]]
    spans = _spans(places, [str(name) for name in flags["event"]], wide)
    lane = _lanes(places, spans)
    found = crises.crises(tables["events"], (start, end), wide)
    low = BOTTOM + KEY + 1 + (LINE * max(map(len, decided.values())) + KEY if decided else 0)
    high = ROW * (max(lane, default=0) + 1) + 4
    height = low + high + crises.room(found)
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (LEFT / WIDTH, low / height, wide / WIDTH, high / height),
        xlim=(start, end),
        ylim=(0, high),
        gid="tijdlijn",
    )
    axes.set_axis_off()
    crises.draw_crises(axes, found, high)
    axes.axhline(0, color=design.GREY, lw=0.8, clip_on=False)
    for year in range(start, end + 1):
        axes.plot([year, year], [-1.2, 0], color=design.GREY, lw=0.8, clip_on=False)
    lowest = -4 - LINE * max(map(len, decided.values()), default=0) - 2
    for year in range(start, end):
        _year(axes, year, decided.get(year, []), scale, lowest if decided else -5.5)
    _key(axes, start, 2.4 - low, scale, decided, found)
    for item, (x, (begin, _), level) in enumerate(zip(places, spans, lane, strict=True)):
        y = (level + 0.7) * ROW
        at = start + x / scale
        axes.plot([at, at], [0, y], color=design.INK, lw=1.0, zorder=2)
        axes.plot([at], [0], "o", ms=5, color=design.INK, mec=design.WHITE, zorder=3, clip_on=False)
        flip = begin < x
        axes.text(
            at + (-1.4 if flip else 1.4) / scale,
            y,
            str(flags["event"].iloc[item]),
            size=design.TEXT,
            va="center",
            weight="semibold",
            ha="right" if flip else "left",
            zorder=4,
        )
    return figure


def _spans(places: list[float], names: list[str], wide: float) -> list[tuple[float, float]]:
    """From where to where (mm) each name goes: right of its flag, unless that leaves the page."""
    spans = []
    for x, name in zip(places, names, strict=True):
        width = design.text_width(name, design.TEXT) + 2.5
        spans.append((x - width, x) if x + width > wide + RIGHT else (x, x + width))
    return spans


def _year(axes: Any, year: int, decided: list[tuple[str, str]], scale: float, low: float) -> None:
    """A year below the line, where it begins; under it, in its own column down to `low`, who came
    to decide on what."""
    x = year + IN / scale
    look = {"size": design.TEXT, "color": design.GREY, "weight": "semibold"}
    axes.text(x, -4, str(year), va="center", gid=f"jaar-{year}", **look)
    axes.plot([year, year], [0, low], color=design.LINE, lw=0.4, alpha=0.7, clip_on=False)
    words = [f"{subject.removeprefix('keuze van ')}: {who}" for subject, who in decided]
    room = scale - IN - 4
    if any(design.text_width(told, design.SMALL, "normal") > room for told in words):
        # In a narrow column the mark alone says who.
        words = [told.partition(":")[0] for told in words]
    for step, ((_, who), told) in enumerate(zip(decided, words, strict=True)):
        y = -4.4 - LINE * (step + 1)
        marker = design.WHO_MARKER[who]
        axes.plot([x + 1 / scale], [y], marker, ms=5, color=design.WHO[who][0], clip_on=False)
        axes.text(x + 3 / scale, y, told, size=design.SMALL, va="center_baseline")


def _key(
    axes: Any,
    x: float,
    y: float,
    scale: float,
    decided: dict[int, list[tuple[str, str]]],
    found: list[crises.Crisis],
) -> None:
    """What the marks mean, from `x` on; the lowest row at `y`."""

    def say(words: str, at: float, row: float, marker: str, color: str) -> float:
        look = {"ms": 5, "color": color, "clip_on": False}
        axes.plot([at + 1.2 / scale], [row], marker, **look)
        return tell(words, at + 3.4 / scale, row)

    def tell(words: str, at: float, row: float) -> float:
        axes.text(at, row, words, **text)
        return at + (design.text_width(words, design.SMALL, "normal") + 4) / scale

    text = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    if decided:
        at = tell("onder een jaar: waarover voortaan iemand anders besluit, en wie:", x, y)
        told = {who for part in decided.values() for _, who in part}
        for who in (who for who in design.WHO if who in told):
            at = say(who, at, y, design.WHO_MARKER[who], design.WHO[who][0])
        y += KEY
    at = say("gebeurtenis", x, y, "o", design.INK)
    if any(crisis.end is not None for crisis in found):
        ground = Rectangle((at, y - 1.3), 5 / scale, 2.6, fc=design.CRISIS, lw=0, clip_on=False)
        axes.add_patch(ground)
        at = tell("crisis, zo lang zij duurde", at + 6.4 / scale, y)
    if any(crisis.end is None for crisis in found):
        dots: Any = {"color": design.GREY, "lw": 0.9, "ls": (0, (1, 1.5)), "clip_on": False}
        axes.plot([at, at + 5 / scale], [y, y], **dots)
        tell("crisis waarvan het einde niet vastligt", at + 6.4 / scale, y)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the number of crises and of new deciders; text with every event and its date."""
    rows = _rows(tables)
    crises = int((rows["kind"] == "crisis").sum())
    first, last = int(rows["year"].min()), int(rows["year"].max())
    decided = _new_deciders(tables["rights"], range(first, last + 1))
    title = _title(crises, sum(map(len, decided.values())), first, last)
    listed, series = [], []
    for row in rows.to_dict("records"):
        month = "" if pd.isna(row["month"]) else f"{dutch.MONTHS[int(row['month']) - 1]} "
        until = "" if pd.isna(row["until"]) else f", tot en met {int(row['until'])}"
        listed.append(f"{month}{row['year']} {row['event']} ({row['kind']}{until})")
        when = f"{month}{row['year']} ({row['kind']}{until})"
        series.append(in_words(str(row["event"]), [(row["year"], when)]))
    for year, found in sorted(decided.items()):
        words = dutch.listing(f"{subject} door {who}" for subject, who in found)
        series.append(in_words(f"voortaan anders besloten in {year}", [(year, words)]))
        listed.append(f"vanaf {year} besloten: {words}")
    return Facts(title, f"Tijdlijn. {'; '.join(listed)}.", tuple(series))


def _title(crises: int, passed: int, first: int, last: int) -> str:
    """How many crises there were, and how often a decision passed into other hands."""
    years = last - first + 1
    said = [dutch.counted(crises, "crisis", "crises")] if crises else []
    said += [f"{dutch.word(passed)} keer ging iemand anders besluiten"] if passed else []
    if not said:
        return f"De gebeurtenissen van {first} tot en met {last}"
    span = f"in {dutch.word(years)} jaar" if years > 1 else f"in {first}"
    words = f"{said[0]} {span}" if crises else f"{span} {said[0]}"
    words += f", en {said[1]}" if len(said) > 1 else ""
    return words[:1].upper() + words[1:]
