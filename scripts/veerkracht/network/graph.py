"""Graphs of the network, one a year, from the canonical tables; and what is dear to compute.

NetworkX holds the graph. What takes all pairs of actors runs in igraph, a hundred times as fast,
once for each graph: several measures need the same shortest paths.
"""

from __future__ import annotations

import math
import random
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import networkx as nx
import pandas as pd

if TYPE_CHECKING:
    import igraph

# Above this many actors shortest paths run from a sample of them (Brandes & Pich 2007).
EXACT = 20_000
SAMPLE = 500
# From this share of the actors in the wijk with a known place on, a map of them is worth drawing.
PLACED = 0.5


def build_graph(actors: pd.DataFrame, ties: pd.DataFrame, year: int) -> nx.Graph:
    """The undirected simple graph of `year`, nodes by id and ties by pair.

    `actors`: year, actor, name, kind, themes, location (and target_groups, interviewed if there);
    `ties`: year, actor_a, actor_b. Node attributes: name, kind, location, interviewed (text),
    themes and target_groups (list). The fixed order matters: many algorithms give another outcome
    for another order of the same nodes.
    """
    graph: nx.Graph = nx.Graph()
    for row in actors[actors["year"] == year].sort_values("actor").to_dict("records"):
        graph.add_node(row["actor"], **node_attributes(row))
    pairs = ties.loc[ties["year"] == year, ["actor_a", "actor_b"]]
    graph.add_edges_from(sorted(pairs.itertuples(index=False, name=None)))
    return graph


def node_attributes(row: Any) -> dict[str, Any]:
    """What the measures need of an actor, from a row of the table of actors."""

    def listed(column: str) -> list[str]:
        text = row.get(column)
        return text.split("|") if isinstance(text, str) else []

    return {
        **{"name": row["name"], "kind": row["kind"], "location": row["location"]},
        **{"interviewed": row.get("interviewed", ""), "themes": listed("themes")},
        "target_groups": listed("target_groups"),
    }


def places_known(actors: pd.DataFrame) -> bool:
    """Whether enough actors of the wijk have a place in the last year, and some are from outside.

    `actors`: year, actor, location, lat, lon.
    """
    last = actors[actors["year"] == actors["year"].max()]
    inside = last[last["location"] != "buiten"]
    return 0 < len(inside) < len(last) and bool(inside["lat"].notna().mean() >= PLACED)


class View:
    """What several measures need of one graph, computed once; lists follow the graph's nodes."""

    def __init__(self, graph: nx.Graph) -> None:
        import igraph

        self.nodes = list(graph)
        # The attributes and not the graph: a view must not keep its graph alive.
        self._attributes = dict(graph.nodes)
        place = {node: index for index, node in enumerate(self.nodes)}
        self.edges = [(place[a], place[b]) for a, b in graph.edges]
        self.fast = igraph.Graph(n=len(self.nodes), edges=self.edges)

    @cached_property
    def kinds(self) -> dict[Any, str]:
        """The kind (formeel or informeel) of each actor."""
        return {actor: str(node["kind"]) for actor, node in self._attributes.items()}

    @cached_property
    def degrees(self) -> list[int]:
        """The number of ties of each actor."""
        return list(self.fast.degree())

    @cached_property
    def giant(self) -> list[int]:
        """The actors of the largest component; of two as large the one that comes first."""
        return largest_component(self.fast)

    @cached_property
    def pivots(self) -> list[int] | None:
        """The sample from which shortest paths start in a large network; None for all actors."""
        if len(self.nodes) <= EXACT:
            return None
        return sorted(random.Random(1).sample(range(len(self.nodes)), SAMPLE))

    @cached_property
    def betweenness(self) -> list[float]:
        """Freeman betweenness (1979), normalised; estimated in a large network."""
        n = len(self.nodes)
        if n < 3:
            return [0.0] * n
        if self.pivots is None:
            raw, scale = self.fast.betweenness(directed=False), 1.0
        else:
            raw = self.fast.betweenness(directed=False, sources=self.pivots)
            # A path counts from both its ends when all actors are sources, from one here.
            scale = n / len(self.pivots) / 2
        return [round(2 * score * scale / ((n - 1) * (n - 2)), 12) for score in raw]

    @cached_property
    def distances(self) -> dict[int, int]:
        """How many pairs (from one, or a sampled, end to any other) lie how many ties apart."""
        if self.pivots is None:
            lengths = self.fast.path_length_hist(directed=False)
            # The histogram counts every pair once, here a pair counts from both its ends.
            return {int(start): 2 * int(count) for start, _, count in lengths.bins() if count}
        import numpy as np

        total = np.zeros(len(self.nodes), dtype=int)
        # In blocks: all pairs of a large network at once would fill the memory.
        for start in range(0, len(self.pivots), 32):
            block = np.array(self.fast.distances(source=self.pivots[start : start + 32]))
            reached = block[np.isfinite(block)].astype(int)
            total += np.bincount(reached, minlength=len(total))
        return {apart: int(count) for apart, count in enumerate(total) if apart and count}

    @cached_property
    def eigenvector(self) -> list[float]:
        """Eigenvector centrality in the largest component, 0 outside it, the maximum 1."""
        return central_scores(self.fast, self.giant)

    @cached_property
    def weighted_degrees(self) -> list[float]:
        """The partners of each actor, each counted by its own eigenvector centrality."""
        scores = self.eigenvector
        partners = self.fast.get_adjlist()
        return [round(math.fsum(scores[x] for x in these), 10) for these in partners]


def largest_component(fast: igraph.Graph) -> list[int]:
    """The largest component of a graph; of two as large the one that comes first."""
    parts = fast.connected_components()
    sizes = parts.sizes()
    # They are numbered in the order of their first actor.
    return parts[sizes.index(max(sizes))] if sizes else []


def central_scores(fast: igraph.Graph, giant: list[int]) -> list[float]:
    """Eigenvector centrality in the largest component, 0 outside it, the maximum 1."""
    scores = [0.0] * fast.vcount()
    component = fast.induced_subgraph(giant)
    if component.ecount():
        central = component.eigenvector_centrality(scale=True)
        for node, score in zip(giant, central, strict=True):
            scores[node] = round(max(score, 0.0), 10)
    return scores


_views: WeakKeyDictionary[nx.Graph, View] = WeakKeyDictionary()


def view(graph: nx.Graph) -> View:
    """The view of a graph, made once; the graph must not change after that."""
    if graph not in _views:
        _views[graph] = View(graph)
    return _views[graph]
