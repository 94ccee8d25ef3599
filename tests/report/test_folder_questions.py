"""Each finding of the folder says what it is, whether that is good, and how sure."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import SECTIONS

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import print_page
from veerkracht.report.sections import read_sections

Told = Callable[[str, str, dict[str, pd.DataFrame]], str]
FOLDER_TOO = ("brief_network", "folder_network")
FIGURES = ("vulnerability", "brief_barriers", "brief_index")
DRAWN = {name: {"title": "x", "alt": "x", "source": "x"} for name in FIGURES}
QUESTIONS = ("Wat ziet u?", "Is dat goed?", "Hoe zeker is dit?")
FINDINGS = sorted(
    path.name
    for path in SECTIONS.glob("*-folder-*.md")
    if "class: finding" in path.read_text(encoding="utf-8")
)


@pytest.fixture
def told(settings: dict[str, Any], tmp_path: Path) -> Told:
    """What a section of the folder says of these tables of a wijk, without its tags."""

    def tell(section: str, wijk: str, tables: dict[str, pd.DataFrame]) -> str:
        folder = tmp_path / section
        folder.mkdir(exist_ok=True)
        shutil.copy(SECTIONS / f"{section}.md", folder)
        shutil.copytree(SECTIONS / "bevinding", folder / "bevinding", dirs_exist_ok=True)
        lookups = Lookups.of(tables, settings["wijken"][wijk], settings)
        extra = {"input_hash": "x", "versions": []}
        filled = fill(read_sections(folder), lookups, DRAWN, SECTIONS.parent, extra)
        page = print_page(filled, "samenvatting", SECTIONS.parent)
        return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?data[^>]*>", "", page)).split())

    return tell


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_answers_three_questions_in_their_order(name: str) -> None:
    text = (SECTIONS / name).read_text(encoding="utf-8")
    places = [text.find(f"**{question}**") for question in QUESTIONS]
    assert min(places) > 0 and places == sorted(places)


def test_the_folder_of_a_wijk_without_interviews_says_what_is_not_known_and_what_to_do() -> None:
    text = (SECTIONS / "10-folder-cijfers.md").read_text(encoding="utf-8")
    heads = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    asked = ["Waar gaat dit over?", "Wat kwam eruit?", "Wat weten we niet?", "Hoe zeker is het?"]
    assert heads == asked
    # What to do comes last, after the findings: in the block that is the back of the folder.
    last = (SECTIONS / "73-folder-slot.md").read_text(encoding="utf-8")
    assert "Wat kunt u doen?" in last and "\npart: achterkant\nclass: ending\n" in last


def test_whether_a_vulnerable_position_is_good_is_answered_by_feature(
    quiet: dict[str, pd.DataFrame], told: Told
) -> None:
    """Published: 61 % beside 52 and 30 beside 18, and 9 beside 12; 32 beside 30 is in its margin.

    Of who lives in a wijk nothing is good or bad.
    """

    def answer(**tables: pd.DataFrame) -> str:
        words = told("19-folder-kwetsbaarheid", "carnisse", quiet | tables)
        return words.partition("Is dat goed?")[2].partition("Hoe zeker is dit?")[0].strip()

    assert answer() == (
        "Per kenmerk: nee bij een laag huishoudinkomen en moeite met schrijven in het Nederlands; "
        "ja bij een bijstandsuitkering; niet te zeggen bij een lage opleiding."
    )
    rows = quiet["vulnerability"]
    none = rows.assign(value=rows["city"], worse="nee")
    assert answer(vulnerability=none).startswith("Per kenmerk: niet te zeggen bij een")


def test_the_folder_has_findings() -> None:
    assert len(FINDINGS) >= 4


def test_what_coders_doubted_is_told_beside_the_barriers(
    example: dict[str, pd.DataFrame], told: Told
) -> None:
    """Their alpha is under 0,67 for money (0,64), rules (0,54) and volunteers (0,60)."""

    def sure(**tables: pd.DataFrame) -> str:
        words = told("16-folder-drempels", "voorbeeld", example | tables)
        return words.partition("Hoe zeker is dit?")[2]

    assert "Onderzoekers waren het over geld, vrijwilligers en regels niet altijd eens." in sure()
    agreed = example["agreement"].assign(alpha=0.7)
    assert "niet altijd eens" not in sure(agreement=agreed)


def test_the_folder_says_how_sure_its_large_words_are(
    example: dict[str, pd.DataFrame], quiet: dict[str, pd.DataFrame], told: Told
) -> None:
    """Ten of ten with what it was, its range and whether it may be chance.

    Further behind since 2014, yet no change shown since 2018.
    """
    top = "van de tien invloedrijkste zijn van onderop"
    said = f"{top}. In 2019: 7; met andere gesprekken nu 8 tot 10; kan toeval zijn"
    assert said in told("10-folder-kern", "voorbeeld", example)
    levels = example["levels"].assign(low=1.0, high=1.0)
    assert f"{top}. In 2019: 7; kan toeval zijn" in told(
        "10-folder-kern", "voorbeeld", example | {"levels": levels}
    )
    # At equal asking it rose in 90 of 100 draws: then it is no chance.
    changes = example["network_changes"]
    mine = changes["metric"] == "informal_top10"
    surely = changes.assign(low=changes["low"].mask(mine, 0.1))
    assert (
        "kan toeval zijn"
        not in told("10-folder-kern", "voorbeeld", example | {"network_changes": surely})
        .partition(top)[2]
        .partition("punten verschil")[0]
    )
    # What a wijk decides itself has to do with good or bad, not with sure.
    good, sure = told("10-wijk-in-beeld", "carnisse", quiet).split("Hoe zeker is dit?")
    assert "Over huren, toeslagen en energie beslist de wijk niet zelf." in good
    assert "kan toeval zijn: sinds 2018 is er geen aan te tonen." in sure


@pytest.mark.parametrize(
    ("drawn", "back"), [(("brief_network",), "partijen"), (FOLDER_TOO, "groepen")]
)
def test_the_back_of_the_folder_has_its_own_words_for_a_finding(
    example: dict[str, pd.DataFrame],
    settings: dict[str, Any],
    tmp_path: Path,
    drawn: tuple[str, ...],
    back: str,
) -> None:
    """Where the folder has a figure of its own; the monitor keeps the words of the field."""
    titles = {"brief_network": "Meer partijen", "folder_network": "Meer groepen"}
    for name, part in (("01-a", "netwerken"), ("02-b", "governance")):
        head = f"---\ntitle: T\npart: {part}\neditions: [monitor, samenvatting]\n---\nTekst.\n"
        (tmp_path / f"{name}.md").write_text(head, encoding="utf-8")
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    figures = {name: {"title": titles[name], "alt": "x", "source": "x"} for name in drawn}
    filled = fill(read_sections(tmp_path), lookups, figures, SECTIONS.parent, {})
    for edition, said in (("samenvatting", back), ("monitor", "partijen")):
        page = print_page(filled, edition, SECTIONS.parent)
        assert f"<p>Meer {said}</p>" in page.partition('id="achterkant"')[2]


def test_the_finding_on_the_back_of_the_folder_speaks_of_groups_too(
    example: dict[str, pd.DataFrame], told: Told
) -> None:
    said = told("72-folder-bevinding", "voorbeeld", example)
    assert "van enkele groepen geworden" in said and "partijen" not in said.split("De uitkomst")[1]
