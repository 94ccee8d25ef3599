"""One place per actor on the network maps, the same in every year.

Places come from the union of all years (or of those up to a given one, to which later ones are
added), so that a map can be laid beside the map of another year.
Only numpy: with elementary steps in a fixed order the outcome depends on nothing but the data, on
whatever processor (`stress`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from veerkracht.network.stress import SURE, gaps, stress, upright

# The page in mm, the room kept free along its edges, and the least distance between two places;
# actors with more ties get more (PROMINENT), so that large nodes stay apart too.
WIDTH, HEIGHT = 182.0, 190.0
MARGIN = 6.0
# How square the outline is in which the actors are spread: 2 to this power is the exponent of the
# outline, so 1 is an ellipse and more is squarer.
CORNERS = 3
DISTANCE = 7.0
# Actors with most ties get this much more: room for a large node and its name.
PROMINENT = 12.0
# So many actors with most ties a year get room for a name beside them: width and height in mm.
NAMED = 28
NAME = (27.0, 8.0)
# Where the search for places begins: of ten beginnings, that of which the maps of the example carry
# most names, each beside its own mark.
SEED = 10
# A new actor on an existing map finds its place by this many actors.
NEAREST = 16
# Outside the largest component actors have no influence, so their nodes are always small.
SMALL_DISTANCE = 6.0
DECIMALS = 4

Box = tuple[float, float, float, float]  # left, bottom, right, top in mm


def layout(
    actors: pd.DataFrame, ties: pd.DataFrame, seed: int = SEED, until: int | None = None
) -> pd.DataFrame:
    """The place of every actor: actor, x, y in mm (0..182 and 0..190, y upwards), by actor.

    `actors`: year, actor; `ties`: year, actor_a, actor_b (both canonical, all years). The largest
    component is drawn by stress majorisation (Gansner, Koren & North 2004), spread over the page
    (Lloyd 1982) and freed from overlaps; smaller components and actors without ties stand in rows
    below it. A tie that occurs in more years is drawn shorter, so that the core is stable.
    `until`: the last year that this is made from (default: all). The new actors of each later
    year are added, year by year, near the actors that they have ties with, and everyone else keeps
    the same place exactly: so does who is on the map when yet another year comes. Other ties or
    another `seed` give other places.
    """
    present = sorted({int(year) for year in actors["year"]})
    base = [year for year in present if until is None or year <= until] or present[:1]
    places: pd.DataFrame | None = None
    for last in [*base[-1:], *(year for year in present if year not in base)] or [0]:
        so_far = actors[actors["year"] <= last]
        places = _places(so_far, ties[ties["year"] <= last], seed, places)
    assert places is not None
    return places


def _places(
    actors: pd.DataFrame, ties: pd.DataFrame, seed: int, previous: pd.DataFrame | None
) -> pd.DataFrame:
    """The places of all `actors` at once, or of the new ones beside those of `previous`."""
    names = sorted(set(actors["actor"]))
    index = {name: place for place, name in enumerate(names)}
    years = _years_of_ties(ties, index)
    distances = _path_lengths(_tie_lengths(years))
    if previous is not None and len(previous):
        points = _add_to(_held(previous, index), distances, years.sum(axis=1))
    else:
        rng = np.random.default_rng(seed)
        points = _whole(years, distances, _prominent(ties, index), rng)
    points = np.round(points, DECIMALS) + 0.0
    return pd.DataFrame({"actor": names, "x": points[:, 0], "y": points[:, 1]})


def _years_of_ties(ties: pd.DataFrame, index: dict[str, int]) -> np.ndarray:
    """Symmetric matrix with the number of years in which each pair has a tie."""
    years = np.zeros((len(index), len(index)))
    unique = ties[["year", "actor_a", "actor_b"]].drop_duplicates()
    for a, b in zip(unique["actor_a"], unique["actor_b"], strict=True):
        if a in index and b in index and a != b:
            i, j = index[a], index[b]
            years[i, j] += 1
            years[j, i] += 1
    return years


def _prominent(ties: pd.DataFrame, index: dict[str, int]) -> np.ndarray:
    """Whether each actor is in some year among those with most ties: it will carry its name."""
    chosen = np.zeros(len(index), dtype=bool)
    for _, rows in ties.groupby("year"):
        ends = pd.concat([rows["actor_a"], rows["actor_b"]])
        count = ends[ends.isin(list(index))].value_counts()
        best = sorted(zip(-count, count.index, strict=True))[:NAMED]
        chosen[[index[name] for _, name in best]] = True
    return chosen


def _tie_lengths(years: np.ndarray) -> np.ndarray:
    """The wished length of every tie, infinite where there is none.

    Ties between actors with many neighbours apart are longer (Gansner, Koren & North 2004, 4.3):
    that keeps hubs from lying on one heap.
    """
    near = (years > 0).astype(float)
    degree = near.sum(axis=0)
    shared = near @ near
    apart = degree[:, None] + degree[None, :] - 2 * shared
    with np.errstate(divide="ignore"):
        length = (1 + 0.35 * np.log1p(np.maximum(apart, 0))) / np.sqrt(years) ** 0.5
    length[years == 0] = np.inf
    np.fill_diagonal(length, 0.0)
    return np.asarray(np.round(length, SURE))


def _path_lengths(lengths: np.ndarray) -> np.ndarray:
    """Shortest paths between all pairs (Floyd 1962), infinite between components."""
    paths = lengths.copy()
    for middle in range(len(paths)):
        np.minimum(paths, paths[:, middle, None] + paths[None, middle, :], out=paths)
    return paths


def _components(distances: np.ndarray) -> list[np.ndarray]:
    """Indices of the actors in each component, the largest first, as large by first actor."""
    first = np.isfinite(distances).argmax(axis=1)
    parts = [np.flatnonzero(first == start) for start in np.unique(first)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _whole(
    years: np.ndarray, distances: np.ndarray, named: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Places for all actors when there is no earlier map."""
    points = np.zeros((len(distances), 2))
    if not len(points):
        return points
    parts = _components(distances)
    page = (MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN)
    main = parts[0] if len(parts[0]) > 2 else parts[0][:0]
    small = parts if not len(main) else parts[1:]
    bottom = page[1]
    if small:
        # Small components never take more of the page than their share of the actors, or a third.
        share = 1 - len(main) / len(distances)
        limit = (page[3] - page[1]) * max(share, 1 / 3)
        distance = SMALL_DISTANCE if len(main) else DISTANCE
        # Wider where they have the page almost for themselves.
        wide = min(3 * distance, distance * max(1.0, 4 * share))
        blocks = [_block(distances[np.ix_(part, part)], rng) for part in small]
        while (packed := _pack(blocks, wide, page))[1] > limit and wide > 1:
            wide *= 0.9
        for part, place in zip(small, packed[0], strict=True):
            points[part] = place
        bottom += packed[1] + DISTANCE
    if len(main):
        box = (page[0], bottom, page[2], page[3])
        shape = upright(stress(distances[np.ix_(main, main)], rng))
        room = _room(years[main].sum(axis=1), box)
        points[main] = _fill(shape, box, room, named[main])
    return points


def _room(strength: np.ndarray, box: Box) -> np.ndarray:
    """The diameter in mm that each actor gets, by `strength` (its ties summed over the years).

    Less than DISTANCE only where a page is too full.
    """
    wished = DISTANCE + PROMINENT * np.sqrt(strength / max(float(strength.max()), 1.0))
    area = (box[2] - box[0]) * (box[3] - box[1])
    full = float((wished**2).sum()) / area
    least = min(DISTANCE, 0.74 * float(np.sqrt(area / len(wished))))
    return np.asarray(np.maximum(wished * min(1.0, np.sqrt(0.5 / full)), least))


def _fill(points: np.ndarray, box: Box, room: np.ndarray, named: np.ndarray) -> np.ndarray:
    """`points` scaled into `box`, spread over it, each with a free circle of diameter `room`.

    Those `named` get free space beside that circle for a name.
    """
    centre = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    half = np.array([(box[2] - box[0]) / 2, (box[3] - box[1]) / 2])
    low, high = np.quantile(points, [0.02, 0.98], axis=0)
    points = (points - (low + high) / 2) / np.maximum((high - low) / 2, 1e-9)
    # A few far actors would press all others into the middle: bring them in without reordering.
    size = np.sqrt((points**2).sum(axis=1))[:, None]
    nearer = np.round(np.tanh(0.9 * size) / np.tanh(0.9), SURE)
    points = points / np.maximum(size, 1e-9) * nearer
    points = centre + _within(points / max(1.0, float(np.abs(points).max()))) * half
    cells = _cells() * half + centre
    wide = room**2 + named * 4 / np.pi * NAME[0] * NAME[1]
    power = 4 * half.prod() / np.pi * wide / wide.sum()
    for _ in range(12):
        points = points + 0.45 * (_means(points, cells, power) - points)
    # The means lie inside the raster: back to the edges of the page.
    points = centre + (points - centre) / np.abs((points - centre) / half).max(axis=0)
    return _separate(points, centre, half, room, named, power)


def _cells() -> np.ndarray:
    """Centres of a fine raster over a rounded square from -1 to 1: a page without hard corners."""
    line = np.linspace(-0.98, 0.98, 50)
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    return np.asarray(grid[_out(grid) <= 1])


def _out(points: np.ndarray) -> np.ndarray:
    """How far points are out, with 1 on the edge of that rounded square.

    By squares and square roots, which every processor rounds alike.
    """
    for _ in range(CORNERS):
        points = points * points
    size = points.sum(axis=1)
    for _ in range(CORNERS):
        size = np.sqrt(size)
    return np.asarray(size)


def _within(points: np.ndarray) -> np.ndarray:
    """Points outside that rounded square (in units of its half sides) pulled to its edge."""
    return np.asarray(points / np.maximum(_out(points), 1.0)[:, None])


def _means(points: np.ndarray, cells: np.ndarray, power: np.ndarray) -> np.ndarray:
    """The mean of the cells of each point in the power diagram; the point itself without cells.

    A power diagram is a Voronoi diagram where a point with a larger `power` gets a larger part.
    """
    # |c - p|² - power, without |c|², which is the same for all points.
    own = (points**2).sum(axis=1) - power
    across = cells[:, :1] * points[None, :, 0] + cells[:, 1:] * points[None, :, 1]
    nearest = (own[None, :] - 2 * across).argmin(axis=1)
    count = np.bincount(nearest, minlength=len(points))
    sums = [np.bincount(nearest, cells[:, axis], minlength=len(points)) for axis in range(2)]
    means = np.stack(sums, axis=1) / np.maximum(count, 1)[:, None]
    return np.where(count[:, None] > 0, means, points)


def _separate(
    points: np.ndarray,
    centre: np.ndarray,
    half: np.ndarray,
    room: np.ndarray,
    named: np.ndarray,
    power: np.ndarray,
) -> np.ndarray:
    """`points` pushed apart, pair by pair and within the page, until no two circles overlap.

    A name is a row of circles that moves with its actor, on the side away from the middle if the
    page has room there.
    """
    width, height = NAME
    side = np.where(points[:, 0] < centre[0], -1.0, 1.0)
    edge = np.abs(points[:, 0] - centre[0]) + room / 2 + width > half[0]
    side = np.where(edge, -side, side)
    who = np.flatnonzero(named)
    beads = np.arange(height / 2, width, height)
    owner = np.concatenate([np.arange(len(points)), np.repeat(who, len(beads))])
    offset = np.zeros((len(owner), 2))
    away = room[who, None] / 4 + beads[None, :]
    offset[len(points) :, 0] = (side[who, None] * away).ravel()
    size = np.concatenate([room, np.full(len(owner) - len(points), height)])
    first, second = np.triu_indices(len(owner), 1)
    apart_owners = owner[first] != owner[second]
    first, second = first[apart_owners], second[apart_owners]
    least = (size[first] + size[second]) / 2
    lowest = np.where(second < len(points), float(room.min()), 0.0)
    # Points on the very same spot have no direction: each pair gets its own.
    angle = 2.399963 * np.arange(len(first))
    around = np.round(np.stack([np.cos(angle), np.sin(angle)], axis=1), SURE)
    cells = _cells() * half + centre
    for turn in range(300):
        here = points[owner] + offset
        apart = here[first] - here[second]
        squares = apart[:, 0] ** 2 + apart[:, 1] ** 2
        close = np.flatnonzero(squares < least**2)
        if not len(close):
            break
        apart, gap = apart[close], np.sqrt(squares[close])[:, None]
        own = around[close]
        direction = np.where(gap > 1e-6, apart / np.maximum(gap, 1e-6), own)
        push = 0.5 * (least[close, None] * 1.02 - gap) * direction
        for axis in range(2):
            points[:, axis] += np.bincount(owner[first[close]], push[:, axis], len(points))
            points[:, axis] -= np.bincount(owner[second[close]], push[:, axis], len(points))
        if turn % 15 == 14:
            # Where pushing only passes the shortage on, move everyone a little to free room, and
            # ask for a little less.
            points += 0.3 * (_means(points, cells, power) - points)
            least = np.maximum(0.95 * least, lowest)
        points = centre + _within((points - centre) / half) * half
    return points


def _block(distances: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A small component around (0, 0), its nearest places at distance 1."""
    count = len(distances)
    if count <= 2:
        return np.array([[i - (count - 1) / 2, 0.0] for i in range(count)])
    if count <= 5:
        # A ring: no tie runs under an actor. The best linked first, then its neighbours.
        order = sorted(range(count), key=lambda i: (distances[i].sum(), i))
        order = sorted(order, key=lambda i: (distances[order[0], i], i))
        angle = np.pi / 2 - 2 * np.pi * np.arange(count) / count
        ring = np.stack([np.cos(angle), np.sin(angle)], axis=1) / (2 * np.sin(np.pi / count))
        ring = np.round(ring, SURE)
        points = np.zeros((count, 2))
        points[order] = ring
        return points
    side = 0.6 * np.sqrt(count)
    box = (-side, -side, side, side)
    return _fill(stress(distances, rng), box, np.ones(count), np.zeros(count, dtype=bool))


def _pack(blocks: list[np.ndarray], distance: float, page: Box) -> tuple[list[np.ndarray], float]:
    """Blocks in rows from the bottom of the page, each row spread over the width.

    Gives the places in mm (in the order of `blocks`, which come large to small) and the height.
    """
    gap = distance * 1.05
    rows: list[list[int]] = [[]]
    used = 0.0
    sizes = [np.ptp(block, axis=0) * distance for block in blocks]
    for i, size in enumerate(sizes):
        if rows[-1] and used + size[0] > page[2] - page[0]:
            rows.append([])
            used = 0.0
        rows[-1].append(i)
        used += size[0] + gap
    places: list[np.ndarray] = [np.zeros((0, 2))] * len(blocks)
    # The smallest come lowest: their row is the edge of the page.
    bottom = page[1]
    for row in reversed(rows):
        height = max(sizes[i][1] for i in row)
        free = page[2] - page[0] - sum(sizes[i][0] for i in row)
        # Not wider than a name needs.
        between = min(free / max(len(row) - 1, 1), NAME[0] + gap)
        left = page[0] + (free - between * (len(row) - 1)) / 2
        for i in row:
            low = blocks[i].min(axis=0) * distance
            shift = np.array([left, bottom + (height - sizes[i][1]) / 2]) - low
            places[i] = blocks[i] * distance + shift
            left += sizes[i][0] + between
        bottom += height + gap
    return places, bottom - gap - page[1]


def _held(previous: pd.DataFrame, index: dict[str, int]) -> dict[int, tuple[float, float]]:
    """Earlier places by index."""
    rows = zip(previous["actor"], previous["x"], previous["y"], strict=True)
    return {index[name]: (float(x), float(y)) for name, x, y in rows}


def _add_to(
    held: dict[int, tuple[float, float]], distances: np.ndarray, strength: np.ndarray
) -> np.ndarray:
    """Places for all actors, those in `held` exactly where they were.

    New actors come one by one, those nearest to placed ones first, on the free spot that fits
    their distances over the network best; without a path to anyone, on the lowest free spot.
    Who has many ties (`strength`) looks for as much room as it would have had on a new map.
    """
    count = len(distances)
    points = np.zeros((count, 2))
    placed = np.zeros(count, dtype=bool)
    for i, place in held.items():
        points[i], placed[i] = place, True
    columns = np.arange(MARGIN, WIDTH - MARGIN + 0.01, 1.5)
    rows = np.arange(MARGIN, HEIGHT - MARGIN + 0.01, 1.5)
    spots = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    clear = np.full(len(spots), np.inf)
    for place in points[placed]:
        clear = np.minimum(clear, _away(spots, place))
    scale = _millimetres(points[placed], distances[np.ix_(placed, placed)])
    while not placed.all():
        new = np.flatnonzero(~placed)
        settled = np.flatnonzero(placed)
        near = np.round(distances[np.ix_(new, settled)].min(axis=1), 9)
        actor = new[near.argmin()]
        # The nearest decide; all others together would only pull to the middle.
        settled = settled[
            np.argsort(np.round(distances[actor, settled], 9), kind="stable")[:NEAREST]
        ]
        wished = distances[actor, settled]
        linked = np.isfinite(wished)
        if linked.any():
            size = np.stack([_away(spots, at) for at in points[settled[linked]]], axis=1)
            cost = ((size / (wished[linked] * scale) - 1) ** 2).sum(axis=1)
        else:
            cost = spots[:, 1] * WIDTH + spots[:, 0]
        most = float(clear.max())
        if linked.any():
            wish = DISTANCE + PROMINENT / 2 * np.sqrt(strength[actor] / max(strength.max(), 1.0))
            short = np.maximum(1 - clear / wish, 0)
            cost = cost * (1 + short) + len(wished) * short**2
        cost = np.where(clear >= min(DISTANCE, most), np.round(cost, 9), np.inf)
        points[actor] = spots[cost.argmin()]
        placed[actor] = True
        clear = np.minimum(clear, _away(spots, points[actor]))
    return points


def _away(spots: np.ndarray, place: np.ndarray | tuple[float, float]) -> np.ndarray:
    """How far each spot is from a place."""
    return np.asarray(np.sqrt((spots[:, 0] - place[0]) ** 2 + (spots[:, 1] - place[1]) ** 2))


def _millimetres(points: np.ndarray, distances: np.ndarray) -> float:
    """How many mm of an earlier map one unit of distance over the network takes (median)."""
    linked = np.isfinite(distances) & (distances > 0)
    if not linked.any():
        return DISTANCE
    return float(np.median(gaps(points)[linked] / distances[linked]))
