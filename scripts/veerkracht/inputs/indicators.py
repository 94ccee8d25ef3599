"""Exports of indicators in the layouts that arrive, as one long table.

Every value keeps its area, year, edition, indicator, part, unit, file and cell. A value that is
missing, unreliable or suppressed is empty with a mark that says which: never zero.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import Fault, InputError, nearest, warnings_of
from veerkracht.index_parts import SUMS
from veerkracht.inputs.containers import read_csv, read_workbook
from veerkracht.inputs.rows import Row, read_rows
from veerkracht.inputs.safety import RESAVE
from veerkracht.inputs.schemas import Schema, schema
from veerkracht.inputs.sheets import QUOTE_IT, Sheet, letters
from veerkracht.inputs.values import clean, to_number
from veerkracht.words import fold

COLUMNS = [
    *("area_code", "area", "level", "year", "edition", "indicator", "label", "theme", "part"),
    *("value", "unit", "n", "low", "high", "mark", "origin"),
]
KEY = ["area_code", "area", "level", "year", "edition", "indicator", "theme", "part"]
MARKS = {
    "": "ontbreekt",
    ".": "ontbreekt",
    "-": "nihil",
    "x": "onderdrukt",
    "?": "onbetrouwbaar",
}
# CBS writes large negative whole numbers for what it does not publish.
CBS_MISSING = -99990
TOLERANCE = 1e-6
OBI_FIRST_ROW = 4


def read_indicators(
    path: str | Path, source: dict[str, Any], warnings: list[Fault] | None = None
) -> pd.DataFrame:
    """One export as a long table, by the `layout` in `source` (a block of config.yaml).

    Columns: area_code, area, level (wijk, gebied, stad or empty), year, edition, indicator, label,
    theme, part (index, subjectief, objectief or empty), value, unit (index, aandeel, ...), n, low
    and high (95 % margin), mark (why a value is empty), origin. `warnings` gets what is odd.
    Raises InputError with every fault, also when a value stands there twice or an index is not the
    mean of its parts.
    """
    layouts: dict[str, Callable[[Path, dict[str, Any], list[Fault]], list[dict[str, Any]]]] = {
        "obi": _read_obi,
        "long": _read_long,
        "ggd": _read_ggd,
        "cbs": _read_cbs,
    }
    file = Path(path)
    notes: list[Fault] = []
    rows = layouts[source["layout"]](file, source, notes)
    if not rows:
        raise InputError([Fault(str(path), found="geen enkele waarde", expected="een export")])
    table = pd.DataFrame(rows, columns=[*COLUMNS, "cell"])
    table["edition"] = source["edition"]
    table["origin"] = f"{file.name}, " + table["cell"]
    faults = _doubles(table, str(path))
    if source["layout"] == "obi":
        faults += check_sums(table, str(path))
    found = warnings_of([*faults, *notes])
    if warnings is not None:
        warnings += found
    once = table.drop_duplicates(KEY).sort_values([*KEY, "cell"], kind="stable")
    return once[COLUMNS].reset_index(drop=True)


def check_sums(table: pd.DataFrame, file: str) -> list[Fault]:
    """Faults for every area and year in which an index is not the mean of its parts (1e-6)."""
    known: dict[tuple[str, str, int], dict[str, tuple[float, str]]] = {}
    points = table[(table["unit"] == "index") & table["value"].notna()]
    for row in points.to_dict("records"):
        place = (str(row["area_code"]), str(row["area"]), int(row["year"]))
        known.setdefault(place, {})[row["indicator"]] = (float(row["value"]), str(row["cell"]))
    faults = []
    for (code, area, year), values in known.items():
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


def read_boundaries(path: str | Path) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with polygons; raises InputError when it is not one."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        ok = found["type"] == "FeatureCollection" and bool(found["features"])
    except (ValueError, KeyError, TypeError):
        ok = False
    if not ok:
        expected = "een GeoJSON-bestand met gebieden (FeatureCollection)"
        raise InputError([Fault(str(path), found="iets anders", expected=expected)])
    return dict(found)


def _doubles(table: pd.DataFrame, file: str) -> list[Fault]:
    # The same value on two sheets of an export contradicts nothing.
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


def _blank(**values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {"mark": ""} | values


def _value(cell: object, decimal: str = "komma") -> tuple[float | None, str] | None:
    """The value of a cell and its mark; None when it is neither a number nor a mark."""
    text = clean(cell)
    # "1.234" is a thousand with a decimal comma; with a decimal point it is a little over one.
    is_point = decimal == "punt" and re.fullmatch(r"-?\d+\.\d+", text)
    number = float(text) if is_point else to_number(cell)
    if number is not None:
        return number, ""
    return (None, MARKS[text.lower()]) if text.lower() in MARKS else None


# OBI: three header rows, one sheet an index and year ---------------------------------------------


def _read_obi(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[dict[str, Any]]:
    book = {name: sheet for name, sheet in read_workbook(path).items() if not sheet.hidden}
    names = source.get("sheets") or [name for name in book if name.startswith("SI ")]
    faults: list[Fault] = []
    if not names:
        fault = Fault(str(path), found=f"bladen {', '.join(book)}", expected="een blad 'SI <jaar>'")
        raise InputError([fault])
    rows: list[dict[str, Any]] = []
    for name in names:
        if name in book:
            for odd in book[name].odd:
                if odd.kind in ("error", "formula"):
                    found, expected = (
                        odd.text or "een formule zonder uitkomst",
                        "een getal of niets",
                    )
                    book[name].fault(odd.row, letters(odd.column), found, expected, RESAVE)
        if name not in book:
            advice = nearest(name, book)
            fault = Fault(str(path), name, found="dit blad ontbreekt", expected=name, advice=advice)
            faults.append(fault)
            continue
        rows += _read_obi_sheet(book[name])
        faults += book[name].faults
    if faults:
        raise InputError(faults)
    return rows


def _read_obi_sheet(sheet: Sheet) -> list[dict[str, Any]]:
    cells = sheet.cells
    if len(cells) < OBI_FIRST_ROW or fold(clean(cells[1][1])) != "wijknr":
        sheet.fault(
            2, "B", clean(cells[1][1]) if len(cells) > 1 else "", "wijknr in de kop (rij 2)"
        )
        return []
    year = to_number(cells[0][1])
    if year is None or not sheet.name.endswith(str(int(year))):
        sheet.fault(1, "B", clean(cells[0][1]), f"het jaar van blad {sheet.name}")
        return []
    columns = []
    for index, code in enumerate(clean(cell) for cell in cells[1]):
        if index > 2 and code:
            group = clean(cells[0][index])
            columns.append((index, code, clean(cells[2][index]), "" if group == "1" else group))
    rows = []
    for number, line in enumerate(cells[OBI_FIRST_ROW - 1 :], start=OBI_FIRST_ROW):
        area_code = to_number(line[1])
        if area_code is None:
            if any(clean(cell) for cell in line[:3]):
                sheet.fault(number, "wijknr", clean(line[1]), "het nummer van een gebied")
            continue
        area = {
            "area_code": str(int(area_code)),
            "area": clean(line[2]),
            "level": obi_level(int(area_code)),
            "year": int(year),
        }
        for index, code, label, theme in columns:
            found = _value(line[index])
            if found is None:
                sheet.fault(number, letters(index), clean(line[index]), "een getal of niets")
                continue
            rows.append(
                _blank(
                    **area,
                    indicator=code,
                    label=label,
                    theme=theme,
                    part=obi_part(theme or code),
                    value=found[0],
                    mark=found[1],
                    unit=_obi_unit(theme, label),
                    cell=f"{sheet.name}!{letters(index)}{number}",
                )
            )
    return rows


def obi_level(code: int) -> str:
    """Wijk below 4000 (3001 to 3011: wijken taken together), gebied below 5000, then the city."""
    return "wijk" if code < 4000 else "gebied" if code < 5000 else "stad"


def obi_part(code: str) -> str:
    """Whether an index or theme is measured by asking (`s`) or by registers (`o`)."""
    if len(code) == 2 and code[0] in "SVF" and code[1] == "I":
        return "index"
    letter = code.rstrip("0123456789")[-1:]
    return {"s": "subjectief", "o": "objectief"}.get(letter, "")


def _obi_unit(theme: str, label: str) -> str:
    """An index column holds points; a share (label starts with %) stands there as a fraction."""
    if not theme:
        return "index"
    return "aandeel" if label.lstrip().startswith("%") or "_p" in label else "getal"


# Long tables of municipal dashboards, and the GGD ------------------------------------------------


def _read_long(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[dict[str, Any]]:
    return _read_lines(path, source, schema("indicatoren"), notes)


def _read_ggd(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[dict[str, Any]]:
    return _read_lines(path, {"unit": "procent", **source}, schema("gezondheid"), notes)


def _read_lines(
    path: Path, source: dict[str, Any], expected: Schema, notes: list[Fault]
) -> list[dict[str, Any]]:
    """One value a line. `columns` in the source says how this export calls a column of ours."""
    names: dict[str, str] = source.get("columns", {})
    needed = [name for name, field in expected.fields.items() if not field.optional]
    sheet = read_csv(path, [names.get(name, name) for name in needed])
    head, *rest = sheet.cells
    ours = {fold(theirs): name for name, theirs in names.items()}
    head = [ours.get(fold(clean(cell)), clean(cell)) for cell in head]
    width = len([cell for cell in head if cell])
    when = [fold(cell) for cell in head].index("jaar") if "jaar" in map(fold, head) else 0
    # A footnote becomes an empty row, so that every other row keeps its number.
    lines = [[] if _is_note(line, width, when) else line for line in rest]
    # A column that we do not know is of no concern: exports hold more than we ask for.
    known = {fold(name) for name in expected.fields}
    kept = [index for index, cell in enumerate(head) if fold(cell) in known or not cell]
    for number, line in enumerate(lines, start=sheet.first + 1):
        if any(clean(cell) for cell in line[len(head) :]):
            sheet.fault(number, "", ";".join(map(str, line)), f"{width} velden", QUOTE_IT)
    sheet.cells = [
        [line[index] if index < len(line) else "" for index in kept] for line in [head, *lines]
    ]
    rows = []
    unit = source.get("unit", "")
    others: dict[str, int] = {}
    for row in read_rows(sheet, expected):
        edition = row.values.get("uitgave") or source["edition"]
        if edition != source["edition"]:
            others[edition] = others.get(edition, 0) + 1
            continue
        found_value = _value(row["waarde"], source.get("decimal", "komma"))
        if found_value is None:
            said = "een getal, of een van de tekens . - x ?"
            sheet.fault(row.number, names.get("waarde", "waarde"), row["waarde"], said)
            continue
        if "ondergrens" in expected.fields:
            _check_margin(sheet, row, names, found_value[0])
        rows.append(
            _blank(
                area=row["gebied"],
                year=row["jaar"],
                indicator=row["indicator"],
                label=row["indicator"],
                theme=row.values.get("leeftijd") or "",
                level=row.values.get("niveau") or None,
                part=_whole(row.values.get("onderdeel") or "", unit),
                value=found_value[0],
                unit=unit or row.values.get("eenheid") or "",
                n=row.values.get("n"),
                low=row.values.get("ondergrens"),
                high=row.values.get("bovengrens"),
                mark=found_value[1],
                cell=f"regel {row.number}",
            )
        )
    for edition, count in sorted(others.items()):
        found, said = f"{count} waarden van uitgave {edition}", f"uitgave {source['edition']}"
        sheet.warn(0, "uitgave", found, said, "Deze waarden doen niet mee.", quote=False)
    notes += sheet.faults
    warnings_of(notes)
    return rows


def _check_margin(sheet: Sheet, row: Row, names: dict[str, str], value: float | None) -> None:
    """Faults for a percentage beyond 0 to 100, and for bounds that do not hold it between them."""
    low, high = row.values.get("ondergrens"), row.values.get("bovengrens")
    if value is not None and not 0 <= value <= 100:
        column, found = names.get("waarde", "waarde"), row["waarde"]
        sheet.fault(row.number, column, found, "een percentage van 0 tot en met 100")
    elif low is not None and high is not None and low > high:
        column, said = names.get("ondergrens", "ondergrens"), f"ten hoogste de bovengrens, {high:g}"
        sheet.fault(row.number, column, low, said, "Zijn de grenzen verwisseld?")
    elif value is not None and not (low is None or high is None or low <= value <= high):
        column, said = names.get("waarde", "waarde"), f"tussen de grenzen {low:g} en {high:g}"
        sheet.fault(row.number, column, row["waarde"], said, "Hoort de marge bij een andere rij?")


def _whole(part: str, unit: str) -> str:
    """The part as an export names it; an index that is no half of itself is the index."""
    return "index" if unit == "index" and fold(part) in ("", "totaal", "index") else part


def _is_note(line: list[Any], width: int, when: int) -> bool:
    """A footnote or an empty line: fewer fields than the header, and no year where it belongs."""
    filled = sum(bool(clean(cell)) for cell in line)
    return filled < width and (when >= len(line) or to_number(line[when]) is None)


# CBS: key figures, as properties of a GeoJSON or as CSV -------------------------------------------

# How editions of the key figures call the code and the name of an area.
CBS_CODES = ("buurtcode", "gwb_code_10", "gwb_code", "codering_3", "wijkenenbuurten")
CBS_NAMES = ("buurtnaam", "regio", "wijkenenbuurten", "naam")
# What CBS calls a buurt is what Rotterdam calls a wijk.
CBS_LEVELS = {"BU": "wijk", "WK": "gebied", "GM": "stad"}


def _read_cbs(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[dict[str, Any]]:
    if path.suffix.lower() == ".csv":
        areas, known = _cbs_lines(path, notes)
    else:
        features = read_boundaries(path)["features"]
        areas = [
            (f"gebied {number}", feature["properties"])
            for number, feature in enumerate(features, start=1)
        ]
        known = list(areas[0][1])
    wanted = _cbs_wanted(source)
    # What is divided by, and what the city's mean is weighed with.
    needed = [c for item in wanted.values() for c in (*item.per, *filter(None, [item.weight]))]
    year = int(source["edition"][:4]) if source["edition"][:4].isdigit() else None
    code, name = (_cbs_column(known, names) for names in (CBS_CODES, CBS_NAMES))
    faults = [
        Fault(str(path), column=column, found="deze eigenschap ontbreekt",
              expected="een eigenschap uit het bestand", advice=nearest(column, known))
        for column in dict.fromkeys([*wanted, *needed])
        if column not in known
    ]  # fmt: skip
    if year is None:
        expected = "een uitgave die met het jaar begint, bijvoorbeeld '2022'"
        faults.append(Fault("config.yaml", found=source["edition"], expected=expected))
    if not code or not name:
        expected = f"een code ({', '.join(CBS_CODES)}) en een naam ({', '.join(CBS_NAMES)})"
        faults.append(Fault(str(path), found=", ".join(known[:8]), expected=expected))
    if faults:
        raise InputError(faults)
    point = source.get("decimal", "punt")
    rows = []
    for place, values in areas:
        for column in wanted or [key for key in known if key not in (code, name)]:
            found = _cbs_value(values, column, point)
            if found is None:
                continue
            item = wanted.get(column, _Wanted(column))
            percent = item.per or column.lower().startswith(("perc", "p_"))
            if item.per and found[0] is not None:
                parts = [_cbs_number(values, part, point) for part in item.per]
                whole = None if None in parts else math.fsum(x for x in parts if x is not None)
                found = (100 * found[0] / whole, "") if whole else (None, MARKS["."])
            area_code = clean(values[code])
            rows.append(
                _blank(
                    area_code=area_code,
                    area=clean(values[name]),
                    level=CBS_LEVELS.get(area_code[:2], "wijk"),
                    year=year,
                    indicator=column,
                    label=item.label,
                    theme="",
                    part="objectief",
                    value=found[0],
                    unit="procent" if percent else "getal",
                    mark=found[1],
                    cell=f"{place}, {column}",
                )
            )
    if not any(row["level"] == "stad" for row in rows):
        rows += _cbs_city([values for _, values in areas], rows, wanted, source, len(areas))
    return rows


@dataclass(frozen=True)
class _Wanted:
    """A column of CBS as config.yaml asks for it."""

    label: str
    per: tuple[str, ...] = ()
    weight: str = ""


def _cbs_wanted(source: dict[str, Any]) -> dict[str, _Wanted]:
    """Column -> its label, of which sum it is a share, and the weight of the city's mean."""
    given = source.get("indicators") or {}
    return {
        column: _Wanted(item)
        if isinstance(item, str)
        else _Wanted(item["label"], tuple(item.get("per", ())), item.get("weight", ""))
        for column, item in given.items()
    }


def _cbs_value(values: dict[str, Any], column: str, point: str) -> tuple[float | None, str] | None:
    """The value of a property and its mark; None for a text, which is a name and no figure."""
    if values.get(column) is None or isinstance(values[column], bool):
        return None
    found = _value(values[column], point)
    if found and found[0] is not None and found[0] <= CBS_MISSING:
        return None, MARKS["."]
    return found


def _cbs_number(values: dict[str, Any], column: str, point: str) -> float | None:
    found = _cbs_value(values, column, point)
    return found[0] if found else None


def _cbs_city(
    areas: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    wanted: dict[str, _Wanted],
    source: dict[str, Any],
    count: int,
) -> list[dict[str, Any]]:
    """The city where the file has only its buurten: the mean over them, by the weight asked for.

    A share of a sum is computed from the sums. Without a weight there is no value for the city.
    """
    names = {clean(values.get("gemeentenaam", "")) for values in areas} - {""}
    if len(names) != 1:
        return []
    point = source.get("decimal", "punt")
    city = []
    for column, item in wanted.items():
        own = [row for row in rows if row["indicator"] == column and row["level"] == "wijk"]
        top = bottom = 0.0
        for values in areas:
            value = _cbs_number(values, column, point)
            if item.per:
                parts = [_cbs_number(values, part, point) for part in item.per]
                weight = None if None in parts else math.fsum(x for x in parts if x is not None)
                value = 100 * value / weight if value is not None and weight else None
            else:
                weight = _cbs_number(values, item.weight, point) if item.weight else None
            if value is not None and weight:
                top, bottom = top + value * weight, bottom + weight
        if bottom:
            place = f"gewogen gemiddelde van {count} buurten, {column}"
            new = {**own[0], "area_code": "", "area": names.copy().pop(), "level": "stad"}
            city.append({**new, "value": top / bottom, "mark": "", "cell": place})
    return city


def _cbs_lines(
    path: Path, notes: list[Fault]
) -> tuple[list[tuple[str, dict[str, Any]]], list[str]]:
    """The lines of a CSV of CBS as properties by column, and the columns."""
    sheet = read_csv(path, ())
    notes += sheet.faults
    head = [clean(cell) for cell in sheet.cells[0]]
    faults = []
    areas = []
    for number, line in enumerate(sheet.cells[1:], start=sheet.first + 1):
        if len(line) == len(head):
            areas.append((f"regel {number}", dict(zip(head, line, strict=True))))
        elif any(clean(cell) for cell in line):
            found, expected = f"{len(line)} velden", f"{len(head)} velden"
            faults.append(Fault(str(path), row=number, found=found, expected=expected))
    if faults:
        raise InputError(faults)
    return areas, head


def _cbs_column(known: list[str], names: tuple[str, ...]) -> str:
    folded = {fold(column): column for column in known}
    return next((folded[fold(name)] for name in names if fold(name) in folded), "")
