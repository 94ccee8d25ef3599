"""A proposal for the description of an own sheet, from its headings and what stands below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from veerkracht.faults import Fault, InputError, order
from veerkracht.inputs.coding.cells import year_in
from veerkracht.inputs.coding.description import EMPTY, KIND, MAIN, NAME, VALUE, YEAR, fingerprint
from veerkracht.inputs.containers import Head, read_table, read_workbook
from veerkracht.inputs.rows import is_blank
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean, to_number
from veerkracht.inputs.workbooks import EACH_YEAR, WORKBOOKS
from veerkracht.words import fold

FIELDS = schema(MAIN).fields
# What people write above a column, beside its own name and title.
HEADINGS = {
    YEAR: ("jaartal", "peiljaar", "meetjaar", "jaar gesprek", "jaar interview", "meting", "ronde"),
    NAME: ("initiatief", "organisatie", "partij", "initiatiefnaam"),
    "soort": ("type", "formeel of informeel", "formeel/informeel"),
    "organisatievorm": ("rechtsvorm", "vorm"),
    "thema": ("thema's", "onderwerp", "onderwerpen"),
    "doelgroep": ("doelgroepen", "voor wie"),
    "ligging": ("binnen of buiten de wijk", "in de wijk"),
    "lat": ("latitude",),
    "lon": ("longitude", "long", "lng"),
    "plek": ("soort plek",),
    "website": ("site", "url", "webadres"),
    "start": ("startjaar", "oprichtingsjaar", "opgericht", "sinds"),
    "eind": ("eindjaar", "gestopt"),
    "geinterviewd": ("gesproken", "interview gehouden", "gesprek gehad"),
    "interview": ("interviewnummer", "gespreksnummer", "nummer gesprek"),
    "hulpbronnen": ("hulpbron", "middelen", "wat helpt"),
    "belemmeringen": ("belemmering", "knelpunten", "knelpunt", "drempels", "drempel", "barrières"),
    "eigenaarschap": ("zeggenschap",),
    "bewonersgeleid": ("door bewoners", "geleid door bewoners"),
    "partners": ("partner", "samenwerkingspartners", "samenwerking", "samenwerkt met"),
    "codeur": ("gecodeerd door",),
    "opmerking": ("opmerkingen", "toelichting", "notities"),
    KIND: ("codesoort", "soort code", "codegroep"),
    VALUE: ("code", "codewaarde"),
}
WORDS = {
    "informeel": ("bewonersinitiatief", "burgerinitiatief", "bewonersgroep", "bewoners"),
    "formeel": ("organisatie", "instelling", "professioneel", "professionele organisatie"),
    "ja": ("x", "j", "v", "1", "yes"),
    "nee": ("n", "0", "no"),
    "binnen": ("in de wijk", "wijk", "lokaal"),
    "buiten": ("buiten de wijk", "stad", "stedelijk"),
    EMPTY: ("-", "nvt", "n.v.t.", "geen", "niet bekend"),
}
SIGNS = (";", "|", "\n", ",", "/")
# More words than this in a column are names or sentences, no codes.
MOST_WORDS = 12
EXACT, PART = 2, 1
HEAD_OF = {
    fingerprint(text): column
    for column, texts in HEADINGS.items()
    for text in (column, *texts, FIELDS[column].title if column in FIELDS else column)
}


@dataclass
class _Table:
    """A sheet to describe: `rows` below its headings, and our column -> index of its heading."""

    headings: list[str]
    rows: list[list[Any]]
    places: dict[str, int] = field(default_factory=dict)

    def column(self, name: str) -> list[Any]:
        """The cells of one of our columns."""
        return self.at(self.places[name]) if name in self.places else []

    def at(self, index: int) -> list[Any]:
        """The cells of a column that are not empty."""
        cells = (row[index] for row in self.rows if index < len(row))
        return [cell for cell in cells if clean(cell)]


def describe_sheet(path: Path, wijk: str) -> str:
    """The block `codering` to paste in config.yaml, and below it as remarks what was not placed.

    `path`: a text table or a workbook of any kind. Raises InputError when it cannot be read.
    """
    if not path.is_file():
        command = order("describe_sheet --config bestand=data/spangen/sheet.xlsx")
        advice = f"Geef het mee: {command}"
        found = f"'{path}'" if path.name else "niets"
        fault = Fault("--config", "", 0, "bestand", found, "een bestand dat er is", advice)
        raise InputError([fault])
    sheet = read_table(path, Head(_likely, 3, "een kopregel met koppen als naam, jaar en partners"))
    rows = [cells for _, cells in sheet.below(sheet.first) if not is_blank(cells)]
    table = _Table([clean(cell) for cell in sheet.cells[0]], rows)
    table.places = _place(table)
    lines = [*_where(path, sheet, wijk, table), *_columns(table), *_long(table), *_signs(table)]
    lines += [*_words(table), *_absent(table), *_named(table), *_unplaced(table)]
    text = "".join(f"      {line}\n" for line in lines)
    return f"{_years(table)}    codering:\n{text}"


def _likely(line: list[str]) -> int:
    """How much a line looks like a line of headings: known ones count most."""
    texts = {text for text in line if text}
    return 100 * sum(bool(_meant(text)[0]) for text in texts) + len(texts)


def _meant(heading: str) -> tuple[str, int]:
    """The column of ours that a heading may stand for, and how sure that is; empty if none."""
    if exact := HEAD_OF.get(fingerprint(heading)):
        return exact, EXACT
    words = [fold(word) for word in re.findall(r"\w+", heading)]
    # The last word of a heading says most: naam initiatief, jaar van het gesprek.
    for word in words:
        if len(words) < 5 and len(word) > 3 and (column := HEAD_OF.get(word)):
            return column, PART
    return "", 0


def _place(table: _Table) -> dict[str, int]:
    """Our column -> index: by the heading where the cells allow it, partners also by the names."""
    places: dict[str, int] = {}
    meant = [(*_meant(text), index) for index, text in enumerate(table.headings)]
    for column, _, index in sorted(meant, key=lambda item: (-item[1], item[2])):
        if column and column not in places and _allowed(column, table.at(index)):
            places[column] = index
    if "interview" in places and "geinterviewd" not in places:
        told = {fold(clean(cell)) for cell in table.at(places["interview"])}
        if told <= {fold(word) for code in ("ja", "nee") for word in (code, *WORDS[code])}:
            places["geinterviewd"] = places.pop("interview")
    if YEAR not in places:  # a date says its year
        dates = [index for index, text in enumerate(table.headings)
                 if "datum" in fold(text) and _allowed(YEAR, table.at(index))]  # fmt: skip
        places |= {YEAR: dates[0]} if dates else {}
    if not {KIND, VALUE} <= set(places):
        places = {name: index for name, index in places.items() if name not in (KIND, VALUE)}
    if "partners" not in places and NAME in places:
        names = {fold(clean(cell)) for cell in table.at(places[NAME])}
        free = [index for index in range(len(table.headings)) if index not in places.values()]
        shares = {index: _share_of_names(table.at(index), names) for index in free}
        best = max(shares, key=lambda index: shares[index], default=0)
        if shares.get(best, 0) > 0.3:
            places["partners"] = best
    return places


def _share_of_names(cells: list[Any], names: set[str]) -> float:
    parts = [fold(part) for cell in cells for part in _parts(clean(cell), SIGNS)]
    return sum(part in names for part in parts) / max(1, len(parts))


def _parts(text: str, signs: Iterable[str]) -> list[str]:
    parts = re.split("|".join(map(re.escape, signs)), text)
    return [part.strip() for part in parts if part.strip()]


def _is_empty(cell: Any) -> bool:
    """Whether a cell holds a word for nothing."""
    return fingerprint(clean(cell)) in map(fingerprint, WORDS[EMPTY])


def _allowed(column: str, cells: list[Any]) -> bool:
    """Whether what stands below a heading can be what the heading seems to say."""
    cells = [cell for cell in cells if not _is_empty(cell)]
    if not cells:
        return True
    if column in (YEAR, "start", "eind"):
        return sum(year_in(cell) is not None for cell in cells) > 0.8 * len(cells)
    field = FIELDS.get(column)
    if field is None:
        return True
    if field.enum:
        return len({fold(clean(cell)) for cell in cells}) <= MOST_WORDS
    if field.type in ("integer", "number"):
        numbers = [to_number(cell) for cell in cells]
        return sum(n is not None and field.holds(n) for n in numbers) > 0.8 * len(cells)
    return True


# The lines of the proposal ----------------------------------------------------------------------


def _flow(value: Any) -> str:
    """A value as it stands in a line of YAML, between brackets or not."""
    text: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10_000)
    return text.strip()[1:-1]


def _years(table: _Table) -> str:
    years = sorted({year for cell in table.column(YEAR) if (year := year_in(cell))})
    return f"    years: {_flow(years)}\n" if years else ""


def _where(path: Path, sheet: Sheet, wijk: str, table: _Table) -> Iterator[str]:
    """The file, its sheet if it has more, and the heading above the year."""
    folder = Path("data") / wijk
    inside = path.is_relative_to(folder)
    name = str(path.relative_to(folder)) if inside else path.name
    year = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", path.stem)
    yearly = year and YEAR not in table.places
    if year and yearly:
        name = name.replace(year[0], EACH_YEAR)
    yield f"bestand: {_flow(name)}" + ("" if inside else f"   # zet het bestand in data/{wijk}/")
    if path.suffix.lower() in WORKBOOKS:
        names = [name for name, other in read_workbook(path).items() if not other.hidden]
        if len(names) > 1 and all(year_in(name) for name in names):
            yearly = True
            yield f"blad: {_flow(EACH_YEAR)}"
        elif len(names) > 1:
            yield f"blad: {_flow(sheet.name)}"
    if YEAR in table.places:
        yield f"jaar: {_flow(table.headings[table.places[YEAR]])}"
    elif not yearly:
        yield f"# Niet gevonden: het jaar. Noem de kop (jaar: …), of zet {EACH_YEAR} in bestand."


def _columns(table: _Table) -> Iterator[str]:
    yield "kolommen:"
    for name in FIELDS:
        if name in table.places:
            yield f"  {name}: {_flow(table.headings[table.places[name]])}"
    if KIND in table.places:
        for word in dict.fromkeys(clean(cell) for cell in table.column(KIND)):
            column, _ = _meant(word)
            if column in FIELDS and FIELDS[column].type == "list":
                yield f"  {column}: {_flow(word)}"
            else:
                yield f"  # …: {_flow(word)}   # welke kolom is dit?"


def _long(table: _Table) -> Iterator[str]:
    """Whether a party has more rows in a year."""
    if KIND in table.places:
        kind, value = (table.headings[table.places[place]] for place in (KIND, VALUE))
        yield f"lang: {_flow({'soort': kind, 'waarde': value})}"
        return
    at = [table.places[name] for name in (NAME, YEAR) if name in table.places]
    keys = Counter(tuple(fold(clean(row[i])) for i in at if i < len(row)) for row in table.rows)
    if len(at) == 2 and sum(count for count in keys.values() if count > 1) > len(table.rows) / 5:
        yield "lang: true   # een naam staat in een jaar op meer rijen: één per band of code?"


def _lists(table: _Table) -> list[str]:
    """The texts in all columns that hold several values."""
    names = [name for name in table.places if name in FIELDS and FIELDS[name].type == "list"]
    return [clean(cell) for name in names for cell in table.column(name)]


def _signs(table: _Table) -> Iterator[str]:
    """The signs between values, where they are not those of our own workbook."""
    counts = {sign: sum(sign in text for text in _lists(table)) for sign in SIGNS}
    usual = [sign for sign in SIGNS[:3] if counts[sign]]
    others = [sign for sign in SIGNS[3:] if counts[sign] > 1]
    if others and not usual:
        yield f"scheiding: {_flow(others[:1])}"
        others = others[1:]
    for sign in others:
        told = f"'{sign}' staat in {counts[sign]} cellen"
        yield f"# {told}. Scheidt hij ook waarden, zet hem dan bij scheiding."


def _words(table: _Table) -> Iterator[str]:
    """The words for our codes and for nothing that we know, and those of a choice to place."""
    words: dict[str, dict[str, None]] = {}
    open_: list[str] = []
    for name in (name for name in FIELDS if name in table.places):
        choices = {fold(choice): choice for choice in FIELDS[name].enum}
        for text, count in Counter(clean(cell) for cell in table.column(name)).items():
            known = (code for code in (*choices.values(), EMPTY)
                     if fingerprint(text) in map(fingerprint, WORDS.get(code, ())))  # fmt: skip
            code = next(known, "")
            if fold(text) in choices:
                continue
            if code:
                words.setdefault(code, {})[text.lower()] = None
            elif choices:
                open_.append(f"# Niet geplaatst: {name} '{text}' ({count}). Zet het bij een van "
                             f"{', '.join(choices.values())}.")  # fmt: skip
    if words:
        yield "woorden:"
        for code, texts in words.items():
            yield f"  {code}: {_flow(list(texts))}"
    elif open_:
        yield "# woorden: {code: [woord, woord]}"
    yield from open_


def _absent(table: _Table) -> Iterator[str]:
    """What must be known of every party and has no column, or cells that are empty."""
    values = {"soort": "", "ligging": "onbekend", "geinterviewd": "ja"}
    told: dict[str, str] = {}
    for name, value in values.items():
        filled = table.column(name)
        if name in table.places and len(filled) == len(table.rows):
            continue
        told[name] = "nee" if filled and name == "geinterviewd" else value
    sure = {name: value for name, value in told.items() if value}
    if sure:
        yield f"ontbreekt: {_flow(sure)}   # klopt dit waar niets staat?"
    if "soort" in told:
        count = len(table.rows) - len(table.column("soort"))
        what = f"soort, in {count} van de {len(table.rows)} rijen"
        yield f"# Niet gevonden: {what}. Kies zelf, bij ontbreekt: formeel of informeel."
    if NAME not in table.places:
        yield "# Niet gevonden: naam. Zet bij kolommen welke kop de naam van het initiatief is."


def _named(table: _Table) -> Iterator[str]:
    """Partners without a row of their own."""
    signs = SIGNS[:3] if any(s in text for text in _lists(table) for s in SIGNS[:3]) else SIGNS[3:4]
    names = {fold(clean(cell)) for cell in table.column(NAME)}
    parts = {fold(part) for cell in table.column("partners") for part in _parts(clean(cell), signs)}
    if count := len(parts - names):
        block = {"soort": "formeel", "ligging": "onbekend"}
        yield f"genoemd: {_flow(block)}   # partners zonder eigen rij ({count}): klopt dit?"


def _unplaced(table: _Table) -> Iterator[str]:
    rest = [text for index, text in enumerate(table.headings)
            if text and index not in table.places.values()]  # fmt: skip
    if rest:
        yield f"# Niet geplaatst, wordt niet gelezen: {', '.join(rest)}."
