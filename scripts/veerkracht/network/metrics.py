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

from veerkracht.network.graph import build_graph, view

TOP = 10
# From this share of the highest eigenvector centrality of the year an actor counts as influential.
INFLUENTIAL = 0.5

Compute = Callable[[nx.Graph], float | None]


@dataclass(frozen=True)
class Metric:
    """A measure of a whole network, with what a reader needs to know of it.

    `core`: one of the few that are drawn and that say together whether a dimension grew.
    """

    id: str
    label: str
    dimension: str
    unit: str
    direction: str
    core: bool
    compute: Compute

    @property
    def decimals(self) -> int:
        """With how many decimals a chart prints it: none for a count, one for a mean, else two."""
        return {"aantal": 0, "gemiddelde": 1}.get(self.unit, 2)

    @property
    def definition(self) -> str:
        """The Dutch definition with its source: the docstring on one line."""
        return " ".join((self.compute.__doc__ or "").split())


METRICS: list[Metric] = []
HIGHER = "hoger is sterker"
FLATTER = "lager is meer decentraal"
# Units of measures between -1 and 1: of these a difference says more than a ratio.
BOUNDED = ("aandeel", "0 tot 1", "-1 tot 1")


def metric(
    label: str, dimension: str, unit: str = "", direction: str = HIGHER, core: bool = False
) -> Callable[[Compute], Compute]:
    """Put a function in the list of measures; its name is the id, its docstring the definition."""

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        METRICS.append(Metric(name, label, dimension, unit, direction, core, compute))
        return compute

    return register


def kinds(graph: nx.Graph) -> dict[str, str]:
    """The kind (formeel or informeel) of each actor."""
    return view(graph).kinds


def pairs(graph: nx.Graph) -> int:
    """The number of ties, counted once: the count of NetworkX sums all degrees every time."""
    return len(view(graph).edges)


# Groot ------------------------------------------------------------------------------------------


@metric("Partijen", "groot", "aantal", core=True)
def actors(graph: nx.Graph) -> float | None:
    """Het aantal partijen in het netwerk: geïnterviewd of door een ander genoemd."""
    return float(graph.number_of_nodes())


@metric("Informele partijen", "groot", "aantal", core=True)
def initiatives_informal(graph: nx.Graph) -> float | None:
    """Het aantal partijen dat als informeel is gecodeerd."""
    return float(sum(kind == "informeel" for kind in kinds(graph).values()))


@metric("Verbindingen", "groot", "aantal", core=True)
def ties(graph: nx.Graph) -> float | None:
    """Het aantal paren partijen met een samenwerking; elk paar telt één keer."""
    return float(pairs(graph))


@metric("Aandeel gesproken", "groot", "aandeel", "hoger is vollediger gemeten")
def share_interviewed(graph: nx.Graph) -> float | None:
    """Het aandeel partijen dat zelf is gesproken; de andere zijn door hen genoemd."""
    spoken = sum(node.get("interviewed") == "ja" for node in graph.nodes.values())
    return spoken / len(graph) if graph else None


# Hecht ------------------------------------------------------------------------------------------


@metric("Verbindingen per partij", "hecht", "gemiddelde", core=True)
def mean_degree(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal verbindingen van een partij: 2m/n."""
    n = graph.number_of_nodes()
    return 2 * pairs(graph) / n if n else None


@metric("Transitiviteit", "hecht", "aandeel", core=True)
def transitivity(graph: nx.Graph) -> float | None:
    """Het deel van de paden over drie partijen dat gesloten is tot een driehoek: driemaal het
    aantal driehoeken gedeeld door het aantal verbonden drietallen (Wasserman & Faust 1994)."""
    if not any(degree > 1 for degree in view(graph).degrees):
        return None
    return float(view(graph).fast.transitivity_undirected())


@metric("Lokale clustering", "hecht", "aandeel")
def mean_clustering(graph: nx.Graph) -> float | None:
    """Hoe vaak de partners van een partij ook elkaar kennen, gemiddeld over alle partijen; wie
    minder dan twee partners heeft, telt als nul (Watts & Strogatz 1998)."""
    if not any(degree > 1 for degree in view(graph).degrees):
        return None
    return float(view(graph).fast.transitivity_avglocal_undirected(mode="zero"))


@metric("Grootste samenhangende deel", "hecht", "aandeel", core=True)
def largest_component(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel van het netwerk waarin iedereen elkaar langs
    verbindingen kan bereiken."""
    return len(view(graph).giant) / len(graph) if graph else None


@metric("Gemiddelde padlengte", "hecht", "stappen", "lager is hechter")
def mean_path(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal stappen tussen twee partijen die elkaar kunnen bereiken, langs de
    kortste weg (Wasserman & Faust 1994). Boven twintigduizend partijen een schatting uit een
    steekproef (Brandes & Pich 2007)."""
    counts = view(graph).distances
    pairs = sum(counts.values())
    return math.fsum(d * count for d, count in counts.items()) / pairs if pairs else None


@metric("Globale efficiëntie", "hecht", "0 tot 1")
def global_efficiency(graph: nx.Graph) -> float | None:
    """Het gemiddelde van één gedeeld door de afstand, over alle paren; wie elkaar niet kan
    bereiken, telt als nul (Latora & Marchiori 2001). Boven twintigduizend partijen een schatting
    uit een steekproef (Brandes & Pich 2007)."""
    n = len(graph)
    if n < 2 or not pairs(graph):
        return None
    sources = len(view(graph).pivots or range(n))
    return math.fsum(count / d for d, count in view(graph).distances.items()) / (sources * (n - 1))


@metric("Hechtste kern", "hecht", "aantal")
def largest_core(graph: nx.Graph) -> float | None:
    """De hoogste k waarvoor er een groep is waarin ieder met ten minste k anderen uit die groep
    samenwerkt (Seidman 1983)."""
    if not pairs(graph):
        return None
    return float(max(view(graph).fast.coreness()))


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


@metric("Diversiteit naar soort", "divers", "0 tot 1", core=True)
def blau_kind(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige partijen van een andere soort (formeel of informeel) zijn:
    1 - Σp² (Blau 1977)."""
    return blau(Counter(kinds(graph).values()).values())


@metric("Diversiteit naar soort, genormeerd", "divers", "0 tot 1")
def iqv_kind(graph: nx.Graph) -> float | None:
    """De diversiteit naar soort gedeeld door de hoogste die met twee soorten kan: 1 als beide even
    vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    value = blau_kind(graph)
    return None if value is None else value * 2


def normalised(weights: Iterable[float]) -> float | None:
    """Blau's index over the highest that so many groups can have; None with fewer than two."""
    sizes = [size for size in weights if size]
    found = blau(sizes)
    return None if found is None or len(sizes) < 2 else found / (1 - 1 / len(sizes))


@metric("Diversiteit naar thema", "divers", "0 tot 1", core=True)
def blau_theme(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige thema's verschillen: 1 - Σp² (Blau 1977); een partij met
    k thema's telt bij elk voor 1/k."""
    return blau(spread(graph, "themes"))


@metric("Diversiteit naar thema, genormeerd", "divers", "0 tot 1")
def iqv_theme(graph: nx.Graph) -> float | None:
    """De diversiteit naar thema gedeeld door de hoogste die met zoveel thema's kan: 1 als alle even
    vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    return normalised(spread(graph, "themes"))


@metric("Diversiteit naar doelgroep", "divers", "0 tot 1")
def blau_target(graph: nx.Graph) -> float | None:
    """De kans dat twee willekeurige doelgroepen verschillen: 1 - Σp² (Blau 1977); een partij met
    k doelgroepen telt bij elk voor 1/k."""
    return blau(spread(graph, "target_groups"))


@metric("Diversiteit naar doelgroep, genormeerd", "divers", "0 tot 1")
def iqv_target(graph: nx.Graph) -> float | None:
    """De diversiteit naar doelgroep gedeeld door de hoogste die met zoveel doelgroepen kan: 1 als
    alle even vaak voorkomen (IQV; Mueller & Schuessler 1961)."""
    return normalised(spread(graph, "target_groups"))


@metric("Entropie naar soort", "divers", "nats")
def shannon_kind(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over formeel en informeel: -Σp ln p (Shannon 1948)."""
    return shannon(Counter(kinds(graph).values()).values())


@metric("Entropie naar thema", "divers", "nats")
def shannon_theme(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over thema's: -Σp ln p (Shannon 1948)."""
    return shannon(spread(graph, "themes"))


@metric("Entropie naar doelgroep", "divers", "nats")
def shannon_target(graph: nx.Graph) -> float | None:
    """De entropie van de verdeling over doelgroepen: -Σp ln p (Shannon 1948)."""
    return shannon(spread(graph, "target_groups"))


@metric("E-I-index", "divers", "-1 tot 1", "hoger is meer tussen formeel en informeel", core=True)
def ei_index(graph: nx.Graph) -> float | None:
    """Verbindingen tussen formeel en informeel min verbindingen binnen dezelfde soort, gedeeld door
    alle verbindingen: -1 alles binnen, 1 alles tussen (Krackhardt & Stern 1988)."""
    total = pairs(graph)
    kind = kinds(graph)
    external = sum(kind[a] != kind[b] for a, b in graph.edges)
    return (2 * external - total) / total if total else None


@metric("E-I-index bij toeval", "divers", "-1 tot 1", "om de E-I-index mee te vergelijken")
def ei_expected(graph: nx.Graph) -> float | None:
    """De E-I-index die volgt als elk paar partijen evenveel kans op een verbinding heeft, gegeven
    hoeveel er formeel en informeel zijn (Krackhardt & Stern 1988)."""
    n = len(graph)
    if n < 2 or not pairs(graph):
        return None
    inside = sum(size * (size - 1) / 2 for size in Counter(kinds(graph).values()).values())
    return 1 - 2 * inside / (n * (n - 1) / 2)


@metric(
    "Stappen van informeel naar formeel", "divers", "stappen", "lager is dichter bij instanties"
)
def steps_to_formal(graph: nx.Graph) -> float | None:
    """Het gemiddelde aantal stappen van een informele partij naar de dichtstbijzijnde formele,
    langs de kortste weg, over wie er een kan bereiken (Wasserman & Faust 1994)."""
    kind = kinds(graph)
    here = [actor for actor in graph if kind[actor] == "formeel"]
    seen, steps, found = set(here), 0, []
    while here:
        steps += 1
        reached = {other for actor in here for other in graph[actor]} - seen
        found += [steps] * len(reached)
        seen |= reached
        here = list(reached)
    return sum(found) / len(found) if found else None


@metric("Verbindingen over thema's heen", "divers", "aandeel", "hoger is meer tussen thema's")
def cross_theme(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen tussen partijen die geen thema delen, van de verbindingen waarvan
    van beide kanten een thema bekend is."""
    themes = {actor: set(codes or []) for actor, codes in graph.nodes(data="themes")}
    known = [(a, b) for a, b in graph.edges if themes[a] and themes[b]]
    return sum(not themes[a] & themes[b] for a, b in known) / len(known) if known else None


@metric("Assortativiteit naar soort", "divers", "-1 tot 1", "lager is meer gemengd")
def assortativity_kind(graph: nx.Graph) -> float | None:
    """In hoeverre partijen vooral met hun eigen soort samenwerken, gecorrigeerd voor hoe vaak elke
    soort in verbindingen voorkomt; 1 is alleen met de eigen soort (Newman 2003)."""
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


# Decentraal -------------------------------------------------------------------------------------


@metric("Graadcentralisatie", "decentraal", "0 tot 1", FLATTER, core=True)
def degree_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de verbindingen bij één partij liggen: Σ(max - graad) / ((n-1)(n-2)); een ster
    heeft 1, een kring 0 (Freeman 1979)."""
    n = graph.number_of_nodes()
    if n < 3 or not pairs(graph):
        return None
    degrees = view(graph).degrees
    return sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2))


@metric("Tussencentralisatie", "decentraal", "0 tot 1", FLATTER, core=True)
def betweenness_centralisation(graph: nx.Graph) -> float | None:
    """Hoe sterk de kortste wegen door één partij lopen: Σ(max - genormeerde tussenpositie) / (n-1)
    (Freeman 1979). Gevoelig voor partijen die niet zijn gesproken (Smith & Moody 2013). Boven
    twintigduizend partijen een schatting uit een steekproef (Brandes & Pich 2007)."""
    n = graph.number_of_nodes()
    if n < 3 or not pairs(graph):
        return None
    scores = view(graph).betweenness
    return math.fsum(max(scores) - score for score in scores) / (n - 1)


@metric("Gini van verbindingen", "decentraal", "0 tot 1", FLATTER)
def gini_degree(graph: nx.Graph) -> float | None:
    """Hoe ongelijk de verbindingen over partijen verdeeld zijn: 0 is gelijk (Gini 1912)."""
    degrees = sorted(view(graph).degrees)
    n, total = len(degrees), sum(degrees)
    if not total:
        return None
    return sum((2 * place - n - 1) * d for place, d in enumerate(degrees, start=1)) / (n * total)


@metric("Aandeel van de grootste partij", "decentraal", "aandeel", FLATTER)
def top_share(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen waar de partij met de meeste verbindingen een eind van is."""
    total = pairs(graph)
    return max(view(graph).degrees) / total if total else None


# Invloed ----------------------------------------------------------------------------------------


@metric(
    "Informeel in de top tien", "invloed", "aandeel", "hoger is invloedrijker informeel netwerk",
    core=True,
)  # fmt: skip
def informal_top10(graph: nx.Graph) -> float | None:
    """Het aandeel informele partijen onder de tien met de hoogste eigenvectorcentraliteit."""
    if len(graph) < TOP or not pairs(graph):
        return None
    best = rank(eigenvector(graph))[:TOP]
    kind = kinds(graph)
    return sum(kind[actor] == "informeel" for actor in best) / TOP


@metric("Informeel in de invloed", "invloed", "aandeel", "hoger is invloedrijker informeel netwerk")
def informal_influence(graph: nx.Graph) -> float | None:
    """Het aandeel van informele partijen in de som van alle eigenvectorcentraliteit."""
    scores, kind = eigenvector(graph), kinds(graph)
    total = math.fsum(scores.values())
    if not total:
        return None
    return math.fsum(s for actor, s in scores.items() if kind[actor] == "informeel") / total


@metric("Invloedrijke informele partijen", "invloed", "aantal", "hoger is meer spreiding")
def informal_leaders(graph: nx.Graph) -> float | None:
    """Het aantal informele partijen met ten minste de helft van de hoogste
    eigenvectorcentraliteit."""
    if not pairs(graph):
        return None
    kind = kinds(graph)
    return float(
        sum(s >= INFLUENTIAL and kind[a] == "informeel" for a, s in eigenvector(graph).items())
    )


# Sociaal kapitaal -------------------------------------------------------------------------------


def _capital(graph: nx.Graph) -> Counter[str]:
    """The ties by form of social capital (Putnam 2000; Szreter & Woolcock 2004)."""
    found: Counter[str] = Counter()
    kind = kinds(graph)
    themes = {actor: set(codes or []) for actor, codes in graph.nodes(data="themes")}
    for a, b in graph.edges:
        if kind[a] != kind[b]:
            found["linking"] += 1
        elif kind[a] == "informeel":
            found["bonding" if themes[a] & themes[b] else "bridging"] += 1
        else:
            found["formal"] += 1
    return found


def _capital_share(graph: nx.Graph, form: str) -> float | None:
    return _capital(graph)[form] / pairs(graph) if pairs(graph) else None


@metric("Bindend", "kapitaal", "aandeel", "geen")
def bonding(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen tussen informele partijen die een thema delen (bonding; Putnam
    2000)."""
    return _capital_share(graph, "bonding")


@metric("Overbruggend", "kapitaal", "aandeel", "geen")
def bridging(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen tussen informele partijen die geen thema delen (bridging; Putnam
    2000)."""
    return _capital_share(graph, "bridging")


@metric("Verbindend met instanties", "kapitaal", "aandeel", "geen")
def linking(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen tussen een informele en een formele partij (linking; Szreter &
    Woolcock 2004)."""
    return _capital_share(graph, "linking")


# Kwetsbaarheid ----------------------------------------------------------------------------------


@metric("Onmisbare partijen", "kwetsbaar", "aandeel", "lager is minder kwetsbaar")
def articulation_points(graph: nx.Graph) -> float | None:
    """Het aandeel partijen zonder wie een deel van het netwerk los raakt (snijpunten; Harary
    1969)."""
    if not pairs(graph):
        return None
    return len(view(graph).fast.articulation_points()) / len(graph)


@metric("Onmisbare verbindingen", "kwetsbaar", "aandeel", "lager is minder kwetsbaar")
def bridges(graph: nx.Graph) -> float | None:
    """Het aandeel verbindingen zonder welke een deel van het netwerk los raakt (bruggen; Harary
    1969)."""
    total = pairs(graph)
    return len(view(graph).fast.bridges()) / total if total else None


def _remaining(graph: nx.Graph, share: float) -> float | None:
    """What is left of the largest component, of all actors, without the most tied `share`."""
    n = len(graph)
    if n < 3 or not pairs(graph):
        return None
    found = view(graph)
    order = sorted(range(n), key=lambda place: (-found.degrees[place], place))
    gone = max(1, math.ceil(share * n - 1e-9))
    left = found.fast.induced_subgraph(order[gone:])
    return max(left.connected_components().sizes(), default=0) / n


@metric("Over zonder de top 1%", "kwetsbaar", "aandeel", "hoger is minder kwetsbaar")
def robustness_1(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de één procent met de meeste verbindingen
    wegvalt, ten minste één partij (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.01)


@metric("Over zonder de top 5%", "kwetsbaar", "aandeel", "hoger is minder kwetsbaar")
def robustness_5(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de vijf procent met de meeste verbindingen
    wegvalt (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.05)


@metric("Over zonder de top 10%", "kwetsbaar", "aandeel", "hoger is minder kwetsbaar")
def robustness_10(graph: nx.Graph) -> float | None:
    """Het aandeel partijen in het grootste deel als de tien procent met de meeste verbindingen
    wegvalt (Albert, Jeong & Barabási 2000)."""
    return _remaining(graph, 0.1)


CORE = [item.id for item in METRICS if item.core]
BY_ID = {item.id: item for item in METRICS}


def dictionary_page() -> str:
    """The measures as Markdown, for the data dictionary (docs/gegevens.md)."""
    lines = [
        *("## Netwerkmaten", "In `tables/network_metrics.csv`, kolom `metric`.", ""),
        *("| Maat | Naam | Dimensie | Eenheid | Richting | Definitie en bron |", f"|{'---|' * 6}"),
    ]
    for item in METRICS:
        cells = (item.label, item.dimension, item.unit, item.direction, item.definition)
        lines.append(f"| `{item.id}` | {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


# Actors -----------------------------------------------------------------------------------------


def eigenvector(graph: nx.Graph) -> dict[str, float]:
    """Eigenvector centrality (Bonacich 1972) of each actor, 0 outside the largest component.

    Scaled so that the maximum is 1 and rounded to 10 decimals, so that equal positions are equal.
    """
    return dict(zip(graph, view(graph).eigenvector, strict=True))


def rank(scores: dict[str, float]) -> list[str]:
    """Actor ids from the highest to the lowest score, equal scores by id."""
    return sorted(scores, key=lambda actor: (-scores[actor], actor))


def effective_size(graph: nx.Graph) -> list[float | None]:
    """Burt's effective size of each ego network: degree - 2t/degree (Burt 1992; Borgatti 1997).

    t is the number of ties among the partners. None without a tie.
    """
    found = view(graph)
    local = found.fast.transitivity_local_undirected(mode="zero")
    return [
        degree - clustering * (degree - 1) if degree else None
        for degree, clustering in zip(found.degrees, local, strict=True)
    ]


def measure_networks(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """All measures of all years.

    Takes the canonical tables; gives year, metric, label, dimension, value (empty where the measure
    is not defined), unit, direction, core (ja, nee).
    """
    rows = []
    for year in sorted(actors["year"].unique()):
        graph = build_graph(actors, ties, year)
        for item in METRICS:
            value = item.compute(graph)
            core = "ja" if item.core else "nee"
            about = (item.label, item.dimension, value, item.unit, item.direction, core)
            rows.append((year, item.id, *about))
    columns = ["year", "metric", "label", "dimension", "value", "unit", "direction", "core"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float})


def measure_actors(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """The position of every actor in every year, by rank.

    Gives year, actor, name, kind, location, degree (ties), betweenness (Freeman 1979, normalised),
    eigenvector (0 to 1), rank by eigenvector (equal scores by actor id), constraint and
    effective_size (Burt 1992; empty without a tie), rank_change (places up since the year before
    in the data; empty for who was not in it).
    """
    rows = []
    before: dict[str, int] = {}
    for year in sorted(actors["year"].unique()):
        graph = build_graph(actors, ties, year)
        found = view(graph)
        place = {actor: index for index, actor in enumerate(graph)}
        sizes, tight = effective_size(graph), found.fast.constraint()
        influence = eigenvector(graph)
        ranks = {actor: position for position, actor in enumerate(rank(influence), start=1)}
        for actor, position in ranks.items():
            node, index = graph.nodes[actor], place[actor]
            tied = found.degrees[index] > 0
            rows.append(
                (
                    *(year, actor, node["name"], node["kind"], node["location"]),
                    *(found.degrees[index], found.betweenness[index], influence[actor], position),
                    *(round(tight[index], 10) if tied else None, sizes[index]),
                    before[actor] - position if actor in before else None,
                )
            )
        before = ranks
    columns = ["year", "actor", "name", "kind", "location", "degree", "betweenness"]
    columns += ["eigenvector", "rank", "constraint", "effective_size", "rank_change"]
    return pd.DataFrame(rows, columns=columns).astype({"rank_change": "Int64"})
