"""The coding workbooks of a wijk, all years at once, as canonical tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import WARNING, Fault, InputError, warnings_of
from veerkracht.inputs.containers import pick_sheet, read_workbook
from veerkracht.inputs.corrections import Corrections
from veerkracht.inputs.headers import find_header
from veerkracht.inputs.names import (
    JOINING,
    SAME,
    Listed,
    Names,
    mention_proposal,
    proposal_table,
    propose,
)
from veerkracht.inputs.rows import Row, read_rows
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.workbooks import CODING_SHEETS
from veerkracht.words import fold, slug

ACTOR_COLUMNS = [
    *("year", "actor", "name", "kind", "form", "themes", "target_groups", "location", "lat", "lon"),
    *("place", "cluster", "start", "end", "interviewed", "ownership", "resident_led"),
    *("resources", "barriers", "memberships", "origin"),
]
TIE_COLUMNS = ["year", "actor_a", "actor_b", "kind", "strength", "sides", "named_by", "origin"]
QUOTE_COLUMNS = ["quote", "text", "role", "year", "theme", "place"]
CODING_COLUMNS = ["year", "interview", "code", "coder", "value"]
CHANGE_COLUMNS = ["change", "file", "sheet", "row", "found", "becomes", "reason", "who"]
UNRESOLVED_COLUMNS = ["year", "name", "file", "sheet", "row", "column", "proposal"]
# Sheets of the empty workbook that hold no data.
OTHER_SHEETS = ("codeboek", "leesmij")
PERSON = re.compile(r"(de heer|dhr|mevrouw|mevr|mw|meneer)\b", re.IGNORECASE)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\d)(\+31|0031|0)[\s-]?[1-9]([\s-]?\d){8}(?!\d)")
PUBLIC_TEXTS = {
    "initiatieven": ("naam", "organisatievorm", "cluster"),
    "citaten": ("tekst", "rol"),
}


@dataclass
class Coding:
    """What the workbooks say: canonical tables, the log of decisions, and what is odd."""

    actors: pd.DataFrame
    ties: pd.DataFrame
    quotes: pd.DataFrame
    codings: pd.DataFrame
    changes: pd.DataFrame
    unresolved: pd.DataFrame
    warnings: list[Fault]


@dataclass
class Actor:
    """A party in one year: the row that leads, its name, and the rows that were joined to it."""

    name: str
    row: Row
    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    memberships: set[str] = field(default_factory=set)


def read_coding(
    files: dict[int, Any],
    aliases: str | Path | None = None,
    corrections: str | Path | None = None,
    tie_rule: str = "union",
    memberships: Iterable[str] = (),
    draft: bool = False,
    on_proposals: Callable[[pd.DataFrame], None] | None = None,
) -> Coding:
    """The canonical tables from the workbook of each year.

    `files`: year -> workbook or folder; `aliases`, `corrections`: files with decisions; `tie_rule`:
    `union` (a tie counts when either end named it) or `both`; `memberships`: coalitions that are no
    actor but something to be a member of; `draft`: names that nobody lists are left out, not a
    fault; `on_proposals` gets the proposals on names, also when there are faults. Raises InputError
    with the faults of all files at once. Restricted columns go no further than here.
    """
    reader = _Reader(files, Names(aliases), Corrections(corrections), tie_rule, draft)
    reader.coalitions = {fold(name): name for name in memberships}
    for year, path in sorted(files.items()):
        reader.read_year(year, Path(path))
    proposals = [*propose(reader.listings, reader.names), *reader.proposals]
    if on_proposals:
        on_proposals(proposal_table(proposals))
    return reader.finish()


class _Reader:
    """Collects rows and faults over the years; `finish` gives the tables or raises."""

    def __init__(
        self, files: dict[int, Any], names: Names, corrections: Corrections, rule: str, draft: bool
    ) -> None:
        self.names = names
        self.corrections = corrections
        self.tie_rule = rule
        self.draft = draft
        self.coalitions: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.sheets: list[Sheet] = []
        self.changes: list[tuple[object, ...]] = []
        self.listings: list[Listed] = []
        self.proposals: list[dict[str, Any]] = []
        self.kinds: dict[str, tuple[int, str]] = {}
        self.rows: dict[str, list[tuple[object, ...]]] = {
            name: [] for name in ("actors", "ties", "quotes", "codings", "unresolved")
        }

    def note(self, change: str, sheet: Sheet, row: int, *rest: object) -> None:
        """Write a decision in the log: found, becomes, reason, who."""
        self.changes.append((change, sheet.label, sheet.name, row, *rest))

    def resolve(self, sheet: Sheet, row: int, name: str, year: int) -> str:
        """The name that the actor keeps, with a change of name written in the log."""
        actor, decision = self.names.register(name, year)
        if actor != name:
            kind = f"alias ({decision.kind})" if decision else SAME
            reason = decision.reason if decision else "alleen hoofdletters, accenten of leestekens"
            who = decision.who if decision else "automatisch"
            self.note(kind, sheet, row, name, actor, reason, who)
        return actor

    # A year -------------------------------------------------------------------------------------

    def read_year(self, year: int, path: Path) -> None:
        """Read one workbook; its faults are added to those of the other years."""
        try:
            book = read_workbook(path, [schema(name) for name in CODING_SHEETS])
        except InputError as error:
            self.faults += error.faults
            return
        sheets: dict[str, Sheet] = {}
        rows: dict[str, list[Row]] = {}
        for name in CODING_SHEETS:
            try:
                sheet = sheets[name] = pick_sheet(book, name, str(path))
            except InputError as error:
                self.faults += error.faults
                continue
            self.sheets.append(sheet)
            self.corrections.apply(sheet, schema(name), path.name)
            rows[name] = read_rows(sheet, schema(name))
            for column in PUBLIC_TEXTS.get(name, ()):
                self.check_contacts(sheet, rows[name], column)
        self.check_other_sheets(book, path)
        if "initiatieven" not in rows:
            return
        actors = self.take_actors(year, sheets["initiatieven"], rows["initiatieven"])
        self.take_ties(year, actors, sheets, rows)
        self.add_actors(year, actors)
        if "citaten" in rows:
            self.take_quotes(year, sheets["citaten"], rows["citaten"])
        if "codeurs" in rows:
            held = {fold(row["interview"]) for row in rows["initiatieven"]}
            self.take_codings(year, sheets["codeurs"], rows["codeurs"], held)

    def check_other_sheets(self, book: dict[str, Sheet], path: Path) -> None:
        """A warning for every sheet that is not read."""
        known = {fold(name) for name in (*CODING_SHEETS, *OTHER_SHEETS)}
        for name, sheet in book.items():
            if fold(name) not in known and any(any(row) for row in sheet.cells):
                expected = f"een van {', '.join(CODING_SHEETS)}"
                advice = "Dit blad wordt niet gelezen."
                fault = Fault(str(path), name, 0, "", "een ander blad", expected, advice, WARNING)
                self.faults.append(fault)

    def check_contacts(self, sheet: Sheet, rows: list[Row], column: str) -> None:
        """A fault for every address or number of a person in a text that is printed."""
        for row in rows:
            text = row[column]
            if text and CONTACT.search(text):
                expected = "geen e-mailadres of telefoonnummer"
                sheet.fault(row.number, column, text, expected, "Haal het weg: dit wordt gedrukt.")

    def take_actors(self, year: int, sheet: Sheet, rows: list[Row]) -> dict[str, Actor]:
        """The actors of a year by the name they keep; a name may stand in the sheet once."""
        found: dict[str, Actor] = {}
        later: list[tuple[Row, str]] = []
        for row in rows:
            if not self.check_actor(year, sheet, row):
                continue
            name = self.resolve(sheet, row.number, row["naam"], year)
            decision = self.names.canonical(row["naam"], year)[1]
            if decision and decision.kind in JOINING:
                later.append((row, name))
            elif name in found:
                self.tell_twice(sheet, row, found[name])
            else:
                found[name] = Actor(name, row, sheet)
        for row, name in later:
            if name in found:
                found[name].rows.append(row)
                reason = f"telt mee bij rij {found[name].row.number}"
                self.note("samengevoegd", sheet, row.number, row["naam"], name, reason, "alias")
            else:
                found[name] = Actor(name, row, sheet)
        if not found and not sheet.faults:
            expected, advice = "ten minste één partij", "Vul het blad of haal het jaar weg."
            row_below = find_header(sheet, schema("initiatieven")).row + 1
            sheet.fault(row_below, "naam", "", expected, advice)
        self.check_year(year, sheet, found)
        return found

    def tell_twice(self, sheet: Sheet, row: Row, first: Actor) -> None:
        """A fault for a party that is listed twice."""
        advice = f"Dezelfde partij staat in rij {first.row.number}: voeg de rijen samen."
        sheet.fault(row.number, "naam", row["naam"], "elke partij één keer per jaar", advice)

    def check_actor(self, year: int, sheet: Sheet, row: Row) -> bool:
        """Whether a row is an actor of this year; what is wrong with it becomes a fault."""
        name, start, end = row["naam"], row["start"], row["eind"]
        if not name:
            return False
        if not slug(name):
            sheet.fault(row.number, "naam", name, "een naam met letters", "Typ de naam.")
            return False
        parts = self.names.parts(name, year)
        if parts:
            expected = f"een van {' of '.join(parts)}: de partij is gesplitst"
            sheet.fault(row.number, "naam", name, expected, "Noem het deel.")
            return False
        if PERSON.match(name):
            advice = "Schrijf op waar de persoon bij hoort, niet wie het is."
            sheet.warn(row.number, "naam", name, "een partij, geen persoon", advice)
        if start and end and end < start:
            sheet.fault(row.number, "eind", end, f"{start} of later, want start is {start}", "")
        elif end and end < year:
            reason = f"eind is {end}, vóór {year}"
            self.note("gestopt", sheet, row.number, name, "telt niet mee", reason, "automatisch")
            return False
        if start and start > year:
            expected = f"{year} of eerder, het jaar van de werkmap"
            sheet.fault(row.number, "start", start, expected, "Of hoort de rij in een later jaar?")
        if not row["geinterviewd"] and (row.number, "geinterviewd") not in sheet.wrong:
            advice = "Is de partij gestopt, vul dan eind in. Niet meer genoemd? Wis de rij."
            sheet.fault(row.number, "geinterviewd", "", "een van ja, nee", advice)
        if row["geinterviewd"] == "ja" and not row["interview"]:
            expected = "een nummer, want geinterviewd is ja"
            sheet.fault(row.number, "interview", "", expected, "Vul het in.")
        if row["geinterviewd"] == "nee" and row["partners"]:
            expected = "niets, want geinterviewd is nee"
            advice = "De banden tellen mee; wie noemde ze?"
            sheet.warn(row.number, "partners", "; ".join(row["partners"]), expected, advice)
        wrong = {(row.number, "lat"), (row.number, "lon")} & sheet.wrong
        if (row["lat"] is None) != (row["lon"] is None) and not wrong:
            empty = "lat" if row["lat"] is None else "lon"
            expected = "lat en lon allebei of geen van beide"
            sheet.fault(row.number, empty, "", expected, "Vul de cel of maak de andere leeg.")
        return True

    def check_year(self, year: int, sheet: Sheet, actors: dict[str, Actor]) -> None:
        """Warnings that need the whole sheet, or the year before."""
        interviews: dict[str, int] = {}
        for name, actor in actors.items():
            row = actor.row
            number = row["interview"] if row["geinterviewd"] == "ja" else ""
            if number and fold(number) in interviews:
                expected = f"een eigen nummer; rij {interviews[fold(number)]} heeft het ook"
                sheet.warn(row.number, "interview", number, expected, "Is het één gesprek?")
            interviews.setdefault(fold(number), row.number)
            before = self.kinds.get(name)
            if before and row["soort"] and before[1] != row["soort"]:
                expected = f"{before[1]}, zoals in {before[0]}"
                sheet.warn(row.number, "soort", row["soort"], expected, "Klopt de verandering?")
            self.kinds[name] = (year, row["soort"])
            place = (row["lat"], row["lon"]) if row["lat"] and row["lon"] else None
            site = re.sub(r"^(https?://)?(www\.)?", "", row["website"].lower()).rstrip("/")
            self.listings.append(Listed(year, name, site, place, sheet, row.number))

    # Ties ---------------------------------------------------------------------------------------

    def take_ties(
        self, year: int, actors: dict[str, Actor], sheets: dict[str, Sheet],
        rows: dict[str, list[Row]],
    ) -> None:  # fmt: skip
        """Ties from partners and from sheet relaties, once a pair, with who named it and where."""
        pairs: dict[tuple[str, str], _Tie] = {}
        mentions = self.mentions(year, actors, sheets, rows)
        for sheet, row, start, end, kind, strength in mentions:
            if start == end:
                self.note(
                    "band met zichzelf", sheet, row, start, "telt niet mee", "", "automatisch"
                )
                continue
            pair = (start, end) if start < end else (end, start)
            tie = pairs.get(pair)
            if tie is None:
                tie = pairs[pair] = _Tie()
            if (start, sheet.name) in tie.seen:
                reason = "al eerder genoemd op dit blad door dezelfde partij"
                self.note("dubbele band", sheet, row, f"{start} – {end}", "telt één keer", reason,
                          "automatisch")  # fmt: skip
            tie.seen.add((start, sheet.name))
            tie.add(start, kind, strength, sheet.ref(row))
        needed = 2 if self.tie_rule == "both" else 1
        members = [name for name in actors if fold(name) in self.coalitions]
        for (a, b), tie in pairs.items():
            if len(tie.sides) < needed:
                continue
            if a in members or b in members:
                for whole, part in ((a, b), (b, a)):
                    if whole in members and part not in members:
                        actors[part].memberships.add(whole)
                continue
            ends = sorted((slug(a), slug(b)))
            named_by = "|".join(sorted(slug(side) for side in tie.sides))
            values = (tie.kind or "samenwerking", tie.strength, len(tie.sides), named_by)
            self.rows["ties"].append((year, *ends, *values, "|".join(tie.refs)))
        for name in members:
            row = actors.pop(name).row.number
            reason = "instelling memberships"
            sheet = sheets["initiatieven"]
            self.note("lidmaatschap", sheet, row, name, "geen partij", reason, "config.yaml")

    def mentions(
        self, year: int, actors: dict[str, Actor], sheets: dict[str, Sheet],
        rows: dict[str, list[Row]],
    ) -> Iterable[tuple[Sheet, int, str, str, str, int | None]]:  # fmt: skip
        """Every tie that someone named, its ends resolved: sheet, row, ends, kind, strength."""
        sheet = sheets["initiatieven"]
        for actor in [*actors.values()]:
            for row in (actor.row, *actor.rows):
                for partner in row["partners"]:
                    end = self.known(sheet, row.number, "partners", partner, year, actors)
                    if end:
                        yield sheet, row.number, actor.name, end, "", None
        for row in rows.get("relaties", []):
            sheet = sheets["relaties"]
            ends = [
                self.known(sheet, row.number, column, row[column], year, actors)
                if row[column]
                else None
                for column in ("van", "naar")
            ]
            if ends[0] and ends[1]:
                yield sheet, row.number, ends[0], ends[1], row["soort"], row["sterkte"]

    def known(
        self, sheet: Sheet, row: int, column: str, name: str, year: int, actors: dict[str, Actor]
    ) -> str | None:
        """The actor behind a name in a tie; a fault when it is not listed this year."""
        if name in actors:
            return name
        parts = self.names.parts(name, year)
        actor, _ = self.names.canonical(name, year)
        if actor in actors and not parts:
            return self.resolve(sheet, row, name, year)
        if parts:
            advice = f"De partij is gesplitst: noem {' of '.join(parts)}."
            sheet.fault(row, column, name, "een deel dat dit jaar bestaat", advice)
            return None
        proposal = mention_proposal(name, actors)
        if proposal:
            self.proposals.append(proposal)
            advice = f"Bedoelt u '{proposal['actor']}'? Zet het besluit in aliassen.csv."
        else:
            advice = "Voeg de partij toe aan blad initiatieven, of leg een alias vast."
        pieces = [self.names.canonical(piece.strip(), year)[0] for piece in name.split(",")]
        if len(pieces) > 1 and set(pieces) <= set(actors):
            advice = "Zijn dit meer partijen? Scheid ze met een puntkomma."
        if self.draft:
            place = (sheet.label, sheet.name, row, column)
            likely = proposal["actor"] if proposal else ""
            self.rows["unresolved"].append((year, name, *place, likely))
        expected = "een partij van blad initiatieven van dit jaar"
        sheet.fault(row, column, name, expected, advice, level=WARNING if self.draft else "fout")
        return None

    # Tables -------------------------------------------------------------------------------------

    def add_actors(self, year: int, actors: dict[str, Actor]) -> None:
        """The rows of the table of actors; of rows that were joined the first leads."""
        for name, actor in actors.items():
            row = actor.row
            spoken = [r["geinterviewd"] for r in (row, *actor.rows)]
            joined = {
                column: "|".join(
                    dict.fromkeys(value for r in (row, *actor.rows) for value in r[column])
                )
                for column in ("thema", "doelgroep", "hulpbronnen", "belemmeringen")
            }
            self.rows["actors"].append(
                (
                    *(year, slug(name), name, row["soort"], row["organisatievorm"]),
                    *(joined["thema"], joined["doelgroep"], row["ligging"]),
                    *(row["lat"], row["lon"], row["plek"], row["cluster"]),
                    *(row["start"], row["eind"], "ja" if "ja" in spoken else "nee"),
                    *(row["eigenaarschap"], row["bewonersgeleid"]),
                    *(joined["hulpbronnen"], joined["belemmeringen"]),
                    *("|".join(sorted(actor.memberships)), actor.sheet.ref(row.number)),
                )
            )

    def take_quotes(self, year: int, sheet: Sheet, rows: list[Row]) -> None:
        """Quotes with consent; a quote that can be traced to a person stays out."""
        seen: dict[str, int] = {}
        for row in rows:
            if row["jaar"] is not None and row["jaar"] != year:
                expected = f"{year}, het jaar van de werkmap"
                sheet.fault(row.number, "jaar", row["jaar"], expected, "Verbeter het jaar.")
            key = fold(row["citaat"])
            if key and key in seen:
                expected = f"een eigen kenmerk; rij {seen[key]} heeft het ook"
                sheet.fault(row.number, "citaat", row["citaat"], expected, "Geef een ander.")
            seen.setdefault(key, row.number)
            if row["toestemming"] == "ja" and row["herleidbaar"] == "nee":
                values = (row[key] for key in ("citaat", "tekst", "rol", "jaar", "thema", "plaats"))
                self.rows["quotes"].append(tuple(values))

    def take_codings(self, year: int, sheet: Sheet, rows: list[Row], held: set[str]) -> None:
        """The second coding; one coder judges a code of an interview (of `held`) once."""
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(fold(row[column]) for column in ("interview", "code", "codeur"))
            if all(key) and key in seen:
                expected = f"elk oordeel één keer; zie ook rij {seen[key]}"
                sheet.fault(row.number, "waarde", row["waarde"], expected, "Haal er één weg.")
            elif key[0] and key[0] not in held:
                expected = f"een gesprek van blad initiatieven in {year}"
                sheet.warn(
                    row.number, "interview", row["interview"], expected, "Is het nummer goed?"
                )
            seen.setdefault(key, row.number)
            values = (row[column] for column in ("interview", "code", "codeur", "waarde"))
            self.rows["codings"].append((year, *values))

    def finish(self) -> Coding:
        """The tables, sorted; raises InputError when any file had a fault."""
        for sheet in self.sheets:
            self.faults += sheet.faults
        self.faults += [*self.corrections.unused(), *self.names.faults, *self._collisions()]
        if not any(fault.level != WARNING for fault in self.faults):
            self.faults += self.names.unused()
        changes = [*self.corrections.changes, *self.changes]
        return Coding(
            warnings=warnings_of(self.faults),
            actors=_table(self.rows["actors"], ACTOR_COLUMNS, ["year", "actor"]),
            ties=_table(self.rows["ties"], TIE_COLUMNS, ["year", "actor_a", "actor_b"]),
            quotes=_table(self.rows["quotes"], QUOTE_COLUMNS, ["year", "quote"]),
            codings=_table(self.rows["codings"], CODING_COLUMNS, CODING_COLUMNS),
            changes=_table(changes, CHANGE_COLUMNS, ["file", "sheet", "row", "change", "found"]),
            unresolved=_table(self.rows["unresolved"], UNRESOLVED_COLUMNS, UNRESOLVED_COLUMNS),
        )

    def _collisions(self) -> list[Fault]:
        """Different names that would get one id: they must be told apart by the researcher."""
        names: dict[str, set[str]] = {}
        for row in self.rows["actors"]:
            names.setdefault(str(row[1]), set()).add(str(row[2]))
        return [
            Fault(
                str(next(row[-1] for row in self.rows["actors"] if row[1] == ident)),
                found=" en ".join(sorted(found)),
                expected="namen die meer verschillen",
                advice="Leg in aliassen.csv vast of dit dezelfde partij is.",
            )
            for ident, found in sorted(names.items())
            if len(found) > 1
        ]


@dataclass
class _Tie:
    """A pair of actors: who named it, where, and of what kind it is."""

    kind: str = ""
    strength: int | None = None
    sides: set[str] = field(default_factory=set)
    refs: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def add(self, side: str, kind: str, strength: int | None, ref: str) -> None:
        """One more mention; the first kind and the largest strength stay."""
        self.kind = self.kind or kind
        if strength and (self.strength is None or strength > self.strength):
            self.strength = strength
        self.sides.add(side)
        if ref not in self.refs:
            self.refs.append(ref)


def _table(rows: list[tuple[object, ...]], columns: list[str], by: list[str]) -> pd.DataFrame:
    # An empty text is a missing value, as it is when the table is read from disk.
    filled = [[None if value == "" else value for value in row] for row in rows]
    table = pd.DataFrame(filled, columns=columns)
    for name in ("start", "end", "ownership", "strength"):
        if name in table:
            table[name] = table[name].astype("Int64")
    return table.sort_values(by, kind="stable").reset_index(drop=True)
