"""The coding workbooks of a wijk as the tables of results: a rule's step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.faults import Fault
from veerkracht.inputs.askers import asker_effects
from veerkracht.inputs.coders import coder_agreement
from veerkracht.inputs.coding.years import read_coding


def ingest_coding(
    workbooks: Mapping[int, Any],
    aliases: str | Path | None,
    corrections: str | Path | None,
    wijk: Mapping[str, Any],
    *,
    draft: bool = False,
    on_proposals: Callable[[pd.DataFrame], None] | None = None,
) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """The tables that ingest_coding makes (register of tables), and what is odd in the workbooks.

    `workbooks`: year -> workbook or folder, `wijk`: its block of config.yaml; the rest as in
    `read_coding`. Raises InputError with the faults of all files at once.
    """
    coding = read_coding(
        dict(workbooks),
        aliases=aliases,
        corrections=corrections,
        tie_rule=wijk["tie_rule"],
        memberships=wijk.get("memberships", []),
        draft=draft,
        on_proposals=on_proposals,
        own=wijk.get("codering"),
    )
    askers, warnings = asker_effects(coding.talks)
    tables = {
        "actors": coding.actors,
        "ties": coding.ties,
        "quotes": coding.quotes,
        "unresolved": coding.unresolved,
        "codings": coding.codings,
        "changes": coding.changes,
        "agreement": coder_agreement(coding.codings),
        "questions": coding.questions,
        "askers": askers,
    }
    return tables, [*coding.warnings, *warnings]
