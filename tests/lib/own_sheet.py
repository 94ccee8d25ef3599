"""A researcher's own sheet: five years and 150 initiatives, as the manual describes it.

Made up. Every cell is written as people do: words for codes, commas between values, crosses.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import any_format

YEARS = (2020, 2021, 2022, 2023, 2024)
THEMES = ("ontmoeting", "voedsel", "groen", "taal", "sport", "zorg")
GROUPS = ("ouderen", "jongeren", "gezinnen", "vrouwen")
HELPS = ("vrijwilligers", "ruimte", "subsidie", "kennis")
BARRIERS = ("geld", "tijd", "ruimte", "vergunning")
KINDS = {"informeel": ("bewonersinitiatief", "Burgerinitiatief", "informeel"),
         "formeel": ("organisatie", "Instelling")}  # fmt: skip
FIRST = ("Buurt", "Wijk", "Straat", "Plein", "Haven", "Stads", "Kade", "Park", "Hof", "Singel")
SECOND = ("keuken", "tuin", "atelier", "café", "winkel", "koor", "school", "werkplaats", "club",
          "huis", "moestuin", "bieb", "theater", "garage", "gym")  # fmt: skip
# Names with a sign that separates values elsewhere, and parties without a row.
ODD_NAMES = ("Zorg, Welzijn en Meer", "Pier 80/Het Podium")
NAMED = ("Gemeente Rotterdam", "Woonstad", "Huisartsenpost")
HEADINGS = ("Nr", "Jaar gesprek", "Naam initiatief", "Type", "Thema's", "Voor wie", "Sinds",
            "Gesproken", "Wat helpt", "Knelpunten", "Zeggenschap (1-5)", "Samenwerkingspartners",
            "E-mail")  # fmt: skip


class Said(NamedTuple):
    """What a row of the sheet says, in our terms; `row` as the spreadsheet shows it."""

    row: int
    year: int
    name: str
    kind: str
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    start: int | None
    interviewed: str
    helps: tuple[str, ...]
    barriers: tuple[str, ...]
    ownership: int | None
    partners: tuple[str, ...]


def names(count: int) -> list[str]:
    """So many names of parties, all different, two of them with a separating sign."""
    made = [f"{first}{second}" for second in SECOND for first in FIRST]
    return [*ODD_NAMES, *made][:count]


def said(count: int = 150, years: Sequence[int] = YEARS, first_row: int = 3) -> list[Said]:
    """The rows of a sheet in which every one of `count` parties stands in every year."""
    chance = random.Random(12)
    known, rows = names(count), list[Said]()

    def some(values: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(chance.sample(values, chance.randint(0, most))))

    for year in years:
        for number, name in enumerate(known):
            spoken = "ja" if chance.random() < 0.4 else "nee"
            others = [n for n in (*known, *NAMED) if n != name]
            rows.append(Said(
                first_row + len(rows), year, name, "formeel" if number % 5 == 0 else "informeel",
                some(THEMES, 3), some(GROUPS, 2), chance.choice((None, 2011, 2018)), spoken,
                some(HELPS, 2), some(BARRIERS, 2), chance.choice((None, 1, 3, 5)),
                some(others, 4) if spoken == "ja" else (),
            ))  # fmt: skip
    return rows


def line(row: Said, number: int) -> list[Any]:
    """The cells of a row as the researcher typed them."""
    sign = ", " if row.year % 2 else " / "
    words = KINDS[row.kind]
    return [
        number, row.year, row.name, words[number % len(words)], ", ".join(row.themes),
        sign.join(row.groups) or "-", row.start or "n.v.t.", "x" if row.interviewed == "ja" else "",
        ",".join(row.helps), ", ".join(row.barriers), row.ownership or "",
        sign.join(row.partners), f"info{number}@voorbeeld.nl" if number % 7 == 0 else "",
    ]  # fmt: skip


def lines(rows: Sequence[Said]) -> list[list[Any]]:
    """The whole sheet: a title, the headings, and a line a row."""
    title: list[Any] = ["Overzicht initiatieven"]
    return [title, list(HEADINGS), *(line(row, number) for number, row in enumerate(rows, 1))]


def write_sheet(folder: Path, rows: Sequence[Said]) -> Path:
    """initiatieven.xlsx with the sheet, and another one that is not asked for."""
    sheets = {"Leeswijzer": [["Zie Overzicht"]], "Overzicht": lines(rows)}
    return any_format.write(folder / "initiatieven.xlsx", sheets)
