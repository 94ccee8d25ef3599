"""The network of a year as all its interviews show it, or some of them, or exchanged ones."""

from __future__ import annotations

import random
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd

from veerkracht.network import metrics
from veerkracht.network.coverage import coverage_of
from veerkracht.network.graph import node_attributes
from veerkracht.network.heard import Heard, Ints
from veerkracht.network.influence import eigenvector, rank

# Both ends of a tie, and the interviews that named it.
Tie = tuple[str, str, frozenset[str]]


class Snapshot:
    """The network of a year as some of its interviews show it."""

    def __init__(self, graph: nx.Graph) -> None:
        self.graph = graph
        self._values: dict[str, float | None] = {}

    def __getitem__(self, metric: str) -> float | None:
        """The value of a measure of metrics.METRICS."""
        if metric not in self._values:
            self._values[metric] = metrics.BY_ID[metric].compute(self.graph)
        return self._values[metric]

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank by eigenvector centrality of every actor that has any."""
        scores = eigenvector(self.graph)
        order = rank({actor: score for actor, score in scores.items() if score > 0})
        return {actor: place for place, actor in enumerate(order, start=1)}

    @cached_property
    def edges(self) -> set[tuple[str, str]]:
        """The ties as pairs of ids, each in order."""
        return {(a, b) if a < b else (b, a) for a, b in self.graph.edges}


class Year:
    """The actors and ties of a year, and in which interviews each tie was named."""

    def __init__(self, actors: pd.DataFrame, ties: pd.DataFrame, year: int, rule: str) -> None:
        rows = actors[actors["year"] == year].sort_values("actor").to_dict("records")
        self.year = year
        self.rule = rule
        self.nodes = {str(row["actor"]): node_attributes(row) for row in rows}
        spoken = [actor for actor, node in self.nodes.items() if node["interviewed"] == "ja"]
        self.interviewed = spoken
        here = ties[ties["year"] == year].sort_values(["actor_a", "actor_b"])
        interviewed = set(spoken)
        # A tie that no interview named (a list, a document) does not hang on the interviews.
        self.ties: list[Tie] = [
            (
                str(row["actor_a"]),
                str(row["actor_b"]),
                frozenset(str(row["named_by"]).split("|")) & interviewed,
            )
            for row in here.to_dict("records")
        ]
        tied = {end for a, b, _ in self.ties for end in (a, b)}
        self.untied = set(self.nodes) - tied - interviewed

    def seen_by(
        self, interviews: set[str], *, listed: bool = True, ties: list[Tie] | None = None
    ) -> Snapshot:
        """The network that these interviews alone would have shown, of `ties` or of all.

        Whoever is not interviewed stays when an interview names it. With `listed` so does what
        stands on a list: who has no ties at all, and a tie that no interview named. Without it the
        network of two years can be compared, for what no interview named is no change.
        """
        both = self.rule == "both"
        kept = [
            (a, b)
            for a, b, named in (self.ties if ties is None else ties)
            if (listed if not named else named <= interviews if both else named & interviews)
        ]
        present = {end for tie in kept for end in tie} | interviews
        present |= self.untied if listed else set()
        graph: nx.Graph = nx.Graph()
        graph.add_nodes_from((n, node) for n, node in self.nodes.items() if n in present)
        graph.add_edges_from(kept)
        return Snapshot(graph)

    def said_less(self, share: float, choice: random.Random) -> list[Tie]:
        """The ties had everybody named only this share of those they named."""
        return [
            (a, b, frozenset(who for who in sorted(named) if choice.random() < share))
            for a, b, named in self.ties
        ]

    @property
    def listed(self) -> bool:
        """Whether all of it stands on a list: no tie hangs on an interview."""
        return not any(named for *_, named in self.ties)

    @cached_property
    def mentions(self) -> dict[str, int]:
        """In how many interviews each party was named; only those that were."""
        counts: dict[str, int] = {}
        for a, b, named in self.ties:
            for one, other in ((a, b), (b, a)):
                if one in named:
                    counts[other] = counts.get(other, 0) + 1
        return counts

    def heard(self, parties: list[str]) -> Heard:
        """What the interviews name, by the places of `parties`.

        A tie that no interview named is left out, and so is a party that none did.
        """
        place = {party: index for index, party in enumerate(parties)}
        named = [
            (place[one], place[other])
            for a, b, named in self.ties
            for one, other in ((a, b), (b, a))
            if one in named
        ]
        who, whom = np.array(named, np.intp).reshape(-1, 2).T
        spoken = np.array([place[party] for party in self.interviewed], np.intp)
        return Heard(np.sort(spoken), who, whom, len(parties), self.rule == "both")

    @cached_property
    def own(self) -> Heard:
        """What the interviews name, among the parties of this year."""
        return self.heard(list(self.nodes))

    def places(self, parties: set[str]) -> Ints:
        """Where these parties are in `own`."""
        return np.flatnonzero([party in parties for party in self.nodes])

    def coverage(self, interviews: int) -> float | None:
        """The share of all mentions that so many interviews would have covered."""
        return coverage_of(list(self.mentions.values()), len(self.interviewed), interviews)

    @cached_property
    def observed(self) -> Snapshot:
        """The network as all interviews show it."""
        return self.seen_by(set(self.interviewed))
