"""Reading workbooks and text tables: every cell keeps its place, every fault is collected.

Sheets and columns are matched without regard to case, accents, spaces and order. Nothing is
guessed: a sheet or column that is not known is reported with the nearest known name.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, WARNING, Fault, InputError, nearest
from veerkracht.inputs.safety import MAX_ROWS, RESAVE, Oddity, inspect
from veerkracht.inputs.schemas import Field, Schema
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.words import fold

SEPARATORS = re.compile(r"[;|\n\r]+")
# UTF-8 that was once read as Windows-1252: "Ã«" for "ë".
MOJIBAKE = re.compile(
    "Ã[\x80-\xbf\u0152-\u0161\u2018-\u203a\u20ac\u2122¡-¿]|â€|Â[\xa0-\xbf]|\ufffd"
)
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
HEADER_SEARCH = 12
LONGEST_QUOTE = 100
QUOTE_IT = "Zet een tekst met een scheidingsteken of een regeleinde tussen aanhalingstekens."
KNOWN_SHEETS = {*CODING_SHEETS, *GOVERNANCE_SHEETS}
# An Excel date is a number of days: 43831 is 1 January 2020.
EXCEL_DAYS = (20_000, 60_000)


@dataclass(frozen=True)
class Row:
    """One row of a sheet: `number` as the spreadsheet shows it, `values` by column name."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass
class Sheet:
    """A sheet as read: its place and its cells, before any meaning is given to them.

    `cells`: list of rows of values (text, float, bool, date or empty text), from row `first`.
    `is_text`: it came from a text file, in which every row must have as many fields as the header.
    `wrong`: the cells (row, column name) with a fault: one cause is told once.
    """

    file: str
    name: str
    cells: list[list[Any]]
    first: int = 1
    is_text: bool = False
    hidden: bool = False
    odd: list[Oddity] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    wrong: set[tuple[int, str]] = field(default_factory=set)

    def fault(
        self, row: int, column: str, found: object, expected: str, advice: str = "",
        *, level: str = STOP, quote: bool = True,
    ) -> None:  # fmt: skip
        """Note a fault at a cell of this sheet; `quote` when `found` is what stands in the cell."""
        text = str(found)
        if len(text) > LONGEST_QUOTE:
            text = f"{text[:LONGEST_QUOTE]}… ({len(text)} tekens)"
        text = f"'{text}'" if quote else text
        self.faults.append(Fault(self.file, self.name, row, column, text, expected, advice, level))
        if level == STOP:
            self.wrong.add((row, column))

    def warn(
        self, row: int, column: str, found: object, expected: str, advice: str = "",
        *, quote: bool = True,
    ) -> None:  # fmt: skip
        """Note something odd but readable."""
        self.fault(row, column, found, expected, advice, level=WARNING, quote=quote)

    @cached_property
    def label(self) -> str:
        """The file, short enough for a table; a .csv of a workbook with its folder."""
        path = Path(self.file)
        return f"{path.parent.name}/{path.name}" if self.is_text and self.name else path.name

    def ref(self, row: int) -> str:
        """Where a row is to be found: `2023.xlsx!relaties!14`."""
        return f"{self.label}!{self.name}!{row}"


def clean(value: object) -> str:
    """A cell as text: NFC, plain spaces, no invisible signs, whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    text = str(value)
    if not text.isascii() or not text.isprintable():
        signs = (_plain(sign) for sign in unicodedata.normalize("NFC", text))
        text = "".join(signs).replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _plain(sign: str) -> str:
    """A sign without surprise: one kind of space; control and format signs are left out."""
    kind = unicodedata.category(sign)
    if kind == "Zs" or sign == "\t":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Co") and sign not in "\n\r" else sign


def split(text: str) -> list[str]:
    """The values in a cell that holds several, separated by `;`, `|` or a line break."""
    return [part for part in (" ".join(p.split()) for p in SEPARATORS.split(text)) if part]


def to_number(value: object) -> float | None:
    """A number from a cell, written with a decimal comma or point; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < float("inf") else None
    text = clean(value).replace("\u2212", "-")
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]+)?", text) else None


# Files ------------------------------------------------------------------------------------------


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


def read_text(path: str | Path) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 or Windows-1252."""
    return decode(Path(path).read_bytes())[0]


def read_csv(path: str | Path, columns: Iterable[str]) -> Sheet:
    """A text table; its header is the line that holds most of `columns`, at least half of them.

    The delimiter is the one that gives that header; lines above it are skipped. Every field stays
    text. Without `columns` the first line is the header. Raises InputError when no line will do.
    """
    raw = Path(path).read_bytes()
    text, encoding = decode(raw)
    wanted = {fold(name) for name in columns}
    name = str(path)
    if raw.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0"))):
        advice = "Geef het bestand de naam .xlsx of .xls, of bewaar het als CSV."
        raise InputError([Fault(name, found="een werkmap", expected="tekst (CSV)", advice=advice)])
    best: tuple[int, int, list[list[str]]] = (0, 0, [])
    problem: Fault | None = None
    for delimiter in (";", ",", "\t"):
        rows, row_of_trouble = _fields(text, delimiter)
        for index, row in enumerate(rows[:HEADER_SEARCH]):
            count = len(wanted & {fold(clean(cell)) for cell in row}) if wanted else len(row)
            if count > best[0]:
                best = (count, index, rows)
                problem = _open_quote(name, row_of_trouble) if row_of_trouble else None
            if not wanted:
                break
    count, index, rows = best
    if problem is not None:
        raise InputError([problem])
    if not rows or count < len(wanted) / 2:
        first = text.lstrip().partition("\n")[0][:80]
        fault = Fault(
            name,
            found=f"geen kopregel; het bestand begint met '{first}'",
            expected=f"een kopregel met {', '.join(columns)}",
            advice="Controleer de kopregel en het scheidingsteken.",
        )
        raise InputError([fault])
    if len(rows) > MAX_ROWS:
        expected = f"ten hoogste {MAX_ROWS} rijen"
        raise InputError([Fault(name, found=f"{len(rows)} rijen", expected=expected)])
    sheet = Sheet(name, "", [list(row) for row in rows[index:]], index + 1, is_text=True)
    if encoding == "cp1252":
        advice = "Bewaar als CSV UTF-8."
        sheet.warn(0, "", "tekst in Windows-1252", "UTF-8", advice, quote=False)
    return sheet


def _fields(text: str, delimiter: str) -> tuple[list[list[str]], int]:
    """All rows of fields, and the row in which a quotation mark goes wrong (0: none)."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error:
        return rows, len(rows) + 1
    return rows, 0


def _open_quote(file: str, row: int) -> Fault:
    found, expected = "een aanhalingsteken dat niet klopt", "teksten tussen aanhalingstekens"
    advice = 'Sluit elk aanhalingsteken, en schrijf er binnen een tekst twee: "".'
    return Fault(file, row=row, found=found, expected=expected, advice=advice)


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


# Rows -------------------------------------------------------------------------------------------


def read_rows(sheet: Sheet, schema: Schema) -> list[Row]:
    """The rows of a sheet with one value per field of `schema`; faults go to `sheet.faults`.

    Values are text ("" when empty), a list of texts, an int or a float (None when empty). The
    header is the line with most known names; empty rows are skipped.
    """
    header = find_header(sheet, schema)
    places = _match_header(sheet, header, schema)
    skipped = _tell_oddities(sheet, header)
    readers = [
        # Of a column that is not there nothing more need be said.
        (
            name,
            place := places.get(name),
            column,
            {} if column.required and place is not None else {"": column.empty},
        )
        for name, column in schema.fields.items()
    ]
    width = len(header)
    bare = [index for index, text in enumerate(header) if not text]
    rows = []
    loose: dict[int, int] = {}
    for number, cells in enumerate(sheet.cells[1:], start=sheet.first + 1):
        if _is_blank(cells):
            continue
        if sheet.is_text and len(cells) != width:
            found, expected = f"{len(cells)} velden", f"{width} velden, zoals de kop"
            sheet.fault(number, "", found, expected, QUOTE_IT, quote=False)
            continue
        for index in (*bare, *range(width, len(cells))):
            if cells[index] != "" and clean(cells[index]):
                loose.setdefault(index, number)
        values = {}
        for name, place, column, known in readers:
            cell = cells[place] if place is not None and place < len(cells) else ""
            # Most cells of a column hold one of a few values: read each of those once.
            if type(cell) is not bool and cell in known:
                values[name] = known[cell]
                continue
            if (number, place) in skipped:
                values[name] = column.empty
                continue
            count = len(sheet.faults)
            values[name] = _read_cell(sheet, number, name, column, cell)
            if len(sheet.faults) == count and type(cell) is not bool:
                known[cell] = values[name]
        rows.append(Row(number, values))
    for index, number in sorted(loose.items()):
        found = clean(sheet.cells[number - sheet.first][index])
        advice = "Zet een kop boven de kolom of haal de waarden weg."
        sheet.fault(number, letters(index), found, "niets: deze kolom heeft geen kop", advice)
    return rows


def _is_blank(cells: list[Any]) -> bool:
    for cell in cells:  # noqa: SIM110 - with any() a large sheet takes a third longer
        if cell != "" and (type(cell) is not str or cell.strip()):
            return False
    return True


def letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def find_header(sheet: Sheet, schema: Schema) -> list[str]:
    """The names in the header; lines above it (a title) are taken off the sheet."""
    known = {fold(name) for name in schema.fields}
    counts = [
        len(known & {fold(clean(cell)) for cell in row}) for row in sheet.cells[:HEADER_SEARCH]
    ]
    if counts and max(counts) > counts[0]:
        top = counts.index(max(counts))
        sheet.cells = sheet.cells[top:]
        sheet.first += top
    return [clean(cell) for cell in sheet.cells[0]] if sheet.cells else []


def _match_header(sheet: Sheet, header: list[str], schema: Schema) -> dict[str, int]:
    known = {fold(name): name for name in schema.fields}
    places: dict[str, int] = {}
    for index, text in enumerate(header):
        name = known.get(fold(text))
        if not text:
            continue
        if name is None:
            missing = [name for name in schema.fields if fold(name) not in map(fold, header)]
            advice = nearest(text, missing) or nearest(text, schema.fields)
            advice = advice or "Haal de kolom weg of zet hem in een ander blad."
            sheet.fault(sheet.first, text, text, f"een van {', '.join(schema.fields)}", advice)
        elif name in places:
            sheet.fault(sheet.first, name, text, "elke kolom één keer", "Haal er één weg.")
        else:
            places[name] = index
    for name, column in schema.fields.items():
        if name not in places and not column.optional:
            advice = "Voeg de kolom toe." if column.required else "Voeg hem toe; leeg mag."
            found, expected = "deze kolom ontbreekt", f"een kolom '{name}'"
            sheet.fault(sheet.first, name, found, expected, advice, quote=False)
    return places


def _tell_oddities(sheet: Sheet, header: list[str]) -> set[tuple[int, int]]:
    """Faults for what the container hides; gives the cells of which nothing more need be said."""
    skipped = set()
    for odd in sheet.odd:
        column = header[odd.column] if odd.column < len(header) else ""
        column = column or letters(odd.column)
        if odd.row < sheet.first:
            continue
        if odd.kind == "error":
            expected, advice = "een waarde", "Herstel de formule of typ de waarde."
            sheet.fault(odd.row, column, odd.text or "#FOUT", expected, advice)
        elif odd.kind == "formula":
            found = "een formule zonder bewaarde uitkomst"
            sheet.fault(odd.row, column, found, "een waarde", RESAVE, quote=False)
        elif odd.kind == "merged":
            found, advice = f"samengevoegde cellen ({odd.text})", "Splits de cellen en vul ze."
            sheet.fault(odd.row, column, found, "één waarde per cel", advice, quote=False)
        elif any(any(row) for row in sheet.cells[odd.row - sheet.first :][:1]):
            found, advice = "een verborgen rij", "De rij telt mee: maak haar zichtbaar of wis haar."
            sheet.warn(odd.row, "", found, "zichtbare rijen", advice, quote=False)
        if odd.kind in ("error", "formula"):
            skipped.add((odd.row, odd.column))
    return skipped


def _read_cell(sheet: Sheet, row: int, name: str, column: Field, cell: object) -> Any:
    text = clean(cell)
    if not text:
        if column.required:
            sheet.fault(row, name, "", column.expected, "Vul de cel.")
        return column.empty
    if MOJIBAKE.search(text):
        advice = "De letters zijn beschadigd bij het openen als verkeerde codering: herstel ze."
        sheet.fault(row, name, text, "leesbare letters", advice)
        return column.empty
    if column.type == "list":
        return split(text)
    if column.enum:
        found = {fold(choice): choice for choice in column.enum}.get(fold(text))
        if found is None:
            sheet.fault(row, name, text, column.expected, nearest(text, column.enum))
            return ""
        return found
    if column.type in ("integer", "number"):
        return _read_number(sheet, row, name, column, cell)
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        advice = "Maak de cel op als tekst en typ de waarde opnieuw."
        sheet.warn(row, name, text, "een tekst; Excel heeft er een datum van gemaakt", advice)
    text = " ".join(text.split())
    if not column.fits(text):
        advice = "Kort de tekst in." if column.max_length and len(text) > column.max_length else ""
        sheet.fault(row, name, text, column.expected, advice or "Is er iets in vervangen?")
    return text


def _read_number(sheet: Sheet, row: int, name: str, column: Field, cell: object) -> Any:
    text = clean(cell)
    number = to_number(cell)
    if number is not None and not _inside(number, column) and re.fullmatch(r"\d+\.\d+", text):
        # "51.905" reads as a thousand: with bounds only one of the two readings can be meant.
        number = float(text)
    wrong = number is None or not _inside(number, column)
    if number is None or wrong or (column.type == "integer" and not number.is_integer()):
        advice = "Typ een getal, zonder eenheid of tekst." if number is None else ""
        if isinstance(cell, dt.date | dt.datetime) or (
            number is not None and column.maximum == 2100
            and EXCEL_DAYS[0] < number < EXCEL_DAYS[1]
        ):  # fmt: skip
            advice = "Dit is een datum: typ alleen het jaar."
        sheet.fault(row, name, text, column.expected, advice or "Verbeter de waarde.")
        return None
    return int(number) if column.type == "integer" else number


def _inside(number: float, column: Field) -> bool:
    low, high = column.minimum, column.maximum
    return (low is None or number >= low) and (high is None or number <= high)
