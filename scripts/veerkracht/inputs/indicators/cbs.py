"""Key figures of CBS: an area a feature of a GeoJSON or a line of a CSV, an indicator a column."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

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


class _Found(NamedTuple):
    """A figure with the area and the column that it comes from."""

    area: Area
    item: _Wanted
    row: Measured


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The columns that `source` asks for (all of them without `indicators`) of every area.

    Where the file has only buurten of one municipality, that gets a mean by weight. Raises
    InputError for a column that is not there.
    """
    table = read_areas(path, source, notes)
    if not table.areas:
        return []
    wanted = _wanted(source)
    asked = wanted or [
        _Wanted(column, table.labels.get(column, column))
        for column in table.columns
        if _has_figures(table.areas, column)
    ]
    faults = _missing_columns(path, wanted, list(table.areas[0].record.values))
    asked = [replace(item, unit=_unit(item, source, table)) for item in asked]
    if faults or (faults := _without_unit(path, asked)):
        raise InputError(faults)
    is_survey = bool(source.get("rows"))
    found = []
    for area in table.areas:
        for item in asked:
            _check(table, area, item, is_survey)
            if row := _measure(area, item, is_survey):
                found.append(_Found(area, item, row))
    if any(fault.level == STOP for fault in table.sheet.faults):
        raise InputError(table.sheet.faults)
    rows = [row for _, _, row in found]
    return rows if any(row.level == "stad" for row in rows) else rows + _city(found, table.city)


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
    number = value.number
    low, high = (
        bound.number if (bound := area.bound(name, item.column)) else None
        for name in ("low", "high")
    )
    # Of a share of a whole the cell holds the count: only the share is held against its bounds.
    is_percent = is_survey and item.unit == "procent" and not item.per
    if is_percent and not 0 <= number <= 100:
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
    # The bounds are in the unit of the value, and a share of the same whole.
    low, high = (area.bound(name, item.column) or Value(None) for name in ("low", "high"))
    if item.per:
        whole = _total(area, item.per)
        value, low, high = (_share(part, whole) for part in (value, low, high))
    number, unit = in_unit(value, item.unit) or (value.number, item.unit)
    low, high = (Value((in_unit(bound, item.unit) or bound)[0]) for bound in (low, high))
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
        n=None if n is None or n.number is None else int(n.number),
        low=low.number,
        high=high.number,
        mark=value.mark,
        cell=f"{area.record.place_of(item.column)}, {item.column}",
    )


def _share(value: Value, whole: float | None) -> Value:
    """A value as a percentage of the whole; missing where that is, or is zero."""
    if value.number is None:
        return value
    return Value(100 * value.number / whole) if whole else Value(None, MISSING)


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


def _city(found: list[_Found], city: str) -> list[Measured]:
    """The city where the file has only its buurten: the mean over them, by the weight asked for.

    One for each indicator, year and group; `city`: the column with the municipality. Without a
    weight there is no value for the city, and a mean has no bounds.
    """
    buurten = [one for one in found if one.area.level == "wijk"]
    names = {area.record.text(city) for area, _, _ in buurten} - {""}
    if len(names) != 1:
        return []
    groups: dict[tuple[_Wanted, int, str, str], list[_Found]] = {}
    for one in buurten:
        row = one.row
        groups.setdefault((one.item, row.year, row.theme, row.part), []).append(one)
    means = []
    for (item, *_), members in groups.items():
        weighed = [
            (row.value, weight)
            for area, _, row in members
            if row.value is not None and (weight := _weight(area, item))
        ]
        if weighed:
            total = math.fsum(weight for _, weight in weighed)
            mean = replace(
                members[0].row,
                area_code="",
                area=next(iter(names)),
                level="stad",
                value=math.fsum(value * weight for value, weight in weighed) / total,
                n=None,
                low=None,
                high=None,
                mark="",
                cell=f"gewogen gemiddelde van {len(weighed)} buurten, {item.column}",
            )
            means.append(mean)
    return means


def _weight(area: Area, item: _Wanted) -> float | None:
    """How much an area weighs in the mean of the city: for a share, what it is a share of."""
    if item.per:
        return _total(area, item.per)
    return area.number(item.weight) if item.weight else None
