"""Networks of other programs as actors and ties: nodes by key or name, ends that must be known."""

from __future__ import annotations

import re

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.letters import no_word
from veerkracht.inputs.other_programs.tables import ENDS, LABELS, Rows, Table
from veerkracht.inputs.values import split, to_number
from veerkracht.words import fold

KEYS = ("networkcanvasuuid", "id")
# Keys that say nothing about an actor.
NOISE = {*KEYS, "nodeid", "networkcanvasegouuid", "timeset"}
# Node attributes that have a column of their own; all others go to opmerking.
COLUMNS = {
    "organisatievorm": ("form", "organisatievorm"),
    "thema": ("tags", "themes", "thema"),
    "doelgroep": ("targetgroups", "doelgroep"),
    "ligging": ("location", "ligging"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "longitude"),
    "website": ("website", "url"),
    "plek": ("place", "plek"),
    "cluster": ("cluster",),
    "hulpbronnen": ("resources", "hulpbronnen"),
    "belemmeringen": ("barriers", "belemmeringen"),
    "eigenaarschap": ("ownership", "eigenaarschap"),
    "bewonersgeleid": ("residentled", "bewonersgeleid"),
}
# Columns with several codes in a cell; who fills in a form parts them by commas or spaces.
CODED = ("thema", "doelgroep", "hulpbronnen", "belemmeringen")
NUMBERS = ("lat", "lon", "eigenaarschap")
KINDS = ("type", "kind", "soort")
# What programs number their nodes with when nobody gave them a key.
NUMBERED = re.compile(r"(n|v|e|id|node|vertex)[-_ ]?\d+", re.IGNORECASE)
LOCATIONS = ("binnen", "buiten", "onbekend")


def network_of(nodes: list[Table], edges: list[Table]) -> Rows:
    """Actors and ties; an end of an edge is the key of a node, or else its name."""
    faults: list[Fault] = []
    # By kind of key: the name that belongs to each key. An id may look like another one's name.
    names: dict[str, dict[str, str]] = {key: {} for key in ("", *KEYS)}
    actors: list[dict[str, object]] = []
    for table in nodes:
        label, key = table.first(LABELS), table.first(KEYS)
        faults += _told_twice(table, label, key)
        known = {column: _alone(table, table.first(COLUMNS[column])) for column in CODED}
        for number, row in table.rows:
            # Who gives no label in Gephi has the name in its Id.
            name = row.get(label, "") or (row[key] if key == "id" and _is_name(row[key]) else "")
            if not name:
                faults.append(table.fault(number, label, "''", "een naam"))
                continue
            row = {**row, "label": name} if name != row.get(label) else row
            names[""].setdefault(name, name)
            if key and row[key] and names[key].setdefault(row[key], name) != name:
                expected = "een eigen nummer voor elke partij"
                faults.append(table.fault(number, key, f"'{row[key]}'", expected))
            head = label if row.get(label) == name else "label"
            actors.append(_actor(table, row, head, known))
    ties = []
    for table in edges:
        start, end, kind = table.ends() or ENDS[0]
        is_named = not nodes and kind == "id" and _are_names(table, start, end)
        if not nodes and kind and not is_named:
            found, advice = "relaties zonder lijst met partijen", "Exporteer ook de partijen."
            faults.append(table.fault(0, "", found, "twee bestanden", advice))
            continue
        labels = names[""] if is_named else names[kind] or names[""]
        for number, row in table.rows:
            for column in (start, end):
                # Kumu writes names: without a list of nodes the edges themselves tell them.
                if not nodes and row[column] and row[column] not in labels:
                    labels[row[column]] = row[column]
                    actors.append({"naam": row[column]})
            unknown = [column for column in (start, end) if row[column] not in labels]
            expected = "een partij uit de lijst met partijen"
            faults += [
                table.fault(
                    number, column, f"'{row[column]}'", expected, nearest(row[column], labels)
                )
                for column in unknown
            ]
            if not unknown:
                ties.append(_tie(row, labels[row[start]], labels[row[end]]))
    if faults:
        raise InputError(faults)
    return {"initiatieven": actors, "relaties": ties}


def _told_twice(table: Table, label: str, key: str) -> list[Fault]:
    """A fault for every node with the name of another one: they would become one party.

    Of Network Canvas one party may come from several interviews, each time with another key.
    """
    if key != "id" or not label or "networkcanvasegouuid" in table.heads:
        return []
    first: dict[str, str] = {}
    expected = "een eigen naam voor elke partij"
    advice = "Geef een van de twee een andere naam, of maak er in het programma één partij van."
    return [
        table.fault(number, label, f"'{row[label]}' met id {row[key]}, en ook met id {other}",
                    expected, advice)
        for number, row in table.rows
        if row.get(label)
        and (other := first.setdefault(row[label], row[key])) != row[key]
    ]  # fmt: skip


def _are_names(table: Table, start: str, end: str) -> bool:
    """Whether the ends of edges are names, so that no list of nodes is needed to read them."""
    ends = {row[column] for _, row in table.rows for column in (start, end) if row[column]}
    return all(map(_is_name, ends))


def _is_name(text: str) -> bool:
    """Whether a key may be a name: with letters, and no number with a sign before it ("n0")."""
    return not no_word(text) and not NUMBERED.fullmatch(text)


def _alone(table: Table, name: str) -> set[str]:
    """The codes of a column in which there is no doubt, folded: those without a comma."""
    parts = (part for _, row in table.rows for part in split(row.get(name, "")))
    return {fold(part) for part in parts if "," not in part}


def _codes(text: str, known: set[str]) -> list[str]:
    """The codes in a cell: a comma or a space parts them where each piece is `known`."""
    codes: list[str] = []
    for part in split(text):
        ways = (re.split(r"\s*,\s*", part.strip(", ")), part.split())
        fits = (way for way in ways if len(way) > 1 and known.issuperset(map(fold, way)))
        codes += next(fits, [part])
    return list(dict.fromkeys(codes))


def _actor(
    table: Table, row: dict[str, str], label: str, known: dict[str, set[str]]
) -> dict[str, object]:
    """A node as a row of sheet initiatieven; what has no column there goes to opmerking.

    `known`: column -> its codes without a doubt. A cell that may hold more of them is told there.
    """
    actor: dict[str, object] = {"naam": row[label]}
    used = {label, *NOISE}
    notes = []
    for column, names in COLUMNS.items():
        name = table.first(names)
        if name and row[name]:
            used.add(name)
            number = to_number(row[name]) if column in NUMBERS else None
            actor[column] = _joined(row[name]) if number is None else number
            if column in CODED:
                codes = _codes(row[name], known[column])
                actor[column] = "; ".join(codes)
                notes += [f"{column} '{x}': één code of meer?" for x in codes if "," in x]
    if fold(str(actor.get("ligging", "binnen"))) not in LOCATIONS:
        notes.append(f"ligging: {actor.pop('ligging')}")
    kind = table.first(KINDS)
    if kind and row[kind]:
        column = "soort" if fold(row[kind]) in ("formeel", "informeel") else "organisatievorm"
        if column not in actor:
            used.add(kind)
            actor[column] = _joined(row[kind])
    notes += [
        f"{head}: {_joined(row[name])}"
        for name, head in table.heads.items()
        if name not in used and row[name]
    ]
    if notes:
        actor["opmerking"] = "; ".join(notes)
    return actor


def _joined(text: str) -> str:
    """Several values in a cell, which Kumu splits by `|`, as our workbook splits them."""
    return "; ".join(part.strip() for part in text.split("|") if part.strip())


def _tie(row: dict[str, str], start: str, end: str) -> dict[str, object]:
    tie: dict[str, object] = {"van": start, "naar": end}
    # In Gephi `Type` says directed or undirected; what a tie is stands in its label.
    kind = row.get("type", "")
    if fold(kind) in ("", "directed", "undirected", "mutual", "mixed"):
        kind = row.get("kind", "") or row.get("label", "")
    if kind:
        tie["soort"] = _joined(kind)
    strength = to_number(row.get("strength") or row.get("weight") or "")
    if strength in (1, 2, 3):
        tie["sterkte"] = int(strength)
    return tie
