"""Which sections the contents name."""

from __future__ import annotations

from typing import Any

from filled_report import Tables, filled


def test_the_contents_name_the_parts_of_the_method_and_the_last_page(
    example: Tables, settings: dict[str, Any]
) -> None:
    listed = {
        part["id"]: [s["title"] or s["running"] for s in part["sections"] if s["toc"]]
        for part in filled(example, settings).of("monitor").parts
    }
    assert listed["achtergrond"] == [
        *("Aanpak en methode", "Netwerken", "Sociale Index en gezondheid", "Governance"),
    ]
    assert listed["bijlagen"][-2:] == ["Colofon", "Stemmen uit de wijk"]
    aside = {
        s["title"]: "aside" in s["class_"]
        for part in filled(example, settings).parts
        for s in part["sections"]
        if part["id"] == "sociale-index"
    }
    # Of CBS and GGD, not of the index.
    assert [title for title, is_aside in aside.items() if is_aside] == [
        *("Een kwetsbare positie", "Gezondheid"),
    ]
