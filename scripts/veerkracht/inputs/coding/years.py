"""The coding workbooks of a wijk, all years at once, as canonical tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import WARNING, Fault, warnings_of
from veerkracht.inputs.askers import ROLES, Talk
from veerkracht.inputs.changes import Change
from veerkracht.inputs.coding.actors import Actor, actor_row, take_actors
from veerkracht.inputs.coding.books import YearBook, read_book
from veerkracht.inputs.coding.codes import settle_codes
from veerkracht.inputs.coding.codings import take_codings
from veerkracht.inputs.coding.own_sheets import read_own_books
from veerkracht.inputs.coding.questions import take_questions
from veerkracht.inputs.coding.quotes import take_quotes
from veerkracht.inputs.coding.ties import TieRules, TiesOfYear, take_ties
from veerkracht.inputs.corrections import Corrections
from veerkracht.inputs.names import Listed, Names, proposal_table, propose
from veerkracht.tables.inputs import (
    ACTORS,
    CHANGES,
    CODINGS,
    QUESTIONS,
    QUOTES,
    TIES,
    UNRESOLVED,
)
from veerkracht.words import fold

# A map is laid out from the distance of every party to every other: 200 MB a table for so many.
MOST_PARTIES = 5000
WHOLE_NUMBERS = ("start", "end", "ownership", "strength", "cap")


@dataclass
class Coding:
    """What the workbooks say: canonical tables, the log of decisions, and what is odd.

    `talks`: the interviews with who had them, to be seen by no table.
    """

    actors: pd.DataFrame
    ties: pd.DataFrame
    quotes: pd.DataFrame
    codings: pd.DataFrame
    questions: pd.DataFrame
    talks: list[Talk]
    changes: pd.DataFrame
    unresolved: pd.DataFrame
    warnings: list[Fault]


@dataclass
class CodedYear:
    """A year as its sheets tell it: parties by name, ties, rows of other sheets."""

    book: YearBook
    actors: dict[str, Actor] = field(default_factory=dict)
    ties: TiesOfYear = field(default_factory=TiesOfYear)
    quotes: list[dict[str, Any]] = field(default_factory=list)
    codings: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)


def read_coding(
    files: dict[int, Any],
    aliases: str | Path | None = None,
    corrections: str | Path | None = None,
    tie_rule: str = "union",
    memberships: Iterable[str] = (),
    draft: bool = False,
    on_proposals: Callable[[pd.DataFrame], None] | None = None,
    own: Mapping[str, Any] | None = None,
) -> Coding:
    """The canonical tables from the workbook of each year.

    `files`: year -> workbook or folder; `aliases`, `corrections`: files with decisions; `tie_rule`:
    `union` (a tie counts when either end named it) or `both`; `memberships`: coalitions that are no
    actor but something to be a member of; `draft`: names that nobody lists are left out, not a
    fault; `on_proposals` gets the proposals on names, also when there are faults; `own`: the
    description of own sheets that take the place of the workbooks, with whole paths. Raises
    InputError with the faults of all files at once. Restricted columns go no further than here.
    """
    names, fixes = Names(aliases), Corrections(corrections)
    coalitions = frozenset(fold(name) for name in memberships)
    named = own.get("genoemd") if own else None
    rules = TieRules(2 if tie_rule == "both" else 1, coalitions, draft, named)
    # In the order of the years: the first spelling of a name is the one that stays.
    if own:
        books = read_own_books(own, files, fixes)
    else:
        books = [read_book(year, Path(path), fixes) for year, path in sorted(files.items())]
    settle_codes(books)
    years = [_take_year(book, names, rules) for book in books]
    _check_kinds(years)
    proposals = propose([listed for year in years for listed in _listed(year)], names)
    proposals += [u.proposal for year in years for u in year.ties.unlisted if u.proposal]
    if on_proposals:
        on_proposals(proposal_table(proposals))
    actors = [row for year in years for row in _actor_rows(year)]
    faults = [*fixes.unused(), *names.faults, *_collisions(actors), *_too_many(actors)]
    for year in years:
        faults += year.book.faults
        faults += [fault for sheet in year.book.sheets.values() for fault in sheet.faults]
    if not any(fault.level != WARNING for fault in faults):
        faults += names.unused()
    return _tables(years, actors, fixes.changes, warnings_of(faults), draft)


def _take_year(book: YearBook, names: Names, rules: TieRules) -> CodedYear:
    """What one workbook says; without its parties nothing else can be read."""
    if "initiatieven" not in book.rows:
        return CodedYear(book)
    actors = take_actors(book, names)
    ties = take_ties(book, actors, names, rules)
    asked = take_questions(book, actors, ties.ties)
    return CodedYear(book, actors, ties, take_quotes(book), take_codings(book), asked)


def _check_kinds(years: list[CodedYear]) -> None:
    """A warning for a party of another kind than when it was last listed."""
    before: dict[str, tuple[int, str]] = {}
    for year in years:
        for name, actor in year.actors.items():
            kind = actor.row["soort"]
            if name in before and kind and before[name][1] != kind:
                expected = f"{before[name][1]}, zoals in {before[name][0]}"
                actor.sheet.warn(actor.row.number, "soort", kind, expected, "Klopt de verandering?")
            before[name] = (year.book.year, kind)


def _listed(year: CodedYear) -> Iterable[Listed]:
    """The parties of a year with what can give away that one has a new name."""
    for name, actor in year.actors.items():
        row = actor.row
        place = (row["lat"], row["lon"]) if row["lat"] and row["lon"] else None
        website = re.sub(r"^(https?://)?(www\.)?", "", row["website"].lower()).rstrip("/")
        yield Listed(year.book.year, name, website, place, actor.sheet, row.number)


def _talks(year: CodedYear) -> Iterable[Talk]:
    """The interviews of a year with how many parties each names, and who had them."""
    named = Counter(side for tie in year.ties.ties for side in tie.sides)
    for name, actor in year.actors.items():
        if any(row["geinterviewd"] == "ja" for row in actor.rows):
            by = {role: next((fold(row[role]) for row in actor.rows if row[role]), "")
                  for role in ROLES}  # fmt: skip
            yield Talk(year.book.year, actor.sheet.file, actor.sheet.name, named[name], by)


def _actor_rows(year: CodedYear) -> list[dict[str, Any]]:
    return [
        actor_row(year.book, actor, year.ties.memberships.get(name, set()))
        for name, actor in year.actors.items()
        if name not in year.ties.coalitions
    ]


def _too_many(actors: list[dict[str, Any]]) -> list[Fault]:
    """A fault where all years together have more parties than can be laid out on one map."""
    count = len({row["actor"] for row in actors})
    if count <= MOST_PARTIES:
        return []
    expected = f"ten hoogste {MOST_PARTIES} in alle jaren samen"
    advice = "Is dit één wijk? Laat weg wie in geen gesprek voorkomt."
    return [Fault("initiatieven", found=f"{count} partijen", expected=expected, advice=advice)]


def _collisions(actors: list[dict[str, Any]]) -> list[Fault]:
    """Different names that would get one id: they must be told apart by the researcher."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in actors:
        by_id.setdefault(row["actor"], []).append(row)
    spellings = {ident: sorted({row["name"] for row in rows}) for ident, rows in by_id.items()}
    return [
        Fault(
            by_id[ident][0]["origin"],
            found=" en ".join(names),
            expected="namen die meer verschillen",
            advice="Leg in aliassen.csv vast of dit dezelfde partij is.",
        )
        for ident, names in spellings.items()
        if len(names) > 1
    ]


def _tables(
    years: list[CodedYear],
    actors: list[dict[str, Any]],
    corrected: list[Change],
    warnings: list[Fault],
    draft: bool,
) -> Coding:
    """The canonical tables, sorted."""
    ties = [tie.values(year.book.year) for year in years for tie in year.ties.ties]
    unlisted = [name.values() for year in years for name in year.ties.unlisted if draft]
    changes = [*corrected, *(change for year in years for change in year.book.changes)]
    quotes = [row for year in years for row in year.quotes]
    codings = [row for year in years for row in year.codings]
    questions = [row for year in years for row in year.questions]
    return Coding(
        actors=_table(actors, ACTORS.names, ["year", "actor"]),
        ties=_table(ties, TIES.names, ["year", "actor_a", "actor_b"]),
        quotes=_table(quotes, QUOTES.names, ["year", "quote"]),
        codings=_table(codings, CODINGS.names, CODINGS.names),
        questions=_table(questions, QUESTIONS.names, ["year"]),
        talks=[talk for year in years for talk in _talks(year)],
        changes=_table(
            [change._asdict() for change in changes],
            CHANGES.names,
            ["file", "sheet", "row", "change", "found"],
        ),
        unresolved=_table(unlisted, UNRESOLVED.names, UNRESOLVED.names),
        warnings=warnings,
    )


def _table(rows: list[dict[str, Any]], columns: list[str], by: list[str]) -> pd.DataFrame:
    """Rows as a sorted table; an empty text is missing, as it is when read back from disk."""
    filled = [[None if row[name] == "" else row[name] for name in columns] for row in rows]
    table = pd.DataFrame(filled, columns=columns)
    for name in WHOLE_NUMBERS:
        if name in table:
            table[name] = table[name].astype("Int64")
    return table.sort_values(by, kind="stable").reset_index(drop=True)
