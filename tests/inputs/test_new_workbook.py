"""The empty workbook: what a researcher sees on opening it, and that it reads back when filled."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from frictionless import Schema as Frictionless

from veerkracht.config import read_yaml
from veerkracht.faults import InputError
from veerkracht.inputs.coding.years import read_coding
from veerkracht.inputs.containers import read_workbook
from veerkracht.inputs.new_workbook import build_workbook, code_lists, last_actors
from veerkracht.inputs.schemas import FOLDER, all_schemas, dictionary_page, schema
from veerkracht.inputs.workbooks import CODING_SHEETS
from veerkracht.network import metrics
from veerkracht.paths import ROOT

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def book(example: dict[str, pd.DataFrame], tmp_path: Path) -> Path:
    actors = example["actors"]
    rows = {"initiatieven": last_actors(actors, 2024)}
    return saved(tmp_path / "2024.xlsx", build_workbook(2024, rows, code_lists(actors)))


def part(path: Path, sheet: int) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))


def validations(path: Path, sheet: int) -> dict[str, tuple[str, str]]:
    """First cell of the range -> kind of check and what it allows."""
    return {
        str(node.get("sqref")).split(":")[0]: (
            str(node.get("type")),
            " ".join(str(child.text) for child in node),
        )
        for node in part(path, sheet).iter(f"{{{NS['m']}}}dataValidation")
    }


def test_the_headers_are_those_that_the_reader_expects(book: Path) -> None:
    sheets = read_workbook(book)
    assert list(sheets) == [*CODING_SHEETS, "codeboek"]
    for name in CODING_SHEETS:
        assert sheets[name].cells[0] == list(schema(name).fields)


def test_choices_drop_down_numbers_are_bounded_and_names_come_from_the_list(book: Path) -> None:
    checks = validations(book, 1)
    columns = list(schema("initiatieven").fields)
    letter = {name: chr(65 + index) for index, name in enumerate(columns)}
    assert checks[f"{letter['soort']}2"] == ("list", '"formeel,informeel"')
    assert checks[f"{letter['eigenaarschap']}2"] == ("whole", "1 5")
    assert checks[f"{letter['lat']}2"] == ("decimal", "50 54")
    ties = validations(book, 2)
    assert ties["A2"] == ties["B2"] == ("list", "initiatieven!$A$2:$A$2000")
    assert validations(book, 3)["D2"] == ("list", '"2024"')


def test_the_header_is_frozen_and_every_column_explains_itself(book: Path) -> None:
    for number, name in enumerate(CODING_SHEETS, start=1):
        pane = part(book, number).find(".//m:pane", NS)
        assert pane is not None and pane.get("state") == "frozen" and pane.get("ySplit") == "1"
        with zipfile.ZipFile(book) as archive:
            notes = archive.read(f"xl/comments{number}.xml").decode()
        for field in schema(name).fields.values():
            assert field.description.replace("&", "&amp;") in notes


def test_last_years_actors_stand_ready_and_what_must_be_asked_is_open(
    book: Path, example: dict[str, pd.DataFrame]
) -> None:
    head, *rows = read_workbook(book)["initiatieven"].cells
    filled = [dict(zip(head, row, strict=True)) for row in rows if row[0]]
    actors = example["actors"]
    assert [row["naam"] for row in filled] == sorted(actors[actors["year"] == 2023]["name"])
    assert all(row["geinterviewd"] == row["partners"] == row["interview"] == "" for row in filled)
    assert {row["soort"] for row in filled} == {"formeel", "informeel"}
    assert any(";" in row["thema"] for row in filled) and not any("|" in r["thema"] for r in filled)


def test_the_code_book_shows_a_filled_example_and_the_codes_in_use(book: Path) -> None:
    cells = [str(cell) for row in read_workbook(book)["codeboek"].cells for cell in row]
    for name in CODING_SHEETS:
        for field in schema(name).fields.values():
            assert field.description in cells
    assert "Codes in gebruik: thema" in cells and "ontmoeting" in cells


def test_as_it_comes_it_asks_for_every_open_cell_and_filled_it_is_read(
    book: Path, example: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_coding({2024: book})
    assert {fault.column for fault in caught.value.faults} == {"geinterviewd"}
    assert len(caught.value.faults) == 146
    rows = last_actors(example["actors"], 2024)
    for number, row in enumerate(rows):
        row |= {"geinterviewd": "nee"} if number % 2 else {"eind": 2023}
    filled = saved(tmp_path / "vol.xlsx", build_workbook(2024, {"initiatieven": rows}))
    coding = read_coding({2024: filled})
    assert len(coding.actors) == 73 and (coding.changes["change"] == "gestopt").sum() == 73


def test_the_same_input_gives_the_same_bytes_and_no_text_runs() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "initiatieven": [{"naam": '=HYPERLINK("http://x")', "opmerking": "http://y.nl"}]
    }
    content = build_workbook(2025, rows)
    assert content == build_workbook(2025, rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = "".join(
            archive.read(name).decode() for name in archive.namelist() if "sheet1" in name
        )
    assert "<f>" not in xml and "hyperlink" not in xml


# Schemas ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_schema_is_a_frictionless_table_schema(path: Path) -> None:
    """A second opinion: the reference implementation of the standard accepts it."""
    descriptor = read_yaml(path)
    found = Frictionless.from_descriptor(descriptor)
    assert found.field_names == list(schema(path.stem).fields)
    assert path.stem == descriptor["name"]
    for field in descriptor["fields"]:
        assert field["title"] and field["description"], field["name"]


def test_frictionless_finds_the_same_faults(tmp_path: Path) -> None:
    from frictionless import Resource

    text = "van;naar;soort;sterkte;interview;codeur\nA;B;advies;2;;\nA;;advies;4;;\nA;B;x;veel;;\n"
    (tmp_path / "relaties.csv").write_text(text)
    report = Resource(
        path="relaties.csv", basepath=str(tmp_path), schema=str(FOLDER / "relaties.yaml")
    )
    table = Frictionless.from_descriptor(
        {k: v for k, v in read_yaml(FOLDER / "relaties.yaml").items() if k != "foreignKeys"}
    )
    report.schema = table
    theirs = {(e[0], e[1]) for e in report.validate().flatten(["rowNumber", "fieldName"])}
    from veerkracht.inputs.containers import read_csv
    from veerkracht.inputs.rows import read_rows

    sheet = read_csv(tmp_path / "relaties.csv", schema("relaties").fields)
    read_rows(sheet, schema("relaties"))
    assert {(fault.row, fault.column) for fault in sheet.faults} == theirs
    assert theirs == {(3, "naar"), (3, "sterkte"), (4, "sterkte")}


def test_the_page_with_the_data_dictionary_is_up_to_date() -> None:
    """Else: snakemake docs/gegevens.md."""
    page = (ROOT / "docs/gegevens.md").read_text("utf-8")
    assert page == f"{dictionary_page()}\n{metrics.dictionary_page()}"
    for item in metrics.METRICS:
        assert f"| `{item.id}` | {item.label} |" in page
    for sheet in all_schemas():
        for field in sheet.fields.values():
            assert f"| {field.name} |" in page
