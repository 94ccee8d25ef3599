"""The index beside wijken that were alike: over the years, and from every start to the last."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import crises, design
from veerkracht.charts.alike_lines import ROW as LINE_ROW
from veerkracht.charts.alike_lines import (
    YEARS,
    apart,
    draw_lines,
    limits,
    mean_named,
    names_width,
)
from veerkracht.charts.alike_panels import Panel, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course", "events"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
# In mm: left of the lines, the words above them, a line of those, and how high the lines are: with
# more areas than one, and with one.
LEFT, HEADS, SMALL, LINES, AIRY = 9.0, 8.0, 3.8, 33.0, 58.0
# In mm: the words above the starts, the name of an area above its own, a start, what stands below.
STARTS, NAME, ROW, FOOT = 9.6, 9.0, 6.2, 6.0
COLUMNS, GUTTER = 2, 8.0  # so many areas beside each other, mm between two
# In mm: where the number of a start ends, where its marks begin, and their room at both sides.
NUMBER, YEAR, ROOM = 23.0, 26.0, 3.0
APART = "Vlak: kan toeval zijn; breder waar die wijken zelf verder uiteenliepen"
UNKNOWN, SURELY = "niet te zeggen", "aantoonbaar"
# Right of the marks what can be said of a row.
SAID = design.text_width("minder goed (net)", design.TEXT) + 3.0


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
    """How far each area stood from wijken that were alike, and how that changed from every start.

    Above a line an area around zero, the mean of those wijken. Below an area beside an area, a row
    a start: behind the marks is what may be chance; a mark within it is open.
    """
    blocks, noise = _blocks(tables, context), float(context["noise"]["change"])
    panels = [block.panel for block in blocks]
    # Where there is no programme, no start counts before the others.
    programme = context["wijk"].get("programme") is not None
    since = min(panel.start for panel in panels) if programme else None
    shown = _years_shown(panels)
    wide = WIDTH - LEFT - names_width(panels)
    found = crises.crises(tables["events"], shown, later=crises.LATER)
    told = [f"Dik: vanaf {since}, de laatste meting voor het programma"] if programme else []
    told = [crises.key(found, crises.FIELDWORK)] * bool(found) + told
    top = HEADS + SMALL * len(told)
    lines = LINES if len(blocks) > 1 else AIRY
    half = top + lines + YEARS + LINE_ROW * len(blocks) + STARTS
    tall = ROW * max(len(block.starts) for block in blocks)
    height = half + (NAME + tall + FOOT) * -(-len(blocks) // COLUMNS)
    figure = design.new_figure(WIDTH, height)
    box = (LEFT / WIDTH, 1 - (top + lines) / height, wide / WIDTH, lines / height)
    axes = figure.add_axes(box, gid="lijnen", xlim=shown, ylim=limits(panels))
    crises.draw_grounds(axes, found)
    places = sorted((block.place, block.panel) for block in blocks)
    draw_lines(axes, places, since, (wide, lines))
    _words(figure, 0.0, f"Verschil met het {mean_named(panels)}, in punten van de index", told)
    words = f"Wat er tot {panels[0].end} met dat verschil gebeurde, vanaf elke meting"
    _words(figure, half - STARTS, words, [APART])
    _draw_starts(figure, blocks, noise, since, half)
    return figure


def _years_shown(panels: list[Panel]) -> tuple[float, float]:
    """Where the axis of years begins and ends."""
    years = {year for panel in panels for year in apart(panel)}
    return min(years) - 0.3, max(years) + 0.1


def _words(figure: Figure, top: float, head: str, told: list[str]) -> None:
    """What a half of the figure shows, `top` mm from above, and what its looks mean."""
    height = figure.get_size_inches()[1] / design.MM
    look: Any = {"va": "center_baseline"}
    figure.text(0, 1 - (top + 2.6) / height, head, size=design.TEXT, weight="semibold", **look)
    for row, words in enumerate(told):
        y = 1 - (top + 7.4 + SMALL * row) / height
        figure.text(0, y, words, size=design.SMALL, color=design.GREY, **look)


def _draw_starts(
    figure: Figure, blocks: list[Block], noise: float, since: int | None, top: float
) -> None:
    """The starts of each area, two areas beside each other from `top` mm on."""
    height = figure.get_size_inches()[1] / design.MM
    columns = min(COLUMNS, len(blocks))
    wide = (WIDTH - GUTTER * (columns - 1)) / columns
    marks = wide - YEAR - SAID
    ends = _limits(blocks, noise, marks)
    tall = ROW * max(len(block.starts) for block in blocks)
    for number, block in enumerate(blocks):
        down, across = divmod(number, columns)
        left, low = across * (wide + GUTTER), top + down * (NAME + tall + FOOT) + NAME + tall
        box = ((left + YEAR) / WIDTH, 1 - low / height, marks / WIDTH, tall / height)
        axes = figure.add_axes(box, gid=f"gebied-{block.place}", xlim=ends, ylim=(tall, 0))
        _points_axis(axes)
        _heads(axes, block, marks)
        for at, panel in enumerate(block.starts):
            _row(axes, block, panel, ((at + 0.5) * ROW, marks, noise), panel.start == since)


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


def _limits(blocks: list[Block], noise: float, wide: float) -> tuple[float, float]:
    """The ends of an axis `wide` mm wide that holds every mark and every band."""
    found = [panel for block in blocks for panel in block.starts]
    ends = [0.0, *(side * panel.reach(noise) for panel in found for side in (-1, 1))]
    marks = [panel.beside for panel in found]
    low, high = min(ends + marks), max(ends + marks)
    room = ROOM * (high - low) / (wide - 2 * ROOM)
    return low - room, high + room


def _across(axes: Any, x: float, wide: float) -> dict[str, Any]:
    """A place `x` mm right of where the rows begin, for a text of their axes `wide` mm wide."""
    return {"x": (x - YEAR) / wide, "transform": axes.get_yaxis_transform()}


def _heads(axes: Any, block: Block, wide: float) -> None:
    """Above the rows of an area its name, and what the columns are."""
    color = design.AREAS[block.place % len(design.AREAS)]
    small: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    name = small | {"size": design.HEAD, "weight": "semibold", "color": color}
    axes.text(y=-NAME + 2.6, s=block.area, **name, **_across(axes, 0, wide))
    axes.text(y=-2.0, s="vanaf", **small, **_across(axes, 0, wide))
    axes.text(y=-2.0, s=SURELY, **small, **_across(axes, YEAR + wide + 3.0, wide))


def _row(
    axes: Any, block: Block, panel: Panel, at: tuple[float, float, float], usual: bool
) -> None:
    """From one start: how far the area went from the others, over its band, and what that says.

    `at`: the y of the row and the width of its axes in mm, and the noise; `usual`: whether the
    start is the one that the other pages take, which is bold.
    """
    y, wide, noise = at
    color, reach = design.AREAS[block.place % len(design.AREAS)], panel.reach(noise)
    sure = panel.is_sure(noise)
    box = (-reach, y - ROW / 2)
    axes.add_patch(Rectangle(box, 2 * reach, ROW, fc=design.PALE, lw=0, zorder=0.5))
    strong: Any = {
        "color": color if sure else design.INK,
        "weight": "semibold" if sure or usual else "normal",
    }
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
    axes.text(y=y, s=str(panel.start), **look | strong, **_across(axes, 0, wide))
    points = look | strong | {"size": design.HEAD, "ha": "right"}
    axes.text(y=y, s=dutch.signed(panel.beside, 1), **points, **_across(axes, NUMBER, wide))
    said = f"{panel.how}{panel.barely(noise)}" if sure else UNKNOWN
    color = color if sure else design.GREY
    words: Any = look | {"color": color, "weight": "semibold" if sure else "normal"}
    axes.text(y=y, s=said, **words, **_across(axes, YEAR + wide + 3.0, wide))


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
        "Lijnen van het verschil met gelijkende wijken in de Sociale Index, en stippen van wat er "
        f"daarna mee gebeurde, in punten. {'. '.join(told)}."
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
