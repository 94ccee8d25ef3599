"""What each year brought, in bars on one scale: who came, who was there, who is named no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design, network_change
from veerkracht.charts.network_change import Room
from veerkracht.charts.network_marks import STAYED_COLOUR
from veerkracht.charts.network_plan import Map

# In points: words, and those of many years.
SIZE, SMALLER = 9.0, design.SMALL
# In mm: a row at most, the share of it that is a bar, and what is between a bar and its words.
STEP, FILLED, APART = 10.0, 0.5, 1.4
# And what stands above the rows on a wide page.
HEAD = 16.0
# In a narrow cell a year stands above its bar: so wide at most is that, and so high a row, in mm.
NARROW, TALL = 70.0, 18.0
# Of such a row the middles of its words and of its bar, and how high that is.
WORDS, BAR, FILLED_TALL = 0.22, 0.60, 0.36
# What stands below the parts of the last bar, and how much room that takes, in mm.
WENT, STAYED, CAME = "niet meer\ngenoemd", "was er al", "erbij"
FOOT = 8.0


def height(count: int) -> float:
    """How much room the bars of so many years take on the whole width of a page, in mm."""
    return HEAD + count * STEP


def draw(axes: Any, room: Room, years: Sequence[int], plans: Sequence[Map]) -> None:
    """A row a year: who went left of a line, who was there and who came right of it."""
    top = room.low + room.height
    axes.plot([room.left, room.left + room.width], [top, top], color=design.INK, lw=0.5)
    y = top - 5.4
    axes.text(room.left, y, "Wat elk jaar bracht", size=12, weight="bold", color=design.FORMAL)
    low, narrow = y - 6.5, room.width < NARROW
    step = min(TALL if narrow else STEP, (low + 2.0 - FOOT - room.low) / len(years))
    size = SIZE if step > 4 else SMALLER
    told = [_told(plan) for plan in plans]
    wide = [
        max(design.text_width(words, size) for words in column)
        for column in zip(*told, strict=True)
    ]
    left = room.left + wide[0] + APART
    right = room.left + room.width
    if not narrow:
        left += design.text_width("0000", size) + 2 * APART
        right -= wide[1] + APART
    went, most = (max(getattr(p.counts, of) for p in plans) for of in ("gone", "parties"))
    scale = (right - left) / max(went + most, 1)
    # Left of the line its words have room too.
    heads = max(design.text_width(line, SMALLER, "normal") for line in WENT.split("\n"))
    scale = min(scale, (right - room.left - heads - APART) / max(most, 1))
    zero = right - most * scale
    for at, (year, plan, words) in enumerate(zip(years, plans, told, strict=True)):
        above = y = low + 2.0 - (at + 0.5) * step
        if narrow:
            above, y = (low + 2.0 - (at + part) * step for part in (WORDS, BAR))
        text = {"size": size, "va": "center_baseline"}
        axes.text(room.left, above, str(year), weight="bold", color=design.FORMAL, **text)
        high = step * (FILLED_TALL if narrow else FILLED)
        ends = _bars(axes, plan, (zero, y), scale, high, size)
        axes.text(ends[0] - APART, y, words[0], ha="right", color=design.GREY, **text)
        beside = design.text_width("0000", size, "bold") + 2 * APART
        x = room.left + beside if narrow else ends[1] + APART
        axes.text(x, above, words[1], weight="semibold", color=design.INK, **text)
    _name_parts(axes, plans[-1], (zero, y - high / 2 - 1.0), scale)


def _name_parts(axes: Any, plan: Map, start: tuple[float, float], scale: float) -> None:
    """What the parts of a bar are, below it at `start`, the foot of its line."""
    zero, y = start
    counts = plan.counts
    look: dict[str, Any] = {"size": SMALLER, "color": design.GREY, "va": "top", "linespacing": 1.1}
    axes.text(zero - APART, y, WENT, ha="right", **look)
    stayed, end = (counts.parties - counts.new) * scale, counts.parties * scale
    axes.text(zero + APART, y, STAYED, **look)
    # Right of those words also where what came is little.
    least = APART + design.text_width(f"{STAYED}  ", SMALLER, "normal")
    axes.text(zero + max((stayed + end) / 2, least), y, CAME, ha="center", **look)


def _told(plan: Map) -> tuple[str, str]:
    """How many went, and how many came, as they stand beside the bar."""
    counts = plan.counts
    if not plan.before:
        return "", network_change.parties(counts.parties)
    back = f" ({dutch.number(counts.back)} terug)" if counts.back else ""
    return dutch.number(counts.gone), f"{dutch.number(counts.new)} erbij{back}"


def _bars(
    axes: Any, plan: Map, start: tuple[float, float], scale: float, high: float, size: float
) -> tuple[float, float]:
    """The bars of a year from its line at `start`; gives where they end on both sides.

    Who was there already has a number in its bar where that has room; who came is counted above.
    """
    zero, y = start
    came = plan.nodes[plan.nodes["new"].astype(bool)] if plan.before else plan.nodes
    stayed = plan.counts.parties - len(came)
    ends = (zero - plan.counts.gone * scale, zero)
    parts = [(stayed, STAYED_COLOUR)]
    for kind, hue in design.KIND_COLOUR.items():
        parts.append((int((came["kind"] == kind).sum()), to_rgba(hue)))
    x, low = zero, y - high / 2
    for count, colour in parts:
        axes.add_patch(Rectangle((x, low), count * scale, high, fc=colour, lw=0))
        x += count * scale
    told, wide = dutch.number(stayed), stayed * scale
    if stayed and design.text_width(told, size) + 1.0 <= wide:
        text: Any = {"size": size, "ha": "center", "va": "center_baseline"}
        axes.text(zero + wide / 2, y, told, color=design.INK, **text)
    if plan.counts.gone:
        open_ = Rectangle((ends[0], low), zero - ends[0], high, fc=design.PAPER, ec=design.GREY)
        open_.set_linewidth(0.8)
        axes.add_patch(open_)
    return ends[0], x
