"""From a file to its sheets: workbooks, folders of .csv, and text tables in any encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.foreign import foreign_kind, read_bytes
from veerkracht.inputs.headers import HEADER_SEARCH, Header, find_header, tell_two_headers
from veerkracht.inputs.oddities import Oddity
from veerkracht.inputs.safety import MAX_ROWS, RESAVE, inspect
from veerkracht.inputs.schemas import Schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS, tables_in
from veerkracht.words import fold

KNOWN_SHEETS = {*CODING_SHEETS, *GOVERNANCE_SHEETS}
SHEETS_BY_PRINT = {fold(name) for name in KNOWN_SHEETS}
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
    for path in tables_in(folder):
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
    found = [title for title in book if fold(title) == fold(name)]
    if len(found) > 1:
        told = " en ".join(f"'{title}'" for title in found)
        advice = "Voeg de rijen samen in één blad, en haal het andere weg."
        raise InputError([Fault(file, name, 0, "", told, f"één blad '{name}'", advice)])
    if found:
        sheet = book[found[0]]
        if not sheet.hidden:
            return sheet
        told, advice = "een verborgen blad", "Maak het blad zichtbaar, dan telt het mee."
        raise InputError([Fault(file, name, found=told, expected="een blad", advice=advice)])
    fault = Fault(
        file,
        name,
        found=f"dit blad ontbreekt; er is {', '.join(book) or 'geen enkel blad'}",
        expected=f"een blad '{name}'",
        advice=nearest(name, set(book) - KNOWN_SHEETS)
        or "Voeg het blad toe; het mag leeg zijn onder de kopregel.",
    )
    raise InputError([fault])


def rows_elsewhere(book: dict[str, Sheet], sheet: Sheet, schema: Schema) -> list[Fault]:
    """A fault for every other sheet, hidden or not, with the heads of `schema` and rows below.

    To ask of a sheet that is empty itself: its rows may have been left in a copy of it.
    """
    faults = []
    for name, other in book.items():
        if fold(name) in SHEETS_BY_PRINT:
            continue
        header = find_header(other, schema)
        heads = {fold(text) for text in header.texts} & {fold(title) for title in schema.fields}
        if len(heads) < len(schema.fields) / 2:
            continue
        rows = sum(any(clean(cell) for cell in cells) for _, cells in other.below(header.row))
        if not rows:
            continue
        what = "verborgen blad" if other.hidden else "blad"
        found = f"niets, maar {what} '{name}' heeft dezelfde kop en {rows} rijen"
        advice = f"Zet de rijen in blad {sheet.name}, of haal het andere blad weg."
        faults.append(Fault(sheet.file, sheet.name, 0, "", found, "de rijen op dit blad", advice))
    return faults


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
    raw = read_bytes(Path(path))
    if foreign := foreign_kind(Path(path), raw[:4096]):
        found, advice = foreign
        raise InputError([Fault(name, found=found, expected="tekst (CSV)", advice=advice)])
    if raw.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0"))):
        advice = "Geef het bestand de naam .xlsx of .xls, of bewaar het als CSV."
        raise InputError([Fault(name, found="een werkmap", expected="tekst (CSV)", advice=advice)])
    text, encoding = decode(raw)
    if "\0" in text:
        row, advice = text[: text.index("\0")].count("\n") + 1, "Bewaar het opnieuw als CSV UTF-8."
        found = "een NUL-teken: het bestand is beschadigd"
        raise InputError([Fault(name, "", row, "", found, "tekst (CSV)", advice)])
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
    if best.header:
        above = best.rows[best.header - 1]
        tell_two_headers(sheet, Header(best.header + 1, best.rows[best.header]), above)
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
        filled = (number for number, row in enumerate(rows) if any(cell.strip() for cell in row))
        first = next(filled, 0)
        return _Cut(rows, first, len(rows[first]) if rows else 0, trouble)
    counts = [len(wanted & {fold(clean(cell)) for cell in row}) for row in rows[:HEADER_SEARCH]]
    most = max(counts, default=0)
    return _Cut(rows, counts.index(most) if counts else 0, most, trouble)
