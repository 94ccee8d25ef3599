"""A catalogue of bad inputs: each is told at its cell, with a way out, and nothing is written."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import wijk
from wijk import FILE, Wijk, as_ods
from workbooks import party

from veerkracht.faults import STOP, Fault
from veerkracht.inputs import safety
from veerkracht.inputs.schemas import schema

Change = Callable[[Wijk], object]


@dataclass(frozen=True)
class Case:
    """A change of a sound wijk, and the place and the words of the one fault that must follow."""

    name: str
    change: Change
    file: str
    sheet: str
    row: int
    column: str
    found: str
    advice: str


CASES: list[Case] = []


def case(
    name: str, change: Change, place: tuple[str, str, int, str], found: str, advice: str
) -> None:
    CASES.append(Case(name, change, *place, found, advice))


def cell(sheet: str, row: int, column: str, value: Any, found: str, advice: str) -> None:
    """A wrong value in one cell of the coding workbook; `row` as the spreadsheet shows it."""
    name = f"{sheet}: {column} is {str(value)[:24]!r}"
    case(name, lambda w: w.book[sheet][row - 2].update({column: value}),
         (FILE, sheet, row, column), found, advice)  # fmt: skip


# Cells of the coding workbook.
FIRST, SECOND, THIRD = 2, 3, 4
PARTIES, T, Q, C = "initiatieven", "relaties", "citaten", "codeurs"
cell(PARTIES, THIRD, "soort", "formel", "'formel'", "Bedoelt u 'formeel'?")
cell(PARTIES, THIRD, "soort", "", "''", "Vul de cel.")
cell(PARTIES, THIRD, "ligging", "elders", "'elders'", "")
cell(PARTIES, THIRD, "ligging", "", "''", "Vul de cel.")
cell(PARTIES, FIRST, "lat", "noord", "'noord'", "zonder eenheid of tekst")
cell(PARTIES, FIRST, "lat", 4.442, "'4.442'", "Verbeter de waarde.")
cell(PARTIES, FIRST, "lon", 51.911, "'51.911'", "Verbeter de waarde.")
cell(PARTIES, FIRST, "lon", "", "''", "maak de andere leeg")
cell(PARTIES, SECOND, "plek", "huiskamer", "'huiskamer'", "Bedoelt u 'buurthuiskamer'?")
cell(PARTIES, FIRST, "start", dt.date(2020, 1, 1), "'2020-01-01'", "typ alleen het jaar")
cell(PARTIES, FIRST, "start", 43831, "'43831'", "typ alleen het jaar")
cell(PARTIES, FIRST, "start", "ca. 2010", "'ca. 2010'", "zonder eenheid of tekst")
cell(PARTIES, FIRST, "start", 2010.5, "'2010.5'", "Verbeter de waarde.")
cell(PARTIES, FIRST, "start", 2024, "'2024'", "later jaar")
cell(PARTIES, FIRST, "eind", 2016, "'2016'", "")
cell(PARTIES, THIRD, "geinterviewd", "", "''", "vul dan eind in")
cell(PARTIES, THIRD, "geinterviewd", "misschien", "'misschien'", "")
cell(PARTIES, FIRST, "interview", "", "''", "Vul het in.")
cell(PARTIES, FIRST, "interview", "7" * 61, "'777", "Kort de tekst in.")
cell(PARTIES, FIRST, "eigenaarschap", 6, "'6'", "Verbeter de waarde.")
cell(PARTIES, FIRST, "eigenaarschap", "hoog", "'hoog'", "zonder eenheid of tekst")
cell(PARTIES, FIRST, "eigenaarschap", 3.5, "'3.5'", "Verbeter de waarde.")
cell(PARTIES, FIRST, "bewonersgeleid", "soms", "'soms'", "")
cell(PARTIES, FIRST, "partners", "Café Één; Gemeent", "'Gemeent'", "Bedoelt u 'Gemeente'?")
cell(PARTIES, FIRST, "partners", "Gemeente; Zwembad", "'Zwembad'", "Voeg de partij toe")
cell(PARTIES, FIRST, "website", "www.keuken informeel.nl", "'www.keuken informeel.nl'", "vervangen")
cell(PARTIES, THIRD, "organisatievorm", "x" * 61, "'xxx", "Kort de tekst in.")
cell(PARTIES, THIRD, "organisatievorm", "StichtingÃ«n", "'StichtingÃ«n'", "verkeerde codering")
cell(PARTIES, THIRD, "organisatievorm", "bel 06-12345678", "een telefoonnummer", "wordt gedrukt")
cell(T, FIRST, "van", "Naaiateljee", "'Naaiateljee'", "Bedoelt u 'Naaiatelier'?")
cell(T, FIRST, "van", "", "''", "Vul de cel.")
cell(T, FIRST, "naar", "Zwembad", "'Zwembad'", "Voeg de partij toe")
cell(T, FIRST, "naar", "../../etc/passwd", "'../../etc/passwd'", "Voeg de partij toe")
cell(T, FIRST, "sterkte", 4, "'4'", "Verbeter de waarde.")
cell(T, FIRST, "sterkte", "sterk", "'sterk'", "zonder eenheid of tekst")
cell(T, FIRST, "sterkte", True, "'ja'", "zonder eenheid of tekst")


def one_then_true(w: Wijk) -> None:
    """What was read as 1 says nothing of TRUE, although the two are equal to Python."""
    w.book[T][0]["sterkte"], w.book[T][1]["sterkte"] = 1, True


case("a tick after a one", one_then_true, (FILE, T, 3, "sterkte"), "'ja'", "zonder eenheid")
cell(T, FIRST, "soort", "y" * 61, "'yyy", "Kort de tekst in.")
cell(Q, FIRST, "tekst", "", "''", "Vul de cel.")
cell(Q, FIRST, "tekst", "Mail jan@voorbeeld.nl maar.", "een e-mailadres", "dit wordt gedrukt")
cell(Q, FIRST, "rol", "", "''", "Vul de cel.")
cell(Q, FIRST, "jaar", 2022, "'2022'", "Verbeter het jaar.")
cell(Q, FIRST, "jaar", "'23", "''23'", "zonder eenheid of tekst")
cell(Q, FIRST, "toestemming", "", "''", "Vul de cel.")
cell(Q, FIRST, "toestemming", "mondeling", "'mondeling'", "")
cell(Q, FIRST, "herleidbaar", "neen", "'neen'", "Bedoelt u 'nee'?")
cell(Q, SECOND, "citaat", "C1", "'C1'", "Geef een ander.")
cell(C, FIRST, "waarde", "", "''", "Vul de cel.")
cell(C, FIRST, "codeur", "", "''", "Vul de cel.")
cell(C, SECOND, "codeur", "a", "'nee'", "Haal er één weg.")
CASES[-1] = Case(**{**CASES[-1].__dict__, "column": "waarde"})


def names(
    name: str, rows: list[dict[str, Any]], row: int, column: str, found: str, advice: str
) -> None:
    """Rows added to sheet initiatieven."""
    case(name, lambda w: w.book[PARTIES].extend(rows), (FILE, PARTIES, row, column), found, advice)


names("a name twice", [party("Gemeente")], 6, "naam", "'Gemeente'", "staat in rij 4")
names("a name twice but for case", [party("CAFE EEN")], 6, "naam", "'CAFE EEN'", "staat in rij 3")
names("a name of signs", [party("???")], 6, "naam", "'???'", "Typ de naam.")
names("a name of 200 signs", [party("n" * 200)], 6, "naam", "(200 tekens)", "Kort de tekst in.")
names("a row without a name", [party("")], 6, "naam", "''", "Vul de cel.")
names("a name with damaged letters", [party("CafÃ©")], 6, "naam", "'CafÃ©'", "codering")
names("a name with a lost letter", [party("Caf\ufffd")], 6, "naam", "'Caf\ufffd'", "codering")
names("an address in a name", [party("a@b.nl")], 6, "naam", "een e-mailadres", "dit wordt gedrukt")


# Headers and sheets.
def head(name: str, old: str, new: str, column: str, found: str, advice: str) -> None:
    def change(w: Wijk) -> None:
        row = w.book[PARTIES][0]
        usual = [title for title in schema(PARTIES).fields]
        w.heads[PARTIES] = [
            new if title == old else title for title in usual if new or title != old
        ]
        row[new.strip().lower()] = row.get(old, "")

    case(name, change, (FILE, PARTIES, 1, column), found, advice)


head("a column is gone", "hulpbronnen", "", "hulpbronnen", "deze kolom ontbreekt", "leeg mag")
head("a required column is gone", "ligging", "", "ligging", "deze kolom ontbreekt", "Voeg de")
head("a column stands there twice", "doelgroep", "thema", "thema", "'thema'", "Haal er één weg.")
head("a column on persons", "website", "mail", "mail", "'mail'", "Haal de kolom weg")
head("a typing error in a header", "website", "web site s", "web site s", "'web site s'", "website")


def sheets(name: str, change: Change, sheet: str, found: str, advice: str) -> None:
    case(name, change, (FILE, sheet, 0, ""), found, advice)


def rename(old: str, new: str) -> Change:
    def change(w: Wijk) -> None:
        w.heads[new] = list(schema(old).fields)
        w.book[new] = w.book.pop(old)

    return change


sheets("a sheet is gone", lambda w: w.book.pop(Q), Q, "dit blad ontbreekt", "Voeg het blad toe")
sheets("a sheet has another name", rename(C, "coders"), C, "ontbreekt", "Bedoelt u 'coders'?")


def touched(touch: Callable[[Any, dict[str, Any]], object]) -> Change:
    return lambda w: setattr(w, "touch", touch)


sheets("a hidden sheet", touched(lambda b, s: s[T].hide()), T, "een verborgen blad", "zichtbaar")


def formula(sheet: str, row: int, column: int, shown: str) -> Change:
    return touched(lambda b, s: s[sheet].write_formula(row, column, "=X", None, shown))


case("a sheet without rows", lambda w: (w.book.update({PARTIES: []}), w.book.update({T: []})),
     (FILE, PARTIES, 2, "naam"), "''", "haal het jaar weg")  # fmt: skip
case("a value without a header", touched(lambda b, s: s[T].write(1, 8, "los")),
     (FILE, T, 2, "I"), "een waarde zonder kop erboven", "Zet een kop boven de kolom")  # fmt: skip
case("a reference that is lost", formula(PARTIES, 3, 3, "#REF!"),
     (FILE, PARTIES, 4, "thema"), "'#REF!'", "Herstel de formule")  # fmt: skip
case("a value that is not there", formula(T, 1, 0, "#N/A"),
     (FILE, T, 2, "van"), "'#N/A'", "Herstel de formule")  # fmt: skip
case("a formula without a result", formula(T, 1, 3, ""),
     (FILE, T, 2, "sterkte"), "een formule zonder bewaarde uitkomst", "opnieuw")  # fmt: skip
case("merged cells", touched(lambda b, s: s[PARTIES].merge_range(3, 3, 4, 3, "groen")),
     (FILE, PARTIES, 4, "thema"), "samengevoegde cellen (D4:D5)", "Splits de cellen")  # fmt: skip


# The file itself.
def file(name: str, change: Callable[[Path], object], found: str, advice: str) -> None:
    def after(w: Wijk) -> None:
        w.after = lambda folder: (change(folder / FILE), None)[1]

    case(name, after, (FILE, "", 0, ""), found, advice)


def packed(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "/"), data)


def random_zip(path: Path) -> None:
    path.unlink()
    packed(path, brief=b"niets")


def stray(row: int, column: int) -> Change:
    return touched(lambda b, s: s[T].write(row, column, "x"))


far = "onder en rechts van de tabel"
sheets("a cell in the last row", stray(1_048_575, 11), T, "cellen tot in L1048576", far)
sheets("a cell in the last column", stray(99_999, 16_383), T, "cellen tot in XFD100000", far)


def make_hole(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:900] + bytes(300) + data[1200:])


PROTECTED = safety.OLE2 + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
file("text called .xlsx", lambda p: p.write_text("a;b\n1;2\n"), "een tekstbestand", "naam .csv")
file("an empty file", lambda p: p.write_bytes(b""), "een leeg bestand", "bewaar het opnieuw")
file(
    "a picture", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0"), "niet als werkmap", "opnieuw"
)
file("a half workbook", lambda p: p.write_bytes(p.read_bytes()[:4000]), "afgebroken", "opnieuw")
file("a workbook with a hole", make_hole, "beschadigd", "opnieuw")
file("a password", lambda p: p.write_bytes(PROTECTED), "een wachtwoord", "Haal het wachtwoord")
file("a zip that is no workbook", random_zip, "niet als werkmap", "bewaar het opnieuw")
file("a member that escapes", lambda p: packed(p, **{"../../x": b"x"}), "buiten het bestand", "")
file("a document type", lambda p: packed(p, a=b"<!DOCTYPE lolz [<!ENTITY l 'l'>]><a/>"),
     "een DOCTYPE", "bewaar het opnieuw")  # fmt: skip
file("a zip bomb", lambda p: packed(p, xl_bom=bytes(safety.MAX_UNPACKED + 1)),
     "uitgepakt meer dan 500 MB", "bewaar het opnieuw")  # fmt: skip


# A folder of .csv.
def folder_of_csv(w: Wijk, **raw: Any) -> None:
    def after(folder: Path) -> None:
        (folder / FILE).unlink()
        target = folder / str(wijk.YEAR)
        target.mkdir()
        for name, rows in w.book.items():
            titles = list(schema(name).fields)
            lines = [";".join(titles)]
            for row in rows:
                values = [str(row.get(title, "")) for title in titles]
                lines.append(";".join(f'"{value}"' if ";" in value else value for value in values))
            (target / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for name, change in raw.items():
            change(target / f"{name}.csv")

    w.after = after


def csv(name: str, sheet: str, change: Callable[[Path], object], place: tuple[str, int, str],
        found: str, advice: str) -> None:  # fmt: skip
    title, row, column = place
    case(name, lambda w: folder_of_csv(w, **{sheet: change}),
         (f"{wijk.YEAR}/{sheet}.csv", title, row, column), found, advice)  # fmt: skip


def swap(old: str, new: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


csv("a field too many", T, swap(";2;", ";2;3;"), (T, 2, ""), "7 velden", "aanhalingstekens")
csv("a field too few", T, swap("financiering;2;", "financiering;"), (T, 2, ""), "5 velden", "tekst")
csv("a quote that does not close", T, swap("financiering", '"financiering'), ("", 2, ""),
    "een aanhalingsteken dat niet klopt", "Sluit elk aanhalingsteken")  # fmt: skip
csv("no header", T, swap("van;naar;soort;sterkte;interview;codeur\n", ""), ("", 0, ""),
    "geen kopregel", "scheidingsteken")  # fmt: skip
csv("a workbook called .csv", T, lambda p: p.write_bytes(b"PK\x03\x04"), ("", 0, ""),
    "een werkmap", ".xlsx")  # fmt: skip
csv("damaged letters", T, swap("Café Één", "CafÃ© Ã‰Ã©n"), (T, 3, "naar"), "'CafÃ©", "codering")


# Decisions and corrections.
def text(name: str, file_name: str, change: Callable[[str], str], row: int, column: str,
         found: str, advice: str) -> None:  # fmt: skip
    def apply(w: Wijk) -> None:
        before = w.texts[file_name]
        w.texts[file_name] = change(before)
        assert w.texts[file_name] != before

    case(name, apply, (file_name, "", row, column), found, advice)


def alias(name: str, lines: list[str], row: int, column: str, found: str, advice: str) -> None:
    text(name, "aliassen.csv", lambda t: t + "\n".join(lines) + "\n", row, column, found, advice)


alias("an unknown kind", ["X;Gemeente;naamswijziging;;;;;"], 2, "soort", "'naamswijziging'", "")
alias(
    "years the wrong way round", ["X;Gemeente;hernoemd;2022;2020;;;"], 2, "tot", "'2020'", "jaren"
)
alias("two decisions on one name", ["X;Gemeente;hernoemd;;;;;", "X;Naaiatelier;spelling;;;;;"],
      3, "variant", "'X'", "Pas de jaren aan.")  # fmt: skip
alias("decisions in a circle", ["X;Y;hernoemd;;;;;", "Y;X;hernoemd;;;;;"], 3, "actor", "'X'", "weg")
alias("no actor", ["X;;spelling;;;;;"], 2, "actor", "''", "Vul de cel.")
text("aliases without a column", "aliassen.csv", lambda t: t.replace("variant;", ""), 1, "variant",
     "deze kolom ontbreekt", "Voeg de kolom toe.")  # fmt: skip


def split_mention(w: Wijk) -> None:
    w.texts["aliassen.csv"] += "Oud;Gemeente;splitsing;;;;;\nOud;Naaiatelier;splitsing;;;;;\n"
    w.book[T][0]["naar"] = "Oud"


case("a mention of a party that was split", split_mention, (FILE, T, 2, "naar"), "'Oud'",
     "noem Gemeente of Naaiatelier")  # fmt: skip
RIGHT = {
    **{"bestand": FILE, "blad": T, "rij": 2, "kolom": "sterkte", "verwacht": 2, "wordt": 1},
    **{"waarom": "vergissing", "wie": "onderzoeker"},
}


def correction(name: str, found: str, advice: str, drop: str = "", **changes: Any) -> None:
    item = {k: v for k, v in {**RIGHT, **changes}.items() if k != drop}
    lines = [f"{key}: {value}" for key, value in item.items()]
    text(name, "correcties.yaml", lambda t: "- " + "\n  ".join(lines) + "\n", 0, "correctie 1",
         found, advice)  # fmt: skip


correction("the source changed", "'2' in 2023.xlsx, blad relaties, rij 2", "pas de correctie aan",
           verwacht=3)  # fmt: skip
correction("an unknown key", "onbekend: reden", "", reden="x")
correction("a key is missing", "ontbrekend of onbekend: waarom", "", drop="waarom")
correction("a row that is not there", "geen rij met rij 99", "", rij=99)
correction("a key of two rows", "2 rijen met '7'", "'rij' in plaats van", drop="rij", blad=C,
           sleutel=7, kolom="waarde")  # fmt: skip
correction(
    "a column that is not there", "geen kolom 'sterke'", "Bedoelt u 'sterkte'?", kolom="sterke"
)
correction("a file that is not read", "bestand '2020.xlsx'", "", bestand="2020.xlsx")
correction("no reason", "een lege reden of naam", "", waarom='""')
text("corrections that are no list", "correcties.yaml", lambda t: "bestand: x\n", 0, "",
     "iets anders", "")  # fmt: skip
text("a key twice", "correcties.yaml", lambda t: "- wie: a\n  wie: b\n", 2, "",
     "de sleutel 'wie' staat er twee keer", "inspringen")  # fmt: skip


# Governance, places, indicators.
def governed(sheet: str, row: int, column: str, value: Any, found: str, advice: str) -> None:
    case(f"{sheet}: {column} is {value!r}",
         lambda w: w.governance[sheet][row - 2].update({column: value}),
         ("governance.xlsx", sheet, row, column), found, advice)  # fmt: skip


governed("besluiten", 2, "wie", "burgers", "'burgers'", "")
governed("besluiten", 2, "trede", "adviseer", "'adviseer'", "Bedoelt u 'adviseren'?")
governed("taken", 2, "lokaal", "", "''", "Vul de cel.")
governed("gebeurtenissen", 2, "maand", 13, "'13'", "Verbeter de waarde.")
governed("feiten", 2, "waarde", "veel", "'veel'", "zonder eenheid of tekst")
governed("feiten", 3, "feit", "laptops", "'laptops'", "Haal er één weg.")


def swapped(
    file_name: str, old: str, new: str, row: int, column: str, found: str, advice: str
) -> None:
    text(
        f"{file_name}: {new!r}",
        file_name,
        lambda t: t.replace(old, new),
        row,
        column,
        found,
        advice,
    )


swapped("plekken.csv", "51,9", "", 2, "lat", "''", "Vul de cel.")
swapped("plekken.csv", "ontmoetingsplek", "plein", 2, "soort", "'plein'", "")
swapped("index.csv", "83", "ruim 80", 3, "waarde", "'ruim 80'", "")
swapped("index.csv", "2014;SI", "14;SI", 3, "jaar", "'14'", "Verbeter de waarde.")
swapped("index.csv", "gebied;jaar;indicator;waarde\n", "", 0, "", "geen kopregel", "kopregel")
swapped("index.csv", "Noord;2014", ";2014", 3, "gebied", "''", "Vul de cel.")
swapped("index.csv", "SI;83\n", "SI;83\nNoord;2014;SI;84\n", 0, "", "2 waarden voor SI, Noord", "")
swapped("ggd.csv", "61,1", "161,1", 2, "bovengrens", "'161,1'", "Verbeter de waarde.")
swapped("ggd.csv", "310", "3.1", 2, "n", "'3.1'", "Verbeter de waarde.")
swapped("ggd.csv", "55,5", "555", 2, "waarde", "'555'", "")
swapped("ggd.csv", "49,9;61,1", "61,1;49,9", 2, "ondergrens", "'61.1'", "verwisseld")
swapped("ggd.csv", "55,5", "75,5", 2, "waarde", "'75,5'", "andere rij")
cell(PARTIES, FIRST, "partners", "Café Één, Gemeente", "'Café Één, Gemeente'", "puntkomma")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_catalogue_is_as_long_as_promised() -> None:
    assert len(CASES) >= 80 and len({item.name for item in CASES}) == len(CASES)


def test_the_wijk_itself_is_sound(tmp_path: Path) -> None:
    assert wijk.remarks(Wijk().write(tmp_path)) == []


@pytest.mark.parametrize("item", CASES, ids=lambda item: item.name)
def test_a_bad_input_is_told_at_its_cell(item: Case, tmp_path: Path) -> None:
    bad = Wijk()
    item.change(bad)
    folder = bad.write(tmp_path)
    before = snapshot(folder)
    faults = [fault for fault in wijk.remarks(folder) if fault.level == STOP]
    told = "\n".join(map(str, faults))
    mine = [fault for fault in faults if at(fault, folder) == place(item)]
    assert mine, told
    assert any(item.found in fault.found and item.advice in fault.advice for fault in mine), told
    # One cause is told once: what follows from it would only hide it.
    assert len(faults) <= 2, told
    assert snapshot(folder) == before, "nothing is written, nothing is lost"


def at(fault: Fault, folder: Path) -> tuple[str, str, int, str]:
    return str(Path(fault.file).relative_to(folder)), fault.sheet, fault.row, fault.column


def place(item: Case) -> tuple[str, str, int, str]:
    return item.file, item.sheet, item.row, item.column


def test_a_million_rows_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a lower limit: the count comes first, whatever it is."""
    monkeypatch.setattr(safety, "MAX_ROWS", 3)
    folder = Wijk().write(tmp_path)
    told = [str(fault) for fault in wijk.remarks(folder)]
    assert "blad initiatieven: gevonden: 5 rijen; verwacht: ten hoogste 3 rijen" in told[0]


def test_one_row_of_an_ods_repeated_a_million_times_is_refused(tmp_path: Path) -> None:
    folder = Wijk().write(tmp_path)
    as_ods(folder, row_style='table:number-rows-repeated="1000000"')
    told = [str(fault) for fault in wijk.remarks(folder)]
    assert "blad relaties: gevonden: meer dan 250000 rijen" in told[0]
