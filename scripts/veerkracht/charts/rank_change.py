"""The ten parties with most influence in a year, and where each of them stood a year before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, network_plan
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.charts.network_marks import NAMES, shape
from veerkracht.network.influence import TOP
from veerkracht.source_lines import Origin

TABLES = ["actor_metrics", "rank_intervals"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEAD, FOOT = 163.0, 13.0, 8.0  # mm
# In mm: a row at most, and all rows, since the text and numbers of the year stand above them.
ROW, ROWS = 6.0, 78.0
# Where the columns stand, in mm from the left: both marks, names, ties, where the bars of the
# ranges begin and end, and their numbers. Without a year before all but the last two move left.
BEFORE, NOW, NAME, TIES, BARS, BARRED, RANGE = 14.0, 34.0, 43.0, 100.0, 106.0, 150.0, 162.5
ALONE = 5.5  # mm: where the marks stand without a year before
# In mm: how thick a bar is; and the places that the scale of the bars names.
BAR, TICKS = 1.6, (1, 3, 10, 30, 100, 300)
RADIUS = 1.7
TOLD = 6  # parties in the alternative text


@dataclass(frozen=True)
class Line:
    """A party: its place in both years (None where it lacks), and its height in both columns."""

    name: str
    kind: str
    before: int | None
    now: int | None
    left: float | None
    right: float
    ties: int | None
    span: tuple[int, int] | None


def _lines(tables: dict[str, pd.DataFrame], year: int) -> tuple[int | None, list[Line], list[Line]]:
    """The year before, the ten of this year in order, and who of the ten before is not in it."""
    metrics = tables["actor_metrics"].sort_values(["rank", "actor"])
    metrics = metrics[metrics["eigenvector"] > 0]
    here = metrics[metrics["year"] == year].set_index("actor")
    if here.empty:
        raise NoDataError
    earlier = metrics.loc[metrics["year"] < year, "year"]
    before = int(earlier.max()) if len(earlier) else None
    there = metrics[metrics["year"] == before].set_index("actor")
    ten, old = list(here.index[:TOP]), list(there.index[:TOP])
    # Below the ten: on the left where newcomers came from, on the right where others went.
    came = [a for a in there.index if a in ten and a not in old]
    new = [a for a in ten if before and a not in there.index]
    left = {a: float(y) for y, a in enumerate([*old, *came, *new])}
    went = [a for a in here.index if a in old and a not in ten]
    gone = [a for a in old if a not in here.index]
    spans = tables["rank_intervals"]
    spans = spans[spans["year"] == year].set_index("actor")
    now, then, ends = (frame.to_dict("index") for frame in (here, there, spans))

    def line(actor: str, right: int) -> Line:
        row = now.get(actor) or then[actor]
        span = ends.get(actor)
        return Line(
            str(row["name"]),
            "buiten" if row["location"] == "buiten" else str(row["kind"]),
            int(then[actor]["rank"]) if actor in then else None,
            int(now[actor]["rank"]) if actor in now else None,
            left.get(actor),
            float(right),
            int(row["degree"]) if actor in now else None,
            None if span is None else (int(span["low"]), int(span["high"])),
        )

    out = [line(actor, len(ten) + place) for place, actor in enumerate([*went, *gone])]
    return before, [line(actor, place) for place, actor in enumerate(ten)], out


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A row a party, its place of a year before on the left, a line between both.

    On the right the places it has with other interviews, on a scale of equal ratios. Thick lines
    are the parties that the report follows; who left the ten stands below, in grey.
    """
    year = context["year"]
    before, ten, out = _lines(tables, year)
    rows = max(len(ten) + len(out), *(int(i.left or 0) + 1 for i in [*ten, *out]))
    high = min(ROW, ROWS / rows)
    height = HEAD + high * rows + FOOT
    figure = design.new_figure(WIDTH, height)
    # A row is one high: the first of the ten at 0, downward.
    axes = figure.add_axes(
        (0, 0, 1, 1),
        xlim=(0, WIDTH),
        ylim=(rows - 0.5 + FOOT / high, -0.5 - HEAD / high),
    )
    axes.set_axis_off()
    left = 0.0 if before else NOW - ALONE
    scale = _Scale([*ten, *out], BARS - left)
    _heads(axes, before, year, left, scale)
    for y in range(len(ten) + 1):
        axes.plot([NAME - left, WIDTH], [y - 0.5] * 2, color=design.PALE, lw=0.6, zorder=0)
    followed = network_plan.followed(context["wijk"])
    for line in [*out, *ten]:
        thick, inside = line.name in followed, line in ten
        colour = design.KIND_COLOUR[line.kind] if thick or inside else design.LINE
        _curve(axes, line, colour, (2.6 if thick else 1.1, left))
        ink = design.INK if inside else design.GREY
        _row(axes, line, {"color": ink, "weight": "semibold" if thick else "normal"}, left)
        if line.now and line.span:
            _bar(axes, line, colour, scale, BAR * rows / (height - HEAD - FOOT))
    pale = any(line.name not in followed for line in out)
    _key(axes, rows - 0.5 + FOOT / high * 0.55, [*ten, *out], pale)
    return figure


class _Scale:
    """Where the bars of the ranges lie: every step as wide as it is many times as far down."""

    def __init__(self, lines: list[Line], start: float) -> None:
        lowest = max([line.span[1] for line in lines if line.span] or [TOP])
        self.start, self.last = start, max(lowest, TOP) * 1.1

    def at(self, place: float) -> float:
        """The mm of a place."""
        return self.start + (BARRED - self.start) * math.log(place) / math.log(self.last)


def _bar(axes: Any, line: Line, colour: str, scale: _Scale, high: float) -> None:
    """From the first to the last place with other interviews, and the place that was seen."""
    low, end = (scale.at(place) for place in line.span or (1, 1))
    box = Rectangle((low - 0.4, line.right - high / 2), end - low + 0.8, high)
    box.set(fc=design.LINE, alpha=0.6, lw=0, zorder=2, gid="spreiding")
    axes.add_patch(box)
    axes.plot([scale.at(line.now or 1)], [line.right], "o", ms=4, color=colour, zorder=3)


def _heads(axes: Any, before: int | None, year: int, left: float, scale: _Scale) -> None:
    """What each column is, above the first row, with the scale of the bars."""
    low = -1.0
    for x, when in ((BEFORE, before), (NOW - left, year)):
        text = {"size": design.HEAD, "weight": "bold", "color": design.FORMAL}
        axes.text(x, low, str(when or ""), ha="center", **text)
    grey = {"size": design.SMALL, "color": design.GREY, "ha": "right", "linespacing": 1.15}
    axes.text(TIES - left, low, "samen-\nwerkingen", **grey)
    axes.text(NAME - left, low, "partij", **{**grey, "ha": "left"})
    axes.text(RANGE, low - 0.75, "plaats met andere gesprekken (90 %)", **grey)
    for tick in (tick for tick in TICKS if tick <= scale.last):
        x = scale.at(tick)
        axes.text(x, low, str(tick), **{**grey, "ha": "center"})
        dark = (
            {"color": design.GREY, "lw": 0.9} if tick == TOP else {"color": design.PALE, "lw": 0.6}
        )
        axes.plot([x, x], [-0.7, axes.get_ylim()[0] - FOOT * 0.16], zorder=0, **dark)


def _curve(axes: Any, line: Line, colour: str, look: tuple[float, float]) -> None:
    """The line from the place before to the place now, and its marks.

    `look`: how wide the line is, and how far the columns have moved left.
    """
    width, left = look
    if line.left is not None:
        middle = (BEFORE + NOW) / 2
        corners = [
            (BEFORE, line.left),
            (middle, line.left),
            (middle, line.right),
            (NOW, line.right),
        ]
        codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        # A line to an open mark for who is not named any more: its row holds the start of another.
        curve = PathPatch(Path(corners, codes), fc="none", ec=colour, lw=width)
        curve.set_linestyle("-" if line.before is not None else (0, (1.2, 1.6)))
        axes.add_patch(curve)
        place = "erbij" if line.before is None else str(line.before)
        bold = "semibold" if line.before is None else "normal"
        text = {"size": design.TEXT, "va": "center_baseline", "ha": "right", "weight": bold}
        axes.text(BEFORE - 3.5, line.left, place, color=design.GREY, **text)
        if line.before is not None:
            _mark(axes, line.kind, BEFORE, line.left, colour)
    _mark(axes, line.kind, NOW - left, line.right, colour, is_open=line.now is None)


def _mark(axes: Any, kind: str, x: float, y: float, colour: str, *, is_open: bool = False) -> None:
    """The shape of a kind, upright although heights are in rows and run downward."""
    patch = shape(kind, 0, 0, RADIUS)
    path = patch.get_path()
    corners = patch.get_patch_transform().transform(path.vertices)
    # What a mm is in rows.
    low, top = axes.get_ylim()
    row = (low - top) / (axes.figure.get_size_inches()[1] / design.MM)
    drawn = Path([(x + dx, y - dy * row) for dx, dy in corners], path.codes)
    look = {"fc": design.WHITE, "ec": colour, "lw": 1.0} if is_open else {"fc": colour, "lw": 0.6}
    axes.add_patch(PathPatch(drawn, **{"ec": design.WHITE, "zorder": 4, **look}))


def _row(axes: Any, line: Line, look: dict[str, str], left: float) -> None:
    """Place, name, ties and the range of places, right of the mark."""
    text: dict[str, Any] = {"size": design.TEXT, "va": "center_baseline", **look}
    if line.now is None:
        axes.text(NAME - left, line.right, f"{line.name}, niet meer genoemd", **text)
        return
    axes.text(NAME - left - 2.5, line.right, str(line.now), ha="right", **text)
    axes.text(NAME - left, line.right, line.name, **text)
    axes.text(TIES - left, line.right, dutch.number(line.ties), ha="right", **text)
    span = f"{line.span[0]}–{line.span[1]}" if line.span else "–"
    axes.text(RANGE, line.right, span, ha="right", **text)


def _key(axes: Any, y: float, lines: list[Line], pale: bool) -> None:
    """Below the rows: every sign that there is, with what it means; `pale`: there are grey ones."""
    text = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    x = BEFORE - RADIUS
    kinds = {line.kind for line in lines}
    for kind in (kind for kind in NAMES if kind in kinds):
        _mark(axes, kind, x + RADIUS, y, design.KIND_COLOUR[kind])
        axes.text(x + 4.5, y, NAMES[kind], **text)
        x += 4.5 + design.text_width(NAMES[kind], design.SMALL, "normal") + 4
    if pale:
        _mark(axes, "informeel", x + RADIUS, y, design.LINE)
        told = "grijs: uit de tien"
        axes.text(x + 4.5, y, told, **text)
        x += 4.5 + design.text_width(told, design.SMALL, "normal") + 4
    for there, told, look in (
        (
            any(i.left is not None and i.before is None for i in lines),
            "stippel: erbij",
            {"ls": (0, (1.2, 1.6))},
        ),
        (True, "vet: volgen we elk jaar", {"lw": 2.6}),
    ):
        if not there:
            continue
        if any(line.left is not None for line in lines):
            style: Any = {"color": design.GREY, "lw": 1.1, "solid_capstyle": "round", **look}
            axes.plot([x, x + 5], [y, y], **style)
            x += 6.5
        axes.text(x, y, told, **text)
        x += design.text_width(told, design.SMALL, "normal") + 4


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many of the ten were not among them before; text with the first places."""
    year = context["year"]
    before, ten, out = _lines(tables, year)
    count = f"{dutch.word(len(ten))} invloedrijkste partijen"
    title = f"De {count} van {year}"
    if before:
        fresh = sum(line.before is None or (line.left or 0) >= TOP for line in ten)
        title = f"De {count} van {year} waren dat ook in {before}"
        if fresh:
            top = f"top {dutch.word(len(ten))}"
            share = dutch.of_all(fresh, len(ten)).replace(" van de ", " van de top ")
            share = share if fresh < len(ten) else f"alle partijen uit de {top}"
            stood = "stond" if fresh == 1 else "stonden"
            title = f"{share[0].upper()}{share[1:]} van {year} {stood} in {before} niet in de {top}"
    if all(line.span for line in ten):
        title = _how_sure(ten, year, before)
    told = [f"{line.now} {line.name}{_was(line, before)}" for line in ten[:TOLD]]
    alt = f"De {count} van {year}{f' naast hun plaats in {before}' if before else ''}. "
    alt += f"Bovenaan: {'; '.join(told)}."
    if out:
        alt += f" Buiten de tien kwam{'' if len(out) == 1 else 'en'}: "
        alt += f"{dutch.listing([line.name for line in out][:TOLD])}."
    series: list[Series] = []
    for line in [*ten, *out]:
        places = [(before, line.before), (year, line.now)]
        seen = [(when, place) for when, place in places if when and place]
        series.append(over_years(f"plaats van {line.name}", "plaats", seen, dutch.number))
    for line in ten:
        label = f"samenwerkingen van {line.name}"
        series.append(over_years(label, "aantal", [(year, line.ties)], dutch.number))
    return Facts(title, alt, tuple(series))


def _how_sure(ten: list[Line], year: int, before: int | None) -> str:
    """How many of the ten are among them with other interviews too, and who was not before."""
    sure = sum(line.span is not None and line.span[1] <= TOP for line in ten)
    stands = "horen" if sure > 1 else "hoort"
    words = f"{dutch.sentence(dutch.of_all(sure, len(ten)))} {stands} vrij zeker bij de "
    words += f"{dutch.word(len(ten))} invloedrijkste van {year}"
    fresh = sum(line.before is None or (line.left or 0) >= TOP for line in ten)
    if before and fresh:
        stood = "stond" if fresh == 1 else "stonden"
        words += f"; {dutch.of_all(fresh, len(ten))} {stood} er in {before} niet bij"
    return words


def _was(line: Line, before: int | None) -> str:
    if not before:
        return ""
    return " (erbij)" if line.before is None else f" (was {line.before})"
