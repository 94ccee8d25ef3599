"""The network of one year for the wall: the names of who has most influence, large, on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import (
    NoDataError,
    design,
    map_geometry,
    name_room,
    network_change,
    network_map,
    network_plan,
)
from veerkracht.charts.bundles import pieces
from veerkracht.charts.facts import Facts
from veerkracht.charts.label_places import LONGEST, Label
from veerkracht.charts.name_room import Sheet, numbered
from veerkracht.charts.names_by_rank import name_by_rank
from veerkracht.charts.network_change import Room
from veerkracht.charts.network_marks import (
    NAMES,
    dot,
    draw_loose_row,
    draw_network,
    ends_at_top,
    most_influential,
    shape,
)
from veerkracht.charts.network_plan import Map
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "rank_intervals", "layout", "asking"]
ORIGIN = Origin.INTERVIEWS

# In mm: the sheet between title and foot, the year above the map, and the key below it.
WIDTH, HEIGHT, HEAD, KEY = 265.0, 310.0, 17.5, 17.5
# In mm, how high the rows of the key stand: what marks are, and what lines are.
MARKS, LINES = 13.0, 6.0
# Right of the year and its counts stands what is not sure of the title: so far from those, and no
# narrower; with so much from line to line.
APART, NARROWEST, LEADING = 5.0, 50.0, 5.3
# The circles of its sizes stand so much higher than its words: clear of the row below.
LIFTED = 2.0
# A mark is so much smaller than on the map of a page, and no smaller than this: names need room.
SMALLER, LEAST = 0.72, 1.9
# In mm, what each name keeps free at its left, below it and on: from afar two that nearly touch are
# one.
BETWEEN = np.array([-2.2, -2.2, 2.2, 2.2])
# And a large one from marks that are not its own, where those can make room.
CLEAR = 2.8
# The sizes of names in points, to be read from across a room: of the first three and, a step
# smaller, of the others of the ten of the title: none is larger than that of a higher place.
LARGE = ((3, 26.0), (network_plan.LABELS, 22.0))
# A name covers rather so many other ties than one between two of the first, which is dark.
DARKER = 8
# So many names at most stand at the end of a line. Where the ten do not all fit, all of them are
# such a part of it, with so many at the end of a line: from afar that is not followed, so rather
# smaller.
FAR = 12
PARTS = (*((part, 0) for part in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)), (0.8, 2), (0.65, FAR))
# Of who the report follows, and no smaller than the other; of so many more, and of who of those it
# follows is gone, to be read from close by, in grey. And of the key.
FOLLOWED, QUIET, MORE = (15.0, 13.0), 11.0, 28
TOLD = 13.0
GONE = "{}, niet meer genoemd"
Tables = dict[str, pd.DataFrame]


def facts(tables: Tables, context: dict[str, Any]) -> Facts:
    """What the map of that year says, in whole: the second finding stands below the title."""
    if tables["actor_metrics"].empty:
        raise NoDataError
    return network_map.facts(tables, context)


def draw(tables: Tables, context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 265 by 310 mm; ids as on the map of a page."""
    year = context["year"]
    plan, room = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    draw_network(axes, plan, room.scale)
    draw_loose_row(axes, plan, WIDTH, QUIET)
    asked = network_change.talks(tables, year)
    _head(axes, plan, year, asked, network_map.unsure_first(tables, year))
    _key(axes, MARKS, plan)
    _key_of_lines(axes, LINES, plan)
    return figure


def arrange(tables: Tables, context: dict[str, Any]) -> tuple[Map, Room]:
    """The map with the names of who has most influence, as far as they fit, and where it stands."""
    year = context["year"]
    room = Room(0.0, KEY, WIDTH, HEIGHT - HEAD - KEY)
    placed = network_change.stretched(tables, room)
    largest = network_plan.radius_scale(placed)
    sheet = _sheet(room, largest)
    placed = name_room.with_room(placed, sheet)
    plan = network_change.arrange(placed, context, year, room)
    # Smaller than on a page, marks may stand closer than the size of those would allow.
    part = SMALLER * largest / network_plan.radius_scale(placed)
    plan = replace(plan, nodes=_smaller(plan.nodes, part), gone=_smaller(plan.gone, part))
    # To a name the ring of a new party is a part of it.
    rings = network_plan.RING * room.scale * plan.nodes["new"].astype(float)
    order = plan.nodes.assign(radius=plan.nodes["radius"] + rings)
    order = order.sort_values(["rank", "actor"])
    influential = order["eigenvector"] > 0
    large = influential & (influential.cumsum() <= network_plan.LABELS)
    best = order[large]
    order.loc[large, "name"] = [*map(numbered, best["rank"], best["name"])]
    gone = plan.gone.sort_values("actor")
    gone["name"] = [_gone(name) for name in gone["name"]]
    wanted = network_plan.followed(context["wijk"])
    groups = [order[large]]
    rest = order[influential & ~large]
    told = rest["name"].isin(wanted)
    groups += [rest[told], gone[plan.gone["name"].isin(wanted)], rest[~told].head(MORE)]
    marks = pd.concat([order, gone])
    words = None if plan.row is None else network_plan.row_words(marks, plan.row, QUIET)
    marks = network_plan.beside_row(marks, words, QUIET)
    around = (marks, _in_the_way(plan), sheet.frame)
    return replace(plan, labels=_named(groups, around, sheet)), room


def _in_the_way(plan: Map) -> np.ndarray:
    """The pieces of ties that a name rather leaves free: of a dark one so many times."""
    dark = [plan.curves[tie] for tie in np.flatnonzero(ends_at_top(plan) == 2)]
    return np.concatenate([pieces(plan.curves), *[pieces(dark)] * (DARKER - 1)])


def _gone(name: str) -> str:
    """The name of who is not named any more, with that where it is not too long."""
    told = GONE.format(name)
    return told if len(told) <= LONGEST else name


def _sheet(room: Room, largest: float) -> Sheet:
    """What the map is drawn on; `largest`: the radius at influence 1 on the map of a page."""
    return Sheet(
        (1.0, room.low + 1, WIDTH - 1, room.low + room.height),
        room.scale,
        room.low,
        SMALLER * room.scale * largest,
        LEAST,
        network_plan.RING * room.scale,
        CLEAR,
        LARGE,
    )


def _named(
    groups: list[pd.DataFrame],
    around: tuple[pd.DataFrame, np.ndarray, map_geometry.Box],
    sheet: Sheet,
) -> list[Label]:
    """The names of the first in influence, of who is followed, of who of those is gone, and more.

    `around`: the marks, the ties and the frame. Of the first all surely have a name, if there is
    room at all, of the size of their place.
    """
    first, followed, gone, more = groups
    steps = [sheet.size_at(place) for place in range(1, len(first) + 1)]
    labels: list[Label] = []
    for part, far, must in [*((*each, len(first)) for each in PARTS), (PARTS[-1][0], FAR, 0)]:
        sizes = [round(part * size, 1) for size in steps]
        labels = labels or name_by_rank(
            first, *around, sizes, far,
            least=len(first), must=must, between=BETWEEN, smallest=sizes, clearly=True,
        )  # fmt: skip
    size = min([FOLLOWED[0], *(label.size for label in labels)])
    many = len(labels) + sum(map(len, groups[1:]))
    for group, points, least, far in (
        (followed, size, min(size, FOLLOWED[1]), 2),
        (gone, QUIET, QUIET, 2),
        (more, QUIET, QUIET, FAR),
    ):
        found: list[Label] = []
        led = sum(label.leader is not None for label in labels)
        for most in (led, led + far):
            found = found or name_by_rank(
                group, *around, [points] * len(group), most, placed=labels, least=many,
                must=len(group) * (group is not more), between=BETWEEN, smallest=least,
                clearly=True,
            )  # fmt: skip
        labels = found or labels
    quiet = {*gone["actor"], *more["actor"]}
    return [replace(label, quiet=label.actor in quiet) for label in labels]


def _smaller(nodes: pd.DataFrame, part: float) -> pd.DataFrame:
    return nodes.assign(radius=np.maximum(nodes["radius"] * part, LEAST))


def _head(axes: Any, plan: Map, year: int, asked: str, unsure: str) -> None:
    """The year, large, with its counts; and right of those what is `unsure` of the title."""
    y = HEIGHT - 15.0
    axes.text(0, y, str(year), size=46, weight="bold", color=design.FORMAL)
    x = design.text_width(str(year), 46, "bold") + 6
    counts = [network_change.parties(plan.counts.parties), network_change.ties(plan.counts.ties)]
    counts += [asked] * bool(asked)
    told, changed = " · ".join(counts), network_map.changes(plan) if plan.before else ""
    axes.text(x, y + 7.2, told, size=17, weight="semibold", color=design.INK)
    axes.text(x, y, changed, size=15, color=design.GREY)
    end = x + max(design.text_width(told, 17), design.text_width(changed, 15, "normal"))
    lines = design.broken(unsure, max(WIDTH - end - APART, NARROWEST), TOLD, "normal")
    look: dict[str, Any] = {"size": TOLD, "color": design.GREY, "ha": "right", "gid": "niet-zeker"}
    for above, line in enumerate(reversed(lines)):
        axes.text(WIDTH, y + above * LEADING, line, **look)


def _key(axes: Any, y: float, plan: Map) -> None:
    """What shapes, rings, dots and sizes mean, in one row."""
    text = {"size": TOLD, "color": design.GREY, "va": "center_baseline"}
    x = 0.0
    for kind, name in NAMES.items():
        axes.add_patch(shape(kind, x + 2.0, y, 2.0))
        axes.text(x + 5.5, y, name, **text)
        x += 5.5 + design.text_width(name, TOLD, "normal") + 6
    if plan.before:
        axes.add_patch(shape("informeel", x + 2.4, y, 1.6))
        ring = shape("informeel", x + 2.4, y, 2.5)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.9)
        axes.add_patch(ring)
        axes.text(x + 6.2, y, "erbij", **text)
        x += 6.2 + design.text_width("erbij", TOLD, "normal") + 6
    if len(plan.gone):
        gone = shape("informeel", x + 2.0, y, 2.0)
        gone.set(fc="none", ec=design.INFORMAL, lw=0.8, ls=(0, (0.8, 1.8)))
        axes.add_patch(gone)
        axes.text(x + 5.5, y, "niet meer genoemd", **text)
    told = "groter = meer invloed"
    axes.text(WIDTH, y, told, ha="right", **text)
    x = WIDTH - design.text_width(told, TOLD, "normal") - 2
    # As large as the parties with most influence on this map, with less, and with hardly any.
    largest = float(plan.nodes["radius"].max())
    for radius in (largest, 0.6 * largest, LEAST):
        x -= radius
        circle = Path.circle((x, y + LIFTED), radius)
        axes.add_patch(PathPatch(circle, fc=design.PALE, ec=design.GREY, lw=0.8, gid="maat"))
        x -= radius + 1.5
    x -= 5
    axes.text(x, y, "invloedrijk", ha="right", **text)
    x -= design.text_width("invloedrijk", TOLD, "normal") + 3.5
    axes.add_patch(shape("informeel", x, y, 2.0))
    axes.add_patch(dot(x, y, 2.0))


def _key_of_lines(axes: Any, y: float, plan: Map) -> None:
    """What a thick line is, and that lines lie on each other; nothing where there are none."""
    text = {"size": TOLD, "color": design.GREY, "va": "center_baseline"}
    best = len(most_influential(plan))
    if best < 2:
        return
    axes.plot([0, 12], [y, y], color=design.GREY, lw=3.2, solid_capstyle="butt")
    axes.text(15, y, f"tussen twee van de {dutch.word(best)} met de meeste invloed", **text)
    axes.text(WIDTH, y, network_map.BUNDLES, ha="right", **text)
