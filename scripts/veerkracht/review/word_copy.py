"""The finished text as a Word document in which reviewers comment and track changes.

WordprocessingML (ECMA-376), written as it is: headings, quotes and lists as styles, figures with
their alternative text, tables, and each sentence in a bookmark that Word hides (its name starts
with an underscore). Dates and times are fixed: same text, same bytes.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from veerkracht.charts.design import TOKENS
from veerkracht.report.filled import Report
from veerkracht.report.proofread.page import (
    CELL,
    FIGURE,
    HEAD,
    QUOTE,
    SENTENCE_END,
    SOURCE,
    Block,
    plain,
    read,
)

STAMP = (1980, 1, 1, 0, 0, 0)
EMU = 914400  # of one inch
WIDTH = 6.2  # inches of text on A4
ALT = re.compile(r'<img\b[^>]*?\balt="([^"]+)"', re.DOTALL)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def bookmark(section: str, number: int) -> str:
    """The name of the bookmark round a sentence: `_zin_netwerk_2` of zin-netwerk-2."""
    return f"_zin_{section.replace('-', '_')[:30]}_{number}"


def word_copy(report: Report, figures: Mapping[str, Path]) -> bytes:
    """The whole text as .docx; `figures`: name -> picture (.png)."""
    writer = _Writer(figures)
    edition = report.edition
    writer.paragraph(writer.run(f"{edition['title']} {report.wijk['name']}"), "Title")
    writer.paragraph(writer.run(edition["subtitle"]), "Subtitle")
    if report.notice:
        writer.paragraph(writer.run(report.notice), "Bron")
    for part in report.parts:
        heading = " ".join(filter(None, [part["number"], part["title"]]))
        if heading:
            writer.paragraph(writer.run(heading), "Heading1")
        for section in part["sections"]:
            writer.section(section)
    return writer.document(f"{edition['title']} {report.wijk['name']}", edition["date"])


class _Writer:
    """Writes paragraphs, in order, and keeps what the document refers to."""

    def __init__(self, figures: Mapping[str, Path]) -> None:
        self.figures = figures
        self.body: list[str] = []
        self.pictures: dict[str, bytes] = {}
        self.marks = 0

    def run(self, text: str) -> str:
        """Text, as Word holds it."""
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def paragraph(self, inside: str, style: str = "") -> None:
        """Add a paragraph in a style of STYLES."""
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        self.body.append(f"<w:p>{look}{inside}</w:p>")

    def marked(self, name: str, inside: str) -> str:
        """What stands in a bookmark."""
        self.marks += 1
        return (
            f'<w:bookmarkStart w:id="{self.marks}" w:name="{name}"/>{inside}'
            f'<w:bookmarkEnd w:id="{self.marks}"/>'
        )

    def section(self, section: Mapping[str, Any]) -> None:
        """The blocks of a section: sentences with their ids, figures, and tables whole."""
        page = read(section)
        pictures = list(page.figures)
        tables = iter(page.tables)
        alts = {html.unescape(alt).strip() for alt in ALT.findall(str(section["html"]))}
        cells, count = 0, 0
        for block in page.blocks:
            if block.kind == CELL:
                if not cells:
                    cells = self.table(tables)
                cells -= 1
                continue
            if block.kind == SOURCE:
                self.paragraph(self.run(plain(block.text)), "Bron")
                continue
            if block.kind == FIGURE and block.text in alts and pictures:
                drawing = self.picture(pictures.pop(0), block.text)
                for _ in SENTENCE_END.split(block.text):
                    count += 1
                    drawing = self.marked(bookmark(section["id"], count), drawing)
                self.paragraph(drawing)
                continue
            said = []
            for text in [block.text] if block.kind == HEAD else SENTENCE_END.split(block.text):
                count += 1
                said.append(self.marked(bookmark(section["id"], count), self.run(plain(text))))
            self.paragraph(self.run(" ").join(said), _style(block, count, section))

    def table(self, tables: Iterator[list[list[str]]]) -> int:
        """The next table that has text, written; gives how many of its cells have any."""
        for rows in tables:
            filled = sum(bool(cell) for row in rows for cell in row)
            if not filled:
                continue
            width = max(map(len, rows))
            lines = []
            for row in rows:
                texts = [*row, *[""] * (width - len(row))]
                lines.append(
                    "<w:tr>"
                    + "".join(
                        f'<w:tc><w:p><w:pPr><w:pStyle w:val="Cel"/></w:pPr>{self.run(text)}</w:p>'
                        "</w:tc>"
                        for text in texts
                    )
                    + "</w:tr>"
                )
            grid = '<w:gridCol w:w="1000"/>' * width
            self.body.append(
                '<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="5000" w:type="pct"/>'
                f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
            )
            self.paragraph("")
            return filled
        return 1

    def picture(self, name: str, alt: str) -> str:
        """A figure in the line, as wide as the text; without its file only its words."""
        path = self.figures.get(name)
        if path is None or not path.is_file():
            return self.run(alt)
        content = path.read_bytes()
        wide, high = Image.open(io.BytesIO(content)).size
        self.pictures[name] = content
        number = list(self.pictures).index(name) + 1
        size = f'cx="{round(WIDTH * EMU)}" cy="{round(WIDTH * EMU * high / wide)}"'
        about = f'id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}'
        return (
            f"<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr {about}/><a:graphic>"
            f'<a:graphicData uri="{A}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {about}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="figuur{number}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></w:r>"
        )

    def document(self, title: str, date: str) -> bytes:
        """The document with its parts, zipped."""
        spaces = (
            f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{A}/wordprocessingDrawing"'
            f' xmlns:a="{A}/main" xmlns:pic="{A}/picture"'
        )
        page = (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417"'
            ' w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        )
        body = "\n".join(self.body)
        names = [f"figuur{number + 1}" for number in range(len(self.pictures))]
        images = [(name, "image", f"media/{name}.png") for name in names]
        parts = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": _relations([("d", "officeDocument", "word/document.xml")], CORE),
            "docProps/core.xml": _core(title, date),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}{page}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations([("s", "styles", "styles.xml"), *images]),
            "word/styles.xml": _styles(),
        }
        files = {name: (HEAD_XML + text).encode() for name, text in parts.items()}
        media = zip(names, self.pictures.values(), strict=True)
        files |= {f"word/media/{name}.png": content for name, content in media}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in files.items():
                package.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _style(block: Block, count: int, section: Mapping[str, Any]) -> str:
    """The style of a block; the title of a section is its first sentence."""
    if block.kind == HEAD:
        return "Heading2" if count == 1 and section["title"] else "Heading3"
    if block.item:
        return "Lijst"
    return {QUOTE: "Citaat", FIGURE: "Figuurtitel"}.get(block.kind, "")


TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
    '"application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/styles.xml", "officedocument.wordprocessingml.styles"),
            ("docProps/core.xml", "package.core-properties"),
        )
    )
    + "</Types>"
)
CORE = (
    f'<Relationship Id="c" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
)


def _relations(given: list[tuple[str, str, str]], more: str = "") -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'
        for name, kind, target in given
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}{more}</Relationships>'


def _core(title: str, date: str) -> str:
    """Title and date, that of the edition."""
    when = f'xsi:type="dcterms:W3CDTF">{date}T12:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>nl-NL</dc:language>"
        f"<dcterms:created {when}</dcterms:created></cp:coreProperties>"
    )


# Style -> name in Word, size in half points, bold, italic, token of its colour, left indent.
STYLES = {
    "Title": ("Title", 52, True, False, "formal", 0),
    "Subtitle": ("Subtitle", 26, False, False, "grey", 0),
    "Heading1": ("heading 1", 40, True, False, "informal-text", 0),
    "Heading2": ("heading 2", 32, True, False, "formal", 0),
    "Heading3": ("heading 3", 26, True, False, "informal-text", 0),
    "Citaat": ("Quote", 24, False, True, "ink", 500),
    "Lijst": ("List Paragraph", 22, False, False, "ink", 400),
    "Figuurtitel": ("caption", 24, True, False, "formal", 0),
    "Bron": ("Bron", 17, False, False, "grey", 0),
    "Cel": ("Cel", 18, False, False, "ink", 0),
}


def _styles() -> str:
    """The styles in the colours of the design; a heading is one in the pane of headings too."""
    lines = []
    for key, (name, size, bold, italic, colour, indent) in STYLES.items():
        level = f'<w:outlineLvl w:val="{int(key[-1]) - 1}"/>' if key.startswith("Heading") else ""
        looks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
        lines.append(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>'
            f'<w:spacing w:before="{size * 5 if level else 60}" w:after="120"/>'
            f'<w:ind w:left="{indent}"/>{level}</w:pPr><w:rPr>{looks}'
            f'<w:color w:val="{TOKENS[colour].lstrip("#")}"/><w:sz w:val="{size}"/></w:rPr>'
            "</w:style>"
        )
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="{TOKENS["hair"].lstrip("#")}"/>'
        for edge in ("top", "bottom", "insideH")
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"'
        ' w:hAnsi="Calibri"/><w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr>'
        '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1"'
        ' w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'{"".join(lines)}<w:style w:type="table" w:styleId="Tabel"><w:name w:val="Tabel"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )
