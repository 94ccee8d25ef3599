"""What sections may say of all claims together."""

from __future__ import annotations

import pandas as pd

from veerkracht.lookups.claims import ClaimOutcomes, Count
from veerkracht.network.outcome import Outcome


def test_claims_are_counted_by_outcome_without_those_that_nobody_could_judge() -> None:
    outcomes = [Outcome.UNSHOWN, Outcome.HOLDS, Outcome.UNKNOWN, Outcome.HOLDS]
    table = pd.DataFrame({"claim": list("abcd"), "outcome": [str(one) for one in outcomes]})
    counted = ClaimOutcomes(table).judged_claims()
    assert counted == [
        Count("houdt", "houdt stand", 2),
        Count("niet aangetoond", "niet aangetoond", 1),
    ]
