"""Every number in the text leads back: to a row of a results table, and to rows of the sheets.

A number from the tables is a `Number`: a float that knows its row. When a section prints it, the
text gets a mark; in the finished page the mark becomes a `<data>` element with an id, and the trail
keeps id, section, text and row. Marks are signs of the private use area, so that they survive
Markdown, escaping and joining of texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.course import TOGETHER
from veerkracht.lookups.number import Number, Row
from veerkracht.tables.claims import TRAIL
from veerkracht.tables.register import REGISTER

START, MIDDLE, END = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{START}([0-9]+){MIDDLE}([^{START}{MIDDLE}{END}]*){END}")


@dataclass(frozen=True)
class Step:
    """One number as it stands in the report."""

    number: int
    section: str
    text: str
    value: Number


class Trail:
    """The numbers of a report, in the order in which its sections printed them."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.section = ""

    def printing(
        self, write: Callable[..., str], fault: type[Exception] | None = None
    ) -> Callable[..., str]:
        """`write` (number, percent, ...) that marks what it prints.

        A number that comes from no table raises `fault`; without it, it is printed unmarked.
        """

        def marked(value: Any, *options: Any) -> str:
            text = write(value, *options)
            if value is None or (fault is None and not isinstance(value, Number)):
                return text
            if fault and not isinstance(value, Number):
                raise fault(f"het getal {text} komt niet uit een tabel: het heeft geen herkomst")
            number = len(self.steps) + 1
            self.steps.append(Step(number, self.section, text, value))
            return f"{START}{number}{MIDDLE}{text}{END}"

        return marked

    def settle(self, page: str) -> str:
        """The page with an element for every mark; the value is there for machines to read."""
        values = {step.number: step.value for step in self.steps}

        def element(match: re.Match[str]) -> str:
            number = int(match[1])
            return f'<data id="getal-{number}" value="{values[number]}">{match[2]}</data>'

        return MARK.sub(element, page)


def capitalize(text: str) -> str:
    """`text` with its first letter as a capital, past the mark that it may start with."""
    marked = re.compile(f"({START}[0-9]+{MIDDLE})?(.*)", re.DOTALL)
    return marked.sub(lambda m: (m[1] or "") + dutch.sentence(m[2]), text, count=1)


def follow(trail: Trail, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each number with its rows: getal, sectie, gedrukt, waarde, tabel, rijen, waar, herkomst.

    `rijen` are rows of the .csv as a spreadsheet shows them; `herkomst` the rows of the sheets.
    """
    found = {name: _Found(table) for name, table in tables.items()}
    places: dict[Row, tuple[str, str]] = {}
    lines = []
    for step in trail.steps:
        for row in step.value.rows:
            if row not in places:
                places[row] = (_numbers(found, row), _origins(found, row))
            place = (f"{row.table}.csv" if row.table != "config" else "config.yaml", places[row][0])
            lines.append(
                (
                    step.number,
                    step.section,
                    step.text,
                    float(step.value),
                    *place,
                    str(row),
                    places[row][1],
                )
            )
    return pd.DataFrame(lines, columns=TRAIL.names)


class _Found:
    """The rows of a table, found by the values in columns: it is read once for each of these."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table
        self._columns: dict[str, list[Any]] = {}
        self._places: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}

    def column(self, name: str) -> list[Any]:
        """The values of a column; nothing of one that is not there."""
        if name not in self._columns:
            values = self._table[name].tolist() if name in self._table else [None] * len(self)
            self._columns[name] = values
        return self._columns[name]

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, column: str) -> bool:
        return column in self._table

    def matching(self, row: Row) -> list[int]:
        """The places, from 0, of the rows that `row` is about."""
        asked = {name: value for name, value in row.where if name in self}
        names = tuple(asked)
        if names not in self._places:
            places = self._places[names] = {}
            columns = [self.column(name) for name in names]
            for place, values in enumerate(
                zip(*columns, strict=True) if names else [()] * len(self)
            ):
                places.setdefault(values, []).append(place)
        # What is missing is like nothing, also not like what is missing.
        missing = any(value is None or value != value for value in asked.values())
        found = [] if missing else self._places[names].get(tuple(asked.values()), [])
        for name, value in row.where:
            if name in ("barrier", "resource") and name not in asked:
                lists = self._table[f"{name}s"].fillna("").str.split("|").tolist()
                found = [n for n in found if value in lists[n]]
            elif name == "actor" and name not in asked and "actor_a" in self:
                ends = self.column("actor_a"), self.column("actor_b")
                found = [n for n in found if value in (ends[0][n], ends[1][n])]
        return found

    def rows(self, places: Iterable[int]) -> str:
        """Rows as a spreadsheet shows them, where the header is the first."""
        return ", ".join(_spans(int(self._table.index[place]) + 2 for place in places))

    def references(self, places: Iterable[int]) -> list[str]:
        """Where rows say that they came from: places in sheets, and the document that is named."""
        named = [self.column(name) for name in ("origin", "document")]
        texts = (column[place] for place in places for column in named)
        return [place for text in texts if isinstance(text, str) for place in text.split("|")]


def _numbers(tables: Mapping[str, _Found], row: Row) -> str:
    table = tables.get(row.table)
    return table.rows(table.matching(row)) if table and row.table != "config" else ""


def _origins(tables: Mapping[str, _Found], row: Row) -> str:
    """The rows of the sheets behind a row: by its parents, or its own references."""
    parts = []
    for parent in _parents(tables, row):
        table = tables.get(parent.table)
        places = table.matching(parent) if table else []
        if table and places:
            count = "1 rij" if len(places) == 1 else f"{len(places)} rijen"
            runs = ", ".join(_runs(table.references(places)))
            parts.append(f"{parent.table}.csv, {count}: {runs}")
    own = tables.get(row.table)
    return "; ".join(parts or (_runs(own.references(own.matching(row))) if own else []))


def _runs(references: Iterable[str]) -> list[str]:
    """Each place once; rows of one sheet as runs: `2023.xlsx!relaties!2-9`."""
    rows: dict[str, set[int]] = {}
    for reference in references:
        sheet, _, number = reference.rpartition("!")
        if sheet and number.isdigit():
            rows.setdefault(sheet, set()).add(int(number))
        else:
            rows.setdefault(reference, set())
    runs = []
    for place, numbers in rows.items():
        runs += [f"{place}!{run}" for run in _spans(numbers)] or [place]
    return runs


def _spans(numbers: Iterable[int]) -> list[str]:
    """Numbers in order, those that follow each other as `2-9`."""
    # In a run the number less its place in the order stays the same.
    groups = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in group] for _, group in groups]
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def _parents(tables: Mapping[str, _Found], row: Row) -> list[Row]:
    """The rows of other tables that a row was computed from."""
    table = REGISTER.get(row.table)
    if table and table.by_source and row.table in tables:
        parents: dict[Row, None] = {}
        found = tables[row.table]
        area = "other" if "other" in found else "area"
        place_of = {"area": area, "year": "year", "indicator": "indicator"}
        for n in found.matching(row):
            place = {name: found.column(column)[n] for name, column in place_of.items()}
            # Areas together and what no indicator explains have no row of their own in a source.
            given = {k: v for k, v in place.items() if not pd.isna(v) and v != TOGETHER}
            parents[Row(str(found.column("source")[n]), tuple(given.items()))] = None
        return list(parents)
    return [
        Row(name, tuple((column, value) for column, value in row.where if column in shared))
        for name, shared in (table.parents if table else {}).items()
    ]
