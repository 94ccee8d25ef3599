"""Sheet werkwijze and who asked: what is read, what is told, and what stays inside."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from workbooks import Rows, party, spoken, write_book, write_coding

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.askers import FEWEST, Talk, asker_effects
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.ingest import ingest_coding
from veerkracht.inputs.schemas import schema

PARTIES = [spoken("Eerste", partners="Tweede; Derde"), party("Tweede"), party("Derde")]
ASKED = {"jaar": 2021, "vraag": "Met wie werkt u samen?", "lijst": "nee", "hoogstens": 3}


def read(folder: Path, *rows: dict[str, Any], **more: Rows) -> Coding:
    sheets = {"initiatieven": PARTIES, "werkwijze": list(rows)} | more
    return read_coding({2021: write_coding(folder / "2021.xlsx", None, **sheets)})


def test_the_row_of_a_year_is_read_with_its_place(tmp_path: Path) -> None:
    row = read(tmp_path, ASKED | {"opmerking": "kort"}).questions.iloc[0].to_dict()
    assert row == {
        **{"year": 2021, "question": "Met wie werkt u samen?", "roster": "nee", "cap": 3},
        "origin": "2021.xlsx!werkwijze!2",
    }


def test_rows_that_say_the_same_are_one_and_empty_is_empty(tmp_path: Path) -> None:
    row = {"jaar": 2021, "vraag": "Met wie?"}
    table = read(tmp_path, row, row | {"vraag": "met  wie?"}).questions
    assert len(table) == 1 and table["cap"].isna().all() and table["roster"].isna().all()


def test_a_workbook_without_the_sheet_is_read(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {name: [] for name in ("relaties", "citaten", "codeurs")}
    book = write_book(tmp_path / "2021.xlsx", {"initiatieven": PARTIES, **sheets})
    coding = read_coding({2021: book})
    assert coding.questions.empty and not coding.warnings


def test_so_is_a_folder_and_in_it_the_sheet_counts(tmp_path: Path) -> None:
    folder = tmp_path / "2021"
    folder.mkdir()
    for name in ("initiatieven", "relaties", "citaten", "codeurs"):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(schema(name).fields), delimiter=";")
            writer.writeheader()
            writer.writerows(PARTIES if name == "initiatieven" else [])
    assert read_coding({2021: folder}).questions.empty
    (folder / "werkwijze.csv").write_text(
        "jaar;vraag;lijst;hoogstens;opmerking\n2021;Met wie?;ja;5;\n"
    )
    assert read_coding({2021: folder}).questions["cap"].tolist() == [5]


def test_every_fault_at_once_with_its_cell(tmp_path: Path) -> None:
    rows = [
        {"jaar": 2020, "vraag": "Bel mij: 06-12345678", "lijst": "soms", "hoogstens": 0},
        {"jaar": 2021, "vraag": "", "lijst": "ja", "hoogstens": "veel"},
    ]
    with pytest.raises(InputError) as caught:
        read(tmp_path, *rows)
    assert {(f.sheet, f.row, f.column) for f in caught.value.faults} == {
        ("werkwijze", 2, "jaar"),
        ("werkwijze", 2, "vraag"),
        ("werkwijze", 2, "lijst"),
        ("werkwijze", 2, "hoogstens"),
        ("werkwijze", 3, "vraag"),
        ("werkwijze", 3, "hoogstens"),
    }


def test_two_ways_in_one_year_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, ASKED, ASKED | {"hoogstens": "", "lijst": "ja"})
    told = {f.column: (f.found, f.expected) for f in caught.value.faults}
    assert told == {
        "hoogstens": ("''", "3, zoals in rij 2"),
        "lijst": ("'ja'", "nee, zoals in rij 2"),
    }


def test_who_named_more_than_was_allowed_is_asked_about(tmp_path: Path) -> None:
    assert not read(tmp_path, ASKED | {"hoogstens": 2}).warnings
    warnings = read(tmp_path, ASKED | {"hoogstens": 1}).warnings
    found = "1, maar rij 2 van blad initiatieven noemde er 2"
    assert [(f.sheet, f.row, f.column, f.found) for f in warnings] == [
        ("werkwijze", 2, "hoogstens", found)
    ]


# Who asked ----------------------------------------------------------------------------------------


def talks(interviewer: str, names: list[int]) -> list[Talk]:
    """An interview a sign, held by that person."""
    return [
        Talk(2021, "2021.xlsx", "initiatieven", count, {"interviewer": who, "codeur": ""})
        for who, count in zip(interviewer, names, strict=True)
    ]


def test_who_writes_down_more_names_is_told_without_a_name() -> None:
    names = [1, 2, 1, 2, 1, 8, 9, 8, 9, 8]
    table, warnings = asker_effects(talks("aaaaabbbbb", names))
    row = table.iloc[0]
    assert (row["role"], row["people"], row["interviews"]) == ("interviewer", 2, 10)
    assert (row["low"], row["high"]) == (1.4, 8.4) and row["chance"] < 0.02
    (fault,) = warnings
    assert fault.column == "interviewer" and "1,4 tot 8,4" in fault.found
    mixed, none = asker_effects(talks("ababababab", sorted(names)))
    assert mixed["chance"].iloc[0] > 0.3 and not none


def test_the_chance_is_that_of_all_shuffles() -> None:
    """Of the 70 ways to give four of eight interviews to one, two are as far apart."""
    table, _ = asker_effects(talks("aaaabbbb", [1, 2, 3, 4, 5, 6, 7, 8]))
    assert table["chance"].iloc[0] == pytest.approx(2 / 70, abs=0.015)


def test_nothing_is_said_of_one_person_or_few_interviews() -> None:
    few = FEWEST - 1
    for who, names in (("a" * 20, [*range(20)]), ("ab" * few, [1, 9] * few)):
        table, warnings = asker_effects(talks(who, names)[: few if "b" in who else None])
        assert table.empty and not warnings


def test_persons_stay_inside(tmp_path: Path) -> None:
    rows = [
        spoken(f"Partij {number}", codeur=f"Kanarie {number % 2}", interviewer="Kanarie 3")
        for number in range(10)
    ]
    ties = [
        {"van": f"Partij {a}", "naar": f"Partij {b}"}
        for a in range(0, 10, 2)
        for b in range(10)
        if a != b
    ]
    book = write_coding(tmp_path / "2021.xlsx", None, initiatieven=rows, relaties=ties)
    tables, warnings = ingest_coding({2021: book}, None, None, {"tie_rule": "union"})
    assert tables["askers"]["role"].tolist() == ["codeur"]
    told: list[Fault] = [fault for fault in warnings if fault.column == "codeur"]
    assert len(told) == 1
    for name, table in tables.items():
        assert "kanarie" not in table.to_csv().lower(), name
    assert not any("kanarie" in str(fault).lower() for fault in warnings)
