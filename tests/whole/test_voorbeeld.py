"""The shipped example: made by its script, true to the publication's story, honest about itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from folders import DATA
from matplotlib.patches import Polygon

from veerkracht.charts import geo
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.inputs.containers import read_workbook
from veerkracht.paths import ROOT

SCRIPT = DATA / "maken" / "maak_voorbeeld.py"
GEMEENTE, COOPERATIE = "Gemeente Rotterdam", "Delfshaven Coöperatie"
HELPT, COALITIE = "Delfshaven Helpt", "Welzijnscoalitie Delfshaven"


def rank(tables: dict[str, pd.DataFrame], name: str, year: int) -> int | None:
    table = tables["actor_metrics"]
    rows = table[(table["name"] == name) & (table["year"] == year)]
    return int(rows["rank"].iloc[0]) if len(rows) else None


def test_the_script_gives_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(made) >= 12
    for name in made:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
    kept = {path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file()}
    # What the script does not make: itself with its sources, the texts, and the boundaries.
    others = {str(path) for path in kept - set(made) if path.parts[0] not in ("maken", "teksten")}
    assert others == {"grens.geojson"}


def test_the_schematic_boundaries_hold_every_place(
    tmp_path: Path, example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """Made byte for byte by their script; areas meet without overlap; all places lie inside."""
    subprocess.run(
        [sys.executable, str(SCRIPT.with_name("maak_grens.py")), str(tmp_path)], check=True
    )
    file = DATA / "grens.geojson"
    assert (tmp_path / file.name).read_bytes() == file.read_bytes()
    boundaries = read_boundaries(file, settings["wijken"]["voorbeeld"], settings["city"])
    assert boundaries["schematisch"] is True
    own, around = geo.split(boundaries)
    assert len(own) == 2 and sum(map(geo.is_water, around)) == 2
    shapes = [Polygon(geo.rings(item)[0]).get_path() for item in own]
    inside = example["actors"].query("location != 'buiten'")
    for table in (example["places"], inside):
        points = table[["lon", "lat"]].dropna().to_numpy()
        count = np.sum([shape.contains_points(points) for shape in shapes], axis=0)
        assert len(points) > 20 and set(count) == {1}


def test_size_interviews_and_panel(example: dict[str, pd.DataFrame]) -> None:
    actors = example["actors"]
    count = actors.groupby("year").size()
    assert 55 <= count[2019] <= 65 and 140 <= count[2023] <= 155
    assert count.is_monotonic_increasing
    spoken = actors[actors["interviewed"] == "ja"]
    assert spoken.groupby("year").size().between(25, 45).all()
    assert (spoken.groupby("actor")["year"].nunique() == 5).sum() >= 10


def test_the_storyline_of_the_publication(example: dict[str, pd.DataFrame]) -> None:
    assert rank(example, GEMEENTE, 2019) == 1
    informal = example["actor_metrics"].query("year == 2019 and kind == 'informeel'")
    assert informal.sort_values("rank")["name"].iloc[0] == COOPERATIE
    assert rank(example, HELPT, 2019) is None and rank(example, HELPT, 2020) == 1
    assert rank(example, HELPT, 2023) is None
    assert rank(example, COALITIE, 2020) is None and rank(example, COALITIE, 2021) == 1
    assert rank(example, COALITIE, 2022) == 1
    large = example["actor_metrics"].query("kind == 'informeel' and eigenvector >= 0.5")
    counts = large.groupby("year").size()
    assert counts[2022] > counts[2021] > counts[2020]


def test_of_real_organisations_only_those_that_the_publication_names() -> None:
    """Every other name is in namen.csv, where each was checked to be an invention."""
    invented = {
        line.split(";")[0]
        for line in (DATA / "maken/namen.csv").read_text("utf-8-sig").splitlines()[1:]
    }
    named = {
        *(GEMEENTE, COOPERATIE, HELPT, COALITIE, "Havensteder"),
        "Social Impact by Design",
        "Team Toekomst",
    }
    assert not invented & named
    # The names as the sheets write them, before the alias table does its work.
    aliases = {
        line.split(";")[0]
        for line in (DATA / "aliassen.csv").read_text("utf-8-sig").splitlines()[1:]
    }
    for year in range(2019, 2024):
        cells = read_workbook(DATA / f"{year}.xlsx")["initiatieven"].cells
        written = {str(row[0]) for row in cells[1:]}
        odd = {name for name in written - invented - named - aliases}
        assert {name.lower().replace("  ", " ") for name in odd} <= {"team toekomst"}


@pytest.mark.parametrize(
    "name", [*(f"{year}.xlsx" for year in range(2019, 2024)), "governance.xlsx"]
)
def test_every_workbook_says_that_it_is_made_up(name: str) -> None:
    first = read_workbook(DATA / name)["leesmij"].cells[0][0]
    assert str(first).startswith("VERZONNEN VOORBEELDGEGEVENS")


def test_made_up_health_figures_say_so() -> None:
    head = (DATA / "indicatoren/ggd.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("VERZONNEN")


def test_the_index_is_that_of_the_site(example: dict[str, pd.DataFrame]) -> None:
    """Hand-checked values of the capture that data/voorbeeld/maken/sociale-index.csv names."""
    table = example["sociale_index"].set_index(["area", "year"])["value"]
    bospolder = [83, 87, 99, 96, 93, 84]
    assert [table[("Bospolder", year)] for year in range(2014, 2025, 2)] == bospolder
    assert table[("Rotterdam", 2014)] == 100
    areas = set(example["sociale_index"]["area"])
    assert len(areas) == 12 and {"Bospolder", "Tussendijken", "Rotterdam"} <= areas


def test_every_row_of_the_index_names_its_source() -> None:
    lines = (DATA / "maken/sociale-index.csv").read_text("utf-8-sig").splitlines()
    head = lines[0].split(";")
    column = head.index("bron")
    assert all(line.split(";")[column] for line in lines[1:])


def test_nothing_that_a_person_said_in_confidence_is_printed(
    example: dict[str, pd.DataFrame],
) -> None:
    text = " ".join(example["quotes"]["text"])
    assert "niet wordt afgedrukt" not in text and "daarom niet afgedrukt" not in text


def ignored(path: str) -> bool:
    run = ["git", "check-ignore", "--quiet", "--no-index", path]
    return subprocess.run(run, cwd=ROOT).returncode == 0


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="geen git, of geen kloon"
)
def test_interviews_of_a_real_wijk_never_get_into_git() -> None:
    assert not ignored("data/voorbeeld/2019.xlsx")
    for path in ("data/carnisse/2025.xlsx", "data/botu/export.csv", "results/botu/monitor.pdf"):
        assert ignored(path), path
