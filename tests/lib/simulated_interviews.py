"""Networks of 150 parties of which the truth is known, and the interviews that show them.

Four structures; what changes between two years is the network, or only how people were asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Change = Callable[[Flags, np.random.Generator], Flags]

PARTIES = 150
DEGREE = 6
# Who is interviewed names all its ties, unless a case says how much is forgotten: people forget a
# fifth of those they know well (Brewer 2000), one more than another.
RECALL = 1.0
SPREAD = 8.0  # a and b of the beta distribution of recall over interviews, together
TYPED, ROSTER = 15, 30


def erdos_renyi(seed: int) -> Flags:
    """As many ties, anywhere."""
    return _matrix(nx.gnm_random_graph(PARTIES, PARTIES * DEGREE // 2, seed=seed))


def preferential(seed: int) -> Flags:
    """A few parties with very many ties (Barabási & Albert 1999)."""
    return _matrix(nx.barabasi_albert_graph(PARTIES, DEGREE // 2, seed=seed))


def small_world(seed: int) -> Flags:
    """Cliques with shortcuts (Watts & Strogatz 1998)."""
    return _matrix(nx.watts_strogatz_graph(PARTIES, DEGREE, 0.3, seed=seed))


def core_and_blocks(seed: int) -> Flags:
    """Five groups around a core of fifteen parties (Borgatti & Everett 2000)."""
    rng = np.random.default_rng(seed)
    group, core = np.arange(PARTIES) % 5, np.arange(PARTIES) < 15
    weight = np.where(group[:, None] == group, 3.0, 0.6)
    weight *= np.where(core[:, None] | core, 3.0, 1.0) * np.where(core[:, None] & core, 1.5, 1.0)
    weight = np.triu(weight, 1)
    upper = rng.random(weight.shape) < weight / weight.sum() * PARTIES * DEGREE / 2
    return np.asarray(upper | upper.T)


STRUCTURES: dict[str, Callable[[int], Flags]] = {
    "toeval": erdos_renyi,
    "hubs": preferential,
    "kliekjes": small_world,
    "kern en groepen": core_and_blocks,
}


def _matrix(graph: nx.Graph) -> Flags:
    return np.asarray(nx.to_numpy_array(graph, nodelist=range(len(graph))) > 0)


# What truly changes ------------------------------------------------------------------------


def unchanged(ties: Flags, rng: np.random.Generator) -> Flags:
    return ties


def turnover(ties: Flags, rng: np.random.Generator) -> Flags:
    """A fifth of the ties gone, as many new ones elsewhere."""
    pairs = np.argwhere(np.triu(ties))
    gone = pairs[rng.choice(len(pairs), len(pairs) // 5, replace=False)]
    left = ties.copy()
    left[gone[:, 0], gone[:, 1]] = left[gone[:, 1], gone[:, 0]] = False
    return _with_ties(left, len(gone), rng)


def _with_ties(ties: Flags, count: int, rng: np.random.Generator) -> Flags:
    free = np.argwhere(np.triu(~ties, 1))
    new = free[rng.choice(len(free), count, replace=False)]
    more = ties.copy()
    more[new[:, 0], new[:, 1]] = more[new[:, 1], new[:, 0]] = True
    return more


def stayers_more(share: float) -> Change:
    """That share of the ties more, all among those who were there."""
    return lambda ties, rng: _with_ties(ties, round(share * ties.sum() / 2), rng)


def grown(share: float) -> Change:
    """That share of the ties more: half among who was there, half of new parties with three."""

    def change(ties: Flags, rng: np.random.Generator) -> Flags:
        more = round(share * ties.sum() / 2)
        old, new = len(ties), round(more / 6)
        whole = np.zeros((old + new, old + new), bool)
        whole[:old, :old] = _with_ties(ties, more - 3 * new, rng)
        for party in range(old, old + new):
            partners = rng.choice(old, 3, replace=False)
            whole[party, partners] = whole[partners, party] = True
        return whole

    return change


def hubs_lose(ties: Flags, rng: np.random.Generator) -> Flags:
    """The four parties with the most ties lose all of them."""
    top = np.argsort(-ties.sum(axis=1), kind="stable")[:4]
    left = ties.copy()
    left[top] = left[:, top] = False
    return left


def formal(parties: int) -> Flags:
    """Which parties are formal: one in three."""
    return np.asarray(np.arange(parties) % 3 == 0)


def municipality(ties: Flags) -> int:
    """The formal party with the most ties."""
    return int(np.argmax(ties.sum(axis=1) * formal(len(ties))))


def more_of(crossing: bool) -> Change:
    """Twice the ties between formal and informal parties, or twice those among informal ones."""

    def change(ties: Flags, rng: np.random.Generator) -> Flags:
        kind = formal(len(ties))
        here = kind[:, None] != kind if crossing else ~kind[:, None] & ~kind
        free = np.argwhere(np.triu(~ties & here, 1))
        new = free[rng.choice(len(free), int((ties & here).sum() // 2), replace=False)]
        more = ties.copy()
        more[new[:, 0], new[:, 1]] = more[new[:, 1], new[:, 0]] = True
        return more

    return change


def municipality_yields(ties: Flags, rng: np.random.Generator) -> Flags:
    """The municipality keeps one tie in four, and informal parties tie twice as much."""
    left = more_of(crossing=False)(ties, rng)
    party = municipality(ties)
    partners = rng.permutation(np.flatnonzero(left[party]))
    gone = partners[len(partners) // 4 :]
    left[party, gone] = left[gone, party] = False
    return left


def closed(goal: float) -> Change:
    """The same number of ties for everybody, swapped until the transitivity is `goal`."""

    def change(ties: Flags, rng: np.random.Generator) -> Flags:
        near = [set(np.flatnonzero(row).tolist()) for row in ties]
        edges = [(int(a), int(b)) for a, b in np.argwhere(np.triu(ties))]
        triples = sum(len(one) * (len(one) - 1) for one in near) / 2
        triangles = float(sum(len(near[a] & near[b]) for a, b in edges))
        while triangles < goal * triples:
            i, j = rng.integers(len(edges), size=2)
            (a, b), (c, d) = edges[i], edges[j]
            if rng.random() < 0.5:
                c, d = d, c
            if len({a, b, c, d}) < 4 or d in near[a] or b in near[c]:
                continue
            gain = _swap(near, (a, b), (c, d))
            if gain < 0:
                _swap(near, (a, d), (c, b))
                continue
            triangles += 3 * gain
            edges[i], edges[j] = (a, d), (c, b)
        swapped = np.zeros_like(ties)
        for a, b in edges:
            swapped[a, b] = swapped[b, a] = True
        return swapped

    return change


def _swap(near: list[set[int]], one: tuple[int, int], two: tuple[int, int]) -> int:
    """Swap the second ends of two ties; gives how many triangles that adds."""
    (a, b), (c, d) = one, two
    gain = 0
    for x, y in (one, two):
        gain -= len(near[x] & near[y])
        near[x].discard(y)
        near[y].discard(x)
    for x, y in ((a, d), (c, b)):
        gain += len(near[x] & near[y])
        near[x].add(y)
        near[y].add(x)
    return gain


# How people are asked ----------------------------------------------------------------------


@dataclass(frozen=True)
class Asking:
    """How the interviews of a year are held; `central`: parties with more ties sooner."""

    interviews: int = 40
    recall: float = RECALL
    cap: int = PARTIES
    central: bool = False
    typed: int = 0
    roster: int = 0


@dataclass(frozen=True)
class Case:
    """Two years: what changes in the network, and how people are asked in each.

    `municipality`: it is interviewed in both.
    """

    change: Change = unchanged
    before: Asking = field(default_factory=Asking)
    after: Asking = field(default_factory=Asking)
    panel: float = 0.5  # of the interviews of the year with the fewest
    municipality: bool = False


def _same(asking: Asking, change: Change = unchanged, panel: float = 0.5) -> Case:
    return Case(change, asking, asking, panel)


FORGETS = Asking(recall=0.8)
UNCHANGED = {
    "niets": Case(),
    "niets, geheugen 80 %": _same(FORGETS),
    "meer gesprekken (25, dan 60)": Case(before=Asking(interviews=25), after=Asking(interviews=60)),
    "eerst ten hoogste drie namen": Case(before=Asking(cap=3)),
    "eerst ten hoogste drie namen, geheugen 80 %": Case(
        before=Asking(recall=0.8, cap=3), after=FORGETS
    ),
    "beter geheugen (40, dan 60 %)": Case(before=Asking(recall=0.4), after=Asking(recall=0.6)),
    "beter geheugen (70, dan 90 %)": Case(before=Asking(recall=0.7), after=Asking(recall=0.9)),
    "15 verbindingen uit een lijst": Case(after=Asking(typed=TYPED)),
    "30 partijen uit een lijst": Case(after=Asking(roster=ROSTER)),
    "later centralere partijen": Case(after=Asking(central=True)),
    "moeheid (80, dan 60 %)": Case(before=FORGETS, after=Asking(recall=0.6)),
    "verloop (een vijfde andere verbindingen)": Case(turnover),
}
CHANGED = {
    "+20 % verbindingen": Case(grown(0.2)),
    "+40 % verbindingen": Case(grown(0.4)),
    "+80 % verbindingen": Case(grown(0.8)),
    "+40 %, 25 gesprekken": _same(Asking(interviews=25), grown(0.4)),
    "+40 %, 60 gesprekken": _same(Asking(interviews=60), grown(0.4)),
    "+40 %, geheugen 90 %": _same(Asking(recall=0.9), grown(0.4)),
    "+40 %, geheugen 80 %": _same(FORGETS, grown(0.4)),
    "+40 %, geheugen 40 %": _same(Asking(recall=0.4), grown(0.4)),
    "+80 %, geheugen 80 %": _same(FORGETS, grown(0.8)),
    "+80 %, geheugen 40 %": _same(Asking(recall=0.4), grown(0.8)),
    "+80 % onder blijvers": Case(stayers_more(0.8)),
    "transitiviteit naar 0,35": Case(closed(0.35)),
    "vier hubs verliezen alles": Case(hubs_lose),
    "tweemaal zoveel onder blijvers": Case(stayers_more(1.0)),
    "tweemaal zoveel tussen formeel en informeel": Case(more_of(crossing=True)),
}
# What asks for places in the network, and what must not move them.
PLACED = {
    **{name: UNCHANGED[name] for name in ("niets, geheugen 80 %", "moeheid (80, dan 60 %)")},
    "later centralere partijen": UNCHANGED["later centralere partijen"],
    "tweemaal zoveel onder blijvers": CHANGED["tweemaal zoveel onder blijvers"],
    "tweemaal zoveel tussen formeel en informeel": Case(more_of(crossing=True)),
    "tweemaal zoveel onder informelen": Case(more_of(crossing=False)),
    "hetzelfde, en de gemeente verliest drie van de vier": Case(
        municipality_yields, municipality=True
    ),
}


def simulate(structure: str, case: Case, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The actors and ties of two years (0 and 1), as the tables of a wijk hold them."""
    # Also apart for the structure: the seeds of two structures share nothing.
    rng = np.random.default_rng([seed, list(STRUCTURES).index(structure)])
    first = STRUCTURES[structure](seed)
    second = case.change(first, rng)
    parties = len(second) + case.after.roster
    truth = [_padded(ties, parties) for ties in (first, second)]
    spoken = _choose(rng, np.arange(len(first)), case.before.interviews, None)
    weights = truth[1].sum(axis=1) if case.after.central else None
    twice = round(case.panel * min(case.before.interviews, case.after.interviews))
    panel = _choose(rng, spoken, twice, weights)
    if case.municipality:
        spoken, panel = (_with(group, municipality(first)) for group in (spoken, panel))
    rest = np.setdiff1d(np.arange(len(second)), spoken)
    others = _choose(rng, rest, case.after.interviews - twice, weights)
    before = _interview(truth[0], spoken, case.before, rng)
    after = _interview(truth[1], np.concatenate([panel, others]), case.after, rng)
    listed = range(parties - case.after.roster, parties)
    years = [_tables(0, *before, []), _tables(1, *after, list(listed))]
    actors, ties = ([row for year in years for row in year[part]] for part in range(2))
    return pd.DataFrame(actors), pd.DataFrame(ties)


def _tables(
    year: int, names: Flags, spoken: set[int], listed: list[int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of actors and ties: `names[i, j]` is that i named j."""
    ties = [
        {
            "year": year,
            "actor_a": f"n{a:03d}",
            "actor_b": f"n{b:03d}",
            # What stands in the row of a party that was not interviewed was typed in from a list.
            "named_by": "|".join(f"n{x:03d}" for x, y in ((a, b), (b, a)) if names[x, y]),
        }
        for a, b in np.argwhere(np.triu(names | names.T)).tolist()
    ]
    seen = spoken | set(np.flatnonzero((names | names.T).any(axis=0)).tolist()) | set(listed)
    actors = [
        {
            "year": year,
            "actor": f"n{n:03d}",
            "name": f"n{n:03d}",
            "kind": "formeel" if formal(n + 1)[n] else "informeel",
            "location": "binnen" if n % 5 else "buiten",
            "interviewed": "ja" if n in spoken else "nee",
        }
        for n in sorted(seen)
    ]
    return actors, ties


def _padded(ties: Flags, parties: int) -> Flags:
    whole = np.zeros((parties, parties), bool)
    whole[: len(ties), : len(ties)] = ties
    return whole


def _choose(
    rng: np.random.Generator, parties: NDArray[np.intp], count: int, weights: NDArray | None
) -> NDArray[np.intp]:
    chance = None if weights is None else weights[parties] / weights[parties].sum()
    return np.asarray(rng.choice(parties, count, replace=False, p=chance))


def _with(parties: NDArray[np.intp], one: int) -> NDArray[np.intp]:
    """As many parties, this one among them."""
    return parties if one in parties else np.append(parties[1:], one)


def _interview(
    truth: Flags, spoken: NDArray[np.intp], asking: Asking, rng: np.random.Generator
) -> tuple[Flags, set[int]]:
    """What `spoken` name of their ties, with what was typed in from a list; and who they are."""
    interviewed = np.zeros(len(truth), bool)
    interviewed[spoken] = True
    names = np.zeros_like(truth)
    for party in spoken:
        share = rng.beta(asking.recall * SPREAD, (1 - asking.recall) * SPREAD + 1e-9)
        named = np.flatnonzero(truth[party] & (rng.random(len(truth)) < share))
        names[party, rng.permutation(named)[: asking.cap]] = True
    for party in rng.choice(np.flatnonzero(~interviewed), asking.typed, replace=False):
        names[party, rng.choice(np.delete(np.arange(len(truth)), party))] = True
    return names, set(spoken.tolist())
