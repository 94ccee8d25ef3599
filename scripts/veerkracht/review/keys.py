"""By which columns a row of a table is known again in another edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from veerkracht.inputs.schemas import all_schemas
from veerkracht.tables.register import REGISTER
from veerkracht.tables.table import Type

Line = Mapping[str, str]
# Where a row stood says nothing about which row it is: a row above it moves it.
PLACES = ("origin", "document", "label")
Cell = tuple[str, str, str]  # column, what it held, what it holds


def key_columns(name: str, *tables: Sequence[Line]) -> list[str]:
    """The first columns of table `name` that tell its rows apart, in each of `tables`.

    Columns with measured numbers are none; all that is left where rows cannot be told apart.
    """
    table = REGISTER.get(name, REGISTER["indicators"])
    measured = {column.name for column in table.columns if column.type == Type.NUMBER}
    there = [set(lines[0]) for lines in tables if lines]
    names = [n for n in table.names if n not in (*PLACES, *measured) and all(n in h for h in there)]
    for end in range(1, len(names)):
        if all(_unique(lines, names[:end]) for lines in tables):
            return names[:end]
    return names


def _unique(lines: Sequence[Line], names: list[str]) -> bool:
    return len({tuple(line[n] for n in names) for line in lines}) == len(lines)


def by_key(lines: Iterable[Line], names: Sequence[str]) -> dict[tuple[str, ...], Line]:
    """Key -> row; rows that share a key get a number after it."""
    found: dict[tuple[str, ...], Line] = {}
    for line in lines:
        key, count = tuple(line[n] for n in names), 1
        while key in found:
            count += 1
            key = (*key[: len(names)], str(count))
        found[key] = line
    return found


def changed_cells(old: Line, new: Line) -> list[Cell]:
    """The cells of a row that differ, of the columns that both editions have."""
    both = [column for column in old if column in new and column != "origin"]
    return [(column, old[column], new[column]) for column in both if old[column] != new[column]]


def told(cells: Sequence[Cell]) -> tuple[str, str]:
    """Changed cells in words, then and now, by their heads: `soort informeel; thema leeg`."""
    heads = _heads()
    before, after = (
        "; ".join(f"{heads.get(cell[0], cell[0])} {cell[side] or 'leeg'}" for cell in cells)
        for side in (1, 2)
    )
    return before, after


@cache
def _heads() -> dict[str, str]:
    """Column of a table -> the head that it has on a sheet."""
    fields = (field for sheet in all_schemas() for field in sheet.fields.values())
    return {field.column: field.name for field in fields if field.column}
