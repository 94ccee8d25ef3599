"""Each finding of the folder says what it is, whether that is good, and how sure."""

from __future__ import annotations

import pytest
from folders import SECTIONS

QUESTIONS = ("Wat ziet u?", "Is dat goed?", "Hoe zeker is dit?")
FINDINGS = sorted(
    path.name
    for path in SECTIONS.glob("*-folder-*.md")
    if "class: finding" in path.read_text(encoding="utf-8")
)


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
    # What to do comes last, after the findings.
    last = (SECTIONS / "19-folder-kwetsbaarheid.md").read_text(encoding="utf-8")
    assert "Wat kunt u doen?" in last


def test_the_folder_has_findings() -> None:
    assert len(FINDINGS) >= 4
