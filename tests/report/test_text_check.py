"""A text judged before work starts: what is unknown is told at its line, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import DATA, FOLDERS

from veerkracht.claims.declared import files_of
from veerkracht.faults import Fault
from veerkracht.inputs.party_names import names_in
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.offered import names_of
from veerkracht.paths import ROOT
from veerkracht.report.components import Components
from veerkracht.report.offers import OF_EDITION, OF_REPORT, WRITERS, offers, table_names
from veerkracht.report.tables import TABLES
from veerkracht.report.text_check import judge_texts
from veerkracht.report.wordings import WORDS

YEARS = [2019, 2020, 2021]
CLAIMS = """
groei:
  zegt: Het netwerk groeide.
  toets: verandering
  hoger: [actors]
groei-per-jaar:
  zegt: Het netwerk groeide.
  toets: verandering
  hoger: [actors]
  jaar: elk jaar
groei-in-2020:
  zegt: Het netwerk groeide.
  toets: verandering
  hoger: [actors]
  jaar: 2020
oproepen:
  zegt: Er waren oproepen.
  toets: vastgelegd
  woorden: [oproep]
spil:
  zegt: Het huis is de spil.
  toets: plaats
  partij: Huis van Oost
  ten-hoogste: 1
"""
PARTIES = {"huisvanoost": "Huis van Oost", "debrug": "De Brug"}
HEAD = "---\ntitle: Proef\npart: lessen\n---\n"
INCLUDES = (
    '{% for year in years %}{% include ["jaar/" ~ year ~ ".md"] %}{% endfor %}'
    '{% include "los/stuk.md" ignore missing %}'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A wijk with claims, a section of every wijk, and a text of its own for each year."""
    own, shared = tmp_path / "teksten", tmp_path / "sections"
    (own / "jaar").mkdir(parents=True)
    shared.mkdir()
    (own / "beweringen.yaml").write_text(CLAIMS)
    (shared / "20-jaren.md").write_text(HEAD + INCLUDES)
    return tmp_path


def told(project: Path, parties: dict[str, str] | None = PARTIES) -> list[Fault]:
    folders = (project / "teksten", project / "sections")
    claims = [str(project / "teksten/beweringen.yaml")]
    return judge_texts(folders, claims, YEARS, lambda: parties)[1]


def tag(claim: str, year: str = "") -> str:
    asked = f'"{claim}", {year}' if year else f'"{claim}"'
    return "{% bewering " + asked + " %}{% " + " ".join(WORDS) + " %}{% einde %}"


@pytest.mark.parametrize(
    ("text", "found", "advice"),
    [
        (tag("groe"), "de bewering 'groe'", "Bedoelt u 'groei'?"),
        ('{{ outcome("groe") }}', "de bewering 'groe'", "Bedoelt u 'groei'?"),
        (
            '{% filter bewering("groei", "groe") %}{% endfilter %}',
            "de bewering 'groe'",
            "Bedoelt u 'groei'?",
        ),
        (tag("groei-per-jaar"), "de bewering 'groei-per-jaar'", ""),
        (tag("groei", "2020"), "de bewering 'groei'", ""),
        ('{{ neighbors("De Brug", 2019) }}', "de naam 'neighbors'", "Bedoelt u 'neighbours'?"),
        ("{{ city | uper }}", "filter 'uper'", "Bedoelt u 'upper'?"),
        ('{{ neighbours("De Brug", 2031) }}', "het jaar 2031", "Bedoelt u '2021'?"),
        ('{% set b = 2031 %}{{ neighbours("De Brug", b) }}', "het jaar 2031", "Bedoelt u '2021'?"),
        ('{{ table("influence", 2031) }}', "het jaar 2031", "Bedoelt u '2021'?"),
        ('{{ table("influences", 2019) }}', "de tabel 'influences'", "Bedoelt u 'influence'?"),
        ('{{ neighbours("De Burg", 2019) }}', "de partij 'De Burg'", "Bedoelt u 'De Brug'?"),
        ('{{ see("jarn") }}', "de sectie 'jarn'", "Bedoelt u 'jaren'?"),
        ('{% include "los/stk.md" %}', "de tekst 'los/stk.md'", "Bedoelt u 'los/stuk.md'?"),
        ('{{ figure("barrier") }}', "de figuur 'barrier'", "Bedoelt u 'barriers'?"),
        ("{% if %}", "Expected an expression, got 'end of statement block'", ""),
    ],
)
def test_what_is_unknown_is_told_at_its_line(
    project: Path, text: str, found: str, advice: str
) -> None:
    (project / "teksten/los").mkdir()
    (project / "teksten/los/stuk.md").write_text(f"Een regel.\n\n{text}\n")
    (fault,) = told(project)
    assert (fault.file, fault.row) == (str(project / "teksten/los/stuk.md"), 3)
    assert fault.found.startswith(found) and fault.advice == advice


@pytest.mark.parametrize(
    "text",
    [
        tag("groei"),
        tag("groei-per-jaar", "2020"),
        tag("oproepen"),
        '{{ neighbours("de brug", 2019) }}{{ loop }}{{ eerder }}',
        '{{ index("Oost", 2031) }}{{ range(2) }}{{ city | upper }}{{ table("influence", 2019) }}',
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}{% for p in areas %}{{ p }}{% endfor %}",
    ],
)
def test_what_is_known_is_no_fault(project: Path, text: str) -> None:
    around = "{% for year in years %}{% set eerder = year - 1 %}{% endfor %}{% set loop = 1 %}"
    (project / "sections/20-jaren.md").write_text(HEAD + around + text + INCLUDES)
    assert told(project) == []


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        (tag("groei-in-2020"), ""),
        (tag("groei-per-jaar", "year"), ""),
        (tag("groei-per-jaar", "2020"), ""),
        (tag("oproepen"), ""),
        (tag("groei"), "2021"),
        (tag("groei-per-jaar", "2019"), "2019"),
        (tag("groei-per-jaar", "last_year"), "een ander jaar"),
    ],
)
def test_a_claim_in_the_text_of_a_year_judges_that_year(
    project: Path, text: str, judged: str
) -> None:
    path = project / "teksten/jaar/2020.md"
    path.write_text(f"Een regel.\n{text}")
    faults = told(project)
    assert [(f.file, f.row) for f in faults] == ([(str(path), 2)] if judged else [])
    assert not judged or faults[0].found.endswith(f"gaat over {judged}")


def test_a_title_is_judged_too_at_its_row(project: Path) -> None:
    section = project / "teksten/10-kop.md"
    section.write_text(f"---\npart: lessen\ntitle: '{tag('groe')}'\n---\nTekst.\n")
    (fault,) = told(project)
    assert (fault.file, fault.row, fault.advice) == (str(section), 3, "Bedoelt u 'groei'?")


@pytest.mark.parametrize(
    ("name", "told_of"),
    [
        ("notities.md", True),
        ("los/ander.md", True),
        ("jaar/2018.md", True),
        ("jaar/2022.md", False),
        ("jaar/2020.md", False),
        ("los/stuk.md", False),
        ("beweringen-oud.txt", False),
    ],
)
def test_a_text_that_is_never_read_is_told(project: Path, name: str, told_of: bool) -> None:
    path = project / "teksten" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("Tekst.\n")
    assert [fault.file for fault in told(project)] == ([str(path)] if told_of else [])


def test_a_party_of_a_claim_that_is_in_no_sheet_is_told_at_its_row(project: Path) -> None:
    (fault,) = told(project, {"huizevanoost": "Huize van Oost"})
    assert fault.file == str(project / "teksten/beweringen.yaml")
    assert (fault.row, fault.column) == (
        CLAIMS.splitlines().index("  partij: Huis van Oost") + 1,
        "partij",
    )
    assert fault.advice == "Bedoelt u 'Huize van Oost'?"
    assert told(project, None) == [], "when sheets cannot be read, the ingest tells why"


def test_all_faults_come_at_once(project: Path) -> None:
    (project / "teksten/beweringen.yaml").write_text(CLAIMS.replace("[oproep]", "oproep"))
    (project / "teksten/16-fout.md").write_text("---\ntitle: Fout\npart: lesen\n---\n{{ niets }}")
    (project / "teksten/jaar/2020.md").write_text("{{ ook_niets }}{% if %}")
    files = sorted(Path(fault.file).name for fault in told(project))
    assert files == ["16-fout.md", "2020.md", "beweringen.yaml"]


def test_a_draft_is_held_up_by_faults_of_its_own_text_only(project: Path) -> None:
    own = project / "teksten"
    (own / "16-fout.md").write_text(HEAD + tag("huis-vop"))
    (own / "17-goed.md").write_text(f"{HEAD}Niets aan de hand.")
    (own / "jaar/2020.md").write_text("{{ nergens }}")
    files = (own, project / "sections"), [str(own / "beweringen.yaml")]

    def wrong_in(section: str) -> list[str]:
        sections, faults = judge_texts(*files, YEARS, lambda: PARTIES, section)
        assert len(sections) == 3
        return [Path(fault.file).name for fault in faults]

    assert wrong_in("fout") == wrong_in("16-fout") == ["16-fout.md"]
    assert wrong_in("17-goed") == []
    assert wrong_in("20-jaren") == ["2020.md"]


def test_the_texts_of_the_example_are_without_fault() -> None:
    books = [DATA / f"{year}.xlsx" for year in range(2019, 2024)]
    parties = names_in(books, [DATA / "aliassen.csv", DATA / "correcties.yaml"])
    assert parties
    files = [ROOT / file for file in files_of("voorbeeld", ROOT)]
    assert judge_texts(FOLDERS, files, list(range(2019, 2024)), lambda: parties)[1] == []


def test_names_of_sheets_that_cannot_be_read_are_left_to_the_ingest(tmp_path: Path) -> None:
    (tmp_path / "2019.xlsx").write_text("geen werkmap")
    assert names_in([tmp_path / "2019.xlsx"], []) is None
    assert names_in([tmp_path / "2020.xlsx"], []) is None


def test_aliases_and_corrections_name_parties_too(tmp_path: Path) -> None:
    (tmp_path / "relaties.csv").write_text("van;naar\nDe Brug;Huis van Oost\n")
    (tmp_path / "aliassen.csv").write_text("variant;actor\nBrug;Stichting De Brug\n")
    (tmp_path / "correcties.yaml").write_text("- kolom: naam\n  wordt: Buurthuis\n")
    names = names_in([tmp_path], [tmp_path / "aliassen.csv", tmp_path / "correcties.yaml"])
    assert names and {"debrug", "huisvanoost", "stichtingdebrug", "buurthuis"} <= set(names)


def test_the_names_that_are_read_from_the_code_are_those_that_texts_get(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    given = {**lookups.names(), **names_of(Components(lookups, {}, ROOT / "templates"))}
    assert set(given) == set(offers()) - WRITERS - OF_REPORT - OF_EDITION
    assert sorted(table_names()) == sorted(TABLES)
