"""The register of tables: what is written is what it says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from veerkracht import io
from veerkracht.paths import ROOT
from veerkracht.tables.register import REGISTER, tables_page
from veerkracht.tables.table import Type

WRITTEN = sorted(
    name for name in REGISTER if REGISTER[name].path.startswith("results/{wijk}/tables")
)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("wijk", ["example", "quiet"])
def test_a_table_has_the_columns_and_types_of_the_register(
    name: str, wijk: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    table: pd.DataFrame = request.getfixturevalue(wijk)[name]
    assert list(table.columns) == REGISTER[name].names
    io.write_table(table, tmp_path / "t.csv")
    back = io.read_table(tmp_path / "t.csv")
    for column in REGISTER[name].columns:
        values = back[column.name].dropna()
        if column.type == Type.TEXT or values.empty:
            continue
        assert values.dtype.kind in "iuf", column.name
        assert column.type == Type.NUMBER or (values % 1 == 0).all(), column.name


def test_every_column_says_what_it_means() -> None:
    for table in REGISTER.values():
        assert len(set(table.names)) == len(table.names), table.name
        for column in table.columns:
            assert column.meaning, f"{table.name}.{column.name}"


def test_parents_are_tables_that_share_these_columns() -> None:
    for table in REGISTER.values():
        for parent in table.parents:
            assert parent in REGISTER, f"{table.name}: {parent}"


def test_the_page_of_tables_is_current() -> None:
    """Else: snakemake docs/tabellen.md."""
    assert (ROOT / "docs/tabellen.md").read_text("utf-8") == tables_page()
