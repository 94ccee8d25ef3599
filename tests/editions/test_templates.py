"""The skeleton and the building blocks of the report, up to the printed page."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
import pikepdf
import pypdfium2
import pytest
from markupsafe import Markup
from printed_report import ENVIRONMENT, NOTICE, SVG, fit, report, section

from veerkracht.editions import pdf, pdf_faults
from veerkracht.editions.last_words import keep_last_words
from veerkracht.paths import TEMPLATES
from veerkracht.report.filled import href

PARTS = [(1, "netwerken"), (2, "governance")]
HOSTILE = '<img src="file:///etc/hostname"> & "x"'


@pytest.fixture
def blocks() -> Any:
    module: ModuleType | Any = ENVIRONMENT.get_template("components.html.j2").module
    return module


@pytest.fixture
def full_report(blocks: Any) -> str:
    """One of every kind of page and block."""
    quote = {"text": "Eerst de buren.", "role": "bewoner", "year": 2022, "example": True}
    columns = [{"label": "Maat", "kind": "text"}, {"label": "2023", "kind": "number"}]
    rows = [[f"maat {row}", "1,5"] for row in range(40)]
    return report(
        [
            {
                "id": "vooraf",
                "number": "",
                "title": "",
                "sections": [
                    section(
                        "a",
                        blocks.quote("Veerkracht is ...", "werkdefinitie"),
                        title="",
                        class_="quote-page",
                        toc=False,
                    ),
                    section(
                        "b",
                        blocks.pull_quotes([quote, quote]),
                        title="",
                        class_="quotes-page",
                        toc=False,
                    ),
                ],
            },
            {
                "id": "samenvatting",
                "number": "",
                "title": "Samenvatting",
                "sections": [
                    section(
                        "c",
                        Markup('<p class="lead">Kern.</p>{}<p>Verantwoordelijkheid.</p>{}').format(
                            blocks.callouts([{"value": "150", "text": "initiatieven"}] * 4),
                            blocks.note(Markup("<p>Redelijk zeker.</p>"), "Hoe zeker?"),
                        ),
                        class_="columns",
                    )
                ],
            },
            {
                "id": "deel1",
                "number": "Deel 1",
                "title": "Netwerken",
                "sections": [
                    section(
                        "d",
                        Markup("{}<h3>Tussenkop</h3><p>Tekst.</p>{}{}").format(
                            blocks.figure("een", "Bevinding", "Grafiek een", "Uitleg.", "OBI"),
                            blocks.data_table("Tabel", columns, rows, "OBI", fit(columns, rows)),
                            blocks.figure(
                                "twee",
                                "Kaart",
                                "Grafiek twee",
                                "",
                                "",
                                full=True,
                                src="figures/een.svg",
                            ),
                        ),
                    ),
                    section(
                        "e",
                        "<p>Les.</p>",
                        level=3,
                        class_="lesson",
                        number="1",
                        label="T",
                        years=[(2022, "een"), (2023, "twee")],
                    ),
                ],
            },
        ]
    )


@pytest.fixture
def printed(full_report: str, tmp_path: Path) -> pikepdf.Pdf:
    (tmp_path / "een.svg").write_text(SVG, encoding="utf-8")
    assets = {
        "tokens.css": TEMPLATES / "tokens.css",
        "print.css": TEMPLATES / "print.css",
        "beeld/omslag.svg": tmp_path / "een.svg",
        "figures": tmp_path,
    }
    data = pdf.print_pdf(pdf.as_assets(full_report), assets, date=dt.date(2024, 3, 31))
    return pikepdf.open(io.BytesIO(data))


def test_every_block_prints_without_a_warning(printed: pikepdf.Pdf) -> None:
    elements = list(pdf_faults.walk_structure(printed.Root.StructTreeRoot))
    alternatives = [str(element.Alt) for element in elements if element.S == "/Figure"]
    assert alternatives == ["Grafiek een", "Grafiek twee"]
    kinds = {str(element.S) for element in elements}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/BlockQuote"} <= kinds
    # Cover, contents, two pages of quotes, summary, opener, at least two of text, map, back.
    assert len(printed.pages) >= 10


def test_outline_follows_parts_and_sections(printed: pikepdf.Pdf) -> None:
    with printed.open_outline() as outline:
        tree = [(item.title, [sub.title for sub in item.children]) for item in outline.root]
    assert tree == [
        ("Monitor", []),
        ("Inhoud", []),
        ("Samenvatting", ["Kop c"]),
        ("Deel 1 Netwerken", ["Kop d", "T"]),
    ]


def test_links_are_single(printed: pikepdf.Pdf) -> None:
    elements = pdf_faults.walk_structure(printed.Root.StructTreeRoot)
    # Three lines of the contents (a part that is not numbered, or alone so, has one with what it
    # begins with) and two years, the two sections on the opener of their part, the address on the
    # cover and on the back: one numbered part alone is not on the back.
    assert sum(element.S == "/Link" for element in elements) == 9


def contents_of(parts: list[dict[str, Any]], **names: Any) -> list[tuple[str, str, str]]:
    """The lines of the contents of a report: classes, label and title."""
    page = report(parts, **names).partition('id="inhoud"')[2].partition("</section>")[0]
    lines = re.findall(
        r'<p class="([^"]+)">(?:<span class="label">([^<]*)</span> )?\s*<a[^>]*>([^<]+)', page
    )
    return [(kind, label, title) for kind, label, title in lines]


def test_the_contents_list_method_and_appendices_and_what_is_not_of_the_index() -> None:
    index = [
        section("i", "x"),
        section("v", "x", class_="columns aside"),
        section("g", "x", class_="aside"),
    ]
    method = [section("m", "x"), section("n", "x", level=3), section("o", "x", level=3)]
    last = section("q", "x", title="", running="Slot", class_="quotes-page closing")
    beside = [section("p", "x"), last]
    parts = [
        {"id": "sociale-index", "number": "Deel 1", "title": "Sociale Index", "sections": index},
        {"id": "achtergrond", "number": "", "title": "Achtergrond", "sections": method},
        {"id": "bijlagen", "number": "", "title": "Bijlagen", "sections": beside},
    ]
    two = [parts[0], {"id": "x", "number": "Deel 2", "title": "X", "sections": []}]
    lines = contents_of(parts, numbered=two)
    titles = {title: (kind, label) for kind, label, title in lines}
    assert titles["Kop v"] == ("section-entry aside", "Andere cijfers")
    # The label stands once, before the first of them.
    assert titles["Kop g"] == ("section-entry aside", "")
    # In a short list, of one part, it would run on into the title.
    short = {title: label for _, label, title in contents_of(parts, numbered=[parts[0]])}
    assert short["Kop v"] == short["Kop g"] == ""
    assert titles["Kop m"] == ("part-entry", "Achtergrond")
    assert titles["Kop n"] == ("section-entry", "")
    # Appendices are equals: none of them heads the others, and a page without a title is called so.
    assert titles["Bijlagen"][0] == "part-entry"
    assert titles["Kop p"][0] == "section-entry"
    # Voices at the end are no appendix: they stand below these, by themselves.
    assert titles["Slot"] == ("part-entry", "Tot slot")
    page = report(parts, numbered=[parts[0]]).partition('id="inhoud"')[2].partition("</section>")[0]
    pairs = re.findall(r'<div class="pairs">(.*?)</div>', page, re.DOTALL)
    assert [re.findall(r">(Kop \w|Slot)</a>", pair) for pair in pairs] == [
        ["Kop n", "Kop o"],
        ["Kop p"],
    ]
    # Of a method of one section its page is enough.
    lone = [*parts[:1], parts[1] | {"sections": method[:2]}]
    assert "Kop n" not in {title for _, _, title in contents_of(lone, numbered=two)}


def addresses(file: pikepdf.Pdf) -> list[list[str]]:
    """Where the links of each page lead that leave the file."""
    return [
        [str(note.A.URI) for note in page.get("/Annots", []) if "/A" in note] for page in file.pages
    ]


def test_the_folder_leads_to_the_parts_and_to_who_made_it(tmp_path: Path) -> None:
    (tmp_path / "beeld").mkdir()
    (tmp_path / "beeld/omslag.svg").write_text(SVG, encoding="utf-8")
    text = [{"id": n, "number": f"Deel {i}", "title": n, "sections": []} for i, n in PARTS]
    contact = ("Straat 1, Rotterdam", "post@voorbeeld.nl", "010 - 123 45 67")
    page = report([], folder=True, contact=contact, numbered=text)
    data = pdf.print_pdf(
        pdf.as_assets(page), pdf.assets_of(tmp_path / "x"), date=dt.date(2024, 3, 31)
    )
    with pikepdf.open(io.BytesIO(data)) as file:
        cover, *_, back = addresses(file)
    reach = ["https://www.veldacademie.nl", "mailto:post@voorbeeld.nl", "tel:0101234567"]
    assert cover == back == ["delen/deel-1.pdf", "delen/deel-2.pdf", *reach]


def test_the_back_says_what_each_part_found_unless_there_is_but_one() -> None:
    parts = [
        {"id": name, "number": f"Deel {at}", "title": name, "statement": f"Uit {name}"}
        for at, name in PARTS
    ]
    back = report([], numbered=parts).partition('id="achterkant"')[2]
    assert all(f"<p>Uit {name}</p>" in back and f'href="#{name}"' in back for _, name in PARTS)
    assert "Uit " not in report([], numbered=parts[:1]).partition('id="achterkant"')[2]


def test_a_folder_of_few_pages_ends_in_a_block_that_says_what_to_do_first() -> None:
    def back(class_: str) -> str:
        words = section("doen", Markup("<p>Doe iets.</p>"), title="", class_=class_)
        last = {"id": "achterkant", "title": "", "number": "", "sections": [words]}
        page = report([last], folder=True)
        return page[page.index('<section class="back') :]

    for class_, said in (("ending", "ending"), ("", "")):
        told = back(class_)
        assert told.startswith(f'<section class="{f"back {said}".strip()}"')
        assert ("back-title" in told) is not bool(said)
        assert told.count("Doe iets.") == 1
        assert told.index("Doe iets.") < told.index("Meer weten")


@pytest.mark.parametrize(
    ("line", "leads"),
    [("www.veldacademie.nl", "https://www.veldacademie.nl"), ("a.nl/b", "https://a.nl/b"),
     ("http://a.nl", "http://a.nl"), ("+31 (0)10 1234567", "tel:+310101234567"),
     ("Postbus 12, 3000 AB Rotterdam", ""), ("p. 12", ""), ("a b@c.nl", ""),
     ("javascript:alert(1)", "")],
)  # fmt: skip
def test_what_can_be_reached_is_a_link(line: str, leads: str) -> None:
    assert href(line) == leads


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) ontbreekt")
def test_numbers_in_the_contents_are_those_of_the_pages(
    printed: pikepdf.Pdf, tmp_path: Path
) -> None:
    printed.save(tmp_path / "report.pdf")
    run = ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    contents, *others = text.split("\f")[1:]
    entries = re.findall(
        r"^ *(?:(?:Les 1|Samenvatting|Netwerken) +)?(\S.*?) {3,}(\d+)$", contents, flags=re.M
    )
    # A part that is not numbered, or alone so, stands on a line with what it begins with.
    assert [title for title, _ in entries] == ["Kop c", "Kop d", "Kop e"]
    for title, number in entries:
        assert title in others[int(number) - 3]


def lines_of(html: str, folder: Path) -> list[list[str]]:
    """The lines of each page of the monitor with this text, as they stand on paper."""
    for name in ("figures/een", "beeld/omslag"):
        (folder / name).parent.mkdir()
        (folder / f"{name}.svg").write_text(SVG, encoding="utf-8")
    part = {"id": "a", "number": "", "title": "Deel", "sections": [section("b", Markup(html))]}
    page, assets = pdf.as_assets(report([part])), pdf.assets_of(folder / "report.html")
    data = pdf.print_pdf(page, assets, date=dt.date(2024, 3, 31), draft=True)
    with pypdfium2.PdfDocument(data) as file:
        return [sheet.get_textpage().get_text_range().splitlines() for sheet in file]


def test_no_word_of_a_title_stands_alone(tmp_path: Path) -> None:
    """Titles of every length, so that one of them would leave its last word on a line."""
    words = ["samen", "werken", "wij"]
    titles = [" ".join(words[n % 3] for n in range(count)) for count in range(6, 24)]
    html = "".join(f'<p class="figure-title">{title} wijken</p>' for title in titles)
    lines = [line.strip() for page in lines_of(html, tmp_path) for line in page]
    assert sum(line.endswith("wijken") for line in lines) == len(titles) < len(lines)
    assert "wijken" not in lines
    # A title of two words may break between them, and a title never leaves its measure.
    assert keep_last_words("<h2>Wie beslist</h2><p>Wie er dit beslist</p>").count("\u00a0") == 0
    # And a count stays with what it is of, in words and in figures.
    for share in ("Geen van de vier", "drie van de tien", "59 van de 146"):
        kept = keep_last_words(f'<p class="part-statement">{share} besluiten nam de wijk zelf</p>')
        assert share.replace(" ", "\u00a0") in kept, share
    assert "deel\u00a0van" not in keep_last_words("<h2>Een deel van de vier kwam er niet bij</h2>")


def test_a_title_and_its_lead_stay_with_what_follows(blocks: Any, tmp_path: Path) -> None:
    """Just above the foot of a page is room for them, and not for the figure below them."""
    figure = blocks.figure("een", "Bevinding", "Grafiek", "", "OBI")
    lead = '<p class="lead">De kern van de zaak.</p>'
    items = "".join(f"<li>{'woorden ' * 40}einde {number}</li>" for number in range(12))
    html = f"""<div style="height: 110mm"></div><section class="section level-2"><header>
    <h2>Kop</h2></header><div class="body">{lead}{figure}</div></section>
    <section class="section columns"><div class="body"><div class="run"><p>Zo:</p><ul>{items}</ul>
    </div></div></section>"""
    pages = ["\n".join(page) for page in lines_of(html, tmp_path)]
    (together,) = [page for page in pages if "Kop\n" in page]
    assert "De kern van de zaak." in together and "Bevinding" in together
    # An item of a list stands whole on one page: each page ends with the end of one.
    assert sum(page.count("einde") for page in pages) == 12
    for number in range(12):
        (page,) = [page for page in pages if re.search(rf"einde\s{number}\b", page)]
        assert page.split(f"einde {number}")[0].count("woorden") % 40 == 0, number


def test_a_theme_opens_once_with_a_band_above_its_lessons() -> None:
    lessons = [
        section(str(n), "<p>Les.</p>", level=3, class_="lesson", number=str(n), label=theme)
        for n, theme in ((1, "Samen"), (2, "Samen"), (3, "Zelf"))
    ]
    page = report([{"id": "a", "number": "", "title": "Lessen", "sections": lessons}])
    bands = re.findall(r'<h2 class="theme" id="thema-(\d)">(\w+)</h2>', page)
    assert bands == [("1", "Samen"), ("3", "Zelf")]


def test_the_invented_data_are_named_on_the_cover_at_the_foot_and_on_the_back() -> None:
    assert report([]).count(NOTICE) == 3
    assert NOTICE not in report([], notice="")


def test_everything_but_markup_is_escaped(blocks: Any) -> None:
    columns = [{"label": HOSTILE, "kind": "text"}]
    texts = [
        blocks.figure("x", HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        blocks.callouts([{"value": HOSTILE, "text": HOSTILE}]),
        blocks.note(HOSTILE, HOSTILE),
        blocks.quote(HOSTILE, HOSTILE, HOSTILE),
        blocks.pull_quotes([{"text": HOSTILE, "role": HOSTILE, "year": 1, "example": False}]),
        blocks.data_table(HOSTILE, columns, [[HOSTILE]], HOSTILE, fit(columns, [[HOSTILE]])),
        report([], title=HOSTILE),
    ]
    for text in texts:
        assert "file:" in text and '<img src="file:' not in text


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        ENVIRONMENT.get_template("report.html.j2").render(edition={})


def test_a_table_has_scopes_and_aligned_numbers(blocks: Any) -> None:
    columns = [{"label": "Maat", "kind": "text"}, {"label": "2023", "kind": "number"}]
    rows = [["omvang", "150"]]
    text = blocks.data_table("Kop", columns, rows, "", fit(columns, rows))
    assert '<th scope="col" class="number">2023</th>' in text
    assert '<th scope="row" class="text">omvang</th>' in text
    assert '<td class="number">150</td>' in text
    assert "Bron" not in text and 'class="table narrow"' in text
    assert text.count("<col style") == 2
    long = blocks.data_table("Kop", columns, rows * 60, "", fit(columns, rows * 60))
    assert 'class="table long narrow"' in long
