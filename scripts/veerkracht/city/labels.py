"""Labels of indicators and themes as words in a sentence."""

from __future__ import annotations

import pandas as pd

from veerkracht import dutch

# Typing errors in the labels of the export of 2016.
MISTYPED = {
    "moelijk": "moeilijk",
    "vrijwilligger": "vrijwilliger",
    "arbeidsongeschikheid": "arbeidsongeschiktheid",
    "levensbeschouwlijke": "levensbeschouwelijke",
    " om gaan": " omgaan",
    "niet in de hand hebben": "niet in de hand te hebben",
}

# The halves of the Sociale Index, by who was asked.
HALVES = {"SIs": "het oordeel van bewoners", "SIo": "wat registraties tellen"}


def plain_label(label: str) -> str:
    """An indicator of OBI as words after "het aandeel": `% bewoners ...` -> `bewoners ...`."""
    words = " ".join(label.strip().removeprefix("%").split())
    for wrong, right in MISTYPED.items():
        words = words.replace(wrong, right)
    return words


def share_label(label: str) -> str:
    """An indicator of OBI on its own: `% bewoners dat ...` -> `aandeel bewoners dat ...`."""
    words = plain_label(label)
    return f"aandeel {words}" if " dat " in f" {words} " else words


def plain_theme(label: str) -> str:
    """A theme by who was asked: `Binding-objectief` -> `Binding (registraties)`."""
    name, _, part = label.partition("-")
    asked = {"subjectief": "bewoners", "objectief": "registraties"}.get(part, "")
    return f"{name} ({asked})" if asked else label


def one_question(table: pd.DataFrame) -> set[str]:
    """The themes (codes) that rest on a single indicator: their score is that of one question.

    `table`: indicators with the theme of each, of one source.
    """
    below = table[table["theme"].fillna("") != ""].groupby("theme")["indicator"].nunique()
    return {str(code) for code in below[below == 1].index}


def gaps_beside(gaps: list[tuple[str, float]], city: str, margin: float) -> str:
    """How far areas are from the city: `Oost 16 en West 17 punten onder Rotterdam`.

    What is less than the margin says so, and then each its own side.
    """
    sides = {gap < 0 for _, gap in gaps}
    if len(sides) == 1 and all(abs(gap) >= margin for _, gap in gaps):
        places = [(area, dutch.number(abs(gap))) for area, gap in gaps]
        words = dutch.listing([f"{area} {points}" for area, points in places])
        return f"{words} punten {'onder' if sides == {True} else 'boven'} {city}"
    return dutch.listing([_beside(area, gap, city, margin) for area, gap in gaps])


def _beside(area: str, gap: float, city: str, margin: float) -> str:
    """How far an area is from the city; what the noise can hide says so."""
    if dutch.number(gap) == "0":
        return f"{area} even hoog als {city}"
    small = " (binnen de marge)" if abs(gap) < margin else ""
    side = "onder" if gap < 0 else "boven"
    return f"{area} {dutch.number(abs(gap))} punten {side} {city}{small}"
