"""The tables of the shipped example, computed once, without Snakemake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from veerkracht import metrics
from veerkracht.agreement import coder_agreement
from veerkracht.claims import Case, judge_claims
from veerkracht.coding import read_coding
from veerkracht.config import read_yaml
from veerkracht.evidence import (
    Evidence,
    measure_changes,
    measure_levels,
    measure_sensitivity,
    measure_turnover,
)
from veerkracht.findings import Findings
from veerkracht.gaps import compute_gaps
from veerkracht.governance import read_governance, read_places
from veerkracht.indicators import read_indicators
from veerkracht.layout import layout

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "voorbeeld"


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """config.yaml."""
    config: dict[str, Any] = read_yaml(ROOT / "config.yaml")
    return config


@pytest.fixture(scope="session")
def example(settings: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Name -> canonical table of the example. Copy a table before you change it."""
    wijk = settings["wijken"]["voorbeeld"]
    coding = read_coding(
        {year: DATA / f"{year}.xlsx" for year in wijk["years"]},
        aliases=DATA / "aliassen.csv",
        corrections=DATA / "correcties.yaml",
    )
    city = settings["city"]
    evidence = Evidence(coding.actors, coding.ties)
    sources = {
        name: read_indicators(ROOT / source["file"], source)
        for name, source in settings["sources"].items()
    }
    tables = {
        **sources,
        **read_governance(DATA / "governance.xlsx"),
        "actors": coding.actors,
        "ties": coding.ties,
        "quotes": coding.quotes,
        "changes": coding.changes,
        "unresolved": coding.unresolved,
        "agreement": coder_agreement(coding.codings),
        "places": read_places(DATA / "plekken.csv", coding.actors),
        "network_metrics": metrics.measure_networks(coding.actors, coding.ties),
        "actor_metrics": metrics.measure_actors(coding.actors, coding.ties),
        "layout": layout(coding.actors, coding.ties),
        "network_changes": measure_changes(evidence),
        "turnover": measure_turnover(coding.actors, coding.ties),
        "levels": measure_levels(evidence),
        "sensitivity": measure_sensitivity(
            coding.actors, coding.ties, {"gemeente-rotterdam": "Gemeente Rotterdam"}
        ),
        "index_gaps": pd.concat(
            compute_gaps(table, wijk["areas"], city, source=name) for name, table in sources.items()
        ).reset_index(drop=True),
    }
    claims = judge_claims(Case(evidence, Findings(tables, wijk, settings)))
    return tables | {"claims": claims}


@pytest.fixture(scope="session")
def context(settings: dict[str, Any]) -> dict[str, Any]:
    """What a chart is told beside its tables."""
    return {
        "wijk": settings["wijken"]["voorbeeld"],
        "city": settings["city"],
        "noise": settings["noise"],
        "example": True,
        "boundaries": json.loads((DATA / "grens.geojson").read_text(encoding="utf-8")),
    }
