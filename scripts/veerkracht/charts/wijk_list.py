"""The list beside the map of the wijk: what marks mean, and every place by its number."""

from __future__ import annotations

from collections import Counter
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.wijk_plan import HEIGHT, NAMES, RADIUS, WIDTH, Plan, clusters_of

LIST = 297.0  # mm, where the list of places starts
# The sources below the list: points, and mm from line to line.
SOURCE_SIZE, SOURCE_STEP = 8.5, 3.9
# What marks and lines mean: points, mm from line to line, where a house needs more, and the left
# of its words.
SAID, STEP, ROOM_STEP, BESIDE = 11.0, 7.4, 2.4, LIST + 13
ALONE = "{} daarvan zonder onderlinge samenwerking"
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
        size = 11.0 if kind == "buurthuiskamer" else 8.5
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
    y = HEIGHT - 3.0
    text = {"size": SAID, "color": design.INK, "va": "center_baseline"}
    axes.text(LIST, y, _counted(plan), **{**text, "size": SAID + 2.5, "weight": "bold"})
    y = _legend(axes, plan, y - 10.0, text)
    top, bottom, gap = y - 0.5, 9.0 + SOURCE_STEP * max(len(told) - 1, 0), 5.0
    entries: list[tuple[int, str]] = []
    for cluster, rows in clusters_of(plan.places):
        entries.append((0, cluster or "Andere plekken"))
        entries += list(zip(rows["number"], rows["name"], strict=True))
    # One column while it can be read, else two; the more places, the smaller. A head takes half a
    # line more.
    needed = len(entries) + sum(not number for number, _ in entries) / 2 + 1
    columns = 1 if (top - bottom) / needed >= 4.2 else 2
    width = (WIDTH - LIST - gap * (columns - 1)) / columns
    step = max(min(6.0, (top - bottom) / (needed / columns + columns - 1)), 2.9)
    size = min(10.5, step * 2.05)
    # Two columns have no room for it.
    ties = ties_of(plan) if columns == 1 else {}
    if ties:
        # At the height of the first head, above the numbers.
        head = {"size": SAID - 1.5, "color": design.GREY, "ha": "right"}
        axes.text(LIST + width, top - step, "samenwerkingen op de kaart", **head)
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
                x + 5, y, str(number), size=size, weight="bold", color=COLOUR[kind], ha="right"
            )
            room = width - 7 - 6 * bool(ties)
            axes.text(x + 7, y, design.cut(name, room, size, "normal"), size=size, color=design.INK)
            if ties:
                count = dutch.number(ties[number]) if number in ties else "–"
                axes.text(x + width, y, count, size=size, color=design.GREY, ha="right")
    for below, line in enumerate(told, start=1):
        y = 1.2 + SOURCE_STEP * (len(told) - below)
        axes.text(LIST, y, line, size=SOURCE_SIZE, color=design.GREY)


def _legend(axes: Any, plan: Plan, y: float, text: dict[str, Any]) -> float:
    """What marks and lines mean, from `y` on down; gives where it ends."""
    for kind, (one, more) in NAMES.items():
        if count := int((plan.places["kind"] == kind).sum()):
            mark(axes, kind, LIST + 5, y, RADIUS[kind], None)
            axes.text(BESIDE, y, f"{dutch.number(count)} {one if count == 1 else more}", **text)
            y -= STEP
        if kind == "buurthuiskamer" and plan.alone:
            y -= ROOM_STEP
            mark(axes, kind, LIST + 5, y, RADIUS[kind], None, is_open=True)
            axes.text(BESIDE, y, ALONE.format(dutch.number(len(plan.alone))), **text)
            y -= STEP + 1
    for lines, colour, width, words in (
        (plan.rooms, design.INFORMAL, 5.0, "samenwerking tussen buurthuiskamers"),
        (plan.links, design.GREY, 1.3, "samenwerking met een andere plek"),
    ):
        if len(lines):
            axes.plot([LIST, LIST + 10], [y, y], color=colour, lw=width, solid_capstyle="butt")
            axes.text(BESIDE, y, words, **text)
            y -= STEP
    if plan.clusters:
        oval = Path.circle((LIST + 5, y), 2.9)
        axes.add_patch(PathPatch(oval, fc=design.WHITE, ec=design.GREY, lw=0.8, ls=(0, (1, 2.5))))
        axes.text(BESIDE, y, "cluster van plekken", **text)
        y -= STEP
    return y


def ties_of(plan: Plan) -> dict[int, int]:
    """Number of a place -> with how many of the others it works together, as drawn on the map."""
    spots = plan.places[["x", "y", "number"]].itertuples(index=False)
    at = {(x, y): int(number) for x, y, number in spots}
    ends = [at[x, y] for tie in [*plan.rooms, *plan.links] for x, y in tie[[0, -1]].tolist()]
    return dict(Counter(ends))


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
