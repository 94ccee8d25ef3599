"""The rows behind every number in the text, as data for a page that shows them when asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from veerkracht.city.course import TOGETHER
from veerkracht.review.edition import Lines
from veerkracht.review.keys import Line
from veerkracht.tables.register import REGISTER

# A row as herkomst.csv names it: `metric=actors, year=2023`; a value may hold a comma.
PAIR = re.compile(r", (?=\w+=)")
LISTS = ("barrier", "resource")  # of a party: kept as a list in one cell
Where = dict[str, str]


def where_of(text: str) -> Where:
    """Column -> value, of a row as herkomst.csv names it."""
    pairs = (pair.partition("=") for pair in PAIR.split(text) if "=" in pair)
    return {name: "" if value == "nan" else value for name, _, value in pairs}


def rows_behind(trail: Lines, tables: Mapping[str, Lines]) -> dict[str, Any]:
    """What the page needs: getallen, plekken and tabellen.

    `getallen`: number -> the places it came from, by their order in `plekken`; a place holds its
    table, its rows and, of every table it was computed from, the rows (indexes in `tabellen`, which
    hold titel, kolommen with their meaning, and the rows that some number came from).
    """
    places: dict[tuple[str, str], int] = {}
    numbers: dict[int, list[int]] = {}
    for step in trail:
        key = (step["tabel"].removesuffix(".csv"), step["waar"])
        numbers.setdefault(int(step["getal"]), []).append(places.setdefault(key, len(places)))
    used: dict[str, set[int]] = {}

    def found(name: str, where: Where) -> list[Any]:
        rows = _matching(tables.get(name, []), where)
        used.setdefault(name, set()).update(rows)
        return [name, rows]

    told = []
    for name, text in places:
        where = where_of(text)
        own = found(name, where)
        parents = [found(*parent) for parent in _parents(name, where, tables)]
        told.append([*own, [one for one in parents if one[1]]])
    return {
        "getallen": numbers,
        "plekken": told,
        "tabellen": {name: _table(name, tables[name], rows) for name, rows in used.items() if rows},
    }


def _table(name: str, lines: Lines, rows: Iterable[int]) -> dict[str, Any]:
    """A table with the rows that are asked for, by their number in the file."""
    entry = REGISTER.get(name, REGISTER["indicators"])
    meaning = {column.name: column.meaning for column in entry.columns}
    columns = list(lines[0])
    return {
        "titel": entry.title if name in REGISTER else f"{entry.title}: {name}",
        "kolommen": [[column, meaning.get(column, "")] for column in columns],
        "rijen": {row: [lines[row][column] for column in columns] for row in sorted(rows)},
    }


def _matching(lines: Lines, where: Where) -> list[int]:
    return [index for index, line in enumerate(lines) if _is(line, where)] if where else []


def _is(line: Line, where: Where) -> bool:
    """Whether a row is one that `where` names; a tie is of either of its parties."""
    for column, value in where.items():
        if column in line:
            if line[column] != value:
                return False
        elif column in LISTS and f"{column}s" in line:
            if value not in line[f"{column}s"].split("|"):
                return False
        elif (
            column == "actor"
            and "actor_a" in line
            and value not in (line["actor_a"], line["actor_b"])
        ):
            return False
    return True


def _parents(name: str, where: Where, tables: Mapping[str, Lines]) -> Iterable[tuple[str, Where]]:
    """The rows of other tables that a row was computed from: table and where."""
    entry = REGISTER.get(name)
    if entry and entry.by_source:
        for row in _matching(tables.get(name, []), where):
            line = tables[name][row]
            place = {"area": line.get("other") or line["area"]}
            place |= {key: line[key] for key in ("year", "indicator") if line.get(key)}
            yield (
                line["source"],
                {key: value for key, value in place.items() if value and value != TOGETHER},
            )
    elif entry:
        for parent, shared in entry.parents.items():
            yield parent, {column: where[column] for column in shared if column in where}
