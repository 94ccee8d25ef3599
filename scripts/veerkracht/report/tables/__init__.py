"""The tables that the report prints, made ready for reading: one function a table.

Each takes Lookups (and a year, where it is a table of one year) and gives a PrintTable; TABLES
lists them under the name that a section uses.
"""

from __future__ import annotations

from collections.abc import Callable

from veerkracht.report.tables import (
    governance,
    index,
    indicators,
    interviews,
    literature,
    method,
    network,
)
from veerkracht.report.tables.print_table import PrintTable

TABLES: dict[str, Callable[..., PrintTable]] = {
    table.__name__: table
    for table in (
        network.network_metrics,
        network.influence,
        network.changes,
        network.asking,
        network.retest,
        network.questions,
        network.askers,
        network.turnover,
        network.sensitivity,
        interviews.coverage,
        interviews.forms,
        interviews.barriers,
        interviews.resources,
        interviews.barrier_course,
        interviews.agreement,
        interviews.names,
        interviews.unresolved,
        index.index,
        index.theme_gaps,
        index.course,
        index.alike,
        index.wijken,
        indicators.indicators,
        indicators.named_indicators,
        indicators.in_sum,
        indicators.vulnerability,
        indicators.health,
        governance.governing,
        governance.budget,
        governance.bodies,
        governance.events,
        governance.decisions,
        governance.tasks,
        literature.literature,
        method.share_words,
        method.one_year,
        method.differences,
        method.definitions,
        method.claim_outcomes,
        method.claims,
        method.dictionary,
        method.sources,
    )
}
