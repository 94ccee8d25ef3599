"""Measures of who is central: how flat a network is (decentraal), who has influence (invloed)."""

from __future__ import annotations

import math

import networkx as nx

from veerkracht.network.graph import view
from veerkracht.network.metric import FLATTER, Unit, kinds, metric, pairs

TOP = 10
# From this share of the highest weighted degree of the first year an actor counts as influential.
INFLUENTIAL = 0.5


def eigenvector(graph: nx.Graph) -> dict[str, float]:
    """Eigenvector centrality (Bonacich 1972) of each actor, 0 outside the largest component.

    Scaled so that the maximum is 1 and rounded to 10 decimals, so that equal positions are equal.
    """
    return dict(zip(graph, view(graph).eigenvector, strict=True))


def weighted_degree(graph: nx.Graph) -> dict[str, float]:
    """The partners of each actor, each counted by its own eigenvector centrality (0 to 1).

    Within a year it orders actors as that centrality does. Unlike that one, which is 1 for the
    first of every year, it can be held against a line that is the same for all years.
    """
    return dict(zip(graph, view(graph).weighted_degrees, strict=True))


def influential_line(graph: nx.Graph) -> float | None:
    """From which weighted degree an actor of any year is influential, given the first year."""
    return INFLUENTIAL * max(weighted_degree(graph).values()) if graph.edges else None


def influential(graph: nx.Graph, line: float | None) -> set[str]:
    """The actors that reach the line of the first year; nobody where there is no such line."""
    if line is None:
        return set()
    return {actor for actor, partners in weighted_degree(graph).items() if partners >= line}


def rank(scores: dict[str, float]) -> list[str]:
    """Actor ids from the highest to the lowest score, equal scores by id."""
    return sorted(scores, key=lambda actor: (-scores[actor], actor))


# Decentraal -------------------------------------------------------------------------------------


@metric("Graadcentralisatie", "decentraal", Unit.INDEX, FLATTER, core=True)
def degree_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de samenwerkingen bij één partij liggen: Σ(max - graad) / ((n-1)(n-2)); een ster
    heeft 1, een kring 0 (Freeman 1979)."""
    n = graph.number_of_nodes()
    if n < 3 or not pairs(graph):
        return None
    degrees = view(graph).degrees
    most = max(degrees)
    return sum(most - d for d in degrees) / ((n - 1) * (n - 2))


@metric("Tussencentralisatie", "decentraal", Unit.INDEX, FLATTER, core=True)
def betweenness_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de kortste wegen door één partij lopen: Σ(max - genormeerde tussenpositie) / (n-1)
    (Freeman 1979). Gevoelig voor partijen die niet zijn gesproken (Smith & Moody 2013). Boven
    twintigduizend partijen een schatting uit een steekproef (Brandes & Pich 2007)."""
    n = graph.number_of_nodes()
    if n < 3 or not pairs(graph):
        return None
    scores = view(graph).betweenness
    most = max(scores)
    return math.fsum(most - score for score in scores) / (n - 1)


@metric("Gini van samenwerkingen", "decentraal", Unit.INDEX, FLATTER)
def gini_degree(graph: nx.Graph) -> float | None:
    """Hoe ongelijk de samenwerkingen over partijen verdeeld zijn: 0 is gelijk (Gini 1912)."""
    degrees = sorted(view(graph).degrees)
    n, total = len(degrees), sum(degrees)
    if not total:
        return None
    return sum((2 * place - n - 1) * d for place, d in enumerate(degrees, start=1)) / (n * total)


@metric("Spreiding van samenwerkingen", "decentraal", Unit.MEAN, FLATTER)
def degree_variance(graph: nx.Graph) -> float | None:
    """Hoe ver partijen in hun aantal samenwerkingen uiteenlopen: de variantie van de graad
    (Snijders 1981)."""
    degrees = view(graph).degrees
    if not degrees:
        return None
    mean = sum(degrees) / len(degrees)
    return sum((degree - mean) ** 2 for degree in degrees) / len(degrees)


@metric("Aandeel van de grootste partij", "decentraal", Unit.SHARE, FLATTER, core=True, of="ties")
def top_share(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen van de partij die er de meeste heeft."""
    total = pairs(graph)
    return max(view(graph).degrees) / total if total else None


# Invloed ----------------------------------------------------------------------------------------


@metric(
    "Informeel in de top tien",
    "invloed",
    Unit.SHARE,
    "hoger is invloedrijker informeel netwerk",
    core=True,
)
def informal_top10(graph: nx.Graph) -> float | None:
    """Het aandeel informele partijen onder de tien met de hoogste eigenvectorcentraliteit."""
    scores = eigenvector(graph)
    best = [actor for actor in rank(scores) if scores[actor] > 0][:TOP]
    if len(best) < TOP:
        return None
    kind = kinds(graph)
    return sum(kind[actor] == "informeel" for actor in best) / TOP


@metric(
    "Informeel in de invloed", "invloed", Unit.SHARE, "hoger is invloedrijker informeel netwerk"
)
def informal_influence(graph: nx.Graph) -> float | None:
    """Het aandeel van informele partijen in de som van alle eigenvectorcentraliteit."""
    scores, kind = eigenvector(graph), kinds(graph)
    total = math.fsum(scores.values())
    if not total:
        return None
    return math.fsum(s for actor, s in scores.items() if kind[actor] == "informeel") / total
