"""What WeasyPrint leaves out of a PDF/UA is there, and a fault in the file does not pass."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from printed_report import document

from veerkracht.editions import pdf, pdf_faults, standards

DATE = dt.date(2024, 3, 31)
TABLES = [("maten.csv", b"a;b\n1;2\n", "Maten"), ("wijken.csv", b"a;b\n1;2\n", "Wijken")]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The whole and its two parts."""
    html, assets = document(tmp_path_factory.mktemp("pdf"))
    return pdf.print_parts(html, assets, date=DATE, attachments=TABLES)


@pytest.fixture
def whole(files: list[bytes]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(files[0]))


def tags(file: pikepdf.Pdf, kind: str) -> list[Any]:
    tree = pdf_faults.walk_structure(file.Root.StructTreeRoot)
    return [tag for tag in tree if str(tag.S) == kind]


def content(page: pikepdf.Page) -> str:
    return page.Contents.read_bytes().decode("latin-1")


def test_attachments_are_data_dated_like_the_edition(whole: pikepdf.Pdf) -> None:
    assert [str(item.UF) for item in whole.Root.AF] == ["maten.csv", "wijken.csv"]
    for item, (_, body, description) in zip(whole.Root.AF, TABLES, strict=True):
        assert item.AFRelationship == "/Data" and str(item.Desc) == description
        file = item.EF.F
        assert file.read_bytes() == body and file.Subtype == "/text/csv"
        assert str(file.Params.CreationDate) == str(file.Params.ModDate) == "D:20240331120000Z"


def test_parts_have_no_attachments_and_keep_their_numbers(
    files: list[bytes], whole: pikepdf.Pdf
) -> None:
    places = pikepdf.NameTree(whole.Root.Names.Dests)
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages, start=1)}
    starts = [numbers[places[name][0].objgen] for name in ("omslag", "deel1", "deel2")]
    for data, start in zip(files, starts, strict=True):
        with pikepdf.open(io.BytesIO(data)) as file:
            labels = [int(page.label) for page in file.pages]
            assert labels == list(range(start, start + len(labels)))
            assert ("/AF" in file.Root) == (data is files[0])
            assert ("/PageLabels" in file.Root) == (data is not files[0])


def test_no_link_of_a_part_leads_out_of_it(files: list[bytes]) -> None:
    """The link boxes of the whole are printed again in a part: without their annotations."""
    # The address of the publisher, on cover and back; the parts on the back of each file; the
    # sections of a part on its opener.
    for data, links in zip(files, (16, 5, 4), strict=True):
        with pikepdf.open(io.BytesIO(data)) as file:
            notes = [note.objgen for page in file.pages for note in page.obj.get("/Annots", [])]
            tagged = [
                kid.Obj.objgen
                for tag in tags(file, "/Link")
                for kid in tag.K
                if isinstance(kid, pikepdf.Dictionary)
            ]
            assert sorted(tagged) == sorted(notes)
            assert len(notes) == links


def test_a_link_is_described_by_its_words(whole: pikepdf.Pdf) -> None:
    described = [str(note.Contents) for page in whole.pages for note in page.obj.get("/Annots", [])]
    assert described[:4] == ["www.veldacademie.nl", "Netwerken", "Kop c", "Kop d"]
    assert {"verwijzing", "adres"} <= set(described)


def test_contents_are_tagged_as_contents(whole: pikepdf.Pdf) -> None:
    (contents,) = tags(whole, "/TOC")
    assert [str(kid.S) for kid in contents.K] == ["/TOCI"] * 6
    assert contents.P.S == "/Sect"


def test_a_table_over_pages_is_one_table(whole: pikepdf.Pdf) -> None:
    (table,) = tags(whole, "/Table")
    pages = {cell.Pg.objgen for cell in tags(whole, "/TD")}
    assert len(pages) > 2
    assert [str(kid.S) for kid in table.K] == ["/Caption", "/THead", *["/TBody"] * len(pages)]
    headers = [tag for tag in pdf_faults.walk_structure(table) if tag.S == "/TH"]
    assert [str(tag.A.Scope) for tag in headers] == ["/Column"] * 2 + ["/Row"] * 120
    ids = {str(tag.ID) for tag in headers}
    cells = [tag for tag in pdf_faults.walk_structure(table) if tag.S == "/TD"]
    assert len(cells) == 120 and len(ids) == 122
    assert all({str(name) for name in cell.A.Headers} <= ids for cell in cells)


def test_margins_and_repeated_headers_are_not_read_out(whole: pikepdf.Pdf) -> None:
    pages = [content(page) for page in whole.pages]
    assert any("/Artifact\n<</Type /Pagination/Subtype /Header>>\nBDC" in page for page in pages)
    # A number and the note on example data, but for cover and back.
    assert sum(page.count("/Subtype /Footer") for page in pages) == 2 * (len(pages) - 2)
    # Two column headers, printed again on each page after the first.
    again = len({cell.Pg.objgen for cell in tags(whole, "/TD")}) - 1
    assert sum(page.count("<</Type /Pagination>>") for page in pages) == 2 * again > 2
    # Whatever is marked is in the tree, or the mark has no owner.
    owners = whole.Root.StructTreeRoot.ParentTree.Nums
    read = {tag.objgen for tag in pdf_faults.walk_structure(whole.Root.StructTreeRoot)}
    for number, page in enumerate(pages):
        marks = {int(mark) for mark in re.findall(r"/MCID (\d+)", page)}
        listed = list(owners[2 * number + 1])
        assert marks == {mark for mark, owner in enumerate(listed) if owner is not None}
        assert all(owner.objgen in read for owner in listed if owner is not None)


def test_the_frame_of_a_figure_lies_on_the_page(whole: pikepdf.Pdf) -> None:
    (figure,) = tags(whole, "/Figure")
    left, low, right, high = map(float, figure.A.BBox)
    assert right - left == pytest.approx(163 / 25.4 * 72, abs=1)
    assert high - low == pytest.approx(40 / 25.4 * 72, abs=1)
    # It stands at the head of a page, and the origin is at the foot.
    assert left > 0 and low > 842 / 2 and high < 842


def test_metadata_in_one_block_with_a_schema(whole: pikepdf.Pdf) -> None:
    xmp = whole.Root.Metadata.read_bytes()
    assert xmp.count(b"<rdf:RDF") == 1
    with whole.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1" and metadata["pdfaid:part"] == "3"
        assert metadata["dc:title"] == "Monitor – Bospolder-Tussendijken"
    assert b"pdfaExtension:schemas" in xmp


# ---------- faults ----------


def untag(file: pikepdf.Pdf, kind: str, change: Callable[[Any], None]) -> None:
    for tag in tags(file, kind):
        change(tag)


def paint(file: pikepdf.Pdf) -> None:
    file.pages[3].contents_add(b"0 0 10 10 re f")


def empty_glyph(file: pikepdf.Pdf) -> None:
    page = file.pages[3]
    page.Contents.write(re.sub(rb"<[0-9a-f]{4}>", b"<0000>", page.Contents.read_bytes(), count=1))


def other_number(file: pikepdf.Pdf) -> None:
    file.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=2)])


def drop_note(file: pikepdf.Pdf) -> None:
    del file.pages[1].Annots[0]


def double(file: pikepdf.Pdf) -> None:
    file.Root.AF.append(file.Root.AF[0])


def rename_font(file: pikepdf.Pdf) -> None:
    next(iter(file.pages[0].Resources.Font.values())).BaseFont = pikepdf.Name("/ABCDEF+Arial")


def drop_schema(file: pikepdf.Pdf) -> None:
    xmp = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(xmp.replace(standards.UA_METADATA, b""))


FAULTS: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "Een figuur heeft geen alternatieve tekst": lambda f: untag(
        f, "/Figure", lambda tag: tag.__delattr__("Alt")
    ),
    "zegt niet of zij een rij of kolom kopt": lambda f: untag(
        f, "/TH", lambda tag: tag.A.__delattr__("Scope")
    ),
    "Een cel van een tabel heeft geen kop": lambda f: untag(
        f, "/TD", lambda tag: tag.A.__delattr__("Headers")
    ),
    "haar titel staat alleen": lambda f: untag(
        f, "/Table", lambda tag: tag.__setattr__("K", tag.K[0:1])
    ),
    "niveau 3 volgt op niveau 1": lambda f: untag(
        f, "/H2", lambda tag: tag.__setattr__("S", pikepdf.Name.H3)
    ),
    "Bladzijde 4 bevat iets dat niet getagd is": paint,
    "Bladzijde 4 bevat een teken dat het lettertype niet heeft": empty_glyph,
    "Bladzijde 2 volgt met de tabtoets": lambda f: f.pages[1].obj.__delattr__("Tabs"),
    "Bladzijde 2 bevat een koppeling zonder": lambda f: (
        f.pages[1].Annots[0].__delattr__("Contents")
    ),
    "een bladzijde die niet in deze PDF staat": drop_note,
    "De inhoudsopgave klopt niet: ‘Deel 1 Netwerken": other_number,
    "Een bijlage staat dubbel": double,
    "Bijlage maten.csv staat niet": lambda f: f.Root.AF.__delitem__(0),
    "Bijlage maten.csv zegt niet": lambda f: f.Root.AF[0].__delattr__("AFRelationship"),
    "Het lettertype Arial": rename_font,
    "noemt de standaard PDF/UA-1 niet": drop_schema,
    "in plaats van de titel": lambda f: f.Root.__delattr__("ViewerPreferences"),
    "taal": lambda f: f.Root.__delattr__("Lang"),
    "niet getagd": lambda f: f.Root.__delattr__("MarkInfo"),
    "bladwijzers ontbreken": lambda f: f.Root.__delattr__("Outlines"),
}


def test_the_files_are_sound(files: list[bytes]) -> None:
    assert [pdf_faults.find_faults(data) for data in files] == [[], [], []]


@pytest.mark.parametrize("words", FAULTS)
def test_a_fault_in_the_file_is_told(whole: pikepdf.Pdf, words: str) -> None:
    FAULTS[words](whole)
    broken = io.BytesIO()
    whole.save(broken)
    faults = pdf_faults.find_faults(broken.getvalue())
    assert any(words in fault for fault in faults), faults
