"""Key figures of CBS: an area a feature of a GeoJSON or a line of a CSV, an indicator a column."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, Fault, InputError, nearest
from veerkracht.inputs.indicators.cbs_areas import Area, AreaTable, read_areas
from veerkracht.inputs.indicators.measured import (
    ASK_UNIT,
    MISSING,
    Measured,
    Value,
    in_our_words,
    in_unit,
    unit_in,
)

DESCRIPTION = (
    "cijfers van CBS, RIVM of GGD met de code van elk gebied, als werkmap, CSV, GeoJSON of JSON; "
    "`indicators` noemt de kolommen, `rows` wat rijen zijn"
)
OPTIONS = frozenset({"columns", "indicators", "area_names", "rows", "model", "unit", "decimal"})


@dataclass(frozen=True)
class _Wanted:
    """A column as config.yaml asks for it: a share of the sum of `per`; `weight`: of the mean."""

    column: str
    label: str
    unit: str = ""
    per: tuple[str, ...] = ()
    weight: str = ""


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The columns that `source` asks for (all of them without `indicators`) of every area.

    Where the file has only buurten of one municipality, that gets a mean by weight. Raises
    InputError for a column that is not there.
    """
    table = read_areas(path, source, notes)
    wanted = _wanted(source)
    asked = wanted or [
        _Wanted(column, table.labels.get(column, column))
        for column in table.columns
        if _has_figures(table.areas, column)
    ]
    heads = table.areas[0].record.values if table.areas else {}
    faults = _missing_columns(path, wanted, list(heads))
    asked = [replace(item, unit=_unit(item, source, table)) for item in asked]
    if faults or (faults := _without_unit(path, asked)):
        raise InputError(faults)
    is_survey = bool(source.get("rows"))
    rows = []
    for area in table.areas:
        for item in asked:
            _check(table, area, item, is_survey)
            measured = _measure(area, item, is_survey)
            rows += [measured] if measured else []
    if any(fault.level == STOP for fault in table.sheet.faults):
        raise InputError(table.sheet.faults)
    if not any(row.level == "stad" for row in rows):
        rows += _city(table.areas, rows, wanted)
    return rows


def _has_figures(areas: list[Area], column: str) -> bool:
    """Whether a column has a number, or only signs of why there is none: else it holds texts."""
    cells = [area.record.text(column) for area in areas]
    if any(area.number(column) is not None for area in areas):
        return True
    return any(cells) and all(area.value(column) for area in areas)


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


def _without_unit(path: Path, asked: list[_Wanted]) -> list[Fault]:
    """A fault for every measure of which neither the file nor config.yaml tells the unit."""
    advice = "Zet bij de bron: indicators: {%s: {label: ..., unit: procent}}."
    return [
        Fault(str(path), "", 0, item.column, "geen eenheid", "een eenheid", advice % item.column)
        for item in asked
        if not item.unit
    ]


def _check(table: AreaTable, area: Area, item: _Wanted, is_survey: bool) -> None:
    """Faults for a cell that is no value; of a survey for a share or bounds that cannot be."""
    cell, value = area.record.values.get(item.column), area.value(item.column)
    fault = partial(table.sheet.fault, area.record.row, item.column)
    if cell is not None and value is None:
        fault(cell, "een getal of een teken als .")
    if value is None or value.number is None:
        return
    if not item.per and in_unit(value, item.unit) is None:
        fault(cell, f"een getal in de eenheid {item.unit}", ASK_UNIT)
    number, low, high = (
        value.number,
        area.bound("low", item.column),
        area.bound("high", item.column),
    )
    # Other percentages may be a growth: below zero, or more than double.
    if is_survey and item.unit == "procent" and not 0 <= number <= 100:
        fault(cell, "een percentage van 0 tot en met 100")
    elif (low is None) != (high is None):
        said = "twee grenzen of geen"
        fault("één grens", said, "Voeg de rij met de andere grens toe.", quote=False)
    elif low is not None and high is not None and not low <= number <= high:
        fault(cell, f"tussen de grenzen {low:g} en {high:g}", "Hoort de marge bij een andere rij?")


def _measure(area: Area, item: _Wanted, is_survey: bool) -> Measured | None:
    """One figure of one area, as a share where that is asked for; None where there is none."""
    value = area.value(item.column)
    if value is None:
        return None
    if item.per and value.number is not None:
        whole = _total(area, item.per)
        value = Value(100 * value.number / whole) if whole else Value(None, MISSING)
    number, unit = in_unit(value, item.unit) or (value.number, item.unit)
    n = area.bound("n", item.column)
    return Measured(
        area_code=area.code,
        area=area.name,
        level=area.level,
        year=area.year,
        indicator=item.column,
        label=item.label,
        theme=area.record.theme,
        part=area.record.part or ("" if is_survey else "objectief"),
        value=number,
        unit=unit,
        n=None if n is None else int(n),
        low=area.bound("low", item.column),
        high=area.bound("high", item.column),
        mark=value.mark,
        cell=f"{area.record.place_of(item.column)}, {item.column}",
    )


def _unit(item: _Wanted, source: dict[str, Any], table: AreaTable) -> str:
    """The unit: as asked for, of the source, as the file tells, else by the heading."""
    if item.per:
        return "procent"
    told = item.unit or source.get("unit", "")
    if not told and item.column in table.units:
        return in_our_words(table.units[item.column])
    return told or unit_in(item.column)


def _total(area: Area, columns: Iterable[str]) -> float | None:
    """The sum of some properties; None where one of them is missing."""
    numbers = [area.number(column) for column in columns]
    return None if None in numbers else math.fsum(x for x in numbers if x is not None)


def _wanted(source: dict[str, Any]) -> list[_Wanted]:
    """What config.yaml asks for: a column with its label, or with a block."""
    return [
        _Wanted(column, item)
        if isinstance(item, str)
        else _Wanted(
            column,
            item["label"],
            item.get("unit", ""),
            tuple(item.get("per", ())),
            item.get("weight", ""),
        )
        for column, item in (source.get("indicators") or {}).items()
    ]


def _city(areas: list[Area], rows: list[Measured], wanted: list[_Wanted]) -> list[Measured]:
    """The city where the file has only its buurten: the mean over them, by the weight asked for.

    A share of a sum is computed from the sums. Without a weight there is no value for the city.
    """
    names = {area.record.text("gemeentenaam") for area in areas} - {""}
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
