"""Names of actors over the years: what is the same, what someone decided, what may be the same.

A name is the same by its fingerprint (case, accents, spaces and punctuation aside). All else is a
decision of a person, in aliassen.csv. Likeness, a website and a place only propose: true renames
look less alike than two different cooperatives do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.containers import read_csv
from veerkracht.inputs.rows import read_rows
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import no_date
from veerkracht.words import fold

SAME, SPLIT, DIFFERENT = "schrijfwijze", "splitsing", "verschillend"
# These make one actor of two that may both stand in the sheet of a year.
JOINING = ("fusie", "onderdeel_van")
ALIKE_MENTION, ALIKE_NEW, ALIKE_LISTED = 70, 85, 92
BLOCK = 500
PROPOSAL_COLUMNS = list(schema("aliassen").fields)


@dataclass(frozen=True)
class Decision:
    """A row of aliassen.csv: `variant` is `actor` in the years `start` to `end`."""

    variant: str
    actor: str
    kind: str
    start: int
    end: int
    who: str
    reason: str
    row: int


@dataclass(frozen=True)
class Listed:
    """An actor as a sheet of one year lists it, with what can give away a new name."""

    year: int
    name: str
    website: str
    place: tuple[float, float] | None
    sheet: Sheet = field(compare=False)
    row: int = field(compare=False)


class Names:
    """The name that every actor keeps. `faults` holds what is wrong with the decisions."""

    def __init__(self, aliases: str | Path | None) -> None:
        self.decisions: dict[str, list[Decision]] = {}
        self.different: set[frozenset[str]] = set()
        self.used: set[Decision] = set()
        self.faults: list[Fault] = []
        self._spelling: dict[str, str] = {}
        self._known: dict[tuple[str, int], tuple[str, Decision | None]] = {}
        self._file = str(aliases or "")
        if aliases is not None:
            self._read(aliases)

    def _read(self, path: str | Path) -> None:
        """Keep the decisions in aliassen.csv; what is wrong with them goes to `faults`."""
        try:
            sheet = read_csv(path, schema("aliassen").fields)
        except InputError as error:
            self.faults += error.faults
            return
        for row in read_rows(sheet, schema("aliassen")):
            if told := no_date(row["datum"]):
                sheet.warn(row.number, "datum", row["datum"], told, "Verbeter de datum.")
            decision = Decision(
                variant=row["variant"],
                actor=row["actor"],
                kind=row["soort"],
                start=row["vanaf"] or 0,
                end=row["tot"] or 9999,
                who=row["besluit_door"],
                reason=row["toelichting"],
                row=row.number,
            )
            if decision.kind == DIFFERENT:
                self.different.add(frozenset((fold(decision.variant), fold(decision.actor))))
            elif decision.variant and decision.actor and decision.kind:
                self._add(sheet, decision)
        self.faults += sheet.faults

    def _add(self, sheet: Sheet, new: Decision) -> None:
        """Keep a decision, unless it contradicts another or itself."""
        if new.end < new.start:
            sheet.fault(new.row, "tot", new.end, f"{new.start} of later", "Verwissel de jaren.")
        elif fold(new.variant) == fold(new.actor):
            advice = "Haal de rij weg: hoofdletters, accenten en leestekens maken niet uit."
            sheet.warn(new.row, "actor", new.actor, "een andere naam dan de variant", advice)
        elif self._leads_to(new.actor, new.variant, new):
            expected, advice = "een naam die niet weer naar de variant leidt", "Haal er één weg."
            sheet.fault(new.row, "actor", new.actor, expected, advice)
        else:
            for old in self.decisions.get(fold(new.variant), []):
                overlap = old.start <= new.end and new.start <= old.end
                if overlap and not old.kind == new.kind == SPLIT:
                    expected = f"één besluit per naam en jaar; zie ook rij {old.row}"
                    sheet.fault(new.row, "variant", new.variant, expected, "Pas de jaren aan.")
            self.decisions.setdefault(fold(new.variant), []).append(new)

    def _leads_to(self, name: str, target: str, new: Decision) -> bool:
        """Whether decisions in the years of `new` lead from `name` back to `target`."""
        seen, queue = set(), [fold(name)]
        while queue:
            here = queue.pop()
            if here == fold(target):
                return True
            if here not in seen:
                seen.add(here)
                rows = self.decisions.get(here, [])
                queue += [fold(d.actor) for d in rows if d.start <= new.end and new.start <= d.end]
        return False

    def parts(self, name: str, year: int) -> list[str]:
        """The actors into which `name` was split by `year`; a name that was not split has none."""
        rows = self.decisions.get(fold(name), [])
        parts = [d.actor for d in rows if d.kind == SPLIT and d.start <= year <= d.end]
        return parts if len(parts) > 1 else []

    def canonical(self, name: str, year: int) -> tuple[str, Decision | None]:
        """The name that the actor keeps, and the last decision that led there if there is one."""
        key = (name, year)
        if key not in self._known:
            current, last = name, None
            while decision := next(
                (d for d in self.decisions.get(fold(current), []) if d.start <= year <= d.end), None
            ):
                current, last = decision.actor, decision
                self.used.add(decision)
            self._known[key] = (self._spelling.get(fold(current), current), last)
        return self._known[key]

    def register(self, name: str, year: int) -> tuple[str, Decision | None]:
        """As `canonical`; the first spelling that is registered is the one that stays."""
        current, decision = self.canonical(name, year)
        if fold(current) not in self._spelling:
            self._spelling[fold(current)] = current
            self._known.clear()
        return self._spelling[fold(current)], decision

    def unused(self) -> list[Fault]:
        """A warning for every decision on a name that no workbook holds."""
        return [
            Fault(
                self._file,
                "",
                decision.row,
                "variant",
                f"'{decision.variant}'",
                "een naam die in een werkmap staat",
                "Klopt de spelling?",
                "let op",
            )
            for rows in self.decisions.values()
            for decision in rows
            if decision not in self.used
        ]


# Proposals --------------------------------------------------------------------------------------


def likeness(a: str, b: str) -> float:
    """How much two names look alike, 0 to 100, words in any order (rapidfuzz token sort ratio)."""
    from rapidfuzz import fuzz

    return float(fuzz.token_sort_ratio(_words(a), _words(b)))


def most_alike(name: str, known: Iterable[str], least: float = ALIKE_MENTION) -> tuple[str, float]:
    """The name in `known` most like `name` and its likeness; an empty name below `least`."""
    from rapidfuzz import fuzz, process

    choices = sorted(known)
    best = process.extractOne(
        _words(name), [_words(c) for c in choices], scorer=fuzz.token_sort_ratio, score_cutoff=least
    )
    return (choices[best[2]], best[1]) if best else ("", 0.0)


@cache
def _words(name: str) -> str:
    return " ".join(filter(None, (fold(word) for word in name.replace("-", " ").split())))


def propose(listed: list[Listed], names: Names) -> list[dict[str, Any]]:
    """Pairs of listed names that may be one actor, as rows of aliassen.csv, with a warning each.

    A name that is new in a year is held against the names that are gone: by website, by a place
    that nobody else has, by likeness. Names in one year are held against each other by likeness.
    """
    proposals = []
    by_year: dict[int, dict[str, Listed]] = {}
    for actor in listed:
        by_year.setdefault(actor.year, {})[actor.name] = actor
    before: dict[str, Listed] = {}
    for year, here in sorted(by_year.items()):
        gone = {name: actor for name, actor in before.items() if name not in here}
        for name, actor in here.items():
            if name in before or not gone:
                continue
            for old, kind, why in _same_as(actor, gone, here):
                if frozenset((fold(old), fold(name))) not in names.different:
                    proposals.append(_row(name, old, kind, year, why))
                    advice = "Een besluit staat klaar in review/naamvoorstellen.csv."
                    actor.sheet.warn(
                        actor.row,
                        "naam",
                        name,
                        f"gestopt of hernoemd? {why} als '{old}', tot nu toe genoemd",
                        advice,
                    )
        for name, other, score in _alike_pairs(sorted(here), before):
            if frozenset((fold(other), fold(name))) not in names.different:
                why = f"gelijkenis {score:.0f} van 100"
                proposals.append(_row(name, other, "spelling", None, why))
                advice = "Een besluit staat klaar in review/naamvoorstellen.csv."
                expected = f"een naam die niet op '{other}' lijkt ({why}), in hetzelfde jaar"
                here[name].sheet.warn(here[name].row, "naam", name, expected, advice)
        before |= here
    return proposals


def _same_as(
    actor: Listed, gone: dict[str, Listed], here: dict[str, Listed]
) -> list[tuple[str, str, str]]:
    """The one that is gone and that `actor` may be: name, kind of decision, reason."""
    places = [other.place for other in here.values()]
    old_places = [other.place for other in gone.values()]
    for old in gone.values():
        if actor.website and actor.website == old.website:
            return [(old.name, "hernoemd", "hetzelfde adres op internet")]
        unique = places.count(actor.place) == old_places.count(actor.place) == 1
        if actor.place and actor.place == old.place and unique:
            return [(old.name, "hernoemd", "dezelfde plaats op de kaart")]
    name, score = most_alike(actor.name, gone, ALIKE_NEW)
    return [(name, "spelling", f"gelijkenis {score:.0f} van 100")] if name else []


def _alike_pairs(names: list[str], before: dict[str, Listed]) -> list[tuple[str, str, float]]:
    """Pairs of names in one year that look alike, told only in the first year they share."""
    from rapidfuzz import fuzz, process

    words = [_words(name) for name in names]
    pairs = []
    # In blocks, each against itself and what follows: half the work, and memory stays small.
    for top in range(0, len(words), BLOCK):
        scores = process.cdist(
            words[top : top + BLOCK],
            words[top:],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=ALIKE_LISTED,
            workers=-1,
        )
        for i, j in zip(*map(list, scores.nonzero()), strict=True):
            a, b = names[top + i], names[top + j]
            if i < j and not (a in before and b in before):
                pairs.append((b, a, float(scores[i][j])))
    return pairs


def _row(variant: str, actor: str, kind: str, start: int | None, why: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(PROPOSAL_COLUMNS, "")
    return row | {
        **{"variant": variant, "actor": actor, "soort": kind},
        **{"vanaf": start or "", "toelichting": why},
    }


def proposal_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Proposals with the columns of aliassen.csv, each once, sorted."""
    table = pd.DataFrame(rows, columns=PROPOSAL_COLUMNS).drop_duplicates()
    table = table.drop_duplicates(["variant", "actor"])
    return table.sort_values(["variant", "actor"], kind="stable").reset_index(drop=True)


def mention_proposal(name: str, known: Iterable[str]) -> dict[str, Any] | None:
    """A row of aliassen.csv for a name that nobody lists, when a listed name looks like it."""
    actor, score = most_alike(name, known)
    return _row(name, actor, "spelling", None, f"gelijkenis {score:.0f} van 100") if actor else None
