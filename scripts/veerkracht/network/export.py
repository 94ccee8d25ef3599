"""The network of a year for other programs: GraphML and GEXF (Gephi), and the CSV of Kumu."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx
import pandas as pd

from veerkracht.defuse import defuse

# Restricted columns never come this far; `origin` says where a row stood, not what it holds.
LEFT_OUT = ("year", "actor", "origin")
TIE_ATTRIBUTES = ("kind", "strength", "sides", "named_by", "origin")
GEXF_NAMES = {"start": "start_year", "end": "end_year"}
KUMU_FIRST = {"Label": "label", "Type": "kind", "Tags": "themes", "Id": "id"}


def export_graph(actors: pd.DataFrame, ties: pd.DataFrame, year: int) -> nx.Graph:
    """The network of `year` with everything known of its nodes (by id) and edges.

    `actors` and `ties` are the canonical tables. Missing values are left out; the name of an actor
    is its `label`. Nodes and edges come in the order of their ids.
    """
    graph: nx.Graph = nx.Graph()
    for row in _rows(actors[actors["year"] == year].sort_values("actor")):
        kept = {key: value for key, value in row.items() if key not in (*LEFT_OUT, "name")}
        graph.add_node(row["actor"], label=row["name"], **kept)
    for row in _rows(ties[ties["year"] == year].sort_values(["actor_a", "actor_b"])):
        kept = {key: row[key] for key in TIE_ATTRIBUTES if key in row}
        graph.add_edge(row["actor_a"], row["actor_b"], **kept)
    return graph


def graphml(graph: nx.Graph) -> str:
    """The graph as GraphML."""
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def gexf(graph: nx.Graph) -> str:
    """The graph as static GEXF 1.2, without the day on which it was written.

    GEXF keeps `start` and `end` for a graph that changes: here they are called start_year and
    end_year. NetworkX writes a name of the graph that the schema of GEXF does not know.
    """
    static: nx.Graph = nx.Graph()
    for node, data in graph.nodes(data=True):
        static.add_node(node, **{GEXF_NAMES.get(key, key): value for key, value in data.items()})
    static.add_edges_from(graph.edges(data=True))
    stream = io.BytesIO()
    nx.write_gexf(static, stream)
    text = stream.getvalue().decode("utf-8")
    return re.sub(r' (lastmodifieddate="[^"]*"|name=""(?= |>))', "", text)


def kumu(graph: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Elements and connections as Kumu reads them: values in a cell split by `|`.

    Elements: Label, Type (kind), Tags (themes), Id and every other attribute with a capital.
    Connections: From and To (labels), Type, Strength, Direction, Sides, Named_by, Origin.
    """
    others = sorted({key for _, data in graph.nodes(data=True) for key in data})
    columns = KUMU_FIRST | {
        key.capitalize(): key for key in others if key not in KUMU_FIRST.values()
    }
    elements = [
        {title: {"id": node, **data}.get(key) for title, key in columns.items()}
        for node, data in graph.nodes(data=True)
    ]
    labels = nx.get_node_attributes(graph, "label")
    connections = [
        {
            **{"From": labels[a], "To": labels[b], "Type": data.get("kind")},
            **{"Strength": data.get("strength"), "Direction": "undirected"},
            **{"Sides": data.get("sides"), "Named_by": data.get("named_by")},
            "Origin": data.get("origin"),
        }
        for a, b, data in graph.edges(data=True)
    ]
    heads = ["From", "To", "Type", "Strength", "Direction", "Sides", "Named_by", "Origin"]
    tables = pd.DataFrame(elements, columns=list(columns)), pd.DataFrame(connections, columns=heads)
    for table in tables:
        for column in table:
            if table[column].dtype.kind == "f" and (table[column].dropna() % 1 == 0).all():
                table[column] = table[column].astype("Int64")
    return tables


def comma_text(table: pd.DataFrame) -> str:
    """A table as CSV as other programs read it: commas, a decimal point, no text that runs."""
    safe = table.copy()
    for column in safe.columns:
        if safe[column].dtype.kind not in "biuf":
            safe[column] = safe[column].map(defuse)
    return safe.to_csv(index=False, lineterminator="\n")


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows with plain values of Python, without what is missing."""
    whole = {
        name
        for name in table
        if table[name].dtype.kind in "iu"
        or (name in ("start", "end", "ownership", "strength", "sides"))
    }
    return [
        {
            str(name): int(value) if name in whole else value
            for name, value in row.items()
            if not pd.isna(value)
        }
        for row in table.to_dict("records")
    ]
