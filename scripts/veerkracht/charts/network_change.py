"""Maps of the network that are laid beside each other: fitted to a box, with what is new on them.

A map of change shows what a year brought. What was there before is pale, and what runs between
those who were there is not drawn: so many ties hide what there is to see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, map_geometry, network_marks, network_plan
from veerkracht.charts.map_geometry import Node
from veerkracht.charts.network_marks import GONE_STATE as GONE
from veerkracht.charts.network_marks import NEW_STATE as NEW
from veerkracht.charts.network_marks import STAYED, shape
from veerkracht.charts.too_large import MOST_PARTIES
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH as MAP_WIDTH

# The radius of the smallest mark, in mm: a smaller one cannot be seen to be open, pale or dark.
LEAST = 0.85
# And of one with a number in it, of one digit or two.
NUMBERED = (1.6, 2.0)
# The radius at most influence in mm, on a map as wide as the page: the first with which no marks
# touch, at places that stay near their own.
LARGEST = (2.7, 2.4, 2.0, 1.6)
# Who is named no more is told of where it stood as high as this, with a cross.
WENT, CROSS = 10, "×"
# Of the size of letters how high a digit is, and where twice the middle of a cross is.
DIGIT = 0.65
# The state of words about ties.
TIE = "samenwerking"
# Between the rows and the parts of a row of words, in mm.
ROW, BETWEEN = 3.9, 3.2
# The columns of the key: kinds, and last who has a number; so far in words below a kind begin, that
# they stand right below its own.
KEY, INDENT = (*network_marks.NAMES, ""), 1.0

Tables = dict[str, pd.DataFrame]


class Room(NamedTuple):
    """Where a map is drawn, in mm: its lower left corner, its width and its height."""

    left: float
    low: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Of the map of a page, of which only the width counts."""
        return self.width / MAP_WIDTH


def stretched(tables: Tables, room: Room, sizes: Sequence[float] = LARGEST) -> Tables:
    """The same tables with a layout of the shape of the room: as wide as ever, less high.

    Places come closer, so marks that would touch are moved a little; every year has the same ones.
    `sizes`: the radius at most influence, of which the first is taken that leaves room.
    """
    tall = room.height / room.scale
    places = tables["layout"].sort_values("actor", ignore_index=True)
    spots = places[["x", "y"]].to_numpy(dtype=float) * (1, tall / MAP_HEIGHT)
    found = tables
    # Of very many parties none has room for a large mark: that is not tried.
    for largest in sizes if len(places) <= MOST_PARTIES else sizes[-1:]:
        least = max(network_plan.MIN_RADIUS, LEAST / room.scale)
        reach = _reach(tables, places["actor"], largest, least)
        low, high = reach[:, None], np.array([MAP_WIDTH, tall]) - reach[:, None]
        apart = _apart(np.clip(spots, low, high), reach, low, high)
        found = {**tables, "layout": places.assign(x=apart[:, 0], y=apart[:, 1])}
        if network_plan.radius_scale(found) >= largest:
            break
    return found


def _reach(tables: Tables, actors: pd.Series, largest: float, least: float) -> np.ndarray:
    """How much room the mark of each actor needs around its middle, at its largest."""
    metrics = tables["actor_metrics"]
    kind = metrics["kind"].mask(metrics["location"] == "buiten", "buiten")
    root = np.maximum(largest * np.sqrt(metrics["eigenvector"]), least)
    size = (root * kind.map(map_geometry.REACH)).groupby(metrics["actor"]).max()
    known = size.reindex(actors).fillna(least).to_numpy(dtype=float)
    return np.asarray(known + (network_plan.RING + 0.4) / 2)


def _apart(spots: np.ndarray, reach: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The places moved apart within these bounds, of a few decimals on every computer."""
    moved = map_geometry.apart(spots, reach, lambda points: np.clip(points, low, high))
    return np.asarray(np.round(moved, 3))


def fitted(plan: network_plan.Map, room: Room) -> network_plan.Map:
    """The map of a year, of `stretched` tables, in its room."""
    scale = room.scale
    origin = np.array([room.left, room.low - network_plan.LEGEND * scale])

    def moved(nodes: pd.DataFrame) -> pd.DataFrame:
        return nodes.assign(
            x=nodes["x"] * scale + origin[0],
            y=nodes["y"] * scale + origin[1],
            radius=np.maximum(nodes["radius"] * scale, LEAST),
        )

    return replace(
        plan,
        nodes=moved(plan.nodes),
        ties=plan.ties * scale + origin,
        gone=moved(plan.gone),
        past=plan.past * scale + origin,
        curves=[curve * scale + origin for curve in plan.curves],
        past_curves=[curve * scale + origin for curve in plan.past_curves],
        row=None if plan.row is None else plan.row * scale + origin[1],
    )


def arrange(tables: Tables, context: dict[str, Any], year: int, room: Room) -> network_plan.Map:
    """The map of a year in its room, without names; of `stretched` tables."""
    return fitted(network_plan.arrange(tables, {**context, "year": year}, names=False), room)


def draw_map(axes: Any, plan: network_plan.Map, scale: float, id_: str) -> None:
    """Marks, and of the ties what is new; in a first year all of them."""
    # Straight: a bundle of coloured lines would be the darkest of all there is to see.
    shown = replace(plan, labels=[], curves=[], past_curves=[])
    network_marks.draw_network(axes, shown, scale, id_, changes=True)


class Words(NamedTuple):
    """A few words in a row, with the mark before them: of what became of a party, or a kind."""

    text: str
    state: str = ""
    colour: str = design.GREY
    weight: str = "normal"
    kind: str = "informeel"


def counted(plan: network_plan.Map) -> list[Words]:
    """How many parties and ties a year has, and what became of those of the year before."""
    counts = plan.counts
    look = {"colour": design.INK}
    found = [Words(parties(counts.parties), **look), Words(ties(counts.ties), **look)]
    if plan.before:
        stayed = counts.parties - counts.new
        for count, state in ((counts.new, NEW), (stayed, STAYED), (counts.gone, GONE)):
            # Short, as the key says it whole.
            told = "niet meer" if state == GONE else state
            found.append(Words(f"{dutch.number(count)} {told}", state))
    return found


def parties(count: int) -> str:
    """So many parties, in words."""
    return f"{dutch.number(count)} {'partij' if count == 1 else 'partijen'}"


def ties(count: int) -> str:
    """So many ties, in words."""
    return f"{dutch.number(count)} {'samenwerking' if count == 1 else 'samenwerkingen'}"


def talks(tables: Tables, year: int) -> str:
    """From how many interviews a map is, in words; empty where that is not known."""
    if "asking" not in tables:
        return ""
    count = tables["asking"].set_index("year")["interviews"].get(year, 0)
    return dutch.counted(count, "gesprek", "gesprekken") if count else ""


def width_of(word: Words, size: float) -> float:
    """How wide words are with their mark, in mm."""
    return design.text_width(word.text, size, word.weight) + _mark_width(word)


def _is_sign(word: Words) -> bool:
    """Whether its mark holds a number or a cross."""
    return word.state.isdigit() or word.state == CROSS


def _mark_width(word: Words) -> float:
    """How much room the mark before words takes, in mm."""
    return 7.5 if word.state == TIE else 5.0 if _is_sign(word) else 3.4 if word.state else 0.0


def in_rows(words: Iterable[Words], width: float, size: float) -> list[list[tuple[float, Words]]]:
    """The words in rows of at most `width` mm, each with where it starts."""
    rows: list[list[tuple[float, Words]]] = [[]]
    x = 0.0
    for word in words:
        wide = width_of(word, size)
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, word))
        x += wide + BETWEEN
    return rows


def write_rows(
    axes: Any, rows: list[list[tuple[float, Words]]], left: float, y: float, size: float
) -> float:
    """Write rows of words with the first baseline at `y`; gives that of a row more."""
    for row in rows:
        for x, word in row:
            start = left + x
            if word.state == TIE:
                _draw_tie(axes, start, y + 1.0)
            elif _is_sign(word):
                write_place(axes, Node("", "", word.kind, start + 1.8, y + 1.0, 0.0), word)
            elif word.state:
                draw_state(axes, start + 1.2, y + 1.0, 0.85, word.state)
            start += _mark_width(word)
            axes.text(start, y, word.text, size=size, weight=word.weight, color=word.colour)
        y -= ROW
    return y


def _draw_tie(axes: Any, x: float, y: float) -> None:
    """A tie in the colours of who came: a line of the key has all three."""
    hues = list(network_marks.CAME.values())
    for place, (colour, _, alpha, _) in enumerate(hues):
        ends = [x + 6 * (place + at) / len(hues) for at in (0, 1)]
        line = to_rgba(colour, min(1.0, 1.5 * alpha))
        axes.plot(ends, [y, y], color=line, lw=1.1, solid_capstyle="butt")


def draw_state(axes: Any, x: float, y: float, radius: float, state: str) -> None:
    """The mark of a party that is new, was there a year before, or is not named any more."""
    for mark in network_marks.state_marks("informeel", x, y, radius, state):
        axes.add_patch(mark)
    if state == NEW:
        ring = shape("informeel", x, y, radius * 1.4)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.5)
        axes.add_patch(ring)


def write_place(axes: Any, node: Node, word: Words) -> None:
    """A place in a mark, on white: on green letters this small are too faint."""
    mark = shape(node.kind, node.x, node.y, radius_of(node, word))
    mark.set(fc=design.WHITE, ec=design.KIND_COLOUR[node.kind], lw=1.0, zorder=4)
    axes.add_patch(mark)
    look = {"size": design.SMALL, "weight": "bold", "color": word.colour, "zorder": 5}
    # From its baseline: the middle of a line of text lies above that of a digit.
    y = node.y - DIGIT / 2 * design.SMALL * design.POINT
    axes.text(node.x, y, word.state, ha="center", va="baseline", **look)


def radius_of(node: Node, word: Words) -> float:
    """The radius of a mark with these words' number in it."""
    return max(node.radius, NUMBERED[len(word.state) > 1])


def numbered(
    plan: network_plan.Map, first: int, wanted: Collection[str] = ()
) -> list[tuple[Node, Words]]:
    """Who has a number on the map, with its name: its place, of the `first` and of who is `wanted`.

    The first of who is gone has a cross, where it stood among the first ten.
    """
    order = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values(["rank", "actor"])
    first_of = order["actor"].isin(order["actor"].head(first))
    chosen = order[first_of | order["name"].isin(wanted)]
    found = []
    for node, rank in zip(map_geometry.nodes_of(chosen), chosen["rank"], strict=True):
        look = {"colour": design.KIND_TEXT[node.kind], "weight": "semibold", "kind": node.kind}
        found.append((node, Words(node.name, str(rank), **look)))
    went = plan.gone[plan.gone["rank"] <= WENT].sort_values(["rank", "actor"]).head(1)
    for node in map_geometry.nodes_of(went):
        found.append((node, Words(f"{node.name}, niet meer genoemd", CROSS, kind=node.kind)))
    return found


def looks(since: str, first: int | None = None) -> list[Words]:
    """What the look of a mark on a map of change means; `since`: how long ago it was otherwise.

    `first`: a year before which nothing is known, so that its map has all ties.
    """
    return [
        Words(f"erbij {since}", NEW),
        Words("was er al", STAYED),
        Words("niet meer genoemd", GONE),
        Words("samenwerking van wie erbij kwam" + (f" (in {first} alle)" if first else ""), TIE),
    ]


def draw_key(
    axes: Any,
    y: float,
    width: float,
    largest: float,
    first: int = 0,
    below: Sequence[Words] = (),
) -> list[float]:
    """What shapes and sizes mean, in a row at `y`; gives where words `below` it start.

    `largest`: the radius of most influence, mm; `first`: so many have their place in their mark.
    Of one block with the words below them its columns are as wide as the widest of both rows.
    """
    size = 8.5
    text = {"size": size, "color": design.GREY, "va": "center_baseline"}
    wide = [width_of(word, design.TEXT) + INDENT for word in below] + [0.0] * len(KEY)
    starts, x = [], 0.0
    for kind, least in zip(KEY, wide, strict=False):
        name = network_marks.NAMES.get(kind, "meeste invloed")
        starts.append(x + INDENT * (kind != ""))
        after = x
        if kind:
            axes.add_patch(shape(kind, x + 1.6, y, 1.6))
            after += 4.4
        for place in range(1, first + 1) if not kind else ():
            number = Words("", str(place), design.INFORMAL_TEXT)
            write_place(axes, Node("", "", "informeel", after + 1.6, y, 0.0), number)
            after += 4.2
        if kind or first:
            axes.text(after + 0.4 * (not kind), y, name, **text)
            after += design.text_width(name, size, "normal")
        x = max(after, x + least) + 5.6
    told = "groter = meer invloed"
    x = width - design.text_width(told, size, "normal")
    axes.text(x, y, told, **text)
    for radius in (largest, largest / 2):
        x -= radius + 1.2
        ring = Path.circle((x, y), radius)
        axes.add_patch(PathPatch(ring, fc=design.PALE, ec=design.GREY, lw=0.6))
        x -= radius
    return starts
