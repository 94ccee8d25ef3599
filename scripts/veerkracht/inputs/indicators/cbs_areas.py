"""The areas in a file of CBS: by their code, of one city, whatever container they come in."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.faults import WARNING, Fault, InputError
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.inputs.containers import Head, read_table
from veerkracht.inputs.indicators.measured import MISSING, Value, read_value
from veerkracht.inputs.values import clean
from veerkracht.words import fold

# What CBS calls a buurt is what Rotterdam calls a wijk.
LEVELS = {"BU": "wijk", "WK": "gebied", "GM": "stad"}
CODE = re.compile(r"(NL|LD|PV|GM|WK|BU)\d{1,8}")
# CBS writes large negative whole numbers for what it does not publish.
UNPUBLISHED = -99990
NAMES = ("buurtnaam", "regio", "wijkenenbuurten", "regionaam", "statnaam", "naam")
CITY_NAMES = ("gemeentenaam", "gemeentenaam1", "gmnaam")
PERIODS = ("perioden", "periode", "jaar")
ABOUT_A_ROW = ("id", "recs", "water", "indwbi", *NAMES, *CITY_NAMES, *PERIODS)


def _is_head(line: list[str]) -> int:
    """1 for a line with several heads, one of them that of a column with codes or areas."""
    heads = [fold(text).rstrip("0123456789") for text in line if text]
    return int(len(heads) > 1 and any("cod" in head or head in NAMES for head in heads))


HEAD = Head(_is_head, 1, "een kopregel met een kolom met de codes van gebieden (BU, WK, GM, NL)")


@dataclass(frozen=True)
class Area:
    """The properties of an area by column; `place`: where it stands; `point`: its decimals."""

    place: str
    row: int
    code: str
    name: str
    year: int
    values: dict[str, Any]
    point: str

    @property
    def level(self) -> str:
        """Wijk, gebied or stad, by the code."""
        return LEVELS[self.code[:2]]

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


@dataclass(frozen=True)
class _Columns:
    """Which column holds the code of an area, its name, its municipality and the period."""

    code: str
    name: str
    city: str
    period: str


def is_about_a_row(column: str) -> bool:
    """Whether a column says which area a row is, so that it can be no indicator."""
    text = fold(column)
    return (
        text.rstrip("0123456789") in ABOUT_A_ROW
        or "code" in text
        or "codering" in text
        or ("soortregio" in text or "naam" in text)
    )


def read_areas(
    path: Path, source: dict[str, Any], notes: list[Fault]
) -> tuple[list[Area], list[str]]:
    """The areas of the city in `source`, and the columns of the file.

    Raises InputError for a code that is none, two rows for one area, a period that is no year.
    """
    rows, columns = _read_rows(path, notes)
    parts = _find_columns(path, rows, columns)
    names = source.get("area_names") or {}
    areas, faults = [], []
    for place, number, values in rows:
        code = clean(values[parts.code] or "")
        if not CODE.fullmatch(code):
            expected = "een code van het CBS: BU, WK, GM of NL en cijfers"
            faults.append(Fault(str(path), "", number, parts.code, f"'{code}'", expected))
            continue
        if code[:2] not in LEVELS:
            continue
        period = clean(values[parts.period]) if parts.period else source["edition"]
        if not re.match(r"(19|20)\d\d(?!\d)", period):
            expected = "een jaar, bijvoorbeeld 2022"
            faults.append(
                Fault(str(path), "", number, parts.period or "edition", f"'{period}'", expected)
            )
            continue
        name = names.get(code) or (clean(values[parts.name]) if parts.name else "")
        if not name and code[:2] == "GM" and parts.city:
            name = clean(values[parts.city])
        areas.append(
            Area(place, number, code, name or code, int(period[:4]), values,
                 source.get("decimal", "punt"))
        )  # fmt: skip
    faults += _doubles(path, areas)
    if faults:
        raise InputError(faults)
    areas = _of_city(path, areas, parts.city, source.get("city", ""), notes)
    if nameless := [area.code for area in areas if area.name == area.code]:
        notes.append(
            Fault(
                str(path),
                found=f"geen naam voor {len(nameless)} gebieden: {', '.join(nameless[:5])}",
                expected="een naam bij elke code",
                advice="Zet ze bij de bron: area_names: {BU05990321: Bospolder}.",
                level=WARNING,
            )
        )
    return areas, columns


def _doubles(path: Path, areas: list[Area]) -> list[Fault]:
    first: dict[tuple[str, int], Area] = {}
    faults = []
    for area in areas:
        other = first.setdefault((area.code, area.year), area)
        if other is not area:
            found = f"{area.code} in {area.year} ook op {other.place}"
            faults.append(Fault(str(path), "", area.row, "", found, "één rij per gebied en jaar"))
    return faults


def _of_city(
    path: Path, areas: list[Area], city_column: str, city: str, notes: list[Fault]
) -> list[Area]:
    """The areas of the city alone: the code of an area holds that of its municipality.

    Raises InputError where no municipality, or more than one, has the name of the city.
    """
    # The code of a municipality -> the names that the file gives it.
    names: dict[str, set[str]] = {area.code[2:6]: set() for area in areas}
    for area in areas:
        own = area.name if area.level == "stad" and area.name != area.code else ""
        there = clean(area.values.get(city_column) or "") if city_column else ""
        names[area.code[2:6]] |= {_plain_city(name) for name in (own, there) if name}
    if not city or not areas:
        return areas
    if len(names) == 1 and not any(names.values()):
        notes.append(
            Fault(
                str(path),
                found=f"gebieden van gemeente {next(iter(names))}, zonder haar naam",
                expected=f"gebieden van {city}",
                advice="Kijk na of dit de goede gemeente is.",
                level=WARNING,
            )
        )
        return areas
    ours = {code for code, called in names.items() if fold(city) in map(fold, called)}
    if len(ours) != 1:
        known = sorted(name for called in names.values() for name in called)
        count = f"{len(names)} gemeenten" if len(names) > 1 else "één gemeente"
        found = f"{count} ({', '.join(known[:3])}), waarvan {len(ours)} met de naam {city}"
        expected = f"één gemeente {city}, zoals city in config.yaml haar noemt"
        raise InputError([Fault(str(path), found=found, expected=expected)])
    return [area for area in areas if area.code[2:6] in ours]


def _plain_city(name: str) -> str:
    """The name of a municipality without what tells it from the province or the town."""
    return re.sub(r"\s*\(gemeente\)$", "", name)


def _find_columns(path: Path, rows: list[Any], columns: list[str]) -> _Columns:
    """The columns by what stands in them: a code column holds codes, whatever its heading."""
    filled = {column: [clean(values[column] or "") for _, _, values in rows] for column in columns}
    coded = [
        column
        for column in columns
        if any(filled[column]) and all(CODE.fullmatch(text) for text in filled[column] if text)
    ]
    named = [column for column in columns if "code" in fold(column) or "codering" in fold(column)]
    code = next(iter([*[c for c in coded if c in named], *coded, *named]), "")
    by_print = {fold(c).rstrip("0123456789"): c for c in reversed(columns) if c not in coded}

    def first(names: tuple[str, ...]) -> str:
        return next((by_print[name] for name in names if name in by_print), "")

    if not code:
        expected = "een kolom met de codes van het CBS (BU, WK, GM, NL)"
        raise InputError([Fault(str(path), found=", ".join(columns[:8]), expected=expected)])
    return _Columns(code, first(NAMES), first(CITY_NAMES), first(PERIODS))


def _read_rows(
    path: Path, notes: list[Fault]
) -> tuple[list[tuple[str, int, dict[str, Any]]], list[str]]:
    """Place, number and values of every row; raises InputError for a line of another width."""
    if path.suffix.lower() in (".json", ".geojson"):
        items = _json_items(path)
        word = "gebied" if path.suffix.lower() == ".geojson" else "rij"
        columns = list(dict.fromkeys(column for item in items for column in item))
        rows = [
            (f"{word} {number}", number, {column: item.get(column) for column in columns})
            for number, item in enumerate(items, start=1)
        ]
        return rows, columns
    sheet = read_table(path, HEAD)
    notes += sheet.faults
    head = [clean(cell) for cell in sheet.cells[0]]
    while head and not head[-1]:
        head.pop()
    faults, rows = [], []
    for number, line in sheet.below(sheet.first):
        texts = [clean(cell) for cell in line]
        if not any(texts) or (len([t for t in texts if t]) == 1 and len(head) > 2):
            continue  # a footnote
        if len(line) < len(head) or any(texts[len(head) :]):
            found, expected = f"{len(line)} velden", f"{len(head)} velden"
            faults.append(Fault(str(path), row=number, found=found, expected=expected))
            continue
        word = "regel" if sheet.is_text else "rij"
        rows.append((f"{word} {number}", number, dict(zip(head, line, strict=False))))
    twice = [name for name, count in Counter(head).items() if count > 1 and name]
    faults += [
        Fault(str(path), row=sheet.first, column=name, found="deze kop staat er tweemaal",
              expected="elke kop één keer")
        for name in twice
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    return rows, head


def _json_items(path: Path) -> list[dict[str, Any]]:
    """The properties of a GeoJSON, or the rows under `value` of an answer of the OData service."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        content = None
    items = content.get("value") if isinstance(content, dict) else None
    if isinstance(items, list) and items and all(isinstance(item, dict) for item in items):
        return items
    return [feature["properties"] for feature in read_boundaries(path)["features"]]
