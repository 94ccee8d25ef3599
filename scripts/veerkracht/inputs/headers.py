"""The header of a sheet: which line it is, and which of our columns stands where.

Columns are matched without regard to case, accents, spaces and order. Nothing is guessed: a column
that is not known is reported with the nearest known name.
"""

from __future__ import annotations

from dataclasses import dataclass

from veerkracht.faults import nearest
from veerkracht.inputs.schemas import Schema
from veerkracht.inputs.sheets import Sheet, letters
from veerkracht.inputs.values import clean
from veerkracht.words import fold

HEADER_SEARCH = 12


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
    given = {fold(text) for text in header.texts}
    places: dict[str, int] = {}
    for index, text in enumerate(header.texts):
        name = by_print.get(fold(text))
        if not text:
            continue
        if name is None:
            missing = [name for name in schema.fields if fold(name) not in given]
            advice = nearest(text, missing) or nearest(text, schema.fields)
            advice = advice or "Haal de kolom weg of zet hem in een ander blad."
            sheet.fault(header.row, text, text, f"een van {', '.join(schema.fields)}", advice)
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
