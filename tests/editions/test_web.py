"""The web edition as a file: complete, small, the same every time, with nothing but data."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from folders import FOLDERS
from web_page import MAP, Drawn, Tables, draw, make

from veerkracht.editions.web import Drawings, font_faces
from veerkracht.paths import TEMPLATES
from veerkracht.report.sections import read_sections

pytestmark = pytest.mark.xdist_group("web")


def test_the_page_holds_everything_and_stays_small(page_text: str) -> None:
    assert len(page_text.encode()) < 3_000_000
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page_text, flags=re.DOTALL)
    assert not re.search(r"<(link|img|iframe|object|embed|audio|video)\b", markup)
    assert not re.search(r"\b(src|srcset|style|on\w+)=", re.sub(r">[^<]*<", "><", markup))
    assert set(re.findall(r'href="([^#"][^"]*)"', markup)) == set()
    assert (
        "default-src &#39;none&#39;" in page_text and "unsafe" not in page_text.split("<title>")[0]
    )


def test_every_id_is_there_once_and_every_link_leads_somewhere(page_text: str) -> None:
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page_text, flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert sorted(set(ids)) == sorted(ids)
    targets = re.findall(r'(?:href="#|url\(#|for="|labelledby="|describedby=")([^")]+)', page_text)
    assert targets and set(targets) <= set(ids)


def test_the_page_says_what_the_pdf_says(page_text: str, settings: dict[str, Any]) -> None:
    assert settings["wijken"]["voorbeeld"]["example"]
    assert '<aside class="notice"' in page_text.split("<h1")[0]
    assert (
        "Voorbeelduitgave: gesprekken, plekken, besluiten en gezondheid verzonnen; "
        "index en CBS-cijfers echt" in page_text.split("<h1")[0]
    )
    for section in read_sections(*FOLDERS):
        if "web" in section.editions and not section.unless:
            assert f'id="{section.id}"' in page_text or section.part == "achterkant", section.id


def test_the_packed_fonts_are_those_of_the_repository(fonts: str) -> None:
    """Else: snakemake pack_fonts."""
    assert font_faces(TEMPLATES / "fonts") == fonts


def test_the_same_input_gives_the_same_bytes(
    page_text: str, settings: dict[str, Any], example: Tables, drawn: Drawn, fonts: str
) -> None:
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in example.items()}
    tables = example | {name: shuffled[name] for name in MAP}
    again = make(settings, "voorbeeld", tables, drawn, fonts)
    assert again == page_text


def test_only_public_columns_go_along(page_text: str, example: Tables) -> None:
    match = re.search(r'id="verken-gegevens">(.*?)</script>', page_text)
    assert match
    data = json.loads(match[1])
    keys = {key for nodes in data["nodes"].values() for node in nodes for key in node}
    public = {"actor", "name", "kind", "outside", "radius", "influence", "influential"}
    public |= {"rank", "degree"}
    assert keys == public and set(data["actors"][0]) == {"id", "x", "y"}
    assert not set(example["actors"]["origin"].dropna()) & set(re.findall(r"[^<>\";]+", page_text))


def test_a_wijk_without_interviews_has_no_network(
    settings: dict[str, Any], quiet: Tables, fonts: str
) -> None:
    page = make(settings, "carnisse", quiet, draw(settings, "carnisse", quiet), fonts)
    assert "verken-kaart" not in page.split("<script>")[0].split("</style>")[1]
    assert "d3js.org" not in page and "Carnisse" in page and len(page) < 600_000


def test_the_library_is_whole_and_has_its_licence(page_text: str) -> None:
    library = (TEMPLATES / "lib" / "d3.min.js").read_text(encoding="utf-8")
    assert library.startswith("// https://d3js.org v7.9.2 Copyright")
    assert library in page_text and "</script" not in library.lower()
    licence = (TEMPLATES / "lib" / "LICENSE-d3.md").read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, and/or distribute" in licence


def test_the_fonts_hold_every_letter_of_the_page(page_text: str) -> None:
    from veerkracht.editions.web import LETTERS

    text = html.unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", "", page_text, flags=re.S))
    assert {c for c in text if not c.isspace()} - set(map(chr, LETTERS)) == set()


def test_what_lines_share_is_said_once() -> None:
    """Seven lines stay seven, in their order; what is no line in a row stays where it was."""
    line = '<path d="M {0} 0 L {0} 9" style="stroke: {1}"/>'
    lines = [line.format(x, "red" if x < 4 else "blue") for x in range(6)]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(lines)}<circle r="1"/>{lines[0]}</svg>'
    )
    drawn = Drawings().inline(text, "een", None)
    assert re.findall(r"M (\d)", drawn) == list("0123450")
    assert re.findall(r'<g class="(f\d)"', drawn) == ["f0"]
    assert re.findall(r'<path[^>]* class="(f\d)"', drawn) == ["f1", "f1", "f0"]
    assert drawn.index("M 5") < drawn.index("<circle") < drawn.rindex("M 0")
