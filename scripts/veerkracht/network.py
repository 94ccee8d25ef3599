"""Graphs of the network, one a year, from the canonical tables."""

from __future__ import annotations

import networkx as nx
import pandas as pd


def build_graph(actors: pd.DataFrame, ties: pd.DataFrame, year: int) -> nx.Graph:
    """The undirected simple graph of `year`, nodes by id and ties by pair.

    `actors`: year, actor, name, kind, themes, location; `ties`: year, source, target. Node
    attributes: name, kind, location (text) and themes (list). The fixed order matters: many
    algorithms give another outcome for another order of the same nodes.
    """
    graph: nx.Graph = nx.Graph()
    for row in actors[actors["year"] == year].sort_values("actor").itertuples():
        themes = row.themes.split("|") if isinstance(row.themes, str) else []
        graph.add_node(
            row.actor, name=row.name, kind=row.kind, location=row.location, themes=themes
        )
    pairs = ties.loc[ties["year"] == year, ["source", "target"]]
    graph.add_edges_from(sorted(pairs.itertuples(index=False, name=None)))
    return graph


def giant_component(graph: nx.Graph) -> nx.Graph:
    """The largest connected component; of two as large the one with the smallest actor id."""
    if not graph:
        return graph
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    keep = parts[0]
    component: nx.Graph = nx.Graph()
    component.add_nodes_from((n, graph.nodes[n]) for n in graph if n in keep)
    component.add_edges_from((a, b) for a, b in graph.edges if a in keep)
    return component
