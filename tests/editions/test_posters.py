"""The posters: a page of A3 that says what it shows, by every standard of the other PDFs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pypdfium2
import pytest

from veerkracht import dutch
from veerkracht.charts import catalogue, design, network_panel, network_panel_poster
from veerkracht.editions import posters
from veerkracht.editions.posters import print_posters

Tables = dict[str, pd.DataFrame]


def make(name: str, tables: Tables, context: dict[str, Any], folder: Path) -> tuple[Path, Any]:
    """The drawing of a figure, and what it says."""
    written, figure = catalogue.draw(name, tables, context)
    assert figure is not None
    path = folder / f"{name}.svg"
    design.save(figure, path)
    return path, written


@pytest.mark.parametrize("name", ["network_poster-2023", "network_panel_poster"])
def test_a_poster_is_one_tagged_page_of_a3_with_its_finding(
    name: str,
    example: Tables,
    context: dict[str, Any],
    settings: dict[str, Any],
    tmp_path: Path,
) -> None:
    path, told = make(name, example, context, tmp_path)
    pdf = print_posters([(path, told)], context["wijk"], settings["edition"])
    assert pdf == print_posters([(path, told)], context["wijk"], settings["edition"]), "same bytes"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (page,) = opened.pages
        size = [round(float(edge) / 72 * 25.4) for edge in page.mediabox[2:]]
        assert size == [297, 420]
        assert "/StructTreeRoot" in opened.Root and str(opened.Root.Lang) == "nl"
        meta = opened.Root.Metadata.read_bytes().decode()
        assert 'pdfaid:part="3"' in meta or "<pdfaid:part>3" in meta
        assert "pdfuaid" in meta
    # A figure as wide as the sheet leaves the foot what it takes.
    if name == "network_panel_poster":
        assert 46 + network_panel_poster.HEIGHT * posters.WIDTH / network_panel.WIDTH < 392 - 25
    text = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    title = " ".join(json.loads(json.dumps(told["title"])).split())
    # The first part of the title is the headline, the rest a line below it; that of all years says
    # first how many parties there were.
    headline, also = title.split("; ")
    said = f"{headline} {dutch.sentence(also)}"
    if name == "network_panel_poster":
        said = f"In beeld: van 59 naar 146 partijen {headline}"
    meaning = posters.MEANING[name.partition("-")[0]]
    assert f"{said} {meaning}" in text, "and below it what it is about, for who passes by"
    for words in (context["wijk"]["name"], "verzonnen", settings["edition"]["url"]):
        assert words in text
    assert "Welzijnscoalitie" in text, "the names of the figure are text too"
    # Who was spoken to decides on what is seen, not on what is.
    assert "bepaalt mee wie in beeld is en wie invloed lijkt te hebben" in text
    assert "wie invloed heeft." not in text
    # A title as long as three long names make it takes no second page.
    longer = {**told, "title": f"{told['title']}, en {'een lange naam van een partij, ' * 3}ook"}
    pdf = print_posters([(path, longer)], context["wijk"], settings["edition"])
    assert len(pypdfium2.PdfDocument(pdf)) == 1


def page_head_size(page: Any, words: str) -> float:
    """How high the letters of these words on a page are."""
    text = page.get_textpage()
    at, _ = text.search(words).get_next()
    _, low, _, high = text.get_charbox(at)
    return round(float(high - low), 1)


def test_a_sheet_a_year_is_a_page_each_with_its_own_title(
    example: Tables, context: dict[str, Any], settings: dict[str, Any], tmp_path: Path
) -> None:
    """Whatever the length of a title: none grows into its figure, and no foot a second sheet."""
    figures = []
    years = tuple(range(2019, 2031))
    for year in years:
        (tmp_path / f"network_poster-{year}.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 182 225" width="182mm" '
            'height="225mm"/>'
        )
        title = f"Zo was {year}" + " met een naam erbij" * (year - 2019)
        told = {"title": title, "alt": f"Kaart van {year}.", "source": "interviews"}
        figures.append((tmp_path / f"network_poster-{year}.svg", told))
    pages = pypdfium2.PdfDocument(print_posters(figures, context["wijk"], settings["edition"]))
    said = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    assert len(said) == len(years)
    # All titles of a series have one size, that of the longest: none looks more than another.
    heads = {
        page_head_size(page, f"Zo was {year}") for page, year in zip(pages, years, strict=True)
    }
    assert len(heads) == 1
    sizes = [posters.size_of(told["title"]) for _, told in figures]
    # Without a line below it a title takes the room of that line.
    alone = [posters.size_of(told["title"], more=False) for _, told in figures]
    assert all(one >= two for one, two in zip(alone, sizes, strict=True)) and alone != sizes
    assert sizes[0] == posters.SIZES[0] > sizes[-1] and sizes == sorted(sizes, reverse=True)
    for year, words in zip(years, said, strict=True):
        assert f"Zo was {year}" in words and f"Het netwerk in {year}" in words
        assert settings["edition"]["url"] in words, "the foot is on the sheet itself"
