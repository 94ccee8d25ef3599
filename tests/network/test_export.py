"""What leaves for Gephi and Kumu comes back whole: every actor, tie and attribute."""

from __future__ import annotations

import io as memory
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from veerkracht.defuse import restore
from veerkracht.inputs.other_programs.importing import import_files
from veerkracht.network.export import (
    GEXF_NAMES,
    KUMU_FIRST,
    comma_text,
    export_graph,
    gexf,
    graphml,
    kumu,
)
from veerkracht.tables.inputs import ACTORS, TIES

NAMES = ['Café "Één" & co', "<script>alert(1)</script>", "=HYPERLINK(1)", "Alleen"]


@pytest.fixture
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Four actors with awkward names, one of them alone, and last year's network beside it."""
    actors = pd.DataFrame(
        [
            {
                **{"year": 2023, "actor": f"n{number}", "name": name, "kind": "informeel"},
                **{
                    "themes": "ontmoeting|voedsel" if number else None,
                    "lat": round(51.9 + number / 7, 5),
                },
                **{"start": 2010 + number if number % 2 else None, "interviewed": "ja"},
                **{"origin": f"2023.xlsx!initiatieven!{number}"},
            }
            for number, name in enumerate(NAMES)
        ],
        columns=ACTORS.names,
    )
    before = actors.head(2).assign(year=2022)
    ties = pd.DataFrame(
        [
            (2023, "n0", "n1", "advies", 3, 2, "n0|n1", "a!b!2|a!b!3"),
            (2023, "n1", "n2", "samenwerking", None, 1, "n1", "a!b!4"),
            (2022, "n0", "n1", "advies", 1, 1, "n0", "a!b!2"),
        ],
        columns=TIES.names,
    )
    return pd.concat([actors, before]), ties


def same(a: nx.Graph, b: nx.Graph) -> None:
    assert dict(a.nodes(data=True)) == dict(b.nodes(data=True))
    edges = [{frozenset((u, v)): d for u, v, d in graph.edges(data=True)} for graph in (a, b)]
    assert edges[0] == edges[1]


def from_kumu(elements: pd.DataFrame, connections: pd.DataFrame) -> nx.Graph:
    """The way back, from the text that was written."""
    graph: nx.Graph = nx.Graph()
    ids = {}

    def plain(row: Any) -> dict[str, Any]:
        return {k: v for k, v in row.items() if not pd.isna(v)}

    for row in elements.to_dict("records"):
        named = {KUMU_FIRST.get(key, key.lower()): value for key, value in plain(row).items()}
        ids[row["Label"]] = named.pop("id")
        graph.add_node(ids[row["Label"]], **named)
    for row in connections.to_dict("records"):
        data = {k.lower(): v for k, v in plain(row).items()}
        ends = ids[data.pop("from")], ids[data.pop("to")]
        assert data.pop("direction") == "undirected"
        data["kind"] = data.pop("type")
        graph.add_edge(*ends, **data)
    return graph


def through_kumu(graph: nx.Graph, folder: Path) -> nx.Graph:
    tables = []
    for name, table in zip(("elements", "connections"), kumu(graph), strict=True):
        path = folder / f"{name}.csv"
        path.write_text(comma_text(table), encoding="utf-8", newline="")
        read = pd.read_csv(path, keep_default_na=False, na_values=[""])
        for column in read.select_dtypes(exclude="number"):
            read[column] = read[column].map(restore, na_action="ignore")
        tables.append(read)
    return from_kumu(*tables)


def ways(graph: nx.Graph, folder: Path) -> list[nx.Graph]:
    through_gexf = nx.read_gexf(memory.BytesIO(gexf(graph).encode()))
    for *_, data in through_gexf.edges(data=True):
        del data["id"]  # GEXF numbers its edges
    for _, data in through_gexf.nodes(data=True):
        for ours, theirs in GEXF_NAMES.items():
            if theirs in data:
                data[ours] = data.pop(theirs)
    return [nx.parse_graphml(graphml(graph)), through_gexf, through_kumu(graph, folder)]


def test_awkward_names_and_gaps_survive_every_format(
    tables: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    graph = export_graph(*tables, 2023)
    assert graph.nodes["n1"]["label"] == NAMES[1] and graph.nodes["n1"]["start"] == 2011
    assert "themes" not in graph.nodes["n0"] and graph.degree("n3") == 0
    assert graph.edges["n0", "n1"]["strength"] == 3
    for way in ways(graph, tmp_path):
        same(graph, way)


def test_the_example_survives_every_format(
    example: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    graph = export_graph(example["actors"], example["ties"], 2023)
    assert len(graph) == 146 and graph.number_of_edges() == 533
    for way in ways(graph, tmp_path):
        same(graph, way)


def test_the_order_of_rows_and_the_day_do_not_matter(
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    graph = export_graph(*tables, 2023)
    actors, ties = (table.sample(frac=1, random_state=1) for table in tables)
    other = export_graph(actors, ties, 2023)
    assert graphml(graph) == graphml(other) and gexf(graph) == gexf(other)
    assert "lastmodifieddate" not in gexf(graph)


def test_where_a_row_stood_is_not_exported(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    assert "initiatieven" not in graphml(export_graph(*tables, 2023))


def test_gexf_is_static_and_has_only_what_its_schema_knows(
    example: dict[str, pd.DataFrame],
) -> None:
    """The schema of GEXF 1.2 (gexf.net): what a graph, a node and an edge may have."""
    from xml.etree import ElementTree

    root = ElementTree.fromstring(gexf(export_graph(example["actors"], example["ties"], 2023)))
    graph = root.find("{*}graph")
    assert graph is not None
    assert graph.attrib == {"defaultedgetype": "undirected", "mode": "static"}
    kinds = {item.get("type") for item in root.iterfind(".//{*}attribute")}
    assert kinds <= {"integer", "long", "double", "float", "boolean", "string", "anyURI"}
    assert {key for node in root.iterfind(".//{*}node") for key in node.attrib} == {"id", "label"}
    edges = {key for edge in root.iterfind(".//{*}edge") for key in edge.attrib}
    assert edges == {"id", "source", "target"}


@pytest.mark.parametrize("end", ["gexf", "graphml"])
def test_our_own_importer_reads_what_we_give_to_gephi(
    end: str, example: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    graph = export_graph(example["actors"], example["ties"], 2023)
    path = tmp_path / f"2023.{end}"
    path.write_text((gexf if end == "gexf" else graphml)(graph), encoding="utf-8")
    rows = import_files(path)
    assert [row["naam"] for row in rows["initiatieven"]] == [
        label for _, label in graph.nodes(data="label")
    ]
    first = next(row for row in rows["initiatieven"] if row["naam"] == "Ambachtsschool De Leest")
    assert (first["lat"], first["soort"], first["ligging"]) == (51.91109, "informeel", "binnen")
    kinds = [data["kind"] for *_, data in graph.edges(data=True)]
    assert [row["soort"] for row in rows["relaties"]] == kinds


def test_our_own_importer_reads_what_we_give_to_kumu(
    example: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    graph = export_graph(example["actors"], example["ties"], 2023)
    through_kumu(graph, tmp_path)
    rows = import_files(tmp_path)
    assert [row["naam"] for row in rows["initiatieven"]] == [
        label for _, label in graph.nodes(data="label")
    ]
    place = next(row for row in rows["initiatieven"] if row["naam"] == "Ambachtsschool De Leest")
    assert (place["lat"], place["soort"]) == (51.91109, "informeel")
    assert len(rows["relaties"]) == graph.number_of_edges()
    assert (tmp_path / "elements.csv").read_text("utf-8").startswith("Label,Type,Tags,Id,")
