"""The header of a sheet: which line it is, and which of our columns stands where.

Columns are matched without regard to case, accents, spaces and order. Nothing is guessed: a column
that is not known is reported with the nearest known name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from veerkracht.faults import nearest
from veerkracht.inputs.schemas import Schema
from veerkracht.inputs.sheets import Sheet, letters
from veerkracht.inputs.values import clean
from veerkracht.personal import kind_in
from veerkracht.words import fold

HEADER_SEARCH = 12
YEAR = re.compile(r"(19|20)\d\d")
# A column with such a head may hold what is known of a person.
PERSONAL_HEAD = re.compile(
    r"mail|telefoon|\btel\b|mobiel|(?<!web)adres|postcode|geboorte|leeftijd|bsn|burgerservice|iban|"
    r"rekening|contact|respondent|geinterviewde|voornaam|achternaam|persoon|geslacht",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """The header line: its row as the spreadsheet shows it, and the text of each cell."""

    row: int
    texts: list[str]

    def column(self, index: int) -> str:
        """What stands above a column, or its letters when nothing does."""
        return (self.texts[index] if index < len(self.texts) else "") or letters(index)


def find_header(sheet: Sheet, schema: Schema) -> Header:
    """The first line with most names of `schema`: a title may stand above it."""
    if not sheet.cells:
        return Header(sheet.first, [])
    columns = {fold(name) for name in schema.fields}
    counts = [
        len(columns & {fold(clean(cell)) for cell in row}) for row in sheet.cells[:HEADER_SEARCH]
    ]
    top = counts.index(max(counts))
    return Header(sheet.first + top, [clean(cell) for cell in sheet.cells[top]])


def match_header(sheet: Sheet, header: Header, schema: Schema) -> dict[str, int]:
    """Column of `schema` -> its index in the sheet; faults for what is unknown, double or gone."""
    by_print = {fold(name): name for name in schema.fields}
    places: dict[str, int] = {}
    for index, text in enumerate(header.texts):
        name = by_print.get(fold(text))
        if not text:
            continue
        if name is None:
            _tell_unknown(sheet, header, index, schema)
        elif name in places:
            sheet.fault(header.row, name, text, "elke kolom één keer", "Haal er één weg.")
        else:
            places[name] = index
    for name, column in schema.fields.items():
        if name not in places and not column.optional:
            advice = "Voeg de kolom toe." if column.required else "Voeg hem toe; leeg mag."
            found, expected = "deze kolom ontbreekt", f"een kolom '{name}'"
            sheet.fault(header.row, name, found, expected, advice, quote=False)
    return places


def _tell_unknown(sheet: Sheet, header: Header, index: int, schema: Schema) -> None:
    """A column that is not ours: a fault when it may be a slip or about persons, else a warning."""
    text = header.texts[index]
    given = {fold(title) for title in header.texts}
    missing = [name for name in schema.fields if fold(name) not in given]
    advice = nearest(text, missing)
    expected = f"een van {', '.join(schema.fields)}"
    if advice:
        sheet.fault(header.row, text, text, expected, advice)
        return
    cells = (row[index] for _, row in sheet.below(header.row) if index < len(row))
    if PERSONAL_HEAD.search(text) or any(kind_in(clean(cell)) for cell in cells):
        expected = "geen kolom met gegevens over personen"
        advice = "Haal de kolom weg: de monitor gebruikt hem niet en bewaart hem liever niet."
        sheet.fault(header.row, text, text, expected, advice)
    else:
        sheet.warn(header.row, text, text, expected, "Deze kolom wordt niet gelezen.")


def tell_two_headers(sheet: Sheet, header: Header, above: list[str] | None = None) -> None:
    """A fault for a second line of heads above the header: years, or heads over several columns.

    `above`: the line above the header where the sheet begins at the header itself.
    """
    row = header.row - 1
    if above is None:
        if row < sheet.first:
            return
        above = [clean(cell) for cell in sheet.cells[row - sheet.first]]
    years = [text for text in above if YEAR.fullmatch(text.strip())]
    spans = [odd for odd in sheet.odd if odd.kind == "merged" and odd.row == row]
    if len(years) > 1 or len(spans) > 1:
        found = f"een tweede kopregel: {', '.join(filter(None, above))}"
        advice = "Zet alles in één kopregel, met elk jaar in een eigen rij of een eigen bestand."
        sheet.fault(row, "", found, "één kopregel", advice, quote=False)
