"""How sure a place in the network of one year is, by resampling its interviews, or its kinds.

Another choice of whom to interview shows another network. So the interviews are drawn again, as
many within each kind and with replacement: the bootstrap, over interviews where Snijders & Borgatti
(1999) draw actors. An interview says the same when it is drawn twice; so each draw shows somewhat
less than all interviews do. For places and shares that is no matter; counts are left to the
jackknife of evidence.py.
"""

from __future__ import annotations

from functools import cached_property

import igraph
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from veerkracht.network.graph import central_scores, largest_component
from veerkracht.network.influence import TOP
from veerkracht.network.year import Year

Numbers = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]
TIMES = 200
EXCHANGES = 999
SEED = 2024
EQUAL = 1e-9
# The share of the draws that an interval holds: the middle ones.
MIDDLE = 0.9


class Resamples:
    """The network of a year in `times` draws of its interviews; the same in every run.

    Arrays have a row a draw and a column a party, in the order of `parties` (ids).
    """

    def __init__(self, year: Year, times: int = TIMES) -> None:
        self.parties = sorted(year.nodes)
        self._index = {party: index for index, party in enumerate(self.parties)}
        self._kinds = np.array([str(year.nodes[party]["kind"]) for party in self.parties])
        ends = [(self._index[a], self._index[b]) for a, b, _ in year.ties]
        self._ends = np.array(ends, np.intp).reshape(-1, 2)
        self.ties = _kept(year, _drawn(year, self._kinds, self._index, times), self._index)

    @cached_property
    def scores(self) -> Numbers:
        """The eigenvector centrality of every party, 0 for who is not there, the maximum 1."""
        scores = np.zeros((len(self.ties), len(self.parties)))
        for draw, kept in enumerate(self.ties):
            graph = igraph.Graph(n=len(self.parties), edges=self._ends[kept])
            scores[draw] = central_scores(graph, largest_component(graph))
        return scores

    def places_of(self, party: str, kind: str = "") -> Counts:
        """The rank by influence of a party (its id) in every draw, among all or those of a kind.

        One more than how many have more. Who has none stands below all.
        """
        own = self.scores[:, [self._index[party]]]
        others = self.scores[:, self._kinds == kind] if kind else self.scores
        above = (others > own).sum(axis=1)
        return np.where(own[:, 0] > 0, above + 1, len(self.parties))

    def reaching(self, share: float, kind: str) -> Counts:
        """How many parties of a kind have at least this share of all weighted ties, in every draw.

        A tie weighs as much as the influence of who is at the other end (`weighted_degree`). A draw
        shows fewer ties than all interviews do, so that no party would reach a number of them.
        """
        weights = np.zeros_like(self.scores)
        for here, there in (self._ends.T, self._ends.T[::-1]):
            for tie, kept in enumerate(self.ties.T):
                weights[kept, here[tie]] += self.scores[kept, there[tie]]
        total = weights.sum(axis=1, keepdims=True)
        enough = (weights >= share * total - EQUAL) & (total > 0)
        return np.asarray(enough[:, self._kinds == kind].sum(axis=1))

    def top_of(self, kind: str) -> Counts:
        """How many of the ten with most influence are of a kind, in every draw."""
        order = np.argsort(-self.scores, axis=1, kind="stable")[:, :TOP]
        return np.asarray((self._kinds[order] == kind).sum(axis=1))


def middle(draws: Counts) -> tuple[int, int]:
    """The lowest and the highest of the middle nine of ten draws."""
    low, high = np.quantile(draws, ((1 - MIDDLE) / 2, (1 + MIDDLE) / 2), method="nearest")
    return int(low), int(high)


def mixes_less(graph: nx.Graph, kind: str) -> float:
    """The p-value of so few ties between `kind` and others, if kinds were dealt out at random.

    The ties stay as they are, so that who has many ties has them in every exchange (a permutation
    test, Hubert & Schultz 1976).
    """
    nodes = list(graph)
    place = {node: index for index, node in enumerate(nodes)}
    ends = np.array([(place[a], place[b]) for a, b in graph.edges], np.intp).reshape(-1, 2)
    own = np.array([graph.nodes[node]["kind"] == kind for node in nodes])
    rng = np.random.default_rng(SEED)
    dealt = rng.permuted(np.tile(own, (EXCHANGES, 1)), axis=1)
    seen, chance = (
        (kinds[..., ends[:, 0]] != kinds[..., ends[:, 1]]).sum(axis=-1) for kinds in (own, dealt)
    )
    return float((1 + np.sum(chance <= seen)) / (EXCHANGES + 1))


def _drawn(year: Year, kinds: NDArray[np.str_], index: dict[str, int], times: int) -> Flags:
    """Who was drawn in every draw: of every kind as many interviews as there were."""
    # A text as seed: the same numbers in every process.
    rng = np.random.default_rng(list(f"{SEED}-{year.year}-resample".encode()))
    drawn = np.zeros((times, len(index)), np.bool_)
    spoken = np.array([index[party] for party in year.interviewed], np.intp)
    for kind in np.unique(kinds[spoken]):
        mine = spoken[kinds[spoken] == kind]
        drawn[:, mine] = rng.multinomial(len(mine), np.full(len(mine), 1 / len(mine)), times) > 0
    return drawn


def _kept(year: Year, drawn: Flags, index: dict[str, int]) -> Flags:
    """Which ties (a column each) every draw shows; one that no interview named is always there."""
    kept = np.ones((len(drawn), len(year.ties)), np.bool_)
    together = np.all if year.rule == "both" else np.any
    for tie, (*_, named) in enumerate(year.ties):
        if named:
            kept[:, tie] = together(drawn[:, [index[party] for party in sorted(named)]], axis=1)
    return kept
