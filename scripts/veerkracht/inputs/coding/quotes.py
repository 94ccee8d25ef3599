"""Sheet citaten: the quotes that may be printed."""

from __future__ import annotations

from typing import Any

from veerkracht.inputs.changes import HELD_BACK
from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.rows import Row, canonical
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.personal import is_office, name_in
from veerkracht.words import fold

SHEET = "citaten"


def take_quotes(book: YearBook) -> list[dict[str, Any]]:
    """Quotes with consent; one that can be traced to a person stays out, and is noted as such."""
    sheet = book.sheets.get(SHEET)
    if sheet is None:
        return []
    quotes = []
    rows_by_key: dict[str, int] = {}
    for row in book.rows[SHEET]:
        if row["jaar"] is not None and row["jaar"] != book.year:
            expected = f"{book.year}, het jaar van de codering"
            sheet.fault(row.number, "jaar", row["jaar"], expected, "Verbeter het jaar.")
        key = fold(row["citaat"])
        if key and key in rows_by_key:
            expected = f"een eigen kenmerk; rij {rows_by_key[key]} heeft het ook"
            sheet.fault(row.number, "citaat", row["citaat"], expected, "Geef een ander.")
        rows_by_key.setdefault(key, row.number)
        if row["toestemming"] == "ja" and row["herleidbaar"] == "nee":
            _warn_of_person(sheet, row)
            quotes.append(canonical(row, schema(SHEET)))
        else:
            _hold_back(book, sheet, row)
    return quotes


def _hold_back(book: YearBook, sheet: Sheet, row: Row) -> None:
    """A note that a quote stays inside; without its id, which may be the name of who spoke."""
    consents = row["toestemming"] == "ja"
    why = "herleidbaar tot een persoon" if consents else "geen toestemming"
    book.note(HELD_BACK, sheet, row.number, "", "", why)
    if row["plaats"]:  # it was meant to be read
        found, expected = "een plaats, en het mag niet", "toestemming ja en herleidbaar nee"
        advice = "Het citaat wordt niet gedrukt. Vraag toestemming, of maak plaats leeg."
        sheet.warn(row.number, "plaats", found, expected, advice, quote=False)


def _warn_of_person(sheet: Sheet, row: Row) -> None:
    """A warning where a quote that is printed may name who spoke, or somebody else."""
    if name_in(row["tekst"]) or name_in(row["rol"]):
        column = "tekst" if name_in(row["tekst"]) else "rol"
        found, expected = "een woord dat de naam van een persoon lijkt", "een tekst zonder namen"
        advice = "Schrijf [naam], of zet herleidbaar op ja."
        sheet.warn(row.number, column, found, expected, advice, quote=False)
    if is_office(row["rol"]):
        found, expected = "een rol die één persoon heeft", "een rol die meer mensen hebben"
        advice = "Schrijf bijvoorbeeld 'een bestuurder', of zet herleidbaar op ja."
        sheet.warn(row.number, "rol", found, expected, advice, quote=False)
