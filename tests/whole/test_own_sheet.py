"""A wijk whose codings come from a sheet of its own says what one with workbooks says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import any_format
import pandas as pd
import pytest
import yaml
from built_wijk import Built
from plain import Tables
from second_wijk import TOUCH, coding, write_wijk
from small_project import KEY, YEARS, make_project
from workflow_runs import quick_snakemake

from veerkracht.inputs.coding.years import read_coding
from veerkracht.paths import ROOT

HEADINGS = {
    "naam": "Naam initiatief", "soort": "Type", "ligging": "Waar", "geinterviewd": "Gesproken",
    "interview": "Gesprek", "partners": "Werkt samen met", "thema": "Thema's", "lat": "Noord",
    "lon": "Oost", "belemmeringen": "Knelpunten", "eigenaarschap": "Zeggenschap",
    "bewonersgeleid": "Door bewoners", "start": "Sinds",
}  # fmt: skip
QUOTES = {"citaat": "Kenmerk", "tekst": "Citaat", "rol": "Spreker", "toestemming": "Akkoord",
          "herleidbaar": "Herkenbaar"}  # fmt: skip
WORDS = {"informeel": "bewonersinitiatief", "formeel": "instelling", "ja": "x"}
CODERING = {
    "bestand": "alles.ods", "blad": "Netwerk", "jaar": "Jaar", "kolommen": HEADINGS,
    "scheiding": "/", "woorden": {code: [word] for code, word in WORDS.items()},
    "citaten": {"blad": "Uitspraken", "jaar": "Jaar", "kolommen": QUOTES},
}  # fmt: skip


def write_own(project: Path) -> None:
    """All years of the wijk in one sheet of its own, in place of its workbooks."""
    network: list[list[Any]] = [["Jaar", *HEADINGS.values()]]
    said: list[list[Any]] = [["Jaar", *QUOTES.values()]]
    for year in YEARS:
        sheets = coding(year, municipal=True)
        for row in sheets["initiatieven"]:
            cells = [row.get(name, "") for name in HEADINGS]
            texts = [c.replace("; ", " / ") if isinstance(c, str) else c for c in cells]
            network.append([year, *(WORDS.get(text, text) for text in texts)])
        said += [[year, *(WORDS.get(row[q], row[q]) for q in QUOTES)] for row in sheets["citaten"]]
    folder = project / "data" / KEY
    any_format.write(folder / "alles.ods", {"Netwerk": network, "Uitspraken": said})
    for year in YEARS:
        (folder / f"{year}.xlsx").unlink()
    (folder / "correcties.yaml").write_text("")  # that of the small wijk is on a workbook


@pytest.fixture(scope="module")
def built(
    settings: dict[str, Any], sources: Tables, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Built, dict[str, pd.DataFrame]]:
    """The wijk from its own sheet, and what its workbooks said."""
    project = tmp_path_factory.mktemp("eigen")
    for name in ("templates", "workflow"):
        (project / name).symlink_to(ROOT / name)
    block = write_wijk(project, KEY, YEARS)
    books = read_coding({year: project / f"data/{KEY}/{year}.xlsx" for year in YEARS})
    write_own(project)
    config = {**settings, "wijken": {KEY: block | {"codering": CODERING}}}
    said = {"actors": books.actors, "ties": books.ties, "quotes": books.quotes}
    return Built(project, config, KEY, sources), said


def test_the_same_is_read_from_it_as_from_workbooks(
    built: tuple[Built, dict[str, pd.DataFrame]],
) -> None:
    wijk, said = built
    for name, table in said.items():
        own = wijk.tables[name].drop(columns="origin", errors="ignore")
        pd.testing.assert_frame_equal(own, table.drop(columns="origin", errors="ignore"))
    assert len(said["actors"]) > 30 and len(said["quotes"]) == 3


def test_its_monitor_is_about_its_parties_and_leads_back_to_its_rows(
    built: tuple[Built, dict[str, pd.DataFrame]],
) -> None:
    wijk, _ = built
    text = wijk.text()
    assert TOUCH[0].lower() in text and "de voetbalclub loopt voorop" in text
    assert "in 2023 stond het water in de kelders" in text
    assert set(wijk.tables["actors"]["origin"].str.rsplit("!", n=1).str[0]) == {"alles.ods!Netwerk"}


@pytest.mark.xdist_group("small")
def test_the_workflow_reads_it_and_describes_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "monitor")
    write_own(project)
    path = project / "config.yaml"
    config = yaml.safe_load(path.read_text("utf-8"))
    config["wijken"][KEY]["codering"] = CODERING
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    tables = f"results/{KEY}/tables/ties.csv"
    done = quick_snakemake(
        project, tables, "describe_sheet", "--config", f"bestand=data/{KEY}/alles.ods"
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "alles.ods!Netwerk!2" in (project / tables).read_text("utf-8-sig")
    assert f"Zet dit in config.yaml onder de wijk {KEY}" in done.stdout
    assert "      bestand: alles.ods\n      blad: Netwerk\n      jaar: Jaar\n" in done.stdout
