"""The coding workbooks of a wijk, all years at once, as canonical tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.config import read_yaml
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.sheets import (
    Column,
    Row,
    Sheet,
    clean,
    fold,
    pick_sheet,
    read_csv,
    read_rows,
    read_workbook,
)

YES_NO = ("ja", "nee")
YEAR = Column("whole", low=1900, high=2100)
INITIATIVES = {
    "naam": Column(required=True),
    "soort": Column(required=True, choices=("formeel", "informeel")),
    "organisatievorm": Column(),
    "thema": Column("list"),
    "doelgroep": Column("list"),
    "ligging": Column(required=True, choices=("binnen", "buiten", "onbekend")),
    "lat": Column("number", low=50, high=54),
    "lon": Column("number", low=3, high=8),
    "plek": Column(choices=("ontmoetingsplek", "buurthuiskamer", "voorziening")),
    "cluster": Column(),
    "start": YEAR,
    "eind": YEAR,
    "geinterviewd": Column(required=True, choices=YES_NO),
    "interview": Column(),
    "hulpbronnen": Column("list"),
    "belemmeringen": Column("list"),
    "eigenaarschap": Column("whole", low=1, high=5),
    "bewonersgeleid": Column(choices=YES_NO),
    "partners": Column("list"),
    "codeur": Column(),
    "opmerking": Column(),
}
TIES = {
    "van": Column(required=True),
    "naar": Column(required=True),
    "soort": Column(),
    "sterkte": Column("whole", low=1, high=3),
    "interview": Column(),
    "codeur": Column(),
}
QUOTES = {
    "citaat": Column(required=True),
    "tekst": Column(required=True),
    "rol": Column(required=True),
    "jaar": Column("whole", required=True, low=1900, high=2100),
    "interview": Column(),
    "toestemming": Column(required=True, choices=YES_NO),
    "herleidbaar": Column(required=True, choices=YES_NO),
    "thema": Column(),
    "plaats": Column(),
}
CODINGS = {
    "interview": Column(required=True),
    "code": Column(required=True),
    "codeur": Column(required=True),
    "waarde": Column(required=True),
}
ALIASES = {
    "variant": Column(required=True),
    "actor": Column(required=True),
    "soort": Column(
        required=True, choices=("spelling", "hernoemd", "fusie", "splitsing", "onderdeel_van")
    ),
    "vanaf": YEAR,
    "tot": YEAR,
    "besluit_door": Column(),
    "datum": Column(),
    "toelichting": Column(),
}
CORRECTION_KEYS = (
    "bestand",
    "blad",
    "sleutel",
    "kolom",
    "verwacht",
    "wordt",
    "waarom",
    "wie",
)
ACTOR_COLUMNS = [
    *("year", "actor", "name", "kind", "form", "themes", "target_groups", "location", "lat", "lon"),
    *("place", "cluster", "start", "end", "interviewed", "ownership", "resident_led"),
    *("resources", "barriers", "source"),
]
TIE_COLUMNS = ["year", "source", "target", "kind", "strength", "sides", "refs"]
QUOTE_COLUMNS = ["quote", "text", "role", "year", "theme", "place"]
CODING_COLUMNS = ["year", "interview", "code", "coder", "value"]
CHANGE_COLUMNS = ["change", "file", "sheet", "row", "found", "becomes", "reason", "who"]


@dataclass
class Coding:
    """What the workbooks say: canonical tables, and the log of every decision applied."""

    actors: pd.DataFrame
    ties: pd.DataFrame
    quotes: pd.DataFrame
    codings: pd.DataFrame
    changes: pd.DataFrame


@dataclass(frozen=True)
class Alias:
    """A decision on a name: `variant` is `actor`, in the years from `start` to `end`."""

    variant: str
    actor: str
    kind: str
    start: int
    end: int
    who: str
    reason: str


def slug(name: str) -> str:
    """The id of an actor: its name in small letters without accents, words joined by `-`."""
    return "-".join(
        part for part in (fold(word) for word in name.replace("-", " ").split()) if part
    )


def read_coding(
    files: dict[int, str | Path] | dict[int, str] | dict[int, Path],
    aliases: str | Path | None = None,
    corrections: str | Path | None = None,
    tie_rule: str = "union",
) -> Coding:
    """The canonical tables from the workbook of each year.

    `files`: year -> workbook; `aliases`, `corrections`: files with decisions; `tie_rule`: `union`
    (a tie counts when either end named it) or `both`. Raises InputError with the faults of all
    files at once. Columns `codeur` and `opmerking` go no further than here.
    """
    reader = _Reader(tie_rule)
    reader.read_aliases(aliases)
    reader.read_corrections(corrections)
    for year, path in sorted(files.items()):
        reader.read_year(year, Path(path))
    return reader.finish()


class _Reader:
    """Collects rows and faults over the years; `finish` gives the tables or raises."""

    def __init__(self, tie_rule: str) -> None:
        self.tie_rule = tie_rule
        self.faults: list[Fault] = []
        self.aliases: list[Alias] = []
        self.corrections: list[dict[str, Any]] = []
        self.changes: list[tuple[object, ...]] = []
        self.names: dict[str, str] = {}
        self.actors: list[tuple[object, ...]] = []
        self.ties: list[tuple[object, ...]] = []
        self.quotes: list[tuple[object, ...]] = []
        self.codings: list[tuple[object, ...]] = []

    # Decisions ----------------------------------------------------------------------------------

    def read_aliases(self, path: str | Path | None) -> None:
        """Take the decisions on names; a file that is not given holds none."""
        if path is None:
            return
        try:
            sheet = read_csv(path, ["variant", "actor", "soort"])
        except InputError as error:
            self.faults += error.faults
            return
        for row in read_rows(sheet, ALIASES):
            self.aliases.append(
                Alias(
                    row["variant"],
                    row["actor"],
                    row["soort"],
                    row["vanaf"] or 0,
                    row["tot"] or 9999,
                    row["besluit_door"],
                    row["toelichting"],
                )
            )
        self.faults += sheet.faults

    def read_corrections(self, path: str | Path | None) -> None:
        """Take the corrections to cells; a file that is not given holds none."""
        if path is None:
            return
        try:
            items = read_yaml(path) or []
        except InputError as error:
            self.faults += error.faults
            return
        for number, item in enumerate(items, start=1):
            keys = set(item) if isinstance(item, dict) else set()
            if keys != set(CORRECTION_KEYS):
                wrong = sorted(keys ^ set(CORRECTION_KEYS))
                self.faults.append(
                    Fault(
                        str(path),
                        column=f"correctie {number}",
                        found=f"ontbrekend of onbekend: {', '.join(map(str, wrong))}",
                        expected=", ".join(CORRECTION_KEYS),
                    )
                )
            else:
                self.corrections.append(
                    {**item, "from": str(path), "number": number, "done": False}
                )

    def correct(self, sheet: Sheet, year_file: str) -> None:
        """Apply the corrections of this sheet to its cells, where `verwacht` still stands there."""
        mine = [
            item
            for item in self.corrections
            if Path(str(item["bestand"])).name == year_file
            and fold(item["blad"]) == fold(sheet.name)
        ]
        if not mine or not sheet.cells:
            return
        header = [fold(clean(cell)) for cell in sheet.cells[0]]
        for item in mine:
            item["done"] = True
            place = f"correctie {item['number']}"
            column = fold(str(item["kolom"]))
            rows = [
                (number, cells)
                for number, cells in enumerate(sheet.cells[1:], start=2)
                if cells and fold(clean(cells[0])) == fold(str(item["sleutel"]))
            ]
            if column not in header or len(rows) != 1:
                found = "geen rij" if not rows else f"{len(rows)} rijen"
                self.faults.append(
                    Fault(
                        str(item["from"]),
                        column=place,
                        found=f"{found} met '{item['sleutel']}' in blad {item['blad']}"
                        if column in header
                        else f"geen kolom '{item['kolom']}' in blad {item['blad']}",
                        expected="precies één rij, en een kolom van dat blad",
                    )
                )
                continue
            number, cells = rows[0]
            index = header.index(column)
            cells += [""] * (index + 1 - len(cells))
            now = clean(cells[index])
            if now != clean(item["verwacht"]):
                self.faults.append(
                    Fault(
                        str(item["from"]),
                        column=place,
                        found=f"'{now}' in {year_file}, blad {sheet.name}, rij {number}",
                        expected=f"'{item['verwacht']}'",
                        advice="De werkmap is veranderd: pas de correctie aan of haal haar weg.",
                    )
                )
                continue
            cells[index] = item["wordt"]
            self.changes.append(
                (
                    *("correctie", year_file, sheet.name, number, now, clean(item["wordt"])),
                    *(item["waarom"], item["wie"]),
                )
            )

    # Names --------------------------------------------------------------------------------------

    def canonical(self, name: str, year: int) -> tuple[str, Alias | None]:
        """The name that an actor keeps, and the decision behind it if there is one."""
        for alias in self.aliases:
            if fold(alias.variant) == fold(name) and alias.start <= year <= alias.end:
                return self.names.setdefault(fold(alias.actor), alias.actor), alias
        return self.names.setdefault(fold(name), name), None

    def resolve(self, sheet: Sheet, row: int, name: str, year: int) -> str:
        """As `canonical`, with a change of name written in the log."""
        actor, alias = self.canonical(name, year)
        if actor != name:
            kind = f"alias ({alias.kind})" if alias else "schrijfwijze"
            reason = alias.reason if alias else "alleen hoofdletters, accenten of leestekens"
            who = alias.who if alias else "automatisch"
            place = (kind, Path(sheet.file).name, sheet.name, row)
            self.changes.append((*place, name, actor, reason, who))
        return actor

    # A year -------------------------------------------------------------------------------------

    def read_year(self, year: int, path: Path) -> None:
        """Read one workbook; its faults are added to those of the other years."""
        try:
            book = read_workbook(path)
        except InputError as error:
            self.faults += error.faults
            return
        sheets: dict[str, tuple[Sheet, list[Row]]] = {}
        specs = {"initiatieven": INITIATIVES, "relaties": TIES, "citaten": QUOTES}
        for name, columns in {**specs, "codeurs": CODINGS}.items():
            try:
                sheet = pick_sheet(book, name, str(path))
            except InputError as error:
                self.faults += error.faults
                continue
            self.correct(sheet, path.name)
            sheets[name] = (sheet, read_rows(sheet, columns))
        if len(sheets) == 4:
            self.take_actors(year, *sheets["initiatieven"])
            self.take_ties(year, *sheets["initiatieven"], *sheets["relaties"])
            self.take_quotes(year, *sheets["citaten"])
            for row in sheets["codeurs"][1]:
                self.codings.append((year, *(row[name] for name in CODINGS)))
        for sheet, _ in sheets.values():
            self.faults += sheet.faults

    def take_actors(self, year: int, sheet: Sheet, rows: list[Row]) -> None:
        """The rows of sheet initiatieven as actors; a name may stand there once a year."""
        self.listed: dict[str, int] = {}
        self.spoken: set[str] = set()
        for row in rows:
            if not row["naam"]:
                continue
            name = self.resolve(sheet, row.number, row["naam"], year)
            if name in self.listed:
                sheet.fault(
                    row.number,
                    "naam",
                    row["naam"],
                    "elke partij één keer per jaar",
                    f"Dezelfde partij staat in rij {self.listed[name]}: voeg de rijen samen.",
                )
                continue
            self.listed[name] = row.number
            if row["geinterviewd"] == "ja":
                self.spoken.add(name)
                if not row["interview"]:
                    sheet.fault(
                        row.number,
                        "interview",
                        "",
                        "een nummer, want geinterviewd is ja",
                        "Vul het in.",
                    )
            if (row["lat"] is None) != (row["lon"] is None):
                sheet.fault(row.number, "lat", "", "lat en lon allebei of geen van beide")
            source = f"{Path(sheet.file).name}!{sheet.name}!{row.number}"
            lists = {key: "|".join(row[key]) for key in ("thema", "doelgroep")}
            self.actors.append(
                (
                    year,
                    slug(name),
                    name,
                    row["soort"],
                    row["organisatievorm"],
                    lists["thema"],
                    lists["doelgroep"],
                    row["ligging"],
                    row["lat"],
                    row["lon"],
                    row["plek"],
                    row["cluster"],
                    row["start"],
                    row["eind"],
                    row["geinterviewd"],
                    row["eigenaarschap"],
                    row["bewonersgeleid"],
                    "|".join(row["hulpbronnen"]),
                    "|".join(row["belemmeringen"]),
                    source,
                )
            )

    def known(self, sheet: Sheet, row: int, column: str, name: str, year: int) -> str | None:
        """The actor behind a name in a tie; a fault when it is not listed this year."""
        actor, _ = self.canonical(name, year)
        if actor in self.listed:
            self.resolve(sheet, row, name, year)
            return actor
        self.names.pop(fold(name), None) if self.names.get(fold(name)) == name else None
        hint = nearest(name, self.listed)
        advice = f"{hint} Zet het besluit in aliassen.csv." if hint else ""
        advice = advice or "Voeg de partij toe aan blad initiatieven, of leg een alias vast."
        sheet.fault(row, column, name, "een partij van blad initiatieven van dit jaar", advice)
        return None

    def take_ties(
        self, year: int, initiatives: Sheet, rows: list[Row], relations: Sheet, ties: list[Row]
    ) -> None:
        """Ties from partners and from sheet relaties, once a pair, with who named it and where."""
        pairs: dict[tuple[str, str], dict[str, Any]] = {}

        def name_tie(
            sheet: Sheet, row: int, ends: tuple[str, str], kind: str, strength: object
        ) -> None:
            ids = tuple(sorted(slug(end) for end in ends))
            if ids[0] == ids[1]:
                place = ("band met zichzelf", Path(sheet.file).name, sheet.name, row)
                self.changes.append((*place, ends[0], "telt niet mee", "", "automatisch"))
                return
            tie = pairs.setdefault(
                (ids[0], ids[1]), {"kind": "", "strength": None, "sides": set(), "refs": []}
            )
            tie["kind"] = tie["kind"] or kind
            tie["strength"] = max(filter(None, [tie["strength"], strength]), default=None)
            tie["sides"].add(slug(ends[0]))
            ref = f"{Path(sheet.file).name}!{sheet.name}!{row}"
            if ref not in tie["refs"]:
                tie["refs"].append(ref)

        for row in rows:
            start = self.canonical(row["naam"], year)[0] if row["naam"] else None
            for partner in row["partners"]:
                end = self.known(initiatives, row.number, "partners", partner, year)
                if start and end:
                    name_tie(initiatives, row.number, (start, end), "", None)
        for row in ties:
            ends = [
                self.known(relations, row.number, column, row[column], year)
                if row[column]
                else None
                for column in ("van", "naar")
            ]
            if ends[0] and ends[1]:
                pair = (ends[0], ends[1])
                name_tie(relations, row.number, pair, row["soort"], row["sterkte"])
        needed = 2 if self.tie_rule == "both" else 1
        for (a, b), tie in sorted(pairs.items()):
            if len(tie["sides"]) >= needed:
                refs = "|".join(tie["refs"])
                kind = tie["kind"] or "samenwerking"
                self.ties.append((year, a, b, kind, tie["strength"], len(tie["sides"]), refs))

    def take_quotes(self, year: int, sheet: Sheet, rows: list[Row]) -> None:
        """Quotes with consent; a quote that can be traced to a person stays out."""
        for row in rows:
            if row["jaar"] is not None and row["jaar"] != year:
                sheet.fault(row.number, "jaar", row["jaar"], f"{year}, het jaar van de werkmap")
            if row["toestemming"] == "ja" and row["herleidbaar"] == "nee":
                values = (row[key] for key in ("citaat", "tekst", "rol", "jaar", "thema", "plaats"))
                self.quotes.append(tuple(values))

    def finish(self) -> Coding:
        """The tables, sorted; raises InputError when any file had a fault."""
        for item in self.corrections:
            if not item["done"]:
                self.faults.append(
                    Fault(
                        str(item["from"]),
                        column=f"correctie {item['number']}",
                        found=f"bestand '{item['bestand']}', blad '{item['blad']}'",
                        expected="een werkmap en blad die ingelezen worden",
                    )
                )
        self.faults += self._collisions()
        if self.faults:
            raise InputError(self.faults)
        return Coding(
            _table(self.actors, ACTOR_COLUMNS, ["year", "actor"]),
            _table(self.ties, TIE_COLUMNS, ["year", "source", "target"]),
            _table(self.quotes, QUOTE_COLUMNS, ["year", "quote"]),
            _table(self.codings, CODING_COLUMNS, CODING_COLUMNS),
            _table(self.changes, CHANGE_COLUMNS, ["file", "sheet", "row", "change", "found"]),
        )

    def _collisions(self) -> list[Fault]:
        """Different names that would get one id: they must be told apart by the researcher."""
        names: dict[str, set[str]] = {}
        for row in self.actors:
            names.setdefault(str(row[1]), set()).add(str(row[2]))
        return [
            Fault(
                str(next(row[-1] for row in self.actors if row[1] == ident)),
                found=" en ".join(sorted(found)),
                expected="namen die meer verschillen",
                advice="Leg in aliassen.csv vast of dit dezelfde partij is.",
            )
            for ident, found in sorted(names.items())
            if len(found) > 1
        ]


def _table(rows: list[tuple[object, ...]], columns: list[str], by: list[str]) -> pd.DataFrame:
    # An empty text is a missing value, as it is when the table is read from disk.
    filled = [[None if value == "" else value for value in row] for row in rows]
    table = pd.DataFrame(filled, columns=columns)
    for name in ("start", "end", "ownership", "strength"):
        if name in table:
            table[name] = table[name].astype("Int64")
    return table.sort_values(by, kind="stable").reset_index(drop=True)
