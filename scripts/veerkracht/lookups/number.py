"""A number from the tables: a float that knows its row, so that it leads back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

# A percentage of fewer counted things says of how many it is one.
FEW = 20


@dataclass(frozen=True)
class Row:
    """Where a number stands: the table, and the values by which its rows are found."""

    table: str
    where: tuple[tuple[str, object], ...]

    def __str__(self) -> str:
        return ", ".join(f"{column}={value}" for column, value in self.where)


class Number(float):
    """A number that knows the rows it came from; what is computed from two knows those of both.

    `of`: for a share, of how many it is one; None for any other number.
    """

    rows: tuple[Row, ...]
    of: int | None

    def __new__(cls, value: float, *rows: Row) -> Number:
        """A figure with its rows."""
        made = super().__new__(cls, value)
        made.rows = rows
        made.of = None
        return made

    def share_of(self, count: float | None) -> Number:
        """The same number as a share of so many."""
        made = Number(float(self), *self.rows)
        made.of = None if count is None else int(count)
        return made

    def __str__(self) -> str:
        return str(int(self)) if self.is_integer() else repr(float(self))

    def _with(self, value: float, other: object = None) -> Number:
        return Number(value, *dict.fromkeys((*self.rows, *getattr(other, "rows", ()))))

    def __sub__(self, other: float) -> Number:
        return self._with(float(self) - float(other), other)

    def __add__(self, other: float) -> Number:
        return self._with(float(self) + float(other), other)

    def __truediv__(self, other: float) -> Number:
        return self._with(float(self) / float(other), other)

    def __mul__(self, other: float) -> Number:
        return self._with(float(self) * float(other), other)

    def __neg__(self) -> Number:
        return self._with(-float(self))

    def __abs__(self) -> Number:
        return self._with(abs(float(self)))


def number_from(value: Any, table: str, **where: object) -> Number | None:
    """A figure from a table; None for a missing value."""
    if value is None or pd.isna(value):
        return None
    return Number(float(value), Row(table, tuple(where.items())))


def count_from(value: Any, table: str, **where: object) -> Number:
    """As `number_from`, with zero for a missing value; a zero knows its row as well."""
    row = Row(table, tuple(where.items()))
    return Number(0 if value is None or pd.isna(value) else float(value), row)
