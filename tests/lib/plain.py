"""Everything that the rules compute, as plain calls in one process: for tests and the benchmark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.city.gaps import compute_gaps
from veerkracht.city.measure import measure_index
from veerkracht.city.scoring import read_rules
from veerkracht.claims.case import Case
from veerkracht.claims.register import judge_claims
from veerkracht.config import add_defaults, read_yaml
from veerkracht.governance import measures
from veerkracht.inputs.coders import coder_agreement
from veerkracht.inputs.coding.years import read_coding
from veerkracht.inputs.governance import read_governance, read_places
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.network import metrics
from veerkracht.network.evidence import (
    Evidence,
    measure_changes,
    measure_levels,
    measure_sensitivity,
    measure_turnover,
)
from veerkracht.network.layout import layout
from veerkracht.words import slug

RULES = Path("workflow/obi-indicatoren.csv")
Tables = dict[str, pd.DataFrame]


def read_settings(project: Path) -> dict[str, Any]:
    """config.yaml with its defaults."""
    config: dict[str, Any] = read_yaml(project / "config.yaml")
    add_defaults(config)
    return config


def read_sources(project: Path, config: dict[str, Any]) -> Tables:
    """Source -> canonical table of indicators."""
    return {
        name: read_indicators(project / source["file"], source)
        for name, source in config["sources"].items()
    }


def compute_tables(project: Path, config: dict[str, Any], key: str, sources: Tables) -> Tables:
    """Name -> canonical table of one wijk, with or without interviews, and the sources."""
    wijk, data = config["wijken"][key], project / "data" / key

    def there(name: str) -> Path | None:
        return data / name if (data / name).is_file() else None

    coding = read_coding(
        {year: data / f"{year}.xlsx" for year in wijk["years"]},
        aliases=there("aliassen.csv"),
        corrections=there("correcties.yaml"),
        tie_rule=wijk["tie_rule"],
    )
    evidence = Evidence(coding.actors, coding.ties, wijk["tie_rule"])
    left_out = [name for name in [wijk["municipality"], *wijk.get("commissioners", [])] if name]
    gaps = pd.concat(
        compute_gaps(table, wijk["areas"], config["city"], source=name)
        for name, table in sources.items()
    ).reset_index(drop=True)
    tables = {
        **sources,
        **read_governance(there("governance.xlsx")),
        "actors": coding.actors,
        "ties": coding.ties,
        "quotes": coding.quotes,
        "changes": coding.changes,
        "unresolved": coding.unresolved,
        "agreement": coder_agreement(coding.codings),
        "places": read_places(there("plekken.csv"), coding.actors),
        "network_metrics": metrics.measure_networks(coding.actors, coding.ties),
        "actor_metrics": metrics.measure_actors(coding.actors, coding.ties),
        "layout": layout(coding.actors, coding.ties, until=wijk.get("map_until")),
        "network_changes": measure_changes(evidence),
        "turnover": measure_turnover(coding.actors, coding.ties),
        "levels": measure_levels(evidence),
        "sensitivity": measure_sensitivity(
            coding.actors, coding.ties, {slug(name): name for name in left_out}
        ),
        "index_gaps": gaps,
        **measure_index(sources, gaps, read_rules(project / RULES), config, wijk),
    }
    tables |= governance_tables(tables)
    claims = judge_claims(Case.of(evidence, tables, wijk, config))
    return tables | {"claims": claims}


def recompute(tables: Tables, config: dict[str, Any], wijk: dict[str, Any]) -> Tables:
    """The tables with what follows from gaps, decisions, tasks, budget and actors made anew."""
    sources = {name: tables[name] for name in config["sources"]}
    rules = read_rules(Path(__file__).resolve().parents[2] / RULES)
    found = measure_index(sources, tables["index_gaps"], rules, config, wijk)
    return tables | found | governance_tables(tables)


def governance_tables(tables: Tables) -> Tables:
    """What measure_governance makes of decisions, tasks, budget and actors."""
    barriers, course = measures.measure_barriers(tables["actors"])
    return {
        "rights": measures.decision_rights(tables["decisions"]),
        "governance_course": measures.measure_governance(
            tables["decisions"], tables["tasks"], tables["budget"]
        ),
        "barriers": barriers,
        "resources": measures.measure_resources(tables["actors"]),
        "barrier_course": course,
    }


def chart_context(project: Path, config: dict[str, Any], key: str) -> dict[str, Any]:
    """What a chart is told beside its tables."""
    wijk = config["wijken"][key]
    names = ("city", "noise", "sources")
    context = {"wijk": wijk, "example": wijk["example"], **{name: config[name] for name in names}}
    boundaries = project / wijk.get("boundaries", f"data/{key}/grens.geojson")
    if boundaries.is_file():
        context["boundaries"] = json.loads(boundaries.read_text(encoding="utf-8"))
    return context
