"""What we give away: public tables only, without internal columns, in a valid Data Package."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package

from veerkracht import io as tables_io
from veerkracht.editions.given_away import PACKAGE_FILE, attach, data_package, give_away
from veerkracht.tables.register import PUBLIC, REGISTER

EDITION = {"title": "Proef", "date": "2026-11-30", "publisher": "Wij"}


@pytest.fixture(scope="module")
def folder(example: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as the rule fills it, of the example."""
    raw, given = tmp_path_factory.mktemp("tables"), tmp_path_factory.mktemp("openbaar")
    for name in PUBLIC:
        tables_io.write_table(example[name], raw / f"{name}.csv")
    files = give_away(raw.iterdir())
    files[PACKAGE_FILE] = data_package(files, EDITION, "voorbeeld")
    for name, content in files.items():
        (given / name).write_bytes(content)
    return given


def test_the_package_is_valid_and_describes_every_table(folder: Path) -> None:
    report = Package(str(folder / PACKAGE_FILE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    described = {
        item["path"] for item in json.loads((folder / PACKAGE_FILE).read_text())["resources"]
    }
    assert described == {path.name for path in folder.glob("*.csv")} and len(described) > 20


def test_a_fault_in_a_table_makes_the_package_invalid(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = tmp_path / "turnover.csv"
    broken.write_text(broken.read_text("utf-8").replace("2019;2020;", "2019;veel;"), "utf-8")
    assert not Package(str(tmp_path / PACKAGE_FILE)).validate().valid


def test_what_is_internal_stays_inside(folder: Path, example: dict[str, Any]) -> None:
    assert "document" in example["decisions"] and "document" in example["budget"]
    for name in ("decisions", "budget"):
        table = pd.read_csv(io.BytesIO((folder / f"{name}.csv").read_bytes()), sep=";")
        assert "document" not in table and len(table) == len(example[name])
    described = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))["resources"]
    fields = {item["name"]: [f["name"] for f in item["schema"]["fields"]] for item in described}
    assert "document" not in fields["decisions"] and "document" in fields["facts"]


def test_a_table_without_rows_is_left_out_and_a_secret_one_stops(tmp_path: Path) -> None:
    for name, text in (("turnover", "a;b\n1;2\n"), ("events", "a;b\n")):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert list(give_away(tmp_path.iterdir())) == ["turnover.csv"]
    (tmp_path / "ties.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"niet openbaar: ties\.csv"):
        give_away(tmp_path.iterdir())


def test_attachments_stand_by_name_with_their_title(folder: Path) -> None:
    (folder / ".snakemake_timestamp").touch()
    names = [name for name, _, _ in attach(folder)]
    assert names == sorted(names) and PACKAGE_FILE in names
    titles = {name: title for name, _, title in attach(folder)}
    assert titles["turnover.csv"] == PUBLIC["turnover"].title


def test_no_public_table_says_who_was_interviewed() -> None:
    persons = {
        "interview",
        "interviewed",
        "codeur",
        "opmerking",
        "named_by",
        "sides",
        "text",
        "coder",
    }
    for name, table in PUBLIC.items():
        assert not persons & {column.name for column in table.columns}, name
    assert not {"ties", "actors", "quotes", "unresolved", "agreement"} & set(PUBLIC)
    assert len(PUBLIC) > 15 and set(PUBLIC) < set(REGISTER)
