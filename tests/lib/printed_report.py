"""A small report in the templates of the monitor, to print."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from veerkracht.editions import pdf
from veerkracht.paths import TEMPLATES
from veerkracht.report.columns import Fit, fit_columns
from veerkracht.report.filled import shell

ENVIRONMENT = shell(TEMPLATES)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="163mm" height="40mm" viewBox="0 0 163 40">
<text x="50" y="30" style="font-family: 'Source Sans 3'; font-size: 5px">Woord</text></svg>"""
NOTICE = "Voorbeeldgegevens: de interviews zijn verzonnen"
INLINE = (
    "<p>Een <a href='#e'>verwijzing</a>, een <a href='https://example.org/'>adres</a> en <em>nadruk"
    "</em>.</p><ul><li>één<ul><li>diep</li></ul></li><li>twee</li></ul><ol><li>drie</li></ol>"
    "<dl><dt>woord</dt><dd>uitleg</dd></dl>"
)


def section(id: str, html: str, **changes: Any) -> SimpleNamespace:
    """A filled section with this text, as the templates read it."""
    values = {
        "id": id,
        "title": f"Kop {id}",
        "level": 2,
        "class_": "",
        "running": f"Kop {id}",
        "html": Markup(html),
        "toc": True,
        "years": [],
    }
    return SimpleNamespace(**{**values, **changes})


def fit(columns: list[dict[str, str]], rows: list[list[str]]) -> Fit:
    """The widths of a table's columns."""
    return fit_columns([(item["label"], item["kind"]) for item in columns], rows)


def report(
    parts: list[dict[str, Any]],
    notice: str = NOTICE,
    title: str = "Monitor",
    folder: bool = False,
    contact: tuple[str, ...] = (),
    numbered: list[dict[str, Any]] | None = None,
) -> str:
    """The report as a page of HTML; `numbered`: parts that stand elsewhere than in `parts`."""
    return ENVIRONMENT.get_template("report.html.j2").render(
        edition={
            "title": title,
            "subtitle": "Vijf jaar",
            "short_title": "Monitor BoTu",
            "date_text": "maart 2024",
            "publisher": "Veldacademie",
            "license": "CC BY 4.0",
            "url": "www.veldacademie.nl",
            "contact": contact,
        },
        wijk={"name": "Bospolder-Tussendijken", "short_name": "BoTu"},
        notice=notice,
        numbered=numbered or [part for part in parts if part["number"]],
        contents=True,
        folder=folder,
        draft=False,
        css_href="../../templates",
        parts=parts,
    )


def document(folder: Path) -> tuple[str, dict[str, Path]]:
    """A report with every kind of block, two parts and a table of many pages; and its assets."""
    blocks: Any = ENVIRONMENT.get_template("components.html.j2").module
    for name in ("figures/een", "beeld/omslag"):
        (folder / name).parent.mkdir()
        (folder / f"{name}.svg").write_text(SVG, encoding="utf-8")
    quote = {"text": "Eerst de buren.", "role": "bewoner", "year": 2022, "example": True}
    columns = [{"label": "Maat", "kind": "text"}, {"label": "2023", "kind": "number"}]
    rows = [[f"maat {row}", "1,5"] for row in range(120)]
    text = Markup('<p class="lead">Kern.</p>{}{}{}').format(
        blocks.callouts([{"value": "150", "text": "initiatieven"}] * 4),
        Markup(INLINE),
        blocks.note(Markup("<p>Redelijk zeker.</p>"), "Hoe zeker?"),
    )
    parts = [
        {
            "id": "vooraf",
            "number": "",
            "title": "",
            "sections": [
                section("a", blocks.pull_quotes([quote, quote]), title="", toc=False),
            ],
        },
        {
            "id": "deel1",
            "number": "Deel 1",
            "title": "Netwerken",
            "sections": [
                section("c", text, class_="columns"),
                section("d", blocks.data_table("Tabel", columns, rows, "OBI", fit(columns, rows))),
            ],
        },
        {
            "id": "deel2",
            "number": "Deel 2",
            "title": "Index",
            "sections": [
                section("e", blocks.figure("een", "Bevinding", "Grafiek een", "Uitleg.", "OBI")),
                section("f", "<p>Les.</p>", level=3, class_="lesson", number="1", label="T"),
            ],
        },
    ]
    return pdf.as_assets(report(parts)), pdf.assets_of(folder / "report.html")
