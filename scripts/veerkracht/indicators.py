"""Exports of indicators in the layouts that arrive, as one long table.

Every value keeps its area, year, edition, indicator, part, unit, file and cell. A value that is
missing, unreliable or suppressed is empty with a mark that says which: never zero.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.sheets import (
    Column,
    Sheet,
    clean,
    fold,
    read_csv,
    read_rows,
    read_workbook,
    to_number,
)

COLUMNS = [
    *("area_code", "area", "level", "year", "edition", "indicator", "label", "theme", "part"),
    *("value", "unit", "n", "low", "high", "mark", "file", "cell"),
]
KEY = ["area_code", "area", "level", "year", "edition", "indicator", "theme"]
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
# An index is the plain mean of its parts (OBI, data structure of the Wijkprofiel, 2016).
SUMS = {
    "SIs": ("As", "Cs", "Ls", "Ms", "Bs"),
    "SIo": ("Co", "Lo", "Mo", "Bo"),
    "SI": ("SIs", "SIo"),
}
OBI_FIRST_ROW = 4


def read_indicators(path: str | Path, source: dict[str, Any]) -> pd.DataFrame:
    """One export as a long table, by the `layout` in `source` (a block of config.yaml).

    Columns: area_code, area, level (wijk, gebied, stad or empty), year, edition, indicator, label,
    theme, part (index, subjectief, objectief or empty), value, unit (index, aandeel, ...), n, low
    and high (95 % margin), mark (why a value is empty), file, cell. Raises InputError with every
    fault, also when a value stands there twice or an index is not the mean of its parts.
    """
    layouts: dict[str, Callable[[Path, dict[str, Any]], list[dict[str, Any]]]] = {
        "obi": _read_obi,
        "long": _read_long,
        "ggd": _read_ggd,
        "cbs": _read_cbs,
    }
    file = Path(path)
    rows = layouts[source["layout"]](file, source)
    if not rows:
        raise InputError([Fault(str(path), found="geen enkele waarde", expected="een export")])
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["edition"] = source["edition"]
    table["file"] = file.name
    faults = _doubles(table, str(path))
    if source["layout"] == "obi":
        faults += check_sums(table, str(path))
    if faults:
        raise InputError(faults)
    return table.sort_values([*KEY, "cell"], kind="stable").reset_index(drop=True)


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
    twice = table[table.duplicated(KEY, keep=False)].fillna("")
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


def _letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _value(cell: object, allowed: Iterable[str] = MARKS) -> tuple[float | None, str] | None:
    """The value of a cell and its mark; None when it is neither a number nor a mark."""
    number = to_number(cell)
    if number is not None:
        return number, ""
    text = clean(cell).lower()
    return (None, MARKS[text]) if text in allowed else None


# OBI: three header rows, one sheet an index and year ---------------------------------------------


def _read_obi(path: Path, source: dict[str, Any]) -> list[dict[str, Any]]:
    book = read_workbook(path)
    names = source.get("sheets") or [name for name in book if name.startswith("SI ")]
    faults: list[Fault] = []
    if not names:
        fault = Fault(str(path), found=f"bladen {', '.join(book)}", expected="een blad 'SI <jaar>'")
        raise InputError([fault])
    rows: list[dict[str, Any]] = []
    for name in names:
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
                sheet.fault(number, _letters(index), clean(line[index]), "een getal of niets")
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
                    cell=f"{sheet.name}!{_letters(index)}{number}",
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


LONG = {
    "gebied": Column(required=True),
    "jaar": Column("whole", required=True, low=1990, high=2100),
    "indicator": Column(required=True),
    "waarde": Column(),
}
GGD = LONG | {
    "leeftijd": Column(),
    "n": Column("whole", low=0, high=10_000_000),
    "ondergrens": Column("number", low=0, high=100),
    "bovengrens": Column("number", low=0, high=100),
}


def _read_long(path: Path, source: dict[str, Any]) -> list[dict[str, Any]]:
    return _read_lines(path, source, LONG)


def _read_ggd(path: Path, source: dict[str, Any]) -> list[dict[str, Any]]:
    return _read_lines(path, source, GGD)


def _read_lines(
    path: Path, source: dict[str, Any], columns: dict[str, Column]
) -> list[dict[str, Any]]:
    sheet = read_csv(path, columns)
    width = len([cell for cell in sheet.cells[0] if clean(cell)])
    when = [fold(clean(cell)) for cell in sheet.cells[0]].index("jaar")
    # A footnote becomes an empty row, so that every other row keeps its number.
    head, *rest = sheet.cells
    sheet.cells = [head, *([] if _is_note(line, width, when) else line for line in rest)]
    extra = {fold(clean(cell)) for cell in sheet.cells[0]} - {fold(name) for name in columns}
    known = columns | {
        clean(cell): Column() for cell in sheet.cells[0] if fold(clean(cell)) in extra
    }
    rows = []
    for row in read_rows(sheet, known):
        line = sheet.cells[row.number - sheet.first]
        if sum(bool(clean(cell)) for cell in line) > width:
            sheet.fault(row.number, "", ";".join(line), f"{width} velden")
        found = _value(row["waarde"])
        if found is None:
            expected = "een getal, of een van de tekens . - x ?"
            sheet.fault(row.number, "waarde", row["waarde"], expected)
            continue
        rows.append(
            _blank(
                area=row["gebied"],
                year=row["jaar"],
                indicator=row["indicator"],
                label=row["indicator"],
                theme=row.values.get("leeftijd") or "",
                part="index" if source.get("unit") == "index" else "",
                value=found[0],
                unit=source.get("unit") or ("procent" if "bovengrens" in columns else ""),
                n=row.values.get("n"),
                low=row.values.get("ondergrens"),
                high=row.values.get("bovengrens"),
                mark=found[1],
                cell=f"regel {row.number}",
            )
        )
    if sheet.faults:
        raise InputError(sheet.faults)
    return rows


def _is_note(line: list[Any], width: int, when: int) -> bool:
    """A footnote or an empty line: fewer fields than the header, and no year where it belongs."""
    filled = sum(bool(clean(cell)) for cell in line)
    return filled < width and (when >= len(line) or to_number(line[when]) is None)


# CBS: key figures as properties of a GeoJSON ------------------------------------------------------


def _read_cbs(path: Path, source: dict[str, Any]) -> list[dict[str, Any]]:
    wanted: dict[str, str] = source.get("indicators") or {}
    year = int(source["edition"][:4]) if source["edition"][:4].isdigit() else None
    features = read_boundaries(path)["features"]
    rows = []
    faults = []
    known = list(features[0]["properties"])
    for name in wanted:
        if name not in known:
            faults.append(
                Fault(str(path), column=name, found="deze eigenschap ontbreekt",
                      expected="een eigenschap uit het bestand", advice=nearest(name, known))
            )  # fmt: skip
    if year is None:
        expected = "een uitgave die met het jaar begint, bijvoorbeeld '2022'"
        faults.append(Fault("config.yaml", found=source["edition"], expected=expected))
    for number, feature in enumerate(features, start=1):
        properties = feature["properties"]
        for name in wanted or known:
            value = properties.get(name)
            if not isinstance(value, int | float) or isinstance(value, bool):
                continue
            missing = value <= CBS_MISSING
            rows.append(
                _blank(
                    area_code=properties["buurtcode"],
                    area=properties["buurtnaam"],
                    # What CBS calls a buurt is what Rotterdam calls a wijk.
                    level="wijk",
                    year=year,
                    indicator=name,
                    label=wanted.get(name, name),
                    theme="",
                    part="objectief",
                    value=None if missing else float(value),
                    unit="procent" if name.startswith("perc") else "getal",
                    mark="ontbreekt" if missing else "",
                    cell=f"gebied {number}, {name}",
                )
            )
    if faults:
        raise InputError(faults)
    return rows
