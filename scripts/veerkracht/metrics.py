"""Measures of a network. Each is one function: its docstring is its definition and its source.

A measure that is not defined for a graph (too few actors, no ties) is None, in print
"niet te bepalen": never a silent zero.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from veerkracht.network import build_graph, giant_component

TOP = 10


@dataclass(frozen=True)
class Metric:
    """A measure of a whole network, with what a reader needs to know of it."""

    id: str
    label: str
    dimension: str
    unit: str
    direction: str
    compute: Callable[[nx.Graph], float | None]

    @property
    def definition(self) -> str:
        """The Dutch definition with its source: the docstring on one line."""
        return " ".join((self.compute.__doc__ or "").split())


METRICS: list[Metric] = []


def kinds(graph: nx.Graph) -> dict[str, str]:
    """The kind (formeel or informeel) of each actor."""
    return {actor: str(node["kind"]) for actor, node in graph.nodes.items()}


def metric(
    label: str, dimension: str, unit: str = "", direction: str = "hoger is sterker"
) -> Callable[[Callable[[nx.Graph], float | None]], Callable[[nx.Graph], float | None]]:
    """Put a function in the list of measures; its name is the id, its docstring the definition."""

    def register(compute: Callable[[nx.Graph], float | None]) -> Callable[[nx.Graph], float | None]:
        METRICS.append(Metric(compute.__name__, label, dimension, unit, direction, compute))
        return compute

    return register


@metric("Partijen", "groot", "aantal")
def actors(graph: nx.Graph) -> float | None:
    """Het aantal partijen in het netwerk: geïnterviewd of door een ander genoemd."""
    return float(graph.number_of_nodes())


@metric("Informele partijen", "groot", "aantal")
def initiatives_informal(graph: nx.Graph) -> float | None:
    """Het aantal partijen dat als informeel is gecodeerd."""
    return float(sum(kind == "informeel" for kind in kinds(graph).values()))


@metric("Verbindingen", "groot", "aantal")
def ties(graph: nx.Graph) -> float | None:
    """Het aantal paren partijen met een samenwerking; elk paar telt één keer."""
    return float(graph.number_of_edges())


@metric("Verbindingen per partij", "hecht", "gemiddelde")
def mean_degree(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal verbindingen van een partij: 2m/n."""
    n = graph.number_of_nodes()
    return 2 * graph.number_of_edges() / n if n else None


@metric("Transitiviteit", "hecht", "aandeel")
def transitivity(graph: nx.Graph) -> float | None:
    """Het deel van de paden over drie partijen dat gesloten is tot een driehoek: driemaal het
    aantal driehoeken gedeeld door het aantal verbonden drietallen (Wasserman & Faust 1994)."""
    triples = sum(d * (d - 1) / 2 for _, d in graph.degree)
    return float(nx.transitivity(graph)) if triples else None


@metric("Grootste samenhangende deel", "hecht", "aandeel")
def largest_component(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel van het netwerk waarin iedereen elkaar langs
    verbindingen kan bereiken."""
    return len(giant_component(graph)) / len(graph) if graph else None


def blau(weights: Iterable[float]) -> float | None:
    """Blau's index 1 - sum(p^2) of group sizes; None without any weight.

    Source: Blau 1977, Inequality and Heterogeneity; the same as 1 minus Simpson's index (1949).
    """
    sizes = list(weights)
    total = math.fsum(sizes)
    return 1 - math.fsum((size / total) ** 2 for size in sizes) if total else None


@metric("Diversiteit naar soort", "divers", "0 tot 1")
def blau_kind(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige partijen van een andere soort (formeel of informeel) zijn:
    1 - Σp² (Blau 1977)."""
    return blau(Counter(kinds(graph).values()).values())


@metric("Diversiteit naar thema", "divers", "0 tot 1")
def blau_theme(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige thema's verschillen: 1 - Σp² (Blau 1977); een partij met
    k thema's telt bij elk voor 1/k."""
    weights: dict[str, float] = {}
    for _, themes in sorted(graph.nodes(data="themes")):
        for theme in themes:
            weights[theme] = weights.get(theme, 0.0) + 1 / len(themes)
    return blau(weights[theme] for theme in sorted(weights))


@metric("E-I-index", "divers", "-1 tot 1", "hoger is meer tussen formeel en informeel")
def ei_index(graph: nx.Graph) -> float | None:
    """Verbindingen tussen formeel en informeel min verbindingen binnen dezelfde soort, gedeeld door
    alle verbindingen: -1 alles binnen, 1 alles tussen (Krackhardt & Stern 1988)."""
    total = graph.number_of_edges()
    kind = kinds(graph)
    external = sum(kind[a] != kind[b] for a, b in graph.edges)
    return (2 * external - total) / total if total else None


@metric("Graadcentralisatie", "decentraal", "0 tot 1", "lager is meer decentraal")
def degree_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de verbindingen bij één partij liggen: Σ(max - graad) / ((n-1)(n-2)); een ster
    heeft 1, een kring 0 (Freeman 1979)."""
    n = graph.number_of_nodes()
    if n < 3 or not graph.number_of_edges():
        return None
    degrees = [d for _, d in graph.degree]
    return sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2))


@metric("Tussencentralisatie", "decentraal", "0 tot 1", "lager is meer decentraal")
def betweenness_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de kortste wegen door één partij lopen: Σ(max - genormeerde tussenpositie) / (n-1)
    (Freeman 1979). Gevoelig voor partijen die niet zijn gesproken (Smith & Moody 2013)."""
    n = graph.number_of_nodes()
    if n < 3 or not graph.number_of_edges():
        return None
    scores = list(nx.betweenness_centrality(graph).values())
    return math.fsum(max(scores) - score for score in scores) / (n - 1)


@metric(
    "Informeel in de top tien", "invloed", "aandeel", "hoger is invloedrijker informeel netwerk"
)
def informal_top10(graph: nx.Graph) -> float | None:
    """Het aandeel informele partijen onder de tien met de hoogste eigenvectorcentraliteit."""
    if len(graph) < TOP or not graph.number_of_edges():
        return None
    best = rank(eigenvector(graph))[:TOP]
    kind = kinds(graph)
    return sum(kind[actor] == "informeel" for actor in best) / TOP


def eigenvector(graph: nx.Graph) -> dict[str, float]:
    """Eigenvector centrality (Bonacich 1972) of each actor, 0 outside the largest component.

    Scaled so that the maximum is 1 and rounded to 10 decimals, so that equal positions are equal.
    Power iteration on the component only: on a disconnected graph the measure misleads.
    """
    scores = dict.fromkeys(graph, 0.0)
    component = giant_component(graph)
    if component.number_of_edges():
        raw = nx.eigenvector_centrality(component, max_iter=20_000, tol=1e-13)
        top = max(raw.values())
        scores |= {actor: round(value / top, 10) for actor, value in raw.items()}
    return scores


def rank(scores: dict[str, float]) -> list[str]:
    """Actor ids from the highest to the lowest score, equal scores by id."""
    return sorted(scores, key=lambda actor: (-scores[actor], actor))


def measure_networks(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """All measures of all years.

    Takes the canonical tables; gives year, metric, label, dimension, value (empty where the measure
    is not defined), unit, direction.
    """
    rows = []
    for year in sorted(actors["year"].unique()):
        graph = build_graph(actors, ties, year)
        for item in METRICS:
            value = item.compute(graph)
            rows.append(
                (year, item.id, item.label, item.dimension, value, item.unit, item.direction)
            )
    columns = ["year", "metric", "label", "dimension", "value", "unit", "direction"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float})


def measure_actors(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """The position of every actor in every year, by rank.

    Gives year, actor, name, kind, location, degree (ties), betweenness (Freeman 1979, normalised),
    eigenvector (0 to 1) and rank by eigenvector (equal scores by actor id).
    """
    rows = []
    for year in sorted(actors["year"].unique()):
        graph = build_graph(actors, ties, year)
        influence = eigenvector(graph)
        between = nx.betweenness_centrality(graph)
        for place, actor in enumerate(rank(influence), start=1):
            node = graph.nodes[actor]
            rows.append(
                (
                    year,
                    actor,
                    node["name"],
                    node["kind"],
                    node["location"],
                    graph.degree[actor],
                    between[actor],
                    influence[actor],
                    place,
                )
            )
    columns = ["year", "actor", "name", "kind", "location", "degree", "betweenness"]
    return pd.DataFrame(rows, columns=[*columns, "eigenvector", "rank"])
