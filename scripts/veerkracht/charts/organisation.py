"""The organisation of the programme, a small tree a phase."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.governance.measures import WHO_NAME
from veerkracht.source_lines import Origin

TABLES = ["bodies"]
ORIGIN = Origin.OBSERVATION

NOW = "nu"
WIDTH = 163.0
KEY = "kleur: wie er de meerderheid had"
TOP, BOTTOM, ROW, BOX, INDENT = 13.0, 1.0, 13.6, 11.2, 6.0
GONE = 5.4  # mm: below the boxes, for what is no longer there
GAP, NARROW, MANY = 15.0, 8.0, 3  # mm between columns, and where there are more than so many
NEW = "nieuw"
CURVE = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
EDGE = 1.0  # the last column keeps its corners within the figure


def _phases(tables: dict[str, pd.DataFrame]) -> list[tuple[str, int, list[tuple[int, str, str]]]]:
    """(phase, first year, [(depth, body, who)]) with every body below the one it reports to."""
    rows = tables["bodies"]
    if rows.empty:
        raise NoDataError
    return [
        (str(phase), int(part["year"].iloc[0]), _tree(part.fillna("").to_dict("records")))
        for phase, part in rows.groupby("phase", sort=False)
    ]


def _tree(items: list[dict[Any, Any]]) -> list[tuple[int, str, str]]:
    """(depth, body, who), every body below the one it reports to; in a circle it stands on top."""
    bodies = {item["body"] for item in items}
    below: dict[str, list[dict[Any, Any]]] = {}
    for item in items:
        below.setdefault(item["above"] if item["above"] in bodies else "", []).append(item)
    tree: dict[str, tuple[int, str, str]] = {}
    todo = [(0, item) for item in [*below.get("", []), *items]]
    while todo:
        depth, item = todo.pop(0)
        if item["body"] not in tree:
            tree[item["body"]] = (depth, str(item["body"]), str(item["who"]))
            todo = [(depth + 1, other) for other in below.get(item["body"], [])] + todo
    return list(tree.values())


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Columns of boxes, below the body they report to: who has the majority, in word and colour.

    A body that was at the top in some phase is followed from column to column; one that was not
    there before says so, and one that is gone stands below the column.
    """
    phases = _phases(tables)
    rows = max(len(tree) for *_, tree in phases)
    gone = [[], *(_gone(one, two) for one, two in pairwise(tree for *_, tree in phases))]
    height = TOP + BOTTOM + rows * ROW + GONE
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="organisatie")
    axes.set_axis_off()
    # Below the first column nothing can be gone.
    y = height - BOTTOM - GONE / 2
    axes.text(0, y, KEY, size=design.SMALL, color=design.GREY, va="center_baseline")
    gap = GAP if len(phases) <= MANY else NARROW
    wide = (WIDTH - EDGE - gap * (len(phases) - 1)) / len(phases)
    before: dict[str, tuple[float, float, float]] = {}
    tops = {tree[0][1] for *_, tree in phases}
    for column, (phase, year, tree) in enumerate(phases):
        left = column * (wide + gap)
        until = phases[column + 1][1] - 1 if column + 1 < len(phases) else None
        _head(axes, left, _span(year, until), phase)
        places = _boxes(axes, tree, left, wide, set(before) if column else None)
        for _, body, who in tree:
            if body in tops and body in before:
                _follow(axes, before[body], places[body], design.WHO.get(who, (design.GREY,))[0])
        before = places
        if gone[column]:
            words = f"weg: {dutch.listing(gone[column])}"
            y = TOP + len(tree) * ROW + GONE / 2 - 1
            grey: Any = {"size": design.TEXT, "color": design.GREY, "va": "center"}
            axes.text(left, y, words, **grey)
    return figure


def _gone(before: list[tuple[int, str, str]], now: list[tuple[int, str, str]]) -> list[str]:
    """The bodies of a phase that the next one lacks."""
    return [body for _, body, _ in before if body not in {name for _, name, _ in now}]


def _span(year: int, until: int | None) -> str:
    """The years of a phase, in words."""
    return f"vanaf {year}" if until is None else f"{year}–{until}" if until > year else str(year)


def _head(axes: Any, left: float, span: str, phase: str) -> None:
    """Above a column the years of its phase, and how it is called."""
    axes.text(left, 4, span, size=design.HEAD, weight="semibold", va="center")
    # "Now" was true on the day it was written down; the year above it stays true.
    name = "" if phase == NOW else phase
    axes.text(left, 9, name, size=design.TEXT, color=design.GREY, va="center")


def _boxes(
    axes: Any, tree: list[tuple[int, str, str]], left: float, wide: float, known: set[str] | None
) -> dict[str, tuple[float, float, float]]:
    """The boxes of a phase: where each begins and ends, and its middle, in mm.

    `known`: the bodies of the phase before; one that is not among them says that it is new.
    """
    places: dict[str, tuple[float, float, float]] = {}
    last: dict[int, float] = {}
    for line, (depth, body, who) in enumerate(tree):
        x, y = left + depth * INDENT, TOP + line * ROW
        middle = y + BOX / 2
        face, ink = design.WHO.get(who, (design.PALE, design.INK))
        if depth:
            elbow = x - INDENT / 2
            down = [last[depth - 1] + BOX, middle, middle]
            axes.plot([elbow, elbow, x], down, color=design.LINE, lw=1.0, zorder=1)
        shape: Any = {"fc": face, "ec": "none", "boxstyle": "round,pad=0,rounding_size=1"}
        axes.add_patch(FancyBboxPatch((x, y), wide - depth * INDENT, BOX, zorder=2, **shape))
        look: Any = {"color": ink, "va": "center", "zorder": 3}
        above = middle - (2.0 if who else 0)
        axes.text(x + 2.2, above, body, size=design.HEAD, weight="semibold", **look)
        axes.text(x + 2.2, middle + 2.5, WHO_NAME.get(who, who), size=design.TEXT, **look)
        if known is not None and body not in known:
            axes.text(left + wide - 2.2, middle + 2.5, NEW, size=design.TEXT, ha="right", **look)
        last[depth] = y
        places[body] = (x, left + wide, middle)
    return places


def _follow(
    axes: Any, start: tuple[float, float, float], end: tuple[float, float, float], color: str
) -> None:
    """An arrow from the box of a body to its box in the next column."""
    (_, x, y), (to, _, down) = start, end
    bend = (to - x) / 2
    path = Path([(x, y), (x + bend, y), (x + bend, down), (to - 1.0, down)], CURVE)
    arrow = "-|>,head_length=3,head_width=2"
    line: Any = {"color": color, "lw": 1.8, "shrinkA": 0, "shrinkB": 0, "zorder": 1.5}
    axes.add_patch(FancyArrowPatch(path=path, arrowstyle=arrow, **line))


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with who is at the top in the first and last phase; text with every body."""
    phases = _phases(tables)
    tops = [tree[0] for *_, tree in (phases[0], phases[-1])]
    years = [year for _, year, _ in (phases[0], phases[-1])]
    title = f"Bovenaan staat in {years[0]} de {tops[0][1]}, vanaf {years[1]} de {tops[1][1]}"
    if len(phases) == 1 or tops[0][1] == tops[1][1]:
        title = f"Bovenaan staat de {tops[1][1]}"
    per_phase, series = [], []
    for phase, year, tree in phases:
        listed = dutch.listing([f"{body} ({who})" for _, body, who in tree])
        per_phase.append(f"{phase}, vanaf {year}: {listed}")
        series += [in_words(f"{phase}: {body}", [(year, who)]) for _, body, who in tree]
    alt = f"Organisatie per fase, met wie de meerderheid heeft. {'. '.join(per_phase)}."
    return Facts(title, alt, tuple(series))
