"""How a wijk differs from the city on single indicators, and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from veerkracht.city.scoring import Rule

Z = 1.959964  # a 95 % margin under the normal distribution
CHANGE_COLUMNS = [
    *("source", "area", "theme", "indicator", "label", "better", "start", "end"),
    *("value_start", "value_end", "city_start", "city_end", "gap_start", "gap_end"),
    *("margin_start", "margin_end", "margin", "moved", "place"),
]
PROFILE_COLUMNS = [
    *("source", "edition", "area", "year", "indicator", "label"),
    *("value", "city", "margin", "worse"),
]
HEALTH_COLUMNS = [
    *("source", "edition", "area", "year", "indicator", "age", "value", "low", "high", "n"),
    *("city", "city_low", "city_high", "city_n", "verdict"),
]
BETTER, SAME, WORSE = "beter", "gelijk", "slechter"
AHEAD, BEHIND = "gunstiger", "ongunstiger"


def margin(row: Mapping[Any, Any], noise: dict[str, float]) -> float:
    """The 95 % margin of a share, in percentage points.

    Half of its own interval where the source gives one; else, for what was asked of residents, that
    of a simple random sample of n (or of `noise.respondents`, an assumption); else, for registers,
    `noise.register`: they count everyone, yet small differences say little.
    """
    factor = 100.0 if row["unit"] == "aandeel" else 1.0
    if not pd.isna(row.get("low")) and not pd.isna(row.get("high")):
        return factor * (float(row["high"]) - float(row["low"])) / 2
    if not is_survey(row):
        return float(noise["register"])
    share = float(row["value"]) * factor / 100
    count = noise["respondents"] if pd.isna(row.get("n")) else float(row["n"])
    return 100 * Z * math.sqrt(max(share * (1 - share), 0.0) / count)


def is_survey(row: Mapping[Any, Any]) -> bool:
    """Whether residents were asked: a subjective part, a number n, or a label that says so."""
    label = str(row.get("label") or "").lower()
    asked = row.get("part") == "subjectief" or label.startswith("% bewoners dat")
    return asked or not pd.isna(row.get("n"))


def points(value: float, unit: str) -> float:
    """A share in percent, whatever the unit of the source."""
    return value * 100 if unit == "aandeel" else value


def compare_changes(gaps: pd.DataFrame, rules: list[Rule], noise: dict[str, float]) -> pd.DataFrame:
    """Every indicator with a known direction, at the first and last measurement, beside the city.

    `gaps`: index_gaps of a source with themes. Values in percent; gap_start and gap_end in
    percentage points, positive where the wijk is better off than the city, whatever the direction;
    margin is that of the change. moved: beter, gelijk or slechter; place: gunstiger, gelijk or
    ongunstiger than the city, by the margin of the last value. An indicator that stands under two
    themes counts once.
    """
    better = {(rule.theme, rule.code): rule for rule in rules}
    shares = gaps[(gaps["unit"] == "aandeel") & gaps["gap"].notna()]
    rows = []
    for keys, own in shares.groupby(["source", "area", "indicator"], sort=True):
        source, area, code = keys
        theme = str(own["theme"].iloc[0])
        own = own[own["theme"] == theme].sort_values("year")
        if (theme, code) not in better or own["year"].nunique() < 2:
            continue
        rule = better[theme, str(code)]
        first, last = (dict(own.iloc[place].items()) for place in (0, -1))
        ends = [margin(row, noise) for row in (first, last)]
        gap = [rule.sign * 100 * float(row["gap"]) for row in (first, last)]
        both = math.hypot(*ends)
        moved = BETTER if gap[1] - gap[0] > both else WORSE if gap[0] - gap[1] > both else SAME
        place = AHEAD if gap[1] > ends[1] else BEHIND if gap[1] < -ends[1] else SAME
        rows.append(
            (
                *(source, area, theme, code, last["label"], rule.better),
                *(int(first["year"]), int(last["year"])),
                *(100 * float(row["value"]) for row in (first, last)),
                *(100 * float(row["city"]) for row in (first, last)),
                *(*gap, *ends, both, moved, place),
            )
        )
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def find_vulnerable(
    gaps: pd.DataFrame, chosen: list[dict[str, Any]], noise: dict[str, float]
) -> pd.DataFrame:
    """The indicators of a vulnerable position (config: vulnerability), beside the city.

    Values in percent, the last measurement of each. worse: ja when the wijk is worse off than the
    city by more than the margin of its value. Only such a difference may enter a sentence.
    """
    rows = []
    for item in chosen:
        own = gaps[(gaps["source"] == item["source"]) & (gaps["indicator"] == item["indicator"])]
        own = own.dropna(subset=["gap"])
        for area, series in own.groupby("area", sort=False):
            last = dict(series.sort_values("year").iloc[-1].items())
            unit = str(last["unit"])
            value, city = (points(float(last[name]), unit) for name in ("value", "city"))
            room = margin(last, noise)
            sign = -1 if item.get("worse") == "lager" else 1
            rows.append(
                (
                    *(item["source"], last["edition"], area, int(last["year"]), item["indicator"]),
                    *(item["label"], value, city, room),
                    "ja" if sign * (value - city) > room else "nee",
                )
            )
    return pd.DataFrame(rows, columns=PROFILE_COLUMNS)


def compare_health(
    indicators: pd.DataFrame, areas: list[str], city: str, *, source: str
) -> pd.DataFrame:
    """The health figures of `areas` beside the city; whether the margins (95 %) overlap decides.

    verdict: hoger or lager than the city when the intervals do not touch, `geen aantoonbaar
    verschil` when they do, `niet te bepalen` without an interval on either side.
    """
    key = ["year", "indicator", "theme"]
    known = indicators.dropna(subset=["value"])
    known = known.assign(theme=known["theme"].fillna(""))
    reference = known[known["area"] == city].drop_duplicates(key).set_index(key)
    rows = []
    for row in known[known["area"].isin(areas)].sort_values([*key, "area"]).to_dict("records"):
        place = tuple(row[name] for name in key)
        if place not in reference.index:
            continue
        other = reference.loc[place].to_dict()
        bounds = [row["low"], row["high"], other["low"], other["high"]]
        if any(pd.isna(bound) for bound in bounds):
            found = "niet te bepalen"
        elif row["low"] > other["high"]:
            found = "hoger"
        elif row["high"] < other["low"]:
            found = "lager"
        else:
            found = "geen aantoonbaar verschil"
        rows.append(
            (
                *(source, row["edition"], row["area"], int(row["year"]), row["indicator"]),
                *(row["theme"], row["value"], row["low"], row["high"], row["n"]),
                *(other["value"], other["low"], other["high"], other["n"], found),
            )
        )
    return pd.DataFrame(rows, columns=HEALTH_COLUMNS)
