"""The organisation of the programme, a small tree a phase."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, in_words
from veerkracht.source_lines import Origin

TABLES = ["bodies"]
ORIGIN = Origin.OBSERVATION

NOW = "nu"
WIDTH = 163.0
TOP, BOTTOM, GAP, ROW, BOX, INDENT = 13.0, 1.0, 8.0, 15.0, 12.4, 6.0
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
    """Columns of boxes, below the body they report to: who has the majority, in word and colour."""
    phases = _phases(tables)
    rows = max(len(tree) for *_, tree in phases)
    height = TOP + BOTTOM + rows * ROW
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="organisatie")
    axes.set_axis_off()
    wide = (WIDTH - EDGE - GAP * (len(phases) - 1)) / len(phases)
    for column, (phase, year, tree) in enumerate(phases):
        left = column * (wide + GAP)
        until = phases[column + 1][1] - 1 if column + 1 < len(phases) else None
        span = (
            f"vanaf {year}" if until is None else f"{year}–{until}" if until > year else str(year)
        )
        axes.text(left, 4, span, size=design.HEAD, weight="semibold", va="center")
        # "Now" was true on the day it was written down; the year above it stays true.
        name = "" if phase == NOW else phase
        axes.text(left, 9, name, size=design.TEXT, color=design.GREY, va="center")
        last: dict[int, float] = {}
        for line, (depth, body, who) in enumerate(tree):
            x, y = left + depth * INDENT, TOP + line * ROW
            face, ink = design.WHO.get(who, (design.PALE, design.INK))
            if depth:
                above = last[depth - 1]
                elbow = x - INDENT / 2
                axes.plot(
                    [elbow, elbow, x],
                    [above + BOX, y + BOX / 2, y + BOX / 2],
                    color=design.LINE,
                    lw=1.0,
                    zorder=1,
                )
            axes.add_patch(
                FancyBboxPatch(
                    (x, y),
                    wide - depth * INDENT,
                    BOX,
                    fc=face,
                    ec="none",
                    boxstyle="round,pad=0,rounding_size=1",
                    zorder=2,
                )
            )
            middle = y + BOX / 2
            axes.text(
                x + 2.2,
                middle - (2.2 if who else 0),
                body,
                size=design.HEAD,
                color=ink,
                va="center",
                weight="semibold",
                zorder=3,
            )
            axes.text(
                x + 2.2, middle + 2.6, who, size=design.TEXT, color=ink, va="center", zorder=3
            )
            last[depth] = y
    return figure


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
