"""The wide tables of Swing: heads of indicator, category and year, totals and footnotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import read_indicators

SOURCE = {"layout": "swing", "edition": "2026", "city": "Rotterdam"}
HEADS = ["Buurten", "Gebiedscode", "Eenzaam (%)|18-64 jaar|2024", "Eenzaam (%)|65+|2024",
         "aantal inwoners|2022"]  # fmt: skip
ROWS: list[list[Any]] = [
    ["Noord", "B01", 41.5, 52, 7110],
    ["Zuid", "B02", "x", 49.25, "."],
    ["Rotterdam", "R", 40, 50, 663900],
    ["Buurten totaal", "", 40.7, 50.6, 14000],
]
NOTES = ["x: te weinig antwoorden", "Bron: Gezondheidsmonitor; bewerking OBI"]
EXPECTED = [
    ("B01", "Noord", "wijk", 2024, "Eenzaam (%)", "18-64 jaar", "procent", 41.5, ""),
    ("B01", "Noord", "wijk", 2024, "Eenzaam (%)", "65+", "procent", 52, ""),
    ("B01", "Noord", "wijk", 2022, "aantal inwoners", "", "getal", 7110, ""),
    ("B02", "Zuid", "wijk", 2024, "Eenzaam (%)", "18-64 jaar", "procent", "", "onderdrukt"),
    ("B02", "Zuid", "wijk", 2024, "Eenzaam (%)", "65+", "procent", 49.25, ""),
    ("B02", "Zuid", "wijk", 2022, "aantal inwoners", "", "getal", "", "ontbreekt"),
    ("R", "Rotterdam", "stad", 2024, "Eenzaam (%)", "18-64 jaar", "procent", 40, ""),
    ("R", "Rotterdam", "stad", 2024, "Eenzaam (%)", "65+", "procent", 50, ""),
    ("R", "Rotterdam", "stad", 2022, "aantal inwoners", "", "getal", 663900, ""),
]
COLUMNS = ["area_code", "area", "level", "year", "indicator", "theme", "unit", "value", "mark"]


def as_csv(path: Path, heads: list[str] = HEADS, rows: list[list[Any]] = ROWS) -> Path:
    def text(cell: Any) -> str:
        return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)

    lines = ["Gezondheid in de buurten", ""]
    lines += [";".join(f'"{text(cell)}"' for cell in line) for line in (heads, *rows)]
    path.write_text("\n".join([*lines, "", *NOTES]) + "\n", encoding="utf-8-sig")
    return path


def as_xlsx(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    sheet.write(0, 0, "Gezondheid in de buurten")
    for number, line in enumerate((HEADS, *ROWS)):
        sheet.write_row(2 + number, 0, line)
    # As dashboards do: the footnote across the columns.
    sheet.merge_range(2 + len(ROWS) + 2, 0, 2 + len(ROWS) + 2, 4, NOTES[0])
    book.close()
    return path


def read(path: Path, warnings: list[Fault]) -> list[tuple[Any, ...]]:
    table = read_indicators(path, SOURCE, warnings)
    rows = table[COLUMNS].astype(object).fillna("").to_numpy().tolist()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("name", ["swing.csv", "swing.xlsx"])
def test_every_figure_keeps_its_area_category_year_and_unit(tmp_path: Path, name: str) -> None:
    path = (as_csv if name.endswith("csv") else as_xlsx)(tmp_path / name)
    warnings: list[Fault] = []
    assert sorted(read(path, warnings), key=str) == sorted(EXPECTED, key=str)
    assert [(w.row, w.found) for w in warnings] == [(7, "'Buurten totaal'")]
    origin = read_indicators(path, SOURCE).set_index(["area", "theme"])["origin"]
    place = "regel 4" if name.endswith("csv") else "blad Data, rij 4"
    assert origin["Noord", "65+"] == f"{name}, {place}, Eenzaam (%)|65+|2024"


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("Eenzaam (%)|2024 kwartaal 1", ["Noord", "B01", 1, 2, 3], "rij 3, kolom Eenzaam (%)|2024"),
        ("Rookt|2024", ["Noord", "B01", "veel", 2, 3], "rij 4, kolom Rookt|2024: gevonden: 'veel'"),
        ("Rookt|2024", ["", "B01", 1, 2, 3], "rij 4, kolom Buurten: gevonden: ''"),
        ("Rookt|2024", ["Noord", "B01", 1, 2, 3, 4], "rij 4: gevonden: 6 velden"),
        (HEADS[3], ["Noord", "B01", 1, 2, 3], "deze kop staat er 2 keer, als kolom C en D"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell(
    tmp_path: Path, head: str, row: list[Any], told: str
) -> None:
    heads = [*HEADS[:2], head, *HEADS[3:]]
    with pytest.raises(InputError) as caught:
        read_indicators(as_csv(tmp_path / "swing.csv", heads, [row]), SOURCE)
    assert told in str(caught.value)


def test_a_table_without_a_head_above_its_areas_is_told(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "swing.csv", ["", "X|2022", "X|2024"], [["Noord", 55, 57]])
    with pytest.raises(InputError, match=r"geen kop.*een kop boven de gebieden"):
        read_indicators(path, SOURCE)


STACKS: dict[str, list[list[Any]]] = {
    "period below": [["", "", "Eenzaam (%)", "", "aantal inwoners"],
                     ["", "", "18-64 jaar", "65+", ""],
                     ["Buurten", "Gebiedscode", 2024, 2024, 2022]],
    "period above": [["", "", 2024, "", 2022],
                     ["Buurten", "Gebiedscode", "Eenzaam (%)|18-64 jaar", "Eenzaam (%)|65+",
                      "aantal inwoners"]],
}  # fmt: skip


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("name", ["swing.csv", "swing.xlsx"])
def test_heads_of_several_rows_read_as_heads_of_one(stack: str, name: str, tmp_path: Path) -> None:
    *above, heads = STACKS[stack]
    path = tmp_path / name
    if name.endswith("csv"):
        as_csv(path, *_headed(above, heads))
    else:
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "Gezondheid in de buurten 2024")
        for number, line in enumerate((*above, heads, *ROWS), start=2):
            sheet.write_row(number, 0, line)
        sheet.merge_range(2, 2, 2, 3, above[0][2])
        book.close()
    warnings: list[Fault] = []
    assert sorted(read(path, warnings), key=str) == sorted(EXPECTED, key=str)
    assert [told.found for told in warnings] == ["'Buurten totaal'"]
    place = f"{'regel' if name.endswith('csv') else 'blad Data, rij'} {len(above) + 4}"
    origin = read_indicators(path, SOURCE).set_index(["area", "theme"])["origin"]
    assert origin["Noord", "65+"] == f"{name}, {place}, Eenzaam (%)|65+|2024"


def _headed(above: list[list[Any]], heads: list[Any]) -> tuple[list[str], list[list[Any]]]:
    first, *others = [*above, heads]
    return [str(head) for head in first], [*others, *ROWS]


@pytest.mark.parametrize(
    ("above", "heads", "told"),
    [
        (["", ""], ["Buurten", "2024"], "alleen jaren; verwacht: de naam van de indicator"),
        (["", "X", "X"], ["Buurten", "2024", "2024"], r"deze kop staat er 2 keer"),
        (["", "X", "Y"], ["Buurten", "2024", "2023 kwartaal 2"], "Kies in Swing jaren"),
        (["", "X", "Y"], ["Buurten", "2024", "totaal"], "een kopregel met koppen als"),
    ],
)
def test_heads_of_several_rows_that_are_unclear_are_told(
    above: list[str], heads: list[str], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    row = ["Noord", *["1"] * (len(heads) - 1)]
    path.write_text("\n".join(";".join(line) for line in (above, heads, row)) + "\n")
    with pytest.raises(InputError, match=told):
        read(path, [])
