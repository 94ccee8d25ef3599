"""The distance of a wijk to the city, and to 100, at each measurement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from veerkracht.faults import WARNING, Fault, InputError, nearest
from veerkracht.roles import Role, with_role
from veerkracht.tables.city import INDEX_GAPS
from veerkracht.words import fold

KEY = ["edition", "year", "indicator", "theme", "part"]
BASE = 100.0


def measure_gaps(
    tables: Mapping[str, pd.DataFrame], config: Mapping[str, Any], wijk: Mapping[str, Any]
) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """index_gaps over all sources, and warnings for areas that a source lacks: a rule's step.

    `tables`: source -> canonical indicators, `wijk`: its block of `config`. Raises InputError for
    an area that no source holds.
    """
    sources, areas = config["sources"], wijk["areas"]
    each = [compute_gaps(tables[name], areas, config["city"], source=name) for name in sources]
    gaps = pd.concat(each, ignore_index=True)
    # Health figures can be of another area than the index: health_area.
    checked = [name for name in sources if name not in with_role(sources, Role.HEALTH)]
    files = {name: source["file"] for name, source in sources.items()}
    odd = check_areas(gaps, areas, files, {name: set(tables[name]["area"]) for name in checked})
    for name in checked:
        odd += check_years(tables[name], areas, config["city"], files[name])
    return {"index_gaps": gaps}, odd


def name_areas(indicators: pd.DataFrame, areas: list[str]) -> pd.DataFrame:
    """`indicators` with the spelling of `areas`: sources differ in spaces, hyphens and accents."""
    spellings = {fold(area): area for area in areas}
    spelled = {name: spellings.get(fold(name), name) for name in indicators["area"].unique()}
    return indicators.assign(area=indicators["area"].map(spelled))


def last_themes(indicators: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The theme scores of every wijk and the city at the last measurement; `names`: as spelled."""
    rows = indicators[indicators["indicator"].str.fullmatch("[A-Z][a-z]")].dropna(subset=["value"])
    rows = name_areas(rows[rows["level"].isin(["wijk", "stad"])], names)
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    return last


def compute_gaps(
    indicators: pd.DataFrame, areas: list[str], city: str, *, source: str
) -> pd.DataFrame:
    """The gaps of `areas` to `city` in one source (canonical table of indicators).

    Gives source, edition, area_code, area, year, indicator, label, theme, part, unit, value, city
    (value of the city at the same measurement in the same edition), gap (value - city, in the
    unit), gap_base (value - 100, for an index only: the city itself moves), rank and of (the place
    of the value among all wijken of the source, 1 for the highest), shared (how many wijken have
    that place), n, low and high (95 % margin), origin. A gap is empty where either value is. Of a
    name that is both a wijk and a gebied only the wijk counts.
    """
    indicators = name_areas(indicators, areas)
    indicators = indicators.assign(**{name: indicators[name].fillna("") for name in KEY[3:]})
    wijken = indicators[
        ~indicators["level"].isin(["gebied", "stad"]) & (indicators["area"] != city)
    ]
    among = wijken.groupby(KEY)["value"]
    wijken = wijken.assign(
        rank=among.rank(method="min", ascending=False),
        of=among.transform("count"),
        shared=wijken.groupby([*KEY, "value"])["value"].transform("count"),
    )
    own = wijken[wijken["area"].isin(areas)]
    reference = indicators[(indicators["area"] == city) & (indicators["level"] != "wijk")]
    reference = reference[[*KEY, "value"]].rename(columns={"value": "city"})
    # A code can stand under two themes, or for both halves of an index: they are part of the key.
    table = own.merge(reference, on=KEY, how="left", validate="many_to_one")
    table["source"] = source
    table["gap"] = table["value"] - table["city"]
    table["gap_base"] = (table["value"] - BASE).where(table["unit"] == "index")
    order = ["area", "year", "indicator", "theme", "part"]
    return table[INDEX_GAPS.names].sort_values(order, kind="stable").reset_index(drop=True)


def check_areas(
    gaps: pd.DataFrame, areas: list[str], files: Mapping[str, str], held: Mapping[str, set[str]]
) -> list[Fault]:
    """Warnings for every area that a source lacks; raises InputError for one that no source holds.

    `files`: source -> its file, `held`: source -> the names of the areas in it.
    """
    seen = set(zip(gaps["source"], gaps["area"], strict=True))
    faults, odd = [], []
    for area in areas:
        lacking = [source for source in held if (source, area) not in seen]
        if len(lacking) == len(held):
            names = {name for names_held in held.values() for name in names_held}
            found, expected = (
                f"'{area}' staat in geen enkele bron",
                "de naam zoals een bron hem schrijft",
            )
            faults.append(
                Fault("config.yaml", "", 0, "areas", found, expected, nearest(area, names))
            )
            continue
        for source in lacking:
            advice = nearest(area, held[source]) or "Van deze bron staat er niets in het rapport."
            found = f"geen waarde voor '{area}'"
            odd.append(
                Fault(files[source], column="gebied", found=found, advice=advice, level=WARNING)
            )
    if faults:
        raise InputError(faults)
    return odd


def check_years(indicators: pd.DataFrame, areas: list[str], city: str, file: str) -> list[Fault]:
    """Warnings for a measurement in which an area that has others is missing, with what to do.

    `indicators`: canonical table of one source. Raises InputError where it is the city: without
    it the newest measurement would be left out, and an older one would pass for the last.
    """
    values = name_areas(indicators, [*areas, city]).dropna(subset=["value"])
    years = sorted(values["year"].unique())
    places = values[values["level"] != "gebied"]
    faults, odd = [], []
    for area in (city, *areas):
        own = set(places.loc[places["area"] == area, "year"])
        for year in years if own else []:
            others = set(values.loc[values["year"] == year, "area"])
            if year in own or len(others) < 2:
                continue
            found = f"geen waarde van {area} in {year}, wel van {len(others)} andere gebieden"
            told = nearest(area, others) or "Zoek de rij op in de export, of vraag haar na."
            fault = Fault(file, found=found, expected=f"{area} in elk jaar", advice=told)
            if area == city:
                faults.append(fault)
            else:
                odd.append(replace(fault, level=WARNING))
    if faults:
        raise InputError(faults)
    return odd
