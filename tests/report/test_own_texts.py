"""The texts of a wijk lie over those of every wijk: a section replaced, one added, a year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import SECTIONS
from section_texts import monitor_page

from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.places import places_of
from veerkracht.report.sections import read_sections, text_folders

HEAD = "---\ntitle: {title}\npart: lessen\n---\n"
YEARS = '{% for year in years %}{% include "jaar/" ~ year ~ ".md" ignore missing %}\n\n{% endfor %}'


def write(path: Path, text: str, title: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((HEAD.format(title=title) if title else "") + text + "\n", "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two sections for every wijk; of two wijken, east tells its own story."""
    write(tmp_path / "templates/sections/10-kort.md", "Voor elke wijk.", "Kort")
    write(tmp_path / "templates/sections/20-jaren.md", YEARS, "Jaren")
    write(tmp_path / "templates/sections/jaar/2019.md", "Een jaar als elk ander.")
    write(tmp_path / "templates/sections/jaar/2020.md", "Nog zo'n jaar.")
    own = tmp_path / "data/oost/teksten"
    write(own / "10-kort.md", "Alleen over oost.", "Oost in het kort")
    write(own / "15-eigen.md", "Een eigen hoofdstuk.", "Eigen")
    write(own / "jaar/2020.md", "Het jaar van de brug.")
    (own / "beweringen.yaml").write_text("{}\n")
    return tmp_path


def page(project: Path, wijk: str, tables: dict[str, pd.DataFrame], config: dict[str, Any]) -> str:
    lookups = Lookups.of(tables, config["wijken"]["voorbeeld"], config)
    sections = read_sections(*text_folders(wijk, project))
    return monitor_page(sections, lookups, {}, SECTIONS.parent, {})


def test_a_wijk_replaces_a_section_and_adds_one_in_the_order_of_names(project: Path) -> None:
    own = read_sections(*text_folders("oost", project))
    assert [section.title for section in own] == ["Oost in het kort", "Eigen", "Jaren"]
    shared = read_sections(*text_folders("west", project))
    assert [section.title for section in shared] == ["Kort", "Jaren"]


def test_the_year_text_of_a_wijk_stands_in_its_report_only(
    project: Path, example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    own = page(project, "oost", example, settings)
    for words in ("Alleen over oost.", "Een eigen hoofdstuk.", "Het jaar van de brug."):
        assert words in own
    assert "Een jaar als elk ander." in own, "a year without own text has that of every wijk"
    assert "Voor elke wijk." not in own and "Nog zo" not in own
    shared = page(project, "west", example, settings)
    assert "Voor elke wijk." in shared and "Nog zo" in shared
    assert not [words for words in ("oost", "brug", "eigen hoofdstuk") if words in shared]


def test_a_fault_in_the_text_of_a_wijk_names_its_file(project: Path) -> None:
    bad = project / "data/oost/teksten/16-fout.md"
    bad.write_text("---\ntitle: Fout\npart: lesen\n---\n")
    with pytest.raises(InputError) as caught:
        read_sections(*text_folders("oost", project))
    (fault,) = caught.value.faults
    assert fault.file == str(bad) and "lessen" in fault.advice
    assert read_sections(*text_folders("west", project))


def test_a_fault_in_a_year_text_names_its_file_and_line(
    project: Path, example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    text = project / "data/oost/teksten/jaar/2020.md"
    text.write_text("Een regel.\n\n{{ netwerk(year) }}\n")
    with pytest.raises(InputError) as caught:
        page(project, "oost", example, settings)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row) == (str(text), 3)
    assert page(project, "west", example, settings)


def test_a_figure_of_an_included_text_is_found_in_the_own_texts(project: Path) -> None:
    head = '---\ntitle: Kaart\npart: lessen\nfigures: ["index_lines"]\n---\n'
    section = project / "data/oost/teksten/30-kaart.md"
    section.write_text(head + '{% include "los/kaart.md" %}\n')
    write(project / "data/oost/teksten/los/kaart.md", '{{ figure("index_lines") }}')
    assert read_sections(*text_folders("oost", project))
    write(project / "data/oost/teksten/los/kaart.md", "Geen kaart.")
    with pytest.raises(InputError):
        read_sections(*text_folders("oost", project))


def test_a_claim_of_a_replaced_text_is_used_nowhere(project: Path) -> None:
    tag = '{% bewering "meer-initiatieven" %}{% houdt waargenomen niet onbekend %}{% einde %}'
    write(project / "templates/sections/10-kort.md", tag, "Kort")
    write(project / "data/oost/teksten/jaar/2020.md", tag.replace("meer-initiatieven", "eigen"))
    assert places_of(text_folders("west", project)) == {"meer-initiatieven": "10-kort"}
    assert places_of(text_folders("oost", project)) == {"eigen": "2020"}
