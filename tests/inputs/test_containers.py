"""What a container hides is told in every format alike, and a name is text with letters."""

from __future__ import annotations

import copy
import datetime as dt
import stat
from pathlib import Path
from typing import Any

import any_format
import pytest
import wijk
from any_format import FORMATS, Odd
from wijk import BOOK, YEAR, Wijk

from veerkracht.faults import STOP, WARNING, Fault, InputError
from veerkracht.inputs.coding.years import read_coding
from veerkracht.inputs.containers import read_csv, read_workbook
from veerkracht.inputs.governance import read_governance
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.workbooks import find_workbook

Sheets = dict[str, list[list[Any]]]


def sheets_of(book: dict[str, list[dict[str, Any]]]) -> Sheets:
    """The sheets of a sound wijk as lists of cells; relaties last, so that rows there can hide."""
    names = [name for name in book if name != "relaties"]
    return {
        name: [list(schema(name).fields),
               *([row.get(title, "") for title in schema(name).fields] for row in book[name])]
        for name in (*names, "relaties")
    }  # fmt: skip


@pytest.fixture
def sheets() -> Sheets:
    return sheets_of(copy.deepcopy(BOOK))


def faults(path: Path) -> list[Fault]:
    """What is told of a workbook of one year, faults and warnings."""
    try:
        return read_coding({YEAR: path}).warnings
    except InputError as error:
        return error.faults


def put(sheets: Sheets, sheet: str, row: int, column: str, value: Any) -> None:
    """Another value in a cell; `row` as the spreadsheet shows it."""
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value


@pytest.mark.parametrize("end", FORMATS)
def test_a_sound_workbook_reads_without_a_word(end: str, sheets: Sheets, tmp_path: Path) -> None:
    path = any_format.write(tmp_path / f"{YEAR}.{end}", sheets)
    coding = read_coding({YEAR: path})
    assert coding.warnings == []
    assert coding.ties["strength"].dropna().tolist() == [3, 2]
    assert len(coding.ties) == 4


ODDITIES: dict[str, tuple[tuple[str, int, str], Odd, str]] = {
    "an error": (("relaties", 2, "naar"), Odd("error", "#N/A"), "'#N/A'"),
    "a lost reference": (("relaties", 3, "sterkte"), Odd("error", "#REF!"), "'#REF!'"),
    "no stored result": (("relaties", 2, "sterkte"), Odd("formula"), "zonder bewaarde uitkomst"),
    "merged cells": (
        ("initiatieven", 2, "partners"),
        Odd("merged", "Gemeente"),
        "samengevoegde cellen",
    ),
    "45 % in a number": (("relaties", 2, "sterkte"), Odd("percent", 0.45), "als percentage"),
}


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("name", ODDITIES)
def test_what_a_cell_hides_stops_at_the_cell(
    end: str, name: str, sheets: Sheets, tmp_path: Path
) -> None:
    place, odd, told = ODDITIES[name]
    put(sheets, *place, odd)
    found = faults(any_format.write(tmp_path / f"{YEAR}.{end}", sheets))
    mine = [f for f in found if (f.sheet, f.row, f.column) == place and f.level == STOP]
    assert len(mine) == 1 and told in mine[0].found, found


@pytest.mark.parametrize("end", FORMATS)
def test_a_hidden_row_is_told(end: str, sheets: Sheets, tmp_path: Path) -> None:
    path = any_format.write(tmp_path / f"{YEAR}.{end}", sheets, hidden_rows=[2])
    found = faults(path)
    assert [(f.level, f.sheet, f.row) for f in found] == [(WARNING, "relaties", 2)]
    assert "een verborgen rij" in found[0].found


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("hidden", [True, False])
def test_rows_left_in_another_sheet_stop(
    end: str, hidden: bool, sheets: Sheets, tmp_path: Path
) -> None:
    sheets["relaties_oud"] = sheets["relaties"]
    sheets["relaties"] = sheets["relaties"][:1]
    away = ["relaties_oud"] if hidden else []
    found = faults(any_format.write(tmp_path / f"{YEAR}.{end}", sheets, hidden_sheets=away))
    mine = [f for f in found if f.level == STOP]
    assert [f.sheet for f in mine] == ["relaties"]
    assert f"{'verborgen blad' if hidden else 'blad'} 'relaties_oud'" in mine[0].found
    assert "2 rijen" in mine[0].found


@pytest.mark.parametrize("end", FORMATS)
def test_two_sheets_of_one_name_stop(end: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets = {"Relaties ": sheets["relaties"][:2]} | sheets
    found = faults(any_format.write(tmp_path / f"{YEAR}.{end}", sheets))
    assert [f.found for f in found if f.level == STOP] == ["'Relaties ' en 'relaties'"]


def test_rows_of_governance_left_in_another_sheet_stop(tmp_path: Path) -> None:
    book = copy.deepcopy(wijk.GOVERNANCE)
    fields = {name: list(schema(name).fields) for name in book}
    sheets = {
        name: [fields[name], *([row.get(f, "") for f in fields[name]] for row in rows)]
        for name, rows in book.items()
    }
    sheets["besluiten 2021"], sheets["besluiten"] = sheets["besluiten"], sheets["besluiten"][:1]
    path = any_format.write(tmp_path / "governance.ods", sheets)
    with pytest.raises(InputError, match="blad 'besluiten 2021' heeft dezelfde kop en 1 rijen"):
        read_governance(path)


# A name is text with letters ----------------------------------------------------------------------

NO_NAMES: dict[str, Any] = {
    "a truth": True,
    "a truth in words": "WAAR",
    "a number": 10,
    "a number in text": "010",
    "nothing to say": "n.v.t.",
    "nothing yet": "Nog invullen",
    "an error in text": "#N/B",
    "another error in text": "#VERW!",
    "an error among others": "voedsel; #N/B",
    "a control sign": "Buurt\x07keuken",
    "a control sign as Excel writes it": "Buurt_x0000_keuken",
    "a Cyrillic letter": "Buurtkеuken",
    "a Greek letter that passes for Latin": "Team Α",
    "a sign of no font": "Buurtkeuken 😊",
    "Arabic": "Café السلام",
}
NAMED = [
    ("initiatieven", 2, "naam"),
    ("initiatieven", 2, "thema"),
    ("relaties", 2, "van"),
    ("citaten", 2, "rol"),
    ("citaten", 2, "tekst"),
]


@pytest.mark.parametrize(
    ("place", "name"),
    # Only a list holds several values in a cell.
    [
        pytest.param(place, name, id=f"{place[2]}-{name}")
        for place in NAMED
        for name in NO_NAMES
        if "; " not in str(NO_NAMES[name]) or place[2] == "thema"
    ],
)
def test_what_is_no_name_stops_at_its_cell(
    place: tuple[str, int, str], name: str, sheets: Sheets, tmp_path: Path
) -> None:
    put(sheets, *place, NO_NAMES[name])
    found = faults(any_format.write(tmp_path / f"{YEAR}.ods", sheets)
                   if "\x07" not in str(NO_NAMES[name])
                   else any_format.write(tmp_path / f"{YEAR}.xlsx", sheets))  # fmt: skip
    assert [f for f in found if (f.sheet, f.row, f.column) == place and f.level == STOP], found


def test_a_date_as_a_name_stops(tmp_path: Path) -> None:
    folder = wijk.changed(wijk.cells("initiatieven", 1, naam=dt.date(2022, 5, 3)), tmp_path)
    assert any(
        f.level == STOP and f.column == "naam" and "een datum" in f.expected
        for f in wijk.remarks(folder)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Café Één",
        "Geen",
        "NVTV",
        "Мы вместе",
        "Ağaçlar & Çiçek",
        "3 mei",
        "Team €",
        "Łódź – 2",
        "α-team",
    ],
)
def test_a_name_in_one_script_reads(text: str, sheets: Sheets, tmp_path: Path) -> None:
    put(sheets, "initiatieven", 3, "organisatievorm", text)
    assert faults(any_format.write(tmp_path / f"{YEAR}.ods", sheets)) == []


# Headers and columns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "value", "level"),
    [
        ("kleur", "groen", WARNING),
        ("telefoon", "x", STOP),
        ("E-mail contact", "", STOP),
        ("bijzonder", "jan@voorbeeld.nl", STOP),
        ("hulpbrnonen", "", STOP),
    ],
)
def test_a_column_more_is_told_and_stops_only_for_persons_or_a_slip(
    head: str, value: str, level: str, sheets: Sheets, tmp_path: Path
) -> None:
    if head == "hulpbrnonen":
        sheets["initiatieven"][0][sheets["initiatieven"][0].index("hulpbronnen")] = head
    else:
        for number, row in enumerate(sheets["initiatieven"]):
            row.append(head if not number else value)
    found = faults(any_format.write(tmp_path / f"{YEAR}.xlsx", sheets))
    told = [f for f in found if f.column == head]
    assert [f.level for f in told] == [level]
    assert not any("voorbeeld.nl" in str(f) for f in found)


@pytest.mark.parametrize("end", FORMATS)
def test_a_second_line_of_heads_stops(end: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets["relaties"].insert(0, ["", "", 2019, 2020])
    found = faults(any_format.write(tmp_path / f"{YEAR}.{end}", sheets))
    assert any(f.row == 1 and "een tweede kopregel: 2019, 2020" in f.found for f in found), found


def test_a_second_line_of_heads_in_text_stops(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(";2019;2020;\nvan;naar;soort;sterkte\nA;B;x;1\n", encoding="utf-8")
    sheet = read_csv(path, ["van", "naar", "soort", "sterkte"])
    assert [f.row for f in sheet.faults] == [1]


# Files --------------------------------------------------------------------------------------------


def test_a_copy_of_the_workbook_is_told_and_what_excel_keeps_while_it_is_open_is_none(
    tmp_path: Path,
) -> None:
    folder = Wijk().write(tmp_path)
    for name in (f"kopie van {YEAR}.xlsx", f"~${YEAR}.xlsx", f"{YEAR} (1).XLSX"):
        (folder / name).write_bytes(b"PK")
    (folder / f"{YEAR - 1}.xlsx").write_bytes(b"PK")
    found = faults(folder / f"{YEAR}.xlsx")
    assert [f.level for f in found] == [WARNING] * 2


def test_what_a_system_puts_beside_the_tables_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "relaties.csv").write_text("van;naar\nA;B\n")
    (tmp_path / "._relaties.csv").write_bytes(b"\0\5\x16\7")
    assert list(read_workbook(tmp_path)) == ["relaties"]


def test_a_workbook_is_found_whatever_the_case_of_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "2022.XLSX").write_bytes(b"PK")
    assert find_workbook(tmp_path, 2022).name == "2022.XLSX"


FOREIGN: dict[str, tuple[str, bytes, str]] = {
    "a web page": ("x.xls", b"\xef\xbb\xbf <html><table><tr><td>1", "een webpagina"),
    "a pointer of Git LFS": ("x.xlsx", b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    "a pointer in text": ("x.csv", b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    "a PDF": ("x.csv", b"%PDF-1.7\n", "een PDF"),
    "a web page in text": ("x.csv", b"<!DOCTYPE html><html>", "een webpagina"),
    "zeros": ("x.csv", b"van;naar\nA;B\n\0\0\n", "een NUL-teken"),
    "Excel 2003": ("x.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:'
                   b'office:spreadsheet">', "in XML"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_something_else_is_called_by_its_name(name: str, tmp_path: Path) -> None:
    file, content, told = FOREIGN[name]
    path = tmp_path / file
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        if path.suffix == ".csv":
            read_csv(path, ["van", "naar"])
        else:
            read_workbook(path)


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("xl/workbook.bin", "(.xlsb)"),
        ("Index/Document.iwa", "Numbers"),
        ("word/document.xml", "Word"),
    ],
)
def test_a_zip_of_another_program_is_called_by_its_name(
    member: str, told: str, tmp_path: Path
) -> None:
    import zipfile

    path = tmp_path / "2023.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    assert told in str(caught.value)


@pytest.mark.parametrize("file", ["x.xlsx", "x.csv"])
def test_a_file_that_may_not_be_read_is_told(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / file
    path.write_bytes(b"PK")
    path.chmod(stat.S_IWUSR)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError, match="dit bestand is niet te openen"):
        read_csv(path, ["van"]) if file == "x.csv" else read_workbook(path)
