"""Sheet werkwijze: how the question who works with whom was asked in a year."""

from __future__ import annotations

from collections import Counter
from typing import Any

from veerkracht.inputs.coding.actors import Actor
from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.coding.ties import Tie
from veerkracht.inputs.rows import canonical
from veerkracht.inputs.schemas import schema
from veerkracht.words import fold

SHEET = "werkwijze"


def take_questions(
    book: YearBook, actors: dict[str, Actor], ties: list[Tie]
) -> list[dict[str, Any]]:
    """The row of the year, if there is one; rows that say the same are one.

    `actors` and `ties`: those of the year, by name; who named more than was allowed is told.
    """
    sheet, rows = book.sheets.get(SHEET), book.rows.get(SHEET, [])
    if sheet is None or not rows:
        return []
    first = rows[0]
    for row in rows:
        if row["jaar"] is not None and row["jaar"] != book.year:
            expected = f"{book.year}, het jaar van de codering"
            sheet.fault(row.number, "jaar", row["jaar"], expected, "Verbeter het jaar.")
        for name in ("vraag", "lijst", "hoogstens"):
            is_broken = {(row.number, name), (first.number, name)} & sheet.wrong
            if not is_broken and fold(str(row[name])) != fold(str(first[name])):
                told = first[name] if first[name] not in ("", None) else "niets"
                expected = f"{told}, zoals in rij {first.number}"
                advice = "Een jaar heeft één werkwijze: maak de rijen gelijk, of haal er één weg."
                sheet.fault(row.number, name, row[name] or "", expected, advice)
    if first["hoogstens"] is not None:
        named = Counter(side for tie in ties for side in tie.sides)
        over = [name for name, count in named.items() if count > first["hoogstens"]]
        if over:
            most = max(over, key=lambda name: named[name])
            place = f"rij {actors[most].row.number} van {book.sheets['initiatieven'].title}"
            found = f"{first['hoogstens']}, maar {place} noemde er {named[most]}"
            expected = "een grens waar iedereen onder bleef"
            sheet.warn(first.number, "hoogstens", found, expected, "Klopt de grens?", quote=False)
    return [{**canonical(first, schema(SHEET)), "origin": sheet.ref(first.number)}]
