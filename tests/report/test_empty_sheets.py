"""A report comes out when sheets hold only their header, and from a map without interviews."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from folders import DATA, FOLDERS
from plain import Tables, declared, recompute
from python_calamine import CalamineWorkbook

from veerkracht import io
from veerkracht.charts import catalogue, wijk_map
from veerkracht.claims.case import Case
from veerkracht.claims.judge import judge_claims
from veerkracht.inputs.coders import coder_agreement
from veerkracht.inputs.coding.years import read_coding
from veerkracht.inputs.governance import read_governance, read_places
from veerkracht.lookups.lookups import Lookups
from veerkracht.network import metrics
from veerkracht.network.evidence import Evidence
from veerkracht.paths import ROOT
from veerkracht.report.fill import fill
from veerkracht.report.proofread import Context, proofread
from veerkracht.report.sections import figure_names, read_sections
from veerkracht.report.trail import Trail, follow

CODING = ("citaten", "codeurs", "relaties")
GOVERNANCE = ("besluiten", "taken", "gebeurtenissen", "feiten", "budget", "organisatie")


def without_rows(workbook: Path, sheets: tuple[str, ...], target: Path) -> Path:
    """A copy of `workbook` in which `sheets` hold only their header."""
    old = CalamineWorkbook.from_path(str(workbook))
    new = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False})
    for name in old.sheet_names:
        page = new.add_worksheet(name)
        rows = old.get_sheet_by_name(name).to_python()
        for number, row in enumerate(rows[:1] if name in sheets else rows):
            for column, value in enumerate(row):
                if value != "":
                    page.write(number, column, value)
    new.close()
    return target


def emptied(
    sheets: tuple[str, ...], example: Tables, settings: dict[str, Any], folder: Path
) -> Tables:
    """The tables of the example without the rows of `sheets`, as rules read them from disk."""
    wijk, tables = settings["wijken"]["voorbeeld"], dict(example)
    if set(sheets) & set(CODING):
        books = {
            year: without_rows(DATA / f"{year}.xlsx", sheets, folder / f"{year}.xlsx")
            for year in wijk["years"]
        }
        coding = read_coding(books, aliases=DATA / "aliassen.csv", tie_rule=wijk["tie_rule"])
        tables |= {"actors": coding.actors, "ties": coding.ties, "quotes": coding.quotes}
        tables["agreement"] = coder_agreement(coding.codings)
    if set(sheets) & set(GOVERNANCE):
        book = without_rows(DATA / "governance.xlsx", sheets, folder / "governance.xlsx")
        tables |= read_governance(book)
    if "plekken" in sheets:
        header = (DATA / "plekken.csv").read_text("utf-8-sig").splitlines()[0]
        (folder / "plekken.csv").write_text(f"{header}\n", "utf-8")
        tables["places"] = read_places(folder / "plekken.csv", tables["actors"])
    if "relaties" in sheets:
        tables["network_metrics"] = metrics.measure_networks(tables["actors"], tables["ties"])
        tables["actor_metrics"] = metrics.measure_actors(tables["actors"], tables["ties"])
    for name, table in recompute(tables, settings, wijk).items():
        io.write_table(table, folder / f"{name}.csv")
    return io.read_tables(str(path) for path in folder.glob("*.csv") if path.stem in tables)


def described(tables: Tables, context: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """What each figure says, empty where there is nothing to draw."""
    return {name: catalogue.describe(name, tables, context) for name in names}


@pytest.mark.parametrize(
    "sheets",
    [
        ("codeurs",),
        ("relaties",),
        ("besluiten",),
        ("citaten", "taken"),
        ("gebeurtenissen", "budget"),
        ("feiten", "organisatie", "plekken"),
        (*CODING, *GOVERNANCE, "plekken"),
    ],
    ids=lambda sheets: "-".join(sheets) if len(sheets) < 4 else "alle",
)
def test_a_sheet_with_only_its_header(
    sheets: tuple[str, ...],
    example: Tables,
    settings: dict[str, Any],
    context: dict[str, Any],
    evidence: Evidence,
    tmp_path: Path,
) -> None:
    tables = emptied(sheets, example, settings, tmp_path)
    wijk = settings["wijken"]["voorbeeld"]
    if "relaties" in sheets:
        evidence = Evidence(tables["actors"], tables["ties"], wijk["tie_rule"], draws=5)
    tables["claims"] = judge_claims(
        Case.of(evidence, tables, wijk, settings), declared("voorbeeld", wijk)
    )
    assert len(filled(tables, settings, wijk, context)) > 100


def test_places_and_boundaries_without_interviews(
    quiet: Tables, settings: dict[str, Any], context: dict[str, Any]
) -> None:
    """The map of the wijk named the last year of the interviews as that of the places."""
    wijk = settings["wijken"]["carnisse"]
    tables = quiet | {"places": read_places(DATA / "plekken.csv", quiet["actors"])}
    maps = described(tables, context | {"wijk": wijk}, ["wijk_map"])
    assert maps["wijk_map"]["source"] == "inventarisatie van plekken"
    assert maps["wijk_map"]["title"]
    wijk_map.draw({name: tables[name] for name in wijk_map.TABLES}, context | {"wijk": wijk})
    assert len(filled(tables, settings, wijk, context | {"wijk": wijk})) > 20


def filled(
    tables: Tables, settings: dict[str, Any], wijk: dict[str, Any], context: dict[str, Any]
) -> pd.DataFrame:
    """The trail of all numbers in a report in which all sections are filled and proofread."""
    sections = read_sections(*FOLDERS)
    texts = described(tables, context, figure_names(sections, wijk["years"]))
    lookups, trail = Lookups.of(tables, wijk, settings), Trail()
    extra: dict[str, Any] = {"input_hash": "0", "versions": []}
    report = fill(sections, lookups, texts, ROOT / "templates", extra, trail)
    proofread(report, Context.of(lookups, trail, sections, extra))
    return follow(trail, lookups.tables)
