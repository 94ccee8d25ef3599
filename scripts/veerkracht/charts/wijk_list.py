"""The list beside the map of the wijk: what marks mean, and every place by its number."""

from __future__ import annotations

from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.wijk_plan import (
    HEIGHT,
    LINK_LOOK,
    NAMES,
    RADIUS,
    ROOM_LOOK,
    WIDTH,
    Plan,
    clusters_of,
)

LIST = 283.0  # mm, where the list of places starts
# The sources below the list: points, and mm from line to line.
SOURCE_SIZE, SOURCE_STEP = 8.5, 3.9
# What marks and lines mean: points, mm from line to line, where a house needs more, and the left
# of its words.
SAID, STEP, ROOM_STEP, BESIDE = 11.5, 7.6, 2.4, LIST + 13
KEYED = 0.8  # of its size on the map a mark has in the key: two houses stand close there
# Where the second of two marks on one line starts.
HALF = 56.0
# So far apart are lines at least, or the words are under 7 points.
LEAST = 3.2
ALONE = "bij {} is geen onderlinge samenwerking genoemd"
# Not the shapes and colours of informal, formal and outside: these are other kinds.
COLOUR = {
    "buurthuiskamer": design.INFORMAL_TEXT,  # dark enough for the number in it
    "ontmoetingsplek": design.GREY,
    "voorziening": design.INK,
}


def mark(
    axes: Any,
    kind: str,
    x: float,
    y: float,
    radius: float,
    number: int | None,
    *,
    is_open: bool = False,
) -> None:
    """The mark of a place, with its number: a house, a circle or a square; or only its outline."""
    look = {"fc": COLOUR[kind], "ec": design.WHITE, "lw": 1.0, "zorder": 5}
    if is_open:
        look |= {"fc": design.WHITE, "ec": COLOUR[kind], "lw": 1.5}
    if kind == "ontmoetingsplek":
        path = Path.circle((x, y), radius)
    elif kind == "voorziening":
        side = 0.89 * radius
        path = Path(
            [
                (x - side, y - side),
                (x + side, y - side),
                (x + side, y + side),
                (x - side, y + side),
                (x - side, y - side),
            ],
            closed=True,
        )
    else:
        points = [(-0.85, -0.8), (0.85, -0.8), (0.85, 0.3), (0, 1.15), (-0.85, 0.3), (-0.85, -0.8)]
        path = Path([(x + a * radius, y + b * radius) for a, b in points], closed=True)
    patch = PathPatch(path, **look)
    if number is not None:
        patch.set_gid(f"plek-{number}")
        low = 0.12 * radius if kind == "buurthuiskamer" else 0
        size = 12.5 if kind == "buurthuiskamer" else 10.0
        axes.text(
            x,
            y - low,
            str(number),
            size=size,
            weight="bold",
            color=COLOUR[kind] if is_open else design.WHITE,
            ha="center",
            va="center_baseline",
            zorder=5.5,
        )
    axes.add_patch(patch)


def list_places(axes: Any, plan: Plan, sources: list[str]) -> None:
    """Beside the map: what marks and lines mean, every place by number, and the sources."""
    told = [
        line
        for source in sources
        for line in design.broken(source, WIDTH - LIST, SOURCE_SIZE, "normal")
    ]
    y = HEIGHT - 3.5
    text = {"size": SAID, "color": design.INK, "va": "center_baseline"}
    head = {**text, "size": SAID + 3.5, "weight": "bold"}
    axes.text(BESIDE if plan.clusters else LIST, y, _counted(plan), **head)
    if plan.clusters:
        oval = Path.circle((LIST + 5, y), 3.2)
        axes.add_patch(PathPatch(oval, fc=design.WHITE, ec=design.GREY, lw=0.8, ls=(0, (1, 2.5))))
    y = _legend(axes, plan, y - 10.5, text)
    top, bottom, gap = y, 1.0 + SOURCE_STEP * len(told), 5.0
    entries: list[tuple[int, str]] = []
    for cluster, rows in clusters_of(plan.places):
        entries.append((0, cluster or "Andere plekken"))
        entries += list(zip(rows["number"], rows["name"], strict=True))
    # One column while it can be read, else two; the more places, the smaller. A head takes half a
    # line more.
    needed = len(entries) + sum(not number for number, _ in entries) / 2
    columns = 1 if (top - bottom) / needed >= 4.2 else 2
    width = (WIDTH - LIST - gap * (columns - 1)) / columns
    step = max(min(6.0, (top - bottom) / (needed / columns + columns - 1)), LEAST)
    size = min(11.5, step * 2.2)
    # Two columns have no room for it.
    partners = partners_of(plan) if columns == 1 else {}
    shown = _columns(entries, columns, (top - bottom) / step)
    for column, group in enumerate(shown):
        x, y = LIST + column * (width + gap), top
        for i, (number, name) in enumerate(group):
            y -= step if number or not i else step * 1.5
            if not number:
                axes.text(x, y, name, size=size + 1, weight="bold", color=design.INK)
                continue
            kind = str(plan.places.loc[plan.places["number"] == number, "kind"].iloc[0])
            axes.text(
                x + 5.5, y, str(number), size=size, weight="bold", color=COLOUR[kind], ha="right"
            )
            name = design.cut(name, width - 8, size, "normal")
            axes.text(x + 8, y, name, size=size, color=design.INK)
            x_with = x + 8 + design.text_width(name, size, "normal") + 2.5
            others = _with(partners.get(number, []), x + width - x_with, size - 1)
            axes.text(x_with, y, others, size=size - 1, color=design.GREY)
    for below, line in enumerate(told, start=1):
        y = 1.2 + SOURCE_STEP * (len(told) - below)
        axes.text(LIST, y, line, size=SOURCE_SIZE, color=design.GREY)


def _legend(axes: Any, plan: Plan, y: float, text: dict[str, Any]) -> float:
    """What marks and lines mean, from `y` on down; gives where it ends."""
    x = LIST
    for kind, (one, more) in NAMES.items():
        if count := int((plan.places["kind"] == kind).sum()):
            mark(axes, kind, x + 5, y, KEYED * RADIUS[kind], None)
            axes.text(x + 13, y, f"{dutch.number(count)} {one if count == 1 else more}", **text)
            # The two small ones stand on one line.
            x, y = (x + HALF, y) if kind == "ontmoetingsplek" else (LIST, y - STEP)
        if kind == "buurthuiskamer" and plan.alone:
            y -= ROOM_STEP
            mark(axes, kind, LIST + 5, y, KEYED * RADIUS[kind], None, is_open=True)
            axes.text(BESIDE, y, ALONE.format(dutch.word(len(plan.alone))), **text)
            y -= STEP + 1
    y -= STEP * (x > LIST)
    for lines, (colour, width, alpha), words in (
        (plan.rooms, ROOM_LOOK, "samenwerking tussen buurthuiskamers"),
        (plan.links, LINK_LOOK, "samenwerking met een andere plek"),
    ):
        if len(lines):
            look = {"color": colour, "lw": width, "alpha": alpha, "solid_capstyle": "butt"}
            axes.plot([LIST, LIST + 10], [y, y], **look)
            axes.text(BESIDE, y, words, **text)
            y -= STEP
        if lines is plan.rooms and plan.hub:
            y += 0.3 * STEP
            axes.text(BESIDE, y, f"alle met {plan.hub}", **{**text, "color": design.GREY})
            y -= STEP
    if len(plan.rooms) or len(plan.links):
        with_whom = "“met 2 · 9”: werkt samen met de plekken 2 en 9"
        axes.text(LIST, y, with_whom, **{**text, "color": design.GREY, "size": SAID - 1})
        y -= 0.6 * STEP
    return y


def partners_of(plan: Plan) -> dict[int, list[int]]:
    """Number of a place -> those of the places it works with, as drawn on the map."""
    spots = plan.places[["x", "y", "number"]].itertuples(index=False)
    at = {(x, y): int(number) for x, y, number in spots}
    partners: dict[int, list[int]] = {}
    for tie in [*plan.rooms, *plan.links]:
        one, other = (at[x, y] for x, y in tie[[0, -1]].tolist())
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    return {number: sorted(others) for number, others in partners.items()}


def _with(others: list[int], room: float, size: float) -> str:
    """With which places one works together, by number; how many where so many have no room."""
    if not others:
        return ""
    numbers = "met " + " · ".join(map(str, others))
    counted = f"met {dutch.counted(len(others), 'plek', 'plekken')}"
    fitting = (said for said in (numbers, counted) if design.text_width(said, size) <= room)
    return next(fitting, "")


def _counted(plan: Plan) -> str:
    """How many places there are, and in how many clusters."""
    count = dutch.sentence(dutch.counted(len(plan.places), "plek", "plekken"))
    clusters = dutch.counted(len(plan.clusters), "cluster", "clusters")
    return f"{count} in {clusters}" if plan.clusters else count


def _columns(
    entries: list[tuple[int, str]], count: int, lines: float
) -> list[list[tuple[int, str]]]:
    """The entries in `count` columns of so many lines; what is left over is counted."""
    columns: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for entry in entries:
        used += 1.0 if entry[0] else 1.5
        full = used > lines or (not entry[0] and used > lines - 2)
        if full and len(columns) < count:
            columns.append([])
            used = 1.0
        elif full:
            break
        columns[-1].append(entry)
    left = len(entries) - sum(map(len, columns))
    if left:
        columns[-1][-1] = (0, f"en nog {dutch.number(left + 1)} regels")
    return columns
