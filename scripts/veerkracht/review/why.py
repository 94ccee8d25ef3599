"""Why a figure differs from that of an earlier edition: by what either edition was made from.

Where rows that were read differ, a figure is explained by those it was computed from. What is left
is explained by all else that differs: settings, texts, program, software.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from veerkracht import dutch
from veerkracht.review.keys import by_key, changed_cells, key_columns, told
from veerkracht.tables.register import REGISTER

MOST = 3  # rows named in a reason
# Why a row that was read differs, and how a reader is told, the nearest to the sheet first.
KINDS = {"gegevens": "gegevens", "correctie": "correctie", "naam": "besluit over een naam"}
UNKNOWN = "niet te herleiden: de eerdere uitgave heeft geen invoer.json"
NOTHING = "niet te herleiden: alles waaruit zij gemaakt zijn, is gelijk"


@dataclass(frozen=True)
class Moved:
    """A row that was read and that differs: `kind` is gegevens, naam or correctie.

    `before`, `after`: the cells that differ; of a row that came or went, its key.
    """

    table: str
    key: Mapping[str, str]
    place: str
    what: str  # anders, erbij, weg
    before: str
    after: str
    kind: str = "gegevens"

    def __str__(self) -> str:
        verb = {"anders": "", "erbij": " (nieuw)", "weg": " (weg)"}[self.what]
        return f"{self.place or ' '.join(self.key.values())}{verb}"


class Why:
    """What differs between what two editions were made from, and what that explains."""

    def __init__(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """`then`, `now`: the records of both (record.py); empty where an edition has none."""
        self.known = bool(then and now)
        self.rows: list[Moved] = []
        self.general: list[str] = []
        self.settings: dict[str, tuple[str, str]] = {}
        self.files: list[str] = []
        self.texts: set[str] = set()
        if not self.known:
            return
        decided = _decided(then, now)
        for table in {**then["rijen"], **now["rijen"]}:
            pair = (then["rijen"].get(table, {}), now["rijen"].get(table, {}))
            self.rows += _moved(table, *pair, decided)
        self.settings = _differing(then["instellingen"], now["instellingen"])
        self.files = sorted(_differing(then["bestanden"], now["bestanden"]))
        self.texts = set(_differing(then["teksten"], now["teksten"]))
        software = _differing(then["software"], now["software"])
        self.general = [f"instelling {name}" for name in sorted(self.settings)]
        self.general += ["programma"] if then["programma"] != now["programma"] else []
        self.general += [f"{name} {old} → {new}" for name, (old, new) in sorted(software.items())]

    def of(self, table: str, where: Mapping[str, str]) -> str:
        """Why the rows of a table of results that `where` names differ; in words.

        By the rows behind them, else by any of the same year or source: a party's place in the
        network depends on all others.
        """
        for near in (True, False):
            if rows := [row for row in self.rows if _is_behind(row, table, where, near)]:
                return self._told(rows)
        return self._told([])

    def of_years(self, years: Iterable[str]) -> str:
        """Why what is said about these years differs."""
        years = {year for year in years if year}
        return self._told(
            [row for row in self.rows if not years or row.key.get("year", "") in {"", *years}]
        )

    def of_text(self, file: str) -> str:
        """Why a sentence differs that no figure and no claim changed: its text, or the data."""
        if file in self.texts:
            return f"tekst: {file}"
        # It may print what a name or a word in the data is, or include another text.
        return self._told(self.rows, [f"tekst: {name}" for name in sorted(self.texts)])

    def _told(self, rows: list[Moved], others: Iterable[str] = ()) -> str:
        """The reasons in words: the rows, or what else differs."""
        if not self.known:
            return UNKNOWN
        if rows:
            return "; ".join(
                f"{note}: {listed(str(row) for row in rows if row.kind == kind)}"
                for kind, note in KINDS.items()
                if any(row.kind == kind for row in rows)
            )
        rest = [*others, *self.general]
        rest += [] if rest else [f"gegevens: {name}" for name in self.files]
        return dutch.listing(rest, "of") if rest else NOTHING


def listed(places: Iterable[str], most: int = MOST) -> str:
    """The first of some places, each once, and how many more there are."""
    names = list(dict.fromkeys(places))
    more = f" en nog {len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    names = {**then, **now}
    pairs = {name: (then.get(name, "–"), now.get(name, "–")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _decided(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Row of a sheet -> naam or correctie, where a decision on it came or went."""
    kinds = [{tuple(one[:2]) for one in record["besluiten"]} for record in (then, now)]
    return {
        place: "correctie" if change.startswith("correctie") else "naam"
        for record, other in ((then, kinds[1]), (now, kinds[0]))
        for change, digest, place in record["besluiten"]
        if (change, digest) not in other
    }


def _moved(
    table: str, then: Mapping[str, Any], now: Mapping[str, Any], decided: Mapping[str, str]
) -> list[Moved]:
    """The rows of one table of inputs that differ, matched by their key."""
    old_lines, new_lines = (
        [dict(zip(one.get("kolommen", []), row, strict=True)) for row in one.get("rijen", [])]
        for one in (then, now)
    )
    names = key_columns(table, old_lines, new_lines)
    before, after = by_key(old_lines, names), by_key(new_lines, names)
    moved = []
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        cells = changed_cells(old, new) if old and new else []
        if old and new and not cells:
            continue
        place = (new or old or {}).get("origin", "")
        what = "anders" if old and new else "erbij" if new else "weg"
        said = " ".join(filter(None, key))
        sides = told(cells) if cells else ("" if new else said, said if new else "")
        kinds = [decided[one] for one in place.split("|") if one in decided]
        columns = dict(zip(names, key, strict=False))
        moved.append(Moved(table, columns, place, what, *sides, kinds[0] if kinds else "gegevens"))
    return moved


def _is_behind(row: Moved, table: str, where: Mapping[str, str], near: bool) -> bool:
    """Whether a row that was read is behind those of `table`: `near`, by all that both share."""
    entry = REGISTER.get(table)
    if row.table == table or not entry:
        return row.table == table and all(_is(row.key, *pair) for pair in where.items())
    if entry.by_source:
        return _in_source(row, where, near)
    years = {where[name] for name in ("year", "start", "end") if name in where}
    if row.table not in (entry.parents or REGISTER) or not (
        not years or row.key.get("year", "") in {"", *years}
    ):
        return False
    shared = entry.parents.get(row.table, ())
    return not near or all(_is(row.key, name, where[name]) for name in shared if name in where)


def _in_source(row: Moved, where: Mapping[str, str], near: bool) -> bool:
    """The same for rows of an export: by area, year and indicator."""
    if row.table in REGISTER or row.table != where.get("source", row.table):
        return False
    areas = (where.get("area"), where.get("other"))
    same = all(_is(row.key, name, where[name]) for name in ("year", "indicator") if name in where)
    return not near or (same and row.key.get("area") in areas)


def _is(key: Mapping[str, str], name: str, value: str) -> bool:
    """Whether a key has this value; a tie is of either of its parties."""
    if name == "actor" and "actor_a" in key:
        return value in (key["actor_a"], key["actor_b"])
    return name not in key or key[name] == value
