"""The measures of a network, and what they are in each year.

Each measure is one function: its docstring is its definition and its source. A measure that is not
defined for a graph (too few actors, no ties) is None, in print "niet te bepalen": never a silent
zero.
"""

from __future__ import annotations

import networkx as nx
import pandas as pd

from veerkracht.network import capital, cohesion, diversity, influence
from veerkracht.network.graph import build_graph, view
from veerkracht.network.influence import (
    eigenvector,
    influential,
    influential_line,
    rank,
    weighted_degree,
)
from veerkracht.network.metric import REGISTERED
from veerkracht.tables.network import ACTOR_METRICS, NETWORK_METRICS

# In the order of every table, whatever the order in which the modules are read.
METRICS = [
    item
    for module in (cohesion, diversity, influence, capital)
    for item in REGISTERED
    if item.compute.__module__ == module.__name__
]
CORE = [item.id for item in METRICS if item.core]
BY_ID = {item.id: item for item in METRICS}


def dictionary_page() -> str:
    """The measures as Markdown, for the data dictionary (docs/gegevens.md)."""
    lines = [
        "## Netwerkmaten",
        "In `tables/network_metrics.csv`, kolom `metric`.",
        "",
        "| Maat | Naam | Dimensie | Eenheid | Richting | Definitie en bron |",
        f"|{'---|' * 6}",
    ]
    for item in METRICS:
        cells = (item.label, item.dimension, item.unit, item.direction, item.definition)
        lines.append(f"| `{item.id}` | {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def effective_size(graph: nx.Graph) -> list[float | None]:
    """Burt's effective size of each ego network: degree - 2t/degree (Burt 1992; Borgatti 1997).

    t is the number of ties among the partners. None without a tie.
    """
    seen = view(graph)
    local = seen.fast.transitivity_local_undirected(mode="zero")
    return [
        degree - clustering * (degree - 1) if degree else None
        for degree, clustering in zip(seen.degrees, local, strict=True)
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
    return pd.DataFrame(rows, columns=NETWORK_METRICS.names).astype({"value": float})


def measure_actors(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """The position of every actor in every year, by rank.

    Gives year, actor, name, kind, location, degree (ties), betweenness (Freeman 1979, normalised),
    eigenvector (0 to 1), rank by eigenvector (equal scores by actor id), weighted_degree (partners
    by their eigenvector), influential (ja, nee: half of the highest of the first year), constraint
    and effective_size (Burt 1992; empty without a tie), rank_change (places up since the year
    before in the data; empty for who was not in it).
    """
    rows = []
    before: dict[str, int] = {}
    years = sorted(actors["year"].unique())
    line = influential_line(build_graph(actors, ties, years[0])) if years else None
    for year in years:
        graph = build_graph(actors, ties, year)
        seen = view(graph)
        place = {actor: index for index, actor in enumerate(graph)}
        sizes, tight = effective_size(graph), seen.fast.constraint()
        influence, partners = eigenvector(graph), weighted_degree(graph)
        strong = influential(graph, line)
        ranks = {actor: position for position, actor in enumerate(rank(influence), start=1)}
        for actor, position in ranks.items():
            node, index = graph.nodes[actor], place[actor]
            row = {"year": year, "actor": actor}
            row |= {name: node[name] for name in ("name", "kind", "location")}
            row |= {"degree": seen.degrees[index], "betweenness": seen.betweenness[index]}
            row |= {"eigenvector": influence[actor], "rank": position}
            row["weighted_degree"] = partners[actor]
            row["influential"] = "ja" if actor in strong else "nee"
            row["constraint"] = round(tight[index], 10) if seen.degrees[index] else None
            row["effective_size"] = sizes[index]
            row["rank_change"] = before[actor] - position if actor in before else None
            rows.append(row)
        before = ranks
    return pd.DataFrame(rows, columns=ACTOR_METRICS.names).astype({"rank_change": "Int64"})
