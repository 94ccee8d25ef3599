"""The index beside wijken that were alike, from every measurement on: whether the start decides."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.alike_panels import SAME, Panel, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
# In mm: where the changes of an area and of the wijken that were alike end, and where the panel is.
OWN, OTHERS, LEFT = 36.0, 50.0, 60.0
# In mm: the heads above the rows of the first area, above those of another, and the axis below all.
HEAD, NEXT, FOOT = 12.5, 9.5, 6.5
ROW, AIRY, TIGHT = 7.1, 11.0, 6.0  # mm a start: with two areas, with one, with more
NUMBER = 10.5  # mm past the outermost mark: for its number
UNKNOWN = "niet te zeggen"
# Right of the panel what can be said of a row.
SAID = design.text_width("net aantoonbaar minder goed", design.TEXT) + 3.0
WIDE = WIDTH - LEFT - SAID


class Block(NamedTuple):
    """An area with its panel from every start, and its place among the areas of the wijk.

    `usual`: the start that the other pages take.
    """

    area: str
    place: int
    usual: int
    starts: list[Panel]

    def is_sure(self, noise: float) -> bool:
        """Whether it went otherwise from some start."""
        return any(panel.is_sure(noise) for panel in self.starts)


def _blocks(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Block]:
    """The areas of which something is known: who did otherwise from some start comes first."""
    noise, areas = float(context["noise"]["change"]), context["wijk"]["areas"]
    found = [
        Block(panel.area, areas.index(panel.area), panel.start, panel.starts())
        for panel in read_panels(tables, context)
    ]
    return sorted(found, key=lambda block: not block.is_sure(noise))


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A row a start: both changes, a mark at their difference, and in words what it says.

    0 is the mean change of the wijken that were alike. Behind the marks is what may be chance; a
    mark within it is open.
    """
    blocks, noise = _blocks(tables, context), float(context["noise"]["change"])
    row = AIRY if len(blocks) == 1 else ROW if len(blocks) == 2 else TIGHT
    rows = sum(len(block.starts) for block in blocks)
    height = rows * row + HEAD + NEXT * (len(blocks) - 1) + FOOT
    figure = design.new_figure(WIDTH, height)
    limits = _limits(blocks, noise)
    programme = context["wijk"].get("programme") is not None
    top = 0.0
    for number, block in enumerate(blocks):
        tall = row * len(block.starts)
        top += (NEXT if number else HEAD) + tall
        axes = figure.add_axes(
            (LEFT / WIDTH, 1 - top / height, WIDE / WIDTH, tall / height),
            gid=f"gebied-{block.place}",
            xlim=limits,
            ylim=(tall, 0),
        )
        _points_axis(axes)
        if number < len(blocks) - 1:
            axes.tick_params(labelbottom=False)
        _name(axes, block)
        if number == 0:
            _heads(axes, block.starts[0], noise)
        for at, panel in enumerate(block.starts):
            usual = programme and panel.start == block.usual
            _row(axes, block, panel, ((at + 0.5) * row, row, noise), usual)
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
    """The ends of the axis: every mark with its number, and every band."""
    found = [panel for block in blocks for panel in block.starts]
    ends = [0.0, *(side * panel.reach(noise) for panel in found for side in (-1, 1))]
    marks = [panel.beside for panel in found]
    low, high = min(ends + marks), max(ends + marks)
    room = NUMBER * (high - low) / (WIDE - 2 * NUMBER)
    return low - room, high + room


def _across(axes: Any, x: float) -> dict[str, Any]:
    """A place `x` mm from the left of the figure, for a text of the axes of an area."""
    return {"x": (x - LEFT) / WIDE, "transform": axes.get_yaxis_transform()}


def _name(axes: Any, block: Block) -> None:
    """The name of an area above its rows."""
    color = design.AREAS[block.place % len(design.AREAS)]
    look: Any = {"size": design.HEAD, "weight": "semibold", "color": color}
    axes.text(y=-4.2, s=block.area, va="center_baseline", **look, **_across(axes, 0))


def _heads(axes: Any, first: Panel, noise: float) -> None:
    """Above all what the columns hold, what the band is, and which side of it is what."""
    small: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    others, reach = len(first.others), first.reach(noise)
    words = "die wijk" if others == 1 else f"die {dutch.word(others)}"
    for said, end in (("hier", OWN), (words, OTHERS)):
        axes.text(y=-4.2, s=said, ha="right", **small, **_across(axes, end))
    axes.text(y=-8.4, s="verandering in punten", ha="right", **small, **_across(axes, OTHERS))
    axes.text(0, -8.4, f"minder dan {dutch.number(reach, 1)} verschil:", ha="center", **small)
    axes.text(0, -4.2, "kan toeval zijn", ha="center", **small)
    ink = small | {"color": design.INK, "size": design.TEXT}
    axes.text(-reach, -4.2, "← minder goed ", ha="right", **ink)
    axes.text(reach, -4.2, " beter →", ha="left", **ink)


def _row(
    axes: Any, block: Block, panel: Panel, at: tuple[float, float, float], usual: bool
) -> None:
    """From one start: the changes, their difference over the band of that start, and its words.

    `at`: the y and the height of the row in mm, and the noise; `usual`: whether the start is the
    one that the other pages take.
    """
    y, high, noise = at
    color, reach = design.AREAS[block.place % len(design.AREAS)], panel.reach(noise)
    sure, side = panel.is_sure(noise), -1 if panel.beside < 0 else 1
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
    axes.annotate(
        dutch.signed(panel.beside),
        (panel.beside, y),
        (side * 8, 0),
        textcoords="offset points",
        size=design.HEAD,
        ha="left" if side > 0 else "right",
        va="center_baseline",
        zorder=5,
        **strong,
    )
    look: Any = {"y": y, "va": "center_baseline", "size": design.TEXT}
    years: Any = {"y": y - 1.7} if usual else {}
    years |= {"weight": "semibold"} if sure else {}
    axes.text(s=f"{panel.start}–{panel.end}", **look | years, **_across(axes, 0))
    if usual:
        note: Any = {"y": y + 1.7, "size": design.SMALL, "color": design.GREY}
        axes.text(s="sinds het programma", **look | note, **_across(axes, 0))
    axes.text(s=dutch.signed(panel.own), ha="right", **look, **_across(axes, OWN))
    axes.text(s=dutch.signed(panel.mean), ha="right", **look, **_across(axes, OTHERS))
    said = panel.did(noise) if sure else UNKNOWN
    color = color if sure else design.GREY
    axes.text(s=said, **look, **strong | {"color": color}, **_across(axes, WIDTH - SAID + 3.0))


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what each area did from which start; text with the points of every row."""
    blocks, noise = _blocks(tables, context), float(context["noise"]["change"])
    told, series = [], list[Series]()
    for block in blocks:
        listed = [f"vanaf {panel.start} {dutch.signed(panel.beside)}" for panel in block.starts]
        told.append(f"{block.area}: {'; '.join(listed)}")
        for panel in block.starts:
            changes = {
                f"verandering sinds {panel.start} van {block.area}": panel.own,
                f"gemiddeld bij wijken die op {block.area} leken": panel.mean,
                f"verschil van {block.area} met die wijken, vanaf {panel.start}": panel.beside,
            }
            series += [
                over_years(label, "punten", [(panel.end, value)], dutch.signed)
                for label, value in changes.items()
            ]
    alt = (
        "Stippen van de verandering van de Sociale Index min die van gelijkende wijken, in punten, "
        f"per beginjaar. {'. '.join(told)}."
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


NO_OTHER = f" {SAME.removeprefix('niet ')}"
NEVER = f"vanaf geen enkel jaar{NO_OTHER}"


def _said(block: Block, noise: float) -> str:
    """How an area did from which start: beside the same wijken, so without other choices."""
    first = block.starts[0].others.keys()
    starts = [panel for panel in block.starts if panel.others.keys() == first]
    did: dict[str, list[str]] = {}
    for panel in starts:
        if panel.is_sure(noise):
            did.setdefault(panel.plainly(noise), []).append(str(panel.start))
    if not did:
        return NEVER
    if len(did) == 1 and len(next(iter(did.values()))) == len(starts):
        return f"vanaf elk jaar {next(iter(did))}"
    only = "alleen " if len(did) == 1 else ""
    return only + dutch.listing(f"vanaf {dutch.listing(years)} {how}" for how, years in did.items())
