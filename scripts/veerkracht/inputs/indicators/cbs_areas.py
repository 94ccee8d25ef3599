"""The areas in a file of CBS: by their code, of one city, whatever container they come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from veerkracht.faults import WARNING, Fault, InputError, nearest
from veerkracht.inputs.boundaries import features_of
from veerkracht.inputs.containers import Head, head_with
from veerkracht.inputs.indicators.measured import (
    ASK_DECIMAL,
    MISSING,
    Value,
    decimal_mark,
    open_text,
    read_value,
)
from veerkracht.inputs.indicators.pivots import is_observations, pivot_observations, pivot_rows
from veerkracht.inputs.indicators.records import Record, Records, read_records, records_of
from veerkracht.inputs.json_files import ASK_REST, PART, goes_on, read_json
from veerkracht.inputs.sheets import Sheet
from veerkracht.words import fold

# What CBS calls a buurt is what Rotterdam calls a wijk.
LEVELS = {"BU": "wijk", "WK": "gebied", "GM": "stad"}
CODE = re.compile(r"(NL|LD|PV|GM|WK|BU)\d{1,8}")
# CBS writes large negative whole numbers for what it does not publish.
UNPUBLISHED = -99990
NAMES = (
    "wijkenenbuurtenlabel",
    "buurtnaam",
    "regio",
    "wijkenenbuurten",
    "regionaam",
    "statnaam",
    "naam",
)
CITY_NAMES = ("gemeentenaam", "gemeentenaam1", "gmnaam")
# So many rows tell what a column holds; a national file has 18,000.
LOOKED_AT = 500
ASK_CODES = (
    "Haal het bestand op met de codes erbij (in StatLine: Regioaanduiding), of zet ze bij de bron: "
    "area_names: {BU05990321: Bospolder}."
)
# As CBS writes it: 2022, 2022* (provisional), 2022JJ00.
YEAR = re.compile(r"((?:19|20)\d\d)(?:\*{1,2}|JJ00)?")
IN_EDITION = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
PERIODS = ("perioden", "periode", "jaar")
ABOUT_A_ROW = ("id", "recs", "water", "indwbi", *NAMES, *CITY_NAMES, *PERIODS)


def _is_head(line: list[str]) -> int:
    """1 for a line with several heads, one of them that of a column with codes or areas."""
    heads = [fold(text).rstrip("0123456789") for text in line if text]
    return int(len(heads) > 1 and any("cod" in head or head in NAMES for head in heads))


HEAD = Head(_is_head, 1, "een kopregel met een kolom met de codes van gebieden (BU, WK, GM, NL)")


@dataclass(frozen=True)
class Area:
    """An area in one year with its properties by column; `point`: the decimal mark of its texts."""

    record: Record
    code: str
    name: str
    year: int
    point: str

    @property
    def level(self) -> str:
        """Wijk, gebied or stad, by the code."""
        return LEVELS[self.code[:2]]

    def value(self, column: str) -> Value | None:
        """The value of a property; None for a text, which is a name and no figure."""
        return _value(self.record.values.get(column), self.point)

    def bound(self, name: str, column: str) -> Value | None:
        """The bound `low` or `high`, or the number of answers `n`, of the value of a property."""
        row = self.record.bounds.get(name)
        return _value(row.values.get(column), self.point) if row else None

    def number(self, column: str) -> float | None:
        """The value of a property where it is a number."""
        value = self.value(column)
        return value.number if value else None


def _value(cell: Any, point: str) -> Value | None:
    if cell is None or isinstance(cell, bool):
        return None
    value = read_value(cell, point)
    if value and value.number is not None and value.number <= UNPUBLISHED:
        return Value(None, MISSING)
    return value


@dataclass(frozen=True)
class AreaTable:
    """The areas of a file and its columns; label and unit of a column where the file tells them.

    `city`: the column with the municipality of an area, empty where there is none.
    """

    sheet: Sheet
    areas: list[Area]
    city: str
    columns: list[str]
    labels: dict[str, str]
    units: dict[str, str]


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


def read_areas(path: Path, source: dict[str, Any], notes: list[Fault]) -> AreaTable:
    """The areas of the city in `source`, and what the file says of its columns.

    Raises InputError for a code that is none, two rows for one area, a period that is no year.
    """
    named_so = source.get("columns") or {}
    table = _read(path, head_with(named_so.values()) if named_so else HEAD)
    labels: dict[str, str] = {}
    units: dict[str, str] = {}
    if is_observations(table.heads):
        table, labels, units = pivot_observations(table)
    codes = _codes_by_name(source)
    parts = _find_columns(path, table, named_so, bool(codes))
    if not parts.code:
        table, parts = _with_codes(table, parts, codes)
    if source.get("rows") or source.get("model"):
        table = pivot_rows(table, source, [c for c in (parts.code, parts.period) if c])
    areas = _areas(table, parts, source)
    _tell_doubles(table, areas)
    table.stop()
    notes += table.sheet.faults
    areas = _of_city(path, areas, parts.city, source.get("city", ""), notes)
    if nameless := list(dict.fromkeys(area.code for area in areas if area.name == area.code)):
        notes.append(
            Fault(
                str(path),
                found=f"geen naam voor {len(nameless)} gebieden: {', '.join(nameless[:5])}",
                expected="een naam bij elke code",
                advice=f"Zet ze bij de bron: area_names: {{{nameless[0]}: naam van het gebied}}.",
                level=WARNING,
            )
        )
    about = {parts.code, parts.name, parts.city, parts.period}
    heads = [head for head in table.heads if not is_about_a_row(head) and head not in about]
    columns = list(labels) or heads
    return AreaTable(table.sheet, areas, parts.city, columns, labels, units)


def _codes_by_name(source: dict[str, Any]) -> dict[str, str]:
    """Name of an area, folded -> its code, as area_names in the source has them; also the city."""
    codes = {fold(name): code for code, name in (source.get("area_names") or {}).items()}
    if codes and source.get("city"):
        codes.setdefault(fold(source["city"]), f"GM{next(iter(codes.values()))[2:6]}")
    return codes


def _with_codes(table: Records, parts: _Columns, codes: dict[str, str]) -> tuple[Records, _Columns]:
    """The rows of a file without codes that name an area in `codes`, with a column for its code."""
    head = "code"
    kept = [
        replace(record, values=record.values | {head: code})
        for record in table.rows
        if (code := codes.get(fold(_plain_city(record.text(parts.name)))))
    ]
    if others := len(table.rows) - len(kept):
        found = f"{others} rijen met een andere naam dan de gebieden bij area_names"
        expected, advice = "een code bij elk gebied", "Deze rijen doen niet mee."
        table.sheet.warn(0, parts.name, found, expected, advice, quote=False)
    return Records(table.sheet, [*table.heads, head], kept), replace(parts, code=head)


def _areas(table: Records, parts: _Columns, source: dict[str, Any]) -> list[Area]:
    """The rows about a buurt, wijk or gemeente; faults for a code or period that is none."""
    names = source.get("area_names") or {}
    point = _decimal(table, source)
    areas = []
    for record in table.rows:
        code = record.text(parts.code)
        if not CODE.fullmatch(code):
            expected = "een code van het CBS: BU, WK, GM of NL en cijfers"
            table.sheet.fault(record.row, parts.code, code, expected)
            continue
        if code[:2] not in LEVELS:
            continue
        period = record.text(parts.period) or source["edition"]
        year = YEAR.match(period) if parts.period else IN_EDITION.search(period)
        if not year or (parts.period and year.end() < len(period)):
            expected = "een jaar, bijvoorbeeld 2022"
            table.sheet.fault(record.row, parts.period or "edition", period, expected)
            continue
        name = names.get(code) or record.text(parts.name)
        if code[:2] == "GM" and not name:
            name = record.text(parts.city)
        areas.append(Area(record, code, name or code, int(year[1]), point))
    return areas


def _decimal(table: Records, source: dict[str, Any]) -> str:
    """The decimal mark of the figures in the file, as they show it."""
    columns = [head for head in table.heads if not is_about_a_row(head)]
    rows = [row for record in table.rows for row in (record, *record.bounds.values())]
    texts = [
        cell for row in rows for head in columns if isinstance(cell := row.values.get(head), str)
    ]
    mark = decimal_mark(source.get("decimal"), texts)
    if not mark:
        table.sheet.fault(0, "", open_text(texts), *ASK_DECIMAL)
    return mark


def _tell_doubles(table: Records, areas: list[Area]) -> None:
    """A fault for every second row about one area in one year and group."""
    first: dict[tuple[str, int, str, str], Area] = {}
    for area in areas:
        key = (area.code, area.year, area.record.theme, area.record.part)
        other = first.setdefault(key, area)
        if other is not area:
            found = f"{area.code} in {area.year} ook op {other.record.place}"
            expected = "één rij per gebied en jaar"
            advice = "Staan er marges of groepen in rijen, beschrijf die dan met rows."
            table.sheet.fault(area.record.row, "", found, expected, advice, quote=False)


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
        there = area.record.text(city_column)
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
        advice = ""
        if not known:
            codes = [f"GM{code}" for code in sorted(names)]
            found = f"{count} ({', '.join(codes[:3])}), zonder namen"
            advice = f"Zet bij de bron: area_names: {{GM....: {city}}}, met de code van {city}."
        raise InputError([Fault(str(path), found=found, expected=expected, advice=advice)])
    return [area for area in areas if area.code[2:6] in ours]


def _plain_city(name: str) -> str:
    """The name of a municipality without what tells it from the province or the town."""
    return re.sub(r"\s*\(gemeente\)$", "", name)


def _find_columns(
    path: Path, table: Records, named_so: dict[str, str], has_codes: bool
) -> _Columns:
    """The columns by what stands in them: a code column holds codes, whatever its heading.

    `named_so`: the heads that config.yaml gives for code, gebied, gemeente and jaar; `has_codes`:
    it gives codes by name, so that a file without them will do.
    """
    faults = [
        Fault(str(path), "", 0, head, "deze kolom ontbreekt", "een kop uit het bestand",
              nearest(head, table.heads))
        for head in named_so.values()
        if head not in table.heads
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    first_rows = table.rows[:LOOKED_AT]
    filled = {head: [record.text(head) for record in first_rows] for head in table.heads}
    hits = {head: [bool(CODE.fullmatch(x)) for x in texts if x] for head, texts in filled.items()}
    coded = [head for head, right in hits.items() if right and all(right)]
    # One wrong code makes a column no other column: it is told at its cell.
    mostly = [head for head, right in hits.items() if sum(right) * 2 > len(right)]
    named = [head for head in table.heads if "code" in fold(head) or "codering" in fold(head)]
    code = named_so.get("code") or next(
        iter([*[c for c in coded if c in named], *coded, *named, *mostly]), ""
    )
    by_print = {fold(c).rstrip("0123456789"): c for c in reversed(table.heads) if c not in coded}

    def first(names: tuple[str, ...]) -> str:
        return next((by_print[name] for name in names if name in by_print), "")

    name = named_so.get("gebied") or first(NAMES)
    if not code and not (has_codes and name):
        found = f"kolommen {', '.join(table.heads[:8])}"
        expected = "een kolom met de codes van het CBS (BU, WK, GM, NL)"
        raise InputError([Fault(str(path), found=found, expected=expected, advice=ASK_CODES)])
    return _Columns(
        code,
        name,
        named_so.get("gemeente") or first(CITY_NAMES),
        named_so.get("jaar") or first(PERIODS),
    )


def _read(path: Path, head: Head) -> Records:
    """The rows of a table, the properties of a GeoJSON, or an answer of the OData service."""
    if path.suffix.lower() not in (".json", ".geojson"):
        return read_records(path, head)
    content = read_json(path, "een GeoJSON, of een antwoord van de OData-dienst van het CBS")
    if goes_on(content):
        expected = "alle gebieden waarom gevraagd is"
        raise InputError([Fault(str(path), found=PART, expected=expected, advice=ASK_REST)])
    items = content.get("value") if isinstance(content, dict) else None
    if isinstance(items, list) and items and all(isinstance(item, dict) for item in items):
        return records_of(path, items, "rij")
    features = features_of(path, content)
    return records_of(path, [feature["properties"] for feature in features], "gebied")
