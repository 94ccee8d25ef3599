"""The page that says what changed since an earlier edition, the gravest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from veerkracht import dutch
from veerkracht.report.filled import shell
from veerkracht.review.compare import (
    CLAIM,
    INPUT,
    NUMBER,
    OTHER,
    PICTURE,
    SENTENCE,
    TABLE,
    Difference,
)
from veerkracht.review.edition import Edition
from veerkracht.review.page import dress
from veerkracht.review.texts import by_word, sections
from veerkracht.review.why import KINDS, listed
from veerkracht.tables.claims import COMPARED
from veerkracht.tables.register import REGISTER

MANY = 6  # places of one kind named in a line
MOST = 40  # rows of one table on the page; all are in verschil.csv
# Kind -> id on the page, its title, and how one and more are counted.
TILES = {
    CLAIM: (
        "beweringen",
        "Beweringen",
        "bewering met een andere uitkomst",
        "beweringen met een andere uitkomst",
    ),
    NUMBER: ("getallen", "Getallen", "getal in de tekst", "getallen in de tekst"),
    SENTENCE: ("zinnen", "Zinnen", "zin", "zinnen"),
    PICTURE: ("figuren", "Figuren", "figuur", "figuren"),
    TABLE: ("tabellen", "Tabellen", "rij in een tabel", "rijen in tabellen"),
    INPUT: ("waardoor", "Waardoor", "verschil in de invoer", "verschillen in de invoer"),
}


def as_table(then: Edition | None, differences: Iterable[Difference]) -> pd.DataFrame:
    """The differences with the edition `then` as the table `verschil` of the register."""
    against = then.kept_as if then else ""
    rows = [(*one.as_row(), against) for one in differences]
    return pd.DataFrame(rows, columns=COMPARED.names)


def counted(counts: Mapping[str, int]) -> str:
    """How many differences there are of each kind but the input, in words."""
    told = [
        f"{counts[kind]} {one if counts[kind] == 1 else more}"
        for kind, (_, _, one, more) in TILES.items()
        if kind != INPUT and counts.get(kind)
    ]
    return dutch.listing(told)


def page(then: Edition | None, now: Edition, differences: list[Difference], templates: Path) -> str:
    """What changed, as a page of HTML; where `then` is None it says that in one line."""
    of_kind = {kind: [one for one in differences if one.kind == kind] for kind in TILES}
    past = [one for one in differences if one.past and one.kind == TABLE]
    environment = shell(templates / "review")
    environment.filters["short"] = short
    cells = environment.get_template("rows.html.j2")

    def table_of(rows: list[Difference]) -> Markup:
        return Markup(cells.render(rows=rows[:MOST], more=max(0, len(rows) - MOST)))

    causes = _by_cause(of_kind[INPUT])
    count = dutch.counted(
        len(past), "eerder uitgegeven cijfer is anders", "eerder uitgegeven cijfers zijn anders"
    )
    return dress(
        now.report,
        "verschil",
        "Wat er veranderde",
        templates,
        then=then.kept_as if then else "",
        now=now.name,
        differences=differences,
        tiles=[_tile(kind, found) for kind, found in of_kind.items()],
        past=past,
        past_count=dutch.sentence(count),
        claims=of_kind[CLAIM],
        numbers=of_kind[NUMBER],
        titles={name: section.title for name, section in sections(now.report).items()},
        inputs=causes[:MOST],
        more_inputs=max(0, len(causes) - MOST),
        sections=_by_section(of_kind[SENTENCE]),
        figures=of_kind[PICTURE],
        tables=_by_table(of_kind[TABLE]),
        table_of=table_of,
    )


def changed_figures(then: Edition | None, differences: Iterable[Difference]) -> dict[str, Path]:
    """Name -> picture of the earlier edition, of the figures that look otherwise now."""
    changed = [one.name for one in differences if one.kind == PICTURE and one.what == OTHER]
    return {name: then.figures[name] for name in changed} if then else {}


def _tile(kind: str, found: list[Difference]) -> dict[str, Any]:
    name, title, one, more = TILES[kind]
    return {
        "id": name,
        "title": title,
        "count": len(found),
        "what": one if len(found) == 1 else more,
    }


def _by_cause(inputs: list[Difference]) -> list[tuple[str, ...]]:
    """What differs in the input, by kind and table: kind, table, what, then, now.

    A line for each change of a cell with all rows that it was made in; rows that came or went are
    together in one.
    """
    lines: dict[tuple[str, ...], list[str]] = {}
    for one in inputs:
        sides = (short(one.before), short(one.after)) if one.what == OTHER else ("", "")
        title = REGISTER[one.place].title if one.place in REGISTER else one.place
        key = (KINDS.get(one.why, one.why), title, *sides)
        lines.setdefault(key, []).append(f"{one.name or one.before or one.after} ({one.what})")
    return [
        (kind, title, listed(names, MANY), then, now)
        for (kind, title, then, now), names in lines.items()
    ]


def short(text: str) -> str:
    """The figures in a text to four decimals: what a reader compares."""
    return re.sub(r"\d+,\d{5,}", lambda m: dutch.number(_float(m[0]), 4), text)


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _by_section(sentences: list[Difference]) -> list[tuple[str, str, list[Any]]]:
    """Sentences by section, both sides in runs of words."""
    return [
        (id_, title, [(*_runs(one), one.why) for one in group])
        for (id_, title), group in groupby(sentences, key=lambda one: (one.place, one.name))
    ]


def _runs(one: Difference) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    if one.what == OTHER:
        return by_word(one.before, one.after)
    return (
        [(one.before, True)] if one.before else [],
        [(one.after, True)] if one.after else [],
    )


def _by_table(rows: list[Difference]) -> list[tuple[str, str, list[Difference], int]]:
    """Rows by table: name, title, those that are shown, and how many there are."""
    grouped = [(name, list(group)) for name, group in groupby(rows, key=lambda one: one.place)]
    return [(name, REGISTER[name].title, group[:MOST], len(group)) for name, group in grouped]
