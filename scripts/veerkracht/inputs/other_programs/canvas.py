"""What Network Canvas says outside its rows: in names of files, and in columns of true or false.

An export has a file a kind of node and a kind of tie, for every interview, and one on who was
interviewed. The same party can be named in several interviews, each time with a key of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from veerkracht.faults import InputError
from veerkracht.inputs.other_programs.tables import LABELS, Table
from veerkracht.words import fold

KIND_OF_FILE = re.compile(r"_(?:attributeList|edgeList)_(?P<kind>.+?)(?:_\d+| \(\d+\))?$")
EGO, NODE, KIND = "networkcanvasegouuid", "networkcanvasuuid", "networkcanvastype"
NO_NAME = "naam van de geïnterviewde partij staat niet in de export"
# A name that was left as a list of numbers, or as a word that stands for it.
SEALED = re.compile(r"\[?\d{1,3}(\s*,\s*\d{1,3}){7,}\]?|encrypted|versleuteld", re.IGNORECASE)


def is_canvas(table: Table) -> bool:
    """Whether a table is of Network Canvas."""
    return EGO in table.heads


def is_about_interviewed(table: Table) -> bool:
    """Whether a table tells of the interviewed parties, a row an interview."""
    return EGO in table.heads and NODE not in table.heads


def with_kind(table: Table) -> Table:
    """The table with the kind of node or tie that its file is named after, and options as lists.

    A GraphML has the kind in a column of its own. Where a node was drawn says nothing.
    Raises InputError for names that were exported encrypted.
    """
    label = table.first(LABELS)
    sealed = [
        table.fault(
            number,
            label,
            "een versleutelde naam",
            "een naam",
            "Geef in Network Canvas de sleutel op voordat u exporteert.",
        )
        for number, row in table.rows
        if label and SEALED.fullmatch(row[label])
    ]
    if sealed:
        raise InputError(sealed)
    match = KIND_OF_FILE.search(Path(table.file).stem)
    has_kind = table.first(("type", "kind", "soort"))
    lists = _options(table)
    gone = {head for heads in lists.values() for head in heads} | _drawn(table) | {KIND}
    heads = {fold_: head for fold_, head in table.heads.items() if fold_ not in gone}
    heads |= {fold(name): name for name in lists}
    is_told = bool(match or KIND in table.heads) and not has_kind
    if is_told:
        heads["type"] = "type"
    rows = []
    for number, row in table.rows:
        kept = {head: row.get(head, "") for head in heads}
        for name, options in lists.items():
            chosen = [option for head, option in options.items() if row[head].lower() == "true"]
            kept[fold(name)] = "|".join(chosen)
        if is_told:
            kept["type"] = row.get(KIND, "") or (match["kind"] if match else "")
        rows.append((number, kept))
    return Table(table.file, table.sheet, rows, heads)


def _drawn(table: Table) -> set[str]:
    """The columns with the places in a drawing: a pair of numbers under one name."""
    pairs = [(head, f"{head[:-1]}y") for head in table.heads if head.endswith("x")]
    return {
        folded
        for pair in pairs
        for folded in pair
        if table.heads.get(pair[0], "").endswith("_x")
        and table.heads.get(pair[1], "").endswith("_y")
    }


def _options(table: Table) -> dict[str, dict[str, str]]:
    """Name of a question -> its columns of true or false (folded), with the option of each."""
    lists: dict[str, dict[str, str]] = {}
    for folded, head in table.heads.items():
        values = {row[folded].lower() for _, row in table.rows}
        name, _, option = head.rpartition("_")
        if name and option and values <= {"true", "false", ""} and values != {""}:
            lists.setdefault(name, {})[folded] = option
    return lists


def interviewed(tables: list[Table], nodes: list[Table]) -> list[dict[str, object]]:
    """The interviewed parties as rows of sheet initiatieven, with whom each of them named."""
    named: dict[str, dict[str, None]] = {}
    for table in nodes:
        label = table.first(LABELS)
        for _, row in table.rows:
            if row.get(EGO) and row.get(label):
                named.setdefault(row[EGO], {})[row[label]] = None
    parties = []
    for table in tables:
        names = [head for head in table.heads if head.startswith(LABELS)]
        for _, row in table.rows:
            case = row.get("networkcanvascaseid", "") or row[EGO]
            name = next((row[head] for head in names if row[head]), "")
            party: dict[str, object] = {
                **{"naam": name or f"Gesprek {case}", "geinterviewd": "ja", "interview": case},
                "partners": "; ".join(named.get(row[EGO], {})),
            }
            parties.append(party if name else party | {"opmerking": NO_NAME})
    return parties


def joined(actors: list[dict[str, object]]) -> list[dict[str, object]]:
    """One row a party, whoever named it: the first value of a column stays, partners are united."""
    by_name: dict[str, dict[str, object]] = {}
    for actor in actors:
        kept = by_name.setdefault(fold(str(actor["naam"])), dict(actor))
        for column, value in actor.items():
            kept.setdefault(column, value)
        partners = f"{kept.get('partners', '')};{actor.get('partners', '')}".split(";")
        names = dict.fromkeys(name.strip() for name in partners if name.strip())
        if names:
            kept["partners"] = "; ".join(names)
    return list(by_name.values())
