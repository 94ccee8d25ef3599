"""The claims of the monitor: what it would like to say, and whether the data carry it.

A sentence of the report stands in the wording for the outcome of its claim
(`{% bewering "meer-initiatieven" %}` in a section).
"""

from __future__ import annotations

from types import ModuleType

import pandas as pd

from veerkracht.claims import about_city, about_governance, about_network, about_years
from veerkracht.claims.case import Case, NoInterviewsError
from veerkracht.claims.claim import Claim
from veerkracht.claims.tests import Result
from veerkracht.network.outcome import Outcome
from veerkracht.tables.claims import CLAIMS as CLAIMS_TABLE


def collect(*modules: ModuleType) -> dict[str, Claim]:
    """The claims of these modules by id, in the order in which they are written.

    Raises ValueError when two of them bear one id.
    """
    claims: dict[str, Claim] = {}
    for module in modules:
        for item in vars(module).values():
            if isinstance(item, Claim):
                if item.id in claims:
                    raise ValueError(f"two claims bear the id {item.id}")
                claims[item.id] = item
    return claims


CLAIMS = collect(about_network, about_city, about_governance, about_years)


def judge_claims(case: Case) -> pd.DataFrame:
    """All claims of a wijk: claim, item, statement, test, outcome, start, end, evidence."""
    rows = []
    for item in CLAIMS.values():
        try:
            result = item.judge(case)
        except NoInterviewsError:
            result = Result(Outcome.UNKNOWN, "er zijn geen gesprekken")
        about = (item.id, item.item, item.statement, item.test)
        judged = (str(result.outcome), result.start, result.end, result.evidence)
        rows.append((*about, *judged))
    table = pd.DataFrame(rows, columns=CLAIMS_TABLE.names)
    return table.astype({"start": "Int64", "end": "Int64"})
