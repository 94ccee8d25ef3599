"""What other programs hold, as rows of the coding workbook: networks and coded texts.

Networks: Kumu, Gephi, Network Canvas. Coded texts: ATLAS.ti, Taguette, QualCoder and REFI-QDA (the
format that NVivo, MAXQDA, ATLAS.ti and QualCoder share). A file is known by what is in it. To load
nothing in silence is the classic fault here: an importer that finds nothing raises.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from veerkracht.container import check_archive
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.sheets import Sheet, clean, decode, fold, read_csv, read_workbook, to_number

Rows = dict[str, list[dict[str, Any]]]
# How programs call the ends of an edge, the key and the name of a node, the parts of a coding.
ENDS = (
    ("networkcanvassourceuuid", "networkcanvastargetuuid"),
    ("from", "to"),
    ("source", "target"),
)
KEYS = ("networkcanvasuuid", "id")
# Keys that say nothing about an actor.
NOISE = {*KEYS, "nodeid", "networkcanvasegouuid", "timeset"}
LABELS = ("label", "name", "naam")
TEXTS = ("quotationcontent", "content", "seltext", "codedtext", "text")
CODES = ("codes", "tag", "codename", "code")
DOCUMENTS = ("document", "filename", "file", "source", "case")
CODERS = ("createdby", "owner", "coder", "user", "codeur")
# Node attributes that have a column of their own; all others go to opmerking.
COLUMNS = {
    "organisatievorm": ("form", "organisatievorm"),
    "thema": ("tags", "themes", "thema"),
    "doelgroep": ("targetgroups", "doelgroep"),
    "ligging": ("location", "ligging"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "longitude"),
    "website": ("website", "url"),
}
KINDS = ("type", "kind", "soort")
LOCATIONS = ("binnen", "buiten", "onbekend")
QUOTABLE = re.compile(r"(citaat|quote)", re.IGNORECASE)
PROGRAMS = "Kumu, Gephi, Network Canvas, ATLAS.ti, Taguette, QualCoder of REFI-QDA (.qdpx)"


@dataclass(frozen=True)
class Table:
    """A table of another program: `rows` are (row as shown, texts by folded column)."""

    file: str
    rows: list[tuple[int, dict[str, str]]]
    heads: dict[str, str]

    def first(self, names: Iterable[str]) -> str:
        """The first of `names` that is a column here, or an empty text."""
        return next((name for name in names if name in self.heads), "")


@dataclass(frozen=True)
class Coded:
    """A piece of text with a code, in a document, by a coder (empty when not known)."""

    document: str
    code: str
    coder: str
    text: str


def import_files(path: Path) -> Rows:
    """Rows by sheet and column from a file, or a folder with the files of one program.

    Networks give `initiatieven` and `relaties`; coded texts give `codeurs`, and `citaten` for what
    is coded `citaat` or `quote` (without consent: that is for a person to say). Raises InputError
    for an unknown format, for an edge to a node that is not listed, and when nothing is found.
    """
    files = sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
    coded: list[Coded] = []
    nodes: list[Table] = []
    edges: list[Table] = []
    for file in files:
        if file.suffix.lower() in (".qdpx", ".qdc", ".qde"):
            coded += _read_qda(file)
            continue
        for table in _tables(file):
            if any(set(pair) <= set(table.heads) for pair in ENDS):
                edges.append(table)
            elif table.first(TEXTS) and table.first(CODES):
                coded += _read_codings(table)
            elif table.first(LABELS):
                nodes.append(table)
            else:
                found = f"kolommen {', '.join(table.heads.values())[:120]}"
                raise InputError(
                    [Fault(table.file, found=found, expected=f"een export van {PROGRAMS}")]
                )
    rows = _network(nodes, edges) if nodes or edges else {}
    rows |= _codings(coded) if coded else {}
    if not any(rows.values()):
        names = ", ".join(file.name for file in files) or "een lege map"
        advice = "Exporteer opnieuw, en kies alle rijen."
        raise InputError(
            [Fault(str(path), found=f"geen enkele rij in {names}",
                   expected=f"een export van {PROGRAMS}", advice=advice)]
        )  # fmt: skip
    return rows


# Tables -----------------------------------------------------------------------------------------


def _tables(file: Path) -> list[Table]:
    suffix = file.suffix.lower()
    if suffix in (".csv", ".txt", ".tsv"):
        return [_table(read_csv(file, ()))]
    if suffix in (".xlsx", ".xls", ".ods"):
        return [_table(sheet) for sheet in read_workbook(file).values() if any(sheet.cells)]
    expected = f"een export van {PROGRAMS}"
    raise InputError(
        [Fault(str(file), found=f"een bestand {suffix or file.name}", expected=expected)]
    )


def _table(sheet: Sheet) -> Table:
    heads = [clean(cell) for cell in sheet.cells[0]]
    rows = []
    for number, cells in enumerate(sheet.cells[1:], start=sheet.first + 1):
        texts = [_undo(clean(cell)) for cell in cells]
        if any(texts):
            texts += [""] * (len(heads) - len(texts))
            rows.append((number, dict(zip(map(fold, heads), texts, strict=False))))
    return Table(sheet.file, rows, {fold(head): head for head in heads if head})


def _undo(text: str) -> str:
    """Take away the apostrophe that some programs put before a would-be formula."""
    return text[1:] if re.match("'[=+@-]", text) else text


# Networks ---------------------------------------------------------------------------------------


def _network(nodes: list[Table], edges: list[Table]) -> Rows:
    """Actors and ties; an end of an edge is the key of a node, or else its name."""
    faults: list[Fault] = []
    names: dict[str, str] = {}
    actors: list[dict[str, Any]] = []
    for table in nodes:
        label, key = table.first(LABELS), table.first(KEYS)
        for number, row in table.rows:
            if not row[label]:
                expected = "een naam"
                faults.append(Fault(table.file, "", number, table.heads[label], "''", expected))
                continue
            names.setdefault(row[label], row[label])
            if key:
                names[row[key]] = row[label]
            actors.append(_actor(table, row, label))
    ties = []
    for table in edges:
        start, end = next(pair for pair in ENDS if set(pair) <= set(table.heads))
        for number, row in table.rows:
            unknown = [column for column in (start, end) if row[column] not in names]
            # Without a list of nodes the edges themselves name them.
            if unknown and not nodes and all(row[column] for column in (start, end)):
                for column in unknown:
                    names[row[column]] = row[column]
                    actors.append({"naam": row[column]})
                unknown = []
            for column in unknown:
                faults.append(
                    Fault(table.file, "", number, table.heads[column], f"'{row[column]}'",
                          "een partij uit de lijst met partijen", nearest(row[column], names))
                )  # fmt: skip
            if not unknown:
                ties.append(_tie(table, row, names[row[start]], names[row[end]]))
    if faults:
        raise InputError(faults)
    return {"initiatieven": actors, "relaties": ties}


def _actor(table: Table, row: dict[str, str], label: str) -> dict[str, Any]:
    actor: dict[str, Any] = {"naam": row[label]}
    used = {label, *NOISE}
    for column, names in COLUMNS.items():
        name = table.first(names)
        if name and row[name]:
            used.add(name)
            number = to_number(row[name]) if column in ("lat", "lon") else None
            actor[column] = row[name] if number is None else number
    if "thema" in actor:
        actor["thema"] = "; ".join(part.strip() for part in re.split(r"[|;,]", actor["thema"]))
    if fold(actor.get("ligging", "binnen")) not in LOCATIONS:
        actor["opmerking"] = f"ligging: {actor.pop('ligging')}"
    kind = table.first(KINDS)
    if kind and row[kind]:
        used.add(kind)
        is_kind = fold(row[kind]) in ("formeel", "informeel")
        actor.setdefault("soort" if is_kind else "organisatievorm", row[kind])
    rest = [f"{table.heads[name]}: {text}" for name, text in row.items()
            if name in table.heads and name not in used and text]  # fmt: skip
    if rest:
        actor["opmerking"] = "; ".join([*filter(None, [actor.get("opmerking")]), *rest])
    return actor


def _tie(table: Table, row: dict[str, str], start: str, end: str) -> dict[str, Any]:
    tie: dict[str, Any] = {"van": start, "naar": end}
    # In Gephi `Type` says directed or undirected; what a tie is stands in its label.
    kind = row.get("type", "")
    if fold(kind) in ("directed", "undirected", "mutual", "mixed"):
        kind = row.get("kind", "") or row.get("label", "")
    if kind:
        tie["soort"] = kind
    strength = to_number(row.get("strength") or row.get("weight") or "")
    if strength in (1, 2, 3):
        tie["sterkte"] = int(strength)
    return tie


# Coded texts ------------------------------------------------------------------------------------


def _read_codings(table: Table) -> list[Coded]:
    text, code = table.first(TEXTS), table.first(CODES)
    coder = table.first(CODERS)
    document = table.first([name for name in DOCUMENTS if name not in (text, code)])
    found = []
    for _, row in table.rows:
        # ATLAS.ti lists all codes of a quotation in one cell.
        several = re.split(r"[;|\n]" if re.search(r"[;|\n]", row[code]) else r", ", row[code])
        codes = several if code == "codes" else [row[code]]
        found += [
            Coded(row.get(document, ""), part.strip(), row.get(coder, ""), row[text])
            for part in codes
            if part.strip()
        ]
    return found


def _codings(coded: list[Coded]) -> Rows:
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


# REFI-QDA ---------------------------------------------------------------------------------------


def _read_qda(file: Path) -> list[Coded]:
    """The codings of a REFI-QDA project: a zip with one .qde, or that file itself."""
    members: dict[str, bytes] = {}
    if zipfile.is_zipfile(file):
        try:
            with zipfile.ZipFile(file) as archive:
                members = check_archive(file, archive, (".qde", ".txt"))
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
            raise _refuse(file, "een beschadigd bestand", "een project in REFI-QDA") from error
        projects = [data for name, data in members.items() if name.endswith(".qde")]
    else:
        projects = [file.read_bytes()]
    if len(projects) != 1:
        raise _refuse(file, f"{len(projects)} bestanden .qde", "precies één")
    if b"<!DOCTYPE" in projects[0] or b"<!ENTITY" in projects[0]:
        raise _refuse(file, "een DOCTYPE", "XML zonder DOCTYPE")
    try:
        root = ElementTree.fromstring(projects[0])
    except ElementTree.ParseError as error:
        raise _refuse(file, "iets anders dan XML", "een project in REFI-QDA") from error
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]  # the namespace differs between versions
    codes = {node.get("guid", ""): node.get("name", "") for node in root.iter("Code")}
    users = {node.get("guid"): node.get("name", "") for node in root.iter("User")}
    found = []
    for source in root.iter("TextSource"):
        text = _source_text(source, members)
        for selection in source.iter("PlainTextSelection"):
            start, end = (
                int(selection.get(name, "0")) for name in ("startPosition", "endPosition")
            )
            for coding in selection.iter("Coding"):
                coder = users.get(coding.get("creatingUser") or selection.get("creatingUser"), "")
                for ref in coding.iter("CodeRef"):
                    code = codes.get(ref.get("targetGUID", ""), "")
                    if not code:
                        expected = "een code uit het codeboek van het project"
                        raise _refuse(file, f"code {ref.get('targetGUID')}", expected)
                    found.append(Coded(source.get("name", ""), code, coder, text[start:end]))
    if not found:
        what = f"een codeboek met {len(codes)} codes, maar geen enkele codering"
        raise _refuse(file, what, "een project met gecodeerde teksten (.qdpx)")
    return found


def _source_text(source: ElementTree.Element, members: dict[str, bytes]) -> str:
    """The text of a source: a member of the zip, or written in the project itself."""
    name = (source.get("plainTextPath") or "").rpartition("/")[2]
    data = next((d for member, d in members.items() if name and member.endswith(name)), None)
    if data is None:
        return source.findtext("PlainTextContent") or ""
    # Positions count the characters of the file as it stands, without its BOM.
    return decode(data)[0]


def _refuse(file: Path, found: str, expected: str) -> InputError:
    return InputError([Fault(str(file), found=found, expected=expected)])
