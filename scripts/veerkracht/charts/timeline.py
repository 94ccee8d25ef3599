"""What happened: the events by month, crises from start to end, and who came to decide."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, crises, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.governance.measures import OTHER, WHO_NAME
from veerkracht.source_lines import Origin

TABLES = ["events", "rights"]
ORIGIN = Origin.OBSERVATION

WIDTH, LEFT = 163.0, 24.0  # mm: the figure, and the words left of the first year
# In mm: the row of years, a row of events or crises, a decision, and what is around each part.
YEARS, ROW, LINE, AROUND = 8.0, 6.4, 7.0, 2.6
# In mm from where a year begins: its name and the marks of what was decided in it, and the words.
IN, MARKED = 1.5, 6.0
CLEAR = 2.0  # mm between names
PARTS = ("gebeurtenissen", "crises", "wie besloot over")
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


class Line(NamedTuple):
    """What is decided on: who did so first and who took it over, and the years it is recorded."""

    subject: str
    deciders: list[tuple[int, str]]
    years: list[int]


def _lines(rights: pd.DataFrame, years: range) -> list[Line]:
    """The subjects of which someone else decides than when last recorded, first taken over first.

    The rest of the subjects together are no one subject.
    """
    order = {who: place for place, who in enumerate(design.WHO)}
    rows = rights[rights["who"].isin(order) & (rights["subject"] != OTHER)]
    rows = rows[rows["year"].isin(years)]
    # Of two in a year the strongest for the wijk, as in the grid of who decides.
    rows = rows.assign(power=rows["who"].map(order)).sort_values(["year", "power"], kind="stable")
    rows = rows.drop_duplicates(["year", "subject"], keep="last")
    found = []
    for subject, part in rows.groupby("subject", sort=False):
        pairs = [(int(year), str(who)) for year, who in zip(part["year"], part["who"], strict=True)]
        changed = [pairs[0], *(now for old, now in pairwise(pairs) if old[1] != now[1])]
        if len(changed) > 1:
            found.append(Line(str(subject), changed, [year for year, _ in pairs]))
    return sorted(found, key=lambda line: line.deciders[1][0])


def _taken_over(lines: list[Line]) -> list[tuple[int, str, str]]:
    """(year, subject, who) of all that someone took over, by year."""
    found = [(year, line.subject, who) for line in lines for year, who in line.deciders[1:]]
    return sorted(found, key=lambda taken: taken[0])


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Years from left to right; below them events, crises as long as they were, who came to decide.

    Each of the three has its own rows, with what it is on the left; what is decided on has a line
    from who did so first, an open mark, to each who took it over.
    """
    rows = _rows(tables)
    start, end = int(rows["year"].min()), int(rows["year"].max()) + 1
    lines = _lines(tables["rights"], range(start, end))
    flags = rows[rows["kind"] != "crisis"]
    scale = (WIDTH - LEFT) / (end - start)
    places = [(when - start) * scale for when in flags["when"]]
    spans = _spans(places, [str(name) for name in flags["event"]])
    lanes = _lanes(spans)
    found = crises.crises(tables["events"], (start, end), by_month=True)
    sizes = [ROW * (max(lanes) + 1) if lanes else 0.0, ROW * len(found)]
    sizes.append(LINE * (len(lines) + 1) if lines else 0.0)
    height = YEARS + sum(size + 2 * AROUND for size in sizes if size) + 0.5
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (0, 0, 1, 1), xlim=(start - LEFT / scale, end), ylim=(height, 0), gid="tijdlijn"
    )
    axes.set_axis_off()
    for year in range(start, end):
        look: dict[str, Any] = {"size": design.HEAD, "va": "center_baseline"}
        look["weight"] = "semibold"
        axes.text(year + IN / scale, YEARS / 2, str(year), gid=f"jaar-{year}", **look)
    axes.vlines(range(start, end), 1.0, height, color=design.PALE, lw=0.8, zorder=0)
    y = YEARS
    for part, size in enumerate(sizes):
        if not size:
            continue
        axes.plot([start - LEFT / scale, end], [y, y], color=design.LINE, lw=0.6, zorder=1)
        grey: dict[str, Any] = {"size": design.TEXT, "color": design.GREY, "va": "center"}
        middle = AROUND + (LINE if part == len(PARTS) - 1 else size) / 2
        axes.text(start - LEFT / scale, y + middle, PARTS[part], **grey)
        if part == len(PARTS) - 1:
            _key(axes, lines, y + middle, scale)
        y += AROUND
        if part == 0:
            _events(axes, list(zip(flags["event"], places, spans, lanes, strict=True)), y, scale)
        elif part == 1:
            _crises(axes, found, y, scale)
        else:
            _decided(axes, lines, y + LINE, scale)
        y += size + AROUND
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


def _decided(axes: Any, lines: list[Line], top: float, scale: float) -> None:
    """A row a subject: a mark and a word where someone came to decide, with a line up to the last.

    Who decided first has an open mark. Where a column is too narrow for the words, marks alone.
    Across a year of which nothing is recorded the line is broken.
    """
    words = {who for line in lines for _, who in line.deciders}
    names = WHO_NAME
    widest = max((design.text_width(names[who], design.TEXT) for who in words), default=0.0)
    told = MARKED + widest + CLEAR <= scale
    for step, line in enumerate(lines):
        y = top + (step + 0.5) * LINE
        name = line.subject.removeprefix("keuze van ")
        look: dict[str, Any] = {"size": design.TEXT, "va": "center_baseline"}
        axes.text(axes.get_xlim()[0], y, name, weight="semibold", **look)
        last = line.years[-1]
        ends = [year for year, _ in line.deciders[1:]] + [last]
        for place, ((year, who), end) in enumerate(zip(line.deciders, ends, strict=True)):
            x = year + (IN + 1.2) / scale
            color, bold = design.WHO[who][0], "semibold" if place else "normal"
            wide = MARKED + design.text_width(names[who], design.TEXT, bold) if told else IN + 1.2
            begin, stop = year + (wide + 1.5) / scale, end + (IN - 1.2) / scale
            known = [other for other in line.years if year <= other <= end]
            for one, other in pairwise(known):
                left = begin if one == year else one + (IN + 1.2) / scale
                # Up to where the next took over, or to its own last mark.
                right = stop if other == end < last else other + (IN + 1.2) / scale
                if left < right:
                    dash = _dash(other - one > 1)
                    axes.plot([left, right], [y, y], color=color, lw=1.4, ls=dash, zorder=2)
            # Not in a year in which another took over.
            for again in (other for other in known if other not in dict(line.deciders)):
                dot: dict[str, Any] = {"color": color, "ms": 4.5, "gid": f"opnieuw-{again}"}
                at = [again + (IN + 1.2) / scale]
                axes.plot(at, [y], design.WHO_MARKER[who], zorder=3, **dot)
            face: dict[str, Any] = {"mfc": color if place else design.WHITE, "mec": color}
            mark: dict[str, Any] = {"ms": 7.5, "mew": 1.2, "gid": f"{who}-{year}", "zorder": 3}
            axes.plot([x], [y], design.WHO_MARKER[who], **face, **mark)
            if told:
                axes.text(year + MARKED / scale, y, names[who], weight=bold, **look)


def _dash(unknown: bool) -> Any:
    """A line, broken across years of which nothing is recorded."""
    return (0, (2.2, 1.6)) if unknown else "-"


def _key(axes: Any, lines: list[Line], y: float, scale: float) -> None:
    """Beside the name of the part what its marks and a broken line say, as far as there are."""
    again = any(len(line.deciders) < len(line.years) for line in lines)
    gaps = any(b - a > 1 for line in lines for a, b in pairwise(line.years))
    grey: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "va": "center"}
    # The lines of the years would run through its letters.
    ground = {"bbox": {"fc": design.WHITE, "ec": "none", "pad": 0.8}, "zorder": 1}
    # Grey is the green of an informal party, or the blue of a formal, to who sees no colours.
    look: dict[str, Any] = {"mec": design.INK, "zorder": 2}
    x, left = IN + 1.2, axes.get_xlim()[0] + LEFT / scale
    for size, face, words, shown in (
        (6.5, design.WHITE, "besloot eerst", True),
        (6.5, design.INK, "nam het over", True),
        (4.0, design.INK, "besloot opnieuw", again),
        (0.0, "", "jaren ertussen niet vastgelegd", gaps),
    ):
        if not shown:
            continue
        at = left + x / scale
        if size:
            axes.plot([at], [y], "o", ms=size, mfc=face, **look)
        else:
            ends = [at - 1.2 / scale, at + 6.6 / scale]
            axes.plot(ends, [y, y], color=design.LINE, lw=1.4, ls=_dash(True), zorder=2)
            x += 6.0
        axes.text(left + (x + 2.4) / scale, y, words, **grey, **ground)
        x += 2.4 + design.text_width(words, design.SMALL, "normal") + 6.5


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the number of crises and of new deciders; text with every event and its date."""
    rows = _rows(tables)
    crises = int((rows["kind"] == "crisis").sum())
    first, last = int(rows["year"].min()), int(rows["year"].max())
    taken = _taken_over(_lines(tables["rights"], range(first, last + 1)))
    title = _title(crises, [who for *_, who in taken], first, last)
    listed, series = [], []
    for row in rows.to_dict("records"):
        month = "" if pd.isna(row["month"]) else f"{dutch.MONTHS[int(row['month']) - 1]} "
        until = "" if pd.isna(row["until"]) else f", tot en met {int(row['until'])}"
        listed.append(f"{month}{row['year']} {row['event']} ({row['kind']}{until})")
        when = f"{month}{row['year']} ({row['kind']}{until})"
        series.append(in_words(str(row["event"]), [(row["year"], when)]))
    for year in dict.fromkeys(year for year, *_ in taken):
        words = dutch.listing(f"{what} door {who}" for when, what, who in taken if when == year)
        series.append(in_words(f"anders besloten in {year}", [(year, words)]))
        listed.append(f"in {year} overgenomen: {words}")
    return Facts(title, f"Tijdlijn. {'; '.join(listed)}.", tuple(series))


def _title(crises: int, came: list[str], first: int, last: int) -> str:
    """How often others came to decide, and how often those were residents; else the crises."""
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
