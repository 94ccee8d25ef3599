"""Key figures of CBS: an area a feature of a GeoJSON or a line of a CSV, an indicator a column."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.indicators.cbs_areas import Area, is_about_a_row, read_areas
from veerkracht.inputs.indicators.measured import MISSING, Measured, Value
from veerkracht.inputs.values import clean

DESCRIPTION = (
    "kerncijfers van het CBS, als werkmap, CSV, GeoJSON of JSON; `indicators` noemt de kolommen"
)


@dataclass(frozen=True)
class _Wanted:
    """A column as config.yaml asks for it: a share of the sum of `per`; `weight`: of the mean."""

    column: str
    label: str
    per: tuple[str, ...] = ()
    weight: str = ""


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The columns that `source` asks for (all of them without `indicators`) of every area.

    Where the file has only buurten of one municipality, that gets a mean by weight. Raises
    InputError for a column that is not there.
    """
    areas, columns = read_areas(path, source, notes)
    wanted = _wanted(source)
    faults = _missing_columns(path, wanted, columns)
    asked = wanted or [
        _Wanted(column, column)
        for column in columns
        if not is_about_a_row(column) and any(area.value(column) for area in areas)
    ]
    faults += [
        Fault(str(path), "", area.row, item.column, f"'{cell}'", "een getal of een teken als .")
        for area in areas
        for item in asked
        if (cell := area.values.get(item.column)) is not None and area.value(item.column) is None
    ]
    if faults:
        raise InputError(faults)
    rows = [
        measured
        for area in areas
        for item in asked
        if (measured := _measure(area, item, source.get("unit", ""))) is not None
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


def _measure(area: Area, item: _Wanted, unit: str) -> Measured | None:
    """One figure of one area, as a share where that is asked for; None where there is none."""
    value = area.value(item.column)
    if value is None:
        return None
    if item.per and value.number is not None:
        whole = _total(area, item.per)
        value = Value(100 * value.number / whole) if whole else Value(None, MISSING)
    return Measured(
        area_code=area.code,
        area=area.name,
        level=area.level,
        year=area.year,
        indicator=item.column,
        label=item.label,
        part="objectief",
        value=value.number,
        unit="procent" if item.per else unit or _unit(item.column),
        mark=value.mark,
        cell=f"{area.place}, {item.column}",
    )


def _unit(column: str) -> str:
    """The unit in the heading, between brackets at its end, else by the first letters."""
    inside = re.search(r"\(([^()]*)\)\s*$", column)
    if inside:
        return {"%": "procent", "aantal": "getal"}.get(inside[1].strip().lower(), inside[1].strip())
    return "procent" if column.lower().startswith(("perc", "p_")) else "getal"


def _total(area: Area, columns: Iterable[str]) -> float | None:
    """The sum of some properties; None where one of them is missing."""
    numbers = [area.number(column) for column in columns]
    return None if None in numbers else math.fsum(x for x in numbers if x is not None)


def _wanted(source: dict[str, Any]) -> list[_Wanted]:
    """What config.yaml asks for: a column with its label, or with a block."""
    return [
        _Wanted(column, item)
        if isinstance(item, str)
        else _Wanted(column, item["label"], tuple(item.get("per", ())), item.get("weight", ""))
        for column, item in (source.get("indicators") or {}).items()
    ]


def _city(areas: list[Area], rows: list[Measured], wanted: list[_Wanted]) -> list[Measured]:
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
                weight = _total(area, item.per)
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
