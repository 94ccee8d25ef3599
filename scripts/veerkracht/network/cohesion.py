"""Measures of how large a network is (groot) and how close its parties are (hecht)."""

from __future__ import annotations

import math

import networkx as nx

from veerkracht.network.graph import view
from veerkracht.network.metric import Unit, kinds, metric, pairs

# Groot ------------------------------------------------------------------------------------------


@metric("Partijen", "groot", Unit.COUNT, core=True)
def actors(graph: nx.Graph) -> float | None:
    """Het aantal partijen in het netwerk: geïnterviewd of door een ander genoemd."""
    return float(graph.number_of_nodes())


@metric("Informele partijen", "groot", Unit.COUNT, core=True)
def initiatives_informal(graph: nx.Graph) -> float | None:
    """Het aantal partijen dat als informeel is gecodeerd."""
    return float(sum(kind == "informeel" for kind in kinds(graph).values()))


@metric("Samenwerkingen", "groot", Unit.COUNT, core=True)
def ties(graph: nx.Graph) -> float | None:
    """Het aantal paren partijen met een samenwerking; elk paar telt één keer."""
    return float(pairs(graph))


@metric("Aandeel gesproken", "groot", Unit.SHARE, "hoger is vollediger gemeten")
def share_interviewed(graph: nx.Graph) -> float | None:
    """Het aandeel partijen dat zelf is gesproken; de andere zijn door hen genoemd."""
    spoken = sum(node.get("interviewed") == "ja" for node in graph.nodes.values())
    return spoken / len(graph) if graph else None


# Hecht ------------------------------------------------------------------------------------------


@metric("Samenwerkingen per partij", "hecht", Unit.MEAN, core=True)
def mean_degree(graph: nx.Graph) -> float | None:
    """Twee keer het aantal samenwerkingen, gedeeld door het aantal partijen."""
    n = graph.number_of_nodes()
    return 2 * pairs(graph) / n if n else None


@metric("Transitiviteit", "hecht", Unit.SHARE, core=True)
def transitivity(graph: nx.Graph) -> float | None:
    """Het deel van de paden over drie partijen dat gesloten is tot een driehoek: driemaal het
    aantal driehoeken gedeeld door het aantal verbonden drietallen (Wasserman & Faust 1994)."""
    if not any(degree > 1 for degree in view(graph).degrees):
        return None
    return float(view(graph).fast.transitivity_undirected())


@metric("Lokale clustering", "hecht", Unit.SHARE)
def mean_clustering(graph: nx.Graph) -> float | None:
    """Hoe vaak de partners van een partij ook met elkaar samenwerken, gemiddeld over alle partijen;
    wie minder dan twee partners heeft, telt als nul (Watts & Strogatz 1998)."""
    if not any(degree > 1 for degree in view(graph).degrees):
        return None
    return float(view(graph).fast.transitivity_avglocal_undirected(mode="zero"))


@metric("Grootste samenhangende deel", "hecht", Unit.SHARE, core=True)
def largest_component(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel van het netwerk waarin iedereen elkaar langs
    samenwerkingen kan bereiken."""
    return len(view(graph).giant) / len(graph) if graph else None


@metric("Gemiddelde padlengte", "hecht", Unit.STEPS, "lager is hechter")
def mean_path(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal stappen tussen twee partijen die elkaar kunnen bereiken, langs de
    kortste weg (Wasserman & Faust 1994). Boven twintigduizend partijen een schatting uit een
    steekproef (Brandes & Pich 2007)."""
    counts = view(graph).distances
    pairs = sum(counts.values())
    return math.fsum(d * count for d, count in counts.items()) / pairs if pairs else None


@metric("Globale efficiëntie", "hecht", Unit.INDEX)
def global_efficiency(graph: nx.Graph) -> float | None:
    """Het gemiddelde van één gedeeld door de afstand, over alle paren; wie elkaar niet kan
    bereiken, telt als nul (Latora & Marchiori 2001). Boven twintigduizend partijen een schatting
    uit een steekproef (Brandes & Pich 2007)."""
    n = len(graph)
    if n < 2 or not pairs(graph):
        return None
    sources = len(view(graph).pivots or range(n))
    return math.fsum(count / d for d, count in view(graph).distances.items()) / (sources * (n - 1))


@metric("Hechtste kern", "hecht", Unit.COUNT)
def largest_core(graph: nx.Graph) -> float | None:
    """De hoogste k waarvoor er een groep is waarin ieder met ten minste k anderen uit die groep
    samenwerkt (Seidman 1983)."""
    if not pairs(graph):
        return None
    return float(max(view(graph).fast.coreness()))
