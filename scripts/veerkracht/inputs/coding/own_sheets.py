"""A wijk's own coding sheets as the same books that its workbooks give, by their description.

A sheet is laid out anew for every year: our columns in our order, words replaced by codes, every
row where it stands in the file. What follows reads it as any sheet, and tells faults at the row and
under the heading of the own sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.coding.cells import Cells, year_in
from veerkracht.inputs.coding.description import (
    FOLLOWS,
    KIND,
    MAIN,
    NAME,
    VALUE,
    YEAR,
    YEARS,
    Description,
    OwnSheet,
    fingerprint,
)
from veerkracht.inputs.containers import Head, begin_at_head, pick_sheet, read_table, read_workbook
from veerkracht.inputs.corrections import Corrections
from veerkracht.inputs.headers import Header
from veerkracht.inputs.rows import is_blank, wrong_width
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean
from veerkracht.inputs.workbooks import WORKBOOKS

# A row of a sheet that is shared says nothing without this column.
SUBJECT = {"relaties": "naar", "citaten": "tekst", "codeurs": "code", "werkwijze": "vraag"}


@dataclass
class _Opened:
    """A sheet as it stands in its file.

    `places`: our sheet -> our column -> index, with the heading as the file writes it in `titles`;
    `years`: our sheet -> year -> numbers of the rows.
    """

    sheet: Sheet
    header: Header
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    years: dict[str, dict[int, list[int]]] = field(default_factory=dict)

    def cells(self, row: int) -> list[Any]:
        """The cells of a row by the number that the spreadsheet shows."""
        return self.sheet.cells[row - self.sheet.first]


def read_own_books(
    block: Mapping[str, Any], years: Iterable[int], corrections: Corrections
) -> list[YearBook]:
    """The rows of the own sheets of every year after corrections; faults go to the books.

    `block`: `codering` of the wijk in config.yaml, checked, with whole paths. A book holds the
    sheets that are described.
    """
    described = Description(block)
    books = [YearBook(year, is_own=True, is_long=described.is_long) for year in sorted(years)]
    opened: dict[tuple[str, str], _Opened | None] = {}
    cells = {own.ours: Cells(described, own) for own in described.sheets}
    for book in books:
        for own in described.sheets:
            place = own.place(book.year)
            if place not in opened:
                owns = [other for other in described.sheets if other.place(book.year) == place]
                opened[place] = _open(book, place, owns, described, corrections)
                if own.ours == MAIN:
                    cells[MAIN].learn(_names(opened[place]))
            if source := opened[place]:
                _add(book, source, own, described, cells[own.ours])
    for source in filter(None, opened.values()):
        _check_all_years(source, described, {book.year for book in books})
    for book in books:
        for source in filter(None, opened.values()):
            book.faults += source.sheet.faults
    for reader in cells.values():
        reader.tell_drift(books)
    return books


def _names(source: _Opened | None) -> list[str]:
    """The names of parties in a sheet of initiatieven."""
    place = source.places[MAIN].get(NAME) if source else None
    if source is None or place is None:
        return []
    rows = (number for numbers in source.years[MAIN].values() for number in numbers)
    return [clean(cells[place]) for cells in map(source.cells, rows) if place < len(cells)]


# One sheet --------------------------------------------------------------------------------------


def _open(
    book: YearBook,
    place: tuple[str, str],
    owns: list[OwnSheet],
    described: Description,
    corrections: Corrections,
) -> _Opened | None:
    """A sheet with its headings found and its rows sorted by year; None if it cannot be read."""
    path, wanted = Path(place[0]), place[1]
    headings = [head for own in owns for heads in own.headings.values() for head in heads]
    try:
        sheet = _read(path, wanted, headings)
    except InputError as error:
        book.faults += error.faults
        return None
    header = Header(sheet.first, [clean(cell) for cell in sheet.cells[0]] if sheet.cells else [])
    names = {sheet.name or wanted, *(own.ours for own in owns)}
    count = len(corrections.changes)
    corrections.apply(sheet, header, names, path.name, 0)
    source = _Opened(sheet, header)
    used: set[int] = set()
    for own in owns:
        source.places[own.ours] = _find(source, own, described)
        used |= set(source.places[own.ours].values())
    _tell_unread(source, used)
    filled = [number for number, cells in sheet.below(header.row)
              if not is_blank(cells) and not wrong_width(sheet, number, cells, header)]  # fmt: skip
    for own in owns:
        source.years[own.ours] = _by_year(source, own, filled, described)
    of_row = {row: year or book.year for years in source.years.values()
              for year, numbers in years.items() for row in numbers}  # fmt: skip
    corrections.changes[count:] = [
        change._replace(year=of_row.get(change.row, 0)) for change in corrections.changes[count:]
    ]
    return source


def _read(path: Path, wanted: str, headings: list[str]) -> Sheet:
    """The sheet with these headings, its header first; raises InputError."""
    prints = {fingerprint(heading) for heading in headings}

    def count(line: list[str]) -> int:
        return len(prints & {fingerprint(text) for text in line if text})

    # A third: of headings that changed each is to be told by itself.
    head = Head(count, max(1, len(prints) / 3), f"een kopregel met {', '.join(headings)}")
    if path.suffix.lower() not in WORKBOOKS:
        return read_table(path, head)
    book = read_workbook(path)
    if wanted:
        sheet = pick_sheet(book, wanted, str(path))
    else:
        seen = [sheet for sheet in book.values() if not sheet.hidden]
        scores = {sheet.name: max(map(count, _texts(sheet)), default=0) for sheet in seen}
        likely = [name for name, score in scores.items() if score >= head.least]
        if len(likely) != 1:
            told = " en ".join(likely) if likely else f"geen van {', '.join(scores)}"
            advice = "Noem het blad in config.yaml: blad bij codering."
            found = f"bladen met deze koppen: {told}"
            raise InputError([Fault(str(path), found=found, expected="één blad", advice=advice)])
        sheet = book[likely[0]]
    begin_at_head(sheet, head)
    return sheet


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[clean(cell) for cell in row] for row in sheet.cells[:12]]


def _find(source: _Opened, own: OwnSheet, described: Description) -> dict[str, int]:
    """Our column -> its index; faults for a heading that is gone or stands there twice."""
    sheet, header = source.sheet, source.header
    prints = [fingerprint(text) for text in header.texts]
    wanted = own.headings | ({YEAR: [own.year]} if own.year else {})
    if own.ours == MAIN and described.kinds:
        wanted = {
            name: heads for name, heads in wanted.items() if not _is_kind(name, heads, prints)
        }
        wanted |= {KIND: [described.kinds["soort"]], VALUE: [described.kinds["waarde"]]}
    claimed = {fingerprint(head) for heads in wanted.values() for head in heads}
    fresh = [text for text in header.texts if text and fingerprint(text) not in claimed]
    places = {}
    for name, heads in wanted.items():
        there = [index for index, text in enumerate(prints)
                 if text and text in {fingerprint(head) for head in heads}]  # fmt: skip
        if len(there) == 1:
            places[name] = there[0]
        elif there:
            told = " en ".join(f"'{header.texts[index]}'" for index in there)
            advice = f"Welke is {name}? Geef de andere een andere kop."
            sheet.fault(header.row, heads[0], told, "één kolom", advice, quote=False)
        else:
            found = "deze kop staat er niet"
            if fresh:
                found += f"; wel en niet in de beschrijving: {', '.join(fresh)}"
            expected = f"de kop van {name}, zoals bij codering in config.yaml"
            advice = nearest(heads[0], fresh)
            advice += f"{' ' if advice else ''}Heet hij in elk jaar anders, noem dan alle koppen: "
            advice += f"{name}: [{heads[0]}, …]."
            sheet.fault(header.row, heads[0], found, expected, advice, quote=False)
    return places


def _is_kind(column: str, heads: list[str], prints: list[str]) -> bool:
    """Whether what is named is no heading but a word in the column that says the kind of code."""
    is_list = column != YEAR and schema(MAIN).fields[column].type == "list"
    return is_list and not {fingerprint(head) for head in heads} & set(prints)


def _tell_unread(source: _Opened, used: set[int]) -> None:
    """A warning with the headings that the description leaves out."""
    sheet, header = source.sheet, source.header
    texts = [text for index, text in enumerate(header.texts) if text and index not in used]
    if texts:
        expected, advice = (
            "koppen bij codering in config.yaml",
            "Deze kolommen worden niet gelezen.",
        )
        sheet.warn(header.row, "", ", ".join(texts), expected, advice, quote=False)


def _by_year(
    source: _Opened, own: OwnSheet, rows: list[int], described: Description
) -> dict[int, list[int]]:
    """Year -> its rows; 0 for all rows of a sheet that has no column with the year."""
    place = source.places[own.ours].get(YEAR)
    if place is None:
        return {} if own.year else {0: rows}
    years: dict[int, list[int]] = {}
    words = described.codes(own.ours, YEARS)
    title = source.header.column(place)
    for number in rows:
        cell = source.cells(number)[place] if place < len(source.cells(number)) else ""
        year = year_in(words.get(fingerprint(clean(cell)), cell))
        if year is None:
            if not own.is_shared:  # told once
                advice = "Typ alleen het jaar. Is het een rij met een totaal, haal haar weg."
                source.sheet.fault(number, title, clean(cell), "een jaartal", advice)
        else:
            years.setdefault(year, []).append(number)
    return years


# One sheet of one year --------------------------------------------------------------------------


def _add(
    book: YearBook, source: _Opened, own: OwnSheet, described: Description, cells: Cells
) -> None:
    """Lay out the rows of a year under our columns, and read them into the book."""
    places = source.places[own.ours]
    years = source.years[own.ours]
    rows = years.get(0, years.get(book.year, []))
    kinds = _kinds(own, places)
    gone = set(own.headings) - set(places) - set(kinds.values())
    if NAME in gone or (own.year and YEAR not in places):
        return  # the heading is told, and without it nothing can be said of a row
    sheet = _empty_copy(source, own, rows, kinds)
    _check_year(book, source, own, sheet)
    names = list(schema(own.ours).fields)
    subject = SUBJECT.get(own.ours, "") if own.is_shared else ""
    leads: dict[str, dict[str, Any]] = {}
    for number in rows:
        line = cells.translate(book.year, number, source.cells(number), places, kinds)
        line |= {name: _stand_in(own, name) for name in gone}
        if subject and not clean(line[subject]):
            continue
        if own.ours == MAIN and described.is_long:
            lead = leads.setdefault(fingerprint(clean(line[NAME])), line)
            line = {name: cell if cell != "" or cells.is_list(name) else lead[name]
                    for name, cell in line.items()}  # fmt: skip
        for name in FOLLOWS.get(own.ours, ()):
            if name not in own.headings:
                line[name] = book.year if name == YEAR else f"{book.year}-{number}"
        sheet.cells[number - sheet.first] = [line[name] for name in names]
    cells.tell_unknown(sheet, kinds)
    book.add(own.ours, sheet)


def _stand_in(own: OwnSheet, name: str) -> str:
    """What a cell may hold below a heading that is gone, so that its rows are not told as well."""
    column = schema(own.ours).fields[name]
    needed = column.required or name in ("geinterviewd", "interview")
    return (column.enum or ("onbekend",))[-1] if needed else ""


def _empty_copy(source: _Opened, own: OwnSheet, rows: list[int], kinds: Mapping[str, str]) -> Sheet:
    """The sheet with our header in place of its own and nothing below it yet.

    It keeps what is odd in the cells of `rows` that are read, at the column where they will stand.
    """
    raw, places = source.sheet, source.places[own.ours]
    columns = places | {name: places[VALUE] for name in kinds.values()}
    order = {name: index for index, name in enumerate(schema(own.ours).fields)}
    moved = {index: order[name] for name, index in columns.items() if name in order}
    read = set(rows)
    odd = [replace(odd, column=moved[odd.column]) for odd in raw.odd
           if odd.column in moved and odd.row in read]  # fmt: skip
    hidden = [odd for odd in raw.odd if odd.kind == "hidden" and odd.row in read]
    cells: list[list[Any]] = [[] for _ in raw.cells]
    if cells:
        cells[0] = list(order)
    titles = {name: source.header.column(index) for name, index in columns.items()}
    return Sheet(raw.file, raw.name, cells, raw.first, odd=[*odd, *hidden], headings=titles)


def _kinds(own: OwnSheet, places: Mapping[str, int]) -> dict[str, str]:
    """The fingerprint of a word that says what kind of code a row has -> our column."""
    if VALUE not in places:
        return {}
    absent = {name: words for name, words in own.headings.items() if name not in places}
    return {fingerprint(word): name for name, words in absent.items() for word in words}


def _check_year(book: YearBook, source: _Opened, own: OwnSheet, sheet: Sheet) -> None:
    """A fault for a year without rows; in a file of one year also for rows of another."""
    years = source.years[own.ours]
    if 0 in years or own.ours != MAIN or YEAR not in source.places[MAIN]:
        return
    if book.year not in years:
        found = f"geen rij van {book.year}, wel van {', '.join(map(str, sorted(years))) or 'niets'}"
        advice = "Haal het jaar weg bij years in config.yaml, of voeg de rijen toe."
        row = source.header.row
        sheet.fault(row, own.year, found, f"rijen van {book.year}", advice, quote=False)
    if own.is_yearly:
        for year in sorted(set(years) - {book.year}):
            expected, advice = f"{book.year}, het jaar van het bestand", "Verbeter het jaar."
            source.sheet.fault(years[year][0], own.year, year, expected, advice)


def _check_all_years(source: _Opened, described: Description, asked: set[int]) -> None:
    """A warning for rows of years that the settings leave out."""
    if MAIN not in source.years or described.main.is_yearly:
        return
    years = source.years[MAIN]
    for year in sorted(set(years) - asked - {0}):
        expected = f"een van {', '.join(map(str, sorted(asked)))} (years in config.yaml)"
        found = f"{len(years[year])} keer {year}"
        advice = "Deze rijen worden niet gelezen."
        source.sheet.warn(years[year][0], described.main.year, found, expected, advice, quote=False)
