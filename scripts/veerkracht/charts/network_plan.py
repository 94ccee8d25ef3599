"""Where everything on the network map of a year stands: parties, ties, names and notes.

All sizes in mm: the map of `layout`, the year and the counts above it, the legend below.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts import design, labels
from veerkracht.charts.bundles import bundle, pieces
from veerkracht.charts.label_places import Label
from veerkracht.charts.map_geometry import REACH, Node, reach_of
from veerkracht.charts.map_notes import MOST, Note, counts_of, notes_of
from veerkracht.charts.name_room import Sheet, numbered, with_room
from veerkracht.charts.names_by_rank import Beside, name_by_rank
from veerkracht.charts.too_large import is_too_large, most_influential, strongest
from veerkracht.network.layout import HEIGHT as MAP_HEIGHT
from veerkracht.network.layout import WIDTH

HEAD, LEGEND = 22.0, 24.5
HEIGHT = LEGEND + MAP_HEIGHT + HEAD
# Names keep clear of the words above the map, and seem no line of them.
FRAME = (1.0, LEGEND - 1, WIDTH - 1, HEIGHT - HEAD - 2.5)
MAX_RADIUS, MIN_RADIUS = 5.0, 1.0
# The ring around a new actor.
RING = 0.75
# So many parties surely carry their name, in the largest letters, and are those that the title and
# the key tell of; their ties lie on top.
LABELS = 10
# So many by rank have a name: a map is no register. Beyond them only who is followed or spoken of.
MOST_NAMES = 25
# In mm, what each name keeps free at its left, below it and on, beside the white around its own
# letters: names that nearly touch are read as one, on one line rather than below each other.
BETWEEN = np.array([-1.5, -0.85, 1.5, 0.85])
# Who is beyond them but among so many may have a name for what is said of it.
NOTED = 40
# In points: of the first three and the others of those, who is followed or has a note; and of all
# others, who are read from close by, in grey.
FIRST_SIZES = ((3, 11.5), (LABELS, 11.0))
NOTED_SIZE, SMALL = 9.5, 7.5
# So far in mm these stand from marks that are not theirs, where those can make room.
CLEAR = 1.6
# So many names at most stand away from their party, at the end of a short line.
FAR = 6
# Over the row of who has no tie in any year, below all others: what it is, its size in points, and
# in mm how much room between the row and the others that takes, and what the words keep free above
# their line and of the others.
LOOSE, ROW_SIZE, ROW_ROOM, ROW_FREE = "zonder samenwerking in beeld", 7.5, 3.0, 0.9
# Below the name of who is followed and not there any more.
GONE = "niet meer genoemd"

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Counts:
    """What a year has, drawn or not; of the `new` parties some came `back` after an absence."""

    parties: int = 0
    ties: int = 0
    new: int = 0
    back: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Map:
    """What is drawn of one year, with places and sizes in mm.

    `nodes`: actor, name, kind (buiten for all from outside), own_kind, x, y, radius, rank,
    degree, eigenvector, new; `ties`: (ties, 2 ends, x and y), `fresh`, which of them are new,
    `strength` (0 where it was not told, 1 to 3) and `curves`, the points that each is drawn by;
    `gone`, `past`, `past_curves`: nodes and ties that are no more; `left_out`: parties and ties not
    drawn; `counts`: of the whole year; `row`: how high the words over the row of who never has a
    tie stand, None where no such row is seen.
    """

    before: int | None
    nodes: pd.DataFrame
    ties: np.ndarray
    fresh: np.ndarray
    gone: pd.DataFrame
    past: np.ndarray
    labels: list[Label]
    small: list[Label]
    left_out: tuple[int, int] = (0, 0)
    strength: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    curves: list[np.ndarray] = field(default_factory=list)
    past_curves: list[np.ndarray] = field(default_factory=list)
    counts: Counts = Counts()
    row: float | None = None


def arrange(
    tables: Tables, context: dict[str, Any], *, names: bool = True, whole: bool = False
) -> Map:
    """Everything on the map of `context["year"]`, with its place and size in mm.

    Of a network too large to see only what matters most, unless `whole`. With `names` marks that
    would be in the way of the large ones stand a little farther on, in every year at one place.
    """
    year = context["year"]
    years = sorted({int(y) for y in tables["actor_metrics"]["year"] if y < year})
    before = years[-1] if years else None
    scale = radius_scale(tables)
    sheet = Sheet(FRAME, 1.0, LEGEND, scale, MIN_RADIUS, RING, CLEAR, FIRST_SIZES)
    if names:
        tables = with_room(tables, sheet)
    nodes = _nodes(tables, year, scale)
    place = tables["layout"].assign(y=tables["layout"]["y"] + LEGEND).set_index("actor")[["x", "y"]]
    pairs = _pairs(tables, year, place)
    earlier = set(_pairs(tables, before, place)) if before else set()
    last = _nodes(tables, before, scale) if before else nodes.iloc[:0]
    nodes["new"] = ~nodes["actor"].isin(last["actor"]) & (before is not None)
    fresh = np.array([before is not None and pair not in earlier for pair in pairs], dtype=bool)
    gone = last[~last["actor"].isin(nodes["actor"])]
    past = sorted(earlier - set(pairs))
    wanted = set(followed(context["wijk"]))
    counted = _counted(tables, year, nodes, len(pairs), len(gone))
    left_out = (0, 0)
    if not whole and is_too_large(nodes, pairs):
        every, all_pairs = len(nodes), len(pairs)
        nodes, gone = most_influential(nodes, wanted), most_influential(gone, wanted)
        kept = strongest(tables["ties"], year, pairs, nodes)
        pairs, fresh = [pairs[n] for n in np.flatnonzero(kept)], fresh[kept]
        left_out = every - len(nodes), all_pairs - len(pairs)
        past = []  # a tie that is no more cannot be told from one that is not drawn
    segments, gone_ties = _segments(pairs, place), _segments(past, place)
    curves, gone_curves = bundle(segments), bundle(gone_ties)
    row = _loose_row(tables, nodes, gone)
    named: list[Label] = []
    small: list[Label] = []
    if names:
        said = notes_of(tables, year), counts_of(nodes, last, NOTED)
        told = None if row is None else row_words(pd.concat([nodes, gone]), row, ROW_SIZE)
        around = beside_row(gone, told, ROW_SIZE)
        named, small = _names(nodes, around, pieces(curves), wanted, *said, sheet)
    return Map(
        before,
        nodes,
        segments,
        fresh,
        gone,
        gone_ties,
        named,
        small,
        left_out,
        _strength(tables, year, pairs),
        curves,
        gone_curves,
        counted,
        row,
    )


def _counted(tables: Tables, year: int, nodes: pd.DataFrame, ties: int, gone: int) -> Counts:
    """How many there are, came, came back and went; in a first year nobody came."""
    metrics = tables["actor_metrics"]
    known = set(metrics.loc[metrics["year"] < year, "actor"])
    came = nodes.loc[nodes["new"], "actor"]
    return Counts(len(nodes), ties, len(came), int(came.isin(known).sum()), gone)


def _loose_row(tables: Tables, nodes: pd.DataFrame, gone: pd.DataFrame) -> float | None:
    """How high the words over who never has a tie stand, if they are a row below all others."""
    tied = {*tables["ties"]["actor_a"], *tables["ties"]["actor_b"]}
    every = pd.concat([nodes, gone])
    edge = every.assign(reach=reach_of(every) + RING)
    loose = edge[~edge["actor"].isin(tied)]
    others = edge[edge["actor"].isin(tied)]
    if not loose["actor"].isin(nodes["actor"]).any() or others.empty:
        return None
    top, low = (loose["y"] + loose["reach"]).max(), (others["y"] - others["reach"]).min()
    return float(0.35 * top + 0.65 * low) if low - top > ROW_ROOM else None


def row_words(marks: pd.DataFrame, row: float, size: float) -> float:
    """How high the middle of the words over the row stands: above its line, where they touch no
    mark of it, or on that where a mark of the others is in the way."""
    high, wide = size * design.POINT, design.text_width(LOOSE, size, "normal") + 1.0
    reach = reach_of(marks) + RING
    x, y = (marks[at].to_numpy(dtype=float) for at in ("x", "y"))
    taken = (x - reach < wide) & (y > row) & (y - reach < row + high + ROW_FREE)
    return row if taken.any() else row + high / 2 + ROW_FREE / 2


def beside_row(marks: pd.DataFrame, words: float | None, size: float) -> pd.DataFrame:
    """The marks, and beads where the `words` over the row stand: a name keeps clear of both."""
    if words is None:
        return marks
    along = np.arange(0.0, design.text_width(LOOSE, size, "normal"), 2.0)
    beads = [(f"rij-{x:.0f}", "", "informeel", x, words, 1.0) for x in along]
    return pd.concat([marks, pd.DataFrame(beads, columns=list(Node._fields))])


def followed(wijk: dict[str, Any]) -> list[str]:
    """The names of who the report follows, whatever its place: the municipality first."""
    return list(dict.fromkeys([wijk["municipality"], *wijk["protagonists"]]))


def _names(
    nodes: pd.DataFrame,
    gone: pd.DataFrame,
    lines: np.ndarray,
    wanted: set[str],
    notes: dict[str, Note],
    counts: dict[str, str],
    sheet: Sheet,
) -> tuple[list[Label], list[Label]]:
    """The names of the most influential, `wanted` and noted; and those that fit, by rank.

    `nodes`, `gone`: as in Map; `lines`: pieces of ties; `notes`, `counts`: actor -> what is said
    of it.
    """
    # To a name the ring of a new actor is a part of it.
    order = nodes.assign(radius=nodes["radius"] + RING * nodes["new"])
    order = order.sort_values(["rank", "actor"])
    influential = (order["rank"] <= LABELS) & (order["eigenvector"] > 0)
    plain, best = order["name"], int(influential.sum())
    order["name"] = [*map(numbered, order["rank"][:best], plain), *plain[best:]]
    marks = pd.concat([order, gone])
    ten, came = set(order["actor"][:best]), set(order.loc[order["new"], "actor"])
    notes, ringed = _not_said(notes, ten, came)
    chosen = influential | plain.isin(wanted) | order["actor"].isin(notes)
    first = order[chosen]
    sizes = [sheet.size_at(place) for place in range(1, best + 1)]
    sizes += [NOTED_SIZE] * (len(first) - best)
    # Who is gone is named only where something is said of it, and who is followed always.
    lost = gone.loc[gone["name"].isin(wanted), "actor"]
    notes = {**dict.fromkeys(lost, Note(GONE, True)), **notes}
    ghosts = gone[gone["actor"].isin(notes)].sort_values("actor")
    first = pd.concat([first, ghosts]) if len(ghosts) else first
    sizes += [NOTED_SIZE] * len(ghosts)
    rest = order.head(MOST_NAMES)[~chosen.head(MOST_NAMES)]
    named = pd.concat([first, rest])
    sizes += [SMALL] * len(rest)
    must, least = len(first), len(named)
    beside = Beside(counts, MOST - ringed, NOTED_SIZE)
    # Who stands higher never has a smaller name: of the ten none is set smaller for lack of room.
    smallest = [*sizes[:best], *[SMALL] * (len(named) - best)]
    found: list[Label] = []
    # All of them, if it can be.
    for surely in (len(named), must):
        found = found or name_by_rank(
            named, marks, lines, FRAME, sizes, FAR, notes, least=least, must=surely,
            beside=beside, between=BETWEEN, smallest=smallest, clearly=True,
        )  # fmt: skip
    if len(first) and not found:
        # Who is named always may stand anywhere; the others fit in between.
        said = {actor: note.text for actor, note in notes.items() if note.change}
        always = labels.place_labels(first, marks, lines, FRAME, sizes[:must], said)
        found = name_by_rank(
            rest, marks, lines, FRAME, sizes[must:], FAR,
            placed=always, least=least, beside=beside, between=BETWEEN,
        )  # fmt: skip
    found = [
        replace(label, counted=label.note in (GONE, counts.get(label.actor))) for label in found
    ]
    small = [replace(label, quiet=not label.note) for label in found[len(first) :]]
    return found[: len(first)], small


def _not_said(notes: dict[str, Note], ten: set[str], came: set[str]) -> tuple[dict[str, Note], int]:
    """The notes without what the place before a name or the ring of who came says already; and of
    how many a ring does."""
    kept = {actor: note for actor, note in notes.items() if note.change or actor not in ten}
    ringed = ten & came & set(kept)
    return {actor: note for actor, note in kept.items() if actor not in ringed}, len(ringed)


def _strength(tables: Tables, year: int, pairs: list[tuple[str, str]]) -> np.ndarray:
    """How strong each of the pairs is said to be, 1 to 3; 0 where nobody told."""
    ties = tables["ties"]
    if "strength" not in ties:
        return np.zeros(len(pairs), dtype=int)
    ties = ties[ties["year"] == year]
    told = ties["strength"].fillna(0).astype(int)
    known = dict(zip(zip(ties["actor_a"], ties["actor_b"], strict=True), told, strict=True))
    return np.array([known[pair] for pair in pairs], dtype=int)


def _nodes(tables: dict[str, pd.DataFrame], year: int, scale: float) -> pd.DataFrame:
    nodes = tables["actor_metrics"]
    nodes = nodes[nodes["year"] == year].merge(tables["layout"], on="actor", validate="1:1")
    nodes = nodes.sort_values("actor", ignore_index=True)
    nodes["own_kind"] = nodes["kind"]
    nodes["kind"] = nodes["kind"].mask(nodes["location"] == "buiten", "buiten")
    nodes["y"] += LEGEND
    # The area goes with the eigenvector centrality, small ones stay visible.
    nodes["radius"] = np.maximum(scale * np.sqrt(nodes["eigenvector"]), MIN_RADIUS)
    return nodes


def _pairs(tables: Tables, year: int | None, place: pd.DataFrame) -> list[tuple[str, str]]:
    ties = tables["ties"]
    ties = ties[(ties["year"] == year) & ties["actor_a"].isin(place.index)]
    ties = ties[ties["actor_b"].isin(place.index)]
    return sorted(zip(ties["actor_a"], ties["actor_b"], strict=True))


def _segments(pairs: list[tuple[str, str]], place: pd.DataFrame) -> np.ndarray:
    ends = [place.loc[[pair[end] for pair in pairs]].to_numpy(dtype=float) for end in (0, 1)]
    return np.stack(ends, axis=1)


def radius_scale(tables: dict[str, pd.DataFrame]) -> float:
    """The radius at eigenvector centrality 1: 5 mm, less where nodes of any year touch."""
    metrics = tables["actor_metrics"].merge(tables["layout"], on="actor")
    kind = metrics["kind"].mask(metrics["location"] == "buiten", "buiten")
    root = np.sqrt(metrics["eigenvector"]) * kind.map(REACH)
    size = pd.DataFrame({"size": root, "least": MIN_RADIUS * kind.map(REACH)})
    size = size.groupby(metrics["actor"]).max()
    place = tables["layout"].set_index("actor").loc[size.index, ["x", "y"]].to_numpy()
    first, second = np.triu_indices(len(size), 1)
    apart = np.hypot(*(place[first] - place[second]).T) - 0.3 - RING
    sizes, least = size["size"].to_numpy(), size["least"].to_numpy()
    scale = MAX_RADIUS
    while scale > MIN_RADIUS:
        reach = np.maximum(sizes * scale, least)
        if (reach[first] + reach[second] <= apart).all():
            break
        scale = round(scale - 0.1, 1)
    return scale
