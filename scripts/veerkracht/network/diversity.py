"""Measures of how diverse a network is (divers): its parties, and the ties between their kinds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import networkx as nx

from veerkracht.network.metric import Unit, kinds, metric, pairs

# Divers -----------------------------------------------------------------------------------------


def blau(weights: Iterable[float]) -> float | None:
    """Blau's index 1 - sum(p^2) of group sizes; None without any weight.

    Source: Blau 1977, Inequality and Heterogeneity; the same as 1 minus Simpson's index (1949).
    """
    sizes = list(weights)
    total = math.fsum(sizes)
    return 1 - math.fsum((size / total) ** 2 for size in sizes) if total else None


def shannon(weights: Iterable[float]) -> float | None:
    """Shannon's entropy -sum(p ln p) of group sizes (1948); None without any weight."""
    sizes = [size for size in weights if size]
    total = math.fsum(sizes)
    return -math.fsum(s / total * math.log(s / total) for s in sizes) if total else None


def spread(graph: nx.Graph, attribute: str) -> list[float]:
    """The weight of each code of a list attribute; an actor with k codes gives each 1/k."""
    weights: dict[str, float] = {}
    for _, codes in sorted(graph.nodes(data=attribute)):
        for code in codes or []:
            weights[code] = weights.get(code, 0.0) + 1 / len(codes)
    return [weights[code] for code in sorted(weights)]


@metric("Diversiteit naar soort", "divers", Unit.INDEX, core=True)
def blau_kind(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige partijen van een andere soort (formeel of informeel) zijn:
    1 - Σp² (Blau 1977)."""
    return blau(Counter(kinds(graph).values()).values())


@metric("Diversiteit naar soort, genormeerd", "divers", Unit.INDEX)
def iqv_kind(graph: nx.Graph) -> float | None:
    """De diversiteit naar soort gedeeld door de hoogste die met twee soorten kan: 1 als beide even
    vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    value = blau_kind(graph)
    return None if value is None else value * 2


def normalised(weights: Iterable[float]) -> float | None:
    """Blau's index over the highest that so many groups can have; None with fewer than two."""
    sizes = [size for size in weights if size]
    value = blau(sizes)
    return None if value is None or len(sizes) < 2 else value / (1 - 1 / len(sizes))


@metric("Diversiteit naar thema", "divers", Unit.INDEX, core=True)
def blau_theme(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige thema's verschillen: 1 - Σp² (Blau 1977); een partij met
    k thema's telt bij elk voor 1/k."""
    return blau(spread(graph, "themes"))


@metric("Diversiteit naar thema, genormeerd", "divers", Unit.INDEX)
def iqv_theme(graph: nx.Graph) -> float | None:
    """De diversiteit naar thema gedeeld door de hoogste die met zoveel thema's kan: 1 als alle even
    vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    return normalised(spread(graph, "themes"))


@metric("Diversiteit naar doelgroep", "divers", Unit.INDEX)
def blau_target(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige doelgroepen verschillen: 1 - Σp² (Blau 1977); een partij met
    k doelgroepen telt bij elk voor 1/k."""
    return blau(spread(graph, "target_groups"))


@metric("Diversiteit naar doelgroep, genormeerd", "divers", Unit.INDEX)
def iqv_target(graph: nx.Graph) -> float | None:
    """De diversiteit naar doelgroep gedeeld door de hoogste die met zoveel doelgroepen kan: 1 als
    alle even vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    return normalised(spread(graph, "target_groups"))


@metric("Entropie naar soort", "divers", Unit.NATS)
def shannon_kind(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over formeel en informeel: -Σp ln p (Shannon 1948)."""
    return shannon(Counter(kinds(graph).values()).values())


@metric("Entropie naar thema", "divers", Unit.NATS)
def shannon_theme(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over thema's: -Σp ln p (Shannon 1948)."""
    return shannon(spread(graph, "themes"))


@metric("Entropie naar doelgroep", "divers", Unit.NATS)
def shannon_target(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over doelgroepen: -Σp ln p (Shannon 1948)."""
    return shannon(spread(graph, "target_groups"))


@metric("E-I-index", "divers", Unit.BALANCE, "hoger is meer tussen formeel en informeel", core=True)
def ei_index(graph: nx.Graph) -> float | None:
    """Samenwerkingen tussen formeel en informeel min samenwerkingen binnen dezelfde soort, gedeeld
    door alle samenwerkingen: -1 alles binnen, 1 alles tussen (Krackhardt & Stern 1988)."""
    total = pairs(graph)
    kind = kinds(graph)
    external = sum(kind[a] != kind[b] for a, b in graph.edges)
    return (2 * external - total) / total if total else None


@metric("E-I-index bij toeval", "divers", Unit.BALANCE, "om de E-I-index mee te vergelijken")
def ei_expected(graph: nx.Graph) -> float | None:
    """De E-I-index die volgt als elk paar partijen evenveel kans op een samenwerking heeft, gegeven
    hoeveel er formeel en informeel zijn (Krackhardt & Stern 1988)."""
    n = len(graph)
    if n < 2 or not pairs(graph):
        return None
    inside = sum(size * (size - 1) / 2 for size in Counter(kinds(graph).values()).values())
    return 1 - 2 * inside / (n * (n - 1) / 2)


@metric(
    "Stappen van informeel naar formeel", "divers", Unit.STEPS, "lager is dichter bij instanties"
)
def steps_to_formal(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal stappen van een informele partij naar de dichtstbijzijnde formele,
    langs de kortste weg, over wie er een kan bereiken (Wasserman & Faust 1994)."""
    kind = kinds(graph)
    here = [actor for actor in graph if kind[actor] == "formeel"]
    seen, steps, steps_each = set(here), 0, []
    while here:
        steps += 1
        reached = {other for actor in here for other in graph[actor]} - seen
        steps_each += [steps] * len(reached)
        seen |= reached
        here = list(reached)
    return sum(steps_each) / len(steps_each) if steps_each else None


@metric(
    "Samenwerkingen over thema's heen",
    "divers",
    Unit.SHARE,
    "hoger is meer tussen thema's",
    of="ties",
)
def cross_theme(graph: nx.Graph) -> float | None:
    """Het aandeel samenwerkingen tussen partijen die geen thema delen, van de samenwerkingen
    waarvan van beide kanten een thema bekend is."""
    themes = {actor: set(codes or []) for actor, codes in graph.nodes(data="themes")}
    both = [(a, b) for a, b in graph.edges if themes[a] and themes[b]]
    return sum(not themes[a] & themes[b] for a, b in both) / len(both) if both else None


@metric("Assortativiteit naar soort", "divers", Unit.BALANCE, "lager is meer gemengd")
def assortativity_kind(graph: nx.Graph) -> float | None:
    """In hoeverre partijen vooral met hun eigen soort samenwerken, gecorrigeerd voor hoe vaak elke
    soort in samenwerkingen voorkomt; 1 is alleen met de eigen soort (Newman 2003)."""
    kind = kinds(graph)
    ends: Counter[str] = Counter()
    inside = 0
    for a, b in graph.edges:
        ends[kind[a]] += 1
        ends[kind[b]] += 1
        inside += kind[a] == kind[b]
    total = pairs(graph)
    if not total or len(ends) < 2:
        return None
    chance = math.fsum((count / (2 * total)) ** 2 for count in ends.values())
    return (inside / total - chance) / (1 - chance)
