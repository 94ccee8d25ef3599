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
    places: dict[Row, tuple[str, str]] = {}
    lines = []
    for step in trail.steps:
        for row in step.value.rows:
            if row not in places:
                places[row] = (_numbers(_matching(tables, row), row), _origins(tables, row))
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


def _matching(tables: Mapping[str, pd.DataFrame], row: Row) -> pd.DataFrame:
    table = tables.get(row.table, pd.DataFrame())
    for column, value in row.where:
        if column in table:
            table = table[table[column] == value]
        elif column in ("barrier", "resource"):
            lists = table[f"{column}s"].fillna("").str.split("|")
            # A list without a type of its own, when empty, would choose columns.
            table = table[pd.Series([value in named for named in lists], table.index, dtype=bool)]
        elif column == "actor" and "actor_a" in table:
            table = table[(table["actor_a"] == value) | (table["actor_b"] == value)]
    return table


def _numbers(rows: pd.DataFrame, row: Row) -> str:
    if row.table == "config":
        return ""
    return ", ".join(_spans(int(index) + 2 for index in rows.index))


def _origins(tables: Mapping[str, pd.DataFrame], row: Row) -> str:
    """The rows of the sheets behind a row: by its parents, or its own references."""
    parts = []
    for parent in _parents(tables, row):
        rows = _matching(tables, parent)
        if len(rows):
            count = "1 rij" if len(rows) == 1 else f"{len(rows)} rijen"
            parts.append(f"{parent.table}.csv, {count}: {', '.join(_runs(_references(rows)))}")
    return "; ".join(parts or _runs(_references(_matching(tables, row))))


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


def _parents(tables: Mapping[str, pd.DataFrame], row: Row) -> list[Row]:
    """The rows of other tables that a row was computed from."""
    table = REGISTER.get(row.table)
    if table and table.by_source:
        parents: dict[Row, None] = {}
        for item in _matching(tables, row).to_dict("records"):
            place = {"area": item.get("other", item["area"])}
            place |= {name: item.get(name) for name in ("year", "indicator")}
            # Areas together and what no indicator explains have no row of their own in a source.
            given = {k: v for k, v in place.items() if not pd.isna(v) and v != TOGETHER}
            parents[Row(str(item["source"]), tuple(given.items()))] = None
        return list(parents)
    return [
        Row(name, tuple((column, value) for column, value in row.where if column in shared))
        for name, shared in (table.parents if table else {}).items()
    ]


def _references(rows: pd.DataFrame) -> list[str]:
    """Where rows say that they came from: places in sheets, and the document that a row names."""
    named = [column for column in ("origin", "document") if column in rows]
    texts = (text for row in rows[named].itertuples(index=False) for text in row)
    return [place for text in texts if isinstance(text, str) for place in text.split("|")]
