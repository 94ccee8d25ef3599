"""The PDF is tagged, sealed off, free of warnings and the same bytes everywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from printed_report import document

from veerkracht.editions import libraries, pdf, pdf_faults
from veerkracht.paths import ROOT

DATE = dt.date(2024, 3, 31)
CSS = """
@page { size: A5; @bottom-left { content: counter(page); font-family: 'Source Sans 3'; } }
html { font: 10pt 'Source Serif 4'; hyphens: auto; }
h1 { font: 700 20pt 'Source Sans 3'; }
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50">
<circle cx="20" cy="25" r="15" fill="#008563"/>
<text x="50" y="30" style="font-family: 'Source Sans 3'; font-weight: 600">Woord</text></svg>"""
IMAGE = '<img src="asset:figures/kaart.svg" alt="Een kaart">'


def page(body: str, lang: str = ' lang="nl"', title: str = "<title>Proef</title>") -> str:
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{title}'
        '<meta name="author" content="Veldacademie">'
        f'<link rel="stylesheet" href="asset:print.css"></head><body>{body}</body></html>'
    )


GOOD = page(
    f'<h1 id="een">Eén</h1><p>Verantwoordelijkheidsverdeling in een notendop.</p>{IMAGE}'
    '<h2>Twee</h2><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th scope="row">x</th><td>1</td></tr></tbody></table>'
    '<p><a href="#een">terug</a></p>'
)


@pytest.fixture
def assets(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "kaart.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "print.css").write_text(CSS, encoding="utf-8")
    return {"print.css": tmp_path / "print.css", "figures": tmp_path / "figures"}


def test_text_that_is_not_laid_out_stops_the_print(assets: dict[str, Path]) -> None:
    hidden = page("<h1>Kop</h1><p>Wel te zien.</p><p style='display: none'>Kwijt, helaas.</p>")
    with pytest.raises(pdf.PdfError) as caught:
        pdf.print_pdf(hidden, assets, date=DATE)
    assert caught.value.reasons == [
        "Deze tekst kwam niet op een pagina terecht: “Kwijt, helaas.…”."
    ]


def test_a_footnote_stands_at_the_foot_and_is_not_lost(assets: dict[str, Path]) -> None:
    (assets["print.css"]).write_text(CSS + ".footnote { float: footnote }")
    text = page('<h1>Kop</h1><p>Een zin<span class="footnote">Met een noot.</span> gaat door.</p>')
    with pikepdf.open(io.BytesIO(pdf.print_pdf(text, assets, date=DATE))) as file:
        assert len(file.pages) == 1
    hidden = text.replace("<span ", '<span style="display: none" ')
    with pytest.raises(pdf.PdfError, match="Met een noot"):
        pdf.print_pdf(hidden, assets, date=DATE)


PARTS = page(
    "<style>h1 { break-before: page }</style><h1>Omslag</h1>"
    '<p><a href="#twee">naar twee</a></p>'
    '<h1 id="een" data-part="Deel 1. Eén &amp; meer">Een</h1><p>Zie <a href="#twee">twee</a>.</p>'
    '<h2>Verder</h2><h1 id="los" data-part="">Los</h1>'
    '<h1 id="twee" data-part="Deel 2. Twee">Twee</h1><h1>Achterkant</h1>'
)


def test_parts_are_pages_of_the_whole_closed_by_its_last(assets: dict[str, Path]) -> None:
    files = pdf.print_parts(PARTS, assets, date=DATE)
    assert [pdf.count_pages(data) for data in files] == [5, 2, 2]
    assert files[0] == pdf.print_pdf(PARTS, assets, date=DATE)
    with pikepdf.open(io.BytesIO(files[1])) as file:
        assert str(file.docinfo["/Title"]) == "Deel 1. Eén & meer – Proef"
        assert [item.title for item in file.open_outline().root] == ["Een", "Achterkant"]
        assert "/Annots" not in file.pages[0]  # the link to the other part is text now
    with pikepdf.open(io.BytesIO(files[0])) as file:
        assert "/Annots" in file.pages[0] and "/Annots" in file.pages[1]


def test_the_libraries_tell_their_version() -> None:
    versions = dict(libraries.system_versions())
    assert set(versions) == {"pango", "harfbuzz"}
    assert all(number[0].isdigit() and "." in number for number in versions.values())


def test_a_draft_is_quick_and_has_no_tags(assets: dict[str, Path]) -> None:
    with pikepdf.open(io.BytesIO(pdf.print_pdf(GOOD, assets, date=DATE, draft=True))) as file:
        assert len(file.pages) == 1 and "/StructTreeRoot" not in file.Root


def test_standard_language_outline_and_tags(assets: dict[str, Path]) -> None:
    data = pdf.print_pdf(GOOD, assets, date=DATE)
    with pikepdf.open(io.BytesIO(data)) as file:
        xmp = file.Root.Metadata.read_bytes().decode()
        assert 'pdfaid:part="3"' in xmp and 'pdfaid:conformance="A"' in xmp
        assert xmp.count("<rdf:RDF") == 1
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "nl"
        assert str(file.docinfo["/Title"]) == "Proef"
        assert str(file.docinfo["/Author"]) == "Veldacademie"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20240331")
        with file.open_outline() as outline:
            assert [(top.title, [sub.title for sub in top.children]) for top in outline.root] == [
                ("Eén", ["Twee"])
            ]
        elements = list(pdf_faults.walk_structure(file.Root.StructTreeRoot))
        figures = [element for element in elements if element.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Een kaart"]
        scopes = [str(element.A.Scope) for element in elements if element.S == "/TH"]
        assert scopes == ["/Column", "/Column", "/Row"]


def test_text_of_a_figure_is_text_in_our_font(assets: dict[str, Path]) -> None:
    only_figure = page(f"<h1>x</h1>{IMAGE}")
    (assets["print.css"]).write_text("h1 { font-family: 'Source Serif 4' }", encoding="utf-8")
    data = pdf.print_pdf(only_figure, assets, date=DATE)
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = {
            str(item.BaseFont).partition("+")[2]
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert any("Sans" in font and "Semi-Bold" in font for font in fonts), fonts


SCRIPT = """
import datetime, hashlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
from veerkracht.editions import libraries, pdf, pdf_faults
folder = pathlib.Path(sys.argv[2])
assets = {"print.css": folder / "print.css", "figures": folder / "figures"}
html = pathlib.Path(sys.argv[2], "page.html").read_text(encoding="utf-8")
tables = [("maten.csv", b"a;b\\n1;2\\n", "Maten"), ("wijken.csv", b"a;b\\n1;2\\n", "Wijken")]
data = pdf.print_pdf(html, assets, date=datetime.date(2024, 3, 31), attachments=tables)
print(hashlib.sha256(data).hexdigest())
"""


def test_same_bytes_wherever_it_runs(assets: dict[str, Path], tmp_path: Path) -> None:
    tables = [("maten.csv", b"a;b\n1;2\n", "Maten"), ("wijken.csv", b"a;b\n1;2\n", "Wijken")]
    data = pdf.print_pdf(GOOD, assets, date=DATE, attachments=tables)
    here = hashlib.sha256(data).hexdigest()
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "ja_JP"},
    ]
    for number, extra in enumerate(surroundings):
        folder = tmp_path / f"elders {number}"
        (folder / "figures").mkdir(parents=True)
        (folder / "print.css").write_text(CSS, encoding="utf-8")
        (folder / "figures" / "kaart.svg").write_text(SVG, encoding="utf-8")
        (folder / "page.html").write_text(GOOD, encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(ROOT / "scripts"), str(folder)],
            env={**os.environ, **extra, "HOME": str(folder), "SOURCE_DATE_EPOCH": "5"},
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == here


def test_another_date_is_another_file(assets: dict[str, Path]) -> None:
    later = pdf.print_pdf(GOOD, assets, date=dt.date(2025, 3, 31))
    assert later != pdf.print_pdf(GOOD, assets, date=DATE)


def test_the_environment_is_left_as_it_was(
    assets: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "van een ander")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    pdf.print_pdf(GOOD, assets, date=DATE)
    assert os.environ["FONTCONFIG_FILE"] == "van een ander"
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="http://example.org/x.png">',
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="data:image/svg+xml,&lt;svg/>">',
        '<img alt="x" src="asset:figures/weg.svg">',
        '<img alt="x" src="asset:figures/../print.css">',
        '<img alt="x" src="asset:figures/%2e%2e/print.css">',
        '<img alt="x" src="figures/kaart.svg">',
        '<img alt="x" src="/etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
        '<p style="background: url(file:///etc/hostname)">x</p>',
        '<link rel="stylesheet" href="http://example.org/x.css">',
        '<object data="file:///etc/hostname">x</object>',
        "<style>@import url(file:///etc/hostname);</style>",
    ],
)
def test_nothing_but_known_assets_is_loaded(assets: dict[str, Path], body: str) -> None:
    with pytest.raises(pdf.PdfError):
        pdf.print_pdf(page(f"<h1>x</h1>{body}"), assets, date=DATE)


def test_an_image_inside_an_svg_cannot_reach_outside(assets: dict[str, Path]) -> None:
    (assets["figures"] / "kaart.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="file:///etc/hostname" width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    with pytest.raises(pdf.PdfError, match="Failed to render SVG"):
        pdf.print_pdf(GOOD, assets, date=DATE)


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (page('<h1 style="colour: red">x</h1>'), "colour"),
        (page("<h1>x</h1><p>中文</p>"), "WeasyPrint meldt"),
        (page('<h1>x</h1><a href="#weg">x</a>'), "#weg"),
        (page('<h1 id="a">x</h1><p id="a">x</p>'), "WeasyPrint meldt"),
        (page('<h1>x</h1><img alt="" src="asset:figures/kaart.svg">'), "alternatieve tekst"),
        (page("<h1>x</h1><h3>y</h3>"), "niveau 3 volgt op niveau 1"),
        (page("<p>x</p>"), "bladwijzers ontbreken"),
        (page("<h1>x</h1>", lang=""), "taal"),
        (page("<h1>x</h1>", title=""), "titel"),
    ],
)
def test_a_flaw_fails_the_build(assets: dict[str, Path], html: str, message: str) -> None:
    with pytest.raises(pdf.PdfError, match=message):
        pdf.print_pdf(html, assets, date=DATE)


def test_a_strange_font_is_a_fault(
    assets: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_faults, "FONT_FAMILIES", ("Source-Serif-4",))
    with pytest.raises(pdf.PdfError, match="Source-Sans-3-Bold hoort niet bij de monitor"):
        pdf.print_pdf(GOOD, assets, date=DATE)


def test_a_missing_library_is_told_with_its_cure(
    assets: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert libraries.missing_libraries() == []
    monkeypatch.setitem(libraries.LIBRARIES, "pango", ("libbestaat-niet.so.9",))
    assert libraries.missing_libraries() == ["pango"]
    with pytest.raises(pdf.PdfError, match="sudo apt-get install") as caught:
        pdf.print_pdf(GOOD, assets, date=DATE)
    assert "Niet gevonden: pango." in str(caught.value)


def test_the_module_loads_nothing_heavy() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); "
        "from veerkracht.editions import libraries, pdf; libraries.missing_libraries();"
        "print(sorted({'weasyprint', 'pandas', 'matplotlib', 'pikepdf'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_drawing_of_the_cover_is_of_the_whole_page(tmp_path: Path) -> None:
    """A square in two corners of the drawing stands in the corners of the page."""
    html, assets = document(tmp_path)
    corners = '<path d="M0 0H10V10H0ZM200 287H210V297H200Z" fill="#fff"/>'
    size = 'viewBox="0 0 210 297" width="210mm" height="297mm"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{corners}</svg>'
    (tmp_path / "beeld/omslag.svg").write_text(drawing, encoding="utf-8")
    data = pdf.print_parts(html, assets, date=DATE, attachments=[])[0]
    with pypdfium2.PdfDocument(data) as file:
        image = file[0].render(scale=1).to_pil().convert("L")
    ink = [
        image.getpixel((x / 25.4 * 72, y / 25.4 * 72)) for x, y in ((5, 5), (205, 292), (20, 20))
    ]
    assert ink[0] == ink[1] == 255 and ink[2] < 100
