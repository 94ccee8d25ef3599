"""The cells of an own sheet in our terms: values apart, words as codes, what is missing filled."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from veerkracht.faults import STOP, WARNING, nearest
from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.coding.description import (
    KIND,
    MAIN,
    STANDARD,
    VALUE,
    Description,
    OwnSheet,
    fingerprint,
)
from veerkracht.inputs.schemas import Field, schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean
from veerkracht.words import fold

A_YEAR = r"(?P<year>(?:19|20)\d\d)"
YEAR_FORMS = (A_YEAR, rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.]{A_YEAR}", rf"{A_YEAR}-\d{{1,2}}-\d{{1,2}}")
# Signs that may stand between values in a later version of a sheet.
OTHER_SIGNS = (",", "/", "•", "·", "&", "+")
SIGN_NAMES = {"\n": "een nieuwe regel"}
# So many cells before a sign says anything of a column.
MANY = 3


def year_in(cell: object) -> int | None:
    """The year that a cell says: a year, or the year of a date; None if it is neither."""
    if isinstance(cell, dt.date | dt.datetime):
        return cell.year
    text = clean(cell)
    found = next(filter(None, (re.fullmatch(form, text) for form in YEAR_FORMS)), None)
    return int(found["year"]) if found else None


class Cells:
    """Reads the cells of one of our sheets by its description; collects what it cannot place."""

    def __init__(self, described: Description, own: OwnSheet) -> None:
        self.described, self.own = described, own
        self.fields = schema(own.ours).fields
        self.codes = {name: described.codes(own.ours, field) for name, field in self.fields.items()}
        self.absent = described.absent if own.ours == MAIN else {}
        # Column -> words and names that hold a separating sign themselves: each is one value.
        words = [word for words in described.words.values() for word in words]
        self.whole = {name: self._uncut(words) for name in self.fields}
        # (column, word or sign) -> the rows with it in the sheet that is being read.
        self._unknown: dict[tuple[str, str], list[int]] = {}
        self._stray: dict[tuple[str, str], list[int]] = {}
        # Words that say the kind of a code: rows with an unknown one, columns of the others.
        self._kinds: dict[str, list[int]] = {}
        self._seen: set[str] = set()
        # (column, year) -> how many cells hold a sign; an empty sign is any that separates.
        self._signs: dict[tuple[str, int], Counter[str]] = {}

    def learn(self, names: Iterable[str]) -> None:
        """Keep names of parties that hold a separating sign: they are one value, not several."""
        self.whole["partners"] |= self._uncut(names)

    def _uncut(self, texts: Iterable[str]) -> dict[str, str]:
        """What is left of a text without the signs that separate -> the text, where it has some."""
        cut = {text: self._apart(text) for text in texts}
        return {fold("".join(parts)): text for text, parts in cut.items() if len(parts) > 1}

    def translate(
        self,
        year: int,
        row: int,
        cells: list[Any],
        places: Mapping[str, int],
        kinds: Mapping[str, str],
    ) -> dict[str, Any]:
        """A row of the own sheet as one of ours: column -> value.

        `kinds`: the word that says what kind of code stands in the row -> our column.
        """

        def at(place: str) -> Any:
            index = places.get(place)
            return cells[index] if index is not None and index < len(cells) else ""

        kind = ""
        if kinds:
            word = clean(at(KIND))
            kind = kinds.get(fingerprint(word), "")
            self._seen.add(kind)
            if word and not kind:
                self._kinds.setdefault(word, []).append(row)
        return {
            name: self._cell(year, row, column, at(VALUE if kind == name else name))
            for name, column in self.fields.items()
        }

    def is_list(self, name: str) -> bool:
        """Whether a column holds several values."""
        return self.fields[name].type == "list"

    def _cell(self, year: int, row: int, column: Field, cell: Any) -> Any:
        """One cell in our terms; what is unknown is kept to tell, in place of a fault a cell."""
        text, name = clean(cell), column.name
        choices = {fold(choice) for choice in column.enum}
        if fingerprint(text) in self.described.empty and fold(text) not in choices:
            text = ""
        if not text:
            return self.absent.get(name, "")
        if column.type == "integer" and column.maximum == 2100 and year_in(cell):
            return year_in(cell)
        if fingerprint(text) in self.codes[name]:
            return self.codes[name][fingerprint(text)]
        if column.type == "list":
            return self._list(year, row, name, cell, text)
        if choices and fold(text) not in choices:
            self._unknown.setdefault((name, text), []).append(row)
            return column.enum[-1]  # the build stops: this only keeps one cause one fault
        return cell

    def _list(self, year: int, row: int, name: str, cell: Any, text: str) -> Any:
        """Several values in a cell, separated as our own workbook does."""
        if not isinstance(cell, str):
            return cell
        parts = self._values(text, self.whole[name])
        strays = [sign for sign in STANDARD if any(sign in part for part in parts)]
        for sign in strays:
            self._stray.setdefault((name, sign), []).append(row)
        counts = self._signs.setdefault((name, year), Counter())
        counts[""] += len(parts) > 1
        counts.update(sign for sign in OTHER_SIGNS if any(sign in part for part in parts))
        empty = self.described.empty
        codes = [self.codes[name].get(fingerprint(part), part) for part in parts
                 if fingerprint(part) not in empty]  # fmt: skip
        return cell if codes == [text] or strays else "; ".join(codes)

    def _values(self, text: str, whole: Mapping[str, str]) -> list[str]:
        """The values in a cell; what is `whole` with a separating sign in it stays one."""
        parts, values, start = self._apart(text), [], 0
        while start < len(parts):
            ends = range(len(parts), start + 1, -1) if whole else ()
            end = next((e for e in ends if fold("".join(parts[start:e])) in whole), start + 1)
            single = end == start + 1
            values.append(parts[start] if single else whole[fold("".join(parts[start:end]))])
            start = end
        return values

    def _apart(self, text: str) -> list[str]:
        parts = (part.strip() for part in self.described.between.split(text))
        return [part for part in parts if part]

    def tell_unknown(self, sheet: Sheet, kinds: Mapping[str, str]) -> None:
        """Faults for words and signs of this sheet that the description leaves out, each once."""
        for (name, text), rows in self._unknown.items():
            column = self.fields[name]
            advice = nearest(text, column.enum)
            code = column.enum[0]
            advice += " Of zet het" if advice else "Zet het"
            advice += " bij codering in config.yaml: "
            advice += f"woorden: {{{code}: [{text}]}}, met de code waar het voor staat."
            sheet.fault(rows[0], name, text, column.expected + _times(rows), advice)
        for (name, sign), rows in self._stray.items():
            found = SIGN_NAMES.get(sign, f"'{sign}'")
            told = ", ".join(SIGN_NAMES.get(s, f"'{s}'") for s in self.described.separators)
            expected = f"waarden gescheiden door {told}, zoals bij scheiding{_times(rows)}"
            advice = "Is het scheidingsteken veranderd? Zet het dan bij scheiding in config.yaml."
            sheet.fault(rows[0], name, found, expected, advice, quote=False)
        self._tell_kinds(sheet, kinds)
        for told_before in (self._unknown, self._stray, self._kinds, self._seen):
            told_before.clear()

    def _tell_kinds(self, sheet: Sheet, kinds: Mapping[str, str]) -> None:
        """Words that say the kind of a code and stand at no column: a slip, or not asked for."""
        asked = [word for name in dict.fromkeys(kinds.values()) for word in self.own.headings[name]]
        gone = sorted({self.own.headings[name][0] for name in set(kinds.values()) - self._seen})
        for word, rows in self._kinds.items():
            found, advice = f"'{word}'", nearest(word, asked)
            expected = f"een soort code die bij kolommen staat{_times(rows)}"
            if gone:
                expected += f"; {', '.join(gone)} staat er niet"
            level = STOP if advice or gone else WARNING
            advice = advice or "Deze rijen worden niet gelezen."
            title = self.described.kinds["soort"]
            sheet.fault(rows[0], title, found, expected, advice, level=level, quote=False)

    def tell_drift(self, books: list[YearBook]) -> None:
        """A fault where a year has another sign between values than other years have.

        A warning where a sign stands in many cells of a column in which nothing is separated.
        """
        sheets = {book.year: book.sheets[self.own.ours] for book in books
                  if self.own.ours in book.sheets}  # fmt: skip
        told = ", ".join(SIGN_NAMES.get(s, f"'{s}'") for s in self.described.separators)
        for (name, year), counts in self._signs.items():
            others = {y: c for (n, y), c in self._signs.items() if n == name and y != year}
            before = [y for y, c in others.items() if c[""] >= MANY]
            for sign in OTHER_SIGNS:
                if counts[""] or counts[sign] < MANY:
                    continue
                found = f"{counts[sign]} cellen met '{sign}', geen met {told}"
                used_so = any(2 * c[sign] >= counts[sign] for c in others.values())
                if before and not used_so:
                    expected = f"waarden gescheiden door {told}, zoals in {min(before)}"
                    advice = f"Scheidt '{sign}' hier? Zet het bij scheiding in config.yaml."
                    sheet = sheets[year]
                    sheet.fault(sheet.first, name, found, expected, advice, quote=False)
                elif not before:
                    advice = f"Scheidt '{sign}' waarden? Zet het bij scheiding in config.yaml."
                    sheet = sheets[year]
                    sheet.warn(sheet.first, name, found, "één waarde per cel", advice, quote=False)


def _times(rows: list[int]) -> str:
    return f" ({len(rows)} rijen)" if len(rows) > 1 else ""
