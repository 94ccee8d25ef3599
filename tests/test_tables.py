"""The register of tables: what is written is what it says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from veerkracht import io
from veerkracht.lookups.number import Number, Row
from veerkracht.paths import ROOT
from veerkracht.report.trail import Trail, follow
from veerkracht.tables.register import REGISTER, tables_page
from veerkracht.tables.table import Type

# Those of the sources and those of the filled text have tests of their own.
WRITTEN = sorted(
    set(REGISTER) - {"indicators", "claims_placed", "herkomst", "verschil", "opmerkingen"}
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
        for parent, shared in table.parents.items():
            # Actors have lists of barriers and resources, a tie has two actors.
            known = {*REGISTER[parent].names, "barrier", "resource", "actor"}
            assert set(shared) <= known & set(table.names), f"{table.name}: {parent}"
        if table.by_source:
            assert {"source", "area"} <= set(table.names), table.name


def test_every_table_is_made_by_a_rule() -> None:
    rules = "".join(path.read_text() for path in (ROOT / "workflow/rules").glob("*.smk"))
    for table in REGISTER.values():
        assert f"\nrule {table.made_by}:\n" in rules, table.name
    files = [table.file for table in REGISTER.values()]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize("name", sorted(REGISTER))
def test_a_number_of_an_empty_table_leads_nowhere_but_stops_nothing(name: str) -> None:
    """Header only, all at once: as in a first year without a second coding."""
    empty = {table.name: pd.DataFrame(columns=table.names) for table in REGISTER.values()}
    trail = Trail()
    place = tuple((column, "x") for column in REGISTER[name].names)
    trail.printing(str)(Number(1, Row(name, place)))
    steps = follow(trail, empty)
    assert steps["rijen"].tolist() == steps["herkomst"].tolist() == [""]


def test_the_page_of_tables_is_current() -> None:
    """Else: snakemake docs/tabellen.md."""
    assert (ROOT / "docs/tabellen.md").read_text("utf-8") == tables_page()
