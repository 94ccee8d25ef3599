"""Graphs as files: GEXF and GraphML as tables of nodes and edges; other formats by their name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from veerkracht.inputs.other_programs.tables import LABELS, PROGRAMS, Table, refuse
from veerkracht.words import fold

AS_CSV = (
    "Open het in het programma waar het vandaan komt, en exporteer de lijst met partijen en "
    "die met relaties als CSV (of als GraphML)."
)
# What Network Canvas calls the key of a node, and that of who was interviewed.
UUID, EGO = "networkCanvasUUID", "networkCanvasEgoUUID"
# What GEXF says of a node or an edge without an attribute of the user.
GEXF_OWN = ("id", "label", "source", "target", "weight", "kind")
# What a file of a network that we do not read begins with, and what it is called.
OTHERS = (
    (re.compile(r"\s*(creator .*\s+)?graph\s*\[", re.IGNORECASE), "een netwerk in GML"),
    (re.compile(r"\s*\*(vertices|network)\b", re.IGNORECASE), "een netwerk van Pajek (.net)"),
    (re.compile(r"\s*dl\s+n\s*=", re.IGNORECASE), "een netwerk van UCINET (DL)"),
    (re.compile(r"\s*\*node (data|properties)\b", re.IGNORECASE), "een netwerk van NetDraw (VNA)"),
)


def refuse_other_graphs(file: Path, text: str) -> None:
    """Raise InputError for a network in a format that is known by its first line and not read."""
    for sign, name in OTHERS:
        if sign.match(text):
            raise refuse(file, name, f"een export van {PROGRAMS}", AS_CSV)


def read_graph(file: Path, root: ElementTree.Element) -> list[Table]:
    """Nodes and edges of a GEXF or GraphML, without its namespaces, a table each.

    Of Network Canvas also who was interviewed: a graph of its own each, and no node.
    """
    nodes, edges = (_gexf if root.tag == "gexf" else _graphml)(root)
    asked = _interviews(root)
    return [_table(file, "partijen", nodes), _table(file, "relaties", edges),
            *([_table(file, "gesprekken", asked)] if asked else [])]  # fmt: skip


def _interviews(root: ElementTree.Element) -> list[dict[str, str]]:
    """The interviews of Network Canvas in a GraphML, by the names of their keys."""
    asked = []
    for graph in root.iterfind("graph"):
        if ego := _ego(graph):
            case = next((text for key, text in graph.items() if key.endswith("caseId")), "")
            about = {EGO: ego, "networkCanvasCaseID": case}
            names = {key.get("id"): key.get("attr.name", "") for key in root.iter("key")}
            for data in graph.iterfind("data"):
                if data.get("key") != UUID:
                    about[names.get(data.get("key"), "")] = "".join(data.itertext()).strip()
            asked.append(about)
    return asked


def _ego(graph: ElementTree.Element) -> str:
    """The key of the interviewed party of a graph of Network Canvas, or an empty text."""
    return graph.findtext(f"data[@key='{UUID}']", "").strip()


def _gexf(root: ElementTree.Element) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The attributes of nodes and edges, by their titles; what is not said has its default."""
    titles = {
        (group.get("class", ""), item.get("id", "")): item.get("title", "") or item.get("id", "")
        for group in root.iter("attributes")
        for item in group.iter("attribute")
    }
    defaults = {
        kind: {
            titles[kind, item.get("id", "")]: item.findtext("default", "").strip()
            for group in root.iter("attributes")
            if group.get("class") == kind
            for item in group.iter("attribute")
        }
        for kind in ("node", "edge")
    }

    def values(item: ElementTree.Element) -> dict[str, str]:
        kept = dict.fromkeys(GEXF_OWN, "") | defaults[item.tag]
        kept |= {key: item.get(key, "") for key in GEXF_OWN if item.get(key)}
        # Not of what stands within: a node may hold nodes of its own.
        for value in item.iterfind("attvalues/attvalue"):
            key = value.get("for") or value.get("id") or ""
            kept[titles.get((item.tag, key), key)] = value.get("value", "")
        return kept

    return [values(n) for n in root.iter("node")], [values(e) for e in root.iter("edge")]


def _graphml(root: ElementTree.Element) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The data of nodes and edges, by the names of their keys; what is not said, its default.

    yEd keeps a label in the drawing of a node or edge; nothing else of a drawing is read.
    """
    keys = list(root.iter("key"))
    names = {key.get("id", ""): key.get("attr.name", "") or key.get("id", "") for key in keys}
    defaults = {
        kind: {
            names[key.get("id", "")]: key.findtext("default", "").strip()
            for key in keys
            if key.get("for") in (kind, "all")
        }
        for kind in ("node", "edge")
    }

    def values(item: ElementTree.Element, graph: ElementTree.Element) -> dict[str, str]:
        kept = {key: item.get(key, "") for key in ("id", "source", "target")} | {"label": ""}
        kept |= {EGO: _ego(graph)} | defaults[item.tag]
        for data in item.iterfind("data"):
            key = data.get("key", "")
            if not len(data):
                kept[names.get(key, key)] = (data.text or "").strip()
        for label in (*item.iterfind("data//NodeLabel"), *item.iterfind("data//EdgeLabel")):
            kept["label"] = kept["label"] or " ".join((label.text or "").split())
        return kept

    graphs = root.findall("graph")
    nodes = [values(node, graph) for graph in graphs for node in graph.iter("node")]
    return nodes, [values(edge, graph) for graph in graphs for edge in graph.iter("edge")]


def read_kumu_json(file: Path, text: str) -> list[Table]:
    """Elements and connections of a project or blueprint of Kumu; raises InputError without."""
    try:
        content = json.loads(text)
        elements, connections = content["elements"], content["connections"]
        nodes = [_kumu_item(item, "element type") for item in elements]
        names = {node["id"]: node.get("label", "") for node in nodes if node.get("id")}
        edges = [_kumu_item(item, "connection type") for item in connections]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        expected, advice = "een project van Kumu (JSON)", "Exporteer het als werkmap of als CSV."
        raise refuse(file, "JSON zonder elements en connections", expected, advice) from error
    for edge in edges:
        edge |= {end: names.get(edge.get(end, ""), edge.get(end, "")) for end in ("from", "to")}
    return [_table(file, "elements", nodes), _table(file, "connections", edges)]


def _kumu_item(item: dict[str, Any], kind: str) -> dict[str, str]:
    """One element or connection, flat; several values in a list as Kumu's CSV has them."""
    flat = {key: value for key, value in item.items() if key != "attributes"}
    flat |= item.get("attributes", {})
    flat["id"] = flat.pop("_id", flat.get("id", ""))
    flat["type"] = flat.pop(kind, flat.get("type", ""))
    return {
        key: "|".join(map(str, value)) if isinstance(value, list) else str(value or "")
        for key, value in flat.items()
    }


def _table(file: Path, sheet: str, items: list[dict[str, str]]) -> Table:
    """The items as a table; their number takes the place of a row. Columns without a value go."""
    heads = {fold(key): key for item in items for key, value in item.items() if value}
    if sheet in ("partijen", "elements"):
        heads |= {"id": "id"}
        if not heads.keys() & set(LABELS):  # igraph and others call the label a name
            heads["label"] = "label"
    rows = []
    for number, item in enumerate(items, start=1):
        texts = {fold(key): value for key, value in item.items()}
        rows.append((number, {head: texts.get(head, "") for head in heads}))
    return Table(str(file), sheet, rows, heads)
