"""A small wijk with every kind of input, to break in one place at a time."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from workbooks import Rows, party, write_book

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.containers import read_workbook
from veerkracht.inputs.governance import read_governance, read_places
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.inputs.values import clean

YEAR = 2023
FILE = f"{YEAR}.xlsx"


BOOK: dict[str, Rows] = {
    "initiatieven": [
        party(
            "Buurtkeuken",
            geinterviewd="ja",
            interview="7",
            partners="Café Één; Gemeente",
            thema="voedsel; ontmoeting",
            lat=51.911,
            lon=4.442,
            start=2017,
            eigenaarschap=4,
            bewonersgeleid="ja",
            website="www.keuken.nl",
            belemmeringen="geld",
        ),
        party("Café Één", plek="buurthuiskamer", lat=51.9125, lon=4.4401, cluster="Westhoek"),
        party("Gemeente", soort="formeel", ligging="buiten"),
        party("Naaiatelier", geinterviewd="ja", interview="8", partners="Buurtkeuken"),
    ],
    "relaties": [
        {"van": "Naaiatelier", "naar": "Gemeente", "soort": "financiering", "sterkte": 2},
        {"van": "Buurtkeuken", "naar": "Café Één", "sterkte": 3},
    ],
    "citaten": [
        {
            "citaat": "c1",
            "tekst": "Hier ken je elkaar.",
            "rol": "buur",
            "jaar": YEAR,
            "toestemming": "ja",
            "herleidbaar": "nee",
        },
        {
            "citaat": "c2",
            "tekst": "Nooit geld.",
            "rol": "buur",
            "jaar": YEAR,
            "toestemming": "nee",
            "herleidbaar": "nee",
        },
    ],
    "codeurs": [
        {"interview": "7", "code": "geld", "codeur": "A", "waarde": "ja"},
        {"interview": "7", "code": "geld", "codeur": "B", "waarde": "nee"},
    ],
}
GOVERNANCE: dict[str, Rows] = {
    "besluiten": [
        {
            "jaar": 2022,
            "orgaan": "raad",
            "besluit": "koers",
            "wie": "bewoners",
            "trede": "adviseren",
            "bron": "verslag",
        }
    ],
    "taken": [{"jaar": 2022, "taak": "beheer", "uitvoerder": "wij", "lokaal": "ja"}],
    "gebeurtenissen": [{"jaar": 2020, "maand": 3, "gebeurtenis": "corona", "soort": "crisis"}],
    "feiten": [
        {"feit": "laptops", "waarde": 1000, "bron": "verslag"},
        {"feit": "budget", "waarde": 7, "bron": "verslag"},
    ],
}
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
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""
MIME = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


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


def as_ods(folder: Path, row_style: str = "", cell_style: str = "", shown: str = "") -> None:
    """The workbook in `folder` as .ods; the styles go to the second row of sheet relaties."""
    tables = []
    for name, sheet in read_workbook(folder / FILE).items():
        rows = []
        for number, row in enumerate(sheet.cells):
            odd = name == "relaties" and number == 1
            cells = []
            for column, cell in enumerate(row):
                style = cell_style if odd and column == 2 else ""
                if isinstance(cell, float):
                    kind = f'office:value-type="float" office:value="{cell}"'
                else:
                    kind = 'office:value-type="string"'
                text = shown if style and shown else escape(clean(cell))
                cells.append(
                    f"<table:table-cell {kind} {style}><text:p>{text}</text:p></table:table-cell>"
                    if cell != ""
                    else "<table:table-cell/>"
                )
            rows.append(
                f"<table:table-row {row_style if odd else ''}>{''.join(cells)}</table:table-row>"
            )
        tables.append(f'<table:table table:name="{name}">{"".join(rows)}</table:table>')
    with zipfile.ZipFile(folder / f"{YEAR}.ods", "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(tables="".join(tables)))


def read(folder: Path, **options: Any) -> Coding:
    """The coding of a folder that `Wijk.write` made."""
    path = folder / str(YEAR) if (folder / str(YEAR)).is_dir() else folder / FILE
    if (folder / f"{YEAR}.ods").is_file():
        path = folder / f"{YEAR}.ods"
    aliases, corrections = folder / "aliassen.csv", folder / "correcties.yaml"
    return read_coding({YEAR: path}, aliases=aliases, corrections=corrections, **options)


def remarks(folder: Path) -> list[Fault]:
    """Every fault and warning on all input in `folder`, as the ingests find them."""
    faults: list[Fault] = []
    coding = None
    try:
        coding = read(folder)
        faults += coding.warnings
    except InputError as error:
        faults += error.faults
    readers: list[Callable[[], object]] = [
        lambda: read_governance(folder / "governance.xlsx", faults),
        *(
            lambda name=name: read_indicators(folder / name, SOURCES[name], faults)
            for name in SOURCES
        ),
    ]
    if coding is not None:
        actors = coding.actors
        readers.append(lambda: read_places(folder / "plekken.csv", actors, faults))
    for reader in readers:
        try:
            reader()
        except InputError as error:
            faults += error.faults
    return sorted(set(faults))


def changed(change: Callable[[Wijk], object], folder: Path) -> Path:
    other = Wijk()
    change(other)
    return other.write(folder)


def cells(sheet: str, row: int, **values: Any) -> Callable[[Wijk], object]:
    return lambda w: w.book[sheet][row].update(values)
