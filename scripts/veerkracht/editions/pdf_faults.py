"""Proof that a finished PDF is PDF/A-3a and PDF/UA-1: reads the file and trusts nothing.

The validator of the standards, veraPDF, judges the same files in tests/editions/test_verapdf.py;
the faults here are those that it does not look for, or that must be seen on every build, where
there is no Java.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

# Embedded fonts are called "ABCDEF+Source-Sans-3-Bold": anything else came from the system.
FONT_FAMILIES = ("Source-Sans-3", "Source-Serif-4")

# The operators that put ink on the page.
TEXT = {"Tj", "TJ", "'", '"'}
PATHS = {"f", "F", "f*", "B", "B*", "b", "b*", "s", "S"}
PAINTING = frozenset(TEXT | PATHS | {"sh", "Do", "INLINE IMAGE"})
# A string of glyphs (four hexadecimal digits each) with number 0 in it: an empty box on paper.
NO_GLYPH = re.compile(rb"<(?:[0-9a-fA-F]{4})*?0000(?:[0-9a-fA-F]{4})*>")


def find_faults(data: bytes) -> list[str]:
    """Faults in a finished PDF that no log mentions, as Dutch sentences; empty if it is sound."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults = [*_document_faults(pdf), *_attachment_faults(pdf), *_strange_fonts(pdf)]
        for number, page in enumerate(pdf.pages, start=1):
            faults += [f"Bladzijde {number} {fault}" for fault in _page_faults(page)]
        if "/StructTreeRoot" in pdf.Root:
            elements = list(walk_structure(pdf.Root.StructTreeRoot))
            faults += [*_structure_faults(pdf, elements), *_contents_faults(pdf, elements)]
    return list(dict.fromkeys(faults))


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the file says of itself: language, title, bookmarks, standards, tags."""
    root = pdf.Root
    if not len(pdf.pages):
        yield "De PDF heeft geen pagina's."
    if not str(root.get("/Lang", "")):
        yield "De taal van het document ontbreekt (lang in <html>)."
    if not str(pdf.docinfo.get("/Title", "")):
        yield "De titel van het document ontbreekt (<title>)."
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle"):
        yield "Een lezer toont de naam van het bestand in plaats van de titel."
    if "/Outlines" not in root or not int(root.Outlines.get("/Count", 0)):
        yield "De bladwijzers ontbreken: er is geen enkele kop."
    metadata = root.Metadata.read_bytes() if "/Metadata" in root else b""
    if (count := metadata.count(b"<rdf:RDF")) != 1:
        yield f"De metadata heeft {count} blokken rdf:RDF in plaats van 1."
    for name, sign in (
        ("PDF/A-3", b'pdfaid:part="3"'),
        ("PDF/A, niveau A", b'pdfaid:conformance="A"'),
        ("PDF/UA-1", b'pdfuaid:part="1"'),
    ):
        if sign not in metadata:
            yield f"De metadata noemt de standaard {name} niet."
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked", False):
        yield "De PDF is niet getagd."


def _attachment_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    linked = [item.objgen for item in pdf.Root.get("/AF", [])]
    if len(linked) != len(set(linked)):
        yield "Een bijlage staat dubbel in de lijst van bijlagen (/AF)."
    for name, bijlage in pdf.attachments.items():
        if bijlage.obj.objgen not in linked:
            yield f"Bijlage {name} staat niet in de lijst van bijlagen (/AF)."
        if str(bijlage.obj.get("/AFRelationship", "")) != "/Data":
            yield f"Bijlage {name} zegt niet dat zij de gegevens achter de tekst bevat."


def _strange_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = set()
    for item in pdf.objects:
        if _is_dictionary(item) and item.get("/Type") == "/Font":
            names.add(str(item.get("/BaseFont", "zonder naam")).lstrip("/").rpartition("+")[2])
    for name in sorted(names):
        if not name.startswith(FONT_FAMILIES):
            yield f"Het lettertype {name} hoort niet bij de monitor."


def _page_faults(page: pikepdf.Page) -> Iterator[str]:
    """What stands on a page: order of the tab key, marks, letters, words of links."""
    import pikepdf

    if page.obj.get("/Tabs") != "/S":
        yield "volgt met de tabtoets niet de leesvolgorde."
    depth = 0
    # Only the operators that count here, or this takes three times as long.
    wanted = " ".join(["BMC", "BDC", "EMC", "EI", "BI", "ID", *PAINTING])
    for instruction in pikepdf.parse_content_stream(page, wanted):
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif not depth and name in PAINTING:
            yield "bevat iets dat niet getagd is en ook geen versiering heet."
            break
    if any(NO_GLYPH.search(part) for part in _streams(page)):
        yield "bevat een teken dat het lettertype niet heeft (een leeg blokje)."
    for note in page.obj.get("/Annots", []):
        if not str(note.get("/Contents", "")).strip():
            yield "bevat een koppeling zonder omschrijving."


def _streams(page: pikepdf.Page) -> list[bytes]:
    contents: Any = page.obj.get("/Contents", [])
    return [part.read_bytes() for part in (contents if _is_array(contents) else [contents])]


def _structure_faults(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    """What the tags say: figures, headings, tables and links, in reading order."""
    level = 0
    notes = {note.objgen for page in pdf.pages for note in page.obj.get("/Annots", [])}
    for element in elements:
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "Een figuur heeft geen alternatieve tekst."
        elif kind in ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6"):
            deeper = int(kind[2])
            if deeper > level + 1:
                yield f"Een kop van niveau {deeper} volgt op niveau {level or 'geen'}."
            level = deeper
        elif kind == "/Table" and not any(kid.S in ("/TBody", "/TR") for kid in element.K):
            yield "Een tabel heeft geen rijen: haar titel staat alleen op een bladzijde."
        elif kind == "/TH" and "/Scope" not in element.get("/A", {}):
            yield "Een kopcel van een tabel zegt niet of zij een rij of kolom kopt."
        elif kind == "/TD" and not list(element.get("/A", {}).get("/Headers", [])):
            yield "Een cel van een tabel heeft geen kop."
        elif kind == "/Link":
            if element.P.S == "/Link":
                yield "Een koppeling staat in een andere koppeling."
            targets = [kid.Obj for kid in element.K if _is_dictionary(kid) and "/Obj" in kid]
            if any(target.objgen not in notes for target in targets):
                yield "Een koppeling leidt naar een bladzijde die niet in deze PDF staat."


def _contents_faults(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    """Rows of the contents whose number is not the one of the page to which they lead.

    The number is the last piece of text in the row.
    """
    import pikepdf

    entries = [element for element in elements if element.S == "/TOCI"]
    if not entries:
        return
    labels = {page.obj.objgen: page.label for page in pdf.pages}
    places = pikepdf.NameTree(pdf.Root.Names.Dests)
    texts: dict[tuple[int, int], dict[int, str]] = {}
    for entry in entries:
        words, numbers = [], set()
        for element in walk_structure(entry):
            for kid in element.K:
                if isinstance(kid, int):
                    page = element.Pg
                    if page.objgen not in texts:
                        texts[page.objgen] = _marked_texts(pikepdf.Page(page))
                    words.append(texts[page.objgen].get(kid, "").strip())
                elif "/Obj" in kid:
                    numbers.add(labels[places[str(kid.Obj.Dest)][0].objgen])
        words = [word for word in words if word]
        if words[-1:] != sorted(numbers):
            text, leads = " ".join(words), " en ".join(sorted(numbers))
            yield f"De inhoudsopgave klopt niet: ‘{text}’ staat op bladzijde {leads}."


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content on a page."""
    import pikepdf

    alphabets: dict[str, dict[str, str]] = {}
    for name, font in page.obj.Resources.Font.items():
        pairs = re.findall(rb"<(\w{4})> <(\w+)>\n", font.ToUnicode.read_bytes())
        alphabets[name] = {
            code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
        }
    texts: dict[int, str] = defaultdict(str)
    mark, alphabet = -1, {}
    for instruction in pikepdf.parse_content_stream(page, "BDC EMC Tf Tj TJ"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1))
            case "EMC":
                mark = -1
            case "Tf":
                alphabet = alphabets[str(operands[0])]
            case _ if mark >= 0:
                pieces = operands[0] if _is_array(operands[0]) else operands
                glyphs = "".join(
                    bytes(piece).hex() for piece in pieces if isinstance(piece, pikepdf.String)
                )
                texts[mark] += "".join(
                    alphabet.get(glyphs[at : at + 4], "") for at in range(0, len(glyphs), 4)
                )
    return texts


def walk_structure(tree: Any) -> Iterator[Any]:
    """Every structure element of a tagged PDF in reading order; `tree` is its StructTreeRoot."""
    stack = [tree]
    while stack:
        element = stack.pop()
        if not _is_dictionary(element):
            continue
        if "/S" in element:
            yield element
        children = element.get("/K", [])
        # A single child need not stand in a list; numbers are marked content, not elements.
        stack.extend(reversed(list(children)) if _is_array(children) else [children])


def _is_dictionary(item: object) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Dictionary)


def _is_array(item: object) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Array)
