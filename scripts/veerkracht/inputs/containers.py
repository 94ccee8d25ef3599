"""From a file to its sheets: workbooks, folders of .csv, and text tables in any encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.headers import HEADER_SEARCH
from veerkracht.inputs.safety import MAX_ROWS, RESAVE, Oddity, inspect
from veerkracht.inputs.schemas import Schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.words import fold

KNOWN_SHEETS = {*CODING_SHEETS, *GOVERNANCE_SHEETS}
WORKBOOKS = (".xlsx", ".xls", ".ods")
DELIMITERS = (";", ",", "\t")


def read_workbook(path: str | Path, schemas: Iterable[Schema] = ()) -> dict[str, Sheet]:
    """The sheets of a workbook (.xlsx, .xls, .ods, or a folder of .csv) by name.

    Values are as the file stores them; row numbers are those that the spreadsheet shows. In a
    folder `schemas` give the headers that are expected. Raises InputError.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    file = Path(path)
    if file.is_dir():
        return _read_folder(file, {fold(schema.name): schema for schema in schemas})
    odd: dict[str, list[Oddity]] = {}
    for oddity in inspect(file):
        odd.setdefault(oddity.sheet, []).append(oddity)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            meta.name: Sheet(
                str(path),
                meta.name,
                book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False),
                hidden=meta.visible != SheetVisibleEnum.Visible,
                odd=odd.get(meta.name, []),
            )
            for meta in book.sheets_metadata
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        fault = Fault(
            str(path),
            found="een bestand dat niet als werkmap te lezen is",
            expected="een werkmap (.xlsx, .xls of .ods) zonder wachtwoord",
            advice=RESAVE,
        )
        raise InputError([fault]) from error


def _read_folder(folder: Path, schemas: dict[str, Schema]) -> dict[str, Sheet]:
    sheets = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv")):
        schema = schemas.get(fold(path.stem))
        try:
            sheet = read_csv(path, schema.fields if schema else ())
        except InputError as error:
            faults += error.faults
            continue
        sheet.name = path.stem
        sheets[path.stem] = sheet
    if faults:
        raise InputError(faults)
    return sheets


def pick_sheet(book: dict[str, Sheet], name: str, file: str) -> Sheet:
    """The sheet of a workbook by its name without regard to case and spaces; raises InputError."""
    for title, sheet in book.items():
        if fold(title) == fold(name):
            if not sheet.hidden:
                return sheet
            found, advice = "een verborgen blad", "Maak het blad zichtbaar, dan telt het mee."
            raise InputError([Fault(file, name, found=found, expected="een blad", advice=advice)])
    fault = Fault(
        file,
        name,
        found=f"dit blad ontbreekt; er is {', '.join(book) or 'geen enkel blad'}",
        expected=f"een blad '{name}'",
        advice=nearest(name, set(book) - KNOWN_SHEETS)
        or "Voeg het blad toe; het mag leeg zijn onder de kopregel.",
    )
    raise InputError([fault])


def read_table(path: Path, columns: Iterable[str]) -> Sheet:
    """A table with `columns` from a text file or the first sheet of a workbook that has them.

    The header is the first of its cells; rows keep their numbers. Raises InputError without one.
    """
    if path.suffix.lower() not in WORKBOOKS:
        return read_csv(path, columns)
    wanted = {fold(column) for column in columns}
    sheets = [sheet for sheet in read_workbook(path).values() if not sheet.hidden]
    for sheet in sheets:
        for index, line in enumerate(sheet.cells[:HEADER_SEARCH]):
            if len(wanted & {fold(clean(cell)) for cell in line}) * 2 >= len(wanted):
                sheet.cells, sheet.first = sheet.cells[index:], sheet.first + index
                return sheet
    fault = Fault(
        str(path),
        found=f"geen kopregel op de bladen {', '.join(sheet.name for sheet in sheets)}",
        expected=f"een kopregel met {', '.join(columns)}",
    )
    raise InputError([fault])


def read_lines_below(path: Path, is_wanted: Callable[[str], bool]) -> Sheet:
    """The first sheet of a workbook, or a text table, from the line with a head that `is_wanted`.

    Rows keep their numbers. Raises InputError where no line has such a head.
    """
    if path.suffix.lower() in WORKBOOKS:
        sheets = [sheet for sheet in read_workbook(path).values() if not sheet.hidden]
    else:
        text, _ = decode(path.read_bytes())
        sheets = [
            Sheet(str(path), "", [list(row) for row in _cut(text, delimiter, set()).rows], 1, True)
            for delimiter in DELIMITERS
        ]
    for sheet in sheets:
        for index, line in enumerate(sheet.cells[:HEADER_SEARCH]):
            filled = [clean(cell) for cell in line if clean(cell)]
            if len(filled) > 1 and any(is_wanted(cell) for cell in filled):
                sheet.cells, sheet.first = sheet.cells[index:], sheet.first + index
                return sheet
    fault = Fault(
        str(path), found="geen kopregel", expected="een kopregel met de codes van gebieden"
    )
    raise InputError([fault])


# Text -------------------------------------------------------------------------------------------


def decode(raw: bytes) -> tuple[str, str]:
    """The text in `raw` and its encoding: by BOM, then UTF-8, then Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    if raw[1:2000:2].count(0) > len(raw[1:2000:2]) / 3:
        return raw.decode("utf-16-le", errors="replace"), "utf-16"
    if raw[:2000:2].count(0) > len(raw[:2000:2]) / 3:
        return raw.decode("utf-16-be", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "cp1252"


def read_csv(path: str | Path, columns: Iterable[str]) -> Sheet:
    """A text table; its header is the line that holds most of `columns`, at least half of them.

    The delimiter is the one that gives that header; lines above it are skipped. Every field stays
    text. Without `columns` the first line is the header. Raises InputError when no line will do.
    """
    name = str(path)
    raw = Path(path).read_bytes()
    if raw.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0"))):
        advice = "Geef het bestand de naam .xlsx of .xls, of bewaar het als CSV."
        raise InputError([Fault(name, found="een werkmap", expected="tekst (CSV)", advice=advice)])
    text, encoding = decode(raw)
    wanted = {fold(column) for column in columns}
    best = max((_cut(text, delimiter, wanted) for delimiter in DELIMITERS), key=lambda c: c.count)
    if best.count and best.trouble:
        found, expected = "een aanhalingsteken dat niet klopt", "teksten tussen aanhalingstekens"
        advice = 'Sluit elk aanhalingsteken, en schrijf er binnen een tekst twee: "".'
        fault = Fault(name, row=best.trouble, found=found, expected=expected, advice=advice)
        raise InputError([fault])
    if not best.count or best.count < len(wanted) / 2:
        first = text.lstrip().partition("\n")[0][:80]
        fault = Fault(
            name,
            found=f"geen kopregel; het bestand begint met '{first}'",
            expected=f"een kopregel met {', '.join(columns)}",
            advice="Controleer de kopregel en het scheidingsteken.",
        )
        raise InputError([fault])
    if len(best.rows) > MAX_ROWS:
        expected = f"ten hoogste {MAX_ROWS} rijen"
        raise InputError([Fault(name, found=f"{len(best.rows)} rijen", expected=expected)])
    cells = [list(row) for row in best.rows[best.header :]]
    sheet = Sheet(name, "", cells, best.header + 1, is_text=True)
    if encoding == "cp1252":
        advice = "Bewaar als CSV UTF-8."
        sheet.warn(0, "", "tekst in Windows-1252", "UTF-8", advice, quote=False)
    return sheet


@dataclass(frozen=True)
class _Cut:
    """A text cut into fields at one delimiter.

    `header`: the index of the row that holds most of the wanted names (`count` of them; without
    wanted names the first row, and its number of fields). `trouble`: the row in which a quotation
    mark goes wrong (0: none); the rows end there.
    """

    rows: list[list[str]]
    header: int
    count: int
    trouble: int


def _cut(text: str, delimiter: str, wanted: set[str]) -> _Cut:
    rows: list[list[str]] = []
    trouble = 0
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error:
        trouble = len(rows) + 1
    if not wanted:
        return _Cut(rows, 0, len(rows[0]) if rows else 0, trouble)
    counts = [len(wanted & {fold(clean(cell)) for cell in row}) for row in rows[:HEADER_SEARCH]]
    most = max(counts, default=0)
    return _Cut(rows, counts.index(most) if counts else 0, most, trouble)
