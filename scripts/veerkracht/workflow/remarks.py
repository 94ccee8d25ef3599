"""The check of the input as a page and a table: what stops the build, what is odd.

Every ingest leaves its remarks beside its log; at the end of a run they are put together for each
wijk, whether the run went well or not. Standard library only: it runs inside Snakemake itself.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from veerkracht.defuse import defuse, restore
from veerkracht.dutch import listing
from veerkracht.faults import STOP, WARNING, Fault

COLUMNS = ("niveau", "bestand", "blad", "rij", "kolom", "gevonden", "verwacht", "advies")
MOST_TOLD = 10
HEADS = {STOP: "Fouten: de monitor is niet gemaakt", WARNING: "Let op: gelezen, maar vreemd"}
PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Controle van de invoer: {wijk}</title>
<style>
body {{ font: 16px/1.5 "Source Sans 3", system-ui, sans-serif; color: #1d2b36; background: #fff;
  max-width: 80rem; margin: 2rem auto; padding: 0 1.5rem; }}
h1 {{ font-size: 1.75rem; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.15rem; margin: 2.5rem 0 .5rem; }}
h3 {{ font-size: 1rem; margin: 1.5rem 0 .25rem; color: #44545f; }}
.wrap {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .95rem; }}
th {{ text-align: left; border-bottom: 2px solid #1d2b36; padding: .35rem .75rem .35rem 0; }}
td {{ border-bottom: 1px solid #d5dde2; padding: .35rem .75rem .35rem 0; vertical-align: top;
  overflow-wrap: anywhere; }}
td.place {{ white-space: nowrap; font-variant-numeric: tabular-nums; }}
.count {{ font-weight: 600; }}
.fout .count {{ color: #a3221b; }}
</style>
</head>
<body>
<main>
<h1>Controle van de invoer: {wijk}</h1>
<p>{summary}</p>
{parts}
</main>
</body>
</html>
"""


def write_notes(path: str | Path, notes: Iterable[Fault]) -> None:
    """Write remarks as CSV (`;`, UTF-8 with BOM, no formula that runs), each once, sorted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for note in sorted(set(notes)):
        place = (note.file, note.sheet, note.row or "", note.column)
        row = (note.level, *place, note.found, note.expected, note.advice)
        writer.writerow([defuse(value) for value in row])
    Path(path).write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def read_notes(path: str | Path) -> list[Fault]:
    """The remarks that `write_notes` wrote."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = [[str(restore(cell)) for cell in row] for row in csv.reader(file, delimiter=";")]
    return [
        Fault(file, sheet, int(row or 0), column, found, expected, advice, level)
        for level, file, sheet, row, column, found, expected, advice in rows[1:]
    ]


def count_notes(logs: Iterable[Path], since: float) -> int:
    """How many remarks on the input stand in the `logs` (CSV) written after `since`."""
    return sum(len(read_notes(log)) for log in logs if log.stat().st_mtime >= since)


def write_review(folder: Path, wijk: str, logs: Iterable[Path]) -> list[Fault]:
    """Put the remarks in `logs` together as controle.csv; gives them.

    With faults there is controle.html too, that says why there is no monitor; without, the page of
    the reviewer (index.html) has the remarks.
    """
    notes = sorted({note for log in logs if log.is_file() for note in read_notes(log)})
    folder.mkdir(parents=True, exist_ok=True)
    write_notes(folder / "controle.csv", notes)
    page = folder / "controle.html"
    page.unlink(missing_ok=True)
    if any(note.level == STOP for note in notes):
        page.write_text(review_page(wijk, notes), encoding="utf-8")
    return notes


def review_page(wijk: str, notes: list[Fault]) -> str:
    """The remarks as a page: faults first, then warnings, by file."""
    parts = []
    for level, head in HEADS.items():
        mine = [note for note in notes if note.level == level]
        if not mine:
            continue
        kind = level.replace(" ", "-")
        count = f'<span class="count">({len(mine)})</span>'
        parts.append(f'<section class="{kind}"><h2>{head} {count}</h2>')
        for file in sorted({note.file for note in mine}):
            parts.append(f"<h3>{html.escape(file)}</h3>")
            parts.append(_table([note for note in mine if note.file == file]))
        parts.append("</section>")
    wrong = sum(note.level == STOP for note in notes)
    odd = len(notes) - wrong
    if not notes:
        summary = "Geen fouten en geen waarschuwingen."
    else:
        faults = "1 fout" if wrong == 1 else f"{wrong or 'Geen'} fouten"
        warnings = "1 waarschuwing" if odd == 1 else f"{odd or 'geen'} waarschuwingen"
        summary = f"{faults} en {warnings}."
    return PAGE.format(wijk=html.escape(wijk), summary=summary, parts="\n".join(parts))


def _table(notes: list[Fault]) -> str:
    heads = ("Blad", "Rij", "Kolom", "Gevonden", "Verwacht", "Wat u kunt doen")
    lines = ['<div class="wrap"><table><thead><tr>']
    lines += [f'<th scope="col">{head}</th>' for head in heads]
    lines.append("</tr></thead><tbody>")
    for note in notes:
        place = (note.sheet, str(note.row or ""), note.column)
        cells = [f'<td class="place">{html.escape(text)}</td>' for text in place]
        rest = (note.found, note.expected, note.advice)
        cells += [f"<td>{html.escape(text)}</td>" for text in rest]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody></table></div>")
    return "".join(lines)


def warnings_text(notes: list[Fault], wijk: str) -> str:
    """What the terminal says of the warnings: the first ten, and where the rest is.

    What is odd for one reason in a column, or in a text, is told once, with its rows. What is
    odd about a file as a whole comes first.
    """
    odd = sorted((note for note in notes if note.level == WARNING), key=lambda note: bool(note.row))
    if not odd:
        return ""
    alike: dict[Fault, list[Fault]] = {}
    for note in odd:
        alike.setdefault(replace(note, row=0, found=""), []).append(note)
    head = "1 waarschuwing" if len(odd) == 1 else f"{len(odd)} waarschuwingen"
    told = list(alike.values())[:MOST_TOLD]
    left = len(odd) - sum(map(len, told))
    rest = f"  en nog {left}" if left else ""
    lines = [f"{head} over de invoer van {wijk}:", *(f"  - {_together(same)}" for same in told)]
    where = f"  Alles staat in results/{wijk}/review/index.html"
    return "\n".join([*lines, *filter(None, [rest]), where, ""])


def _together(same: list[Fault]) -> Fault:
    """Notes for one reason as one: the first, with all rows, and how many others were found."""
    rows = sorted({note.row for note in same if note.row})
    others = len({note.found for note in same}) - 1
    found = f"{same[0].found} (en {others} andere)" if others else same[0].found
    if len(rows) < 2:
        return replace(same[0], found=found)
    return replace(same[0], row=0, sheet=f"{same[0].sheet}, rijen {listing(rows)}", found=found)
