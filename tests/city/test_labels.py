"""Labels of OBI read as words after "het aandeel"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from veerkracht.city.labels import plain_label, share_label
from veerkracht.city.scoring import contributions, read_rules
from veerkracht.paths import ROOT


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "% bewoners dat zegt tevreden te zijn met de kwaliteit van hun leven",
            "bewoners dat zegt tevreden te zijn met de kwaliteit van hun leven",
        ),
        ("% bewoners dat wekelijks sport ", "bewoners dat wekelijks sport"),
        (
            "% bewoners dat zegt met het huishoudinkomen moelijk rond te kunnen komen",
            "bewoners dat zegt met het huishoudinkomen moeilijk rond te kunnen komen",
        ),
        ("woningen met overbewoning", "woningen met overbewoning"),
    ],
)
def test_a_label_reads_as_words_in_a_sentence(label: str, words: str) -> None:
    assert plain_label(label) == words


def test_alone_it_says_of_what_it_is_a_share() -> None:
    assert share_label("% bewoners dat wekelijks sport ") == "aandeel bewoners dat wekelijks sport"
    assert share_label("% woningen met overbewoning") == "woningen met overbewoning"


def test_every_indicator_of_the_real_export_has_a_short_name_of_its_own() -> None:
    """In one form: no share of what, no question, no code; the same in both of its themes."""
    rules = read_rules(ROOT / "workflow/obi-indicatoren.csv")
    by_code: dict[str, set[str]] = {}
    for rule in rules:
        by_code.setdefault(rule.code, set()).add(rule.name)
    assert len(by_code) == 94 and all(len(found) == 1 for found in by_code.values())
    names = [name for found in by_code.values() for name in found]
    assert len(set(names)) == len(names)
    for name in names:
        assert name and "aandeel" not in name.casefold() and "zegt" not in name
        assert not name.startswith("bewoners") and not name.endswith(".") and "%" not in name


def test_an_indicator_without_a_short_name_is_called_as_in_the_export(
    sources: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    rules = read_rules(ROOT / "workflow/obi-indicatoren.csv")
    rules = [replace(rule, name="") if rule.code == "aantCIG_p" else rule for rule in rules]
    table = sources["wijkprofiel"]
    found = contributions(table, rules, ["Bospolder"], settings["city"], source="wijkprofiel")
    names = dict(zip(found["indicator"], found["name"], strict=True))
    assert names["aantCIG_p"] == "woningen nabij het Centrum voor Jeugd en Gezin"
    assert names["Vrijwilligers_p"] == "vrijwilligers"
