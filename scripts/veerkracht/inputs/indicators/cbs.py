"""Key figures of CBS: an area a feature of a GeoJSON or a line of a CSV, an indicator a column."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.inputs.containers import read_csv
from veerkracht.inputs.indicators.measured import MISSING, Measured, Value, read_value
from veerkracht.inputs.values import clean
from veerkracht.words import fold

DESCRIPTION = "kerncijfers van het CBS, als GeoJSON of CSV; `indicators` noemt de kolommen"
# How editions of the key figures call the code and the name of an area.
CODES = ("buurtcode", "gwb_code_10", "gwb_code", "codering_3", "wijkenenbuurten")
NAMES = ("buurtnaam", "regio", "wijkenenbuurten", "naam")
# What CBS calls a buurt is what Rotterdam calls a wijk.
LEVELS = {"BU": "wijk", "WK": "gebied", "GM": "stad"}
# CBS writes large negative whole numbers for what it does not publish.
UNPUBLISHED = -99990


@dataclass(frozen=True)
class _Wanted:
    """A column as config.yaml asks for it: a share of the sum of `per`; `weight`: of the mean."""

    column: str
    label: str
    per: tuple[str, ...] = ()
    weight: str = ""


@dataclass(frozen=True)
class _Area:
    """The properties of an area by column; `place`: where it stands; `point`: its decimals."""

    place: str
    values: dict[str, Any]
    point: str

    def value(self, column: str) -> Value | None:
        """The value of a property; None for a text, which is a name and no figure."""
        cell = self.values.get(column)
        if cell is None or isinstance(cell, bool):
            return None
        value = read_value(cell, self.point)
        if value and value.number is not None and value.number <= UNPUBLISHED:
            return Value(None, MISSING)
        return value

    def number(self, column: str) -> float | None:
        """The value of a property where it is a number."""
        value = self.value(column)
        return value.number if value else None

    def total(self, columns: Iterable[str]) -> float | None:
        """The sum of some properties; None where one of them is missing."""
        numbers = [self.number(column) for column in columns]
        return None if None in numbers else math.fsum(x for x in numbers if x is not None)


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The columns that `source` asks for (all of them without `indicators`) of every area.

    Where the file has only buurten of one municipality, that gets a mean by weight. Raises
    InputError for a column that is not there.
    """
    areas, columns = _read_areas(path, source.get("decimal", "punt"), notes)
    wanted = _wanted(source)
    code, name = (_first_column(columns, names) for names in (CODES, NAMES))
    edition = source["edition"]
    year = int(edition[:4]) if edition[:4].isdigit() else None
    faults = _missing_columns(path, wanted, columns)
    if year is None:
        expected = "een uitgave die met het jaar begint, bijvoorbeeld '2022'"
        faults.append(Fault("config.yaml", found=edition, expected=expected))
    if not code or not name:
        expected = f"een code ({', '.join(CODES)}) en een naam ({', '.join(NAMES)})"
        faults.append(Fault(str(path), found=", ".join(columns[:8]), expected=expected))
    if faults or year is None:
        raise InputError(faults)
    asked = wanted or [_Wanted(key, key) for key in columns if key not in (code, name)]
    rows = [
        measured
        for area in areas
        for item in asked
        if (measured := _measure(area, item, code, name, year)) is not None
    ]
    if not any(row.level == "stad" for row in rows):
        rows += _city(areas, rows, wanted)
    return rows


def _missing_columns(path: Path, wanted: list[_Wanted], columns: list[str]) -> list[Fault]:
    """A fault for every column that is asked for, or divided or weighed by, and is not there."""
    by_others = [c for item in wanted for c in (*item.per, *filter(None, [item.weight]))]
    return [
        Fault(
            str(path),
            column=column,
            found="deze eigenschap ontbreekt",
            expected="een eigenschap uit het bestand",
            advice=nearest(column, columns),
        )
        for column in dict.fromkeys([*(item.column for item in wanted), *by_others])
        if column not in columns
    ]


def _measure(area: _Area, item: _Wanted, code: str, name: str, year: int) -> Measured | None:
    """One figure of one area, as a share where that is asked for; None where there is none."""
    value = area.value(item.column)
    if value is None:
        return None
    if item.per and value.number is not None:
        whole = area.total(item.per)
        value = Value(100 * value.number / whole) if whole else Value(None, MISSING)
    is_percent = item.per or item.column.lower().startswith(("perc", "p_"))
    area_code = clean(area.values[code])
    return Measured(
        area_code=area_code,
        area=clean(area.values[name]),
        level=LEVELS.get(area_code[:2], "wijk"),
        year=year,
        indicator=item.column,
        label=item.label,
        part="objectief",
        value=value.number,
        unit="procent" if is_percent else "getal",
        mark=value.mark,
        cell=f"{area.place}, {item.column}",
    )


def _wanted(source: dict[str, Any]) -> list[_Wanted]:
    """What config.yaml asks for: a column with its label, or with a block."""
    return [
        _Wanted(column, item)
        if isinstance(item, str)
        else _Wanted(column, item["label"], tuple(item.get("per", ())), item.get("weight", ""))
        for column, item in (source.get("indicators") or {}).items()
    ]


def _city(areas: list[_Area], rows: list[Measured], wanted: list[_Wanted]) -> list[Measured]:
    """The city where the file has only its buurten: the mean over them, by the weight asked for.

    A share of a sum is computed from the sums. Without a weight there is no value for the city.
    """
    names = {clean(area.values.get("gemeentenaam", "")) for area in areas} - {""}
    if len(names) != 1:
        return []
    city = []
    for item in wanted:
        top = bottom = 0.0
        for area in areas:
            value = area.number(item.column)
            if item.per:
                weight = area.total(item.per)
                value = 100 * value / weight if value is not None and weight else None
            else:
                weight = area.number(item.weight) if item.weight else None
            if value is not None and weight:
                top, bottom = top + value * weight, bottom + weight
        if bottom:
            of_buurten = (r for r in rows if r.indicator == item.column and r.level == "wijk")
            mean = replace(
                next(of_buurten),
                area_code="",
                area=next(iter(names)),
                level="stad",
                value=top / bottom,
                mark="",
                cell=f"gewogen gemiddelde van {len(areas)} buurten, {item.column}",
            )
            city.append(mean)
    return city


def _read_areas(path: Path, point: str, notes: list[Fault]) -> tuple[list[_Area], list[str]]:
    """The areas in the file, and the columns; raises InputError for a line of another width."""
    if path.suffix.lower() != ".csv":
        features = read_boundaries(path)["features"]
        areas = [
            _Area(f"gebied {number}", feature["properties"], point)
            for number, feature in enumerate(features, start=1)
        ]
        return areas, list(areas[0].values)
    sheet = read_csv(path, ())
    notes += sheet.faults
    head = [clean(cell) for cell in sheet.cells[0]]
    faults = []
    areas = []
    for number, line in sheet.below(sheet.first):
        if len(line) == len(head):
            values = dict(zip(head, line, strict=True))
            areas.append(_Area(f"regel {number}", values, point))
        elif any(clean(cell) for cell in line):
            found, expected = f"{len(line)} velden", f"{len(head)} velden"
            faults.append(Fault(str(path), row=number, found=found, expected=expected))
    if faults:
        raise InputError(faults)
    return areas, head


def _first_column(columns: list[str], names: tuple[str, ...]) -> str:
    """The column that goes by the first of `names` that is there, or an empty text."""
    by_print = {fold(column): column for column in columns}
    return next((by_print[fold(name)] for name in names if fold(name) in by_print), "")
