"""A filled section read back as a careful reader sees it: blocks, sentences and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Any

from veerkracht import dutch
from veerkracht.faults import Fault
from veerkracht.report.trail import END, MARK, MIDDLE, START

TEXT, HEAD, QUOTE, FIGURE, CELL, SOURCE = "tekst", "kop", "citaat", "figuur", "cel", "bron"
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = {"p", "li", "td", "th", "caption", "figcaption", "dt", "dd", "pre", *HEADINGS}
YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?:19|20)\d\d(?!\d|[.,]\d)")
NUMBER = r"[-−+]?\d+(?:\.\d{3})*(?:,\d+)?(?:[ \u00a0]?%)?"
SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"]?\s+(?=[^a-z0-9\s])")
A_YEAR = r"((?:19|20)\d\d)"
WORDS = {word: value for value, word in enumerate(dutch.NUMBERS) if value > 1}
WORD = r"[^\W\d_]"
# The number of a heading or lesson.
NUMBERED = re.compile(
    r"^(?:(?:les|stap|hoofdstuk)\s+(?=\d{1,2}\b)|(?=\d{1,2}[.)]\s))(\d{1,2})", re.IGNORECASE
)


@dataclass(frozen=True)
class Block:
    """A piece of text: `kind`, the heading above it, and the list item that it stands in (or 0).

    `beneath`: the words beneath a large number, which another large number may have too.
    Numbers that come from a table stand between the marks of `trail`.
    """

    kind: str
    text: str
    head: str = ""
    item: int = 0
    beneath: bool = False


@dataclass(frozen=True)
class Page:
    """A section as a reader sees it.

    `tables` hold rows of cells, the head first; `figures` are the names of the pictures.
    """

    file: str
    section: Mapping[str, Any]
    blocks: list[Block]
    tables: list[list[list[str]]]
    figures: list[str]

    def sentences(self, *kinds: str) -> Iterator[tuple[Block, str]]:
        """Every sentence, with marks, in blocks of these kinds; a heading is one."""
        for block in self.blocks:
            if block.kind in kinds and block.kind == HEAD:
                yield block, block.text
            elif block.kind in kinds:
                for sentence in SENTENCE_END.split(block.text):
                    yield block, sentence

    def remark(self, found: str, sentence: str, expected: str, advice: str, level: str) -> Fault:
        """A remark on a sentence of this section."""
        quoted = f"{found} in “{plain(sentence).strip('“”')}”"
        return Fault(self.file, found=quoted, expected=expected, advice=advice, level=level)


def plain(text: str) -> str:
    """A text without the marks round its numbers."""
    return MARK.sub(r"\2", text)


class _Reader(HTMLParser):
    """Reads blocks and tables back from the HTML of a section."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.tables: list[list[list[str]]] = []
        self.figures: list[str] = []
        self.kind = TEXT
        self.text = self.head = ""
        self.quoted = self.code = self.beneath = False
        self.item = self.items = 0

    def flush(self) -> None:
        """End the block that is being read."""
        text = self.text.strip()
        self.text = ""
        if text:
            self.blocks.append(Block(self.kind, text, self.head, self.item, self.beneath))
        if self.kind == CELL and self.tables and self.tables[-1]:
            self.tables[-1][-1].append(plain(text))
        if self.kind == HEAD:
            self.head = text
        self.kind, self.beneath = TEXT, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a number from a table, or a description of a picture."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag in BLOCKS or tag in ("div", "blockquote", "figure", "table", "ul", "ol"):
            self.flush()
        if tag in HEADINGS:
            self.kind = HEAD
        elif tag in ("td", "th"):
            self.kind = CELL
        elif tag in ("caption", "figcaption") or {"source", "role"} & set(classes):
            self.kind = SOURCE
        elif "figure-title" in classes:
            self.kind = FIGURE
        elif "meaning" in classes:
            self.beneath = True
        elif tag in BLOCKS and self.quoted:
            self.kind = QUOTE
        if tag == "blockquote":
            self.quoted = "quote" in classes
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag == "li":
            self.items += 1
            self.item = self.items
        elif tag == "img" and given.get("alt"):
            self.blocks.append(Block(FIGURE, given["alt"], self.head))
            self.figures.append(PurePath(given.get("src", "")).stem)
        elif tag in ("code", "pre"):
            self.code = True
        elif tag == "data" and given.get("id", "").startswith("getal-"):
            self.text += f"{START}{given['id'].removeprefix('getal-')}{MIDDLE}"
        elif tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        """A block or a number ends."""
        if tag == "data":
            self.text += END
        elif tag in ("code", "pre"):
            self.code = False
        if tag in BLOCKS or tag in ("div", "blockquote", "figure"):
            self.flush()
        if tag == "blockquote":
            self.quoted = False
        elif tag in ("ul", "ol"):
            self.flush()
            self.item = 0

    def handle_data(self, data: str) -> None:
        """Text; code is for machines: a hash is no number in a sentence."""
        if not self.code:
            text = re.sub(r"[ \t\r\n]+", " ", data)
            self.text += text.lstrip(" ") if not self.text or self.text[-1] == " " else text


def read(section: Mapping[str, Any]) -> Page:
    """A filled section read back as blocks and tables; its title and label are headings."""
    reader = _Reader()
    reader.feed(str(section["html"]))
    reader.close()
    reader.flush()
    heads = [Block(HEAD, section[key]) for key in ("title", "label") if section[key]]
    return Page(section["file"], section, [*heads, *reader.blocks], reader.tables, reader.figures)
