"""Projects in REFI-QDA, the format that NVivo, MAXQDA, ATLAS.ti and QualCoder share."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from veerkracht.inputs.containers import decode
from veerkracht.inputs.other_programs.coded import QUOTABLE, UNCODE, Coded
from veerkracht.inputs.other_programs.tables import PROGRAMS, open_zip, refuse
from veerkracht.inputs.other_programs.xml_files import parse_xml
from veerkracht.inputs.safety import check_archive


def read_qda(file: Path) -> list[Coded]:
    """The codings of a REFI-QDA project: a zip with one .qde, or that file itself."""
    root, texts = _open_qda(file)
    codes = dict(_codes(root, ""))
    users = {node.get("guid"): node.get("name", "") for node in root.iter("User")}
    codings = []
    taken: Counter[str] = Counter()
    for source in root.iterfind("Sources/*"):
        name = source.get("name", "")
        taken[name] += 1
        # Two documents of one name are two interviews.
        name = f"{name} ({taken[name]})" if name and taken[name] > 1 else name
        # The text of a PDF or a recording is an element below its source.
        holders = {part: holder for holder in source.iter() for part in holder}
        for part in source.iter():
            for coding in part.iterfind("Coding"):
                user = coding.get("creatingUser") or part.get("creatingUser")
                for ref in coding.iterfind("CodeRef"):
                    code = codes.get(ref.get("targetGUID", ""), "")
                    if not code:
                        expected = "een code uit het codeboek van het project"
                        raise refuse(file, f"code {ref.get('targetGUID')}", expected)
                    if not name:
                        raise refuse(file, "een bron zonder naam", "de naam van een gesprek")
                    text = ""
                    if QUOTABLE.match(code):
                        text = _selected(part, holders.get(part, source), texts)
                        if not text:
                            what = f"'{code}' in '{name}' bij een fragment zonder tekst"
                            raise refuse(file, what, "een begin en een eind in de tekst", UNCODE)
                    codings.append(Coded(name, code, users.get(user, ""), text))
    if not codings:
        count = "1 code" if len(codes) == 1 else f"{len(codes)} codes"
        what = f"een codeboek met {count}, maar geen enkele codering"
        raise refuse(file, what, "een project met gecodeerde teksten (.qdpx)")
    return codings


def _codes(node: ElementTree.Element, above: str) -> Iterator[tuple[str, str]]:
    """Key -> path of every code: "belemmering: geld" is another than "hulpbron: geld"."""
    for child in node:
        if child.tag == "Code":
            name = child.get("name", "")
            path = f"{above}: {name}" if above and name else name
            yield child.get("guid", ""), path
            yield from _codes(child, path)
        else:
            yield from _codes(child, above)


def _open_qda(file: Path) -> tuple[ElementTree.Element, dict[str, str]]:
    """The project without namespaces, and its texts by file name; raises InputError."""
    members: dict[str, bytes] = {file.name: b""}
    if zipfile.is_zipfile(file):
        with open_zip(file) as archive:
            members = check_archive(file, archive, (".qde", ".QDE", ".txt", ".TXT"))
        projects = [data for name, data in members.items() if name.lower().endswith(".qde")]
    else:
        projects = [file.read_bytes()]
    if len(projects) != 1:
        raise refuse(file, f"{len(projects)} bestanden .qde", "precies één")
    root = parse_xml(file, projects[0])
    if root.tag not in ("Project", "CodeBook"):
        raise refuse(file, f"XML met <{root.tag[:80]}>", f"een export van {PROGRAMS}")
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
