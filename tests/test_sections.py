"""The texts of the report: each number from a table, each claim only while the data carry it."""

from __future__ import annotations

import copy
import html as entities
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT

from veerkracht.faults import InputError
from veerkracht.findings import Findings
from veerkracht.report import compose
from veerkracht.sections import figure_names, read_sections

FOLDER = ROOT / "templates" / "sections"
TEXTS = sorted(FOLDER.rglob("*.md"))
Tables = dict[str, pd.DataFrame]


def report(tables: Tables, settings: dict[str, Any], **wijk: Any) -> str:
    """The text of the whole report, as a reader sees it."""
    config = copy.deepcopy(settings)
    config["wijken"]["voorbeeld"] |= wijk
    block = config["wijken"]["voorbeeld"]
    sections = read_sections(FOLDER)
    figures = {
        name: {"title": name, "alt": "beschrijving"}
        for name in figure_names(sections, block["years"])
    }
    extra = {"input_hash": "0123456789abcdef", "versions": [("pandas", "1")]}
    page = compose(sections, Findings(tables, block, config), figures, FOLDER.parent, extra)
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture(scope="module")
def text(example: Tables, settings: dict[str, Any]) -> str:
    return report(example, settings)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_number_is_written_by_hand(path: Path) -> None:
    body = path.read_text("utf-8").split("\n---\n")[-1]
    prose = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]+>", "", body, flags=re.DOTALL)
    assert not re.search(r"\d", prose), re.findall(r".{20}\d.{20}", prose)


def test_nothing_is_left_in_template_language(text: str) -> None:
    assert not re.search(r"\{\{|\}\}|\{%|%\}|None|nan\b|Undefined|\bTrue\b", text)
    assert "niet te bepalen" not in text


def test_every_part_of_the_publication_has_its_place(text: str) -> None:
    for words in (
        *("Samenvatting", "Wat is veerkracht?", "Deel 1", "Deel 2", "Deel 3"),
        *("jaar voor jaar", "Sociale Index", "Wie beslist", "Wie het werk doet"),
        *("Aanpak en methode", "Colofon", "Deze monitor downloaden"),
    ):
        assert words in text, words
    lessons = [section for section in read_sections(FOLDER) if section.lesson]
    assert [section.lesson for section in lessons] == list(range(1, 10))
    assert len({section.theme for section in lessons}) == 3
    assert "Negen lessen, in drie thema's" in text


def test_every_quote_with_consent_is_printed_once(text: str, example: Tables) -> None:
    for quote in example["quotes"]["text"]:
        assert text.count(quote) == 1, quote


def test_the_example_says_that_it_is_made_up(text: str) -> None:
    assert text.count("verzonnen citaat") == 15
    assert "De gezondheidscijfers in dit voorbeeld zijn verzonnen." in text
    assert "De besluiten, taken en overleggen in dit voorbeeld zijn verzonnen." in text


def test_the_four_years_of_the_publication_are_told_from_the_data(text: str) -> None:
    assert "De eerste kaart laat Gemeente Rotterdam in het midden zien." in text
    assert "Onder de informele partijen lijkt Delfshaven Coöperatie de spil" in text
    assert "Nog in zijn eerste jaar staat het platform op plaats 1" in text
    assert "Gemeente Rotterdam gaat van plaats 1 naar plaats 3" in text
    assert "Delfshaven Helpt is nog actief, maar de nood neemt af" in text
    assert "Wat opvalt is dat er meer grote groene punten zijn." in text


def changed(tables: Tables, name: str) -> tuple[Tables, pd.DataFrame]:
    table = tables[name].copy()
    return tables | {name: table}, table


def test_a_network_that_shrank_is_not_called_stronger(
    example: Tables, settings: dict[str, Any]
) -> None:
    tables, metrics = changed(example, "network_metrics")
    metrics["year"] = metrics["year"].map(lambda year: 4042 - year)
    text = report(tables, settings)
    for claim in (
        *("lijkt in deze jaren veerkrachtiger geworden", "Er zijn meer partijen gekomen"),
        *("Het informele netwerk kwam meer in het midden", "Dat leunen werd minder"),
        *("De coronacrisis zet het netwerk in beweging", "Ook dit jaar groeit het netwerk"),
        "Een netwerk dat aanhaalt",
    ):
        assert claim not in text, claim
    assert "Dat leunen werd niet minder" in text


def test_three_of_the_four_dimensions_must_rise(example: Tables, settings: dict[str, Any]) -> None:
    tables, metrics = changed(example, "network_metrics")
    names = metrics["metric"].isin(["mean_degree", "transitivity", "largest_component"])
    metrics.loc[names & (metrics["year"] == 2023), "value"] = 0.01
    text = report(tables, settings)
    assert "lijkt in deze jaren veerkrachtiger geworden" not in text
    assert "Op de andere kenmerken van een veerkrachtig netwerk is dat niet te zeggen" in text
    assert "wijzen er twee de goede kant op: groot en decentraal" in text


def test_a_municipality_on_the_edge_is_not_in_the_middle(
    example: Tables, settings: dict[str, Any]
) -> None:
    tables, people = changed(example, "actor_metrics")
    mine = (people["name"] == "Gemeente Rotterdam") & (people["year"] == 2019)
    people.loc[mine, "rank"] = 40
    text = report(tables, settings)
    assert "in het midden zien" not in text and "Daarmee verschuift het zwaartepunt" not in text


@pytest.mark.parametrize(
    ("gap", "expected", "not_expected"),
    [
        (2.0, "Daarmee is het doel gehaald", "nauwelijks dichterbij"),
        (-6.0, "ligt het doel op koers", "nauwelijks dichterbij"),
        (-40.0, "De wijk raakte verder achter, terwijl", "nauwelijks dichterbij"),
        (-16.5, "is het doel niet of nauwelijks dichterbij", "op koers"),
    ],
)
def test_the_verdict_on_the_goal_follows_the_gap(
    example: Tables, settings: dict[str, Any], gap: float, expected: str, not_expected: str
) -> None:
    tables, gaps = changed(example, "index_gaps")
    last = (gaps["source"] == "sociale_index") & (gaps["year"] == 2024)
    gaps.loc[last, "gap"] = gap
    text = report(tables, settings)
    assert expected in text and not_expected not in text


def test_decisions_that_stay_with_the_municipality_are_told_so(
    example: Tables, settings: dict[str, Any]
) -> None:
    tables, decisions = changed(example, "decisions")
    decisions["who"] = "gemeente"
    tables["tasks"] = tables["tasks"].assign(local="nee")
    text = report(tables, settings)
    assert "De zeggenschap van de wijk over het programma nam niet toe" in text
    for claim in ("schoof naar de wijk toe", "besluiten bewoners nu zelf", "Ook het werk zelf"):
        assert claim not in text, claim


def test_another_wijk_gets_a_report_without_the_story_of_this_one(
    example: Tables, settings: dict[str, Any]
) -> None:
    """No protagonists, facts, quotes, events, decisions, barriers or health figures."""
    tables = dict(example)
    for name in ("facts", "quotes", "events", "decisions", "tasks"):
        tables[name] = tables[name].iloc[:0]
    tables["actors"] = tables["actors"].assign(barriers=None, ownership=None, resident_led=None)
    del tables["ggd"]
    text = report(
        tables, settings, protagonists=[], municipality="Gemeente Elders", example=False,
        short_name="Elders",
    )  # fmt: skip
    for words in (
        *("begint Social Impact by Design", "laptops", "voedselpakketten", "miljoen euro"),
        *("loopt via Delfshaven Helpt", "meedoen aan de aanbesteding", "verzonnen citaat"),
        "Voorbeeldgegevens",
    ):
        assert words not in text, words
    assert "Voor deze wijk zijn geen gezondheidscijfers aangeleverd." in text


def test_two_sections_with_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "10-a.md").write_text("---\ntitle: A\npart: lessen\n---\n")
    (tmp_path / "11-a.md").write_text("---\ntitle: B\npart: lessen\n---\n")
    (tmp_path / "12-lessen.md").write_text("---\ntitle: C\npart: lessen\n---\n")
    with pytest.raises(InputError) as caught:
        read_sections(tmp_path)
    assert len(caught.value.faults) == 2


def test_a_mistake_in_an_included_text_names_that_text(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    import shutil

    templates = shutil.copytree(FOLDER.parent, tmp_path / "templates")
    part = templates / "sections/jaar/2020.md"
    lines = part.read_text("utf-8").splitlines()
    part.write_text("\n".join([*lines, "{{ netwerk(year) }}"]), "utf-8")
    sections = read_sections(templates / "sections")
    config = settings
    wijk = config["wijken"]["voorbeeld"]
    figures = {name: {"title": "t", "alt": "a"} for name in figure_names(sections, wijk["years"])}
    with pytest.raises(InputError) as caught:
        extra = {"input_hash": "x", "versions": []}
        compose(sections, Findings(example, wijk, config), figures, templates, extra)
    fault = caught.value.faults[0]
    assert fault.file.endswith("jaar/2020.md") and fault.row == len(lines) + 1
