"""Everything that the rules compute, as plain calls in one process: for tests and the benchmark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.city.gaps import measure_gaps
from veerkracht.city.measure import measure_index
from veerkracht.city.scoring import read_rules
from veerkracht.claims.declared import Declared, files_of, read_claims
from veerkracht.claims.judge import judge
from veerkracht.config import add_defaults, read_yaml
from veerkracht.governance.measures import measure_governance
from veerkracht.inputs.background import read_background
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.inputs.governance import read_governance, read_places
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.inputs.ingest import ingest_coding
from veerkracht.inputs.workbooks import in_folder
from veerkracht.network.layout import layout
from veerkracht.network.measure import measure_network
from veerkracht.paths import ROOT

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

    workbooks = {year: data / f"{year}.xlsx" for year in wijk["years"]}
    if "codering" in wijk:
        wijk = wijk | {"codering": in_folder(wijk["codering"], data, project)}
    coded, _ = ingest_coding(workbooks, there("aliassen.csv"), there("correcties.yaml"), wijk)
    tables = sources | coded | read_governance(there("governance.xlsx"))
    tables["places"] = read_places(there("plekken.csv"), tables["actors"])
    tables |= measure_network(tables)
    tables["layout"] = layout(tables["actors"], tables["ties"], until=wijk.get("map_until"))
    tables |= measure_gaps(sources, config, wijk)[0]
    tables = recompute(tables, config, wijk, project)
    return tables | judge(tables, config, wijk, declared(key, wijk, project))


def recompute(
    tables: Tables, config: dict[str, Any], wijk: dict[str, Any], project: Path = ROOT
) -> Tables:
    """The tables with what follows from gaps, decisions, tasks, budget and actors made anew."""
    sources = {name: tables[name] for name in config["sources"]}
    rules = read_rules(project / RULES)
    index = measure_index(sources, tables["index_gaps"], rules, config, wijk)
    return tables | index | measure_governance(tables)


def declared(key: str, wijk: dict[str, Any], project: Path = ROOT) -> dict[str, Declared]:
    """The claims that the files of a wijk declare."""
    return read_claims([project / name for name in files_of(key, project)], wijk["years"])


def chart_context(project: Path, config: dict[str, Any], key: str) -> dict[str, Any]:
    """What a chart is told beside its tables."""
    wijk = config["wijken"][key]
    names = ("city", "noise", "sources", "vulnerability", "health")
    context = {"wijk": wijk, "example": wijk["example"]}
    context |= {name: config.get(name, []) for name in names}
    # A figure of one year is one of the last; none where nobody was interviewed.
    context["year"] = max(wijk["years"], default=0)
    boundaries = project / wijk.get("boundaries", f"data/{key}/grens.geojson")
    if boundaries.is_file():
        context["boundaries"] = read_boundaries(boundaries, wijk, config["city"])
    if under := wijk.get("background"):
        context["background"] = read_background(project / under["file"], under["attribution"])
    return context
