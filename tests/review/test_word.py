"""The text in Word and back: every sentence with its id, and the remarks of two reviewers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from PIL import Image
from small_project import SECRET

from veerkracht.faults import InputError
from veerkracht.report.filled import Report
from veerkracht.review.edition import read_edition
from veerkracht.review.remarks_in_word import Remark, as_table, read_remarks
from veerkracht.review.texts import sections
from veerkracht.review.word_copy import STAMP, W, bookmark, word_copy
from veerkracht.tables.claims import REMARKS

pytestmark = pytest.mark.xdist_group("compare")
Written = Callable[[Callable[[str], str], dict[str, str]], Path]


@pytest.fixture(scope="module")
def report(base: Path) -> Report:
    return read_edition(base / "eerst").report


@pytest.fixture(scope="module")
def copy(report: Report, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The Word document; every figure is a small picture."""
    picture = tmp_path_factory.mktemp("figuren") / "f.png"
    Image.new("RGB", (40, 20), "white").save(picture)
    names = {m for p in report.parts for s in p["sections"] for m in s["html"].split("/")}
    figures = {m[1]: picture for name in names if (m := re.match(r"([\w-]+)\.(?:svg|png)", name))}
    return word_copy(report, figures)


def document(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def comment(number: int, author: str, text: str) -> str:
    date = f"2026-11-2{number}T09:00:00Z"
    inside = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">{inside}</w:comment>'


@pytest.fixture
def saved(copy: bytes, tmp_path: Path) -> Written:
    """The document after an edit of its text, with these comments, as a word processor saves it."""

    def save(edit: Callable[[str], str], comments: dict[str, str]) -> Path:
        path = tmp_path / "terug.docx"
        with zipfile.ZipFile(io.BytesIO(copy)) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "word/document.xml":
                    edited = edit(content.decode())
                    assert edited.encode() != content
                    content = edited.encode()
                new.writestr(name, content)
            inside = "".join(comments.values())
            whole = f'<w:comments xmlns:w="{W}">{inside}</w:comments>'
            new.writestr("word/comments.xml", whole)
        return path

    return save


def test_every_sentence_has_its_bookmark_and_its_words(report: Report, copy: bytes) -> None:
    root = ET.fromstring(document(copy))
    marks = [one.get(f"{{{W}}}name") or "" for one in root.iter(f"{{{W}}}bookmarkStart")]
    told = {
        bookmark(name, number): sentence
        for name, section in sections(report).items()
        for number, sentence in enumerate(section.sentences, start=1)
    }
    assert marks == list(dict.fromkeys(marks)) and set(marks) == set(told)
    assert all(re.fullmatch(r"_\w{1,39}", mark) for mark in marks)
    text = "".join(part.text or "" for part in root.iter(f"{{{W}}}t"))
    text += " ".join(one.get("descr") or "" for one in root.iter())
    assert [s.text for s in told.values() if s.text not in text] == []
    assert "Dit mag u lezen" in text
    assert SECRET.lower() not in text.lower() and "Heading2" in document(copy)
    assert document(copy).count("<w:tbl>") > 3 and document(copy).count("<pic:pic>") > 3


def test_the_same_text_gives_the_same_bytes(report: Report, copy: bytes) -> None:
    assert word_copy(report, {}) == word_copy(report, {})
    package = zipfile.ZipFile(io.BytesIO(copy))
    assert {info.date_time for info in package.infolist()} == {STAMP}
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(package.read(name))
    # Everything that is referred to is in the package.
    relations = ET.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {f"word/{one.get('Target')}" for one in relations}
    assert targets <= set(package.namelist())
    embedded = set(re.findall(r'r:embed="(\w+)"', document(copy)))
    assert embedded <= {one.get("Id") for one in relations}


def sentence_of(report: Report, section: str) -> tuple[str, str]:
    """Bookmark and words of a sentence of running text."""
    for number, one in enumerate(sections(report)[section].sentences, start=1):
        if one.kind == "tekst" and len(one.text.split()) > 6 and "&" not in one.text:
            return bookmark(section, number), one.text
    raise AssertionError(section)


def wrap(text: str, name: str, before: str, after: str) -> str:
    """`before` and `after` round what stands in a bookmark, ids unknown."""
    start = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', text)
    assert start
    end = f'<w:bookmarkEnd w:id="{start[1]}"/>'
    place = text.index(end, start.end())
    inside = text[start.end() : place]
    return text[: start.end()] + before + inside + after + text[place:]


def test_remarks_of_two_reviewers_come_back(report: Report, saved: Written) -> None:
    one, words = sentence_of(report, "netwerk")
    other, others = sentence_of(report, "in-het-kort")

    def edit(text: str) -> str:
        text = wrap(text, one, '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
                    '<w:r><w:commentReference w:id="1"/></w:r>')  # fmt: skip
        change = (
            '<w:del w:id="90" w:author="Bo" w:date="2026-11-25T10:00:00Z"><w:r><w:delText>oud'
            "</w:delText></w:r></w:del>"
            # Word splits what was typed in one go.
            '<w:ins w:id="91" w:author="Bo" w:date="2026-11-25T10:00:00Z"><w:r><w:t>nieu</w:t>'
            '</w:r></w:ins><w:ins w:id="92" w:author="Bo" w:date="2026-11-25T10:01:00Z"><w:r>'
            "<w:t>wer</w:t></w:r></w:ins>"
        )
        return wrap(text, other, "", change + '<w:r><w:commentReference w:id="2"/></w:r>')

    said = {"1": comment(1, "Ada", "Klopt dit?"), "2": comment(2, "Bo", "Mooi &amp; kort")}
    remarks = read_remarks(saved(edit, said), report)
    order = list(sections(report))
    assert order.index("in-het-kort") != order.index("netwerk")
    found = {(r.who, r.when, r.kind, r.section, r.place, r.text) for r in remarks}
    assert found == {
        ("Ada", "2026-11-21", "opmerking", "netwerk", words, "Klopt dit?"),
        ("Bo", "2026-11-22", "opmerking", "in-het-kort", others, "Mooi & kort"),
        ("Bo", "2026-11-25", "weggehaald", "in-het-kort", others, "oud"),
        ("Bo", "2026-11-25", "toegevoegd", "in-het-kort", others, "nieuwer"),
    }
    assert all(r.sentence.startswith(f"zin-{r.section}-") for r in remarks)


def test_a_library_of_others_opens_it_and_comments_of_two_come_back(
    report: Report, copy: bytes, tmp_path: Path
) -> None:
    """python-docx reads and saves it as a word processor does: all of it, in its own XML."""
    opened = docx.Document(io.BytesIO(copy))
    styles = {paragraph.style.name for paragraph in opened.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Normal"} <= styles
    assert len(opened.tables) > 3 and len(opened.inline_shapes) > 3
    runs = {run.text: run for paragraph in reversed(opened.paragraphs) for run in paragraph.runs}
    said = {}
    for author, section in (("Ada", "netwerk"), ("Bo", "in-het-kort")):
        words = sentence_of(report, section)[1]
        opened.add_comment(runs[words], text=f"Van {author} & co", author=author, initials="x")
        said[author] = (section, words, f"Van {author} & co")
    path = tmp_path / "terug.docx"
    opened.save(str(path))
    remarks = read_remarks(path, report)
    assert {one.who: (one.section, one.place, one.text) for one in remarks} == said
    assert len(remarks) == 2


def test_without_bookmarks_the_words_tell_the_sentence(report: Report, saved: Written) -> None:
    """Another program drops hidden bookmarks, and cuts runs where it likes."""
    name, words = sentence_of(report, "netwerk")

    def edit(text: str) -> str:
        text = wrap(text, name, '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>')
        text = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text)
        half = words[:20]
        cut = f'{half}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
        assert half in text
        return text.replace(half, cut)

    (remark,) = read_remarks(saved(edit, {"1": comment(1, "Ada", "Hm")}), report)
    assert (remark.section, remark.place, remark.text) == ("netwerk", words, "Hm")


def test_a_change_after_the_bookmark_is_of_its_sentence(report: Report, saved: Written) -> None:
    """Word puts what is typed at the end of a sentence behind its bookmark."""
    name, words = sentence_of(report, "netwerk")

    def edit(text: str) -> str:
        start = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', text)
        assert start
        end = f'<w:bookmarkEnd w:id="{start[1]}"/>'
        added = '<w:ins w:id="1" w:author="Ada"><w:r><w:t> Erbij.</w:t></w:r></w:ins>'
        return text.replace(end, end + added)

    (remark,) = read_remarks(saved(edit, {}), report)
    assert (remark.kind, remark.place, remark.text) == ("toegevoegd", words, " Erbij.")


@pytest.mark.parametrize("content", [b"geen zip", b""])
def test_what_is_no_word_document_is_told(report: Report, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.docx: gevonden: geen Word"):
        read_remarks(path, report)
    with pytest.raises(InputError, match="dit bestand is er niet"):
        read_remarks(tmp_path / "weg.docx", report)


def test_a_document_with_entities_is_refused(report: Report, saved: Written) -> None:
    path = saved(lambda text: text.replace("<w:document", "<!DOCTYPE x []><w:document", 1), {})
    with pytest.raises(InputError, match="geen Word"):
        read_remarks(path, report)


def test_reading_a_file_again_replaces_its_remarks_alone() -> None:
    remark = Remark("Ada", "2026-11-21", "opmerking", "netwerk", "zin-netwerk-2", "Zin.", "Hm")
    first = as_table("a.docx", [remark], [])
    lines = [dict.fromkeys(REMARKS.names, "x") | {"bestand": name} for name in ("a.docx", "b.docx")]
    again = as_table("a.docx", [remark], lines)
    assert list(first.columns) == REMARKS.names
    assert again["bestand"].tolist() == ["b.docx", "a.docx"]
