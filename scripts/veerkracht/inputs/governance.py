"""The governance workbook and the list of places as canonical tables."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pandas as pd

from veerkracht.faults import Fault, InputError, warnings_of
from veerkracht.inputs.containers import pick_sheet, read_csv, read_workbook, rows_elsewhere
from veerkracht.inputs.rows import Row, read_rows
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import is_total
from veerkracht.personal import is_person, name_in
from veerkracht.tables.inputs import PLACES
from veerkracht.words import fold, slug

TABLES = {
    "decisions": "besluiten",
    "tasks": "taken",
    "events": "gebeurtenissen",
    "facts": "feiten",
    "budget": "budget",
    "bodies": "organisatie",
}
# Not every wijk keeps these: without the sheet the table is empty.
OPTIONAL = ("budget", "organisatie")


# Who told it is nobody's business: only what a reader can ask for is a source.
TALK = re.compile(
    r"\b(gesprek|interview|telefoontje|e?-?mail(tje)?|app(je)?|bericht) (met|van|aan)\b|"
    r"\b(mondeling|telefonisch|gebeld)\b",
    re.IGNORECASE,
)
# Sheets on what was done: their years lie in the past.
HAPPENED = ("besluiten", "gebeurtenissen")


def read_governance(
    path: str | Path | None, warnings: list[Fault] | None = None
) -> dict[str, pd.DataFrame]:
    """The tables decisions, tasks, events, facts, budget and bodies, empty without a `path`.

    Raises InputError with every fault. Rows are sorted by year (facts by name), and `origin` says
    where each stands. A fact may stand there once. `warnings` gets what is odd but readable.
    """
    book = read_workbook(path, [schema(name) for name in TABLES.values()]) if path else {}
    faults: list[Fault] = []
    tables = {}
    for name, title in TABLES.items():
        if not path or (title in OPTIONAL and fold(title) not in map(fold, book)):
            tables[name] = _table([], name)
            continue
        try:
            sheet = pick_sheet(book, title, str(path))
        except InputError as error:
            faults += error.faults
            continue
        rows = read_rows(sheet, schema(title))
        if not rows:
            faults += rows_elsewhere(book, sheet, schema(title))
        if name == "facts":
            seen: set[str] = set()
            for row in rows:
                if row["feit"] and row["feit"] in seen:
                    expected = "elk feit één keer"
                    sheet.fault(row.number, "feit", row["feit"], expected, "Haal er één weg.")
                seen.add(row["feit"])
        for row in rows:
            _check_sense(sheet, row)
        faults += sheet.faults
        fields = schema(title).fields
        lines = [
            [*(None if row[dutch] == "" else row[dutch] for dutch in fields), sheet.ref(row.number)]
            for row in rows
        ]
        tables[name] = _table(lines, name)
    remarks = warnings_of(faults)
    if warnings is not None:
        warnings += remarks
    return tables


def _check_sense(sheet: Sheet, row: Row) -> None:
    """A fault for a total among the posts of a budget; a warning for what has yet to happen."""
    for column in ("orgaan", "uitvoerder", "taak", "gebeurtenis", "post"):
        if column in row.values and is_person(row[column] or ""):
            found, advice = "wat de naam van een persoon lijkt", "Noem de partij, niet de persoon."
            sheet.warn(row.number, column, found, "geen persoon", advice, quote=False)
    if row.values.get("feit") and (TALK.search(row["bron"]) or name_in(row["bron"])):
        found, expected = "een gesprek of een persoon", "een stuk dat een lezer kan opvragen"
        advice = "Deze bron wordt gedrukt: noem het verslag, het besluit of de website."
        sheet.fault(row.number, "bron", found, expected, advice, quote=False)
    if "post" in row.values and is_total(row["post"]):
        advice = "Haal de rij weg: de monitor telt zelf op."
        sheet.fault(row.number, "post", row["post"], "een post, geen totaal", advice)
    year, today = row.values.get("jaar"), dt.date.today().year
    if year and year > today and fold(sheet.name) in HAPPENED:
        expected = f"een jaar tot en met {today}"
        sheet.warn(row.number, "jaar", year, expected, "Dit is nog niet gebeurd: klopt het jaar?")


def _table(lines: list[list[object]], name: str) -> pd.DataFrame:
    """The rows of a sheet as a table, by year (facts by name)."""
    columns = [field.column for field in schema(TABLES[name]).fields.values()]
    table = pd.DataFrame(lines, columns=[*columns, "origin"])
    for column in ("year", "month", "until"):
        if column in table:
            table[column] = table[column].astype("Int64")
    first = "fact" if name == "facts" else "year"
    return table.sort_values(first, kind="stable").reset_index(drop=True)


def read_places(
    path: str | Path | None, actors: pd.DataFrame, warnings: list[Fault] | None = None
) -> pd.DataFrame:
    """Places on the map: the list in `path`, and the actors of the last year that are a place.

    Gives name, kind, cluster, lat, lon, actor (id or empty), sorted by name; a place in both comes
    from the list. `warnings` gets what is odd. Raises InputError with every fault.
    """
    rows = []
    if path:
        sheet = read_csv(path, schema("plekken").fields)
        rows = read_rows(sheet, schema("plekken"))
        remarks = warnings_of(sheet.faults)
        if warnings is not None:
            warnings += remarks
    places = [
        (
            *(row["naam"], row["soort"], row["cluster"] or None),
            *(row["lat"], row["lon"], slug(row["actor"]) or None),
        )
        for row in rows
    ]
    named = {actor for *_, actor in places if actor} | {slug(name) for name, *_ in places}
    last = actors[actors["year"] == actors["year"].max()].dropna(subset=["place", "lat", "lon"])
    for row in last.itertuples():
        if row.actor not in named:
            places.append((row.name, row.place, row.cluster, row.lat, row.lon, row.actor))
    table = pd.DataFrame(places, columns=PLACES.names)
    return table.sort_values(["kind", "name"], kind="stable").reset_index(drop=True)
