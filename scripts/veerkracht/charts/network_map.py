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
    draw_loose_row,
    draw_network,
    most_influential,
    shape,
)
from veerkracht.charts.network_plan import (
    HEIGHT,
    LABELS,
    RING,
    ROW_SIZE,
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
# In mm, the grid of the key: its rows, with whose names there are in the last; its columns after
# the first; and how far from where a column begins its words do.
*ROWS, NAMED = (20.6, 16.2, 11.8, 7.4, 3.0)
COLUMNS, SAID = (33.0, 78.0), 13.0
# The sample of a line in the key, as wide as it runs on the map: there several lie on each other.
BUNDLED = 2.2
# In points: the title of a full page, as in print.css, of at most so many lines.
TITLE, LINES = 17.0, 2
# Of lines that lie on each other: a tie is drawn along others, over whom it has nothing to do with.
BUNDLES = "een punt onder een bundel lijnen hoort er niet bij"


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The map of `context["year"]`, 182 by 237 mm.

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
    year = context["year"]
    _head(axes, plan, year, unsure_first(tables, year), equal_first(tables, year))
    draw_loose_row(axes, plan, WIDTH, ROW_SIZE)
    _legend(axes, plan, radius_scale(tables), int(tables["actor_metrics"]["year"].min()))
    named = f"met naam: {_named(plan)}"
    axes.text(0, NAMED, named, size=8.5, color=design.GREY, va="center_baseline", gid="met-naam")
    if told := told_left_out(plan, why=False):
        # Of a map that is cut the names are no more than a few: both fit beside each other.
        at_end: dict[str, Any] = {"ha": "right", "va": "center_baseline", "gid": "weggelaten"}
        axes.text(WIDTH, NAMED, told, size=design.SMALL, color=design.GREY, **at_end)
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the map shows of influence, text with the counts of the year."""
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
    return Facts(_influence(best, year, surely), alt, series)


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
    where = f"op plaats\u00a0{dutch.span(*places)} gestaan (negen van de tien keer)"
    return f"Met andere gesprekken had nummer 1 {where}."


def equal_first(tables: dict[str, pd.DataFrame], year: int) -> str:
    """Who have as much influence as the first, by the numbers that the map has; empty if nobody.

    The title counts them, as two names are too long for it.
    """
    nodes = tables["actor_metrics"]
    nodes = nodes[nodes["year"] == year].sort_values("rank")
    equal = len(_as_much(nodes)) if (nodes["eigenvector"] > 0).any() else 0
    if equal < 2:
        return ""
    return f"nummer 1 {'en' if equal == 2 else 'tot en met'} {equal}: evenveel invloed"


def _as_much(nodes: pd.DataFrame) -> list[str]:
    """The names of who of the nodes, in order of place, have most influence."""
    # Who is printed with the same influence has it: 0,998 and 1 are both 1,00 in the table.
    printed = nodes["eigenvector"].round(2)
    return list(nodes.loc[printed == printed.iloc[0], "name"])


def _influence(best: pd.DataFrame, year: int, surely: bool) -> str:
    """Who stands first in what was seen, and how many of the `best` (in order) are informal.

    `surely`: with other interviews too; otherwise the title says that it holds for these.
    """
    first = _as_much(best)
    share = int((best["own_kind"] == "informeel").sum())
    where = f"In {'' if surely else 'de gesprekken van '}{year}"
    counted = dutch.of_all(share, len(best))
    verb = "is" if share == 1 else "zijn"
    also = f"; {counted} invloedrijkste {verb} informeel"
    has = "heeft" if len(first) == 1 else "hebben"
    who, none = (
        f"{where} {has} {named} de meeste invloed"
        for named in (
            dutch.listing(first), dutch.counted(len(first), "partij", "partijen"),
        )
    )  # fmt: skip
    # Two names leave no room for more: then they are counted, so that every year says both.
    said = [who + also, *[who] * (len(first) == 1), none + also]
    return next((title for title in said if _lines(title) <= LINES), none)


def _lines(title: str) -> int:
    return len(design.broken(title, WIDTH, TITLE, "bold"))


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


def _head(axes: Any, plan: Map, year: int, unsure: str, equal: str) -> None:
    """What is `unsure` of the title, right below it; then the year, large, with its counts and who
    are `equal`."""
    text = {"size": 11, "va": "baseline"}
    axes.text(0, HEIGHT - 4.0, unsure, color=design.GREY, **text)
    y = HEIGHT - 17.6
    axes.text(0, y, str(year), size=YEAR, weight="bold", color=design.FORMAL, va="baseline")
    x = design.text_width(str(year), YEAR, "bold") + 5
    counts = [
        _count(plan.counts.parties, "partij", "partijen"),
        _count(plan.counts.ties, "samenwerking", "samenwerkingen"),
        *[equal] * bool(equal),
    ]
    bold = text | {"color": design.INK, "weight": "semibold"}
    axes.text(x, y + 5.4, " · ".join(counts), **bold)
    if plan.before is not None:
        axes.text(x, y, changes(plan), color=design.GREY, **text)


def _legend(axes: Any, plan: Map, largest: float, first: int) -> None:
    """What shapes, sizes, dots and lines mean, below the map: in columns and rows of one grid.

    `largest`: the radius at influence 1, in mm; `first`: the year that dots are measured by.
    """
    for kind, y in zip(NAMES, ROWS[:3], strict=True):
        axes.add_patch(shape(kind, 1.6, y, 1.6))
        _say(axes, 4.6, y, NAMES[kind])
    if plan.before is not None:
        _key_of_new(axes, COLUMNS[0], ROWS[0], plan)
        _key_of_gone(axes, COLUMNS[0], ROWS[1], plan)
    axes.add_patch(shape("informeel", 1.6, ROWS[3], 1.6))
    axes.add_patch(dot(1.6, ROWS[3], 1.6))
    _say(axes, 4.6, ROWS[3], f"met stip: de helft of meer van de invloed van nummer 1 in {first}")
    _key_of_sizes(axes, (ROWS[0] + ROWS[1]) / 2, largest)
    best = most_influential(plan)
    if best.empty:
        return
    _key_of_ties(axes, COLUMNS[plan.before is not None], ROWS[0])
    _say(axes, COLUMNS[1] + SAID, ROWS[3], BUNDLES)
    if len(best) > 1:
        x, y = COLUMNS[0], ROWS[2]
        look = NEW if plan.before is not None else OLD
        wide = max(look[1] * RANK_WIDER[2] * WIDER[2], BUNDLED)
        axes.plot([x, x + 10.4], [y, y], color=design.GREY, lw=wide, solid_capstyle="butt")
        of = f"de {dutch.word(len(best))} met de meeste invloed"
        _say(axes, x + SAID, y, f"dik en donker: tussen twee van {of} (grote namen)")


def _say(axes: Any, x: float, y: float, words: str) -> None:
    axes.text(x, y, words, size=8.5, color=design.GREY, va="center_baseline")


def _key_of_new(axes: Any, x: float, y: float, plan: Map) -> None:
    """A party that came since the year before, with its tie."""
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=1.0)
    axes.add_patch(shape("informeel", x + 9, y, 1.15))
    ring = shape("informeel", x + 9, y, 1.15 + RING)
    ring.set(fc="none", ec=design.INFORMAL, lw=0.7)
    axes.add_patch(ring)
    _say(axes, x + SAID, y, f"erbij sinds {plan.before}")


def _key_of_gone(axes: Any, x: float, y: float, plan: Map) -> None:
    """A party that is not named any more, with its tie; nothing where there is none."""
    if plan.gone.empty:
        return
    axes.plot([x, x + 6], [y, y], color=design.GREY, lw=0.7, ls=(0, (0.8, 2.4)))
    mark = shape("informeel", x + 9, y, 1.5)
    mark.set(fc="none", ec=design.INFORMAL, lw=0.6, ls=(0, (0.8, 1.8)))
    axes.add_patch(mark)
    _say(axes, x + SAID, y, "niet meer genoemd")


def _key_of_ties(axes: Any, x: float, y: float) -> None:
    """A tie as most of them are."""
    colour = to_rgba(OLD[0], min(1.0, OLD[2] * RANK_MORE[1]))
    width = OLD[1] * RANK_WIDER[1] * WIDER[1]
    axes.plot([x, x + 10.4], [y, y], color=colour, lw=width, solid_capstyle="butt")
    _say(axes, x + SAID, y, "samenwerking")


def _key_of_sizes(axes: Any, y: float, largest: float) -> None:
    """What the size of a node means, at the right; `largest`: the radius at influence 1, in mm."""
    note = "groter = meer invloed"
    x = WIDTH - design.text_width(note, 8.5, "normal")
    _say(axes, x, y, note)
    x -= 2
    for share in (1.0, 0.4, 0.1):
        radius = largest * np.sqrt(share)
        x -= radius
        ring = PathPatch(Path.circle((x, y), radius), fc=design.PALE, ec=design.GREY, lw=0.6)
        axes.add_patch(ring)
        x -= radius + 1.2
