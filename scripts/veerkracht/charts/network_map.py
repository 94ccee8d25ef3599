"""The network of one year: every actor at its fixed place, every tie, the influential by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.network_marks import (
    NAMES,
    NEW,
    OLD,
    RANK_MORE,
    RANK_WIDER,
    WIDER,
    dot,
    draw_network,
    most_influential,
    shape,
)
from veerkracht.charts.network_plan import (
    HEIGHT,
    LABELS,
    RING,
    Map,
    arrange,
    radius_scale,
)
from veerkracht.charts.too_large import told_left_out
from veerkracht.network.layout import WIDTH
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "rank_intervals", "layout", "claims"]
ORIGIN = Origin.INTERVIEWS

YEAR = 30
# The sample of a line in the key, as wide as it runs on the map: there several lie on each other.
BUNDLED = 2.2
# In points: the title of a full page, as in print.css.
TITLE = 17.0


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 182 by 229 mm.

    Every node, label and tie can be found in the SVG: ids `partij-<id>`, `naam-<id>`, `banden`,
    `banden-nieuw`, `banden-weg`, `weg-<id>`. The area of a node goes with its eigenvector
    centrality, on one scale for all years.
    """
    plan = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    draw_network(axes, plan)
    _head(axes, plan, context["year"], unsure_first(tables, context["year"]))
    legend(axes, plan, radius_scale(tables), WIDTH)
    named = f"met naam: {_named(plan)}"
    if (plan.nodes["degree"] == 0).any():
        named += "; onderaan: zonder samenwerking in beeld"
    axes.text(0, 20.0, named, size=7.5, color=design.GREY, va="center_baseline", gid="met-naam")
    if told := told_left_out(plan, why=False):
        # Of a map that is cut the names are no more than a few: both fit beside each other.
        at_end: dict[str, Any] = {"ha": "right", "va": "center_baseline", "gid": "weggelaten"}
        axes.text(WIDTH, 20.0, told, size=7.5, color=design.GREY, **at_end)
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any], *, lines: float = 2) -> Facts:
    """Title with what the map shows of influence, text with the counts of the year.

    `lines`: in more than so many its title says no more than who leads.
    """
    year = context["year"]
    plan = arrange(tables, context, names=False, whole=True)
    nodes = plan.nodes.sort_values("rank")
    informal = int((nodes["own_kind"] == "informeel").sum())
    outside = int((nodes["kind"] == "buiten").sum())
    alone = int((nodes["degree"] == 0).sum())
    strong = int(((nodes["influential"] == "ja") & (nodes["own_kind"] == "informeel")).sum())
    alt = (
        f"Netwerkkaart van {year}: {_count(len(nodes), 'partij', 'partijen')} met "
        f"{_count(len(plan.ties), 'samenwerking', 'samenwerkingen')}. "
        f"Informeel: {dutch.number(informal)}, formeel: {dutch.number(len(nodes) - informal)}; "
        f"van buiten de wijk: {dutch.number(outside)}; "
        f"zonder samenwerking: {dutch.number(alone)}. "
        f"Met een stip, als invloedrijk: "
        f"{_count(strong, 'informele partij', 'informele partijen')}."
    )
    if plan.before:
        alt += f" {changes(plan)}."
    if told := told_left_out(arrange(tables, context, names=False), why=True):
        alt += f" {dutch.sentence(told)}."
    counts = {
        "partijen": len(nodes),
        "samenwerkingen": len(plan.ties),
        "informele partijen": informal,
        "formele partijen": len(nodes) - informal,
        "partijen van buiten de wijk": outside,
        "partijen zonder samenwerkingen": alone,
        "invloedrijke informele partijen": strong,
    }
    if plan.before:
        counts["partijen erbij"] = plan.counts.new
        if plan.counts.back:
            counts["van wie terug"] = plan.counts.back
        counts["partijen die niet meer zijn genoemd"] = len(plan.gone)
    series = tuple(
        over_years(label, "aantal", [(year, count)], dutch.number)
        for label, count in counts.items()
    )
    best = nodes[nodes["eigenvector"] > 0].head(LABELS)
    if best.empty:
        return Facts(f"In {year} zijn er geen samenwerkingen tussen de partijen", alt, series)
    alt += f" Bovenaan in invloed staan {dutch.listing(best['name'].head(5).tolist())}."
    places = _range_of_first(tables, year)
    surely = places is not None and places[1] <= 1
    return Facts(_influence(best, year, surely, lines), alt, series)


def _named(plan: Map) -> str:
    """Whose name stands on the map: so many by rank, and who is always named."""
    named = [label.actor for label in [*plan.labels, *plan.small]]
    order = plan.nodes.sort_values(["rank", "actor"])["actor"].tolist()
    first = next((n for n, actor in enumerate(order) if actor not in named), len(order))
    if first == len(order):
        return "alle partijen"
    more = len(set(named) & set(order)) - first
    also = f" en {dutch.word(more)} andere" if more else ""
    return f"de {dutch.number(first)} partijen met de meeste invloed{also}"


def _range_of_first(tables: dict[str, pd.DataFrame], year: int) -> tuple[int, int] | None:
    """Between which places who stands first would stand with other interviews; None if unknown."""
    nodes = tables["actor_metrics"]
    first = nodes.loc[(nodes["year"] == year) & (nodes["rank"] == 1), "actor"]
    ranges = tables["rank_intervals"]
    own = ranges[(ranges["year"] == year) & ranges["actor"].isin(first)]
    if len(own) != 1 or own[["low", "high"]].isna().any(axis=None):
        return None
    return int(own["low"].iloc[0]), int(own["high"].iloc[0])


def unsure_first(tables: dict[str, pd.DataFrame], year: int) -> str:
    """Between which places the first stands with other interviews; empty if always first."""
    places = _range_of_first(tables, year)
    if places is None or places[1] <= 1:
        return ""
    low, high = (dutch.number(place) for place in places)
    where = f"met andere gesprekken {low} tot {high}"
    return f"Plaats 1 is niet zeker: {where} (in negen van de tien gevallen)."


def _influence(best: pd.DataFrame, year: int, surely: bool, lines: float) -> str:
    """Who stands first in what was seen, and how many of the `best` (in order) are informal.

    `surely`: with other interviews too; otherwise the title says that it holds for these; `lines`:
    as of `facts`.
    """
    # Who is printed with the same influence has it: 0,998 and 1 are both 1,00 in the table.
    printed = best["eigenvector"].round(2)
    first = best.loc[printed == printed.iloc[0], "name"].tolist()
    share = int((best["own_kind"] == "informeel").sum())
    where = f"In {'' if surely else 'de gesprekken van '}{year}"
    counted = dutch.of_all(share, len(best))
    verb = "is" if share == 1 else "zijn"
    has = "heeft" if len(first) == 1 else "hebben"
    who = f"{where} {has} {dutch.listing(first[:3])} de meeste invloed"
    whole = f"{who}; {counted} invloedrijkste {verb} informeel"
    # Two names and more leave no room for more in two lines.
    return whole if len(design.broken(whole, WIDTH, TITLE, "bold")) <= lines else who


def _count(count: int, one: str, more: str) -> str:
    return f"{dutch.number(count)} {one if count == 1 else more}"


def changes(plan: Map) -> str:
    """How many came since the year before, of whom some came back, and how many are gone."""
    new, back, gone = plan.counts.new, plan.counts.back, plan.counts.gone
    if not new and not gone:
        return f"Sinds {plan.before}: dezelfde partijen"
    came = _count(new, "partij", "partijen") if new else "geen partij"
    went = f"{dutch.number(gone)} niet meer genoemd" if gone else "alle andere nog genoemd"
    again = f" ({dutch.number(back)} terug)" if back else ""
    return f"Sinds {plan.before}: {came} erbij{again}, {went}"


def key_of_dots(axes: Any, right: float, y: float) -> None:
    """What a dot means, in a legend that ends at `right`."""
    note = "met stip: invloedrijk"
    axes.text(right, y, note, size=8.5, color=design.GREY, ha="right", va="center_baseline")
    x = right - design.text_width(note, 8.5, "normal") - 4
    axes.add_patch(shape("informeel", x, y, 1.6))
    axes.add_patch(dot(x, y, 1.6))


def key_of_sizes(axes: Any, right: float, y: float, largest: float) -> None:
    """What the size of a node means, in a legend that ends at `right`; `largest`: the radius at
    influence 1, in mm."""
    note = "groter = meer invloed in het netwerk"
    x = right - design.text_width(note, 8.5, "normal")
    axes.text(x, y, note, size=8.5, color=design.GREY, va="center_baseline")
    x -= 2
    for share in (1.0, 0.4, 0.1):
        radius = largest * np.sqrt(share)
        x -= radius
        ring = PathPatch(Path.circle((x, y), radius), fc=design.PALE, ec=design.GREY, lw=0.6)
        axes.add_patch(ring)
        x -= radius + 1.2


def _head(axes: Any, plan: Map, year: int, unsure: str) -> None:
    """The year and its counts, large, in the upper left; below them what is `unsure` of it."""
    y = HEIGHT - 10.2
    axes.text(0, y, str(year), size=YEAR, weight="bold", color=design.FORMAL, va="baseline")
    x = design.text_width(str(year), YEAR, "bold") + 5
    counts = [
        _count(plan.counts.parties, "partij", "partijen"),
        _count(plan.counts.ties, "samenwerking", "samenwerkingen"),
    ]
    text = {"size": 11, "va": "baseline"}
    bold = text | {"color": design.INK, "weight": "semibold"}
    axes.text(x, y + 6.0, " · ".join(counts), **bold)
    told = [changes(plan)] if plan.before is not None else []
    for row, words in enumerate([*told, unsure]):
        axes.text(x, y + 1.0 - 4.8 * row, words, color=design.GREY, **text)


def legend(axes: Any, plan: Map, largest: float, width: float, x: float = 0.0) -> None:
    """What shapes, sizes and lines mean, in three rows below the map."""
    left, rows, before = x, (14.4, 8.5, 2.6), plan.before
    text = {"size": 8.5, "color": design.GREY, "va": "center_baseline"}
    for kind in ("informeel", "formeel", "buiten"):
        axes.add_patch(shape(kind, x + 1.6, rows[0], 1.6))
        axes.text(x + 4.6, rows[0], NAMES[kind], **text)
        x += 4.6 + design.text_width(NAMES[kind], 8.5, "normal") + 6
    key_of_sizes(axes, left + width, 13.4, largest)
    key_of_dots(axes, left + width, rows[2])
    look = NEW if before is not None else OLD
    best = most_influential(plan)
    of = f"de {dutch.word(len(best))} met de meeste invloed"
    thick = f"dik en donker: tussen twee van {of} (grote namen)"
    for row, top, words in ((rows[1], 1, "samenwerking"), (rows[2], 2, thick))[: min(len(best), 2)]:
        colour = to_rgba(look[0] if top == 2 else OLD[0], min(1.0, look[2] * RANK_MORE[top]))
        wide = look[1] * RANK_WIDER[top] * WIDER[top]
        if top == 2:
            colour, wide = to_rgba(design.GREY), max(wide, BUNDLED)
        axes.plot([left, left + 6], [row, row], color=colour, lw=wide, solid_capstyle="butt")
        axes.text(left + 7.5, row, words, **text)
    if before is None:
        return
    x, y = left + 7.5 + design.text_width("samenwerking", 8.5, "normal") + 6, rows[1]
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=1.0)
    axes.add_patch(shape("informeel", x + 9, y, 1.15))
    ring = shape("informeel", x + 9, y, 1.15 + RING)
    ring.set(fc="none", ec=design.INFORMAL, lw=0.7)
    axes.add_patch(ring)
    axes.text(x + 12.4, y, f"erbij sinds {before}", **text)
    if plan.gone.empty:
        return
    x += 12.4 + design.text_width(f"erbij sinds {before}", 8.5, "normal") + 6
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=0.7, ls=(0, (0.8, 2.4)))
    mark = shape("informeel", x + 9, y, 1.5)
    mark.set(fc="none", ec=design.INFORMAL, lw=0.6, ls=(0, (0.8, 1.8)))
    axes.add_patch(mark)
    axes.text(x + 12.4, y, "niet meer genoemd", **text)
