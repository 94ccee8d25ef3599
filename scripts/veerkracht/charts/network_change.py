"""Maps of the network that are laid beside each other: fitted to a box, with what is new on them.

A map of change shows what a year brought. What was there before is pale, and what ran between
those who were there is hardly seen: so many ties hide what there is to see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design, map_geometry, network_marks, network_plan
from veerkracht.charts.label_places import Label
from veerkracht.charts.names_by_rank import name_by_rank
from veerkracht.charts.network_marks import GONE_STATE as GONE
from veerkracht.charts.network_marks import NEW_STATE as NEW
from veerkracht.charts.network_marks import STAYED, shape
from veerkracht.charts.too_large import MOST_PARTIES
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH as MAP_WIDTH

# The radius of the smallest mark, in mm: a smaller one cannot be seen to be open, pale or dark.
LEAST = 0.6
# The radius at most influence in mm, on a map as wide as the page: the first with which no marks
# touch, at places that stay near their own.
LARGEST = (2.7, 2.4, 2.0, 1.6)
# Names: the first of them larger; no more than these at the end of a line.
FIRST, FAR = 3, 12
# Between the rows and the parts of a row of words, in mm.
ROW, BETWEEN = 3.9, 3.2
# What stands before the words on who has most influence, and in the mark of who has.
TOP = "1"

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


def stretched(tables: Tables, room: Room) -> Tables:
    """The same tables with a layout of the shape of the room: as wide as ever, less high.

    Places come closer, so marks that would touch are moved a little; every year has the same ones.
    """
    tall = room.height / room.scale
    places = tables["layout"].sort_values("actor", ignore_index=True)
    spots = places[["x", "y"]].to_numpy(dtype=float) * (1, tall / MAP_HEIGHT)
    found = tables
    # Of very many parties none has room for a large mark: that is not tried.
    for largest in LARGEST if len(places) <= MOST_PARTIES else LARGEST[-1:]:
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
    )


def arrange(tables: Tables, context: dict[str, Any], year: int, room: Room) -> network_plan.Map:
    """The map of a year in its room, without names."""
    shaped = stretched(tables, room)
    return fitted(network_plan.arrange(shaped, {**context, "year": year}, names=False), room)


def named(plan: network_plan.Map, room: Room, sizes: list[float]) -> list[Label]:
    """The names of those with most influence, as many as there are sizes and as have room."""
    # To a name the ring of a new party is a part of it.
    rings = network_plan.RING * room.scale * plan.nodes["new"].astype(float)
    nodes = plan.nodes.assign(radius=plan.nodes["radius"] + rings)
    best = nodes[nodes["eigenvector"] > 0].sort_values(["rank", "actor"]).head(len(sizes))
    marks = pd.concat([nodes, plan.gone])
    brought = plan.ties[plan.fresh] if plan.before else plan.ties
    frame = (room.left, room.low, room.left + room.width, room.low + room.height)
    best = best if len(plan.nodes) < MOST_PARTIES else best.head(FIRST)
    for must in range(min(FIRST, len(best)), -1, -1):
        found = name_by_rank(
            best, marks, brought, frame, sizes[: len(best)], FAR, least=len(best), must=must
        )
        if found:
            return found
    return []


def draw_map(axes: Any, plan: network_plan.Map, names: list[Label], scale: float, id_: str) -> None:
    """Marks, names, and of the ties what is new; in a first year all of them, pale."""
    # Straight: a bundle of coloured lines would be the darkest of all there is to see.
    shown = replace(plan, labels=names, curves=[], past_curves=[])
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


def width_of(word: Words, size: float) -> float:
    """How wide words are with their mark, in mm."""
    mark = 4.6 if word.state == TOP else 3.4 if word.state else 0.0
    return design.text_width(word.text, size, word.weight) + mark


def cut(words: str, width: float, size: float) -> str:
    """The words, in semibold no wider than `width` mm: what has no room is left out."""
    while len(words) > 1 and design.text_width(words, size) > width:
        words = words.rstrip("…")[:-1].rstrip() + "…"
    return words


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
            if word.state == TOP:
                write_top(axes, start + 1.4, y + 1.0, 0.0, word.kind)
                start += 1.2
            elif word.state:
                draw_state(axes, start + 1.2, y + 1.0, 0.85, word.state)
            start += 3.4 if word.state else 0.0
            axes.text(start, y, word.text, size=size, weight=word.weight, color=word.colour)
        y -= ROW
    return y


def draw_state(axes: Any, x: float, y: float, radius: float, state: str) -> None:
    """The mark of a party that is new, was there a year before, or is not named any more."""
    for mark in network_marks.state_marks("informeel", x, y, radius, state):
        axes.add_patch(mark)
    if state == NEW:
        ring = shape("informeel", x, y, radius * 1.4)
        ring.set(fc="none", ec=design.INFORMAL, lw=0.5)
        axes.add_patch(ring)


def write_top(axes: Any, x: float, y: float, radius: float, kind: str) -> None:
    """A 1 in a mark, on white: white on green is too faint for letters this small."""
    wide = max(1.6 * radius, 3.1)
    look = {"color": design.WHITE, "mec": design.KIND_COLOUR[kind], "mew": 0.9, "zorder": 4}
    axes.plot([x], [y], "o", ms=wide / design.POINT, **look)
    text = {"size": design.SMALL, "weight": "bold", "color": design.KIND_TEXT[kind], "zorder": 5}
    axes.text(x, y, TOP, ha="center", va="center_baseline", **text)


def draw_key(
    axes: Any, y: float, width: float, since: str, largest: float, *, top: bool = False
) -> None:
    """What the marks mean, in two rows of which the upper one is at `y`.

    `since`: how long ago what is new was not there; `largest`: the radius of most influence, mm;
    `top`: who has most influence has a 1.
    """
    text = {"size": 8.5, "color": design.GREY, "va": "center_baseline"}

    def write(x: float, told: str) -> float:
        axes.text(x, y, told, **text)
        return x + design.text_width(told, 8.5, "normal") + 6

    x = 0.0
    for kind, name in network_marks.NAMES.items():
        axes.add_patch(shape(kind, x + 1.6, y, 1.6))
        x = write(x + 4.6, name)
    if top:
        write_top(axes, x + 1.6, y, 0.0, "informeel")
        write(x + 4.6, "meeste invloed")
    told = "groter = meer invloed"
    x = width - design.text_width(told, 8.5, "normal")
    write(x, told)
    for radius in (largest, largest / 2):
        x -= radius + 1.2
        ring = Path.circle((x, y), radius)
        axes.add_patch(PathPatch(ring, fc=design.PALE, ec=design.GREY, lw=0.6))
        x -= radius
    y -= 5.6
    x = 0.0
    for state, told in (
        (NEW, f"in kleur, met een rand: nieuw {since}"),
        (STAYED, "grijs: was er al"),
        (GONE, "open: niet meer genoemd"),
    ):
        draw_state(axes, x + 1.7, y, 1.3, state)
        x = write(x + 4.6, told)
    # In the colour of who is new: the line of the key has all three.
    looks = list(network_marks.CAME.values())
    for place, (colour, _, alpha, _) in enumerate(looks):
        ends = [x + 7 * (place + at) / len(looks) for at in (0, 1)]
        line = to_rgba(colour, min(1.0, 1.5 * alpha))
        axes.plot(ends, [y, y], color=line, lw=1.1, solid_capstyle="butt")
    write(x + 8.4, "samenwerking van wie nieuw is")
