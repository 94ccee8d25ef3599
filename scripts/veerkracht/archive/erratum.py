"""The erratum of an edition that corrects another: what differs, for who has the earlier one."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from veerkracht import dutch
from veerkracht.review.compare import (
    CLAIM,
    GONE,
    NEW,
    NUMBER,
    PICTURE,
    SENTENCE,
    TABLE,
    Difference,
    compare,
)
from veerkracht.review.edition import Edition, read_edition
from veerkracht.review.texts import sections
from veerkracht.tables.register import REGISTER

ALONE = {NEW: "Erbij", GONE: "Vervallen"}
PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 "Source Sans 3", system-ui, sans-serif; color: #1d2b36; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; border-bottom: 1px solid #d5dde2;
  padding: .35rem .75rem .35rem 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{section}
</main>
</body>
</html>
"""
SECTION = """<section class="section level-2" id="erratum" data-running="Erratum">
<header><h2 class="title">Erratum</h2></header>
<div class="body"><div class="run">
{body}
</div></div>
</section>"""


def write_erratum(then: Path, now: Path, versions: tuple[str, str]) -> str:
    """The page for two editions in folders; `versions`: of the earlier one and of this one."""
    before, after = read_edition(then), read_edition(now)
    body = "\n".join(_body(compare(before, after), after, versions))
    title = html.escape(f"Erratum: {after.report.edition['short_title']}, uitgave {versions[1]}")
    return PAGE.format(title=title, section=SECTION.format(body=body))


def _body(differences: list[Difference], now: Edition, versions: tuple[str, str]) -> Iterator[str]:
    earlier, this = versions
    yield (
        f"<p>Dit is uitgave {this}. Zij verbetert uitgave {earlier}; wie die heeft, leest hier"
        " wat anders is.</p>"
    )
    kinds = {kind: [one for one in differences if one.kind == kind] for kind in KINDS}
    for kind, (heading, tell) in KINDS.items():
        if kinds[kind]:
            yield f"<h3>{heading}</h3>"
            yield from tell(kinds[kind], now)
    if not any(kinds.values()):
        yield "<p>Geen bewering, zin, getal, figuur of tabel is anders.</p>"


def _claims(differences: Iterable[Difference], now: Edition) -> Iterator[str]:
    for one in differences:
        yield f"<h4>{html.escape(one.place)}</h4>"
        yield _pair(one)


def _sentences(differences: Iterable[Difference], now: Edition) -> Iterator[str]:
    last = ""
    for one in differences:
        if one.name != last:
            yield f"<h4>{html.escape(one.name)}</h4>"
        last = one.name
        yield _pair(one)


def _pair(one: Difference) -> str:
    """Both sides, or the one that there is."""
    if one.what in ALONE:
        return f"<p>{ALONE[one.what]}: {html.escape(one.after or one.before)}</p>"
    return f"<p>Eerst: {html.escape(one.before)}<br>Nu: {html.escape(one.after)}</p>"


def _numbers(differences: Iterable[Difference], now: Edition) -> Iterator[str]:
    titles = {name: section.title for name, section in sections(now.report).items()}
    yield "<table><thead><tr>"
    yield from (f'<th scope="col">{head}</th>' for head in ("Sectie", "Eerst", "Nu"))
    yield "</tr></thead><tbody>"
    for one in differences:
        cells = (titles.get(one.place, one.place), one.before, one.after)
        yield f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"


def _figures(differences: Iterable[Difference], now: Edition) -> Iterator[str]:
    yield "<ul>"
    for one in differences:
        word = ALONE.get(one.what, "Anders")
        yield f"<li>{word}: {html.escape(one.place)}</li>"
    yield "</ul>"


def _tables(differences: Iterable[Difference], now: Edition) -> Iterator[str]:
    yield "<ul>"
    for name, count in Counter(one.place for one in differences).items():
        title = REGISTER[name].title if name in REGISTER else name
        yield f"<li>{html.escape(title)}: {dutch.counted(count, 'rij', 'rijen')} anders</li>"
    yield "</ul>"


KINDS = {
    CLAIM: ("Beweringen", _claims),
    SENTENCE: ("Zinnen", _sentences),
    NUMBER: ("Getallen", _numbers),
    PICTURE: ("Figuren", _figures),
    TABLE: ("Tabellen", _tables),
}
