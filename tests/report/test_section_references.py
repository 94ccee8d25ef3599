"""What a section refers to: names, figures, other sections; and sections in HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import SECTIONS
from section_texts import monitor_page, section

from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report
from veerkracht.report.places import places_of
from veerkracht.report.sections import read_sections

Tables = dict[str, pd.DataFrame]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{{ table("influenc") }}', "De tabel 'influenc' is er niet. Bedoelt u 'influence'"),
        ('{{ table("influence", 2032) }}', "De tabel 'influence' kent 2032 niet, wel: 2019, 2020"),
        ('{{ table("influence") }}', "De tabel 'influence' wil nog weten: year."),
        ('{{ table("dictionary", "citaat") }}', "Bedoelt u 'citaten'?"),
        ('{{ table("network_metrics", "ale") }}', "wel: kern, alle. Bedoelt u 'alle'?"),
        ('{{ table("index", 2019) }}', "De tabel 'index' kent 2019 niet, wel: niets."),
        ('{{ quote("c23-11") }}', "Het citaat 'c23-11' bestaat niet. Bedoelt u 'c23-1'?"),
        ('{{ fact("laptop") }}', "Het feit 'laptop' bestaat niet. Bedoelt u 'laptops'?"),
        ('{{ fact_source("laptop") }}', "Het feit 'laptop' bestaat niet. Bedoelt u 'laptops'?"),
        (
            '{{ outcome("meer-initiatiefen") }}',
            "De bewering 'meer-initiatiefen' bestaat niet. Bedoelt u 'meer-initiatieven'?",
        ),
        ('{{ net("actor", 2019) }}', "De maat 'actor' bestaat niet. Bedoelt u 'actors'?"),
        ('{{ governing("trde", 2019) }}', "De maat 'trde' bestaat niet. Bedoelt u 'trede'?"),
        ('{{ governing_years("budgt") }}', "De maat 'budgt' bestaat niet. Bedoelt u 'budget'?"),
        ('{{ place_count("buurtkamer") }}', "De soort plek 'buurtkamer' bestaat niet. Bedoelt u"),
        ('{{ events("criss") }}', "De soort gebeurtenis 'criss' bestaat niet. Bedoelt u 'crisis'?"),
        ('{{ index("Bospoldr", 2014) }}', "Het gebied 'Bospoldr' bestaat niet. Bedoelt u 'Bosp"),
        ('{{ movers("Bospoldr") }}', "Het gebied 'Bospoldr' bestaat niet. Bedoelt u 'Bospolder'?"),
        ('{{ moved("Bospoldr") }}', "Het gebied 'Bospoldr' bestaat niet"),
        ('{{ would_take("Bospoldr") }}', "Het gebied 'Bospoldr' bestaat niet"),
        ('{{ alike("Bospoldr") }}', "Het gebied 'Bospoldr' bestaat niet"),
        ('{{ vulnerability("Bospoldr") }}', "Het gebied 'Bospoldr' bestaat niet"),
        ('{{ theme_gaps("Bospoldr", 2016) }}', "Het gebied 'Bospoldr' bestaat niet"),
        ('{{ see("proof") }}', "De sectie 'proof' bestaat niet. Bedoelt u 'proef'?"),
        ("{{ callout([]) }}", "de naam 'callout' bestaat niet"),
        ("{{ wijk.short_nam }}", "de naam 'short_nam' bestaat niet"),
        ('{{ "a" | capitalise }}', "de naam 'capitalise' bestaat niet"),
        ('{% include "jaar/2050.md" %}', "de tekst 'jaar/2050.md' is er niet"),
    ],
)
def test_an_unknown_reference_stops_with_the_nearest_name(
    example: Tables, settings: dict[str, Any], tmp_path: Path, text: str, told: str
) -> None:
    wijk = settings["wijken"]["voorbeeld"]
    with pytest.raises(InputError) as caught:
        lookups = Lookups.of(example, wijk, settings)
        monitor_page(section(tmp_path, text), lookups, {}, SECTIONS.parent, {})
    assert told in str(caught.value) and "10-proef.md, rij 5" in str(caught.value)
    for unknown, known in (("callout'", "callouts"), ("short_nam'", "short_name")):
        assert unknown not in told or f"Bedoelt u '{known}'?" in str(caught.value)


def heads(folder: Path, head: str, text: str, name: str = "10-proef.md") -> str:
    """What is wrong with a section, as it is read."""
    (folder / name).write_text(f"---\ntitle: P\npart: lessen\n{head}\n---\n{text}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_sections(folder)
    return str(caught.value)


def test_figures_of_the_head_and_of_the_text_are_the_same(tmp_path: Path) -> None:
    told = heads(tmp_path, "figures: [strip, ladder]", 'Kijk.\n\n{{ figure("strip") }}')
    assert "kolom figures: gevonden: 'ladder' staat in de kop, en de tekst drukt hem niet" in told
    assert told.count("\n") == 1
    told = heads(
        tmp_path, "figures: [strip]", 'Eerst.\n\n{{ figure("strip") }}{{ figure("stri") }}'
    )
    assert "rij 8: gevonden: de figuur 'stri' staat niet in de kop" in told
    assert "Bedoelt u 'strip'?" in told and told.count("\n") == 1
    told = heads(tmp_path, "figures: [netwerk_map]", '{{ figure("netwerk_map") }}')
    assert "gevonden: netwerk_map; verwacht: een figuur" in told
    assert "Bedoelt u 'network_map'?" in told
    told = heads(tmp_path, 'figures: ["network_map-{jaar}"]', '{{ figure("network_map-" ~ year) }}')
    assert "gevonden: network_map-{jaar}" in told
    # Years are named once, and a text that is included can hold the figure.
    (tmp_path / "jaar").mkdir()
    (tmp_path / "jaar/2019.md").write_text('{{ figure("ladder") }}', "utf-8")
    (tmp_path / "10-proef.md").write_text(
        '---\ntitle: P\npart: lessen\nfigures: ["network_map-{year}", ladder]\n---\n'
        '{{ figure("network_map-" ~ year, full=true) }}{% include "jaar/" ~ year ~ ".md" %}\n'
    )
    assert len(read_sections(tmp_path)) == 1


def test_a_text_that_is_not_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "11-oud.docx").write_text("x")
    told = heads(tmp_path, "", "Kijk.")
    assert "11-oud.docx: gevonden: een tekst die niet wordt gelezen" in told


# --- HTML, and references to other sections


def filled(folder: Path, example: Tables, settings: dict[str, Any], **texts: str) -> Report:
    """The sections `texts` (name -> whole file) filled."""
    for name, text in texts.items():
        stem, _, end = name.rpartition("_")
        (folder / f"{stem.replace('_', '-').removeprefix('n')}.{end}").write_text(text, "utf-8")
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    return fill(read_sections(folder), lookups, {}, SECTIONS.parent, {})


def test_a_section_can_be_html(example: Tables, settings: dict[str, Any], tmp_path: Path) -> None:
    text = (
        '---\ntitle: Proef\npart: lessen\n---\n<h2>Kop</h2>\n<p class="lead">Er zijn *sterren* en '
        '{{ num(net("actors", 2019)) }} partijen van {{ wijk.municipality }}.</p>\n'
        '{% bewering "meer-initiatieven" %}'
        "{% houdt waargenomen niet onbekend %}<p>Zin.</p>{% einde %}\n"
        '{{ table("coverage") }}\n'
    )
    report = filled(tmp_path, example, settings, n10_proef_html=text)
    html = report.parts[0]["sections"][0]["html"]
    assert "<h3>Kop</h3>" in html and "<p>Zin.</p>" in html and "<table" in html
    assert "Er zijn *sterren* en <data id=" in html and "partijen van Gemeente Rotterdam." in html
    assert places_of([tmp_path]) == {"meer-initiatieven": "10-proef"}
    # A mistake in it has its line too.
    (tmp_path / "10-proef.html").write_text(text.replace("municipality", "municipalit"), "utf-8")
    with pytest.raises(InputError) as caught:
        filled(tmp_path, example, settings)
    assert "10-proef.html, rij 6" in str(caught.value)
    assert "Bedoelt u 'municipality'?" in str(caught.value)


def test_sections_of_both_kinds_stand_in_order_and_share_no_name(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    page = "---\ntitle: {}\npart: lessen\n---\nTekst.\n"
    texts = {"n12_c_md": "C", "n11_b_html": "B", "n10_a_md": "A"}
    report = filled(tmp_path, example, settings, **{k: page.format(v) for k, v in texts.items()})
    assert [section["title"] for section in report.parts[0]["sections"]] == ["A", "B", "C"]
    (tmp_path / "13-b.md").write_text(page.format("B"), "utf-8")
    with pytest.raises(InputError, match="de naam 'b'"):
        read_sections(tmp_path)


def test_a_section_refers_to_another_by_its_name(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    head = "---\ntitle: {}\npart: lessen\n{}\n---\n{}\n"
    links = (
        '{{ see("doel") }} gaat verder. Zie **ook** {{ see("doel") }}.\n\n'
        '{% if see("weg") %}Zie {{ see("weg") }}.{% else %}Niets.{% endif %}\n\n'
        '{{ note("Zie " ~ see("doel") ~ ".") }}\n'
    )
    report = filled(
        tmp_path, example, settings,
        n10_bron_md=head.format("Bron", "editions: [monitor, samenvatting]", links),
        n11_doel_md=head.format("Doel & *meer*", "editions: [monitor]", "Tekst."),
        n12_weg_md=head.format("Weg", "unless: [gesprekken]", "Tekst."),
    )  # fmt: skip
    html = report.parts[0]["sections"][0]["html"]
    link = '<a class="see" href="#doel">Doel &amp; *meer*</a>'
    assert f"<p>{link} gaat verder. Zie <strong>ook</strong> {link}.</p>" in html
    assert f"<p>Zie {link}.</p>" in html and "<p>Niets.</p>" in html and "Zie Weg" not in html
    # No link to nowhere: an edition without the other section keeps the words.
    assert link in report.of("monitor").parts[0]["sections"][0]["html"]
    folder = report.of("samenvatting").parts[0]["sections"]
    assert [section["id"] for section in folder] == ["bron"]
    assert "href" not in folder[0]["html"] and folder[0]["html"].count("Doel &amp; *meer*") == 3
