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

WIDTH, LEFT = 163.0, 24.0  # mm: the figure, and the words left of the first year
# In mm: the row of years, a row of events or crises, a decision, and what is around each part.
YEARS, ROW, LINE, AROUND = 8.0, 6.4, 5.0, 2.6
# In mm from where a year begins: its name and the marks of what was decided in it, and the words.
IN, MARKED = 1.5, 5.4
# In mm: how far the mark of who decided before stands left of that of who does now.
FROM = 6.4
CLEAR = 2.0  # mm between names
PARTS = ("gebeurtenissen", "crises", "wie een besluit\novernam")
OPEN = "{} (einde niet vastgelegd)"


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["events"]
    if rows.empty:
        raise NoDataError
    when = rows["year"] + (rows["month"].fillna(7) - 1) / 12
    return rows.assign(when=when.astype(float)).sort_values(["when", "event"], kind="stable")


def _lanes(spans: list[tuple[float, float]]) -> list[int]:
    """The lowest lane for each name from where to where it goes (mm), so that none touch."""
    free: list[float] = []
    lanes = [0] * len(spans)
    for item in sorted(range(len(spans)), key=lambda item: spans[item]):
        start, end = spans[item]
        lane = next((n for n, stop in enumerate(free) if stop + CLEAR <= start), len(free))
        free[lane : lane + 1] = [end]
        lanes[item] = lane
    return lanes


def _new_deciders(rights: pd.DataFrame, years: range) -> dict[int, list[tuple[str, str, str]]]:
    """Year -> (subject, before, who) of what someone else decides than when last recorded."""
    order = {who: place for place, who in enumerate(design.WHO)}
    rows = rights[rights["who"].isin(order) & (rights["subject"] != OTHER)]
    # Of two in a year the strongest for the wijk, as in the grid of who decides.
    rows = rows.assign(power=rows["who"].map(order)).sort_values(["year", "power"], kind="stable")
    rows = rows.drop_duplicates(["year", "subject"], keep="last")
    found: dict[int, list[tuple[str, str, str]]] = {}
    for subject, part in rows.groupby("subject", sort=False):
        before = ""
        for year, who in zip(part["year"], part["who"], strict=True):
            if before and who != before and int(year) in years:
                found.setdefault(int(year), []).append((str(subject), before, str(who)))
            before = str(who)
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Years from left to right; below them events, crises as long as they were, who came to decide.

    Each of the three has its own rows, with what it is on the left.
    """
    rows = _rows(tables)
    start, end = int(rows["year"].min()), int(rows["year"].max()) + 1
    decided = _new_deciders(tables["rights"], range(start, end))
    flags = rows[rows["kind"] != "crisis"]
    scale = (WIDTH - LEFT) / (end - start)
    places = [(when - start) * scale for when in flags["when"]]
    spans = _spans(places, [str(name) for name in flags["event"]])
    lanes = _lanes(spans)
    found = crises.crises(tables["events"], (start, end), WIDTH - LEFT, by_month=True)
    sizes = [ROW * (max(lanes) + 1) if lanes else 0.0, ROW * len(found)]
    sizes.append(LINE * max(map(len, decided.values()), default=0))
    key = ROW if decided else 0.0
    height = YEARS + sum(size + 2 * AROUND for size in sizes if size) + key + 0.5
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (0, 0, 1, 1), xlim=(start - LEFT / scale, end), ylim=(height, 0), gid="tijdlijn"
    )
    axes.set_axis_off()
    for year in range(start, end):
        look: dict[str, Any] = {"size": design.HEAD, "va": "center_baseline"}
        look["weight"] = "semibold"
        axes.text(year + IN / scale, YEARS / 2, str(year), gid=f"jaar-{year}", **look)
    axes.vlines(range(start, end), 1.0, height - key, color=design.PALE, lw=0.8, zorder=0)
    y = YEARS
    for part, size in enumerate(sizes):
        if not size:
            continue
        axes.plot([start - LEFT / scale, end], [y, y], color=design.LINE, lw=0.6, zorder=1)
        grey: dict[str, Any] = {"size": design.TEXT, "color": design.GREY, "va": "center"}
        axes.text(start - LEFT / scale, y + AROUND + size / 2, PARTS[part], **grey)
        y += AROUND
        if part == 0:
            _events(axes, list(zip(flags["event"], places, spans, lanes, strict=True)), y, scale)
        elif part == 1:
            _crises(axes, found, y, scale)
        else:
            _decided(axes, decided, y, scale)
        y += size + AROUND
    if decided:
        _key(
            axes,
            start,
            y + ROW / 2,
            scale,
            {w for d in decided.values() for _, *who in d for w in who},
        )
    return figure


def _spans(places: list[float], names: list[str]) -> list[tuple[float, float]]:
    """From where to where (mm) each name goes: right of its mark, unless that leaves the page."""
    spans = []
    for x, name in zip(places, names, strict=True):
        width = design.text_width(name, design.TEXT) + 3.5
        spans.append((x - width, x) if x + width > WIDTH - LEFT else (x, x + width))
    return spans


def _events(axes: Any, events: list[Any], top: float, scale: float) -> None:
    """A dot at the month of each event, and its name beside it."""
    start = axes.get_xlim()[0] + LEFT / scale
    for name, x, (begin, _), lane in events:
        y, at = top + (lane + 0.5) * ROW, start + x / scale
        side = -1 if begin < x else 1
        inside = max(at, start + 0.9 / scale)
        axes.plot([inside], [y], "o", ms=5.5, color=design.INK, zorder=3)
        look = {"size": design.TEXT, "weight": "semibold", "va": "center_baseline"}
        look["ha"] = "right" if side < 0 else "left"
        axes.text(inside + side * 2.0 / scale, y, str(name), **look)


def _crises(axes: Any, found: list[crises.Crisis], top: float, scale: float) -> None:
    """A bar a crisis with its name in it; of one without a known end only where it began."""
    for row, crisis in enumerate(found):
        y = top + row * ROW
        name = crisis.name if crisis.end is not None else OPEN.format(crisis.name)
        if crisis.end is None:
            dots: Any = {"color": design.GREY, "lw": 1.2, "ls": (0, (1, 1.2))}
            axes.plot([crisis.start] * 2, [y + 0.5, y + ROW - 0.5], zorder=2, **dots)
        else:
            size = (crisis.end - crisis.start, ROW - 1.2)
            bar = Rectangle((crisis.start, y + 0.6), *size, fc=design.CRISIS, lw=0, zorder=1)
            axes.add_patch(bar)
        wide = (design.text_width(name, design.TEXT, "normal") + IN) / scale
        left = max(min(crisis.start + IN / scale, axes.get_xlim()[1] - wide), axes.get_xlim()[0])
        look: dict[str, Any] = {"size": design.TEXT, "color": design.INK, "zorder": 3}
        if crisis.end is None:
            # No bar lies under it: the lines of the years would run through its letters.
            look["bbox"] = {"fc": "white", "ec": "none", "pad": 1.0}
        axes.text(left, y + ROW / 2, name, va="center_baseline", **look)


def _decided(
    axes: Any, decided: dict[int, list[tuple[str, str, str]]], top: float, scale: float
) -> None:
    """In the column of each year on what someone else came to decide, by marks from whom to whom.

    Where a column is too narrow for both, only who decides now.
    """
    names = [s.removeprefix("keuze van ") for part in decided.values() for s, *_ in part]
    widest = max((design.text_width(name, design.TEXT, "normal") for name in names), default=0.0)
    shift = FROM if MARKED + FROM + widest <= scale else 0.0
    for year, part in decided.items():
        for step, (subject, before, who) in enumerate(part):
            y, x = top + (step + 0.5) * LINE, IN + 1.2
            if shift:
                old: dict[str, Any] = {"ms": 5.5, "mfc": "none", "mec": design.WHO[before][0]}
                axes.plot([year + x / scale], [y], design.WHO_MARKER[before], mew=1.0, **old)
                line: dict[str, Any] = {"color": design.GREY, "lw": 0.8}
                axes.plot(
                    [year + (x + 1.9) / scale, year + (x + FROM - 2.0) / scale], [y, y], **line
                )
            mark: dict[str, Any] = {"ms": 6.5, "color": design.WHO[who][0], "gid": f"{who}-{year}"}
            axes.plot([year + (x + shift) / scale], [y], design.WHO_MARKER[who], **mark)
            told = subject.removeprefix("keuze van ")
            look: dict[str, Any] = {"size": design.TEXT, "va": "center_baseline"}
            axes.text(year + (MARKED + shift) / scale, y, told, **look)


def _key(axes: Any, x: float, y: float, scale: float, told: set[str]) -> None:
    """What the marks of who decides mean, from `x` on at `y`."""
    text: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    for who in (who for who in design.WHO if who in told):
        look: dict[str, Any] = {"ms": 6, "color": design.WHO[who][0]}
        axes.plot([x + 1.2 / scale], [y], design.WHO_MARKER[who], **look)
        axes.text(x + 3.6 / scale, y, who, **text)
        x += (7.6 + design.text_width(who, design.SMALL, "normal")) / scale
    axes.text(x, y, "open: wie er eerst over besloot", **text)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the number of crises and of new deciders; text with every event and its date."""
    rows = _rows(tables)
    crises = int((rows["kind"] == "crisis").sum())
    first, last = int(rows["year"].min()), int(rows["year"].max())
    decided = _new_deciders(tables["rights"], range(first, last + 1))
    title = _title(crises, decided, first, last)
    listed, series = [], []
    for row in rows.to_dict("records"):
        month = "" if pd.isna(row["month"]) else f"{dutch.MONTHS[int(row['month']) - 1]} "
        until = "" if pd.isna(row["until"]) else f", tot en met {int(row['until'])}"
        listed.append(f"{month}{row['year']} {row['event']} ({row['kind']}{until})")
        when = f"{month}{row['year']} ({row['kind']}{until})"
        series.append(in_words(str(row["event"]), [(row["year"], when)]))
    for year, found in sorted(decided.items()):
        words = dutch.listing(f"{subject} door {who}" for subject, _, who in found)
        series.append(in_words(f"anders besloten in {year}", [(year, words)]))
        listed.append(f"in {year} overgenomen: {words}")
    return Facts(title, f"Tijdlijn. {'; '.join(listed)}.", tuple(series))


def _title(
    crises: int, decided: dict[int, list[tuple[str, str, str]]], first: int, last: int
) -> str:
    """How often others came to decide, and how often those were residents; else the crises."""
    came = [who for part in decided.values() for *_, who in part]
    if came:
        words = f"{dutch.word(len(came))} keer ging iemand anders besluiten"
        most = list(design.WHO)[-1]
        if 0 < came.count(most) < len(came):
            words += f"; {dutch.word(came.count(most))} keer werden dat {most}"
    elif crises:
        years = last - first + 1
        span = f"in {dutch.word(years)} jaar" if years > 1 else f"in {first}"
        words = f"{dutch.counted(crises, 'crisis', 'crises')} {span}"
    else:
        return f"De gebeurtenissen van {first} tot en met {last}"
    return words[:1].upper() + words[1:]
