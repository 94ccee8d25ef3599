"""A sixth year: fewer talks and parties, a text and a claim of its own; the old years stay true."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from built_wijk import Built
from folders import DATA
from plain import Tables
from workbooks import write_coding
from workflow_runs import rows_of

from veerkracht.inputs.new_texts import claims_block, sentence, write_year_text
from veerkracht.paths import ROOT, TEMPLATES

GENERAL = (TEMPLATES / "sections/jaar/algemeen.md").read_text("utf-8")


def add_2024(data: Path) -> None:
    """A workbook of 2024 with the parties of 2023, less every eighth, and a third of the talks."""
    rows, _ = rows_of(data / "2023.xlsx")
    spoken = [row for row in rows["initiatieven"] if row["geinterviewd"] == "ja"]
    gone = {row["naam"] for row in rows["initiatieven"] if row["geinterviewd"] != "ja"}
    gone = set(sorted(gone)[::5])
    silent = {row["naam"] for row in spoken[::3]}
    parties = [dict(row) for row in rows["initiatieven"] if row["naam"] not in gone]
    for row in parties:
        named = [name.strip() for name in str(row["partners"]).split(";")]
        row["partners"] = "; ".join(name for name in named if name and name not in gone)
        if row["naam"] in silent:
            row |= {"geinterviewd": "nee", "interview": "", "partners": ""}
    ties = [row for row in rows["relaties"] if not {row["van"], row["naar"]} & (gone | silent)]
    write_coding(data / "2024.xlsx", None, initiatieven=parties, relaties=ties)


@pytest.fixture(scope="module")
def six(
    settings: dict[str, Any], sources: Tables, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The example with 2024: the text and the claim are those that new_year gives."""
    project = tmp_path_factory.mktemp("zes")
    (project / "data/voorbeeld/teksten").mkdir(parents=True)
    for name in ("templates", "workflow"):
        (project / name).symlink_to(ROOT / name)
    data = project / "data/voorbeeld"
    for path in DATA.iterdir():
        if path.name != "teksten":
            (data / path.name).symlink_to(path)
    for path in (DATA / "teksten").rglob("*"):
        if path.is_file():
            copied = data / path.relative_to(DATA)
            copied.parent.mkdir(exist_ok=True)
            copied.write_bytes(path.read_bytes())
    add_2024(data)
    claims = data / "teksten/beweringen.yaml"
    claims.write_text(claims.read_text("utf-8") + "\n" + claims_block(2024), "utf-8")
    assert write_year_text(data / "teksten/jaar/2024.md", 2024, f"{GENERAL}\n{sentence(2024)}")
    config = copy.deepcopy(settings)
    config["wijken"]["voorbeeld"]["years"].append(2024)
    return Built(project, config, "voorbeeld", sources)


def test_the_text_says_six_and_the_new_year_has_its_claims(six: Built) -> None:
    text, claims = six.text(), six.tables["claims"].set_index("claim")
    count = six.tables["actors"].groupby("year").size()
    assert count[2024] < count[2023]
    assert (
        "zes jaar lang is in bospolder-tussendijken gekeken" in text
        and "vijf jaar lang" not in text
    )
    own = claims.loc["netwerk-groeide-in-2024"]
    assert own["outcome"] == "houdt niet" and (own["start"], own["end"]) == (2023, 2024)
    assert claims.loc["meer-partijen-en-verbindingen-2024", "outcome"] == "houdt niet"


def test_sentences_about_the_new_year_do_not_contradict_each_other(six: Built) -> None:
    count = six.tables["actors"].groupby("year").size()
    text = six.text()
    less = f"van {count[2023]} naar {count[2024]} partijen"
    wording = {
        "houdt": f"het netwerk kromp {less}",
        "wijst die kant op": "het netwerk lijkt gekrompen",
        "niet aangetoond": f"in beeld dan in 2023 {count[2024]} tegen {count[2023]}",
    }
    outcomes = six.tables["claims"].set_index("claim")["outcome"]
    assert wording[outcomes["minder-partijen-en-verbindingen-2024"]] in text
    assert f"groeide {less}" not in text


def test_the_texts_of_the_old_years_stay(six: Built, example: Tables) -> None:
    before = example["claims"].set_index("claim")["outcome"]
    after = six.tables["claims"].set_index("claim")["outcome"]
    for name in (
        "impuls-van-de-crisis",
        "platform-snel-centraal",
        "meer-partijen-en-verbindingen-2022",
    ):
        assert after[name] == before[name], name
    assert "komt in de gesprekken niet meer voor" in six.text()
