"""All tables on the place of a wijk in the city, from the exports of all sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from veerkracht.city import course, margins, scoring
from veerkracht.city.gaps import name_areas
from veerkracht.roles import Role, with_role
from veerkracht.tables.city import ALIKE, CONTRIBUTIONS, HEALTH


def measure_index(
    tables: Mapping[str, pd.DataFrame],
    gaps: pd.DataFrame,
    rules: list[scoring.Rule],
    config: Mapping[str, Any],
    wijk: Mapping[str, Any],
) -> dict[str, pd.DataFrame]:
    """The course on every index, what moved it, who was alike, changes, vulnerability and health.

    `tables`: source -> canonical indicators, `gaps`: index_gaps, `wijk`: its block of config.yaml.
    Gives index_course, contributions, alike, indicator_changes, vulnerability and health, with the
    columns that course, scoring and margins name. Raises InputError for an indicator of which no
    direction is known.
    """
    sources, city, noise, areas = config["sources"], config["city"], config["noise"], wijk["areas"]
    programme = wijk.get("programme")
    tables = {name: name_areas(table, areas) for name, table in tables.items()}
    for name in with_role(sources, Role.THEMES):
        scoring.check_directions(tables[name], rules, sources[name]["file"])
    main, themes = course.main_index(gaps, sources), course.theme_source(gaps, sources)
    changes = margins.compare_changes(gaps[gaps["source"] == themes], rules, noise)
    contributions = pd.DataFrame(columns=CONTRIBUTIONS.names)
    alike = pd.DataFrame(columns=ALIKE.names)
    if themes:
        parts = scoring.contributions(tables[themes], rules, areas, city, source=themes)
        contributions = margins.weigh_margins(parts, changes, rules)
    if themes and main:
        before = programme["start"] if programme else None
        peers = wijk.get("peers", [])
        alike = course.find_alike(tables[themes], tables[main], areas, before, peers)
    places = [wijk["health_area"]] if "health_area" in wijk else areas
    health = [
        margins.compare_health(tables[name], places, city, source=name)
        for name in with_role(sources, Role.HEALTH)
    ]
    return {
        "index_course": course.measure_course(
            gaps, programme, wijk.get("inhabitants"), noise["change"], wijk.get("compare_since")
        ),
        "contributions": contributions,
        "alike": alike.assign(source=main),
        "indicator_changes": changes,
        "vulnerability": margins.find_vulnerable(gaps, config.get("vulnerability", []), noise),
        "health": _joined(health, HEALTH.names),
    }


def _joined(parts: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=columns)
