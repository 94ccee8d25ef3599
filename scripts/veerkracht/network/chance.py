"""How likely a change between two years is by chance, if only the interviews differ.

Each measure is tested by the design that can see it: sizes on the parties of both years, with the
recall made equal; shapes on all interviews, with as many names; places on the parties of both
years, with as many names; the rank of a party by its share of the ties. The spread of ties is
tested as sizes are, and not by itself: it hangs on how many names there are, and made equal in that
it sees nothing. Its test is whether a few parties lost much of what is named (`heard.lopsided`).
"""

from __future__ import annotations

from functools import cached_property

import networkx as nx
import numpy as np

from veerkracht.network import heard as quick
from veerkracht.network import metrics
from veerkracht.network.exchange import (
    PARTIES,
    PLACES,
    SHAPE,
    SIZE,
    Design,
    Measure,
    Tested,
    YearPair,
)
from veerkracht.network.heard import Bools, Heard, Ints
from veerkracht.network.metric import Unit
from veerkracht.network.strata import exchangeable
from veerkracht.network.year import Snapshot, Year

INFORMAL = "informeel"
# Measures that need no graph: the same as in metrics.py, a hundred times as fast.
QUICK: dict[str, Measure] = {
    "actors": quick.count_parties,
    "ties": quick.count_ties,
    "mean_degree": quick.mean_degree,
    "transitivity": quick.transitivity,
}
OF_PLACES = ("decentraal", "invloed")
SPREAD = "degree_variance"


class Chance:
    """The tests on what changed between two years; p-values are one-sided."""

    def __init__(self, before: Year, after: Year, cap: int | None = None) -> None:
        """`cap`: the most names that one could give in one of the years, if there was a limit."""
        self._cap = cap
        self._nodes = before.nodes | after.nodes
        self._parties = sorted(self._nodes)
        self._years = (before, after)
        self._snapshots: dict[int, Snapshot] = {}

    @cached_property
    def pair(self) -> YearPair:
        """The interviews of both years; the strata are the kinds, and where they are."""
        before, after = (year.heard(self._parties) for year in self._years)
        names = "-".join(str(year.year) for year in self._years)
        outside = np.array([self._nodes[name]["location"] == "buiten" for name in self._parties])
        kinds, places = self._informal.astype(np.intp), outside.astype(np.intp)
        strata = exchangeable(before, after, kinds, places)
        return YearPair(before, after, strata, names, self._cap)

    @cached_property
    def _informal(self) -> Bools:
        return self._are(INFORMAL)

    def _are(self, kind: str) -> Bools:
        return np.array([self._nodes[party]["kind"] == kind for party in self._parties], np.bool_)

    # Tests ------------------------------------------------------------------------------------

    def rise(self, metric: str) -> float:
        """The p-value of a rise of a measure of metrics.METRICS."""
        return self._test(metric).up

    def fall(self, metric: str) -> float:
        """The p-value of a fall."""
        return self._test(metric).down

    def smallest(self, metric: str) -> float | None:
        """The smallest rise of a size, as a share, that four of five such pairs of years would
        show; None for what is no size."""
        if design_of(metric) != SIZE or metric == SPREAD:
            return None
        return self._test(metric).smallest

    def stayers_tie_more(self) -> float:
        """The p-value of more ties among the parties that were seen in both years.

        Of these only those with an end that was interviewed in both: askable in both years.
        """
        before, after = self.pair.years
        stayers = np.intersect1d(before.seen, after.seen)
        return self.pair.test(
            SIZE, "stayers", lambda heard: quick.count_ties(heard.among(stayers))
        ).up

    def reach_wider(self, outside: bool) -> float:
        """The p-value of more ties of a party in the wijk with others in it, or outside it.

        The mean over the parties in the wijk that were seen.
        """
        away = np.array([self._nodes[name]["location"] == "buiten" for name in self._parties])

        def partners(heard: Heard) -> float | None:
            low, high = heard.ends
            ends = away[low].astype(int) + away[high]
            here = int((~away[heard.seen]).sum())
            count = (ends == 1).sum() if outside else 2 * (ends == 0).sum()
            return float(count) / here if here else None

        return self.pair.test(SIZE, ("reach", outside), partners).up

    def smaller_share(self, party: str) -> float:
        """The p-value of a party (its id) being an end of a smaller share of the ties."""
        return self._share(party).down

    def larger_share(self, party: str) -> float:
        """The p-value of a party (its id) being an end of a larger share of the ties."""
        return self._share(party).up

    def more_influential(self, kind: str) -> float:
        """The p-value of more influential parties, of a kind or all.

        By the line of the first of the two networks that are compared, for half of the interviews
        reach less far than all of them.
        """
        chosen = self._are(kind) if kind else np.ones(len(self._parties), np.bool_)
        return self.pair.test_difference(
            PARTIES,
            ("influential", kind),
            lambda before, after: quick.more_influential(before, after, chosen),
        ).up

    def _test(self, metric: str) -> Tested:
        if metric == SPREAD:
            return self.pair.test_difference(SIZE, SPREAD, quick.lopsided)
        return self.pair.test(design_of(metric), metric, self._measure(metric))

    def _share(self, party: str) -> Tested:
        """A rank jumps with one interview, and few show that it fell; a share does not."""
        if party not in self._nodes:
            return Tested(1.0, 1.0, float("inf"))
        place = self._parties.index(party)

        def share(heard: Heard) -> float | None:
            low, high = heard.ends
            return float(((low == place) | (high == place)).mean()) if len(low) else None

        return self.pair.test(PARTIES, ("share", party), share)

    def _measure(self, metric: str) -> Measure:
        own: dict[str, Measure] = {
            "initiatives_informal": self._count_informal,
            "ei_index": self._ei_index,
            "informal_influence": lambda heard: quick.informal_influence(heard, self._informal),
            "informal_top10": lambda heard: quick.informal_top10(heard, self._informal),
        }
        return own.get(metric) or QUICK.get(metric, lambda heard: self._snapshot(heard)[metric])

    def _count_informal(self, heard: Heard) -> float:
        return float(self._informal[heard.seen].sum())

    def _ei_index(self, heard: Heard) -> float | None:
        low, high = heard.ends
        crossing = self._informal[low] != self._informal[high]
        return float(2 * crossing.mean() - 1) if len(low) else None

    def _snapshot(self, heard: Heard) -> Snapshot:
        """The network that these interviews show, kept as long as the draws themselves."""
        if id(heard) not in self._snapshots:
            graph: nx.Graph = nx.Graph()
            names: list[str] = [self._parties[index] for index in heard.seen]
            graph.add_nodes_from((name, self._nodes[name]) for name in names)
            low, high = (self._named(part) for part in heard.ends)
            graph.add_edges_from(zip(low, high, strict=True))
            self._snapshots[id(heard)] = Snapshot(graph)
        return self._snapshots[id(heard)]

    def _named(self, parties: Ints) -> list[str]:
        return [self._parties[index] for index in parties]


def design_of(metric: str) -> Design:
    """The design that can see a change in a measure."""
    item = metrics.BY_ID[metric]
    if item.id == SPREAD or item.unit in (Unit.COUNT, Unit.MEAN):
        return SIZE if item.dimension != "invloed" else PLACES
    return PLACES if item.dimension in OF_PLACES else SHAPE
