"""From a file to its sheets: workbooks, folders of .csv, and text tables in any encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
WORKBOOKS = (".xlsx", ".xls", ".ods")
SHEETS_BY_PRINT = {fold(name) for name in KNOWN_SHEETS}
NO_HEAD = "geen kopregel"
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
        found=f"dit blad ontbreekt; wel gevonden: {', '.join(book) or 'geen enkel blad'}",
        expected=f"een blad '{name}'",
        advice=nearest(name, set(book) - KNOWN_SHEETS)
        or "Voeg het blad toe; het mag leeg zijn onder de kopregel.",
    )
    raise InputError([fault])


@dataclass(frozen=True)
class Head:
    """What the header of a table looks like, so that it is found below titles and blank lines.

    `count`: how much of it stands in a line of texts; `least`: what a header has at least of that;
    `expected`: the header in words, for who has to mend it. `is_first`: whatever stands first.
    `above`: so many lines above it belong to it.
    """

    count: Callable[[list[str]], int]
    least: float
    expected: str
    is_first: bool = False
    above: int = 0


def head_with(columns: Iterable[str]) -> Head:
    """A header with at least half of `columns`, in any order and spelling.

    Without `columns` it is the first line with anything in it.
    """
    names = list(columns)
    wanted = {fold(name) for name in names}
    if not wanted:
        return Head(len, 1, "een kopregel", is_first=True)

    def count(line: list[str]) -> int:
        return len(wanted & {fold(text) for text in line})

    return Head(count, len(wanted) / 2, f"een kopregel met {', '.join(names)}")


def read_table(path: Path, head: Head) -> Sheet:
    """The table below a header like `head`, from a text file or a visible sheet of a workbook.

    The header is the first of its cells; rows keep the numbers that the file shows. Raises
    InputError without such a header, and for what makes the text or the workbook unreadable.
    """
    if path.suffix.lower() not in WORKBOOKS:
        return _read_text(path, head)
    sheets = [sheet for sheet in read_workbook(path).values() if not sheet.hidden]
    finds = [(*_find_head(sheet.cells, head), -number) for number, sheet in enumerate(sheets)]
    best = max(finds, default=(0, 0, 0, 0))
    if best[0] < head.least:
        names = ", ".join(sheet.name for sheet in sheets) or "die alle verborgen zijn"
        fault = Fault(str(path), found=f"{NO_HEAD} op blad {names}", expected=head.expected)
        raise InputError([fault])
    sheet = sheets[-best[3]]
    if not head.is_first:
        _tell_others(sheet, [sheets[-find[3]] for find in finds if find[0] >= head.least])
    _write_percents(sheet)
    begin_at_head(sheet, head)
    return sheet


def _tell_others(sheet: Sheet, sheets: list[Sheet]) -> None:
    """A warning where other sheets have the header as well: their rows would be missed."""
    names = [f"'{other.name}'" for other in sheets if other is not sheet]
    if names:
        found = f"ook op blad {', '.join(names)} staat zo'n kopregel"
        advice = "Alleen dit blad wordt gelezen. Zet de rijen die mee moeten doen op dit blad."
        sheet.warn(0, "", found, "één blad met cijfers", advice, quote=False)


def begin_at_head(sheet: Sheet, head: Head) -> None:
    """Leave out of a sheet what stands above a header like `head`; rows keep their numbers."""
    index = -_find_head(sheet.cells, head)[2]
    sheet.cells, sheet.first = sheet.cells[index:], sheet.first + index


def _write_percents(sheet: Sheet) -> None:
    """Cells formatted as a percentage as the workbook shows them: 0.45 becomes the text 45%."""
    for odd in sheet.odd:
        if odd.kind == "percent" and odd.row - sheet.first < len(sheet.cells):
            line = sheet.cells[odd.row - sheet.first]
            if odd.column < len(line) and isinstance(line[odd.column], int | float):
                # Twelve digits: 0.07 times a hundred is not exactly 7.
                line[odd.column] = f"{100 * line[odd.column]:.12g}%".replace(".", ",")
    sheet.odd = [odd for odd in sheet.odd if odd.kind != "percent"]


def _find_head(rows: list[list[Any]], head: Head) -> tuple[int, int, int]:
    """How much of a header the best line has, how many lines fit below it, minus its index.

    A title that by chance has a word of the header loses from a line as wide as what is below it.
    """
    best = (0, 0, 0)
    for index, line in enumerate(rows[:HEADER_SEARCH]):
        texts = [clean(cell) for cell in line]
        if any(texts) and (count := head.count(texts)):
            below = [row for row in rows[index + 1 : index + 21] if any(row)]
            fit = sum(len(row) == len(line) for row in below)
            best = max(best, (count, fit, -max(0, index - head.above)))
        if head.is_first and any(texts):
            break
    return best


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
    text. Without `columns` the first filled line is the header. Raises InputError without one.
    """
    return _read_text(Path(path), head_with(columns))


def _read_text(path: Path, head: Head) -> Sheet:
    """A text table from its header on, cut at the delimiter that gives the best header."""
    name = str(path)
    raw = read_bytes(path)
    if foreign := foreign_kind(path, raw[:4096]):
        found, advice = foreign
        raise InputError([Fault(name, found=found, expected="tekst (CSV)", advice=advice)])
    if raw.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0"))):
        found, advice = "een werkmap", "Geef het de naam .xlsx of .xls, of bewaar het als CSV."
        if path.suffix.lower() == ".zip":
            found, advice = "een zip", "Pak hem uit, en noem het bestand dat erin zit."
        raise InputError([Fault(name, found=found, expected="tekst (CSV)", advice=advice)])
    text, encoding = decode(raw)
    if "\0" in text:
        row, advice = text[: text.index("\0")].count("\n") + 1, "Bewaar het opnieuw als CSV UTF-8."
        found = "een NUL-teken: het bestand is beschadigd"
        raise InputError([Fault(name, "", row, "", found, "tekst (CSV)", advice)])
    cuts = [_cut(text, delimiter, head) for delimiter in DELIMITERS]
    best = max(cuts, key=lambda cut: (cut.count, cut.fit))
    if best.count and best.trouble:
        found, expected = "een aanhalingsteken dat niet klopt", "teksten tussen aanhalingstekens"
        advice = 'Sluit elk aanhalingsteken, en schrijf er binnen een tekst twee: "".'
        fault = Fault(name, row=best.trouble, found=found, expected=expected, advice=advice)
        raise InputError([fault])
    if best.count < head.least:
        first = text.lstrip().partition("\n")[0][:80]
        fault = Fault(
            name,
            found=f"{NO_HEAD}; het bestand begint met '{first}'" if first else "een leeg bestand",
            expected=head.expected,
            advice="Controleer de kopregel en het scheidingsteken.",
        )
        raise InputError([fault])
    if len(best.rows) > MAX_ROWS:
        expected = f"ten hoogste {MAX_ROWS} rijen"
        raise InputError([Fault(name, found=f"{len(best.rows)} rijen", expected=expected)])
    cells = [list(row) for row in best.rows[best.header :]]
    sheet = Sheet(name, "", cells, best.header + 1, is_text=True)
    if best.header and not head.above:
        above = best.rows[best.header - 1]
        tell_two_headers(sheet, Header(best.header + 1, best.rows[best.header]), above)
    if encoding == "cp1252":
        advice = "Bewaar als CSV UTF-8."
        sheet.warn(0, "", "tekst in Windows-1252", "UTF-8", advice, quote=False)
    return sheet


@dataclass(frozen=True)
class _Cut:
    """A text cut into fields at one delimiter.

    `header`: the index of the row that is most of a header (`count` of it, `fit` rows below are as
    wide). `trouble`: the row in which a quotation mark goes wrong (0: none); the rows end there.
    """

    rows: list[list[str]]
    header: int
    count: int
    fit: int
    trouble: int


def _cut(text: str, delimiter: str, head: Head) -> _Cut:
    rows: list[list[str]] = []
    trouble = 0
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error:
        trouble = len(rows) + 1
    count, fit, header = _find_head(rows, head)
    return _Cut(rows, -header, count, fit, trouble)
