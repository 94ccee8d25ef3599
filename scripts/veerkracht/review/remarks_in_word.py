"""Comments and tracked changes of reviewers, read back from a Word document as a list.

Word and LibreOffice split what they save, and move bookmarks: a remark is of the sentence whose
bookmark is open, or was last; where bookmarks are lost, of the sentence that has its words.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from veerkracht.faults import Fault, InputError
from veerkracht.report.filled import Report
from veerkracht.review.edition import Lines
from veerkracht.review.texts import Section, sections
from veerkracht.review.word_copy import W, bookmark
from veerkracht.tables.claims import REMARKS

COMMENT, ADDED, REMOVED = "opmerking", "toegevoegd", "weggehaald"
CHANGES = {"ins": ADDED, "moveTo": ADDED, "del": REMOVED, "moveFrom": REMOVED}
FEWEST = 3  # words that tell one sentence from another
BIG = 50_000_000  # bytes of one part: more is no text


@dataclass(frozen=True)
class Remark:
    """A comment or change: who, when, its kind, section, id and words of its sentence, its text."""

    who: str
    when: str
    kind: str
    section: str
    sentence: str
    place: str
    text: str


def read_remarks(path: Path, report: Report) -> list[Remark]:
    """The remarks in a .docx, in the order of the text. Raises InputError where it is none."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            document = _parsed(package, "word/document.xml")
            comments = (
                _parsed(package, "word/comments.xml") if "word/comments.xml" in names else None
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, ET.ParseError) as error:
        found = "dit bestand is er niet" if isinstance(error, FileNotFoundError) else "geen Word"
        expected = "een .docx, gemaakt met snakemake review_copy"
        advice = "Bewaar het in Word of LibreOffice als .docx."
        raise InputError([Fault(str(path), "", 0, "", found, expected, advice)]) from None
    reader = _Reader(_names(sections(report)), sections(report))
    for paragraph in document.iter(_w("p")):
        reader.paragraph(paragraph)
    reader.flush()
    said = {} if comments is None else {one.get(_w("id"), ""): one for one in comments}
    found_remarks = [
        replace(
            remark,
            who=said[remark.text].get(_w("author"), ""),
            when=said[remark.text].get(_w("date"), "")[:10],
            text=_text(said[remark.text]),
        )
        if remark.kind == COMMENT
        else remark
        for remark in reader.remarks
        if remark.kind != COMMENT or remark.text in said
    ]
    return found_remarks


def _parsed(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A part of the document; no entities, and not more than a text can be."""
    if package.getinfo(name).file_size > BIG:
        raise ValueError(name)
    content = package.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError(name)
    return ET.fromstring(content)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _names(texts: Mapping[str, Section]) -> dict[str, tuple[str, str]]:
    """Bookmark -> section and id of the sentence."""
    return {
        bookmark(name, number): (name, f"zin-{name}-{number}")
        for name, section in texts.items()
        for number in range(1, len(section.sentences) + 1)
    }


def _text(element: ET.Element) -> str:
    """The words of an element; its paragraphs apart."""
    return " ".join(filter(None, map(_words, element.iter(_w("p"))))).strip()


def _words(element: ET.Element) -> str:
    found = []
    for part in element.iter():
        if part.tag in (_w("t"), _w("delText")):
            found.append(part.text or "")
        elif part.tag in (_w("tab"), _w("br")):
            found.append(" ")
    return "".join(found)


@dataclass
class _Reader:
    """Walks through the text and knows which sentence it is in."""

    names: Mapping[str, tuple[str, str]]
    texts: Mapping[str, Section]
    remarks: list[Remark] = field(default_factory=list)
    at: tuple[str, str] = ("", "")
    open: dict[str, str] = field(default_factory=dict)  # id of a bookmark -> its name
    change: Remark | None = None
    words: str = ""
    offset: int = 0  # letters of the paragraph that were read
    spans: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    commented: dict[str, int] = field(default_factory=dict)  # comment -> its remark

    def paragraph(self, paragraph: ET.Element) -> None:
        """The remarks in one paragraph, after which a change ends."""
        self.words = _words(paragraph)
        known = any(
            one.get(_w("name"), "") in self.names for one in paragraph.iter(_w("bookmarkStart"))
        )
        self.offset = 0
        self.spans = [] if known else self._by_words(self.words)
        self._walk(paragraph, "", "", "")
        self.flush()

    def flush(self) -> None:
        """End the change that is being read."""
        if self.change and self.change.text.strip():
            self.remarks.append(self.change)
        self.change = None

    def _walk(self, element: ET.Element, kind: str, who: str, when: str) -> None:
        """Every child in order; `kind`, `who` and `when` of the change that it stands in."""
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "bookmarkStart" and child.get(_w("name"), "") in self.names:
                self.open[child.get(_w("id"), "")] = child.get(_w("name"), "")
                self.at = self.names[child.get(_w("name"), "")]
            elif name == "bookmarkEnd":
                self.open.pop(child.get(_w("id"), ""), None)
            elif name in ("commentRangeStart", "commentReference"):
                self._comment(child.get(_w("id"), ""))
            elif name in CHANGES and len(child):
                author, date = child.get(_w("author"), ""), child.get(_w("date"), "")[:10]
                self._walk(child, CHANGES[name], author, date)
            elif name in ("t", "delText"):
                self._place()
                self.offset += len(child.text or "")
                if kind:
                    place = (*self.at, self._sentence())
                    self._changed(Remark(who, when, kind, *place, child.text or ""))
                elif child.text:
                    self.flush()
            else:
                self._walk(child, kind, who, when)

    def _comment(self, number: str) -> None:
        """A comment starts here, or, without a range, stands here."""
        self._place()
        if number not in self.commented:
            self.commented[number] = len(self.remarks)
            self.remarks.append(Remark("", "", COMMENT, *self.at, self._sentence(), number))

    def _changed(self, remark: Remark) -> None:
        """Runs of one change that follow each other are one: Word splits them."""
        last = self.change
        if last and (last.who, last.kind) == (remark.who, remark.kind):
            self.change = replace(last, text=last.text + remark.text)
        else:
            self.flush()
            self.change = remark

    def _sentence(self) -> str:
        """The sentence as it stands in the report, else the paragraph."""
        section, name = self.at
        if name:
            number = int(name.rpartition("-")[2])
            return self.texts[section].sentences[number - 1].text
        return self.words

    def _place(self) -> None:
        """In a paragraph without bookmarks: the sentence in which the reader is now."""
        here = [at for start, at in self.spans if start <= self.offset]
        self.at = here[-1] if here else self.at

    def _by_words(self, words: str) -> list[tuple[int, tuple[str, str]]]:
        """Where in a paragraph sentences of the report start, in order; a word or two is none."""
        found: dict[int, tuple[str, str]] = {}
        for name, section in self.texts.items():
            for number, sentence in enumerate(section.sentences, start=1):
                start = words.find(sentence.text)
                if start >= 0 and (len(sentence.text.split()) >= FEWEST or sentence.text == words):
                    found.setdefault(start, (name, f"zin-{name}-{number}"))
        return sorted(found.items())


def as_table(file: str, remarks: list[Remark], before: Lines) -> pd.DataFrame:
    """The table `opmerkingen`: those of `file` after those of other files, read before."""
    rows = [tuple(line.values()) for line in before if line["bestand"] != file]
    rows += [
        (file, one.who, one.when, one.kind, one.section, one.sentence, one.place, one.text)
        for one in remarks
    ]
    return pd.DataFrame(rows, columns=REMARKS.names)
