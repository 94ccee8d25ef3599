"""A small wijk with every kind of input, to break in one place at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.coding import Coding, read_coding
from veerkracht.inputs.governance import read_governance, read_places
from veerkracht.inputs.indicators import read_indicators
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS

Rows = list[dict[str, Any]]
YEAR = 2023
FILE = f"{YEAR}.xlsx"


def party(name: str, **values: Any) -> dict[str, Any]:
    row = {"naam": name, "soort": "informeel", "ligging": "binnen", "geinterviewd": "nee"}
    return row | values


BOOK: dict[str, Rows] = {
    "initiatieven": [
        party("Buurtkeuken", geinterviewd="ja", interview="7", partners="Café Één; Gemeente",
              thema="voedsel; ontmoeting", lat=51.911, lon=4.442, start=2017, eigenaarschap=4,
              bewonersgeleid="ja", website="www.keuken.nl", belemmeringen="geld"),
        party("Café Één", plek="buurthuiskamer", lat=51.9125, lon=4.4401, cluster="Westhoek"),
        party("Gemeente", soort="formeel", ligging="buiten"),
        party("Naaiatelier", geinterviewd="ja", interview="8", partners="Buurtkeuken"),
    ],
    "relaties": [
        {"van": "Naaiatelier", "naar": "Gemeente", "soort": "financiering", "sterkte": 2},
        {"van": "Buurtkeuken", "naar": "Café Één", "sterkte": 3},
    ],
    "citaten": [
        {"citaat": "c1", "tekst": "Hier ken je elkaar.", "rol": "buur", "jaar": YEAR,
         "toestemming": "ja", "herleidbaar": "nee"},
        {"citaat": "c2", "tekst": "Nooit geld.", "rol": "buur", "jaar": YEAR,
         "toestemming": "nee", "herleidbaar": "nee"},
    ],
    "codeurs": [
        {"interview": "7", "code": "geld", "codeur": "A", "waarde": "ja"},
        {"interview": "7", "code": "geld", "codeur": "B", "waarde": "nee"},
    ],
}  # fmt: skip
GOVERNANCE: dict[str, Rows] = {
    "besluiten": [{"jaar": 2022, "orgaan": "raad", "besluit": "koers", "wie": "bewoners",
                   "trede": "adviseren", "bron": "verslag"}],
    "taken": [{"jaar": 2022, "taak": "beheer", "uitvoerder": "wij", "lokaal": "ja"}],
    "gebeurtenissen": [{"jaar": 2020, "maand": 3, "gebeurtenis": "corona", "soort": "crisis"}],
    "feiten": [{"feit": "laptops", "waarde": 1000, "bron": "verslag"},
               {"feit": "budget", "waarde": 7, "bron": "verslag"}],
}  # fmt: skip
TEXTS = {
    "aliassen.csv": "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n",
    "correcties.yaml": "",
    "plekken.csv": "naam;soort;cluster;lat;lon;actor\nPlein;ontmoetingsplek;;51,9;4,4;\n",
    "index.csv": "Sociale Index\ngebied;jaar;indicator;waarde\nNoord;2014;SI;83\n* een voetnoot\n",
    "ggd.csv": "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens\n"
    "Noord;2022;Eenzaam;18+;55,5;310;49,9;61,1\n",
}
SOURCES = {
    "index.csv": {"layout": "long", "edition": "2026", "unit": "index"},
    "ggd.csv": {"layout": "ggd", "edition": "2022"},
}


def write_book(
    path: Path,
    sheets: dict[str, Rows],
    heads: dict[str, list[str]] | None = None,
    touch: Callable[[Any, dict[str, Any]], None] | None = None,
) -> Path:
    """A workbook; `heads` replaces the header of a sheet, `touch` gets the book and its sheets."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    date = book.add_format({"num_format": "d-m-yyyy"})
    pages = {}
    for name, rows in sheets.items():
        page = pages[name] = book.add_worksheet(name)
        known = name.strip().lower() in (*CODING_SHEETS, *GOVERNANCE_SHEETS)
        usual = list(schema(name.strip().lower()).fields) if known else []
        head = (heads or {}).get(name, usual)
        page.write_row(0, 0, head)
        for number, row in enumerate(rows, start=1):
            for column, title in enumerate(head):
                value = row.get(title, row.get(title.strip().lower(), ""))
                if hasattr(value, "year"):
                    page.write_datetime(number, column, value, date)
                elif value != "":
                    page.write(number, column, value)
    if touch:
        touch(book, pages)
    book.close()
    return path


class Wijk:
    """The input of one wijk, in memory; tests change it, write it and read it."""

    def __init__(self) -> None:
        self.book = copy.deepcopy(BOOK)
        self.governance = copy.deepcopy(GOVERNANCE)
        self.texts = dict(TEXTS)
        self.heads: dict[str, list[str]] = {}
        self.touch: Callable[[Any, dict[str, Any]], None] | None = None
        self.after: Callable[[Path], None] | None = None

    def write(self, folder: Path) -> Path:
        """All files of the wijk in `folder`."""
        folder.mkdir(exist_ok=True)
        write_book(folder / FILE, self.book, self.heads, self.touch)
        write_book(folder / "governance.xlsx", self.governance, self.heads)
        for name, text in self.texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        if self.after:
            self.after(folder)
        return folder


def read(folder: Path, **options: Any) -> Coding:
    """The coding of a folder that `Wijk.write` made."""
    path = folder / str(YEAR) if (folder / str(YEAR)).is_dir() else folder / FILE
    if (folder / f"{YEAR}.ods").is_file():
        path = folder / f"{YEAR}.ods"
    aliases, corrections = folder / "aliassen.csv", folder / "correcties.yaml"
    return read_coding({YEAR: path}, aliases=aliases, corrections=corrections, **options)


def remarks(folder: Path) -> list[Fault]:
    """Every fault and warning on all input in `folder`, as the ingests find them."""
    found: list[Fault] = []
    coding = None
    try:
        coding = read(folder)
        found += coding.warnings
    except InputError as error:
        found += error.faults
    readers: list[Callable[[], object]] = [
        lambda: read_governance(folder / "governance.xlsx", found),
        *(
            lambda name=name: read_indicators(folder / name, SOURCES[name], found)
            for name in SOURCES
        ),
    ]
    if coding is not None:
        actors = coding.actors
        readers.append(lambda: read_places(folder / "plekken.csv", actors, found))
    for reader in readers:
        try:
            reader()
        except InputError as error:
            found += error.faults
    return sorted(set(found))
