"""On whom the network leans: the parties whose part in all ties fell or rose most.

What the claim of a network that leans less on a few asks (`claims.changes`), party by party.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.charts.network_marks import NAMES, shape
from veerkracht.source_lines import Origin

TABLES = ["actor_metrics", "network_metrics"]
ORIGIN = Origin.INTERVIEWS

SHOWN = 5  # parties that fell, and as many that rose
WIDTH = 163.0  # mm
# In mm: a row, the head of a group, the key above them and the numbers of the scale below.
ROW, HEAD, KEY, FOOT = 5.2, 7.0, 6.5, 6.0
# In mm: the room for a name, where the scale begins and ends, and how far a number keeps away.
ROOM, START, END, PAST = 60.0, 72.0, 150.0, 2.8
RADIUS = 1.6  # mm
LINE = 3.0  # points
HEADS = ("Kleiner aandeel in alle samenwerkingen", "Groter aandeel in alle samenwerkingen")
PERCENT = "\u00a0%"
ABSENT = "–"  # in the place of the part of who is not named that year


class Party(NamedTuple):
    """A party: the part of all ties that is with it in two years, None in one that lacks it."""

    name: str
    kind: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """By how much its part rose; who is not named has none."""
        return (self.after or 0.0) - (self.before or 0.0)


class Shift(NamedTuple):
    """Two years, and who fell and rose most between them, the largest change first."""

    years: tuple[int, int]
    fell: list[Party]
    rose: list[Party]


def shift(tables: dict[str, pd.DataFrame]) -> Shift:
    """From the first to the last year with ties. NoDataError where nothing can be laid beside."""
    measures = tables["network_metrics"]
    ties = measures[(measures["metric"] == "ties") & (measures["value"] > 0)]
    every = ties.set_index("year")["value"].sort_index()
    if len(every) < 2:
        raise NoDataError
    years = int(every.index[0]), int(every.index[-1])
    metrics = tables["actor_metrics"]
    then, now = (metrics[metrics["year"] == year].set_index("actor") for year in years)
    parts = [seen["degree"] / every[year] for year, seen in zip(years, (then, now), strict=True)]
    # As a party is called, and what it is, in the last year that knows it.
    known = pd.concat([now, then[~then.index.isin(now.index)]]).sort_index()
    parties = [
        Party(
            str(row["name"]),
            "buiten" if row["location"] == "buiten" else str(row["kind"]),
            *(float(part[actor]) if actor in part.index else None for part in parts),
        )
        for actor, row in known.iterrows()
    ]
    parties.sort(key=lambda party: (-abs(party.change), party.name))
    fell = [party for party in parties if party.change < 0][:SHOWN]
    rose = [party for party in parties if party.change > 0][:SHOWN]
    if not fell and not rose:
        raise NoDataError
    return Shift(years, fell, rose)


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A row a party, 163 mm wide: its part then, open, its part now, and a line between both."""
    seen = shift(tables)
    groups = [group for group in zip(HEADS, (seen.fell, seen.rose), strict=True) if group[1]]
    tall = KEY + sum(HEAD + ROW * len(parties) for _, parties in groups) + FOOT
    figure = design.new_figure(WIDTH, tall)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, tall), gid="aandelen")
    axes.set_axis_off()
    shown = [*seen.fell, *seen.rose]
    most = max(part or 0.0 for party in shown for part in (party.before, party.after))
    _scale(axes, most, tall - KEY)
    _key(axes, seen, tall - KEY / 2)
    y = tall - KEY
    for head, parties in groups:
        look: Any = {"size": design.TEXT, "weight": "semibold", "color": design.FORMAL}
        axes.text(0, y - HEAD * 0.62, head, va="center_baseline", **look)
        y -= HEAD
        for party in parties:
            _row(axes, party, y - ROW / 2, most)
            y -= ROW
    return figure


def _at(part: float, most: float) -> float:
    """The mm of a part of all ties."""
    return START + (END - START) * part / most


def _scale(axes: Any, most: float, top: float) -> None:
    """Thin lines at round parts, with their percentage below them."""
    for tick in design.ticks_within((0.0, most), MaxNLocator(5, steps=[1, 2, 5, 10])):
        x = _at(tick, most)
        color = design.LINE if tick == 0 else design.PALE
        axes.plot([x, x], [FOOT, top - HEAD * 0.3], color=color, lw=0.6, zorder=0)
        look: Any = {"size": design.SMALL, "color": design.GREY, "ha": "center"}
        axes.text(x, FOOT - 3.6, dutch.percent(tick), **look)


def _row(axes: Any, party: Party, y: float, most: float) -> None:
    """A party: its name, and both parts in the shape of its kind, each with its percentage."""
    colour = design.KIND_COLOUR[party.kind]
    middle: Any = {"size": design.TEXT, "va": "center_baseline"}
    axes.text(0, y, design.cut(party.name, ROOM, design.TEXT, "normal"), **middle)
    parts = (party.before, party.after)
    ends = [_at(part or 0.0, most) for part in parts]
    axes.plot(ends, [y, y], color=colour, lw=LINE, alpha=0.35, solid_capstyle="butt", zorder=1)
    for x, part, is_now in zip(ends, parts, (False, True), strict=True):
        # Who is not named has no mark: one at nothing would be a party without ties.
        if part is not None:
            _mark(axes, party.kind, (x, y), colour, is_open=not is_now)
        side = 1 if x > min(ends) else -1
        # The line of nothing may run below it.
        look: Any = {"color": design.GREY, "bbox": {"fc": design.WHITE, "ec": "none", "pad": 0.4}}
        if is_now:
            look |= {"color": design.KIND_TEXT[party.kind], "weight": "bold"}
        axes.text(
            x + side * PAST, y, _told(part), ha="left" if side > 0 else "right", **middle, **look
        )


def _told(part: float | None, absent: str = ABSENT) -> str:
    """A part as it is printed, or that there is none."""
    return absent if part is None else dutch.percent(part)


def _mark(axes: Any, kind: str, at: tuple[float, float], colour: str, *, is_open: bool) -> None:
    """The shape of a kind, open for the first year."""
    mark = shape(kind, *at, RADIUS)
    mark.set(fc=design.WHITE if is_open else colour, ec=colour, lw=1.2, zorder=3)
    axes.add_patch(mark)


def _key(axes: Any, seen: Shift, y: float) -> None:
    """Above the rows: which mark is of which year, and which shape and colour of which kind."""
    x, (first, last) = 0.0, seen.years
    shown = [*seen.fell, *seen.rose]
    kinds = [kind for kind in NAMES if kind in {party.kind for party in shown}]
    signs = [(kind, design.KIND_COLOUR[kind], False, NAMES[kind]) for kind in kinds]
    signs += [
        (kinds[0], design.INK, is_open, str(year))
        for year, is_open in ((first, True), (last, False))
    ]
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    for kind, colour, is_open, words in signs:
        _mark(axes, kind, (x + RADIUS + 0.3, y), colour, is_open=is_open)
        axes.text(x + 5.0, y, words, **look)
        x += 5.0 + design.text_width(words, design.SMALL, "normal") + 5.0
    if any(None in (party.before, party.after) for party in shown):
        axes.text(x, y, f"{ABSENT}  dat jaar niet genoemd", **look)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the largest change, and whether any the other way is as large; text: all rows."""
    seen = shift(tables)
    first, last = seen.years
    lead, other = sorted([seen.fell, seen.rose], key=lambda group: -_size(group))
    before, after = (dutch.percent(part or 0.0) for part in (lead[0].before, lead[0].after))
    title = f"Het aandeel van {lead[0].name} ging van {before.removesuffix(PERCENT)} naar {after}"
    if _size(other) < _size(lead):
        title += f"; geen partij {'won' if lead is seen.fell else 'verloor'} zo veel"
    told = "; ".join(_parts(party) for party in [*seen.fell, *seen.rose])
    alt = f"Aandeel van partijen in alle samenwerkingen, van {first} naar {last}: {told}."
    series: list[Series] = [
        over_years(
            f"aandeel van {party.name}", "deel",
            zip(seen.years, (party.before, party.after), strict=True), dutch.percent,
        )
        for party in [*seen.fell, *seen.rose]
    ]  # fmt: skip
    return Facts(title, alt, tuple(series))


def _size(parties: list[Party]) -> float:
    """The largest change of these parties, without its sign."""
    return round(abs(parties[0].change), 9) if parties else 0.0


def _parts(party: Party) -> str:
    """A party with its part then and now, briefly."""
    before, after = (_told(part, "niets") for part in (party.before, party.after))
    return f"{party.name} {before} naar {after}"
