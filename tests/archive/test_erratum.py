"""The erratum: every kind of difference, with both sides, and what people wrote as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watched_page import everybody_reads

from veerkracht.archive.erratum import write_erratum
from veerkracht.editions.pdf import bind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECTION: dict[str, Any] = {
    **{"id": "netwerk", "file": "templates/sections/12-netwerk.md", "title": "Het netwerk"},
    **{
        "part": "deel1",
        "level": 2,
        "toc": True,
        "class_": "",
        "running": "",
        "number": "",
        "years": [],
    },
    **{"label": "", "editions": ["monitor"], "covered": []},
}
CLAIMS = "claim;statement;outcome;start;end\ngroei;Het <netwerk> groeide.;{};2022;2023\n"
TRAIL = (
    "getal;sectie;gedrukt;waarde;tabel;rijen;waar;herkomst\n"
    "1;netwerk;{};1;network_metrics.csv;2;metric=actors, year=2023;x\n"
)
TABLE = "year;metric;label;value\n2023;actors;partijen;{}\n"


def edition(folder: Path, outcome: str, number: str, more: str = "") -> Path:
    """The folder of an edition with one section, one claim, one number, one table, one figure."""
    html = f'<p>Er zijn <data id="getal-1" value="1">{number}</data> partijen & co.</p>{more}'
    report = {
        "edition": {"short_title": "Monitor Spangen", "date_text": "november 2026"},
        **{"wijk": {"name": "Spangen"}, "notice": ""},
        "parts": [
            {"id": "deel1", "number": "1", "title": "Een", "sections": [{**SECTION, "html": html}]}
        ],
    }
    for name, content in {
        "parts.json": json.dumps(report),
        "claims.csv": CLAIMS.format(outcome),
        "review/herkomst.csv": TRAIL.format(number),
        "openbaar/network_metrics.csv": TABLE.format(number),
        "figures/trend.png": number,
        "figures/trend.json": json.dumps({"title": "Meer partijen"}),
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_everything_that_differs_is_told_with_both_sides(tmp_path: Path) -> None:
    then = edition(tmp_path / "2026.1/data", "houdt", "12", "<p>Deze zin verdween later weer.</p>")
    now = edition(tmp_path / "results", "niet aangetoond", "13")
    page = write_erratum(then, now, ("2026.1", "2026.2"))
    assert "Dit is uitgave 2026.2. Zij verbetert uitgave 2026.1" in page
    assert page.count("<h1>Erratum: ") == 1, "a page alone has a heading of its own"
    heads = ["Beweringen", "Zinnen", "Getallen", "Figuren", "Tabellen"]
    assert [head for head in heads if f"<h3>{head}</h3>" in page] == heads
    assert "<h4>Het &lt;netwerk&gt; groeide.</h4>" in page
    assert "Eerst: houdt<br>Nu: niet aangetoond" in page
    assert "Eerst: Er zijn 12 partijen &amp; co.<br>Nu: Er zijn 13 partijen &amp; co." in page
    assert "Vervallen: Deze zin verdween later weer." in page
    assert "<td>Het netwerk</td><td>12</td><td>13</td>" in page
    assert "Anders: Meer partijen" in page
    assert "Maten van het netwerk als geheel, per jaar: één rij anders" in page


@pytest.mark.parametrize("width", [390, 1440])
def test_everybody_can_read_it(browser: Browser, tmp_path: Path, width: int) -> None:
    then = edition(tmp_path / "2026.1/data", "houdt", "12")
    now = edition(tmp_path / "results", "niet aangetoond", "13")
    (tmp_path / "erratum.html").write_text(write_erratum(then, now, ("2026.1", "2026.2")), "utf-8")
    everybody_reads(browser, tmp_path / "erratum.html", width)


def test_without_differences_it_says_so(tmp_path: Path) -> None:
    then, now = (edition(tmp_path / name, "houdt", "12") for name in ("a", "b"))
    assert "Geen bewering, zin, getal, figuur of tabel is anders." in write_erratum(
        then, now, ("2026.1", "2026.2")
    )


def test_the_erratum_stands_before_the_contents(tmp_path: Path) -> None:
    then, now = (edition(tmp_path / name, "houdt", name) for name in ("1", "2"))
    page = write_erratum(then, now, ("2026.1", "2026.2"))
    report = '<section class="cover"></section>\n<section class="contents" id="inhoud"></section>'
    whole = bind(report, page)
    assert whole.index('class="cover"') < whole.index('id="erratum"') < whole.index('id="inhoud"')
    assert whole.count("<section") == whole.count("</section>") == 3
    assert bind(report) == report
