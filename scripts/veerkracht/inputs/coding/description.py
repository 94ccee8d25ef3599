"""A wijk's own coding sheets as config.yaml describes them: which heading is which of our columns.

A description names a file, the headings, the signs between values in a cell, and the words that
stand for our codes. It is checked before any file is opened; nothing here loads a library for
tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from veerkracht.config import at_their_lines
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.schemas import Field, schema
from veerkracht.inputs.values import clean, to_number
from veerkracht.inputs.workbooks import CODING_SHEETS, EACH_YEAR
from veerkracht.words import fold

MAIN = CODING_SHEETS[0]
EMPTY, YEAR, NAME = "leeg", "jaar", "naam"
# Where a row says what kind of code it has, and the code itself.
KIND, VALUE = "lang > soort", "lang > waarde"
STANDARD = (";", "|", "\n")
# What a description need not name: it follows from the row and the year.
FOLLOWS = {MAIN: ("interview",), "citaten": ("citaat", YEAR), "werkwijze": (YEAR,)}
# Columns of other sheets whose words are codes too; of initiatieven those are the lists.
CODES = (("relaties", "soort"), ("codeurs", "code"))
YEARS = schema("citaten").fields[YEAR]


def fingerprint(text: str) -> str:
    """A heading or word without case, accents, spaces and signs; a sign alone stays itself."""
    return fold(text) or text.strip().casefold()


def listed(value: Any) -> list[str]:
    """One text or a list of them, as a list of texts."""
    return [clean(item) for item in value] if isinstance(value, list) else [clean(value)]


@dataclass(frozen=True)
class OwnSheet:
    """Where one of our sheets is to be found. `file` and `sheet` may hold {jaar}.

    `headings`: our column -> its headings over the years; `year`: the heading above the year, empty
    if there is none; `is_shared`: it is read from the sheet of initiatieven.
    """

    ours: str
    file: str
    sheet: str
    year: str
    headings: dict[str, list[str]]
    is_shared: bool

    @property
    def is_yearly(self) -> bool:
        """Whether every year has a file or a sheet of its own."""
        return EACH_YEAR in self.file + self.sheet

    def place(self, year: int) -> tuple[str, str]:
        """The file and the sheet of a year."""
        file, sheet = (text.replace(EACH_YEAR, str(year)) for text in (self.file, self.sheet))
        return file, sheet


class Description:
    """The block `codering` of a wijk, read; see the schema of config.yaml for its keys."""

    def __init__(self, block: Mapping[str, Any]) -> None:
        self.sheets = [_own_sheet(block, name) for name in CODING_SHEETS if _block(block, name)]
        self.words: dict[str, list[str]] = {
            clean(code): listed(words) for code, words in block.get("woorden", {}).items()
        }
        self.absent: dict[str, Any] = block.get("ontbreekt", {})
        self.separators = separators(block)
        self.is_long = bool(block.get("lang"))
        kinds = block.get("lang")
        self.kinds: dict[str, str] = kinds if isinstance(kinds, dict) else {}

    @property
    def main(self) -> OwnSheet:
        """The sheet of initiatieven."""
        return self.sheets[0]

    @cached_property
    def empty(self) -> set[str]:
        """The words that stand for an empty cell."""
        return {fingerprint(word) for word in self.words.get(EMPTY, [])}

    @cached_property
    def between(self) -> re.Pattern[str]:
        """What stands between two values in a cell."""
        return re.compile("|".join(map(re.escape, self.separators)))

    def codes(self, sheet: str, field: Field) -> dict[str, str]:
        """The fingerprint of every word for a code of this column -> that code."""
        return {
            fingerprint(word): code
            for code, words in self.words.items()
            if fits(sheet, field, code)
            for word in words
        }


def fits(sheet: str, field: Field, code: str) -> bool:
    """Whether a code may stand in this column: a choice, a number within bounds, or a free code."""
    if field.enum:
        return fold(code) in {fold(choice) for choice in field.enum}
    number = to_number(code)
    if field.type in ("integer", "number"):
        return number is not None and field.holds(number)
    free = (field.type == "list" and field.name != "partners") or (sheet, field.name) in CODES
    return free and number is None and code not in _choices() and code != EMPTY


def _choices() -> set[str]:
    """Every fixed choice of a column of the coding sheets."""
    fields = (field for name in CODING_SHEETS for field in schema(name).fields.values())
    return {choice for field in fields for choice in field.enum}


def separators(block: Mapping[str, Any]) -> list[str]:
    """What stands between values in a cell: signs, and words with a space on both sides."""
    given = block.get("scheiding", list(STANDARD))
    texts = [str(item) for item in given] if isinstance(given, list) else [str(given)]
    return [f" {text.strip()} " if fold(text) else text.strip() or text for text in texts]


def _block(block: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The part of a description that is about one of our sheets; empty if there is none."""
    found: Mapping[str, Any] = block if name == MAIN else block.get(name, {})
    return found


def _own_sheet(block: Mapping[str, Any], name: str) -> OwnSheet:
    own = _block(block, name)
    is_shared = name != MAIN and not {"bestand", "blad"} & set(own)
    file = own.get("bestand", block["bestand"])
    sheet = block.get("blad", "") if is_shared else own.get("blad", "")
    is_yearly = EACH_YEAR in file + sheet
    year = own.get(YEAR, block.get(YEAR, "") if is_shared or not is_yearly else "")
    headings = {column: listed(heads) for column, heads in own["kolommen"].items()}
    return OwnSheet(name, file, sheet, year, headings, is_shared)


# Checks -----------------------------------------------------------------------------------------


def check_descriptions(wijken: Mapping[str, Mapping[str, Any]], file: str) -> None:
    """Raise InputError with all that cannot be right in the descriptions of own sheets."""
    faults = []
    for key, wijk in wijken.items():
        if "codering" in wijk:
            place = f"wijken > {key} > codering"
            for column, found, expected, advice in _amiss(wijk["codering"], wijk["years"]):
                where = f"{place} > {column}" if column else place
                faults.append(Fault(file, "", 0, where, found, expected, advice))
    if faults:
        raise InputError(at_their_lines(faults, file))


def _amiss(block: Mapping[str, Any], years: list[int]) -> Iterator[tuple[str, str, str, str]]:
    """What is wrong in one description: key, found, expected, advice."""
    described = Description(block)
    if not years:
        yield "", "codeersheets", "de jaren ervan bij years", "Noem ze, naast areas."
    for own in described.sheets:
        prefix = "" if own.ours == MAIN else f"{own.ours} > "
        yield from _amiss_columns(own, described, prefix)
        if not own.is_yearly and not own.year and len(years) > 1:
            expected = f"de kop van de kolom met het jaar, of {EACH_YEAR} in bestand of blad"
            yield f"{prefix}{YEAR}", "niets", expected, "Anders is niet te zien welk jaar het is."
    for column, value in described.absent.items():
        yield from _amiss_value(f"ontbreekt > {column}", column, clean(value))
    yield from _amiss_words(described)


def _amiss_columns(
    own: OwnSheet, described: Description, prefix: str
) -> Iterator[tuple[str, str, str, str]]:
    """Columns that are not ours, headings that stand for two, and columns that are needed."""
    fields, seen = schema(own.ours).fields, dict[str, str]()
    for column, headings in own.headings.items():
        place = f"{prefix}kolommen > {column}"
        if column not in fields:
            found, expected = "een onbekende kolom", f"een van {', '.join(fields)}"
            yield place, found, expected, nearest(column, fields)
        for heading in headings:
            other = seen.setdefault(fingerprint(heading), column)
            if other != column:
                yield place, f"'{heading}'", f"een andere kop dan {other}", "Haal er één weg."
    filled = {*own.headings, *FOLLOWS.get(own.ours, ())}
    filled |= set(described.absent) if own.ours == MAIN else set()
    needed = [name for name, field in fields.items() if field.required or name == "geinterviewd"]
    for name in needed:
        if name not in filled:
            advice = "Noem de kop"
            advice += f", of zet bij ontbreekt wat geldt: {name}: …" if own.ours == MAIN else ""
            expected = f"een kop voor {name} ({fields[name].expected})"
            yield f"{prefix}kolommen > {name}", "niets", expected, f"{advice}."


def _amiss_value(place: str, column: str, value: str) -> Iterator[tuple[str, str, str, str]]:
    """A value for what is missing that its column cannot hold."""
    fields = schema(MAIN).fields
    if column not in fields or column == NAME:
        expected = f"een van {', '.join(name for name in fields if name != NAME)}"
        yield place, "een onbekende kolom", expected, nearest(column, fields)
    elif (field := fields[column]).enum and not fits(MAIN, field, value):
        yield place, f"'{value}'", field.expected, nearest(value, field.enum)
    elif field.type in ("integer", "number") and not fits(MAIN, field, value):
        yield place, f"'{value}'", field.expected, ""


def _amiss_words(described: Description) -> Iterator[tuple[str, str, str, str]]:
    """Codes that are a slip of a fixed choice, and words that stand for two codes of one column."""
    known = {*_choices(), EMPTY}
    for code in described.words:
        if code not in known and (advice := nearest(code, known)):
            yield f"woorden > {code}", f"'{code}'", "een van onze codes, of een eigen code", advice
    for own in described.sheets:
        fields = [schema(own.ours).fields[name] for name in own.headings
                  if name in schema(own.ours).fields]  # fmt: skip
        for field in [*fields, YEARS]:
            codes = [code for code in described.words if fits(own.ours, field, code)]
            yield from _double_words(described, field.name, codes)


def _double_words(
    described: Description, column: str, codes: Iterable[str]
) -> Iterator[tuple[str, str, str, str]]:
    first: dict[str, str] = {}
    for code in codes:
        for word in described.words[code]:
            other = first.setdefault(fingerprint(word), code)
            if other != code:
                expected = f"een woord met één betekenis in kolom {column}; ook {other} heeft het"
                yield f"woorden > {code}", f"'{word}'", expected, "Haal er één weg."
