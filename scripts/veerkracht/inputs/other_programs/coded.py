"""Coded texts of other programs as judgements, and as quotes where they are coded as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.other_programs.tables import Rows, Table

TEXTS = (
    *("quotationcontent", "textcontent", "content", "seltext", "codedtext", "coded", "segment"),
    *("fragment", "codedsegment", "gecodeerdsegment", "text"),
)
CODES = ("codes", "tag", "codename", "code", "kod")
DOCUMENTS = (
    *("document", "documentname", "documentnaam", "dokumentname", "nazwadokumentu", "filename"),
    *("textfilename", "file", "source", "case"),
)
# What QualCoder gives in place of a text for a coded piece of an image or a recording.
NO_TEXT = ("imid:", "avid:")
CODERS = ("createdby", "owner", "coder", "user", "codeur", "author", "auteur", "autor",
          "ersteller", "bearbeitetvon")  # fmt: skip
CATEGORIES = ("category", "categoryname", "catname", "categorie")
QUOTABLE = re.compile(r"(.*: )?(citaat|quote)", re.IGNORECASE)
# What stands between a code of MAXQDA and those below it, in older and newer versions.
PATH = re.compile(r"\\|\s>\s")
MOST_PIECES = 16
UNCODE = "Haal de code van dit fragment, of exporteer de tekst mee."


@dataclass(frozen=True)
class Coded:
    """A piece of text with a code, in a document, by a coder (empty when not known)."""

    document: str
    code: str
    coder: str
    text: str


def read_codings(table: Table) -> list[Coded]:
    """A row a code of a text; raises InputError for a row without a document, or unclear codes."""
    text, code = table.first(TEXTS), table.first(CODES)
    coder = table.first(CODERS)
    document = table.first([name for name in DOCUMENTS if name not in (text, code)])
    category = table.first(CATEGORIES)
    known = _sure_codes(table) if code == "codes" else set()
    codings = []
    faults: list[Fault] = []
    for number, row in table.rows:
        codes = _split(row[code], row.get("numberofcodes", ""), known) if code == "codes" else None
        if code != "codes":
            # MAXQDA writes the path of a code, QualCoder the category in a column apart.
            path = [row.get(category, ""), *PATH.split(row[code])]
            codes = [": ".join(part.strip() for part in path if part.strip())] if row[code] else []
        if codes is None:
            said = f"{row['numberofcodes']} codes, zoals Number of Codes zegt"
            advice = "Exporteer opnieuw met de codes op een eigen regel."
            faults.append(table.fault(number, code, f"'{row[code]}'", said, advice))
            continue
        content = "" if row.get("id", "").startswith(NO_TEXT) else row[text]
        if codes and not row[document]:
            faults.append(table.fault(number, document, "''", "de naam van een gesprek"))
        if any(map(QUOTABLE.match, codes)) and not content:
            faults.append(table.fault(number, text, "een citaat zonder tekst", "tekst", UNCODE))
        codings += [Coded(row[document], part, row.get(coder, ""), content) for part in codes]
    if faults:
        raise InputError(faults)
    return codings


def _parts(text: str, separators: str) -> list[str]:
    return [part.strip() for part in re.split(separators, text) if part.strip()]


def _sure_codes(table: Table) -> set[str]:
    """The codes of cells in which there is no doubt: one by one on a line, or one by its number."""
    sure: set[str] = set()
    for _, row in table.rows:
        if re.search(r"[;|\n]", row["codes"]):
            sure |= set(_parts(row["codes"], r"[;|\n]"))
        elif row.get("numberofcodes") == "1":
            sure.add(row["codes"].strip())
    return sure


def _split(text: str, count: str, known: set[str]) -> list[str] | None:
    """The codes in a cell of ATLAS.ti; None when their number is not what the cell beside it says.

    A comma may part two codes or stand within one: codes that are `known` decide.
    """
    if re.search(r"[;|\n]", text):
        codes = _parts(text, r"[;|\n]")
        return codes if not count.isdigit() or len(codes) == int(count) else None
    pieces = _parts(text, ",")
    if not count.isdigit() or len(pieces) == int(count):
        return pieces
    if int(count) < 2:
        return [text.strip()] if int(count) == 1 else None
    ways = [way for way in _joinings(pieces, int(count)) if known.issuperset(way)]
    return ways[0] if len(ways) == 1 else None


def _joinings(pieces: list[str], count: int) -> Iterator[list[str]]:
    """Every way to join neighbouring pieces to `count` codes."""
    if len(pieces) > MOST_PIECES:
        return
    for cuts in combinations(range(1, len(pieces)), count - 1):
        bounds = [0, *cuts, len(pieces)]
        yield [", ".join(pieces[a:b]) for a, b in pairwise(bounds)]


def codings_of(coded: list[Coded]) -> Rows:
    """Each code in a document once a coder; what is coded as a quote also as a quote."""
    codings = dict.fromkeys((c.document, c.code, c.coder) for c in coded)
    quotes = dict.fromkeys((c.document, c.text) for c in coded if QUOTABLE.match(c.code))
    return {
        "codeurs": [
            {"interview": document, "code": code, "codeur": coder, "waarde": "ja"}
            for document, code, coder in codings
        ],
        "citaten": [
            {
                **{"citaat": f"citaat-{number}", "tekst": " ".join(text.split())},
                **{"interview": document, "toestemming": "nee", "herleidbaar": "ja"},
            }
            for number, (document, text) in enumerate(quotes, start=1)
        ],
    }
