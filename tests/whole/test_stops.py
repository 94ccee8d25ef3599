"""What stops a run: at the fault, in words that help, and the last monitor stays."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from workbooks import write_book
from workflow_runs import quick_snakemake, rows_of

from veerkracht.faults import STOP
from veerkracht.paths import PACKAGE, ROOT
from veerkracht.workflow.remarks import read_notes

pytestmark = pytest.mark.xdist_group("workflow")


@pytest.mark.parametrize("options", [("-n",), ()])
def test_a_new_year_without_its_file_stops_with_the_name(
    project: Path, options: tuple[str, ...]
) -> None:
    """The stale-report trap: last year's PDF stands there, and Snakemake alone would be silent."""
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("2022, 2023]", "2022, 2023, 2024]"))
    done = quick_snakemake(project, *options)
    assert done.returncode != 0
    assert "data/voorbeeld/2024.xlsx" in done.stdout
    assert "de werkmap met codeersheets van 2024" in done.stdout
    assert "Nothing to be done" not in done.stdout and "Traceback" not in done.stdout


def test_deleted_files_stop_with_the_name_of_each(project: Path) -> None:
    names = ["2021.xlsx", "aliassen.csv", "indicatoren/sociale-index.csv", "governance.xlsx"]
    for name in names:
        (project / "data/voorbeeld" / name).unlink()
    done = quick_snakemake(project)
    assert done.returncode != 0
    for name in names:
        assert f"data/voorbeeld/{name}: gevonden: dit bestand is er niet" in done.stdout, name


def test_a_deleted_file_stops_snakemake_itself(project: Path) -> None:
    """Without our own check before the work, `rule all` still asks for every raw file."""
    rules = project / "workflow/rules/common.smk"
    text = rules.read_text()
    assert "check_files(raw_files(), Path.cwd())" in text
    rules.write_text(text.replace("check_files(raw_files(), Path.cwd())", "pass"))
    (project / "data/voorbeeld/2019.xlsx").unlink()
    done = quick_snakemake(project)
    assert done.returncode != 0 and "data/voorbeeld/2019.xlsx" in done.stdout


def test_a_typing_error_in_the_configuration_names_the_nearest_key(project: Path) -> None:
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("tie_rule:", "tierule:"))
    done = quick_snakemake(project, "-n")
    assert done.returncode != 0
    assert "Bedoelt u 'tie_rule'?" in done.stdout and "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Geef hem mee: snakemake new_wijk --config wijk=spangen"),
        (("--config", "wijk=voorbeeld"), "data/voorbeeld: gevonden: deze map bestaat al"),
    ],
)
def test_a_new_wijk_needs_a_name_that_is_free(
    project: Path, options: tuple[str, ...], told: str
) -> None:
    """The wijk with interviews, which needs no naming elsewhere, is none that can be made."""
    done = quick_snakemake(project, "new_wijk", *options)
    assert done.returncode != 0 and told in done.stdout
    end = "De map van de wijk is niet gemaakt. Herstel dit en geef de opdracht opnieuw."
    assert done.stdout.strip().splitlines()[-1] == end


def test_a_broken_workbook_stops_and_leaves_the_last_monitor(project: Path) -> None:
    pdf = project / "results/voorbeeld/monitor.pdf"
    before = pdf.read_bytes()
    (project / "data/voorbeeld/2022.xlsx").write_bytes(b"PK\x03\x04 half bestand")
    done = quick_snakemake(project)
    assert done.returncode != 0
    assert pdf.read_bytes() == before
    words = done.stdout.strip().splitlines()
    assert words[-1] == "De monitor is niet gemaakt. Herstel dit en geef de opdracht opnieuw."
    assert any("2022.xlsx" in line for line in words[-8:])
    assert "Traceback" not in done.stdout and "RuleException" not in done.stdout
    assert "Mislukt: voorbeeld: codeersheets inlezen" in words
    page = (project / "results/index.html").read_text("utf-8")
    assert "Niet gemaakt" in page and "2022.xlsx" in page


def test_thirty_faults_give_thirty_messages_in_one_run(project: Path) -> None:
    """Each at its cell, on the screen and on the page; no table is left of a wijk with faults."""
    path = project / "data/voorbeeld/2023.xlsx"
    rows, heads = rows_of(path)
    parties, ties = rows["initiatieven"], rows["relaties"]
    planted: list[tuple[str, int, str]] = []

    def spoil(sheet: str, number: int, column: str, value: Any) -> None:
        rows[sheet][number][column] = value
        planted.append((sheet, number + 2, column))

    wrong: dict[str, Any] = {
        **{"soort": "formel", "ligging": "elders", "lat": 4.4, "lon": "oost", "plek": "huis"},
        **{"start": "ca. 2010", "eind": 1850, "geinterviewd": "misschien", "eigenaarschap": 9},
        **{"bewonersgeleid": "soms", "partners": "Niemand Kent Ons", "organisatievorm": "x" * 80},
    }
    placed = [n for n, row in enumerate(parties) if row["lat"] != ""]
    for number, (column, value) in zip(placed[::3], wrong.items(), strict=False):
        spoil("initiatieven", number, column, value)
    for number, value in enumerate(["Onbekende Ene", "Onbekende Andere", "???", ""]):
        spoil("relaties", number, "van", value)
    for number, value in enumerate([0, 4, "sterk", 1.5], start=len(ties) // 2):
        spoil("relaties", number, "sterkte", value)
    for number, (column, value) in enumerate(
        {"tekst": "", "rol": "", "jaar": 1999, "toestemming": "?", "herleidbaar": "neen"}.items()
    ):
        spoil("citaten", number, column, value)
    for number, column in enumerate(["interview", "code", "codeur", "waarde"]):
        spoil("codeurs", number, column, "")
    spoil("citaten", 5, "citaat", "")
    assert len(planted) == 30
    write_book(path, rows, heads)
    done = quick_snakemake(project)
    assert done.returncode != 0 and "Traceback" not in done.stdout
    assert "30 fouten in de invoer:" in done.stdout
    places = {
        fault_place(line) for line in done.stdout.splitlines() if line.startswith("  - data/")
    }
    assert places == set(planted)
    review = project / "results/voorbeeld/review"
    notes = read_notes(review / "controle.csv")
    assert {(note.sheet, note.row, note.column) for note in notes if note.level == STOP} == places
    page = (review / "controle.html").read_text("utf-8")
    # The example has quotes that it may not print: those are warnings, beside the faults.
    assert page.count("<tr><td") == len(notes) == 30 + 4
    assert "30 fouten en 4 waarschuwingen." in page
    proposals = (review / "naamvoorstellen.csv").read_text("utf-8-sig")
    assert proposals.startswith("variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting")
    assert not (project / "results/voorbeeld/tables/actors.csv").exists()


def fault_place(line: str) -> tuple[str, int, str]:
    place = re.search(r"2023\.xlsx, blad (\w+), rij (\d+), kolom (\w+): ", line)
    assert place, line
    return place[1], int(place[2]), place[3]


def test_two_workbooks_of_one_year_stop(project: Path) -> None:
    (project / "data/voorbeeld/2021").mkdir()
    done = quick_snakemake(project, "-n")
    assert done.returncode != 0
    assert "gevonden: 2021.xlsx en 2021; verwacht: één werkmap van 2021" in done.stdout


def test_an_unknown_name_in_a_section_stops_with_section_line_and_nearest(project: Path) -> None:
    section = project / "data/voorbeeld/teksten/51-les-lange-adem.md"
    text = section.read_text()
    section.write_text(text + "\n{{ intervieuws(last_year) }}\n")
    done = quick_snakemake(project)
    assert done.returncode != 0
    row = len(text.splitlines()) + 2
    assert f"{section.name}, rij {row}: gevonden: de naam 'intervieuws' bestaat niet" in done.stdout
    assert "Bedoelt u 'interviews'?" in done.stdout


def test_a_missing_library_is_one_sentence_before_any_work(project: Path) -> None:
    """A Pango that cannot be found: simulated, since the tests themselves need it."""
    pdf = project / "scripts/veerkracht/editions/libraries.py"
    text, count = re.subn(r'"(lib)?pango-1\.0[^"]*"', '"ontbreekt"', pdf.read_text())
    assert count == 5
    pdf.write_text(text)
    done = quick_snakemake(project)
    assert done.returncode != 0
    assert "apt-get install" in done.stdout and "Traceback" not in done.stdout
    assert "Building DAG" not in done.stdout


def test_software_that_cannot_be_fetched_is_one_dutch_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "start", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "scripts/veerkracht")
    away = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_RETRIES": "0"}
    done = subprocess.run(["sh", "start"], cwd=tmp_path, env=away, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Ophalen lukt niet. Is er internet?")
    assert len(done.stderr.splitlines()) == 1 and "ERROR" not in done.stdout
    assert "uv==" in (tmp_path / ".uv/ophalen.log").read_text("utf-8")
