"""All claims of a wijk judged, with the changes behind them: a rule's step."""

from __future__ import annotations

from typing import Any

import pandas as pd

from veerkracht.claims.case import Case
from veerkracht.claims.register import judge_claims
from veerkracht.network import evidence
from veerkracht.words import slug


def judge(
    tables: dict[str, pd.DataFrame], config: dict[str, Any], wijk: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    """claims, network_changes, turnover, levels and sensitivity, from the tables before them.

    `wijk`: its block of `config`.
    """
    actors, ties = tables["actors"], tables["ties"]
    network = evidence.Evidence(actors, ties, wijk["tie_rule"])
    left_out = [wijk["municipality"], *wijk.get("commissioners", [])]
    without = {slug(name): name for name in left_out if name}
    return {
        "claims": judge_claims(Case.of(network, tables, wijk, config)),
        "network_changes": evidence.measure_changes(network),
        "turnover": evidence.measure_turnover(actors, ties),
        "levels": evidence.measure_levels(network),
        "sensitivity": evidence.measure_sensitivity(actors, ties, without),
    }
