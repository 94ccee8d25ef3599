"""A second wijk with interviews, from nothing but data: its editions tell no story but its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from built_wijk import EDITIONS, Built, words
from folders import DATA, SECTIONS
from plain import Tables
from second_wijk import CITY_HALL, TOUCH, write_wijk
from workbooks import party, spoken, write_coding
from workflow_runs import pdf_text, rows_of

from veerkracht.inputs.containers import read_workbook
from veerkracht.inputs.new_wijk import config_block, make_wijk
from veerkracht.paths import ROOT

# With the build of the small wijk.
pytestmark = pytest.mark.xdist_group("small")
YEARS = {"spangen": [2022, 2023, 2024], "een": [2024], "twee": [2023, 2024]}
# So long is a piece of the example's own texts that chance does not repeat it.
WORDS_IN_A_ROW = 6


def pieces(folder: Path) -> set[str]:
    """All runs of six words in the texts of a folder."""
    found = set()
    for path in (*folder.rglob("*.md"), *folder.rglob("*.html")):
        text = words(path.read_text("utf-8").split("\n---\n", 1)[-1]).split()
        for start in range(len(text) - WORDS_IN_A_ROW + 1):
            run = text[start : start + WORDS_IN_A_ROW]
            if "|" not in run:
                found.add(" ".join(run))
    return found


def general(path: Path) -> str:
    """The words of a text of every wijk, with what it says on a condition, as if without tags."""
    text = re.sub(r'\{\{ "([^"]*)" if [^}]*\}\}', r"\1", path.read_text("utf-8"))
    return f" {words(text)} ".replace("| ", "")


def column(file: str, sheet: str, name: str) -> set[str]:
    """The texts in a column of a workbook of the example."""
    head, *rows = read_workbook(DATA / file)[sheet].cells
    return {str(row[head.index(name)]) for row in rows if row[head.index(name)]}


@pytest.fixture(scope="module")
def story(sources: Tables, settings: dict[str, Any]) -> set[str]:
    """Names and phrases of the example: parties, crisis, programme, facts, its own texts."""
    wijk = settings["wijken"]["voorbeeld"]
    names = {wijk["name"], wijk["short_name"], wijk["programme"]["name"]}
    for year in wijk["years"]:
        names |= column(f"{year}.xlsx", "initiatieven", "naam")
        names |= column(f"{year}.xlsx", "citaten", "tekst")
    names |= column("governance.xlsx", "gebeurtenissen", "gebeurtenis")
    names |= column("governance.xlsx", "feiten", "feit")
    # A wijk of the city stands in the figures of the city; the municipality is of all wijken.
    public = set().union(*(set(table["area"].str.lower()) for table in sources.values()))
    shared = " ".join(map(general, sorted(SECTIONS.rglob("*.md"))))
    told = {words(name) for name in names} - public - {"gemeente rotterdam"}
    told = {name for name in told if f" {name} " not in shared}
    assert {"delfshaven helpt", "welzijnscoalitie delfshaven", "coronacrisis", "laptops"} <= told
    own = {piece for piece in pieces(DATA / "teksten") if piece not in shared}
    assert len(own) > 1000
    return told | own | {"corona", "botu"}


@pytest.fixture(scope="module")
def wijken(
    settings: dict[str, Any], sources: Tables, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Built]:
    """Three years; one year and two years, both without the municipality among the parties."""
    project = tmp_path_factory.mktemp("wijken")
    for name in ("templates", "workflow"):
        (project / name).symlink_to(ROOT / name)
    blocks = {
        key: write_wijk(project, key, years, key == "spangen") for key, years in YEARS.items()
    }
    config = {**settings, "wijken": blocks}
    return {key: Built(project, config, key, sources) for key in YEARS}


@pytest.mark.parametrize("key", YEARS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_edition_holds_a_word_of_the_examples_story(
    wijken: dict[str, Built], story: set[str], key: str, edition: str
) -> None:
    text = f" {wijken[key].text(edition)} "
    assert len(text) > 4000
    assert sorted(name for name in story if f" {name} " in text) == []


def test_the_printed_monitor_and_its_drawings_hold_no_word_of_it_either(
    small: Path, story: set[str]
) -> None:
    for edition in ("monitor", "samenvatting"):
        text = f" {words(pdf_text(small / 'results/spangen' / f'{edition}.pdf'))} "
        assert words(TOUCH[0]) in text
        assert sorted(name for name in story if f" {name} " in text) == [], edition


def test_a_wijk_tells_its_own_story(wijken: dict[str, Built]) -> None:
    text = wijken["spangen"].text()
    for phrase in ("in 2023 stond het water in de kelders", "langs de lijn", "wateroverlast"):
        assert phrase in text, phrase
    for other in ("een", "twee"):
        assert "stond het water" not in wijken[other].text()


def test_what_a_wijk_lacks_is_not_spoken_of(wijken: dict[str, Built]) -> None:
    for key in ("een", "twee"):
        text = wijken[key].text()
        # Only the appendix says of claims on it that it has no rank.
        for said in ("zonder {}", "{} hoort", "{} is", "{} staat", "maakte {}"):
            assert said.format(CITY_HALL.lower()) not in text, (key, said)
        assert not re.search(
            r"\bnone\b|\bnan\b|deel 3 governance|verzonnen|voorbeeldgegevens", text
        )
        assert "over gezondheid en besluiten en taken" in text
    one = wijken["een"].text()
    for change in ("dan in 2024 ", "kromp", "groeide", "dan een jaar eerder hebben", "in 2023 "):
        assert change not in one, change


def test_a_wijk_from_the_scaffold_builds_with_a_handful_of_rows(
    settings: dict[str, Any], sources: Tables, tmp_path: Path
) -> None:
    for name in ("templates", "workflow"):
        (tmp_path / name).symlink_to(ROOT / name)
    folder = tmp_path / "data/spangen"
    make_wijk(folder, [2024])
    rows, heads = rows_of(folder / "2024.xlsx")
    filled = [spoken("Buurttuin", partners="Eethuis; School"), party("Eethuis"), party("School")]
    write_coding(folder / "2024.xlsx", heads, initiatieven=filled)
    assert rows["initiatieven"] == []
    pasted = yaml.safe_load("wijken:\n" + config_block("spangen", [2024], settings["city"]))
    built = Built(tmp_path, settings | pasted, "spangen", sources)
    text = built.text()
    assert "het netwerk telt 3 partijen" in text and "buurttuin" in text
    assert not re.search(r"\bnone\b|\bnan\b|groeide", text)
