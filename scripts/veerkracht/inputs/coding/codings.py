"""Sheet codeurs: the second coding, from which the agreement of coders follows."""

from __future__ import annotations

from typing import Any

from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.rows import canonical
from veerkracht.inputs.schemas import schema
from veerkracht.words import fold

SHEET = "codeurs"


def take_codings(book: YearBook) -> list[dict[str, Any]]:
    """Every judgement; one coder judges a code of an interview that was held once."""
    sheet = book.sheets.get(SHEET)
    if sheet is None:
        return []
    held = {fold(row["interview"]) for row in book.rows["initiatieven"]}
    rows_by_key: dict[tuple[str, ...], int] = {}
    for row in book.rows[SHEET]:
        key = tuple(fold(row[column]) for column in ("interview", "code", "codeur"))
        if all(key) and key in rows_by_key:
            expected = f"elk oordeel één keer; zie ook rij {rows_by_key[key]}"
            sheet.fault(row.number, "waarde", row["waarde"], expected, "Haal er één weg.")
        elif key[0] and key[0] not in held:
            listed = book.sheets["initiatieven"].title
            expected = f"een gesprek van {listed} in {book.year}"
            sheet.warn(row.number, "interview", row["interview"], expected, "Is het nummer goed?")
        rows_by_key.setdefault(key, row.number)
    return [{"year": book.year, **canonical(row, schema(SHEET))} for row in book.rows[SHEET]]
