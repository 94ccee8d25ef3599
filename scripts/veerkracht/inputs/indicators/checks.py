"""What must hold of the values of an export, whatever its layout."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from veerkracht.faults import Fault
from veerkracht.index_parts import SUMS
from veerkracht.inputs.indicators.measured import Measured

KEY = ["area_code", "area", "level", "year", "edition", "indicator", "theme", "part"]
TOLERANCE = 1e-6


def check_doubles(table: pd.DataFrame, file: str) -> list[Fault]:
    """A fault for every two values of one indicator in one area, year and edition.

    `table` has the columns of KEY, value, mark and cell. The same value on two sheets of an export
    contradicts nothing.
    """
    apart = table.drop_duplicates([*KEY, "value", "mark"])
    twice = apart[apart.duplicated(KEY, keep=False)].fillna("")
    return [
        Fault(
            file,
            found=f"{len(group)} waarden voor {group['indicator'].iloc[0]}, "
            f"{group['area'].iloc[0]}, {group['year'].iloc[0]} in {', '.join(group['cell'])}",
            expected="één waarde per gebied, jaar, uitgave en indicator",
        )
        for _, group in twice.groupby(KEY)
    ]


def check_sums(rows: Iterable[Measured], file: str) -> list[Fault]:
    """Faults for every area and year in which an index is not the mean of its parts (1e-6)."""
    by_place: dict[tuple[str, str, int], dict[str, tuple[float, str]]] = {}
    for row in rows:
        if row.unit == "index" and row.value is not None:
            place = (str(row.area_code), row.area, row.year)
            by_place.setdefault(place, {})[row.indicator] = (row.value, row.cell)
    faults = []
    for (code, area, year), values in by_place.items():
        for total, parts in SUMS.items():
            if not {total, *parts} <= set(values):
                continue
            given, cell = values[total]
            mean = math.fsum(values[part][0] for part in parts) / len(parts)
            if abs(given - mean) > TOLERANCE:
                faults.append(
                    Fault(
                        file,
                        column=total,
                        found=f"{given:.6f} voor {area} ({code}) in {year}, cel {cell}",
                        expected=f"{mean:.6f}, het gemiddelde van {', '.join(parts)}",
                        advice=f"Het verschil is {given - mean:+.6f}: vraag na welke klopt.",
                    )
                )
    return faults
