"""What may never be in a public bag: texts of the sheets that stay inside, sought in every file.

Letters and digits are compared, so that a line that breaks, a tag or a hyphen hides nothing. A name
or a code of one word cannot be told from an ordinary word and is not looked for.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault
from veerkracht.inputs.coding.description import Description
from veerkracht.inputs.containers import DELIMITERS, decode, read_workbook
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS, WORKBOOKS
from veerkracht.personal import kind_in
from veerkracht.words import fold

LEAST = 10  # letters and digits of a text that is looked for
OURS = {fold(name): name for name in (*CODING_SHEETS, *GOVERNANCE_SHEETS)}
OF_THE_WORKBOOK = {"codeboek"}  # sheets with words of our own
QUOTE = ("citaten", "tekst")
SIGN = re.compile(r"[\W_]+")
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"[.!?;\n\r]+")
DEEPEST = 20  # rows above a header


@dataclass(frozen=True, order=True)
class Secret:
    """A text that stays inside, as `plain` gives it, and the cell where it stands.

    `is_quote`: something that a person said, without consent or traceable.
    """

    text: str
    file: str
    sheet: str
    row: int
    column: str
    is_quote: bool = False


def plain(text: str) -> str:
    """The letters and digits of a text, small."""
    return SIGN.sub("", unicodedata.normalize("NFKC", text).casefold())


def secrets(
    workbooks: Iterable[Path],
    codering: Mapping[str, Any] | None,
    quotes: Iterable[str],
    ordinary: str,
) -> list[Secret]:
    """The texts in the workbooks of a wijk that may not leave them, sorted.

    `codering`: the description of own sheets, if it has those; `quotes`: the texts that may be
    printed; `ordinary`: `plain` text of the project itself, in which a remark may occur by chance.
    What also stands in a column that is public is no secret.
    """
    heads = _own_heads(codering) if codering else None
    allowed = {plain(quote) for quote in quotes}
    hidden: list[Secret] = []
    shown: list[str] = []
    for path in workbooks:
        for sheet, cells in _sheets(path):
            if fold(sheet) in OF_THE_WORKBOOK:
                continue
            public, said = heads or _our_heads(sheet)
            start = _head_row(cells, public)
            titles = [str(cell).strip() for cell in cells[start]] if start is not None else []
            for number, row in enumerate(cells if start is None else cells[start + 1 :], 1):
                for place, cell in enumerate(row):
                    title = titles[place] if place < len(titles) else ""
                    is_quote = fold(title) in said
                    if fold(title) in public and not (is_quote and plain(str(cell)) not in allowed):
                        shown.append(plain(str(cell)))
                        continue
                    at = (str(path), sheet, number + (start or 0) + (start is not None), title)
                    hidden += [Secret(text, *at, is_quote) for text in _worth(cell)]
    known = "\0".join(shown)
    return sorted(
        secret
        for secret in dict.fromkeys(hidden)
        if secret.text not in known and (secret.is_quote or secret.text not in ordinary)
    )


def _worth(cell: object) -> Iterator[str]:
    """The sentences of a cell that are long enough to be told from ordinary words."""
    if isinstance(cell, str):
        for sentence in SENTENCE.split(cell):
            text = plain(sentence)
            if len(text) >= LEAST and (len(sentence.split()) > 1 or kind_in(sentence)):
                yield text


def _our_heads(sheet: str) -> tuple[set[str], set[str]]:
    """The headings of a sheet of a workbook that are public, and that of what people said."""
    name = OURS.get(fold(sheet))
    if name is None:
        return set(), set()
    fields = schema(name).fields.values()
    return {fold(f.name) for f in fields if not f.restricted}, (
        {fold(QUOTE[1])} if name == QUOTE[0] else set()
    )


def _own_heads(codering: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The same for own sheets, by their description."""
    described = Description(codering)
    public, said = {fold(title) for title in described.kinds.values()}, set()
    for own in described.sheets:
        public.add(fold(own.year))
        fields = schema(own.ours).fields
        for column, titles in own.headings.items():
            if column in fields and not fields[column].restricted:
                public |= set(map(fold, titles))
            if (own.ours, column) == QUOTE:
                said |= set(map(fold, titles))
    return public - {""}, said


def _head_row(cells: list[list[Any]], public: set[str]) -> int | None:
    """The index of the row with the headings; none where no row has any."""
    counts = [len(public & {fold(str(cell)) for cell in row}) for row in cells[:DEEPEST]]
    return counts.index(most) if (most := max([0, *counts])) else None


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    """Name and cells of every sheet; a text table in the reading that gives most columns."""
    if path.is_dir() or path.suffix.lower() in WORKBOOKS:
        yield from ((name, sheet.cells) for name, sheet in read_workbook(path).items())
        return
    lines = decode(path.read_bytes())[0].splitlines(keepends=True)
    readings: list[list[list[Any]]] = [
        list(csv.reader(lines, delimiter=sign)) for sign in DELIMITERS
    ]
    yield path.stem, max(readings, key=lambda rows: max([0, *map(len, rows)]))


# Where they are looked for -----------------------------------------------------------------------


def leaks(hidden: Iterable[Secret], files: Mapping[str, bytes]) -> list[Fault]:
    """A fault for every secret that is in a file, and for contacts in the public tables.

    Never shows the text itself: only where it stands, and in which file it was found.
    """
    wanted: dict[str, Secret] = {}
    for secret in hidden:
        wanted.setdefault(secret.text, secret)
    faults = []
    for name, content in sorted(files.items()):
        text = "\0".join(map(plain, texts_in(name, content)))
        faults += [_fault(wanted[secret], name) for secret in wanted if secret in text]
        if name.startswith("openbaar/") and name.endswith(".csv"):
            faults += _contacts(name, content)
    return faults


def _fault(secret: Secret, name: str) -> Fault:
    return Fault(
        secret.file,
        secret.sheet,
        secret.row,
        secret.column,
        f"deze tekst staat ook in {name}",
        "een tekst die binnen blijft",
        "Haal haar uit de teksten of tabellen waar zij niet hoort, of wijzig de cel.",
    )


def _contacts(name: str, content: bytes) -> Iterator[Fault]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    heads = next(rows, [])
    for number, row in enumerate(rows, 2):
        for head, cell in zip(heads, row, strict=False):
            if re.search("[^0-9,.-]", cell) and (kind := kind_in(cell)):
                yield Fault(name, "", number, head, kind, "een openbare tekst")


def texts_in(name: str, content: bytes) -> Iterator[str]:
    """Every text in a file: what it shows, what it says to machines, and the files inside it."""
    kind = Path(name).suffix.lower()
    if kind == ".pdf":
        yield from _texts_of_pdf(content)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from texts_in(member, archive.read(member))
    elif kind == ".png":
        yield content.partition(b"IDAT")[0].decode("latin-1")
    else:
        text = content.decode("utf-8", "ignore")
        yield text
        if kind in (".html", ".svg", ".xml", ".graphml", ".gexf"):
            yield html.unescape(text)
            yield html.unescape(TAG.sub("", text))
        if kind in (".json", ".geojson"):
            yield from _strings(json.loads(text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield html.unescape(TAG.sub("", value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _texts_of_pdf(content: bytes) -> Iterator[str]:
    """The words of the pages, what readers and machines are told beside them, and attachments."""
    import pikepdf
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield " ".join(str(value) for value in pdf.docinfo.values())
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if item.get("/Type") == pikepdf.Name.Metadata:
                    yield item.read_bytes().decode("utf-8", "ignore")
            elif isinstance(item, pikepdf.Dictionary):
                told = (item.get(key) for key in ("/Alt", "/Contents", "/Title", "/Desc"))
                yield from (str(text) for text in told if isinstance(text, pikepdf.String))
        for name, attached in pdf.attachments.items():
            yield from texts_in(name, attached.get_file().read_bytes())
