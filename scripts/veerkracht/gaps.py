"""The distance of a wijk to the city, and to 100, at each measurement."""

from __future__ import annotations

import pandas as pd

from veerkracht.faults import Fault, InputError, nearest

COLUMNS = [
    *("source", "edition", "area_code", "area", "year", "indicator", "label", "theme", "part"),
    *("unit", "value", "city", "gap", "gap_base", "rank", "of", "n", "low", "high", "file", "cell"),
]
KEY = ["edition", "year", "indicator", "theme"]
BASE = 100.0


def compute_gaps(
    indicators: pd.DataFrame, areas: list[str], city: str, *, source: str
) -> pd.DataFrame:
    """The gaps of `areas` to `city` in one source (canonical table of indicators).

    Gives source, edition, area_code, area, year, indicator, label, theme, part, unit, value, city
    (value of the city at the same measurement in the same edition), gap (value - city, in the
    unit), gap_base (value - 100, for an index only: the city itself moves), rank and of (the place
    of the value among all wijken of the source, 1 for the highest), n, low and high (95 % margin),
    file and cell. A gap is empty where either value is. Of a name that is both a wijk and a gebied
    only the wijk counts.
    """
    wijken = indicators[
        ~indicators["level"].isin(["gebied", "stad"]) & (indicators["area"] != city)
    ]
    among = wijken.assign(theme=wijken["theme"].fillna("")).groupby(KEY)["value"]
    wijken = wijken.assign(
        rank=among.rank(method="min", ascending=False), of=among.transform("count")
    )
    own = wijken[wijken["area"].isin(areas)]
    reference = indicators[(indicators["area"] == city) & (indicators["level"] != "wijk")]
    reference = reference[[*KEY, "value"]].rename(columns={"value": "city"})
    # A code can stand under two themes: the theme is part of the key.
    table = own.assign(theme=own["theme"].fillna("")).merge(
        reference.assign(theme=reference["theme"].fillna("")),
        on=KEY,
        how="left",
        validate="many_to_one",
    )
    table["source"] = source
    table["gap"] = table["value"] - table["city"]
    table["gap_base"] = (table["value"] - BASE).where(table["unit"] == "index")
    order = ["area", "year", "indicator", "theme"]
    return table[COLUMNS].sort_values(order, kind="stable").reset_index(drop=True)


def check_areas(gaps: pd.DataFrame, areas: list[str], known: set[str]) -> None:
    """Raise InputError for every area of the configuration that no source holds."""
    faults = [
        Fault(
            "config.yaml",
            column="areas",
            found=f"'{area}' staat in geen enkele bron",
            expected="de naam zoals de bron hem schrijft",
            advice=nearest(area, known),
        )
        for area in areas
        if area not in set(gaps["area"])
    ]
    if faults:
        raise InputError(faults)
