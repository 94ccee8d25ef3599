"""The test of a claim that rests on other claims."""

from __future__ import annotations

from veerkracht.claims.parameters import Beweringen
from veerkracht.claims.result import Result, toets
from veerkracht.network.outcome import weakest


@toets("samen")
def samen(judged: dict[str, Result], *, beweringen: Beweringen) -> Result:
    """De beweringen {beweringen} gaan alle op; de zwakste bepaalt de uitkomst."""
    results = {name: judged[name] for name in beweringen}
    years = [year for one in results.values() for year in (one.start, one.end) if year]
    evidence = "; ".join(f"{name}: {result.outcome}" for name, result in results.items())
    outcome = weakest([result.outcome for result in results.values()])
    asked = "; ".join(dict.fromkeys(one.asked for one in results.values() if one.asked))
    start, end = (min(years), max(years)) if years else (None, None)
    return Result(outcome, evidence, start, end, asked=asked)
