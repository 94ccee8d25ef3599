"""Sheet initiatieven: the parties of a year, each once, by the name that it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.headers import find_header
from veerkracht.inputs.names import JOINING, SAME, Names
from veerkracht.inputs.rows import Row, canonical
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.personal import is_person
from veerkracht.words import fold, slug

SHEET = "initiatieven"


@dataclass
class Actor:
    """A party in one year: its name, the row that leads, and the rows that were joined to it.

    `sheet`: where these rows stand.
    """

    name: str
    row: Row
    sheet: Sheet
    joined: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """All its rows, the one that leads first."""
        return [self.row, *self.joined]


def take_actors(book: YearBook, names: Names) -> dict[str, Actor]:
    """The parties of a year by the name they keep; faults go to the sheet, decisions to the log.

    A party that stopped before this year is none. A name may stand there once; rows that a decision
    on names makes one party are joined.
    """
    sheet = book.sheets[SHEET]
    actors: dict[str, Actor] = {}
    merged: list[tuple[Row, str]] = []
    for row in book.rows[SHEET]:
        if not _counts(book, sheet, row, names):
            continue
        _check_row(book.year, sheet, row)
        name = resolve(book, sheet, row.number, row["naam"], names)
        decision = names.canonical(row["naam"], book.year)[1]
        if decision and decision.kind in JOINING:
            merged.append((row, name))
        elif name in actors and book.is_long:
            _check_same(sheet, actors[name].row, row)
            actors[name].joined.append(row)
        elif name in actors:
            advice = f"Dezelfde partij staat in rij {actors[name].row.number}: voeg de rijen samen."
            sheet.fault(row.number, "naam", row["naam"], "elke partij één keer per jaar", advice)
        else:
            actors[name] = Actor(name, row, sheet)
    for row, name in merged:
        if name in actors:
            actors[name].joined.append(row)
            reason = f"telt mee bij rij {actors[name].row.number}"
            book.note("samengevoegd", sheet, row.number, row["naam"], name, reason, "alias")
        else:
            actors[name] = Actor(name, row, sheet)
    if not actors and not sheet.faults:
        first = find_header(sheet, schema(SHEET)).row + 1
        expected, advice = "ten minste één partij", "Vul het blad of haal het jaar weg."
        sheet.fault(first, "naam", "", expected, advice)
    _check_interviews(sheet, actors)
    return actors


def resolve(book: YearBook, sheet: Sheet, row: int, name: str, names: Names) -> str:
    """The name that the party keeps, with a change of name written in the log."""
    kept, decision = names.register(name, book.year)
    if kept != name and decision:
        kind = f"alias ({decision.kind})"
        book.note(kind, sheet, row, name, kept, decision.reason, decision.who)
    elif kept != name:
        book.note(SAME, sheet, row, name, kept, "alleen hoofdletters, accenten of leestekens")
    return kept


def _counts(book: YearBook, sheet: Sheet, row: Row, names: Names) -> bool:
    """Whether a row is a party of this year: it has a name that exists now, and did not stop."""
    name, start, end = row["naam"], row["start"], row["eind"]
    if not name:
        return False
    if not slug(name):
        sheet.fault(row.number, "naam", name, "een naam met letters", "Typ de naam.")
        return False
    parts = names.parts(name, book.year)
    if parts:
        expected = f"een van {' of '.join(parts)}: de partij is gesplitst"
        sheet.fault(row.number, "naam", name, expected, "Noem het deel.")
        return False
    if is_person(name):
        advice = "Schrijf op waar de persoon bij hoort, niet wie het is."
        sheet.warn(row.number, "naam", name, "een partij, geen persoon", advice)
    if start and end and end < start:
        sheet.fault(row.number, "eind", end, f"{start} of later, want start is {start}", "")
    elif end and end < book.year:
        reason = f"eind is {end}, vóór {book.year}"
        book.note("gestopt", sheet, row.number, name, "telt niet mee", reason)
        return False
    return True


def _check_row(year: int, sheet: Sheet, row: Row) -> None:
    """Faults for cells of a party that do not fit each other or the year."""
    number, start = row.number, row["start"]
    if start and start > year:
        expected = f"{year} of eerder, het jaar van de codering"
        sheet.fault(number, "start", start, expected, "Of hoort de rij in een later jaar?")
    if not row["geinterviewd"] and (number, "geinterviewd") not in sheet.wrong:
        advice = "Is de partij gestopt, vul dan eind in. Niet meer genoemd? Wis de rij."
        sheet.fault(number, "geinterviewd", "", "een van ja, nee", advice)
    if row["geinterviewd"] == "ja" and not row["interview"]:
        expected = "een nummer, want geinterviewd is ja"
        sheet.fault(number, "interview", "", expected, "Vul het in.")
    if row["geinterviewd"] == "nee" and row["partners"]:
        partners, expected = "; ".join(row["partners"]), "niets, want geinterviewd is nee"
        sheet.warn(number, "partners", partners, expected, "De banden tellen mee; wie noemde ze?")
    is_wrong = {(number, "lat"), (number, "lon")} & sheet.wrong
    if (row["lat"] is None) != (row["lon"] is None) and not is_wrong:
        empty = "lat" if row["lat"] is None else "lon"
        expected = "lat en lon allebei of geen van beide"
        sheet.fault(number, empty, "", expected, "Vul de cel of maak de andere leeg.")


def _check_same(sheet: Sheet, lead: Row, row: Row) -> None:
    """Faults where a further row of a party says something else than its first."""
    for name, column in schema(SHEET).fields.items():
        if column.type == "list" or column.restricted or name == "naam":
            continue
        if row[name] != column.empty and row[name] != lead[name]:
            expected = f"'{lead[name]}', zoals in rij {lead.number}"
            if lead[name] == column.empty:
                expected = f"niets, zoals in rij {lead.number}"
            sheet.fault(row.number, name, row[name], expected, "Maak de rijen gelijk.")


def _check_interviews(sheet: Sheet, actors: dict[str, Actor]) -> None:
    """A warning for a number of an interview that two parties share."""
    rows_by_interview: dict[str, int] = {}
    for actor in actors.values():
        row = actor.row
        interview = row["interview"] if row["geinterviewd"] == "ja" else ""
        if interview and fold(interview) in rows_by_interview:
            expected = f"een eigen nummer; rij {rows_by_interview[fold(interview)]} heeft het ook"
            sheet.warn(row.number, "interview", interview, expected, "Is het één gesprek?")
        rows_by_interview.setdefault(fold(interview), row.number)


def actor_row(book: YearBook, actor: Actor, memberships: set[str]) -> dict[str, Any]:
    """A row of the table of actors; of rows that were joined the first leads, lists are united."""
    fields = schema(SHEET).fields
    values = canonical(actor.row, schema(SHEET))
    for name, column in fields.items():
        if column.type == "list" and column.column:
            every = (value for row in actor.rows for value in row[name])
            values[column.column] = "|".join(dict.fromkeys(every))
    is_interviewed = any(row["geinterviewd"] == "ja" for row in actor.rows)
    return values | {
        "year": book.year,
        "actor": slug(actor.name),
        "name": actor.name,
        "interviewed": "ja" if is_interviewed else "nee",
        "memberships": "|".join(sorted(memberships)),
        "origin": actor.sheet.ref(actor.row.number),
    }
