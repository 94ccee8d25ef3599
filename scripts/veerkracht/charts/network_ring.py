"""The wijk with its actors at their own place, and a ring of partners from outside around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import (
    NoDataError,
    design,
    geo,
    label_places,
    map_geometry,
    network_marks,
    network_plan,
    ring_key,
    ring_names,
    wijk_map,
)
from veerkracht.charts.bundles import NO_LINES, curve, pieces
from veerkracht.charts.facts import Facts, over_years
from veerkracht.network import graph
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout"]
ORIGIN = Origin.INTERVIEWS
BOUNDARIES = True

# In mm: the page with a legend below; the ring, and what it leaves for names on both sides.
WIDTH, HEIGHT = ring_key.WIDTH, 236.0
LEGEND = 25.0
MIDDLE = np.array([WIDTH / 2, LEGEND + (HEIGHT - LEGEND) / 2])
RING = np.array([60.6, 103.0])
# Between an ellipse (2) and a box: a wijk with corners is as large in it as the names beside allow.
ROUND = 4.0
# Actors in the wijk stay so far inside the ring.
INNER = RING - (4, 8)
APART = 0.5  # mm between two parties
AREA_SIZE = 14.0
# The ties of one from outside run as one to where they enter the wijk: so wide in points, at least
# and more for each. Without an outline of the wijk they part so far on their way.
TRUNK, EACH, TOGETHER = 0.5, 0.2, 0.5
# In the wijk they keep their direction for so much of their way.
ONWARD = 0.22
# Those from outside with most ties are dark and have large names; of the others only the trunk is
# drawn, calm: their branches were a haze over those of the first. Where none has most, all are.
DARK = 5
# How dark a bundle of theirs is, one of the others, and a branch of theirs: to who has a name in
# the wijk it is dark and wider (points), to others but a hint.
STRONG, CALM, TO_NAME, FAINT = 1.0, 0.4, 0.75, 0.13
THICK, THIN = 1.0, 0.7
ABOVE = 7.0  # mm above the first on the ring and below the last, what the order is
# Of each from outside its trunk, and the points by which each tie goes on.
Bundles = tuple[dict[str, np.ndarray], list[np.ndarray]]


@dataclass(frozen=True)
class Plan:
    """What is drawn, in mm: nodes (actor, name, kind, x, y, radius, inside, and how many ties go
    `across` the edge of the wijk), ties and labels.

    `ties` are those that lead out of the wijk: the others stand on the map of the year. `trunks`:
    what the ties of one from outside have in common, from its place to where they enter the wijk;
    `curves`: the points by which each goes on, `seats` whose each is and `reached` to whom in the
    wijk; `among`: ties of two from outside, which are not drawn.
    """

    nodes: pd.DataFrame
    ties: np.ndarray
    trunks: dict[str, np.ndarray]
    curves: list[np.ndarray]
    seats: list[str]
    reached: list[str]
    among: int
    labels: list[label_places.Label]
    frame: geo.Frame | None


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """The last year, 182 by 236 mm; ids `partij-<id>` and `banden-buiten`."""
    plan = arrange(tables, context)
    figure = design.new_figure(WIDTH, HEIGHT)
    figure.patch.set_facecolor(design.PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    turn = np.linspace(0, 2 * np.pi, 181)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    ring = MIDDLE + around / out(around)[:, None] * RING
    axes.add_patch(
        PathPatch(Path(ring), fc=design.WHITE, ec=design.OUTSIDE, lw=0.5, alpha=0.75, zorder=0)
    )
    if plan.frame is not None:
        for feature in geo.split(context["boundaries"])[0]:
            background = {"fc": design.MINT, "ec": design.WHITE, "lw": 1.2, "zorder": 0.5}
            axes.add_patch(wijk_map.area(feature, plan.frame, **background))
        _name_areas(axes, plan, geo.split(context["boundaries"])[0])
    _draw_ties(axes, plan)
    empty = plan.nodes.iloc[:0]
    # Who has most influence shows in its size: here it is no second thing to look for.
    nodes = plan.nodes.assign(new=False, influential="nee")
    names = network_plan.Map(
        None, nodes, NO_LINES, np.zeros(0, bool), empty, NO_LINES, plan.labels, []
    )
    network_marks.draw_network(axes, names)
    _quiet(axes, plan)
    _say_order(axes, plan.nodes[~plan.nodes["inside"]])
    most = most_tied(plan.nodes)
    own = int(plan.nodes.loc[plan.nodes["actor"].isin(most), "across"].sum())
    ring_key.draw(axes, plan.nodes, (len(most), own, len(plan.ties), plan.among), LEGEND - 5.0)
    return figure


def out(around: np.ndarray) -> np.ndarray:
    """How far out points are, 1 on the ring; in parts of its size, from its middle."""
    return np.asarray((np.abs(around) ** ROUND).sum(axis=-1) ** (1 / ROUND))


def most_tied(nodes: pd.DataFrame) -> set[str]:
    """Who from outside has most ties in the wijk: five, or fewer where the fifth has no more than
    the sixth."""
    across = nodes[~nodes["inside"]].set_index("actor")["across"]
    order = across.sort_values(ascending=False)
    least = int(order.iloc[DARK]) if len(order) > DARK else 0
    return {str(actor) for actor in across.index[across > least]}


def _name_areas(axes: Any, plan: Plan, own: list[dict[str, Any]]) -> None:
    """The names of the areas of the wijk, where least is drawn over them."""
    assert plan.frame is not None
    points = [plan.nodes[["x", "y"]].to_numpy()]
    for left, low, right, high in (label.box for label in plan.labels):
        points.append(np.array([(x, y) for x in np.linspace(left, right, 9) for y in (low, high)]))
    most = most_tied(plan.nodes)
    dark = [points for points, seat in zip(plan.curves, plan.seats, strict=True) if seat in most]
    ways = pieces([*(plan.trunks[actor] for actor in sorted(most & set(plan.trunks))), *dark])
    taken = np.concatenate([*points, ways.reshape(-1, 2)])
    for feature in own:
        spot = wijk_map.name_spot(feature, plan.frame, taken, AREA_SIZE, "bold", -np.inf)
        wijk_map.area_name(axes, feature, spot, AREA_SIZE, design.GREY, "bold")


def _draw_ties(axes: Any, plan: Plan) -> None:
    """Of each from outside one trunk, as wide as it has ties; of those with most their branches."""
    if not plan.curves:
        return
    across = plan.nodes.set_index("actor")["across"]
    dark, named = most_tied(plan.nodes), {label.actor for label in plan.labels}
    for is_dark, above, ends in ((False, 0.0, "-rustig"), (True, 0.05, "")):
        actors = [actor for actor in plan.trunks if (actor in dark) == is_dark]
        own = zip(plan.curves, plan.seats, plan.reached, strict=True)
        shown = [(points, to) for points, seat, to in own if (seat in dark) == is_dark]
        to_name = [curve(points) for points, to in shown if is_dark and to in named]
        curves = [curve(points) for points, to in shown if not (is_dark and to in named)]
        curves = curves if is_dark or not dark else []
        trunks = [curve(plan.trunks[actor]) for actor in actors]
        wide = [TRUNK + EACH * int(across[actor]) for actor in actors]
        for paths, alpha, width, order, id_ in (
            (curves, FAINT, THIN, 0.8, "banden-buiten"),
            (to_name, TO_NAME, THICK, 0.85, "naar-een-naam"),
            (trunks, STRONG if is_dark else CALM, wide, 0.9, "bundels"),
        ):
            look: dict[str, Any] = {"facecolors": "none", "capstyle": "butt", "linewidths": width}
            look |= {"edgecolors": to_rgba(design.OUTSIDE, alpha), "zorder": order + above}
            if paths:
                axes.add_collection(PathCollection(paths, gid=id_ + ends, **look))


def _say_order(axes: Any, outside: pd.DataFrame) -> None:
    """At both ends of the ring how it is read: most ties at the right above, least left below.

    So that nobody takes a place on the ring for a direction; each points at who it is about.
    """
    if len(outside) < 2:
        return
    order = outside.sort_values(["across", "actor"], ascending=[False, True])
    look: dict[str, Any] = {"size": design.SMALL, "color": design.GREY, "va": "center"}
    for at, side, told in ((0, 1, "meeste ↓"), (-1, -1, "minste ↑")):
        spot = order.iloc[at]
        x, y = spot["x"] + side * (spot["radius"] + 2), spot["y"] + side * ABOVE
        axes.text(x, y, told, ha="left" if side > 0 else "right", **look)


def _quiet(axes: Any, plan: Plan) -> None:
    """Parties in the wijk without a tie outward are grey, so that the others can be counted."""
    alone = set(plan.nodes.loc[plan.nodes["inside"] & (plan.nodes["across"] == 0), "actor"])
    for patch in axes.patches:
        if str(patch.get_gid()).removeprefix("partij-") in alone:
            patch.set(fc=design.LINE, ec=design.WHITE)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many actors of the wijk work with partners from outside; text with them."""
    if not graph.places_known(tables["actors"]):
        raise NoDataError
    year = int(tables["actors"]["year"].max())
    plan = arrange(tables, context)
    outside = plan.nodes[~plan.nodes["inside"]]
    inside = plan.nodes[plan.nodes["inside"]]
    count = int((inside["across"] > 0).sum())
    outward = len(plan.ties)
    some = "ten minste een van de " if len(outside) > 1 else ""
    title = counted = (
        f"In {year} werken {dutch.number(count)} van de {dutch.number(len(inside))} partijen in "
        f"de wijk samen met {some}{dutch.counted(len(outside), 'partij', 'partijen')} van buiten"
    )
    most = most_tied(plan.nodes)
    own = int(outside.loc[outside["actor"].isin(most), "across"].sum())
    if 1 < len(most) < len(outside):
        title = (
            f"In {year} hebben {dutch.word(len(most))} van de {dutch.number(len(outside))} "
            f"partijen van buiten {dutch.number(own)} van de {dutch.number(outward)} "
            f"samenwerkingen met de wijk"
        )
    order = outside.sort_values(["across", "actor"], ascending=[False, True])
    best = order.head(DARK)
    listed = [f"{name} ({n})" for name, n in zip(best["name"], best["across"], strict=True)]
    alt = (
        f"Kaart van {year}: de partijen in de wijk op hun plek, die van buiten in een ring "
        f"eromheen. {counted}. Samenwerkingen tussen binnen en buiten: {dutch.number(outward)}."
    )
    if listed:
        alt += f" Van buiten met de meeste samenwerkingen in de wijk: {dutch.listing(listed)}."
    counts = {
        "partijen in de wijk": len(inside),
        "partijen in de wijk met een samenwerking naar buiten": count,
        "partijen van buiten de wijk": len(outside),
        "samenwerkingen tussen binnen en buiten": outward,
    }
    series = (
        over_years(label, "aantal", [(year, value)], dutch.number)
        for label, value in counts.items()
    )
    return Facts(title, alt, tuple(series))


def arrange(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Plan:
    """Everything on the map of the last year, with its place and size in mm."""
    year = int(tables["actors"]["year"].max())
    base = network_plan.arrange(tables, {**context, "year": year}, names=False, whole=True).nodes
    actors = tables["actors"]
    spots = actors[actors["year"] == year].set_index("actor")[["lon", "lat"]].astype(float)
    nodes = base.assign(
        inside=base["kind"] != "buiten",
        lon=base["actor"].map(spots["lon"]),
        lat=base["actor"].map(spots["lat"]),
    )
    pairs, partners = _pairs(tables["ties"], year, nodes)
    located = nodes["inside"] & nodes["lon"].notna() & nodes["lat"].notna()
    points = nodes.loc[located, ["lon", "lat"]].to_numpy()
    edge = points
    if boundaries := context.get("boundaries"):
        own = geo.split(boundaries)[0]
        edge = np.concatenate([ring for feature in own for ring in geo.rings(feature)])
    box = (*(MIDDLE - INNER), *(MIDDLE + INNER))
    frame = geo.Frame(edge, box, out)
    place = dict(zip(nodes.loc[located, "actor"], frame.place(points), strict=True))
    _near_partners(place, nodes[nodes["inside"]], partners)
    tied = _tied_outside(tables, nodes, year)
    nodes["across"] = nodes["actor"].map(tied).fillna(0).astype(int)
    largest = max(int(nodes["across"].max()), 1)
    nodes["radius"] = ring_key.radius(nodes["across"], largest)
    alone = nodes["inside"] & (nodes["across"] == 0)
    nodes["radius"] = nodes["radius"].mask(alone, ring_key.QUIET * nodes["radius"])
    inside = nodes[nodes["inside"]]
    placed = np.array([place[actor] for actor in inside["actor"]])
    reach = map_geometry.reach_of(inside) + APART / 2
    place |= dict(
        zip(inside["actor"], map_geometry.apart(placed, reach, _keep_inside), strict=True)
    )
    around = _in_ring(nodes[~nodes["inside"]])
    # From the ring inward.
    across = [(a, b) if a in around else (b, a) for a, b in pairs if (a in around) != (b in around)]
    shown = frame if boundaries else None
    outline = [shown.place(ring) for feature in own for ring in geo.rings(feature)] if shown else []
    nodes = _at(nodes, place | around)
    # Who is named in the wijk has room beside its mark: others make way, and lines follow them.
    rough = _barred(nodes, _bundled(_segments(nodes, across), across, outline), across)
    room = (MIDDLE[0] - RING[0] + 2, LEGEND, MIDDLE[0] + RING[0] - 2, HEIGHT)
    edges = pieces([side for ring in outline for side in np.stack([ring[:-1], ring[1:]], axis=1)])
    made = ring_names.with_room(nodes[nodes["inside"]], room, np.concatenate([*rough, edges]))
    nodes = _at(nodes, place | around | made)
    segments = _segments(nodes, across)
    trunks, curves = _bundled(segments, across, outline)
    barred = _barred(nodes, (trunks, curves), across)
    names = ring_names.outside(nodes[~nodes["inside"]], most_tied(nodes), float(MIDDLE[0]))
    ways = np.concatenate([pieces([*trunks.values(), *curves]), *[edges] * ring_names.DARKER])
    names += ring_names.inside(nodes, room, ways, barred)
    among = sum(a in around and b in around for a, b in pairs)
    seats, reached = [seat for seat, _ in across], [inner for _, inner in across]
    return Plan(nodes, segments, trunks, curves, seats, reached, among, names, shown)


def _at(nodes: pd.DataFrame, place: dict[str, np.ndarray]) -> pd.DataFrame:
    spots = np.array([place[actor] for actor in nodes["actor"]], dtype=float)
    return nodes.assign(x=spots[:, 0], y=spots[:, 1]).round({"x": 4, "y": 4})


def _segments(nodes: pd.DataFrame, ends: list[tuple[str, str]]) -> np.ndarray:
    at = nodes.set_index("actor")[["x", "y"]]
    found = [at.loc[[pair[end] for pair in ends]].to_numpy(dtype=float) for end in (0, 1)]
    return np.stack(found, axis=1)


def _pairs(
    ties: pd.DataFrame, year: int, nodes: pd.DataFrame
) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """The ties of a year between `nodes`, in order, and the partners of each."""
    ties = ties[ties["year"] == year].sort_values(["actor_a", "actor_b"])
    known = nodes["actor"]
    ties = ties[ties["actor_a"].isin(known) & ties["actor_b"].isin(known)]
    pairs = list(zip(ties["actor_a"].astype(str), ties["actor_b"].astype(str), strict=True))
    partners: dict[str, list[str]] = {actor: [] for actor in known}
    for one, other in pairs:
        partners[one].append(other)
        partners[other].append(one)
    return pairs, partners


def _bundled(
    segments: np.ndarray, ends: list[tuple[str, str]], outline: list[np.ndarray]
) -> Bundles:
    """Of each from outside its trunk, to where the way to the middle of its partners meets the
    `outline` of the wijk; and the points by which each of its ties goes on from there.

    `ends`: of each of the segments from whom to whom it is.
    """
    seats = [seat for seat, _ in ends]
    areas = [Path(ring) for ring in outline]
    part = np.linspace(0, 1, 1001)[:, None]
    trunks: dict[str, np.ndarray] = {}
    curves: list[np.ndarray] = []
    for actor, (seat, inner) in zip(seats, segments, strict=True):
        if actor not in trunks:
            own = segments[[other == actor for other in seats], 1]
            way = seat + part * (own.mean(axis=0).round(4) - seat)
            within = np.any([area.contains_points(way) for area in areas], axis=0)
            first = int(np.argmax(within)) if np.any(within) else int(TOGETHER * (len(part) - 1))
            trunks[actor] = np.stack([seat, way[max(first, 1)]])
        entry = trunks[actor][1]
        ahead = (entry - trunks[actor][0]) / float(np.hypot(*(entry - trunks[actor][0])))
        onward = entry + ONWARD * float(np.hypot(*(inner - entry))) * ahead
        curves.append(np.stack([entry, onward, inner]).round(4))
    return trunks, curves


def _barred(
    nodes: pd.DataFrame, bundles: Bundles, ends: list[tuple[str, str]]
) -> tuple[np.ndarray, np.ndarray]:
    """What no name in the wijk covers: all trunks, and what is dark to who is to be named.

    The rest of a line with a name on it belongs to nobody. `ends`: of each curve from whom to whom.
    """
    trunks, curves = bundles
    most, named = most_tied(nodes), set(ring_names.named(nodes[nodes["inside"]])["actor"])
    own = zip(curves, ends, strict=True)
    dark = [way for way, (seat, inner) in own if seat in most and inner in named]
    return pieces([*trunks.values()]), pieces(dark)


def _tied_outside(tables: dict[str, pd.DataFrame], nodes: pd.DataFrame, year: int) -> pd.Series:
    """How many ties each actor has across the edge of the wijk."""
    inside = dict(zip(nodes["actor"], nodes["inside"], strict=True))
    ties = tables["ties"]
    ties = ties[ties["year"] == year]
    across = [
        actor
        for a, b in zip(ties["actor_a"], ties["actor_b"], strict=True)
        if a in inside and b in inside and inside[a] != inside[b]
        for actor in (a, b)
    ]
    return pd.Series(across, dtype=object).value_counts()


def _near_partners(
    place: dict[str, np.ndarray], inside: pd.DataFrame, partners: dict[str, list[str]]
) -> None:
    """Give actors without a known place the middle of their placed partners, in place."""
    waiting = [actor for actor in sorted(inside["actor"]) if actor not in place]
    while waiting:
        linked = [a for a in waiting if any(p in place for p in partners[a])]
        for actor in linked or waiting:
            spots = [place[p] for p in sorted(partners[actor]) if p in place]
            place[actor] = np.mean(spots, axis=0) if spots else MIDDLE
        waiting = [actor for actor in waiting if actor not in place]


def _keep_inside(points: np.ndarray) -> np.ndarray:
    far = out((points - MIDDLE) / INNER)[:, None]
    return np.asarray(MIDDLE + (points - MIDDLE) / np.maximum(far, 1.0))


def _in_ring(outside: pd.DataFrame) -> dict[str, np.ndarray]:
    """Places on the ring by how many ties each has across it, as far apart as possible in height.

    From the top down, at the right side first: who has most is read first.
    """
    order = outside.sort_values(["across", "actor"], ascending=[False, True])["actor"].tolist()
    half = (len(order) + 1) // 2
    seats = {}
    for side, group in ((1.0, order[:half]), (-1.0, order[half:])):
        for i, actor in enumerate(group):
            height = 0.93 * (1 - 2 * (i + 0.5) / len(group))
            wide = (1 - abs(height) ** ROUND) ** (1 / ROUND)
            seats[actor] = MIDDLE + RING * (side * wide, height)
    return seats
