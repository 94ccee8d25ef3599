"""Sheet relaties and column partners: who named whom, joined to one tie a pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from veerkracht.faults import STOP, WARNING
from veerkracht.inputs.coding.actors import Actor, resolve
from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.names import ALIKE_NEW, Names, mention_proposal, most_alike
from veerkracht.inputs.rows import Row
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.words import fold, slug

MOST_PROPOSALS = 500
# More than this in one year is no wijk, and would take the measures hours.
MOST_TIES = 20_000
# Both ends may name a tie, in either sheet, and for a few kinds: more mentions are told at once.
MOST_MENTIONS = 4 * MOST_TIES
# What may stand between two names that are written as one.
BETWEEN_NAMES = re.compile(r"\s*[,/&+•·]\s*|\s+(?:en|and)\s+")


@dataclass(frozen=True)
class TieRules:
    """What counts as a tie: `needed` sides that named it. With coalitions a tie is a membership.

    `coalitions`: fingerprints of names; `draft`: a name that nobody lists is left out, no fault;
    `named`: the kind and place of a party that is only named, where such a party needs no row.
    """

    needed: int
    coalitions: frozenset[str]
    draft: bool
    named: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Mention:
    """A tie as one party named it."""

    sheet: Sheet
    row: int
    start: str
    end: str
    kind: str = ""
    strength: int | None = None


@dataclass(frozen=True)
class Unlisted:
    """A name in a tie that nobody lists this year; `proposal`: a row of aliassen.csv, if any."""

    year: int
    name: str
    sheet: Sheet
    row: int
    column: str
    proposal: dict[str, Any] | None

    def values(self) -> dict[str, Any]:
        """The row in the table of unresolved names."""
        return {
            "year": self.year,
            "name": self.name,
            "file": self.sheet.label,
            "sheet": self.sheet.name,
            "row": self.row,
            "column": self.column,
            "proposal": self.proposal["actor"] if self.proposal else "",
        }


@dataclass
class Tie:
    """A pair of actors: who named it, where, and of what kind it is."""

    actor_a: str
    actor_b: str
    kind: str = ""
    strength: int | None = None
    sides: set[str] = field(default_factory=set)
    origins: dict[str, None] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """One more mention; the first kind and the largest strength stay."""
        self.kind = self.kind or mention.kind
        if mention.strength and (self.strength is None or mention.strength > self.strength):
            self.strength = mention.strength
        self.sides.add(mention.start)
        self.origins[mention.sheet.ref(mention.row)] = None

    def values(self, year: int) -> dict[str, Any]:
        """The row in the table of ties."""
        actor_a, actor_b = sorted((slug(self.actor_a), slug(self.actor_b)))
        return {
            "year": year,
            "actor_a": actor_a,
            "actor_b": actor_b,
            "kind": self.kind or "samenwerking",
            "strength": self.strength,
            "sides": len(self.sides),
            "named_by": "|".join(sorted(slug(side) for side in self.sides)),
            "origin": "|".join(self.origins),
        }


@dataclass
class TiesOfYear:
    """What the mentions of a year come to; `memberships`: actor -> the coalitions it is in."""

    ties: list[Tie] = field(default_factory=list)
    memberships: dict[str, set[str]] = field(default_factory=dict)
    coalitions: list[str] = field(default_factory=list)
    unlisted: list[Unlisted] = field(default_factory=list)


def take_ties(
    book: YearBook, actors: dict[str, Actor], names: Names, rules: TieRules
) -> TiesOfYear:
    """The ties of a year from the mentions in both sheets; decisions go to the log of the book."""
    taken = TiesOfYear()
    mentions = len(book.rows.get("relaties", []))
    mentions += sum(len(row["partners"]) for actor in actors.values() for row in actor.rows)
    if mentions > MOST_MENTIONS:
        _tell_too_many(book, f"{mentions} genoemde samenwerkingen", f"{MOST_MENTIONS}")
        return taken
    directory = _Directory(book, actors, names, rules, taken.unlisted)
    ties = _join_mentions(book, _mentions(directory))
    taken.coalitions += [name for name in actors if fold(name) in rules.coalitions]
    for tie in ties:
        if len(tie.sides) < rules.needed:
            continue
        inside = [name for name in (tie.actor_a, tie.actor_b) if name in taken.coalitions]
        if not inside:
            taken.ties.append(tie)
        elif len(inside) == 1:
            member = tie.actor_b if inside == [tie.actor_a] else tie.actor_a
            taken.memberships.setdefault(member, set()).add(inside[0])
    if len(taken.ties) > MOST_TIES:
        _tell_too_many(book, f"{len(taken.ties)} samenwerkingen", f"{MOST_TIES}")
    for name in taken.coalitions:
        sheet, row = actors[name].sheet, actors[name].row.number
        reason = "instelling memberships"
        book.note("lidmaatschap", sheet, row, name, "geen partij", reason, "config.yaml")
    return taken


def _tell_too_many(book: YearBook, found: str, most: str) -> None:
    advice = "Is dit één wijk en één jaar? Laat weg wat geen gesprek noemt."
    expected = f"ten hoogste {most} in een jaar"
    book.sheets["initiatieven"].fault(0, "", found, expected, advice, quote=False)


@dataclass(frozen=True)
class _Directory:
    """The parties of a year, to look up a name in; `unlisted` collects the names that fail."""

    book: YearBook
    actors: dict[str, Actor]
    names: Names
    rules: TieRules
    unlisted: list[Unlisted]

    def find(self, sheet: Sheet, row: int, column: str, name: str) -> str | None:
        """The party behind a name in a tie; a fault when it is not listed this year."""
        if name in self.actors:
            return name
        year = self.book.year
        parts = self.names.parts(name, year)
        if parts:
            advice = f"De partij is gesplitst: noem {' of '.join(parts)}."
            sheet.fault(row, column, name, "een deel dat dit jaar bestaat", advice)
            return None
        if self.names.canonical(name, year)[0] in self.actors:
            return resolve(self.book, sheet, row, name, self.names)
        if self.rules.named is not None and not self._may_be_listed(name):
            return self._add_named(sheet, row, name, self.rules.named)
        # Of a sheet with hundreds of unknown names something else is wrong: looking for what each
        # may mean would take an hour.
        few = len(self.unlisted) < MOST_PROPOSALS
        proposal = mention_proposal(name, self.actors) if few else None
        self.unlisted.append(Unlisted(year, name, sheet, row, column, proposal))
        listed = self.book.sheets["initiatieven"].title
        advice = f"Voeg de partij toe aan {listed}, of leg een alias vast."
        if self.book.is_own and self.rules.named is None:
            advice = advice[:-1] + ", of zet genoemd bij codering in config.yaml."
        if proposal:
            advice = (
                f"Bedoelt u '{proposal['actor']}'? Verbeter de cel, of zet het in aliassen.csv."
            )
        pieces = [self.names.canonical(piece.strip(), year)[0] for piece in name.split(",")]
        is_several = set(pieces) <= set(self.actors) or self.rules.named is not None
        if len(pieces) > 1 and is_several:
            advice = "Zijn dit meer partijen? Scheid ze met een puntkomma."
            if self.book.is_own:
                advice = "Zijn dit meer partijen? Zet ',' dan bij scheiding in config.yaml."
        expected = f"een partij van {listed} van dit jaar"
        level = WARNING if self.rules.draft else STOP
        sheet.fault(row, column, name, expected, advice, level=level)
        return None

    def _may_be_listed(self, name: str) -> bool:
        """Whether a name without a row may be a slip of a party, or several parties in one."""
        likely, _ = most_alike(name, self.actors, ALIKE_NEW)
        different = frozenset((fold(likely), fold(name))) in self.names.different
        known = {fold(party) for party in self.actors}
        pieces = [piece for piece in BETWEEN_NAMES.split(name) if piece]
        several = len(pieces) > 1 and any(fold(piece) in known for piece in pieces)
        return (bool(likely) and not different) or several or "," in name

    def _add_named(self, sheet: Sheet, row: int, name: str, named: Mapping[str, str]) -> str:
        """A party that is only named joins those of the year, of the kind that is agreed."""
        kept = resolve(self.book, sheet, row, name, self.names)
        values = {field: column.empty for field, column in schema("initiatieven").fields.items()}
        values |= {"ligging": "onbekend", "geinterviewd": "nee", **named, "naam": name}
        self.actors[kept] = Actor(kept, Row(row, values), sheet)
        reason = f"geen eigen rij: {named['soort']}, zoals genoemd in config.yaml zegt"
        self.book.note("alleen genoemd", sheet, row, name, kept, reason, "config.yaml")
        return kept


def _mentions(directory: _Directory) -> Iterator[Mention]:
    """Every tie that someone named, with both ends looked up."""
    book = directory.book
    sheet = book.sheets["initiatieven"]
    for actor in list(directory.actors.values()):  # who is only named joins them under way
        for row in actor.rows:
            for partner in row["partners"]:
                end = directory.find(sheet, row.number, "partners", partner)
                if end:
                    yield Mention(sheet, row.number, actor.name, end)
    for row in book.rows.get("relaties", []):
        sheet = book.sheets["relaties"]
        start = directory.find(sheet, row.number, "van", row["van"]) if row["van"] else None
        end = directory.find(sheet, row.number, "naar", row["naar"]) if row["naar"] else None
        if start and end:
            yield Mention(sheet, row.number, start, end, row["soort"], row["sterkte"])


def _join_mentions(book: YearBook, mentions: Iterable[Mention]) -> Iterable[Tie]:
    """One tie a pair; a tie with itself does not count, one that is named twice is told once."""
    ties: dict[tuple[str, str], Tie] = {}
    seen: set[tuple[str, str, str]] = set()
    for mention in mentions:
        sheet, start, end = mention.sheet, mention.start, mention.end
        if start == end:
            book.note("band met zichzelf", sheet, mention.row, start, "telt niet mee")
            continue
        pair = (start, end) if start < end else (end, start)
        named = (start, end, sheet.name)
        if named in seen:
            reason = "al eerder genoemd op dit blad door dezelfde partij"
            text = f"{start} – {end}"
            book.note("dubbele band", sheet, mention.row, text, "telt één keer", reason)
        seen.add(named)
        ties.setdefault(pair, Tie(*pair)).add(mention)
    return ties.values()
