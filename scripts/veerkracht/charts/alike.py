"""The index beside wijken that were alike, from every measurement on: whether the start decides."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_lines import draw_lines, limits, others_named
from veerkracht.charts.alike_panels import Panel, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
# In mm: where the lines of an area begin and end, and the rows of its starts.
LEFT, RIGHT, STARTS = 8.0, 50.0, 85.0
# In mm: the heads above all, the name of an area above its lines, and what stands below them.
HEADS, NAME, FOOT = 8.0, 6.0, 12.5
TALL, AIRY, TIGHT = 37.0, 92.0, 36.0  # mm the lines: with two areas, with one, with more
# In mm: where the number of a start ends, where its marks begin, and their room at both sides.
NUMBER, YEAR, ROOM = 23.0, 26.0, 3.0
UNKNOWN, SURELY = "niet te zeggen", "aantoonbaar"
# Right of the marks what can be said of a row.
SAID = design.text_width("minder goed (net)", design.TEXT) + 3.0
WIDE = WIDTH - STARTS - YEAR - SAID


class Block(NamedTuple):
    """An area with its panel from every start, and its place among the areas of the wijk.

    `panel`: from the start that the other pages take.
    """

    area: str
    place: int
    panel: Panel
    starts: list[Panel]

    def is_sure(self, noise: float) -> bool:
        """Whether it went otherwise from some start."""
        return any(panel.is_sure(noise) for panel in self.starts)


def _blocks(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Block]:
    """The areas of which something is known: who did otherwise from some start comes first."""
    noise, areas = float(context["noise"]["change"]), context["wijk"]["areas"]
    found = [
        Block(panel.area, areas.index(panel.area), panel, panel.starts())
        for panel in read_panels(tables, context)
    ]
    return sorted(found, key=lambda block: not block.is_sure(noise))


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """An area a row: its index over the years, and right of it how it did from every start.

    0 is the mean change of the wijken that were alike. Behind the marks is what may be chance; a
    mark within it is open.
    """
    blocks, noise = _blocks(tables, context), float(context["noise"]["change"])
    tall = AIRY if len(blocks) == 1 else TALL if len(blocks) == 2 else TIGHT
    height = HEADS + len(blocks) * (NAME + tall + FOOT) - 1.0
    figure = design.new_figure(WIDTH, height)
    city, usual = str(context["city"]), context["wijk"].get("programme") is not None
    levels = limits([block.panel for block in blocks], city)
    ends = _limits(blocks, noise)
    top = HEADS
    for number, block in enumerate(blocks):
        top += NAME + tall
        where = (1 - top / height, (RIGHT - LEFT) / WIDTH, tall / height)
        lines = figure.add_axes((LEFT / WIDTH, *where), gid=f"lijnen-{block.place}", ylim=levels)
        draw_lines(lines, block.panel, block.place, city, (RIGHT - LEFT, tall))
        _name(lines, block, tall)
        axes = figure.add_axes(
            ((STARTS + YEAR) / WIDTH, where[0], WIDE / WIDTH, where[2]),
            gid=f"gebied-{block.place}",
            xlim=ends,
            ylim=(tall, 0),
        )
        _points_axis(axes)
        if number == 0:
            _heads(axes, block.panel, noise)
        row = tall / len(block.starts)
        for at, panel in enumerate(block.starts):
            said = usual and panel.start == block.panel.start
            _row(axes, block, panel, ((at + 0.5) * row, row, noise), said)
        top += FOOT
    return figure


def _points_axis(axes: Any) -> None:
    """Below the marks the points of the index, with a pale line at each, and at 0 a black one."""
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    steps = MaxNLocator(5, steps=[1, 2, 5, 10], integer=True)
    axes.set_xticks(design.ticks_within(axes.get_xlim(), steps))
    axes.xaxis.set_major_formatter(lambda value, _: dutch.signed(value))
    axes.tick_params(axis="x", length=0, pad=2)
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    axes.set_axisbelow(True)
    axes.axvline(0, color=design.INK, lw=0.9, zorder=1.5)


def _limits(blocks: list[Block], noise: float) -> tuple[float, float]:
    """The ends of the axis: every mark and every band."""
    found = [panel for block in blocks for panel in block.starts]
    ends = [0.0, *(side * panel.reach(noise) for panel in found for side in (-1, 1))]
    marks = [panel.beside for panel in found]
    low, high = min(ends + marks), max(ends + marks)
    room = ROOM * (high - low) / (WIDE - 2 * ROOM)
    return low - room, high + room


def _across(axes: Any, x: float) -> dict[str, Any]:
    """A place `x` mm right of where the rows begin, for a text of their axes."""
    return {"x": (x - YEAR) / WIDE, "transform": axes.get_yaxis_transform()}


def _name(axes: Any, block: Block, tall: float) -> None:
    """The name of an area above its lines."""
    color = design.AREAS[block.place % len(design.AREAS)]
    look: Any = {"size": design.HEAD, "weight": "semibold", "color": color}
    where: Any = {"transform": axes.transAxes, "va": "center_baseline"}
    axes.text(-LEFT / (RIGHT - LEFT), 1 + 3.2 / tall, block.area, **look, **where)


def _heads(axes: Any, panel: Panel, noise: float) -> None:
    """Above all what both halves show; above the marks what the band is, and its sides."""
    small: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    head: Any = {"size": design.TEXT, "weight": "semibold", "va": "center_baseline"}
    top = -NAME - HEADS + 2.6
    axes.text(
        y=top,
        s=f"De Sociale Index, en het verschil met {others_named(panel)}",
        **head,
        **_across(axes, -STARTS),
    )
    words = f"Wat er tot {panel.end} met dat verschil gebeurde"
    axes.text(y=top, s=words, **head, **_across(axes, 0))
    reach = panel.reach(noise)
    axes.text(y=-6.4, s=f"minder dan {dutch.number(reach, 1)} punten:", x=0, ha="center", **small)
    axes.text(y=-2.4, s="kan toeval zijn", x=0, ha="center", **small)
    axes.text(y=-2.4, s="vanaf", **small, **_across(axes, 0))
    axes.text(y=-2.4, s=SURELY, **small, **_across(axes, YEAR + WIDE + 3.0))


def _row(
    axes: Any, block: Block, panel: Panel, at: tuple[float, float, float], usual: bool
) -> None:
    """From one start: how far the area went from the others, over its band, and what that says.

    `at`: the y and the height of the row in mm, and the noise; `usual`: whether the start is the
    one that the other pages take.
    """
    y, high, noise = at
    color, reach = design.AREAS[block.place % len(design.AREAS)], panel.reach(noise)
    sure = panel.is_sure(noise)
    box = (-reach, y - high / 2)
    axes.add_patch(Rectangle(box, 2 * reach, high, fc=design.PALE, lw=0, zorder=0.5))
    strong: Any = {"color": color, "weight": "semibold"} if sure else {"color": design.INK}
    axes.plot(
        [0, panel.beside],
        [y, y],
        color=color if sure else design.LINE,
        lw=2.6,
        zorder=2,
        solid_capstyle="butt",
    )
    axes.plot(
        [panel.beside],
        [y],
        design.AREA_MARKER[block.place % 4],
        ms=8,
        mfc=color if sure else design.WHITE,
        mec=color,
        mew=1.3,
        zorder=4,
        gid=f"vanaf-{block.place}-{panel.start}",
    )
    look: Any = {"va": "center", "size": design.TEXT, "linespacing": 1.05}
    years = f"{panel.start}\nprogramma" if usual else str(panel.start)
    axes.text(y=y, s=years, **look | strong, **_across(axes, 0))
    points = look | strong | {"size": design.HEAD, "ha": "right"}
    axes.text(y=y, s=dutch.signed(panel.beside, 1), **points, **_across(axes, NUMBER))
    said = f"{panel.how}{panel.barely(noise)}" if sure else UNKNOWN
    color = color if sure else design.GREY
    axes.text(y=y, s=said, **look, **strong | {"color": color}, **_across(axes, YEAR + WIDE + 3.0))


def _tenths(points: float) -> str:
    return dutch.signed(points, 1)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what each area did from which start; text with the points of every row."""
    blocks, noise = _blocks(tables, context), float(context["noise"]["change"])
    told, series = [], list[Series]()
    for block in blocks:
        listed = [f"vanaf {panel.start} {dutch.signed(panel.beside, 1)}" for panel in block.starts]
        told.append(f"{block.area}: {'; '.join(listed)}")
        for panel in block.starts:
            changes = {
                f"verandering sinds {panel.start} van {block.area}": panel.own,
                f"gemiddeld bij wijken die op {block.area} leken": panel.mean,
                f"verschil van {block.area} met die wijken, vanaf {panel.start}": panel.beside,
            }
            series += [
                over_years(label, "punten", [(panel.end, value)], _tenths)
                for label, value in changes.items()
            ]
    alt = (
        "Lijnen van de Sociale Index per gebied, naast gelijkende wijken en de stad; stippen van "
        f"wat er met het verschil met die wijken gebeurde, in punten. {'. '.join(told)}."
    )
    return Facts(
        _title(blocks, noise), alt, tuple(series), tuple(dict.fromkeys(tables["alike"]["source"]))
    )


def _title(blocks: list[Block], noise: float) -> str:
    """What each area did from which start, those that did the same together."""
    did: dict[str, list[str]] = {}
    for block in blocks:
        did.setdefault(_said(block, noise), []).append(block.area)
    (words, areas), *others = did.items()
    verb = "deed" if len(areas) == 1 else "deden"
    title = (
        f"{dutch.listing(areas)} {verb} het {words} dan het gemiddelde van wijken die erop leken"
    )
    return title + "".join(
        f"; {dutch.listing(areas)} {words.removesuffix(NO_OTHER)}" for words, areas in others
    )


NO_OTHER = f" {SURELY} anders"
NEVER = f"vanaf geen enkel jaar{NO_OTHER}"


def _said(block: Block, noise: float) -> str:
    """How an area did from which start: beside the same wijken, so without other choices."""
    first = block.starts[0].others.keys()
    starts = [panel for panel in block.starts if panel.others.keys() == first]
    did: dict[str, list[str]] = {}
    for panel in starts:
        if panel.is_sure(noise):
            how = f"{SURELY} {panel.how}"
            did.setdefault(how, []).append(f"{panel.start}{panel.barely(noise)}")
    if not did:
        return NEVER
    if len(did) == 1 and len(next(iter(did.values()))) == len(starts):
        return f"vanaf elk jaar {next(iter(did))}"
    only = "alleen " if len(did) == 1 else ""
    return only + dutch.listing(f"vanaf {dutch.listing(years)} {how}" for how, years in did.items())
