"""Measures of social capital (kapitaal), and of what is lost without a few (kwetsbaar)."""

from __future__ import annotations

import math
from collections import Counter

import networkx as nx

from veerkracht.network.graph import view
from veerkracht.network.metric import Unit, kinds, metric, pairs

# Sociaal kapitaal -------------------------------------------------------------------------------


def _capital(graph: nx.Graph) -> Counter[str]:
    """The ties by form of social capital (Putnam 2000; Szreter & Woolcock 2004)."""
    forms: Counter[str] = Counter()
    kind = kinds(graph)
    themes = {actor: set(codes or []) for actor, codes in graph.nodes(data="themes")}
    for a, b in graph.edges:
        if kind[a] != kind[b]:
            forms["linking"] += 1
        elif kind[a] == "informeel":
            forms["bonding" if themes[a] & themes[b] else "bridging"] += 1
        else:
            forms["formal"] += 1
    return forms


def _capital_share(graph: nx.Graph, form: str) -> float | None:
    return _capital(graph)[form] / pairs(graph) if pairs(graph) else None


@metric("Bindend", "kapitaal", Unit.SHARE, "geen", of="ties")
def bonding(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen tussen informele partijen die een thema delen (bonding; Putnam
    2000)."""
    return _capital_share(graph, "bonding")


@metric("Overbruggend", "kapitaal", Unit.SHARE, "geen", of="ties")
def bridging(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen tussen informele partijen die geen thema delen (bridging; Putnam
    2000)."""
    return _capital_share(graph, "bridging")


@metric("Verbindend met instanties", "kapitaal", Unit.SHARE, "geen", of="ties")
def linking(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen tussen een informele en een formele partij (linking; Szreter &
    Woolcock 2004)."""
    return _capital_share(graph, "linking")


# Kwetsbaarheid ----------------------------------------------------------------------------------


@metric("Onmisbare partijen", "kwetsbaar", Unit.SHARE, "lager is minder kwetsbaar")
def articulation_points(graph: nx.Graph) -> float | None:
    """Het aandeel partijen zonder wie een deel van het netwerk los raakt (snijpunten; Harary
    1969)."""
    if not pairs(graph):
        return None
    return len(view(graph).fast.articulation_points()) / len(graph)


@metric("Onmisbare samenwerkingen", "kwetsbaar", Unit.SHARE, "lager is minder kwetsbaar", of="ties")
def bridges(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen zonder welke een deel van het netwerk los raakt (bruggen; Harary
    1969)."""
    total = pairs(graph)
    return len(view(graph).fast.bridges()) / total if total else None


def _remaining(graph: nx.Graph, share: float) -> float | None:
    """What is left of the largest component, of all actors, without the most tied `share`."""
    n = len(graph)
    if n < 3 or not pairs(graph):
        return None
    seen = view(graph)
    order = sorted(range(n), key=lambda place: (-seen.degrees[place], place))
    gone = max(1, math.ceil(share * n - 1e-9))
    left = seen.fast.induced_subgraph(order[gone:])
    return max(left.connected_components().sizes(), default=0) / n


@metric("Over zonder de top 1%", "kwetsbaar", Unit.SHARE, "hoger is minder kwetsbaar")
def robustness_1(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de één procent met de meeste samenwerkingen
    wegvalt, ten minste één partij (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.01)


@metric("Over zonder de top 5%", "kwetsbaar", Unit.SHARE, "hoger is minder kwetsbaar")
def robustness_5(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de vijf procent met de meeste samenwerkingen
    wegvalt (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.05)


@metric("Over zonder de top 10%", "kwetsbaar", Unit.SHARE, "hoger is minder kwetsbaar")
def robustness_10(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de tien procent met de meeste samenwerkingen
    wegvalt (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.1)
