"""Two editions compared: claims, numbers in the text, sentences, tables and figures, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from veerkracht.personal import masked
from veerkracht.review.behind import where_of
from veerkracht.review.edition import Edition, Lines
from veerkracht.review.keys import Cell, Line, by_key, changed_cells, key_columns, told
from veerkracht.review.texts import Section, Sentence, altered, sections
from veerkracht.review.why import Why
from veerkracht.tables.register import REGISTER

CLAIM, NUMBER, SENTENCE, TABLE, PICTURE, INPUT = (
    "bewering",
    "getal",
    "zin",
    "tabel",
    "figuur",
    "invoer",
)
OTHER, NEW, GONE = "anders", "erbij", "weg"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its kind, what happened, where, its name, both sides, and why.

    `past`: a figure of a year that the earlier edition gave already.
    """

    kind: str
    what: str
    place: str
    name: str
    before: str
    after: str
    why: str
    past: bool = False

    def as_row(self) -> tuple[str, ...]:
        """The cells of verschil.csv."""
        told = (self.kind, self.what, self.place, self.name, self.before, self.after, self.why)
        return (*told, "ja" if self.past else "nee")


def compare(then: Edition, now: Edition) -> list[Difference]:
    """All that differs between an earlier edition and this one, by kind, in reading order."""
    why = Why(then.record, now.record)
    numbers = list(_numbers(then, now, why))
    claims = list(_claims(then, now, why))
    return [
        *claims,
        *(difference for _, difference in numbers),
        *_sentences(then, now, dict(numbers), claims, why),
        *(d for name in {**then.tables, **now.tables} for d in _table(name, then, now, why)),
        *_figures(then, now),
        *_inputs(why),
    ]


def _claims(then: Edition, now: Edition, why: Why) -> Iterator[Difference]:
    """Claims with another outcome, and those that came or went."""
    before, after = ({one["claim"]: one for one in edition.claims} for edition in (then, now))
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        was, is_now = (one["outcome"] if one else "" for one in (old, new))
        if was == is_now:
            continue
        what = OTHER if old and new else NEW if new else GONE
        said = new or old or {}
        reason = why.of_years((said["start"], said["end"]))
        yield Difference(CLAIM, what, said["statement"], name, was, is_now, reason)


def _numbers(then: Edition, now: Edition, why: Why) -> Iterator[tuple[int, Difference]]:
    """Numbers in the text (getal) that came from the same rows and are printed otherwise."""
    before, after = _printed(then.trail), _printed(now.trail)
    for (section, rows), steps in after.items():
        old = [text for _, text in before.get((section, rows), [])]
        left = []
        for number, text in steps:
            if text in old:
                old.remove(text)
            else:
                left.append((number, text))
        for (number, text), earlier in zip(left, old, strict=False):
            reasons = {why.of(*_place(*row)) for row in rows}
            name = "; ".join(f"{table} {where}".strip() for table, where in rows)
            reason, past = "; ".join(sorted(reasons)), _is_past(then, rows)
            yield number, Difference(NUMBER, OTHER, section, name, earlier, text, reason, past)


Rows = tuple[tuple[str, str], ...]


def _printed(trail: Lines) -> dict[tuple[str, Rows], list[tuple[int, str]]]:
    """Section and rows -> the numbers that were printed from them there."""
    steps: dict[int, list[Line]] = defaultdict(list)
    for line in trail:
        steps[int(line["getal"])].append(line)
    printed: dict[tuple[str, Rows], list[tuple[int, str]]] = defaultdict(list)
    for number, lines in steps.items():
        rows = tuple((line["tabel"], line["waar"]) for line in lines)
        printed[lines[0]["sectie"], rows].append((number, lines[0]["gedrukt"]))
    return printed


def _place(table: str, where: str) -> tuple[str, dict[str, str]]:
    """Table and key of a row as herkomst.csv writes them (`metric=actors, year=2023`)."""
    return table.removesuffix(".csv"), where_of(where)


def _is_past(then: Edition, rows: Rows) -> bool:
    """Whether the earlier edition gave all of these rows: none is of a later year."""
    last = last_year(then)
    years = [int(year) for row in rows for year in _years(_place(*row)[1])]
    return bool(years) and max(years) <= last


def last_year(edition: Edition) -> int:
    """The last year of the interviews, or of the figures where there are none."""
    lines = edition.tables.get("network_metrics") or edition.tables.get("index_gaps") or []
    return max((int(year) for line in lines for year in _years(line)), default=0)


def _years(line: Line) -> list[str]:
    return [line[name] for name in ("year", "end") if line.get(name, "").isdigit()]


def _sentences(
    then: Edition,
    now: Edition,
    numbers: dict[int, Difference],
    claims: list[Difference],
    why: Why,
) -> Iterator[Difference]:
    """Sentences that came, went or changed, by section; whole sections too."""
    before, after = sections(then.report), sections(now.report)
    outcomes = {claim.name: claim for claim in claims}
    covered = {
        (one["section"], one["sentence"]): outcomes[one["claim"]]
        for edition in (then, now)
        for one in edition.report.covered
        if one["claim"] in outcomes
    }
    for name in {**before, **after}:
        old = before.get(name) or Section(name, after[name].title, after[name].file, ())
        new = after.get(name) or Section(name, old.title, old.file, ())
        for gone, come in altered(old, new):
            what = OTHER if gone and come else NEW if come else GONE
            claim = next(
                (covered[name, s.text] for s in (come, gone) if s and (name, s.text) in covered),
                None,
            )
            reason = _reason(gone, come, claim, numbers) or why.of_text(new.file)
            texts = (gone.text if gone else "", come.text if come else "")
            yield Difference(SENTENCE, what, name, new.title, *texts, reason)


def _reason(
    gone: Sentence | None,
    come: Sentence | None,
    claim: Difference | None,
    numbers: dict[int, Difference],
) -> str:
    """Why a sentence differs, by its claim and the numbers in it; empty where neither says it."""
    reasons = []
    if claim:
        change = f"{claim.before or 'nieuw'} → {claim.after or 'weg'}"
        reasons.append(f"bewering {claim.name}: {change} ({claim.why})")
    moved = [numbers[number] for number in (come.numbers if come else ()) if number in numbers]
    if moved and gone and come and gone.shape == come.shape:
        reasons += dict.fromkeys(one.why for one in moved)
    return "; ".join(reasons)


def _table(name: str, then: Edition, now: Edition, why: Why) -> Iterator[Difference]:
    """Rows of a public table that came, went or say other things; claims are told apart."""
    if name == "claims":
        return
    before, after = then.tables.get(name, []), now.tables.get(name, [])
    keys = key_columns(name, before, after)
    old_rows, new_rows = by_key(before, keys), by_key(after, keys)
    for key in {**old_rows, **new_rows}:
        old, new = old_rows.get(key), new_rows.get(key)
        cells = changed_cells(old, new) if old and new else []
        if old and new and not cells:
            continue
        what = OTHER if old and new else NEW if new else GONE
        where = {c: v for c, v in (new or old or {}).items() if c in keys and v}
        # A row that the earlier edition had, of a year that it gave: what was said is said anew.
        past = what == OTHER and bool(_years(where)) and _measured(name, cells)
        label = (new or old or {}).get("label", "")
        row = f"{' '.join(key)}: {label}" if label else " ".join(key)
        yield Difference(TABLE, what, name, row, *told(cells), why.of(name, where), past)


def _measured(name: str, cells: list[Cell]) -> bool:
    """Whether one of these cells is a figure."""
    columns = {column.name: column.type for column in REGISTER[name].columns}
    return any(columns.get(cell[0]) in ("number", "integer") for cell in cells)


def _figures(then: Edition, now: Edition) -> Iterator[Difference]:
    """Figures that came, went or look otherwise."""
    for name in {**then.figures, **now.figures}:
        old, new = then.figures.get(name), now.figures.get(name)
        title = (now if new else then).title_of(name)
        if not (old and new):
            yield Difference(PICTURE, NEW if new else GONE, title, name, "", "", "")
        elif old.read_bytes() != new.read_bytes():
            yield Difference(PICTURE, OTHER, title, name, "", "", "")


def _inputs(why: Why) -> Iterator[Difference]:
    """What differs in what the editions were made from."""
    for row in why.rows:
        sides = (masked(row.before), masked(row.after))
        yield Difference(INPUT, row.what, row.table, row.place, *sides, row.kind)
    for name, (old, new) in sorted(why.settings.items()):
        yield Difference(INPUT, OTHER, "config.yaml", name, old, new, "instelling")
    for name in why.files:
        yield Difference(INPUT, OTHER, "bestand", name, "", "", "gegevens")
    for name in sorted(why.texts):
        yield Difference(INPUT, OTHER, "bestand", name, "", "", "tekst")
