"""Corrections to raw data are data too: applied before any check, told to the reviewer.

The raw file is never edited. A correction says what stands there now; when that no longer holds,
the source was changed and the build stops.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.config import read_yaml
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.changes import Change
from veerkracht.inputs.headers import Header
from veerkracht.inputs.schemas import all_schemas
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean
from veerkracht.inputs.workbooks import same_name
from veerkracht.words import fold

KEYS = ("bestand", "blad", "kolom", "verwacht", "wordt", "waarom", "wie")
# One of these says which row: the text in the first column, or the row that the spreadsheet shows.
PLACES = ("sleutel", "rij")


@dataclass
class Correction:
    """One item of correcties.yaml; `number` counts from 1."""

    number: int
    item: dict[str, Any]
    done: bool = False

    def __getitem__(self, key: str) -> str:
        return clean("" if self.item.get(key) is None else self.item[key])


class Corrections:
    """All corrections of a wijk. `faults`: what is wrong; `changes`: what was changed."""

    def __init__(self, path: str | Path | None) -> None:
        self.file = str(path or "")
        self.faults: list[Fault] = []
        self.changes: list[Change] = []
        self._items: list[Correction] = []
        if path is None:
            return
        try:
            items = read_yaml(path) or []
        except InputError as error:
            self.faults += error.faults
            return
        if not isinstance(items, list):
            expected = "een lijst: elke correctie begint met een streepje"
            self.faults.append(Fault(self.file, found="iets anders", expected=expected))
            return
        for number, item in enumerate(items, start=1):
            keys = set(item) if isinstance(item, dict) else set()
            places = keys & set(PLACES)
            if keys - places != set(KEYS) or len(places) != 1:
                wrong = sorted((keys - places) ^ set(KEYS), key=str)
                self._fault(
                    number,
                    f"ontbrekend of onbekend: {', '.join(map(str, wrong)) or 'sleutel of rij'}",
                    f"{', '.join(KEYS)}, en sleutel of rij",
                    nearest(str(wrong[0]), [*KEYS, *PLACES]) if wrong else "",
                )
            elif not item["waarom"] or not item["wie"]:
                self._fault(number, "een lege reden of naam", "waarom en wie ingevuld")
            else:
                self._items.append(Correction(number, item))

    def _fault(self, number: int, found: str, expected: str, advice: str = "") -> None:
        place = f"correctie {number}"
        self.faults.append(
            Fault(self.file, column=place, found=found, expected=expected, advice=advice)
        )

    def apply(
        self, sheet: Sheet, header: Header, names: Iterable[str], book: str, year: int
    ) -> None:
        """Change the cells of this sheet of workbook `book` where `verwacht` still stands there.

        `names`: what `blad` may call the sheet; `year`: of its rows.
        """
        prints = {fold(name) for name in names if name}
        mine = [
            item
            for item in self._items
            if same_name(Path(item["bestand"]).name, book) and fold(item["blad"]) in prints
        ]
        for item in mine:
            item.done = True
            self._apply(sheet, header, item, year)

    def _apply(self, sheet: Sheet, header: Header, item: Correction, year: int) -> None:
        """Change one cell; a fault when its place or what stands there is not as it was."""
        column, heads = fold(item["kolom"]), [fold(text) for text in header.texts]
        if column not in heads:
            found = f"geen kolom '{item['kolom']}' in blad {item['blad']}"
            self._fault(item.number, found, "een kolom van dat blad", nearest(column, heads))
            return
        rows = [
            (number, cells)
            for number, cells in sheet.below(header.row)
            if (item["rij"] and str(number) == item["rij"])
            or (item["sleutel"] and cells and fold(clean(cells[0])) == fold(item["sleutel"]))
        ]
        if len(rows) != 1:
            which = f"rij {item['rij']}" if item["rij"] else f"'{item['sleutel']}'"
            found = "geen rij" if not rows else f"{len(rows)} rijen"
            found = f"{found} met {which} in blad {item['blad']}"
            advice = "Noem de rij met 'rij' in plaats van 'sleutel'." if rows else ""
            self._fault(item.number, found, "precies één rij", advice)
            return
        number, cells = rows[0]
        index = heads.index(column)
        cells += [""] * (index + 1 - len(cells))
        odd = next((o for o in sheet.odd if (o.row, o.column) == (number, index)), None)
        now = odd.text if odd and odd.kind == "error" else clean(cells[index])
        if now != item["verwacht"]:
            shown, wanted = f"'{now}'", f"'{item['verwacht']}'"
            if column in {fold(name) for kept in all_schemas() for name in kept.unquoted}:
                shown, wanted = "iets anders", "wat in de correctie bij verwacht staat"
            found = f"{shown} in {sheet.label}, blad {sheet.name}, rij {number}"
            advice = "De werkmap is veranderd: pas de correctie aan of haal haar weg."
            self._fault(item.number, found, wanted, advice)
            return
        if odd:
            sheet.odd.remove(odd)
        cells[index] = item["wordt"]
        place = ("correctie", sheet.label, sheet.name, number)
        self.changes.append(Change(*place, now, item["wordt"], item["waarom"], item["wie"], year))

    def unused(self) -> list[Fault]:
        """A fault for every correction to a file or sheet that was not read."""
        for item in self._items:
            if not item.done:
                found = f"bestand '{item['bestand']}', blad '{item['blad']}'"
                self._fault(item.number, found, "een werkmap en blad die ingelezen worden")
        return self.faults
