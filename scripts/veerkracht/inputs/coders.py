"""How far coders agree who coded the same interviews apart from each other."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from veerkracht.tables.inputs import AGREEMENT, CODINGS

ALL_CODES = "alle codes"
UNKNOWN = "niet te bepalen"
# The alpha below which a code is too unsure to lean on (Krippendorff 2019, ch. 12).
RELIABLE = 2 / 3
Unit = tuple[object, ...]


def coder_agreement(codings: pd.DataFrame) -> pd.DataFrame:
    """Agreement per code, and over all codes in the last row.

    `codings`: year, interview, code, coder, value. A unit is a code in an interview that at least
    two coders judged. Gives code, n (units), coders, value (what is counted: `ja`, else the value
    given most), prevalence (its share of the judgements), agreement (mean over the units of the
    share of pairs of coders who agree), alpha (Krippendorff 2019, Content Analysis, ch. 12,
    nominal; missing when it cannot be known) and note. Of a coder who judged twice the last counts.
    """
    units: dict[str, dict[Unit, dict[str, str]]] = {}
    for year, interview, code, coder, value in codings[CODINGS.names].itertuples(
        index=False, name=None
    ):
        unit = (year, interview, code)
        units.setdefault(str(code), {}).setdefault(unit, {})[str(coder)] = str(value)
    rows = [_row(code, units[code]) for code in sorted(units)]
    if rows:
        rows.append(
            _row(ALL_CODES, {u: seen for code in units.values() for u, seen in code.items()})
        )
    return pd.DataFrame(rows, columns=AGREEMENT.names)


def _row(code: str, units: dict[Unit, dict[str, str]]) -> tuple[object, ...]:
    twice = [judged for judged in units.values() if len(judged) > 1]
    if not twice:
        coders = len({coder for judged in units.values() for coder in judged})
        return code, 0, coders, "", None, None, None, UNKNOWN
    values = [value for judged in twice for value in judged.values()]
    distinct = sorted(set(values))
    counted = (
        "ja" if "ja" in distinct else max(distinct, key=lambda value: (values.count(value), value))
    )
    agreed = []
    for judged in twice:
        pairs = list(combinations(judged.values(), 2))
        agreed.append(sum(a == b for a, b in pairs) / len(pairs))
    coders = len({coder for judged in twice for coder in judged})
    shares = (values.count(counted) / len(values), sum(agreed) / len(agreed))
    alpha = _alpha(twice, distinct)
    return (code, len(twice), coders, counted, *shares, alpha, UNKNOWN if alpha is None else "")


def _alpha(units: list[dict[str, str]], known: list[str]) -> float | None:
    """Krippendorff's alpha for nominal values; None when only one value was ever given."""
    if len(known) < 2:
        return None
    import krippendorff
    import numpy as np

    counts = [[list(judged.values()).count(value) for value in known] for judged in units]
    alpha = krippendorff.alpha(value_counts=np.array(counts), level_of_measurement="nominal")
    return float(alpha)
