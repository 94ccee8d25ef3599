"""What other programs hold, as rows of the coding workbook: networks and coded texts.

Networks: Kumu, Gephi, Network Canvas. Coded texts: ATLAS.ti, Taguette, QualCoder and REFI-QDA (the
format that NVivo, MAXQDA, ATLAS.ti and QualCoder share). A file is known by what is in it. To load
nothing in silence is the classic fault here: an importer that finds nothing raises.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.containers import decode, read_csv, read_workbook
from veerkracht.inputs.safety import OLE2, check_archive
from veerkracht.inputs.sheets import QUOTE_IT, Sheet
from veerkracht.inputs.values import clean, to_number
from veerkracht.words import fold

Rows = dict[str, list[dict[str, object]]]
# The ends of an edge, and the column of the nodes they refer to (empty: the name of the node).
ENDS = (
    ("networkcanvassourceuuid", "networkcanvastargetuuid", "networkcanvasuuid"),
    ("from", "to", ""),
    ("source", "target", "id"),
)
KEYS = ("networkcanvasuuid", "id")
# Keys that say nothing about an actor.
NOISE = {*KEYS, "nodeid", "networkcanvasegouuid", "timeset"}
LABELS = ("label", "name", "naam")
TEXTS = ("quotationcontent", "textcontent", "content", "seltext", "codedtext", "coded", "text")
CODES = ("codes", "tag", "codename", "code")
DOCUMENTS = ("document", "filename", "textfilename", "file", "source", "case")
# What QualCoder gives in place of a text for a coded piece of an image or a recording.
NO_TEXT = ("imid:", "avid:")
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
UNCODE = "Haal de code van dit fragment, of exporteer de tekst mee."
PROGRAMS = "Kumu, Gephi, Network Canvas, ATLAS.ti, Taguette, QualCoder of REFI-QDA (.qdpx)"


@dataclass(frozen=True)
class Table:
    """A table of another program: `rows` are (row as shown, texts by folded column)."""

    file: str
    sheet: str
    rows: list[tuple[int, dict[str, str]]]
    heads: dict[str, str]

    def first(self, names: Iterable[str]) -> str:
        """The first of `names` that is a column here, or an empty text."""
        return next((name for name in names if name in self.heads), "")

    def ends(self) -> tuple[str, str, str] | None:
        """The columns with the ends of an edge and the kind of key in them, if this is a list."""
        return next((ends for ends in ENDS if {*ends[:2]} <= {*self.heads}), None)

    def is_nodes(self) -> bool:
        """Whether this lists nodes; only Network Canvas lets its users name the name column."""
        return "label" in self.heads or bool(
            "networkcanvasuuid" in self.heads and self.first(LABELS)
        )

    def fault(self, row: int, column: str, found: str, expected: str, advice: str = "") -> Fault:
        """A fault at a cell of this table; `column` is the folded name."""
        head = self.heads.get(column, column)
        return Fault(self.file, self.sheet, row, head, found, expected, advice)


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
    files = [path]
    if path.is_dir():
        # Leave alone what a system or an office program puts in a folder by itself.
        files = sorted(f for f in path.iterdir() if f.is_file() and f.name[:1] not in ".~")
    coded: list[Coded] = []
    nodes: list[Table] = []
    edges: list[Table] = []
    for file in files:
        kind = _kind(file)
        if kind == "qda":
            coded += _read_qda(file)
            continue
        sheets = [read_csv(file, ())] if kind == "text" else list(read_workbook(file).values())
        for table in filter(None, map(_table, sheets)):
            if table.ends():
                edges.append(table)
            elif table.first(TEXTS) and table.first(CODES) and table.first(DOCUMENTS):
                coded += _read_codings(table)
            elif table.is_nodes():
                nodes.append(table)
            # Network Canvas tells of the one interviewed in a file apart: that is no actor.
            elif "networkcanvasegouuid" not in table.heads or "networkcanvasuuid" in table.heads:
                raise _unknown(table)
    rows = _network(nodes, edges) if nodes or edges else {}
    rows |= _codings(coded) if coded else {}
    if not any(rows.values()):
        names = ", ".join(file.name for file in files) or "een lege map"
        advice = "Exporteer opnieuw, en kies alle rijen."
        raise InputError(
            [
                Fault(
                    str(path),
                    found=f"geen enkele rij in {names}",
                    expected=f"een export van {PROGRAMS}",
                    advice=advice,
                )
            ]
        )
    return rows


# Tables -----------------------------------------------------------------------------------------


def _kind(file: Path) -> str:
    """What is in the file, whatever its name: qda, workbook or text; raises InputError."""
    if not file.is_file():
        raise _refuse(file, "niets: dit bestand bestaat niet", f"een export van {PROGRAMS}")
    with file.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(b"PK"):
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
            raise _refuse(file, "een beschadigd bestand", f"een export van {PROGRAMS}") from error
        if file.suffix.lower() == ".qdpx" or any(n.lower().endswith(".qde") for n in names):
            return "qda"
        if any(name.startswith("xl/") or name == "content.xml" for name in names):
            return "workbook"
    text = decode(start)[0]
    if start.startswith(OLE2):
        return "workbook"
    if "\0" in text or start.startswith(b"PK"):
        raise _refuse(file, f"een bestand {file.suffix}".strip(), f"een export van {PROGRAMS}")
    return "qda" if text.lstrip().startswith("<") else "text"


def _unknown(table: Table) -> InputError:
    found = f"kolommen {', '.join(table.heads.values())[:120]}"
    is_canvas = "networkcanvasuuid" in table.heads
    advice = "Noem in Network Canvas de variabele met de naam 'name'." if is_canvas else ""
    return InputError([table.fault(0, "", found, f"een export van {PROGRAMS}", advice)])


def _table(sheet: Sheet) -> Table | None:
    """The rows below the first line that is not empty; None for an empty sheet."""
    lines = [
        (number, [_undo(clean(cell)) for cell in cells])
        for number, cells in enumerate(sheet.cells, start=sheet.first)
    ]
    lines = [(number, texts) for number, texts in lines if any(texts)]
    if not lines:
        return None
    heads = lines[0][1]
    names = {fold(head): head for head in heads if head}
    table = Table(sheet.file, sheet.name, [], names)
    faults = []
    for number, texts in lines[1:]:
        # A text with a delimiter but no quotation marks shifts: its end has no head above it.
        if loose := [t for h, t in zip_longest(heads, texts, fillvalue="") if t and not h]:
            expected = "alleen waarden onder een kop"
            faults.append(table.fault(number, "", f"'{loose[0][:80]}'", expected, QUOTE_IT))
        values = dict(zip_longest(map(fold, heads), texts[: len(heads)], fillvalue=""))
        table.rows.append((number, values))
    if faults:
        raise InputError(faults)
    return table


def _undo(text: str) -> str:
    """Take away the apostrophe that some programs put before a would-be formula."""
    return text[1:] if re.match("'[=+@-]", text) else text


# Networks ---------------------------------------------------------------------------------------


def _network(nodes: list[Table], edges: list[Table]) -> Rows:
    """Actors and ties; an end of an edge is the key of a node, or else its name."""
    faults: list[Fault] = []
    # By kind of key: the name that belongs to each key. An id may look like another one's name.
    names: dict[str, dict[str, str]] = {key: {} for key in ("", *KEYS)}
    actors: list[dict[str, object]] = []
    for table in nodes:
        label, key = table.first(LABELS), table.first(KEYS)
        for number, row in table.rows:
            name = row[label]
            if not name:
                faults.append(table.fault(number, label, "''", "een naam"))
                continue
            names[""][name] = name
            if key and row[key] and names[key].setdefault(row[key], name) != name:
                expected = "een eigen nummer voor elke partij"
                faults.append(table.fault(number, key, f"'{row[key]}'", expected))
            actors.append(_actor(table, row, label))
    ties = []
    for table in edges:
        start, end, kind = table.ends() or ENDS[0]
        if not nodes and kind:
            found, advice = "relaties zonder lijst met partijen", "Exporteer ook de partijen."
            faults.append(table.fault(0, "", found, "twee bestanden", advice))
            continue
        labels = names[kind] or names[""]
        for number, row in table.rows:
            for column in (start, end):
                # Kumu writes names: without a list of nodes the edges themselves tell them.
                if not nodes and row[column] and row[column] not in labels:
                    labels[row[column]] = row[column]
                    actors.append({"naam": row[column]})
            unknown = [column for column in (start, end) if row[column] not in labels]
            expected = "een partij uit de lijst met partijen"
            faults += [
                table.fault(
                    number, column, f"'{row[column]}'", expected, nearest(row[column], labels)
                )
                for column in unknown
            ]
            if not unknown:
                ties.append(_tie(row, labels[row[start]], labels[row[end]]))
    if faults:
        raise InputError(faults)
    return {"initiatieven": actors, "relaties": ties}


def _actor(table: Table, row: dict[str, str], label: str) -> dict[str, object]:
    """A node as a row of sheet initiatieven; what has no column there goes to opmerking."""
    actor: dict[str, object] = {"naam": row[label]}
    used = {label, *NOISE}
    for column, names in COLUMNS.items():
        name = table.first(names)
        if name and row[name]:
            used.add(name)
            number = to_number(row[name]) if column in ("lat", "lon") else None
            actor[column] = _joined(row[name]) if number is None else number
    notes = []
    if fold(str(actor.get("ligging", "binnen"))) not in LOCATIONS:
        notes.append(f"ligging: {actor.pop('ligging')}")
    kind = table.first(KINDS)
    if kind and row[kind]:
        column = "soort" if fold(row[kind]) in ("formeel", "informeel") else "organisatievorm"
        if column not in actor:
            used.add(kind)
            actor[column] = _joined(row[kind])
    notes += [
        f"{head}: {_joined(row[name])}"
        for name, head in table.heads.items()
        if name not in used and row[name]
    ]
    if notes:
        actor["opmerking"] = "; ".join(notes)
    return actor


def _joined(text: str) -> str:
    """Several values in a cell, which Kumu splits by `|`, as our workbook splits them."""
    return "; ".join(part.strip() for part in text.split("|") if part.strip())


def _tie(row: dict[str, str], start: str, end: str) -> dict[str, object]:
    tie: dict[str, object] = {"van": start, "naar": end}
    # In Gephi `Type` says directed or undirected; what a tie is stands in its label.
    kind = row.get("type", "")
    if fold(kind) in ("directed", "undirected", "mutual", "mixed"):
        kind = row.get("kind", "") or row.get("label", "")
    if kind:
        tie["soort"] = _joined(kind)
    strength = to_number(row.get("strength") or row.get("weight") or "")
    if strength in (1, 2, 3):
        tie["sterkte"] = int(strength)
    return tie


# Coded texts ------------------------------------------------------------------------------------


def _read_codings(table: Table) -> list[Coded]:
    text, code = table.first(TEXTS), table.first(CODES)
    coder = table.first(CODERS)
    document = table.first([name for name in DOCUMENTS if name not in (text, code)])
    codings = []
    faults = []
    for number, row in table.rows:
        # ATLAS.ti lists all codes of a quotation in one cell; other programs have a row for each.
        separators = r"[;|\n]" if re.search(r"[;|\n]", row[code]) else ","
        several = re.split(separators, row[code]) if code == "codes" else [row[code]]
        codes = [part.strip() for part in several if part.strip()]
        content = "" if row.get("id", "").startswith(NO_TEXT) else row[text]
        if codes and not row[document]:
            faults.append(table.fault(number, document, "''", "de naam van een gesprek"))
        if any(map(QUOTABLE.match, codes)) and not content:
            faults.append(table.fault(number, text, "een citaat zonder tekst", "tekst", UNCODE))
        codings += [Coded(row[document], part, row.get(coder, ""), content) for part in codes]
    if faults:
        raise InputError(faults)
    return codings


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
    root, texts = _open_qda(file)
    codes = {node.get("guid", ""): node.get("name", "") for node in root.iter("Code")}
    users = {node.get("guid"): node.get("name", "") for node in root.iter("User")}
    codings = []
    for source in root.iterfind("Sources/*"):
        name = source.get("name", "")
        # The text of a PDF or a recording is an element below its source.
        holders = {part: holder for holder in source.iter() for part in holder}
        for part in source.iter():
            for coding in part.iterfind("Coding"):
                user = coding.get("creatingUser") or part.get("creatingUser")
                for ref in coding.iterfind("CodeRef"):
                    code = codes.get(ref.get("targetGUID", ""), "")
                    if not code:
                        expected = "een code uit het codeboek van het project"
                        raise _refuse(file, f"code {ref.get('targetGUID')}", expected)
                    if not name:
                        raise _refuse(file, "een bron zonder naam", "de naam van een gesprek")
                    text = ""
                    if QUOTABLE.match(code):
                        text = _selected(part, holders.get(part, source), texts)
                        if not text:
                            what = f"'{code}' in '{name}' bij een fragment zonder tekst"
                            raise _refuse(file, what, "een begin en een eind in de tekst", UNCODE)
                    codings.append(Coded(name, code, users.get(user, ""), text))
    if not codings:
        count = "1 code" if len(codes) == 1 else f"{len(codes)} codes"
        what = f"een codeboek met {count}, maar geen enkele codering"
        raise _refuse(file, what, "een project met gecodeerde teksten (.qdpx)")
    return codings


def _open_qda(file: Path) -> tuple[ElementTree.Element, dict[str, str]]:
    """The project without namespaces, and its texts by file name; raises InputError."""
    members: dict[str, bytes] = {file.name: b""}
    if zipfile.is_zipfile(file):
        try:
            with zipfile.ZipFile(file) as archive:
                members = check_archive(file, archive, (".qde", ".QDE", ".txt", ".TXT"))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,  # a password
        ) as error:
            what = "een beschadigd bestand, of een met een wachtwoord"
            raise _refuse(file, what, "een project in REFI-QDA") from error
        projects = [data for name, data in members.items() if name.lower().endswith(".qde")]
    else:
        projects = [file.read_bytes()]
    if len(projects) != 1:
        raise _refuse(file, f"{len(projects)} bestanden .qde", "precies één")
    # As text: then what is parsed is what was looked at, in any encoding.
    project = decode(projects[0])[0]
    if "<!DOCTYPE" in project:
        raise _refuse(file, "een DOCTYPE", "XML zonder DOCTYPE")
    try:
        root = ElementTree.fromstring(project)
    except ElementTree.ParseError as error:
        raise _refuse(file, "iets anders dan XML", "een project in REFI-QDA") from error
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]  # the namespace differs between versions
    if root.tag not in ("Project", "CodeBook"):
        raise _refuse(file, f"XML met <{root.tag[:80]}>", f"een export van {PROGRAMS}")
    texts = {name.rpartition("/")[2].lower(): decode(data)[0] for name, data in members.items()}
    if "atlas" in root.get("origin", "").lower():
        # ATLAS.ti counts the end of a line as one character and writes it as two.
        texts = {name: text.replace("\r\n", "\n") for name, text in texts.items()}
    return root, texts


def _selected(part: ElementTree.Element, holder: ElementTree.Element, texts: dict[str, str]) -> str:
    """The text between the positions of `part`, in characters without BOM; empty if it has none."""
    text = texts.get((holder.get("plainTextPath") or "").rpartition("/")[2].lower())
    text = text or holder.findtext("PlainTextContent") or ""
    try:
        start, end = int(part.get("startPosition", "")), int(part.get("endPosition", ""))
    except ValueError:
        return ""
    return text[start:end].strip() if 0 <= start < end <= len(text) else ""


def _refuse(file: Path, found: str, expected: str, advice: str = "") -> InputError:
    return InputError([Fault(str(file), found=found, expected=expected, advice=advice)])
