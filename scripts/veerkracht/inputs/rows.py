"""The rows of a sheet by its schema: each cell becomes a value or a fault at its place."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from veerkracht.faults import nearest
from veerkracht.inputs.headers import Header, find_header, match_header, tell_two_headers
from veerkracht.inputs.letters import damage, describe, no_word, unprintable
from veerkracht.inputs.safety import RESAVE
from veerkracht.inputs.schemas import Field, Schema
from veerkracht.inputs.sheets import HIDDEN_ROW, QUOTE_IT, UNHIDE, Sheet, letters
from veerkracht.inputs.values import clean, split, to_number
from veerkracht.personal import kind_in
from veerkracht.words import fold

# An Excel date is a number of days: 43831 is 1 January 2020.
EXCEL_DAYS = (20_000, 60_000)
# A little over one, or a thousand: that hangs on who wrote it.
TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: `number` as the spreadsheet shows it, `values` by column name."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def canonical(row: Row, schema: Schema) -> dict[str, Any]:
    """The values of a row by the names that its columns have in our tables."""
    return {field.column: row[name] for name, field in schema.fields.items() if field.column}


def read_rows(sheet: Sheet, schema: Schema) -> list[Row]:
    """The rows of a sheet with one value per field of `schema`; faults go to `sheet.faults`.

    Values are text ("" when empty), a list of texts, an int or a float (None when empty). The
    header is the line with most known names; empty rows are skipped.
    """
    sheet.unquoted = schema.unquoted
    header = find_header(sheet, schema)
    places = match_header(sheet, header, schema)
    tell_two_headers(sheet, header)
    unreadable = _tell_oddities(sheet, header, schema, places)
    columns: list[tuple[str, int | None, Field, dict[Any, Any]]] = []
    for name, column in schema.fields.items():
        place = places.get(name)
        # Of a column that is not there nothing more need be said.
        must_tell = column.required and place is not None
        columns.append((name, place, column, {} if must_tell else {"": column.empty}))
    rows = []
    for number, cells in _filled_rows(sheet, header):
        values = {}
        for name, place, column, read_before in columns:
            cell = cells[place] if place is not None and place < len(cells) else ""
            # Most cells of a column hold one of a few values: read each of those once.
            if type(cell) is not bool and cell in read_before:
                values[name] = read_before[cell]
                continue
            if (number, place) in unreadable:
                values[name] = column.empty
                continue
            count = len(sheet.faults)
            values[name] = _read_cell(sheet, number, name, column, cell)
            if len(sheet.faults) == count and type(cell) is not bool:
                read_before[cell] = values[name]
        rows.append(Row(number, values))
    return rows


def _filled_rows(sheet: Sheet, header: Header) -> list[tuple[int, list[Any]]]:
    """The rows with something in them; faults for a wrong width and for values without a head."""
    width = len(header.texts)
    bare = [index for index, text in enumerate(header.texts) if not text]
    rows = []
    # Column -> the first row with a value under no head: it may be anything, so it is not told.
    loose: dict[int, int] = {}
    for number, cells in sheet.below(header.row):
        if is_blank(cells) or wrong_width(sheet, number, cells, header):
            continue
        for index in (*bare, *range(width, len(cells))):
            if cells[index] != "" and clean(cells[index]):
                loose.setdefault(index, number)
        rows.append((number, cells))
    for index, number in loose.items():
        found, expected = "een waarde zonder kop erboven", "niets: deze kolom heeft geen kop"
        advice = "Zet een kop boven de kolom of haal de waarden weg."
        sheet.fault(number, letters(index), found, expected, advice, quote=False)
    return rows


def wrong_width(sheet: Sheet, number: int, cells: list[Any], header: Header) -> bool:
    """Whether a row of a text has another number of fields than the header; then also a fault."""
    width = len(header.texts)
    if not sheet.is_text or len(cells) == width:
        return False
    found, expected = f"{len(cells)} velden", f"{width} velden, zoals de kop"
    sheet.fault(number, "", found, expected, QUOTE_IT, quote=False)
    return True


def is_blank(cells: list[Any]) -> bool:
    """Whether nothing stands in a row."""
    for cell in cells:  # noqa: SIM110 - with any() a large sheet takes a third longer
        if cell != "" and (type(cell) is not str or cell.strip()):
            return False
    return True


def _tell_oddities(
    sheet: Sheet, header: Header, schema: Schema, places: dict[str, int]
) -> set[tuple[int, int]]:
    """Faults for what the container hides; gives the cells of which nothing more need be said."""
    unreadable = set()
    ours = {index: schema.fields[name] for name, index in places.items()}
    for odd in sheet.odd:
        column = header.column(odd.column)
        if odd.row < header.row:
            continue
        if odd.kind == "error":
            expected, advice = "een waarde", "Herstel de formule of typ de waarde."
            sheet.fault(odd.row, column, odd.text or "#FOUT", expected, advice)
        elif odd.kind == "formula":
            found = "een formule zonder bewaarde uitkomst"
            advice = f"{RESAVE} Helpt dat niet, bewaar het dan als .xlsx."
            sheet.fault(odd.row, column, found, "een waarde", advice, quote=False)
        elif odd.kind == "percent":
            if odd.column in ours and ours[odd.column].type in ("integer", "number"):
                found = "een getal dat als percentage is opgemaakt: 45 % staat er als 0,45"
                advice = "Maak de cel op als getal en typ het opnieuw."
                sheet.fault(odd.row, column, found, "een gewoon getal", advice, quote=False)
                unreadable.add((odd.row, odd.column))
        elif odd.kind == "merged":
            found, advice = f"samengevoegde cellen ({odd.text})", "Splits de cellen en vul ze."
            sheet.fault(odd.row, column, found, "één waarde per cel", advice, quote=False)
        elif any(any(row) for row in sheet.cells[odd.row - sheet.first :][:1]):
            sheet.warn(odd.row, "", HIDDEN_ROW, "zichtbare rijen", UNHIDE, quote=False)
        if odd.kind in ("error", "formula"):
            unreadable.add((odd.row, odd.column))
    return unreadable


def _read_cell(sheet: Sheet, row: int, name: str, column: Field, cell: object) -> Any:
    """The value of one cell by the rules of its column; a fault, and what is empty, if it fails."""
    text = clean(cell)
    if not text:
        if column.required:
            sheet.fault(row, name, "", column.expected, "Vul de cel.")
        return column.empty
    if told := damage(cell if isinstance(cell, str) else text):
        sheet.fault(row, name, text, *told)
        return column.empty
    if column.letters and (told := _no_words(cell, text, column)):
        sheet.fault(row, name, text, *told)
        return column.empty
    if not column.restricted and (sign := unprintable(text)):
        found = f"het teken '{sign}' ({describe(sign)}), dat de letters van de monitor niet hebben"
        sheet.fault(row, name, found, "tekst die te drukken is", "Schrijf het anders.", quote=False)
        return column.empty
    if kind := _person_in(text, column):
        advice = "Haal het weg: " + (
            "dit wordt gedrukt." if column.column else "dit wordt bewaard."
        )
        sheet.fault(row, name, kind, f"geen {kind.removeprefix('een ')}", advice, quote=False)
        return column.empty
    if column.type == "list":
        return split(text)
    if column.enum:
        choice = {fold(choice): choice for choice in column.enum}.get(fold(text))
        if choice is None:
            sheet.fault(row, name, text, column.expected, nearest(text, column.enum))
        return choice or ""
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


def _person_in(text: str, column: Field) -> str:
    """What leads to a person in a text that goes further than its sheet; else empty."""
    is_text = column.type in ("string", "list") and not column.enum and not column.restricted
    return kind_in(text) if is_text else ""


def _no_words(cell: object, text: str, column: Field) -> tuple[str, str] | None:
    """What is wrong (expected, advice) with a cell that should hold names or words, or None."""
    if isinstance(cell, bool):
        return "een naam of woord, geen WAAR of ONWAAR", "Typ de tekst die hier hoort."
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        return (
            "een tekst; Excel heeft er een datum van gemaakt",
            "Maak de cel op als tekst en typ de waarde opnieuw.",
        )
    parts = split(text) if column.type == "list" else [text]
    return next(filter(None, map(no_word, parts)), None)


def _two_ways(text: str, column: Field) -> bool:
    """Whether a number is a thousand and a fraction, and the column can hold either."""
    if not TWO_WAYS.fullmatch(text) or not column.holds(float(re.sub("[.,]", "", text))):
        return False
    # A point between thousands is how Dutch is written: only where a fraction can stand too.
    fraction = column.type == "number" and column.holds(float(text.replace(",", ".")))
    return "," in text or fraction


def _read_number(sheet: Sheet, row: int, name: str, column: Field, cell: object) -> Any:
    """A number within the bounds of its column, an int where that asks for one; None if not."""
    text = clean(cell)
    number = to_number(cell)
    if number is not None and not column.holds(number) and re.fullmatch(r"\d+\.\d+", text):
        # "51.905" reads as a thousand: with bounds only one of the two readings can be meant.
        number = float(text)
    if isinstance(cell, str) and _two_ways(text, column):
        expected = "een getal dat maar één ding kan zijn"
        fraction = text.replace(".", ",").rstrip("0").rstrip(",")
        advice = f"Schrijf {re.sub('[.,]', '', text)}, of {fraction}."
        sheet.fault(row, name, text, expected, advice)
        return None
    if number is None:
        is_date = isinstance(cell, dt.date | dt.datetime)
        advice = "Typ een getal, zonder eenheid of tekst."
    elif not column.holds(number) or (column.type == "integer" and not number.is_integer()):
        is_date = column.maximum == 2100 and EXCEL_DAYS[0] < number < EXCEL_DAYS[1]
        advice = "Verbeter de waarde."
    else:
        return int(number) if column.type == "integer" else number
    advice = "Dit is een datum: typ alleen het jaar." if is_date else advice
    sheet.fault(row, name, text, column.expected, advice)
    return None
